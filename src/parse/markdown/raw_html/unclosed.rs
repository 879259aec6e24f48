//! Comments, values and tags that nothing closes: they take in whatever follows them on the page.

use std::ops::Range;

/// What is open where a block of raw HTML ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::markdown) enum Unclosed {
    /// `<!--` without `-->`.
    Comment,
    /// The quotation mark of an attribute's value.
    Quote(char),
    /// `<div` without `>`.
    Tag,
}

/// What of `html`, which begins a tag or a comment and is cut where its block ends, is open, and its bytes in `html`.
pub(super) fn opener(html: &str) -> (Unclosed, Range<usize>) {
    if html.starts_with("<!--") {
        return (Unclosed::Comment, 0.."<!--".len());
    }
    if let Some((at, quote)) = open_quote(html) {
        return (Unclosed::Quote(quote), at..at + quote.len_utf8());
    }
    let name = html
        .find(|char: char| char.is_ascii_whitespace())
        .unwrap_or(html.len());
    (Unclosed::Tag, 0..name)
}

/// Whether a comment, or what browsers take for one, ends where the HTML ends.
pub(super) fn comment_is_closed(html: &str) -> bool {
    match html.strip_prefix("<!--") {
        Some(_) => html.ends_with("-->") || html.ends_with("--!>"),
        None => html.ends_with('>'),
    }
}

/// The quotation mark that opened a value which is not closed. A mark opens a value only behind `=`.
fn open_quote(tag: &str) -> Option<(usize, char)> {
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, char) in tag.char_indices() {
        match open {
            Some((_, quote)) if char == quote => open = None,
            Some(_) => {}
            None if matches!(char, '"' | '\'') && before == '=' => open = Some((at, char)),
            None => {}
        }
        if !char.is_ascii_whitespace() {
            before = char;
        }
    }
    open
}
