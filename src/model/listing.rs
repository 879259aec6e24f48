//! Orders: sections, neighbours, ancestors, what is recent, what feeds hold. Templates never sort.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::translate::Listed;
use super::{Entry, Page, PageId, Role, Section, path};
use crate::config::{Config, Lang};
use crate::i18n::format::Formats;

/// All orders of a site.
pub(super) struct Listing {
    /// By language: everything listed but the home page, in order (DESIGN §2: weight, date newest first, title, path).
    pub(super) order: Vec<Vec<Listed>>,
    pub(super) sections: HashMap<PageId, Section>,
    pub(super) neighbours: Vec<(Option<PageId>, Option<PageId>)>,
    pub(super) ancestors: Vec<Arc<[PageId]>>,
    pub(super) recent: Vec<Vec<PageId>>,
    pub(super) feeds: Vec<Vec<PageId>>,
}

/// Works out every order.
pub(super) fn arrange(
    config: &Config,
    formats: &Formats,
    pages: &[Page],
    entries: &BTreeMap<Arc<str>, Entry>,
) -> Listing {
    let dates: Vec<Option<Timestamp>> = pages
        .iter()
        .map(|page| page.front.date.map(|date| date.instant(&config.timezone)))
        .collect();
    let langs: Vec<Lang> = config.langs().collect();
    let order: Vec<Vec<Listed>> = langs
        .into_par_iter()
        .map(|lang| ordered(formats, pages, entries, &dates, lang))
        .collect();
    let mut sections: HashMap<PageId, Section> = pages
        .iter()
        .filter(|page| page.role != Role::Page)
        .map(|page| (page.id, Section::default()))
        .collect();
    for lang in config.langs() {
        for listed in &order[lang.index()] {
            let page = &pages[listed.page.index()];
            let Some(section) =
                parent(entries, &page.key, lang).and_then(|id| sections.get_mut(&id))
            else {
                continue;
            };
            match page.role {
                Role::Page => section.pages.push(listed.page),
                Role::Section | Role::Home => section.sections.push(listed.page),
            }
        }
    }
    let neighbours = neighbours(pages, &sections);
    let ancestors = ancestors(pages, entries);
    let recent: Vec<Vec<PageId>> = config
        .langs()
        .map(|lang| recent(pages, &order, &dates, lang))
        .collect();
    let feeds = recent
        .iter()
        .map(|recent| feed(config, pages, recent))
        .collect();
    Listing {
        order,
        sections,
        neighbours,
        ancestors,
        recent,
        feeds,
    }
}

/// The version of the section above a key in one language.
fn parent(entries: &BTreeMap<Arc<str>, Entry>, key: &str, lang: Lang) -> Option<PageId> {
    let section = path::parent_section(key)?;
    entries.get(section.as_str())?.versions[lang.index()]
}

fn ordered(
    formats: &Formats,
    pages: &[Page],
    entries: &BTreeMap<Arc<str>, Entry>,
    dates: &[Option<Timestamp>],
    lang: Lang,
) -> Vec<Listed> {
    let mut listed: Vec<Listed> = entries
        .values()
        .filter(|entry| entry.role != Role::Home)
        .filter_map(|entry| entry.listed[lang.index()])
        .collect();
    listed.sort_by(|a, b| {
        let (one, other) = (&pages[a.page.index()], &pages[b.page.index()]);
        weight(one)
            .cmp(&weight(other))
            .then_with(|| newest_first(dates[a.page.index()], dates[b.page.index()]))
            .then_with(|| {
                formats
                    .collation(lang)
                    .compare(reading(one), reading(other))
            })
            .then_with(|| one.key.cmp(&other.key))
    });
    listed
}

fn weight(page: &Page) -> (bool, i64) {
    page.front
        .weight
        .map_or((true, 0), |weight| (false, weight))
}

fn newest_first(one: Option<Timestamp>, other: Option<Timestamp>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => other.cmp(&one),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn reading(page: &Page) -> &str {
    page.front.reading.as_deref().unwrap_or(&page.title)
}

/// Foreign pages are passed over: previous and next stay in one language.
fn neighbours(
    pages: &[Page],
    sections: &HashMap<PageId, Section>,
) -> Vec<(Option<PageId>, Option<PageId>)> {
    let mut neighbours = vec![(None, None); pages.len()];
    for section in pages
        .iter()
        .filter_map(|page| Some((page.lang, sections.get(&page.id)?)))
    {
        let (lang, section) = section;
        let own: Vec<PageId> = section
            .pages
            .iter()
            .copied()
            .filter(|id| pages[id.index()].lang == lang)
            .collect();
        for pair in own.windows(2) {
            neighbours[pair[0].index()].1 = Some(pair[1]);
            neighbours[pair[1].index()].0 = Some(pair[0]);
        }
    }
    neighbours
}

fn ancestors(pages: &[Page], entries: &BTreeMap<Arc<str>, Entry>) -> Vec<Arc<[PageId]>> {
    // Pages of one folder share their ancestors.
    let mut known: HashMap<(String, Lang), Arc<[PageId]>> = HashMap::new();
    pages
        .iter()
        .map(|page| {
            let Some(section) = path::parent_section(&page.key) else {
                return Arc::from([]);
            };
            known
                .entry((section.clone(), page.lang))
                .or_insert_with(|| {
                    let mut chain = Vec::new();
                    let mut at = Some(section);
                    while let Some(key) = at {
                        chain.extend(
                            entries
                                .get(key.as_str())
                                .and_then(|entry| entry.versions[page.lang.index()]),
                        );
                        at = path::parent_section(&key);
                    }
                    chain.reverse();
                    chain.into()
                })
                .clone()
        })
        .collect()
}

fn recent(
    pages: &[Page],
    order: &[Vec<Listed>],
    dates: &[Option<Timestamp>],
    lang: Lang,
) -> Vec<PageId> {
    let mut dated: Vec<PageId> = order[lang.index()]
        .iter()
        .filter(|listed| !listed.foreign && pages[listed.page.index()].role == Role::Page)
        .map(|listed| listed.page)
        .filter(|id| dates[id.index()].is_some())
        .collect();
    // Stable: equal dates keep the order of lists.
    dated.sort_by_key(|id| Reverse(dates[id.index()]));
    dated
}

fn feed(config: &Config, pages: &[Page], recent: &[PageId]) -> Vec<PageId> {
    let wanted = |page: &Page| {
        page.is_indexable()
            && (config.feeds.sections.is_empty()
                || config
                    .feeds
                    .sections
                    .iter()
                    .any(|section| path::is_below(&page.key, &path::named_section(section))))
    };
    recent
        .iter()
        .copied()
        .filter(|id| wanted(&pages[id.index()]))
        .take(config.feeds.limit)
        .collect()
}
