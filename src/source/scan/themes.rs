//! Which themes there are, and what to say when the one that is asked for is not among them or cannot be read.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::link::{Grounds, check_link};
use crate::diag::Diagnostic;
use crate::nearest::nearest;
use crate::source::unreadable::{
    closed_folder, is_closed, not_a_folder, unreadable, unreadable_folder,
};
use crate::source::{CONFIG, Sources, embedded};
use crate::unicode::nfc;

/// The folder of the theme `theme` (in NFC) on disk, from the root, where there is one.
///
/// # Errors
/// It cannot be told whether there is one, or nothing in it can be read. Another theme in its place would be published
/// without a word.
pub(super) fn theme_folder(
    root: &Path,
    grounds: &Grounds,
    theme: &str,
) -> Result<Option<String>, Box<Diagnostic>> {
    if !check_folder("themes", root, grounds)? {
        return Ok(None);
    }
    let failed = |error: io::Error| Box::new(unreadable_folder(&"themes".into(), &error));
    let mut found: Option<String> = None;
    for entry in root.join("themes").read_dir().map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().into_string();
        // Of two names that are the same in NFC the same one on every file system.
        found = name.ok().filter(|name| nfc(name) == theme).max(found);
    }
    let Some(name) = found else {
        return Ok(None);
    };
    let folder = format!("themes/{name}");
    let exists = check_folder(&folder, root, grounds)?;
    Ok(exists.then_some(folder))
}

/// Whether there is a folder at `relative`, whose parent exists.
///
/// # Errors
/// Something else is there, or what is in it cannot be reached.
fn check_folder(relative: &str, root: &Path, grounds: &Grounds) -> Result<bool, Box<Diagnostic>> {
    let disk = root.join(relative);
    let path = nfc(relative).into();
    let metadata = match disk.symlink_metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Box::new(unreadable(&path, &disk, &error))),
    };
    if metadata.is_symlink() {
        check_link(&disk, grounds, &path)?;
    }
    if is_closed(&disk) {
        return Err(Box::new(closed_folder(&path, &disk)));
    }
    match disk.is_dir() {
        true => Ok(true),
        false => Err(Box::new(not_a_folder(&path))),
    }
}

/// The error for a theme that is neither in the binary nor below `themes/`.
pub(super) fn unknown_theme(root: &Path, theme: &str, sources: &Sources) -> Option<Diagnostic> {
    let name = nfc(theme);
    let is_told = ["themes", &format!("themes/{name}")]
        .iter()
        .any(|folder| sources.unread.contains(*folder));
    if name == embedded::NAME || is_told {
        return None;
    }
    let known = theme_names(root);
    if known.contains(&*name) {
        return None;
    }
    let help = match nearest(&name, known.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("there is: {}", Vec::from_iter(known).join(", ")),
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

/// Names of folders below `themes/`, in NFC, and that of the theme in the binary.
fn theme_names(root: &Path) -> BTreeSet<String> {
    let entries = root.join("themes").read_dir().into_iter().flatten();
    entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .map(|name| nfc(&name).into_owned())
        .chain([embedded::NAME.to_owned()])
        .collect()
}
