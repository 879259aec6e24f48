//! Components that call themselves without end: which, and where.
//!
//! Tera stops them, and names no template. A component may well call itself, as the list of a table of contents does, so
//! nothing is said before it happens.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Theme;
use crate::diag::{Diagnostic, Place};
use crate::render::template_text::tags;
use crate::source::SourceFile;

/// How Tera's error begins.
pub(super) const TOO_DEEP: &str = "Maximum render recursion depth";

/// A component of a theme: its file, and the names in the calls that its body makes.
struct Definition<'a> {
    file: &'a Arc<SourceFile>,
    calls: Vec<Range<usize>>,
}

type Definitions<'a> = BTreeMap<&'a str, Definition<'a>>;

impl Theme {
    /// The problem of components that are nested too deep, at the calls by which one comes back to itself: those of the
    /// strongest layer that has any, for a theme's were tried.
    pub(super) fn too_deep(&self) -> Diagnostic {
        let problem = Diagnostic::error("template", "components are nested more than 20 deep").help(
            "a component that calls itself needs an end: put the call inside an `{% if … %}` that is false at last, or take it out",
        );
        let definitions = self.definitions();
        let mut back: Vec<(&Arc<SourceFile>, Range<usize>, &str)> = Vec::new();
        for (name, definition) in &definitions {
            let leads_back = |call: &&Range<usize>| {
                let called = called(definition, call);
                called.is_some_and(|called| leads_to(&definitions, called, name))
            };
            let calls = definition.calls.iter().filter(leads_back);
            back.extend(calls.map(|call| (definition.file, call.clone(), *name)));
        }
        back.sort_by_key(|(file, span, _)| (file.layer, file.path.clone(), span.start));
        let strongest = back.first().map(|(file, ..)| file.layer);
        back.retain(|(file, ..)| Some(file.layer) == strongest);
        let places = back.into_iter().filter_map(|(file, span, name)| {
            Some(Place {
                path: file.path.clone(),
                text: Some(file.text()?.clone()),
                span,
                label: format!("from here `{name}` comes back to itself"),
            })
        });
        places.fold(problem, |mut problem, place| {
            if problem.place.is_none() {
                problem.place = Some(place);
                problem
            } else {
                problem.related(place)
            }
        })
    }

    /// All components by name; of one name that of the strongest layer.
    fn definitions(&self) -> Definitions<'_> {
        let mut files: Vec<&Arc<SourceFile>> = self.sources.values().collect();
        files.sort_by(|a, b| (b.layer, &b.path).cmp(&(a.layer, &a.path)));
        let mut definitions = Definitions::new();
        for file in files {
            let mut defined: Option<&str> = None;
            for tag in tags(file.text().map_or("", |text| text)) {
                if let Some(name) = tag.component() {
                    let calls = Vec::new();
                    definitions.insert(name, Definition { file, calls });
                    defined = Some(name);
                } else if tag.ends_component() {
                    defined = None;
                } else if let Some(definition) = defined.and_then(|name| definitions.get_mut(name))
                {
                    let calls = tag.components();
                    definition
                        .calls
                        .extend(calls.map(|name| name.at..name.at + name.text.len()));
                }
            }
        }
        definitions
    }
}

fn called<'a>(definition: &Definition<'a>, call: &Range<usize>) -> Option<&'a str> {
    definition.file.text()?.get(call.clone())
}

/// Whether a component is another, or calls it through any number of others.
fn leads_to(definitions: &Definitions<'_>, from: &str, to: &str) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(name) = seen.get(next).copied() {
        if name == to {
            return true;
        }
        next += 1;
        let Some(definition) = definitions.get(name) else {
            continue;
        };
        for call in &definition.calls {
            if let Some(called) = called(definition, call)
                && !seen.contains(&called)
            {
                seen.push(called);
            }
        }
    }
    false
}
