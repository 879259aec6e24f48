//! Names that one file uses and another declares: taxonomies, and what `site.yaml` says of pages.

use std::borrow::Cow;

use super::{Site, links, path};
use crate::config::{Config, MenuItem};
use crate::diag::Diagnostic;
use crate::parse::FrontMatter;
use crate::source::SourceFile;

/// Taxonomies that a file uses and `site.yaml` does not declare. Asked of each file before facts are merged, while
/// places are those of the file.
pub(super) fn taxonomies(
    config: &Config,
    source: &SourceFile,
    front: &FrontMatter,
) -> Vec<Diagnostic> {
    let names: Vec<&str> = config
        .taxonomies
        .iter()
        .map(|taxonomy| taxonomy.id.as_str())
        .collect();
    front
        .taxonomies
        .iter()
        .filter(|(taxonomy, _)| !names.contains(&taxonomy.as_str()))
        .map(|(taxonomy, _)| {
            let message = format!("site.yaml declares no taxonomy `{taxonomy}`");
            let diagnostic = Diagnostic::error("unknown-taxonomy", message);
            let key = front.key_span(&format!("taxonomies.{taxonomy}"));
            let key = key.or_else(|| front.key_span("taxonomies"));
            let diagnostic = match (source.text(), key) {
                (Some(text), Some(span)) => diagnostic.at(&source.path, text, span, ""),
                _ => diagnostic.in_file(source.path.clone()),
            };
            diagnostic.help(match crate::nearest::nearest(taxonomy, names.iter().copied()) {
                Some(near) => format!("write `{near}`, or declare `{taxonomy}: {{}}` below `taxonomies` in site.yaml"),
                None => format!("declare `{taxonomy}: {{}}` below `taxonomies` in site.yaml, or use one of: {}", names.join(", ")),
            })
        })
        .collect()
}

/// Languages that `l10n` of a file names and the site does not have.
pub(super) fn languages(
    config: &Config,
    source: &SourceFile,
    front: &FrontMatter,
) -> Vec<Diagnostic> {
    let Some(l10n) = &front.l10n else {
        return Vec::new();
    };
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    l10n.codes()
        .filter(|code| !codes.contains(&code.value.as_str()))
        .map(|code| {
            let message = format!("`{}` is none of the site's languages", code.value);
            let diagnostic = Diagnostic::error("unknown-language", message);
            let diagnostic = match source.text() {
                Some(text) => diagnostic.at(&source.path, text, code.span.clone(), ""),
                None => diagnostic.in_file(source.path.clone()),
            };
            let near = crate::nearest::nearest(&code.value, codes.iter().copied());
            diagnostic.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of: {}", codes.join(", ")),
            })
        })
        .collect()
}

/// Pages and sections that `site.yaml` names and that do not exist.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let keys = || site.entries.keys().map(|key| &**key);
    let mut diagnostics = Vec::new();
    if site.pages.is_empty() {
        if !site.unpublished.is_empty() {
            let message = "the site has no pages that are published now";
            diagnostics.push(Diagnostic::warning("no-pages", message).help(
                "begin with a home page, `content/_index.ja.md` for instance, or with `yuimaru new`",
            ));
        }
        return diagnostics;
    }
    for (menu, items) in &config.menus {
        for item in items {
            let (key, span) = match item {
                MenuItem::Key(key, span) => (key, span),
                MenuItem::Url { url, span, .. } => {
                    diagnostics.extend(dead_link(site, menu, url, span));
                    continue;
                }
            };
            if site.entries.contains_key(key.as_str())
                || site.unpublished.contains(key.as_str())
                || site.unread.hides(key)
            {
                continue;
            }
            let message = format!("the menu `{menu}` names `{key}`, which does not exist");
            let diagnostic = Diagnostic::error("unknown-page", message).at(
                &config.path,
                &config.text,
                span.clone(),
                "",
            );
            diagnostics.push(match crate::nearest::nearest(key, keys()) {
                Some(near) => diagnostic.help(format!("write `{near}`")),
                None => diagnostic
                    .help("write the key of a page (`film/plan`) or of a section (`film/_index`)"),
            });
        }
    }
    for (section, span) in &config.feeds.sections {
        let key = path::named_section(section);
        let may_be = site.unpublished.contains(key.as_str()) || site.unread.hides(&key);
        if !site.entries.contains_key(key.as_str()) && !may_be {
            let message = format!("`feeds.sections` names `{section}`, which is no section");
            let diagnostic = Diagnostic::warning("unknown-section", message).at(
                &config.path,
                &config.text,
                span.clone(),
                "",
            );
            diagnostics.push(match crate::nearest::nearest(&key, keys()) {
                Some(near) => diagnostic.help(format!("write `{}`", path::section_folder(near))),
                None => {
                    diagnostic.help("write the folder of a section, as it is called below content/")
                }
            });
        }
    }
    diagnostics
}

/// The addresses that menus of finished pages have for site paths at which nothing is.
#[must_use]
pub fn dead_in_menus(site: &Site) -> Vec<String> {
    let items = site.config.menus.iter().flat_map(|(_, items)| items);
    items
        .filter_map(|item| match item {
            MenuItem::Url { url, .. } => {
                let (_, rest) = links::split_rest(url);
                Some(site.href(&dead_path(site, url)?) + rest)
            }
            MenuItem::Key(..) => None,
        })
        .collect()
}

fn dead_path<'a>(site: &Site, url: &'a str) -> Option<Cow<'a, str>> {
    let (path, _) = links::split_rest(url);
    if !path.starts_with('/') || path.starts_with("//") {
        return None;
    }
    let path = links::decode(path);
    site.route_at(&path).is_none().then_some(path)
}

/// A site path in a menu at which nothing is.
fn dead_link(
    site: &Site,
    menu: &str,
    url: &str,
    span: &std::ops::Range<usize>,
) -> Option<Diagnostic> {
    let path = dead_path(site, url)?;
    let message = format!("the menu `{menu}` leads to {path}, where the site has nothing");
    Some(
        Diagnostic::finding("dead-path", message)
            .at(&site.config.path, &site.config.text, span.clone(), "")
            .help("name the page by its key, `film/plan`: its address then follows the reader's language"),
    )
}
