//! Keys before full-width colons, and colons without a space behind them.

use std::ops::Range;
use std::sync::Arc;

use super::Part;
use super::slips::SHOWN;
use crate::diag::Diagnostic;
use crate::unicode::is_invisible;

/// The lines of a text that is no group of keys, where one is wanted, that would be keys with half-width colons.
/// `span` counts from the start of `text`.
pub(super) fn keys_taken_for_text(
    path: &Arc<str>,
    text: &Arc<str>,
    span: &Range<usize>,
) -> Vec<Diagnostic> {
    let Some(slice) = text.get(span.clone()) else {
        return Vec::new();
    };
    let part = Part {
        path,
        text,
        start: span.start,
        slice,
    };
    let mut at = 0;
    let mut found = Vec::new();
    for line in slice.split_inclusive('\n') {
        let written = line.trim_start();
        let start = at + line.len() - written.len();
        at += line.len();
        if let Some((word, rest)) = full_width_key(written) {
            found.push(full_width_colon(
                &part,
                start + word.len(),
                word,
                rest,
                false,
            ));
        }
    }
    found.truncate(SHOWN);
    found
}

pub(super) fn full_width_colon(
    part: &Part<'_>,
    at: usize,
    word: &str,
    rest: &str,
    quotes: bool,
) -> Diagnostic {
    let example = example_value(rest.trim_start_matches('：'));
    let mut help =
        format!("write `{word}: {example}` with a half-width colon and a space after it");
    if quotes {
        help.push_str(", or put the text in quotes if the colon belongs to it");
    }
    part.error(
        "full-width-colon",
        at..at + '：'.len_utf8(),
        format!("the colon after `{word}` is full-width (：)"),
        "full-width colon",
    )
    .help(help)
}

pub(super) fn no_space_after_colon(
    part: &Part<'_>,
    span: Range<usize>,
    word: &str,
    rest: &str,
) -> Diagnostic {
    let message = format!("there is no space after the colon of `{word}`");
    let value = example_value(rest);
    part.error(
        "no-space-after-colon",
        span,
        message,
        "a space is missing after this",
    )
    .help(format!("write `{word}: {value}`"))
}

pub(super) fn example_value(rest: &str) -> &str {
    let line = rest.lines().next().unwrap_or_default().trim();
    let line = line.trim_matches(is_invisible);
    if line.is_empty() || line.chars().count() > 30 {
        "…"
    } else {
        line
    }
}

/// The word of any script at the start of `text` that could be a key, where a full-width colon follows it; and what
/// begins with the colon.
pub(super) fn full_width_key(text: &str) -> Option<(&str, &str)> {
    let end =
        text.find(|character: char| !(character.is_alphanumeric() || "_-・".contains(character)))?;
    let (word, rest) = text.split_at(end);
    (!word.is_empty() && rest.starts_with('：')).then_some((word, rest))
}

/// Whether what stands behind a full-width colon begins as a list or a group in brackets.
pub(super) fn opens(rest: &str) -> bool {
    let value = rest.trim_start_matches('：').trim_start();
    value.starts_with(['[', '{'])
}

/// Whether what stands behind a full-width colon is a group in braces: a text may well stand in brackets.
pub(super) fn encloses(rest: &str) -> bool {
    let value = rest.trim_start_matches('：').trim();
    let inside = value
        .strip_prefix('{')
        .and_then(|inside| inside.strip_suffix('}'));
    inside.is_some_and(|inside| inside.contains([':', '：']))
}

/// The ASCII word at the start of `text` that could be a key.
pub(super) fn key_word(text: &str) -> Option<&str> {
    let end = text
        .find(|character: char| !(character.is_ascii_alphanumeric() || "_-".contains(character)))
        .unwrap_or(text.len());
    let word = &text[..end];
    word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        .then_some(word)
}
