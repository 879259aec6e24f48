//! Normalisation, so that a name typed on one system is the same name on another.

use std::borrow::Cow;
use std::ops::Range;

use icu::normalizer::ComposingNormalizerBorrowed;

/// A name as it stands in an address or id: compatibility forms replaced (NFKC, UAX #15: Ａ is A, ㌔ is キロ), lower
/// case, then NFC again, since lower case of a composed letter need not be composed.
#[must_use]
pub fn fold_name(text: &str) -> String {
    // Kana, Han and ASCII are folded but for the case, and most names are of nothing else.
    let is_folded = |char: char| matches!(char, '\0'..='\u{7F}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}');
    if text.chars().all(is_folded) {
        return text.to_ascii_lowercase();
    }
    nfc(&nfkc(text).to_lowercase()).into_owned()
}

/// The text in Normalization Form C (UAX #15); borrowed where it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    }
}

/// The text in Normalization Form KC (UAX #15): Ａ is A, ㍻ is 平成.
#[must_use]
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfkc().normalize(text)
    }
}

/// Whether nobody sees the character: soft hyphen, zero-width space and joiner, word joiner, byte order mark. They have a
/// meaning in texts; in names, keys and dates they are left from where these were copied.
#[must_use]
pub fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{AD}' | '\u{200B}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// The first character in `text` that nobody sees, and its bytes.
#[must_use]
pub fn find_invisible(text: &str) -> Option<(char, Range<usize>)> {
    // Nearly all that is asked about is ASCII.
    if text.is_ascii() {
        return None;
    }
    let (at, char) = text.char_indices().find(|(_, char)| is_invisible(*char))?;
    Some((char, at..at + char.len_utf8()))
}

/// Control characters that no text holds, and the two code points that XML 1.0 forbids beside them: all but tab and line
/// feed.
#[must_use]
pub fn is_unprintable(char: char) -> bool {
    match char {
        '\t' | '\n' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        char => char.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{fold_name, nfc, nfkc};

    #[test]
    fn the_quick_way_folds_as_the_slow_one() {
        for char in '\0'..'\u{A000}' {
            for text in [char.to_string(), format!("字{char}")] {
                let slow = nfc(&nfkc(&text).to_lowercase()).into_owned();
                assert_eq!(fold_name(&text), slow, "{text:?}");
            }
        }
    }
}
