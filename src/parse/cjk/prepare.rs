//! A body made ready for a parser that knows no East Asian text.
//!
//! Emphasis follows the CJK-friendly amendments to CommonMark: a run of `*`, or `~~`, with no white space on either
//! side and a CJK character on at least one of them may both begin and end emphasis. The parser decides so by what
//! stands next to the run, and for a run between two punctuation characters it decides as we want it to. So a
//! character of the class *other symbol* is set on each side of such a run that is not ASCII punctuation already.
//! The braces and bars of ruby become such characters too, so that no table cell ends and no attribute of a heading
//! begins there. For the parser braces at the end of a heading are attributes whatever stands in them: those that are
//! text get such a character behind them, and are at the end no longer.
//!
//! All of them are characters that the body does not contain, and all are taken back from what the parser says:
//! `restore(prepare(body)) = body`. To be deleted when pulldown-cmark has an option of its own.

use std::borrow::Cow;
use std::ops::Range;

use super::character::{is_cjk, is_punctuation_or_symbol, is_variation_selector};
use super::ruby;
use crate::parse::attributes;
use crate::parse::component::is_escaped;

/// A body as the parser is to read it.
#[derive(Debug)]
pub struct Prepared<'body> {
    /// The marked text; the body itself where there is nothing to mark.
    pub text: Cow<'body, str>,
    /// The characters that stand for something; `None` where the text is the body itself.
    pub marks: Option<Marks>,
    /// In order.
    edits: Vec<Edit>,
}

/// What was put into the text.
#[derive(Debug, Clone, Copy)]
struct Edit {
    /// The byte of the marked text where it ends.
    end: usize,
    /// By how many bytes the marked text is longer than the body up to there.
    grown: usize,
}

/// Characters that the body does not contain, of class *other symbol* and three bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Beside emphasis, behind braces of headings, and before calls of components: stands for nothing.
    join: char,
    /// `{` of ruby.
    pub(super) open: char,
    /// `}` of ruby.
    pub(super) close: char,
    /// `|` of ruby.
    pub(super) bar: char,
    /// `\|` of ruby, as people write it in tables.
    pub(super) escaped_bar: char,
}

/// How many bytes a mark has.
const MARK: usize = 3;

/// What is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Emphasis alone.
    Emphasis,
    /// Emphasis, ruby, and braces of headings that are text.
    Extensions,
}

/// Marks a body, and sets marks that stand for nothing at the bytes `joins`, which are in order. Takes time in proportion
/// to its length, and none worth naming where it is ASCII.
#[must_use]
pub fn prepare<'body>(body: &'body str, scope: Scope, joins: &[usize]) -> Prepared<'body> {
    let mut found = match body.is_ascii() {
        true => Vec::new(),
        false => find(body, scope),
    };
    let ends = match scope {
        Scope::Emphasis => Vec::new(),
        Scope::Extensions => attributes::ends_of_text(body),
    };
    if !ends.is_empty() || !joins.is_empty() {
        let more = ends.iter().chain(joins);
        found.extend(more.map(|at| (*at..*at, Kind::Join)));
        found.sort_by_key(|(span, _)| span.start);
    }
    if found.is_empty() {
        return Prepared::unmarked(body);
    }
    // A text that holds hundreds of such symbols is no text of people: its emphasis stays as CommonMark has it.
    let Some(marks) = Marks::absent_from(body) else {
        return Prepared::unmarked(body);
    };
    let mut text = String::with_capacity(body.len() + MARK * found.len());
    let mut edits = Vec::with_capacity(found.len());
    let mut position = 0;
    for (span, kind) in found {
        text.push_str(&body[position..span.start]);
        text.push(match kind {
            Kind::Join => marks.join,
            Kind::Open => marks.open,
            Kind::Close => marks.close,
            Kind::Bar if span.len() == 1 => marks.bar,
            Kind::Bar => marks.escaped_bar,
        });
        position = span.end;
        edits.push(Edit {
            end: text.len(),
            grown: text.len() - position,
        });
    }
    text.push_str(&body[position..]);
    Prepared {
        text: Cow::Owned(text),
        marks: Some(marks),
        edits,
    }
}

impl<'body> Prepared<'body> {
    fn unmarked(body: &'body str) -> Self {
        Prepared {
            text: Cow::Borrowed(body),
            marks: None,
            edits: Vec::new(),
        }
    }

    /// From bytes of the marked text to those of the body.
    #[must_use]
    pub fn offsets(&self) -> Offsets<'_> {
        Offsets {
            edits: &self.edits,
            known: 0..0,
            grown: 0,
        }
    }
}

/// Where bytes of a marked text stand in its body.
#[derive(Debug)]
pub struct Offsets<'a> {
    edits: &'a [Edit],
    /// Offsets of the marked text between two edits, for which `grown` holds: who asks mostly goes on where he was.
    known: Range<usize>,
    grown: usize,
}

impl Offsets<'_> {
    /// Bytes of the body of bytes of the marked text.
    #[must_use]
    pub fn in_body(&mut self, range: &Range<usize>) -> Range<usize> {
        self.offset_in_body(range.start)..self.offset_in_body(range.end)
    }

    /// Bytes of the body of bytes of the marked text that hold no mark, and stand where the last ones did that were asked
    /// for.
    #[must_use]
    pub fn between_marks(&self, range: &Range<usize>) -> Option<Range<usize>> {
        // A mark ends where `known` does, and no range ends inside it.
        (self.known.start <= range.start && range.end < self.known.end)
            .then(|| range.start - self.grown..range.end - self.grown)
    }

    fn offset_in_body(&mut self, offset: usize) -> usize {
        if !self.known.contains(&offset) {
            let after = self.edits.partition_point(|edit| edit.end <= offset);
            let last = after.checked_sub(1).and_then(|at| self.edits.get(at));
            let next = self.edits.get(after);
            self.known = last.map_or(0, |edit| edit.end)..next.map_or(usize::MAX, |edit| edit.end);
            self.grown = last.map_or(0, |edit| edit.grown);
        }
        offset - self.grown
    }
}

impl Marks {
    /// The first marks that the body does not contain.
    fn absent_from(body: &str) -> Option<Self> {
        // Control pictures and what follows them: symbols all of three bytes, whose first two no usual text has.
        const BEGINNING: [u8; 2] = [FIRST, 0x90];
        const CANDIDATES: [Range<char>; 3] = [
            '\u{2400}'..'\u{2427}',
            '\u{2500}'..'\u{25B7}',
            '\u{2801}'..'\u{2900}',
        ];
        let has_none = memchr::memmem::find(body.as_bytes(), &BEGINNING).is_none();
        let mut free = CANDIDATES
            .into_iter()
            .flatten()
            .filter(|char| has_none || !body.contains(*char));
        Some(Marks {
            join: free.next()?,
            open: free.next()?,
            close: free.next()?,
            bar: free.next()?,
            escaped_bar: free.next()?,
        })
    }

    /// The text without marks, as it stands in the body.
    #[must_use]
    pub fn restore<'text>(&self, text: &'text str) -> Cow<'text, str> {
        if !has_symbol(text) {
            return Cow::Borrowed(text);
        }
        let stands_for = |char: char| {
            Some(match char {
                char if char == self.join => "",
                char if char == self.open => "{",
                char if char == self.close => "}",
                char if char == self.bar => "|",
                char if char == self.escaped_bar => r"\|",
                _ => return None,
            })
        };
        let mut restored = String::new();
        let mut position = 0;
        for (at, char) in text.char_indices() {
            if let Some(original) = stands_for(char) {
                restored.push_str(&text[position..at]);
                restored.push_str(original);
                position = at + MARK;
            }
        }
        if position == 0 {
            return Cow::Borrowed(text);
        }
        restored.push_str(&text[position..]);
        Cow::Owned(restored)
    }

    /// Whether ruby stands in a marked text.
    #[must_use]
    pub fn has_ruby(&self, text: &str) -> bool {
        has_symbol(text) && text.contains(self.open)
    }

    /// The text without marks that stand for nothing; those of ruby stay.
    #[must_use]
    pub fn without_joins<'text>(&self, text: &'text str) -> Cow<'text, str> {
        let mut buffer = [0; MARK];
        let join = self.join.encode_utf8(&mut buffer).as_bytes();
        let mut without = String::new();
        let mut position = 0;
        for at in memchr::memchr_iter(FIRST, text.as_bytes()) {
            if text.as_bytes()[at..].starts_with(join) {
                without.push_str(&text[position..at]);
                position = at + MARK;
            }
        }
        if position == 0 {
            return Cow::Borrowed(text);
        }
        without.push_str(&text[position..]);
        Cow::Owned(without)
    }
}

/// The first byte of every mark. In Japanese and Chinese few characters begin with it, while their last bytes, by which
/// a character is looked for, are those of many.
const FIRST: u8 = 0xE2;

/// Whether the first byte of every mark stands in a text.
pub(crate) fn has_symbol(text: &str) -> bool {
    memchr::memchr(FIRST, text.as_bytes()).is_some()
}

enum Kind {
    Join,
    Open,
    Close,
    Bar,
}

/// What is to be replaced: bytes of the body, none for what is only set in.
fn find(body: &str, scope: Scope) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let bytes = body.as_bytes();
    let mut position = 0;
    while let Some(at) = memchr::memchr3(b'*', b'~', b'{', &bytes[position..]) {
        let at = position + at;
        match bytes[at] {
            b'{' if scope == Scope::Extensions && !is_escaped(bytes, at) => {
                match ruby::at(body, at) {
                    Some(ruby) => {
                        position = ruby.end;
                        mark_ruby(body, at..ruby.end, &mut found);
                    }
                    None => position = at + 1,
                }
            }
            b'{' => position = at + 1,
            delimiter => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|byte| **byte == delimiter)
                    .count();
                position = at + length;
                mark_run(body, at..position, &mut found);
            }
        }
    }
    found
}

fn mark_ruby(body: &str, span: Range<usize>, found: &mut Vec<(Range<usize>, Kind)>) {
    found.push((span.start..span.start + 1, Kind::Open));
    for (at, _) in body[span.clone()].match_indices('|') {
        let at = span.start + at;
        let start = at - usize::from(body.as_bytes()[at - 1] == b'\\');
        found.push((start..at + 1, Kind::Bar));
    }
    found.push((span.end - 1..span.end, Kind::Close));
}

fn mark_run(body: &str, run: Range<usize>, found: &mut Vec<(Range<usize>, Kind)>) {
    let bytes = body.as_bytes();
    // Most runs stand between ASCII.
    let touches = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|byte| !byte.is_ascii())
    };
    if !touches(run.start.checked_sub(1)) && !touches(Some(run.end)) {
        return;
    }
    let start = run.start + usize::from(is_escaped(bytes, run.start));
    let is_delimiter = match bytes[run.start] {
        b'*' => start < run.end,
        _ => run.end - start == 2,
    };
    let mut before = body[..start].chars().rev();
    let (Some(previous), Some(next)) = (before.next(), body[run.end..].chars().next()) else {
        return;
    };
    if !is_delimiter || previous.is_whitespace() || next.is_whitespace() {
        return;
    }
    let selects = is_variation_selector(previous);
    let seen = if selects {
        before
            .find(|char| !is_variation_selector(*char))
            .unwrap_or(previous)
    } else {
        previous
    };
    // A quotation mark with this selector is a full-width one.
    let is_full_quote =
        previous == '\u{FE01}' && matches!(seen, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}');
    if is_cjk(seen) || is_full_quote || is_cjk(next) {
        if !previous.is_ascii_punctuation() {
            found.push((start..start, Kind::Join));
        }
        if !next.is_ascii_punctuation() {
            found.push((run.end..run.end, Kind::Join));
        }
    } else if selects && is_punctuation_or_symbol(seen) {
        // The selector hides the punctuation from the parser.
        found.push((start..start, Kind::Join));
    }
}

#[cfg(test)]
mod tests;
