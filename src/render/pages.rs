//! The context of each kind of page, and the pages that need no template.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Value};

use super::Renderer;
use super::asked::Asked;
use super::compose;
use super::fields::{Crumb, LanguageFields, extended, object, value};
use super::theme;
use super::view::Views;
use super::whole_page::{full_page, whole_text};
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::model::{Page, PageId, Paginated, Role, Route, Site, Target, Thing, number_path};

/// Everything a template sees, as far as it is `asked` for.
pub(super) fn context(
    renderer: &Renderer,
    route: &Route,
    asked: &Asked,
    diagnostics: &mut Vec<Diagnostic>,
) -> Context {
    let shared = &renderer.shared;
    let site = &shared.site;
    let views = &shared.views;
    let lang = route
        .target
        .lang(site)
        .unwrap_or_else(|| site.root_language());
    let mut context = Context::new();
    let page = route.target.page().map(|id| site.page(id));
    let text_lang = page.map_or(lang, |page| page.text_lang);
    let code = |lang| Value::from(site.config.language(lang).code.as_str());
    context.insert_value("lang", code(lang));
    if let Some(constants) = renderer.theme.constants.of(lang) {
        context.insert_value(theme::CONSTANTS, constants);
    }
    context.insert_value("text_code", code(text_lang));
    context.insert_value("site", views.site(lang));
    context.insert_value("route", route_value(renderer, route, lang));
    match &route.target {
        Target::Page(id) => {
            let page = site.page(*id);
            context.insert_value("page", full_page(renderer, page, asked, diagnostics));
        }
        Target::Section(id, number) => {
            let page = site.page(*id);
            let text = whole_text(renderer, page, asked, diagnostics);
            let full = extended(&views.section(page), &text);
            context.insert_value("section", full);
            let list = site.section_pages(page);
            let pager = pager(views, list, lang, &page.path, *number);
            context.insert_value("pager", pager);
        }
        Target::Taxonomy(taxonomy, _) => {
            if let Some(value) = views.taxonomy(*taxonomy, lang) {
                let terms = value.get_from_path("terms").cloned();
                context.insert_value("terms", terms.unwrap_or_else(Value::none));
                context.insert_value("taxonomy", value);
            }
        }
        Target::Term(taxonomy, term, _, number) => {
            if let (Some(parent), Some(value), Some(path)) = (
                views.taxonomy(*taxonomy, lang),
                views.term(*taxonomy, *term, lang),
                site.term_path(*taxonomy, *term, lang),
            ) {
                context.insert_value("taxonomy", parent);
                context.insert_value("term", value);
                let list = site.term_pages(*taxonomy, *term, lang);
                context.insert_value("pager", pager(views, list, lang, &path, *number));
            }
        }
        Target::NotFound(None) => {
            context.insert_value("languages_404", homes(site, views, NOT_FOUND));
        }
        Target::Chooser => context.insert_value("choices", homes(site, views, "chooser-title")),
        _ => {}
    }
    context
}

/// What a theme says where nothing is.
const NOT_FOUND: &str = "not-found-title";

/// The languages that have a home page, as chooser and root 404 offer them; `message` is what those say in each of them.
fn homes(site: &Site, views: &Views, message: &str) -> Value {
    let homes: Vec<HomeFields<'_>> = views
        .living_languages()
        .map(|(lang, home)| {
            let language = views.language(lang);
            let path = site.href(&home.path);
            let title = site.config.text_for(&site.config.title, lang);
            HomeFields {
                code: language.code,
                dir: language.dir,
                name: language.name,
                tag: language.tag,
                path: path.clone(),
                home: path,
                title,
                title_dir: views.localized_dir(&site.config.title, lang),
                title_lang: views.other_lang(&site.config.title, lang),
                site_title: title,
                description: site.config.text_for(&site.config.description, lang),
                description_dir: views.localized_dir(&site.config.description, lang),
                description_lang: views.other_lang(&site.config.description, lang),
                words: views.words(message, lang),
            }
        })
        .collect();
    value(&homes)
}

/// A language that one may go to.
#[derive(Serialize)]
struct HomeFields<'a> {
    code: &'a str,
    dir: &'a str,
    name: &'a str,
    tag: &'a str,
    path: String,
    home: String,
    title: Option<&'a str>,
    title_dir: Option<&'a str>,
    title_lang: Option<&'a str>,
    site_title: Option<&'a str>,
    description: Option<&'a str>,
    description_dir: Option<&'a str>,
    description_lang: Option<&'a str>,
    /// Whose words its own are, where it has none.
    words: Option<LanguageFields<'a>>,
}

/// What belongs to the URL, whatever is at it.
fn route_value(renderer: &Renderer, route: &Route, lang: Lang) -> Value {
    let (site, views) = (renderer.site(), &renderer.shared.views);
    let config = &site.config;
    let page = route.target.page().map(|id| site.page(id));
    let thing = route.target.thing(site);
    let copy = page.is_some_and(|page| page.copy_of.is_some());
    let alternates = match &thing {
        Some(thing) if !copy => site.alternates(thing),
        _ => Vec::new(),
    };
    let alternates: Vec<AlternateFields<'_>> = alternates
        .iter()
        .map(|alternate| AlternateFields {
            hreflang: &alternate.hreflang,
            url: site.absolute(&alternate.path),
        })
        .collect();
    let canonical = match (&route.target, page.and_then(|page| page.copy_of)) {
        (Target::NotFound(_), _) => None,
        (target, Some(original)) => Some(site.absolute(&original_path(site, target, original))),
        _ => Some(site.absolute(&route.path)),
    };
    let description = match page {
        Some(page) => page_description(renderer, page),
        None if route.target == Target::Chooser => config
            .text_for(&config.description, lang)
            .map(Cow::Borrowed),
        None => None,
    };
    let image = page.and_then(|page| {
        Some(
            views
                .image(page, &page.front.image.as_ref()?.value)?
                .get_from_path("url")?
                .clone(),
        )
    });
    value(&RouteFields {
        alternates,
        breadcrumbs: breadcrumbs(site, views, route, lang),
        canonical,
        description,
        image,
        kind: kind(site, &route.target),
        noindex: copy || matches!(route.target, Target::NotFound(_)),
        og_type: if page.is_some_and(|page| page.role == Role::Page) {
            "article"
        } else {
            "website"
        },
        path: site.href(&route.path),
        switcher: switcher(site, views, thing.as_ref(), lang),
        title: route_title(site, views, route, lang),
        url: site.absolute(&route.path),
        words: match route.target {
            Target::NotFound(_) => views.words(NOT_FOUND, lang),
            _ => None,
        },
    })
}

/// What belongs to the URL.
#[derive(Serialize)]
struct RouteFields<'a> {
    alternates: Vec<AlternateFields<'a>>,
    breadcrumbs: Value,
    canonical: Option<String>,
    description: Option<Cow<'a, str>>,
    image: Option<Value>,
    kind: &'static str,
    noindex: bool,
    og_type: &'static str,
    path: String,
    switcher: Vec<SwitcherFields<'a>>,
    title: Cow<'a, str>,
    url: String,
    /// Whose words a 404 has, where the language has none of its own.
    words: Option<LanguageFields<'a>>,
}

/// A version in another language, or the same, for search engines.
#[derive(Serialize)]
struct AlternateFields<'a> {
    hreflang: &'a str,
    url: String,
}

/// A language, and where it is offered instead of this one.
#[derive(Serialize)]
struct SwitcherFields<'a> {
    code: &'a str,
    dir: &'a str,
    name: &'a str,
    tag: &'a str,
    available: bool,
    path: String,
    current: bool,
    /// Whose words say that it is not available, where the language has none of its own.
    words: Option<LanguageFields<'a>>,
}

/// Where the original of a copy is: for a list page the original's of that number, if it has so many.
fn original_path(site: &Site, target: &Target, original: PageId) -> Arc<str> {
    let original = site.page(original);
    match target {
        Target::Section(_, number) if *number <= site.section_pages(original).total() => {
            number_path(&original.path, *number)
        }
        _ => original.path.clone(),
    }
}

fn kind(site: &Site, target: &Target) -> &'static str {
    match target {
        Target::Page(_) => "page",
        Target::Section(id, _) if site.page(*id).role == Role::Home => "home",
        Target::Section(..) => "section",
        Target::Taxonomy(..) => "taxonomy",
        Target::Term(..) => "term",
        Target::Chooser => "chooser",
        _ => "404",
    }
}

/// The description, else the beginning of the text; for a home page without one, the site's.
fn page_description<'a>(renderer: &'a Renderer, page: &'a Page) -> Option<Cow<'a, str>> {
    let site = renderer.site();
    let own = page.front.description.as_deref();
    let site_wide = || {
        (page.role == Role::Home)
            .then(|| site.config.text_for(&site.config.description, page.lang))
            .flatten()
    };
    let written = own.or_else(site_wide).map(Cow::Borrowed);
    written.or_else(|| renderer.excerpt(page))
}

fn route_title<'a>(site: &'a Site, views: &Views, route: &Route, lang: Lang) -> Cow<'a, str> {
    let of_site = || {
        site.config
            .text_for(&site.config.title, lang)
            .unwrap_or_default()
            .into()
    };
    match &route.target {
        Target::Page(id) | Target::Section(id, _) => {
            let page = site.page(*id);
            if page.role == Role::Home {
                of_site()
            } else {
                (*page.title).into()
            }
        }
        Target::Taxonomy(taxonomy, _) => views.taxonomy_name(*taxonomy, lang).into(),
        Target::Term(taxonomy, term, ..) => {
            (*site.taxonomies[*taxonomy].terms[*term].label[lang.index()]).into()
        }
        _ => of_site(),
    }
}

/// What a theme says of a language in which there is nothing.
const UNAVAILABLE: &str = "switcher-unavailable";

/// One entry a language that has anything: where this thing is there, else that language's home.
fn switcher<'a>(
    site: &'a Site,
    views: &'a Views,
    thing: Option<&Thing>,
    lang: Lang,
) -> Vec<SwitcherFields<'a>> {
    let paths = thing.map_or_else(Vec::new, |thing| paths(site, thing));
    views
        .living_languages()
        .map(|(other, home)| {
            let own = paths.iter().find(|(of, _)| *of == other);
            let language = views.language(other);
            let words = own.is_none().then(|| views.words(UNAVAILABLE, other));
            SwitcherFields {
                code: language.code,
                dir: language.dir,
                name: language.name,
                tag: language.tag,
                available: own.is_some(),
                path: site.href(own.map_or(&home.path, |(_, path)| path)),
                current: other == lang,
                words: words.flatten(),
            }
        })
        .collect()
}

/// Where a thing is, by language. A reader may go to a copy, and from a part of a list to the last one where there are
/// fewer; only search engines are not told of those.
fn paths(site: &Site, thing: &Thing) -> Vec<(Lang, Arc<str>)> {
    match thing {
        Thing::Key(key, number) => {
            let versions = site.entries.get(key).map(|entry| &entry.versions);
            let versions = site.config.langs().zip(versions.into_iter().flatten());
            versions
                .filter_map(|(lang, id)| {
                    let version = site.page((*id)?);
                    let number = nearest_part(*number, || site.section_pages(version));
                    Some((lang, number_path(&version.path, number)))
                })
                .collect()
        }
        Thing::Term(taxonomy, term, number) => site
            .versions_of(&Thing::Term(*taxonomy, *term, 1))
            .into_iter()
            .map(|(lang, first)| {
                let list = || site.term_pages(*taxonomy, *term, lang);
                (lang, number_path(&first, nearest_part(*number, list)))
            })
            .collect(),
        Thing::Taxonomy(_) => site.versions_of(thing),
    }
}

/// The number of the part of a list, or of its last one. Most things have one part, which need not be looked for.
fn nearest_part<'a>(number: usize, list: impl FnOnce() -> Paginated<'a>) -> usize {
    match number {
        1 => 1,
        number => number.min(list().total()),
    }
}

fn breadcrumbs(site: &Site, views: &Views, route: &Route, lang: Lang) -> Value {
    let home = || views.home(lang).map(|home| views.crumb(home, lang));
    let crumbs: Vec<Crumb<'_>> = match &route.target {
        Target::Page(id) | Target::Section(id, _) => return views.breadcrumbs(site.page(*id)),
        Target::Taxonomy(..) => home().into_iter().collect(),
        Target::Term(taxonomy, ..) => {
            let of = views.taxonomy_name_lang(*taxonomy, lang);
            let parent = site.taxonomy_path(*taxonomy, lang).map(|path| Crumb {
                dir: of.and_then(|of| views.other_dir(of, lang)),
                key: None,
                lang: of.map(|of| views.language(of).tag),
                path: site.href(&path),
                title: views.taxonomy_name(*taxonomy, lang).into(),
            });
            home().into_iter().chain(parent).collect()
        }
        _ => Vec::new(),
    };
    value(&crumbs)
}

/// A list page: its entries and the ways to the others.
fn pager(views: &Views, list: Paginated<'_>, lang: Lang, first: &Arc<str>, number: usize) -> Value {
    let total = list.total();
    let path = |number: usize| views.href(&number_path(first, number));
    let near = |number: usize| {
        if (1..=total).contains(&number) {
            path(number).into()
        } else {
            Value::none()
        }
    };
    let pages: Vec<Value> = (number.saturating_sub(2).max(1)..=(number + 2).min(total))
        .map(|at| {
            object([
                ("current", (at == number).into()),
                ("number", at.into()),
                ("path", path(at).into()),
            ])
        })
        .collect();
    object([
        ("count", list.pages.len().into()),
        ("first", path(1).into()),
        ("items", views.list(list.shown(number), lang).into()),
        ("last", path(total).into()),
        ("next", near(number + 1)),
        ("number", number.into()),
        ("pages", pages.into()),
        ("previous", near(number.wrapping_sub(1))),
        ("total", total.into()),
    ])
}

/// A page that leads elsewhere, for hosts that know no redirects.
pub(super) fn redirect(site: &Site, to: &str) -> Vec<u8> {
    let mut href = String::new();
    compose::push_text(&mut href, &site.href(to));
    let mut url = String::new();
    compose::push_text(&mut url, &site.absolute(to));
    let mut html = String::new();
    let lang = site.route_at(to).and_then(|route| route.target.lang(site));
    let tag = &site
        .config
        .language(lang.unwrap_or(site.config.default_language))
        .tag;
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{url}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n</head>\n<body>\n<p><a href=\"{href}\">{url}</a></p>\n</body>\n</html>\n"
    );
    html.into_bytes()
}
