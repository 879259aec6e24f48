//! A page as its own address shows it: what lists know of it, its text and what is told of it as a whole.

use serde::Serialize;
use tera::Value;

use super::Renderer;
use super::compose::{self, Addresses};
use super::fields::{extended, table_of_contents, value};
use super::view::Views;
use crate::diag::Diagnostic;
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

/// The text of a page and what is told of it as a whole.
pub(super) fn whole_text(
    renderer: &Renderer,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) -> [(&'static str, Value); 7] {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let headings = page
        .document
        .as_ref()
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
        ("toc_shown", page.front.toc.unwrap_or(false).into()),
        ("origin", origin),
        ("translations", translations(site, views, page)),
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
        .map(|other| {
            let language = views.language(other.lang);
            TranslationFields {
                code: language.code,
                dir: language.dir,
                name: language.name,
                tag: language.tag,
                path: site.href(&other.path),
                title: &other.title,
            }
        })
        .collect();
    value(&others)
}

pub(super) fn full_page(
    renderer: &Renderer,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let site = renderer.site();
    let views = &renderer.shared.views;
    let (previous, next) = site.neighbours[page.id.index()];
    let neighbour = |id: Option<PageId>| id.map_or_else(Value::none, |id| views.page(id));
    let section = site.ancestors[page.id.index()]
        .last()
        .map_or_else(Value::none, |id| {
            value(&views.crumb(site.page(*id), page.lang))
        });
    let [
        content,
        toc,
        toc_shown,
        origin,
        translations,
        title_html,
        has_text,
    ] = whole_text(renderer, page, diagnostics);
    let fields = [
        content,
        toc,
        toc_shown,
        origin,
        translations,
        title_html,
        has_text,
        ("previous", neighbour(previous)),
        ("next", neighbour(next)),
        ("section", section),
    ];
    extended(&views.page(page.id), &fields)
}
