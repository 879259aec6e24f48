//! Markdown into HTML with holes.
//!
//! pulldown-cmark reads; the writer here puts down the same HTML that its own does where CommonMark rules, and ours
//! for tables, footnotes, task items, alerts and code. Ours it has to be throughout, because links, images, ids and
//! components are holes whose places in the HTML must be known. Work is linear in the size of the body, and nothing
//! recurses with its nesting.

mod calls;
mod controls;
mod event_texts;
mod flow;
mod footnotes;
mod ids;
mod marks;
mod plain;
pub(super) mod raw_html;
mod segments;
mod summary;
mod unreadable;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::cjk::prepare::{Prepared, Scope};
use super::highlight::Highlighter;
use super::{Body, component};
use crate::config::{Language, SoftBreaks, Writing};
use crate::diag::{Diagnosed, Diagnostic};
pub use segments::segments;
pub(crate) use summary::{CALL, cut as cut_excerpt, fold};
use unreadable::{first_unreadable, overfull_tag};
use writer::Writer;

/// Blocks and inline elements nested deeper than this are left out.
const DEEPEST: usize = 200;

/// What to parse.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The file's path, for diagnostics.
    pub path: &'a Arc<str>,
    /// The whole file.
    pub text: &'a Arc<str>,
    /// The bytes of `text` that are Markdown: what follows the front matter.
    pub body: Range<usize>,
    /// How to read it.
    pub options: &'a MarkdownOptions,
    /// Whether an excerpt is wanted: not where the page says itself what it is of.
    pub wants_excerpt: bool,
    /// Colours code where the options ask for it.
    pub highlighter: &'a Highlighter,
}

/// Everything that decides what a body becomes, apart from its text; part of the key under which it is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MarkdownOptions {
    /// Tables, strikethrough, task lists, footnotes, alerts, definition lists and heading attributes, and our way of
    /// writing code blocks.
    pub extensions: bool,
    /// `$x$` and `$$x$$`.
    pub math: bool,
    /// Colour code blocks.
    pub highlight: bool,
    /// What a line break inside a paragraph becomes.
    pub soft_breaks: SoftBreaks,
    /// How the text is written.
    pub writing: Writing,
    /// Give every heading an `id`.
    pub heading_ids: bool,
    /// Look for components, and for `<!--more-->`.
    pub components: bool,
    /// Report what is no error in Markdown but one in a page: tags out of balance, missing `alt`, `#` headings.
    pub checks: bool,
}

impl MarkdownOptions {
    /// What the pages of a site get.
    #[must_use]
    pub fn site(markdown: crate::config::MarkdownConfig, language: &Language) -> Self {
        MarkdownOptions {
            extensions: true,
            math: markdown.math,
            highlight: markdown.highlight,
            soft_breaks: language.soft_breaks,
            writing: language.writing(),
            heading_ids: true,
            components: true,
            checks: true,
        }
    }

    /// CommonMark 0.31 and nothing else.
    #[must_use]
    pub fn commonmark() -> Self {
        MarkdownOptions {
            extensions: false,
            math: false,
            highlight: false,
            soft_breaks: SoftBreaks::Keep,
            writing: Writing::Other,
            heading_ids: false,
            components: false,
            checks: false,
        }
    }

    /// What is marked for the parser.
    fn scope(self) -> Scope {
        if self.extensions {
            Scope::Extensions
        } else {
            Scope::Emphasis
        }
    }

    fn parser_options(self) -> Options {
        let mut options = Options::empty();
        if self.extensions {
            options |= Options::ENABLE_TABLES
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_TASKLISTS
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_GFM
                | Options::ENABLE_DEFINITION_LIST
                | Options::ENABLE_HEADING_ATTRIBUTES;
        }
        options.set(Options::ENABLE_MATH, self.math);
        options
    }
}

/// Parses a body. Never fails: what is wrong is said in the diagnostics.
#[must_use]
pub fn parse(input: &Input<'_>) -> Diagnosed<Body> {
    let mut report = Report {
        path: input.path,
        text: input.text,
        base: input.body.start,
        found: Vec::new(),
        is_too_deep: false,
    };
    let whole = input.text.get(input.body.clone()).unwrap_or_default();
    let options = input.options.parser_options();
    let body = match first_unreadable(whole, options) {
        Some(at) if whole[at..].starts_with('<') => {
            report.at(at..at + 1, "it begins here", overfull_tag());
            &whole[..at]
        }
        Some(at) => {
            report.too_deep(at..at + whole[at..].find('\n').unwrap_or(whole.len() - at));
            &whole[..at]
        }
        None => whole,
    };
    let has_controls = controls::are_in(body);
    if has_controls && input.options.checks {
        controls::report(body, &mut report);
    }
    let found = if input.options.components {
        component::scan(body, input.body.start)
    } else {
        Vec::new()
    };
    let settled = calls::settle(body, found, options, input.options.scope());
    let prepared = settled.prepared();
    let mut writer = Writer::new(input, report, body, &settled, prepared.marks);
    each_event(&prepared, options, has_controls, |event, range| {
        writer.event(event, range)
    });
    writer.finish()
}

/// Reads a body without writing it: what the parser says, with the bytes of the body that it stems from. Components
/// are raw HTML that says nothing.
pub(super) fn read(
    body: &str,
    options: &MarkdownOptions,
    take: impl FnMut(Event<'_>, Range<usize>),
) {
    let parser_options = options.parser_options();
    let body = first_unreadable(body, parser_options).map_or(body, |at| &body[..at]);
    let found = if options.components {
        component::scan(body, 0)
    } else {
        Vec::new()
    };
    let settled = calls::settle(body, found, parser_options, options.scope());
    let prepared = settled.prepared();
    each_event(&prepared, parser_options, controls::are_in(body), take);
}

/// What the parser says of a body with or without control characters, without the marks that were set for it.
fn each_event<'a>(
    prepared: &'a Prepared<'_>,
    options: Options,
    has_controls: bool,
    mut take: impl FnMut(Event<'a>, Range<usize>),
) {
    let mut offsets = prepared.offsets();
    let may_have_controls = has_controls || controls::may_be_referred_to(&prepared.text);
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        let event = match may_have_controls {
            true => controls::replaced(event),
            false => event,
        };
        match &prepared.marks {
            None => take(event, range),
            Some(marks) => match offsets.between_marks(&range) {
                Some(range) if !marks::is_from_elsewhere(&event) => take(event, range),
                _ => take(marks::taken_back(event, marks), offsets.in_body(&range)),
            },
        }
    }
}

/// Problems of one body.
#[derive(Debug)]
struct Report<'a> {
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    /// Where the body begins in the file.
    base: usize,
    found: Vec<Diagnostic>,
    /// Nesting was reported.
    is_too_deep: bool,
}

impl Report<'_> {
    /// Adds a problem at bytes of the body.
    fn at(&mut self, span: Range<usize>, label: &str, diagnostic: Diagnostic) {
        let span = self.base + span.start..self.base + span.end;
        self.in_file(span, label, diagnostic);
    }

    /// Adds a problem at bytes of the file.
    fn in_file(&mut self, span: Range<usize>, label: &str, diagnostic: Diagnostic) {
        self.found
            .push(diagnostic.at(self.path, self.text, span, label));
    }

    fn place(&self, span: Range<usize>, label: &str) -> crate::diag::Place {
        crate::diag::Place {
            path: self.path.clone(),
            text: Some(self.text.clone()),
            span,
            label: label.to_owned(),
        }
    }

    fn too_deep(&mut self, span: Range<usize>) {
        if std::mem::replace(&mut self.is_too_deep, true) {
            return;
        }
        self.at(
            span,
            "this is left out",
            Diagnostic::error(
                "nesting-too-deep",
                format!("quotes, lists or emphasis are nested more than {DEEPEST} deep"),
            )
            .help("remove levels; if this is code, put it between lines of ```"),
        );
    }
}

/// Writes text that stands between tags. Writing to a string cannot fail.
fn escape_text(html: &mut String, text: &str) {
    let _ = escape_html_body_text(html, text);
}

/// Writes text that stands in an attribute, between double quotes. Writing to a string cannot fail.
fn escape_attribute(html: &mut String, text: &str) {
    let _ = escape_html(html, text);
}

#[cfg(test)]
mod cjk_tests;
#[cfg(test)]
mod segments_tests;
#[cfg(test)]
mod spec_tests;
#[cfg(test)]
mod tests;
