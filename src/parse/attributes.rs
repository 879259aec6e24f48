//! Attributes of headings: `{#id .class lang=ja title="two words"}`.
//!
//! The parser takes whatever stands in braces at the end of a heading, and splits it at every space. Here is decided
//! what of it are attributes, and they are read anew, so that values may stand in quotes.

use std::ops::Range;

use super::component::is_escaped;
use crate::diag::Diagnostic;
use crate::unicode::is_unprintable;

/// What stands between the braces.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) classes: Vec<&'a str>,
    /// Names and values, each name once.
    pub(super) pairs: Vec<(&'a str, Option<&'a str>)>,
    /// What is left out, as bytes of the heading.
    pub(super) refused: Vec<(Refused<'a>, Range<usize>)>,
}

/// What braces at the end of a heading are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Braces<'a> {
    /// Attributes: every word is `#id`, `.class` or `name=value`, or a name beside one of these.
    Attributes(Attributes<'a>),
    /// Text some of which looks like an attribute.
    Attempt,
    /// Text.
    Text,
}

/// Why an attribute is left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused<'a> {
    /// `style`, or `onclick` and the like.
    Inline(&'a str),
    /// `id` or `class`, which have signs of their own.
    Sign(&'a str),
    /// The name stands before it already.
    Repeated(&'a str),
    /// A value whose quotation mark is not closed.
    Open(char),
}

/// The braces at the end of a heading's text where the parser looks for attributes, and what they are.
pub(super) fn at_end(heading: &str) -> Option<(Range<usize>, Braces<'_>)> {
    let close = heading
        .trim_end_matches([' ', '\t', '\n', '\r'])
        .strip_suffix('}')?
        .len();
    let open = heading[..close].rfind(['{', '}', '<', '>', '\\', '\n', '\r'])?;
    if heading.as_bytes()[open] != b'{' {
        return None;
    }
    let braces = match is_escaped(heading.as_bytes(), open) {
        true => Braces::Text,
        false => read(&heading[open + 1..close], open + 1),
    };
    Some((open..close + 1, braces))
}

/// Places behind braces that the parser would take for attributes of a heading and that are text. They are in lines that
/// may be headings, which only the parser can tell.
pub(super) fn ends_of_text(body: &str) -> Vec<usize> {
    let bytes = body.as_bytes();
    let mut ends = Vec::new();
    for close in memchr::memchr_iter(b'}', bytes) {
        let end = close + 1;
        let space = bytes[end..].iter().take_while(|byte| is_space(**byte));
        let line_end = end + space.count();
        if !matches!(bytes.get(line_end), None | Some(b'\n' | b'\r')) {
            continue;
        }
        let line = memchr::memrchr2(b'\n', b'\r', &bytes[..close]).map_or(0, |at| at + 1);
        let may_be_heading =
            bytes[line..close].contains(&b'#') || may_underline(&bytes[line_end..]);
        if may_be_heading
            && let Some((_, Braces::Attempt | Braces::Text)) = at_end(&body[line..end])
        {
            ends.push(end);
        }
    }
    ends
}

/// Whether what follows a line may make it a heading: `===` or `---`, in quotes too.
fn may_underline(after: &[u8]) -> bool {
    let after = after
        .strip_prefix(b"\r\n")
        .or_else(|| after.get(1..))
        .unwrap_or_default();
    let mark = after
        .iter()
        .find(|byte| !is_space(**byte) && **byte != b'>');
    matches!(mark, Some(b'=' | b'-'))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Reads what stands between braces, at byte `at` of the heading.
fn read(inside: &str, at: usize) -> Braces<'_> {
    let mut attributes = Attributes::default();
    let (mut has_signs, mut has_others) = (false, false);
    let mut position = 0;
    while let Some(space) = inside[position..].find(|char: char| !char.is_ascii_whitespace()) {
        let start = position + space;
        let (length, word) = attributes.take(&inside[start..], at + start);
        has_signs |= word == Word::Sign;
        has_others |= word == Word::Other;
        position = start + length;
    }
    match (has_signs, has_others) {
        (true, false) => Braces::Attributes(attributes),
        (true, true) => Braces::Attempt,
        (false, _) => Braces::Text,
    }
}

/// What a word between braces is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// `#id`, `.class`, `name=value`
    Sign,
    /// `name`
    Name,
    Other,
}

impl<'a> Attributes<'a> {
    /// Takes the first attribute of a text that begins with one, at byte `at` of the heading. Says how long it is.
    fn take(&mut self, text: &'a str, at: usize) -> (usize, Word) {
        let end = text
            .find(|char: char| char.is_ascii_whitespace())
            .unwrap_or(text.len());
        let word = &text[..end];
        if let Some(id) = word.strip_prefix('#').filter(|id| is_id(id)) {
            self.id = Some(id);
            return (end, Word::Sign);
        }
        if let Some(class) = word.strip_prefix('.').filter(|class| is_id(class)) {
            self.classes.push(class);
            return (end, Word::Sign);
        }
        let Some((name, value)) = word.split_once('=') else {
            if !is_plain_name(word) {
                return (end, Word::Other);
            }
            self.pair(word, None, at..at + end);
            return (end, Word::Name);
        };
        if !is_name(name) || value.starts_with('=') {
            return (end, Word::Other);
        }
        let Some(quote) = value
            .chars()
            .next()
            .filter(|char| matches!(char, '"' | '\''))
        else {
            if value.ends_with([',', ';']) {
                return (end, Word::Other);
            }
            self.pair(name, Some(value), at..at + end);
            return (end, Word::Sign);
        };
        let value_at = name.len() + "=".len() + quote.len_utf8();
        let Some(length) = text[value_at..].find(quote) else {
            self.refused.push((Refused::Open(quote), at..at + end));
            return (end, Word::Sign);
        };
        let end = value_at + length + quote.len_utf8();
        self.pair(name, Some(&text[value_at..value_at + length]), at..at + end);
        (end, Word::Sign)
    }

    fn pair(&mut self, name: &'a str, value: Option<&'a str>, span: Range<usize>) {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        let refused = if is("style")
            || name
                .get(..2)
                .is_some_and(|on| on.eq_ignore_ascii_case("on"))
        {
            Refused::Inline(name)
        } else if is("id") || is("class") {
            Refused::Sign(name)
        } else if self.pairs.iter().any(|(other, _)| is(other)) {
            Refused::Repeated(name)
        } else {
            self.pairs.push((name, value));
            return;
        };
        self.refused.push((refused, span));
    }
}

/// What people call ids and classes: `...` is none, nor is `a,` of a list.
fn is_id(id: &str) -> bool {
    id.starts_with(|char: char| {
        char.is_alphanumeric() || matches!(char, '_' | '-') || !char.is_ascii()
    }) && !id.ends_with([',', ';'])
}

/// Names of attributes without a value.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|char: char| char.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
}

/// Attribute names (HTML Living Standard, 13.1.2.3), without those that only look like mistakes.
fn is_name(name: &str) -> bool {
    name.starts_with(|char: char| char.is_alphabetic() || matches!(char, '_' | ':' | '@'))
        && !name.chars().any(|char| {
            is_unprintable(char) || char.is_whitespace() || "\"'`<>/=,;&".contains(char)
        })
}

impl Refused<'_> {
    /// What is wrong, and what to write instead.
    pub(super) fn told(&self) -> Diagnostic {
        let (message, help) = match self {
            Refused::Inline(name) => (
                format!("`{name}` is left out: pages hold no inline styles and scripts"),
                "write a class, `{.wide}`, and say in a style sheet what it looks like".to_owned(),
            ),
            Refused::Sign(name) if name.eq_ignore_ascii_case("id") => (
                format!("`{name}` is left out: an id has a sign of its own"),
                "write `{#id}`".to_owned(),
            ),
            Refused::Sign(name) => (
                format!("`{name}` is left out: a class has a sign of its own"),
                "write `{.class}`".to_owned(),
            ),
            Refused::Repeated(name) => (
                format!("the heading has `{name}` already; this one is left out"),
                "delete it here".to_owned(),
            ),
            Refused::Open(quote) => (
                "this value is not closed; the attribute is left out".to_owned(),
                format!("write `{quote}` where it ends"),
            ),
        };
        Diagnostic::warning("heading-attribute", message).help(help)
    }
}

/// What is told of braces some of which looks like attributes.
pub(super) fn told_of_attempt() -> Diagnostic {
    Diagnostic::warning(
        "heading-attribute",
        "not all of this are attributes: it stands on the page as text",
    )
    .help(
        "write `{#id .class name=value}`; a value with spaces stands in quotes. If it is meant as text, write `\\{`",
    )
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Braces, Refused, at_end, ends_of_text};

    fn read(heading: &str) -> Option<Attributes<'_>> {
        match at_end(heading) {
            Some((_, Braces::Attributes(attributes))) => Some(attributes),
            _ => None,
        }
    }

    #[test]
    fn values_and_names() {
        for (heading, id, classes, pairs) in [
            (
                "## a {#b .c .d e=f}",
                Some("b"),
                vec!["c", "d"],
                vec![("e", Some("f"))],
            ),
            ("## a {#b #c}", Some("c"), vec![], vec![]),
            (
                "## a {k=\"v\" l=\"a .b #c d=e\" m='f \"g\"' .h}",
                None,
                vec!["h"],
                vec![
                    ("k", Some("v")),
                    ("l", Some("a .b #c d=e")),
                    ("m", Some("f \"g\"")),
                ],
            ),
            (
                "## a {k=\"\" l='v'.c}",
                None,
                vec!["c"],
                vec![("k", Some("")), ("l", Some("v"))],
            ),
            (
                "## a {hidden x k=a=\"b\"}",
                None,
                vec![],
                vec![("hidden", None), ("x", None), ("k", Some("a=\"b\""))],
            ),
            ("a {漢=字}\n", None, vec![], vec![("漢", Some("字"))]),
        ] {
            let read = read(heading).expect(heading);
            assert_eq!(read.id, id, "{heading}");
            assert_eq!(read.classes, classes, "{heading}");
            assert_eq!(read.pairs, pairs, "{heading}");
            assert_eq!(read.refused, [], "{heading}");
        }
    }

    #[test]
    fn what_is_text() {
        for (heading, expected) in [
            ("a {name}", Some(Braces::Text)),
            ("料金 {税込} \t", Some(Braces::Text)),
            ("{x}", Some(Braces::Text)),
            ("${x}", Some(Braces::Text)),
            ("{1} {}", Some(Braces::Text)),
            ("a {  }", Some(Braces::Text)),
            ("spread {...}", Some(Braces::Text)),
            ("{#}", Some(Braces::Text)),
            ("/users{?q=1}", Some(Braces::Text)),
            ("{a == b}", Some(Braces::Text)),
            ("{=v}", Some(Braces::Text)),
            (r#"{"a"}"#, Some(Braces::Text)),
            (r"a \{#b}", Some(Braces::Text)),
            ("{a, b}", Some(Braces::Text)),
            ("{.a, .b}", Some(Braces::Attempt)),
            ("{a=1, b=2}", Some(Braces::Attempt)),
            ("料金 {#fee 税込}", Some(Braces::Attempt)),
            ("{.c 5}", Some(Braces::Attempt)),
            ("} {", None),
            (r"{a\}", None),
            ("{<b>}", None),
            ("{a\nb}", None),
            ("{a}}", None),
            ("a {b} c", None),
        ] {
            let found = at_end(heading).map(|(_, braces)| braces);
            assert_eq!(found, expected, "{heading}");
        }
        assert!(read(r"a \\{#b}").is_some());
    }

    #[test]
    fn text_is_found_where_headings_may_be() {
        for (body, expected) in [
            ("## a {b}", vec![8]),
            ("> - # a {b}  \r\nc", vec![11]),
            ("a {b}\n===\n", vec![5]),
            ("> a {b}\r\n>  --\r\n", vec![7]),
            ("a {b}\rc\n=", vec![]),
            ("a {b}", vec![]),
            ("## a {b} ##\n## {#c}\n# {{ d }}", vec![]),
            ("#}\n#{a}\n", vec![7]),
        ] {
            assert_eq!(ends_of_text(body), expected, "{body:?}");
        }
    }

    #[test]
    fn what_is_left_out() {
        for (heading, refused, text) in [
            (
                "{style=\"color: red\"}",
                Refused::Inline("style"),
                "style=\"color: red\"",
            ),
            (
                "{.c onClick='a b'}",
                Refused::Inline("onClick"),
                "onClick='a b'",
            ),
            ("{k=\"a b}", Refused::Open('"'), "k=\"a"),
            ("{id=a}", Refused::Sign("id"), "id=a"),
            ("{Class=a}", Refused::Sign("Class"), "Class=a"),
            ("{k=a K=b}", Refused::Repeated("K"), "K=b"),
        ] {
            let read = read(heading).expect(heading);
            let (first, span) = read.refused.first().expect(heading);
            assert_eq!(
                (first, &heading[span.clone()]),
                (&refused, text),
                "{heading}"
            );
            assert!(
                read.pairs
                    .iter()
                    .all(|(name, _)| matches!(*name, "k" | "b")),
                "{heading}"
            );
        }
    }
}
