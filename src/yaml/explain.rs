//! What the library finds wrong, in words for an editor.
//!
//! The library reports the first place where it can go no further, often a line after the slip. So the usual slips
//! (full-width colons, tabs, a missing space) are looked for in the text first; only what they do not explain is
//! reported where the library stopped.

use super::Part;
use super::locate::{is_document_marker, quoted_length};
use super::slips::SHOWN;
use super::telling::{Failure, slips_that_tell};
use crate::diag::Diagnostic;

pub(super) fn explain(part: &Part<'_>, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let failure = Failure::read(part.slice, error);
    let (slips, explained) = slips_that_tell(part.slice, &failure);
    let shown = slips.iter().take(SHOWN);
    let mut problems: Vec<Diagnostic> = shown.map(|slip| slip.diagnostic(part)).collect();
    if !explained {
        problems.push(failure.diagnostic(part));
    }
    problems
}

impl Failure {
    fn read(slice: &str, error: &serde_yaml::Error) -> Failure {
        let words = error.to_string();
        let at = error
            .location()
            .map_or(0, |location| {
                offset_of(slice, location.line(), location.column())
            })
            .min(slice.len());
        let began = words
            .rsplit_once(" at line ")
            .filter(|(before, _)| before.contains(", while "))
            .and_then(|(_, position)| position.split_once(" column "))
            .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)))
            .map(|(line, column)| offset_of(slice, line, column));
        Failure { at, began, words }
    }

    fn diagnostic(&self, part: &Part<'_>) -> Diagnostic {
        let advice = advice(&self.words, part.slice, self.at);
        let at = match advice.place {
            Blame::Start => self.began.unwrap_or(self.at),
            Blame::End => self.at,
            Blame::Here(at) => at,
            Blame::Document => match second_document(part.slice) {
                Some(at) => at,
                None => return uneven_indent(part, self.at),
            },
        };
        let at = on_text(part.slice, at);
        let length = part.slice[at..].chars().next().map_or(0, char::len_utf8);
        part.error(advice.code, at..at + length, advice.message, advice.label)
            .help(advice.help)
    }
}

/// One-based line and column, in characters, as a byte offset.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start.min(text.len())..];
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    start + within
}

/// Moves a place at the end of a line or of the text back to the last character that can be shown.
fn on_text(text: &str, at: usize) -> usize {
    let at = crate::diag::floor_char_boundary(text, at);
    let beyond = text[at..]
        .chars()
        .next()
        .is_none_or(|character| character == '\n');
    if !beyond {
        return at;
    }
    let before = text[..at].trim_end();
    before
        .char_indices()
        .next_back()
        .map_or(0, |(last, _)| last)
}

fn second_document(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut seen_content = false;
    for line in text.split_inclusive('\n') {
        if is_document_marker(line) && seen_content {
            return Some(at);
        }
        let trimmed = line.trim();
        seen_content |= !trimmed.is_empty() && !trimmed.starts_with(['#', '%']);
        at += line.len();
    }
    None
}

/// Text that ends the document because it stands further left than its first line.
fn uneven_indent(part: &Part<'_>, otherwise: usize) -> Diagnostic {
    let mut at = 0;
    let mut first: Option<usize> = None;
    let mut found = otherwise;
    for line in part.slice.split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        if !text.trim().is_empty() && !text.starts_with(['#', '%']) && !is_document_marker(line) {
            if first.is_some_and(|first| indent < first) {
                found = at + indent;
                break;
            }
            first = first.or(Some(indent));
        }
        at += line.len();
    }
    let found = on_text(part.slice, found);
    let length = part.slice[found..].chars().next().map_or(0, char::len_utf8);
    part.error(
        "yaml-syntax",
        found..found + length,
        "this line does not belong to what stands above it",
        "not in the same column",
    )
    .help("start keys that belong together in the same column, the first line too")
}

/// Which end of the failed construct to show.
enum Blame {
    Start,
    End,
    Document,
    /// A byte of the slice.
    Here(usize),
}

struct Advice {
    code: &'static str,
    place: Blame,
    message: String,
    label: &'static str,
    help: &'static str,
}

/// A row of the table: what the library says, and what we say.
type Row = (
    &'static str,
    &'static str,
    Blame,
    &'static str,
    &'static str,
    &'static str,
);

/// Our words for the library's. The first row whose first column occurs in them counts.
fn advice(words: &str, slice: &str, at: usize) -> Advice {
    if words.contains("expected node content")
        && slice[crate::diag::floor_char_boundary(slice, at)..]
            .trim()
            .is_empty()
        && let Some(at) = open_bracket(slice)
    {
        let is_list = slice[at..].starts_with('[');
        return Advice {
            code: "yaml-syntax",
            place: Blame::Here(at),
            message: match is_list {
                true => "this list is not closed".to_owned(),
                false => "this brace is not closed".to_owned(),
            },
            label: "opened here",
            help: match is_list {
                true => "write `[one, two]`",
                false => "write `{ja: …, en: …}`",
            },
        };
    }
    if words.contains("cannot start any token") || words.contains("expected node content") {
        let character = slice[crate::diag::floor_char_boundary(slice, at)..]
            .chars()
            .next()
            .unwrap_or(' ');
        return Advice {
            code: "yaml-syntax",
            place: Blame::End,
            message: match character {
                '\t' => "a tab cannot stand here".to_owned(),
                '`' => "a value cannot start with a backtick".to_owned(),
                other => format!("a value cannot start with `{other}`"),
            },
            label: "here",
            help: match character {
                '\t' => "use spaces instead of tabs",
                _ => "put the whole value in quotes",
            },
        };
    }
    let row = rows().into_iter().find(|row| words.contains(row.0));
    let (_, code, place, message, label, help) = row.unwrap_or((
        "",
        "yaml-syntax",
        Blame::End,
        "this cannot be read as YAML",
        "here",
        "write `key: value` on a line of its own, and put values with punctuation in quotes",
    ));
    Advice {
        code,
        place,
        message: message.to_owned(),
        label,
        help,
    }
}

/// The byte of the innermost bracket that begins a value and is not closed.
fn open_bracket(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut before = b'\n';
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let begins_value = matches!(before, b'\n' | b':' | b'-' | b',' | b'[' | b'{');
        let is_comment = byte == b'#'
            && at
                .checked_sub(1)
                .is_none_or(|at| bytes[at].is_ascii_whitespace());
        match byte {
            b'"' | b'\'' if begins_value => at += quoted_length(&text[at..], byte)?,
            _ if is_comment => at += text[at..].find('\n').unwrap_or(text.len() - at),
            b'[' | b'{' if begins_value => {
                open.push(at);
                at += 1;
            }
            b']' | b'}' => {
                open.pop();
                at += 1;
            }
            _ => at += 1,
        }
        if byte != b' ' && !is_comment {
            before = byte;
        }
    }
    open.pop()
}

fn rows() -> [Row; 18] {
    const SYNTAX: &str = "yaml-syntax";
    const QUOTE: &str = "put the whole value in quotes";
    [
        (
            "recursion limit",
            "nested-too-deep",
            Blame::End,
            "the values are nested too deeply here",
            "too deep",
            "write the values less deeply nested; fewer than 100 levels are allowed",
        ),
        (
            "repetition limit",
            "alias-bomb",
            Blame::End,
            "the aliases in this file multiply into more than it may hold",
            "in this file",
            "write the values out instead of repeating them with `*`",
        ),
        (
            "more than one document",
            "yaml-documents",
            Blame::Document,
            "a second document starts here",
            "second document",
            "keep one document only: delete this line and what follows, or merge it with the rest",
        ),
        (
            "document indicator",
            "yaml-documents",
            Blame::Document,
            "a line of `---` or `...` stands inside a value",
            "here",
            "close the quote or bracket before it, or indent the line",
        ),
        (
            "expected <document start>",
            "yaml-documents",
            Blame::Document,
            "a second document starts here",
            "second document",
            "keep one document only: delete this line and what follows, or merge it with the rest",
        ),
        (
            "mapping values are not allowed",
            SYNTAX,
            Blame::End,
            "this colon starts a value where none can stand",
            "unexpected colon",
            "if it belongs to the text, put the whole value in quotes; else check that the line is indented like those above it",
        ),
        (
            "could not find expected ':'",
            SYNTAX,
            Blame::Start,
            "this line has no colon after its key",
            "no colon on this line",
            "write `key: value`, or indent the line if it continues the value above",
        ),
        (
            "',' or ']'",
            SYNTAX,
            Blame::Start,
            "this list is not closed, or a comma is missing in it",
            "opened here",
            "write `[one, two]`",
        ),
        (
            "',' or '}'",
            SYNTAX,
            Blame::Start,
            "this brace is not closed, or a comma is missing behind it",
            "opened here",
            "write `{ja: …, en: …}`",
        ),
        (
            "found a tab character",
            "tab-indent",
            Blame::End,
            "a tab stands here, where a text must be indented with spaces",
            "tab",
            "delete it, or indent with spaces",
        ),
        (
            "expected '-' indicator",
            SYNTAX,
            Blame::End,
            "this line does not continue the list above it",
            "not a list item",
            "start each item with `- ` in the same column, and indent keys that follow like the list's own key",
        ),
        (
            "a quoted scalar",
            SYNTAX,
            Blame::Start,
            "this text in quotes cannot be read: its quote is not closed, or a backslash stands in it",
            "starts here",
            "close the quote, and use single quotes ('…') for text with backslashes",
        ),
        (
            "expected key",
            SYNTAX,
            Blame::End,
            "this does not fit what stands above it",
            "unexpected",
            "start keys that belong together in the same column, and write nothing behind a closing quote",
        ),
        (
            "block sequence entries are not allowed",
            SYNTAX,
            Blame::End,
            "a list item cannot stand here",
            "list item",
            "start the list on a line of its own below the key, each item with `- `",
        ),
        (
            "unknown anchor",
            SYNTAX,
            Blame::End,
            "a value that starts with `*` repeats one marked with `&`, and there is none of this name",
            "not defined",
            QUOTE,
        ),
        (
            "while scanning an alias",
            SYNTAX,
            Blame::Start,
            "a value cannot start with `*`, which has a meaning of its own in YAML",
            "starts with `*`",
            QUOTE,
        ),
        (
            "while scanning an anchor",
            SYNTAX,
            Blame::Start,
            "a value cannot start with `&`, which has a meaning of its own in YAML",
            "starts with `&`",
            QUOTE,
        ),
        (
            "while scanning a block scalar",
            SYNTAX,
            Blame::Start,
            "text behind `|` or `>` must start on the next line",
            "here",
            "write the text on the next line, indented, or put the whole value in quotes",
        ),
    ]
}
