//! Orders: sections, neighbours, ancestors, what is recent, what feeds hold. Templates never sort.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::translate::Listed;
use super::{Entries, Entry, HashMap, Page, PageId, Role, Section, path};
use crate::config::{Config, Lang};
use crate::i18n::format::Formats;
use crate::parse::FrontMatter;
use crate::parse::cjk::ruby;

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
    entries: &Entries,
) -> Listing {
    let langs: Vec<Lang> = config.langs().collect();
    let arranged: Vec<InLanguage> = langs
        .into_par_iter()
        .map(|lang| {
            let listed = ordered(formats, pages, entries, lang);
            InLanguage {
                sections: sections(pages, entries, &listed, lang),
                recent: recent(pages, &listed),
                order: listed.into_iter().map(|(_, listed)| listed).collect(),
            }
        })
        .collect();
    let mut listing = Listing {
        order: Vec::new(),
        sections: HashMap::default(),
        neighbours: vec![(None, None); pages.len()],
        ancestors: ancestors(pages, entries),
        recent: Vec::new(),
        feeds: Vec::new(),
    };
    for arranged in arranged {
        for (id, section) in &arranged.sections {
            let lang = pages[id.index()].lang;
            neighbours(pages, lang, section, &mut listing.neighbours);
        }
        listing.sections.extend(arranged.sections);
        listing.feeds.push(feed(config, pages, &arranged.recent));
        listing.recent.push(arranged.recent);
        listing.order.push(arranged.order);
    }
    listing
}

/// What needs only the pages of one language.
struct InLanguage {
    order: Vec<Listed>,
    sections: Vec<(PageId, Section)>,
    recent: Vec<PageId>,
}

/// What a language lists but the home page, with its entries.
fn ordered<'a>(
    formats: &Formats,
    pages: &[Page],
    entries: &'a Entries,
    lang: Lang,
) -> Vec<(&'a Entry, Listed)> {
    let mut ranked: Vec<(Rank, &Entry, Listed)> = entries
        .values()
        .filter(|entry| entry.role != Role::Home)
        .filter_map(|entry| {
            let listed = entry.listed[lang.index()]?;
            let rank = pages[listed.page.index()].standing.rank;
            Some((rank, entry, listed))
        })
        .collect();
    // Entries come by key, the last thing that orders them: both sorts keep it.
    ranked.sort_by_key(|(rank, ..)| *rank);
    let collation = formats.collation(lang);
    for equal in ranked.chunk_by_mut(|(one, ..), (other, ..)| one == other) {
        collation.sort_by_text(equal, |(.., listed)| {
            let page = &pages[listed.page.index()];
            match &page.standing.reading {
                Some(reading) => collation.reading(reading),
                None => (&*page.title).into(),
            }
        });
    }
    ranked
        .into_iter()
        .map(|(_, entry, listed)| (entry, listed))
        .collect()
}

/// What orders before titles do: weight, those without one last, then the date, newest first, those without one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    weight: (bool, i64),
    date: Reverse<Option<Timestamp>>,
}

/// All that orders a page in lists but its title and key. Told once, while its front matter is at hand: to go through
/// that of all pages again and again is to wait for memory.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    rank: Rank,
    /// Stands in for the title.
    reading: Option<Arc<str>>,
}

impl Standing {
    pub(super) fn new(config: &Config, front: &FrontMatter) -> Self {
        let date = front.date.map(|date| date.instant(&config.timezone));
        Standing {
            rank: Rank {
                weight: (front.weight.is_none(), front.weight.unwrap_or_default()),
                date: Reverse(date),
            },
            reading: match (&front.reading, &front.title_with_ruby) {
                (Some(reading), _) => Some(reading.as_str().into()),
                (None, Some(title)) => Some(ruby::read_out(title).into()),
                (None, None) => None,
            },
        }
    }

    fn date(&self) -> Option<Timestamp> {
        self.rank.date.0
    }
}

/// Every section and home of a language, with what lies in it.
fn sections(
    pages: &[Page],
    entries: &Entries,
    order: &[(&Entry, Listed)],
    lang: Lang,
) -> Vec<(PageId, Section)> {
    let mut index: HashMap<PageId, usize> = HashMap::default();
    let mut sections: Vec<(PageId, Section)> = entries
        .values()
        .filter(|entry| entry.role != Role::Page)
        .filter_map(|entry| Some((entry.versions[lang.index()]?, Section::default())))
        .collect();
    for (at, (id, _)) in sections.iter().enumerate() {
        index.insert(*id, at);
    }
    for (entry, listed) in order {
        let parent = entries
            .above(entry)
            .next()
            .and_then(|parent| index.get(&parent.versions[lang.index()]?));
        let Some((_, section)) = parent.and_then(|at| sections.get_mut(*at)) else {
            continue;
        };
        match pages[listed.page.index()].role {
            Role::Page => section.pages.push(listed.page),
            Role::Section | Role::Home => section.sections.push(listed.page),
        }
    }
    sections
}

/// Foreign pages are passed over: previous and next stay in one language.
fn neighbours(
    pages: &[Page],
    lang: Lang,
    section: &Section,
    neighbours: &mut [(Option<PageId>, Option<PageId>)],
) {
    let mut before: Option<PageId> = None;
    let own = section.pages.iter().copied();
    for id in own.filter(|id| pages[id.index()].lang == lang) {
        if let Some(before) = before {
            neighbours[before.index()].1 = Some(id);
        }
        neighbours[id.index()].0 = before;
        before = Some(id);
    }
}

fn ancestors(pages: &[Page], entries: &Entries) -> Vec<Arc<[PageId]>> {
    // Pages of one folder share their ancestors.
    let mut known: HashMap<(Option<u32>, Lang), Arc<[PageId]>> = HashMap::default();
    let mut ancestors = Vec::with_capacity(pages.len());
    // Versions are numbered by key, then language.
    for entry in entries.values() {
        for id in entry.versions.iter().flatten() {
            let lang = pages[id.index()].lang;
            let chain = known.entry((entry.parent, lang)).or_insert_with(|| {
                let above = entries.above(entry);
                let mut chain: Vec<PageId> = above
                    .filter_map(|above| above.versions[lang.index()])
                    .collect();
                chain.reverse();
                chain.into()
            });
            ancestors.push(chain.clone());
        }
    }
    ancestors
}

fn recent(pages: &[Page], order: &[(&Entry, Listed)]) -> Vec<PageId> {
    let mut dated: Vec<PageId> = order
        .iter()
        .filter(|(_, listed)| !listed.foreign && pages[listed.page.index()].role == Role::Page)
        .map(|(_, listed)| listed.page)
        .filter(|id| pages[id.index()].standing.date().is_some())
        .collect();
    // Stable: equal dates keep the order of lists.
    dated.sort_by_key(|id| Reverse(pages[id.index()].standing.date()));
    dated
}

fn feed(config: &Config, pages: &[Page], recent: &[PageId]) -> Vec<PageId> {
    let sections: Vec<String> = config
        .feeds
        .sections
        .iter()
        .map(|(section, _)| path::named_section(section))
        .collect();
    let wanted = |page: &Page| {
        page.is_indexable()
            && (sections.is_empty()
                || sections
                    .iter()
                    .any(|section| path::is_below(&page.key, section)))
    };
    recent
        .iter()
        .copied()
        .filter(|id| wanted(&pages[id.index()]))
        .take(config.feeds.limit)
        .collect()
}
