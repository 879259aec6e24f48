//! Files that are not text of ours: static files, images, and what their bytes say.

pub mod image;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Diagnosed;
use crate::source::Sources;

/// Where an asset's bytes come from.
#[derive(Debug, Clone)]
pub enum AssetBytes {
    /// Copied from disk (as the file system spells it).
    Disk(PathBuf),
    /// From the binary.
    Embedded(&'static [u8]),
    /// Held in memory: a style sheet whose `url()`s were rewritten, say.
    Memory(Arc<[u8]>),
}

/// One asset.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The source path, for diagnostics.
    pub path: Arc<str>,
    /// Where the bytes are.
    pub bytes: AssetBytes,
    /// Size in bytes.
    pub size: u64,
    /// For theme assets: the output path with a fingerprint, without a leading slash: `assets/style.3f2a9c1d.css`.
    /// For `static/` files: the path below `static/`. For content assets: empty, the model decides.
    pub output: Arc<str>,
    /// Width and height in CSS pixels, for images whose size could be read.
    pub dimensions: Option<(u32, u32)>,
}

/// All assets of a site.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The theme's, by name below `static/` of the theme: `style.css`. The stronger layer has already won.
    pub theme: BTreeMap<Arc<str>, Asset>,
    /// The site's `static/`, by path below it. `robots.txt`, `favicon.ico`.
    pub site: BTreeMap<Arc<str>, Asset>,
    /// Files beside pages, by NFC path below `content/`.
    pub content: BTreeMap<Arc<str>, Asset>,
}

/// Keeps what was read of assets that have not changed (path, size, mtime), so that a refresh reads only what is new.
#[derive(Debug, Default)]
pub struct AssetMemo {}

/// Reads what must be known of every asset: sizes of images, fingerprints of the theme's files.
pub fn load(_sources: &Sources, _memo: &mut AssetMemo) -> Diagnosed<Assets> {
    Diagnosed::clean(Assets::default())
}
