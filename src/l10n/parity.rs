//! What a translation must have in common with its source, whatever either says: its shape, links and code, and what a
//! reader acts upon.
//!
//! A rule that fires on good pages is switched off and then finds nothing. So numbers are not compared as wholes:
//! languages write more and fewer of them, and only a number or date of the source that the translation lacks is told;
//! small ones may be words. The rules' names are [`super::finding::RULES`].

mod markup;
mod numbers;
mod prose;
mod script;
mod shape;
mod simplified;

#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;

use super::block::Block;
use super::finding::{Finding, Findings, Levels, Spans};
use crate::config::Writing;

pub(super) use prose::prose;

/// A page and the text it was made from.
#[derive(Debug, Clone, Copy)]
pub struct ParityInput<'a> {
    /// The blocks of the source: as it is, or as it was when the translation was accepted.
    pub source: &'a [Block],
    /// How the source is written.
    pub source_writing: Writing,
    /// The blocks of the translation.
    pub translation: &'a [Block],
    /// How the translation is written.
    pub translation_writing: Writing,
    /// Which blocks of the source belong to which of the translation, by index; either may be none.
    pub pairs: &'a [(Range<usize>, Range<usize>)],
    /// How much each rule matters.
    pub levels: &'a Levels,
}

/// Blocks that belong together; neither side is empty.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    source: &'a [Block],
    translation: &'a [Block],
}

impl ParityInput<'_> {
    /// Pairs with blocks on both sides; what is out of range is left out.
    fn full_pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.pairs.iter().filter_map(|(source, translation)| {
            let pair = Pair {
                source: self.source.get(source.clone())?,
                translation: self.translation.get(translation.clone())?,
            };
            (!pair.source.is_empty() && !pair.translation.is_empty()).then_some(pair)
        })
    }
}

impl Pair<'_> {
    fn spans(&self) -> Spans {
        Spans {
            source: span(self.source),
            translation: span(self.translation),
        }
    }
}

/// Bytes of a row of blocks.
fn span(blocks: &[Block]) -> Option<Range<usize>> {
    let first = blocks.first()?;
    let last = blocks.last()?;
    Some(first.segment.span.start..last.segment.span.end.max(first.segment.span.end))
}

/// Checks a translation against its source. What is told of a block stands in the order of the translation.
#[must_use]
pub fn check(input: &ParityInput<'_>) -> Vec<Finding> {
    let mut findings = Findings::new(input.levels);
    shape::heading_levels(input, &mut findings);
    shape::code_fences(input, &mut findings);
    shape::block_sequence(input, &mut findings);
    markup::images(input, &mut findings);
    markup::links(input, &mut findings);
    markup::inline_code(input, &mut findings);
    for pair in input.full_pairs() {
        if script::untranslated(input, pair, &mut findings) {
            continue;
        }
        numbers::numbers(input, pair, &mut findings);
        script::kana_in_chinese(input, pair, &mut findings);
        script::simplified_in_japanese(input, pair, &mut findings);
        script::ambiguous_yen(input, pair, &mut findings);
    }
    numbers::weekdays(input, &mut findings);
    findings.finish()
}
