//! `diff`: what of a source changed since its translation was accepted, beside the translation. Writes nothing.

mod messages;

use std::fmt::Write as _;
use std::sync::Arc;

use crate::config::Lang;
use crate::diag::{Diagnostic, Strictness};
use crate::l10n::Block;
use crate::l10n::report::{Then, Told};
use crate::l10n::select::{self, Chosen};
use crate::l10n::state::{Locks, PageState, State, damaged, lock_path, messages_lock_path};
use crate::l10n::texts::Texts;
use crate::l10n::words::{Change, changes};
use crate::model::Site;
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Changes, Project, Snapshot};
use crate::source::git::Git;

/// What is compared.
#[derive(Debug, Clone)]
pub struct DiffOptions {
    /// The site.
    pub project: project::Options,
    /// The page, by its key or file, or `messages`.
    pub page: String,
    /// The code of the translation's language.
    pub lang: String,
    /// How words that differ are marked.
    pub marks: Marks,
}

/// How words that differ are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Colours of a terminal.
    Colours,
    /// `[-gone-]` and `{+new+}`.
    Brackets,
}

/// Says what changed.
#[must_use]
pub fn run(options: &DiffOptions) -> Outcome {
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
    options: &DiffOptions,
    site: &Site,
    snapshot: &Snapshot,
    state: &State,
    texts: &Texts<'_>,
) -> Result<Outcome, String> {
    let lang = select::lang(&site.config, &options.lang)?;
    let chosen = select::chosen(site, &options.page)?;
    let path = match &chosen {
        Chosen::Page(key) => lock_path(&options.lang, key),
        Chosen::Messages => messages_lock_path(&options.lang),
    };
    let unreadable: Vec<Diagnostic> = damaged(&snapshot.diagnostics)
        .filter(|(of, _)| *of == path)
        .map(|(_, problem)| problem.clone())
        .collect();
    if !unreadable.is_empty() {
        return Ok(Outcome::found(unreadable, Strictness::Lenient));
    }
    let locks = &snapshot.locks;
    let report = match chosen {
        Chosen::Page(key) => page(options, site, locks, state, texts, (&key, lang)),
        Chosen::Messages => messages::tell(options, site, locks, state, lang),
    };
    report.map(Outcome::done)
}

fn page(
    options: &DiffOptions,
    site: &Site,
    locks: &Locks,
    state: &State,
    texts: &Texts<'_>,
    (key, lang): (&Arc<str>, Lang),
) -> Result<String, String> {
    let Some(status) = state.of(key, lang) else {
        return Err(format!(
            "`{key}` was written in `{}` first\nname the language of a translation",
            options.lang
        ));
    };
    if status.state != PageState::Stale {
        return Ok(format!(
            "{key} ({}): {}\n",
            options.lang,
            status.state.name()
        ));
    }
    let told = Told::new(site, texts, status);
    let lock = locks.get(lang, key).map(|locked| &*locked.lock);
    let git = Git::around(&options.project.root);
    let then = Then::new(&told, lock, texts, |id| git.as_ref()?.blob(id));
    let codes = (
        site.config.language(status.from).code.as_str(),
        options.lang.as_str(),
    );
    let mut report = String::new();
    for (block, number) in told.blocks().zip(1..) {
        let _ = writeln!(
            report,
            "{number}  {} {}",
            block.state.name(),
            block.kind.name()
        );
        let now = told.source_block(block).map(Block::text);
        push(
            &mut report,
            options.marks,
            codes.0,
            then.of(block).as_deref(),
            now,
        );
        let translation = told.translation_block(block).map(Block::text);
        let _ = writeln!(
            report,
            "   {}: {}",
            codes.1,
            translation.unwrap_or("nothing")
        );
    }
    if !then.is_known() {
        report.push_str("The text of that time is not in the history that is here: only what is now could be shown.\n");
    }
    Ok(report)
}

/// The source then and now, with what differs marked.
fn push(report: &mut String, marks: Marks, code: &str, then: Option<&str>, now: Option<&str>) {
    let (Some(then), Some(now)) = (then.filter(|then| !then.is_empty()), now) else {
        if let Some(then) = then.filter(|then| !then.is_empty()) {
            let _ = writeln!(report, "   {code} then: {then}");
        }
        let _ = writeln!(report, "   {code} now: {}", now.unwrap_or("nothing"));
        return;
    };
    let changes = changes(then, now);
    let side = |is_then: bool| -> String {
        changes
            .iter()
            .filter_map(|change| match change {
                Change::Same(text) => Some(text.clone()),
                Change::Gone(text) => is_then.then(|| marked(marks, is_then, text)),
                Change::New(text) => (!is_then).then(|| marked(marks, is_then, text)),
            })
            .collect()
    };
    let _ = writeln!(report, "   {code} then: {}", side(true));
    let _ = writeln!(report, "   {code} now:  {}", side(false));
}

fn marked(marks: Marks, is_gone: bool, text: &str) -> String {
    match (marks, is_gone) {
        (Marks::Colours, true) => format!("\u{1b}[31;9m{text}\u{1b}[0m"),
        (Marks::Colours, false) => format!("\u{1b}[32;1m{text}\u{1b}[0m"),
        (Marks::Brackets, true) => format!("[-{text}-]"),
        (Marks::Brackets, false) => format!("{{+{text}+}}"),
    }
}
