//! The messages of one language: which definition wins, what it takes to resolve it, and the bundle that does.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use fluent::FluentResource;

use super::functions::Function;
use super::inspect::{Cost, Entry, Kind, Reference, name};
use super::terms::{given_in_vain, wrongly_given};
use super::{Bundle, MessageFile};
use crate::diag::{Diagnostic, Place};

/// What fluent-bundle resolves in one go. It stops above that, and panics where the message that exceeds it stands
/// inside certain expressions, so nothing that could exceed it is ever handed over.
const MAX_PLACEABLES: usize = 100;
/// How deep expressions may be nested through all references: each level takes stack.
const MAX_DEPTH: usize = 450;

/// One language.
pub(super) struct Table {
    pub(super) bundle: Bundle,
    /// The definitions that count, by name without dash: fluent-bundle keeps messages and terms in one map.
    pub(super) entries: BTreeMap<String, Entry>,
    /// For each entry, in the order of its patterns.
    pub(super) resolved: BTreeMap<String, Vec<Resolved>>,
}

/// What is known of a pattern with all that it refers to.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// Placeables at most.
    placeables: usize,
    /// Levels of expressions at most.
    depth: usize,
    /// It is part of a cycle, too large, or refers to such a one: it must not reach fluent-bundle.
    pub(super) unusable: bool,
    /// Variables that are shown whatever is chosen, with a function that takes them.
    pub(super) shown: BTreeMap<String, Option<Function>>,
    /// Variables that a caller must give, with the functions that take them. Those inside terms are the terms' own.
    pub(super) variables: BTreeMap<String, BTreeSet<Function>>,
    /// Pairs of them that are the ends of a range.
    pub(super) ranges: BTreeSet<(String, String)>,
}

/// One pattern: the name of its entry and its index there.
type Node<'a> = (&'a str, usize);

/// The definitions that win among those of one language, the strongest layer first in `files`; what loses for no good
/// reason is reported.
pub(super) fn winners(
    files: &[MessageFile],
    entries: Vec<Entry>,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Entry> {
    let mut won: BTreeMap<String, Entry> = BTreeMap::new();
    for entry in entries {
        let file = &files[entry.file];
        let written = name(entry.kind, &entry.id, None);
        if super::functions::find(&entry.id).is_some() {
            sink.push(
                Diagnostic::error(
                    "reserved-name",
                    format!("`{written}` is the name of a function"),
                )
                .at(&file.path, &file.text, entry.span, "here")
                .help("choose another name"),
            );
            continue;
        }
        let Some(known) = won.get(&entry.id) else {
            won.insert(entry.id.clone(), entry);
            continue;
        };
        let first = &files[known.file];
        let first_place = place(first, known.span.clone(), "first defined here");
        if known.kind != entry.kind {
            sink.push(
                Diagnostic::error(
                    "message-and-term",
                    format!("`{}` is both a message and a term", entry.id),
                )
                .at(&file.path, &file.text, entry.span, "again here")
                .related(first_place)
                .help("rename one of them: the two share their names here"),
            );
        } else if first.layer == file.layer {
            sink.push(
                Diagnostic::error("duplicate-message", format!("`{written}` is defined twice"))
                    .at(&file.path, &file.text, entry.span, "again here")
                    .related(first_place)
                    .help("leave one of them out, or rename it"),
            );
        }
    }
    won
}

/// A place in a file of messages.
pub(super) fn place(file: &MessageFile, span: Range<usize>, label: &str) -> Place {
    Place {
        path: file.path.clone(),
        text: Some(file.text.clone()),
        span,
        label: label.to_owned(),
    }
}

impl Table {
    /// Puts a language together. `bundle` has the functions already; `resources` stand in the order of `files`.
    pub(super) fn new(
        mut bundle: Bundle,
        resources: Vec<Arc<FluentResource>>,
        files: &[MessageFile],
        entries: BTreeMap<String, Entry>,
        sink: &mut Vec<Diagnostic>,
    ) -> Self {
        for resource in resources {
            // The first definition of a name stays, as in `winners`, which has reported the others.
            let _ = bundle.add_resource(resource);
        }
        let resolved = Resolver {
            files,
            entries: &entries,
            done: BTreeMap::new(),
        }
        .run(sink);
        let mut by_entry: BTreeMap<String, Vec<Resolved>> = BTreeMap::new();
        for ((id, _), resolved) in resolved {
            by_entry.entry(id.to_owned()).or_default().push(resolved);
        }
        Table {
            bundle,
            entries,
            resolved: by_entry,
        }
    }

    /// A message (not a term) and the index of its text or attribute.
    pub(super) fn find(&self, id: &str, attribute: Option<&str>) -> Option<(&Entry, usize)> {
        let entry = self.entries.get(id)?;
        if entry.kind != Kind::Message {
            return None;
        }
        Some((entry, entry.pattern(attribute)?))
    }

    /// The pattern that a reference leads to.
    pub(super) fn target(&self, reference: &Reference) -> Option<(&Entry, usize)> {
        target(&self.entries, reference)
    }

    /// What is known of a pattern.
    pub(super) fn resolved(&self, id: &str, pattern: usize) -> Option<&Resolved> {
        self.resolved.get(id)?.get(pattern)
    }
}

fn target<'a>(
    entries: &'a BTreeMap<String, Entry>,
    reference: &Reference,
) -> Option<(&'a Entry, usize)> {
    let entry = entries.get(&reference.id)?;
    if entry.kind != reference.kind {
        return None;
    }
    Some((entry, entry.pattern(reference.attribute.as_deref())?))
}

/// Walks all patterns, what they refer to first.
struct Resolver<'a> {
    files: &'a [MessageFile],
    entries: &'a BTreeMap<String, Entry>,
    done: BTreeMap<Node<'a>, Resolved>,
}

impl<'a> Resolver<'a> {
    fn run(mut self, sink: &mut Vec<Diagnostic>) -> BTreeMap<Node<'a>, Resolved> {
        for (id, entry) in self.entries {
            for pattern in 0..entry.patterns.len() {
                self.visit((id.as_str(), pattern), sink);
            }
        }
        self.done
    }

    /// Depth first with a stack of its own: a chain of references may be as long as a file.
    fn visit(&mut self, root: Node<'a>, sink: &mut Vec<Diagnostic>) {
        let mut path: Vec<(Node<'a>, usize)> = vec![(root, 0)];
        let mut open: BTreeSet<Node<'a>> = BTreeSet::from([root]);
        let mut cyclic: BTreeSet<Node<'a>> = BTreeSet::new();
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if self.done.contains_key(&node) {
                path.pop();
                continue;
            }
            let pattern = &self.entries[node.0].patterns[node.1];
            let Some(reference) = pattern.references.get(*next) else {
                let resolved = self.close(node, cyclic.contains(&node), sink);
                self.done.insert(node, resolved);
                open.remove(&node);
                path.pop();
                continue;
            };
            *next += 1;
            let Some((entry, index)) = target(self.entries, reference) else {
                continue;
            };
            let child = (entry.id.as_str(), index);
            if open.contains(&child) {
                let start = path
                    .iter()
                    .position(|(node, _)| *node == child)
                    .unwrap_or(0);
                let nodes: Vec<Node<'a>> = path[start..].iter().map(|(node, _)| *node).collect();
                self.report_cycle(&nodes, reference, sink);
                cyclic.extend(nodes);
            } else if !self.done.contains_key(&child) {
                open.insert(child);
                path.push((child, 0));
            }
        }
    }

    fn report_cycle(&self, nodes: &[Node<'a>], last: &Reference, sink: &mut Vec<Diagnostic>) {
        let mut names: Vec<String> = nodes
            .iter()
            .map(|(id, pattern)| {
                let entry = &self.entries[*id];
                name(
                    entry.kind,
                    id,
                    entry.patterns[*pattern].attribute.as_deref(),
                )
            })
            .collect();
        names.push(last.name());
        let Some((id, _)) = nodes.last() else { return };
        let file = &self.files[self.entries[*id].file];
        sink.push(
            Diagnostic::error(
                "message-cycle",
                format!(
                    "messages refer to each other in a circle: {}",
                    names.join(" → ")
                ),
            )
            .at(&file.path, &file.text, last.span.clone(), "leads back")
            .help("write the text out in one of them"),
        );
    }

    /// What is known of a pattern once all that it refers to is known.
    fn close(&self, node: Node<'a>, cyclic: bool, sink: &mut Vec<Diagnostic>) -> Resolved {
        let entry = &self.entries[node.0];
        let pattern = &entry.patterns[node.1];
        let mut resolved = Resolved {
            unusable: cyclic || pattern.unusable,
            ..Resolved::default()
        };
        for variable in &pattern.variables {
            let functions = resolved.variables.entry(variable.name.clone()).or_default();
            functions.extend(variable.function);
            if !variable.is_optional {
                resolved
                    .shown
                    .insert(variable.name.clone(), variable.function);
            }
        }
        resolved.ranges.extend(pattern.ranges.iter().cloned());
        for reference in &pattern.references {
            let Some((target, index)) = target(self.entries, reference) else {
                continue;
            };
            match self.done.get(&(target.id.as_str(), index)) {
                None => resolved.unusable = true,
                Some(known) => {
                    resolved.unusable |= known.unusable;
                    if reference.kind == Kind::Term {
                        let file = &self.files[entry.file];
                        let problems = wrongly_given(reference, &known.shown)
                            .into_iter()
                            .chain(given_in_vain(reference, known));
                        sink.extend(problems.map(|(problem, span)| {
                            problem.at(&file.path, &file.text, span, "here")
                        }));
                    } else {
                        if !reference.is_optional {
                            let shown = known.shown.iter();
                            resolved
                                .shown
                                .extend(shown.map(|(name, function)| (name.clone(), *function)));
                        }
                        resolved.ranges.extend(known.ranges.iter().cloned());
                        for (name, functions) in &known.variables {
                            resolved
                                .variables
                                .entry(name.clone())
                                .or_default()
                                .extend(functions.iter().copied());
                        }
                    }
                }
            }
        }
        if resolved.unusable {
            return resolved;
        }
        (resolved.placeables, resolved.depth) = self.cost(&pattern.cost, &pattern.references);
        if resolved.placeables > MAX_PLACEABLES || resolved.depth > MAX_DEPTH {
            resolved.unusable = true;
            let file = &self.files[entry.file];
            sink.push(
                Diagnostic::error(
                    "message-too-large",
                    format!(
                        "`{}` is put together from more than {MAX_PLACEABLES} parts",
                        name(entry.kind, &entry.id, pattern.attribute.as_deref())
                    ),
                )
                .at(
                    &file.path,
                    &file.text,
                    pattern.span.clone(),
                    "with all that it refers to",
                )
                .help("write the text out, or split it into several messages"),
            );
        }
        resolved
    }

    /// Placeables and depth at most. The tree is as deep as the brackets of one entry.
    fn cost(&self, cost: &Cost, references: &[Reference]) -> (usize, usize) {
        let (placeables, depth) = match cost {
            Cost::Leaf => (0, 0),
            Cost::Reference(index) => references
                .get(*index)
                .and_then(|reference| target(self.entries, reference))
                .and_then(|(entry, index)| self.done.get(&(entry.id.as_str(), index)))
                .map_or((0, 0), |known| (known.placeables, known.depth)),
            Cost::Placeable(inner) => {
                let (placeables, depth) = self.cost(inner, references);
                (placeables.saturating_add(1), depth)
            }
            Cost::All(parts) => parts.iter().fold((0, 0), |sum: (usize, usize), part| {
                let (placeables, depth) = self.cost(part, references);
                (sum.0.saturating_add(placeables), sum.1.max(depth))
            }),
            Cost::One(parts) => parts.iter().fold((0, 0), |most: (usize, usize), part| {
                let (placeables, depth) = self.cost(part, references);
                (most.0.max(placeables), most.1.max(depth))
            }),
        };
        (placeables, depth.saturating_add(1))
    }
}
