//! Old trees that the system does not let us remove, such as those that another user made: they are moved out of the way
//! of the next runs, each of which tries again.

use std::path::{Path, PathBuf};

use super::EmitError;
use super::remove::{HOLDS_REPOSITORY, remove_tree};
use super::target::{Folder, Target, look_at};
use crate::diag::Diagnostic;

/// An old tree that is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where it lies.
    pub path: PathBuf,
    /// Why, in a few words: `permission denied`.
    pub reason: String,
}

impl Leftover {
    fn new(path: PathBuf, error: &std::io::Error) -> Leftover {
        Leftover {
            path,
            reason: super::error::plain(error),
        }
    }
}

impl From<&Leftover> for Diagnostic {
    fn from(leftover: &Leftover) -> Self {
        let path = leftover.path.display();
        let reason = &leftover.reason;
        if reason == HOLDS_REPOSITORY {
            let message = format!("the old site in `{path}` is not removed: {reason}");
            return Diagnostic::warning("old-site-left", message).help(
                "the new site is published all the same; move the repository to where no site is published, and delete \
                 this folder",
            );
        }
        Diagnostic::warning(
            "old-site-left",
            format!("the old site in `{path}` cannot be removed: {reason}"),
        )
        .help(
            "the new site is published all the same; delete this folder as the user whom it belongs to (`sudo rm -r` \
             if that is root), and build as one user always",
        )
    }
}

/// Removes the trees that earlier runs moved out of the way. Returns those that stay.
pub(super) fn clear_leftovers(target: &Target) -> Vec<Leftover> {
    let mut kept = Vec::new();
    for path in &target.leftovers {
        // What is not ours is not touched, and not needed either: there are other names.
        if let Ok(Folder::Ours | Folder::Empty) = look_at(path)
            && let Some(error) = remove_tree(path).refusal
        {
            kept.push(Leftover::new(path.clone(), &error));
        }
    }
    kept
}

/// Removes what a killed run left at `path`: a tree with our marker, or an empty folder. One that cannot be removed is
/// moved out of the way and returned.
///
/// # Errors
/// Something else lies there, or the system refuses both.
pub(super) fn clear_debris(target: &Target, path: &Path) -> Result<Option<Leftover>, EmitError> {
    match look_at(path)? {
        Folder::Missing => Ok(None),
        Folder::Ours | Folder::Empty => {
            let Some(error) = remove_tree(path).refusal else {
                return Ok(None);
            };
            match set_aside(target, path) {
                Some(aside) => Ok(Some(Leftover::new(aside, &error))),
                None => Err(EmitError::io("remove", path, error)),
            }
        }
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

/// Removes the tree that was published until now and lies at `path`, and counts its files. One that cannot be removed
/// is moved out of the way where that is possible, and returned.
pub(super) fn remove_old(target: &Target, path: &Path) -> (u64, Option<Leftover>) {
    let removal = remove_tree(path);
    let leftover = removal.refusal.map(|error| {
        let path = set_aside(target, path).unwrap_or_else(|| path.to_owned());
        Leftover::new(path, &error)
    });
    (removal.files, leftover)
}

/// Moves a tree to the first free name that is meant for it. Its owner does not matter for that, only who owns the
/// folder in which it lies.
fn set_aside(target: &Target, path: &Path) -> Option<PathBuf> {
    let free = |name: &&PathBuf| matches!(look_at(name), Ok(Folder::Missing));
    let name = target.leftovers.iter().find(free)?;
    std::fs::rename(path, name).ok()?;
    Some(name.clone())
}
