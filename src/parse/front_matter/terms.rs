//! The terms of a page: `tags` and `taxonomies`.

use super::lists::repeats;
use super::{FrontMatter, Spanned};
use crate::config::{name_problem, nfc};
use crate::yaml::{Node, Reader, shorten};

pub(super) fn tags(reader: &mut Reader<'_>, front: &mut FrontMatter, node: &Node) {
    if let Some(terms) = terms(reader, node, "tags") {
        set_terms(front, "tags".to_owned(), terms);
    }
}

pub(super) fn taxonomies(reader: &mut Reader<'_>, front: &mut FrontMatter, node: &Node) {
    let example = "taxonomies: {tags: [okinawa]}";
    let entries = reader
        .mapping(node, "taxonomies", example)
        .unwrap_or_default();
    for entry in entries {
        let name = format!("taxonomies.{}", entry.key);
        if let Some(terms) = terms(reader, &entry.value, &name) {
            let taxonomy = nfc(&entry.key);
            let place = (format!("taxonomies.{taxonomy}"), entry.key_span.clone());
            front.keys.push(place);
            set_terms(front, taxonomy, terms);
        }
    }
}

fn set_terms(front: &mut FrontMatter, taxonomy: String, terms: Vec<Spanned<String>>) {
    if !front.taxonomies.iter().any(|(own, _)| *own == taxonomy) {
        front.taxonomies.push((taxonomy, terms));
    }
}

fn terms(reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Vec<Spanned<String>>> {
    let example = format!(
        "{}: [okinawa, film]",
        name.rsplit('.').next().unwrap_or(name)
    );
    let mut found: Vec<Spanned<String>> = Vec::new();
    for item in reader.list(node, name, &example)? {
        let Some(text) = reader.text(item, &format!("an item of {name}"), "okinawa") else {
            continue;
        };
        let value = nfc(&text);
        if let Some(problem) = name_problem(&value) {
            reader.error(
                "bad-id",
                item.span.clone(),
                format!("the id of a term stands in addresses, and this one {problem}"),
                "write a plain word, such as `okinawa`; its label by language stands in site.yaml",
            );
            continue;
        }
        let is_quoted = reader.written(&item.span).starts_with(['"', '\'']);
        if let Some((comma, apart)) = joined(&value).filter(|_| !is_quoted) {
            reader.warning(
                "joined-terms",
                item.span.clone(),
                format!("the `{comma}` makes this one term: it is part of the name"),
                format!(
                    "write half-width commas between terms: `{}`",
                    shorten(&apart.join(", "))
                ),
            );
        }
        if !repeats(reader, &found, item, &value) {
            found.push(Spanned {
                value,
                span: item.span.clone(),
            });
        }
    }
    Some(found)
}

/// The first full-width comma between terms, and these. One in brackets or in quotes is a part of a name.
fn joined(value: &str) -> Option<(char, Vec<&str>)> {
    if value.is_ascii() {
        return None;
    }
    let mut depth: usize = 0;
    let mut is_quoted = false;
    let mut first = None;
    let terms = value.split(|character: char| {
        match character {
            '「' | '『' | '（' | '(' | '《' | '〈' | '【' | '“' | '‘' => depth += 1,
            '」' | '』' | '）' | ')' | '》' | '〉' | '】' | '”' | '’' => {
                depth = depth.saturating_sub(1)
            }
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        let is_comma = matches!(character, '、' | '，') && depth == 0 && !is_quoted;
        if is_comma && first.is_none() {
            first = Some(character);
        }
        is_comma
    });
    let terms = terms.map(str::trim).collect();
    Some((first?, terms))
}
