//! The state as a page of its own.

use std::sync::Arc;

use super::{Then, Told, line, message};
use crate::diag::Place;
use crate::l10n::block::Block;
use crate::l10n::compare::BlockState;
use crate::l10n::dashboard::{self, BlockRow, Cell, Dashboard, Language, PageRow};
use crate::l10n::state::{Locks, PageState, PageStatus, State};
use crate::l10n::texts::Texts;
use crate::model::Site;

/// What only git knows.
pub struct History<'a> {
    /// The text of a blob.
    pub blob: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// How long ago the source of a translation changed.
    pub age: &'a dyn Fn(&PageStatus) -> Option<String>,
}

/// A self-contained page: a matrix of pages and languages, and of what is stale the source then, now, and the
/// translation.
#[must_use]
pub fn html(
    site: &Site,
    state: &State,
    locks: &Locks,
    texts: &Texts<'_>,
    history: &History<'_>,
) -> String {
    let config = &site.config;
    let languages = config.languages.iter().map(|language| Language {
        code: language.code.clone(),
        tag: language.tag.clone(),
        name: language.name.clone(),
    });
    let title = config.text_for(&config.title, config.default_language);
    let mut pages: Vec<PageRow> = Vec::new();
    for status in &state.pages {
        let told = Told::new(site, texts, status);
        if pages.last().is_none_or(|page| *page.key != *status.key) {
            pages.push(page_row(site, status));
        }
        let Some(row) = pages.last_mut() else {
            continue;
        };
        row.cells.push(cell(site, texts, status, history));
        let lock = locks.get(status.lang, &status.key);
        let lock = lock.map(|locked| &*locked.lock);
        row.blocks.extend(blocks(
            site,
            &told,
            &Then::new(&told, lock, texts, history.blob),
        ));
    }
    dashboard::html(&Dashboard {
        site: title.unwrap_or_default().to_owned(),
        languages: languages.collect(),
        pages,
        messages: message::dashboard(site, state),
    })
}

fn page_row(site: &Site, status: &PageStatus) -> PageRow {
    let page = status.source.or(status.translation).map(|id| site.page(id));
    PageRow {
        key: status.key.to_string(),
        title: page.map_or_else(String::new, |page| page.title.to_string()),
        origin: site.config.language(status.origin).code.clone(),
        ..PageRow::default()
    }
}

fn cell(site: &Site, texts: &Texts<'_>, status: &PageStatus, history: &History<'_>) -> Cell {
    let source = status.source.map(|id| texts.of(site.page(id)));
    let characters = source.iter().flat_map(|blocks| blocks.iter());
    Cell {
        lang: site.config.language(status.lang).code.clone(),
        state: status.state.name().to_owned(),
        percent: status.percent,
        characters: characters.map(Block::characters).sum(),
        severity: status.severity(),
        stale: status.comparison.stale(),
        age: (status.state == PageState::Stale)
            .then(|| (history.age)(status))
            .flatten(),
    }
}

fn blocks(site: &Site, told: &Told<'_>, then: &Then<'_>) -> Vec<BlockRow> {
    let code = |lang| site.config.language(lang).code.clone();
    let place = |place: Option<Place>| place.map(|place| (place.path.to_string(), line(&place)));
    told.blocks()
        .filter(|block| block.state != BlockState::Current)
        .map(|block| BlockRow {
            kind: block.kind.name().to_owned(),
            state: block.state.name().to_owned(),
            severity: Some(block.severity),
            lang: code(told.status.lang),
            from: code(told.status.from),
            facts: block.facts.iter().map(|fact| (*fact).to_owned()).collect(),
            then: then.of(block),
            now: told
                .source_block(block)
                .map(|block| block.text().to_owned()),
            translation: told
                .translation_block(block)
                .map(|block| block.text().to_owned()),
            source_place: place(told.source_place(block)),
            translation_place: place(told.translation_place(block)),
        })
        .collect()
}
