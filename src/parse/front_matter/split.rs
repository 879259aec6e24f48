//! The `---` lines around front matter.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnosed, Diagnostic};
use crate::unicode::find_invisible;
use crate::yaml::{invisible_error, without_invisible};

/// A Markdown file in two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Its front matter.
    pub block: Block,
    /// The byte at which the body starts: behind the closing line, or 0 without front matter. Where the block is not
    /// closed, the end of the file: what is body cannot be told.
    pub body: usize,
}

/// Front matter, found or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The bytes between the `---` lines.
    Found(Range<usize>),
    /// The file does not start with a `---` line.
    Absent,
    /// The closing line is missing, which has been reported.
    Unclosed,
}

/// Finds the front matter: it starts with a line `---` at byte 0 and ends with the next such line.
pub fn split(path: &Arc<str>, text: &Arc<str>) -> Diagnosed<Split> {
    let mut lines = lines(text);
    let opening = match lines.next() {
        Some((range, line)) if is_fence(line) => range,
        _ => {
            return Diagnosed::clean(Split {
                block: Block::Absent,
                body: 0,
            });
        }
    };
    if let Some((closing, _)) = lines.find(|(_, line)| is_fence(line)) {
        return Diagnosed::clean(Split {
            block: Block::Found(opening.end..closing.start),
            body: closing.end,
        });
    }
    Diagnosed {
        value: Split {
            block: Block::Unclosed,
            body: text.len(),
        },
        diagnostics: vec![unclosed(path, text)],
    }
}

/// Lines with their byte ranges, line break included in the range only.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start..at, line.trim_end_matches(['\n', '\r']))
    })
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.trim_matches([' ', '\t']).is_empty())
}

fn unclosed(path: &Arc<str>, text: &Arc<str>) -> Diagnostic {
    let look_alike = lines(text)
        .enumerate()
        .skip(1)
        .find(|(_, (_, line))| looks_like_fence(line));
    let hidden = lines(text)
        .skip(1)
        .find_map(|(range, line)| hidden_fence(path, text, range.start..range.start + line.len()));
    if let Some(problem) = hidden {
        return problem;
    }
    let help = match look_alike {
        Some((number, (_, line))) => format!(
            "line {} is `{}`: write three half-width hyphens `---` there, at the start of the line",
            number + 1,
            line.trim()
        ),
        None => "write `---` alone on the line after the last key".to_owned(),
    };
    Diagnostic::error(
        "front-matter-not-closed",
        "the front matter that opens here is not closed",
    )
    .at(path, text, 0..3, "opened here")
    .help(help)
}

/// The error for the line at bytes `line` of the text, where it would be a `---` line without characters that nobody
/// sees.
pub(super) fn hidden_fence(
    path: &Arc<str>,
    text: &Arc<str>,
    line: Range<usize>,
) -> Option<Diagnostic> {
    let written = text.get(line.clone())?;
    let (character, span) = find_invisible(written)?;
    let span = line.start + span.start..line.start + span.end;
    is_fence(&without_invisible(written))
        .then(|| invisible_error(character).at(path, text, span, "here"))
}

/// A line of nothing but hyphens of some sort, such as an input method or a word processor writes for `---`.
fn looks_like_fence(line: &str) -> bool {
    let line = line.trim();
    let count = line.chars().count();
    (1..=6).contains(&count)
        && line.chars().all(|character| {
            matches!(
                character,
                '-' | '‐' | '–' | '—' | '―' | '－' | 'ー' | '−' | '─'
            )
        })
}
