//! How much there is to read.

mod ascii;

use icu::properties::CodePointMapData;
use icu::properties::props::Script;

use crate::parse::Length;
use ascii::Ascii;

/// Measures a whole text.
pub(crate) fn measure(text: &str) -> Length {
    let mut counter = Counter::default();
    counter.count(text);
    counter.length()
}

/// Counts characters of scripts written without spaces, and words of all others.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    length: Length,
    in_word: bool,
}

impl Counter {
    /// Counts a run of text; a word may go on in the next run.
    pub(crate) fn count(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        // In registers: this looks at every byte of a site.
        let (mut words, mut unspaced) = (0_u32, 0_u32);
        let mut in_word = self.in_word;
        loop {
            // Han, kana and punctuation take turns: what is asked of each must not be a branch that cannot be guessed.
            while let [first @ 0xE0..=0xEF, second, third, after @ ..] = rest {
                let block = Block::of(*first, *second);
                let at = third & 0x3F;
                if (block.unspaced | block.ends_word) >> at & 1 == 0 {
                    break;
                }
                unspaced += u32::from(block.unspaced >> at & 1 == 1);
                in_word = false;
                rest = after;
            }
            let Some(first) = rest.first() else {
                break;
            };
            if first.is_ascii() {
                let ascii = Ascii::at_start(rest);
                words += ascii.words(&mut in_word);
                rest = rest.get(ascii.length..).unwrap_or_default();
                continue;
            }
            let at = text.len() - rest.len();
            let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            rest = &rest[char.len_utf8()..];
            if is_written_without_spaces(char) {
                unspaced += 1;
                in_word = false;
            } else if ends_word(char) {
                in_word = false;
            } else if char.is_alphanumeric() {
                words += u32::from(!in_word);
                in_word = true;
            }
        }
        // A file is no longer than 16 MiB, so no count overflows within one.
        self.length.words = self.length.words.saturating_add(words);
        self.length.cjk_characters = self.length.cjk_characters.saturating_add(unspaced);
        self.in_word = in_word;
    }

    /// Ends a word.
    pub(crate) fn end_word(&mut self) {
        self.in_word = false;
    }

    pub(crate) fn length(&self) -> Length {
        self.length
    }
}

/// The 64 characters of three bytes that have the first two in common: one bit each, the lowest that of the first. A
/// character that is in neither is to be looked up.
#[derive(Clone, Copy)]
struct Block {
    /// Characters of scripts written without spaces.
    unspaced: u64,
    /// White space and punctuation.
    ends_word: u64,
}

impl Block {
    /// Characters that are all to be looked up.
    const OTHER: Block = Block {
        unspaced: 0,
        ends_word: 0,
    };

    /// Han alone.
    const HAN: Block = Block {
        unspaced: u64::MAX,
        ends_word: 0,
    };

    #[inline]
    fn of(first: u8, second: u8) -> &'static Block {
        &BLOCKS[usize::from(first & 0x0F) << 6 | usize::from(second & 0x3F)]
    }
}

/// The blocks of which Japanese and Chinese texts are made, by code point over 64.
const BLOCKS: &[Block; 1024] = &{
    const fn kana(unspaced: u64) -> Block {
        Block {
            unspaced,
            ends_word: 0,
        }
    }
    const fn punctuation(ends_word: u64) -> Block {
        Block {
            unspaced: 0,
            ends_word,
        }
    }
    let mut blocks = [Block::OTHER; 1024];
    blocks[0x3000 >> 6] = punctuation(bits(0x00, 0x04) | bits(0x08, 0x20) | bits(0x30, 0x30));
    blocks[0x3040 >> 6] = kana(bits(0x01, 0x3F));
    blocks[0x3080 >> 6] = kana(bits(0x00, 0x16) | bits(0x21, 0x3F));
    blocks[0x30C0 >> 6] = kana(bits(0x00, 0x3A) | bits(0x3C, 0x3C));
    // But for the hexagrams, U+4DC0.
    let mut at = 0x3400 >> 6;
    while at < 0xA000 >> 6 {
        if at != 0x4DC0 >> 6 {
            blocks[at] = Block::HAN;
        }
        at += 1;
    }
    blocks[0xFF00 >> 6] = punctuation(bits(0x01, 0x0F) | bits(0x1A, 0x20));
    blocks
};

/// The bits from one to another, both included.
const fn bits(from: u32, to: u32) -> u64 {
    u64::MAX >> (63 - to) & u64::MAX << from
}

/// White space, and the punctuation of East Asian text, whose look-up in Unicode's tables is slow.
#[inline]
fn ends_word(char: char) -> bool {
    matches!(char, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303D}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
        || char.is_whitespace()
}

/// Letters and digits of Han, kana, Bopomofo, Yi, Thai, Lao, Khmer, Myanmar and Tibetan; not their punctuation.
#[inline]
pub(crate) fn is_written_without_spaces(char: char) -> bool {
    match char {
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => true,
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'
        | '\u{FF66}'..='\u{FF9D}' => true,
        '\0'..='\u{0DFF}'
        | '\u{2000}'..='\u{2BFF}'
        | '\u{3000}'..='\u{3004}'
        | '\u{FF01}'..='\u{FF65}' => false,
        _ => {
            char.is_alphanumeric()
                && matches!(
                    CodePointMapData::<Script>::new().get(char),
                    Script::Han
                        | Script::Hiragana
                        | Script::Katakana
                        | Script::Bopomofo
                        | Script::Yi
                        | Script::Thai
                        | Script::Lao
                        | Script::Khmer
                        | Script::Myanmar
                        | Script::Tibetan
                )
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Counter, ends_word, is_written_without_spaces};

    /// Characters and words, one character after the other.
    fn counted_slowly(text: &str) -> (u32, u32) {
        let (mut unspaced, mut words, mut in_word) = (0, 0, false);
        for char in text.chars() {
            if is_written_without_spaces(char) {
                unspaced += 1;
                in_word = false;
            } else if char.is_alphanumeric() {
                words += u32::from(!in_word);
                in_word = true;
            } else if ends_word(char) || char.is_ascii() && !"'-.,_".contains(char) {
                in_word = false;
            }
        }
        (unspaced, words)
    }

    proptest! {
        #[test]
        fn runs_count_as_their_characters(
            text in "([a-cX-Z0-9]{0,9}[ '.,_\\-(@`{~]{0,3}|[a-z]{60,70}|[é—漢䷀かアー、。！９〆]){0,40}",
            cut in any::<prop::sample::Index>(),
        ) {
            let at = text.floor_char_boundary(cut.index(text.len() + 1));
            let mut counter = Counter::default();
            counter.count(&text[..at]);
            counter.count(&text[at..]);
            let length = counter.length();
            prop_assert_eq!((length.cjk_characters, length.words), counted_slowly(&text));
        }
    }

    #[test]
    fn the_quick_ways_count_as_the_slow_one() {
        for char in ('\u{80}'..='\u{FFFF}').chain('\u{20000}'..='\u{20100}') {
            let unspaced = is_written_without_spaces(char);
            let word = !unspaced && !ends_word(char) && char.is_alphanumeric();
            let length = super::measure(&char.to_string());
            let counted = (length.cjk_characters, length.words);
            assert_eq!(counted, (u32::from(unspaced), u32::from(word)), "{char:?}");
        }
    }

    #[test]
    fn characters_and_words() {
        for (text, cjk_characters, words) in [
            ("", 0, 0),
            ("One two, three.", 0, 3),
            ("It's 1,200 e-mails", 0, 3),
            ("沖縄と内モンゴル。", 8, 0),
            ("呼和浩特（Hohhot）市", 5, 1),
            ("2026年4月", 2, 2),
            ("コーヒー", 4, 0),
            ("ｺｰﾋｰ", 4, 0),
            ("Ｗｉｄｅ", 0, 1),
            ("한국어 문장", 0, 2),
            ("ภาษาไทย", 7, 0),
            ("ᠮᠣᠩᠭᠣᠯ ᠤᠨ", 0, 2),
            ("éclair été", 0, 2),
            ("𠮷野", 2, 0),
        ] {
            let mut counter = Counter::default();
            counter.count(text);
            let length = counter.length();
            assert_eq!(
                (length.cjk_characters, length.words),
                (cjk_characters, words),
                "{text}"
            );
        }
    }
}
