//! From a file that was found to one that was read, or taken from the scan before.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diag::Diagnostic;
use crate::source::place::is_text;
use crate::source::read::{read_text, stamp, unreadable};
use crate::source::{Kind, LOCK_HELP, Layer, SourceFile, Sources};

/// A file that was found and not yet read.
pub(super) struct Listed {
    pub(super) path: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) disk: PathBuf,
    pub(super) kind: Kind,
    pub(super) layer: Layer,
}

impl Listed {
    /// The file as it was found before.
    pub(super) fn again(file: &SourceFile) -> Self {
        Listed {
            path: file.path.clone(),
            name: file.name.clone(),
            disk: file.disk.clone(),
            kind: file.kind,
            layer: file.layer,
        }
    }

    /// Reads the file, unless `previous` has it as it is.
    pub(super) fn load(
        self,
        previous: Option<&Sources>,
        looked_at: SystemTime,
    ) -> (Arc<SourceFile>, Option<Box<Diagnostic>>) {
        let known = previous.and_then(|previous| previous.files.get(&self.path));
        if known.is_none() && is_text(self.kind) {
            // There is nothing to compare it with, and opening it tells all else.
            return self.read(looked_at);
        }
        let metadata = match std::fs::metadata(&self.disk) {
            Ok(metadata) => metadata,
            Err(error) => {
                let problem = unreadable(&self.path, &error);
                return (self.file(None, 0, 0), Some(Box::new(problem)));
            }
        };
        let modified = stamp(&metadata, looked_at);
        if let Some(same) = known.filter(|old| self.is_same(old, metadata.len(), modified)) {
            return (same.clone(), None);
        }
        if is_text(self.kind) {
            return self.read(looked_at);
        }
        match may_read(&self.disk) {
            Ok(()) => (self.file(None, metadata.len(), modified), None),
            Err(error) => {
                let problem = unreadable(&self.path, &error);
                (self.file(None, metadata.len(), 0), Some(Box::new(problem)))
            }
        }
    }

    fn read(self, looked_at: SystemTime) -> (Arc<SourceFile>, Option<Box<Diagnostic>>) {
        match read_text(&self.disk, &self.path, looked_at) {
            Ok(read) => (self.file(Some(read.text), read.size, read.modified), None),
            Err(mut problem) => {
                let size = std::fs::metadata(&self.disk).map_or(0, |metadata| metadata.len());
                if self.kind == Kind::Lock {
                    // Nobody writes it by hand: what helps with texts does not help here.
                    problem.help = Some(LOCK_HELP.to_owned());
                }
                (self.file(None, size, 0), Some(problem))
            }
        }
    }

    /// A file that could not be read has no text where it should have one, or no time: it is looked at again, so that
    /// its problem is told again.
    fn is_same(&self, old: &SourceFile, size: u64, modified: i128) -> bool {
        modified != 0
            && old.modified == modified
            && old.size == size
            && old.disk == self.disk
            && old.kind == self.kind
            && old.text.is_some() == is_text(self.kind)
    }

    fn file(self, text: Option<Arc<str>>, size: u64, modified: i128) -> Arc<SourceFile> {
        Arc::new(SourceFile {
            path: self.path,
            name: self.name,
            disk: self.disk,
            kind: self.kind,
            layer: self.layer,
            hash: text
                .as_ref()
                .map_or(0, |text| rapidhash::v3::rapidhash_v3(text.as_bytes())),
            text,
            bytes: None,
            size,
            modified,
        })
    }
}

#[cfg(unix)]
fn may_read(disk: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(disk, rustix::fs::Access::READ_OK)?)
}

#[cfg(not(unix))]
fn may_read(disk: &Path) -> io::Result<()> {
    std::fs::File::open(disk).map(|_| ())
}
