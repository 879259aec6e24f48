//! Attributes of headings: `{#id .class lang=ja title="two words"}`.
//!
//! The parser finds them and splits them at every space; here they are read anew, so that values may stand in quotes.

use std::ops::Range;

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

/// Why an attribute is left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused<'a> {
    /// No attribute can be called so.
    Name(&'a str),
    /// `style`, or `onclick` and the like.
    Inline(&'a str),
    /// `id` or `class`, which have signs of their own.
    Sign(&'a str),
    /// The name stands before it already.
    Repeated(&'a str),
    /// A value whose quotation mark is not closed.
    Open(char),
}

/// Reads the attributes at the end of a heading that has some.
pub(super) fn read(heading: &str) -> Option<Attributes<'_>> {
    let close = heading.rfind('}')?;
    let open = heading[..close].rfind('{')? + 1;
    let inside = &heading[open..close];
    let mut attributes = Attributes::default();
    let mut at = 0;
    while let Some(start) = inside[at..].find(|char: char| !char.is_ascii_whitespace()) {
        let start = at + start;
        let length = attributes.take(&inside[start..], open + start);
        at = start + length;
    }
    Some(attributes)
}

impl<'a> Attributes<'a> {
    /// Takes the first attribute of a text that begins with one, at byte `at` of the heading. Says how long it is.
    fn take(&mut self, text: &'a str, at: usize) -> usize {
        let end = text
            .find(|char: char| char.is_ascii_whitespace())
            .unwrap_or(text.len());
        let word = &text[..end];
        if let Some(id) = word.strip_prefix('#') {
            self.id = Some(id).filter(|id| !id.is_empty()).or(self.id);
            return end;
        }
        if let Some(class) = word.strip_prefix('.') {
            self.classes
                .extend(Some(class).filter(|class| !class.is_empty()));
            return end;
        }
        let Some((name, value)) = word.split_once('=') else {
            self.pair(word, None, at..at + end);
            return end;
        };
        let Some(quote) = value
            .chars()
            .next()
            .filter(|char| matches!(char, '"' | '\''))
        else {
            self.pair(name, Some(value), at..at + end);
            return end;
        };
        let value_at = name.len() + "=".len() + quote.len_utf8();
        let Some(length) = text[value_at..].find(quote) else {
            self.refused.push((Refused::Open(quote), at..at + end));
            return end;
        };
        let end = value_at + length + quote.len_utf8();
        self.pair(name, Some(&text[value_at..value_at + length]), at..at + end);
        end
    }

    fn pair(&mut self, name: &'a str, value: Option<&'a str>, span: Range<usize>) {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        let refused = if !is_name(name) {
            Refused::Name(name)
        } else if is("style")
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
            // A letter alone is no attribute to the parser.
            if value.is_some() || name.len() > 1 {
                self.pairs.push((name, value));
            }
            return;
        };
        self.refused.push((refused, span));
    }
}

/// Attribute names (HTML Living Standard, 13.1.2.3), without those that only look like mistakes.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.chars().any(|char| {
            is_unprintable(char) || char.is_whitespace() || "\"'`<>/=,;&".contains(char)
        })
}

impl Refused<'_> {
    /// What is wrong, and what to write instead.
    pub(super) fn told(&self) -> Diagnostic {
        let (message, help) = match self {
            Refused::Name(name) => (
                format!("`{name}` is no name of an attribute; it is left out"),
                "write `{#id .class name=value}`; a value with spaces stands in quotes".to_owned(),
            ),
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

#[cfg(test)]
mod tests {
    use super::{Refused, read};

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
                "## a {hidden x # . k=a=\"b\"}",
                None,
                vec![],
                vec![("hidden", None), ("k", Some("a=\"b\""))],
            ),
            ("a {漢=字}\n===", None, vec![], vec![("漢", Some("字"))]),
            ("{}", None, vec![], vec![]),
        ] {
            let read = read(heading).expect(heading);
            assert_eq!(read.id, id, "{heading}");
            assert_eq!(read.classes, classes, "{heading}");
            assert_eq!(read.pairs, pairs, "{heading}");
            assert_eq!(read.refused, [], "{heading}");
        }
        assert_eq!(read("## } {"), None);
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
            ("{=v}", Refused::Name(""), "=v"),
            ("{\"a\"}", Refused::Name("\"a\""), "\"a\""),
            ("{a, }", Refused::Name("a,"), "a,"),
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
                    .all(|(name, _)| *name == "k" || *name == "b}"),
                "{heading}"
            );
        }
    }
}
