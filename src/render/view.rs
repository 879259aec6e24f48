//! The site as templates see it. Each page's value is built once, when first asked for, and shared.
//!
//! The fields are documented in `themes/README.md`; names there and here are one.

mod sections;
mod site;
mod terms;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::Value;

use super::compose::{self, Addresses, Fill};
use super::excerpt;
use super::fields::{ByName, Crumb, LanguageFields, extended, object, optional, value};
use crate::config::{Lang, Localized, Writing};
use crate::i18n::messages::Messages;
use crate::model::path::own_name;
use crate::model::{HashMap, Page, PageId, Role, Site, links};
use crate::parse::{Component, Document, Length};

/// Whether everything but the own routes of two pages, and the feeds they are in, shows the same of both: what
/// a page's value in lists and the model take from a document.
#[must_use]
pub fn look_the_same_in_lists(one: &Document, other: &Document) -> bool {
    one.front == other.front
        && one.body.summary_is_cut == other.body.summary_is_cut
        && [Writing::Japanese, Writing::Chinese]
            .into_iter()
            .all(|writing| {
                minutes(&one.body.length, writing) == minutes(&other.body.length, writing)
            })
        && compose::summary_of(&one.body) == compose::summary_of(&other.body)
}

/// Values that templates share.
pub(super) struct Views {
    site: Arc<Site>,
    messages: Arc<Messages>,
    /// Renders calls in summaries; none where no summary has one. It asks for nothing here: what a component asks of other
    /// pages, or of its own, would wait for itself.
    calls: Option<excerpt::Calls>,
    pages: Vec<OnceLock<Value>>,
    /// By page: the ways up from the pages below it.
    trails: Vec<OnceLock<Value>>,
    /// By language in which they are listed.
    sections: HashMap<PageId, Vec<OnceLock<Value>>>,
    sites: Vec<OnceLock<Value>>,
    /// By language: how its script runs.
    directions: Vec<&'static str>,
    /// By language.
    homes: Vec<Option<PageId>>,
    /// By taxonomy and language.
    taxonomies: Vec<Vec<OnceLock<Option<Value>>>>,
    /// By taxonomy, term and language.
    terms: Vec<Vec<Vec<OnceLock<Option<Value>>>>>,
}

impl Views {
    pub(super) fn new(
        site: Arc<Site>,
        messages: Arc<Messages>,
        calls: Option<excerpt::Calls>,
    ) -> Self {
        let cells = |count: usize| (0..count).map(|_| OnceLock::new()).collect::<Vec<_>>();
        Views {
            pages: cells(site.pages.len()),
            trails: cells(site.pages.len()),
            sections: site
                .sections
                .keys()
                .map(|id| (*id, cells(site.config.languages.len())))
                .collect(),
            sites: cells(site.config.languages.len()),
            directions: site
                .config
                .languages
                .iter()
                .map(|language| crate::i18n::format::direction(&language.tag))
                .collect(),
            homes: site
                .config
                .langs()
                .map(|lang| site.home(lang).map(|home| home.id))
                .collect(),
            taxonomies: site
                .taxonomies
                .iter()
                .map(|_| site.config.langs().map(|_| OnceLock::new()).collect())
                .collect(),
            terms: site
                .taxonomies
                .iter()
                .map(|taxonomy| {
                    let cells = || site.config.langs().map(|_| OnceLock::new()).collect();
                    taxonomy.terms.iter().map(|_| cells()).collect()
                })
                .collect(),
            site,
            messages,
            calls,
        }
    }

    /// A path as an href.
    pub(super) fn href(&self, path: &str) -> String {
        self.site.href(path)
    }

    /// A page as lists show it.
    pub(super) fn page(&self, id: PageId) -> Value {
        self.pages[id.index()]
            .get_or_init(|| self.summary(self.site.page(id)))
            .clone()
    }

    /// A page as the lists of `lang` show it: a foreign one is marked.
    pub(super) fn page_in(&self, id: PageId, lang: Lang) -> Value {
        let view = self.page(id);
        let page = self.site.page(id);
        if page.lang == lang {
            return view;
        }
        let tag = &self.site.config.language(page.text_lang).tag;
        extended(
            &view,
            &[
                ("foreign", true.into()),
                ("other_lang", tag.as_str().into()),
            ],
        )
    }

    fn summary(&self, page: &Page) -> Value {
        let site = &self.site;
        let config = &site.config;
        let front = &page.front;
        let body = page.document.as_ref().map(|document| &document.body);
        let fill = Fill {
            site,
            page,
            messages: &self.messages,
            // It is a part of the page's text.
            findings: None,
            addresses: Addresses::Elsewhere,
        };
        let call = |component: &Component| {
            let calls = self.calls.as_ref();
            calls.map_or_else(String::new, |calls| calls(page, component))
        };
        let summary = body
            .map(|body| compose::summary(&fill, body, &call))
            .unwrap_or_default();
        let language = config.language(page.lang);
        let fields = value(&PageFields {
            date: front.date.map(|date| date.iso()),
            description: front.description.as_deref(),
            draft: front.draft == Some(true),
            foreign: false,
            image: self.front_image(page),
            is_copy: page.copy_of.is_some(),
            is_section: page.role != Role::Page,
            key: &page.key,
            kind: front.kind.as_deref(),
            lang: &language.code,
            other_lang: page
                .copy_of
                .map(|_| config.language(page.text_lang).tag.as_str()),
            params: &front.params,
            path: site.href(&page.path),
            reading_time: body.map_or(1, |body| {
                minutes(&body.length, config.language(page.text_lang).writing())
            }),
            summary: Value::safe_string(&summary),
            summary_is_cut: body.is_some_and(|body| body.summary_is_cut),
            tag: &language.tag,
            terms: self.page_terms(page),
            text_dir: self.directions[page.text_lang.index()],
            text_lang: &config.language(page.text_lang).tag,
            title: &page.title,
            updated: front.updated.map(|date| date.iso()),
            url: site.absolute(&page.path),
            weight: front.weight,
        });
        if page.role == Role::Page {
            return fields;
        }
        let folder = (page.role == Role::Section).then(|| own_name(&page.key));
        let count = site.section_pages(page).pages.len();
        let title_lang = self.title_lang(page);
        let other = (title_lang != page.text_lang).then_some(title_lang);
        extended(
            &fields,
            &[
                ("count", count.into()),
                ("name", optional(folder)),
                (
                    "title_dir",
                    optional(other.and_then(|other| self.other_dir(other, page.lang))),
                ),
                (
                    "title_lang",
                    optional(other.map(|other| self.language(other).tag)),
                ),
            ],
        )
    }

    /// The language of a title: a home page without a file bears the site's, which may stand in for one in its language.
    fn title_lang(&self, page: &Page) -> Lang {
        let config = &self.site.config;
        let is_of_site =
            page.role == Role::Home && page.source.is_none() && page.front.title.is_none();
        let of_site = is_of_site.then(|| config.text_lang(&config.title, page.lang));
        of_site.flatten().unwrap_or(page.text_lang)
    }

    fn front_image(&self, page: &Page) -> Value {
        let Some(image) = &page.front.image else {
            return Value::none();
        };
        self.image(page, &image.value).unwrap_or_else(Value::none)
    }

    /// An image named in the text or front matter of `page`: its addresses and size.
    pub(super) fn image(&self, page: &Page, source: &str) -> Option<Value> {
        let site = &self.site;
        let (path, url, dimensions) = match links::resolve(site, page, source) {
            links::Resolved::Path {
                path,
                rest,
                dimensions,
            } => {
                site.route_at(&path)?;
                (
                    site.href(&path) + rest,
                    site.absolute(&path) + rest,
                    dimensions,
                )
            }
            links::Resolved::External => (source.to_owned(), source.to_owned(), None),
            _ => return None,
        };
        Some(object([
            ("height", dimensions.map(|(_, height)| height).into()),
            ("path", path.into()),
            ("url", url.into()),
            ("width", dimensions.map(|(width, _)| width).into()),
        ]))
    }

    /// The tag of the language whose text stands in, where a text of `site.yaml` is not there in `lang`.
    pub(super) fn other_lang(&self, text: &Localized, lang: Lang) -> Option<&str> {
        let config = &self.site.config;
        let of = config.text_lang(text, lang)?;
        (of != lang).then(|| config.language(of).tag.as_str())
    }

    /// How a text in one language runs, where that is another way than that of the page in `lang` around it.
    pub(super) fn other_dir(&self, of: Lang, lang: Lang) -> Option<&'static str> {
        let dir = self.directions[of.index()];
        (dir != self.directions[lang.index()]).then_some(dir)
    }

    /// The same for a text of `site.yaml`.
    pub(super) fn localized_dir(&self, text: &Localized, lang: Lang) -> Option<&'static str> {
        self.other_dir(self.site.config.text_lang(text, lang)?, lang)
    }

    /// Key, title and path of the pages above, from the home page on.
    pub(super) fn breadcrumbs(&self, page: &Page) -> Value {
        let above = self.site.ancestors[page.id.index()].last();
        above.map_or_else(|| Vec::<Value>::new().into(), |above| self.trail(*above))
    }

    /// The ways up from the pages right below one: to all above it, and to itself.
    fn trail(&self, to: PageId) -> Value {
        let build = || {
            let lang = self.site.page(to).lang;
            let above = self.site.ancestors[to.index()].iter().chain([&to]);
            let crumbs: Vec<Crumb<'_>> = above
                .map(|id| self.crumb(self.site.page(*id), lang))
                .collect();
            value(&crumbs)
        };
        self.trails[to.index()].get_or_init(build).clone()
    }

    /// A page's key, title and path, on a page in `lang`.
    pub(super) fn crumb<'a>(&'a self, page: &'a Page, lang: Lang) -> Crumb<'a> {
        let of = self.title_lang(page);
        Crumb {
            dir: self.other_dir(of, lang),
            key: Some(&page.key),
            lang: (of != lang).then(|| self.site.config.language(of).tag.as_str()),
            path: self.site.href(&page.path),
            title: (*page.title).into(),
        }
    }

    /// A language by its code, tag and own name.
    pub(super) fn language(&self, lang: Lang) -> LanguageFields<'_> {
        let language = self.site.config.language(lang);
        LanguageFields {
            code: &language.code,
            dir: self.directions[lang.index()],
            name: &language.name,
            tag: &language.tag,
        }
    }

    /// The language in whose words a message stands, where `lang` has none of its own.
    pub(super) fn words(&self, message: &str, lang: Lang) -> Option<LanguageFields<'_>> {
        let found_in = self.messages.found_in(lang, message)?;
        (found_in != lang).then(|| self.language(found_in))
    }

    /// The home page of a language that has anything at all.
    pub(super) fn home(&self, lang: Lang) -> Option<&Page> {
        self.homes[lang.index()].map(|id| self.site.page(id))
    }

    /// The languages that have a home page, in order.
    pub(super) fn living_languages(&self) -> impl Iterator<Item = (Lang, &Page)> {
        let config = &self.site.config;
        config
            .langs()
            .filter_map(|lang| Some((lang, self.home(lang)?)))
    }
}

/// A page as lists show it.
#[derive(Serialize)]
struct PageFields<'a> {
    date: Option<String>,
    description: Option<&'a str>,
    draft: bool,
    foreign: bool,
    image: Value,
    is_copy: bool,
    is_section: bool,
    key: &'a str,
    kind: Option<&'a str>,
    lang: &'a str,
    /// Of title and text, where it is another than that of the list.
    other_lang: Option<&'a str>,
    params: &'a serde_json::Map<String, serde_json::Value>,
    path: String,
    reading_time: u32,
    summary: Value,
    summary_is_cut: bool,
    tag: &'a str,
    terms: ByName<'a>,
    text_dir: &'static str,
    text_lang: &'a str,
    title: &'a str,
    updated: Option<String>,
    url: String,
    weight: Option<i64>,
}

/// Whole minutes of reading, at least 1: 650 characters of Japanese, of which kana are many, or 440 of Chinese a minute,
/// and 240 words of scripts with spaces.
fn minutes(length: &Length, writing: Writing) -> u32 {
    let characters = match writing {
        Writing::Japanese => 650,
        Writing::Chinese | Writing::Korean | Writing::Other => 440,
    };
    let seconds =
        u64::from(length.cjk_characters) * 60 / characters + u64::from(length.words) * 60 / 240;
    u32::try_from(seconds.div_ceil(60))
        .unwrap_or(u32::MAX)
        .max(1)
}
