//! What readers are told of a translation: that it may not say what its original says.
//!
//! Told of are the translations that somebody accepted once, and those that a machine made; a site that has neither
//! pays nothing. What was found of the versions of a page is kept as long as none of them changes, so that an edit of
//! one page costs one comparison and not all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::lock::Lock;
use super::state::{Locks, PageState, PageStatus, assess_entry, is_own};
use super::texts::Texts;
use crate::config::{Lang, Missing};
use crate::diag::Severity;
use crate::model::{Entry, Page, Site};
use crate::parse::document::Options;
use crate::parse::front_matter::PageL10n;

/// How far a translation may lead its readers astray, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A machine made it.
    Machine,
    /// Its original was changed since.
    Minor,
    /// And what was changed is a date, a number or an address.
    Facts,
}

impl Class {
    /// The name in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Class::Machine => "machine",
            Class::Minor => "minor",
            Class::Facts => "facts",
        }
    }
}

/// What is known of a translation.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What it is to its source.
    pub state: PageState,
    /// None where its readers need no warning.
    pub class: Option<Class>,
    /// Whether a machine made it, whatever else is to be said.
    pub is_machine_made: bool,
    /// How many blocks are not current.
    pub stale: usize,
    /// The share of the source's characters whose translation is current; none where nobody accepted it.
    pub percent: Option<f64>,
}

/// What is known of all translations of a site that are watched or machine-made.
#[derive(Debug, Default)]
pub struct Notices {
    /// The text of `site.yaml`, which has a say in how texts are read.
    config: Arc<str>,
    by_key: BTreeMap<Arc<str>, Arc<Known>>,
}

/// What was found of the versions of one key, and of what.
#[derive(Debug)]
struct Known {
    basis: Basis,
    notices: Vec<(Lang, Notice)>,
}

/// Everything that the notices of one key depend on.
#[derive(Debug, PartialEq)]
struct Basis {
    origin: Lang,
    missing: Option<Missing>,
    /// By language.
    versions: Vec<Version>,
}

#[derive(Debug, PartialEq)]
struct Version {
    page: Option<OwnPage>,
    lock: Option<Arc<Lock>>,
}

#[derive(Debug, PartialEq)]
struct OwnPage {
    hash: u64,
    /// Not told by the hash: a facts file may say it.
    l10n: Option<PageL10n>,
}

impl Notices {
    /// Finds out what readers are to be told. What is known `before` is taken over where it still holds.
    #[must_use]
    pub fn of(site: &Site, locks: &Locks, before: Option<&Notices>) -> Notices {
        let locked = locks.iter().map(|(_, key, _)| key);
        let machine_made = site.pages.iter().filter(|page| is_machine_made(page));
        let keys: BTreeSet<&Arc<str>> = locked.chain(machine_made.map(|page| &page.key)).collect();
        let config = site.config.text.clone();
        if keys.is_empty() {
            return Notices {
                config,
                by_key: BTreeMap::new(),
            };
        }
        let options = Options::by_language(&site.config);
        let texts = Texts::new(site, &options);
        let before = before.filter(|before| before.config == config);
        let by_key = keys
            .into_par_iter()
            .filter_map(|key| {
                let entry = site.entries.get(key)?;
                let basis = Basis::of(site, locks, entry);
                let known = before
                    .and_then(|before| before.by_key.get(key))
                    .filter(|known| known.basis == basis);
                let known = known.cloned().unwrap_or_else(|| {
                    let statuses = assess_entry(site, locks, &texts, entry);
                    Arc::new(Known {
                        basis,
                        notices: notices(site, &statuses),
                    })
                });
                Some((key.clone(), known))
            })
            .collect();
        Notices { config, by_key }
    }

    /// What is known of a page; none of originals, of copies and of what nobody watches.
    #[must_use]
    pub fn get(&self, page: &Page) -> Option<&Notice> {
        if page.copy_of.is_some() {
            return None;
        }
        self.by_key.get(&page.key)?.of(page.lang)
    }

    /// The files of the pages of which something else was known before, where the same pages are there.
    #[must_use]
    pub fn changed_since(&self, before: &Notices, site: &Site) -> BTreeSet<Arc<str>> {
        let mut changed = BTreeSet::new();
        for (key, known) in &self.by_key {
            let old = before.by_key.get(key);
            if old.is_some_and(|old| Arc::ptr_eq(old, known)) {
                continue;
            }
            for lang in site.config.langs() {
                if known.of(lang) == old.and_then(|old| old.of(lang)) {
                    continue;
                }
                let file = site
                    .version(key, lang)
                    .and_then(|page| page.source.as_ref());
                changed.extend(file.map(|file| file.path.clone()));
            }
        }
        changed
    }
}

impl Known {
    fn of(&self, lang: Lang) -> Option<&Notice> {
        let found = self.notices.iter().find(|(other, _)| *other == lang);
        found.map(|(_, notice)| notice)
    }
}

impl Basis {
    fn of(site: &Site, locks: &Locks, entry: &Entry) -> Basis {
        let version = |lang| {
            let page = site.version(&entry.key, lang).filter(|page| is_own(page));
            let page = page.and_then(|page| {
                Some(OwnPage {
                    hash: page.source.as_ref()?.hash,
                    l10n: page.front.l10n.clone(),
                })
            });
            let locked = locks.get(lang, &entry.key);
            Version {
                page,
                lock: locked.map(|locked| locked.lock.clone()),
            }
        };
        Basis {
            origin: site.page(entry.origin).lang,
            missing: entry.missing,
            versions: site.config.langs().map(version).collect(),
        }
    }
}

fn is_machine_made(page: &Page) -> bool {
    let l10n = page.front.l10n.as_ref();
    page.copy_of.is_none() && l10n.is_some_and(|l10n| l10n.machine == Some(true))
}

/// Of the versions of one key, where each comes after the one that it is translated from.
fn notices(site: &Site, statuses: &[PageStatus]) -> Vec<(Lang, Notice)> {
    let mut notices: Vec<(Lang, Notice)> = Vec::new();
    for status in statuses {
        let Some(page) = status.translation.map(|id| site.page(id)) else {
            continue;
        };
        // A translation of what is itself out of date is out of date as well.
        let of_source = notices
            .iter()
            .find(|(lang, _)| *lang == status.from)
            .and_then(|(_, notice)| notice.class)
            .filter(|class| *class > Class::Machine);
        notices.extend(notice(page, status, of_source).map(|notice| (status.lang, notice)));
    }
    notices
}

fn notice(page: &Page, status: &PageStatus, of_source: Option<Class>) -> Option<Notice> {
    let is_machine_made = is_machine_made(page);
    let is_watched = matches!(
        status.state,
        PageState::Current | PageState::Stale | PageState::PivotStale | PageState::Ahead
    );
    if !is_watched && !is_machine_made {
        return None;
    }
    let own = (status.state == PageState::Stale).then(|| match status.severity() {
        Some(Severity::Error) => Class::Facts,
        _ => Class::Minor,
    });
    let by_machine = is_machine_made.then_some(Class::Machine);
    let of_source = of_source.filter(|_| is_watched);
    Some(Notice {
        state: status.state,
        class: own.max(of_source).max(by_machine),
        is_machine_made,
        stale: status.comparison.stale(),
        percent: is_watched.then_some(status.percent),
    })
}
