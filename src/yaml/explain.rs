//! What the library finds wrong, in words for an editor.
//!
//! The library reports the first place where it can go no further, often a line after the slip. So the usual slips
//! (full-width colons, tabs, a missing space) are looked for in the text first; only what they do not explain is
//! reported where the library stopped.

use std::ops::Range;

use super::locate::is_document_marker;
use super::{Entry, Part, Value};
use crate::diag::Diagnostic;

/// At most this many slips of one file are shown.
const SHOWN: usize = 20;

pub(super) fn explain(part: &Part<'_>, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let failure = Failure::read(part.slice, error);
    let slips = slips(part.slice);
    let line_of = |at: usize| {
        part.slice
            .bytes()
            .take(at)
            .filter(|byte| *byte == b'\n')
            .count()
    };
    let failed_line = line_of(failure.at);
    let explained = slips
        .iter()
        .any(|slip| line_of(slip.span.start) <= failed_line);
    let mut problems: Vec<Diagnostic> = slips
        .iter()
        .take(SHOWN)
        .map(|slip| slip.diagnostic(part))
        .collect();
    if !explained {
        problems.push(failure.diagnostic(part));
    }
    problems
}

/// A line of text on its own that starts like a key but with a full-width colon: YAML takes it for text.
pub(super) fn swallowed_full_width_colon(
    part: &Part<'_>,
    span: &Range<usize>,
) -> Option<Diagnostic> {
    let line_start = part
        .slice
        .get(..span.start)?
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = part.slice.get(line_start..span.start)?;
    if !before.trim().is_empty() {
        return None;
    }
    let written = part.slice.get(span.clone())?;
    let word = key_word(written)?;
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let rest = written.get(word.len()..)?;
    rest.starts_with('：').then(|| {
        let at = span.start + word.len();
        full_width_colon(part, at, word, rest, true)
    })
}

/// A key like `ja：沖縄` without a value, as braces make it of one, or one behind a full-width space.
pub(super) fn slip_in_key(part: &Part<'_>, entry: &Entry) -> Option<Diagnostic> {
    if entry.key.starts_with('\u{3000}') {
        let start = entry.key_span.start - part.start;
        let slip = Slip {
            kind: SlipKind::FullWidthIndent,
            span: start..start + '\u{3000}'.len_utf8(),
            word: "",
            rest: "",
        };
        return Some(slip.diagnostic(part));
    }
    let word = key_word(&entry.key)?;
    let rest = entry.key.get(word.len()..)?;
    if entry.value.value != Value::Null || !rest.starts_with('：') {
        return None;
    }
    let at = (entry.key_span.start - part.start) + word.len();
    Some(full_width_colon(part, at, word, rest, false))
}

fn full_width_colon(
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

fn example_value(rest: &str) -> &str {
    let line = rest.lines().next().unwrap_or_default().trim();
    if line.is_empty() || line.chars().count() > 30 {
        "…"
    } else {
        line
    }
}

/// The ASCII word at the start of `text` that could be a key.
fn key_word(text: &str) -> Option<&str> {
    let end = text
        .find(|character: char| !(character.is_ascii_alphanumeric() || "_-".contains(character)))
        .unwrap_or(text.len());
    let word = &text[..end];
    word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        .then_some(word)
}

#[derive(Debug)]
enum SlipKind {
    FullWidthColon,
    Tab,
    FullWidthIndent,
    NoSpace,
    FullWidthSpace,
}

/// A usual mistake: its kind, its bytes in the slice, and what stands around it.
#[derive(Debug)]
struct Slip<'t> {
    kind: SlipKind,
    span: Range<usize>,
    word: &'t str,
    rest: &'t str,
}

impl Slip<'_> {
    fn diagnostic(&self, part: &Part<'_>) -> Diagnostic {
        let Slip { word, rest, .. } = self;
        let span = self.span.clone();
        let value = example_value(rest.trim_start_matches([':', '：', '\u{3000}']));
        match self.kind {
            SlipKind::FullWidthColon => full_width_colon(part, span.start, word, rest, false),
            SlipKind::Tab => part
                .error(
                    "tab-indent",
                    span,
                    "this line is indented with a tab",
                    "tab",
                )
                .help("indent with spaces, two for each level; YAML allows no tabs there"),
            SlipKind::FullWidthIndent => part
                .error(
                    "full-width-space",
                    span,
                    "this line is indented with full-width spaces",
                    "full-width space",
                )
                .help("indent with half-width spaces, two for each level"),
            SlipKind::NoSpace => part
                .error(
                    "no-space-after-colon",
                    span,
                    format!("there is no space after the colon of `{word}`"),
                    "a space is missing after this",
                )
                .help(format!("write `{word}: {value}`")),
            SlipKind::FullWidthSpace => part
                .error(
                    "full-width-space",
                    span,
                    format!("the space after `{word}:` is full-width"),
                    "full-width space",
                )
                .help(format!("write `{word}: {value}` with a half-width space")),
        }
    }
}

/// The usual slips in a text that YAML cannot read, in order; literal blocks (`|`, `>`) are passed over.
fn slips(text: &str) -> Vec<Slip<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        let spaces = body.len() - body.trim_start_matches(' ').len();
        if body.trim().is_empty() {
            continue;
        }
        if let Some(parent) = block {
            if spaces > parent {
                continue;
            }
            block = None;
        }
        if body.trim_start().starts_with('#') {
            continue;
        }
        if opens_block(body) {
            block = Some(spaces);
        }
        found.extend(slip_in_line(body).map(|slip| Slip {
            span: start + slip.span.start..start + slip.span.end,
            ..slip
        }));
    }
    found
}

/// Whether a line ends in the header of a literal or folded block.
fn opens_block(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let modifiers = last.strip_prefix(['|', '>']);
    modifiers.is_some_and(|rest| {
        rest.len() <= 2
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
    })
}

/// Offsets count from the start of the line.
fn slip_in_line(line: &str) -> Option<Slip<'_>> {
    let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
    let white = &line[..indent];
    for (kind, character) in [
        (SlipKind::Tab, '\t'),
        (SlipKind::FullWidthIndent, '\u{3000}'),
    ] {
        if let Some(at) = white.find(character) {
            return Some(Slip {
                kind,
                span: at..at + character.len_utf8(),
                word: "",
                rest: "",
            });
        }
    }
    let mut start = indent;
    while line[start..].starts_with("- ") {
        start += line[start..].len() - line[start + 1..].trim_start_matches(' ').len();
    }
    let text = &line[start..];
    let unquoted = text.trim_start_matches(['"', '\'']);
    let word = key_word(unquoted)?;
    let after = unquoted[word.len()..].trim_start_matches(['"', '\'']);
    let colon = line.len() - after.len();
    let (kind, span) = match after.chars().next()? {
        '：' => (SlipKind::FullWidthColon, colon..colon + '：'.len_utf8()),
        ':' => {
            let rest = &after[1..];
            let next = rest.chars().next()?;
            if next == '\u{3000}' {
                (
                    SlipKind::FullWidthSpace,
                    colon + 1..colon + 1 + next.len_utf8(),
                )
            } else if next.is_whitespace() || rest.starts_with("//") {
                return None;
            } else {
                (SlipKind::NoSpace, colon..colon + 1)
            }
        }
        _ => return None,
    };
    Some(Slip {
        kind,
        span,
        word,
        rest: after,
    })
}

/// Where and why the library gave up; offsets count from the start of the slice.
struct Failure {
    at: usize,
    /// Where the construct that failed began, if the library says so.
    began: Option<usize>,
    words: String,
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

fn rows() -> [Row; 17] {
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
