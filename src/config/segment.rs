//! What may become a part of a URL.

use crate::marker::MARKER;
use crate::unicode::fold_name;

/// The NFC form, in which names and ids are compared.
pub(crate) fn nfc(text: &str) -> String {
    crate::unicode::nfc(text).into_owned()
}

/// Bytes that the name of a file or folder can have on common file systems.
const NAME_BYTES: usize = 255;

/// By how much a text can grow when it is folded, in bytes: U+FDFA has 3 and becomes 33.
const MOST_GROWN: usize = 11;

/// Why `text` cannot be the name of a file or folder, in words that follow "it".
pub(crate) fn file_name_problem(text: &str) -> Option<String> {
    (text.len() > NAME_BYTES).then(|| {
        format!("is longer than the {NAME_BYTES} bytes (85 Japanese or Chinese characters) that file systems allow")
    })
}

/// Why `text` cannot be the first segment of a path in the published folder, in words that follow "it".
pub(crate) fn reserved_problem(text: &str) -> Option<String> {
    (text == MARKER).then(|| format!("is `{MARKER}`, which marks the folder that is published"))
}

/// Why `text` cannot be one segment of a URL path (a slug, a taxonomy's id), in words that follow "it".
pub(crate) fn segment_problem(text: &str) -> Option<String> {
    if let Some(problem) = name_problem(text) {
        return Some(problem);
    }
    if text.contains("..") {
        return Some("holds `..`".to_owned());
    }
    if let Some(problem) = reserved_problem(text) {
        return Some(problem);
    }
    text.chars()
        .find(|character| matches!(character, '?' | '#' | '%'))
        .map(|character| {
            format!("holds `{character}`, which has a meaning of its own in addresses")
        })
}

/// Why `text` cannot be the id of a term, from which a segment is made.
pub(crate) fn name_problem(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is empty".to_owned());
    }
    if text.trim() != text {
        return Some("starts or ends with a space".to_owned());
    }
    if matches!(text, "." | "..") {
        return Some(format!("is `{text}`, which means a folder"));
    }
    // An address has it in this form, which may be longer.
    let folded = || (text.len() > NAME_BYTES / MOST_GROWN).then(|| fold_name(text));
    if let Some(problem) = file_name_problem(text).or_else(|| file_name_problem(&folded()?)) {
        return Some(problem);
    }
    text.chars()
        .find(|character| character.is_control() || matches!(character, '/' | '\\'))
        .map(|character| match character {
            '\n' => "holds a line break".to_owned(),
            character if character.is_control() => "holds a control character".to_owned(),
            character => format!("holds `{character}`"),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments() {
        let rows = [
            ("plan", None),
            ("計画-2026", None),
            ("a.b", None),
            ("", Some("is empty")),
            (" a", Some("starts or ends with a space")),
            ("a\u{3000}", Some("starts or ends with a space")),
            (".", Some("is `.`, which means a folder")),
            ("..", Some("is `..`, which means a folder")),
            ("a/b", Some("holds `/`")),
            ("a\\b", Some("holds `\\`")),
            ("a..b", Some("holds `..`")),
            ("a\u{1}b", Some("holds a control character")),
            (
                "100%",
                Some("holds `%`, which has a meaning of its own in addresses"),
            ),
        ];
        for (input, expected) in rows {
            assert_eq!(segment_problem(input).as_deref(), expected, "{input:?}");
        }
        let rows = [
            ("a".repeat(255), false),
            ("a".repeat(256), true),
            ("計".repeat(85), false),
            ("計".repeat(86), true),
            // 株式会社 in an address.
            ("㍿".repeat(21), false),
            ("㍿".repeat(22), true),
            (".yuimaru".to_owned(), true),
            (".yuimaru2".to_owned(), false),
        ];
        for (input, is_problem) in rows {
            assert_eq!(segment_problem(&input).is_some(), is_problem, "{input:?}");
        }
        assert_eq!(name_problem("C#"), None);
        assert_eq!(name_problem("a..b"), None);
    }
}
