//! Typed values out of a tree, with every wrong type reported in the same words.

use std::ops::Range;
use std::sync::Arc;

use super::colons::keys_taken_for_text;
use super::invisible::invisible_error;
use super::{Entry, Node, Value};
use crate::diag::{Diagnostic, Place};
use crate::nearest::nearest;
use crate::unicode::find_invisible;

/// Takes typed values out of nodes and collects what is wrong with them.
///
/// Every method takes the name the author knows the value by (`feeds.limit`, or `an item of feeds.sections`) and an example of how to write it, for
/// messages. `None` means that a problem has been reported (or had been before: [`Value::Broken`]).
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    /// What was found, in the order of reading.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of nodes that were parsed from `text`.
    #[must_use]
    pub fn new(path: &'a Arc<str>, text: &'a Arc<str>) -> Self {
        Reader {
            path,
            text,
            diagnostics: Vec::new(),
        }
    }

    /// Reports an error at bytes `span` of the text, with help.
    pub fn error(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::error(code, message)
            .at(self.path, self.text, span, "")
            .help(help);
        self.diagnostics.push(problem);
    }

    /// Reports a warning at bytes `span` of the text, with help.
    pub fn warning(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::warning(code, message)
            .at(self.path, self.text, span, "")
            .help(help);
        self.diagnostics.push(problem);
    }

    /// Another place in the text, for [`Diagnostic::related`].
    #[must_use]
    pub fn place(&self, span: Range<usize>, label: &str) -> Place {
        Place {
            path: self.path.clone(),
            text: Some(self.text.clone()),
            span,
            label: label.to_owned(),
        }
    }

    /// The text of bytes `span`, empty where it is out of range.
    #[must_use]
    pub fn written(&self, span: &Range<usize>) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Reports every key of `entries` that is not among `known`, with the nearest one that is.
    ///
    /// `owner` names what the keys belong to: "site.yaml", "`feeds`".
    pub fn refuse_unknown_keys(&mut self, entries: &[Entry], known: &[&str], owner: &str) {
        for entry in entries {
            if !known.contains(&entry.key.as_str()) {
                self.unknown(
                    "unknown-key",
                    entry.key_span.clone(),
                    format!("`{}` is not a key of {owner}", shorten(&entry.key)),
                    &entry.key,
                    known,
                );
            }
        }
    }

    /// Reports a name that is not among `known`, with the nearest one that is.
    pub fn unknown(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: String,
        name: &str,
        known: &[&str],
    ) {
        if self.refuse_invisible_in(&span) {
            return;
        }
        let help = match nearest(name, known.iter().copied()) {
            Some(right) => format!("did you mean `{right}`?"),
            None => format!("write one of these: {}", known.join(", ")),
        };
        self.error(code, span, message, help);
    }

    /// Reports a character that nobody sees in the text of a node, where it has one: it is what makes the value another
    /// one than it seems to be.
    pub fn refuse_invisible(&mut self, node: &Node) -> bool {
        self.refuse_invisible_in(&node.span)
    }

    fn refuse_invisible_in(&mut self, within: &Range<usize>) -> bool {
        let Some((character, span)) = find_invisible(self.written(within)) else {
            return false;
        };
        let span = within.start + span.start..within.start + span.end;
        let problem = invisible_error(character).at(self.path, self.text, span, "here");
        self.diagnostics.push(problem);
        true
    }

    /// Reports that a node is not of the type it must be.
    pub fn wrong_type(&mut self, node: &Node, name: &str, wanted: &str, example: &str) {
        if matches!(node.value, Value::String(_)) && self.refuse_invisible(node) {
            return;
        }
        let is = match &node.value {
            Value::Broken => return,
            Value::Null => {
                self.error(
                    "no-value",
                    node.span.clone(),
                    format!("{} has no value", quoted(name)),
                    format!("write {wanted}, such as `{example}`{}", or_delete(name)),
                );
                return;
            }
            Value::Bool(_) => "`true` or `false`",
            Value::Int(_) => "a number",
            Value::Float(_) => "a number with a fraction",
            Value::String(_) => "text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a group of keys",
        };
        self.error(
            "wrong-type",
            node.span.clone(),
            format!("{} must be {wanted}, and this is {is}", quoted(name)),
            format!("write it like this: `{example}`"),
        );
    }

    /// Text that is not blank. A number or `true` is told to be put in quotes.
    pub fn text(&mut self, node: &Node, name: &str, example: &str) -> Option<String> {
        match &node.value {
            Value::String(text) if text.trim().is_empty() => {
                self.error(
                    "no-value",
                    node.span.clone(),
                    format!("{} is empty", quoted(name)),
                    format!("write text, such as `{example}`{}", or_delete(name)),
                );
                None
            }
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                let written = self.written(&node.span);
                let is = match &node.value {
                    Value::Bool(_) => "`true` or `false`",
                    _ => "a number",
                };
                self.error(
                    "wrong-type",
                    node.span.clone(),
                    format!("{} must be text, and this is {is}", quoted(name)),
                    format!("put it in quotes: `\"{written}\"`"),
                );
                None
            }
            _ => {
                self.wrong_type(node, name, "text", example);
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node, name: &str) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.wrong_type(node, name, "`true` or `false`", &nested(name, "true"));
        None
    }

    /// A whole number.
    pub fn integer(&mut self, node: &Node, name: &str, example: &str) -> Option<i64> {
        if let Value::Int(value) = node.value {
            return Some(value);
        }
        if matches!(node.value, Value::Broken) {
            return None;
        }
        let written = self.written(&node.span);
        let digits = written.strip_prefix(['-', '+']).unwrap_or(written);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let significant = digits.trim_start_matches('0');
            if digits.starts_with('0') && significant.len() < 19 {
                let sign = &written[..written.len() - digits.len()];
                let number = if significant.is_empty() {
                    "0"
                } else {
                    significant
                };
                self.error(
                    "bad-value",
                    node.span.clone(),
                    format!("{} begins with a 0, and is no number to YAML", quoted(name)),
                    format!("write `{sign}{number}`"),
                );
                return None;
            }
            // What is longer than numbers of computers is text to YAML.
            self.error(
                "bad-value",
                node.span.clone(),
                format!(
                    "{} has more digits than a number can have here",
                    quoted(name)
                ),
                format!("write it like this: `{example}`"),
            );
            return None;
        }
        self.wrong_type(node, name, "a whole number", example);
        None
    }

    /// A whole number of `least` or more.
    pub fn count(&mut self, node: &Node, name: &str, least: usize, example: &str) -> Option<usize> {
        let number = self.integer(node, name, example)?;
        let count = usize::try_from(number).ok().filter(|count| *count >= least);
        if count.is_none() {
            self.error(
                "bad-value",
                node.span.clone(),
                format!("{} must be {least} or more", quoted(name)),
                format!("write it like this: `{example}`"),
            );
        }
        count
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, node: &Node, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Value::String(text) = &node.value else {
            let wanted = format!("one of {}", words.join(", "));
            let example = nested(name, words.first().unwrap_or(&""));
            self.wrong_type(node, name, &wanted, &example);
            return None;
        };
        let found = choices.iter().find(|(word, _)| word == text);
        if found.is_none() && !self.refuse_invisible(node) {
            let message = format!("`{}` is not a value of `{name}`", shorten(text));
            self.unknown("bad-value", node.span.clone(), message, text, &words);
        }
        found.map(|(_, value)| *value)
    }

    /// A list; nothing (`key:`) is an empty one.
    pub fn list<'n>(&mut self, node: &'n Node, name: &str, example: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::Null => Some(&[]),
            Value::Sequence(items) => Some(items),
            _ => {
                self.wrong_type(node, name, "a list", example);
                None
            }
        }
    }

    /// Keys with values; nothing (`key:`) has none.
    pub fn mapping<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        example: &str,
    ) -> Option<&'n [Entry]> {
        match &node.value {
            Value::Null => Some(&[]),
            Value::Mapping(entries) => Some(entries),
            _ => {
                let lines = keys_taken_for_text(self.path, self.text, &node.span);
                match lines.is_empty() {
                    true => self.wrong_type(node, name, "a group of keys", example),
                    false => self.diagnostics.extend(lines),
                }
                None
            }
        }
    }

    /// Keys with values of any sort, as JSON.
    pub fn params(
        &mut self,
        node: &Node,
        name: &str,
    ) -> Option<serde_json::Map<String, serde_json::Value>> {
        let entries = self.mapping(node, name, "params: {key: value}")?;
        Some(object(entries))
    }
}

/// The other way out, for what is not required.
fn or_delete(name: &str) -> &'static str {
    const REQUIRED: [&str; 4] = ["title", "base_url", "default_language", "languages"];
    match REQUIRED.contains(&name) {
        true => "",
        false if name.starts_with("an item of ") => ", or delete the item",
        false => ", or delete the key",
    }
}

/// A node as JSON, keys in the order written. Infinite numbers, which JSON lacks, become text.
#[must_use]
pub fn json(node: &Node) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null | Value::Broken => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Float(value) => serde_json::Number::from_f64(*value)
            .map_or_else(|| Json::String(value.to_string()), Json::Number),
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(items) => Json::Array(items.iter().map(json).collect()),
        Value::Mapping(entries) => Json::Object(object(entries)),
    }
}

fn object(entries: &[Entry]) -> serde_json::Map<String, serde_json::Value> {
    entries
        .iter()
        .map(|entry| (entry.key.clone(), json(&entry.value)))
        .collect()
}

/// How a value is written whose name leads through groups of keys: `l10n: {machine: true}` for `l10n.machine`.
fn nested(name: &str, value: &str) -> String {
    match name.split_once('.') {
        Some((group, rest)) => format!("{group}: {{{}}}", nested(rest, value)),
        None => format!("{name}: {value}"),
    }
}

/// A key in backticks; "an item of tags" with the key in them alone; other words as they are.
fn quoted(name: &str) -> String {
    match (name.strip_prefix("an item of "), name.contains(' ')) {
        (Some(key), _) => format!("an item of `{key}`"),
        (None, true) => name.to_owned(),
        (None, false) => format!("`{name}`"),
    }
}

/// A name for a message: at most 40 characters.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
