//! Which paths matter, told by the path alone.

use std::path::Path;

use super::FOLDERS;
use crate::source::CONFIG;
use crate::source::place::is_ignored;
use crate::unicode::nfc;

/// A path from the root as people read it (with `/`, in NFC), if a change of it can change the site; `None` for what
/// lies elsewhere and for what no scan looks at, such as the temporary files of editors.
pub(super) fn relevant(relative: &Path) -> Option<String> {
    let mut path = String::new();
    let mut names = relative.iter().peekable();
    while let Some(name) = names.next() {
        let name = name.to_string_lossy();
        let name = nfc(&name);
        let is_last = names.peek().is_none();
        if path.is_empty() {
            let is_watched = FOLDERS.contains(&&*name) || (is_last && name == CONFIG);
            if !is_watched {
                return None;
            }
        } else {
            // What the last name stands for may be gone already.
            let is_leftover =
                is_ignored(&path, &name, true) && (!is_last || is_ignored(&path, &name, false));
            if is_leftover {
                return None;
            }
            path.push('/');
        }
        path.push_str(&name);
    }
    (!path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_scan_looks_at_matters() {
        let rows = [
            ("site.yaml", true),
            ("site.yaml~", false),
            (".site.yaml.swp", false),
            ("site.yaml/x", false),
            ("content", true),
            ("content/film/plan.ja.md", true),
            ("content/film/_index.ja.md", true),
            ("content/_data/x.yaml", true),
            ("content/_drafts/x.md", false),
            ("content/_x.md", false),
            ("content/.plan.ja.md.swp", false),
            ("content/plan.ja.md~", false),
            ("content/.git/HEAD", false),
            ("content/a/.cache/x.md", false),
            ("static/.well-known/x", true),
            ("themes/t/static/style.css", true),
            ("locales/ja/main.ftl", true),
            ("templates/page.html", true),
            ("archetypes/page.md", true),
            ("public/index.html", false),
            ("target/debug/x", false),
            (".git/index", false),
            ("README.md", false),
            ("", false),
        ];
        for (path, expected) in rows {
            assert_eq!(relevant(Path::new(path)).is_some(), expected, "{path}");
        }
    }

    #[test]
    fn names_are_shown_composed() {
        let path = relevant(Path::new("content/\u{304b}\u{3099}.ja.md"));
        assert_eq!(path.as_deref(), Some("content/\u{304c}.ja.md"));
    }
}
