//! Which blocks of a translation were made from which of its source: the pairs that a first acceptance records.
//!
//! Later acceptances go by the recorded pairs; this is asked once per page, of two texts that know nothing of each
//! other. A wrong pair would be believed from then on, so what the texts do not clearly say is said to be unsure.
//!
//! Translations are nearly always block for block, and then their order alone pairs them. Else headings are looked
//! for that belong together, and between them the cheapest way through both texts is taken.

mod evidence;
mod path;
mod ratio;
mod sections;
mod tokens;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use ratio::LengthRatio;

use evidence::{Evidence, Standing};
use path::Step;
use sections::Anchor;

use super::Block;
use crate::parse::segment::SegmentKind;

/// A way that avoids the pair and costs this little more may as well be the right one.
const UNSURE_BELOW: f32 = 0.75;
/// The same of two blocks for one, which are rare.
const UNSURE_OF_TWO_BELOW: f32 = 1.0;
/// Lengths this many spreads apart are out of line.
const OUT_OF_LINE: f32 = 2.5;
/// The same where the order of the blocks speaks for the pair.
const OUT_OF_LINE_IN_STEP: f32 = 3.5;

/// The blocks of a source and of its translation, paired.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    /// In the order of the source; what the translation alone has stands where it stands there. Every block of both
    /// is in exactly one pair.
    pub pairs: Vec<Pair>,
}

/// Blocks that say the same: one and one, one and two, two and one, or one that the other side lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Indices of blocks of the source.
    pub source: Range<usize>,
    /// Indices of blocks of the translation.
    pub translation: Range<usize>,
    /// How clear it is.
    pub confidence: Confidence,
}

/// How clear it is that blocks belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A person should look: another pairing is nearly as good, the kinds differ, or a length is out of line.
    Low,
    /// Nothing speaks for another pairing.
    High,
}

/// Pairs the blocks of a translation with those of its source.
///
/// `ratio` says how long translations are. Time and memory grow with the number of blocks, not with its square.
#[must_use]
pub fn align(source: &[Block], translation: &[Block], ratio: LengthRatio) -> Alignment {
    let mut aligner = Aligner {
        source,
        translation,
        evidence: Evidence::new(source, translation, ratio),
        pairs: Vec::with_capacity(source.len().max(translation.len())),
    };
    let certain = sections::certain(source, translation);
    match are_in_step(source, translation, &certain) {
        true => aligner.in_step(),
        false => aligner.by_sections(certain),
    }
    Alignment {
        pairs: aligner.pairs,
    }
}

/// Whether both have the same kinds in the same order, and no heading says that it belongs elsewhere.
fn are_in_step(source: &[Block], translation: &[Block], certain: &[Anchor]) -> bool {
    let mut both = source.iter().zip(translation);
    source.len() == translation.len()
        && both.all(|(s, t)| (s.kind(), s.segment.level) == (t.kind(), t.segment.level))
        && certain
            .iter()
            .all(|anchor| anchor.source == anchor.translation)
}

struct Aligner<'a> {
    source: &'a [Block],
    translation: &'a [Block],
    evidence: Evidence,
    pairs: Vec<Pair>,
}

impl Aligner<'_> {
    fn in_step(&mut self) {
        let all = 0..self.source.len();
        for step in path::straight(all.clone(), all, &self.evidence) {
            // The order speaks for the pair: to doubt it takes another that is better, not one that is as good.
            let is_clear = step.margin >= 0.0 && self.is_in_line(&step, OUT_OF_LINE_IN_STEP);
            self.push(step.source, step.translation, is_clear);
        }
    }

    fn by_sections(&mut self, certain: Vec<Anchor>) {
        let fronts = (front(self.source), front(self.translation));
        self.pair_fronts(fronts.0, fronts.1);
        let bodies = (
            fronts.0..self.source.len(),
            fronts.1..self.translation.len(),
        );
        let plan = sections::plan(bodies, certain, &mut self.evidence);
        for region in plan {
            if let Some(anchor) = &region.anchor {
                let (s, t) = (anchor.source, anchor.translation);
                let is_clear = anchor.is_sure && self.are_alike(s, t);
                self.push(s..s + 1, t..t + 1, is_clear);
            }
            let is_sure = region.anchor.is_none_or(|anchor| anchor.is_sure);
            for step in path::best(region.source, region.translation, &self.evidence) {
                let enough = match (step.source.len(), step.translation.len()) {
                    (2, _) | (_, 2) => UNSURE_OF_TWO_BELOW,
                    _ => UNSURE_BELOW,
                };
                let is_clear = is_sure
                    && step.margin >= enough
                    && self.is_in_line(&step, OUT_OF_LINE)
                    && self.is_settled(&step);
                self.push(step.source, step.translation, is_clear);
            }
        }
    }

    /// Title with title and description with description, wherever they stand in the front matter.
    fn pair_fronts(&mut self, source: usize, translation: usize) {
        let mut left: Vec<usize> = (0..translation).collect();
        for s in 0..source {
            let kind = self.source[s].kind();
            let partner = left
                .iter()
                .position(|t| self.translation[*t].kind() == kind);
            match partner.map(|at| left.remove(at)) {
                Some(t) => {
                    let is_clear = self.evidence.length_off(s, t) < OUT_OF_LINE_IN_STEP;
                    self.push(s..s + 1, t..t + 1, is_clear);
                }
                None => self.push(s..s + 1, 0..0, true),
            }
        }
        for t in left {
            self.push(source..source, t..t + 1, true);
        }
    }

    fn are_alike(&self, s: usize, t: usize) -> bool {
        let (s, t) = (&self.source[s], &self.translation[t]);
        (s.kind(), s.segment.level) == (t.kind(), t.segment.level)
    }

    /// Whether the blocks of a pair are of one kind and their lengths fit.
    fn is_in_line(&self, step: &Step, limit: f32) -> bool {
        let kinds_fit = step
            .source
            .clone()
            .all(|s| step.translation.clone().all(|t| self.are_alike(s, t)));
        kinds_fit && self.evidence.length_off_of(&step.source, &step.translation) < limit
    }

    /// Whether it is clear to which section all blocks of a pair belong.
    fn is_settled(&self, step: &Step) -> bool {
        let is_settled = |side: &evidence::Side, range: &Range<usize>| {
            range
                .clone()
                .all(|at| side.standing(at) != Standing::Unsure)
        };
        is_settled(&self.evidence.source, &step.source)
            && is_settled(&self.evidence.translation, &step.translation)
    }

    fn push(&mut self, source: Range<usize>, translation: Range<usize>, is_clear: bool) {
        self.pairs.push(Pair {
            source,
            translation,
            confidence: match is_clear {
                true => Confidence::High,
                false => Confidence::Low,
            },
        });
    }
}

/// How many blocks at the start are of the front matter.
fn front(blocks: &[Block]) -> usize {
    let is_front = |kind| matches!(kind, SegmentKind::Title | SegmentKind::Description);
    blocks
        .iter()
        .take_while(|block| is_front(block.kind()))
        .count()
}
