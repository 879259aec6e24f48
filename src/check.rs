//! `check`: all that a build would say, plus what only the finished pages and messages tell, and what in texts is no
//! error and yet not meant.

mod crawl;
mod since;

use std::collections::HashSet;
use std::sync::Mutex;

use crate::diag::{Diagnostic, Strictness};
use crate::l10n::{self, Glossary};
use crate::model::{Role, Site};
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Project, Snapshot, render_all};
use crate::render::{self, Answer, Renderer};
use since::Touched;

/// What is checked.
#[derive(Debug, Clone)]
pub struct CheckOptions {
    /// The site.
    pub project: project::Options,
    /// A commit or branch: only pages that have changed since this branch left it are judged.
    pub since: Option<String>,
}

/// Checks the site; publishes nothing.
#[must_use]
pub fn run(options: &CheckOptions) -> Outcome {
    let mut project = Project::open(options.project.clone());
    let snapshot = project.refresh(project::Changes::Unknown);
    let config = snapshot
        .renderer
        .as_ref()
        .map(|renderer| renderer.site().config.clone());
    let touched = match (&options.since, &config) {
        (Some(reference), Some(config)) => {
            match Touched::since(&options.project.root, config, reference) {
                Ok(touched) => Some(touched),
                Err(message) => return Outcome::failed(Failure::Usage(message)),
            }
        }
        _ => None,
    };
    let mut found = Found {
        of_site: of_site(&snapshot),
        of_texts: of_texts(&snapshot),
    };
    let diagnostics = match (touched, config) {
        (Some(touched), Some(config)) => touched.narrow(found, &config, || {
            project.suppose(touched.before());
            of_site(&project.refresh(project::Changes::Unknown))
        }),
        _ => {
            found.of_site.append(&mut found.of_texts);
            found.of_site
        }
    };
    Outcome {
        is_misused: snapshot.is_misused,
        ..Outcome::found(diagnostics, Strictness::Strict)
    }
}

/// All that is wrong.
struct Found {
    /// What a build says, and what finished pages, links and messages tell: one file may be to blame for what is wrong
    /// with another.
    of_site: Vec<Diagnostic>,
    /// What the texts of one page say, in one language or several.
    of_texts: Vec<Diagnostic>,
}

fn of_site(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut diagnostics = snapshot.diagnostics.clone();
    let Some(renderer) = &snapshot.renderer else {
        return diagnostics;
    };
    let (of_messages, within) = snapshot.message_problems();
    let of_texts = told_of_texts(&snapshot.diagnostics);
    // What is the same of one place has been told, whatever page showed it.
    let told: HashSet<Said<'_>> = of_messages.iter().chain(&within).map(said).collect();
    let of_pages = pages(renderer).into_iter();
    diagnostics.extend(
        of_pages.filter(|found| !is_told(found, &of_texts) && !told.contains(&said(found))),
    );
    diagnostics.extend(render::missing_fragments(renderer));
    diagnostics.extend(of_messages);
    diagnostics
}

fn of_texts(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let Some(renderer) = &snapshot.renderer else {
        return Vec::new();
    };
    let mut diagnostics = snapshot.text_problems();
    diagnostics.extend(missing_translations(renderer.site()));
    diagnostics.extend(translations(snapshot));
    diagnostics
}

/// What is stale, and what translations and their sources do not have in common.
fn translations(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let found = snapshot.translations(|site, state, texts| {
        let glossary = snapshot.glossary.as_ref().and_then(|file| {
            let glossary = Glossary::parse(&file.path, file.text()?, &site.config);
            Some(glossary.drain_into(&mut diagnostics))
        });
        let mut found = l10n::report::diagnostics(site, state, texts);
        found.extend(l10n::report::findings(
            site,
            state,
            texts,
            glossary.as_ref(),
        ));
        found
    });
    diagnostics.extend(found.unwrap_or_default());
    diagnostics
}

/// What a finished page shows, and what has been told of its text then, there with line and column.
const OF_TEXTS: [(&str, &str); 3] = [
    ("missing-alt", "missing-alt"),
    ("first-heading", "heading-level-1"),
    ("repeated-id", "duplicate-id"),
];

/// What was told of texts in [`OF_TEXTS`], with the files.
fn told_of_texts(before: &[Diagnostic]) -> HashSet<(&str, &str)> {
    let codes = OF_TEXTS.map(|(_, code)| code);
    let of_texts = before.iter().filter(|told| codes.contains(&told.code));
    of_texts
        .filter_map(|told| Some((told.code, &*told.place.as_ref()?.path)))
        .collect()
}

fn is_told(found: &Diagnostic, of_texts: &HashSet<(&str, &str)>) -> bool {
    let code = OF_TEXTS.iter().find(|(code, _)| *code == found.code);
    code.zip(found.place.as_ref())
        .is_some_and(|((_, code), place)| of_texts.contains(&(*code, &*place.path)))
}

/// What a problem says of which place.
type Said<'a> = (&'a str, &'a str, Option<(&'a str, usize, usize)>);

fn said(problem: &Diagnostic) -> Said<'_> {
    let place = problem.place.as_ref();
    let place = place.map(|place| (&*place.path, place.span.start, place.span.end));
    (problem.code, &problem.message, place)
}

/// Renders everything and reads it as a browser would.
fn pages(renderer: &Renderer) -> Vec<Diagnostic> {
    let site = renderer.site();
    let read = Mutex::new(Vec::new());
    let rendered = render_all(renderer, |route, answer| {
        if let Answer::Bytes(bytes) = answer
            && route.output.ends_with(".html")
        {
            let page = crawl::read(&bytes);
            if let Ok(mut read) = read.lock() {
                read.push((route.path.clone(), page));
            }
        }
        Ok::<(), std::convert::Infallible>(())
    });
    let mut diagnostics = rendered.unwrap_or_default();
    let mut read = read.into_inner().unwrap_or_default();
    read.sort_by(|(a, _), (b, _)| a.cmp(b));
    let told = crawl::Told::new(renderer.own_templates(), &diagnostics);
    let found = crawl::judge(site, &read, &told);
    diagnostics.extend(found);
    diagnostics
}

/// Pages that some language lacks: said where the policy lets visitors notice.
fn missing_translations(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let mut diagnostics = Vec::new();
    for entry in site
        .entries
        .values()
        .filter(|entry| entry.role != Role::Home || entry.versions.iter().any(Option::is_some))
    {
        let origin = site.page(entry.origin);
        let Some(source) = &origin.source else {
            continue;
        };
        let lacking: Vec<&str> = config
            .langs()
            .filter(|lang| {
                entry.versions[lang.index()].is_none_or(|id| site.page(id).copy_of.is_some())
                    && !l10n::state::is_excluded(site, entry, *lang)
                    && !site.unread.may_have(&entry.key, *lang)
            })
            .map(|lang| config.language(lang).code.as_str())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let message = format!(
            "`{}` is not translated into: {}",
            entry.key,
            lacking.join(", ")
        );
        diagnostics.push(Diagnostic::warning("missing-translation", message).in_file(source.path.clone()).help(
            "write the translation beside it, or say with `missing: hide` that there will be none",
        ));
    }
    diagnostics
}
