//! The theme's own assets: names with a fingerprint, and style sheets that use them.
//!
//! A fingerprint is that of the bytes as they are published, so a style sheet has its own only when those of all files
//! it refers to are known. Sheets that import each other in a circle share their fate: the bytes of all of them, before
//! the names are put in, make the fingerprint of each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};
use sha2::{Digest, Sha256};

use super::css::{references, unescaped};
use super::{Asset, AssetBytes, Assets, Base, Wanted};
use crate::config::has_scheme;
use crate::diag::Diagnostic;

/// The folder of fingerprinted files in the output.
const FOLDER: &str = "assets";

/// What is left as it is in a URL inside a style sheet.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// What would end a URL there, with or without quotes, or be read as an escape.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'\\');

/// The first bytes of the SHA-256 of a file.
pub(super) type Fingerprint = [u8; 4];

/// The fingerprint of these bytes.
pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    shorten(Sha256::new().chain_update(bytes))
}

/// The fingerprint of what the hasher was given.
pub(super) fn shorten(hasher: Sha256) -> Fingerprint {
    let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
    [a, b, c, d]
}

/// The output path of the theme's asset `name`: `assets/fonts/x.3f2a9c1d.woff2`.
pub(super) fn output_path(name: &str, fingerprint: Fingerprint) -> Arc<str> {
    let (folder, file) = match name.rsplit_once('/') {
        Some((folder, file)) => (format!("{FOLDER}/{folder}"), file),
        None => (FOLDER.to_owned(), name),
    };
    let print = format!("{:08x}", u32::from_be_bytes(fingerprint));
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            format!("{folder}/{stem}.{print}.{extension}")
        }
        _ => format!("{folder}/{file}.{print}"),
    }
    .into()
}

/// A style sheet whose references are not yet put in.
pub(super) struct StyleSheet {
    /// Its source path, for diagnostics.
    pub(super) path: Arc<str>,
    /// As it stands on disk.
    pub(super) text: Arc<str>,
    /// Where its bytes are, if they need no change.
    pub(super) bytes: AssetBytes,
}

/// A reference in which something is put in.
struct Reference {
    /// What is to be written anew, in bytes of the style sheet.
    span: Range<usize>,
    target: Target,
    /// What stands there before the name of the file, and behind it.
    around: (String, String),
}

enum Target {
    /// The theme's, by its name below `static/`.
    Theme(Arc<str>),
    /// A file that the site has in the place of the theme's, with its name for good.
    Site(String),
    /// The path of `base_url`, before a path from the root of the site.
    Base,
}

impl Reference {
    fn of_theme(&self) -> Option<&Arc<str>> {
        match &self.target {
            Target::Theme(name) => Some(name),
            Target::Site(_) | Target::Base => None,
        }
    }
}

/// Puts the fingerprinted names of the theme's assets and of one another into `sheets` (by name below `static/`), the path
/// of `base_url` before paths from the root of the site, and adds them. What the site has stands in the place of the theme's.
pub(super) fn add_style_sheets(
    sheets: &BTreeMap<Arc<str>, StyleSheet>,
    base: &Base,
    all: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut waiting: BTreeMap<&Arc<str>, Vec<Reference>> = BTreeMap::new();
    for (name, sheet) in sheets {
        let found = find_references(name, sheet, (base, sheets), all, diagnostics);
        waiting.insert(name, found);
    }
    let assets = &mut all.theme;
    while !waiting.is_empty() {
        let mut ready: BTreeSet<Arc<str>> = waiting
            .iter()
            .filter(|(_, found)| {
                let mut targets = found.iter().filter_map(Reference::of_theme);
                targets.all(|target| assets.contains_key(target))
            })
            .map(|(name, _)| Arc::clone(name))
            .collect();
        let circle = if ready.is_empty() {
            ready = waiting.keys().map(|name| Arc::clone(name)).collect();
            Some(hash_of_all(sheets, &waiting, assets))
        } else {
            None
        };
        let outputs = circle.map(|circle| outputs_in_circle(&ready, &circle));
        let mut done = Vec::new();
        for name in ready {
            let (Some(sheet), Some(found)) = (sheets.get(&name), waiting.remove(&name)) else {
                continue;
            };
            let text = with_outputs(&sheet.text, &found, |target| {
                let inside = outputs.as_ref().and_then(|outputs| outputs.get(target));
                inside.or_else(|| assets.get(target).map(|asset| &asset.output))
            });
            let output = match outputs.as_ref().and_then(|outputs| outputs.get(&name)) {
                Some(output) => output.clone(),
                None => output_path(&name, fingerprint(text.as_bytes())),
            };
            done.push((name, finished(sheet, &text, output)));
        }
        assets.extend(done);
    }
}

fn finished(sheet: &StyleSheet, text: &str, output: Arc<str>) -> Asset {
    Asset {
        path: sheet.path.clone(),
        size: text.len() as u64,
        bytes: if *text == *sheet.text {
            sheet.bytes.clone()
        } else {
            AssetBytes::Memory(text.as_bytes().into())
        },
        output,
        dimensions: None,
    }
}

/// What all sheets of a circle, and those that wait for one, have in common: their bytes, as far as names are known.
fn hash_of_all(
    sheets: &BTreeMap<Arc<str>, StyleSheet>,
    waiting: &BTreeMap<&Arc<str>, Vec<Reference>>,
    assets: &BTreeMap<Arc<str>, Asset>,
) -> Sha256 {
    let mut hasher = Sha256::new();
    for (name, found) in waiting {
        if let Some(sheet) = sheets.get(*name) {
            let known = |target: &str| assets.get(target).map(|asset| &asset.output);
            hasher.update(with_outputs(&sheet.text, found, known).as_bytes());
        }
        hasher.update([0]);
    }
    hasher
}

fn outputs_in_circle(names: &BTreeSet<Arc<str>>, circle: &Sha256) -> BTreeMap<Arc<str>, Arc<str>> {
    names
        .iter()
        .map(|name| {
            let own = circle.clone().chain_update(name.as_bytes());
            (name.clone(), output_path(name, shorten(own)))
        })
        .collect()
}

/// The sheet with what is to be put in: of an asset the last name of the output, where `output` knows it, for folders are
/// the same in the output as in the theme, so that the rest of a relative URL stays true.
fn with_outputs<'outputs>(
    text: &str,
    found: &[Reference],
    output: impl Fn(&str) -> Option<&'outputs Arc<str>>,
) -> String {
    let mut result = String::with_capacity(text.len() + found.len() * 9);
    let mut copied = 0;
    for reference in found {
        let written = match &reference.target {
            Target::Theme(target) => match output(target) {
                Some(output) => &**output,
                None => continue,
            },
            Target::Site(target) => target,
            Target::Base => "",
        };
        let file = written.rsplit_once('/').map_or(written, |(_, file)| file);
        let (before, behind) = &reference.around;
        result.push_str(&text[copied..reference.span.start]);
        result.push_str(before);
        result.extend(utf8_percent_encode(file, KEPT));
        result.push_str(behind);
        copied = reference.span.end;
    }
    result.push_str(&text[copied..]);
    result
}

fn find_references(
    name: &str,
    sheet: &StyleSheet,
    (base, sheets): (&Base, &BTreeMap<Arc<str>, StyleSheet>),
    all: &mut Assets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Reference> {
    let mut found = Vec::new();
    for span in references(&sheet.text) {
        let written = &sheet.text[span.clone()];
        let url = unescaped(written);
        let (path, behind) = url.split_at(path_of(&url).len());
        if is_elsewhere(path) {
            continue;
        }
        if path.starts_with('/') {
            let wanted = from_root(path, base, &all.site);
            if wanted.base == base.published {
                // It has what it needs.
            } else if *url == *written {
                found.push(Reference {
                    span: span.start..span.start + wanted.written_base,
                    target: Target::Base,
                    around: (base.written.clone(), String::new()),
                });
            } else {
                found.push(Reference {
                    span: span.clone(),
                    target: Target::Base,
                    around: (base.written.clone(), encoded(&url[wanted.written_base..])),
                });
            }
            all.wanted.push(Wanted {
                sheet: sheet.path.clone(),
                text: sheet.text.clone(),
                span,
                paths: vec![wanted.path],
                is_of_site: false,
            });
            continue;
        }
        let find = |target: String| {
            if all.site.contains_key(&*target) {
                return Some(Target::Site(target));
            }
            let is_known = all.theme.contains_key(&*target) || sheets.contains_key(&*target);
            is_known.then(|| Target::Theme(target.into()))
        };
        let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
        let reference = match resolve(name, path).and_then(find) {
            // Most URLs stay as they are but for the last name.
            Some(target @ Target::Theme(_)) if *url == *written => Reference {
                span: span.start + folder.len()..span.start + path.len(),
                target,
                around: Default::default(),
            },
            Some(target) => {
                let before = match &target {
                    Target::Site(target) => to_site(name, target),
                    Target::Theme(_) | Target::Base => encoded(folder),
                };
                Reference {
                    around: (before, encoded(behind)),
                    span,
                    target,
                }
            }
            None => {
                diagnostics.push(
                    Diagnostic::finding(
                        "unknown-asset",
                        format!("the theme has no file `{path}` beside this style sheet"),
                    )
                    .at(&sheet.path, &sheet.text, span, "no such file")
                    .help("write the path from this style sheet's folder, or add the file to the theme's `static/`"),
                );
                continue;
            }
        };
        found.push(reference);
    }
    found
}

/// What a style sheet of the site's `static/`, which is published as it is, asks of the site.
pub(super) fn wanted_by(name: &str, path: &Arc<str>, text: &Arc<str>, base: &Base) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for span in references(text) {
        let url = unescaped(&text[span.clone()]);
        let url = path_of(&url);
        if is_elsewhere(url) {
            continue;
        }
        let paths = match url.starts_with('/') {
            true => {
                let url = decoded(url);
                let bases = [&base.own, &base.published];
                let below = bases.iter().filter_map(|base| below(&url, base));
                below.map(str::to_owned).collect()
            }
            false => resolve(name, url)
                .map(|found| format!("/{found}"))
                .into_iter()
                .collect(),
        };
        wanted.push(Wanted {
            sheet: path.clone(),
            text: text.clone(),
            span,
            paths,
            is_of_site: true,
        });
    }
    wanted
}

/// Whether a path is none of the site's.
fn is_elsewhere(path: &str) -> bool {
    path.is_empty() || path.starts_with("//") || has_scheme(path)
}

/// A URL without query and fragment.
fn path_of(url: &str) -> &str {
    &url[..url.find(['?', '#']).unwrap_or(url.len())]
}

pub(super) fn decoded(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    crate::unicode::nfc(&decoded).into_owned()
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNSAFE).to_string()
}

/// What of a path lies below a base.
fn below<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let below = path.strip_prefix(base)?;
    below.starts_with('/').then_some(below)
}

/// A path from the root of the site.
struct FromRoot<'b> {
    /// Without the path of `base_url`, decoded.
    path: String,
    /// The base that was before it; empty where it was written as in a text.
    base: &'b str,
    /// The bytes of that base in the URL.
    written_base: usize,
}

fn from_root<'b>(url: &str, base: &'b Base, files: &BTreeMap<Arc<str>, Asset>) -> FromRoot<'b> {
    let path = decoded(url);
    let is_file = files.contains_key(path.trim_start_matches('/'));
    let bases = [&base.published, &base.own].into_iter();
    let mut bases = bases.filter(|base| !base.is_empty() && !is_file);
    let with_base = bases.find_map(|base| {
        let below = below(&path, base)?.to_owned();
        let names = base.matches('/').count();
        let (written_base, _) = url.match_indices('/').nth(names)?;
        Some((below, base, written_base))
    });
    match with_base {
        Some((path, base, written_base)) => FromRoot {
            path,
            base,
            written_base,
        },
        None => FromRoot {
            path,
            base: "",
            written_base: 0,
        },
    }
}

/// The folder of the site's file `target` as seen from where the style sheet `name` is published.
fn to_site(name: &str, target: &str) -> String {
    let up = "../".repeat(1 + name.matches('/').count());
    let folders = target.rsplit_once('/').map_or("", |(folders, _)| folders);
    let folders = folders.split('/').filter(|folder| !folder.is_empty());
    folders.fold(up, |mut path, folder| {
        path.extend(utf8_percent_encode(folder, KEPT));
        path.push('/');
        path
    })
}

/// The name below `static/` that a relative URL in the style sheet `name` means; `None` outside.
fn resolve(name: &str, path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut names: Vec<&str> = name.split('/').collect();
    names.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            _ => names.push(part),
        }
    }
    let joined = names.join("/");
    Some(crate::unicode::nfc(&joined).into_owned())
}
