//! Sections and lists of pages as templates see them.

use std::collections::BTreeMap;

use tera::Value;

use super::Views;
use crate::config::Lang;
use crate::model::{Page, PageId, Role};
use crate::render::fields::{extended, object};

impl Views {
    /// A section with its pages and subsections, shared by all its list pages.
    pub(in crate::render) fn section(&self, section: &Page) -> Value {
        self.section_in(section, section.lang)
    }

    /// The same as the lists of `lang` show it: a foreign one is marked, and so are the pages in it.
    pub(in crate::render) fn section_in(&self, section: &Page, lang: Lang) -> Value {
        let build = || self.build_section(section, lang);
        self.sections
            .get(&section.id)
            .and_then(|by_language| by_language.get(lang.index()))
            .map_or_else(build, |known| known.get_or_init(build).clone())
    }

    fn build_section(&self, section: &Page, lang: Lang) -> Value {
        let sections: Vec<Value> =
            self.site
                .sections
                .get(&section.id)
                .map_or_else(Vec::new, |below| {
                    below
                        .sections
                        .iter()
                        .map(|id| self.page_in(*id, lang))
                        .collect()
                });
        let pages = self.list(self.site.section_pages(section).pages, lang);
        extended(
            &self.page_in(section.id, lang),
            &[
                ("pages", pages.into()),
                ("sections", sections.into()),
                ("years", self.years(section, lang)),
                ("is_home", (section.role == Role::Home).into()),
            ],
        )
    }

    /// Pages as the lists of `lang` show them.
    pub(in crate::render) fn list(&self, pages: &[PageId], lang: Lang) -> Vec<Value> {
        pages.iter().map(|id| self.page_in(*id, lang)).collect()
    }

    /// A section's dated pages by year, newest first.
    fn years(&self, section: &Page, lang: Lang) -> Value {
        let mut years: BTreeMap<i16, Vec<Value>> = BTreeMap::new();
        for id in self.site.section_pages(section).pages {
            if let Some(date) = self.site.page(*id).front.date {
                years
                    .entry(date.date().year())
                    .or_default()
                    .push(self.page_in(*id, lang));
            }
        }
        let years: Vec<Value> = years
            .into_iter()
            .rev()
            .map(|(year, pages)| {
                object([("pages", pages.into()), ("year", i64::from(year).into())])
            })
            .collect();
        years.into()
    }
}
