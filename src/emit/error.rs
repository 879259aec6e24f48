//! What can go wrong while writing, in plain sentences.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::diag::Diagnostic;

/// Which exit code an error belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The command was asked for something that it refuses: exit code 2.
    Usage,
    /// The system did not let it: exit code 3.
    Io,
}

/// Why something was not written. The published site is as it was.
#[derive(Debug, Error)]
pub enum EmitError {
    /// The folder must not be replaced.
    #[error("{reason}")]
    Refused {
        /// The folder, as far as it could be resolved.
        path: PathBuf,
        /// What is wrong, in one sentence without a full stop.
        reason: String,
        /// What to do instead.
        help: &'static str,
    },
    /// Another process is publishing into the same folder.
    #[error("another build is writing into `{}` at this moment", path.display())]
    Busy {
        /// The output folder.
        path: PathBuf,
    },
    /// No space is left, or the quota is used up.
    #[error("the disk is full: `{}` could not be written", path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that must be new exists; two outputs with one path, for instance.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// An output path that would leave the output folder, or that no file can have.
    #[error("`{}` cannot be the path of an output: {reason}", path.escape_debug())]
    BadPath {
        /// As it was asked for.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Anything else that the system refused.
    #[error("cannot {action} `{}`: {}", path.display(), plain(source))]
    Io {
        /// What was read, written or removed.
        path: PathBuf,
        /// A verb: `write`, `make the folder`.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl EmitError {
    /// The error for `source`, met on trying to `action` the file or folder `path`.
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                EmitError::DiskFull { path, source }
            }
            _ => EmitError::Io {
                path,
                action,
                source,
            },
        }
    }

    /// Which exit code it belongs to.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            EmitError::Refused { .. } | EmitError::Exists { .. } => Class::Usage,
            EmitError::Busy { .. }
            | EmitError::DiskFull { .. }
            | EmitError::BadPath { .. }
            | EmitError::Io { .. } => Class::Io,
        }
    }

    /// What to do, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            EmitError::Refused { help, .. } => Some(help),
            EmitError::Busy { .. } => Some("wait until it is done, or stop it, and run again"),
            EmitError::DiskFull { .. } => {
                Some("make room and run again; the published site is as it was")
            }
            EmitError::Exists { .. } => Some("choose another name, or delete it first"),
            EmitError::BadPath { .. } => None,
            EmitError::Io { source, action, .. } => match source.kind() {
                io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => Some(
                    "the folder seems to be a disk of its own (a mount point), or to come from another layer (in a \
                     container): publish into another folder with `--out`, inside it for instance",
                ),
                io::ErrorKind::PermissionDenied if *action == "remove" => Some(
                    "delete it as the user whom it belongs to (`ls -ld` shows who that is), and run again",
                ),
                io::ErrorKind::PermissionDenied => Some(
                    "the user who runs yuimaru has no right to do that; `ls -ld` shows whom it belongs to",
                ),
                _ => None,
            },
        }
    }
}

impl From<&EmitError> for Diagnostic {
    fn from(error: &EmitError) -> Self {
        let code = match error {
            EmitError::Refused { .. } => "output-refused",
            EmitError::Busy { .. } => "output-busy",
            EmitError::DiskFull { .. } => "disk-full",
            EmitError::Exists { .. } => "exists",
            EmitError::BadPath { .. } => "output-path",
            EmitError::Io { .. } => "output-failed",
        };
        let diagnostic = Diagnostic::error(code, error.to_string());
        match error.help() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

/// What the system said, without its numbers where the case is a common one.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::InvalidFilename => {
            "the name is longer than the file system allows (255 bytes, 85 Japanese or Chinese characters)".to_owned()
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
            "one output is a file where another needs a folder".to_owned()
        }
        _ => error.to_string(),
    }
}
