//! References to footnotes that do not do what they are written for.

use std::ops::Range;

use super::Writer;
use crate::diag::Diagnostic;
use crate::parse::component::is_escaped;
use crate::parse::markdown::flow::Hole;

/// More bytes than this on either side of a reference are not looked at.
const FARTHEST: usize = 1024;

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        let note = self.footnotes.index(label);
        self.length.end_word();
        self.paragraph.formula_end = None;
        self.flow.hole(Hole::NoteReference(note));
        if self.options.checks
            && let Some(link) = link_around(self.source, range)
        {
            self.report_lost_link(link, range);
        }
    }

    fn report_lost_link(&mut self, link: Range<usize>, reference: &Range<usize>) {
        let is_picture = self.source[link.clone()].starts_with('!');
        let message = match is_picture {
            true => "this is no picture, because a footnote stands in its text",
            false => "this is no link, because a footnote stands in its text",
        };
        let reference = &self.source[reference.clone()];
        let problem = Diagnostic::warning("footnote-in-link", message)
            .help(format!("write `{reference}` behind the `)`"));
        self.report.at(link, "", problem);
    }

    /// Notes what looks like references to footnotes in text, where the parser has found none.
    pub(super) fn look_for_references(&mut self, range: &Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        for at in memchr::memchr_iter(b'[', text.as_bytes()) {
            let at = range.start + at;
            if let Some(label) = label_at(self.source, at) {
                let span = at..at + "[^]".len() + label.len();
                self.footnotes.undefined.push((label.to_owned(), span));
            }
        }
    }
}

/// The label of the reference that begins at a `[`.
fn label_at(source: &str, at: usize) -> Option<&str> {
    let rest = source.get(at..)?.strip_prefix("[^")?;
    let length = rest.find(['[', ']', '\n', '\r'])?;
    let label = &rest[..length];
    let is_reference = rest[length..].starts_with(']')
        && !label.is_empty()
        && !label.contains(char::is_whitespace)
        && !is_class(label)
        && !is_escaped(source.as_bytes(), at);
    is_reference.then_some(label)
}

/// Whether a label looks like what no character may be in a regular expression: `a-z0-9_`, `\s`, `"`. A star is a label
/// too.
fn is_class(label: &str) -> bool {
    if label.contains('\\') {
        return true;
    }
    let is_range = |first: char, last: char| {
        let of_digits = [first, last].map(|char| char.is_ascii_digit());
        let of_letters = [first, last].map(char::is_alphabetic);
        first < last && (of_digits == [true; 2] || of_letters == [true; 2])
    };
    let mut has_range = false;
    let mut chars = label.chars();
    while let Some(first) = chars.next() {
        let mut after = chars.clone();
        if after.next() == Some('-')
            && let Some(last) = after.next()
            && is_range(first, last)
        {
            has_range = true;
            chars = after;
        } else if !first.is_ascii_punctuation() {
            return false;
        }
    }
    has_range || !label.contains('*')
}

/// The link or picture that would be one, were there no reference in its text.
fn link_around(source: &str, reference: &Range<usize>) -> Option<Range<usize>> {
    let bytes = source.as_bytes();
    let after = &bytes[reference.end..bytes.len().min(reference.end + FARTHEST)];
    let after = &after[..end_of_paragraph(after)];
    let closes = |at: &usize| is_bracket(bytes, reference.end + at);
    let close = outer(0..after.len(), b'[', |at| after[at], closes)?;
    if !after[close..].starts_with(b"](") {
        return None;
    }
    let address = &after[close + 2..];
    let length = address
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b')')?;
    let end = length + address[length..].iter().position(|byte| *byte == b')')?;
    let title = address[length..end].trim_ascii();
    let is_address =
        length > 0 && (title.is_empty() || matches!(title.first(), Some(b'"' | b'\'' | b'(')));
    let before = (reference.start.saturating_sub(FARTHEST)..reference.start)
        .rev()
        .take_while(|at| !ends_paragraph(&bytes[*at..]));
    let start = outer(before, b']', |at| bytes[at], |at| is_bracket(bytes, *at))?;
    // Of several references the first one tells.
    let has_another = memchr::memmem::find(&bytes[start + 1..reference.start], b"[^").is_some();
    let is_picture = start > 0 && bytes[start - 1] == b'!' && !is_escaped(bytes, start - 1);
    let whole = start - usize::from(is_picture)..reference.end + close + 2 + end + 1;
    (is_address && !has_another).then_some(whole)
}

fn is_bracket(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'[' | b']') && !is_escaped(bytes, at)
}

/// The first bracket that belongs to what stands around, where `inner` begins pairs of brackets.
fn outer(
    places: impl Iterator<Item = usize>,
    inner: u8,
    byte: impl Fn(usize) -> u8,
    is_bracket: impl Fn(&usize) -> bool,
) -> Option<usize> {
    let mut open = 0usize;
    places.filter(is_bracket).find(|at| match byte(*at) {
        byte if byte == inner => {
            open += 1;
            false
        }
        _ if open > 0 => {
            open -= 1;
            false
        }
        _ => true,
    })
}

fn end_of_paragraph(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text)
        .find(|at| ends_paragraph(&text[*at..]))
        .unwrap_or(text.len())
}

/// Whether a text begins with the end of a line and an empty line.
fn ends_paragraph(text: &[u8]) -> bool {
    text.starts_with(b"\n\n") || text.starts_with(b"\n\r\n")
}
