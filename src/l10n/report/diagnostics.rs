//! The state as problems: for `check`, and for what reads reviews and code scans.

use super::{Told, is_told, message};
use crate::diag::{Diagnostic, Severity};
use crate::l10n::compare::{BlockState, BlockStatus};
use crate::l10n::state::{PageState, PageStatus, State};
use crate::l10n::texts::Texts;
use crate::model::Site;

/// What is stale, at the block of the translation where there is one. Of translations that nobody has accepted nothing
/// is said while most are like that.
#[must_use]
pub fn diagnostics(site: &Site, state: &State, texts: &Texts<'_>) -> Vec<Diagnostic> {
    let is_untracked = |page: &&PageStatus| page.state == PageState::Untracked;
    let is_tracked = |page: &&PageStatus| {
        !matches!(
            page.state,
            PageState::Missing | PageState::Untracked | PageState::Excluded | PageState::Orphan
        )
    };
    let count =
        |is: &dyn Fn(&&PageStatus) -> bool| state.pages.iter().filter(|page| is(page)).count();
    let is_watched = count(&is_tracked) >= count(&is_untracked);
    state
        .pages
        .iter()
        .flat_map(|status| {
            let told = Told::new(site, texts, status);
            match status.state {
                PageState::Untracked if !is_watched => Vec::new(),
                _ => of_page(site, &told),
            }
        })
        .chain(message::changed(site, state))
        .collect()
}

fn of_page(site: &Site, told: &Told<'_>) -> Vec<Diagnostic> {
    let status = told.status;
    let code = site.config.language(status.lang).code.as_str();
    let from = site.config.language(status.from).code.as_str();
    let accept = format!("yuimaru accept {} --lang {code}", status.key);
    let whole = |code: &'static str, message: String, help: String| {
        let path = told.translation.and_then(|page| page.source.as_ref());
        let problem = Diagnostic::warning(code, message).help(help);
        vec![match path {
            Some(file) => problem.in_file(file.path.clone()),
            None => problem.in_file(crate::l10n::state::lock_path(
                site.config.language(status.lang).code.as_str(),
                &status.key,
            )),
        }]
    };
    match status.state {
        PageState::Stale => told
            .blocks()
            .filter(|block| is_told(block) && block.state != BlockState::Current)
            .map(|block| of_block(told, block, from, &accept))
            .collect(),
        PageState::PivotStale => whole(
            "pivot-stale",
            format!("this is translated from the version in `{from}`, which is itself not current"),
            format!(
                "bring the version in `{from}` up to date first: `yuimaru status {}`",
                status.key
            ),
        ),
        PageState::Untracked => whole(
            "untracked-translation",
            "nobody has said of which state of its source this is the translation".to_owned(),
            format!("if it says what its source says, run `{accept}`"),
        ),
        PageState::Moved => whole(
            "moved-translation",
            format!(
                "this was accepted as `{}`",
                status.moved_from.as_deref().unwrap_or_default()
            ),
            format!("run `{accept}`, which takes the lock along"),
        ),
        PageState::Orphan if told.translation.is_some() => whole(
            "orphan-translation",
            format!("there is no version in `{from}` of which this could be the translation"),
            "write that version, or name another language: `l10n: {origin: …}`".to_owned(),
        ),
        PageState::Orphan => whole(
            "orphan-lock",
            "this lock is of a page that does not exist".to_owned(),
            "delete the file, if the page is gone for good".to_owned(),
        ),
        PageState::Missing | PageState::Current | PageState::Ahead | PageState::Excluded => {
            Vec::new()
        }
    }
}

fn of_block(told: &Told<'_>, block: &BlockStatus, from: &str, accept: &str) -> Diagnostic {
    let kind = block.kind.name();
    let (code, message, help) = match block.state {
        BlockState::Changed if !block.facts.is_empty() => (
            "facts-changed",
            format!(
                "the {kind} in `{from}` has another {} now",
                block.facts.join(" and ")
            ),
            format!("change the translation, then run `{accept}`"),
        ),
        BlockState::Changed => (
            "stale-translation",
            format!("the {kind} in `{from}` has changed since this was translated"),
            format!("change the translation where it has to be, then run `{accept}`"),
        ),
        BlockState::Added => (
            "untranslated-block",
            format!("a {kind} in `{from}` is new, and not in this translation"),
            format!("translate it, then run `{accept}`"),
        ),
        BlockState::Removed => (
            "stale-translation",
            format!("the {kind} in `{from}` is gone"),
            format!("remove its translation, then run `{accept}`"),
        ),
        BlockState::Moved => (
            "moved-block",
            format!("the {kind} in `{from}` stands elsewhere now"),
            format!("move its translation, then run `{accept}`"),
        ),
        BlockState::Untranslated | BlockState::Current => (
            "untranslated-block",
            format!("this {kind} is still in `{from}`"),
            format!("translate it; if it is to stay so, run `{accept}`"),
        ),
    };
    let mut problem = match block.severity {
        Severity::Error => Diagnostic::error(code, message),
        Severity::Finding | Severity::Warning => Diagnostic::warning(code, message),
    };
    problem.help = Some(help);
    let own = told.translation_place(block);
    let source = told.source_place(block);
    problem.place = match (own, &source) {
        (Some(own), _) => Some(own),
        (None, Some(_)) | (None, None) => {
            let file = told.translation.and_then(|page| page.source.as_ref());
            return match file {
                Some(file) => with_source(problem.in_file(file.path.clone()), source),
                None => problem,
            };
        }
    };
    with_source(problem, source)
}

fn with_source(problem: Diagnostic, source: Option<crate::diag::Place>) -> Diagnostic {
    match source {
        Some(mut place) => {
            place.label = "the source now".to_owned();
            problem.related(place)
        }
        None => problem,
    }
}
