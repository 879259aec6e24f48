//! What the bytes of a route are.

use std::borrow::Cow;

use crate::model::{Route, Target};

/// The value of `Content-Type`. All texts are UTF-8.
pub(super) fn of(route: &Route) -> Cow<'static, str> {
    match route.target {
        Target::Page(_)
        | Target::Section(..)
        | Target::Taxonomy(..)
        | Target::Term(..)
        | Target::Redirect(_)
        | Target::NotFound(_)
        | Target::Chooser => "text/html; charset=utf-8".into(),
        Target::Feed(_) => "application/atom+xml; charset=utf-8".into(),
        Target::Sitemap(_) | Target::SitemapIndex(_) => "application/xml; charset=utf-8".into(),
        Target::Robots => "text/plain; charset=utf-8".into(),
        Target::ThemeAsset(_) | Target::SiteAsset(_) | Target::ContentAsset(_) => {
            by_name(&route.output)
        }
    }
}

/// By the extension alone, as static hosts do.
fn by_name(path: &str) -> Cow<'static, str> {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let (kind, subtype) = (guess.type_().as_str(), guess.subtype().as_str());
    if subtype == "javascript" {
        // RFC 9239 has one name for all of them.
        return "text/javascript; charset=utf-8".into();
    }
    let is_text = kind == "text"
        || matches!(subtype, "json" | "xml" | "manifest+json")
        || guess
            .suffix()
            .is_some_and(|suffix| suffix == "xml" || suffix == "json");
    match is_text {
        true => format!("{}; charset=utf-8", guess.essence_str()).into(),
        false => guess.essence_str().to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_types() {
        let rows = [
            ("assets/style.1f.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("a.json", "application/json; charset=utf-8"),
            ("a.webmanifest", "application/manifest+json; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.xml", "text/xml; charset=utf-8"),
            ("a.html", "text/html; charset=utf-8"),
            ("a.txt", "text/plain; charset=utf-8"),
            ("写真.JPG", "image/jpeg"),
            ("a.png", "image/png"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.woff2", "font/woff2"),
            ("a.mp4", "video/mp4"),
            ("a.pdf", "application/pdf"),
            ("a.unknown", "application/octet-stream"),
            ("CNAME", "application/octet-stream"),
        ];
        for (name, expected) in rows {
            assert_eq!(by_name(name), expected, "{name}");
        }
    }
}
