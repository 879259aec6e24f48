//! The few lines of a file that a code frame shows.
//!
//! Files may be large and lines long, so the text is cut before the frame is laid out: the layout then costs the same
//! for a file of ten megabytes as for one of ten lines.

use std::ops::Range;

use super::visible::visible_char;
use crate::diag::floor_char_boundary;

/// A place that covers more lines is shown by the first of them.
const LINES: usize = 6;
/// Characters kept on each side of what is marked; the layout shows fewer, this only bounds its work.
const CONTEXT: usize = 400;

/// Lines of a file, made safe for a terminal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The lines, without the last line break.
    pub(super) text: String,
    /// Byte offsets in `text` of what is marked.
    pub(super) span: Range<usize>,
    /// The column that a reader of `text` would count for the start of the span, from one; less than the true column where the line's beginning was cut.
    pub(super) column: usize,
}

/// Cuts the lines around `span` (byte offsets in `text`); of a single line at most `cells` of a terminal's are marked.
pub(super) fn frame(text: &str, span: Range<usize>, cells: usize) -> Frame {
    let start = floor_char_boundary(text, span.start);
    let end = marked_end(text, start, floor_char_boundary(text, span.end).max(start));
    let first_line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut frame = Frame {
        text: String::new(),
        span: 0..0,
        column: 1,
    };
    let line_end = line_end(text, start);
    let kept_from = back(text, start, first_line, CONTEXT);
    let marked_to = if end <= line_end {
        forward_cells(text, start, end, cells)
    } else {
        end
    };
    frame.column = text[kept_from..start].chars().count() + 1;
    push_visible(&mut frame.text, &text[kept_from..start]);
    frame.span.start = frame.text.len();
    if end <= line_end {
        match &text[start..marked_to] {
            // Left alone where it makes a picture of two.
            "\u{200d}" => frame.text.push('\u{fffd}'),
            marked => push_visible(&mut frame.text, marked),
        }
        frame.span.end = frame.text.len();
        push_visible(
            &mut frame.text,
            &text[marked_to..forward(text, marked_to, line_end, CONTEXT)],
        );
        return frame;
    }
    push_visible(
        &mut frame.text,
        &text[start..forward(text, start, line_end, CONTEXT)],
    );
    let mut at = line_end;
    while at < end {
        frame.text.push('\n');
        let line_start = at + 1;
        at = self::line_end(text, line_start);
        let shown_to = forward(text, line_start, at, CONTEXT);
        let marked_to = end.min(shown_to);
        push_visible(&mut frame.text, &text[line_start..marked_to]);
        frame.span.end = frame.text.len();
        push_visible(&mut frame.text, &text[marked_to..shown_to]);
    }
    frame
}

/// Where the mark ends: not on the line break that ends it, and on the first line where it would cover too many.
fn marked_end(text: &str, start: usize, end: usize) -> usize {
    let trimmed = start + text[start..end].trim_end_matches(['\n', '\r']).len();
    let lines = text[start..trimmed]
        .bytes()
        .filter(|byte| *byte == b'\n')
        .take(LINES)
        .count();
    if lines < LINES {
        trimmed
    } else {
        line_end(text, start)
    }
}

/// The end of the line that holds byte `at`, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |length| at + length)
}

/// The offset `count` characters before `at`, but not before `limit`.
fn back(text: &str, at: usize, limit: usize, count: usize) -> usize {
    text[limit..at]
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(at, |(offset, _)| limit + offset)
}

/// The offset `count` characters after `at`, but not after `limit`.
fn forward(text: &str, at: usize, limit: usize, count: usize) -> usize {
    text[at..limit]
        .char_indices()
        .nth(count)
        .map_or(limit, |(offset, _)| at + offset)
}

/// The offset of the last character boundary for which `at..offset` takes at most `cells` of a terminal's, but not after `limit`.
fn forward_cells(text: &str, at: usize, limit: usize, cells: usize) -> usize {
    let mut taken = 0;
    text[at..limit]
        .char_indices()
        .find(|(_, char)| {
            // Hangul, and with it all that is wide, begins here; to take a narrow character for a wide one only marks less.
            taken += if *char < '\u{1100}' { 1 } else { 2 };
            taken > cells
        })
        .map_or(limit, |(offset, _)| at + offset)
}

/// Tabs stay, for the layout widens them.
fn push_visible(into: &mut String, text: &str) {
    into.extend(text.chars().map(|char| match char {
        '\t' => '\t',
        other => visible_char(other),
    }));
}
