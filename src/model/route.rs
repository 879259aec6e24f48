//! Every address of the site, each once.

use std::sync::Arc;

use rayon::prelude::*;

use super::alias::{self, Alias};
use super::collisions::{self, Suspicion};
use super::graph::number_path;
use super::{HashMap, Page, PageId, Paginated, Role, Site, Thing};
use crate::config::Lang;
use crate::diag::{Diagnosed, Diagnostic};

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

/// URLs and bytes that one sitemap may hold (sitemaps.org protocol).
const SITEMAP_URLS: usize = 50_000;
const SITEMAP_BYTES: usize = 50 * 1024 * 1024;

/// How many URLs one sitemap holds, each with its versions in all languages.
fn sitemap_limit(site: &Site, routes: &[Route]) -> usize {
    const AROUND_URL: usize = 80;
    let named = routes.iter().filter(|route| route.target.in_sitemap(site));
    // Percent-encoded, a byte may be three.
    let longest = named.map(|route| 3 * route.path.len()).max().unwrap_or(0);
    let config = &site.config;
    let url = config.base_url.origin.len() + config.base_url.path.len() + longest + AROUND_URL;
    // Its own address, x-default and the languages.
    let entry = (config.languages.len() + 2) * url;
    (SITEMAP_BYTES / entry).clamp(1, SITEMAP_URLS)
}

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
    let mut routes = pages(site);
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
        if wants_chooser(site, &routes) {
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
    let diagnostics = sort(site, &mut routes);
    let mut by_path: HashMap<Arc<str>, usize> = routes
        .iter()
        .enumerate()
        .map(|(at, route)| (route.path.clone(), at))
        .collect();
    // Every web server answers a folder with the index in it.
    for (at, route) in routes.iter().enumerate() {
        if matches!(route.target, Target::SiteAsset(_) | Target::ContentAsset(_))
            && let Some(folder) = route.path.strip_suffix(INDEX)
            && folder.ends_with('/')
        {
            by_path.entry(folder.into()).or_insert(at);
        }
    }
    Diagnosed {
        value: (routes, by_path),
        diagnostics,
    }
}

/// Whether the chooser is at the root. Where it stands in for a language that has nothing, it gives way to whatever else
/// is there, `routes` being those of pages.
fn wants_chooser(site: &Site, routes: &[Route]) -> bool {
    if !site.config.default_language_at_root {
        return true;
    }
    let is_root = |output: &str| {
        let (first, _) = output.split_once('/').unwrap_or((output, ""));
        first.eq_ignore_ascii_case(INDEX)
    };
    site.home(site.config.default_language).is_none()
        && !routes.iter().any(|route| is_root(&route.output))
        && !site
            .assets
            .site
            .values()
            .any(|asset| is_root(&asset.output))
        && !site
            .resources
            .sorted()
            .iter()
            .any(|resource| is_root(resource.path.trim_start_matches('/')))
}

/// The routes of all pages, in the order of pages.
fn pages(site: &Site) -> Vec<Route> {
    const AT_ONCE: usize = 512;
    let parts: Vec<Vec<Route>> = site
        .pages
        .par_chunks(AT_ONCE)
        .map(|pages| {
            let mut routes = Vec::with_capacity(pages.len());
            for page in pages {
                lay_page(site, page, &mut routes);
            }
            routes
        })
        .collect();
    let mut routes = Vec::with_capacity(site.pages.len() + site.pages.len() / 8);
    for mut part in parts {
        routes.append(&mut part);
    }
    routes
}

/// Sorts routes by their outputs. Where several have one output, the first one laid stays.
fn sort(site: &Site, routes: &mut Vec<Route>) -> Vec<Diagnostic> {
    let (is_suspect, order) = rayon::join(|| Suspicion::of(routes), || in_order(site, routes));
    if is_suspect {
        let diagnostics = collisions::find(site, routes);
        routes.sort_by(|a, b| a.output.cmp(&b.output));
        routes.dedup_by(|a, b| a.output == b.output);
        return diagnostics;
    }
    put_in_order(routes, &order);
    Vec::new()
}

/// The places of routes in the order of their outputs.
fn in_order(site: &Site, routes: &[Route]) -> Vec<usize> {
    // Pages come by key, then language: taken apart by language they are nearly in order.
    let languages = site.config.languages.len();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); languages + 1];
    for (at, route) in routes.iter().enumerate() {
        let page = route.target.page();
        parts[page.map_or(languages, |id| site.page(id).lang.index())].push(at);
    }
    let output = |at: &usize| &*routes[*at].output;
    parts
        .par_iter_mut()
        .for_each(|part| part.sort_by(|a, b| output(a).cmp(output(b))));
    let mut order = parts.concat();
    // Finds the parts again, and merges them.
    order.sort_by(|a, b| output(a).cmp(output(b)));
    order
}

/// Puts in each place what stood in the place that `order` names.
fn put_in_order(routes: &mut [Route], order: &[usize]) {
    for at in 0..order.len() {
        let mut from = order[at];
        // What stood there has been swapped to where the place it was needed in took its own from.
        while from < at {
            from = order[from];
        }
        routes.swap(at, from);
    }
}

/// The file that answers a path that ends with a slash.
pub(super) const INDEX: &str = "index.html";

fn page_route(path: Arc<str>, target: Target) -> Route {
    let folder = path.trim_start_matches('/');
    let mut output = String::with_capacity(folder.len() + INDEX.len());
    output.push_str(folder);
    output.push_str(INDEX);
    Route {
        path,
        output: output.into(),
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
    for alias in alias::of(site, page) {
        let target = Target::Redirect(page.path.clone());
        routes.push(match alias {
            Alias::File(path) => file(&path, target),
            Alias::Folder(path) => page_route(path.into(), target),
        });
    }
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

pub(super) fn lay_sitemaps(site: &Site, routes: &mut Vec<Route>) {
    let urls = routes
        .iter()
        .filter(|route| route.target.in_sitemap(site))
        .count();
    let limit = sitemap_limit(site, routes);
    if urls <= limit {
        routes.push(file("/sitemap.xml", Target::Sitemap(None)));
        return;
    }
    let parts = urls.div_ceil(limit);
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
        let limit = sitemap_limit(site, &site.routes);
        ((part - 1) * limit, limit)
    });
    site.routes
        .iter()
        .filter(|route| route.target.in_sitemap(site))
        .skip(skip)
        .take(take)
}
