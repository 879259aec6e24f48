//! All keys of the site: in order, and found by name.

use std::sync::Arc;

use super::{Entry, HashMap};

/// An entry for each key.
#[derive(Debug, Default)]
pub struct Entries {
    /// By key.
    list: Vec<Entry>,
    /// Indices into `list`: texts and templates look up many keys, and a hash is one comparison.
    by_key: HashMap<Arc<str>, u32>,
}

impl Entries {
    /// Takes entries in the order of their keys, each once.
    pub(super) fn new(list: Vec<Entry>) -> Self {
        let by_key = (0..)
            .zip(&list)
            .map(|(at, entry)| (entry.key.clone(), at))
            .collect();
        Entries { list, by_key }
    }

    /// The versions of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.list.get(*self.by_key.get(key)? as usize)
    }

    /// Whether there is a page or section with this key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.list.iter().map(|entry| &entry.key)
    }

    /// All entries, by key.
    pub fn values(&self) -> std::slice::Iter<'_, Entry> {
        self.list.iter()
    }

    /// The entry above one, and the one above that, up to the home page's.
    pub(super) fn above<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        let parent = |entry: &&Entry| self.list.get(entry.parent? as usize);
        std::iter::successors(parent(&entry), parent)
    }
}
