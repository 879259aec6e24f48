//! One publication at a time into one folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::EmitError;

/// Held while a publication is under way; the file goes with it. A killed process loses the lock, not the file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock `path` that guards the folder `out`.
    pub(super) fn acquire(path: PathBuf, out: &Path) -> Result<Lock, EmitError> {
        loop {
            let failed = |error| EmitError::io("lock", &path, error);
            let file = match open(&path) {
                Err(_) if path.is_symlink() => return Err(in_the_way(path)),
                opened => opened.map_err(failed)?,
            };
            let metadata = file.metadata().map_err(failed)?;
            if !metadata.is_file() || metadata.len() > 0 {
                return Err(in_the_way(path));
            }
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(EmitError::Busy {
                        path: out.to_owned(),
                    });
                }
                // A file system without locks is no reason not to build.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // The holder before us may have removed the file between our opening and our locking it.
            if is_still_there(&file, &path) {
                return Ok(Lock { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is still held: whoever has opened the file meanwhile sees that it is gone.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Opens the file, or makes it; never what a symlink leads to.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        if let Ok(flags) = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()) {
            options.custom_flags(flags);
        }
    }
    options.open(path)
}

fn in_the_way(path: PathBuf) -> EmitError {
    EmitError::Refused {
        reason: format!(
            "`{}` is in the way, and yuimaru did not make it",
            path.display()
        ),
        path,
        help: "move it away; the name is needed for a lock",
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(ours), Ok(there)) = (file.metadata(), path.symlink_metadata()) else {
        return false;
    };
    (ours.dev(), ours.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
