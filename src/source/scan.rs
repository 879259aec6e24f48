//! Walking the site folder.
//!
//! Listing is sequential; what is listed is read in parallel while the walk goes on.

mod link;
mod listed;
mod listing;
mod misnamed;
mod reread;
mod themes;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::embedded;
use super::{SourceFile, Sources};
use crate::diag::{Diagnosed, Diagnostic};

pub(super) use link::{Grounds, check_link};
use listed::{Listed, Loaded};
use listing::Listing;
pub use reread::reread;
use themes::unknown_theme;

/// What to look for besides the fixed folders.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Do not keep the texts of pages: whoever wants them all takes them while they are read. Where translations were
    /// accepted they are kept all the same, since the state of a page is told by its text.
    pub lets_go_of_texts: bool,
    /// The folder that is published; `public` in the root where none is named.
    pub out: Option<PathBuf>,
}

/// Who takes pages as they are read, a few at a time; on any thread. Those that are taken over from the scan before are
/// not among them.
pub type TakePages<'a> = &'a (dyn Fn(&[&SourceFile]) + Sync);

/// Lists and reads everything below `root`. Files of `previous` whose size and times are the same are not read again,
/// unless they changed too shortly before they were read to be sure.
///
/// A file that cannot be read as text is listed without one, and a diagnostic says why.
pub fn scan(
    root: &Path,
    options: &ScanOptions,
    previous: Option<&Sources>,
    take: TakePages<'_>,
) -> Diagnosed<Sources> {
    // One time for all files: the earlier it is, the fewer are trusted.
    scan_at(root, options, previous, take, SystemTime::now())
}

/// What [`scan`] does, at a given time.
pub(super) fn scan_at(
    root: &Path,
    options: &ScanOptions,
    previous: Option<&Sources>,
    take: TakePages<'_>,
    now: SystemTime,
) -> Diagnosed<Sources> {
    if !root.is_dir() {
        return Diagnosed {
            value: Sources::default(),
            diagnostics: vec![super::no_config(root)],
        };
    }
    let keeps_texts = !options.lets_go_of_texts || has_accepted_pages(root);
    let load = |batch: Vec<Listed>| load(batch, previous, take, keeps_texts, now);
    let Found {
        loaded,
        mut diagnostics,
        misnamed,
        has_links,
    } = find(root, options, &load);
    let files = loaded.into_iter().map(|Loaded { file, problem, .. }| {
        diagnostics.extend(problem.map(|problem| *problem));
        file
    });
    let files = files.chain(embedded::files().into_iter().map(Into::into));
    let files = files.map(|file| (file.path.clone(), file)).collect();
    let mut sources = Sources {
        is_sound: false,
        has_links,
        files,
        unread: diagnostics
            .iter()
            .filter_map(|problem| Some(problem.place.as_ref()?.path.clone()))
            .collect(),
    };
    forget_repeats(&mut diagnostics);
    if let Some(problem) = unknown_theme(root, &options.theme, &sources) {
        diagnostics.push(problem);
    }
    // They can be read all the same.
    diagnostics.extend(misnamed);
    sources.is_sound = diagnostics.is_empty();
    Diagnosed {
        value: sources,
        diagnostics,
    }
}

/// Leaves one of the errors that blame a folder for each file in it.
fn forget_repeats(diagnostics: &mut Vec<Diagnostic>) {
    let mut told = HashSet::new();
    diagnostics.retain(|problem| match &problem.place {
        Some(place) if problem.code == "unreadable" => told.insert(place.path.clone()),
        _ => true,
    });
}

/// What the walk met.
struct Found {
    /// In the order of the walk.
    loaded: Vec<Loaded>,
    /// What was wrong with names and folders.
    diagnostics: Vec<Diagnostic>,
    /// What only seems wrong with names.
    misnamed: Vec<Diagnostic>,
    has_links: bool,
}

/// Reads a batch and hands its pages on.
fn load(
    batch: Vec<Listed>,
    previous: Option<&Sources>,
    take: TakePages<'_>,
    keeps_texts: bool,
    now: SystemTime,
) -> Vec<Loaded> {
    let mut loaded: Vec<Loaded> = batch
        .into_iter()
        .map(|listed| listed.load(previous, now))
        .collect();
    let pages: Vec<&SourceFile> = loaded
        .iter()
        .filter(|loaded| loaded.is_new_page())
        .map(|loaded| &*loaded.file)
        .collect();
    take(&pages);
    if !keeps_texts {
        loaded.iter_mut().for_each(Loaded::let_go_of_text);
    }
    loaded
}

/// Whether there are folders where what was accepted of pages is kept: `locales/<lang>/pages`.
fn has_accepted_pages(root: &Path) -> bool {
    let languages = root.join("locales").read_dir().into_iter().flatten();
    languages
        .flatten()
        .any(|language| language.path().join("pages").is_dir())
}

/// Walks on this thread, and lets all others `load` what it has met so far.
fn find(
    root: &Path,
    options: &ScanOptions,
    load: &(dyn Fn(Vec<Listed>) -> Vec<Loaded> + Sync),
) -> Found {
    let batches = Mutex::new(Vec::new());
    let (diagnostics, misnamed, has_links) = rayon::in_place_scope(|scope| {
        let mut numbers = 0..;
        let mut take = |batch: Vec<Listed>| {
            let (number, batches) = (numbers.next(), &batches);
            scope.spawn(move |_| {
                let loaded = load(batch);
                let mut batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
                batches.push((number, loaded));
            });
        };
        let mut listing = Listing::new(root, options, &mut take);
        listing.walk();
        // Where there may be pages that could not be looked at, that has been told.
        let is_told = listing.diagnostics.iter().any(|problem| {
            let place = problem.place.as_ref();
            place.is_some_and(|place| Path::new(&*place.path).starts_with("content"))
        });
        if !is_told && !listing.has_pages {
            listing.diagnostics.push(no_pages(root));
        }
        (listing.diagnostics, listing.misnamed, listing.has_links)
    });
    let mut batches: Vec<(Option<u64>, Vec<Loaded>)> =
        batches.into_inner().unwrap_or_else(PoisonError::into_inner);
    batches.sort_unstable_by_key(|(number, _)| *number);
    Found {
        loaded: batches.into_iter().flat_map(|(_, loaded)| loaded).collect(),
        diagnostics,
        misnamed,
        has_links,
    }
}

fn no_pages(root: &Path) -> Diagnostic {
    let message = if root.join("content").is_dir() {
        "there is no page in `content/`"
    } else {
        "there is no folder `content/`, which holds the pages"
    };
    Diagnostic::error("no-content", message).help(
        "write a page such as `content/_index.md`, or make a new site with `yuimaru init FOLDER`",
    )
}
