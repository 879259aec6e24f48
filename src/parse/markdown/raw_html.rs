//! What raw HTML in a body says: its ids, pictures without `alt`, tags that do not match, what is not closed.

mod calls;
mod name;
mod tags;
mod unclosed;

use std::ops::Range;

use html5gum::emitters::default::StartTag;
use html5gum::{Error, Token};

use crate::parse::elements::{foreign, wants_alt};
use calls::Calls;
pub(super) use name::name_of;
use tags::Tags;
pub(super) use unclosed::Unclosed;
use unclosed::{comment_is_closed, opener};

/// More tags out of balance, and more of what is not closed, than this are not reported.
const MOST_REPORTED: usize = 20;

/// Raw HTML of a body, and where it stands in the file.
#[derive(Debug, Default)]
pub(in crate::parse) struct RawHtml {
    html: String,
    parts: Vec<Part>,
    /// Offsets in `html` behind which Markdown may go on.
    ends: Vec<usize>,
    /// How many elements that Markdown writes are open.
    depth: usize,
    /// The fewest that were since the last part.
    lowest: usize,
}

#[derive(Debug)]
struct Part {
    /// Its offset in the collected HTML.
    at: usize,
    /// Its bytes in the file.
    span: Range<usize>,
    /// How many elements that Markdown writes are open around it.
    depth: usize,
    /// How many of those around the part before are still open; the others of its own are new.
    kept: usize,
}

/// What was found.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Findings {
    /// `id`, and `name` of `<a>`, with the span of the tag.
    pub(super) ids: Vec<(String, Range<usize>)>,
    /// `<h1>`.
    pub(super) first_headings: Vec<Range<usize>>,
    /// Pictures without `alt`.
    pub(super) without_alt: Vec<Range<usize>>,
    pub(super) imbalance: Vec<Imbalance>,
    /// Calls that stand in it, by index, where no code is shown.
    pub(super) calls: Vec<usize>,
    /// What shows code, in order.
    pub(super) code: Vec<Range<usize>>,
    /// What takes in all that follows, with the span of what opens it.
    pub(super) unclosed: Vec<(Unclosed, Range<usize>)>,
}

impl Findings {
    /// Whether a byte in the file stands in an element that shows code.
    pub(super) fn shows_code(&self, at: usize) -> bool {
        let next = self.code.partition_point(|code| code.start <= at);
        next > 0 && self.code[next - 1].contains(&at)
    }
}

/// A tag that has no partner.
#[derive(Debug, PartialEq)]
pub(super) struct Imbalance {
    pub(super) name: String,
    pub(super) kind: Partner,
    /// It stands in a paragraph, list item, quote, cell and the like, and a tag elsewhere is no partner.
    pub(super) is_inside: bool,
    pub(super) span: Range<usize>,
}

/// What a tag lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partner {
    NoEnd,
    NoStart,
}

impl RawHtml {
    pub(in crate::parse) fn push(&mut self, html: &str, span: Range<usize>) {
        self.parts.push(Part {
            at: self.html.len(),
            span,
            depth: self.depth,
            kept: self.lowest,
        });
        self.lowest = self.depth;
        self.html.push_str(html);
    }

    /// Markdown opens an element, a component or a footnote: what begins inside has to end inside.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// Markdown closes what it opened last.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.lowest = self.lowest.min(self.depth);
    }

    /// What was pushed last ends a block, or is whole by itself.
    pub(super) fn end_block(&mut self) {
        self.ends.push(self.html.len());
    }

    /// Reads the collected HTML as one text: what Markdown writes between its parts is balanced by itself. `calls` are bytes
    /// in the file of what looks like calls of components, in order: their tags are none.
    pub(super) fn findings(&self, calls: &[Range<usize>]) -> Findings {
        let mut findings = Findings::default();
        let mut tags = Tags::default();
        let mut last_end = 0;
        let mut code_start = None;
        let mut parts = self.parts.iter().peekable();
        let mut go_to = |start: usize, tags: &mut Tags| {
            while let Some(part) = parts.next_if(|part| part.at <= start) {
                tags.go_to(part.kept, part.depth);
            }
        };
        let mut calls = self.calls_inside(calls);
        self.each_token(|token| {
            last_end = self.look_for_unclosed(&token, last_end, &mut findings);
            let Some(span) = span_of(&token) else {
                return;
            };
            let is_tag = matches!(token, Token::StartTag(_) | Token::EndTag(_));
            if is_tag && calls.hides(&span) {
                return;
            }
            go_to(span.start, &mut tags);
            let here = self.span(span.start, span.end);
            if !tags.show_code()
                && let Some(start) = code_start.take()
            {
                findings.code.push(start..here.start);
            }
            let shows_code = tags.show_code() || matches!(token, Token::Comment(_));
            calls.take(&span, shows_code, &mut findings.calls);
            match token {
                Token::StartTag(tag) => {
                    let span = self.span(tag.span.start, tag.span.end);
                    read_attributes(&tag, &span, &mut findings);
                    tags.open(&text(&tag.name), tag.self_closing, span);
                }
                Token::EndTag(tag) => {
                    tags.close(&text(&tag.name), self.span(tag.span.start, tag.span.end));
                }
                _ => {}
            }
            match tags.show_code() {
                true => code_start = code_start.or(Some(here.end)),
                false => findings
                    .code
                    .extend(code_start.take().map(|start| start..here.start)),
            }
        });
        findings.imbalance = tags.finish();
        findings
    }

    /// Which of these calls, by bytes in the file, stand in the collected HTML, and where.
    fn calls_inside(&self, calls: &[Range<usize>]) -> Calls {
        let place = |offset: usize| {
            let next = self.parts.partition_point(|part| part.span.start <= offset);
            let part = self.parts.get(next.checked_sub(1)?)?;
            (offset < part.span.end).then(|| part.at + (offset - part.span.start))
        };
        let inside = calls.iter().enumerate().filter_map(|(index, call)| {
            let start = place(call.start)?;
            let end = place(call.end.saturating_sub(1)).map_or(start + call.len(), |last| last + 1);
            Some((index, start..end))
        });
        Calls::new(inside.collect())
    }

    /// Says where a token ends. `last_end` is where that before it did.
    fn look_for_unclosed(
        &self,
        token: &Token<usize>,
        last_end: usize,
        findings: &mut Findings,
    ) -> usize {
        let (span, is_whole) = match token {
            Token::StartTag(tag) => (tag.span, true),
            Token::EndTag(tag) => (tag.span, true),
            Token::Doctype(doctype) => (doctype.span, true),
            Token::Comment(comment) => {
                let span = comment.span;
                (span, comment_is_closed(self.slice(span.start, span.end)))
            }
            Token::String(string) => return string.span.end,
            // The tag itself is not told.
            Token::Error(error) if error.value == Error::EofInTag => {
                self.push_unclosed(last_end, self.html.len(), findings);
                return last_end;
            }
            Token::Error(_) => return last_end,
        };
        let next = self.ends.partition_point(|end| *end <= span.start);
        let block_end = self.ends.get(next).copied().unwrap_or(self.html.len());
        if span.end > block_end || !is_whole {
            self.push_unclosed(span.start, block_end, findings);
        }
        span.end
    }

    fn push_unclosed(&self, start: usize, end: usize, findings: &mut Findings) {
        if findings.unclosed.len() < MOST_REPORTED {
            let (kind, opener) = opener(self.slice(start, end));
            let span = self.span(start + opener.start, start + opener.end);
            findings.unclosed.push((kind, span));
        }
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.html.get(start..end).unwrap_or_default()
    }

    /// Hands over what the collected HTML consists of, with offsets in it.
    pub(in crate::parse) fn each_token(&self, take: impl FnMut(Token<usize>)) {
        if self.html.is_empty() {
            return;
        }
        foreign::tokens(&self.html).for_each(take);
    }

    /// Bytes in the file of bytes in the collected HTML, part by part: Markdown may stand between two parts.
    pub(in crate::parse) fn spans(
        &self,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = Range<usize>> {
        let first = self.parts.partition_point(|part| part.at <= start);
        self.parts[first.saturating_sub(1)..]
            .iter()
            .take_while(move |part| part.at < end)
            .map(move |Part { at, span, .. }| {
                let place = |offset: usize| (span.start + offset.saturating_sub(*at)).min(span.end);
                place(start)..place(end)
            })
    }

    /// Bytes in the file of bytes in the collected HTML.
    pub(in crate::parse) fn span(&self, start: usize, end: usize) -> Range<usize> {
        let place = |offset: usize| {
            let index = self
                .parts
                .partition_point(|part| part.at <= offset)
                .saturating_sub(1);
            self.parts.get(index).map_or(0, |Part { at, span, .. }| {
                (span.start + offset.saturating_sub(*at)).min(span.end)
            })
        };
        let first = place(start);
        // The last byte decides: the end of one part is the start of the next.
        first..place(end.saturating_sub(1)).saturating_add(1).max(first)
    }
}

fn span_of(token: &Token<usize>) -> Option<Range<usize>> {
    let span = match token {
        Token::StartTag(tag) => tag.span,
        Token::EndTag(tag) => tag.span,
        Token::String(string) => string.span,
        Token::Comment(comment) => comment.span,
        Token::Doctype(_) | Token::Error(_) => return None,
    };
    Some(span.start..span.end)
}

fn is_foreign(name: &[u8]) -> bool {
    matches!(name, b"svg" | b"math")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn read_attributes(tag: &StartTag<usize>, span: &Range<usize>, findings: &mut Findings) {
    let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| text(&value.value));
    let id =
        attribute(b"id").or_else(|| attribute(b"name").filter(|_| tag.name.as_slice() == b"a"));
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        findings.ids.push((id, span.clone()));
    }
    if tag.name.as_slice() == b"h1" {
        findings.first_headings.push(span.clone());
    }
    let value = |name: &[u8]| {
        let value = tag.attributes.get(name)?;
        Some(value.value.as_slice())
    };
    if wants_alt(&tag.name, value) && !tag.attributes.contains_key(b"alt".as_slice()) {
        findings.without_alt.push(span.clone());
    }
}

#[cfg(test)]
mod tests;
