//! One file at a time, for the commands that write into the site itself.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::EmitError;

/// Makes a new file with these bytes, and the folders above it; the file is there whole or not at all.
///
/// # Errors
/// Something exists under this name ([`EmitError::Exists`]; it stays untouched), or the system refuses.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), EmitError> {
    if path.symlink_metadata().is_ok() {
        return Err(EmitError::Exists {
            path: path.to_owned(),
        });
    }
    let staged = Staged::write(path, bytes)?;
    // A link never overwrites, where a rename would.
    let published = std::fs::hard_link(&staged.path, path);
    match published {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(EmitError::Exists {
            path: path.to_owned(),
        }),
        // A file system without links: whatever appeared here since the check above is lost.
        Err(_) => staged.rename(path),
    }
}

/// Makes a new file like [`create_new`], which whoever may read it may run.
///
/// # Errors
/// As there.
pub fn create_new_program(path: &Path, bytes: &[u8]) -> Result<(), EmitError> {
    create_new(path, bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let failed = |error| EmitError::io("write", path, error);
        let mut permissions = path.metadata().map_err(failed)?.permissions();
        let mode = permissions.mode();
        permissions.set_mode(mode | ((mode & 0o444) >> 2));
        std::fs::set_permissions(path, permissions).map_err(failed)?;
    }
    Ok(())
}

/// Replaces the file at `path`, or makes it with the folders above it; readers see the old bytes or the new ones, never
/// a part. Permissions of an existing file are kept, and a symlink stays one. Unlike a publication this is written
/// through to the disk, since it is not made again by the next build.
///
/// # Errors
/// The system refuses; the old file is as it was.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), EmitError> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let staged = Staged::write(&real, bytes)?;
    if let Ok(metadata) = real.metadata() {
        std::fs::set_permissions(&staged.path, metadata.permissions())
            .map_err(|error| EmitError::io("write", &real, error))?;
    }
    staged.rename(&real)
}

/// Removes a file, if it is there.
///
/// # Errors
/// The system refuses.
pub fn remove_file(path: &Path) -> Result<(), EmitError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(EmitError::io("remove", path, error))
        }
        _ => Ok(()),
    }
}

/// A finished file under another name beside its own; removed when dropped.
struct Staged {
    path: PathBuf,
}

impl Staged {
    fn write(path: &Path, bytes: &[u8]) -> Result<Staged, EmitError> {
        let failed = |error| EmitError::io("write", path, error);
        if path.file_name().is_none() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| EmitError::io("make the folder", folder, error))?;
        }
        let (staged, mut file) = create_beside(path).map_err(failed)?;
        file.write_all(bytes)
            .and_then(|()| file.sync_data())
            .map_err(failed)?;
        Ok(staged)
    }

    fn rename(self, path: &Path) -> Result<(), EmitError> {
        std::fs::rename(&self.path, path).map_err(|error| EmitError::io("write", path, error))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A new file `.yuimaru-<process>-<number>.tmp` beside `path`. The name does not hold the file's own, which may be as
/// long as names can be.
fn create_beside(path: &Path) -> io::Result<(Staged, File)> {
    let mut number = 0_u32;
    loop {
        let name = OsString::from(format!(".yuimaru-{}-{number}.tmp", std::process::id()));
        let path = path.with_file_name(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((Staged { path }, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 10_000 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
