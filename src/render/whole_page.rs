//! A page as its own address shows it: what lists know of it, its text and what is told of it as a whole.

use serde::Serialize;
use tera::Value;

use super::Renderer;
use super::asked::Asked;
use super::compose::{self, Addresses};
use super::fields::{extended, extended_where, table_of_contents, value};
use super::view::Views;
use crate::diag::Diagnostic;
use crate::l10n::notice::Class;
use crate::l10n::state::PageState;
use crate::model::{Page, PageId, Site};
use crate::parse::cjk::ruby;

/// A language in which the same page is.
#[derive(Serialize)]
struct TranslationFields<'a> {
    code: &'a str,
    dir: &'a str,
    name: &'a str,
    tag: &'a str,
    path: String,
    title: &'a str,
}

/// What is known of a page as a translation.
#[derive(Serialize)]
struct L10nFields<'a> {
    class: Option<&'static str>,
    from: TranslationFields<'a>,
    machine: bool,
    percent: Option<f64>,
    stale: usize,
    state: &'static str,
}

/// The text of a page and what is told of it as a whole.
pub(super) fn whole_text(
    renderer: &Renderer,
    page: &Page,
    asked: &Asked,
    diagnostics: &mut Vec<Diagnostic>,
) -> [(&'static str, Value); 8] {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let toc_shown = page.front.toc.unwrap_or(false);
    let headings = page
        .document
        .as_ref()
        .filter(|_| toc_shown || asked.hidden_toc)
        .map_or(&[][..], |document| &document.body.headings);
    let origin = page.copy_of.map_or_else(Value::none, |original| {
        let original = site.page(original);
        extended(
            &value(&views.language(original.lang)),
            &[("path", site.href(&original.path).into())],
        )
    });
    [
        (
            "content",
            Value::safe_string(&renderer.content(page, Addresses::Path, diagnostics)),
        ),
        ("toc", value(&table_of_contents(headings))),
        ("toc_shown", toc_shown.into()),
        ("origin", origin),
        ("l10n", l10n(renderer, page)),
        (
            "translations",
            match asked.translations {
                true => translations(site, views, page),
                false => Vec::<Value>::new().into(),
            },
        ),
        ("title_html", Value::safe_string(&title_html(site, page))),
        (
            "has_text",
            page.document
                .as_ref()
                .is_some_and(|document| !document.body.pieces.is_empty())
                .into(),
        ),
    ]
}

/// The title with its ruby.
fn title_html(site: &Site, page: &Page) -> String {
    let mut html = String::new();
    match &page.front.title_with_ruby {
        Some(title) => {
            let writing = site.config.language(page.text_lang).writing();
            html = ruby::html_of_source(title, writing, compose::push_text);
        }
        None => compose::push_text(&mut html, &page.title),
    }
    html
}

fn translations(site: &Site, views: &Views, page: &Page) -> Value {
    let versions = site.entries.get(&page.key).map(|entry| &entry.versions);
    let others: Vec<TranslationFields<'_>> = versions
        .into_iter()
        .flatten()
        .filter_map(|id| Some(site.page((*id)?)))
        .filter(|other| other.lang != page.lang && other.is_indexable())
        .map(|other| version(site, views, other))
        .collect();
    value(&others)
}

fn version<'a>(site: &'a Site, views: &'a Views, page: &'a Page) -> TranslationFields<'a> {
    let language = views.language(page.lang);
    TranslationFields {
        code: language.code,
        dir: language.dir,
        name: language.name,
        tag: language.tag,
        path: site.href(&page.path),
        title: &page.title,
    }
}

/// Readers are sent to the original even from a translation of a translation: that alone is never out of date.
fn l10n(renderer: &Renderer, page: &Page) -> Value {
    let site = renderer.site();
    let from = |id: PageId| version(site, &renderer.shared.views, site.page(id));
    if let Some(original) = page.copy_of {
        return value(&L10nFields {
            class: Some("original"),
            from: from(original),
            machine: false,
            percent: None,
            stale: 0,
            state: PageState::Missing.name(),
        });
    }
    let notice = renderer.shared.notices.get(page);
    let (Some(notice), Some(entry)) = (notice, site.entries.get(&page.key)) else {
        return Value::none();
    };
    value(&L10nFields {
        class: notice.class.map(Class::name),
        from: from(entry.origin),
        machine: notice.is_machine_made,
        percent: notice.percent,
        stale: notice.stale,
        state: notice.state.name(),
    })
}

pub(super) fn full_page(
    renderer: &Renderer,
    page: &Page,
    asked: &Asked,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let (previous, next) = site.neighbours[page.id.index()];
    let neighbour = |id: Option<PageId>| id.map_or_else(Value::none, |id| views.page(id));
    let above = views.breadcrumbs(page);
    let section = above.as_array().and_then(|above| above.last());
    let section = section.map_or_else(Value::none, Value::clone);
    let [
        content,
        toc,
        toc_shown,
        origin,
        l10n,
        translations,
        title_html,
        has_text,
    ] = whole_text(renderer, page, asked, diagnostics);
    let fields = [
        content,
        toc,
        toc_shown,
        origin,
        l10n,
        translations,
        title_html,
        has_text,
        ("previous", neighbour(previous)),
        ("next", neighbour(next)),
        ("section", section),
    ];
    extended_where(&views.page(page.id), &fields, |name| {
        asked.has_of_page(name)
    })
}
