//! `base_url`: where the site is published.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::BaseUrl;

/// The path percent-encode set of the WHATWG URL Standard §1.3; non-ASCII is always encoded.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

impl BaseUrl {
    /// Takes an absolute `http` or `https` URL apart. The scheme and an ASCII host are put in lower case, an
    /// international host is left as it is; the path is percent-encoded and given its final slash.
    ///
    /// # Errors
    /// What is wrong, in words that follow "`base_url`".
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let (scheme, rest) = text
            .split_once("://")
            .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest))
            .filter(|(scheme, _)| scheme == "http" || scheme == "https")
            .ok_or("must start with `https://` or `http://`")?;
        if text.contains(|character: char| character.is_whitespace() || character.is_control()) {
            return Err("holds a space or line break".to_owned());
        }
        if let Some(bad) = rest.find(['?', '#', '\\']).map(|at| &rest[at..=at]) {
            return Err(format!("must not hold `{bad}`"));
        }
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, "/"),
        };
        check_authority(authority)?;
        Ok(BaseUrl {
            origin: format!("{scheme}://{}", authority.to_ascii_lowercase()),
            path: encode_path(path)?,
        })
    }
}

/// Whether an address begins with a scheme (RFC 3986 §3.1): `https:`, `mailto:`, `tel:`.
#[must_use]
pub fn has_scheme(destination: &str) -> bool {
    let Some(colon) = destination.find(':') else {
        return false;
    };
    let scheme = &destination[..colon];
    let mut bytes = scheme.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn check_authority(authority: &str) -> Result<(), String> {
    if authority.contains('@') {
        return Err("must not hold a user name or password".to_owned());
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest
                .split_once(']')
                .ok_or("has a `[` that is not closed in its host")?;
            if host.parse::<std::net::Ipv6Addr>().is_err() {
                return Err("has a host in brackets that is no IPv6 address".to_owned());
            }
            (
                host,
                port.strip_prefix(':').or((!port.is_empty()).then_some("x")),
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let forbidden = ['<', '>', '[', ']', '^', '|', '%', '"', '`', '{', '}', ','];
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Err("has no host, such as `example.org`".to_owned());
    }
    if !authority.starts_with('[') && host.contains(forbidden) {
        return Err(format!("has a host that cannot be: `{host}`"));
    }
    let port_is_good = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    match port {
        Some(port) if !port_is_good(port) => {
            Err("has a port that is no number from 1 to 65535".to_owned())
        }
        _ => Ok(()),
    }
}

fn encode_path(path: &str) -> Result<String, String> {
    for segment in path.split('/') {
        if matches!(segment, "." | "..") {
            return Err(format!("must not hold `{segment}` between slashes"));
        }
    }
    if path.contains("//") {
        return Err("must not hold two slashes in its path".to_owned());
    }
    let escapes_are_good = path.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    if !escapes_are_good {
        return Err("has a `%` that is not followed by two digits".to_owned());
    }
    let mut encoded = utf8_percent_encode(path, PATH).to_string();
    if !encoded.ends_with('/') {
        encoded.push('/');
    }
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let good = [
            ("https://example.org", "https://example.org", "/"),
            ("https://example.org/", "https://example.org", "/"),
            (
                "HTTP://Example.ORG:8080/a",
                "http://example.org:8080",
                "/a/",
            ),
            (
                "https://沖縄.jp/結/い",
                "https://沖縄.jp",
                "/%E7%B5%90/%E3%81%84/",
            ),
            (
                "https://example.org/%E7%B5%90",
                "https://example.org",
                "/%E7%B5%90/",
            ),
            ("http://[::1]:3000", "http://[::1]:3000", "/"),
        ];
        for (input, origin, path) in good {
            let url = BaseUrl::parse(input).unwrap();
            assert_eq!((&*url.origin, &*url.path), (origin, path), "{input}");
        }
        let bad = [
            ("example.org", "must start"),
            ("ftp://example.org", "must start"),
            ("/exchange/", "must start"),
            ("https://", "no host"),
            ("https:///a", "no host"),
            ("https://a b.org", "space"),
            ("https://example.org/?a", "must not hold `?`"),
            ("https://example.org/#a", "must not hold `#`"),
            ("https://me:pw@example.org", "user name"),
            ("https://example.org:0", "port"),
            ("https://example.org:x", "port"),
            ("https://example.org:+80", "port"),
            ("https://[::1", "not closed"),
            ("https://[::1]x", "port"),
            ("https://[x]", "IPv6"),
            ("https://example.org/a/../b", "`..`"),
            ("https://example.org//a", "two slashes"),
            ("https://example.org/%zz", "two digits"),
            ("https://example.org/%e", "two digits"),
            ("https://ex<ample.org/", "cannot be"),
        ];
        for (input, expected) in bad {
            let problem = BaseUrl::parse(input).unwrap_err();
            assert!(problem.contains(expected), "{input}: {problem}");
        }
    }
}
