//! YAML: text into a tree in which every key and value knows where it stands.
//!
//! The only module that knows the YAML library, so that another can take its place: a [`Node`] tree, our own
//! diagnostics in words for editors, and [`Reader`], with which `site.yaml`, front matter, facts, data files and
//! `theme.yaml` all take typed values out of the tree. The library reports no places for values; `locate` finds them
//! by walking the text beside it. Lines that are plain to see need no library: `plain`.

mod colons;
mod explain;
mod guard;
mod invisible;
mod locate;
mod plain;
mod read;
mod slips;
mod tabs;
mod telling;
mod tree;

#[cfg(test)]
mod tests;

pub use invisible::{invisible_error, without_invisible};
pub use read::{Reader, json};

pub(crate) use read::shorten;

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnosed, Diagnostic};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Bytes of the value in the whole text, quotes and brackets included. A value that is not written (`key:`) and
    /// one that could not be found has the place of its key; one that comes from an alias, that of the `*name`.
    pub span: Range<usize>,
}

/// A YAML value, by the YAML 1.2 core schema: `no` and `off` are text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number; one that does not fit is kept as text.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text, as written, not normalised.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order written; no key twice.
    Mapping(Vec<Entry>),
    /// Something that has already been reported: readers pass over it in silence.
    Broken,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key; numbers and the like as they are written.
    pub key: String,
    /// Bytes of the key in the whole text, quotes included.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The entries of a mapping, empty for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, where this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }
}

/// Reads the bytes `range` of `text` as one YAML document; all places count from the start of `text`.
///
/// `None` stands for text that cannot be read; the diagnostics then say why. An empty document is [`Value::Null`].
/// What would take unbounded time or memory (deep nesting, aliases that multiply) is refused before it does.
pub fn parse(path: &Arc<str>, text: &Arc<str>, range: Range<usize>) -> Diagnosed<Option<Node>> {
    let end = crate::diag::floor_char_boundary(text, range.end);
    let start = crate::diag::floor_char_boundary(text, range.start.min(end));
    let part = Part {
        path,
        text,
        start,
        slice: &text[start..end],
    };
    if let Some(node) = plain::read(&part) {
        return Diagnosed::clean(Some(node));
    }
    let problems = guard::check(&part);
    if !problems.is_empty() {
        return Diagnosed {
            value: None,
            diagnostics: problems,
        };
    }
    match tabs::spaced(part.slice) {
        Some(spaced) => tree::build(&Part {
            slice: &spaced,
            ..part
        }),
        None => tree::build(&part),
    }
}

/// Reads a whole file as one YAML document, like [`parse`].
pub fn parse_file(path: &Arc<str>, text: &Arc<str>) -> Diagnosed<Option<Node>> {
    parse(path, text, 0..text.len())
}

/// Reads a data file (`content/_data/*.yaml`) as JSON, keys in the order written; `None` where it cannot be read.
pub fn parse_data(path: &Arc<str>, text: &Arc<str>) -> Diagnosed<Option<serde_json::Value>> {
    let Diagnosed { value, diagnostics } = parse_file(path, text);
    Diagnosed {
        value: value.map(|node| json(&node)),
        diagnostics,
    }
}

/// The part of a text that is YAML.
struct Part<'a> {
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    /// Byte offset of `slice` in `text`.
    start: usize,
    slice: &'a str,
}

impl Part<'_> {
    /// An error at bytes `span` of the slice.
    fn error(
        &self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        let span = self.start + span.start..self.start + span.end;
        Diagnostic::error(code, message).at(self.path, self.text, span, label)
    }
}
