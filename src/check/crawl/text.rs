//! Where a text has what a finished page shows: the value of an attribute, best of all.

use std::collections::HashMap;
use std::ops::Range;

use super::resolve::is_relative;

/// A text, of a page or a template, with the values of attributes in it, by where the first of each begins: thousands may be asked for.
pub(super) struct Text<'a> {
    text: &'a str,
    values: HashMap<&'a str, usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut values = HashMap::new();
        for (at, _) in text.match_indices("=\"").chain(text.match_indices("='")) {
            let quoted = &text[at + 1..];
            if let Some((value, _)) = quoted[1..].split_once(&quoted[..1]) {
                values.entry(value).or_insert(at + 2);
            }
        }
        Text { text, values }
    }

    /// Where an address stands: best as the value of an attribute.
    pub(super) fn place_of(&self, href: &str) -> Option<Range<usize>> {
        let escaped = href.replace('&', "&amp;");
        let values = [href, &escaped]
            .into_iter()
            .filter_map(|written| self.value(written));
        let mut found = values.chain(
            [href, &escaped]
                .into_iter()
                .filter_map(|written| self.find(written, href)),
        );
        found.next()
    }

    /// Where a text is the value of an attribute, in quotes.
    pub(super) fn value(&self, written: &str) -> Option<Range<usize>> {
        let at = *self.values.get(written)?;
        Some(at..at + written.len())
    }

    fn find(&self, written: &str, href: &str) -> Option<Range<usize>> {
        let text = self.text;
        let places = text.match_indices(written).filter_map(|(at, _)| {
            let end = at + written.len();
            let goes_on = |next: char| next.is_alphanumeric() || next == '/';
            (!text[end..].starts_with(goes_on)).then(|| (rank(&text[..at], href), at..end))
        });
        places
            .filter_map(|(rank, span)| Some((rank?, span)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, span)| span)
    }
}

/// How likely it is that an address stands behind this text: the smaller, the likelier.
fn rank(before: &str, href: &str) -> Option<u8> {
    match before.chars().next_back() {
        Some('"' | '\'' | '=') => Some(0),
        Some(',' | '\n' | ' ' | '\t') => Some(1),
        // A short name is found in longer ones; what begins with a slash or a host is not.
        _ => (!is_relative(href)).then_some(2),
    }
}
