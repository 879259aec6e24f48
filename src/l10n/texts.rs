//! The blocks of the pages that are asked for, each split once.

use std::sync::{Arc, OnceLock};

use super::block::{Block, blocks};
use crate::config::{Config, Lang};
use crate::model::{Page, Site};
use crate::parse::document::Options;
use crate::parse::front_matter::{self, split};
use crate::parse::markdown::segments;

/// Blocks by page.
pub struct Texts<'a> {
    site: &'a Site,
    options: &'a Options,
    pages: Vec<OnceLock<Arc<[Block]>>>,
}

impl<'a> Texts<'a> {
    /// None is split yet.
    #[must_use]
    pub fn new(site: &'a Site, options: &'a Options) -> Self {
        Texts {
            site,
            options,
            pages: site.pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The blocks of a page's own file; none where it has no file.
    #[must_use]
    pub fn of(&self, page: &Page) -> Arc<[Block]> {
        self.pages[page.id.index()]
            .get_or_init(|| self.split(page).into())
            .clone()
    }

    fn split(&self, page: &Page) -> Vec<Block> {
        let (Some(file), Some(document)) = (&page.source, &page.document) else {
            return Vec::new();
        };
        let Some(text) = file.text() else {
            return Vec::new();
        };
        let lang = page.text_lang;
        let body = split(&file.path, text).value.body..text.len();
        let body = segments(text, body, self.options.of(lang));
        let writing = self.site.config.language(lang).writing();
        blocks(&document.front, body, writing)
    }

    /// The blocks of a text that a file of this page once held.
    #[must_use]
    pub fn of_old(&self, page: &Page, text: &Arc<str>) -> Vec<Block> {
        let path: Arc<str> = page
            .source
            .as_ref()
            .map_or_else(|| "old".into(), |file| file.path.clone());
        let config = &self.site.config;
        blocks_of(config, self.options, page.text_lang, &path, text)
    }
}

/// The blocks of the text of a page.
#[must_use]
pub fn blocks_of(
    config: &Config,
    options: &Options,
    lang: Lang,
    path: &Arc<str>,
    text: &Arc<str>,
) -> Vec<Block> {
    let (front, body) = front_matter::read(path, text).value;
    let body = segments(text, body..text.len(), options.of(lang));
    blocks(&front, body, config.language(lang).writing())
}
