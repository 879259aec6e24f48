//! Reads finished pages as a browser would: ids, links, images, headings.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use html5gum::{Token, Tokenizer};

use crate::diag::Diagnostic;
use crate::model::{Page, Route, Site, links};

/// What one page holds.
#[derive(Debug, Default)]
pub(super) struct Read {
    ids: Vec<String>,
    hrefs: BTreeSet<String>,
    images_without_alt: Vec<String>,
    first_headings: usize,
}

/// Reads a page.
pub(super) fn read(html: &[u8]) -> Read {
    let mut read = Read::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        let Token::StartTag(tag) = token else {
            continue;
        };
        let attribute = |name: &[u8]| {
            tag.attributes
                .get(name)
                .map(|value| String::from_utf8_lossy(value).into_owned())
        };
        read.ids.extend(attribute(b"id"));
        match tag.name.as_slice() {
            b"a" | b"area" | b"link" => read.hrefs.extend(attribute(b"href")),
            b"img" => {
                read.hrefs.extend(attribute(b"src"));
                if attribute(b"alt").is_none() {
                    read.images_without_alt
                        .push(attribute(b"src").unwrap_or_default());
                }
            }
            b"script" | b"source" | b"video" | b"audio" | b"iframe" => {
                read.hrefs.extend(attribute(b"src"))
            }
            b"h1" => read.first_headings += 1,
            _ => {}
        }
    }
    read
}

/// What is wrong with the pages, each by its URL path.
pub(super) fn judge(site: &Site, pages: &[(Arc<str>, Read)]) -> Vec<Diagnostic> {
    let ids: HashMap<&str, HashSet<&str>> = pages
        .iter()
        .map(|(path, read)| (&**path, read.ids.iter().map(String::as_str).collect()))
        .collect();
    let mut diagnostics = Vec::new();
    let mut broken: BTreeMap<&str, Vec<&Arc<str>>> = BTreeMap::new();
    for (path, read) in pages {
        let Some(route) = site.by_path.get(path).map(|at| &site.routes[*at]) else {
            continue;
        };
        diagnostics.extend(repeated_ids(site, route, read));
        diagnostics.extend(images(site, route, read));
        diagnostics.extend(headings(site, route, read));
        let said = said(site, route);
        for href in &read.hrefs {
            if !said.contains(href.as_str()) && !leads_somewhere(site, &ids, path, href) {
                broken.entry(href).or_default().push(path);
            }
        }
    }
    for (href, on) in broken {
        let first = site.by_path.get(on[0]).map(|at| &site.routes[*at]);
        let more = match on.len() {
            1 => String::new(),
            2 => " and 1 more page".to_owned(),
            count => format!(" and {} more pages", count - 1),
        };
        let diagnostic = Diagnostic::finding(
            "broken-address",
            format!("{href} is not there; it is linked from {}{more}", on[0]),
        );
        diagnostics.push(match first {
            Some(route) => blame_text(site, route, diagnostic, href),
            None => diagnostic,
        });
    }
    diagnostics
}

/// Addresses in the page's own text: links were checked where they stand, with their lines.
fn said(site: &Site, route: &Route) -> HashSet<String> {
    let mut said = HashSet::new();
    let Some(id) = route.target.page() else {
        return said;
    };
    let page: &Page = site.page(id);
    links::each_reference(page, &mut |reference| {
        let written = match reference {
            links::Reference::Link(link) => &link.destination,
            links::Reference::Image(image) => &image.source,
        };
        match links::resolve(site, page, written) {
            links::Resolved::Page { page, rest } => said.insert(site.href(&page.path) + rest),
            links::Resolved::Path { path, rest, .. } => said.insert(site.href(&path) + rest),
            _ => said.insert(written.to_string()),
        };
    });
    said
}

fn leads_somewhere(
    site: &Site,
    ids: &HashMap<&str, HashSet<&str>>,
    from: &str,
    href: &str,
) -> bool {
    let config = &site.config;
    let own = href.strip_prefix(&config.base_url.origin).unwrap_or(href);
    let (written, fragment) = own.split_once('#').unwrap_or((own, ""));
    let written = written.split('?').next().unwrap_or_default();
    let path = match written {
        "" if own.is_empty() => return true,
        "" => from.to_owned(),
        written if written.starts_with('/') && !written.starts_with("//") => {
            let Some(below) = links::decode(written)
                .strip_prefix(config.base_url.path.trim_end_matches('/'))
                .map(str::to_owned)
            else {
                // On this host, but not of this site.
                return true;
            };
            below
        }
        _ => return true,
    };
    let Some(route) = site.route_at(&path) else {
        return false;
    };
    let fragment = links::decode(fragment);
    fragment.is_empty()
        || fragment == "top"
        || ids
            .get(&*route.path)
            .is_none_or(|ids| ids.contains(&*fragment))
}

fn blame(site: &Site, route: &Route, diagnostic: Diagnostic) -> Diagnostic {
    let source = route
        .target
        .page()
        .and_then(|id| site.page(id).source.as_ref());
    match source {
        Some(source) => diagnostic.in_file(source.path.clone()),
        None => diagnostic,
    }
}

/// Points at the address where the page's file has it, else names the file alone.
fn blame_text(site: &Site, route: &Route, diagnostic: Diagnostic, href: &str) -> Diagnostic {
    let source = route
        .target
        .page()
        .and_then(|id| site.page(id).source.as_ref());
    let found = source.and_then(|source| {
        let text = source.text.as_ref()?;
        let ends = |at: usize| {
            !text[at + href.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '/')
        };
        let at = text
            .match_indices(href)
            .map(|(at, _)| at)
            .find(|at| ends(*at))?;
        Some((source, text, at))
    });
    match found {
        Some((source, text, at)) => diagnostic
            .at(&source.path, text, at..at + href.len(), "")
            .help("correct the address, or link to the source file in Markdown"),
        None => blame(site, route, diagnostic).help("the address comes from a template or a menu"),
    }
}

fn repeated_ids(site: &Site, route: &Route, read: &Read) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let repeated: BTreeSet<&str> = read
        .ids
        .iter()
        .map(String::as_str)
        .filter(|id| !seen.insert(*id))
        .collect();
    repeated
        .into_iter()
        .map(|id| {
            let message = format!("{} has two elements with the id `{id}`", route.path);
            blame(site, route, Diagnostic::finding("repeated-id", message))
                .help("give one of them another: a heading's id stands in `{#…}` behind it")
        })
        .collect()
}

fn images(site: &Site, route: &Route, read: &Read) -> Vec<Diagnostic> {
    read.images_without_alt
        .iter()
        .map(|src| {
            let message = format!("{} shows the image {src} without an `alt` text", route.path);
            blame(site, route, Diagnostic::finding("missing-alt", message))
                .help("say in a few words what the image shows; `alt=\"\"` if it is decoration")
        })
        .collect()
}

fn headings(site: &Site, route: &Route, read: &Read) -> Option<Diagnostic> {
    // Redirect pages have no heading; every other page has one.
    if matches!(route.target, crate::model::Target::Redirect(_)) || read.first_headings == 1 {
        return None;
    }
    let message = format!(
        "{} has {} headings of the first level",
        route.path, read.first_headings
    );
    Some(
        blame(site, route, Diagnostic::finding("first-heading", message))
            .help("the title is the only one: start headings in a text with `##`"),
    )
}
