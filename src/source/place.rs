//! What a file is for, told by where it lies; and which files are nobody's business.

use super::{Kind, Layer};

/// Names in `static/` that begin with a dot and are published all the same, since servers ask for them.
const PUBLISHED_DOT_NAMES: [&str; 4] = [".well-known", ".htaccess", ".nojekyll", ".domains"];

/// Kind, layer and name of the file at `path`, which counts from the site's root and is in NFC; `None` for a file that
/// is not part of a site.
pub(super) fn classify<'path>(path: &'path str, theme: &str) -> Option<(Kind, Layer, &'path str)> {
    if path == super::CONFIG {
        return Some((Kind::Config, Layer::Site, path));
    }
    let (folder, name) = path.split_once('/')?;
    let kind = match folder {
        "content" => classify_content(name)?,
        "static" => Kind::Static,
        "archetypes" if is_markdown(name) && !name.contains('/') => Kind::Archetype,
        "themes" => {
            let inner = name.strip_prefix(theme)?.strip_prefix('/')?;
            let (kind, name) = classify_in_theme(inner)?;
            return Some((kind, Layer::Theme, name));
        }
        "locales" if is_lock(name) => Kind::Lock,
        "locales" if name == "glossary.yaml" => Kind::Glossary,
        "templates" | "locales" => classify_in_theme(path)?.0,
        _ => return None,
    };
    Some((kind, Layer::Site, name))
}

/// Kind and name of a file by its path below a theme's folder.
pub(super) fn classify_in_theme(path: &str) -> Option<(Kind, &str)> {
    if path == "theme.yaml" {
        return Some((Kind::ThemeConfig, path));
    }
    let (folder, name) = path.split_once('/')?;
    let kind = match folder {
        "static" => Kind::ThemeStatic,
        "templates" if name.ends_with(".html") => Kind::Template,
        "locales" if name.ends_with(".ftl") && name.matches('/').count() == 1 => Kind::Messages,
        _ => return None,
    };
    Some((kind, name))
}

fn classify_content(name: &str) -> Option<Kind> {
    if let Some(data) = name.strip_prefix("_data/") {
        return (data.ends_with(".yaml") && !data.contains('/')).then_some(Kind::Data);
    }
    Some(if is_markdown(name) {
        Kind::Page
    } else if name.ends_with(".yaml") {
        Kind::Facts
    } else {
        Kind::ContentAsset
    })
}

/// `ja/pages/film/plan.lock`, `ja/messages.lock`
fn is_lock(name: &str) -> bool {
    let inner = name.split_once('/').map(|(_, inner)| inner);
    inner.is_some_and(|inner| {
        inner == "messages.lock" || (inner.starts_with("pages/") && inner.ends_with(".lock"))
    })
}

fn is_markdown(name: &str) -> bool {
    name.ends_with(".md")
}

/// Whether the kind's files are read as text.
pub(super) fn is_text(kind: Kind) -> bool {
    !matches!(kind, Kind::ContentAsset | Kind::Static | Kind::ThemeStatic)
}

/// Whether a file or folder is left alone, by its name and the path of the folder that holds it (from the site's root,
/// `/` between names): dot files, what editors and desktops leave behind, and in `content/` names that begin with `_`.
pub(super) fn is_ignored(parent: &str, name: &str, is_folder: bool) -> bool {
    if name.starts_with('.') {
        let in_static = parent == "static" || parent.starts_with("static/");
        return !(in_static && PUBLISHED_DOT_NAMES.contains(&name));
    }
    let leftover = name.ends_with('~')
        || name.ends_with(".swp")
        || name == "Thumbs.db"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'));
    if leftover {
        return true;
    }
    let in_content = parent == "content" || parent.starts_with("content/");
    in_content && name.starts_with('_') && !is_reserved(parent, name, is_folder)
}

/// Whether the file at `path`, or a folder that it lies in, is left alone.
pub(super) fn is_below_ignored(path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| (at, true));
    ends.chain([(path.len(), false)]).any(|(end, is_folder)| {
        let (parent, name) = path[..end].rsplit_once('/').unwrap_or(("", &path[..end]));
        is_ignored(parent, name, is_folder)
    })
}

/// `_index…` files anywhere below `content/`, the folder `_data` at its top and whatever it holds.
fn is_reserved(parent: &str, name: &str, is_folder: bool) -> bool {
    if parent == "content/_data" {
        return true;
    }
    if is_folder {
        return parent == "content" && name == "_data";
    }
    name.starts_with("_index.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_place() {
        let rows = [
            ("site.yaml", Some((Kind::Config, Layer::Site, "site.yaml"))),
            (
                "content/film/plan.ja.md",
                Some((Kind::Page, Layer::Site, "film/plan.ja.md")),
            ),
            (
                "content/film/plan.yaml",
                Some((Kind::Facts, Layer::Site, "film/plan.yaml")),
            ),
            (
                "content/_data/partners.yaml",
                Some((Kind::Data, Layer::Site, "_data/partners.yaml")),
            ),
            ("content/_data/deep/partners.yaml", None),
            ("content/_data/partners.json", None),
            (
                "content/film/x.ja.jpg",
                Some((Kind::ContentAsset, Layer::Site, "film/x.ja.jpg")),
            ),
            (
                "content/x.MD",
                Some((Kind::ContentAsset, Layer::Site, "x.MD")),
            ),
            (
                "templates/page.html",
                Some((Kind::Template, Layer::Site, "page.html")),
            ),
            (
                "templates/a/b.html",
                Some((Kind::Template, Layer::Site, "a/b.html")),
            ),
            ("templates/notes.txt", None),
            (
                "locales/ja/main.ftl",
                Some((Kind::Messages, Layer::Site, "ja/main.ftl")),
            ),
            ("locales/main.ftl", None),
            (
                "locales/ja/pages/film/plan.lock",
                Some((Kind::Lock, Layer::Site, "ja/pages/film/plan.lock")),
            ),
            (
                "locales/ja/messages.lock",
                Some((Kind::Lock, Layer::Site, "ja/messages.lock")),
            ),
            ("locales/ja/plan.lock", None),
            ("themes/t/locales/ja/messages.lock", None),
            (
                "locales/glossary.yaml",
                Some((Kind::Glossary, Layer::Site, "glossary.yaml")),
            ),
            ("locales/ja/glossary.yaml", None),
            ("themes/t/locales/glossary.yaml", None),
            (
                "static/robots.txt",
                Some((Kind::Static, Layer::Site, "robots.txt")),
            ),
            (
                "archetypes/news.md",
                Some((Kind::Archetype, Layer::Site, "news.md")),
            ),
            ("archetypes/news.txt", None),
            (
                "themes/t/theme.yaml",
                Some((Kind::ThemeConfig, Layer::Theme, "theme.yaml")),
            ),
            (
                "themes/t/static/a/b.css",
                Some((Kind::ThemeStatic, Layer::Theme, "a/b.css")),
            ),
            (
                "themes/t/templates/base.html",
                Some((Kind::Template, Layer::Theme, "base.html")),
            ),
            (
                "themes/t/locales/zh/a.ftl",
                Some((Kind::Messages, Layer::Theme, "zh/a.ftl")),
            ),
            ("themes/tt/templates/base.html", None),
            ("public/index.html", None),
            ("README.md", None),
        ];
        for (path, expected) in rows {
            assert_eq!(classify(path, "t"), expected, "{path}");
        }
    }

    #[test]
    fn leftovers_are_ignored() {
        let rows = [
            ("content", ".git", true, true),
            ("content", ".DS_Store", false, true),
            ("content/film", "plan.ja.md~", false, true),
            ("content/film", "plan.swp", false, true),
            ("static", "Thumbs.db", false, true),
            ("content", "#plan.ja.md#", false, true),
            ("content", "#", false, false),
            ("content", "_draft.md", false, true),
            ("content", "_index.ja.md", false, false),
            ("content/film", "_index.yaml", false, false),
            ("content", "_indexed.md", false, true),
            ("content", "_data", true, false),
            ("content/film", "_data", true, true),
            ("content/_data", "_x.yaml", false, false),
            ("static", "_headers", false, false),
            ("static", ".well-known", true, false),
            ("static/a", ".htaccess", false, false),
            ("static/a", ".DS_Store", false, true),
            ("content/a", ".htaccess", false, true),
            ("content", "plan.ja.md", false, false),
        ];
        for (parent, name, is_folder, expected) in rows {
            assert_eq!(
                is_ignored(parent, name, is_folder),
                expected,
                "{parent}/{name}"
            );
        }
        let rows = [
            ("site.yaml", false),
            ("content/film/plan.ja.md", false),
            ("content/film/plan.ja.md~", true),
            ("content/.git/plan.ja.md", true),
            ("content/_drafts/plan.ja.md", true),
            ("content/_data/x.yaml", false),
            ("content/film/_data/x.yaml", true),
            ("static/.well-known/a", false),
        ];
        for (path, expected) in rows {
            assert_eq!(is_below_ignored(path), expected, "{path}");
        }
    }
}
