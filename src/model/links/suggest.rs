//! What a link that leads nowhere was most likely meant to lead to.

use std::collections::HashMap;

use super::super::path;
use crate::config::Lang;
use crate::model::Site;

/// So many different names that lead nowhere are compared with all that exist. When a whole section goes, thousands may
/// lead to what was in it: then there is nothing near, and to look for it would take minutes.
const COMPARED: usize = 20;

/// What leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    /// A URL path, decoded.
    Path(String),
    /// A path below `content/`, as a page in this language names it.
    Source(String, Lang),
}

/// Finds what is near, each name once.
#[derive(Default)]
pub(super) struct Suggestions {
    found: HashMap<Wanted, Option<String>>,
}

impl Suggestions {
    /// A URL path, or a file below `content/` (of a page, without its language), that is spelled almost alike.
    pub(super) fn near(&mut self, site: &Site, wanted: &Wanted) -> Option<String> {
        if let Some(known) = self.found.get(wanted) {
            return known.clone();
        }
        if self.found.len() >= COMPARED {
            return None;
        }
        let near = match wanted {
            Wanted::Path(path) => {
                let paths = site.routes.iter().map(|route| &*route.path);
                crate::nearest::nearest(path, paths).map(str::to_owned)
            }
            Wanted::Source(wanted, lang) => near_source(site, wanted, *lang),
        };
        self.found.insert(wanted.clone(), near.clone());
        near
    }
}

fn near_source(site: &Site, wanted: &str, lang: Lang) -> Option<String> {
    let wanted = path::join("", wanted)?;
    let stem = match wanted.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("md") => stem,
        _ => &wanted,
    };
    let stem = match stem.rsplit_once('.') {
        Some((base, code)) if site.config.lang(code).is_some() => base,
        _ => stem,
    };
    match wanted.rsplit_once('.') {
        None => near_page(site, stem),
        Some((_, ending)) if ending.eq_ignore_ascii_case("md") => near_page(site, stem),
        Some(_) => {
            let names = site.resources.names(lang);
            let near = crate::nearest::nearest(&wanted, names).map(str::to_owned);
            near.or_else(|| near_page(site, stem))
        }
    }
}

/// The file, without its language, of the one page of that name, wherever it is, else of one whose key is spelled almost
/// alike.
fn near_page(site: &Site, stem: &str) -> Option<String> {
    let keys = || site.entries.keys().map(|key| &**key);
    let name = path::own_name(stem);
    let mut same = keys().filter(|key| path::own_name(key) == name);
    let key = match (same.next(), same.next()) {
        (Some(only), None) => Some(only),
        _ => crate::nearest::nearest(stem, keys()),
    };
    key.map(|key| format!("{key}.md"))
}
