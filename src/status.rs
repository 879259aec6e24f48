//! `status`: which translations say what their sources say, to the block. Writes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;

use crate::clock;
use crate::diag::{Diagnostic, Strictness};
use crate::l10n::message::{MessageState, MessageStates, MessageStatus};
use crate::l10n::report::{self, History};
use crate::l10n::select::{self, Chosen};
use crate::l10n::state::{PageState, PageStatus, State, damaged, lock_path, messages_lock_path};
use crate::l10n::texts::Texts;
use crate::model::Site;
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Changes, Project, Snapshot};
use crate::source::git::Git;

/// What is asked.
#[derive(Debug, Clone)]
pub struct StatusOptions {
    /// The site.
    pub project: project::Options,
    /// One page, by its key or file, or `messages`; all where there is none.
    pub page: Option<String>,
    /// How it is said.
    pub form: Form,
    /// States that are an error.
    pub fail_on: Vec<FailOn>,
}

/// How the state is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table, or blocks of one page, or messages.
    Human,
    /// JSON with a version.
    Json,
    /// A page of its own, for a browser.
    Html,
    /// Problems, which the command line prints.
    Problems,
}

/// States that are an error when somebody wants them to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Something is not as it was when it was accepted, or what it is translated from is not.
    Stale,
    /// Facts of a source changed.
    Facts,
    /// Nobody has accepted it.
    Untracked,
    /// There is no translation.
    Missing,
}

/// Says the state.
#[must_use]
pub fn run(options: &StatusOptions) -> Outcome {
    let snapshot = Project::open(options.project.clone()).refresh(Changes::Unknown);
    let told =
        snapshot.translations(|site, state, texts| tell(options, site, &snapshot, state, texts));
    match told {
        Some(Ok(outcome)) => outcome,
        Some(Err(message)) => Outcome::failed(Failure::Usage(message)),
        None => Outcome {
            is_misused: snapshot.is_misused,
            ..Outcome::found(snapshot.diagnostics.clone(), Strictness::Lenient)
        },
    }
}

fn tell(
    options: &StatusOptions,
    site: &Site,
    snapshot: &Snapshot,
    state: &State,
    texts: &Texts<'_>,
) -> Result<Outcome, String> {
    let asked = match &options.page {
        Some(page) => Some(select::chosen(site, page)?),
        None => None,
    };
    let chosen = only(state, asked.as_ref());
    let report = match (options.form, &asked) {
        (Form::Json, _) => format!("{:#}\n", report::json(site, &chosen, texts)),
        (Form::Human, Some(Chosen::Page(key))) => report::page(site, &chosen, texts, key),
        (Form::Human, Some(Chosen::Messages)) => report::messages(site, &chosen),
        (Form::Human, None) => {
            let ages = ages(&options.project.root, site, &chosen);
            report::table(site, &chosen, texts, |status| {
                ages.get(&(status.key.clone(), status.lang)).cloned()
            })
        }
        (Form::Html, _) => {
            let root = &options.project.root;
            let ages = ages(root, site, &chosen);
            let git = Git::around(root);
            let history = History {
                blob: &|id| git.as_ref()?.blob(id),
                age: &|status| ages.get(&(status.key.clone(), status.lang)).cloned(),
            };
            report::html(site, &chosen, &snapshot.locks, texts, &history)
        }
        (Form::Problems, _) => String::new(),
    };
    let mut diagnostics = match options.form {
        Form::Problems => {
            let mut problems = report::diagnostics(site, &chosen, texts);
            problems.extend(report::absent_messages(site, &chosen));
            problems
        }
        Form::Human | Form::Json | Form::Html => Vec::new(),
    };
    diagnostics.extend(failures(&options.fail_on, &chosen));
    diagnostics.extend(unreadable(site, asked.as_ref(), &snapshot.diagnostics));
    Ok(Outcome {
        report,
        ..Outcome::found(diagnostics, Strictness::Lenient)
    })
}

/// Locks of what is asked for that cannot be read: without them the state is not what it says.
fn unreadable<'a>(
    site: &Site,
    asked: Option<&Chosen>,
    diagnostics: &'a [Diagnostic],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let codes = site.config.languages.iter().map(|language| &language.code);
    let wanted: Option<Vec<String>> = asked.map(|asked| match asked {
        Chosen::Page(key) => codes.map(|code| lock_path(code, key)).collect(),
        Chosen::Messages => codes.map(|code| messages_lock_path(code)).collect(),
    });
    damaged(diagnostics)
        .filter(move |(path, _)| {
            let wanted = wanted.as_ref();
            wanted.is_none_or(|wanted| wanted.iter().any(|wanted| wanted == path))
        })
        .map(|(_, problem)| problem.clone())
}

/// What of the state is asked for.
fn only<'a>(state: &'a State, asked: Option<&Chosen>) -> Cow<'a, State> {
    match asked {
        Some(Chosen::Page(key)) => Cow::Owned(State {
            pages: state
                .pages
                .iter()
                .filter(|page| page.key == *key)
                .cloned()
                .collect(),
            messages: MessageStates::default(),
        }),
        Some(Chosen::Messages) => Cow::Owned(State {
            pages: Vec::new(),
            messages: state.messages.clone(),
        }),
        None => Cow::Borrowed(state),
    }
}

/// How long ago the source of each stale translation changed, as far as git knows.
fn ages(
    root: &Path,
    site: &Site,
    state: &State,
) -> BTreeMap<(std::sync::Arc<str>, crate::config::Lang), String> {
    let stale: Vec<(&PageStatus, String)> = state
        .pages
        .iter()
        .filter(|status| status.state == PageState::Stale)
        .filter_map(|status| {
            let file = site.page(status.source?).source.as_ref()?;
            let path = file.disk.strip_prefix(root).ok()?.to_str()?.to_owned();
            Some((status, path))
        })
        .collect();
    let files: BTreeSet<String> = stale.iter().map(|(_, path)| path.clone()).collect();
    let (Some(git), Ok(now)) = (
        Git::around(root).filter(|_| !files.is_empty()),
        clock::now(),
    ) else {
        return BTreeMap::new();
    };
    let changes = git.last_changes(&files);
    stale
        .into_iter()
        .filter_map(|(status, path)| {
            let age = age(now, *changes.get(&path)?);
            Some(((status.key.clone(), status.lang), age))
        })
        .collect()
}

fn age(now: Timestamp, then: Timestamp) -> String {
    const DAY: i64 = 24 * 60 * 60;
    match (now.as_second() - then.as_second()) / DAY {
        ..=0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn failures(fail_on: &[FailOn], state: &State) -> Vec<Diagnostic> {
    fail_on
        .iter()
        .flat_map(|wanted| {
            let pages = state.pages.iter().filter(|page| wanted.has_page(page));
            let messages = state.messages.all.iter();
            let messages = messages.filter(|message| wanted.has_message(message));
            let (word, of_pages, of_messages) = match wanted {
                FailOn::Stale => ("not current", "stale-translation", "stale-message"),
                FailOn::Facts => ("behind in facts", "facts-changed", "facts-changed"),
                FailOn::Untracked => ("not accepted", "untracked-translation", "untracked-message"),
                FailOn::Missing => ("missing", "missing-translation", "missing-message"),
            };
            [
                failure(of_pages, pages.count(), "translation", word),
                failure(of_messages, messages.count(), "message", word),
            ]
        })
        .flatten()
        .collect()
}

fn failure(code: &'static str, count: usize, noun: &str, word: &str) -> Option<Diagnostic> {
    let message = match count {
        0 => return None,
        1 => format!("1 {noun} is {word}"),
        _ => format!("{count} {noun}s are {word}"),
    };
    Some(Diagnostic::error(code, message))
}

impl FailOn {
    fn has_page(self, status: &PageStatus) -> bool {
        match self {
            FailOn::Stale => matches!(
                status.state,
                PageState::Stale | PageState::PivotStale | PageState::Moved
            ),
            FailOn::Facts => status
                .comparison
                .blocks
                .iter()
                .any(|block| !block.facts.is_empty()),
            FailOn::Untracked => {
                matches!(status.state, PageState::Untracked | PageState::Orphan)
            }
            FailOn::Missing => status.state == PageState::Missing,
        }
    }

    fn has_message(self, status: &MessageStatus) -> bool {
        match self {
            FailOn::Stale => matches!(
                status.state,
                MessageState::Stale | MessageState::PivotStale | MessageState::Untranslated
            ),
            FailOn::Facts => !status.facts.is_empty(),
            FailOn::Untracked => {
                matches!(status.state, MessageState::Untracked | MessageState::Orphan)
            }
            FailOn::Missing => status.state == MessageState::Missing,
        }
    }
}
