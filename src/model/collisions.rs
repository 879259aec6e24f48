//! Two things with one address, and addresses that not every file system can keep apart.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use icu::casemap::CaseMapper;

use super::{Route, Site, Target, path};
use crate::diag::{Diagnostic, Place};

/// Says which routes are the same file, or a file and a folder at once, or differ only in case.
pub(super) fn find(site: &Site, routes: &[Route]) -> Vec<Diagnostic> {
    let mapper = CaseMapper::new();
    let folded: Vec<Cow<'_, str>> = routes
        .iter()
        .map(|route| mapper.fold_string(&route.output))
        .collect();
    let mut diagnostics = Vec::new();
    let mut outputs: HashMap<&str, &Route> = HashMap::with_capacity(routes.len());
    for (output, route) in folded.iter().zip(routes) {
        match outputs.entry(output) {
            Entry::Vacant(free) => {
                free.insert(route);
            }
            Entry::Occupied(taken) => {
                let first = *taken.get();
                // A redirect to itself is no second page.
                if first.output != route.output || !same_thing(first, route) {
                    diagnostics.push(collision(site, first, route));
                }
            }
        }
    }
    let mut free: HashSet<&str> = HashSet::new();
    for (output, route) in folded.iter().zip(routes) {
        let mut folder = path::split_folder(output).0;
        while !folder.is_empty() && free.insert(folder) {
            if let Some(file) = outputs.get(folder) {
                diagnostics.push(file_in_the_way(site, file, route));
                break;
            }
            folder = path::split_folder(folder).0;
        }
    }
    diagnostics
}

fn same_thing(first: &Route, second: &Route) -> bool {
    first.target == second.target
        || matches!(&second.target, Target::Redirect(to) if *to == first.path)
        || matches!(&first.target, Target::Redirect(to) if *to == second.path)
}

/// A route as an editor knows it: its file, else a name.
fn describe(site: &Site, route: &Route) -> String {
    match &route.target {
        Target::Page(id) | Target::Section(id, 1) => {
            let page = site.page(*id);
            page.source.as_ref().map_or_else(
                || format!("the section `{}`", page.key),
                |source| source.path.to_string(),
            )
        }
        Target::Section(id, number) => format!("list page {number} of `{}`", site.page(*id).key),
        Target::Taxonomy(at, _) => format!("the list of `{}`", site.taxonomies[*at].id),
        Target::Term(at, term, ..) => {
            format!(
                "the term `{}` of `{}`",
                site.taxonomies[*at].terms[*term].id, site.taxonomies[*at].id
            )
        }
        Target::Redirect(to) => format!("an alias of {to}"),
        Target::ThemeAsset(name) => format!("the theme's file {name}"),
        Target::SiteAsset(name) => format!("static/{name}"),
        Target::ContentAsset(name) => format!("content/{name}"),
        _ => format!("the generated file {}", route.output),
    }
}

/// The file to blame for a route: its page's, or the asset.
fn culprit(site: &Site, route: &Route) -> Option<Arc<str>> {
    match &route.target {
        Target::Page(id) | Target::Section(id, _) => site
            .page(*id)
            .source
            .as_ref()
            .map(|source| source.path.clone()),
        Target::Redirect(to) => {
            let source = site
                .pages
                .iter()
                .find(|page| page.path == *to)?
                .source
                .as_ref()?;
            Some(source.path.clone())
        }
        Target::Term(taxonomy, term, lang, _) => {
            let pages = &site.taxonomies[*taxonomy].terms[*term].pages[lang.index()];
            let mut sources = pages.iter().filter_map(|id| site.page(*id).source.as_ref());
            sources.next().map(|source| source.path.clone())
        }
        Target::SiteAsset(name) => Some(format!("static/{name}").into()),
        Target::ContentAsset(name) => Some(format!("content/{name}").into()),
        _ => None,
    }
}

fn blame(site: &Site, diagnostic: Diagnostic, first: &Route, second: &Route) -> Diagnostic {
    let (path, other) = match (culprit(site, second), culprit(site, first)) {
        (Some(path), other) => (path, other),
        (None, Some(path)) => (path, None),
        (None, None) => return diagnostic,
    };
    let diagnostic = diagnostic.in_file(path);
    match other {
        Some(path) => diagnostic.related(Place {
            path,
            text: None,
            span: 0..0,
            label: "the other one".to_owned(),
        }),
        None => diagnostic,
    }
}

fn collision(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let (one, two) = (describe(site, first), describe(site, second));
    let diagnostic = if first.output == second.output {
        Diagnostic::error(
            "same-url",
            format!(
                "two things have the address {}: {one} and {two}",
                second.path
            ),
        )
        .help("give one of them another name or `slug`")
    } else {
        Diagnostic::finding(
            "same-url-but-for-case",
            format!(
                "{} and {} differ only in upper and lower case: {one} and {two}",
                first.path, second.path
            ),
        )
        .help("give one of them another name or `slug`; many file systems cannot keep both")
    };
    blame(site, diagnostic, first, second)
}

fn file_in_the_way(site: &Site, file: &Route, route: &Route) -> Diagnostic {
    let message = format!(
        "{} would be a file and a folder at once: {} and {}",
        file.path,
        describe(site, file),
        describe(site, route)
    );
    let diagnostic = Diagnostic::error("file-and-folder", message).help("rename one of them");
    blame(site, diagnostic, route, file)
}
