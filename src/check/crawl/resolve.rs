//! Addresses as a browser takes them (WHATWG URL Standard, in so far as a path of this site comes of it).

use crate::model::links::{has_scheme, written_id};

/// What an address on a page of the site asks this host for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The URL path, encoded, with the path of `base_url`.
    pub(super) path: String,
    /// The id in the fragment, decoded; empty where none is named.
    pub(super) id: String,
}

/// What is asked for by an address that stands on a page. `from` is the URL path of the page, or of its `<base>`;
/// `origin` that of the site. None where the address leads to another host, or is none of HTTP.
pub(super) fn resolve(origin: &str, from: &str, address: &str) -> Option<Asked> {
    let address = trimmed(address);
    let (written, fragment) = address.split_once('#').unwrap_or((&address, ""));
    let written = written.split('?').next().unwrap_or_default();
    let on_host = on_host(origin, written)?;
    let path = if on_host.is_empty() {
        from.to_owned()
    } else {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        match on_host.starts_with('/') {
            true => without_dots(&on_host),
            false => without_dots(&format!("{folder}/{on_host}")),
        }
    };
    Some(Asked {
        path,
        id: written_id(fragment).into_owned(),
    })
}

/// Whether an address is seen from the page on which it stands: it names no host and no path from the root.
pub(super) fn is_relative(address: &str) -> bool {
    let address = trimmed(address);
    !address.is_empty() && !address.starts_with(['/', '\\', '?', '#']) && !has_scheme(&address)
}

/// The address without what a browser passes over.
pub(super) fn trimmed(address: &str) -> String {
    address
        .trim_matches(|char: char| char <= ' ')
        .replace(['\t', '\n', '\r'], "")
}

/// What of an address stands behind the host, if it is that of the site: a path, relative or not. Case does not matter in
/// scheme and host, nor does the port that the scheme means anyway (WHATWG URL Standard, 4.2 and 4.4).
fn on_host(origin: &str, written: &str) -> Option<String> {
    let (scheme, host) = origin.split_once("//")?;
    let slashed = written.replace('\\', "/");
    let of_host = match slashed.strip_prefix("//") {
        Some(rest) => rest,
        None if has_scheme(written) => {
            let (own, rest) = slashed.split_at_checked(scheme.len())?;
            own.eq_ignore_ascii_case(scheme).then_some(rest)?;
            rest.strip_prefix("//")?
        }
        None => return Some(slashed),
    };
    let (named, path) = of_host.split_at(of_host.find('/').unwrap_or(of_host.len()));
    let usual_port = match scheme {
        "https:" => ":443",
        _ => ":80",
    };
    let named = named.strip_suffix(usual_port).unwrap_or(named);
    named.eq_ignore_ascii_case(host).then(|| match path {
        "" => "/".to_owned(),
        path => path.to_owned(),
    })
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    let mut ends_in_folder = false;
    for segment in segments {
        let dots = segment.to_ascii_lowercase().replace("%2e", ".");
        ends_in_folder = matches!(&*dots, "." | "..");
        match &*dots {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    let mut joined = format!("/{}", kept.join("/"));
    if ends_in_folder && !joined.ends_with('/') {
        joined.push('/');
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{is_relative, resolve};

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("i.png", Some("/b/en/s/a/i.png")),
            (" i\n.png ", Some("/b/en/s/a/i.png")),
            ("./i.png?x=/y#z", Some("/b/en/s/a/i.png")),
            ("../i.png", Some("/b/en/s/i.png")),
            ("%2E%2e/i.png", Some("/b/en/s/i.png")),
            ("..\\i.png", Some("/b/en/s/i.png")),
            ("..", Some("/b/en/s/")),
            (".", Some("/b/en/s/a/")),
            ("../../../../../../i", Some("/i")),
            ("/x/./y/../z/", Some("/x/z/")),
            ("", Some("/b/en/s/a/")),
            ("?x", Some("/b/en/s/a/")),
            ("#x", Some("/b/en/s/a/")),
            ("a:b", None),
            ("./a:b", Some("/b/en/s/a/a:b")),
            ("mailto:a@example.org", None),
            ("data:image/png;base64,//a", None),
            ("javascript:void(0)", None),
            ("https://example.org", Some("/")),
            ("https://example.org?x", Some("/")),
            ("https://example.org/b/c", Some("/b/c")),
            ("//example.org/c", Some("/c")),
            ("\\\\example.org/c", Some("/c")),
            ("HTTPS://Example.ORG/b/C", Some("/b/C")),
            ("https://example.org:443/c", Some("/c")),
            ("//example.org:443", Some("/")),
            ("https://example.org:444/c", None),
            ("https://例.example/c", None),
            ("https://example.org.net/c", None),
            ("http://example.org/c", None),
            ("//example.net/c", None),
        ] {
            let path = resolve("https://example.org", "/b/en/s/a/", address);
            assert_eq!(
                path.map(|asked| asked.path).as_deref(),
                expected,
                "{address:?}"
            );
        }
        let from_file = resolve("https://example.org", "/404.html", "i.png");
        assert_eq!(from_file.map(|asked| asked.path).as_deref(), Some("/i.png"));
    }

    #[test]
    fn ids() {
        for (address, expected) in [
            ("a", ""),
            ("a#", ""),
            ("#b", "b"),
            ("a?c#%E6%B2%96", "沖"),
            ("#:~:text=a", ""),
            ("#b:~:text=a", "b"),
            ("#か%E3%82%99", "か\u{3099}"),
        ] {
            let asked = resolve("https://example.org", "/", address);
            assert_eq!(
                asked.map(|asked| asked.id).as_deref(),
                Some(expected),
                "{address}"
            );
        }
    }

    #[test]
    fn what_is_seen_from_the_page() {
        for address in ["i.png", "../i", " i", "./a:b", "."] {
            assert!(is_relative(address), "{address}");
        }
        for address in ["", "/i", "//h/i", "?a", "#a", "a:b", "https://h/"] {
            assert!(!is_relative(address), "{address}");
        }
    }
}
