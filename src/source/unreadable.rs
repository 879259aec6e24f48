//! Files and folders that cannot be read, or are not what they should be, in plain words.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::diag::Diagnostic;

/// A device, a FIFO or a socket, where a file is wanted.
pub(super) fn not_a_file(path: &Arc<str>, metadata: &Metadata) -> Diagnostic {
    let what = if metadata.is_dir() {
        "a folder"
    } else {
        file_type_name(metadata.file_type())
    };
    Diagnostic::error("not-a-file", format!("this is {what}, not a file"))
        .in_file(path.clone())
        .help("move it out of the site's folders")
}

#[cfg(unix)]
fn file_type_name(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn file_type_name(_kind: std::fs::FileType) -> &'static str {
    "something else"
}

/// A file, where a folder is wanted.
pub(super) fn not_a_folder(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("not-a-folder", format!("`{path}` is a file, not a folder"))
        .in_file(path.clone())
        .help("move it away, and make a folder of this name")
}

/// What the operating system said of a folder, in plain words.
pub(super) fn unreadable_folder(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read this folder".to_owned(),
        _ => format!("the folder cannot be read: {error}"),
    };
    Diagnostic::error("unreadable", message)
        .in_file(path.clone())
        .help("give yourself the right to read it (`chmod u+rx`)")
}

/// A folder in which nothing can be reached.
pub(super) fn closed_folder(path: &Arc<str>, disk: &Path) -> Diagnostic {
    if let Err(error) = disk.read_dir() {
        return unreadable_folder(path, &error);
    }
    Diagnostic::error("unreadable", "you may not open what lies in this folder")
        .in_file(path.clone())
        .help("give yourself the right to enter it (`chmod u+x`)")
}

/// Whether it is a folder in which nothing can be reached; the names may be known.
pub(super) fn is_closed(folder: &Path) -> bool {
    let inside = folder.join(".").symlink_metadata();
    inside.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// What the operating system said of the file or folder at `disk`, in plain words. Of the folder that holds it, where
/// that is to blame.
pub(super) fn unreadable(path: &Arc<str>, disk: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::PermissionDenied
        && let Some((folder, _)) = path.rsplit_once('/')
        && let Some(parent) = disk.parent().filter(|parent| is_closed(parent))
    {
        return closed_folder(&folder.into(), parent);
    }
    let (message, help) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "you may not read this file".to_owned(),
            "give yourself the right to read it (`chmod u+r`), or delete it",
        ),
        io::ErrorKind::NotFound => (
            "the file is gone".to_owned(),
            "it may have been deleted or renamed during the run; run again",
        ),
        _ => (
            format!("the file cannot be read: {error}"),
            "see whether other programs can open it",
        ),
    };
    Diagnostic::error("unreadable", message)
        .in_file(path.clone())
        .help(help)
}
