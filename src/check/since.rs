//! `--since REF`: only what a change touches is judged.

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::Config;
use crate::diag::{Diagnostic, Severity};
use crate::model::path::{self, Classified};
use crate::source::git::Git;

/// Pages and files that a change touches.
pub(super) struct Touched {
    keys: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Touched {
    /// What differs from the commit at which this branch left `reference`.
    ///
    /// # Errors
    /// There is no repository, or git does not know the reference: what is wrong, and after a line break what to do.
    pub(super) fn since(root: &Path, config: &Config, reference: &str) -> Result<Self, String> {
        let Some(git) = Git::around(root) else {
            return Err("`--since` needs the site to lie in a git repository, and git\nleave it out to check everything".to_owned());
        };
        let files = git.changed_since(reference).map_err(|said| {
            format!("git cannot tell what has changed since `{reference}`: {said}\nfetch that branch and its history (`fetch-depth: 0`), or name another")
        })?;
        let keys = files
            .iter()
            .filter_map(|file| key_of(file, config))
            .collect();
        Ok(Touched { keys, files })
    }

    /// Whether a problem is one of what was touched. Errors outside of pages stop the whole site, and are always told.
    pub(super) fn has(&self, problem: &Diagnostic, config: &Config) -> bool {
        let Some(place) = &problem.place else {
            return true;
        };
        match key_of(&place.path, config) {
            Some(key) => self.keys.contains(&key),
            // The translation of a message is behind because of another file: that of its source.
            None => {
                let mut places = std::iter::once(place).chain(&problem.related);
                problem.severity == Severity::Error
                    || places.any(|place| self.files.contains(&*place.path))
            }
        }
    }
}

/// The key of the page that a file belongs to: all its versions, its facts, its locks, and what lies in its bundle.
fn key_of(file: &str, config: &Config) -> Option<String> {
    if let Some(name) = file.strip_prefix("content/") {
        if name.starts_with("_data/") {
            return None;
        }
        return Some(if name.ends_with(".md") {
            match path::classify(name, config) {
                Classified::Document { key, .. } => key.to_owned(),
                Classified::UnknownLanguage(_) | Classified::Misnamed(_) => name.to_owned(),
            }
        } else if name.ends_with(".yaml") {
            path::facts_key(name).to_owned()
        } else {
            path::split_folder(name).0.to_owned()
        });
    }
    let lock = file.strip_prefix("locales/")?.split_once("/pages/")?.1;
    lock.strip_suffix(".lock").map(str::to_owned)
}
