//! What a line break inside a paragraph becomes.
//!
//! Editors who break lines inside a Japanese or Chinese paragraph do not mean a space. The rule is that of CSS Text
//! Module Level 4, "Segment Break Transformation Rules", with its extension for full-width punctuation.

use super::character::{
    is_ambiguous_punctuation, is_hangul, is_variation_selector, is_wide, is_wide_punctuation,
};
use crate::config::Writing;

/// Whether a line break between these two characters vanishes, in a text whose language is written so.
///
/// It does
/// - where both are wide (East Asian Width F, W or H) and neither is Hangul,
/// - next to full-width punctuation, unless the other is Hangul,
/// - where one is wide and the other punctuation or a symbol of ambiguous width (“ … —),
/// - next to a zero width space.
///
/// In Chinese, quotation marks, dashes and ellipses (“ ” ‘ ’ — …) are full-width punctuation (CLREQ, section 3.1).
#[must_use]
pub fn break_vanishes(before: char, after: char, writing: Writing) -> bool {
    const ZERO_WIDTH_SPACE: char = '\u{200B}';
    if before == ZERO_WIDTH_SPACE || after == ZERO_WIDTH_SPACE {
        return true;
    }
    if before.is_ascii() && after.is_ascii() {
        return false;
    }
    let is_full_punctuation = |char: char| is_wide_punctuation(char) || is_wide_in(writing, char);
    let is_full = |char: char| is_wide(char) || is_wide_in(writing, char);
    let is_other = |char: char| !is_hangul(char) && !char.is_whitespace();
    match (is_full(before), is_full(after)) {
        (true, true) => true,
        (true, false) => {
            is_ambiguous_punctuation(after) || (is_full_punctuation(before) && is_other(after))
        }
        (false, true) => {
            is_ambiguous_punctuation(before) || (is_full_punctuation(after) && is_other(before))
        }
        (false, false) => false,
    }
}

/// Punctuation that Unicode calls ambiguous and Chinese sets in a full square.
fn is_wide_in(writing: Writing, char: char) -> bool {
    writing == Writing::Chinese && matches!(char, '“' | '”' | '‘' | '’' | '—' | '…' | '⸺' | '⋯')
}

/// The last character of a text that a reader sees as one: what chooses its form is passed over.
#[must_use]
pub fn last_visible(text: &str) -> Option<char> {
    text.chars()
        .rev()
        .find(|char| !is_variation_selector(*char))
}

/// A text whose line breaks are `\n`, with each of them a space or nothing.
#[must_use]
pub fn join_lines(text: &str, vanishes: impl Fn(char, char) -> bool) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n') {
        if let (Some(before), Some(after)) = (last_visible(&joined), line.chars().next())
            && !vanishes(before, after)
        {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Writing, break_vanishes, join_lines};

    #[test]
    fn breaks() {
        const ALL: [Writing; 4] = [
            Writing::Japanese,
            Writing::Chinese,
            Writing::Korean,
            Writing::Other,
        ];
        const NONE: &[Writing] = &[];
        const CHINESE: &[Writing] = &[Writing::Chinese];
        for (before, after, vanishes_in) in [
            ('沖', '縄', &ALL[..]),
            ('の', '島', &ALL),
            ('、', '島', &ALL),
            ('。', '（', &ALL),
            ('ｱ', 'ｲ', &ALL),
            ('Ａ', '字', &ALL),
            ('”', '字', &ALL),
            ('字', '…', &ALL),
            ('字', '—', &ALL),
            ('𠮷', '野', &ALL),
            ('\u{200B}', 'a', &ALL),
            ('字', '😀', &ALL),
            // Full-width punctuation beside other scripts.
            ('、', 'a', &ALL),
            ('a', '（', &ALL),
            ('1', '。', &ALL),
            ('é', '」', &ALL),
            ('・', 'A', &ALL),
            ('～', '3', &ALL),
            ('。', '한', NONE),
            ('한', '「', NONE),
            // Latin and CJK.
            ('字', 'a', NONE),
            ('a', '字', NONE),
            ('1', '字', NONE),
            ('字', '(', NONE),
            ('字', 'é', NONE),
            ('字', 'α', NONE),
            ('ー', 'b', NONE),
            // Spaced scripts.
            ('한', '국', NONE),
            ('字', '한', NONE),
            ('a', 'b', NONE),
            ('ᠮ', 'ᠣ', NONE),
            ('字', 'ᠮ', NONE),
            // Wide in Chinese.
            ('”', '“', CHINESE),
            ('…', '…', CHINESE),
            ('—', '‘', CHINESE),
            ('a', '“', CHINESE),
            ('’', '1', CHINESE),
            ('×', 'a', NONE),
        ] {
            for writing in ALL {
                assert_eq!(
                    break_vanishes(before, after, writing),
                    vanishes_in.contains(&writing),
                    "{before:?} {after:?} {writing:?}"
                );
            }
        }
    }

    #[test]
    fn lines() {
        let joined = |text: &str| {
            join_lines(text, |before, after| {
                break_vanishes(before, after, Writing::Japanese)
            })
        };
        assert_eq!(joined("沖縄の\n海\nand\nsky"), "沖縄の海 and sky");
        assert_eq!(joined("葛\u{E0100}\n城"), "葛\u{E0100}城");
        assert_eq!(joined("\na\n\nb\n"), "a b");
        assert_eq!(joined(""), "");
    }
}
