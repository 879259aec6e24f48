//! Whether a page can be in the site at all: the site is assembled with it, before anything is written.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::COLLISIONS;
use crate::project::{self, Changes, Project};

/// Refuses pages (path and text) with which two things of the site would have one address, and says which.
pub(super) fn refuse<'a>(
    root: &Path,
    typed: &str,
    pages: impl Iterator<Item = (&'a Arc<str>, &'a Arc<str>)>,
) -> Result<(), String> {
    let mut project = Project::open(project::Options {
        root: root.to_owned(),
        // What is held back now collides when it is published.
        drafts: true,
        future: true,
        ..project::Options::default()
    });
    let before = collisions(&mut project);
    let planned = pages.map(|(path, text)| (path.clone(), Some(text.clone())));
    project.suppose(planned.collect());
    let known: HashSet<&str> = before.iter().map(|found| found.message.as_str()).collect();
    let after = collisions(&mut project);
    // One a language: the first tells enough.
    match after.iter().find(|found| !known.contains(&*found.message)) {
        Some(found) => Err(refusal(typed, found)),
        None => Ok(()),
    }
}

fn collisions(project: &mut Project) -> Vec<Diagnostic> {
    let mut found = project.refresh(Changes::Unknown).diagnostics.clone();
    found.retain(|problem| COLLISIONS.contains(&problem.code));
    found
}

fn refusal(typed: &str, found: &Diagnostic) -> String {
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
