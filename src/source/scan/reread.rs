//! A scan of a few files, where it is known that nothing else has changed.
//!
//! Most edits change what is in one file. Then the whole tree need not be looked at, if its scan has found nothing
//! wrong: what a file says cannot make another file right or wrong at this stage. Whatever comes, goes, or is not as
//! plain as that is left to [`super::scan`]; so is all where there are symbolic links, by which one file has many names.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use icu::normalizer::DecomposingNormalizerBorrowed;
use rayon::prelude::*;

use super::listed::Listed;
use crate::source::{CONFIG, SourceFile, Sources};

/// The sources with the files at `paths` (as in [`crate::source::SourceFile::path`]) read again. `None` where only a
/// scan of everything can tell: a path is that of no file, or the file is no plain one or cannot be read.
pub fn reread(previous: &Sources, paths: &BTreeSet<String>) -> Option<Sources> {
    // One time for all files: the earlier it is, the fewer are trusted.
    let now = SystemTime::now();
    if !previous.is_sound || previous.has_links || paths.contains(CONFIG) {
        return None;
    }
    let known: Vec<&Arc<SourceFile>> = paths
        .iter()
        .map(|path| previous.files.get(path.as_str()))
        .collect::<Option<_>>()?;
    let read: Vec<Arc<SourceFile>> = known
        .into_par_iter()
        .map(|file| {
            if !is_plain(&file.disk) || may_be_spelled_otherwise(&file.path) {
                return None;
            }
            let loaded = Listed::again(file).load(None, now);
            loaded.problem.is_none().then_some(loaded.file)
        })
        .collect::<Option<_>>()?;
    let mut sources = previous.clone();
    for file in read {
        sources.files.insert(file.path.clone(), file);
    }
    Some(sources)
}

fn is_plain(disk: &Path) -> bool {
    disk.symlink_metadata()
        .is_ok_and(|metadata| metadata.is_file())
}

/// Whether there may now be two files of this name, one composed and one decomposed.
fn may_be_spelled_otherwise(path: &str) -> bool {
    !path.is_ascii() && !DecomposingNormalizerBorrowed::new_nfd().is_normalized(path)
}
