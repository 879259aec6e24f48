//! The addresses of a page that its editor chooses: `slug` and `aliases`.

use percent_encoding::percent_decode_str;

use super::Spanned;
use super::lists::repeats;
use crate::config::{file_name_problem, nfc, reserved_problem, segment_problem};
use crate::yaml::{Node, Reader};

pub(super) fn slug(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
    let example = "slug: travel-plan";
    let value = nfc(&reader.text(node, "slug", example)?);
    if let Some(problem) = segment_problem(&value) {
        reader.error(
            "bad-slug",
            node.span.clone(),
            format!("the slug is the last part of the page's address, and this one {problem}"),
            format!("write one word or several with hyphens, such as `{example}`"),
        );
        return None;
    }
    Some(Spanned {
        value,
        span: node.span.clone(),
    })
}

pub(super) fn aliases(reader: &mut Reader<'_>, node: &Node) -> Vec<Spanned<String>> {
    let example = "aliases: [/old/address/]";
    let mut found: Vec<Spanned<String>> = Vec::new();
    for item in reader.list(node, "aliases", example).unwrap_or_default() {
        let Some(text) = reader.text(item, "an item of aliases", "/old/address/") else {
            continue;
        };
        let value = nfc(&text);
        if let Some(problem) = alias_name_problem(&value) {
            reader.error(
                "bad-alias",
                item.span.clone(),
                format!("an alias is an old address of the page, and in this one a part {problem}"),
                "leave it out: no file can have that name",
            );
        } else if let Some(problem) = alias_problem(&value) {
            reader.error(
                "bad-alias",
                item.span.clone(),
                format!("an alias is an old address of the page, and this one {problem}"),
                "write the path alone, from the site's root: `/old/address/`",
            );
        } else if !repeats(reader, &found, item, &value) {
            found.push(Spanned {
                value,
                span: item.span.clone(),
            });
        }
    }
    found
}

/// What is wrong with one of the names that an alias is made of. It may be copied from where it stands encoded.
fn alias_name_problem(alias: &str) -> Option<String> {
    let decoded = percent_decode_str(alias).decode_utf8();
    let decoded = decoded.as_ref().map_or(alias, |decoded| decoded);
    let mut names = decoded.split('/').filter(|name| !name.is_empty());
    let first = names.clone().next().unwrap_or_default();
    reserved_problem(first).or_else(|| names.find_map(|name| file_name_problem(&nfc(name))))
}

fn alias_problem(alias: &str) -> Option<String> {
    if alias.contains("://") || alias.starts_with("//") {
        return Some("names a host".to_owned());
    }
    if alias.trim() != alias {
        return Some("starts or ends with a space".to_owned());
    }
    if alias.split('/').all(str::is_empty) {
        return Some("is the home page".to_owned());
    }
    if alias.split('/').any(|part| matches!(part, "." | "..")) {
        return Some("holds `.` or `..` between slashes".to_owned());
    }
    alias
        .chars()
        .find(|character| matches!(character, '?' | '#' | '\\') || character.is_control())
        .map(|character| {
            if character.is_control() {
                "holds a control character".to_owned()
            } else {
                format!("holds `{character}`")
            }
        })
}
