//! What a link or image in a text leads to, and whether it exists.
//!
//! One pure function resolves; the check at assembly and the renderer both ask it, so that they cannot disagree.

mod check;
mod suggest;

pub use check::{Reference, Suspect, each_reference, missing_fragment, nothing_at, suspects};
pub(super) use check::{check, check_facts};

pub use crate::config::has_scheme;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::resources::Resource;
use super::{Page, Site, Target, path};
use crate::assets::Asset;
use crate::config::Lang;
use crate::unicode::nfc;

/// Where a reference leads.
#[derive(Debug, Clone)]
pub enum Resolved<'a> {
    /// Out of the site, or to nothing that we know of: written as it stands.
    External,
    /// To a part of the same page: written as it stands.
    Fragment,
    /// To a page; with the query and fragment as written.
    Page {
        /// The page.
        page: &'a Page,
        /// `?…#…`, or nothing.
        rest: &'a str,
    },
    /// To a URL path of the site that is no page: without base path, not encoded, with the query and fragment as written.
    Path {
        /// The path, decoded and NFC.
        path: Cow<'a, str>,
        /// `?…#…`, or nothing.
        rest: &'a str,
        /// Width and height, where it is an image of ours.
        dimensions: Option<(u32, u32)>,
    },
    /// To a page that is not published now: a draft, too early or expired.
    Unpublished,
    /// To a file that does not exist.
    Missing(Missing),
}

/// A file that a reference names in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The path below `content/` that was looked for.
    pub wanted: String,
}

/// Resolves a destination as written in the text of `page`, for readers of `page.lang`.
#[must_use]
pub fn resolve<'a>(site: &'a Site, page: &Page, destination: &'a str) -> Resolved<'a> {
    if destination.is_empty() || is_external(destination) {
        return Resolved::External;
    }
    if destination.starts_with('#') {
        return Resolved::Fragment;
    }
    let (written, rest) = split_rest(destination);
    let decoded = decode(written);
    if let Some(absolute) = decoded.strip_prefix('/') {
        if !absolute.ends_with(".md") {
            return site_path(site, decoded, rest);
        }
        return source(site, page, absolute, rest, "");
    }
    source(site, page, &decoded, rest, &page.folder)
}

/// [`resolve`] for a link, which may lead to a file beside a page that is not in the readers' language: like the page, it
/// is offered as it is. An image must be there in the language.
#[must_use]
pub fn resolve_link<'a>(site: &'a Site, page: &Page, destination: &'a str) -> Resolved<'a> {
    match resolve(site, page, destination) {
        Resolved::Unpublished => {
            in_another_language(site, page, destination).unwrap_or(Resolved::Unpublished)
        }
        resolved => resolved,
    }
}

fn in_another_language<'a>(
    site: &'a Site,
    page: &Page,
    destination: &'a str,
) -> Option<Resolved<'a>> {
    let (written, rest) = split_rest(destination);
    let decoded = decode(written);
    if decoded.starts_with('/') {
        return None;
    }
    let joined = path::join(&page.folder, &decoded)?;
    let mut langs = std::iter::once(site.config.default_language).chain(site.config.langs());
    let resource = langs.find_map(|lang| site.resources.get(&joined, lang))?;
    Some(resolved_resource(site, resource, rest))
}

/// The path of a destination, and its query and fragment.
#[must_use]
pub fn split_rest(destination: &str) -> (&str, &str) {
    let mut bytes = destination.bytes();
    let at = bytes.position(|byte| matches!(byte, b'?' | b'#'));
    let at = at.unwrap_or(destination.len());
    destination.split_at(at)
}

/// Percent-decodes a path and puts it in NFC; borrowed where it is so already.
#[must_use]
pub fn decode(written: &str) -> Cow<'_, str> {
    if !written.contains('%') {
        return nfc(written);
    }
    let decoded = percent_decode_str(written).decode_utf8_lossy();
    Cow::Owned(nfc(&decoded).into_owned())
}

/// The id that a fragment names, decoded and in NFC, as the ids of texts are.
#[must_use]
pub fn named_id(fragment: &str) -> Cow<'_, str> {
    decode(id_part(fragment))
}

/// The id that a fragment names, decoded and as it is written: so a browser compares it.
#[must_use]
pub fn written_id(fragment: &str) -> Cow<'_, str> {
    percent_decode_str(id_part(fragment)).decode_utf8_lossy()
}

/// What of a fragment names an id: what `:~:` begins is for the browser (WICG, URL Fragment Text Directives).
fn id_part(fragment: &str) -> &str {
    fragment.split(":~:").next().unwrap_or_default()
}

/// Another host, or a query alone.
fn is_external(destination: &str) -> bool {
    destination.starts_with("//") || destination.starts_with('?') || has_scheme(destination)
}

fn site_path<'a>(site: &'a Site, path: Cow<'a, str>, rest: &'a str) -> Resolved<'a> {
    // What ends with a slash is no file, and most site paths do.
    let file = (!path.ends_with('/')).then(|| site.route_at(&path));
    let dimensions = file
        .flatten()
        .and_then(|route| site.asset_of(&route.target))
        .and_then(|asset| asset.dimensions);
    Resolved::Path {
        path,
        rest,
        dimensions,
    }
}

impl Site {
    /// The route that answers a URL path: with or without a final slash or `index.html`.
    #[must_use]
    pub fn route_at(&self, decoded: &str) -> Option<&super::Route> {
        let find = |path: &str| self.by_path.get(path).map(|at| &self.routes[*at]);
        find(decoded)
            .or_else(|| decoded.strip_suffix("index.html").and_then(find))
            .or_else(|| {
                if decoded.ends_with('/') {
                    None
                } else {
                    find(&format!("{decoded}/"))
                }
            })
    }

    /// The asset behind a target.
    #[must_use]
    pub fn asset_of(&self, target: &Target) -> Option<&Asset> {
        match target {
            Target::ThemeAsset(name) => self.assets.theme.get(name),
            Target::SiteAsset(name) => self.assets.site.get(name),
            Target::ContentAsset(name) => self.assets.content.get(name),
            _ => None,
        }
    }
}

/// A reference to a source file: `../resort/plan.md`, with or without `.md` and the language.
fn source<'a>(
    site: &'a Site,
    page: &Page,
    written: &str,
    rest: &'a str,
    folder: &str,
) -> Resolved<'a> {
    let Some(joined) = path::join(folder, written) else {
        return Resolved::Missing(Missing {
            wanted: written.to_owned(),
        });
    };
    let is_markdown = joined.ends_with(".md");
    let stem = joined.strip_suffix(".md").unwrap_or(&joined);
    if !is_markdown && let Some(resource) = site.resources.named(&site.config, &joined, page.lang) {
        return resolved_resource(site, resource, rest);
    }
    // A copy shows its original's text, which may name a file that only the original's language has.
    if !is_markdown
        && page.text_lang != page.lang
        && let Some(resource) = site.resources.get(&joined, page.text_lang)
    {
        return resolved_resource(site, resource, rest);
    }
    for (key, lang) in keys_named(site, stem) {
        let Some(entry) = site.entries.get(&key) else {
            continue;
        };
        // A version that is held back is stood in for by another; one that is not there was named in vain.
        if let Some(lang) = lang
            && entry.versions[lang.index()].is_none()
            && !site.held_back.contains(&(entry.key.clone(), lang))
        {
            break;
        }
        let wanted = lang.unwrap_or(page.lang);
        let id = entry.versions[wanted.index()].unwrap_or(entry.origin);
        return Resolved::Page {
            page: site.page(id),
            rest,
        };
    }
    let is_unpublished = keys_named(site, stem).any(|(key, _)| site.unpublished.contains(&*key));
    // A file that exists and has no address belongs to a page that is not published, here or at all.
    if is_unpublished || (!is_markdown && site.assets.content.contains_key(joined.as_str())) {
        return Resolved::Unpublished;
    }
    Resolved::Missing(Missing { wanted: joined })
}

fn resolved_resource<'a>(site: &'a Site, resource: &'a Resource, rest: &'a str) -> Resolved<'a> {
    let dimensions = site
        .assets
        .content
        .get(&resource.asset)
        .and_then(|asset| asset.dimensions);
    Resolved::Path {
        path: Cow::Borrowed(&resource.path),
        rest,
        dimensions,
    }
}

/// The keys that a path below `content/` without `.md` may mean, the likeliest first, and the language where the path
/// names one.
pub fn keys_named<'s>(
    site: &'s Site,
    stem: &'s str,
) -> impl Iterator<Item = (Cow<'s, str>, Option<Lang>)> {
    let with_lang = stem
        .rsplit_once('.')
        .and_then(|(base, code)| Some((base, site.config.lang(code)?)));
    let plain = std::iter::once((stem, None));
    plain
        .chain(with_lang.map(|(base, lang)| (base, Some(lang))))
        .flat_map(|(stem, lang)| {
            let stem = stem.trim_end_matches('/');
            let bundle = stem.strip_suffix("/index");
            // Made only if it is asked for: most links name a page.
            let section = std::iter::once_with(|| Cow::Owned(path::section_key(stem)));
            std::iter::once(stem)
                .chain(bundle)
                .map(Cow::Borrowed)
                .chain(section)
                .map(move |key| (key, lang))
        })
}
