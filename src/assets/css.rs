//! Finding the files that a style sheet refers to.
//!
//! Only as much of CSS Syntax 3 as it takes to tell a reference from a comment or a string.

use std::borrow::Cow;
use std::ops::Range;

/// Byte ranges in `css` of every URL, without quotes: of `url(…)`, of `@import "…"` and of the strings of `image-set(…)`
/// (CSS Images 4, 2.4). In order.
pub(super) fn references(css: &str) -> Vec<Range<usize>> {
    let mut scanner = Scanner {
        bytes: css.as_bytes(),
        at: 0,
    };
    let mut found = Vec::new();
    // How many brackets are open, and where those of `image-set(` begin: a string right inside is a URL.
    let mut depth = 0_usize;
    let mut image_sets = Vec::new();
    while let Some(byte) = scanner.peek() {
        match byte {
            b'/' if scanner.starts_with(b"/*") => scanner.skip_comment(),
            b'"' | b'\'' => {
                let string = scanner.string();
                if image_sets.last() == Some(&depth) {
                    found.push(string);
                }
            }
            b'\\' => scanner.at += 2,
            b'(' => {
                scanner.at += 1;
                depth += 1;
            }
            b')' => {
                scanner.at += 1;
                image_sets.retain(|open| *open < depth);
                depth = depth.saturating_sub(1);
            }
            b'@' if scanner.starts_with(b"@import") => {
                scanner.at += b"@import".len();
                scanner.skip_space_and_comments();
                if matches!(scanner.peek(), Some(b'"' | b'\'')) {
                    found.push(scanner.string());
                }
            }
            b'u' | b'U' if scanner.starts_with(b"url(") && !scanner.is_inside_name() => {
                scanner.at += b"url(".len();
                found.push(scanner.url());
                // Its closing bracket is to come.
                depth += 1;
            }
            b'i' | b'I' | b'-' if !scanner.is_inside_name() && scanner.opens_image_set() => {
                depth += 1;
                image_sets.push(depth);
            }
            _ => scanner.at += 1,
        }
    }
    // A backslash at the very end may have been stepped over.
    found.retain(|range| css.get(range.clone()).is_some());
    found
}

/// A URL with its escapes read (CSS Syntax 3, 4.3.7): `a\ b.svg` is `a b.svg`, and `q\27.svg` is `q'.svg`.
pub(super) fn unescaped(url: &str) -> Cow<'_, str> {
    if !url.contains('\\') {
        return Cow::Borrowed(url);
    }
    let mut read = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, behind)) = rest.split_once('\\') {
        read.push_str(before);
        let length = escape_length(behind.as_bytes());
        let digits = behind[..length].trim_end_matches(is_css_space);
        rest = match behind[length..].chars().next() {
            _ if length > 0 => {
                let code = u32::from_str_radix(digits, 16).unwrap_or(0);
                let character = char::from_u32(code).filter(|character| *character != '\0');
                read.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                &behind[length..]
            }
            // The line goes on.
            Some('\n') => &behind[1..],
            Some('\r') => behind[1..].strip_prefix('\n').unwrap_or(&behind[1..]),
            Some(other) => {
                read.push(other);
                &behind[other.len_utf8()..]
            }
            None => "",
        };
    }
    read.push_str(rest);
    Cow::Owned(read)
}

/// How many bytes behind a backslash are the number of a character: up to six digits, and one space at their end.
fn escape_length(behind: &[u8]) -> usize {
    const MOST_DIGITS: usize = 6;
    let digits = behind
        .iter()
        .take(MOST_DIGITS)
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    match behind.get(digits..) {
        _ if digits == 0 => 0,
        Some([b'\r', b'\n', ..]) => digits + 2,
        Some([space, ..]) if is_css_space(char::from(*space)) => digits + 1,
        _ => digits,
    }
}

fn is_css_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

struct Scanner<'css> {
    bytes: &'css [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether the rest begins with this, in whatever case.
    fn starts_with(&self, start: &[u8]) -> bool {
        self.bytes
            .get(self.at..self.at + start.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(start))
    }

    /// Whether the character before could be the part of a name: `my-url(` is another function.
    fn is_inside_name(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        before.is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || !byte.is_ascii()
        })
    }

    fn skip_comment(&mut self) {
        self.at += 2;
        while self.at < self.bytes.len() && !self.starts_with(b"*/") {
            self.at += 1;
        }
        self.at += 2;
    }

    /// Steps behind `image-set(`, with or without a prefix.
    fn opens_image_set(&mut self) -> bool {
        let names: [&[u8]; 2] = [b"image-set(", b"-webkit-image-set("];
        let name = names.into_iter().find(|name| self.starts_with(name));
        self.at += name.map_or(0, <[u8]>::len);
        name.is_some()
    }

    fn skip_space_and_comments(&mut self) {
        self.skip_space();
        while self.starts_with(b"/*") {
            self.skip_comment();
            self.skip_space();
        }
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// What stands between the quotes; an unclosed string ends with its line.
    fn string(&mut self) -> Range<usize> {
        let quote = self.peek();
        self.at += 1;
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => break,
                b'\\' => self.at += 2,
                _ if Some(byte) == quote => break,
                _ => self.at += 1,
            }
        }
        let end = self.at.min(self.bytes.len());
        self.at += 1;
        start..end
    }

    fn url(&mut self) -> Range<usize> {
        self.skip_space();
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            return self.string();
        }
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b')' => break,
                b'\\' => {
                    let behind = self.bytes.get(self.at + 1..).unwrap_or_default();
                    self.at += 1 + escape_length(behind).max(1);
                }
                _ if byte.is_ascii_whitespace() => break,
                _ => self.at += 1,
            }
        }
        start..self.at.min(self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found() {
        let rows: [(&str, &[&str]); 22] = [
            ("a{background:url(x.png)}", &["x.png"]),
            ("a{background:URL( 'x y.png' )}", &["x y.png"]),
            ("a{background:url(\"a)b.png\")}", &["a)b.png"]),
            (
                "@import 'a.css'; @IMPORT url(b.css) screen;",
                &["a.css", "b.css"],
            ),
            ("/* url(x) */ a{b:url(/**/y)}", &["/**/y"]),
            ("a{content:\"url(x)\"}", &[]),
            ("a{b:my-url(x)} c{d:結url(x)}", &[]),
            (
                "a{src:url(a.woff2) format('woff2'), url(b.woff)}",
                &["a.woff2", "b.woff"],
            ),
            (
                "@import/**/\"a.css\";@import /* b */ /**/ 'c.css';",
                &["a.css", "c.css"],
            ),
            (
                "a{b:image-set('a.avif' type('image/avif') 1x, url(b.png) 2x, \"c.png\" calc(1x * 2)) 'd' url(e)}",
                &["a.avif", "b.png", "c.png", "e"],
            ),
            (
                "a{b:-webkit-image-set('a.png' 1x)} c{d:IMAGE-SET( /* x */ 'e')}",
                &["a.png", "e"],
            ),
            (
                "a{b:my-image-set('a')} c{d:image-set(image-set('e') 1x)}",
                &["e"],
            ),
            (
                "a{b:image-set(url(a) 1x, url('b') 2x)} c{content:'d'}",
                &["a", "b"],
            ),
            ("a{b:image-set('a'", &["a"]),
            ("a{b:url()}", &[""]),
            ("a{b:url(x", &["x"]),
            ("a{b:url('x\n')}", &["x"]),
            ("a{b:url('結い.png')}", &["結い.png"]),
            ("a{b:url(a\\ b.svg)}", &["a\\ b.svg"]),
            ("a{b:url(q\\27 s\\).svg )}", &["q\\27 s\\).svg"]),
            ("\\", &[]),
            ("/*", &[]),
        ];
        for (css, expected) in rows {
            let found: Vec<&str> = references(css)
                .into_iter()
                .map(|range| &css[range])
                .collect();
            assert_eq!(found, expected, "{css}");
        }
    }

    #[test]
    fn escapes_are_read() {
        for (url, expected) in [
            ("a.svg", "a.svg"),
            ("a\\ b.svg", "a b.svg"),
            ("q\\27.svg", "q'.svg"),
            ("q\\27 s.svg", "q's.svg"),
            ("q\\000027s.svg", "q's.svg"),
            ("\\6771 \\4eac.png", "東京.png"),
            ("a\\\nb", "ab"),
            ("a\\\r\nb", "ab"),
            ("\\結\\(", "結("),
            ("\\0 \\d800 \\ffffff", "\u{fffd}\u{fffd}\u{fffd}"),
            ("a\\", "a"),
        ] {
            assert_eq!(unescaped(url), expected, "{url}");
        }
    }

    #[test]
    fn no_end_is_fatal() {
        let css = "/* 結 */@import 'い\\'.css';a{b:url(\"ま\\)\") c:url(\\る)}";
        for end in 0..css.len() {
            if let Some(cut) = css.get(..end) {
                for range in references(cut) {
                    let _ = unescaped(&cut[range]);
                }
            }
        }
    }
}
