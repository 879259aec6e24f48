//! Words in ASCII, many characters at a time.

/// Up to 64 ASCII characters, the first in the lowest bit: words are too short for a branch on every character to be
/// guessed.
pub(super) struct Ascii {
    /// Those that begin a word or belong to it.
    letters: u64,
    /// Those that belong to a word inside which they stand, or at whose end.
    joins: u64,
    pub(super) length: usize,
}

impl Ascii {
    /// The first characters of a text.
    pub(super) fn at_start(text: &[u8]) -> Ascii {
        let mut found = Ascii {
            letters: 0,
            joins: 0,
            length: 0,
        };
        let mut rest = text.get(..64).unwrap_or(text);
        while !rest.is_empty() {
            let eight = Eight::at_start(rest);
            let ascii = eight.ascii();
            found.letters |= eight.letters() << found.length;
            found.joins |= eight.joins() << found.length;
            found.length += ascii.min(rest.len());
            if ascii < 8 {
                break;
            }
            rest = rest.get(8..).unwrap_or_default();
        }
        found
    }

    /// How many words begin here. Takes whether the text before ends in a word, and leaves whether this does.
    pub(super) fn words(&self, in_word: &mut bool) -> u32 {
        let before = u64::from(*in_word);
        // The sum carries from the first of neighbouring `joins` through all of them.
        let first = (self.letters << 1 | before) & self.joins;
        let joined = self.joins & !self.joins.wrapping_add(first);
        let inside = self.letters | joined;
        let last = u32::try_from(self.length.saturating_sub(1)).unwrap_or(0);
        *in_word = inside >> last & 1 == 1;
        (self.letters & !(inside << 1 | before)).count_ones()
    }
}

/// Eight bytes in one number, the first in the lowest; zeros where there are fewer. What is found of each byte is told by
/// its highest bit, and then by one bit for each byte. Bytes that are not ASCII, and what stands behind them, are nothing.
struct Eight(u64);

/// The lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGHS: u64 = 0x80 * ONES;

impl Eight {
    fn at_start(text: &[u8]) -> Eight {
        let bytes = text.first_chunk().copied().unwrap_or_else(|| {
            let mut bytes = [0; 8];
            bytes
                .iter_mut()
                .zip(text)
                .for_each(|(to, from)| *to = *from);
            bytes
        });
        Eight(u64::from_le_bytes(bytes))
    }

    /// How many bytes at the start are ASCII.
    fn ascii(&self) -> usize {
        ((self.0 & HIGHS).trailing_zeros() / 8) as usize
    }

    fn letters(&self) -> u64 {
        let upper_as_lower = Eight(self.0 | (0x20 * ONES));
        self.bits(self.within(b'0', b'9') | upper_as_lower.within(b'a', b'z'))
    }

    fn joins(&self) -> u64 {
        self.bits(self.within(b',', b'.') | self.within(b'_', b'_') | self.within(b'\'', b'\''))
    }

    /// Which bytes lie between two ASCII characters; right for those before the first that is not ASCII.
    fn within(&self, from: u8, to: u8) -> u64 {
        let ascii = self.0 & !HIGHS;
        let at_least = ascii + u64::from(0x80 - from) * ONES;
        let above = ascii + u64::from(0x7F - to) * ONES;
        at_least & !above & HIGHS
    }

    /// The highest bits of the bytes before the first that is not ASCII, side by side.
    fn bits(&self, highs: u64) -> u64 {
        let others = self.0 & HIGHS;
        let before = others.wrapping_sub(1) & !others;
        ((highs & before) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}
