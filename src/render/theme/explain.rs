//! Tera's errors as diagnostics: at the template's line, with the page that was being rendered.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::recursion::TOO_DEEP;
use super::{Theme, constants, hints};
use crate::diag::{Diagnostic, Place};
use crate::render::template_text::tags;
use crate::source::{Layer, SourceFile};

impl Theme {
    /// Tera's error as diagnostics, at the template's line.
    pub(in crate::render) fn explain(&self, problem: &tera::Error) -> Vec<Diagnostic> {
        match problem.kind() {
            ErrorKind::SyntaxError(report) => {
                vec![self.at(
                    "template-syntax",
                    report.message(),
                    report.filename(),
                    report.span().range.clone(),
                )]
            }
            ErrorKind::RenderingError(report) => {
                let failed = self.at(
                    "template",
                    report.message(),
                    report.filename(),
                    report.span().range.clone(),
                );
                let text = problem.to_string();
                let notes = text.split_once(report.message());
                vec![self.with_callers(failed, notes.map_or("", |(_, notes)| notes))]
            }
            ErrorKind::CircularExtend {
                tpl,
                inheritance_chain,
            } => {
                vec![self.cycle("extends", tpl, inheritance_chain)]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                vec![self.cycle("includes", tpl, include_chain)]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("the template extends `{parent}`, which does not exist");
                let diagnostic = Diagnostic::error("template", message);
                vec![self.in_template(diagnostic, current, parent)]
            }
            ErrorKind::Msg(text) if text.starts_with(TOO_DEEP) => vec![self.too_deep()],
            ErrorKind::Msg(text) if let Some(twice) = self.defined_twice(text) => vec![twice],
            other => self.with_missing_blocks_at_their_parent(self.reports(&other.to_string())),
        }
    }

    fn at(&self, code: &'static str, message: &str, name: &str, span: Range<usize>) -> Diagnostic {
        let message = lower_first(&constants::left_out(message, &self.constants));
        let diagnostic = match self.source(name) {
            Some(file) => match file.text() {
                Some(text) => Diagnostic::error(code, message).at(&file.path, text, span, ""),
                None => Diagnostic::error(code, message).in_file(file.path.clone()),
            },
            None => Diagnostic::error(code, message),
        };
        self.with_hint(diagnostic)
    }

    fn with_hint(&self, diagnostic: Diagnostic) -> Diagnostic {
        let mut components: Vec<&str> = self.tera.get_component_names().collect();
        components.sort_unstable();
        let known = hints::Known {
            templates: self.names(),
            components,
        };
        hints::add(diagnostic, &known)
    }

    /// An error of a template with the places from which that was included or called, which Tera has as text alone: the
    /// innermost first, each a line `note: called from name:line:column`, and three lines on the code with carets below.
    /// Where it fails in a template of the binary, the one that called it is to blame.
    fn with_callers(&self, mut failed: Diagnostic, notes: &str) -> Diagnostic {
        let mut lines = notes.lines();
        let mut chain: Vec<(Layer, Place)> = Vec::new();
        while let Some(line) = lines.next() {
            let Some((file, line, column)) = line
                .strip_prefix("note: called from ")
                .and_then(|place| self.written_place(place))
            else {
                continue;
            };
            let carets = lines.nth(2).unwrap_or_default();
            let Some(text) = file.text() else { continue };
            let start = offset(text, line, column);
            let end = offset(text, line, column + carets.matches('^').count());
            let place = Place {
                path: file.path.clone(),
                text: Some(text.clone()),
                span: start..end,
                label: "called from here".to_owned(),
            };
            // A component that calls itself does so from one place again and again.
            if chain.iter().all(|(_, known)| *known != place) {
                chain.push((file.layer, place));
            }
        }
        // Whatever of the binary's leads to the outermost of the others does so on all sites.
        let last_own = chain
            .iter()
            .rposition(|(layer, _)| *layer != Layer::Embedded);
        chain.truncate(last_own.map_or(0, |at| at + 1));
        let is_embedded = failed.place.as_ref().is_some_and(|place| {
            let mut files = self.sources.values();
            files.any(|file| file.path == place.path && file.layer == Layer::Embedded)
        });
        let first_own = chain
            .iter()
            .position(|(layer, _)| *layer != Layer::Embedded);
        if let Some(at) = first_own.filter(|_| is_embedded) {
            let (_, caller) = chain.remove(at);
            let inside = failed.place.replace(caller);
            failed.related.extend(inside.map(|inside| Place {
                label: "it fails here".to_owned(),
                ..inside
            }));
        }
        failed
            .related
            .extend(chain.into_iter().map(|(_, place)| place));
        failed
    }

    /// A place as Tera's texts have it: `name:line:column`.
    fn written_place(&self, place: &str) -> Option<(&Arc<SourceFile>, usize, usize)> {
        let (rest, column) = place.rsplit_once(':')?;
        let (name, line) = rest.rsplit_once(':')?;
        Some((self.source(name)?, line.parse().ok()?, column.parse().ok()?))
    }

    fn source(&self, name: &str) -> Option<&Arc<SourceFile>> {
        self.sources
            .get(name)
            .or_else(|| self.sources.values().find(|file| &*file.name == name))
    }

    /// A component that two files define, at both definitions.
    fn defined_twice(&self, text: &str) -> Option<Diagnostic> {
        let rest = text.strip_prefix("Component `")?;
        let (name, files) = rest.split_once("` is defined in both `")?;
        let (one, other) = files.strip_suffix('`')?.split_once("` and `")?;
        let place = |registered: &str, label: &str| {
            let file = self.sources.get(registered)?;
            let text = file.text()?;
            let tags = tags(text);
            let definition = tags.iter().find(|tag| tag.component() == Some(name))?;
            Some(Place {
                path: file.path.clone(),
                text: Some(text.clone()),
                span: definition.span(),
                label: label.to_owned(),
            })
        };
        let message = format!("the component `{name}` is defined in two files");
        let mut problem = Diagnostic::error("template", message)
            .help("rename one of them, or take it out; a site puts its own over the theme's by a component of the same name");
        problem.place = place(other, "again here");
        problem.related.extend(place(one, "first here"));
        Some(problem)
    }

    /// Points at the first mention of `word` in a template.
    fn in_template(&self, diagnostic: Diagnostic, name: &str, word: &str) -> Diagnostic {
        let Some(file) = self.source(name) else {
            return diagnostic;
        };
        let found = file.text().and_then(|text| Some((text, text.find(word)?)));
        match found {
            Some((text, at)) => diagnostic.at(&file.path, text, at..at + word.len(), ""),
            None => diagnostic.in_file(file.path.clone()),
        }
    }

    fn cycle(&self, verb: &str, name: &str, chain: &[String]) -> Diagnostic {
        let mut names: Vec<&str> = chain.iter().map(String::as_str).collect();
        if names.first() != Some(&name) {
            names.insert(0, name);
        }
        if names.len() == 1 || names.last() != Some(&name) {
            names.push(name);
        }
        let message = format!("the template {verb} itself: {}", names.join(" → "));
        let diagnostic = Diagnostic::error("template-cycle", message);
        let of_theme = self.sources.keys().find(|known| {
            verb == "extends"
                && known.starts_with("themes/")
                && known.ends_with(&format!("/{name}"))
        });
        let diagnostic = diagnostic.help(match of_theme {
            Some(of_theme) => {
                format!("to extend the theme's template of this name, write `{{% extends \"{of_theme}\" %}}`")
            }
            None if verb == "extends" => "remove one of these `{% extends … %}`".to_owned(),
            None => "remove one of these `{% include … %}`".to_owned(),
        });
        self.in_template(diagnostic, name, names.get(1).copied().unwrap_or(name))
    }

    /// Some of Tera's errors hold their reports only as text: `error: …`, then ` --> name:line:column`.
    fn reports(&self, text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for report in text.split("\n\n") {
            let mut lines = report.lines();
            let message = lines
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned();
            let place = lines
                .next()
                .and_then(|line| line.trim().strip_prefix("--> "))
                .and_then(|place| self.written_place(place));
            let diagnostic = Diagnostic::error("template", lower_first(&message));
            let placed = match place {
                Some((file, line, column)) => match file.text() {
                    Some(text) => {
                        let start = offset(text, line, column);
                        let end = text[start..]
                            .find([' ', '(', '}', '\n'])
                            .map_or(text.len(), |at| start + at);
                        diagnostic.at(&file.path, text, start..end, "")
                    }
                    None => diagnostic.in_file(file.path.clone()),
                },
                None => diagnostic,
            };
            diagnostics.push(self.with_hint(placed));
        }
        diagnostics
    }
}

const NO_SUCH_BLOCK: &str = "is not defined in any parent template";

impl Theme {
    /// Blocks that the theme's own templates fill and that a template of the site, put in place of the theme's, does
    /// not have: one problem of that template, not one of each block in each of the others.
    fn with_missing_blocks_at_their_parent(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut missing: BTreeMap<&Arc<str>, Vec<String>> = BTreeMap::new();
        let mut kept = Vec::new();
        for diagnostic in diagnostics {
            match self.parent_to_blame(&diagnostic) {
                Some((parent, block)) => {
                    let blocks = missing.entry(parent).or_default();
                    if !blocks.contains(&block) {
                        blocks.push(block);
                    }
                }
                None => kept.push(diagnostic),
            }
        }
        kept.extend(missing.into_iter().map(|(parent, blocks)| {
            let message = format!(
                "the template lacks blocks that others of the theme fill: {}",
                blocks.join(", ")
            );
            Diagnostic::error("missing-block", message)
                .in_file(parent.clone())
                .help(format!(
                    "write `{{% block {} %}}{{% endblock %}}` and so on, or extend the theme's template of this name and fill only the blocks that shall differ",
                    blocks.first().map_or("main", String::as_str)
                ))
        }));
        kept
    }

    /// The template of a stronger layer that lacks a block, and the block.
    fn parent_to_blame(&self, diagnostic: &Diagnostic) -> Option<(&Arc<str>, String)> {
        let block = diagnostic
            .message
            .strip_suffix(NO_SUCH_BLOCK)?
            .trim()
            .trim_start_matches("block ")
            .trim_matches('`');
        let place = diagnostic.place.as_ref()?;
        let child = self.sources.values().find(|file| file.path == place.path)?;
        let mut root = child;
        // More steps than there are templates would be a circle.
        for _ in 0..self.sources.len() {
            match root
                .text()
                .and_then(|text| parent_of(text))
                .and_then(|name| self.source(name))
            {
                Some(parent) => root = parent,
                None => break,
            }
        }
        (root.layer < child.layer).then(|| (&root.path, block.to_owned()))
    }
}

/// The template that this one extends.
fn parent_of(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("{%")?;
    let rest = rest
        .trim_start_matches('-')
        .trim_start()
        .strip_prefix("extends")?
        .trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    rest.get(1..)?.split(quote).next()
}

/// The byte offset of a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(at, _)| start + at)
}

fn lower_first(message: &str) -> String {
    let mut characters = message.trim_end_matches('.').chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// The page that was being rendered, as a second place of a template's error.
pub(in crate::render) fn while_rendering(
    diagnostic: Diagnostic,
    page: Option<&Arc<SourceFile>>,
    url: &str,
) -> Diagnostic {
    let is_named = |file: &Arc<SourceFile>| {
        let mut places = diagnostic.place.iter().chain(&diagnostic.related);
        places.any(|place| place.path == file.path)
    };
    match page {
        Some(file) if is_named(file) => diagnostic,
        Some(file) => diagnostic.related(Place {
            path: file.path.clone(),
            text: None,
            span: 0..0,
            label: format!("while this page was rendered, for {url}"),
        }),
        None => diagnostic.related(Place {
            path: url.into(),
            text: None,
            span: 0..0,
            label: "while this was rendered".to_owned(),
        }),
    }
}
