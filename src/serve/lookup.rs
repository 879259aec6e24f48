//! From what stands in a request to a route of the site. What a URL says is compared with addresses the site has, and
//! never becomes a path on disk.

use percent_encoding::percent_decode_str;

use crate::model::{Site, Target};
use crate::unicode::nfc;

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A route, by its index.
    Route(usize),
    /// The same with a slash at its end, or without `index.html`: the path, not encoded.
    Moved(String),
    /// Nothing; the route of the page that says so, in the language of the path's beginning.
    Nothing(Option<usize>),
}

/// Looks up the path of a request target, percent-encoded as it came.
pub(super) fn look_up(site: &Site, path: &str) -> Found {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Found::Nothing(not_found(site, path));
    };
    let path = nfc(&decoded);
    if let Some(at) = site.by_path.get(&*path) {
        return Found::Route(*at);
    }
    let folder = match path.strip_suffix("/index.html") {
        Some(folder) => format!("{folder}/"),
        None => format!("{path}/"),
    };
    if site.by_path.contains_key(&*folder) {
        return Found::Moved(folder);
    }
    Found::Nothing(not_found(site, &path))
}

/// `/zh/404.html` for what begins with `/zh/`, else `/404.html`.
fn not_found(site: &Site, path: &str) -> Option<usize> {
    let first = path.split('/').nth(1).unwrap_or_default();
    [format!("/{first}/404.html"), "/404.html".to_owned()]
        .iter()
        .filter_map(|path| site.by_path.get(&**path).copied())
        .find(|at| matches!(site.routes[*at].target, Target::NotFound(_)))
}
