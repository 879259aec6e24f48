//! Messages that exist and could not be read: the reason has been told, and nothing else is to be said of them.

use std::collections::BTreeSet;

/// What could not be read, of all languages together: where a message is broken in one, what others make of it cannot
/// be told yet.
#[derive(Debug, Default)]
pub(super) struct Unread {
    ids: BTreeSet<String>,
    /// A whole file is among it, and anything may stand there.
    has_files: bool,
}

impl Unread {
    /// Takes note of a file.
    pub(super) fn add_file(&mut self) {
        self.has_files = true;
    }

    /// Takes note of what a piece of a file defines: each line that begins with a name.
    pub(super) fn add_entries(&mut self, text: &str) {
        let names = text.lines().map(|line| {
            let line = line.strip_prefix('-').unwrap_or(line);
            let is_of_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
            &line[..line.find(|char| !is_of_name(char)).unwrap_or(line.len())]
        });
        let names = names.filter(|name| name.starts_with(|char: char| char.is_ascii_alphabetic()));
        self.ids.extend(names.map(str::to_owned));
    }

    /// Whether all was read.
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty() && !self.has_files
    }

    /// Whether a message or term of this name, without dash, may exist.
    pub(super) fn may_have(&self, id: &str) -> bool {
        self.has_files || self.ids.contains(id)
    }
}
