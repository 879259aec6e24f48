//! The file into terms.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::matching::owned_units;
use super::{Term, Words};
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Severity};
use crate::nearest::nearest;
use crate::yaml::{Entry, Node, Reader, Value, parse_file};

const TERM: [&str; 3] = ["scope", "note", "severity"];
const WORDS: [&str; 3] = ["prefer", "allow", "forbid"];
const EXAMPLE: &str = "agreement: {en: {prefer: agreement}, ja: {prefer: 協定}}";
const SEVERITIES: [(&str, Severity); 2] =
    [("warning", Severity::Warning), ("error", Severity::Error)];

pub(super) fn terms(path: &Arc<str>, text: &Arc<str>, config: &Config) -> Diagnosed<Vec<Term>> {
    let Diagnosed { value, diagnostics } = parse_file(path, text);
    let mut reader = Reader::new(path, text);
    reader.diagnostics = diagnostics;
    let entries = value
        .as_ref()
        .and_then(|root| reader.mapping(root, path, EXAMPLE))
        .unwrap_or_default();
    let terms = entries
        .iter()
        .filter_map(|entry| term(&mut reader, entry, config))
        .collect();
    Diagnosed {
        value: terms,
        diagnostics: reader.diagnostics,
    }
}

fn term(reader: &mut Reader<'_>, entry: &Entry, config: &Config) -> Option<Term> {
    let id = &entry.key;
    let entries = reader.mapping(&entry.value, id, EXAMPLE)?;
    let mut term = Term {
        id: id.clone(),
        words: vec![Words::default(); config.languages.len()],
        ..Term::default()
    };
    for entry in entries {
        let name = format!("{id}.{}", entry.key);
        let node = &entry.value;
        match entry.key.as_str() {
            "scope" => term.scope = texts(reader, node, &name, "scope: [film/]"),
            "note" => term.note = reader.text(node, &name, "note: as in the contract"),
            "severity" => term.severity = reader.choice(node, &name, &SEVERITIES),
            code => match config.lang(code) {
                Some(lang) => {
                    let words = words(reader, node, &name, config, lang);
                    term.words[lang.index()] = words;
                }
                None => unknown(reader, entry, id, config),
            },
        }
    }
    Some(term)
}

fn unknown(reader: &mut Reader<'_>, entry: &Entry, id: &str, config: &Config) {
    let codes = config
        .languages
        .iter()
        .map(|language| language.code.as_str());
    let known: Vec<&str> = codes.chain(TERM).collect();
    let help = match nearest(&entry.key, known.iter().copied()) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!("write one of these: {}", known.join(", ")),
    };
    reader.error(
        "unknown-key",
        entry.key_span.clone(),
        format!(
            "`{}` is neither a language of the site nor a key of `{id}`",
            crate::yaml::shorten(&entry.key)
        ),
        help,
    );
}

/// A text alone is what is preferred.
fn words(reader: &mut Reader<'_>, node: &Node, name: &str, config: &Config, lang: Lang) -> Words {
    let mut words = Words::default();
    if !matches!(node.value, Value::Mapping(_)) {
        words.prefer = forms(reader, node, name, config, lang);
        return words;
    }
    let entries = reader.mapping(node, name, EXAMPLE).unwrap_or_default();
    reader.refuse_unknown_keys(entries, &WORDS, &format!("`{name}`"));
    for entry in entries {
        let found = |reader: &mut Reader<'_>| {
            let name = format!("{name}.{}", entry.key);
            forms(reader, &entry.value, &name, config, lang)
        };
        match entry.key.as_str() {
            "prefer" => words.prefer = found(reader),
            "allow" => words.allow = found(reader),
            "forbid" => words.forbid = found(reader),
            _ => {}
        }
    }
    let writing = config.language(lang).writing();
    let units = |form: &String| owned_units(form, writing);
    let good: BTreeSet<Vec<String>> = words.prefer.iter().chain(&words.allow).map(units).collect();
    let both = words.forbid.iter().find(|form| good.contains(&units(form)));
    if let Some(form) = both {
        reader.error(
            "bad-value",
            node.span.clone(),
            format!("`{form}` is forbidden in `{name}`, and may be written too"),
            "keep one of the two",
        );
    }
    words
}

/// Words with something to be found by.
fn forms(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    config: &Config,
    lang: Lang,
) -> Vec<String> {
    let writing = config.language(lang).writing();
    let forms = texts(reader, node, name, "prefer: 協定");
    let (good, bad): (Vec<String>, Vec<String>) = forms
        .into_iter()
        .partition(|form| !owned_units(form, writing).is_empty());
    if !bad.is_empty() {
        reader.error(
            "bad-value",
            node.span.clone(),
            format!("`{name}` has a word without a letter"),
            "write words as they stand in texts",
        );
    }
    good
}

/// A text, or a list of texts.
fn texts(reader: &mut Reader<'_>, node: &Node, name: &str, example: &str) -> Vec<String> {
    match &node.value {
        Value::Sequence(items) => {
            let item_name = format!("an item of {name}");
            items
                .iter()
                .filter_map(|item| reader.text(item, &item_name, example))
                .collect()
        }
        _ => reader.text(node, name, example).into_iter().collect(),
    }
}
