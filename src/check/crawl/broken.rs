//! Addresses on finished pages that lead nowhere.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::resolve::{is_relative, resolve, trimmed};
use super::text::Text;
use super::{Read, Told, and_more, blame};
use crate::diag::Diagnostic;
use crate::model::{Page, Route, Site, dead_in_menus, links};
use crate::render::address_in_list;

/// What is said once: an address, and for one that is seen from the page, the path of the file that has it.
type Key<'a> = (&'a str, Option<Arc<str>>);

/// Where an address stands.
struct Use<'a> {
    route: &'a Route,
    /// The URL path that it comes to there.
    path: String,
    /// Where the page's own text has it.
    in_text: Option<Range<usize>>,
}

/// Says which addresses lead nowhere, each once; those of menus have been told with their lines in `site.yaml`.
pub(super) fn addresses(
    site: &Site,
    pages: &[(Arc<str>, Read)],
    told_before: &Told<'_>,
) -> Vec<Diagnostic> {
    let ids: HashMap<&str, HashSet<&str>> = pages
        .iter()
        .map(|(path, read)| {
            let ids = read.ids.iter().chain(&read.names);
            (&**path, ids.map(String::as_str).collect())
        })
        .collect();
    let told = OnceCell::new();
    let of_menus = dead_in_menus(site);
    let mut broken: BTreeMap<Key<'_>, Vec<Use<'_>>> = BTreeMap::new();
    for (path, read) in pages {
        let Some(route) = site.by_path.get(path).map(|at| &site.routes[*at]) else {
            continue;
        };
        let said = said(site, route);
        let Some(from) = seen_from(site, route, read) else {
            continue;
        };
        let text = OnceCell::new();
        for href in &read.hrefs {
            if said.contains(href.as_str()) || said.contains(&*links::decode(href)) {
                continue;
            }
            let Some(path) = dead_path(site, &ids, &from, href) else {
                continue;
            };
            let text = text.get_or_init(|| file(site, route).map(|(_, text)| Text::new(text)));
            let in_text = text.as_ref().and_then(|text| text.place_of(href));
            // It comes from a menu, or from a text that this page shows too, and was told where it stands there.
            let is_told_elsewhere = || {
                let told = told.get_or_init(|| said_elsewhere(site, pages));
                of_menus.contains(href) || told.contains(trimmed(href).as_str())
            };
            // Or from `url` in a template, which has told of it there.
            let is_told_of_call = || {
                let below = links::decode(&path);
                let base = links::decode(site.config.base_url.path.trim_end_matches('/'));
                let below = below.strip_prefix(&*base).unwrap_or(&below);
                told_before
                    .problems
                    .contains(&*links::nothing_at(below).message)
            };
            if in_text.is_none() && (is_told_elsewhere() || is_told_of_call()) {
                continue;
            }
            let file = match is_relative(href) && in_text.is_some() {
                true => file(site, route).map(|(path, _)| path.clone()),
                false => None,
            };
            broken.entry((href, file)).or_default().push(Use {
                route,
                path,
                in_text,
            });
        }
    }
    let in_files: HashSet<&str> = broken
        .keys()
        .filter_map(|(href, file)| file.as_ref().map(|_| *href))
        .collect();
    broken
        .iter()
        // Lists show texts too: what such a text has wrong is said of its file.
        .filter(|((href, file), _)| {
            file.is_some() || !is_relative(href) || !in_files.contains(href)
        })
        .map(|((href, _), uses)| diagnostic(site, href, uses, told_before))
        .collect()
}

/// The URL path from which a browser sees relative addresses of a page. None where `<base>` names another host.
fn seen_from(site: &Site, route: &Route, read: &Read) -> Option<String> {
    let own = site.href(&route.path);
    match &read.base {
        None => Some(own),
        Some(base) => resolve(&site.config.base_url.origin, &own, base).map(|asked| asked.path),
    }
}

fn diagnostic(site: &Site, href: &str, uses: &[Use<'_>], told: &Told<'_>) -> Diagnostic {
    // Lists show texts too, and templates stand on every page.
    let in_text = uses.iter().find(|used| used.in_text.is_some());
    let Some(first) = in_text.or(uses.first()) else {
        return Diagnostic::finding("broken-address", format!("{href} is not there"));
    };
    let (on, path) = (&first.route.path, &first.path);
    let more = and_more(uses.len());
    let is_relative = is_relative(href);
    let message = match is_relative {
        true => format!("{href} is not there; on {on}{more} it leads to {path}"),
        false => format!("{href} is not there; it is linked from {on}{more}"),
    };
    let problem = Diagnostic::finding("broken-address", message);
    let place = first.in_text.clone().zip(file(site, first.route));
    let Some((span, (file, text))) = place else {
        if let Some(place) = told.in_template(href) {
            let problem = Diagnostic {
                place: Some(place),
                ..problem
            };
            return problem.help(match is_relative {
                true => "every page is seen from its own address: write it from the root, `/…`, or with `url(to=…)`",
                false => "correct the address; with `url(to=…)` it follows the language",
            });
        }
        return blame(site, first.route, problem).help(match is_relative {
            true => "it comes from a template, or from a text that this page shows too: write it from the root, `/…`",
            false => "the address comes from a template or a menu",
        });
    };
    let problem = problem.at(file, text, span, "");
    if !is_relative {
        return problem.help("correct the address, or link to the source file in Markdown");
    }
    let page = first.route.target.page().map(|id| site.page(id));
    let instead = match page.and_then(|page| meant(site, page, href)) {
        Some(path) => format!("`{path}`"),
        None => format!("an address from the root, `{}…`", site.href("/")),
    };
    problem.help(format!(
        "in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or {instead}"
    ))
}

/// The address of what a relative address names as Markdown would take it.
fn meant(site: &Site, page: &Page, href: &str) -> Option<String> {
    if href.contains('#') {
        return None;
    }
    match links::resolve(site, page, href) {
        links::Resolved::Page { page, rest } => Some(site.href(&page.path) + rest),
        links::Resolved::Path { path, rest, .. } => Some(site.href(&path) + rest),
        _ => None,
    }
}

/// Addresses in the page's own text: links were checked where they stand, with their lines.
fn said(site: &Site, route: &Route) -> HashSet<String> {
    let mut said = HashSet::new();
    if let Some(id) = route.target.page() {
        say(site, site.page(id), &mut said);
    }
    said
}

/// The addresses in the texts of all pages, as lists show them.
fn said_elsewhere(site: &Site, pages: &[(Arc<str>, Read)]) -> HashSet<String> {
    let mut said = HashSet::new();
    for page in &site.pages {
        let mut on_page = HashSet::new();
        say(site, page, &mut on_page);
        let own = site.href(&page.path);
        said.extend(on_page.into_iter().map(|address| in_list(&own, &address)));
    }
    // Those of raw HTML too, which are said where this page is read.
    for (path, read) in pages {
        let own = site.href(path);
        let in_lists = read.hrefs.iter().map(|href| (href, in_list(&own, href)));
        let other = in_lists.filter(|(href, in_list)| *href != in_list);
        said.extend(other.map(|(_, in_list)| in_list));
    }
    said
}

/// An address of a page's text as it stands in a list of another page.
fn in_list(own: &str, address: &str) -> String {
    address_in_list(own, address).unwrap_or_else(|| trimmed(address))
}

fn say(site: &Site, page: &Page, said: &mut HashSet<String>) {
    links::each_reference(page, &mut |reference| {
        let written = match reference {
            links::Reference::Link(link) => &link.destination,
            links::Reference::Image(image) => &image.source,
        };
        let is_image = matches!(reference, links::Reference::Image(_));
        match links::resolve(site, page, written) {
            links::Resolved::Page { page, rest } => said.insert(site.href(&page.path) + rest),
            links::Resolved::Path { path, rest, .. } => said.insert(site.href(&path) + rest),
            // The source of an image is written as it stands.
            links::Resolved::Missing(_) | links::Resolved::Unpublished if is_image => {
                said.insert(written.to_string())
            }
            // A link has no address then.
            links::Resolved::Missing(_) | links::Resolved::Unpublished => false,
            links::Resolved::Fragment => said.insert(written.to_string()),
            // Nobody asks of it but this check, which may find that it is of this host.
            links::Resolved::External => false,
        };
    });
}

/// The URL path of an address of this site that leads nowhere.
fn dead_path(
    site: &Site,
    ids: &HashMap<&str, HashSet<&str>>,
    from: &str,
    href: &str,
) -> Option<String> {
    let config = &site.config;
    let asked = resolve(&config.base_url.origin, from, href)?;
    let base = links::decode(config.base_url.path.trim_end_matches('/'));
    let decoded = links::decode(&asked.path);
    // What lies outside of the base path is on this host, but not of this site.
    let below = decoded.strip_prefix(&*base)?;
    if !below.is_empty() && !below.starts_with('/') {
        return None;
    }
    let Some(route) = site.route_at(below) else {
        return Some(asked.path);
    };
    let has_id = asked.id.is_empty()
        // HTML Living Standard, 7.4.6.4: whatever the case.
        || asked.id.eq_ignore_ascii_case("top")
        || ids
            .get(&*route.path)
            .is_none_or(|ids| ids.contains(&*asked.id));
    (!has_id).then(|| format!("{}#{}", asked.path, asked.id))
}

/// Path and text of the file of a page.
pub(super) fn file<'a>(site: &'a Site, route: &Route) -> Option<(&'a Arc<str>, &'a Arc<str>)> {
    let source = site.page(route.target.page()?).source.as_ref()?;
    Some((&source.path, source.text()?))
}
