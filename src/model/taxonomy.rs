//! Terms, the same in every language by their id, with labels per language.

use std::ops::Index;
use std::sync::Arc;

use rayon::prelude::*;

use super::translate::Listed;
use super::{HashMap, Page, PageId, path};
use crate::config::{Config, Lang, TaxonomyConfig};
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
    /// By language: indices into `terms` of those that exist there, by the language's collation of their labels or of
    /// how those are read.
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
    /// By language: how its label is read, where `site.yaml` says so.
    reading: Vec<Option<Arc<str>>>,
    /// By language: the pages listed for it, in order. A term exists in a language that has a page of its own among them.
    pub pages: Vec<Vec<PageId>>,
}

/// The terms of each page, by [`PageId::index`]: taxonomy index and term index, in the order written.
#[derive(Debug, Default)]
pub struct PageTerms {
    terms: Vec<(usize, usize)>,
    /// Where the terms of each page end.
    ends: Vec<usize>,
}

impl Index<usize> for PageTerms {
    type Output = [(usize, usize)];

    fn index(&self, page: usize) -> &Self::Output {
        let start = page.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.terms[start..self.ends[page]]
    }
}

/// Taxonomies, and what each page carries of them.
pub(super) struct Terms {
    pub(super) taxonomies: Vec<Taxonomy>,
    pub(super) page_terms: PageTerms,
}

/// The ids of a taxonomy's terms, numbered in the order in which they were met.
#[derive(Default)]
struct Ids<'a> {
    numbers: HashMap<&'a str, usize>,
    met: Vec<&'a str>,
}

impl<'a> Ids<'a> {
    fn number(&mut self, id: &'a str) -> usize {
        *self.numbers.entry(id).or_insert_with(|| {
            self.met.push(id);
            self.met.len() - 1
        })
    }

    /// The ids in order, and for each number the place there.
    fn in_order(self) -> (Vec<&'a str>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.met.len()).collect();
        order.sort_unstable_by_key(|number| self.met[*number]);
        let mut places = vec![0; order.len()];
        for (place, number) in order.iter().enumerate() {
            places[*number] = place;
        }
        let ids = order.into_iter().map(|number| self.met[number]);
        (ids.collect(), places)
    }
}

/// Gathers the terms of all pages. Ids of taxonomies that are not declared were reported with the files and are passed over.
pub(super) fn collect(
    config: &Config,
    formats: &Formats,
    pages: &[Page],
    order: &[Vec<Listed>],
) -> Terms {
    let (used, page_terms) = used(config, pages);
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
                .into_iter()
                .zip(lists)
                .map(|(id, lists)| term(config, declared, id, lists))
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

/// The ids in use by taxonomy, in order, and the terms of each page.
fn used<'a>(config: &Config, pages: &'a [Page]) -> (Vec<Vec<&'a str>>, PageTerms) {
    const AT_ONCE: usize = 1024;
    let parts: Vec<Part<'_>> = pages
        .par_chunks(AT_ONCE)
        .map(|pages| Part::of(config, pages))
        .collect();
    let mut ids: Vec<Ids<'_>> = config.taxonomies.iter().map(|_| Ids::default()).collect();
    let mut page_terms = PageTerms::default();
    page_terms.ends.reserve(pages.len());
    for part in parts {
        let numbers: Vec<Vec<usize>> = ids
            .iter_mut()
            .zip(&part.ids)
            .map(|(ids, part)| part.met.iter().map(|id| ids.number(id)).collect())
            .collect();
        let before = page_terms.terms.len();
        let terms = part.page_terms.terms.into_iter();
        page_terms
            .terms
            .extend(terms.map(|(taxonomy, term)| (taxonomy, numbers[taxonomy][term])));
        let ends = part.page_terms.ends.into_iter();
        page_terms.ends.extend(ends.map(|end| before + end));
    }
    let (used, places): (Vec<_>, Vec<_>) = ids.into_iter().map(Ids::in_order).unzip();
    for (taxonomy, term) in &mut page_terms.terms {
        *term = places[*taxonomy][*term];
    }
    (used, page_terms)
}

/// Some pages and their terms, numbered among themselves.
struct Part<'a> {
    /// By taxonomy.
    ids: Vec<Ids<'a>>,
    page_terms: PageTerms,
}

impl<'a> Part<'a> {
    fn of(config: &Config, pages: &'a [Page]) -> Self {
        let index = |name: &str| {
            let mut declared = config.taxonomies.iter();
            declared.position(|declared| declared.id == name)
        };
        let mut ids: Vec<Ids<'_>> = config.taxonomies.iter().map(|_| Ids::default()).collect();
        let mut page_terms = PageTerms::default();
        for page in pages {
            let start = page_terms.terms.len();
            for (name, written) in &page.front.taxonomies {
                let Some(taxonomy) = index(name) else {
                    continue;
                };
                for id in written {
                    let term = (taxonomy, ids[taxonomy].number(&id.value));
                    if !page_terms.terms[start..].contains(&term) {
                        page_terms.terms.push(term);
                    }
                }
            }
            page_terms.ends.push(page_terms.terms.len());
        }
        Part { ids, page_terms }
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
    // Equal readings stay in the order of ids.
    let collation = formats.collation(lang);
    collation.sort_by_text(&mut existing, |at| {
        let term = &terms[*at];
        match &term.reading[lang.index()] {
            Some(reading) => collation.reading(reading),
            None => (&*term.label[lang.index()]).into(),
        }
    });
    existing
}

fn term(config: &Config, declared: &TaxonomyConfig, id: &str, pages: Vec<Vec<PageId>>) -> Term {
    let named = declared.terms.iter().find(|named| named.id == id);
    let label: Vec<Arc<str>> = config
        .langs()
        .map(|lang| {
            named
                .and_then(|named| config.text_for(&named.label, lang))
                .unwrap_or(id)
                .into()
        })
        .collect();
    let reading = config
        .langs()
        .map(|lang| {
            named?
                .reading
                .0
                .get(lang.index())?
                .as_deref()
                .map(Arc::from)
        })
        .collect();
    Term {
        id: id.into(),
        slug: path::term_slug(id).into(),
        label,
        reading,
        pages,
    }
}
