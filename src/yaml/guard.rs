//! What is refused before the YAML library sees it: characters that YAML forbids, those that the library takes for line
//! breaks and YAML does not, and brackets so deep that the library would take quadratic time over them.

use super::Part;
use crate::diag::Diagnostic;

/// Brackets open at once. The library stops at 128 levels of nesting; quotes and comments are not told apart here, so
/// some room is left for text.
const DEEPEST_BRACKETS: usize = 256;

/// At most this many forbidden characters are shown for a file: a binary file has thousands.
const SHOWN: usize = 3;

pub(super) fn check(part: &Part<'_>) -> Vec<Diagnostic> {
    let mut problems = forbidden_characters(part);
    problems.extend(deep_brackets(part));
    problems
}

/// YAML 1.2.2 §5.1, `c-printable`, as errors.
fn forbidden_characters(part: &Part<'_>) -> Vec<Diagnostic> {
    part.slice
        .char_indices()
        .filter(|(_, character)| is_forbidden(*character))
        .take(SHOWN)
        .map(|(at, character)| {
            if is_separator(character) {
                return separator(part, at, character);
            }
            let name = match character {
                '\0' => "a NUL byte (U+0000)".to_owned(),
                other => format!("an invisible control character (U+{:04X})", other as u32),
            };
            part.error(
                "control-character",
                at..at + character.len_utf8(),
                format!("this file holds {name}, which is not allowed in YAML"),
                "here",
            )
            .help("delete it, and save the file as plain text in UTF-8")
        })
        .collect()
}

fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control() || is_separator(other),
    }
}

/// Line breaks of YAML 1.1, which the library reads, that are text since YAML 1.2 (YAML 1.2.2 §5.4): what follows them
/// would be a key of its own.
fn is_separator(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn separator(part: &Part<'_>, at: usize, character: char) -> Diagnostic {
    part.error(
        "line-separator",
        at..at + character.len_utf8(),
        format!(
            "an invisible line break of another sort (U+{:04X}) stands here",
            character as u32
        ),
        "here",
    )
    .help("delete it, and press Enter where a new line is meant")
}

fn deep_brackets(part: &Part<'_>) -> Option<Diagnostic> {
    let mut depth = 0_usize;
    for (at, byte) in part.slice.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST_BRACKETS {
            return Some(
                part.error(
                    "nested-too-deep",
                    at..at + 1,
                    format!("more than {DEEPEST_BRACKETS} brackets are open here"),
                    "one bracket too many",
                )
                .help("close the brackets, or write the values less deeply nested"),
            );
        }
    }
    None
}
