//! The lock files of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Lang;
use crate::diag::{Diagnostic, Severity};
use crate::l10n::lock::Lock;

/// Lock files of pages, by language and key, and of messages, by language.
#[derive(Debug, Clone, Default)]
pub struct Locks {
    pages: BTreeMap<(Lang, Arc<str>), Locked>,
    messages: BTreeMap<Lang, Locked>,
}

/// A lock and where it lies.
#[derive(Debug, Clone)]
pub struct Locked {
    /// From the site's root.
    pub path: Arc<str>,
    /// What it says.
    pub lock: Arc<Lock>,
}

impl Locks {
    /// Takes a lock in.
    pub fn insert(&mut self, lang: Lang, key: Arc<str>, locked: Locked) {
        self.pages.insert((lang, key), locked);
    }

    /// Takes in that of the messages of a language.
    pub fn insert_messages(&mut self, lang: Lang, locked: Locked) {
        self.messages.insert(lang, locked);
    }

    /// What was accepted of the messages of a language.
    #[must_use]
    pub fn messages(&self, lang: Lang) -> Option<&Locked> {
        self.messages.get(&lang)
    }

    /// What was accepted of a translation.
    #[must_use]
    pub fn get(&self, lang: Lang, key: &Arc<str>) -> Option<&Locked> {
        self.pages.get(&(lang, key.clone()))
    }

    /// All of pages, by language and key.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &Arc<str>, &Locked)> {
        self.pages
            .iter()
            .map(|((lang, key), locked)| (*lang, key, locked))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.messages.is_empty()
    }
}

/// The errors among `diagnostics` that keep a lock from being read. What it says is not known then: the translation is
/// told as if nobody had ever accepted it.
pub fn damaged(diagnostics: &[Diagnostic]) -> impl Iterator<Item = (&str, &Diagnostic)> {
    diagnostics
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .filter_map(|problem| Some((&*problem.place.as_ref()?.path, problem)))
        .filter(|(path, _)| path.starts_with("locales/") && path.ends_with(".lock"))
}

/// Where the lock of a translation lies, from the site's root.
#[must_use]
pub fn lock_path(code: &str, key: &str) -> String {
    format!("locales/{code}/pages/{key}.lock")
}

/// Where the lock of the messages of a language lies, from the site's root.
#[must_use]
pub fn messages_lock_path(code: &str) -> String {
    format!("locales/{code}/messages.lock")
}
