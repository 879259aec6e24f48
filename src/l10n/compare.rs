//! A translation against what was accepted of it: which blocks still say what their source says.

mod matching;

use super::block::{Block, BlockHash};
use super::facts::{self, Fact};
use super::lock::{Lock, LockedPair, sorted_markup};
use crate::diag::Severity;
use crate::parse::segment::{Markup, SegmentKind};
use matching::{Found, find};

/// What a block of the source is to its translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockState {
    /// As it was when it was accepted.
    Current,
    /// Its text is another.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands elsewhere.
    Moved,
    /// The translation has it in the source's own words.
    Untranslated,
}

impl BlockState {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BlockState::Current => "current",
            BlockState::Changed => "changed",
            BlockState::Added => "added",
            BlockState::Removed => "removed",
            BlockState::Moved => "moved",
            BlockState::Untranslated => "untranslated",
        }
    }
}

/// One block of the source, or a pair of which the source is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockStatus {
    /// What it is.
    pub kind: SegmentKind,
    /// What it is to its translation.
    pub state: BlockState,
    /// How much it matters: an error where facts changed.
    pub severity: Severity,
    /// The kinds of facts that changed: `date`, `number`, ….
    pub facts: Vec<&'static str>,
    /// The kinds of markup that changed: `link`, `image`, …. That alone makes nothing stale.
    pub markup: Vec<&'static str>,
    /// The index in the lock, unless the block is new.
    pub locked: Option<usize>,
    /// The index of the source's block, unless it is gone.
    pub source: Option<usize>,
    /// The indices of the translation's blocks that say the same, or are meant to.
    pub translations: Vec<usize>,
    /// Whether the translation's block was edited since it was accepted, or written since.
    pub is_touched: bool,
}

impl BlockStatus {
    /// The index of the first block of the translation, where there is one.
    #[must_use]
    pub fn translation(&self) -> Option<usize> {
        self.translations.first().copied()
    }
}

/// A translation as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// In the order of the source; what is gone stands where it was.
    pub blocks: Vec<BlockStatus>,
    /// Indices of the translation's blocks that belong to no block of the source, those accepted as such too.
    pub own: Vec<usize>,
    /// Whether the translation differs from what was accepted.
    pub is_edited: bool,
}

impl Comparison {
    /// How many blocks are not current.
    #[must_use]
    pub fn stale(&self) -> usize {
        self.blocks
            .iter()
            .filter(|block| block.state != BlockState::Current)
            .count()
    }

    /// The share of the source's characters whose translation is current, in per cent.
    #[must_use]
    pub fn percent(&self, source: &[Block]) -> f64 {
        let (mut all, mut current) = (0, 0);
        for block in &self.blocks {
            let Some(at) = block.source.and_then(|at| source.get(at)) else {
                continue;
            };
            let characters = at.characters();
            all += characters;
            if block.state == BlockState::Current {
                current += characters;
            }
        }
        share(current, all)
    }

    /// The worst that is to say of any block, where something is.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.blocks
            .iter()
            .filter(|block| block.state != BlockState::Current)
            .map(|block| block.severity)
            .min()
    }
}

/// A share in per cent, with one digit after the point; all of nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> f64 {
    if part >= whole {
        return 100.0;
    }
    // Never rounded up to all.
    let tenths = part.saturating_mul(1000) / whole;
    f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0
}

/// Compares present blocks with what was accepted.
#[must_use]
pub fn compare(lock: &Lock, source: &[Block], translation: &[Block]) -> Comparison {
    let of_source = find(&flat(&lock.pairs, |pair| &pair.source), source);
    let of_translation = find(&flat(&lock.pairs, |pair| &pair.translation), translation);
    let mut comparison = Comparison::default();
    let mut used = vec![false; translation.len()];
    for at in of_translation.found.iter().flatten() {
        used[at.block] = true;
    }
    let mut accepted_own = std::collections::BTreeSet::new();
    let mut starts = (0, 0);
    for (index, pair) in lock.pairs.iter().enumerate() {
        let of_pair = |found: &[Option<Found>], start: usize, count: usize| -> Vec<Option<Found>> {
            found.iter().skip(start).take(count).copied().collect()
        };
        let sources = of_pair(&of_source.found, starts.0, pair.source.len());
        let translations = of_pair(&of_translation.found, starts.1, pair.translation.len());
        starts.0 += pair.source.len();
        starts.1 += pair.translation.len();
        if pair.source.is_empty() {
            accepted_own.extend(translations.iter().flatten().map(|found| found.block));
        }
        comparison.is_edited |= translations
            .iter()
            .any(|found| found.is_none_or(|found| !found.is_same));
        comparison.blocks.extend(statuses(
            index,
            pair,
            &sources,
            &translations,
            source,
            translation,
        ));
    }
    let mut places: Vec<Option<usize>> = vec![None; source.len()];
    for block in &comparison.blocks {
        if let Some(at) = block.source {
            places[at] = block.translations.last().copied();
        }
    }
    let mut next = 0;
    for at in 0..source.len() {
        if of_source.taken[at] {
            next = places[at].map_or(next, |place| place + 1);
            continue;
        }
        let place = free_place(next, source[at].kind(), &used, translation);
        next = place.map_or(next, |place| place + 1);
        if let Some(place) = place {
            used[place] = true;
        }
        comparison.blocks.push(BlockStatus {
            kind: source[at].kind(),
            state: match place {
                Some(place) if is_left(&source[at], &translation[place]) => {
                    BlockState::Untranslated
                }
                _ => BlockState::Added,
            },
            severity: Severity::Warning,
            facts: Vec::new(),
            markup: Vec::new(),
            locked: None,
            source: Some(at),
            translations: place.into_iter().collect(),
            is_touched: place.is_some(),
        });
    }
    let is_accepted = |at: &usize| accepted_own.contains(at);
    let unknown = (0..translation.len()).filter(|at| !used[*at]);
    comparison.own = unknown.collect();
    comparison.is_edited |= !comparison.own.is_empty();
    comparison
        .own
        .extend((0..translation.len()).filter(is_accepted));
    comparison.own.sort_unstable();
    in_order(&mut comparison.blocks);
    comparison
}

fn flat<'a>(
    pairs: &'a [LockedPair],
    side: impl Fn(&'a LockedPair) -> &'a Vec<BlockHash>,
) -> Vec<(BlockHash, SegmentKind)> {
    pairs
        .iter()
        .flat_map(|pair| side(pair).iter().map(|hash| (*hash, pair.kind)))
        .collect()
}

/// What is to say of a pair: of each block of its source that is there, or once of all that are gone.
fn statuses(
    locked: usize,
    pair: &LockedPair,
    sources: &[Option<Found>],
    translations: &[Option<Found>],
    source: &[Block],
    translation: &[Block],
) -> Vec<BlockStatus> {
    if pair.source.is_empty() {
        return Vec::new();
    }
    let there: Vec<Found> = sources.iter().flatten().copied().collect();
    let all: Vec<usize> = translations
        .iter()
        .flatten()
        .map(|found| found.block)
        .collect();
    let first = all.first().copied();
    let is_touched = translations
        .iter()
        .any(|found| found.is_none_or(|found| !found.is_same));
    let blocks: Vec<&Block> = there.iter().map(|found| &source[found.block]).collect();
    let status = |state, facts: Vec<&'static str>, found: Option<Found>| BlockStatus {
        kind: found.map_or(pair.kind, |found| source[found.block].kind()),
        state,
        severity: if facts.is_empty() {
            Severity::Warning
        } else {
            Severity::Error
        },
        facts,
        markup: Vec::new(),
        locked: Some(locked),
        source: found.map(|found| found.block),
        translations: all.clone(),
        is_touched,
    };
    if there.is_empty() {
        return vec![status(BlockState::Removed, Vec::new(), None)];
    }
    let is_same = there.len() == sources.len() && there.iter().all(|found| found.is_same);
    if !is_same {
        let now: Vec<Fact> = {
            let mut facts: Vec<Fact> = blocks.iter().flat_map(|block| block.facts()).collect();
            facts.sort();
            facts
        };
        let changed = facts::difference(&pair.facts, &now);
        return there
            .iter()
            .map(|found| {
                let state = match found.is_same {
                    true if there.len() == sources.len() => BlockState::Current,
                    _ => BlockState::Changed,
                };
                let facts = if state == BlockState::Changed {
                    changed.clone()
                } else {
                    Vec::new()
                };
                status(state, facts, Some(*found))
            })
            .collect();
    }
    let markup = changed_markup(&pair.markup, &sorted_markup(&blocks));
    there
        .iter()
        .map(|found| {
            let is_left = !pair.is_equal_on_purpose()
                && first.is_some_and(|at| is_left(&source[found.block], &translation[at]));
            let state = match (found.is_moved, is_left) {
                (_, true) => BlockState::Untranslated,
                (true, false) => BlockState::Moved,
                (false, false) => BlockState::Current,
            };
            BlockStatus {
                markup: markup.clone(),
                ..status(state, Vec::new(), Some(*found))
            }
        })
        .collect()
}

/// Whether the translation has a block in the source's own words.
fn is_left(source: &Block, translation: &Block) -> bool {
    source.hash == translation.hash && source.has_letters() && source.kind() != SegmentKind::Code
}

/// The kinds in which two sorted lists of markup differ.
fn changed_markup(before: &[Markup], after: &[Markup]) -> Vec<&'static str> {
    if before == after {
        return Vec::new();
    }
    let of = |list: &[Markup], kind: &str| -> Vec<String> {
        list.iter()
            .map(Markup::parts)
            .filter(|(own, _)| *own == kind)
            .map(|(_, value)| value.to_owned())
            .collect()
    };
    ["component", "id", "image", "language", "link"]
        .into_iter()
        .filter(|kind| of(before, kind) != of(after, kind))
        .collect()
}

/// Where the translation may have a block that is new in the source: from `next` on, where the translation of the block
/// before it ends, if something of the same kind stands there that belongs to nothing else.
fn free_place(
    next: usize,
    kind: SegmentKind,
    used: &[bool],
    translation: &[Block],
) -> Option<usize> {
    (next..translation.len())
        .take_while(|place| !used[*place])
        .find(|place| translation[*place].kind() == kind)
}

/// By place in the source; what is gone after the block that it stood after.
fn in_order(blocks: &mut Vec<BlockStatus>) {
    let mut keyed: Vec<((usize, bool, usize), BlockStatus)> = Vec::with_capacity(blocks.len());
    let mut last = 0;
    for (index, block) in std::mem::take(blocks).into_iter().enumerate() {
        let key = match block.source {
            Some(at) => {
                if block.locked.is_some() && block.state != BlockState::Moved {
                    last = at;
                }
                (at, false, index)
            }
            None => (last, true, index),
        };
        keyed.push((key, block));
    }
    keyed.sort_by_key(|(key, _)| *key);
    blocks.extend(keyed.into_iter().map(|(_, block)| block));
}

#[cfg(test)]
mod tests;
