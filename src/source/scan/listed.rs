//! From a file that was found to one that was read, or taken from the scan before.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diag::Diagnostic;
use crate::source::place::is_text;
use crate::source::read::{hash, read_text, stamp};
use crate::source::unreadable::unreadable;
use crate::source::{Kind, LOCK_HELP, Layer, SourceFile, Sources, Text, UNREADABLE_LOCK_HELP};

/// A file that was found and not yet read.
pub(super) struct Listed {
    pub(super) path: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) disk: PathBuf,
    pub(super) kind: Kind,
    pub(super) layer: Layer,
}

/// A file as it is now.
pub(super) struct Loaded {
    pub(super) file: Arc<SourceFile>,
    /// Whether it was not taken over from the scan before.
    pub(super) is_new: bool,
    /// Why it could not be read.
    pub(super) problem: Option<Box<Diagnostic>>,
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
    pub(super) fn load(self, previous: Option<&Sources>, looked_at: SystemTime) -> Loaded {
        let known = previous.and_then(|previous| previous.files.get(&self.path));
        if known.is_none() && is_text(self.kind) {
            // There is nothing to compare it with, and opening it tells all else.
            return self.read(looked_at);
        }
        let metadata = match std::fs::metadata(&self.disk) {
            Ok(metadata) => metadata,
            Err(error) => {
                let problem = unreadable(&self.path, &self.disk, &error);
                return self.file(None, 0, 0).but(Box::new(problem));
            }
        };
        let modified = stamp(&metadata, looked_at);
        if let Some(same) = known.filter(|old| self.is_same(old, metadata.len(), modified)) {
            return Loaded {
                file: same.clone(),
                is_new: false,
                problem: None,
            };
        }
        if is_text(self.kind) {
            return self.read(looked_at);
        }
        match may_read(&self.disk) {
            Ok(()) => self.file(None, metadata.len(), modified),
            Err(error) => {
                let problem = unreadable(&self.path, &self.disk, &error);
                self.file(None, metadata.len(), 0).but(Box::new(problem))
            }
        }
    }

    fn read(self, looked_at: SystemTime) -> Loaded {
        match read_text(&self.disk, &self.path, looked_at) {
            Ok(read) => self.file(Some(read.text), read.size, read.modified),
            Err(mut problem) => {
                let size = std::fs::metadata(&self.disk).map_or(0, |metadata| metadata.len());
                if self.kind == Kind::Lock {
                    // Nobody writes it by hand: what helps with texts does not help here. What may not be read is
                    // sound for all we know.
                    problem.help = Some(match problem.code {
                        "unreadable" => UNREADABLE_LOCK_HELP.to_owned(),
                        _ => LOCK_HELP.to_owned(),
                    });
                }
                self.file(None, size, 0).but(problem)
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
            && old.has_text() == is_text(self.kind)
    }

    fn file(self, text: Option<Arc<str>>, size: u64, modified: i128) -> Loaded {
        let file = SourceFile {
            path: self.path,
            name: self.name,
            disk: self.disk,
            kind: self.kind,
            layer: self.layer,
            hash: text.as_deref().map_or(0, hash),
            text: text.map_or_else(Text::none, Text::from),
            bytes: None,
            size,
            modified,
        };
        Loaded {
            file: Arc::new(file),
            is_new: true,
            problem: None,
        }
    }
}

impl Loaded {
    fn but(self, problem: Box<Diagnostic>) -> Self {
        Loaded {
            problem: Some(problem),
            ..self
        }
    }

    /// Whether it is a page that has just been read.
    pub(super) fn is_new_page(&self) -> bool {
        self.is_new && self.file.kind == Kind::Page && self.file.has_text()
    }

    /// A page that has just been read, without its text.
    pub(super) fn let_go_of_text(&mut self) {
        if self.is_new_page()
            && let Some(file) = Arc::get_mut(&mut self.file)
        {
            file.text = Text::let_go();
        }
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
