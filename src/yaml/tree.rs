//! The library's events into [`Node`]s.
//!
//! Aliases are followed with a budget: the library only limits how often it jumps, so a few lines that name a large
//! list many times would fill the memory. What is refused is refused before the copy is made.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::invisible::{invisible_error, stray, without_invisible};
use super::locate::{Locator, Role};
use super::{Entry, Node, Part, Value, explain, slips};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::unicode::is_unprintable;

/// What aliases may add to a file in all: values, and bytes of text.
const ALIAS_VALUES: usize = 10_000;
const ALIAS_BYTES: usize = 1 << 20;

pub(super) fn build(part: &Part<'_>) -> Diagnosed<Option<Node>> {
    let mut builder = Builder {
        part,
        locator: Locator::new(part.slice),
        alias: None,
        alias_values: 0,
        alias_bytes: 0,
        enclosing: 0..0,
        problems: Vec::new(),
        stop: None,
    };
    let seed = Seed {
        builder: &mut builder,
        role: Role::Root,
    };
    let outcome = seed.deserialize(serde_yaml::Deserializer::from_str(part.slice));
    let Builder {
        mut problems, stop, ..
    } = builder;
    let value = match (outcome, stop) {
        (Ok(node), _) => Some(node).filter(|node| node.value != Value::Broken),
        (Err(_), Some(stop)) => {
            problems.push(stop);
            None
        }
        (Err(error), None) => {
            let explained = explain::explain(part, &error);
            problems.retain(|problem| {
                let same = |other: &Diagnostic| {
                    other.code == problem.code
                        && other.place.as_ref().map(|place| &place.span)
                            == problem.place.as_ref().map(|place| &place.span)
                };
                !explained.iter().any(same)
            });
            problems.extend(explained);
            None
        }
    };
    Diagnosed {
        value,
        diagnostics: problems,
    }
}

struct Builder<'p, 'a> {
    part: &'p Part<'a>,
    locator: Locator<'a>,
    /// The `*name` whose target is being copied.
    alias: Option<Range<usize>>,
    alias_values: usize,
    alias_bytes: usize,
    /// The nearest key, for values that have no place of their own.
    enclosing: Range<usize>,
    problems: Vec<Diagnostic>,
    /// Why the library was told to stop.
    stop: Option<Diagnostic>,
}

impl Builder<'_, '_> {
    fn node(&self, value: Value, found: Option<Range<usize>>) -> Node {
        let span = match (&self.alias, found) {
            (Some(alias), _) => alias.clone(),
            (None, Some(span)) => span,
            (None, None) => self.enclosing.clone(),
        };
        Node {
            value,
            span: self.part.start + span.start..self.part.start + span.end,
        }
    }

    /// Asks the locator, which must not move while an alias is followed.
    fn find(
        &mut self,
        with: impl FnOnce(&mut Locator<'_>) -> Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        if self.alias.is_some() {
            return None;
        }
        with(&mut self.locator)
    }

    fn spend<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        let Some(alias) = self.alias.clone() else {
            return Ok(());
        };
        self.alias_values += 1;
        self.alias_bytes = self.alias_bytes.saturating_add(bytes);
        if self.alias_values <= ALIAS_VALUES && self.alias_bytes <= ALIAS_BYTES {
            return Ok(());
        }
        let problem = self
            .part
            .error(
                "alias-bomb",
                alias,
                "the aliases in this file multiply into more than it may hold",
                "copies too much",
            )
            .help("write the values out instead of repeating them with `*`");
        Err(self.halt(problem))
    }

    fn halt<E: Error>(&mut self, problem: Diagnostic) -> E {
        self.stop = Some(problem);
        E::custom("stopped")
    }

    fn string<E: Error>(&mut self, text: &str, borrowed: bool) -> Result<Node, E> {
        self.spend(text.len())?;
        // The library lends strings from our text where it holds them unchanged: their address tells their place.
        let offset = borrowed
            .then(|| text.as_ptr().addr())
            .and_then(|address| address.checked_sub(self.part.slice.as_ptr().addr()))
            .filter(|offset| *offset <= self.part.slice.len());
        let found = self.find(|locator| locator.string(text, offset));
        // What stands there as it is has been looked at.
        if !borrowed && let Some(character) = text.chars().find(|char| is_unprintable(*char)) {
            let node = self.node(Value::Broken, found);
            self.problems
                .push(self.control_character(character, &node.span));
            return Ok(node);
        }
        if let Some(span) = &found
            && let Some(problem) = slips::swallowed_key(self.part, span)
        {
            self.problems.push(problem);
            return Ok(self.node(Value::Broken, found));
        }
        Ok(self.node(Value::String(text.to_owned()), found))
    }

    fn control_character(&self, character: char, span: &Range<usize>) -> Diagnostic {
        let message = format!(
            "this text holds a control character (U+{:04X}), which no page can show",
            character as u32
        );
        Diagnostic::error("control-character", message)
            .at(self.part.path, self.part.text, span.clone(), "")
            .help("delete it")
    }

    fn scalar<E: Error>(&mut self, value: Value) -> Result<Node, E> {
        self.spend(8)?;
        let found = self.find(|locator| match value {
            Value::Null => locator.null(),
            _ => locator.word(),
        });
        Ok(self.node(value, found))
    }

    /// The key as text, as written where it is no text.
    fn key_text<E: Error>(&mut self, key: &Node) -> Result<String, E> {
        let written = self.part.text.get(key.span.clone()).unwrap_or_default();
        match &key.value {
            Value::String(text) => Ok(text.clone()),
            Value::Sequence(_) | Value::Mapping(_) => {
                let span = key.span.start - self.part.start..key.span.end - self.part.start;
                let problem = self
                    .part
                    .error("bad-key", span, "a key must be plain text", "not text")
                    .help("write a word, then `:`, then the value");
                Err(self.halt(problem))
            }
            Value::Bool(value) if self.alias.is_some() => Ok(value.to_string()),
            Value::Int(value) if self.alias.is_some() => Ok(value.to_string()),
            _ => Ok(written.to_owned()),
        }
    }

    /// The key without characters that nobody sees, which are reported where they make it another one.
    fn without_stray(&mut self, key: String, node: &Node) -> String {
        let written = self.part.text.get(node.span.clone()).unwrap_or_default();
        let Some((character, span)) = stray(written) else {
            return key;
        };
        let span = node.span.start + span.start..node.span.start + span.end;
        self.problems.push(invisible_error(character).at(
            self.part.path,
            self.part.text,
            span,
            "here",
        ));
        without_invisible(&key)
    }

    fn duplicate(&mut self, entry: &Entry, first: &Entry) {
        let place = |span: &Range<usize>, label: &str| Place {
            path: self.part.path.clone(),
            text: Some(self.part.text.clone()),
            span: span.clone(),
            label: label.to_owned(),
        };
        let problem = Diagnostic::error(
            "duplicate-key",
            format!("the key `{}` is written twice", entry.key),
        )
        .at(
            self.part.path,
            self.part.text,
            entry.key_span.clone(),
            "again here",
        )
        .related(place(&first.key_span, "first here"))
        .help("keep one of the two");
        self.problems.push(problem);
    }
}

struct Seed<'b, 'p, 'a> {
    builder: &'b mut Builder<'p, 'a>,
    role: Role,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let Seed { builder, role } = self;
        let mut entered = false;
        if builder.alias.is_none() {
            builder.locator.approach(role);
            builder.alias = builder.locator.alias();
            entered = builder.alias.is_some();
        }
        let node = deserializer.deserialize_any(NodeVisitor { builder })?;
        if entered {
            builder.alias = None;
        }
        Ok(node)
    }
}

struct NodeVisitor<'b, 'p, 'a> {
    builder: &'b mut Builder<'p, 'a>,
}

impl<'de> Visitor<'de> for NodeVisitor<'_, '_, '_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.builder.scalar(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.builder.scalar(Value::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.builder.scalar(match i64::try_from(value) {
            Ok(value) => Value::Int(value),
            Err(_) => Value::String(value.to_string()),
        })
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.builder.scalar(Value::String(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.builder.scalar(Value::String(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.builder.scalar(Value::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.builder.string(value, false)
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Node, E> {
        self.builder.string(value, true)
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.builder.scalar(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let builder = self.builder;
        builder.spend(8)?;
        let start = builder.locator.cursor();
        let in_brackets = builder.alias.is_none() && builder.locator.open();
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed {
            builder: &mut *builder,
            role: Role::Item,
        })? {
            list.push(item);
        }
        Ok(builder.collection(Value::Sequence(list), start, in_brackets))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let builder = self.builder;
        builder.spend(8)?;
        let start = builder.locator.cursor();
        let in_brackets = builder.alias.is_none() && builder.locator.open();
        let outer = builder.enclosing.clone();
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(key_node) = items.next_key_seed(Seed {
            builder: &mut *builder,
            role: Role::Key,
        })? {
            let key = builder.key_text(&key_node)?;
            if key == "<<" {
                return Err(builder.refuse_merge(&key_node));
            }
            builder.enclosing =
                key_node.span.start - builder.part.start..key_node.span.end - builder.part.start;
            let value = items.next_value_seed(Seed {
                builder: &mut *builder,
                role: Role::MapValue,
            })?;
            builder.enclosing = outer.clone();
            let key = builder.without_stray(key, &key_node);
            let entry = Entry {
                key,
                key_span: key_node.span,
                value,
            };
            if let Some(first) = seen.get(&entry.key).and_then(|at| entries.get(*at)) {
                builder.duplicate(&entry, first);
                continue;
            }
            let entry = match slips::slip_in_key(builder.part, &entry) {
                Some((problem, meant)) => {
                    builder.problems.push(problem);
                    if seen.contains_key(&meant.key) {
                        continue;
                    }
                    meant
                }
                None => entry,
            };
            seen.insert(entry.key.clone(), entries.len());
            entries.push(entry);
        }
        Ok(builder.collection(Value::Mapping(entries), start, in_brackets))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _data: A) -> Result<Node, A::Error> {
        let builder = self.builder;
        let span = builder.locator.tag.clone();
        let problem = builder
            .part
            .error(
                "yaml-tag",
                span.unwrap_or(builder.enclosing.clone()),
                "a value cannot start with `!`, which has a meaning of its own in YAML",
                "starts with `!`",
            )
            .help("put the whole value in quotes");
        Err(builder.halt(problem))
    }
}

impl Builder<'_, '_> {
    fn collection(&mut self, value: Value, start: usize, in_brackets: bool) -> Node {
        if self.alias.is_none() && in_brackets {
            self.locator.close();
        }
        let end = self.locator.cursor().max(start);
        self.node(value, Some(start..end))
    }

    fn refuse_merge<E: Error>(&mut self, key: &Node) -> E {
        let span = key.span.start - self.part.start..key.span.end - self.part.start;
        let problem = self
            .part
            .error(
                "merge-key",
                span,
                "`<<` is not supported: values are not merged",
                "here",
            )
            .help("write the values out");
        self.halt(problem)
    }
}
