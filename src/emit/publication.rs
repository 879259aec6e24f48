//! A tree in the making.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use thread_local::ThreadLocal;

use super::EmitError;
use super::exchange::{Exchange, exchange, put_in_order};
use super::leftover::{Leftover, remove_old};
use super::lock::Lock;
use super::output_path::checked;
use super::remove::remove_tree;
use super::staged::Staged;
use super::target::{Folder, Target};
use crate::marker::{MARKER, MARKER_TEXT};

/// Bytes that two files are compared by at a time.
const CHUNK: usize = 64 * 1024;

/// A new site beside the published one, until [`Publication::finish`] puts it in its place. Dropped without that, it
/// goes without a trace, and the published site stays as it was.
///
/// Everything but `begin` and `finish` may be called from many threads at once.
#[derive(Debug)]
pub struct Publication {
    target: Target,
    staged: Staged,
    how: Exchange,
    /// The published tree with which unchanged files are shared.
    published: Option<PathBuf>,
    /// Permissions of a file made now: a published file with others is not shared, but made anew.
    mode: u32,
    /// Where in the staged tree each thread wrote last. It mostly goes on there: files come in the order of their paths.
    folder: ThreadLocal<RefCell<String>>,
    written: AtomicU64,
    linked: AtomicU64,
    /// Written or linked files that the published tree has under the same path.
    replaced: AtomicU64,
    /// What earlier runs left and cannot be removed.
    leftovers: Vec<Leftover>,
    is_finished: bool,
    // The last two fields, in this order: released when all else is done, and lying in the folders made above.
    _lock: Lock,
    _above: FoldersAbove,
}

/// How a file came into the new tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Its bytes were written: it is new, or differs from the published one.
    Fresh,
    /// It is the published file itself, since the bytes are equal.
    Linked,
}

/// What a publication changed, in files; the marker does not count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// New, or with other bytes than before.
    pub written: u64,
    /// As before.
    pub linked: u64,
    /// In the old site, not in the new one.
    pub removed: u64,
    /// Old trees beside the new one that the system does not let us remove.
    pub leftovers: Vec<Leftover>,
}

impl Publication {
    /// Starts a new tree for the folder `out` of the site in `root`, and clears what killed runs left behind.
    ///
    /// # Errors
    /// `out` is a folder that must not be replaced (not ours, the site itself, inside its sources), another process is
    /// publishing into it, or the system refuses. Nothing has changed then.
    pub fn begin(out: &Path, root: &Path) -> Result<Publication, EmitError> {
        Self::begin_with(out, root, Exchange::OneStep)
    }

    pub(super) fn begin_with(
        out: &Path,
        root: &Path,
        how: Exchange,
    ) -> Result<Publication, EmitError> {
        let target = Target::check(out, root)?;
        let above = FoldersAbove::make(&target.out)?;
        let lock = Lock::acquire(target.lock.clone(), &target.out)?;
        let leftovers = put_in_order(&target)?;
        let published = match target.check_is_replaceable()? {
            Folder::Ours => Some(target.out.clone()),
            _ => None,
        };
        let staged = Staged::make(target.staged.clone())
            .map_err(|error| EmitError::io("make the folder", &target.staged, error))?;
        let mut publication = Publication {
            target,
            staged,
            how,
            published,
            mode: 0,
            folder: ThreadLocal::new(),
            written: AtomicU64::new(0),
            linked: AtomicU64::new(0),
            replaced: AtomicU64::new(0),
            leftovers,
            is_finished: false,
            _lock: lock,
            _above: above,
        };
        publication.mark()?;
        Ok(publication)
    }

    /// Marks the staged tree as ours.
    fn mark(&mut self) -> Result<(), EmitError> {
        let metadata = self
            .staged
            .make_file(MARKER)
            .and_then(|mut file| {
                file.write_all(MARKER_TEXT.as_bytes())?;
                file.metadata()
            })
            .map_err(|error| EmitError::io("write", &self.staged.path().join(MARKER), error))?;
        self.mode = mode(&metadata);
        Ok(())
    }

    /// The folder that will be replaced, absolute.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.target.out
    }

    /// Puts a file with these bytes at `path`, which counts from the output folder (`ja/film/index.html`) and is
    /// turned into NFC. A published file with the same path and bytes is shared instead of written again.
    ///
    /// # Errors
    /// The path leaves the folder or was written before, or the system refuses.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, EmitError> {
        let path = self.prepare(path)?;
        let length = bytes.len() as u64;
        let is_equal = |published: &mut File| has_bytes(published, bytes);
        if self.link_if_equal(&path, length, is_equal) {
            return Ok(Written::Linked);
        }
        self.write_fresh(&path, |file| file.write_all(bytes))
    }

    /// Puts a copy of the file `source` at `path`, by the rules of [`Publication::write`]. Permissions are those of
    /// any new file.
    ///
    /// # Errors
    /// As with `write`; or `source` is no plain file or cannot be read.
    pub fn copy(&self, path: &str, source: &Path) -> Result<Written, EmitError> {
        let path = self.prepare(path)?;
        let unreadable = |error| EmitError::io("read", source, error);
        let mut original = open_plain(source).map_err(unreadable)?;
        let length = original.metadata().map_err(unreadable)?.len();
        let is_equal = |published: &mut File| have_equal_bytes(published, source);
        if self.link_if_equal(&path, length, is_equal) {
            return Ok(Written::Linked);
        }
        // The kernel copies where it can, and shares extents where the file system does.
        self.write_fresh(&path, |file| io::copy(&mut original, file).map(|_| ()))
    }

    /// Publishes: the new tree takes the place of the old one, which is then removed. One that cannot be removed is no
    /// error: the summary names it.
    ///
    /// # Errors
    /// The output folder has become one that must not be replaced, or the system refuses. The old site stays then.
    pub fn finish(mut self) -> Result<Summary, EmitError> {
        let old = exchange(&self.target, self.how)?;
        self.is_finished = true;
        let mut leftovers = std::mem::take(&mut self.leftovers);
        let files_before = match old {
            Some(old) => {
                let (files, leftover) = remove_old(&self.target, &old);
                leftovers.extend(leftover);
                files
            }
            None => 0,
        };
        Ok(Summary {
            written: self.written.load(Ordering::Relaxed),
            linked: self.linked.load(Ordering::Relaxed),
            removed: files_before.saturating_sub(self.replaced.load(Ordering::Relaxed)),
            leftovers,
        })
    }

    /// A new file in the staged tree; never an existing one. Errors name it as it would be published.
    fn write_fresh(
        &self,
        path: &str,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<Written, EmitError> {
        self.staged
            .make_file(path)
            .and_then(|mut file| fill(&mut file))
            .map_err(|error| {
                let path = self.target.out.join(path);
                match error.kind() {
                    io::ErrorKind::AlreadyExists => EmitError::Exists { path },
                    _ => EmitError::io("write", &path, error),
                }
            })?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(Written::Fresh)
    }

    /// The path checked, its folder made.
    fn prepare<'a>(&self, path: &'a str) -> Result<Cow<'a, str>, EmitError> {
        let path = checked(path)?;
        if let Some((folder, _)) = path.rsplit_once('/') {
            let mut last = self.folder.get_or_default().borrow_mut();
            if *last != folder {
                self.make_folder(folder)?;
                last.clear();
                last.push_str(folder);
            }
        }
        Ok(path)
    }

    /// Makes the folder and those above it, where they are missing.
    fn make_folder(&self, folder: &str) -> Result<(), EmitError> {
        let mut made = self.staged.make_folder(folder);
        if let Err(error) = &made
            && error.kind() == io::ErrorKind::NotFound
            && let Some((above, _)) = folder.rsplit_once('/')
        {
            self.make_folder(above)?;
            made = self.staged.make_folder(folder);
        }
        match made {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let folder = self.target.out.join(folder);
                Err(EmitError::io("make the folder", &folder, error))
            }
            _ => Ok(()),
        }
    }

    /// Shares the published file at `path` if it is a plain file of `length` bytes with the permissions of a new file
    /// and `is_equal` says so. Where that fails, for any reason, the file is written.
    fn link_if_equal(
        &self,
        path: &str,
        length: u64,
        is_equal: impl FnOnce(&mut File) -> io::Result<bool>,
    ) -> bool {
        let Some(published) = &self.published else {
            return false;
        };
        let published = published.join(path);
        let Ok(metadata) = published.symlink_metadata() else {
            return false;
        };
        if metadata.is_dir() {
            return false;
        }
        self.replaced.fetch_add(1, Ordering::Relaxed);
        let is_candidate =
            metadata.is_file() && metadata.len() == length && mode(&metadata) == self.mode;
        let linked = is_candidate
            && open_plain(&published)
                .and_then(|mut file| is_equal(&mut file))
                .is_ok_and(|equal| equal)
            && std::fs::hard_link(&published, self.staged.path().join(path)).is_ok();
        if linked {
            self.linked.fetch_add(1, Ordering::Relaxed);
        }
        linked
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        // Nobody is left to hear of a failure; the next run tries again.
        let _ = remove_tree(self.staged.path());
    }
}

/// Folders above the output folder that a publication made, the deepest first. Those that stay empty go with it.
#[derive(Debug)]
struct FoldersAbove(Vec<PathBuf>);

impl FoldersAbove {
    fn make(out: &Path) -> Result<FoldersAbove, EmitError> {
        let Some(parent) = out.parent() else {
            return Ok(FoldersAbove(Vec::new()));
        };
        let missing = parent
            .ancestors()
            .take_while(|above| !above.exists())
            .map(Path::to_owned)
            .collect();
        let made = FoldersAbove(missing);
        std::fs::create_dir_all(parent)
            .map_err(|error| EmitError::io("make the folder", parent, error))?;
        Ok(made)
    }
}

impl Drop for FoldersAbove {
    fn drop(&mut self) {
        for folder in &self.0 {
            // Refused by the system for a folder that holds anything, the published site for instance.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Opens a plain file for reading; a named pipe in its place is an error, not a wait.
fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        if let Ok(flags) = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()) {
            options.custom_flags(flags);
        }
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a plain file"))
    }
}

#[cfg(unix)]
fn mode(metadata: &Metadata) -> u32 {
    use std::os::unix::fs::MetadataExt;
    metadata.mode()
}

#[cfg(not(unix))]
fn mode(metadata: &Metadata) -> u32 {
    u32::from(metadata.permissions().readonly())
}

/// Whether the rest of the file, known to be as long as `bytes`, holds the same.
fn has_bytes(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    let mut chunk = vec![0; CHUNK.min(bytes.len())];
    for expected in bytes.chunks(CHUNK) {
        let read = &mut chunk[..expected.len()];
        file.read_exact(read)?;
        if read != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

fn have_equal_bytes(published: &mut File, source: &Path) -> io::Result<bool> {
    let mut source = open_plain(source)?;
    let (mut ours, mut theirs) = (vec![0; CHUNK], vec![0; CHUNK]);
    loop {
        let length = source.read(&mut ours)?;
        if length == 0 {
            return Ok(published.read(&mut theirs[..1])? == 0);
        }
        match published.read_exact(&mut theirs[..length]) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            other => other?,
        }
        if ours[..length] != theirs[..length] {
            return Ok(false);
        }
    }
}
