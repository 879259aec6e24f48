//! Walking the site folder.
//!
//! Listing is sequential; what is listed is read in parallel while the walk goes on.

mod link;
mod listed;
mod listing;
mod misnamed;
mod reread;
mod themes;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::embedded;
use super::{SourceFile, Sources};
use crate::diag::{Diagnosed, Diagnostic};
use crate::unicode::nfc;

pub(super) use link::check_link;
use listed::Listed;
use listing::Listing;
pub use reread::reread;
use themes::unknown_theme;

/// What to look for besides the fixed folders.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    /// The theme's folder below `themes/`.
    pub theme: String,
}

/// A file as it was read, and why it could not be.
type Read = (Arc<SourceFile>, Option<Box<Diagnostic>>);

/// Lists and reads everything below `root`. Files of `previous` whose size and times are the same are not read again,
/// unless they changed too shortly before they were read to be sure.
///
/// A file that cannot be read as text is listed without one, and a diagnostic says why.
pub fn scan(root: &Path, options: &ScanOptions, previous: Option<&Sources>) -> Diagnosed<Sources> {
    // One time for all files: the earlier it is, the fewer are trusted.
    scan_at(root, options, previous, SystemTime::now())
}

/// What [`scan`] does, at a given time.
pub(super) fn scan_at(
    root: &Path,
    options: &ScanOptions,
    previous: Option<&Sources>,
    now: SystemTime,
) -> Diagnosed<Sources> {
    if !root.is_dir() {
        return Diagnosed {
            value: Sources::default(),
            diagnostics: vec![super::no_config(root)],
        };
    }
    let theme = nfc(&options.theme).into_owned();
    let Found {
        read,
        mut diagnostics,
        misnamed,
        has_links,
    } = find(root, theme, previous, now);
    let files = read.into_iter().map(|(file, problem)| {
        diagnostics.extend(problem.map(|problem| *problem));
        file
    });
    let files = files.chain(embedded::files().into_iter().map(Arc::new));
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

/// What the walk met.
struct Found {
    /// In the order of the walk.
    read: Vec<Read>,
    /// What was wrong with names and folders.
    diagnostics: Vec<Diagnostic>,
    /// What only seems wrong with names.
    misnamed: Vec<Diagnostic>,
    has_links: bool,
}

/// Walks on this thread, and reads on all others what it has met so far.
fn find(root: &Path, theme: String, previous: Option<&Sources>, now: SystemTime) -> Found {
    let batches = Mutex::new(Vec::new());
    let (diagnostics, misnamed, has_links) = rayon::in_place_scope(|scope| {
        let mut numbers = 0..;
        let mut take = |batch: Vec<Listed>| {
            let (number, batches) = (numbers.next(), &batches);
            scope.spawn(move |_| {
                let read = batch.into_iter().map(|listed| listed.load(previous, now));
                let read: Vec<Read> = read.collect();
                let mut batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
                batches.push((number, read));
            });
        };
        let mut listing = Listing::new(root, theme, &mut take);
        listing.walk();
        // Where `content` is something else, that has been told.
        let content = root.join("content");
        let is_folder = content.is_dir() || content.symlink_metadata().is_err();
        if is_folder && !listing.has_pages {
            listing.diagnostics.push(no_pages(root));
        }
        (listing.diagnostics, listing.misnamed, listing.has_links)
    });
    let mut batches: Vec<(Option<u64>, Vec<Read>)> =
        batches.into_inner().unwrap_or_else(PoisonError::into_inner);
    batches.sort_unstable_by_key(|(number, _)| *number);
    Found {
        read: batches.into_iter().flat_map(|(_, read)| read).collect(),
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
