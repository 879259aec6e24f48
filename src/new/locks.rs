//! The first locks of pages that were not there before: their translations say what their sources say.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{self, Config, Lang};
use crate::l10n::state::lock_path;
use crate::l10n::{LengthRatio, accept, texts};
use crate::model::path::{self, Classified};
use crate::parse::document;

/// Language, path from the site's root and text of a version of a page.
pub(super) type NewPage = (Lang, Arc<str>, Arc<str>);

/// Path and text of the locks of all pages (path and text) of a site with this `site.yaml`; none where that cannot be used.
pub(crate) fn locks_of<'a>(
    site_yaml: &str,
    pages: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<(String, String)> {
    let Ok(config) = config::load(&"site.yaml".into(), &site_yaml.into()) else {
        return Vec::new();
    };
    let config = config.value;
    let mut by_key: BTreeMap<&str, Vec<NewPage>> = BTreeMap::new();
    for (path, text) in pages {
        let name = path.strip_prefix("content/").unwrap_or(path);
        if let Classified::Document { key, lang, .. } = path::classify(name, &config) {
            let page = (lang, path.into(), text.into());
            by_key.entry(key).or_default().push(page);
        }
    }
    let locks = by_key.iter().map(|(key, pages)| locks(&config, key, pages));
    locks.flatten().collect()
}

/// Path and text of the lock of each version but the origin's: they say the same as long as nobody writes anything.
pub(super) fn locks(config: &Config, key: &str, pages: &[NewPage]) -> Vec<(String, String)> {
    let options = document::Options::by_language(config);
    let blocks =
        |(lang, path, text): &NewPage| texts::blocks_of(config, &options, *lang, path, text);
    let origin = config.l10n.origin;
    let Some(source) = pages.iter().find(|(lang, ..)| *lang == origin) else {
        return Vec::new();
    };
    let from = &config.language(origin).code;
    let source_blocks = blocks(source);
    let writing = |lang: Lang| config.language(lang).writing();
    pages
        .iter()
        .filter(|(lang, ..)| *lang != origin)
        .map(|page| {
            let ratio = LengthRatio::between(writing(origin), writing(page.0));
            let accepted = accept::first(from, &source.2, &source_blocks, &blocks(page), ratio);
            let code = &config.language(page.0).code;
            (lock_path(code, key), accepted.lock.to_text())
        })
        .collect()
}
