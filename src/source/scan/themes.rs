//! Which themes there are, and what to say when the one that is asked for is not among them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::Diagnostic;
use crate::nearest::nearest;
use crate::source::{CONFIG, Sources, embedded};
use crate::unicode::nfc;

/// The error for a theme that is neither in the binary nor below `themes/`.
pub(super) fn unknown_theme(root: &Path, theme: &str, sources: &Sources) -> Option<Diagnostic> {
    let known = theme_folders(root);
    let name = nfc(theme);
    if name == embedded::NAME || known.contains_key(&*name) {
        return None;
    }
    let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
    if !names.contains(&embedded::NAME) {
        names.push(embedded::NAME);
    }
    names.sort_unstable();
    let help = match nearest(&name, names.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("there is: {}", names.join(", ")),
    };
    let diagnostic = Diagnostic::error(
        "unknown-theme",
        format!("there is no theme `{theme}` in `themes/`"),
    )
    .help(help);
    let config = sources.files.get(CONFIG);
    Some(match config.and_then(|file| Some((file, file.text()?))) {
        Some((file, text)) => match theme_line(text) {
            Some(span) => diagnostic.at(&file.path, text, span, "this theme"),
            None => diagnostic.in_file(file.path.clone()),
        },
        None => diagnostic,
    })
}

/// The bytes of the value of the top-level key `theme`. Only for the caret: `config` is what understands YAML.
fn theme_line(text: &str) -> Option<std::ops::Range<usize>> {
    let key = "theme:";
    let line = text
        .match_indices(key)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'))?;
    let rest = text[line + key.len()..].lines().next()?;
    let value = rest.split(" #").next().unwrap_or(rest);
    let start = line + key.len() + (value.len() - value.trim_start().len());
    Some(start..start + value.trim().len())
}

/// Folders below `themes/`: name in NFC, and as the file system spells it.
pub(super) fn theme_folders(root: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(root.join("themes")) else {
        return BTreeMap::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .map(|name| (nfc(&name).into_owned(), name))
        .collect()
}
