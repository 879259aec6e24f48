//! `site` as templates see it, with its menus.

use tera::{Map, Value};

use super::Views;
use crate::config::{Lang, MenuItem};
use crate::model::{PageId, links};
use crate::render::compose;
use crate::render::fields::{LanguageFields, extended, object, optional, value};

impl Views {
    /// `site` in one language.
    pub(in crate::render) fn site(&self, lang: Lang) -> Value {
        self.sites[lang.index()]
            .get_or_init(|| self.build_site(lang))
            .clone()
    }

    fn build_site(&self, lang: Lang) -> Value {
        let site = &self.site;
        let config = &site.config;
        let home = self.home(lang);
        let sections: Vec<Value> = home
            .and_then(|home| site.sections.get(&home.id))
            .map_or_else(Vec::new, |home| {
                home.sections
                    .iter()
                    .map(|id| self.page_in(*id, lang))
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
        let base_url = format!("{}{}", config.base_url.origin, config.base_url.path);
        let recent: Vec<Value> = recent.iter().map(|id| self.page(*id)).collect();
        let languages: Vec<LanguageFields<'_>> = self
            .living_languages()
            .map(|(lang, _)| self.language(lang))
            .collect();
        let default_language = &config.language(config.default_language).code;
        let (open, close) = crate::i18n::format::brackets(&config.language(lang).tag);
        object([
            ("base_url", base_url.into()),
            (
                "brackets",
                object([("close", close.into()), ("open", open.into())]),
            ),
            ("default_language", default_language.as_str().into()),
            (
                "description",
                optional(config.text_for(&config.description, lang)),
            ),
            (
                "description_dir",
                optional(self.localized_dir(&config.description, lang)),
            ),
            (
                "description_lang",
                optional(self.other_lang(&config.description, lang)),
            ),
            (
                "feed",
                site.feed_path(lang).map(|path| site.href(&path)).into(),
            ),
            (
                "home",
                site.href(home.map_or("/", |home| &home.path)).into(),
            ),
            ("language", value(&self.language(lang))),
            ("languages", value(&languages)),
            ("menus", menus.into()),
            ("params", value(&config.params)),
            ("recent", recent.into()),
            ("sections", sections.into()),
            ("taxonomies", taxonomies.into()),
            ("title", optional(config.text_for(&config.title, lang))),
            (
                "title_dir",
                optional(self.localized_dir(&config.title, lang)),
            ),
            ("title_lang", optional(self.other_lang(&config.title, lang))),
        ])
    }

    fn menu(&self, items: &[MenuItem], lang: Lang) -> Value {
        let config = &self.site.config;
        let items: Vec<Value> = items
            .iter()
            .filter_map(|item| match item {
                MenuItem::Key(key, _) => {
                    let page = self.site.listed(key, lang)?;
                    let foreign = page.lang != lang;
                    let tag = foreign.then(|| config.language(page.lang).tag.as_str());
                    Some(extended(
                        &value(&self.crumb(page, lang)),
                        &[("hreflang", optional(tag))],
                    ))
                }
                MenuItem::Url { url, title, .. } => {
                    let path = match links::split_rest(url) {
                        (path, rest) if path.starts_with('/') && !path.starts_with("//") => {
                            self.site.href(&links::decode(path)) + &compose::encoded_rest(rest)
                        }
                        _ => url.clone(),
                    };
                    Some(object([
                        ("dir", optional(self.localized_dir(title, lang))),
                        ("hreflang", Value::none()),
                        ("key", Value::none()),
                        ("lang", optional(self.other_lang(title, lang))),
                        ("path", path.into()),
                        ("title", optional(config.text_for(title, lang))),
                    ]))
                }
            })
            .collect();
        items.into()
    }
}
