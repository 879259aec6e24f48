//! The only reader of content: path to text, hash and kind.
//!
//! A [`Sources`] is everything a site is made of, as it was at one moment. Text files are read whole; assets are
//! listed and read later by `assets`. Paths are relative to the site's root, with `/`, in NFC.

mod scan;

pub use scan::{ScanOptions, scan};

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// `themes/<name>/static/**`: fingerprinted.
    ThemeStatic,
    /// `static/**`: copied as it is.
    Static,
    /// `themes/<name>/theme.yaml`
    ThemeConfig,
    /// `archetypes/*.md`
    Archetype,
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
    /// For text kinds: the text as it stands on disk, without a BOM, with CRLF turned into LF; `None` where it cannot be read (a diagnostic says why) and for assets.
    pub text: Option<Arc<str>>,
    /// For embedded static files: the bytes.
    pub bytes: Option<&'static [u8]>,
    /// Hash of the text (rapidhash), 0 for assets.
    pub hash: u64,
    /// Size in bytes on disk, for assets.
    pub size: u64,
    /// Modification time in nanoseconds since the epoch: only to find unchanged files again, never for output.
    pub modified: i128,
}

/// All files of a site, by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// By [`SourceFile::path`].
    pub files: BTreeMap<Arc<str>, Arc<SourceFile>>,
}

impl Sources {
    /// The files of one kind, in the order of their paths.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values().filter(move |file| file.kind == kind)
    }
}
