//! Terms, the same in every language by their id, with labels per language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::translate::Listed;
use super::{Page, PageId, path};
use crate::config::{Config, Lang};
use crate::i18n::format::Formats;

/// A taxonomy.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its id: `tags`.
    pub id: Arc<str>,
    /// Its label by language, where `site.yaml` has one.
    pub name: Vec<Option<Arc<str>>>,
    /// The terms that pages use, by id.
    pub terms: Vec<Term>,
    /// By language: indices into `terms` of those that exist there, by the language's collation of their labels.
    pub existing: Vec<Vec<usize>>,
}

/// A term of a taxonomy.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id as written, NFC.
    pub id: Arc<str>,
    /// Its URL segment.
    pub slug: Arc<str>,
    /// Its label by language.
    pub label: Vec<Arc<str>>,
    /// By language: the pages listed for it, in order. A term exists in a language that has a page of its own among them.
    pub pages: Vec<Vec<PageId>>,
}

/// Taxonomies, and what each page carries of them.
pub(super) struct Terms {
    pub(super) taxonomies: Vec<Taxonomy>,
    pub(super) page_terms: Vec<Vec<(usize, usize)>>,
}

/// Gathers the terms of all pages. Ids of taxonomies that are not declared were reported with the files and are passed over.
pub(super) fn collect(
    config: &Config,
    formats: &Formats,
    pages: &[Page],
    order: &[Vec<Listed>],
) -> Terms {
    let index: HashMap<&str, usize> = config
        .taxonomies
        .iter()
        .enumerate()
        .map(|(at, taxonomy)| (taxonomy.id.as_str(), at))
        .collect();
    let mut used: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); config.taxonomies.len()];
    for page in pages {
        for (taxonomy, ids) in &page.front.taxonomies {
            if let Some(at) = index.get(taxonomy.as_str()) {
                used[*at].extend(ids.iter().map(|id| (id.value.as_str(), 0)));
            }
        }
    }
    for terms in &mut used {
        for (number, at) in terms.values_mut().enumerate() {
            *at = number;
        }
    }
    let page_terms: Vec<Vec<(usize, usize)>> = pages
        .iter()
        .map(|page| {
            let mut terms = Vec::new();
            for (taxonomy, ids) in &page.front.taxonomies {
                let Some(at) = index.get(taxonomy.as_str()) else {
                    continue;
                };
                for term in ids.iter().filter_map(|id| used[*at].get(id.value.as_str())) {
                    if !terms.contains(&(*at, *term)) {
                        terms.push((*at, *term));
                    }
                }
            }
            terms
        })
        .collect();
    let mut lists: Vec<Vec<Vec<Vec<PageId>>>> = used
        .iter()
        .map(|terms| vec![vec![Vec::new(); config.languages.len()]; terms.len()])
        .collect();
    for lang in config.langs() {
        for listed in &order[lang.index()] {
            for (taxonomy, term) in &page_terms[listed.page.index()] {
                lists[*taxonomy][*term][lang.index()].push(listed.page);
            }
        }
    }
    let taxonomies = config
        .taxonomies
        .iter()
        .zip(used)
        .zip(lists)
        .map(|((declared, used), lists)| {
            let terms: Vec<Term> = used
                .into_keys()
                .zip(lists)
                .map(|(id, lists)| Term {
                    id: id.into(),
                    slug: path::term_slug(id).into(),
                    label: config
                        .langs()
                        .map(|lang| label(config, declared, id, lang))
                        .collect(),
                    pages: lists,
                })
                .collect();
            let existing = config
                .langs()
                .map(|lang| existing(formats, pages, &terms, lang))
                .collect();
            let name = config
                .langs()
                .map(|lang| config.text_for(&declared.name, lang).map(Arc::from))
                .collect();
            Taxonomy {
                id: declared.id.as_str().into(),
                name,
                terms,
                existing,
            }
        })
        .collect();
    Terms {
        taxonomies,
        page_terms,
    }
}

fn existing(formats: &Formats, pages: &[Page], terms: &[Term], lang: Lang) -> Vec<usize> {
    let mut existing: Vec<usize> = (0..terms.len())
        .filter(|at| {
            terms[*at].pages[lang.index()]
                .iter()
                .any(|id| pages[id.index()].lang == lang)
        })
        .collect();
    let label = |at: usize| &*terms[at].label[lang.index()];
    // Stable: equal labels stay in the order of ids.
    existing.sort_by(|a, b| formats.collation(lang).compare(label(*a), label(*b)));
    existing
}

fn label(
    config: &Config,
    declared: &crate::config::TaxonomyConfig,
    id: &str,
    lang: Lang,
) -> Arc<str> {
    let labels = declared
        .terms
        .iter()
        .find(|(term, _)| term == id)
        .map(|(_, labels)| labels);
    labels
        .and_then(|labels| config.text_for(labels, lang))
        .unwrap_or(id)
        .into()
}
