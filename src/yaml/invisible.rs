//! Characters that nobody sees, copied from web pages and chats, where they make a key or a value another one.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::unicode::{find_invisible, is_invisible};

/// The first of them at an end of `text` or beside ASCII: within other scripts and pictures they have a meaning, as a
/// joiner has behind letters that join, and a soft hyphen between letters.
pub(super) fn stray(text: &str) -> Option<(char, Range<usize>)> {
    find_invisible(text)?;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, after)| *after);
        let is_alone = |beside: Option<char>| {
            beside.is_none_or(|beside| beside.is_ascii() || is_invisible(beside))
        };
        let is_letter = |beside: Option<char>| beside.is_some_and(char::is_alphabetic);
        let is_written = match character {
            '\u{200D}' => before.is_some_and(joins),
            '\u{AD}' => is_letter(before) && is_letter(after),
            _ => false,
        };
        if is_invisible(character) && !is_written && (is_alone(before) || is_alone(after)) {
            return Some((character, at..at + character.len_utf8()));
        }
        before = Some(character);
    }
    None
}

/// Whether a character is of a script whose letters look otherwise before a joiner, at the end of a word too: Arabic,
/// those of India and South East Asia, Mongolian. Unicode 16.0 §23.2.
fn joins(character: char) -> bool {
    matches!(
        character,
        '\u{600}'..='\u{109F}' | '\u{1700}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{11000}'..='\u{11FFF}'
    )
}

/// The text without them.
#[must_use]
pub fn without_invisible(text: &str) -> String {
    text.chars()
        .filter(|character| !is_invisible(*character))
        .collect()
}

/// The error, which has no place yet.
#[must_use]
pub fn invisible_error(character: char) -> Diagnostic {
    Diagnostic::error(
        "invisible-character",
        format!(
            "an invisible character (U+{:04X}) stands here",
            character as u32
        ),
    )
    .help("delete it; where it cannot be seen, write the line anew")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays() {
        let rows = [
            ("title", None),
            ("題", None),
            ("\u{200B}title", Some(0..3)),
            ("ti\u{AD}tle", None),
            ("ti\u{AD} tle", Some(2..4)),
            ("title\u{AD}", Some(5..7)),
            ("അവന്\u{200D}", None),
            ("a\u{200D}", Some(1..4)),
            ("題\u{200D}", Some(3..6)),
            ("title\u{FEFF}", Some(5..8)),
            ("題\u{2060}", Some(3..6)),
            ("題\u{200B}名", None),
            ("👨\u{200D}👩", None),
            ("題\u{200B}\u{200B}", Some(3..6)),
            ("\u{200D}", Some(0..3)),
        ];
        for (text, expected) in rows {
            assert_eq!(stray(text).map(|(_, span)| span), expected, "{text:?}");
        }
    }
}
