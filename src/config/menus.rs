//! `menus`: lists of page keys and links by name.

use super::languages::localized;
use super::{MENU_LINK, MenuItem, has_scheme};
use crate::yaml::{Node, Reader, Value, shorten};

const ITEM: &str = "{url: 'https://example.org/', title: Example}";

pub(super) fn menus(
    reader: &mut Reader<'_>,
    node: &Node,
    codes: &[&str],
) -> Vec<(String, Vec<MenuItem>)> {
    let entries = reader
        .mapping(node, "menus", "menus: {main: [film/_index]}")
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let name = format!("menus.{}", entry.key);
            let example = format!("{}: [film/_index]", entry.key);
            let items = reader
                .list(&entry.value, &name, &example)
                .unwrap_or_default();
            let items = items
                .iter()
                .filter_map(|item| menu_item(reader, item, &name, codes))
                .collect();
            (entry.key.clone(), items)
        })
        .collect()
}

fn menu_item(reader: &mut Reader<'_>, node: &Node, name: &str, codes: &[&str]) -> Option<MenuItem> {
    let Value::Mapping(entries) = &node.value else {
        return menu_key(reader, node, name);
    };
    reader.refuse_unknown_keys(entries, MENU_LINK, &format!("an item of `{name}`"));
    let missing: Vec<&str> = MENU_LINK
        .iter()
        .copied()
        .filter(|key| node.get(key).is_none())
        .collect();
    if let Some(first) = missing.first() {
        reader.error(
            "missing-key",
            node.span.clone(),
            format!("this item of `{name}` has no `{first}`"),
            format!("write both, such as `{ITEM}`"),
        );
    }
    let url = node.get("url")?;
    let url_text = reader.text(url, &format!("{name}.url"), "url: 'https://example.org/'")?;
    if url_text.contains(|character: char| character.is_whitespace() || character.is_control()) {
        reader.error(
            "bad-value",
            url.span.clone(),
            "an address cannot hold a space",
            "write `%20` for each space",
        );
        return None;
    }
    if let Some(right) = instead_of_relative(&url_text) {
        reader.error(
            "bad-menu-item",
            url.span.clone(),
            format!(
                "`{}` leads elsewhere from every page, and a menu stands on all of them",
                shorten(&url_text)
            ),
            right,
        );
        return None;
    }
    let title = localized(reader, node.get("title")?, &format!("{name}.title"), codes);
    Some(MenuItem::Url {
        url: url_text,
        span: url.span.clone(),
        title,
    })
}

/// What to write instead of an address that a browser sees from the page on which it stands. That of a place on the page
/// itself, `#top`, is meant so.
fn instead_of_relative(url: &str) -> Option<String> {
    if has_scheme(url) || url.starts_with(['/', '#']) {
        return None;
    }
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    if first.starts_with("www.") {
        return Some(format!("write `https://{url}`"));
    }
    Some("write the key of the page, `film/plan`, in place of the whole item, a path from the site's root, `/ja/film/plan/`, or an address with `https://`".to_owned())
}

fn menu_key(reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<MenuItem> {
    let key = reader.text(node, &format!("an item of {name}"), "film/_index")?;
    let problem = if key.contains("://") {
        Some(("an address needs a title beside it", ITEM.to_owned()))
    } else if key.starts_with('/') || key.ends_with('/') {
        let bare = key.trim_matches('/');
        let right = if bare.is_empty() {
            "_index".to_owned()
        } else {
            format!("{bare}/_index")
        };
        Some((
            "a menu names pages by key, without a slash at either end",
            right,
        ))
    } else {
        key.strip_suffix(".md").map(|bare| {
            (
                "a menu names pages by key, without language and `.md`",
                bare.split('.').next().unwrap_or(bare).to_owned(),
            )
        })
    };
    if let Some((message, right)) = problem {
        reader.error(
            "bad-menu-item",
            node.span.clone(),
            message,
            format!("write `{right}`"),
        );
        return None;
    }
    Some(MenuItem::Key(key, node.span.clone()))
}
