//! Two things with one address, or one file where another needs a folder; case does not count.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use icu::casemap::{CaseMapper, CaseMapperBorrowed};
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use super::route::INDEX;
use super::{HashMap, HashSet, Page, Route, Site, Target, alias, path};
use crate::diag::{Diagnostic, Place};
use crate::parse::FrontMatter;
use crate::parse::front_matter::Spanned;
use crate::unicode::fold_name;

/// Codes of what is said of files and addresses that cannot be beside each other.
pub const COLLISIONS: [&str; 4] = [
    "two-files",
    "same-url",
    "same-url-but-for-case",
    "file-and-folder",
];

/// What a set of routes is asked first: whether two of them could collide at all. Almost always none can, and that is
/// told by hashes alone.
pub(super) struct Suspicion {
    /// Hashes of all outputs but for case.
    outputs: Vec<u64>,
    /// The same of outputs that are not called `index.html`.
    files: Vec<u64>,
    /// The same of all folders, more than once too.
    folders: Vec<u64>,
    has_odd_folder: bool,
}

impl Suspicion {
    /// Whether two of the routes may collide. That it says so proves nothing.
    pub(super) fn of(routes: &[Route]) -> bool {
        const AT_ONCE: usize = 1024;
        let parts: Vec<Suspicion> = routes.par_chunks(AT_ONCE).map(Suspicion::new).collect();
        let mut outputs: Vec<u64> = Vec::with_capacity(routes.len());
        for part in &parts {
            outputs.extend(&part.outputs);
        }
        outputs.sort_unstable();
        let files: HashSet<u64> = parts.iter().flat_map(|part| &part.files).copied().collect();
        outputs.windows(2).any(|pair| pair[0] == pair[1])
            || parts.iter().any(|part| {
                part.has_odd_folder || part.folders.iter().any(|folder| files.contains(folder))
            })
    }

    fn new(routes: &[Route]) -> Self {
        let mapper = CaseMapper::new();
        let mut suspicion = Suspicion {
            outputs: Vec::with_capacity(routes.len()),
            files: Vec::new(),
            folders: Vec::with_capacity(routes.len()),
            has_odd_folder: false,
        };
        for route in routes {
            let output = folded(mapper, &route.output);
            let hash = rapidhash_v3(output.as_bytes());
            suspicion.outputs.push(hash);
            let (mut folder, name) = path::split_folder(&output);
            if name != INDEX {
                suspicion.files.push(hash);
            }
            while !folder.is_empty() {
                let (above, name) = path::split_folder(folder);
                suspicion.has_odd_folder |= name == INDEX;
                suspicion.folders.push(rapidhash_v3(folder.as_bytes()));
                folder = above;
            }
        }
        suspicion
    }
}

/// An output as file systems that know no case see it.
fn folded<'a>(mapper: CaseMapperBorrowed<'_>, output: &'a str) -> Cow<'a, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if output.bytes().all(is_plain) {
        Cow::Borrowed(output)
    } else {
        mapper.fold_string(output)
    }
}

/// Says which routes collide.
pub(super) fn find(site: &Site, routes: &[Route]) -> Vec<Diagnostic> {
    let mapper = CaseMapper::new();
    let folded: Vec<Cow<'_, str>> = routes
        .iter()
        .map(|route| folded(mapper, &route.output))
        .collect();
    let mut diagnostics = Vec::new();
    let mut told = HashSet::default();
    let mut outputs: HashMap<&str, &Route> = HashMap::default();
    for (output, route) in folded.iter().zip(routes) {
        match outputs.entry(output) {
            Entry::Vacant(free) => {
                free.insert(route);
            }
            Entry::Occupied(taken) => {
                let first = *taken.get();
                // A redirect to itself is no second page.
                let is_other = first.output != route.output || !same_thing(first, route);
                if is_other && mistake(first, route).is_none_or(|mistake| told.insert(mistake)) {
                    diagnostics.push(collision(site, first, route));
                }
            }
        }
    }
    let mut free: HashSet<&str> = HashSet::default();
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

/// The place to blame for a route: the slug, alias or term that gave it its address, else the file.
fn culprit(site: &Site, route: &Route) -> Option<Place> {
    match &route.target {
        Target::Page(id) | Target::Section(id, _) => {
            let page = site.page(*id);
            in_page(site, page, page.front.slug.as_ref(), |front| {
                front.slug.is_some()
            })
        }
        Target::Redirect(to) => {
            let page = site.pages.iter().find(|page| page.path == *to)?;
            let address = route.path.trim_end_matches('/');
            let leads_here = |alias: &&Spanned<String>| {
                alias::path_of(site, page, &alias.value).as_deref() == Some(address)
            };
            let alias = page.front.aliases.iter().find(leads_here);
            in_page(site, page, alias, |front| !front.aliases.is_empty())
        }
        Target::Term(taxonomy, term, lang, _) => {
            let taxonomy = &site.taxonomies[*taxonomy];
            let term = &taxonomy.terms[*term];
            let page = site.page(*term.pages[lang.index()].first()?);
            let terms = |front: &FrontMatter| {
                let named = front.taxonomies.iter();
                named.filter(|(name, _)| **name == *taxonomy.id).count() > 0
            };
            let mut written = page
                .front
                .taxonomies
                .iter()
                .filter(|(name, _)| **name == *taxonomy.id);
            let written = written
                .find_map(|(_, terms)| terms.iter().find(|written| *written.value == *term.id));
            in_page(site, page, written, terms)
        }
        Target::SiteAsset(name) => Some(in_file(format!("static/{name}").into())),
        Target::ContentAsset(name) => Some(in_file(format!("content/{name}").into())),
        _ => None,
    }
}

/// Where a value of front matter stands; the page's file where there is none.
fn in_page(
    site: &Site,
    page: &Page,
    value: Option<&Spanned<String>>,
    is_own: impl Fn(&FrontMatter) -> bool,
) -> Option<Place> {
    let written = value.and_then(|value| Some((site.file_of(page, is_own)?, value)));
    let Some((file, value)) = written else {
        return Some(in_file(page.source.as_ref()?.path.clone()));
    };
    Some(Place {
        text: file.text().cloned(),
        span: value.span.clone(),
        ..in_file(file.path.clone())
    })
}

fn in_file(path: Arc<str>) -> Place {
    Place {
        path,
        text: None,
        span: 0..0,
        label: String::new(),
    }
}

/// Blames the one that has a line to show, else the second; a term only where nothing else is to blame. The other is
/// named beside it.
fn blame(site: &Site, mut diagnostic: Diagnostic, first: &Route, second: &Route) -> Diagnostic {
    let mut places: Vec<(bool, Place)> = [second, first]
        .into_iter()
        .filter_map(|route| {
            Some((
                matches!(route.target, Target::Term(..)),
                culprit(site, route)?,
            ))
        })
        .collect();
    places.sort_by_key(|(is_term, place)| (*is_term, place.text.is_none()));
    let mut places = places.into_iter().map(|(_, place)| place);
    diagnostic.place = places.next();
    for place in places {
        diagnostic = diagnostic.related(Place {
            label: "the other one".to_owned(),
            ..place
        });
    }
    diagnostic
}

/// What two routes share with those of other languages: a file that collides in each of them, or two terms that do,
/// are one mistake.
fn mistake(first: &Route, second: &Route) -> Option<String> {
    match (&first.target, &second.target) {
        (Target::Term(taxonomy, one, ..), Target::Term(_, two, ..)) => {
            // Terms stand in another order in each language.
            Some(format!("{taxonomy}/{}/{}", one.min(two), one.max(two)))
        }
        (_, Target::ContentAsset(name)) | (Target::ContentAsset(name), _) => Some(name.to_string()),
        _ => None,
    }
}

fn collision(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let (one, two) = (describe(site, first), describe(site, second));
    let instead = instead(site, first, second);
    let diagnostic = if first.output == second.output {
        let path = &second.path;
        let message = format!("two things have the address {path}: {one} and {two}");
        Diagnostic::error("same-url", message).help(instead)
    } else {
        Diagnostic::finding(
            "same-url-but-for-case",
            format!(
                "{} and {} differ only in upper and lower case: {one} and {two}",
                first.path, second.path
            ),
        )
        .help(format!("{instead}; many file systems cannot keep both"))
    };
    blame(site, diagnostic, first, second)
}

fn instead(site: &Site, first: &Route, second: &Route) -> &'static str {
    match (&first.target, &second.target) {
        (Target::Term(of_one, one, ..), Target::Term(of_two, two, ..)) => {
            let id = |taxonomy: usize, term: usize| &*site.taxonomies[taxonomy].terms[term].id;
            match fold_name(id(*of_one, *one)) == fold_name(id(*of_two, *two)) {
                true => "write the term in the same way everywhere",
                false => {
                    "some signs do not stand in addresses, such as `#`: write one of the two as a word (`c-sharp`); its label stands in site.yaml"
                }
            }
        }
        (Target::Redirect(_), _) | (_, Target::Redirect(_)) => {
            "an alias is an address that nothing has any more: remove it, or correct it"
        }
        (Target::Page(_), Target::Page(_) | Target::Section(..))
        | (Target::Section(..), Target::Page(_)) => {
            "give one of them another name or `slug`; what a section itself says stands in its `_index`"
        }
        (Target::ContentAsset(_) | Target::SiteAsset(_), _)
        | (_, Target::ContentAsset(_) | Target::SiteAsset(_)) => "rename the file, or delete it",
        _ => "give one of them another name or `slug`",
    }
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
