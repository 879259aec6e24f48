//! `taxonomies`: what pages may be filed under, with labels by language.

use std::collections::HashSet;

use super::languages::{localized, localized_beside};
use super::{
    Localized, TAXONOMY, TERM, TaxonomyConfig, TermConfig, name_problem, nfc, segment_problem,
};
use crate::yaml::{Entry, Node, Reader};

/// The taxonomy that every site has.
const TAGS: &str = "tags";

pub(super) fn taxonomies(
    reader: &mut Reader<'_>,
    node: Option<&Node>,
    codes: &[&str],
) -> Vec<TaxonomyConfig> {
    let example = "taxonomies: {tags: {name: {ja: タグ}, terms: {okinawa: {ja: 沖縄}}}}";
    let entries = node
        .and_then(|node| reader.mapping(node, "taxonomies", example))
        .unwrap_or_default();
    let mut found: Vec<TaxonomyConfig> = Vec::new();
    for entry in entries {
        let taxonomy = taxonomy(reader, entry, codes);
        if let Some(problem) = segment_problem(&taxonomy.id) {
            reader.error(
                "bad-id",
                entry.key_span.clone(),
                format!("the name of a taxonomy stands in addresses, and this one {problem}"),
                "write a plain word, such as `tags`",
            );
        } else if found.iter().any(|other| other.id == taxonomy.id) {
            refuse_equal(reader, entry);
        } else {
            found.push(taxonomy);
        }
    }
    if !found.iter().any(|taxonomy| taxonomy.id == TAGS) {
        found.push(TaxonomyConfig {
            id: TAGS.to_owned(),
            name: Localized(vec![None; codes.len()]),
            terms: Vec::new(),
        });
    }
    found
}

fn taxonomy(reader: &mut Reader<'_>, entry: &Entry, codes: &[&str]) -> TaxonomyConfig {
    let owner = format!("taxonomies.{}", entry.key);
    let entries = reader
        .mapping(&entry.value, &owner, "tags: {name: {ja: タグ}}")
        .unwrap_or_default();
    reader.refuse_unknown_keys(entries, TAXONOMY, &format!("`{owner}`"));
    let name = match entry.value.get("name") {
        Some(node) => localized(reader, node, &format!("{owner}.name"), codes),
        None => Localized(vec![None; codes.len()]),
    };
    let terms = entry
        .value
        .get("terms")
        .map(|node| terms(reader, node, &owner, codes))
        .unwrap_or_default();
    TaxonomyConfig {
        id: nfc(&entry.key),
        name,
        terms,
    }
}

fn terms(reader: &mut Reader<'_>, node: &Node, owner: &str, codes: &[&str]) -> Vec<TermConfig> {
    let entries = reader
        .mapping(
            node,
            &format!("{owner}.terms"),
            "terms: {okinawa: {ja: 沖縄}}",
        )
        .unwrap_or_default();
    let mut found: Vec<TermConfig> = Vec::new();
    let mut ids: HashSet<String> = HashSet::new();
    for entry in entries {
        let id = nfc(&entry.key);
        let name = format!("{owner}.terms.{id}");
        let label = localized_beside(reader, &entry.value, &name, codes, TERM);
        let reading = match entry.value.get("reading") {
            Some(node) => localized(reader, node, &format!("{name}.reading"), codes),
            None => Localized(vec![None; codes.len()]),
        };
        if let Some(problem) = name_problem(&id) {
            reader.error(
                "bad-id",
                entry.key_span.clone(),
                format!("the id of a term stands in addresses, and this one {problem}"),
                "write a plain word, such as `okinawa`, and the label behind it",
            );
        } else if !ids.insert(id.clone()) {
            refuse_equal(reader, entry);
        } else {
            found.push(TermConfig { id, label, reading });
        }
    }
    found
}

fn refuse_equal(reader: &mut Reader<'_>, entry: &Entry) {
    reader.error(
        "duplicate-key",
        entry.key_span.clone(),
        format!(
            "`{}` is written twice, in two Unicode forms of the same letters",
            entry.key
        ),
        "keep one of the two",
    );
}
