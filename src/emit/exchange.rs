//! Putting the new tree in the place of the old.

use std::io;
use std::path::{Path, PathBuf};

use super::EmitError;
use super::leftover::{Leftover, clear_debris, clear_leftovers};
use super::lock::Lock;
use super::target::{Folder, Target, look_at};

/// How the two trees change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exchange {
    /// In one step where the system can, else by two renames.
    OneStep,
    /// By two renames, between which there is no published folder.
    #[cfg_attr(not(test), expect(dead_code, reason = "what OneStep falls back on"))]
    TwoRenames,
}

/// Puts the staged tree in the place of the published one. Returns where the old tree lies now, if there was one.
pub(super) fn exchange(target: &Target, how: Exchange) -> Result<Option<PathBuf>, EmitError> {
    let Target {
        out, staged, old, ..
    } = target;
    let failed = |error| EmitError::io("put the new site in the place of", out, error);
    if target.check_is_replaceable()? == Folder::Missing {
        std::fs::rename(staged, out).map_err(failed)?;
        return Ok(None);
    }
    if how == Exchange::OneStep {
        match swap(staged, out) {
            Ok(()) => return Ok(Some(staged.clone())),
            Err(error) if is_unsupported(&error) => {}
            Err(error) => return Err(failed(error)),
        }
    }
    std::fs::rename(out, old).map_err(failed)?;
    if let Err(error) = std::fs::rename(staged, out) {
        std::fs::rename(old, out).map_err(failed)?;
        return Err(failed(error));
    }
    Ok(Some(old.clone()))
}

/// Repairs and clears what killed runs left of the folder `out` of the site in `root`, where nothing is published now.
/// Returns what cannot be removed.
///
/// # Errors
/// `out` is a folder that must not be replaced, or the system refuses.
pub fn recover(out: &Path, root: &Path) -> Result<Vec<Leftover>, EmitError> {
    let target = Target::check(out, root)?;
    if !target.has_debris() {
        return Ok(Vec::new());
    }
    match Lock::acquire(target.lock.clone(), &target.out) {
        Ok(_lock) => put_in_order(&target),
        // What lies there is being made.
        Err(EmitError::Busy { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Repairs what a run that was killed between two renames left behind, and clears what earlier runs did not remove.
/// Returns what cannot be removed and is not in the way.
pub(super) fn put_in_order(target: &Target) -> Result<Vec<Leftover>, EmitError> {
    if look_at(&target.out)? == Folder::Missing && look_at(&target.old)? == Folder::Ours {
        std::fs::rename(&target.old, &target.out)
            .map_err(|error| EmitError::io("restore", &target.out, error))?;
    }
    let mut leftovers = clear_leftovers(target);
    for path in [&target.old, &target.staged] {
        leftovers.extend(clear_debris(target, path)?);
    }
    Ok(leftovers)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// `EINVAL` is what a file system says that knows renames, but not this flag.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}
