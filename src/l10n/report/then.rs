//! What a block of the source said when its translation was accepted.

use std::sync::Arc;

use super::Told;
use crate::l10n::block::Block;
use crate::l10n::compare::BlockStatus;
use crate::l10n::lock::Lock;
use crate::l10n::texts::Texts;

/// The source of a translation as it was accepted, as far as somebody still has that text.
pub struct Then<'a> {
    lock: Option<&'a Lock>,
    blocks: Vec<Block>,
}

impl<'a> Then<'a> {
    /// `blob` gives the text of a git blob.
    #[must_use]
    pub fn new(
        told: &Told<'_>,
        lock: Option<&'a Lock>,
        texts: &Texts<'_>,
        blob: impl Fn(&str) -> Option<Arc<str>>,
    ) -> Self {
        let blocks = lock.and_then(|lock| {
            let text = blob(&lock.blob)?;
            Some(texts.of_old(told.source?, &text))
        });
        Then {
            lock,
            blocks: blocks.unwrap_or_default(),
        }
    }

    /// Whether the text of that time is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// What the source of a block said; none where there was no such block, or nobody knows.
    #[must_use]
    pub fn of(&self, block: &BlockStatus) -> Option<String> {
        let pair = self.lock?.pairs.get(block.locked?)?;
        let texts: Vec<&str> = pair
            .source
            .iter()
            .filter_map(|hash| self.blocks.iter().find(|block| block.hash == *hash))
            .map(Block::text)
            .collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }
}
