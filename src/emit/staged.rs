//! The folder in which a new tree is made.
//!
//! It is opened once, and paths count from there: else the system would walk the way to it again for every file.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that was made now.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    #[cfg(unix)]
    handle: rustix::fd::OwnedFd,
}

impl Staged {
    pub(super) fn make(path: PathBuf) -> io::Result<Staged> {
        std::fs::create_dir(&path)?;
        Ok(Staged {
            #[cfg(unix)]
            handle: {
                use rustix::fs::{Mode, OFlags, open};
                let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
                rustix::io::retry_on_intr(|| open(&path, flags, Mode::empty()))?
            },
            path,
        })
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder at `path`, whose parent exists.
    pub(super) fn make_folder(&self, path: &str) -> io::Result<()> {
        #[cfg(unix)]
        return Ok(rustix::fs::mkdirat(
            &self.handle,
            path,
            rustix::fs::Mode::from_raw_mode(0o777),
        )?);
        #[cfg(not(unix))]
        std::fs::create_dir(self.path.join(path))
    }

    /// A new file at `path` for writing; never an existing one.
    pub(super) fn make_file(&self, path: &str) -> io::Result<File> {
        #[cfg(unix)]
        {
            use rustix::fs::{Mode, OFlags, openat};
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
            let mode = Mode::from_raw_mode(0o666);
            let file = rustix::io::retry_on_intr(|| openat(&self.handle, path, flags, mode))?;
            Ok(file.into())
        }
        #[cfg(not(unix))]
        File::create_new(self.path.join(path))
    }
}
