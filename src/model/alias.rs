//! Old addresses of pages, which lead to the new ones.

use super::{Page, PageId, Site, links, path};

/// An old address: a URL path without base path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Alias {
    /// `/old.html`
    File(String),
    /// `/old/`, with its slash at the end.
    Folder(String),
}

/// The old addresses that lead to this version of a page.
pub(super) fn of<'a>(site: &'a Site, page: &'a Page) -> impl Iterator<Item = Alias> + 'a {
    page.front
        .aliases
        .iter()
        .map(|alias| alias.value.as_str())
        .filter(|alias| !alias.starts_with('/') || leads_here(site, page, alias))
        .filter_map(|alias| {
            let path = path_of(site, page, alias)?;
            // `/old.html` is a file; `/2.0/` says with its slash that it is none.
            let is_file = !alias.ends_with('/') && path::split_folder(&path).1.contains('.');
            Some(if is_file {
                Alias::File(path)
            } else {
                Alias::Folder(format!("{path}/"))
            })
        })
}

/// Whether this version is the one that an address from the site's root leads to: what its own file says always does.
/// All versions inherit the addresses of a facts file, and one address can lead to one of them: the default
/// language's, else the origin's, else the first.
fn leads_here(site: &Site, page: &Page, alias: &str) -> bool {
    let own = page
        .document
        .iter()
        .flat_map(|document| &document.front.aliases);
    if own.into_iter().any(|one| one.value == alias) {
        return true;
    }
    let Some(entry) = site.entries.get(&page.key) else {
        return true;
    };
    let has = |id: &PageId| {
        let other = site.page(*id);
        other.copy_of.is_none() && other.front.aliases.iter().any(|one| one.value == alias)
    };
    let default = entry.versions[site.config.default_language.index()];
    let mut candidates = default
        .into_iter()
        .chain([entry.origin])
        .chain(entry.versions.iter().copied().flatten());
    candidates.find(has).is_none_or(|first| first == page.id)
}

/// An alias `/x/` from the site's root, else relative to the section of its page; without a slash at its end.
pub(super) fn path_of(site: &Site, page: &Page, alias: &str) -> Option<String> {
    let above = site.ancestors[page.id.index()].last();
    let section = match (alias.starts_with('/'), above) {
        (true, _) => "/",
        (false, Some(section)) => &site.page(*section).path,
        // The home page is a section itself.
        (false, None) => &page.path,
    };
    // Old addresses are often copied from where they stand encoded.
    let decoded = links::decode(alias);
    [&*decoded, alias]
        .into_iter()
        .filter(|written| !written.chars().any(char::is_control))
        .filter_map(|written| path::join(section, written))
        .find(|path| !path.is_empty())
        .map(|path| format!("/{path}"))
}
