//! Which of the calls that were found in the text are calls to the Markdown parser: those that do not stand in code,
//! raw HTML, a link's address and the like.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::parse::cjk::prepare::{Scope, prepare};
use crate::parse::component::{Call, mask};

/// How often the text is read anew when calls turn out to be none. Each round takes such calls out, which may move
/// the ends of code spans; twice is all that texts of people need.
const ROUNDS: usize = 4;

/// The calls that count, and the text with HTML in their place; no text where there are none.
pub(super) fn settle(
    body: &str,
    mut calls: Vec<Call>,
    options: Options,
    scope: Scope,
) -> (Vec<Call>, Option<String>) {
    for _ in 0..ROUNDS {
        if calls.is_empty() {
            break;
        }
        let masked = mask(body, &calls);
        let seen = seen_as_html(&masked, &calls, options, scope);
        if seen.iter().all(|seen| *seen) {
            return (calls, Some(masked));
        }
        let mut seen = seen.into_iter();
        calls.retain(|_| seen.next().unwrap_or_default());
    }
    (Vec::new(), None)
}

/// For each call, whether the parser took its mask for HTML of its own.
fn seen_as_html(masked: &str, calls: &[Call], options: Options, scope: Scope) -> Vec<bool> {
    let prepared = prepare(masked, scope);
    let mut seen = vec![false; calls.len()];
    let mut images = 0usize;
    let mut offsets = prepared.offsets();
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        let range = offsets.in_body(&range);
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => {
                if let Some(index) = call_that_fills(masked, calls, &range) {
                    seen[index] = true;
                }
            }
            Event::InlineHtml(_) if images == 0 => {
                let index = calls.partition_point(|call| call.span.start < range.start);
                if calls.get(index).is_some_and(|call| call.span == range) {
                    seen[index] = true;
                }
            }
            _ => {}
        }
    }
    seen
}

/// The call that an HTML block consists of.
pub(super) fn call_that_fills(masked: &str, calls: &[Call], block: &Range<usize>) -> Option<usize> {
    let index = calls.partition_point(|call| call.span.start < block.start);
    let call = calls.get(index)?;
    let text = masked.get(block.clone())?;
    let inner = block.start + (text.len() - text.trim_start().len());
    (call.span == (inner..inner + text.trim().len())).then_some(index)
}
