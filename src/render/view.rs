//! The site as templates see it. Each page's value is built once, when first asked for, and shared.
//!
//! The fields are documented in `themes/README.md`; names there and here are one.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Map, Value};

use super::compose::{self, Addresses, Fill};
use super::functions::text_of;
use crate::config::{Lang, Language};
use crate::i18n::messages::{Arg, Messages};
use crate::model::path::own_name;
use crate::model::{HashMap, Page, PageId, Role, Site, links};
use crate::parse::{Document, Heading};

/// A map from fixed field names. (Tera builds its own map of whatever it is given; a sorted one is the cheapest to give.)
pub(super) fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(fields))
}

/// The text, or none.
pub(super) fn optional(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// A copy of a map with more fields.
pub(super) fn extended(
    base: &Value,
    fields: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    let mut map = base.as_map().cloned().unwrap_or_default();
    map.extend(fields.into_iter().map(|(name, value)| (name.into(), value)));
    Value::from(map)
}

/// JSON as a template value.
pub(super) fn json(value: &serde_json::Value) -> Value {
    Value::try_from_serializable(value).unwrap_or_else(|_| Value::none())
}

/// Whether everything but the own routes of two pages, and the feeds they are in, shows the same of both: what
/// [`Views::page`] and the model take from a document.
#[must_use]
pub fn look_the_same_in_lists(one: &Document, other: &Document) -> bool {
    one.front == other.front
        && one.body.summary_is_cut == other.body.summary_is_cut
        && reading_minutes(&one.body.length) == reading_minutes(&other.body.length)
        && compose::summary_of(&one.body) == compose::summary_of(&other.body)
}

/// Values that templates share.
pub(super) struct Views {
    site: Arc<Site>,
    messages: Arc<Messages>,
    pages: Vec<OnceLock<Value>>,
    sections: HashMap<PageId, OnceLock<Value>>,
    sites: Vec<OnceLock<Value>>,
    languages: Vec<Value>,
    /// By taxonomy, term and language.
    terms: Vec<Vec<Vec<OnceLock<Option<Value>>>>>,
}

impl Views {
    pub(super) fn new(site: Arc<Site>, messages: Arc<Messages>) -> Self {
        let cells = |count: usize| (0..count).map(|_| OnceLock::new()).collect::<Vec<_>>();
        Views {
            pages: cells(site.pages.len()),
            sections: site
                .sections
                .keys()
                .map(|id| (*id, OnceLock::new()))
                .collect(),
            sites: cells(site.config.languages.len()),
            languages: site.config.languages.iter().map(language).collect(),
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
        if self.site.page(id).lang == lang {
            view
        } else {
            extended(&view, [("foreign", true.into())])
        }
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
            addresses: Addresses::Path,
        };
        let summary = body
            .map(|body| compose::summary(&fill, body))
            .unwrap_or_default();
        let language = config.language(page.lang);
        object([
            ("key", (*page.key).into()),
            ("lang", language.code.as_str().into()),
            ("tag", language.tag.as_str().into()),
            (
                "text_lang",
                config.language(page.text_lang).tag.as_str().into(),
            ),
            ("title", (*page.title).into()),
            ("description", optional(front.description.as_deref())),
            ("date", front.date.map(|date| date.iso()).into()),
            ("updated", front.updated.map(|date| date.iso()).into()),
            ("path", site.href(&page.path).into()),
            ("url", site.absolute(&page.path).into()),
            ("summary", Value::safe_string(&summary)),
            (
                "summary_is_cut",
                body.is_some_and(|body| body.summary_is_cut).into(),
            ),
            ("image", self.front_image(page)),
            ("kind", optional(front.kind.as_deref())),
            ("weight", front.weight.into()),
            ("draft", (front.draft == Some(true)).into()),
            (
                "params",
                json(&serde_json::Value::Object(front.params.clone())),
            ),
            (
                "reading_time",
                body.map_or(1, |body| reading_minutes(&body.length)).into(),
            ),
            ("terms", self.page_terms(page)),
            ("is_section", (page.role != Role::Page).into()),
            ("is_copy", page.copy_of.is_some().into()),
            ("foreign", false.into()),
        ])
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
            ("path", path.into()),
            ("url", url.into()),
            ("width", dimensions.map(|(width, _)| width).into()),
            ("height", dimensions.map(|(_, height)| height).into()),
        ]))
    }

    fn page_terms(&self, page: &Page) -> Value {
        let mut map = Map::new();
        for (taxonomy, term) in &self.site.page_terms[page.id.index()] {
            let id = self.site.taxonomies[*taxonomy].id.to_string();
            let Some(view) = self.term(*taxonomy, *term, page.lang) else {
                continue;
            };
            let terms = map
                .entry(id.into())
                .or_insert_with(|| Value::from(Vec::<Value>::new()));
            let mut list = terms.as_array().map(<[Value]>::to_vec).unwrap_or_default();
            list.push(view);
            *terms = Value::from(list);
        }
        Value::from(map)
    }

    /// A term as lists show it, where it exists in the language.
    pub(super) fn term(&self, taxonomy: usize, term: usize, lang: Lang) -> Option<Value> {
        self.terms[taxonomy][term][lang.index()]
            .get_or_init(|| self.build_term(taxonomy, term, lang))
            .clone()
    }

    fn build_term(&self, taxonomy: usize, term: usize, lang: Lang) -> Option<Value> {
        let path = self.site.term_path(taxonomy, term, lang)?;
        let declared = &self.site.taxonomies[taxonomy].terms[term];
        Some(object([
            ("id", (*declared.id).into()),
            ("name", (*declared.label[lang.index()]).into()),
            ("path", self.site.href(&path).into()),
            ("url", self.site.absolute(&path).into()),
            ("count", declared.pages[lang.index()].len().into()),
        ]))
    }

    /// A taxonomy with its terms, where it exists in the language.
    pub(super) fn taxonomy(&self, taxonomy: usize, lang: Lang) -> Option<Value> {
        let path = self.site.taxonomy_path(taxonomy, lang)?;
        let declared = &self.site.taxonomies[taxonomy];
        let terms: Vec<Value> = declared.existing[lang.index()]
            .iter()
            .filter_map(|term| self.term(taxonomy, *term, lang))
            .collect();
        Some(object([
            ("id", (*declared.id).into()),
            ("name", self.taxonomy_name(taxonomy, lang).into()),
            ("path", self.site.href(&path).into()),
            ("terms", terms.into()),
        ]))
    }

    /// The label in `site.yaml`, else the theme's word for it.
    pub(super) fn taxonomy_name(&self, taxonomy: usize, lang: Lang) -> String {
        let declared = &self.site.taxonomies[taxonomy];
        declared.name[lang.index()].as_deref().map_or_else(
            || {
                text_of(
                    &self.messages,
                    lang,
                    "taxonomy-title",
                    Some(("id", Arg::Text(declared.id.to_string()))),
                )
            },
            str::to_owned,
        )
    }

    /// A section as lists show it.
    pub(super) fn section_summary(&self, id: PageId, lang: Lang) -> Value {
        let section = self.site.page(id);
        let count = self.site.section_pages(section).pages.len();
        extended(
            &self.page_in(id, lang),
            [
                ("count", count.into()),
                ("name", own_name(&section.key).into()),
            ],
        )
    }

    /// A section with its pages and subsections, shared by all its list pages.
    pub(super) fn section(&self, section: &Page) -> Value {
        let build = || self.build_section(section);
        self.sections
            .get(&section.id)
            .map_or_else(build, |known| known.get_or_init(build).clone())
    }

    fn build_section(&self, section: &Page) -> Value {
        let sections: Vec<Value> =
            self.site
                .sections
                .get(&section.id)
                .map_or_else(Vec::new, |below| {
                    below
                        .sections
                        .iter()
                        .map(|id| self.section_summary(*id, section.lang))
                        .collect()
                });
        let pages = self.list(self.site.section_pages(section).pages, section.lang);
        extended(
            &self.page(section.id),
            [
                ("count", pages.len().into()),
                ("pages", pages.into()),
                ("sections", sections.into()),
                ("years", self.years(section)),
                ("is_home", (section.role == Role::Home).into()),
            ],
        )
    }

    /// Pages as the lists of `lang` show them.
    pub(super) fn list(&self, pages: &[PageId], lang: Lang) -> Vec<Value> {
        pages.iter().map(|id| self.page_in(*id, lang)).collect()
    }

    /// Title and path of the pages above, from the home page on.
    pub(super) fn breadcrumbs(&self, page: &Page) -> Vec<Value> {
        self.site.ancestors[page.id.index()]
            .iter()
            .map(|id| self.crumb(self.site.page(*id)))
            .collect()
    }

    /// A page's key, title and path.
    pub(super) fn crumb(&self, page: &Page) -> Value {
        object([
            ("key", (*page.key).into()),
            ("title", (*page.title).into()),
            ("path", self.site.href(&page.path).into()),
        ])
    }

    /// A language by its code, tag and own name.
    pub(super) fn language(&self, lang: Lang) -> Value {
        self.languages[lang.index()].clone()
    }

    /// `site` in one language.
    pub(super) fn site(&self, lang: Lang) -> Value {
        self.sites[lang.index()]
            .get_or_init(|| self.build_site(lang))
            .clone()
    }

    fn build_site(&self, lang: Lang) -> Value {
        let site = &self.site;
        let config = &site.config;
        let home = site.home(lang);
        let sections: Vec<Value> = home
            .and_then(|home| site.sections.get(&home.id))
            .map_or_else(Vec::new, |home| {
                home.sections
                    .iter()
                    .map(|id| self.section_summary(*id, lang))
                    .collect()
            });
        let recent: Vec<PageId> = site.recent[lang.index()].iter().take(20).copied().collect();
        let menus: Map = config
            .menus
            .iter()
            .map(|(name, items)| (name.clone().into(), self.menu(items, lang)))
            .collect();
        let taxonomies: Vec<Value> = (0..site.taxonomies.len())
            .filter_map(|taxonomy| self.taxonomy(taxonomy, lang))
            .collect();
        object([
            ("title", optional(config.text_for(&config.title, lang))),
            (
                "description",
                optional(config.text_for(&config.description, lang)),
            ),
            (
                "home",
                site.href(home.map_or("/", |home| &home.path)).into(),
            ),
            (
                "base_url",
                format!("{}{}", config.base_url.origin, config.base_url.path).into(),
            ),
            ("language", self.language(lang)),
            (
                "languages",
                site.living_languages()
                    .map(|lang| self.language(lang))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            (
                "default_language",
                config
                    .language(config.default_language)
                    .code
                    .as_str()
                    .into(),
            ),
            ("menus", menus.into()),
            ("sections", sections.into()),
            (
                "recent",
                recent
                    .iter()
                    .map(|id| self.page(*id))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            ("taxonomies", taxonomies.into()),
            (
                "feed",
                site.feed_path(lang).map(|path| site.href(&path)).into(),
            ),
            (
                "params",
                json(&serde_json::Value::Object(config.params.clone())),
            ),
        ])
    }

    /// A section's dated pages by year, newest first.
    fn years(&self, section: &Page) -> Value {
        let mut years: BTreeMap<i16, Vec<Value>> = BTreeMap::new();
        for id in self.site.section_pages(section).pages {
            if let Some(date) = self.site.page(*id).front.date {
                years
                    .entry(date.date().year())
                    .or_default()
                    .push(self.page_in(*id, section.lang));
            }
        }
        let years: Vec<Value> = years
            .into_iter()
            .rev()
            .map(|(year, pages)| {
                object([("year", i64::from(year).into()), ("pages", pages.into())])
            })
            .collect();
        years.into()
    }

    fn menu(&self, items: &[crate::config::MenuItem], lang: Lang) -> Value {
        let config = &self.site.config;
        let items: Vec<Value> = items
            .iter()
            .filter_map(|item| match item {
                crate::config::MenuItem::Key(key, _) => {
                    let page = self.site.listed(key, lang)?;
                    let foreign = page.lang != lang;
                    let tag = foreign.then(|| config.language(page.lang).tag.as_str());
                    Some(extended(
                        &self.crumb(page),
                        [("hreflang", optional(tag)), ("lang", optional(tag))],
                    ))
                }
                crate::config::MenuItem::Url { url, title } => {
                    let path = match links::split_rest(url) {
                        (path, rest) if path.starts_with('/') && !path.starts_with("//") => {
                            self.site.href(&links::decode(path)) + rest
                        }
                        _ => url.clone(),
                    };
                    Some(object([
                        ("key", Value::none()),
                        ("title", optional(config.text_for(title, lang))),
                        ("path", path.into()),
                        ("hreflang", Value::none()),
                        ("lang", Value::none()),
                    ]))
                }
            })
            .collect();
        items.into()
    }
}

fn language(language: &Language) -> Value {
    object([
        ("code", language.code.as_str().into()),
        ("tag", language.tag.as_str().into()),
        ("name", language.name.as_str().into()),
        ("dir", crate::i18n::format::direction(&language.tag).into()),
    ])
}

/// Whole minutes, at least 1: 500 characters or 200 words a minute.
fn reading_minutes(length: &crate::parse::Length) -> u32 {
    let seconds = u64::from(length.cjk_characters) * 60 / 500 + u64::from(length.words) * 60 / 200;
    u32::try_from(seconds.div_ceil(60))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// Headings as a tree: each under the nearest one above of a smaller level.
pub(super) fn table_of_contents(headings: &[Heading]) -> Value {
    let mut stack: Vec<(u8, Vec<Value>)> = vec![(0, Vec::new())];
    let mut open: Vec<&Heading> = Vec::new();
    let close = |stack: &mut Vec<(u8, Vec<Value>)>, heading: &Heading| {
        let children = stack
            .pop()
            .map(|(_, children)| children)
            .unwrap_or_default();
        if let Some((_, siblings)) = stack.last_mut() {
            siblings.push(object([
                ("id", (*heading.id).into()),
                ("title", (*heading.text).into()),
                ("level", u64::from(heading.level).into()),
                ("children", children.into()),
            ]));
        }
    };
    for heading in headings {
        while let Some(last) = open
            .last()
            .copied()
            .filter(|last| last.level >= heading.level)
        {
            open.pop();
            close(&mut stack, last);
        }
        open.push(heading);
        stack.push((heading.level, Vec::new()));
    }
    while let Some(last) = open.pop() {
        close(&mut stack, last);
    }
    stack
        .pop()
        .map(|(_, roots)| roots)
        .unwrap_or_default()
        .into()
}
