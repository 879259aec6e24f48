//! What readers read of the front matter: title and description, as they stand in the file.

use std::ops::Range;

use super::text::{Kind, Run, push_runs};
use crate::parse::FrontMatter;

/// The values of `title` and `description`, line by line; `body` is where the front matter has ended.
pub(super) fn runs(text: &str, front: &FrontMatter, body: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let starts = || front.keys.iter().map(|(_, span)| span.start);
    for key in ["title", "description"] {
        let Some(span) = front.key_span(key) else {
            continue;
        };
        let next = starts().filter(|start| *start > span.end).min();
        let value = span.end..next.unwrap_or(body);
        let mut at = value.start;
        let lines = text.get(value).unwrap_or_default().split_inclusive('\n');
        for line in lines {
            let span = at..at + line.len();
            at = span.end;
            if line.starts_with("---") || line.trim_start().starts_with('#') {
                continue;
            }
            push_runs(
                text,
                &without_comment(line, &span),
                (0, Kind::Plain),
                &mut runs,
            );
        }
    }
    runs.sort_by_key(|run| run.span.start);
    runs
}

/// A comment begins with `#` after white space, but not inside quotes.
fn without_comment(line: &str, span: &Range<usize>) -> Range<usize> {
    let comment = line
        .rfind(" #")
        .filter(|at| !line[*at..].contains(['"', '\'']));
    span.start..comment.map_or(span.end, |at| span.start + at)
}
