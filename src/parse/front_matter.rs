//! Front matter and facts files: YAML into typed values, with every unknown key and wrong type reported.
//!
//! Only what one file says: a facts file is laid under front matter by [`FrontMatter::over`], defaults and the
//! checks that need other files (is the taxonomy declared?) are the model's, which has the places kept here.

mod addresses;
mod keys;
mod l10n;
mod lists;
mod moment;
mod split;
mod terms;

#[cfg(test)]
mod tests;

pub use keys::{parse_facts, parse_front_matter};
pub use l10n::{Exclude, PageL10n};
pub use split::{Block, Split, split};

#[cfg(test)]
pub(crate) use keys::KEYS;
#[cfg(test)]
pub(crate) use l10n::L10N_KEYS;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::config::Missing;
use crate::diag::Diagnosed;

/// What stands between the `---` lines, or in a facts file. All fields are what the author wrote; nothing is inherited or defaulted here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatter {
    /// Required in front matter, optional in a facts file.
    pub title: Option<String>,
    /// The title as written, where it has ruby, of which [`FrontMatter::title`] has the base alone.
    pub title_with_ruby: Option<String>,
    /// One sentence for lists, feeds and search engines. Of ruby the base.
    pub description: Option<String>,
    /// The date of publication as shown and sorted; hides nothing.
    pub date: Option<Moment>,
    /// The date of the last change of substance.
    pub updated: Option<Moment>,
    /// Left out without `--drafts`.
    pub draft: Option<bool>,
    /// Left out before this instant.
    pub publish: Option<Moment>,
    /// Left out from this instant on.
    pub expires: Option<Moment>,
    /// The last segment of the URL, NFC.
    pub slug: Option<Spanned<String>>,
    /// Old addresses: from the site's root with a leading slash, else relative to the section.
    pub aliases: Vec<Spanned<String>>,
    /// Smaller comes first.
    pub weight: Option<i64>,
    /// Term ids by taxonomy, in the order written; `tags` included.
    pub taxonomies: Vec<(String, Vec<Spanned<String>>)>,
    /// What sort of page it is, for archetypes and themes.
    pub kind: Option<String>,
    /// A template other than the usual one: `page-wide.html`.
    pub template: Option<Spanned<String>>,
    /// An image that stands for the page, as a path like those in Markdown.
    pub image: Option<Spanned<String>>,
    /// Kana or pinyin, for sorting.
    pub reading: Option<String>,
    /// Whether a table of contents is shown.
    pub toc: Option<bool>,
    /// Whether the page can be found by search.
    pub search: Option<bool>,
    /// The policy for its missing translations.
    pub missing: Option<Missing>,
    /// Entries of a section's list page; sections only.
    pub paginate: Option<usize>,
    /// What it is a translation of.
    pub l10n: Option<PageL10n>,
    /// Whatever the theme wants.
    pub params: serde_json::Map<String, serde_json::Value>,
    /// Where each top-level key stands in the file, and each taxonomy as `taxonomies.NAME`: key and bytes of the key.
    pub keys: Vec<(String, Range<usize>)>,
}

/// A value and the bytes in its file that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Byte offsets in the file.
    pub span: Range<usize>,
}

/// A date, or a date and time, as ISO 8601 writes them, with or without an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `2012-01-19`: the whole day in the site's zone.
    Date(Date),
    /// `2012-01-19T10:00:00`, in the site's zone.
    Local(DateTime),
    /// `2012-01-19T10:00:00+09:00`.
    Offset(DateTime, Offset),
}

/// Reads the front matter of a page: [`split()`], then [`parse_front_matter`]. With it comes the byte at which the body starts.
pub fn read(path: &Arc<str>, text: &Arc<str>) -> Diagnosed<(FrontMatter, usize)> {
    let mut diagnostics = Vec::new();
    let parts = split(path, text).drain_into(&mut diagnostics);
    let front = parse_front_matter(path, text, &parts.block).drain_into(&mut diagnostics);
    Diagnosed {
        value: (front, parts.body),
        diagnostics,
    }
}

impl FrontMatter {
    /// Bytes of a top-level key in the file this was read from.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.keys
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, span)| span.clone())
    }

    /// This front matter with the facts file for whatever it does not say.
    ///
    /// Each key that the front matter has wins whole, an empty list too; `params` are merged by their own top-level
    /// keys, `taxonomies` by taxonomy. What is taken from the facts keeps its place in *that* file, while
    /// [`FrontMatter::keys`] stays that of the page: check places before laying one over the other.
    #[must_use]
    pub fn over(mut self, facts: &FrontMatter) -> FrontMatter {
        fn fill<T: Clone>(own: &mut Option<T>, other: &Option<T>) {
            if own.is_none() {
                own.clone_from(other);
            }
        }
        if self.title.is_none() {
            self.title_with_ruby.clone_from(&facts.title_with_ruby);
        }
        fill(&mut self.title, &facts.title);
        fill(&mut self.description, &facts.description);
        fill(&mut self.date, &facts.date);
        fill(&mut self.updated, &facts.updated);
        fill(&mut self.draft, &facts.draft);
        fill(&mut self.publish, &facts.publish);
        fill(&mut self.expires, &facts.expires);
        fill(&mut self.slug, &facts.slug);
        fill(&mut self.weight, &facts.weight);
        fill(&mut self.kind, &facts.kind);
        fill(&mut self.template, &facts.template);
        fill(&mut self.image, &facts.image);
        fill(&mut self.reading, &facts.reading);
        fill(&mut self.toc, &facts.toc);
        fill(&mut self.search, &facts.search);
        fill(&mut self.missing, &facts.missing);
        fill(&mut self.paginate, &facts.paginate);
        self.l10n = match (&self.l10n, &facts.l10n) {
            (Some(own), Some(facts)) => Some(own.over(facts)),
            (own, facts) => own.clone().or_else(|| facts.clone()),
        };
        if self.key_span("aliases").is_none() && self.aliases.is_empty() {
            self.aliases.clone_from(&facts.aliases);
        }
        for (taxonomy, terms) in &facts.taxonomies {
            if !self.taxonomies.iter().any(|(own, _)| own == taxonomy) {
                self.taxonomies.push((taxonomy.clone(), terms.clone()));
            }
        }
        for (key, value) in &facts.params {
            if !self.params.contains_key(key) {
                self.params.insert(key.clone(), value.clone());
            }
        }
        self
    }
}
