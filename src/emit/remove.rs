//! Removing trees of ours.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::EmitError;
use super::MARKER;
use super::target::{Folder, look_at};

/// Removes a tree and counts its files, without the marker. The marker goes last, so that an interrupted removal is
/// taken up again. Symlinks are removed, never followed.
pub(super) fn remove_tree(folder: &Path) -> io::Result<u64> {
    let files = remove_contents(folder, Some(MARKER))?;
    match std::fs::remove_file(folder.join(MARKER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::remove_dir(folder)?;
    Ok(files)
}

fn remove_contents(folder: &Path, keep: Option<&str>) -> io::Result<u64> {
    let mut files = 0;
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else if keep.is_none_or(|keep| entry.file_name() != keep) {
            std::fs::remove_file(entry.path())?;
            files += 1;
        }
    }
    let below: io::Result<u64> = folders
        .into_par_iter()
        .map(|inner| {
            let files = remove_contents(&inner, None)?;
            std::fs::remove_dir(&inner)?;
            Ok(files)
        })
        .sum();
    Ok(files + below?)
}

/// Removes what a killed run left at `path`: a tree with our marker, or an empty folder.
///
/// # Errors
/// Something else lies there, or the system refuses.
pub(super) fn clear_debris(path: &Path) -> Result<(), EmitError> {
    match look_at(path)? {
        Folder::Missing => Ok(()),
        Folder::Ours | Folder::Empty => remove_tree(path)
            .map(|_| ())
            .map_err(|error| EmitError::io("remove", path, error)),
        Folder::Foreign | Folder::Symlink | Folder::File => Err(EmitError::Refused {
            path: path.to_owned(),
            reason: format!(
                "`{}` is in the way, and yuimaru did not make it",
                path.display()
            ),
            help: "move it away; the name is needed to stage the new site",
        }),
    }
}
