//! Which present block is which of those that were accepted.

use std::collections::HashMap;

use crate::l10n::block::{Block, BlockHash};
use crate::parse::segment::SegmentKind;

/// Gaps between blocks that are known with more blocks than this on a side are paired by place alone.
const LARGEST_GAP: usize = 300;

/// Where an accepted block is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The index of the present block.
    pub(super) block: usize,
    /// Its text is the one that was accepted.
    pub(super) is_same: bool,
    /// It stands elsewhere among the others.
    pub(super) is_moved: bool,
}

/// What became of a list of accepted blocks.
pub(super) struct Matching {
    /// By accepted block; none where it is gone.
    pub(super) found: Vec<Option<Found>>,
    /// By present block: whether it is one of those.
    pub(super) taken: Vec<bool>,
}

/// Finds accepted blocks among present ones: first those with the same text, then, between these, those of the same kind
/// in the same order. Takes n log n steps, and the square of a gap that is small.
pub(super) fn find(accepted: &[(BlockHash, SegmentKind)], present: &[Block]) -> Matching {
    let mut matching = Matching {
        found: vec![None; accepted.len()],
        taken: vec![false; present.len()],
    };
    for (old, new) in same_texts(accepted, present) {
        matching.found[old] = Some(Found {
            block: new,
            is_same: true,
            is_moved: true,
        });
        matching.taken[new] = true;
    }
    for old in longest_increasing(&matching.found) {
        if let Some(found) = &mut matching.found[old] {
            found.is_moved = false;
        }
    }
    pair_gaps(accepted, present, &mut matching);
    matching
}

/// Pairs of indices with equal hashes: from the beginning, from the end, then by how often a text has come before.
fn same_texts(accepted: &[(BlockHash, SegmentKind)], present: &[Block]) -> Vec<(usize, usize)> {
    let is_same = |old: &(BlockHash, SegmentKind), new: &Block| old.0 == new.hash;
    let first = accepted
        .iter()
        .zip(present)
        .take_while(|(old, new)| is_same(old, new))
        .count();
    let last = accepted[first..]
        .iter()
        .rev()
        .zip(present[first..].iter().rev())
        .take_while(|(old, new)| is_same(old, new))
        .count();
    let (old_end, new_end) = (accepted.len() - last, present.len() - last);
    let mut pairs: Vec<(usize, usize)> = (0..first).map(|at| (at, at)).collect();
    let mut places: HashMap<BlockHash, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, block) in present.iter().enumerate().take(new_end).skip(first) {
        places.entry(block.hash).or_default().push_back(at);
    }
    for (at, (hash, _)) in accepted.iter().enumerate().take(old_end).skip(first) {
        let place = places
            .get_mut(hash)
            .and_then(std::collections::VecDeque::pop_front);
        pairs.extend(place.map(|place| (at, place)));
    }
    pairs.extend((0..last).map(|at| (old_end + at, new_end + at)));
    pairs
}

/// Of the accepted blocks that were found, as many as possible whose present order is the accepted one.
fn longest_increasing(found: &[Option<Found>]) -> Vec<usize> {
    // By length of a sequence less one: the accepted block that ends it at the smallest place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    let place = |old: usize| found[old].map_or(usize::MAX, |found| found.block);
    for old in (0..found.len()).filter(|old| found[*old].is_some()) {
        let at = ends.partition_point(|end| place(*end) < place(old));
        before[old] = at.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(at) {
            Some(end) => *end = old,
            None => ends.push(old),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(old) = next {
        chain.push(old);
        next = before[old];
    }
    chain.reverse();
    chain
}

/// Between two blocks that stayed where they were, what is gone and what is new is one changed block where the kinds
/// are the same.
fn pair_gaps(accepted: &[(BlockHash, SegmentKind)], present: &[Block], matching: &mut Matching) {
    let anchors: Vec<(usize, usize)> = matching
        .found
        .iter()
        .enumerate()
        .filter_map(|(old, found)| {
            found
                .filter(|found| !found.is_moved)
                .map(|found| (old, found.block))
        })
        .chain([(accepted.len(), present.len())])
        .collect();
    let (mut old_start, mut new_start) = (0, 0);
    for (old_end, new_end) in anchors {
        let gone: Vec<usize> = (old_start..old_end)
            .filter(|old| matching.found[*old].is_none())
            .collect();
        let new: Vec<usize> = (new_start..new_end)
            .filter(|new| !matching.taken[*new])
            .collect();
        let kinds: (Vec<SegmentKind>, Vec<SegmentKind>) = (
            gone.iter().map(|old| accepted[*old].1).collect(),
            new.iter().map(|new| present[*new].kind()).collect(),
        );
        for (old, new) in pairs_of_kinds(&kinds.0, &kinds.1)
            .into_iter()
            .map(|(a, b)| (gone[a], new[b]))
        {
            matching.found[old] = Some(Found {
                block: new,
                is_same: false,
                is_moved: false,
            });
            matching.taken[new] = true;
        }
        (old_start, new_start) = (old_end + 1, new_end + 1);
    }
}

/// The longest common subsequence of two lists of kinds, as pairs of indices; from the front where there is a choice.
fn pairs_of_kinds(gone: &[SegmentKind], new: &[SegmentKind]) -> Vec<(usize, usize)> {
    if gone.len() > LARGEST_GAP || new.len() > LARGEST_GAP {
        return (0..gone.len().min(new.len()))
            .filter(|at| gone[*at] == new[*at])
            .map(|at| (at, at))
            .collect();
    }
    let width = new.len() + 1;
    // By rest of both lists: how many pairs they have.
    let mut lengths = vec![0_u32; (gone.len() + 1) * width];
    for a in (0..gone.len()).rev() {
        for b in (0..new.len()).rev() {
            lengths[a * width + b] = if gone[a] == new[b] {
                lengths[(a + 1) * width + b + 1] + 1
            } else {
                lengths[(a + 1) * width + b].max(lengths[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < gone.len() && b < new.len() {
        if gone[a] == new[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[(a + 1) * width + b] >= lengths[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}
