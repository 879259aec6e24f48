//! `adopt`: the first locks of a site that has none.
//!
//! A translation was made of the text that its source had when the translation was last changed: git knows that text.
//! Where it does not, the translation is taken to say what its source says now, and so are messages.

use std::path::Path;
use std::sync::Arc;

use crate::config::Lang;
use crate::diag::print::visible_line;
use crate::diag::{Diagnostic, Strictness};
use crate::emit;
use crate::l10n::Block;
use crate::l10n::accept::{self, Accepted};
use crate::l10n::message::{self, MessageState};
use crate::l10n::ratio::Ratios;
use crate::l10n::select;
use crate::l10n::state::{
    Locks, PageState, PageStatus, State, damaged, lock_path, messages_lock_path,
};
use crate::l10n::texts::Texts;
use crate::model::{Page, Site};
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Changes, Project};
use crate::source::git::Git;

/// What is adopted.
#[derive(Debug, Clone)]
pub struct AdoptOptions {
    /// The site.
    pub project: project::Options,
    /// The code of the language; every language where there is none.
    pub lang: Option<String>,
}

/// Writes a lock for each translation that has none.
#[must_use]
pub fn run(options: &AdoptOptions) -> Outcome {
    let snapshot = Project::open(options.project.clone()).refresh(Changes::Unknown);
    // A lock that git could not merge is none that is not there.
    let unreadable: Vec<Diagnostic> = damaged(&snapshot.diagnostics)
        .map(|(_, problem)| problem.clone())
        .collect();
    if !unreadable.is_empty() {
        return Outcome::found(unreadable, Strictness::Lenient);
    }
    let done = snapshot
        .translations(|site, state, texts| adopt(options, site, &snapshot.locks, state, texts));
    match done {
        Some(Ok(report)) => Outcome::done(report),
        Some(Err(failure)) => Outcome::failed(failure),
        None => Outcome {
            is_misused: snapshot.is_misused,
            ..Outcome::found(snapshot.diagnostics.clone(), Strictness::Lenient)
        },
    }
}

fn adopt(
    options: &AdoptOptions,
    site: &Site,
    locks: &Locks,
    state: &State,
    texts: &Texts<'_>,
) -> Result<String, Failure> {
    let lang = match &options.lang {
        Some(code) => Some(select::lang(&site.config, code).map_err(Failure::Usage)?),
        None => None,
    };
    let git = Git::around(&options.project.root);
    let mut ratios = Ratios::new(site, state, texts);
    let (mut from_history, mut from_present, mut doubtful) = (0, 0, 0);
    for status in &state.pages {
        if status.state != PageState::Untracked || lang.is_some_and(|lang| lang != status.lang) {
            continue;
        }
        let Some((then, accepted)) = first(
            &options.project.root,
            site,
            texts,
            git.as_ref(),
            status,
            &mut ratios,
        ) else {
            continue;
        };
        match then {
            Then::Known => from_history += 1,
            Then::Unknown => from_present += 1,
        }
        doubtful += accepted.doubtful.len();
        let code = &site.config.language(status.lang).code;
        let path = options.project.root.join(lock_path(code, &status.key));
        emit::write_atomically(&path, accepted.lock.to_text().as_bytes())?;
    }
    let count = |count: usize, what: &str| match count {
        0 => String::new(),
        1 => format!("1 translation {what}\n"),
        _ => format!("{count} translations {what}\n"),
    };
    let mut report = count(from_history, "adopted as git tells when it was made");
    report += &count(from_present, "adopted as saying what its source says now");
    if from_present > 0
        && git.is_none()
        && let Some(reason) = Git::refusal(&options.project.root)
    {
        report += &format!("git told nothing: {}\n", visible_line(&reason));
    }
    if from_present > 0 && git.as_ref().is_some_and(Git::is_shallow) {
        report += "this clone has only the end of the history; to adopt what git knows of the rest: `git fetch --unshallow`, \
                   delete these locks, and adopt again\n";
    }
    if doubtful > 0 {
        report += &format!(
            "{doubtful} pairs of blocks are guesses: look at them with `yuimaru status PAGE`\n"
        );
    }
    for of in site.config.langs() {
        if locks.messages(of).is_none() && lang.is_none_or(|lang| lang == of) {
            report += &adopt_messages(options, site, state, of)?;
        }
    }
    if report.is_empty() {
        report.push_str("nothing to adopt: every translation has its lock\n");
    }
    Ok(report)
}

/// Writes the first lock of the messages of a language. Those that were left in the source's words stay to be told of.
fn adopt_messages(
    options: &AdoptOptions,
    site: &Site,
    state: &State,
    lang: Lang,
) -> Result<String, Failure> {
    let code = |lang| site.config.language(lang).code.as_str();
    let mut untracked = state
        .messages
        .of(lang)
        .filter(|status| status.state == MessageState::Untracked)
        .peekable();
    let Some(from) = untracked.peek().map(|first| first.from) else {
        return Ok(String::new());
    };
    let lock = message::accept::all(code(from), untracked);
    let path = options.project.root.join(messages_lock_path(code(lang)));
    emit::write_atomically(&path, lock.to_text().as_bytes())?;
    Ok(format!(
        "messages ({}): {} adopted as saying what their sources say now\n",
        code(lang),
        lock.pairs.len()
    ))
}

/// Whether it is known of which text a translation was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Known,
    Unknown,
}

fn first(
    root: &Path,
    site: &Site,
    texts: &Texts<'_>,
    git: Option<&Git>,
    status: &PageStatus,
    ratios: &mut Ratios<'_>,
) -> Option<(Then, Accepted)> {
    let source = site.page(status.source?);
    let translation = site.page(status.translation?);
    let ratio = ratios.of(status.from, status.lang);
    let from = &site.config.language(status.from).code;
    let translated = texts.of(translation);
    let make = |text: &str, blocks: &[Block]| accept::first(from, text, blocks, &translated, ratio);
    if let Some(text) = git.and_then(|git| text_then(root, git, source, translation)) {
        let blocks = texts.of_old(source, &text);
        return Some((Then::Known, make(&text, &blocks)));
    }
    let text = source.source.as_ref()?.text()?.clone();
    Some((Then::Unknown, make(&text, &texts.of(source))))
}

/// The text of the source at the commit that last changed the translation, or moved it.
fn text_then(root: &Path, git: &Git, source: &Page, translation: &Page) -> Option<Arc<str>> {
    let file = |page: &Page| {
        let disk = &page.source.as_ref()?.disk;
        Some(disk.strip_prefix(root).ok()?.to_owned())
    };
    let source = file(source)?;
    let commits = git.last_changes_of(&file(translation)?);
    commits
        .iter()
        .find_map(|commit| git.text_at(&commit.id, &source))
}
