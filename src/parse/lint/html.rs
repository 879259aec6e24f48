//! Raw HTML of a page: what readers read in it, and what says itself which language it is in.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::Token;
use html5gum::emitters::default::StartTag;

use crate::parse::elements::{is_void, may_stay_open};
use crate::parse::markdown::raw_html::RawHtml;

/// What raw HTML says of a page, as bytes in the file.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Text between tags.
    pub(super) texts: Vec<Range<usize>>,
    /// Elements about which nothing is said, with all that stands in them, Markdown too.
    pub(super) silent: Vec<Range<usize>>,
}

/// Reads the raw HTML of a body that begins at byte `base` and ends at `end`.
pub(super) fn read(raw: &RawHtml, base: usize, end: usize) -> Read {
    let mut read = Read::default();
    let mut elements = Elements::default();
    raw.each_token(|token| match token {
        Token::StartTag(tag) => {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            if is_void(&name) || tag.self_closing {
                return;
            }
            let span = raw.span(tag.span.start, tag.span.end);
            if may_stay_open(&name) && elements.is_innermost(&name) {
                elements.pop(span.start, &mut read.silent);
            }
            elements.open(name, is_silent(&tag), span.end);
        }
        Token::EndTag(tag) => {
            let name = String::from_utf8_lossy(&tag.name);
            let at = raw.span(tag.span.start, tag.span.end).start;
            elements.close(&name, at, &mut read.silent);
        }
        Token::String(string) => {
            let spans = raw.spans(string.span.start, string.span.end);
            read.texts.extend(spans.filter(|span| span.start >= base));
        }
        _ => {}
    });
    while elements.pop(end, &mut read.silent) {}
    read
}

/// What names a language, holds no text of people, or has its own rules.
fn is_silent(tag: &StartTag<usize>) -> bool {
    const NO_TEXT: [&[u8]; 9] = [
        b"code",
        b"pre",
        b"kbd",
        b"samp",
        b"script",
        b"style",
        b"math",
        b"textarea",
        b"ruby",
    ];
    NO_TEXT.contains(&tag.name.as_slice())
        || [b"lang".as_slice(), b"xml:lang"]
            .iter()
            .any(|name| tag.attributes.contains_key(*name))
}

/// Elements that are open.
#[derive(Default)]
struct Elements {
    /// Name, and for a silent one where its content begins.
    open: Vec<(String, Option<usize>)>,
    /// How many elements of a name are open, so that a stray end tag costs no search.
    counts: HashMap<String, usize>,
}

impl Elements {
    fn is_innermost(&self, name: &str) -> bool {
        self.open.last().is_some_and(|(open, _)| open == name)
    }

    fn open(&mut self, name: String, is_silent: bool, content: usize) {
        *self.counts.entry(name.clone()).or_default() += 1;
        self.open.push((name, is_silent.then_some(content)));
    }

    fn close(&mut self, name: &str, at: usize, silent: &mut Vec<Range<usize>>) {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        while !self.is_innermost(name) && self.pop(at, silent) {}
        self.pop(at, silent);
    }

    /// Ends the innermost element at byte `at`; says whether there was one.
    fn pop(&mut self, at: usize, silent: &mut Vec<Range<usize>>) -> bool {
        let Some((name, content)) = self.open.pop() else {
            return false;
        };
        if let Some(count) = self.counts.get_mut(&name) {
            *count = count.saturating_sub(1);
        }
        silent.extend(content.map(|content| content..at.max(content)));
        true
    }
}
