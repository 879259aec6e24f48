//! Files beside pages: whose they are, and where each language's copy goes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Entries, Entry, HashMap, Page, PageId, Role, path};
use crate::assets::Assets;
use crate::config::{Config, Lang};

/// One file in one language.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The key in [`Assets::content`].
    pub asset: Arc<str>,
    /// Its URL path, without base path, NFC.
    pub path: Arc<str>,
}

/// All files beside pages, by language and the path below `content/` that a page writes (without a language suffix).
#[derive(Debug, Clone, Default)]
pub struct Resources {
    by_name: Vec<HashMap<Arc<str>, Resource>>,
}

impl Resources {
    /// The file that `name` (a path below `content/`, NFC) means in a language.
    #[must_use]
    pub fn get(&self, name: &str, lang: Lang) -> Option<&Resource> {
        self.by_name.get(lang.index())?.get(name)
    }

    /// The names of all files of a language, in order.
    #[must_use]
    pub fn names(&self, lang: Lang) -> Vec<&str> {
        let files = self.by_name.get(lang.index());
        let mut names: Vec<&str> = files
            .into_iter()
            .flat_map(HashMap::keys)
            .map(|name| &**name)
            .collect();
        names.sort_unstable();
        names
    }

    /// The file that `name` means to readers of a language, or that it names with the language it is for.
    #[must_use]
    pub fn named(&self, config: &Config, name: &str, lang: Lang) -> Option<&Resource> {
        self.get(name, lang).or_else(|| {
            let (written, own) = suffix(config, name)?;
            self.get(&written, own)
                .filter(|resource| &*resource.asset == name)
        })
    }

    /// All files of all languages, by URL path, then by name: two may have one path, which is said elsewhere.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Resource> {
        let mut all: Vec<&Resource> = self.by_name.iter().flat_map(HashMap::values).collect();
        all.sort_by(|a, b| (&a.path, &a.asset).cmp(&(&b.path, &b.asset)));
        all
    }
}

/// Finds the owner of every file below `content/`: the bundle or section in the nearest folder above it.
pub(super) fn place(
    config: &Config,
    assets: &Assets,
    pages: &[Page],
    entries: &Entries,
    unpublished: &BTreeSet<Arc<str>>,
) -> Resources {
    let mut by_name: Vec<HashMap<Arc<str>, Resource>> =
        vec![HashMap::default(); config.languages.len()];
    // `x.ja.jpg` comes before `x.jpg` only by chance of the alphabet: plain files first, then the language's own win.
    let (own, plain): (Vec<_>, Vec<_>) = assets
        .content
        .keys()
        .partition(|name| suffix(config, name).is_some());
    for name in plain.into_iter().chain(own) {
        let (written, only) = match suffix(config, name) {
            Some((written, lang)) => (written, Some(lang)),
            None => (name.to_string(), None),
        };
        let Some((entry, folder)) = owner(pages, entries, unpublished, path::split_folder(name).0)
        else {
            continue;
        };
        for lang in config
            .langs()
            .filter(|lang| only.is_none_or(|only| only == *lang))
        {
            let Some(id) = entry.versions[lang.index()] else {
                continue;
            };
            let below = written
                .strip_prefix(folder)
                .unwrap_or(&written)
                .trim_start_matches('/');
            let url = format!("{}{below}", pages[id.index()].path);
            let resource = Resource {
                asset: name.clone(),
                path: url.into(),
            };
            by_name[lang.index()].insert(written.as_str().into(), resource);
        }
    }
    Resources { by_name }
}

/// `film/x.ja.jpg`: the name without the language, and the language.
fn suffix(config: &Config, name: &str) -> Option<(String, Lang)> {
    let (folder, file) = path::split_folder(name);
    let (stem, extension) = file.rsplit_once('.')?;
    let (base, code) = stem.rsplit_once('.')?;
    let lang = config.lang(code)?;
    if base.is_empty() {
        return None;
    }
    let file = format!("{base}.{extension}");
    Some((
        if folder.is_empty() {
            file
        } else {
            format!("{folder}/{file}")
        },
        lang,
    ))
}

/// The bundle or section that a folder below `content/` belongs to, and that owner's folder; `None` where it is not
/// published now.
fn owner<'a, 'n>(
    pages: &[Page],
    entries: &'a Entries,
    unpublished: &BTreeSet<Arc<str>>,
    folder: &'n str,
) -> Option<(&'a Entry, &'n str)> {
    let mut at = folder;
    loop {
        let section_key = path::section_key(at);
        let section = entries.get(section_key.as_str());
        // What belongs to a draft is not published with the section above it; a section whose `_index` alone is held back
        // is there for the pages in it.
        if unpublished.contains(at)
            || (section.is_none() && unpublished.contains(section_key.as_str()))
        {
            return None;
        }
        if let Some(entry) = entries.get(at)
            && entry.role == Role::Page
            && entry
                .versions
                .iter()
                .flatten()
                .any(|id: &PageId| &*pages[id.index()].folder == at)
        {
            return Some((entry, at));
        }
        if let Some(entry) = section {
            return Some((entry, at));
        }
        if at.is_empty() {
            return None;
        }
        at = path::split_folder(at).0;
    }
}
