//! Route to bytes: pure, on demand, on any thread.
//!
//! A [`Renderer`] holds a site and its theme. It writes nothing; `emit` and the server do with the bytes what they like.

mod answers;
mod arguments;
mod asked;
mod calls;
mod compose;
mod dates;
mod elsewhere;
mod excerpt;
mod feed;
mod fields;
mod filters;
mod functions;
mod named;
mod pages;
mod ruby;
mod sitemap;
pub(crate) mod srcset;
mod template_text;
mod theme;
pub mod usage;
mod view;
mod whole_page;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;
use tera::{Context, Value};

use crate::diag::{Diagnosed, Diagnostic};
use crate::i18n::format::Formats;
use crate::i18n::messages::Messages;
use crate::l10n::notice::Notices;
use crate::model::{Page, PageId, Route, Site, Target, links};
use crate::parse::Component;
use crate::source::{Layer, SourceFile, Sources};
use answers::Answers;
use asked::Asked;
use compose::{Addresses, Fill};
pub(crate) use elsewhere::address_in_list;
use functions::{Findings, Shared};
use theme::Theme;
use view::Views;
pub use view::look_the_same_in_lists;

/// Renders every route of one site.
pub struct Renderer {
    shared: Arc<Shared>,
    theme: Theme,
}

/// What a route answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Bytes made here.
    Bytes(Vec<u8>),
    /// An asset, copied as it is.
    Asset(crate::assets::AssetBytes),
}

impl Renderer {
    /// Reads the templates. `None` where they cannot be used.
    pub fn new(
        site: Arc<Site>,
        messages: Arc<Messages>,
        formats: Arc<Formats>,
        notices: Arc<Notices>,
        sources: &Sources,
    ) -> Diagnosed<Option<Renderer>> {
        let calls = excerpt::are_called_in_summaries(&site).then(|| {
            let (site, messages) = (site.clone(), messages.clone());
            let views = Views::new(site.clone(), messages.clone(), None);
            let inner = Renderer::with(
                views,
                site,
                messages,
                formats.clone(),
                notices.clone(),
                sources,
            );
            inner.value.map(in_summaries)
        });
        let views = Views::new(site.clone(), messages.clone(), calls.flatten());
        let loaded = Renderer::with(views, site, messages, formats, notices, sources);
        let mut diagnostics = loaded.diagnostics;
        if let Some(renderer) = &loaded.value {
            diagnostics.extend(renderer.unknown_templates());
            diagnostics.extend(renderer.shared.views.taxonomy_problems());
            diagnostics.extend(calls::check(&renderer.theme.tera, renderer.site()));
        }
        Diagnosed {
            value: loaded.value,
            diagnostics,
        }
    }

    fn with(
        views: Views,
        site: Arc<Site>,
        messages: Arc<Messages>,
        formats: Arc<Formats>,
        notices: Arc<Notices>,
        sources: &Sources,
    ) -> Diagnosed<Option<Renderer>> {
        let name = site.config.theme.clone();
        let shared = Arc::new(Shared {
            site,
            views,
            messages,
            formats,
            notices,
            findings: Findings::default(),
            answers: Answers::default(),
        });
        let loaded = theme::load(sources, &name, &shared);
        Diagnosed {
            value: loaded.value.map(|theme| Renderer { shared, theme }),
            diagnostics: loaded.diagnostics,
        }
    }

    /// The site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.shared.site
    }

    /// Whether the route shows the whole text of a page in one of these files: the page's own, a copy's, or a feed.
    #[must_use]
    pub fn shows_text_of(&self, route: &Route, files: &BTreeSet<Arc<str>>) -> bool {
        let site = self.site();
        let is_of = |id: &PageId| {
            let source = site.page(*id).source.as_ref();
            source.is_some_and(|source| files.contains(&source.path))
        };
        match &route.target {
            Target::Page(id) | Target::Section(id, _) => {
                is_of(id) || site.page(*id).copy_of.as_ref().is_some_and(is_of)
            }
            Target::Feed(lang) => site.feeds[lang.index()].iter().any(is_of),
            _ => false,
        }
    }

    /// All templates in use.
    #[must_use]
    pub fn templates(&self) -> Vec<&Arc<SourceFile>> {
        let site = self.site();
        let pages = site.pages.iter();
        let named = pages.filter_map(|page| Some(page.front.template.as_ref()?.value.as_str()));
        self.theme.in_use(named, calls::called(site))
    }

    /// Path and text of the templates in use that are the site's or its theme's, not the binary's.
    #[must_use]
    pub fn own_templates(&self) -> Vec<(&Arc<str>, &Arc<str>)> {
        let own = self.templates().into_iter();
        own.filter(|file| file.layer != Layer::Embedded)
            .filter_map(|file| Some((&file.path, file.text()?)))
            .collect()
    }

    /// Renders a route. On an error the bytes are what could be made, and the problems say what is missing.
    #[must_use]
    pub fn render(&self, route: &Route) -> Diagnosed<Answer> {
        let site = self.site();
        // What an earlier page of this thread left behind is not this page's.
        drop(self.shared.findings.take());
        let mut diagnostics = Vec::new();
        let bytes = match &route.target {
            Target::Page(id) | Target::Section(id, _) => {
                let page = site.page(*id);
                let template = page
                    .front
                    .template
                    .as_ref()
                    .map(|template| template.value.as_str());
                let usual = if matches!(route.target, Target::Page(_)) {
                    "page.html"
                } else {
                    "section.html"
                };
                self.template(
                    template
                        .filter(|name| self.theme.has(name))
                        .unwrap_or(usual),
                    route,
                    &mut diagnostics,
                )
            }
            Target::Taxonomy(..) => self.template("taxonomy.html", route, &mut diagnostics),
            Target::Term(..) => self.template("term.html", route, &mut diagnostics),
            Target::NotFound(_) => self.template("404.html", route, &mut diagnostics),
            Target::Chooser => self.template("chooser.html", route, &mut diagnostics),
            Target::Redirect(to) => pages::redirect(site, to),
            Target::Feed(lang) => feed::atom(self, *lang),
            Target::Sitemap(part) => sitemap::sitemap(site, *part),
            Target::SitemapIndex(parts) => sitemap::index(site, *parts),
            Target::Robots => sitemap::robots(site),
            Target::ThemeAsset(_) | Target::SiteAsset(_) | Target::ContentAsset(_) => {
                let bytes = site
                    .asset_of(&route.target)
                    .map(|asset| asset.bytes.clone());
                return Diagnosed::clean(
                    bytes.map_or_else(|| Answer::Bytes(Vec::new()), Answer::Asset),
                );
            }
        };
        let findings = self.shared.findings.take();
        diagnostics.extend(findings.into_iter().map(|found| self.theme.at_call(found)));
        let source = route
            .target
            .page()
            .and_then(|id| site.page(id).source.as_ref());
        let diagnostics = diagnostics
            .into_iter()
            .map(|problem| theme::while_rendering(problem, source, &route.path))
            .collect();
        Diagnosed {
            value: Answer::Bytes(bytes),
            diagnostics,
        }
    }

    fn template(&self, name: &str, route: &Route, diagnostics: &mut Vec<Diagnostic>) -> Vec<u8> {
        let context = pages::context(self, route, &self.theme.asked, diagnostics);
        let mut bytes = Vec::with_capacity(16 * 1024);
        if let Err(problem) = self.theme.tera.render_to(name, &context, &mut bytes)
            && !self.shared.findings.lacks_unread()
        {
            let problem = self.problem_with_all(name, route).unwrap_or(problem);
            diagnostics.extend(self.theme.explain(&problem));
        }
        bytes
    }

    /// What is wrong with a template that fails, told by one that is given all that there is: which fields there are is
    /// a part of it.
    fn problem_with_all(&self, name: &str, route: &Route) -> Option<tera::Error> {
        // They are found once more.
        drop(self.shared.findings.take());
        let context = pages::context(self, route, &Asked::ALL, &mut Vec::new());
        let rendered = self.theme.tera.render_to(name, &context, Vec::new());
        rendered.err()
    }

    /// The HTML of a page's text.
    fn content(
        &self,
        page: &Page,
        addresses: Addresses,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> String {
        let Some(document) = &page.document else {
            return String::new();
        };
        let fill = Fill {
            site: self.site(),
            page,
            messages: &self.shared.messages,
            findings: (addresses == Addresses::Path).then_some(&self.shared.findings),
            addresses,
        };
        let problems = std::cell::RefCell::new(Vec::new());
        let components = |component: &Component, body: Option<&str>| {
            self.component(page, component, body)
                .drain_into(&mut problems.borrow_mut())
        };
        let html = compose::content(&fill, &document.body, &components);
        diagnostics.extend(problems.into_inner());
        html
    }

    /// What a page without a description is described by: the beginning of its text.
    fn excerpt<'a>(&self, page: &'a Page) -> Option<std::borrow::Cow<'a, str>> {
        let body = &page.document.as_ref()?.body;
        let excerpt = excerpt::description(body, |call| {
            let html = self.component(page, call, None).value;
            // It is a part of the page's text, which says what is wrong with it.
            drop(self.shared.findings.take());
            html
        });
        (!excerpt.is_empty()).then_some(excerpt)
    }

    /// The same for a feed, where addresses stand alone. Problems were said when the page itself was rendered.
    fn absolute_content(&self, page: &Page) -> String {
        self.content(page, Addresses::Absolute, &mut Vec::new())
    }

    fn component(
        &self,
        page: &Page,
        component: &Component,
        body: Option<&str>,
    ) -> Diagnosed<String> {
        let mut arguments = Context::new();
        for (name, value) in functions::component_arguments(&component.arguments) {
            arguments.insert_value(name.to_string(), value);
        }
        let mut implicits = Context::new();
        let code = |lang| Value::from(self.site().config.language(lang).code.as_str());
        implicits.insert_value("lang", code(page.lang));
        implicits.insert_value("text_code", code(page.text_lang));
        if !calls::fits(&self.theme.tera, component) {
            return Diagnosed::clean(String::new());
        }
        let rendered = self.theme.tera.render_component_with_implicits(
            &component.name,
            &arguments,
            &implicits,
            body,
            true,
        );
        match rendered {
            Ok(html) => Diagnosed::clean(html),
            Err(_) if self.shared.findings.lacks_unread() => Diagnosed::clean(String::new()),
            Err(problem) => {
                let diagnostics = self.theme.explain(&problem);
                let diagnostics = diagnostics
                    .into_iter()
                    .map(|diagnostic| calls::at_call(diagnostic, page, component));
                Diagnosed {
                    value: String::new(),
                    diagnostics: diagnostics.collect(),
                }
            }
        }
    }

    /// `template:` in front matter that the theme does not have.
    fn unknown_templates(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let named: Vec<_> = self
            .site()
            .pages
            .par_iter()
            .filter(|page| page.copy_of.is_none())
            .filter_map(|page| Some((page, page.front.template.as_ref()?)))
            .collect();
        for (page, template) in named {
            if self.theme.has(&template.value) {
                continue;
            }
            let diagnostic = Diagnostic::error(
                "unknown-template",
                format!("the theme has no template `{}`", template.value),
            );
            let names = self.theme.names();
            // The ending is the same in all, and would make any two short names near.
            let stems = names.iter().filter_map(|name| name.strip_suffix(".html"));
            let stem = template
                .value
                .strip_suffix(".html")
                .unwrap_or(&template.value);
            let diagnostic = match crate::nearest::nearest(stem, stems) {
                Some(near) => diagnostic.help(format!("did you mean `{near}.html`?")),
                None => {
                    diagnostic.help("templates stand in templates/ of the site or of the theme")
                }
            };
            let file = self.site().file_of(page, |front| front.template.is_some());
            diagnostics.push(match file.map(|file| (&file.path, file.text())) {
                Some((path, Some(text))) => diagnostic.at(path, text, template.span.clone(), ""),
                Some((path, None)) => diagnostic.in_file(path.clone()),
                None => diagnostic,
            });
        }
        diagnostics
    }
}

/// Renders calls in summaries with a renderer of their own, in whose summaries there are none: a component may ask for the
/// page that it stands on.
fn in_summaries(inner: Renderer) -> excerpt::Calls {
    Box::new(move |page, component| {
        let html = inner.component(page, component, None).value;
        // What is wrong with a call was said when the page itself was rendered.
        drop(inner.shared.findings.take());
        excerpt::in_summary(html, component.fills_line)
    })
}

/// Fragments that neither the text nor the rendered page defines.
#[must_use]
pub fn missing_fragments(renderer: &Renderer) -> Vec<Diagnostic> {
    let site = renderer.site();
    let mut suspects = links::suspects(site);
    suspects.sort_by_key(|suspect| suspect.to);
    let mut diagnostics = Vec::new();
    for group in suspects.chunk_by(|a, b| a.to == b.to) {
        let html = site
            .by_path
            .get(&site.page(group[0].to).path)
            .map(|at| renderer.render(&site.routes[*at]).value)
            .and_then(|answer| match answer {
                Answer::Bytes(bytes) => String::from_utf8(bytes).ok(),
                Answer::Asset(_) => None,
            })
            .unwrap_or_default();
        let defined = defined(&html);
        let missing = group.iter().filter(|suspect| {
            let mut escaped = String::new();
            compose::push_text(&mut escaped, &suspect.fragment);
            !defined.contains(&*escaped)
        });
        diagnostics.extend(missing.map(|suspect| links::missing_fragment(site, suspect)));
    }
    diagnostics
}

/// The places of a rendered page, as they are written there: a page may be asked for thousands.
fn defined(html: &str) -> HashSet<&str> {
    let starts = ["id=\"", "name=\""].into_iter().flat_map(|attribute| {
        memmem::find_iter(html.as_bytes(), attribute).map(move |at| at + attribute.len())
    });
    starts
        .filter_map(|at| html[at..].split_once('"'))
        .map(|(value, _)| value)
        .collect()
}
