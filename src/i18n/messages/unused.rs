//! Messages that nobody uses.

use std::collections::BTreeSet;
use std::ops::Range;

use super::inspect::{Entry, Kind, name};
use super::{Messages, split};
use crate::diag::Diagnostic;
use crate::source::Layer;

/// A text or an attribute, by its entry.
type Part<'a> = (Kind, &'a str, Option<&'a str>);

impl Messages {
    /// Texts and attributes that neither a template nor another message uses; reported once, in the origin if they stand
    /// there. A message or term of which nothing is used is one of them.
    pub(super) fn check_unused(&self, wanted: &BTreeSet<&str>, found: &mut Vec<Diagnostic>) {
        let mut in_use: BTreeSet<Part<'_>> = BTreeSet::new();
        let mut entries_in_use: BTreeSet<(Kind, &str)> = BTreeSet::new();
        for (id, attribute) in wanted.iter().map(|key| split(key)) {
            in_use.insert((Kind::Message, id, attribute));
            entries_in_use.insert((Kind::Message, id));
        }
        for entry in self.tables.iter().flat_map(|table| table.entries.values()) {
            let patterns = entry.patterns.iter();
            for reference in patterns.flat_map(|pattern| &pattern.references) {
                let (kind, id) = (reference.kind, reference.id.as_str());
                in_use.insert((kind, id, reference.attribute.as_deref()));
                if (kind, id) != (entry.kind, entry.id.as_str()) {
                    entries_in_use.insert((kind, id));
                }
            }
        }
        let mut reported: BTreeSet<Part<'_>> = BTreeSet::new();
        let order = std::iter::once(self.origin).chain(self.langs());
        for entry in order.flat_map(|lang| self.tables[lang.index()].entries.values()) {
            if self.layer(entry) == Layer::Embedded {
                continue;
            }
            let whole = (entry.kind, entry.id.as_str(), None);
            if !entries_in_use.contains(&(entry.kind, entry.id.as_str())) {
                if reported.insert(whole) {
                    found.push(self.unused(entry, None, entry.span.clone()));
                }
                continue;
            }
            for pattern in &entry.patterns {
                let attribute = pattern.attribute.as_deref();
                let part = (entry.kind, entry.id.as_str(), attribute);
                // A term cannot do without its text.
                let is_needed = entry.kind == Kind::Term && attribute.is_none();
                if !is_needed && !in_use.contains(&part) && reported.insert(part) {
                    found.push(self.unused(entry, attribute, pattern.span.clone()));
                }
            }
        }
    }

    fn unused(&self, entry: &Entry, attribute: Option<&str>, span: Range<usize>) -> Diagnostic {
        let name = name(entry.kind, &entry.id, attribute);
        let diagnostic = Diagnostic::warning(
            "unused-message",
            format!("`{name}` is used by no template and no message"),
        )
        .help("delete it in all languages");
        self.at_span(diagnostic, entry, span)
    }
}
