//! `accept`: writes down that a translation says what its source says.

mod messages;

use std::path::PathBuf;

use crate::config::Lang;
use crate::diag::{Diagnostic, Strictness};
use crate::emit;
use crate::l10n::Lock;
use crate::l10n::accept::{self, Accepted};
use crate::l10n::compare::BlockState;
use crate::l10n::ratio::Ratios;
use crate::l10n::report::Told;
use crate::l10n::select::{self, Chosen};
use crate::l10n::state::{Locks, PageState, PageStatus, State, damaged, lock_path};
use crate::l10n::texts::Texts;
use crate::model::Site;
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Changes, Project, Snapshot};

/// What is accepted.
#[derive(Debug, Clone)]
pub struct AcceptOptions {
    /// The site.
    pub project: project::Options,
    /// The page, by its key or file, or `messages`; every page and all messages where there is none.
    pub page: Option<String>,
    /// The code of the language; every language where there is none.
    pub lang: Option<String>,
    /// The number of one block or message, as `status PAGE` numbers them.
    pub block: Option<usize>,
    /// The code of the language that it was translated from, where that is another than before.
    pub from: Option<String>,
    /// Whether blocks that changed are accepted though nobody has touched their translation.
    pub unchanged: Unchanged,
}

/// What of blocks whose source changed and whose translation did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// Nothing is accepted.
    Refused,
    /// They still say the same.
    Fine,
}

/// Accepts, or refuses all.
#[must_use]
pub fn run(options: &AcceptOptions) -> Outcome {
    let snapshot = Project::open(options.project.clone()).refresh(Changes::Unknown);
    let done =
        snapshot.translations(|site, state, texts| accept(options, site, &snapshot, state, texts));
    match done {
        Some(outcome) => outcome.unwrap_or_else(|failure| *failure),
        None => Outcome {
            is_misused: snapshot.is_misused,
            ..Outcome::found(snapshot.diagnostics.clone(), Strictness::Lenient)
        },
    }
}

fn usage(message: String) -> Box<Outcome> {
    Box::new(Outcome::failed(Failure::Usage(message)))
}

/// A lock to be written.
struct Write {
    path: String,
    text: String,
    /// Takes the place of this one.
    instead_of: Option<String>,
    /// What is said of it.
    said: String,
}

fn accept(
    options: &AcceptOptions,
    site: &Site,
    snapshot: &Snapshot,
    state: &State,
    texts: &Texts<'_>,
) -> Result<Outcome, Box<Outcome>> {
    let locks = &snapshot.locks;
    let asked = match &options.page {
        Some(page) => Some(select::chosen(site, page).map_err(usage)?),
        None => None,
    };
    let lang = |code: &Option<String>| match code {
        Some(code) => select::lang(&site.config, code).map(Some).map_err(usage),
        None => Ok(None),
    };
    let (wanted, from) = (lang(&options.lang)?, lang(&options.from)?);
    let chosen = pages(site, state, asked.as_ref(), wanted).map_err(usage)?;
    if let (Some(Chosen::Messages), Some(lang)) = (&asked, wanted) {
        messages::refuse_what_cannot_be(site, state, lang, from).map_err(usage)?;
    }
    let mut ratios = Ratios::new(site, state, texts);
    let mut writes = Vec::new();
    let mut refusals = Vec::new();
    for status in chosen {
        let from = from.unwrap_or(status.from);
        match lock(options, site, locks, texts, status, (from, &mut ratios)) {
            Ok(write) => writes.extend(write),
            Err(refused) => refusals.extend(refused),
        }
    }
    let is_of_pages = matches!(asked, Some(Chosen::Page(_)));
    let langs = site.config.langs().filter(|_| !is_of_pages);
    for lang in langs.filter(|lang| wanted.is_none_or(|wanted| wanted == *lang)) {
        match messages::lock(options, site, locks, state, lang, from) {
            Ok(write) => writes.extend(write),
            Err(refused) => refusals.extend(refused),
        }
    }
    refusals.extend(unreadable(&snapshot.diagnostics, &writes));
    if !refusals.is_empty() {
        return Err(Box::new(Outcome::found(refusals, Strictness::Lenient)));
    }
    write(&options.project.root, &writes)
        .map_err(|error| Box::new(Outcome::failed(error.into())))?;
    let mut report: String = writes.iter().map(|write| write.said.as_str()).collect();
    if writes.is_empty() {
        report.push_str("nothing is new: all that could be accepted was accepted before\n");
    }
    Ok(Outcome::done(report))
}

/// The translations that are asked for; of one page in one language why it cannot be accepted.
fn pages<'a>(
    site: &Site,
    state: &'a State,
    asked: Option<&Chosen>,
    lang: Option<Lang>,
) -> Result<Vec<&'a PageStatus>, String> {
    let chosen: Vec<&PageStatus> = state
        .pages
        .iter()
        .filter(|page| match asked {
            Some(Chosen::Page(key)) => page.key == *key,
            Some(Chosen::Messages) => false,
            None => true,
        })
        .filter(|page| lang.is_none_or(|lang| page.lang == lang))
        .collect();
    if let (Some(Chosen::Page(_)), Some(_)) = (asked, lang) {
        match &chosen[..] {
            [] => return Err("this is the language in which the page was written first\nname the language of a translation".to_owned()),
            [status] => refuse_what_cannot_be(site, status)?,
            _ => {}
        }
    }
    Ok(chosen)
}

/// What is wrong with locks that would be written over, though what they say may only need to be merged.
fn unreadable<'a>(
    diagnostics: &'a [Diagnostic],
    writes: &'a [Write],
) -> impl Iterator<Item = Diagnostic> + 'a {
    damaged(diagnostics)
        .filter(|(path, _)| writes.iter().any(|write| write.path == *path))
        .map(|(_, problem)| problem.clone())
}

fn refuse_what_cannot_be(site: &Site, status: &PageStatus) -> Result<(), String> {
    let code = |lang: Lang| site.config.language(lang).code.as_str();
    match status.state {
        PageState::Missing => Err(format!(
            "`{}` has no version in `{}`\nwrite it first",
            status.key,
            code(status.lang)
        )),
        PageState::Orphan => Err(format!(
            "`{}` has no version in `{}` of which it could be the translation\nname the language that it was translated from with `--from`",
            status.key,
            code(status.from)
        )),
        PageState::Excluded => Err(format!(
            "`{}` is excluded in `{}`: its `l10n` says so\nremove that to have it watched",
            status.key,
            code(status.lang)
        )),
        _ => Ok(()),
    }
}

/// The lock that accepts a translation; none where nothing is new.
fn lock(
    options: &AcceptOptions,
    site: &Site,
    locks: &Locks,
    texts: &Texts<'_>,
    status: &PageStatus,
    (from, ratios): (Lang, &mut Ratios<'_>),
) -> Result<Option<Write>, Vec<Diagnostic>> {
    let code = |lang: Lang| site.config.language(lang).code.as_str();
    let source = site
        .version(&status.key, from)
        .filter(|page| page.copy_of.is_none());
    let translation = status.translation.map(|id| site.page(id));
    let (Some(source), Some(translation)) = (source, translation) else {
        return Ok(None);
    };
    if source.id == translation.id || status.state == PageState::Excluded {
        return Ok(None);
    }
    let Some(text) = source.source.as_ref().and_then(|file| file.text()) else {
        return Ok(None);
    };
    let (source_blocks, translation_blocks) = (texts.of(source), texts.of(translation));
    let known = locks
        .get(status.lang, &status.key)
        .filter(|_| from == status.from && !status.comparison.blocks.is_empty());
    let path = lock_path(code(status.lang), &status.key);
    let name = format!("{} ({})", status.key, code(status.lang));
    let Some(known) = known else {
        let ratio = ratios.of(from, status.lang);
        let Accepted { lock, doubtful } =
            accept::first(code(from), text, &source_blocks, &translation_blocks, ratio);
        let doubt = match doubtful.len() {
            0 => String::new(),
            1 => ", 1 pair of which is a guess: see the file".to_owned(),
            count => format!(", {count} pairs of which are guesses: see the file"),
        };
        return Ok(Some(Write {
            instead_of: status
                .moved_from
                .as_ref()
                .map(|key| lock_path(code(status.lang), key)),
            said: format!("{name}: accepted, {} pairs{doubt}\n", lock.pairs.len()),
            text: lock.to_text(),
            path,
        }));
    };
    if options.unchanged == Unchanged::Refused {
        let untouched = accept::untouched(&status.comparison);
        let refused: Vec<usize> = untouched
            .into_iter()
            .filter(|number| options.block.is_none_or(|block| block == *number))
            .collect();
        if !refused.is_empty() {
            return Err(refusals(site, &Told::new(site, texts, status), &refused));
        }
    }
    let new = match options.block {
        Some(number) => accept::one(
            &known.lock,
            number,
            &status.comparison,
            &source_blocks,
            &translation_blocks,
        )
        .ok_or_else(|| vec![no_such_block(&status.key, number)])?,
        None => accept::all(
            &known.lock.from,
            text,
            &status.comparison,
            &source_blocks,
            &translation_blocks,
        ),
    };
    Ok((new != *known.lock).then(|| Write {
        instead_of: None,
        said: said(&name, &known.lock, &new),
        text: new.to_text(),
        path,
    }))
}

fn said(name: &str, before: &Lock, after: &Lock) -> String {
    let new = after
        .pairs
        .iter()
        .filter(|pair| !before.pairs.contains(pair))
        .count();
    match new {
        1 => format!("{name}: accepted, 1 pair is new\n"),
        new => format!("{name}: accepted, {new} pairs are new\n"),
    }
}

fn no_such_block(key: &str, number: usize) -> Diagnostic {
    Diagnostic::error(
        "no-such-block",
        format!("there is no block {number} to accept"),
    )
    .help(format!("see their numbers with `yuimaru status {key}`"))
}

/// Why blocks are not accepted, each at its translation.
fn refusals(site: &Site, told: &Told<'_>, numbers: &[usize]) -> Vec<Diagnostic> {
    let from = &site.config.language(told.status.from).code;
    told.blocks()
        .zip(1..)
        .filter(|(_, number)| numbers.contains(number))
        .map(|(block, number)| {
            let kind = block.kind.name();
            let message = match block.state {
                BlockState::Removed => format!("block {number}, a {kind}, is gone in `{from}`, and its translation is still here"),
                BlockState::Added => format!("block {number}, a {kind}, is new in `{from}`, and not translated"),
                _ => format!("block {number}, a {kind}, has changed in `{from}`, and nobody has touched its translation since"),
            };
            let mut problem = Diagnostic::error("untouched-translation", message).help(
                "change the translation, or say with `--unchanged-ok` that it is right as it is",
            );
            let file = told.translation.and_then(|page| page.source.as_ref());
            problem = match (told.translation_place(block), file) {
                (Some(place), _) => Diagnostic {
                    place: Some(place),
                    ..problem
                },
                (None, Some(file)) => problem.in_file(file.path.clone()),
                (None, None) => problem,
            };
            match told.source_place(block) {
                Some(mut place) => {
                    place.label = "the source now".to_owned();
                    problem.related(place)
                }
                None => problem,
            }
        })
        .collect()
}

fn write(root: &std::path::Path, writes: &[Write]) -> Result<(), emit::EmitError> {
    for write in writes {
        let path: PathBuf = root.join(&write.path);
        emit::write_atomically(&path, write.text.as_bytes())?;
        if let Some(old) = &write.instead_of {
            emit::remove_file(&root.join(old))?;
        }
    }
    Ok(())
}
