//! The site: what exists, in which language, at which address, in which order.
//!
//! [`assemble()`] is a pure function of documents, assets and configuration, and the only constructor of a [`Site`].
//! Nothing here is changed afterwards; whatever a template or a feed needs in order is in order here.

mod address;
mod alias;
mod assemble;
mod collisions;
mod declared;
mod entries;
mod graph;
pub mod links;
mod listing;
mod pagination;
pub mod path;
pub mod resources;
mod route;
mod style_sheets;
mod taxonomy;
#[cfg(test)]
mod tests;
mod translate;
mod tree;
mod unread;

pub use assemble::{Input, ParsedFacts, ParsedFile, assemble};
pub use collisions::COLLISIONS;
pub use declared::dead_in_menus;
pub use entries::Entries;
pub use graph::{Alternate, Thing, number_path};
pub use pagination::Paginated;
pub use route::{Route, Target, sitemap_routes};
pub use taxonomy::{PageTerms, Taxonomy, Term};
pub use translate::Listed;
pub use unread::Unread;

use std::collections::BTreeMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use rapidhash::fast::RapidHasher;

use crate::assets::{Asset, Assets};
use crate::config::{Config, Lang, Missing};
use crate::parse::Document;
use crate::parse::FrontMatter;
use crate::source::SourceFile;

/// A map for keys that the site's authors choose: nobody else is there to choose them so that they collide.
pub type HashMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<RapidHasher<'static>>>;

pub(crate) type HashSet<K> = std::collections::HashSet<K, BuildHasherDefault<RapidHasher<'static>>>;

/// An index into [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// The index for arrays that hold one entry a page.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a page is in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The home page, `_index`.
    Home,
    /// A section, `…/_index`.
    Section,
    /// An ordinary page.
    Page,
}

/// One page or section in one language: a language version.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its index.
    pub id: PageId,
    /// The key that all its versions share: `film/plan`.
    pub key: Arc<str>,
    /// What it is.
    pub role: Role,
    /// The language of its URL and of everything around the text.
    pub lang: Lang,
    /// The language of the text: another one only for copies.
    pub text_lang: Lang,
    /// For a copy, the version whose text it shows.
    pub copy_of: Option<PageId>,
    /// The file, unless the page is a section without `_index`.
    pub source: Option<Arc<SourceFile>>,
    /// What was parsed from it.
    pub document: Option<Arc<Document>>,
    /// Front matter over facts file.
    pub front: Arc<FrontMatter>,
    /// The folder below `content/` that its relative links start from.
    pub folder: Arc<str>,
    /// The title; for a section without `_index`, its folder's name.
    pub title: Arc<str>,
    /// The URL path without the path of `base_url`, NFC, not encoded, with slashes at both ends: `/ja/film/plan/`.
    pub path: Arc<str>,
    /// Its place in lists.
    standing: listing::Standing,
}

impl Page {
    /// Whether search engines may index it and other languages be told of it.
    #[must_use]
    pub fn is_indexable(&self) -> bool {
        self.copy_of.is_none()
    }
}

/// All versions of one key.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Arc<str>,
    /// What it is.
    pub role: Role,
    /// By language: what has this language's URL, copies included.
    pub versions: Vec<Option<PageId>>,
    /// By language: the page to list there, own or foreign; `None` where nothing is.
    pub listed: Vec<Option<Listed>>,
    /// The version that others are translated from.
    pub origin: PageId,
    /// What stands in for the versions that no file makes: what the page says, else a section above it, else the site.
    /// `None` where files make all of them.
    pub missing: Option<Missing>,
    /// The index in [`Site::entries`] of the section above.
    parent: Option<u32>,
}

/// A section in one language.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its pages in order, foreign ones (missing here, policy `link`) among them.
    pub pages: Vec<PageId>,
    /// Its direct subsections in order.
    pub sections: Vec<PageId>,
}

/// The whole site.
#[derive(Debug)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// All language versions, by key, then language.
    pub pages: Vec<Page>,
    /// Versions by key.
    pub entries: Entries,
    /// Sections and homes by their page.
    pub sections: HashMap<PageId, Section>,
    /// The previous and next page in the section, same language.
    pub neighbours: Vec<(Option<PageId>, Option<PageId>)>,
    /// From the home page to the parent.
    pub ancestors: Vec<Arc<[PageId]>>,
    /// Taxonomies in the order of the configuration.
    pub taxonomies: Vec<Taxonomy>,
    /// The terms of each page.
    pub page_terms: PageTerms,
    /// By language: dated own pages, newest first.
    pub recent: Vec<Vec<PageId>>,
    /// By language: what its feed holds.
    pub feeds: Vec<Vec<PageId>>,
    /// Everything that can be asked for, by output path.
    pub routes: Vec<Route>,
    /// Indices into `routes` by URL path (not encoded, without base path).
    pub by_path: HashMap<Arc<str>, usize>,
    /// Files of theme and site, and those beside pages.
    pub assets: Arc<Assets>,
    /// Pages whose own texts call components.
    pub calling: Vec<PageId>,
    /// Files beside pages.
    pub resources: resources::Resources,
    /// Keys of pages whose files exist but which are not published now.
    pub unpublished: std::collections::BTreeSet<Arc<str>>,
    /// The same by language, for keys that have other versions too.
    pub held_back: std::collections::BTreeSet<(Arc<str>, Lang)>,
    /// Facts files by the key they speak of.
    pub facts: BTreeMap<Arc<str>, Arc<SourceFile>>,
    /// What exists below `content/` and could not be read.
    pub unread: Unread,
    /// `content/_data/*.yaml` by name; none of what could not be read.
    pub data: BTreeMap<Arc<str>, Option<serde_json::Value>>,
}

impl Site {
    /// The file in which something of a page's front matter stands: the page's own, else its facts file.
    #[must_use]
    pub fn file_of<'a>(
        &'a self,
        page: &'a Page,
        is_own: impl Fn(&FrontMatter) -> bool,
    ) -> Option<&'a Arc<SourceFile>> {
        let document = page.document.as_ref();
        if document.is_some_and(|document| is_own(&document.front)) {
            return page.source.as_ref();
        }
        self.facts.get(&page.key)
    }

    /// Whether the same pages are at the same addresses, and nothing else is at any address.
    #[must_use]
    pub fn has_same_pages_as(&self, other: &Site) -> bool {
        let identity = |page: &Page| (page.role, page.lang, page.text_lang, page.copy_of);
        self.pages.len() == other.pages.len()
            && self
                .pages
                .iter()
                .zip(&other.pages)
                .all(|(one, other)| identity(one) == identity(other) && one.key == other.key)
            && self.routes == other.routes
            && self.unpublished == other.unpublished
            && self.held_back == other.held_back
    }

    /// The page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.index()]
    }

    /// What has this key's URL in this language, a copy too.
    #[must_use]
    pub fn version(&self, key: &str, lang: Lang) -> Option<&Page> {
        let id = (*self.entries.get(key)?.versions.get(lang.index())?)?;
        Some(self.page(id))
    }

    /// What is listed for this key in this language.
    #[must_use]
    pub fn listed(&self, key: &str, lang: Lang) -> Option<&Page> {
        let listed = (*self.entries.get(key)?.listed.get(lang.index())?)?;
        Some(self.page(listed.page))
    }

    /// The home page of a language, where the language has anything at all.
    #[must_use]
    pub fn home(&self, lang: Lang) -> Option<&Page> {
        self.version("_index", lang)
    }

    /// The languages that have a home page, in order.
    pub fn living_languages(&self) -> impl Iterator<Item = Lang> + '_ {
        self.config
            .langs()
            .filter(|lang| self.home(*lang).is_some())
    }

    /// The language of pages that are in none, the chooser and the root 404: the default language, where it has
    /// anything at all.
    #[must_use]
    pub fn root_language(&self) -> Lang {
        let default = self.config.default_language;
        self.living_languages()
            .find(|lang| *lang == default)
            .or_else(|| self.living_languages().next())
            .unwrap_or(default)
    }

    /// The URL path without base path, for this path: that of `base_url` is put before and the whole percent-encoded.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let mut href = String::new();
        self.push_href(path, &mut href);
        href
    }

    fn push_href(&self, path: &str, url: &mut String) {
        let base = self.config.base_url.path.trim_end_matches('/');
        url.reserve(base.len() + path.len() + 8);
        url.push_str(base);
        path::encode_into(path, url);
    }

    /// The absolute URL of a path without base path, percent-encoded.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        let mut url = self.config.base_url.origin.clone();
        self.push_href(path, &mut url);
        url
    }

    /// The prefix of a language in URL paths: `/zh/`, or `/` for a default language at the root.
    #[must_use]
    pub fn prefix(&self, lang: Lang) -> String {
        path::prefix(&self.config, lang)
    }

    /// Whether `/` is the root language chooser: no language is at the root, or nothing is in the one that would be, nor
    /// anything else in its place.
    #[must_use]
    pub fn has_chooser(&self) -> bool {
        self.route_at("/")
            .is_some_and(|route| route.target == Target::Chooser)
    }

    /// An asset of the theme or of `static/`, with its URL path. Of one name there is the site's alone.
    #[must_use]
    pub fn asset(&self, name: &str) -> Option<(&Asset, String)> {
        let name = name.trim_start_matches('/');
        if let Some(asset) = self.assets.theme.get(name) {
            return Some((asset, format!("/{}", asset.output)));
        }
        self.assets
            .site
            .get(name)
            .map(|asset| (asset, format!("/{}", asset.output)))
    }
}
