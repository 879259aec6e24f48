//! Taxonomies and their terms as templates see them.

use tera::Value;

use super::Views;
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::i18n::messages::{Arg, Formatted};
use crate::model::Page;
use crate::render::fields::{ByName, object, optional};
use crate::render::functions::own_message;

impl Views {
    pub(super) fn page_terms(&self, page: &Page) -> ByName<'_> {
        let mut by_taxonomy = ByName::default();
        for (taxonomy, term) in &self.site.page_terms[page.id.index()] {
            if let Some(view) = self.term(*taxonomy, *term, page.lang) {
                by_taxonomy.add(&self.site.taxonomies[*taxonomy].id, view);
            }
        }
        by_taxonomy
    }

    /// A term as lists show it, where it exists in the language.
    pub(in crate::render) fn term(
        &self,
        taxonomy: usize,
        term: usize,
        lang: Lang,
    ) -> Option<Value> {
        self.terms[taxonomy][term][lang.index()]
            .get_or_init(|| self.build_term(taxonomy, term, lang))
            .clone()
    }

    fn build_term(&self, taxonomy: usize, term: usize, lang: Lang) -> Option<Value> {
        let path = self.site.term_path(taxonomy, term, lang)?;
        let declared = &self.site.taxonomies[taxonomy].terms[term];
        let of = self.term_name_lang(taxonomy, term, lang);
        Some(object([
            ("count", declared.pages[lang.index()].len().into()),
            ("id", (*declared.id).into()),
            ("name", (*declared.label[lang.index()]).into()),
            (
                "name_dir",
                optional(of.and_then(|of| self.other_dir(of, lang))),
            ),
            ("name_lang", optional(of.map(|of| self.language(of).tag))),
            ("path", self.site.href(&path).into()),
            ("url", self.site.absolute(&path).into()),
        ]))
    }

    /// A taxonomy with its terms, where it exists in the language.
    pub(in crate::render) fn taxonomy(&self, taxonomy: usize, lang: Lang) -> Option<Value> {
        self.taxonomies[taxonomy][lang.index()]
            .get_or_init(|| self.build_taxonomy(taxonomy, lang))
            .clone()
    }

    fn build_taxonomy(&self, taxonomy: usize, lang: Lang) -> Option<Value> {
        let path = self.site.taxonomy_path(taxonomy, lang)?;
        let declared = &self.site.taxonomies[taxonomy];
        let terms: Vec<Value> = declared.existing[lang.index()]
            .iter()
            .filter_map(|term| self.term(taxonomy, *term, lang))
            .collect();
        let of = self.taxonomy_name_lang(taxonomy, lang);
        Some(object([
            ("id", (*declared.id).into()),
            ("name", self.taxonomy_name(taxonomy, lang).into()),
            (
                "name_dir",
                optional(of.and_then(|of| self.other_dir(of, lang))),
            ),
            ("name_lang", optional(of.map(|of| self.language(of).tag))),
            ("path", self.site.href(&path).into()),
            ("terms", terms.into()),
        ]))
    }

    /// The label in `site.yaml`, else the theme's word for it.
    pub(in crate::render) fn taxonomy_name(&self, taxonomy: usize, lang: Lang) -> String {
        let declared = self.site.taxonomies[taxonomy].name[lang.index()].as_deref();
        declared.map_or_else(|| self.taxonomy_title(taxonomy, lang).text, str::to_owned)
    }

    /// The theme's word for a taxonomy.
    fn taxonomy_title(&self, taxonomy: usize, lang: Lang) -> Formatted {
        let id = Arg::Text(self.site.taxonomies[taxonomy].id.to_string());
        own_message(&self.messages, lang, "taxonomy-title", Some(("id", id)))
    }

    /// What is wrong with the theme's words for taxonomies, where they are shown.
    pub(in crate::render) fn taxonomy_problems(&self) -> Vec<Diagnostic> {
        let taxonomies = self.site.taxonomies.iter().enumerate();
        taxonomies
            .flat_map(|(at, taxonomy)| {
                self.site
                    .config
                    .langs()
                    .map(move |lang| (at, taxonomy, lang))
            })
            .filter(|(at, taxonomy, lang)| {
                taxonomy.name[lang.index()].is_none()
                    && self.site.taxonomy_path(*at, *lang).is_some()
            })
            .flat_map(|(at, _, lang)| self.taxonomy_title(at, lang).findings)
            .collect()
    }

    /// The language of that name, where it is another.
    pub(in crate::render) fn taxonomy_name_lang(
        &self,
        taxonomy: usize,
        lang: Lang,
    ) -> Option<Lang> {
        let declared = &self.site.taxonomies[taxonomy];
        let of = match declared.name[lang.index()] {
            Some(_) => {
                let name = &self.site.config.taxonomies[taxonomy].name;
                self.site.config.text_lang(name, lang)
            }
            // The name in `site.yaml` is of no language.
            None if self.taxonomy_name(taxonomy, lang) == *declared.id => None,
            None => self.messages.found_in(lang, "taxonomy-title"),
        };
        of.filter(|of| *of != lang)
    }

    /// The language of a term's label, where it is another.
    pub(in crate::render) fn term_name_lang(
        &self,
        taxonomy: usize,
        term: usize,
        lang: Lang,
    ) -> Option<Lang> {
        let config = &self.site.config;
        let id = &self.site.taxonomies[taxonomy].terms[term].id;
        let labels = &config.taxonomies[taxonomy].terms;
        let label = labels.iter().find(|label| *label.id == **id)?;
        config
            .text_lang(&label.label, lang)
            .filter(|of| *of != lang)
    }
}
