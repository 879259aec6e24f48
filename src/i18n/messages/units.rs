//! Messages as a translator sees them: each text and each attribute by itself, as plain data that knows no Fluent.

mod canonical;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::inspect::{Kind, name};
use super::unread::Unread;
use super::{MessageFile, Messages, split, syntax};
use crate::config::Lang;
use crate::diag::Place;
use crate::source::Layer;

/// The text of a message or term, or an attribute of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// `nav-film`, `nav-film.title`, `-brand`.
    pub id: Arc<str>,
    /// What is compared: white space folded, variables, selections and options written in one way.
    pub text: String,
    /// What a reader may see of it whatever the arguments are: the same without what Fluent fills in, for each of
    /// which one U+FFFC stands; variants on lines of their own.
    pub literal: String,
    /// The path of the file, from the site's root.
    pub path: Arc<str>,
    /// The text of the file.
    pub file: Arc<str>,
    /// Bytes of the name.
    pub span: Range<usize>,
}

impl Unit {
    /// Where its name stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            path: self.path.clone(),
            text: Some(self.file.clone()),
            span: self.span.clone(),
            label: String::new(),
        }
    }

    /// Whether it is a term, or an attribute of one.
    #[must_use]
    pub fn is_term(&self) -> bool {
        self.id.starts_with('-')
    }
}

/// A unit, and where the name of its entry begins.
struct Found {
    entry: usize,
    unit: Unit,
}

/// The units of one file, in its order. What cannot be read is left out: [`Messages::load`] has told of it.
#[must_use]
pub fn units(file: &MessageFile) -> Vec<Unit> {
    read(file).into_iter().map(|found| found.unit).collect()
}

impl Messages {
    /// The units of a language that are the site's own or those of a theme in its folder, by id. Of two that are
    /// defined for one id that which a page shows.
    #[must_use]
    pub fn units(&self, lang: Lang) -> Vec<Unit> {
        let Some(table) = self.tables.get(lang.index()) else {
            return Vec::new();
        };
        let mut units: Vec<Unit> = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.lang == lang && file.layer != Layer::Embedded)
            .flat_map(|(index, file)| {
                read(file).into_iter().filter(move |found| {
                    let id = found.unit.id.trim_start_matches('-');
                    let entry = table.entries.get(split(id).0);
                    entry
                        .is_some_and(|entry| entry.file == index && entry.span.start == found.entry)
                })
            })
            .map(|found| found.unit)
            .collect();
        units.sort_by(|one, other| one.id.cmp(&other.id));
        units
    }

    /// Whether a language has a unit from what is embedded.
    #[must_use]
    pub fn is_embedded(&self, lang: Lang, id: &str) -> bool {
        let (kind, id) = match id.strip_prefix('-') {
            Some(id) => (Kind::Term, id),
            None => (Kind::Message, id),
        };
        let (id, attribute) = split(id);
        let entry = self
            .tables
            .get(lang.index())
            .and_then(|table| table.entries.get(id));
        entry.is_some_and(|entry| {
            entry.kind == kind
                && entry.pattern(attribute).is_some()
                && self.files[entry.file].layer == Layer::Embedded
        })
    }
}

fn read(file: &MessageFile) -> Vec<Found> {
    let Some(resource) = syntax::parse(file, &mut Unread::default(), &mut Vec::new()) else {
        return Vec::new();
    };
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut found = Vec::new();
    for pattern in canonical::patterns(&resource) {
        let id: Arc<str> = name(pattern.kind, pattern.id, pattern.attribute).into();
        // Of an attribute that is given twice the first counts.
        if seen.contains(&id) && pattern.attribute.is_some() {
            continue;
        }
        seen.insert(id.clone());
        found.push(Found {
            entry: pattern.entry,
            unit: Unit {
                id,
                text: pattern.text,
                literal: pattern.literal,
                path: file.path.clone(),
                file: file.text.clone(),
                span: pattern.span,
            },
        });
    }
    found
}
