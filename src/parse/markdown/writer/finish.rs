//! The end of a body: footnotes and ids get their numbers and names, and pieces are put together.

use std::collections::HashSet;
use std::ops::Range;

use super::call::SYNTAX;
use super::{HeadingDraft, Writer};
use crate::diag::{Diagnosed, Diagnostic};
use crate::parse::component::{Call, CallKind};
use crate::parse::markdown::Report;
use crate::parse::markdown::calls::Place;
use crate::parse::markdown::flow::{Assembler, Fillings};
use crate::parse::markdown::footnotes::Numbered;
use crate::parse::markdown::ids::{Ids, slug};
use crate::parse::markdown::raw_html::{Findings, Imbalance, Partner, Unclosed};
use crate::parse::{Body, Heading};
use crate::unicode::nfc;

impl Writer<'_> {
    pub(in crate::parse::markdown) fn finish(mut self) -> Diagnosed<Body> {
        self.close_components_inside(0);
        let Writer {
            mut flow,
            footnotes,
            headings,
            task_lists,
            raw,
            mut report,
            options,
            refused_calls,
            ..
        } = self;
        let spans =
            |(call, _): &(Call, Place)| report.base + call.span.start..report.base + call.span.end;
        let findings = raw.findings(&refused_calls.iter().map(spans).collect::<Vec<_>>());
        if options.checks {
            report_refused_calls(&mut report, refused_calls, &findings);
        }
        report_findings(&mut report, &findings);
        let mut notes = footnotes.number(&mut flow);
        notes
            .undefined
            .retain(|(_, span)| !findings.shows_code(report.base + span.start));
        report_unused(&mut report, &notes);
        report_undefined(&mut report, &notes);

        let mut ids = Ids::default();
        // The notes' ids are ours: whoever writes the same is told.
        for id in notes.ids() {
            let _ = ids.take(&id, 0..0);
        }
        take_written_ids(&mut ids, &mut report, &headings, &findings);
        let heading_ids: Vec<Box<str>> = if options.heading_ids {
            headings
                .iter()
                .map(|heading| match &heading.explicit {
                    Some(id) => Box::from(&*nfc(id)),
                    None => ids.take_free(slug(&heading.text)),
                })
                .collect()
        } else {
            Vec::new()
        };

        let fillings = Fillings {
            heading_ids: &heading_ids,
            task_lists: &task_lists,
        };
        let mut assembler = Assembler::default();
        assembler.append(flow, &fillings);
        notes.append_to(&mut assembler, &fillings);
        let summary = assembler.summary_start..assembler.summary_end;
        let excerpt = self.summary.excerpt();
        let base = report.base;
        let mut heading_ids = heading_ids.into_iter();
        let headings = headings
            .into_iter()
            .map(|heading| {
                let id = heading_ids.next().unwrap_or_default();
                let span = base + heading.span.start..base + heading.span.end;
                (
                    heading.is_listed,
                    Heading {
                        level: heading.level,
                        id,
                        text: heading.text,
                        span,
                    },
                )
            })
            .filter_map(|(is_listed, heading)| is_listed.then_some(heading))
            .collect();
        let body = Body {
            pieces: assembler.finish(),
            summary,
            summary_is_cut: self.summary.is_cut,
            headings,
            first_headings: findings.first_headings,
            anchors: ids.into_sorted(),
            excerpt: excerpt.text,
            excerpt_calls: excerpt.calls,
            length: self.length.length(),
            readings: self.readings,
        };
        Diagnosed {
            value: body,
            diagnostics: report.found,
        }
    }
}

/// Tells of calls where no call can be made.
fn report_refused_calls(report: &mut Report<'_>, calls: &[(Call, Place)], findings: &Findings) {
    let in_html = findings.calls.iter().filter_map(|index| calls.get(*index));
    let in_pictures = calls.iter().filter(|(_, place)| *place == Place::Picture);
    // The end of a call whose beginning is told.
    let mut told: Vec<&str> = Vec::new();
    for (call, place) in in_html.chain(in_pictures) {
        match &call.kind {
            CallKind::Open(component) => told.push(&component.name),
            CallKind::Close(name) => {
                if let Some(at) = told.iter().rposition(|told| **told == **name) {
                    told.remove(at);
                    continue;
                }
            }
            CallKind::Inline(_) | CallKind::Broken { .. } => {}
        }
        let (message, help) = match place {
            Place::Html => (
                "nothing is called inside raw HTML: this would stand on the page as it is written",
                "put a blank line before and after it, and write it at the beginning of its line",
            ),
            Place::Picture => (
                "no component can stand in the text of a picture",
                "write between `![` and `]` in words what the picture shows",
            ),
        };
        let problem = Diagnostic::error(SYNTAX, message).help(help);
        report.at(call.span.clone(), "", problem);
    }
}

fn report_findings(report: &mut Report<'_>, findings: &Findings) {
    for span in &findings.without_alt {
        let problem = Diagnostic::finding(
            "missing-alt",
            "this picture has no `alt` for those who cannot see it",
        )
        .help("write `alt=\"what it shows\"`, or `alt=\"\"` if it is mere decoration");
        report.in_file(span.clone(), "", problem);
    }
    for tag in &findings.imbalance {
        report.in_file(tag.span.clone(), "", imbalance(tag));
    }
    for (kind, span) in &findings.unclosed {
        report.in_file(span.clone(), "", unclosed(*kind));
    }
}

fn imbalance(tag: &Imbalance) -> Diagnostic {
    let name = &tag.name;
    let (message, help) = match (tag.kind, tag.is_inside) {
        (Partner::NoEnd, false) => (
            format!("`<{name}>` is not closed"),
            format!("write `</{name}>` where it ends"),
        ),
        (Partner::NoEnd, true) => (
            format!("`<{name}>` is not closed"),
            format!(
                "write `</{name}>` where it ends, in the same paragraph, list item, cell, emphasis or component"
            ),
        ),
        (Partner::NoStart, false) => (
            format!("`</{name}>` closes nothing"),
            format!("remove it, or write `<{name}>` before it"),
        ),
        (Partner::NoStart, true) => (
            format!(
                "`</{name}>` closes nothing here: `<{name}>` begins in another part of the text"
            ),
            format!(
                "write `</{name}>` where `<{name}>` stands: in the same paragraph, list item, cell, emphasis or component, or between blank lines as that does"
            ),
        ),
    };
    Diagnostic::warning("html-imbalance", message).help(help)
}

fn unclosed(kind: Unclosed) -> Diagnostic {
    let (message, help) = match kind {
        Unclosed::Comment => (
            "this comment is not closed: it takes in the page as far as the next `-->`".to_owned(),
            "write `-->` where it ends; inside other HTML, such as a `<div>`, a blank line may not stand before it"
                .to_owned(),
        ),
        Unclosed::Quote(quote) => (
            format!("the value that begins here is not closed: it takes in the page as far as the next `{quote}`"),
            format!("write `{quote}` where it ends"),
        ),
        Unclosed::Tag => (
            "this tag is not closed: it takes in the page as far as the next `>`".to_owned(),
            "write `>` where it ends; a blank line may not stand before it".to_owned(),
        ),
    };
    Diagnostic::finding("html-unclosed", message).help(help)
}

fn report_unused(report: &mut Report<'_>, notes: &Numbered) {
    for (label, span) in &notes.unused {
        let problem = Diagnostic::warning(
            "unused-footnote",
            format!("nothing in the text refers to the footnote `{label}`"),
        )
        .help(format!(
            "write `[^{label}]` in the text, or remove the footnote"
        ));
        report.in_file(span.clone(), "", problem);
    }
}

fn report_undefined(report: &mut Report<'_>, notes: &Numbered) {
    if notes.undefined.is_empty() {
        return;
    }
    let normal = |label: &str| nfc(label).to_lowercase();
    let unused = notes.unused.iter().map(|(label, _)| normal(label));
    let unused: HashSet<String> = unused.collect();
    for (label, span) in &notes.undefined {
        let help = match unused.contains(&normal(label)) {
            true => "the name of the footnote looks like this one, and is written with other characters: copy it from there"
                .to_owned(),
            false => format!(
                "write `[^{label}]: …` between blank lines, or, if this is meant as text, `\\[^{label}]`"
            ),
        };
        let problem = Diagnostic::warning(
            "undefined-footnote",
            format!("there is no footnote `{label}`: `[^{label}]` stands on the page as text"),
        )
        .help(help);
        report.at(span.clone(), "", problem);
    }
}

/// Takes the ids that stand in the text, in its order, and reports those that stand there twice.
fn take_written_ids(
    ids: &mut Ids,
    report: &mut Report<'_>,
    headings: &[HeadingDraft],
    findings: &Findings,
) {
    let in_headings = headings.iter().filter_map(|heading| {
        let span = report.base + heading.span.start..report.base + heading.span.end;
        heading
            .explicit
            .as_ref()
            .map(|id| (nfc(id).into_owned(), span))
    });
    let in_html = findings
        .ids
        .iter()
        .map(|(id, span)| (nfc(id).into_owned(), span.clone()));
    let mut written: Vec<(String, Range<usize>)> = in_headings.chain(in_html).collect();
    written.sort_by_key(|(_, span)| span.start);
    for (id, span) in written {
        let Err(first) = ids.take(&id, span.clone()) else {
            continue;
        };
        let mut problem = Diagnostic::error(
            "duplicate-id",
            format!("the id `{id}` is used twice on this page"),
        )
        .help("give one of the two another id; links could not tell them apart");
        if !first.is_empty() {
            problem = problem.related(report.place(first, "first used here"));
        }
        report.in_file(span, "", problem);
    }
}
