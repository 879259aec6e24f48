//! What exists and could not be read: the reason has been told, and nothing else is to be said of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::path::{self, Classified};
use crate::config::{Config, Lang};

/// Files and folders below `content/` that could not be read.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    versions: BTreeSet<(String, Lang)>,
    /// Below `content/`; empty for `content/` itself.
    paths: BTreeSet<Box<str>>,
}

impl Unread {
    /// Takes those of `paths` (from the site's root) that are below `content/`.
    #[must_use]
    pub fn new(config: &Config, paths: &BTreeSet<Arc<str>>) -> Self {
        let below = |path: &Arc<str>| -> Option<Box<str>> {
            let rest = path.strip_prefix("content")?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/').into())
        };
        let paths: BTreeSet<Box<str>> = paths.iter().filter_map(below).collect();
        let versions = paths
            .iter()
            .filter(|path| path.ends_with(".md"))
            .filter_map(|path| match path::classify(path, config) {
                Classified::Document { key, lang, .. } => Some((key.to_owned(), lang)),
                Classified::UnknownLanguage(_) | Classified::Misnamed(_) => None,
            })
            .collect();
        Unread { versions, paths }
    }

    /// The keys of pages and sections with a file that could not be read.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.versions.iter().map(|(key, _)| key.as_str())
    }

    /// Whether a language version may exist.
    #[must_use]
    pub fn may_have(&self, key: &str, lang: Lang) -> bool {
        // Most sites have none, and this is asked of every page.
        !self.paths.is_empty()
            && (self.versions.contains(&(key.to_owned(), lang)) || self.hides(key))
    }

    /// Whether a path below `content/`, or a key, is or lies in something that could not be read.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        self.paths.iter().any(|unread| {
            path.strip_prefix(&**unread)
                .is_some_and(|rest| unread.is_empty() || rest.is_empty() || rest.starts_with('/'))
        })
    }
}
