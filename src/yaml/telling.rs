//! Which slips explain why a text cannot be read, and which of them are harmless text.

use super::slips::{Slip, slips};

/// Where and why the library gave up; offsets count from the start of the slice.
pub(super) struct Failure {
    pub(super) at: usize,
    /// Where the construct that failed began, if the library says so.
    pub(super) began: Option<usize>,
    pub(super) words: String,
}

/// The usual slips in the text, and whether they explain the failure. Those that a text may hold, too, are told only
/// where keys that were taken for text lead to such a failure.
pub(super) fn slips_that_tell<'t>(text: &'t str, failure: &Failure) -> (Vec<Slip<'t>>, bool) {
    let mut slips = slips(text);
    let lines: Vec<Line<'_>> = lines(text);
    let failed_line = line_at(&lines, failure.at);
    let mut swallowed = swallowed(&lines, &slips, failure);
    swallowed.sort_unstable();
    let explains =
        |slip: &Slip<'_>| !slip.may_be_text() || swallowed.binary_search(&slip.line).is_ok();
    slips.retain(|slip| explains(slip) || (slip.is_invisible() && slip.line == failed_line));
    let explained = slips
        .iter()
        .any(|slip| slip.line <= failed_line && explains(slip));
    (slips, explained)
}

/// A line of the text, in bytes.
struct Line<'t> {
    start: usize,
    indent: usize,
    /// Where it begins behind the marks of list items: a column.
    column: usize,
    text: &'t str,
}

impl Line<'_> {
    fn is_nothing(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    fn is_item(&self) -> bool {
        self.column > self.indent
    }

    /// Whether a value can begin on the next line.
    fn ends_without_value(&self) -> bool {
        let text = self.text.split(" #").next().unwrap_or_default();
        text.trim_end().ends_with([':', '-', '?'])
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let column = behind_marks(line, indent);
        let text = line.trim_end();
        let line_start = start;
        start += line.len();
        Line {
            start: line_start,
            indent,
            column,
            text,
        }
    });
    lines.collect()
}

/// The byte of `line` behind the marks of list items that begin at `start`.
pub(super) fn behind_marks(line: &str, mut start: usize) -> usize {
    while line[start..].starts_with("- ") {
        start += line[start..].len() - line[start + 1..].trim_start_matches(' ').len();
    }
    start
}

fn line_at(lines: &[Line<'_>], at: usize) -> usize {
    lines
        .partition_point(|line| line.start <= at)
        .saturating_sub(1)
}

/// The numbers of the lines that were meant as keys, are text to YAML, and make it fail.
fn swallowed(lines: &[Line<'_>], slips: &[Slip<'_>], failure: &Failure) -> Vec<usize> {
    let slip_in = |number: &usize| {
        let at = slips.binary_search_by_key(number, |slip| slip.line).ok()?;
        slips.get(at).filter(|slip| slip.may_be_text())
    };
    let is_slip = |number: &usize| slip_in(number).is_some();
    let Failure { at, began, words } = failure;
    if words.contains("could not find expected ':'") {
        let began = began.unwrap_or(*at);
        let first = line_at(lines, began);
        let column = lines.get(first).map_or(0, |line| line.column);
        let is_like_first = |number: &usize| {
            is_slip(number)
                && lines.get(*number).is_some_and(|line| {
                    line.column == column && (*number == first || !line.is_item())
                })
        };
        let begins_there = lines
            .get(first)
            .is_some_and(|line| line.start + column == began);
        return (first..lines.len())
            .take_while(|number| begins_there && is_like_first(number))
            .collect();
    }
    let is_value = words.contains("mapping values are not allowed");
    if !is_value && !words.contains("did not find expected key") {
        return Vec::new();
    }
    let failed = line_at(lines, *at);
    if is_value && slip_in(&failed).is_some_and(Slip::opens) {
        return vec![failed];
    }
    if !lines
        .get(failed)
        .is_some_and(|line| fails_as_key(line, *at, is_value))
    {
        return Vec::new();
    }
    let column = lines.get(failed).map_or(0, |line| line.column);
    // Text goes on in lines as far right as it began, and a line that is a key already was none.
    let may_go_on = |number: &usize| {
        lines.get(*number).is_some_and(|line| {
            let text = line.text.get(line.column..).unwrap_or_default();
            let is_left = match line.is_item() {
                true => column <= line.indent,
                false => column < line.column,
            };
            is_value || !(is_left || is_key(text))
        })
    };
    above(lines, failed, |number| is_slip(number) && may_go_on(number))
}

fn is_key(text: &str) -> bool {
    text.ends_with(':') || text.contains(": ")
}

/// Whether the line could not be read because it is the next key behind a text, not for what stands in it.
fn fails_as_key(line: &Line<'_>, at: usize, is_value: bool) -> bool {
    let text = line.text.get(line.column..).unwrap_or_default();
    match is_value {
        true => {
            let until = at.saturating_sub(line.start + line.column);
            text.get(..until).is_some_and(|before| !is_key(before))
        }
        false => at == line.start + line.column && !line.is_item() && is_key(text),
    }
}

/// The lines above `failed` that are one text with it, if they begin that text. Items that are complete, and text that
/// continues a value, have nothing to do with it.
fn above(lines: &[Line<'_>], failed: usize, is_slip: impl Fn(&usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    // The leftmost mark of an item so far: what stands as far right above it is complete.
    let mut mark = lines
        .get(failed)
        .filter(|line| line.is_item())
        .map_or(usize::MAX, |line| line.indent);
    let mut column = usize::MAX;
    for number in (0..failed).rev() {
        let line = &lines[number];
        if line.is_nothing() {
            continue;
        }
        let is_slip = is_slip(&number);
        if line.indent >= mark && is_slip {
            return found;
        }
        if is_slip {
            found.push(number);
            column = line.column;
        }
        match (is_slip, line.is_item()) {
            (true, true) => return found,
            (true, false) => {}
            (false, true) if found.is_empty() && !line.ends_without_value() => {
                mark = mark.min(line.indent);
            }
            (false, _) => {
                let continues = column > line.column && !line.ends_without_value();
                if continues {
                    found.clear();
                }
                return found;
            }
        }
    }
    found
}
