//! `site.yaml`, validated.
//!
//! Everything but `title`, `base_url`, `default_language` and `languages` is optional. What a language writes under
//! its code is kept by [`Lang`], an index into [`Config::languages`].

mod base_url;
mod keys;
mod languages;
mod load;
mod menus;
mod segment;
mod taxonomies;
mod theme;
mod writing;

#[cfg(test)]
mod tests;

pub use base_url::has_scheme;
pub use load::load;
pub use theme::theme_problems;
pub use writing::Writing;

pub(crate) use keys::{
    FEEDS, L10N, LANGUAGE, MARKDOWN, MENU_LINK, MISSING, RULE_IDS, RULE_LEVELS, SITE, SOFT_BREAKS,
    TAXONOMY, TERM,
};
pub(crate) use segment::{file_name_problem, name_problem, nfc, reserved_problem, segment_problem};

use std::sync::Arc;

use jiff::tz::TimeZone;

/// An index into [`Config::languages`], in the order of `site.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub u8);

impl Lang {
    /// The index for arrays that hold one entry a language.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A text that may differ by language: one entry for each of [`Config::languages`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localized(pub Vec<Option<String>>);

/// The site's configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// `site.yaml`, for diagnostics.
    pub path: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// The site's name.
    pub title: Localized,
    /// One sentence on the site.
    pub description: Localized,
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// The path of `base_url` as `site.yaml` has it, where another address stands in for that too.
    pub own_base: String,
    /// The language of files without a suffix.
    pub default_language: Lang,
    /// The default language has no prefix in URLs.
    pub default_language_at_root: bool,
    /// The zone in which dates without one are read.
    pub timezone: TimeZone,
    /// The IANA name of [`Config::timezone`].
    pub timezone_name: String,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// What stands in for a missing translation.
    pub missing: Missing,
    /// All languages, in the order of `site.yaml`. Never empty.
    pub languages: Vec<Language>,
    /// Menus by name, in the order of `site.yaml`.
    pub menus: Vec<(String, Vec<MenuItem>)>,
    /// Declared taxonomies in the order of `site.yaml`; `tags` is always one of them.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// Entries a list page; 0 turns pagination off.
    pub paginate: usize,
    /// Feed settings.
    pub feeds: Feeds,
    /// Markdown settings.
    pub markdown: MarkdownConfig,
    /// Translation state.
    pub l10n: L10n,
    /// Whatever the theme wants.
    pub params: serde_json::Map<String, serde_json::Value>,
}

/// One language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The code in URLs, file names and folders: `zh`.
    pub code: String,
    /// The language's own name: 简体中文.
    pub name: String,
    /// The BCP 47 tag for `lang`, hreflang and locale data: `zh-Hans`.
    pub tag: String,
    /// How line breaks inside a paragraph are treated.
    pub soft_breaks: SoftBreaks,
    /// Languages asked in turn for a message that this one lacks, without itself; the default language last unless named.
    pub fallback: Vec<Lang>,
}

impl Language {
    /// How it is written.
    #[must_use]
    pub fn writing(&self) -> Writing {
        Writing::of_tag(&self.tag)
    }
}

/// What a line break inside a paragraph becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SoftBreaks {
    /// Nothing between two East Asian wide characters and beside full-width punctuation, else a space (CSS Text 4,
    /// segment break transformation).
    Cjk,
    /// A line break in the HTML, that is, a space.
    Keep,
    /// A line break on the page.
    Hard,
}

/// An absolute `http` or `https` URL that ends with `/`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port, without a final slash: `https://example.org`.
    pub origin: String,
    /// The path, with a slash at both ends: `/` or `/exchange/`.
    pub path: String,
}

/// Policy for a translation that does not exist (DESIGN §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Not listed.
    Hide,
    /// Listed, pointing at the origin.
    Link,
    /// The origin's text under this language's URL.
    Copy,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuItem {
    /// A page or section key: `film/_index`; the bytes in `site.yaml` where it stands.
    Key(String, std::ops::Range<usize>),
    /// An address with its own title.
    Url {
        /// As written.
        url: String,
        /// The bytes in `site.yaml` where it stands.
        span: std::ops::Range<usize>,
        /// By language.
        title: Localized,
    },
}

/// A declared taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyConfig {
    /// The id in front matter and URLs: `tags`.
    pub id: String,
    /// Its label by language; empty entries fall back to the id.
    pub name: Localized,
    /// What is said of its terms; pages may use others.
    pub terms: Vec<TermConfig>,
}

/// A term as `site.yaml` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermConfig {
    /// The id in front matter.
    pub id: String,
    /// Its label by language; empty entries fall back to the id.
    pub label: Localized,
    /// How the label is read, by language: it stands in for the label in sorting, and in its own language only.
    pub reading: Localized,
}

/// `feeds:`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feeds {
    /// Entries at most.
    pub limit: usize,
    /// Sections whose pages the feeds hold (`news`), and the bytes in `site.yaml` where they stand; empty for all.
    pub sections: Vec<(String, std::ops::Range<usize>)>,
}

/// `markdown:`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MarkdownConfig {
    /// `$x$` and `$$x$$`.
    pub math: bool,
    /// Colour code at build time.
    pub highlight: bool,
}

/// `l10n:`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct L10n {
    /// The language that others are translated from.
    pub origin: Lang,
    /// Rules by id and what was said of them; of others their own level counts.
    pub rules: Vec<(String, RuleLevel)>,
}

/// How much a rule of the translation check matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleLevel {
    /// It is not looked at.
    Off,
    /// What it finds is worth a look.
    Warning,
    /// What it finds is an error.
    Error,
}

impl Config {
    /// The language's settings.
    #[must_use]
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang.index()]
    }

    /// All languages in order.
    pub fn langs(&self) -> impl DoubleEndedIterator<Item = Lang> + ExactSizeIterator + use<> {
        (0..u8::try_from(self.languages.len()).unwrap_or(u8::MAX)).map(Lang)
    }

    /// The language with this code (`zh`, not `zh-Hans`).
    #[must_use]
    pub fn lang(&self, code: &str) -> Option<Lang> {
        self.langs().find(|lang| self.language(*lang).code == code)
    }

    /// The text for a language, else for the first of its fallbacks that has one, else the first there is.
    #[must_use]
    pub fn text_for<'a>(&'a self, text: &'a Localized, lang: Lang) -> Option<&'a str> {
        text.0.get(self.text_lang(text, lang)?.index())?.as_deref()
    }

    /// The language of that text: another one where it stands in.
    #[must_use]
    pub fn text_lang(&self, text: &Localized, lang: Lang) -> Option<Lang> {
        let fallback = self.language(lang).fallback.iter().copied();
        let has = |lang: &Lang| text.0.get(lang.index()).is_some_and(Option::is_some);
        std::iter::once(lang)
            .chain(fallback)
            .chain(self.langs())
            .find(has)
    }
}
