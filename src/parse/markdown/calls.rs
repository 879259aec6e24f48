//! Which of the calls that were found in the text are calls to the Markdown parser: those that do not stand in code,
//! raw HTML, a link's address and the like.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::parse::cjk::prepare::{Prepared, Scope, prepare};
use crate::parse::component::{Call, mask};

/// How often the text is read anew when calls turn out to be none. Each round takes such calls out, which may move
/// the ends of code spans; twice is all that texts of people need.
const ROUNDS: usize = 4;

/// What of a body are calls.
pub(super) struct Settled<'a> {
    body: &'a str,
    scope: Scope,
    /// The calls that count.
    pub(super) calls: Vec<Call>,
    /// Those that only look like calls, for what they stand in. Those in code are none of them: code shows calls.
    pub(super) refused: Vec<(Call, Place)>,
    /// The body with HTML in place of the calls; none where there are none.
    masked: Option<String>,
}

/// Where no call can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In raw HTML.
    Html,
    /// In the alternative text of a picture.
    Picture,
}

impl<'a> Settled<'a> {
    /// The body as the parser reads it, before marks are set.
    pub(super) fn source(&self) -> &str {
        self.masked.as_deref().unwrap_or(self.body)
    }

    /// The source with its marks.
    pub(super) fn prepared(&self) -> Prepared<'_> {
        prepared(self.body, self.source(), &self.calls, self.scope)
    }
}

fn prepared<'a>(body: &str, source: &'a str, calls: &[Call], scope: Scope) -> Prepared<'a> {
    // A tag alone on its line begins a block, unless something stands before it.
    let joins: Vec<usize> = calls
        .iter()
        .filter(|call| call.may_look_like_a_block(body))
        .map(|call| call.span.start)
        .collect();
    prepare(source, scope, &joins)
}

/// Finds out which of the calls that were found in the text count.
pub(super) fn settle(
    body: &str,
    mut calls: Vec<Call>,
    options: Options,
    scope: Scope,
) -> Settled<'_> {
    let mut refused = Vec::new();
    let mut masked = None;
    for _ in 0..ROUNDS {
        if calls.is_empty() {
            break;
        }
        let text = mask(body, &calls);
        let seen = seen_as(body, &text, &calls, options, scope);
        let is_as_seen = |(call, seen): (&Call, &Seen)| match seen {
            Seen::Block => call.is_block,
            Seen::Inline => true,
            Seen::Refused(_) | Seen::Nothing => false,
        };
        if calls.iter().zip(&seen).all(is_as_seen) {
            masked = Some(text);
            break;
        }
        let mut kept = Vec::with_capacity(calls.len());
        for (mut call, seen) in calls.into_iter().zip(seen) {
            match seen {
                Seen::Block => {
                    call.is_block = true;
                    kept.push(call);
                }
                Seen::Inline => kept.push(call),
                Seen::Refused(place) => refused.push((call, place)),
                Seen::Nothing => {}
            }
        }
        calls = kept;
    }
    if masked.is_none() {
        calls.clear();
    }
    refused.sort_by_key(|(call, _): &(Call, Place)| call.span.start);
    Settled {
        body,
        scope,
        calls,
        refused,
        masked,
    }
}

/// What the parser took the mask of a call for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Text, code and the like.
    Nothing,
    /// A block, or a line of a paragraph that consists of such lines.
    Block,
    Inline,
    Refused(Place),
}

fn seen_as(body: &str, masked: &str, calls: &[Call], options: Options, scope: Scope) -> Vec<Seen> {
    let prepared = prepared(body, masked, calls, scope);
    let mut seen = vec![Seen::Nothing; calls.len()];
    let mut images = 0usize;
    let mut offsets = prepared.offsets();
    let mut lines = Lines::default();
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        let range = offsets.in_body(&range);
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => {
                if let Some(index) = call_that_fills(masked, calls, &range) {
                    seen[index] = Seen::Block;
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let first = calls.partition_point(|call| call.span.start < range.start);
                for (call, seen) in calls.iter().zip(&mut seen).skip(first) {
                    if call.span.start >= range.end {
                        break;
                    }
                    *seen = match (*seen, &event) {
                        (Seen::Block, _) => Seen::Block,
                        _ if images > 0 => Seen::Refused(Place::Picture),
                        (_, Event::InlineHtml(_)) if call.span == range => Seen::Inline,
                        _ => Seen::Refused(Place::Html),
                    };
                }
            }
            _ => {}
        }
        lines.event(&event, &range, body, calls, &mut seen);
    }
    seen
}

/// Watches for paragraphs every line of which is a call: as `{{ <card /> }}` between blank lines.
#[derive(Default)]
struct Lines {
    /// Nothing else stood in the paragraph so far.
    are_calls: bool,
    begins: bool,
    calls: Vec<usize>,
}

impl Lines {
    fn event(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        body: &str,
        calls: &[Call],
        seen: &mut [Seen],
    ) {
        match event {
            Event::SoftBreak | Event::HardBreak => self.begins = true,
            // What was set before a call.
            Event::Text(_) if range.is_empty() => {}
            Event::InlineHtml(_) if self.are_calls => {
                let index = calls.partition_point(|call| call.span.start < range.start);
                self.are_calls = std::mem::take(&mut self.begins)
                    && calls.get(index).is_some_and(|call| {
                        call.span == *range && call.may_look_like_a_block(body)
                    });
                self.calls.push(index);
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::DefinitionListDefinition) => {
                self.end(seen);
                self.are_calls = true;
                self.begins = true;
            }
            Event::Start(Tag::List(_)) | Event::End(_) => self.end(seen),
            _ => self.are_calls = false,
        }
    }

    fn end(&mut self, seen: &mut [Seen]) {
        for index in self.calls.drain(..).filter(|_| self.are_calls) {
            if let Some(seen) = seen.get_mut(index) {
                *seen = Seen::Block;
            }
        }
        self.are_calls = false;
    }
}

/// The call that an HTML block consists of.
pub(super) fn call_that_fills(masked: &str, calls: &[Call], block: &Range<usize>) -> Option<usize> {
    let index = calls.partition_point(|call| call.span.start < block.start);
    let call = calls.get(index)?;
    let text = masked.get(block.clone())?;
    let inner = block.start + (text.len() - text.trim_start().len());
    (call.span == (inner..inner + text.trim().len())).then_some(index)
}
