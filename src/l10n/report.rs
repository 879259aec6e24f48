//! The state of translations for people and machines.

mod diagnostics;
mod findings;
mod html;
mod json;
mod message;
mod page;
mod table;
mod then;

pub use diagnostics::diagnostics;
pub use findings::findings;
pub use html::{History, html};
pub use json::json;
pub use message::{absent_messages, messages};
pub use page::page;
pub use table::table;
pub use then::Then;

use std::sync::Arc;

use super::block::Block;
use super::compare::{BlockState, BlockStatus};
use super::state::PageStatus;
use super::texts::Texts;
use crate::diag::Place;
use crate::model::{Page, Site};

/// A status with the texts that it speaks of.
pub struct Told<'a> {
    /// The status.
    pub status: &'a PageStatus,
    /// The page that it is translated from.
    pub source: Option<&'a Page>,
    /// The translation.
    pub translation: Option<&'a Page>,
    /// The source's blocks.
    pub source_blocks: Arc<[Block]>,
    /// The translation's blocks.
    pub translation_blocks: Arc<[Block]>,
}

impl<'a> Told<'a> {
    /// With the blocks of both pages, where any of them are spoken of.
    #[must_use]
    pub fn new(site: &'a Site, texts: &Texts<'_>, status: &'a PageStatus) -> Self {
        let page = |id: Option<crate::model::PageId>| id.map(|id| site.page(id));
        let (source, translation) = (page(status.source), page(status.translation));
        let is_spoken_of = status.comparison.blocks.iter().any(is_told);
        let blocks = |page: Option<&Page>| match page {
            Some(page) if is_spoken_of => texts.of(page),
            _ => Arc::default(),
        };
        Told {
            status,
            source,
            translation,
            source_blocks: blocks(source),
            translation_blocks: blocks(translation),
        }
    }

    /// The blocks of which there is something to say, in order; their numbers are those that `accept --block` takes.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockStatus> {
        self.status
            .comparison
            .blocks
            .iter()
            .filter(|block| is_told(block))
    }

    /// The block of the source.
    #[must_use]
    pub fn source_block(&self, block: &BlockStatus) -> Option<&Block> {
        self.source_blocks.get(block.source?)
    }

    /// The first block of the translation.
    #[must_use]
    pub fn translation_block(&self, block: &BlockStatus) -> Option<&Block> {
        self.translation_blocks.get(block.translation()?)
    }

    /// Where a block of the source stands.
    #[must_use]
    pub fn source_place(&self, block: &BlockStatus) -> Option<Place> {
        place(self.source?, self.source_block(block)?)
    }

    /// Where the first block of the translation stands.
    #[must_use]
    pub fn translation_place(&self, block: &BlockStatus) -> Option<Place> {
        place(self.translation?, self.translation_block(block)?)
    }
}

/// Whether there is something to say of a block.
#[must_use]
pub fn is_told(block: &BlockStatus) -> bool {
    block.state != BlockState::Current || !block.markup.is_empty()
}

fn place(page: &Page, block: &Block) -> Option<Place> {
    let file = page.source.as_ref()?;
    let text = file.text()?;
    let span = block.segment.span.clone();
    let written = text.get(span.clone()).unwrap_or_default();
    Some(Place {
        path: file.path.clone(),
        text: Some(text.clone()),
        span: span.start..span.start + written.trim_end().len(),
        label: String::new(),
    })
}

/// The line, counted from 1.
fn line(place: &Place) -> usize {
    place.line_column().map_or(1, |(line, _)| line)
}
