//! Code frames for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Snippet};

use super::Counts;
use super::frame::frame;
use super::position::{Positions, Region};
use super::visible::{visible_line, visible_text};
use crate::diag::{Diagnostic, Place, Severity, Strictness};

/// So many of one kind in one file are shown, the rest is counted: whoever made one mistake a thousand times has read
/// enough.
const SHOWN: usize = 50;

/// What the gutter, the ellipses and their padding may take of a line.
const MARGIN: usize = 28;

/// Frames for all diagnostics and a last line that counts them; nothing for none. `width` is that of the terminal, in
/// cells.
#[must_use]
pub fn human(
    diagnostics: &[Diagnostic],
    strictness: Strictness,
    colour: bool,
    width: usize,
) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = match colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    }
    .term_width(width.max(MARGIN * 2));
    let cells = width.max(MARGIN * 2) - MARGIN;
    let mut positions = Positions::default();
    let mut out = String::new();
    let mut told: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let path = diagnostic.place.as_ref().map(|place| &*place.path);
        let times = told.entry((path, diagnostic.code)).or_default();
        *times += 1;
        if *times > SHOWN {
            continue;
        }
        out.push_str(&report(
            diagnostic,
            strictness,
            &renderer,
            cells,
            &mut positions,
        ));
        out.push_str("\n\n");
    }
    for ((path, code), times) in told.into_iter().filter(|(_, times)| *times > SHOWN) {
        let more = times - SHOWN;
        let path = visible_line(path.unwrap_or("no file"));
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{more} more of the kind `{code}` in {path}\n");
    }
    out.push_str(&Counts::of(diagnostics, strictness).to_string());
    out.push('\n');
    out
}

/// One diagnostic, without a final line break.
fn report<'a>(
    diagnostic: &'a Diagnostic,
    strictness: Strictness,
    renderer: &Renderer,
    cells: usize,
    positions: &mut Positions<'a>,
) -> String {
    let severity = diagnostic.severity.resolve(strictness);
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Finding | Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level
            .primary_title(visible_text(&diagnostic.message))
            .id(diagnostic.code),
    );
    let mut corrections = Vec::new();
    let mut notes = Vec::new();
    let places = diagnostic
        .place
        .iter()
        .map(|place| (place, AnnotationKind::Primary))
        .chain(
            diagnostic
                .related
                .iter()
                .map(|place| (place, AnnotationKind::Context)),
        );
    for (place, kind) in places {
        if place.text.is_none() && !place.label.is_empty() {
            // A bare path cannot bear a label.
            let note = format!("{}: {}", place.label, place.path);
            notes.push(visible_line(&note).into_owned());
            continue;
        }
        let (element, correction) = place_element(place, kind, cells, positions.region(place));
        group = group.element(element);
        corrections.extend(correction);
    }
    for note in notes {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible_text(help)));
    }
    let mut rendered = renderer.render(&[group]);
    for Correction {
        counted,
        true_start,
    } in corrections
    {
        rendered = rendered.replacen(&counted, &true_start, 1);
    }
    rendered
}

/// A header whose column was counted in a line that begins with a cut, and the right one.
struct Correction {
    counted: String,
    true_start: String,
}

fn place_element<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    cells: usize,
    region: Option<Region>,
) -> (Element<'a>, Option<Correction>) {
    let path = visible_line(&place.path);
    let (Some(text), Some(region)) = (place.text.as_deref(), region) else {
        return (Origin::path(path).into(), None);
    };
    let frame = frame(text, place.span.clone(), cells);
    let header = |column: usize| format!("{path}:{}:{column}\n", region.line);
    let correction = (frame.column != region.column).then(|| Correction {
        counted: header(frame.column),
        true_start: header(region.column),
    });
    let mut annotation = kind.span(frame.span);
    if !place.label.is_empty() {
        annotation = annotation.label(visible_line(&place.label).into_owned());
    }
    let snippet = Snippet::source(frame.text)
        .path(path)
        .line_start(region.line)
        .annotation(annotation);
    (snippet.into(), correction)
}

/// A message that belongs to no file, after `error: `; with a final line break.
#[must_use]
pub fn failure(message: &str, colour: bool) -> String {
    let renderer = match colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let title = Level::ERROR.primary_title(visible_text(message));
    renderer.render(&[Group::with_title(title)]) + "\n"
}
