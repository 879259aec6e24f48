//! Whether the site can be built with a page: it is assembled with it, before anything is written.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Diagnostic, Severity};
use crate::model::COLLISIONS;
use crate::project::{self, Changes, Project};

/// What a text leads to that is not there, and keys without a value: whoever writes the page puts something there.
const TO_BE_FILLED_IN: [&str; 3] = ["broken-link", "missing-image", "no-value"];

/// Says what is still to be mended in pages (path and text) that are made from `archetype`, as warnings.
///
/// Refuses those with which two things of the site would have one address, and those that could not be built, and says
/// why.
pub(super) fn run<'a>(
    root: &Path,
    typed: &str,
    archetype: &str,
    pages: impl Iterator<Item = (&'a Arc<str>, &'a Arc<str>)>,
) -> Result<Vec<Diagnostic>, String> {
    let mut project = Project::open(project::Options {
        root: root.to_owned(),
        // What is held back now collides when it is published.
        drafts: true,
        future: true,
        ..project::Options::default()
    });
    let before = collisions(&project.refresh(Changes::Unknown).diagnostics);
    let planned: project::Supposed = pages
        .map(|(path, text)| (path.clone(), Some(text.clone())))
        .collect();
    project.suppose(planned.clone());
    let mut found = project.refresh(Changes::Unknown).diagnostics.clone();
    let known: HashSet<&str> = before.iter().map(|found| found.message.as_str()).collect();
    // One a language: the first tells enough.
    let after = collisions(&found);
    if let Some(collision) = after.iter().find(|found| !known.contains(&*found.message)) {
        return Err(colliding(typed, collision));
    }
    found.retain(|problem| {
        let place = problem.place.as_ref();
        place.is_some_and(|place| planned.contains_key(&place.path))
    });
    for problem in &mut found {
        if problem.severity == Severity::Error && !is_to_be_filled_in(problem) {
            return Err(unfit(archetype, problem));
        }
        problem.severity = Severity::Warning;
    }
    Ok(found)
}

/// The title is given: one without a value is never filled in.
fn is_to_be_filled_in(problem: &Diagnostic) -> bool {
    TO_BE_FILLED_IN.contains(&problem.code)
        && !(problem.code == "no-value" && problem.message.starts_with("`title`"))
}

fn collisions(found: &[Diagnostic]) -> Vec<Diagnostic> {
    let found = found.iter();
    found
        .filter(|problem| COLLISIONS.contains(&problem.code))
        .cloned()
        .collect()
}

fn colliding(typed: &str, found: &Diagnostic) -> String {
    let message = &found.message;
    let mut text = format!(
        "{typed:?} cannot be the key of a page, for then {message}\nwrite another key, or change first what it collides with"
    );
    if let Some(help) = &found.help {
        text.push_str(": ");
        text.push_str(help);
    }
    text
}

/// Of a page that is not there no lines are shown: what is wrong stands in that from which it is made, or in the title.
fn unfit(archetype: &str, found: &Diagnostic) -> String {
    let message = &found.message;
    let place = found.place.as_ref();
    let line = place.and_then(|place| {
        let (line, _) = place.line_column()?;
        let written = place.text.as_deref()?.lines().nth(line - 1)?.trim();
        (!written.is_empty()).then(|| format!(", in the line `{written}`"))
    });
    let line = line.unwrap_or_default();
    let mut text = format!(
        "nothing was written, for {archetype} makes a page that cannot be built: {message}{line}"
    );
    if let Some(help) = &found.help {
        text.push('\n');
        text.push_str(help);
    }
    text
}
