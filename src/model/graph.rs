//! The language graph: one truth for switcher, hreflang, sitemap, feeds, menus and 404s.
//!
//! What does not exist is never announced, what exists always is.

use std::sync::Arc;

use super::{Role, Site};
use crate::config::Lang;

/// What several URLs are versions of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    /// A page or section; for sections the number of the list page, from 1.
    Key(Arc<str>, usize),
    /// The list of a taxonomy's terms, by index.
    Taxonomy(usize),
    /// A term, by taxonomy and term index, and the number of its list page, from 1.
    Term(usize, usize, usize),
}

/// A version as hreflang names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// A BCP 47 tag, or `x-default`.
    pub hreflang: Arc<str>,
    /// The URL path without base path.
    pub path: Arc<str>,
}

impl Site {
    /// The URL paths of all indexable versions of a thing, by language.
    #[must_use]
    pub fn versions_of(&self, thing: &Thing) -> Vec<(Lang, Arc<str>)> {
        let path = |lang: Lang| -> Option<Arc<str>> {
            match thing {
                Thing::Key(key, number) => {
                    let page = self.version(key, lang).filter(|page| page.is_indexable())?;
                    if *number == 1 {
                        return Some(page.path.clone());
                    }
                    let total = self.section_pages(page).total();
                    (*number <= total).then(|| number_path(&page.path, *number))
                }
                Thing::Taxonomy(taxonomy) => self.taxonomy_path(*taxonomy, lang),
                Thing::Term(taxonomy, term, number) => {
                    let first = self.term_path(*taxonomy, *term, lang)?;
                    let total = self.term_pages(*taxonomy, *term, lang).total();
                    (*number <= total).then(|| number_path(&first, *number))
                }
            }
        };
        self.config
            .langs()
            .filter_map(|lang| Some((lang, path(lang)?)))
            .collect()
    }

    /// hreflang for a thing: every version and `x-default`; empty where nothing is indexable.
    #[must_use]
    pub fn alternates(&self, thing: &Thing) -> Vec<Alternate> {
        let versions = self.versions_of(thing);
        let mut alternates: Vec<Alternate> = versions
            .iter()
            .map(|(lang, path)| Alternate {
                hreflang: self.config.language(*lang).tag.as_str().into(),
                path: path.clone(),
            })
            .collect();
        if let Some(path) = self.default_of(thing, &versions) {
            alternates.push(Alternate {
                hreflang: "x-default".into(),
                path,
            });
        }
        alternates
    }

    /// `x-default`: the chooser for homes, else the default language's version, else the origin's, else the first.
    fn default_of(&self, thing: &Thing, versions: &[(Lang, Arc<str>)]) -> Option<Arc<str>> {
        if let Thing::Key(key, 1) = thing
            && self
                .entries
                .get(key)
                .is_some_and(|entry| entry.role == Role::Home)
            && self.has_chooser()
            && !versions.is_empty()
        {
            return Some("/".into());
        }
        let of = |wanted: Lang| {
            versions
                .iter()
                .find(|(lang, _)| *lang == wanted)
                .map(|(_, path)| path.clone())
        };
        let origin = match thing {
            Thing::Key(key, _) => self
                .entries
                .get(key)
                .map(|entry| self.page(entry.origin).lang),
            _ => Some(self.config.l10n.origin),
        };
        of(self.config.default_language)
            .or_else(|| origin.and_then(of))
            .or_else(|| versions.first().map(|(_, path)| path.clone()))
    }
}

/// The URL path of a list page: the list's own for 1, else `…/page/N/`.
#[must_use]
pub fn number_path(path: &Arc<str>, number: usize) -> Arc<str> {
    if number <= 1 {
        path.clone()
    } else {
        format!("{path}page/{number}/").into()
    }
}
