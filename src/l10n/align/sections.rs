//! Headings that belong together, and what stands between them.

use std::collections::HashMap;
use std::ops::Range;

use super::UNSURE_BELOW;
use super::evidence::{Evidence, Section, Side, Standing};
use super::path::{self, Costs};
use crate::l10n::Block;
use crate::parse::segment::{Markup, SegmentKind};

/// A heading that one side lacks, with what stands below it.
const ALONE: f32 = 3.0;

/// Two headings that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    pub(super) source: usize,
    pub(super) translation: usize,
    pub(super) is_sure: bool,
}

/// What stands below two headings, or before all of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) anchor: Option<Anchor>,
    /// Without the heading.
    pub(super) source: Range<usize>,
    pub(super) translation: Range<usize>,
}

/// The headings that say themselves where they belong, by the same id or else the same text, in the order of the source.
pub(super) fn certain(source: &[Block], translation: &[Block]) -> Vec<Anchor> {
    let by_id = matches(source, translation, id_of);
    let by_text = matches(source, translation, |block| Some(block.text()));
    let mut is_taken = (vec![false; source.len()], vec![false; translation.len()]);
    let mut anchors: Vec<Anchor> = by_id
        .into_iter()
        .chain(by_text)
        .filter(|anchor| {
            let is_free = !is_taken.0[anchor.source] && !is_taken.1[anchor.translation];
            is_taken.0[anchor.source] = true;
            is_taken.1[anchor.translation] = true;
            is_free
        })
        .collect();
    anchors.sort_unstable();
    anchors
}

/// Headings with one key that each side has once.
fn matches<'a>(
    source: &'a [Block],
    translation: &'a [Block],
    key: fn(&'a Block) -> Option<&'a str>,
) -> Vec<Anchor> {
    let (ours, theirs) = (keys(source, key), keys(translation, key));
    let is_single = |keys: &Keys<'a>, name: &str| keys.of(name).is_some();
    ours.in_order
        .iter()
        .filter(|(_, name)| is_single(&ours, name))
        .filter_map(|(source, name)| {
            Some(Anchor {
                source: *source,
                translation: theirs.of(name)?,
                is_sure: true,
            })
        })
        .collect()
}

/// The headings of a side by a key.
struct Keys<'a> {
    in_order: Vec<(usize, &'a str)>,
    /// Nothing where several have it.
    known: HashMap<&'a str, Option<usize>>,
}

impl Keys<'_> {
    fn of(&self, name: &str) -> Option<usize> {
        self.known.get(name).copied().flatten()
    }
}

fn keys<'a>(blocks: &'a [Block], key: fn(&'a Block) -> Option<&'a str>) -> Keys<'a> {
    let in_order: Vec<(usize, &str)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind() == SegmentKind::Heading)
        .filter_map(|(at, block)| Some((at, key(block)?)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let mut known = HashMap::new();
    for (at, name) in &in_order {
        known
            .entry(*name)
            .and_modify(|known| *known = None)
            .or_insert(Some(*at));
    }
    Keys { in_order, known }
}

/// The explicit id of a heading.
fn id_of(block: &Block) -> Option<&str> {
    block.segment.markup.iter().find_map(|markup| match markup {
        Markup::Id(id) => Some(&**id),
        _ => None,
    })
}

/// Both bodies cut where headings belong together, in the order of the source. Notes which blocks stand in sections
/// that the other side lacks.
pub(super) fn plan(
    bodies: (Range<usize>, Range<usize>),
    certain: Vec<Anchor>,
    evidence: &mut Evidence,
) -> Vec<Region> {
    let source = Outline::new(&evidence.source, bodies.0, certain.iter().map(|a| a.source));
    let translation = Outline::new(
        &evidence.translation,
        bodies.1,
        certain.iter().map(|a| a.translation),
    );
    let mut anchors = certain.clone();
    let mut lonely: (Vec<Lonely>, Vec<Lonely>) = Default::default();
    let mut before = (source.body.start, translation.body.start);
    let ends = (source.body.end, translation.body.end);
    // What is out of order says nothing of what stands around it.
    let in_order = in_order(&certain)
        .into_iter()
        .map(|anchor| (anchor.source, anchor.translation));
    for here in in_order.chain([ends]) {
        let gap = Gap {
            source: source.free_within(before.0..here.0, &evidence.source),
            translation: translation.free_within(before.1..here.1, &evidence.translation),
            evidence,
        };
        gap.close(&mut anchors, &mut lonely);
        before = here;
    }
    anchors.sort_unstable();
    for (range, standing) in lonely.0 {
        evidence.source.set_standing(range, standing);
    }
    for (range, standing) in lonely.1 {
        evidence.translation.set_standing(range, standing);
    }
    regions(&anchors, source.body, translation.body)
}

/// The blocks of a section that the other side lacks, or may lack.
type Lonely = (Range<usize>, Standing);

/// The headings of a side.
struct Outline {
    body: Range<usize>,
    headings: Vec<usize>,
    /// Those of them that are certain, sorted.
    taken: Vec<usize>,
}

impl Outline {
    fn new(side: &Side, body: Range<usize>, taken: impl Iterator<Item = usize>) -> Self {
        let mut taken: Vec<usize> = taken.collect();
        taken.sort_unstable();
        Outline {
            headings: body.clone().filter(|at| side.is_heading(*at)).collect(),
            taken,
            body,
        }
    }

    /// The sections that begin in a range, without those that are certain.
    fn free_within(&self, range: Range<usize>, side: &Side) -> Vec<(Range<usize>, Section)> {
        let first = self.headings.partition_point(|at| *at < range.start);
        let last = self.headings.partition_point(|at| *at < range.end);
        (first..last.max(first))
            .filter(|at| self.taken.binary_search(&self.headings[*at]).is_err())
            .map(|at| {
                let end = self.headings.get(at + 1).copied().unwrap_or(self.body.end);
                let range = self.headings[at]..end;
                (range.clone(), side.whole(range))
            })
            .collect()
    }
}

/// The longest run of anchors that are in the same order on both sides.
fn in_order(anchors: &[Anchor]) -> Vec<Anchor> {
    // Of each length, the anchor that ends a run of it and stands first in the translation.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    for (at, anchor) in anchors.iter().enumerate() {
        let length = ends.partition_point(|end| anchors[*end].translation < anchor.translation);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    let mut run: Vec<Anchor> = std::iter::successors(last, |at| before[*at])
        .map(|at| anchors[at])
        .collect();
    run.reverse();
    run
}

/// Sections between two anchors.
struct Gap<'a> {
    source: Vec<(Range<usize>, Section)>,
    translation: Vec<(Range<usize>, Section)>,
    evidence: &'a Evidence,
}

impl Gap<'_> {
    fn close(&self, anchors: &mut Vec<Anchor>, lonely: &mut (Vec<Lonely>, Vec<Lonely>)) {
        for step in path::best(0..self.source.len(), 0..self.translation.len(), self) {
            let is_sure = step.margin >= UNSURE_BELOW;
            let standing = match is_sure {
                true => Standing::Adrift,
                false => Standing::Unsure,
            };
            let source = self.source[step.source].first();
            let translation = self.translation[step.translation].first();
            match (source, translation) {
                (Some((source, _)), Some((translation, _))) => anchors.push(Anchor {
                    source: source.start,
                    translation: translation.start,
                    is_sure,
                }),
                (Some((source, _)), None) => lonely.0.push((source.clone(), standing)),
                (None, Some((translation, _))) => lonely.1.push((translation.clone(), standing)),
                (None, None) => {}
            }
        }
    }
}

impl Costs for Gap<'_> {
    fn pair(&self, source: usize, translation: usize) -> f32 {
        self.evidence
            .sections_apart(&self.source[source].1, &self.translation[translation].1)
    }

    fn split(&self, _: usize, _: usize) -> f32 {
        f32::INFINITY
    }

    fn merge(&self, _: usize, _: usize) -> f32 {
        f32::INFINITY
    }

    fn gone(&self, _: usize) -> f32 {
        ALONE
    }

    fn added(&self, _: usize) -> f32 {
        ALONE
    }
}

fn regions(anchors: &[Anchor], source: Range<usize>, translation: Range<usize>) -> Vec<Region> {
    let mut starts: Vec<usize> = anchors.iter().map(|anchor| anchor.translation).collect();
    starts.sort_unstable();
    let mut regions = vec![Region {
        anchor: None,
        source: source.start..anchors.first().map_or(source.end, |first| first.source),
        translation: translation.start..starts.first().copied().unwrap_or(translation.end),
    }];
    for (at, anchor) in anchors.iter().enumerate() {
        let next = anchors.get(at + 1).map_or(source.end, |next| next.source);
        let next_there = starts.partition_point(|start| *start <= anchor.translation);
        let next_there = starts.get(next_there).copied().unwrap_or(translation.end);
        regions.push(Region {
            anchor: Some(*anchor),
            source: anchor.source + 1..next,
            translation: anchor.translation + 1..next_there,
        });
    }
    regions
}
