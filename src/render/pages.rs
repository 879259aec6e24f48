//! The context of each kind of page, and the pages that need no template.

use std::fmt::Write as _;

use tera::{Context, Value};

use super::Renderer;
use super::compose::{self, Addresses};
use super::view::{self, Views, extended, object, optional};
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::model::{Page, PageId, Paginated, Role, Route, Site, Target, Thing};

/// Everything a template sees.
pub(super) fn context(
    renderer: &Renderer,
    route: &Route,
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
    context.insert_value(
        "lang",
        Value::from(site.config.language(lang).code.as_str()),
    );
    context.insert_value("site", views.site(lang));
    context.insert_value("route", route_value(site, views, route, lang));
    match &route.target {
        Target::Page(id) => {
            let page = site.page(*id);
            context.insert_value("page", full_page(renderer, page, diagnostics));
        }
        Target::Section(id, number) => {
            let page = site.page(*id);
            let full = extended(
                &views.section(page),
                whole_text(renderer, page, diagnostics),
            );
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
        Target::NotFound(None) => context.insert_value("languages_404", homes(site, views)),
        Target::Chooser => context.insert_value("choices", homes(site, views)),
        _ => {}
    }
    context
}

/// The languages that have a home page, as chooser and root 404 offer them.
fn homes(site: &Site, views: &Views) -> Value {
    let homes: Vec<Value> = site
        .living_languages()
        .filter_map(|lang| {
            let home = site.home(lang)?;
            let path = site.href(&home.path);
            Some(extended(
                &views.language(lang),
                [
                    ("path", path.as_str().into()),
                    ("home", path.as_str().into()),
                    (
                        "title",
                        optional(site.config.text_for(&site.config.title, lang)),
                    ),
                    (
                        "site_title",
                        optional(site.config.text_for(&site.config.title, lang)),
                    ),
                    (
                        "description",
                        optional(site.config.text_for(&site.config.description, lang)),
                    ),
                ],
            ))
        })
        .collect();
    homes.into()
}

/// What belongs to the URL, whatever is at it.
fn route_value(site: &Site, views: &Views, route: &Route, lang: Lang) -> Value {
    let config = &site.config;
    let page = route.target.page().map(|id| site.page(id));
    let thing = route.target.thing(site);
    let copy = page.is_some_and(|page| page.copy_of.is_some());
    let alternates: Vec<Value> = match &thing {
        Some(thing) if !copy => site
            .alternates(thing)
            .into_iter()
            .map(|alternate| {
                let url = site.absolute(&alternate.path);
                object([
                    ("hreflang", (*alternate.hreflang).into()),
                    ("url", url.into()),
                ])
            })
            .collect(),
        _ => Vec::new(),
    };
    let canonical = match (&route.target, page.and_then(|page| page.copy_of)) {
        (Target::NotFound(_), _) => Value::none(),
        (target, Some(original)) => site.absolute(&original_path(site, target, original)).into(),
        _ => site.absolute(&route.path).into(),
    };
    let description = match page {
        Some(page) => page_description(site, page),
        None if route.target == Target::Chooser => config
            .text_for(&config.description, lang)
            .map(str::to_owned),
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
    object([
        ("kind", kind(site, &route.target).into()),
        ("title", route_title(site, views, route, lang).into()),
        ("description", description.into()),
        ("path", site.href(&route.path).into()),
        ("url", site.absolute(&route.path).into()),
        ("canonical", canonical),
        (
            "noindex",
            (copy || matches!(route.target, Target::NotFound(_))).into(),
        ),
        ("alternates", alternates.into()),
        ("switcher", switcher(site, views, thing.as_ref(), lang)),
        ("image", image.unwrap_or_else(Value::none)),
        (
            "og_type",
            if page.is_some_and(|page| page.role == Role::Page) {
                "article"
            } else {
                "website"
            }
            .into(),
        ),
        ("breadcrumbs", breadcrumbs(site, views, route, lang).into()),
    ])
}

/// Where the original of a copy is: for a list page the original's of that number, if it has so many.
fn original_path(site: &Site, target: &Target, original: PageId) -> std::sync::Arc<str> {
    let original = site.page(original);
    match target {
        Target::Section(_, number) if *number <= site.section_pages(original).total() => {
            crate::model::number_path(&original.path, *number)
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
fn page_description(site: &Site, page: &Page) -> Option<String> {
    let own = page.front.description.clone();
    let site_wide = || {
        (page.role == Role::Home)
            .then(|| site.config.text_for(&site.config.description, page.lang))
            .flatten()
            .map(str::to_owned)
    };
    let excerpt = || {
        let excerpt = &page.document.as_ref()?.body.excerpt;
        (!excerpt.is_empty()).then(|| excerpt.to_string())
    };
    own.or_else(site_wide).or_else(excerpt)
}

fn route_title(site: &Site, views: &Views, route: &Route, lang: Lang) -> String {
    let title = |site: &Site| {
        site.config
            .text_for(&site.config.title, lang)
            .unwrap_or_default()
            .to_owned()
    };
    match &route.target {
        Target::Page(id) | Target::Section(id, _) => {
            let page = site.page(*id);
            if page.role == Role::Home {
                title(site)
            } else {
                page.title.to_string()
            }
        }
        Target::Taxonomy(taxonomy, _) => views.taxonomy_name(*taxonomy, lang),
        Target::Term(taxonomy, term, ..) => {
            site.taxonomies[*taxonomy].terms[*term].label[lang.index()].to_string()
        }
        _ => title(site),
    }
}

/// One entry a language that has anything: where this thing is there, else that language's home.
fn switcher(site: &Site, views: &Views, thing: Option<&Thing>, lang: Lang) -> Value {
    let at = |other: Lang| -> Option<String> {
        match thing? {
            // A reader may go to a copy; only search engines are not told of it.
            Thing::Key(key, number) => {
                let version = site.version(key, other)?;
                let path = crate::model::number_path(&version.path, *number);
                (*number <= site.section_pages(version).total()).then(|| site.href(&path))
            }
            thing => {
                let versions = site.versions_of(thing);
                Some(site.href(&versions.iter().find(|(lang, _)| *lang == other)?.1))
            }
        }
    };
    let entries: Vec<Value> = site
        .living_languages()
        .filter_map(|other| {
            let home = site.home(other)?;
            let own = at(other);
            Some(extended(
                &views.language(other),
                [
                    ("available", own.is_some().into()),
                    ("path", own.unwrap_or_else(|| site.href(&home.path)).into()),
                    ("current", (other == lang).into()),
                ],
            ))
        })
        .collect();
    entries.into()
}

fn breadcrumbs(site: &Site, views: &Views, route: &Route, lang: Lang) -> Vec<Value> {
    let home = |views: &Views| site.home(lang).map(|home| views.crumb(home));
    match &route.target {
        Target::Page(id) | Target::Section(id, _) => views.breadcrumbs(site.page(*id)),
        Target::Taxonomy(..) => home(views).into_iter().collect(),
        Target::Term(taxonomy, ..) => {
            let name = views.taxonomy_name(*taxonomy, lang);
            let parent = site.taxonomy_path(*taxonomy, lang).map(|path| {
                object([
                    ("key", Value::none()),
                    ("title", name.into()),
                    ("path", site.href(&path).into()),
                ])
            });
            home(views).into_iter().chain(parent).collect()
        }
        _ => Vec::new(),
    }
}

/// The text of a page and what is told of it as a whole.
fn whole_text(
    renderer: &Renderer,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) -> [(&'static str, Value); 6] {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let headings = page
        .document
        .as_ref()
        .map_or(&[][..], |document| &document.body.headings);
    let origin = page.copy_of.map_or_else(Value::none, |original| {
        let original = site.page(original);
        extended(
            &views.language(original.lang),
            [("path", site.href(&original.path).into())],
        )
    });
    [
        (
            "content",
            Value::safe_string(&renderer.content(page, Addresses::Path, diagnostics)),
        ),
        ("toc", view::table_of_contents(headings)),
        ("toc_shown", page.front.toc.unwrap_or(false).into()),
        ("origin", origin),
        ("translations", translations(site, views, page)),
        (
            "has_text",
            page.document
                .as_ref()
                .is_some_and(|document| !document.body.pieces.is_empty())
                .into(),
        ),
    ]
}

fn translations(site: &Site, views: &Views, page: &Page) -> Value {
    let others: Vec<Value> = site
        .config
        .langs()
        .filter(|lang| *lang != page.lang)
        .filter_map(|lang| site.version(&page.key, lang))
        .filter(|other| other.is_indexable())
        .map(|other| {
            extended(
                &views.language(other.lang),
                [
                    ("path", site.href(&other.path).into()),
                    ("title", (*other.title).into()),
                ],
            )
        })
        .collect();
    others.into()
}

fn full_page(renderer: &Renderer, page: &Page, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let (previous, next) = site.neighbours[page.id.index()];
    let neighbour = |id: Option<PageId>| id.map_or_else(Value::none, |id| views.page(id));
    let section = site.ancestors[page.id.index()]
        .last()
        .map_or_else(Value::none, |id| views.crumb(site.page(*id)));
    let around = [
        ("previous", neighbour(previous)),
        ("next", neighbour(next)),
        ("section", section),
    ];
    let text = whole_text(renderer, page, diagnostics);
    extended(&views.page(page.id), text.into_iter().chain(around))
}

/// A list page: its entries and the ways to the others.
fn pager(
    views: &Views,
    list: Paginated<'_>,
    lang: Lang,
    first: &std::sync::Arc<str>,
    number: usize,
) -> Value {
    let total = list.total();
    let path = |number: usize| views.href(&crate::model::number_path(first, number));
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
                ("number", at.into()),
                ("path", path(at).into()),
                ("current", (at == number).into()),
            ])
        })
        .collect();
    object([
        ("items", views.list(list.shown(number), lang).into()),
        ("number", number.into()),
        ("total", total.into()),
        ("count", list.pages.len().into()),
        ("first", path(1).into()),
        ("last", path(total).into()),
        ("previous", near(number.wrapping_sub(1))),
        ("next", near(number + 1)),
        ("pages", pages.into()),
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
