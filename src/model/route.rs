//! Every address of the site, each once.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use icu::casemap::CaseMapper;

use super::graph::number_path;
use super::{Page, PageId, Paginated, Role, Site, Thing, links, path};
use crate::config::Lang;
use crate::diag::{Diagnosed, Diagnostic, Place};

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The URL path without base path, NFC, not encoded: `/ja/film/`.
    pub path: Arc<str>,
    /// The file in the output folder: `ja/film/index.html`.
    pub output: Arc<str>,
    /// What answers.
    pub target: Target,
}

/// What a route shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page.
    Page(PageId),
    /// A section or home page, and the number of the list page, from 1.
    Section(PageId, usize),
    /// The terms of a taxonomy.
    Taxonomy(usize, Lang),
    /// The pages of a term: taxonomy, term, language, number of the list page.
    Term(usize, usize, Lang, usize),
    /// A page that leads to another URL path.
    Redirect(Arc<str>),
    /// The Atom feed of a language.
    Feed(Lang),
    /// `sitemap.xml`, or the part of that number, from 1, of a site with more URLs than one sitemap may hold.
    Sitemap(Option<usize>),
    /// The list of sitemaps.
    SitemapIndex(usize),
    /// `robots.txt`
    Robots,
    /// 404 in one language, or in all.
    NotFound(Option<Lang>),
    /// The root language chooser.
    Chooser,
    /// A fingerprinted file of the theme, by its name.
    ThemeAsset(Arc<str>),
    /// A file of `static/`, by its path.
    SiteAsset(Arc<str>),
    /// A file beside a page, by its path below `content/`.
    ContentAsset(Arc<str>),
}

/// URLs that one sitemap may hold (sitemaps.org protocol).
const SITEMAP_LIMIT: usize = 50_000;

impl Target {
    /// What this is a version of, if other languages may have it too.
    #[must_use]
    pub fn thing(&self, site: &Site) -> Option<Thing> {
        match self {
            Target::Page(id) => Some(Thing::Key(site.page(*id).key.clone(), 1)),
            Target::Section(id, number) => Some(Thing::Key(site.page(*id).key.clone(), *number)),
            Target::Taxonomy(taxonomy, _) => Some(Thing::Taxonomy(*taxonomy)),
            Target::Term(taxonomy, term, _, number) => Some(Thing::Term(*taxonomy, *term, *number)),
            // It stands for all homes, which announce it as their x-default: so it announces them.
            Target::Chooser => Some(Thing::Key("_index".into(), 1)),
            _ => None,
        }
    }

    /// The language of the page around it.
    #[must_use]
    pub fn lang(&self, site: &Site) -> Option<Lang> {
        match self {
            Target::Page(id) | Target::Section(id, _) => Some(site.page(*id).lang),
            Target::Taxonomy(_, lang) | Target::Term(_, _, lang, _) | Target::Feed(lang) => {
                Some(*lang)
            }
            Target::NotFound(lang) => *lang,
            _ => None,
        }
    }

    /// Whether the sitemap names it.
    #[must_use]
    pub fn in_sitemap(&self, site: &Site) -> bool {
        match self {
            Target::Page(id) | Target::Section(id, _) => site.page(*id).is_indexable(),
            Target::Taxonomy(..) | Target::Term(..) | Target::Chooser => true,
            _ => false,
        }
    }

    /// The Markdown file behind it, for diagnostics.
    #[must_use]
    pub fn page(&self) -> Option<PageId> {
        match self {
            Target::Page(id) | Target::Section(id, _) => Some(*id),
            _ => None,
        }
    }
}

impl Site {
    /// The pages of a section.
    #[must_use]
    pub fn section_pages(&self, page: &Page) -> Paginated<'_> {
        let pages = self
            .sections
            .get(&page.id)
            .map_or(&[][..], |section| &section.pages);
        Paginated {
            pages,
            size: page.front.paginate.unwrap_or(self.config.paginate),
        }
    }

    /// The pages of a term in a language.
    #[must_use]
    pub fn term_pages(&self, taxonomy: usize, term: usize, lang: Lang) -> Paginated<'_> {
        Paginated {
            pages: &self.taxonomies[taxonomy].terms[term].pages[lang.index()],
            size: self.config.paginate,
        }
    }

    /// The URL path of a taxonomy's list, where a term exists in the language.
    #[must_use]
    pub fn taxonomy_path(&self, taxonomy: usize, lang: Lang) -> Option<Arc<str>> {
        let declared = self.taxonomies.get(taxonomy)?;
        (!declared.existing[lang.index()].is_empty())
            .then(|| format!("{}{}/", self.prefix(lang), declared.id).into())
    }

    /// The URL path of a term, where it exists in the language.
    #[must_use]
    pub fn term_path(&self, taxonomy: usize, term: usize, lang: Lang) -> Option<Arc<str>> {
        let declared = self.taxonomies.get(taxonomy)?;
        let slug = &declared.terms.get(term)?.slug;
        declared.terms[term].pages[lang.index()]
            .iter()
            .any(|id| self.page(*id).lang == lang)
            .then(|| format!("{}{}/{slug}/", self.prefix(lang), declared.id).into())
    }

    /// The URL path of a language's feed, where it has entries.
    #[must_use]
    pub fn feed_path(&self, lang: Lang) -> Option<String> {
        (!self.feeds[lang.index()].is_empty()).then(|| format!("{}atom.xml", self.prefix(lang)))
    }
}

/// Routes, and their indices by URL path.
type Laid = (Vec<Route>, HashMap<Arc<str>, usize>);

/// Lists every route in the order of output paths, and says which collide.
pub(super) fn lay(site: &Site) -> Diagnosed<Laid> {
    let mut routes = Vec::with_capacity(site.pages.len() * 2);
    for page in &site.pages {
        lay_page(site, page, &mut routes);
    }
    for lang in site.living_languages() {
        lay_terms(site, lang, &mut routes);
        if let Some(path) = site.feed_path(lang) {
            routes.push(file(&path, Target::Feed(lang)));
        }
        if site.prefix(lang) != "/" {
            routes.push(file(
                &format!("{}404.html", site.prefix(lang)),
                Target::NotFound(Some(lang)),
            ));
        }
    }
    // Where no language has a page, there is nothing that they could lead to.
    if site.living_languages().next().is_some() {
        routes.push(file("/404.html", Target::NotFound(None)));
        if site.has_chooser() {
            routes.push(page_route("/".into(), Target::Chooser));
        }
    }
    routes.extend(site.assets.theme.iter().map(|(name, asset)| {
        file(
            &format!("/{}", asset.output),
            Target::ThemeAsset(name.clone()),
        )
    }));
    routes.extend(
        site.resources
            .sorted()
            .into_iter()
            .map(|resource| file(&resource.path, Target::ContentAsset(resource.asset.clone()))),
    );
    if !site.assets.site.contains_key("robots.txt") {
        routes.push(file("/robots.txt", Target::Robots));
    }
    if !site.assets.site.contains_key("sitemap.xml") {
        lay_sitemaps(site, &mut routes);
    }
    routes.extend(site.assets.site.iter().map(|(name, asset)| {
        file(
            &format!("/{}", asset.output),
            Target::SiteAsset(name.clone()),
        )
    }));
    let diagnostics = collisions(site, &routes);
    routes.sort_by(|a, b| a.output.cmp(&b.output));
    routes.dedup_by(|a, b| a.output == b.output);
    let by_path = routes
        .iter()
        .enumerate()
        .map(|(at, route)| (route.path.clone(), at))
        .collect();
    Diagnosed {
        value: (routes, by_path),
        diagnostics,
    }
}

fn page_route(path: Arc<str>, target: Target) -> Route {
    let output = format!("{}index.html", path.trim_start_matches('/')).into();
    Route {
        path,
        output,
        target,
    }
}

fn file(path: &str, target: Target) -> Route {
    Route {
        path: path.into(),
        output: path.trim_start_matches('/').into(),
        target,
    }
}

fn lay_page(site: &Site, page: &Page, routes: &mut Vec<Route>) {
    if page.role == Role::Page {
        routes.push(page_route(page.path.clone(), Target::Page(page.id)));
    } else {
        let total = site.section_pages(page).total();
        lay_list(&page.path, total, routes, |number| {
            Target::Section(page.id, number)
        });
    }
    if page.copy_of.is_some() {
        return;
    }
    for alias in &page.front.aliases {
        if alias.value.starts_with('/') && !leads_here(site, page, &alias.value) {
            continue;
        }
        let path = alias_path(site, page, &alias.value);
        let target = Target::Redirect(page.path.clone());
        // `/old.html` is a file; `/2.0/` says with its slash that it is none.
        if !alias.value.ends_with('/') && path::split_folder(&path).1.contains('.') {
            routes.push(file(&path, target));
        } else {
            routes.push(page_route(format!("{path}/").into(), target));
        }
    }
}

/// Whether this version is the one that an address from the site's root leads to. All versions inherit the addresses
/// of a facts file, and one address can lead to one of them: the default language's, else the origin's, else the first.
fn leads_here(site: &Site, page: &Page, alias: &str) -> bool {
    let Some(entry) = site.entries.get(&page.key) else {
        return true;
    };
    let has = |id: &PageId| {
        let other = site.page(*id);
        other.copy_of.is_none() && other.front.aliases.iter().any(|one| one.value == alias)
    };
    let default = entry.versions[site.config.default_language.index()];
    let mut candidates = default
        .into_iter()
        .chain([entry.origin])
        .chain(entry.versions.iter().copied().flatten());
    candidates.find(has).is_none_or(|first| first == page.id)
}

/// An alias `/x/` from the site's root, else relative to the section of its page; without a slash at its end.
fn alias_path(site: &Site, page: &Page, alias: &str) -> String {
    let section = match (
        alias.starts_with('/'),
        site.ancestors[page.id.index()].last(),
    ) {
        (true, _) => "/",
        (false, Some(section)) => &site.page(*section).path,
        // The home page is a section itself.
        (false, None) => &page.path,
    };
    // Old addresses are often copied from a browser, which shows them encoded.
    let decoded = links::decode(alias);
    let plain = if decoded.chars().any(char::is_control) {
        alias
    } else {
        &decoded
    };
    path::join(section, plain).map_or_else(|| section.to_owned(), |path| format!("/{path}"))
}

fn lay_list(
    first: &Arc<str>,
    total: usize,
    routes: &mut Vec<Route>,
    target: impl Fn(usize) -> Target,
) {
    for number in 1..=total {
        routes.push(page_route(number_path(first, number), target(number)));
    }
    if total > 1 {
        routes.push(page_route(
            format!("{first}page/1/").into(),
            Target::Redirect(first.clone()),
        ));
    }
}

fn lay_terms(site: &Site, lang: Lang, routes: &mut Vec<Route>) {
    for (at, taxonomy) in site.taxonomies.iter().enumerate() {
        if let Some(path) = site.taxonomy_path(at, lang) {
            routes.push(page_route(path, Target::Taxonomy(at, lang)));
        }
        for term in &taxonomy.existing[lang.index()] {
            let Some(first) = site.term_path(at, *term, lang) else {
                continue;
            };
            let total = site.term_pages(at, *term, lang).total();
            lay_list(&first, total, routes, |number| {
                Target::Term(at, *term, lang, number)
            });
        }
    }
}

fn lay_sitemaps(site: &Site, routes: &mut Vec<Route>) {
    let urls = routes
        .iter()
        .filter(|route| route.target.in_sitemap(site))
        .count();
    if urls <= SITEMAP_LIMIT {
        routes.push(file("/sitemap.xml", Target::Sitemap(None)));
        return;
    }
    let parts = urls.div_ceil(SITEMAP_LIMIT);
    routes.push(file("/sitemap.xml", Target::SitemapIndex(parts)));
    for part in 1..=parts {
        routes.push(file(
            &format!("/sitemap-{part}.xml"),
            Target::Sitemap(Some(part)),
        ));
    }
}

/// The routes that a sitemap, or that part of it, names.
pub fn sitemap_routes(site: &Site, part: Option<usize>) -> impl Iterator<Item = &Route> {
    let (skip, take) = part.map_or((0, usize::MAX), |part| {
        ((part - 1) * SITEMAP_LIMIT, SITEMAP_LIMIT)
    });
    site.routes
        .iter()
        .filter(|route| route.target.in_sitemap(site))
        .skip(skip)
        .take(take)
}

fn collisions(site: &Site, routes: &[Route]) -> Vec<Diagnostic> {
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
