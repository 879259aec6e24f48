//! What is written down when somebody says that a translation says what its source says.

use super::align::{Alignment, Confidence, LengthRatio, align};
use super::block::Block;
use super::compare::{BlockState, BlockStatus, Comparison};
use super::lock::{Lock, LockedPair};
use super::report::is_told;

/// A new lock, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The lock.
    pub lock: Lock,
    /// Indices of pairs of the lock that were found by likeness alone.
    pub doubtful: Vec<usize>,
}

/// The first lock of a translation: blocks are aligned.
#[must_use]
pub fn first(
    from: &str,
    source_text: &str,
    source: &[Block],
    translation: &[Block],
    ratio: LengthRatio,
) -> Accepted {
    let Alignment { pairs } = align(source, translation, ratio);
    let mut locked = Vec::with_capacity(pairs.len());
    let mut doubtful = Vec::new();
    for pair in pairs {
        let side = |blocks: &'_ [Block], range: std::ops::Range<usize>| -> Vec<Block> {
            blocks.get(range).unwrap_or_default().to_vec()
        };
        let (one, other) = (
            side(source, pair.source.clone()),
            side(translation, pair.translation.clone()),
        );
        let (one, other): (Vec<&Block>, Vec<&Block>) =
            (one.iter().collect(), other.iter().collect());
        if let Some(made) = LockedPair::of(&one, &other) {
            if pair.confidence == Confidence::Low {
                doubtful.push(locked.len());
            }
            locked.push(made);
        }
    }
    Accepted {
        lock: Lock::new(from, source_text, locked),
        doubtful,
    }
}

/// The numbers of the blocks that changed and whose translation nobody has touched since, as `status PAGE` numbers them.
#[must_use]
pub fn untouched(comparison: &Comparison) -> Vec<usize> {
    comparison
        .blocks
        .iter()
        .filter(|block| is_told(block))
        .zip(1..)
        .filter(|(block, _)| is_untouched(block))
        .map(|(_, number)| number)
        .collect()
}

fn is_untouched(block: &BlockStatus) -> bool {
    match block.state {
        BlockState::Changed => !block.is_touched,
        BlockState::Added => block.translations.is_empty(),
        BlockState::Removed => !block.translations.is_empty() && !block.is_touched,
        BlockState::Current | BlockState::Moved | BlockState::Untranslated => false,
    }
}

/// The lock after all of a translation was accepted: pairs that are known stay, what is new pairs with what the
/// comparison found for it.
#[must_use]
pub fn all(
    from: &str,
    source_text: &str,
    comparison: &Comparison,
    source: &[Block],
    translation: &[Block],
) -> Lock {
    let groups = groups(comparison);
    let mut pairs: Vec<((usize, bool), LockedPair)> = groups
        .iter()
        .enumerate()
        .filter_map(|(at, group)| Some(((at, false), group.pair(source, translation)?)))
        .collect();
    // What is the translation's own stands after what it stands behind there.
    for own in &comparison.own {
        let before = groups
            .iter()
            .rposition(|group| group.translation.iter().any(|at| at < own));
        let pair = translation
            .get(*own)
            .and_then(|block| LockedPair::of(&[], &[block]));
        pairs.extend(pair.map(|pair| ((before.unwrap_or(0), true), pair)));
    }
    pairs.sort_by_key(|(place, _)| *place);
    let pairs = pairs.into_iter().map(|(_, pair)| pair).collect();
    Lock::new(from, source_text, pairs)
}

/// The lock after one block was accepted, by its number in `status PAGE`; none where there is no such block. The text
/// that the other blocks are compared with stays the old one.
#[must_use]
pub fn one(
    lock: &Lock,
    number: usize,
    comparison: &Comparison,
    source: &[Block],
    translation: &[Block],
) -> Option<Lock> {
    let chosen = comparison
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_told(block))
        .nth(number.checked_sub(1)?)?;
    let groups = groups(comparison);
    let at = groups
        .iter()
        .position(|group| group.blocks.contains(&chosen.0))?;
    let group = &groups[at];
    let mut pairs = lock.pairs.clone();
    let pair = group.pair(source, translation);
    match (group.locked, pair) {
        (Some(locked), Some(pair)) => *pairs.get_mut(locked)? = pair,
        (Some(locked), None) => {
            pairs.remove(locked);
        }
        (None, Some(pair)) => {
            let before = groups[..at].iter().rev().find_map(|group| group.locked);
            pairs.insert(before.map_or(0, |before| before + 1), pair);
        }
        (None, None) => return None,
    }
    Some(Lock {
        pairs,
        ..lock.clone()
    })
}

/// Blocks that one line of a lock speaks of, or a new one.
struct Group {
    locked: Option<usize>,
    /// Indices into the comparison.
    blocks: Vec<usize>,
    source: Vec<usize>,
    translation: Vec<usize>,
}

impl Group {
    /// The line that says that both sides are the same now; none where both are gone.
    fn pair(&self, source: &[Block], translation: &[Block]) -> Option<LockedPair> {
        let of = |blocks: &'_ [Block], at: &[usize]| -> Vec<Block> {
            at.iter()
                .filter_map(|at| blocks.get(*at))
                .cloned()
                .collect()
        };
        let (one, other) = (of(source, &self.source), of(translation, &self.translation));
        LockedPair::of(
            &one.iter().collect::<Vec<_>>(),
            &other.iter().collect::<Vec<_>>(),
        )
    }
}

/// In the order of the source.
fn groups(comparison: &Comparison) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, block) in comparison.blocks.iter().enumerate() {
        let known = block.locked.and_then(|locked| {
            groups
                .iter()
                .rposition(|group| group.locked == Some(locked))
        });
        match known {
            Some(at) => {
                groups[at].blocks.push(index);
                groups[at].source.extend(block.source);
            }
            None => groups.push(Group {
                locked: block.locked,
                blocks: vec![index],
                source: block.source.into_iter().collect(),
                translation: block.translations.clone(),
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests;
