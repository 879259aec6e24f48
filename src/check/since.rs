//! `--since REF`: only what a change touches is judged.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::Found;
use crate::config::Config;
use crate::diag::{Diagnostic, Severity};
use crate::model::path::{self, Classified};
use crate::project::Supposed;
use crate::source::git::Git;

/// Where the files of a site lie.
const OF_SITES: [&str; 5] = ["content/", "locales/", "static/", "templates/", "themes/"];

/// Pages and files that a change touches.
pub(super) struct Touched {
    git: Git,
    /// The commit from which on it is looked at.
    base: String,
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
        let (base, mut files) = git.changed_since(reference).map_err(|said| {
            format!("git cannot tell what has changed since `{reference}`: {said}\nfetch that branch and its history (`fetch-depth: 0`), or name another")
        })?;
        files.retain(|file| {
            file == "site.yaml" || OF_SITES.iter().any(|folder| file.starts_with(folder))
        });
        let keys = files
            .iter()
            .filter_map(|file| key_of(file, config))
            .collect();
        Ok(Touched {
            git,
            base,
            keys,
            files,
        })
    }

    /// Keeps what a change has to do with. Of problems of what it did not touch: those that keep the site from being
    /// built, and those that there were none of `before` it, since a link is broken where it leads, and a template on
    /// every page.
    pub(super) fn narrow(
        &self,
        found: Found,
        config: &Config,
        before: impl FnOnce() -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let (mut kept, mut other): (Vec<_>, Vec<_>) = found
            .of_site
            .into_iter()
            .partition(|problem| problem.severity == Severity::Error || self.has(problem, config));
        // A warning stops nothing, and is worth that look only where all pages may have changed.
        let is_shared = self.files.iter().any(|file| key_of(file, config).is_none());
        other.retain(|problem| is_shared || problem.severity == Severity::Finding);
        if !other.is_empty() {
            let before = before();
            let before: HashSet<Identity<'_>> = before.iter().map(identity).collect();
            other.retain(|problem| !before.contains(&identity(problem)));
        }
        kept.append(&mut other);
        let of_texts = found.of_texts.into_iter();
        kept.extend(of_texts.filter(|problem| self.has(problem, config)));
        kept
    }

    /// What the touched files were before.
    pub(super) fn before(&self) -> Supposed {
        let files = self.files.iter().map(String::as_str);
        let were = self.git.all_at(&self.base, files);
        were.into_iter()
            .map(|(file, text)| (file.into(), text))
            .collect()
    }

    /// Whether a problem is one of what was touched. Errors outside of pages stop the whole site, and are always told.
    fn has(&self, problem: &Diagnostic, config: &Config) -> bool {
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

/// Code, file and what is said.
type Identity<'a> = (&'static str, Option<&'a str>, &'a str);

/// What a problem has in common with the same one at another time. Which page shows an address first, and how many do,
/// changes with pages that have nothing to do with it.
fn identity(problem: &Diagnostic) -> Identity<'_> {
    let place = problem.place.as_ref();
    let is_on_pages = problem.code == "broken-address";
    let place = place.filter(|place| !is_on_pages || place.text.is_some());
    let message = match is_on_pages {
        true => problem.message.split("; ").next().unwrap_or_default(),
        false => &problem.message,
    };
    (problem.code, place.map(|place| &*place.path), message)
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
