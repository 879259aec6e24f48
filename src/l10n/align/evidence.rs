//! What two blocks have in common, as the cost of pairing them.

use std::ops::Range;

use super::path::Costs;
use super::ratio::LengthRatio;
use super::tokens::{self, Tokens};
use crate::l10n::Block;
use crate::parse::segment::SegmentKind;

/// A pairing that is out of the question; finite, so that sums can be compared.
const NEVER: f32 = 1000.0;
/// Two blocks where the other side has one.
const SPLIT: f32 = 2.0;
/// The lesser of the two is but a quarter of the other: rather a note beside it than a half of it.
const UNEVEN: f32 = 1.0;
/// All numbers and names stand in one of the two.
const ADDS_NOTHING: f32 = 0.7;
/// A block of a section that the other side seems to lack.
const ADRIFT: f32 = 1.0;
/// Cells of which only one begins a row.
const OTHER_COLUMN: f32 = 1.0;
/// No length says more than this.
const LENGTH_AT_MOST: f32 = 4.0;

/// What is known of the section of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// The other side has it too.
    #[default]
    Matched,
    /// The other side lacks it.
    Adrift,
    /// It may lack it.
    Unsure,
}

/// Of a block, two neighbours, or a section: what is compared.
#[derive(Debug, Clone)]
pub(super) struct Feature {
    kind: SegmentKind,
    level: u8,
    characters: usize,
    /// Of the text; none of two blocks.
    hash: Option<u64>,
    /// The first cell of a row.
    starts_row: bool,
    tokens: Tokens,
}

/// The blocks of one side.
#[derive(Debug)]
pub(super) struct Side {
    single: Vec<Feature>,
    /// Each with the next, where both could be halves of one.
    joined: Vec<Option<(Feature, f32)>>,
    standing: Vec<Standing>,
}

impl Side {
    fn new(blocks: &[Block], tokens: Vec<Tokens>) -> Self {
        let mut end_of_cell = None;
        let single: Vec<Feature> = blocks
            .iter()
            .zip(tokens)
            .map(|(block, tokens)| {
                // Between the cells of a row there is a bar and nothing else.
                let span = &block.segment.span;
                let is_cell = block.kind() == SegmentKind::Cell;
                let starts_row = is_cell && end_of_cell != span.start.checked_sub(1);
                if is_cell {
                    end_of_cell = Some(span.end);
                }
                Feature {
                    kind: block.kind(),
                    level: block.segment.level,
                    characters: block.characters(),
                    hash: Some(block.hash.0),
                    starts_row,
                    tokens,
                }
            })
            .collect();
        let joined = single
            .windows(2)
            .map(|two| joined(&two[0], &two[1]))
            .chain([None])
            .collect();
        Side {
            joined,
            standing: vec![Standing::Matched; single.len()],
            single,
        }
    }

    pub(super) fn standing(&self, at: usize) -> Standing {
        self.standing[at]
    }

    pub(super) fn set_standing(&mut self, range: Range<usize>, standing: Standing) {
        self.standing[range].fill(standing);
    }

    pub(super) fn is_heading(&self, at: usize) -> bool {
        self.single[at].kind == SegmentKind::Heading
    }

    fn adrift(&self, at: usize) -> f32 {
        match self.standing[at] {
            Standing::Matched => 0.0,
            Standing::Adrift | Standing::Unsure => ADRIFT,
        }
    }

    /// All blocks of a range as one.
    pub(super) fn whole(&self, range: Range<usize>) -> Section {
        let blocks = &self.single[range];
        let mut kinds = [0; SegmentKind::NAMES.len()];
        for block in blocks {
            kinds[block.kind as usize] += 1;
        }
        Section {
            level: blocks.first().map_or(0, |first| first.level),
            heading: blocks.first().and_then(|first| first.hash),
            characters: blocks.iter().map(|block| block.characters).sum(),
            kinds,
            tokens: Tokens::union(blocks.iter().map(|block| &block.tokens)),
        }
    }
}

/// Only running text is ever cut in two.
fn joined(first: &Feature, second: &Feature) -> Option<(Feature, f32)> {
    let is_text = matches!(
        first.kind,
        SegmentKind::Paragraph
            | SegmentKind::Item
            | SegmentKind::Quote
            | SegmentKind::Definition
            | SegmentKind::Note
    );
    if first.kind != second.kind || !is_text {
        return None;
    }
    let (a, b) = (first.characters, second.characters);
    let tokens = Tokens::union([&first.tokens, &second.tokens]);
    let mut cost = SPLIT;
    if a.min(b) * 4 < a.max(b) {
        cost += UNEVEN;
    }
    if !tokens.is_empty() && (tokens == first.tokens || tokens == second.tokens) {
        cost += ADDS_NOTHING;
    }
    let feature = Feature {
        kind: first.kind,
        level: first.level,
        characters: a + b,
        hash: None,
        starts_row: false,
        tokens,
    };
    Some((feature, cost))
}

/// A heading with what stands below it.
#[derive(Debug)]
pub(super) struct Section {
    level: u8,
    heading: Option<u64>,
    characters: usize,
    kinds: [usize; SegmentKind::NAMES.len()],
    tokens: Tokens,
}

/// Both sides, and what their lengths should be.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) source: Side,
    pub(super) translation: Side,
    ratio: LengthRatio,
}

impl Evidence {
    pub(super) fn new(source: &[Block], translation: &[Block], ratio: LengthRatio) -> Self {
        let (of_source, of_translation) = tokens::common(source, translation);
        Evidence {
            source: Side::new(source, of_source),
            translation: Side::new(translation, of_translation),
            ratio,
        }
    }

    /// How many spreads the lengths of two blocks are from what they should be.
    pub(super) fn length_off(&self, source: usize, translation: usize) -> f32 {
        self.off(
            &self.source.single[source],
            &self.translation.single[translation],
        )
    }

    /// The same of the blocks of a pair; none where one side is empty.
    pub(super) fn length_off_of(&self, source: &Range<usize>, translation: &Range<usize>) -> f32 {
        match (source.len(), translation.len()) {
            (0, _) | (_, 0) => 0.0,
            (1, 1) => self.length_off(source.start, translation.start),
            _ => {
                let characters = |side: &Side, range: &Range<usize>| -> usize {
                    side.single[range.clone()]
                        .iter()
                        .map(|block| block.characters)
                        .sum()
                };
                self.ratio.off(
                    characters(&self.source, source),
                    characters(&self.translation, translation),
                )
            }
        }
    }

    fn off(&self, source: &Feature, translation: &Feature) -> f32 {
        if source.hash.is_some() && source.hash == translation.hash {
            return 0.0;
        }
        match source.kind {
            // What they hold beside text is not counted.
            SegmentKind::Html | SegmentKind::Component => 0.0,
            SegmentKind::Code => LengthRatio::SAME.off(source.characters, translation.characters),
            _ => self.ratio.off(source.characters, translation.characters),
        }
    }

    fn together(&self, source: &Feature, translation: &Feature) -> f32 {
        let kinds = kinds_apart(source, translation);
        if kinds >= NEVER {
            return NEVER;
        }
        let off = self.off(source, translation);
        let is_same = source.hash.is_some() && source.hash == translation.hash;
        let of_text = match is_same {
            true => -2.5,
            false => source.tokens.apart(&translation.tokens),
        };
        kinds + (off * off / 2.0).min(LENGTH_AT_MOST) + of_text
    }

    /// What pairing two sections costs.
    pub(super) fn sections_apart(&self, source: &Section, translation: &Section) -> f32 {
        let levels = f32::from(source.level.abs_diff(translation.level)) * 1.5;
        let off = self.ratio.off(source.characters, translation.characters);
        let kinds = source.kinds.iter().zip(&translation.kinds);
        let (apart, all) = kinds.fold((0, 0), |(apart, all), (a, b)| {
            (apart + a.abs_diff(*b), all + a + b)
        });
        let headings = match source.heading == translation.heading {
            true => -2.0,
            false => 0.0,
        };
        levels
            + (off * off / 4.0).min(LENGTH_AT_MOST / 2.0)
            + 3.0 * apart as f32 / all.max(1) as f32
            + source.tokens.apart(&translation.tokens)
            + headings
    }
}

impl Costs for Evidence {
    fn pair(&self, source: usize, translation: usize) -> f32 {
        self.together(
            &self.source.single[source],
            &self.translation.single[translation],
        ) + self.source.adrift(source)
            + self.translation.adrift(translation)
    }

    fn split(&self, source: usize, translation: usize) -> f32 {
        let Some((both, cost)) = &self.translation.joined[translation] else {
            return f32::INFINITY;
        };
        cost + self.together(&self.source.single[source], both)
            + self.source.adrift(source)
            + self.translation.adrift(translation)
    }

    fn merge(&self, source: usize, translation: usize) -> f32 {
        let Some((both, cost)) = &self.source.joined[source] else {
            return f32::INFINITY;
        };
        cost + self.together(both, &self.translation.single[translation])
            + self.source.adrift(source)
            + self.translation.adrift(translation)
    }

    fn gone(&self, source: usize) -> f32 {
        let block = &self.source.single[source];
        alone(block.kind, block.characters as f32)
    }

    fn added(&self, translation: usize) -> f32 {
        let block = &self.translation.single[translation];
        // As many as its source would have.
        let characters = block.characters as f32 / self.ratio.expected(1);
        alone(block.kind, characters)
    }
}

/// What leaving a block without partner costs: the more it says, the less likely that is.
fn alone(kind: SegmentKind, characters: f32) -> f32 {
    match kind {
        SegmentKind::Heading | SegmentKind::Code => 3.5,
        _ => 2.2 + 1.3 * (characters / 80.0).min(1.0),
    }
}

/// What it costs that two blocks are not of one kind.
fn kinds_apart(source: &Feature, translation: &Feature) -> f32 {
    use SegmentKind::{Cell, Definition, Heading, Html, Item, Note, Paragraph, Quote, Term};
    let is_running = |kind| {
        matches!(
            kind,
            Paragraph | Item | Quote | Definition | Note | Term | Html
        )
    };
    match (source.kind, translation.kind) {
        (Heading, Heading) => f32::from(source.level.abs_diff(translation.level)).min(2.0),
        (Cell, Cell) if source.starts_row != translation.starts_row => OTHER_COLUMN,
        (a, b) if a == b => 0.0,
        (a, b) if is_running(a) && is_running(b) => 1.5,
        (Cell, b) if is_running(b) => 2.5,
        (a, Cell) if is_running(a) => 2.5,
        _ => NEVER,
    }
}
