//! What a route answers, ready to be sent.

use axum::body::Bytes;
use pulldown_cmark_escape::escape_html_body_text;
use rapidhash::v3::rapidhash_v3;

use super::content_type;
use crate::assets::AssetBytes;
use crate::diag::print::human;
use crate::diag::{Diagnostic, Strictness};
use crate::model::{Route, Site, Target};

/// What a preview adds to an HTML page: this, directly before the last `</body>`, and nothing else.
pub(super) const SCRIPT: &str = r#"<script src="/_yuimaru/live.js" defer></script>"#;

/// How wide frames on an error page may be, in cells.
const WIDTH: usize = 110;

/// What a route answers. Clones share the bytes.
#[derive(Debug, Clone)]
pub(super) enum Page {
    /// What a build would write, with the script where it is HTML.
    Text(Text),
    /// What a build would copy.
    Asset(AssetBytes),
    /// It cannot be rendered: a page that says why.
    Broken(Text),
}

impl Page {
    /// How many bytes of memory it takes, where that counts.
    pub(super) fn size(&self) -> usize {
        match self {
            Page::Text(text) => text.bytes.len(),
            Page::Asset(_) | Page::Broken(_) => 0,
        }
    }
}

/// Bytes made here.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) bytes: Bytes,
    /// Other where the bytes are other.
    pub(super) version: u64,
    /// The same where nothing is other but the fingerprints of the theme's files, and so the style sheets can be
    /// exchanged in the browser.
    pub(super) shape: u64,
}

impl Text {
    /// What a route's rendered bytes are sent as.
    pub(super) fn of(route: &Route, bytes: Vec<u8>, site: &Site) -> Text {
        Text {
            version: version(&bytes),
            shape: shape(&bytes, site),
            bytes: match is_html(route) {
                true => with_script(&bytes).into(),
                false => bytes.into(),
            },
        }
    }

    /// A page of its own that shows problems as the terminal does.
    pub(super) fn explaining(problems: &[Diagnostic]) -> Text {
        let mut html = String::from(
            "<!doctype html>\n<html lang=\"en\" data-yuimaru=\"problems\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>Errors</title>\n\
             <style>body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif } h1 { font-size: 1.25rem }\n\
             pre { overflow: auto; font: 0.8125rem/1.45 ui-monospace, \"Noto Sans Mono CJK JP\", monospace }</style>\n\
             </head>\n<body>\n\
             <h1>This cannot be shown yet</h1>\n\
             <p>It appears by itself as soon as the site can be built.</p>\n<pre tabindex=\"0\">",
        );
        // Writing to a string does not fail.
        let _ = escape_html_body_text(&mut html, &frames(problems));
        html.push_str("</pre>\n");
        html.push_str(SCRIPT);
        html.push_str("</body>\n</html>\n");
        let version = version(html.as_bytes());
        Text {
            bytes: html.into(),
            version,
            shape: version,
        }
    }
}

/// Problems as the terminal shows them, without colour.
pub(super) fn frames(problems: &[Diagnostic]) -> String {
    human(problems, Strictness::Lenient, false, WIDTH)
}

/// A number that is other where the bytes are other.
pub(super) fn version(bytes: &[u8]) -> u64 {
    rapidhash_v3(bytes)
}

/// Whether what answers is HTML made here.
pub(super) fn is_html(route: &Route) -> bool {
    !is_asset(&route.target) && content_type::of(route).starts_with("text/html")
}

/// Whether what answers is a file that is only copied.
pub(super) fn is_asset(target: &Target) -> bool {
    matches!(
        target,
        Target::ThemeAsset(_) | Target::SiteAsset(_) | Target::ContentAsset(_)
    )
}

/// The page with the script before its last `</body>`, or at its end where it has none.
fn with_script(html: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = html
        .windows(END.len())
        .rposition(|window| window.eq_ignore_ascii_case(END))
        .unwrap_or(html.len());
    let (before, after) = html.split_at(at);
    [before, SCRIPT.as_bytes(), after].concat()
}

/// A number that is other where anything but the fingerprints of the theme's files is other.
fn shape(bytes: &[u8], site: &Site) -> u64 {
    const FOLDER: &[u8] = b"/assets/";
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = find(rest, FOLDER) {
        let (before, found) = rest.split_at(at + 1);
        plain.extend_from_slice(before);
        let asset = site
            .assets
            .theme
            .iter()
            .find(|(_, asset)| found.starts_with(asset.output.as_bytes()));
        let skipped = match asset {
            Some((name, asset)) => {
                plain.extend_from_slice(name.as_bytes());
                asset.output.len()
            }
            None => 0,
        };
        rest = &found[skipped..];
    }
    plain.extend_from_slice(rest);
    version(&plain)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_last_end_of_the_body() {
        let rows = [
            ("<body>a</body></html>", "<body>a|</body></html>"),
            ("<BODY>a</BODY>\n", "<BODY>a|</BODY>\n"),
            (
                "<body><!-- </body> -->a</body>",
                "<body><!-- </body> -->a|</body>",
            ),
            ("<p>a", "<p>a|"),
            ("", "|"),
            ("<body>日本</body>", "<body>日本|</body>"),
        ];
        for (html, expected) in rows {
            let found = String::from_utf8(with_script(html.as_bytes())).unwrap();
            assert_eq!(found, expected.replace('|', SCRIPT), "{html}");
        }
    }

    #[test]
    fn needles_are_found() {
        let rows = [
            ("", None),
            ("/assets", None),
            ("/assets/", Some(0)),
            ("//assets/x", Some(1)),
            ("/asset/assets/", Some(6)),
        ];
        for (text, expected) in rows {
            assert_eq!(find(text.as_bytes(), b"/assets/"), expected, "{text}");
        }
    }
}
