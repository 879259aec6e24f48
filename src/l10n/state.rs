//! The state of every translation of a site.

mod locks;

pub use locks::{Locked, Locks, damaged, lock_path, messages_lock_path};

use std::sync::Arc;

use rayon::prelude::*;

use super::block::NORMALISER;
use super::compare::{Comparison, compare};
use super::lock::{Lock, blob_id};
use super::message::{self, MessageStates};
use super::texts::Texts;
use crate::config::{Lang, Missing};
use crate::diag::Severity;
use crate::i18n::messages::Messages;
use crate::model::{Entry, Page, PageId, Site};

/// What a translation is to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageState {
    /// There is none.
    Missing,
    /// There is one, and nobody has accepted it yet.
    Untracked,
    /// It says what its source says.
    Current,
    /// Blocks of its source are other than they were when it was accepted.
    Stale,
    /// It is a translation of a translation that is itself not current.
    PivotStale,
    /// Its source does not exist.
    Orphan,
    /// It was accepted under another name.
    Moved,
    /// It was edited since it was accepted, and its source was not.
    Ahead,
    /// Nobody watches it.
    Excluded,
}

impl PageState {
    /// All states, in the order of a summary.
    pub const ALL: [PageState; 9] = [
        PageState::Current,
        PageState::Ahead,
        PageState::Stale,
        PageState::PivotStale,
        PageState::Moved,
        PageState::Untracked,
        PageState::Missing,
        PageState::Orphan,
        PageState::Excluded,
    ];

    /// The name in JSON and for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            PageState::Missing => "missing",
            PageState::Untracked => "untracked",
            PageState::Current => "current",
            PageState::Stale => "stale",
            PageState::PivotStale => "pivot-stale",
            PageState::Orphan => "orphan",
            PageState::Moved => "moved",
            PageState::Ahead => "ahead",
            PageState::Excluded => "excluded",
        }
    }
}

/// The state of one page in one language.
#[derive(Debug, Clone)]
pub struct PageStatus {
    /// The key of the page.
    pub key: Arc<str>,
    /// The language of the translation.
    pub lang: Lang,
    /// The language in which the page was written first.
    pub origin: Lang,
    /// The language from which it is translated.
    pub from: Lang,
    /// What it is to its source.
    pub state: PageState,
    /// The share of the source's characters whose translation is current, in per cent.
    pub percent: f64,
    /// The page that it is translated from.
    pub source: Option<PageId>,
    /// The translation.
    pub translation: Option<PageId>,
    /// Its blocks, where it was accepted.
    pub comparison: Comparison,
    /// For a page that was accepted under another name: that key.
    pub moved_from: Option<Arc<str>>,
}

impl PageStatus {
    /// The worst of it, where something is not as it should be.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.state {
            PageState::Current | PageState::Excluded | PageState::Ahead => None,
            PageState::Stale => self.comparison.severity().or(Some(Severity::Warning)),
            _ => Some(Severity::Warning),
        }
    }
}

/// The states of all translations.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// By key, then language.
    pub pages: Vec<PageStatus>,
    /// Those of messages.
    pub messages: MessageStates,
}

impl State {
    /// The state of one page in one language.
    #[must_use]
    pub fn of(&self, key: &str, lang: Lang) -> Option<&PageStatus> {
        let at = self
            .pages
            .binary_search_by(|page| (&*page.key, page.lang).cmp(&(key, lang)))
            .ok()?;
        self.pages.get(at)
    }
}

/// Works out the state of every translation.
#[must_use]
pub fn assess(site: &Site, locks: &Locks, texts: &Texts<'_>, messages: Option<&Messages>) -> State {
    let lost = lost(site, locks);
    let entries: Vec<&Entry> = site.entries.values().collect();
    let mut pages: Vec<PageStatus> = entries
        .into_par_iter()
        .flat_map_iter(|entry| {
            let has_file = |id: &PageId| is_own(site.page(*id));
            let group = Group {
                site,
                locks,
                texts,
                lost: &lost,
                entry,
            };
            match entry.versions.iter().flatten().any(has_file) {
                true => group.statuses(),
                false => Vec::new(),
            }
        })
        .collect();
    pages.extend(orphans(site, &lost, &pages));
    pages.sort_by(|one, other| (&one.key, one.lang).cmp(&(&other.key, other.lang)));
    let messages = messages.map(|messages| message::assess(&site.config, locks, messages));
    State {
        pages,
        messages: messages.unwrap_or_default(),
    }
}

/// The states of the translations of one key, each after that of the one it is made from. Nobody looks here whether one
/// was accepted under another name.
#[must_use]
pub fn assess_entry(
    site: &Site,
    locks: &Locks,
    texts: &Texts<'_>,
    entry: &Entry,
) -> Vec<PageStatus> {
    let group = Group {
        site,
        locks,
        texts,
        lost: &[],
        entry,
    };
    group.statuses()
}

/// Whether the page has a file of its own: no copy, no section that its pages imply.
pub(super) fn is_own(page: &Page) -> bool {
    page.copy_of.is_none() && page.source.is_some()
}

/// Whether nobody watches a version: its front matter or that of the origin says so, or it does not exist and nothing is
/// to stand in for it.
#[must_use]
pub fn is_excluded(site: &Site, entry: &Entry, lang: Lang) -> bool {
    let code = &site.config.language(lang).code;
    let translation = own(site, entry, lang);
    let says = |page: &Page| {
        let l10n = page.front.l10n.as_ref();
        l10n.is_some_and(|l10n| l10n.excludes(code))
    };
    says(site.page(entry.origin))
        || translation.is_some_and(says)
        || (translation.is_none() && entry.missing == Some(Missing::Hide))
}

fn own<'a>(site: &'a Site, entry: &Entry, lang: Lang) -> Option<&'a Page> {
    let id = entry.versions.get(lang.index()).copied().flatten()?;
    Some(site.page(id)).filter(|page| is_own(page))
}

/// Locks of pages that do not exist, by the blob of their source.
fn lost<'a>(site: &Site, locks: &'a Locks) -> Vec<(Lang, &'a Arc<str>, &'a Locked)> {
    locks
        .iter()
        .filter(|(lang, key, _)| {
            site.version(key, *lang).is_none_or(|page| !is_own(page))
                && !site.unpublished.contains(&***key)
                && !site.unread.may_have(key, *lang)
        })
        .collect()
}

/// Locks whose page is gone in every language, and that no other page has taken over.
fn orphans(
    site: &Site,
    lost: &[(Lang, &Arc<str>, &Locked)],
    pages: &[PageStatus],
) -> Vec<PageStatus> {
    let taken = |lang: Lang, key: &Arc<str>| {
        pages
            .iter()
            .any(|page| page.lang == lang && page.moved_from.as_ref() == Some(key))
    };
    lost.iter()
        .filter(|(lang, key, _)| !site.entries.contains_key(key) && !taken(*lang, key))
        .map(|(lang, key, locked)| {
            let from = site.config.lang(&locked.lock.from);
            let from = from.unwrap_or(site.config.l10n.origin);
            PageStatus {
                key: (*key).clone(),
                lang: *lang,
                origin: from,
                from,
                state: PageState::Orphan,
                percent: 0.0,
                source: None,
                translation: None,
                comparison: Comparison::default(),
                moved_from: None,
            }
        })
        .collect()
}

/// The versions of one key.
struct Group<'a> {
    site: &'a Site,
    locks: &'a Locks,
    texts: &'a Texts<'a>,
    lost: &'a [(Lang, &'a Arc<str>, &'a Locked)],
    entry: &'a Entry,
}

impl Group<'_> {
    fn own(&self, lang: Lang) -> Option<&Page> {
        own(self.site, self.entry, lang)
    }

    /// One for each language but the origin's, those first that others are translated from.
    fn statuses(&self) -> Vec<PageStatus> {
        let origin = self.site.page(self.entry.origin).lang;
        let mut done: Vec<PageStatus> = Vec::new();
        let mut left: Vec<(Lang, Lang)> = self
            .site
            .config
            .langs()
            .filter(|lang| *lang != origin)
            .map(|lang| (lang, self.from(lang, origin)))
            .collect();
        while !left.is_empty() {
            let ready = left.iter().position(|(_, from)| {
                *from == origin || done.iter().any(|done| done.lang == *from)
            });
            // Two that are said to be translations of each other are translations of the origin.
            let (lang, from) = match ready {
                Some(at) => left.remove(at),
                None => (left.remove(0).0, origin),
            };
            let pivot = done.iter().find(|done| done.lang == from);
            let is_pivot_stale = pivot.is_some_and(|pivot| {
                !matches!(
                    pivot.state,
                    PageState::Current | PageState::Ahead | PageState::Excluded
                )
            });
            let status = self.status(lang, origin, from, is_pivot_stale);
            done.push(status);
        }
        done
    }

    /// The language from which a version is translated.
    fn from(&self, lang: Lang, origin: Lang) -> Lang {
        let config = &self.site.config;
        let said = self.own(lang).and_then(|page| {
            let from = page.front.l10n.as_ref()?.from.as_ref()?;
            config.lang(&from.value)
        });
        let locked = || {
            let locked = self.locks.get(lang, &self.entry.key)?;
            config.lang(&locked.lock.from)
        };
        said.or_else(locked)
            .filter(|from| *from != lang && self.own(*from).is_some())
            .unwrap_or(origin)
    }

    fn status(&self, lang: Lang, origin: Lang, from: Lang, is_pivot_stale: bool) -> PageStatus {
        let source = self.own(from);
        let translation = self.own(lang);
        let mut status = PageStatus {
            key: self.entry.key.clone(),
            lang,
            origin,
            from,
            state: PageState::Missing,
            percent: 0.0,
            source: source.map(|page| page.id),
            translation: translation.map(|page| page.id),
            comparison: Comparison::default(),
            moved_from: None,
        };
        let excluded = is_excluded(self.site, self.entry, lang);
        let (state, comparison) = match (source, translation) {
            _ if excluded => (PageState::Excluded, None),
            (_, None) => (PageState::Missing, None),
            (None, Some(_)) => (PageState::Orphan, None),
            (Some(source), Some(translation)) => {
                let locked = self.locks.get(lang, &self.entry.key);
                match locked.and_then(|locked| self.compared(&locked.lock, source, translation)) {
                    Some(comparison) => (
                        compared_state(&comparison, is_pivot_stale),
                        Some(comparison),
                    ),
                    None => {
                        status.moved_from = self.moved_from(lang, source);
                        let state = match status.moved_from {
                            Some(_) => PageState::Moved,
                            None => PageState::Untracked,
                        };
                        (state, None)
                    }
                }
            }
        };
        status.state = state;
        if let (Some(comparison), Some(source)) = (comparison, source) {
            status.percent = comparison.percent(&self.texts.of(source));
            status.comparison = comparison;
        }
        if state == PageState::Excluded {
            status.percent = 100.0;
        }
        status
    }

    /// None where the lock says nothing to the rules of today.
    fn compared(&self, lock: &Lock, source: &Page, translation: &Page) -> Option<Comparison> {
        let (source_blocks, translation_blocks) =
            (self.texts.of(source), self.texts.of(translation));
        if lock.normaliser == NORMALISER {
            return Some(compare(lock, &source_blocks, &translation_blocks));
        }
        // What has not changed since is current by any rules.
        let text = source.source.as_ref()?.text()?;
        (blob_id(text) == lock.blob).then(Comparison::default)
    }

    /// The name under which the translation was accepted: that of a lock whose page is gone and whose source had the
    /// same text, or mostly the same blocks.
    fn moved_from(&self, lang: Lang, source: &Page) -> Option<Arc<str>> {
        let candidates: Vec<_> = self.lost.iter().filter(|(of, ..)| *of == lang).collect();
        if candidates.is_empty() {
            return None;
        }
        let blob = source.source.as_ref()?.text().map(|text| blob_id(text))?;
        let same_text = candidates
            .iter()
            .find(|(.., locked)| locked.lock.blob == blob);
        let found = same_text.or_else(|| {
            let blocks = self.texts.of(source);
            let hashes: std::collections::HashSet<_> =
                blocks.iter().map(|block| block.hash).collect();
            candidates.iter().find(|(.., locked)| {
                let all: Vec<_> = locked
                    .lock
                    .pairs
                    .iter()
                    .flat_map(|pair| &pair.source)
                    .collect();
                let same = all.iter().filter(|hash| hashes.contains(**hash)).count();
                all.len() > 2 && same * 5 >= all.len() * 4
            })
        });
        found.map(|(_, key, _)| (*key).clone())
    }
}

fn compared_state(comparison: &Comparison, is_pivot_stale: bool) -> PageState {
    if comparison.stale() > 0 {
        PageState::Stale
    } else if is_pivot_stale {
        PageState::PivotStale
    } else if comparison.is_edited {
        PageState::Ahead
    } else {
        PageState::Current
    }
}
