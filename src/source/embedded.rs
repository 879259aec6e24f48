//! The default theme in the binary, as files of the weakest layer.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::place::{classify_in_theme, is_ignored, is_text};
use super::read::hash;
use super::{Layer, SourceFile, Text};

/// The name of the theme in the binary.
pub(super) const NAME: &str = "default";

/// What paths of embedded files begin with; not a path that could exist beside them in the site.
const PREFIX: &str = "theme default: ";

const THEME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// All files of the default theme, sorted by path.
pub(super) fn files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&THEME, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<SourceFile>) {
    for file in folder.files() {
        if let Some(path) = file.path().to_str()
            && let Some(file) = source_file(path, file.contents())
        {
            files.push(file);
        }
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

fn source_file(path: &'static str, bytes: &'static [u8]) -> Option<SourceFile> {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if is_ignored(parent, name, false) {
        return None;
    }
    let (kind, name) = classify_in_theme(path)?;
    // The theme's own texts are UTF-8 and were checked when the binary was made (see the tests).
    let text: Option<Arc<str>> =
        is_text(kind).then(|| String::from_utf8_lossy(bytes).replace("\r\n", "\n").into());
    Some(SourceFile {
        path: format!("{PREFIX}{path}").into(),
        name: name.into(),
        disk: std::path::PathBuf::new(),
        kind,
        layer: Layer::Embedded,
        hash: text.as_deref().map_or(0, hash),
        bytes: text.is_none().then_some(bytes),
        text: text.map_or_else(Text::none, Text::from),
        size: bytes.len() as u64,
        modified: 0,
    })
}
