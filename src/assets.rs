//! Files that are not text of ours: static files, images, and what their bytes say.
//!
//! Nothing is read whole but style sheets of the theme: images up to their size, and other files of the theme once,
//! piece by piece, for their fingerprint.

#![allow(clippy::disallowed_methods, reason = "it reads assets")]

mod css;
pub mod image;
mod open;
#[cfg(test)]
mod tests;
mod theme;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::image::ImageProblem;
pub use self::open::OpenAsset;
use self::theme::{Fingerprint, StyleSheet};
use crate::diag::{Diagnosed, Diagnostic};
use crate::source::{self, Kind, Layer, SourceFile, Sources};

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
    /// The theme's, by name below `static/` of the theme: `style.css`. The stronger layer has already won, the site's too.
    pub theme: BTreeMap<Arc<str>, Asset>,
    /// The site's `static/`, by path below it. `robots.txt`, `favicon.ico`.
    pub site: BTreeMap<Arc<str>, Asset>,
    /// Files beside pages, by NFC path below `content/`.
    pub content: BTreeMap<Arc<str>, Asset>,
    /// What style sheets ask of the site, where only all of it tells whether that is there.
    pub wanted: Vec<Wanted>,
}

/// A file that a style sheet asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The source path of the style sheet.
    pub sheet: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// Bytes of the URL in it.
    pub span: Range<usize>,
    /// The URL path without that of `base_url`, decoded: each that it may be; none outside the site.
    pub paths: Vec<String>,
    /// Whether the sheet is the site's own, of `static/`. Most are of others, and not all that they name is needed.
    pub is_of_site: bool,
}

/// The paths before all of the site, without a slash at their ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// That of the address at which the site is published, percent-encoded.
    written: String,
    /// The same decoded.
    published: String,
    /// That of `site.yaml`, which is written into style sheets; another than the first in a preview, or where the command
    /// names an address. Decoded.
    own: String,
}

impl Base {
    /// From `/exchange/` as the site is published and as `site.yaml` has it.
    #[must_use]
    pub fn new(published: &str, own: &str) -> Self {
        let plain = |base: &str| theme::decoded(base.trim_end_matches('/'));
        Base {
            written: published.trim_end_matches('/').to_owned(),
            published: plain(published),
            own: plain(own),
        }
    }
}

/// Keeps what was read of assets that have not changed (path, size, mtime), so that a refresh reads only what is new.
#[derive(Debug, Default)]
pub struct AssetMemo {
    /// By source path; only files of the last load.
    facts: BTreeMap<Arc<str>, Facts>,
}

/// What the bytes of one file say.
#[derive(Debug, Clone)]
struct Facts {
    file: Arc<SourceFile>,
    /// Of the theme's files alone.
    fingerprint: Option<Fingerprint>,
    dimensions: Option<(u32, u32)>,
    problem: Option<Diagnostic>,
    /// Of style sheets in the site's `static/`, where they are UTF-8.
    text: Option<Arc<str>>,
}

/// Reads what must be known of every asset: sizes of images, fingerprints of the theme's files, what style sheets ask for.
pub fn load(sources: &Sources, base: &Base, memo: &mut AssetMemo) -> Diagnosed<Assets> {
    let mut diagnostics = Vec::new();
    let theme_files = strongest(sources);
    let (sheets, others): (Vec<_>, Vec<_>) = theme_files
        .into_values()
        .partition(|file| is_style_sheet(&file.name));
    let plain = sources
        .of(Kind::Static)
        .chain(sources.of(Kind::ContentAsset));
    let files: Vec<&Arc<SourceFile>> = others.into_iter().chain(plain).collect();

    let known = std::mem::take(&mut memo.facts);
    let facts: Vec<Facts> = files
        .par_iter()
        .map(|file| match known.get(&file.path) {
            Some(facts) if is_unchanged(file, facts) => Facts {
                file: Arc::clone(file),
                ..facts.clone()
            },
            _ => read_facts(file),
        })
        .collect();

    let mut assets = Assets::default();
    for (file, facts) in files.into_iter().zip(facts) {
        diagnostics.extend(facts.problem.clone());
        add(file, &facts, &mut assets);
        if let Some(text) = &facts.text {
            let wanted = theme::wanted_by(&file.name, &file.path, text, base);
            assets.wanted.extend(wanted);
        }
        memo.facts.insert(file.path.clone(), facts);
    }
    let sheets = read_style_sheets(&sheets, &mut assets, &mut diagnostics);
    theme::add_style_sheets(&sheets, base, &mut assets, &mut diagnostics);
    Diagnosed {
        value: assets,
        diagnostics,
    }
}

/// The theme's static files, by name, the strongest layer first; none that the site has a file for in its own `static/`,
/// which is published under its own name.
fn strongest(sources: &Sources) -> BTreeMap<&Arc<str>, &Arc<SourceFile>> {
    let mut files: BTreeMap<&Arc<str>, &Arc<SourceFile>> = BTreeMap::new();
    for file in sources.of(Kind::ThemeStatic) {
        let winner = files.entry(&file.name).or_insert(file);
        if file.layer < winner.layer {
            *winner = file;
        }
    }
    for file in sources.of(Kind::Static) {
        files.remove(&file.name);
    }
    files
}

fn is_style_sheet(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("css"))
}

/// A file on disk whose time proves nothing is read every time that a scan has looked at it.
fn is_unchanged(file: &Arc<SourceFile>, facts: &Facts) -> bool {
    let is_provable = file.modified != 0 || file.layer == Layer::Embedded;
    let is_same = facts.file.size == file.size && facts.file.modified == file.modified;
    Arc::ptr_eq(file, &facts.file) || (is_provable && is_same)
}

fn add(file: &SourceFile, facts: &Facts, assets: &mut Assets) {
    let (list, output) = match (file.kind, facts.fingerprint) {
        (Kind::ThemeStatic, Some(print)) => {
            (&mut assets.theme, theme::output_path(&file.name, print))
        }
        (Kind::Static, _) => (&mut assets.site, file.name.clone()),
        (Kind::ContentAsset, _) => (&mut assets.content, "".into()),
        _ => return,
    };
    let asset = Asset {
        path: file.path.clone(),
        bytes: bytes_of(file),
        size: file.size,
        output,
        dimensions: facts.dimensions,
    };
    list.insert(file.name.clone(), asset);
}

fn bytes_of(file: &SourceFile) -> AssetBytes {
    match file.bytes {
        Some(bytes) => AssetBytes::Embedded(bytes),
        None => AssetBytes::Disk(file.disk.clone()),
    }
}

trait ReadSeek: BufRead + Seek {}
impl<T: BufRead + Seek> ReadSeek for T {}

fn open(file: &SourceFile) -> io::Result<Box<dyn ReadSeek>> {
    Ok(match file.bytes {
        Some(bytes) => Box::new(Cursor::new(bytes)),
        None => Box::new(BufReader::new(open_on_disk(file)?)),
    })
}

fn open_on_disk(file: &SourceFile) -> io::Result<File> {
    source::open_without_waiting(&file.disk)
}

fn read_facts(file: &Arc<SourceFile>) -> Facts {
    let mut facts = Facts {
        file: file.clone(),
        fingerprint: None,
        dimensions: None,
        problem: None,
        text: None,
    };
    if file.kind == Kind::Static && is_style_sheet(&file.name) {
        let mut text = String::new();
        let read = open(file).and_then(|mut bytes| bytes.read_to_string(&mut text));
        facts.text = read.ok().map(|_| text.into());
    }
    if file.kind == Kind::ThemeStatic {
        match open(file).and_then(|mut bytes| hash(&mut bytes)) {
            Ok(print) => facts.fingerprint = Some(print),
            Err(error) => {
                facts.problem = Some(unreadable(file, &error));
                return facts;
            }
        }
    }
    if image::is_image(&file.name)
        // What cannot be opened was said when it was listed, or will be when it is copied.
        && let Ok(mut bytes) = open(file)
    {
        match image::dimensions(&file.name, &mut bytes) {
            Ok(dimensions) => facts.dimensions = dimensions,
            Err(problem) => facts.problem = Some(no_dimensions(file, problem)),
        }
    }
    facts
}

fn hash(bytes: &mut impl Read) -> io::Result<Fingerprint> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match bytes.read(&mut chunk)? {
            0 => return Ok(theme::shorten(hasher)),
            length => hasher.update(&chunk[..length]),
        }
    }
}

fn unreadable(file: &SourceFile, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
        .in_file(file.path.clone())
}

fn no_dimensions(file: &SourceFile, problem: ImageProblem) -> Diagnostic {
    let message = match problem {
        ImageProblem::Damaged => "the image is damaged, or no image at all",
        ImageProblem::Unsupported => "the image is of a kind that browsers do not show",
    };
    Diagnostic::warning("image-unreadable", message)
        .in_file(file.path.clone())
        .help("open it in an image editor and save it as PNG, JPEG, WebP or SVG")
}

/// The texts of the theme's style sheets, by name. One that is no text is added to `assets` as it is.
fn read_style_sheets(
    files: &[&Arc<SourceFile>],
    assets: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Arc<str>, StyleSheet> {
    let mut sheets = BTreeMap::new();
    for file in files {
        let text = match file.bytes {
            // Not `read_text`: a style sheet is published byte by byte as it is, line ends and all.
            Some(bytes) => bytes.to_vec(),
            None => {
                let mut bytes = Vec::new();
                let read = open_on_disk(file).and_then(|mut file| file.read_to_end(&mut bytes));
                if let Err(error) = read {
                    diagnostics.push(unreadable(file, &error));
                    continue;
                }
                bytes
            }
        };
        match String::from_utf8(text) {
            Ok(text) => {
                let sheet = StyleSheet {
                    path: file.path.clone(),
                    text: text.into(),
                    bytes: bytes_of(file),
                };
                sheets.insert(file.name.clone(), sheet);
            }
            Err(error) => {
                diagnostics.push(
                    Diagnostic::warning("not-utf8", "the style sheet is not UTF-8, and is published as it is")
                        .in_file(file.path.clone())
                        .help("save it as UTF-8, so that its references to fonts and images can be followed"),
                );
                let print = theme::fingerprint(error.as_bytes());
                let facts = Facts {
                    file: Arc::clone(file),
                    fingerprint: Some(print),
                    dimensions: None,
                    problem: None,
                    text: None,
                };
                add(file, &facts, assets);
            }
        }
    }
    sheets
}
