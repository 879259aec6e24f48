//! Front matter and facts files: YAML into typed values, with every unknown key and wrong type reported.

use std::ops::Range;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::config::Missing;

/// What stands between the `---` lines, or in a facts file. All fields are what the author wrote; nothing is inherited or defaulted here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatter {
    /// Required in front matter, optional in a facts file.
    pub title: Option<String>,
    /// One sentence for lists, feeds and search engines.
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
    /// Translation settings, as written.
    pub l10n: Option<serde_json::Value>,
    /// Whatever the theme wants.
    pub params: serde_json::Map<String, serde_json::Value>,
    /// Where each top-level key stands in the file: key and bytes of the key.
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
