//! What is written down of messages that somebody accepts.

use super::{MessageState, MessageStatus, NORMALISER, Text};
use crate::l10n::lock::{Lock, LockedPair};
use crate::parse::segment::{Markup, SegmentKind};

/// Whether the source changed and nobody has touched the translation since.
#[must_use]
pub fn is_untouched(status: &MessageStatus) -> bool {
    status.state == MessageState::Stale && !status.is_touched
}

/// The lock that says that these translations say what their sources say now. Of what has no source or no translation
/// nothing is written: the one is to be deleted, the other to be written first.
#[must_use]
pub fn all<'a>(from: &str, statuses: impl Iterator<Item = &'a MessageStatus>) -> Lock {
    Lock::of_messages(from, NORMALISER, statuses.filter_map(line).collect())
}

/// A lock in which one message is accepted besides; none where the message lacks its source or translation.
#[must_use]
pub fn one(from: &str, known: Option<&Lock>, status: &MessageStatus) -> Option<Lock> {
    let new = line(status)?;
    let mut pairs: Vec<LockedPair> = known
        .map(|lock| lock.pairs.clone())
        .unwrap_or_default()
        .into_iter()
        .filter(|pair| pair.id() != Some(&status.id))
        .collect();
    let at = pairs.partition_point(|pair| pair.id() < Some(&status.id));
    pairs.insert(at, new);
    Some(Lock::of_messages(from, NORMALISER, pairs))
}

fn line(status: &MessageStatus) -> Option<LockedPair> {
    let (source, translation): (&Text, &Text) =
        (status.source.as_ref()?, status.translation.as_ref()?);
    Some(LockedPair {
        kind: SegmentKind::Message,
        source: vec![source.hash],
        translation: vec![translation.hash],
        facts: source.facts.clone(),
        markup: vec![Markup::Id((&*status.id).into())],
    })
}
