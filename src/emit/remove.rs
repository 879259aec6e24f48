//! Removing trees of ours.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::marker::MARKER;

/// What became of a tree that was to be removed.
#[derive(Debug, Default)]
pub(super) struct Removal {
    /// The files that were seen in it, without the marker.
    pub(super) files: u64,
    /// What the system said to the first thing that it did not remove.
    pub(super) refusal: Option<io::Error>,
}

impl Removal {
    fn and(self, other: Removal) -> Removal {
        Removal {
            files: self.files + other.files,
            refusal: self.refusal.or(other.refusal),
        }
    }

    fn note(&mut self, done: io::Result<()>) {
        if let Err(error) = done {
            self.refusal.get_or_insert(error);
        }
    }
}

/// What is said of a folder that is not removed since there is a git repository in it, which nobody can make again.
pub(super) const HOLDS_REPOSITORY: &str = "it holds a git repository (`.git`)";

/// Removes a tree, as much of it as the system lets us, but for folders that are git repositories. The marker goes last, so that an interrupted removal is taken
/// up again. Symlinks are removed, never followed.
pub(super) fn remove_tree(folder: &Path) -> Removal {
    let mut removal = remove_contents(folder, Some(MARKER));
    if removal.refusal.is_some() {
        return removal;
    }
    let marker = folder.join(MARKER);
    match in_folder(folder, || std::fs::remove_file(&marker)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => removal.note(Err(error)),
        _ => removal.note(std::fs::remove_dir(folder)),
    }
    removal
}

fn remove_contents(folder: &Path, keep: Option<&str>) -> Removal {
    let mut removal = Removal::default();
    let mut folders = Vec::new();
    let entries: Vec<_> = match in_folder(folder, || std::fs::read_dir(folder)) {
        Ok(entries) => entries.collect(),
        Err(error) => {
            removal.note(Err(error));
            return removal;
        }
    };
    let is_repository = |entry: &std::fs::DirEntry| entry.file_name() == ".git";
    if entries.iter().flatten().any(is_repository) {
        removal.note(Err(io::Error::other(HOLDS_REPOSITORY)));
        return removal;
    }
    for entry in entries {
        let (entry, kind) = match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
            Ok((kind, entry)) => (entry, kind),
            Err(error) => {
                removal.note(Err(error));
                continue;
            }
        };
        if kind.is_dir() {
            folders.push(entry.path());
        } else if keep.is_none_or(|keep| entry.file_name() != keep) {
            removal.files += 1;
            removal.note(in_folder(folder, || std::fs::remove_file(entry.path())));
        }
    }
    let below = folders
        .into_par_iter()
        .map(|inner| {
            let mut removal = remove_contents(&inner, None);
            if removal.refusal.is_none() {
                removal.note(in_folder(folder, || std::fs::remove_dir(&inner)));
            }
            removal
        })
        .reduce(Removal::default, Removal::and);
    removal.and(below)
}

/// Does something to what lies in the folder; once more, with the folder opened, where its permissions forbid it.
fn in_folder<T>(folder: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && open_up(folder) => act(),
        done => done,
    }
}

/// Gives its owner all rights in the folder. Whether something changed: the system lets only the owner do it.
#[cfg(unix)]
fn open_up(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    const ALL: u32 = 0o700;
    let Ok(metadata) = folder.symlink_metadata() else {
        return false;
    };
    let mut permissions = metadata.permissions();
    let mode = permissions.mode();
    if !metadata.is_dir() || mode & ALL == ALL {
        return false;
    }
    permissions.set_mode(mode | ALL);
    std::fs::set_permissions(folder, permissions).is_ok()
}

#[cfg(not(unix))]
fn open_up(_folder: &Path) -> bool {
    false
}
