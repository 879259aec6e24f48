//! What a command's words name: pages and languages.

use std::sync::Arc;

use crate::config::{Config, Lang};
use crate::model::Site;
use crate::model::path::{self, Classified};
use crate::nearest::nearest;
use crate::source::SourceFile;
use crate::unicode::nfc;

/// What stands for all messages where a page is asked for.
const MESSAGES: &str = "messages";

/// What PAGE names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A page, by its key.
    Page(Arc<str>),
    /// The messages. A page of that key can be named by its file.
    Messages,
}

/// The page or the messages that PAGE names.
///
/// # Errors
/// There is no such page: what to write instead, after a line break.
pub fn chosen(site: &Site, written: &str) -> Result<Chosen, String> {
    match written {
        MESSAGES => Ok(Chosen::Messages),
        _ => key(site, written).map(Chosen::Page),
    }
}

/// The key that PAGE names: a key (`film/plan`, `film`, `_index`) or the path of a source file in any language,
/// from the site's root, `content/` or the working directory.
///
/// # Errors
/// There is no such page: what to write instead, after a line break.
pub fn key(site: &Site, written: &str) -> Result<Arc<str>, String> {
    let name = nfc(written);
    let name = name.trim_start_matches("./").trim_matches('/');
    let name = name.strip_prefix("content/").unwrap_or(name);
    let from_file = match name.ends_with(".md") {
        true => match path::classify(name, &site.config) {
            Classified::Document { key, .. } => key,
            Classified::UnknownLanguage(_) | Classified::Misnamed(_) => name,
        },
        false => name,
    };
    let section = format!("{from_file}/_index");
    let known = [from_file, section.as_str()]
        .into_iter()
        .find_map(|key| site.entries.get(key));
    if let Some(entry) = known {
        return Ok(entry.key.clone());
    }
    if let Some(key) = key_of_file(site, written) {
        return Ok(key);
    }
    let keys = site.entries.keys().map(|key| &**key);
    Err(match nearest(from_file, keys) {
        Some(near) => format!("there is no page `{written}`\ndid you mean `{near}`?"),
        None => format!(
            "there is no page `{written}`\nname it by its key, as `yuimaru status` lists them, or by its file"
        ),
    })
}

/// The key of the page with this source file, named as a shell completes it: from the working directory, or from `/`.
fn key_of_file(site: &Site, written: &str) -> Option<Arc<str>> {
    if !written.ends_with(".md") {
        return None;
    }
    let named = std::path::absolute(written).ok()?;
    let is_named = |file: &SourceFile| {
        std::path::absolute(&file.disk).is_ok_and(|disk| {
            disk == named || nfc(&disk.to_string_lossy()) == nfc(&named.to_string_lossy())
        })
    };
    let mut pages = site.pages.iter();
    pages
        .find(|page| page.source.as_deref().is_some_and(is_named))
        .map(|page| page.key.clone())
}

/// The language with this code.
///
/// # Errors
/// The site has none: what to write instead, after a line break.
pub fn lang(config: &Config, code: &str) -> Result<Lang, String> {
    config.lang(code).ok_or_else(|| {
        let codes: Vec<&str> = config
            .languages
            .iter()
            .map(|language| language.code.as_str())
            .collect();
        format!(
            "the site has no language `{code}`\nwrite one of: {}",
            codes.join(", ")
        )
    })
}
