//! Reads finished pages as a browser would: ids, links, images, headings.

mod broken;
mod resolve;
mod text;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use html5gum::emitters::default::StartTag;
use html5gum::{Token, Tokenizer, naive_next_state};

use crate::diag::{Diagnostic, Place};
use crate::model::{Route, Site, Target};
use crate::parse::elements::foreign::Foreign;
use crate::parse::elements::{ends_paragraph, wants_alt};
use crate::render::srcset;
use text::Text;

/// What one page holds.
#[derive(Debug, Default)]
pub(super) struct Read {
    ids: Vec<String>,
    /// What `<a name>` names: links lead there too (HTML Living Standard, 7.4.6.4), and two may share it with an id.
    names: Vec<String>,
    hrefs: BTreeSet<String>,
    /// What `<base>` says.
    base: Option<String>,
    images_without_alt: Vec<String>,
    /// The link that is open.
    link: Option<String>,
    /// Links with the links and anchors that begin in them: a browser ends them there (HTML Living Standard, 13.2.6.4.7).
    nested: BTreeSet<(String, Option<String>)>,
    is_in_paragraph: bool,
    /// What has begun inside paragraphs and ended them (HTML Living Standard, 13.2.6.4.7); an end tag may follow or not.
    interrupting: Vec<&'static str>,
    /// The same where the end tag followed.
    interrupted: BTreeSet<&'static str>,
    first_headings: usize,
}

/// Reads a page.
pub(super) fn read(html: &[u8]) -> Read {
    let mut read = Read::default();
    let mut tokenizer = Tokenizer::new(html);
    let mut foreign = Foreign::default();
    while let Some(Ok(token)) = tokenizer.next() {
        let tag = match token {
            Token::StartTag(tag) => tag,
            Token::EndTag(tag) => {
                foreign.end_tag(&tag.name);
                read.end_tag(&tag.name);
                continue;
            }
            _ => continue,
        };
        // Scripts and styles hold no tags, whatever they look like.
        if !foreign.start_tag(&tag.name, tag.self_closing)
            && tag.name.as_slice() != b"noscript"
            && let Some(state) = naive_next_state(&tag.name)
        {
            tokenizer.set_state(state);
        }
        read.tag(&tag);
    }
    read
}

impl Read {
    fn end_tag(&mut self, name: &[u8]) {
        match name {
            b"a" => self.link = None,
            b"p" if std::mem::take(&mut self.is_in_paragraph) => {}
            b"p" => self.interrupted.extend(self.interrupting.pop()),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &[u8]| {
            tag.attributes
                .get(name)
                .map(|value| String::from_utf8_lossy(value).into_owned())
        };
        self.ids.extend(attribute(b"id"));
        if tag.name.as_slice() == b"p" {
            self.is_in_paragraph = true;
        } else if self.is_in_paragraph
            && let Some(name) = ends_paragraph(&tag.name)
        {
            self.is_in_paragraph = false;
            self.interrupting.push(name);
        }
        let value = |name: &[u8]| tag.attributes.get(name).map(|value| value.as_slice());
        if wants_alt(&tag.name, value) && value(b"alt").is_none() {
            let shown = attribute(b"src").or_else(|| attribute(b"href"));
            self.images_without_alt.push(shown.unwrap_or_default());
        }
        match tag.name.as_slice() {
            b"a" => {
                self.names.extend(attribute(b"name"));
                // In SVG by its older name too.
                let href = attribute(b"href").or_else(|| attribute(b"xlink:href"));
                self.hrefs.extend(href.clone());
                // In SVG one may close itself.
                let opened = href.clone().filter(|_| !tag.self_closing);
                if let Some(around) = std::mem::replace(&mut self.link, opened) {
                    self.nested.insert((around, href));
                }
            }
            b"area" => self.hrefs.extend(attribute(b"href")),
            b"link" => {
                self.hrefs.extend(attribute(b"href"));
                self.pictures(attribute(b"imagesrcset"));
            }
            b"base" => self.base = self.base.take().or_else(|| attribute(b"href")),
            b"img" => {
                self.hrefs.extend(attribute(b"src"));
                self.pictures(attribute(b"srcset"));
            }
            b"source" => {
                self.hrefs.extend(attribute(b"src"));
                self.pictures(attribute(b"srcset"));
            }
            b"video" => {
                self.hrefs.extend(attribute(b"src"));
                self.hrefs.extend(attribute(b"poster"));
            }
            b"script" | b"audio" | b"iframe" | b"track" | b"embed" | b"input" => {
                self.hrefs.extend(attribute(b"src"));
            }
            b"object" => {
                self.hrefs.extend(attribute(b"data"));
                self.link = None;
            }
            // Links do not reach into these, and what is in a template is not on the page.
            b"template" | b"td" | b"th" | b"caption" | b"marquee" | b"applet" => self.link = None,
            // Of SVG.
            b"use" | b"image" => {
                self.hrefs.extend(attribute(b"href"));
                self.hrefs.extend(attribute(b"xlink:href"));
            }
            b"h1" => self.first_headings += 1,
            _ => {}
        }
    }

    fn pictures(&mut self, srcset: Option<String>) {
        let list = srcset.unwrap_or_default();
        let addresses = srcset::addresses(&list).into_iter();
        self.hrefs
            .extend(addresses.map(|range| list[range].to_owned()));
    }
}

/// What is known besides the pages.
pub(super) struct Told<'a> {
    templates: Vec<Template<'a>>,
    /// The messages of what was told while the pages were rendered.
    problems: HashSet<&'a str>,
}

/// A template, with what is looked for in it.
struct Template<'a> {
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    values: Text<'a>,
}

impl<'a> Told<'a> {
    /// From path and text of the templates in use that are not the binary's, and what was told while the pages were
    /// rendered.
    pub(super) fn new(
        templates: Vec<(&'a Arc<str>, &'a Arc<str>)>,
        problems: &'a [Diagnostic],
    ) -> Self {
        let templates = templates.into_iter().map(|(path, text)| Template {
            path,
            text,
            values: Text::new(text),
        });
        Told {
            templates: templates.collect(),
            problems: problems.iter().map(|told| &*told.message).collect(),
        }
    }

    /// Where a template of the site or of its theme has a text as the value of an attribute.
    fn in_template(&self, value: &str) -> Option<Place> {
        self.templates.iter().find_map(|template| {
            Some(Place {
                path: Arc::clone(template.path),
                text: Some(Arc::clone(template.text)),
                span: template.values.value(value)?,
                label: String::new(),
            })
        })
    }
}

/// What is wrong with the pages, each by its URL path.
pub(super) fn judge(site: &Site, pages: &[(Arc<str>, Read)], told: &Told<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (path, read) in pages {
        let Some(route) = site.by_path.get(path).map(|at| &site.routes[*at]) else {
            continue;
        };
        diagnostics.extend(repeated_ids(site, route, read));
        diagnostics.extend(headings(site, route, read));
    }
    diagnostics.extend(images(site, pages, told));
    diagnostics.extend(broken::addresses(site, pages, told));
    diagnostics.extend(nested_links(site, pages));
    diagnostics.extend(interrupted_paragraphs(site, pages));
    diagnostics
}

/// Each kind of element once a page.
fn interrupted_paragraphs(site: &Site, pages: &[(Arc<str>, Read)]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (path, read) in pages {
        let Some(route) = site.by_path.get(path).map(|at| &site.routes[*at]) else {
            continue;
        };
        diagnostics.extend(read.interrupted.iter().map(|name| {
            let message = format!("on {} a paragraph holds `<{name}>`, with which it ends for a browser", route.path);
            blame(site, route, Diagnostic::warning("block-in-paragraph", message))
                .help("put what makes it, a component for instance, on a line of its own between blank lines")
        }));
    }
    diagnostics
}

/// On each page of its own that has them; where none has, on the first: lists show texts too.
fn nested_links(site: &Site, pages: &[(Arc<str>, Read)]) -> Vec<Diagnostic> {
    let mut by_pair: BTreeMap<&(String, Option<String>), Vec<&Route>> = BTreeMap::new();
    for (path, read) in pages {
        if let Some(at) = site.by_path.get(path) {
            for pair in &read.nested {
                by_pair.entry(pair).or_default().push(&site.routes[*at]);
            }
        }
    }
    let is_page = |route: &&&Route| matches!(route.target, Target::Page(_));
    let mut found: Vec<(&(String, Option<String>), &Route)> = Vec::new();
    for (pair, routes) in by_pair {
        let of_pages: Vec<&&Route> = routes.iter().filter(is_page).collect();
        match of_pages.is_empty() {
            true => found.extend(routes.first().map(|route| (pair, *route))),
            false => found.extend(of_pages.into_iter().map(|route| (pair, *route))),
        }
    }
    let found = found.into_iter();
    found
        .map(|((around, inside), route)| {
            let inside = match inside {
                Some(inside) => format!("the link to {inside}"),
                None => "an `<a>` without an address".to_owned(),
            };
            let message = format!(
                "on {} {inside} stands inside the link to {around}",
                route.path
            );
            blame(site, route, Diagnostic::warning("nested-link", message))
                .help("a browser ends the outer link there: put one behind the other")
        })
        .collect()
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

/// On each page whose own text has the image; where none has, once: it comes from a template then.
fn images(site: &Site, pages: &[(Arc<str>, Read)], told: &Told<'_>) -> Vec<Diagnostic> {
    let mut of_templates: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let finding = |route: &Route, src: &str, more: &str| {
        let message = format!("the image {src} has no `alt` text, on {}{more}", route.path);
        Diagnostic::finding("missing-alt", message)
            .help("say in a few words what the image shows; `alt=\"\"` if it is decoration")
    };
    for (path, read) in pages
        .iter()
        .filter(|(_, read)| !read.images_without_alt.is_empty())
    {
        let Some(route) = site.by_path.get(path).map(|at| &site.routes[*at]) else {
            continue;
        };
        let text = broken::file(site, route).map(|(_, text)| Text::new(text));
        for src in &read.images_without_alt {
            match text.as_ref().and_then(|text| text.place_of(src)) {
                Some(_) => diagnostics.push(blame(site, route, finding(route, src, ""))),
                None => of_templates.entry(src).or_default().push(route),
            }
        }
    }
    diagnostics.extend(of_templates.into_iter().filter_map(|(src, routes)| {
        let first = routes.first()?;
        let problem = finding(first, src, &and_more(routes.len()));
        Some(match (told.in_template(src), routes.len()) {
            (Some(place), _) => Diagnostic {
                place: Some(place),
                ..problem
            },
            (None, 1) => blame(site, first, problem),
            (None, _) => problem,
        })
    }));
    diagnostics
}

/// Words for the pages besides the first.
fn and_more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        2 => " and 1 more page".to_owned(),
        count => format!(" and {} more pages", count - 1),
    }
}

fn headings(site: &Site, route: &Route, read: &Read) -> Option<Diagnostic> {
    // Redirect pages have no heading; every other page has one.
    if matches!(route.target, Target::Redirect(_)) || read.first_headings == 1 {
        return None;
    }
    let message = format!(
        "{} has {} headings of the first level",
        route.path, read.first_headings
    );
    let problem = Diagnostic::finding("first-heading", message);
    let placed = written_first_heading(site, route).filter(|_| read.first_headings > 1);
    Some(match placed {
        Some((path, text, span)) => problem
            .at(path, text, span, "")
            .help("the title is the only one: write `<h2>` or, in Markdown, `## …`"),
        None => blame(site, route, problem)
            .help("the title is the only one: start headings in a text with `##`"),
    })
}

/// The first `<h1>` that the raw HTML of a page's text has.
fn written_first_heading<'a>(
    site: &'a Site,
    route: &Route,
) -> Option<(&'a Arc<str>, &'a Arc<str>, Range<usize>)> {
    let page = site.page(route.target.page()?);
    let span = page.document.as_ref()?.body.first_headings.first()?;
    let source = page.source.as_ref()?;
    Some((&source.path, source.text()?, span.clone()))
}
