//! Which folders may be replaced.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::EmitError;
use crate::marker::{MARKER, MARKER_START};

/// Folders of a site's root that hold what cannot be made again.
const SOURCE_FOLDERS: [&str; 7] = [
    ".git",
    "archetypes",
    "content",
    "locales",
    "static",
    "templates",
    "themes",
];

/// Old trees that are kept at most: each may be as large as the site, and somebody should look before there are more.
const LEFTOVERS: u32 = 9;

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folder {
    /// Nothing.
    Missing,
    /// A folder with nothing in it.
    Empty,
    /// A folder with our marker.
    Ours,
    /// A folder that someone else filled.
    Foreign,
    /// A file, a device and so on.
    File,
    /// A symlink, wherever it leads.
    Symlink,
}

/// What lies at the path, without following a symlink.
pub(super) fn look_at(path: &Path) -> Result<Folder, EmitError> {
    let failed = |error| EmitError::io("look at", path, error);
    let metadata = match path.symlink_metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Folder::Missing),
        Err(error) => return Err(failed(error)),
    };
    if metadata.is_symlink() {
        return Ok(Folder::Symlink);
    }
    if !metadata.is_dir() {
        return Ok(Folder::File);
    }
    if has_marker(path) {
        return Ok(Folder::Ours);
    }
    let mut entries = std::fs::read_dir(path).map_err(failed)?;
    let is_empty = entries.all(|entry| entry.is_ok_and(|entry| is_unwritten_marker(&entry)));
    Ok(if is_empty {
        Folder::Empty
    } else {
        Folder::Foreign
    })
}

/// What a run leaves that was killed between making the marker and writing it.
fn is_unwritten_marker(entry: &std::fs::DirEntry) -> bool {
    entry.file_name() == MARKER
        && entry
            .metadata()
            .is_ok_and(|found| found.is_file() && found.len() == 0)
}

fn has_marker(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    if !marker.symlink_metadata().is_ok_and(|found| found.is_file()) {
        return false;
    }
    let mut start = vec![0; MARKER_START.len()];
    std::fs::File::open(marker)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok()
        && start == MARKER_START.as_bytes()
}

/// Where a publication goes: the folder, and the names beside it.
#[derive(Debug)]
pub(super) struct Target {
    /// The published folder, without symlinks on the way to it.
    pub(super) out: PathBuf,
    /// The staged tree.
    pub(super) staged: PathBuf,
    /// The old tree, where the exchange takes two renames.
    pub(super) old: PathBuf,
    /// Where old trees go that cannot be removed.
    pub(super) leftovers: Vec<PathBuf>,
    /// The lock.
    pub(super) lock: PathBuf,
}

impl Target {
    /// The target for `--out` of the site in `root`; nothing on disk is changed.
    ///
    /// # Errors
    /// The folder must not be replaced.
    pub(super) fn check(out: &Path, root: &Path) -> Result<Target, EmitError> {
        // Rebuilt from its parts: with a slash at the end, a symlink would pass for the folder it leads to.
        let plain: PathBuf = out.components().collect();
        if plain.is_symlink() {
            return Err(refused(
                &plain,
                "is a symlink",
                "name the folder itself with `--out`",
            ));
        }
        let resolved = resolve(&plain)?;
        check_against_root(&resolved, root)?;
        let target = Target::beside(&resolved)?;
        target.check_is_replaceable()?;
        Ok(target)
    }

    fn beside(out: &Path) -> Result<Target, EmitError> {
        let Some(name) = out.file_name() else {
            return Err(refused(
                out,
                "is a whole disk",
                "name a folder inside it with `--out`",
            ));
        };
        let beside = |suffix: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            out.with_file_name(hidden)
        };
        Ok(Target {
            staged: beside(".yuimaru-new"),
            old: beside(".yuimaru-old"),
            leftovers: (1..=LEFTOVERS)
                .map(|number| beside(&format!(".yuimaru-left-{number}")))
                .collect(),
            lock: beside(".yuimaru-lock"),
            out: out.to_owned(),
        })
    }

    /// Whether something lies beside the output folder that a run that is done leaves only where it must.
    pub(super) fn has_debris(&self) -> bool {
        let mut names = [&self.staged, &self.old].into_iter().chain(&self.leftovers);
        let lock = self.lock.symlink_metadata();
        names.any(|name| name.symlink_metadata().is_ok())
            || lock.is_ok_and(|lock| lock.is_file() && lock.len() == 0)
    }

    /// Whether what lies at the output folder now may be replaced.
    pub(super) fn check_is_replaceable(&self) -> Result<Folder, EmitError> {
        let found = look_at(&self.out)?;
        let out = &self.out;
        match found {
            Folder::Ours if out.join(".git").symlink_metadata().is_ok() => Err(refused(
                out,
                "holds a git repository (`.git`), which would be lost",
                "publish into another folder with `--out`, and copy from there into the repository",
            )),
            Folder::Missing | Folder::Empty | Folder::Ours => Ok(found),
            Folder::Foreign => Err(refused(
                out,
                "is not empty, and yuimaru did not make it",
                "name another folder with `--out`, or empty this one yourself if nothing in it is needed",
            )),
            Folder::File => Err(refused(
                out,
                "is a file, not a folder",
                "name a folder with `--out`",
            )),
            Folder::Symlink => Err(refused(
                out,
                "is a symlink",
                "name the folder itself with `--out`",
            )),
        }
    }
}

/// The absolute path without symlinks and `..`, of a folder that need not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, EmitError> {
    let absolute =
        std::path::absolute(path).map_err(|error| EmitError::io("resolve", path, error))?;
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(real) if !missing.is_empty() && !real.is_dir() => {
                let what = format!("lies in `{}`, which is a file", existing.display());
                return Err(refused(path, &what, "name a folder with `--out`"));
            }
            Ok(mut real) => {
                real.extend(missing.iter().rev());
                return Ok(real);
            }
            Err(_) if existing.is_symlink() => {
                let what = format!(
                    "leads through the symlink `{}`, which leads nowhere",
                    existing.display()
                );
                return Err(refused(path, &what, "write the path without it"));
            }
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) => {}
            Err(error) => return Err(EmitError::io("resolve", existing, error)),
        }
        let (Some(name), Some(parent)) = (existing.file_name(), existing.parent()) else {
            return Err(refused(
                path,
                "leads through a folder that does not exist",
                "write the path without `..`",
            ));
        };
        missing.push(name);
        existing = parent;
    }
}

/// Refuses the site itself, what holds it, and the folders of its sources.
fn check_against_root(out: &Path, root: &Path) -> Result<(), EmitError> {
    let failed = |error| EmitError::io("look at", root, error);
    let root = root.canonicalize().map_err(failed)?;
    if root.starts_with(out) {
        return Err(refused(
            out,
            "is the site's own folder, or holds it",
            "name a folder of its own with `--out`, such as `public`",
        ));
    }
    for name in SOURCE_FOLDERS {
        let folder = root.join(name);
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        // The other way round as well: a link may have put the sources into the output folder.
        if out.starts_with(&folder) || out.starts_with(&real) || real.starts_with(out) {
            return Err(EmitError::Refused {
                path: out.to_owned(),
                reason: format!(
                    "the output folder `{}` would mix with `{name}/` of the site",
                    out.display()
                ),
                help: "name a folder of its own with `--out`, such as `public`",
            });
        }
    }
    Ok(())
}

fn refused(path: &Path, what: &str, help: &'static str) -> EmitError {
    EmitError::Refused {
        path: path.to_owned(),
        reason: format!("the output folder `{}` {what}", path.display()),
        help,
    }
}
