//! The page that a template or a component names: by its key, or by any of its source files.

use tera::{Error, TeraResult};

use crate::model::{Entry, Site, links};
use crate::nearest::nearest;
use crate::unicode::nfc;

/// What a name leads to.
pub(super) enum Named<'a> {
    /// A page or section.
    Entry(&'a Entry),
    /// One that is not published now.
    Unpublished,
    /// One that could not be read, which has been told.
    Unread,
}

/// What a key or a source path below `content/` names.
pub(super) fn find<'a>(site: &'a Site, written: &str) -> TeraResult<Named<'a>> {
    // Most names are keys as they stand.
    if let Some(entry) = site.entries.get(written) {
        return Ok(Named::Entry(entry));
    }
    let path = nfc(written.trim_matches('/'));
    let path = path.strip_prefix("content/").unwrap_or(&path);
    let stem = path.strip_suffix(".md").unwrap_or(path);
    for (key, _) in links::keys_named(site, stem) {
        if let Some(entry) = site.entries.get(&key) {
            return Ok(Named::Entry(entry));
        }
        // What is unread is not published either.
        if site.unread.hides(&key) || site.unread.keys().any(|unread| *unread == *key) {
            return Ok(Named::Unread);
        }
        if site.unpublished.contains(&*key) {
            return Ok(Named::Unpublished);
        }
    }
    let keys = || site.entries.keys().map(|key| &**key);
    let near = links::keys_named(site, stem).find_map(|(key, _)| nearest(&key, keys()));
    Err(Error::message(match near {
        Some(near) => format!("there is no page `{written}`; did you mean `{near}`?"),
        None => format!("there is no page `{written}`"),
    }))
}
