//! The only reader of content: path to text, hash and kind.
//!
//! A [`Sources`] is everything a site is made of, as it was at one moment. Text files are read whole; assets are
//! listed and read later by `assets`. Paths are relative to the site's root, with `/`, in NFC.
//!
//! Three layers override each other, file by file: the site's own folders, the theme `themes/<name>/`, and the
//! default theme in the binary. The last is beneath every theme, so that a theme needs only what it does differently.

#![allow(clippy::disallowed_methods, reason = "it reads the site")]

mod embedded;
pub mod folder;
pub mod git;
mod place;
mod read;
mod scan;
#[cfg(test)]
mod tests;
mod text;
mod unreadable;
pub mod watch;

pub(crate) use read::{open_without_waiting, version};
pub use scan::{ScanOptions, TakePages, reread, scan};
pub use text::Text;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diag::Diagnostic;

/// The name of the configuration file in the site's root.
const CONFIG: &str = "site.yaml";

/// What to do with a lock file that cannot be read. Nobody writes them by hand.
pub const LOCK_HELP: &str = "take the file back from git, or delete it and accept the translation again with `yuimaru accept`";

/// The same for one that may not be read: it is sound for all that is known.
const UNREADABLE_LOCK_HELP: &str = "give yourself the right to read it (`chmod u+r`)";

/// What a file is for, told by where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `site.yaml`
    Config,
    /// `content/**/*.md`
    Page,
    /// `content/**/*.yaml` outside `_data`: facts beside a page.
    Facts,
    /// `content/_data/*.yaml`
    Data,
    /// Any other file below `content/`.
    ContentAsset,
    /// `templates/**/*.html` and `themes/<name>/templates/**/*.html`
    Template,
    /// `locales/<lang>/*.ftl` and the theme's
    Messages,
    /// `locales/glossary.yaml`
    Glossary,
    /// `themes/<name>/static/**`: fingerprinted.
    ThemeStatic,
    /// `static/**`: copied as it is.
    Static,
    /// `themes/<name>/theme.yaml`
    ThemeConfig,
    /// `archetypes/*.md`
    Archetype,
    /// `locales/<lang>/pages/**/*.lock` and `locales/<lang>/messages.lock`: what was accepted of translations.
    Lock,
}

/// Which of the layers that override each other a file belongs to, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// `templates/`, `locales/`, `static/` of the site.
    Site,
    /// `themes/<name>/` in the site's root.
    Theme,
    /// The default theme in the binary.
    Embedded,
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// From the site's root, with `/`, NFC: `content/film/plan.ja.md`. Embedded files: `theme default: templates/page.html`.
    pub path: Arc<str>,
    /// The name within its kind: for a template `page.html`, for theme static `style.css`, for messages `ja/main.ftl`, for content `film/plan.ja.md`. NFC.
    pub name: Arc<str>,
    /// Where it lies on disk, as the file system spells it; empty for embedded files.
    pub disk: PathBuf,
    /// What it is for.
    pub kind: Kind,
    /// The layer it belongs to.
    pub layer: Layer,
    /// For text kinds: the text, or that it was let go. [`SourceFile::text`] has it of either.
    pub text: Text,
    /// For embedded static files: the bytes.
    pub bytes: Option<&'static [u8]>,
    /// Hash of the text (rapidhash), 0 for assets.
    pub hash: u64,
    /// Size in bytes on disk.
    pub size: u64,
    /// When the file changed, and which it is: the later of the times at which content and metadata last changed, in
    /// nanoseconds since the epoch, before its number on the disk. Only to find unchanged files again, never for output.
    /// 0 where it proves nothing: the file changed so shortly before it was looked at that a later change could bear the
    /// same time.
    pub modified: i128,
}

/// All files of a site, by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// By [`SourceFile::path`].
    pub files: BTreeMap<Arc<str>, Arc<SourceFile>>,
    /// Paths of files and folders that exist and could not be read; a diagnostic says why.
    pub unread: BTreeSet<Arc<str>>,
    /// Whether nothing was wrong with any file or folder.
    pub is_sound: bool,
    /// Whether there are symbolic links: what changes may then be there under more names than that which is told.
    pub has_links: bool,
}

impl Sources {
    /// The files of one kind, in the order of their paths.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values().filter(move |file| file.kind == kind)
    }

    /// Whether there is a file of this path, or one below it.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let from = (Bound::Included(below.as_str()), Bound::Unbounded);
        let mut after = self.files.range::<str, _>(from);
        self.files.contains_key(path)
            || after
                .next()
                .is_some_and(|(next, _)| next.starts_with(&below))
    }

    /// Whether the same pages exist, and all other files are known to be what they were.
    #[must_use]
    pub fn differ_in_texts_of_pages_alone(&self, before: &Sources) -> bool {
        self.unread == before.unread
            && self.files.len() == before.files.len()
            && self
                .files
                .values()
                .zip(before.files.values())
                .all(|(file, before)| {
                    file.path == before.path
                        && file.kind == before.kind
                        && (file.kind == Kind::Page || file.is_known_to_equal(before))
                })
    }
}

impl SourceFile {
    /// A file that is not on the disk, or is another there, at `path` below the site's `root`. Of what is no text nobody
    /// knows the bytes: it has none. `None` for a file that is not part of a site with this theme.
    #[must_use]
    pub fn supposed(root: &Path, theme: &str, path: &Arc<str>, text: &Arc<str>) -> Option<Self> {
        let (kind, layer, name) = place::classify(path, theme)?;
        if place::is_below_ignored(path) {
            return None;
        }
        let is_text = place::is_text(kind);
        Some(SourceFile {
            path: path.clone(),
            name: name.into(),
            disk: root.join(&**path),
            kind,
            layer,
            hash: if is_text { read::hash(text) } else { 0 },
            text: match is_text {
                true => text.clone().into(),
                false => Text::none(),
            },
            bytes: (!is_text).then_some(&[]),
            size: if is_text { text.len() as u64 } else { 0 },
            modified: 0,
        })
    }

    /// Whether it surely holds the same bytes. Of an asset whose time proves nothing that cannot be said unless it was
    /// not even looked at again.
    fn is_known_to_equal(self: &Arc<Self>, before: &Arc<Self>) -> bool {
        if Arc::ptr_eq(self, before) {
            return true;
        }
        let is_proved = match (self.has_text(), self.layer) {
            (true, _) => before.has_text() && self.hash == before.hash,
            (false, Layer::Embedded) => true,
            (false, _) => self.modified != 0 && self.modified == before.modified,
        };
        is_proved && self.layer == before.layer && self.size == before.size
    }
}

/// Whether a file of a site at `path`, which counts from its root, is read as text.
fn holds_text(path: &str) -> bool {
    let theme = path.split('/').nth(1).unwrap_or_default();
    place::classify(path, theme).is_some_and(|(kind, ..)| place::is_text(kind))
}

/// Reads `site.yaml` of the site in `root`.
///
/// # Errors
/// There is none, or it cannot be read as text.
pub fn read_config(root: &Path) -> Result<Arc<SourceFile>, Box<Diagnostic>> {
    let disk = root.join(CONFIG);
    if let Err(error) = std::fs::metadata(&disk)
        && error.kind() == io::ErrorKind::NotFound
        && !disk.is_symlink()
    {
        return Err(Box::new(no_config(root)));
    }
    let path: Arc<str> = CONFIG.into();
    if disk.is_symlink() {
        scan::check_link(&disk, &scan::Grounds::new(root, None), CONFIG)?;
    }
    let read = read::read_text(&disk, &path, SystemTime::now())?;
    Ok(Arc::new(SourceFile {
        name: path.clone(),
        path,
        disk,
        kind: Kind::Config,
        layer: Layer::Site,
        hash: read::hash(&read.text),
        text: read.text.into(),
        bytes: None,
        size: read.size,
        modified: read.modified,
    }))
}

fn no_config(root: &Path) -> Diagnostic {
    let folder = root.display();
    if !root.is_dir() {
        return Diagnostic::error("no-site", format!("there is no folder `{folder}`"))
            .help("name the folder of a site with `--root`");
    }
    let diagnostic = Diagnostic::error("no-site", format!("there is no `{CONFIG}` in `{folder}`"));
    if root.join("site.yml").exists() {
        return diagnostic.help(format!("rename `site.yml` to `{CONFIG}`"));
    }
    diagnostic.help(
        "go to the folder of your site, or name it with `--root`, or make a new site with `yuimaru init FOLDER`",
    )
}

/// Reads one more text file, by the rules that hold for the site's own: a BOM is dropped, CRLF becomes LF. `path` is
/// what diagnostics call it.
///
/// # Errors
/// It does not exist, is no plain file, may not be read, is not UTF-8, holds NUL bytes or is too large.
pub fn read_text(disk: &Path, path: &str) -> Result<Arc<str>, Box<Diagnostic>> {
    read::read_text(disk, &path.into(), SystemTime::now()).map(|read| read.text)
}
