//! How much there is to read.

use icu::properties::CodePointMapData;
use icu::properties::props::Script;

use crate::parse::Length;

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
        let mut in_word = u32::from(self.in_word);
        while let Some(byte) = rest.first() {
            match byte {
                0..=0x7F => {
                    // Without a branch on what a byte is: words are too short for it to be guessed.
                    let end = rest.iter().position(|byte| {
                        let Some(kind) = KINDS.get(usize::from(*byte)) else {
                            return true;
                        };
                        words += kind & LETTER & !in_word;
                        in_word = kind & LETTER | (kind >> JOINS) & in_word;
                        false
                    });
                    rest = &rest[end.unwrap_or(rest.len())..];
                }
                // The first of the three bytes of U+5000 to U+9FFF: Han and nothing else.
                0xE5..=0xE9 => {
                    unspaced += 1;
                    in_word = 0;
                    rest = rest.get(3..).unwrap_or_default();
                }
                // U+3000 to U+3FFF: kana, and the punctuation of East Asian text.
                0xE3 => {
                    let (low, after) = match rest {
                        [_, high, low, after @ ..] => {
                            (u32::from(high & 0x3F) << 6 | u32::from(low & 0x3F), after)
                        }
                        _ => (0, &[][..]),
                    };
                    let char = char::from_u32(0x3000 | low).unwrap_or(' ');
                    let is_unspaced = is_written_without_spaces(char);
                    unspaced += u32::from(is_unspaced);
                    if is_unspaced || ends_word(char) {
                        in_word = 0;
                    } else if char.is_alphanumeric() {
                        words += 1 - in_word;
                        in_word = 1;
                    }
                    rest = after;
                }
                _ => {
                    let at = text.len() - rest.len();
                    let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    rest = &rest[char.len_utf8()..];
                    if is_written_without_spaces(char) {
                        unspaced += 1;
                        in_word = 0;
                    } else if ends_word(char) {
                        in_word = 0;
                    } else if char.is_alphanumeric() {
                        words += 1 - in_word;
                        in_word = 1;
                    }
                }
            }
        }
        // A file is no longer than 16 MiB, so no count overflows within one.
        self.length.words = self.length.words.saturating_add(words);
        self.length.cjk_characters = self.length.cjk_characters.saturating_add(unspaced);
        self.in_word = in_word == 1;
    }

    /// Ends a word.
    pub(crate) fn end_word(&mut self) {
        self.in_word = false;
    }

    pub(crate) fn length(&self) -> Length {
        self.length
    }
}

/// In [`KINDS`]: the character begins a word, or belongs to it.
const LETTER: u32 = 1;

/// In [`KINDS`], the bit of characters that belong to a word inside which they stand.
const JOINS: u32 = 1;

/// What each ASCII character does to a word; those that are nothing of the above end it.
const KINDS: [u32; 128] = {
    let mut kinds = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'\'' | b'-' | b'.' | b',' | b'_' => 1 << JOINS,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

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
    use super::{Counter, ends_word, is_written_without_spaces};

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
