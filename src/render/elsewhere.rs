//! HTML of a page's text, made to stand elsewhere: among the entries of a list, or in a feed.

use html5gum::emitters::default::StartTag;
use html5gum::{HtmlString, Span, Spanned, Token};

use super::compose::push_text;
use super::srcset;
use crate::model::links::has_scheme;
use crate::parse::elements::{foreign, is_void, may_stay_open};

/// HTML for a list of another page, which has ids of its own: without ids and comments, with the ways to places of its
/// page leading there, and with every element closed that a cut left open. `page` is the page's own href.
pub(super) fn in_list(html: String, page: &str) -> String {
    if is_fit_for_lists(&html) {
        return html;
    }
    Rewriting::new(&html).run(&Target::List { page })
}

/// HTML for a feed: its addresses stand alone. `page` is the page's own URL, `origin` that of the site's host.
pub(super) fn in_feed(html: &str, page: &str, origin: &str) -> String {
    let bytes = html.as_bytes();
    let may_have = |quote: u8| {
        memchr::memchr_iter(quote, bytes).any(|at| matches!(bytes.get(at + 1), Some(b'/' | b'#')))
    };
    if !may_have(b'"') && !may_have(b'\'') && !may_have(b'=') && !may_have_lists(bytes) {
        return html.to_owned();
    }
    Rewriting::new(html).run(&Target::Feed { page, origin })
}

enum Target<'a> {
    List { page: &'a str },
    Feed { page: &'a str, origin: &'a str },
}

/// Whether nothing in the HTML can be other in a list. Most summaries are a paragraph, and there are as many as pages.
fn is_fit_for_lists(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    for at in memchr::memchr_iter(b'<', bytes) {
        let tag = &bytes[at + 1..];
        let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
        match tag.first() {
            Some(b'/') if depth == 0 => return false,
            Some(b'/') => depth -= 1,
            Some(first) if first.is_ascii_alphabetic() => {
                let name = tag.split(|byte| !byte.is_ascii_alphanumeric()).next();
                let name = name.and_then(|name| std::str::from_utf8(name).ok());
                let is_void = name.is_some_and(|name| is_void(&name.to_ascii_lowercase()));
                if !is_void {
                    depth += 1;
                }
                if may_be_other(tag) || (tag.ends_with(b"/") && !is_void) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    depth == 0
}

/// Whether a tag may have an id, or an address that is a place of its page; or is none at all, but ends inside a value.
fn may_be_other(tag: &[u8]) -> bool {
    let begins_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'/');
    let has = |name: &[u8]| {
        tag.windows(1 + name.len())
            .any(|part| begins_name(part[0]) && part[1..].eq_ignore_ascii_case(name))
    };
    // Addresses that begin so are the same on every page.
    let is_same = |address: &[u8]| {
        let starts = |start: &[u8]| address.starts_with(start);
        starts(b"/") || starts(b"https:") || starts(b"http:")
    };
    let has_address = |tag: &[u8], name: &[u8]| {
        let mut finder = memchr::memmem::find_iter(tag, name);
        finder.any(|at| {
            let value = tag[at + name.len()..].trim_ascii_start();
            let value = value.strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
            value.is_some_and(|value| {
                let bare = value.strip_prefix(b"\"").or(value.strip_prefix(b"'"));
                !is_same(bare.unwrap_or(value))
            })
        })
    };
    let has_own_address = || {
        let lower = tag.to_ascii_lowercase();
        ADDRESSES.iter().any(|name| has_address(&lower, name)) || may_have_lists(tag)
    };
    let quotes = tag.iter().filter(|byte| **byte == b'"').count();
    let single = tag.iter().filter(|byte| **byte == b'\'').count();
    quotes % 2 != 0 || single % 2 != 0 || has(b"id") || has(b"name") || has_own_address()
}

/// Attributes that hold an address.
const ADDRESSES: [&[u8]; 3] = [b"href", b"src", b"poster"];

/// Attributes that hold a list of addresses.
const LISTS: [&[u8]; 2] = [b"srcset", b"imagesrcset"];

/// Whether there may be such a list in it.
fn may_have_lists(html: &[u8]) -> bool {
    memchr::memmem::find(&html.to_ascii_lowercase(), b"srcset").is_some()
}

struct Rewriting<'a> {
    html: &'a str,
    out: String,
    /// Bytes of the HTML that are written or passed over.
    done: usize,
    /// Elements that have begun and not ended.
    open: Vec<String>,
}

impl<'a> Rewriting<'a> {
    fn new(html: &'a str) -> Self {
        Rewriting {
            html,
            out: String::with_capacity(html.len()),
            done: 0,
            open: Vec::new(),
        }
    }

    fn run(mut self, target: &Target<'_>) -> String {
        let is_list = matches!(target, Target::List { .. });
        let mut last = 0;
        for token in foreign::tokens(self.html) {
            match token {
                Token::StartTag(tag) => {
                    last = tag.span.end;
                    self.start_tag(&tag, target);
                }
                Token::EndTag(tag) => {
                    last = tag.span.end;
                    if is_list && !self.end_tag(&tag.name) {
                        self.leave_out(tag.span);
                    }
                }
                Token::Comment(comment) => {
                    last = comment.span.end;
                    if is_list {
                        self.leave_out(comment.span);
                    }
                }
                _ => {}
            }
        }
        let end = if is_list {
            last + unfinished(&self.html[last.min(self.html.len())..])
        } else {
            self.html.len()
        };
        self.copy_to(end);
        if is_list {
            self.close_all();
        }
        self.out
    }

    fn start_tag(&mut self, tag: &StartTag<usize>, target: &Target<'_>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let is_foreign = |name: &String| matches!(name.as_str(), "svg" | "math");
        let closes_itself =
            tag.self_closing && (is_foreign(&name) || self.open.iter().any(is_foreign));
        if !closes_itself && !is_void(&name) {
            self.open.push(name);
        }
        let mut edits: Vec<(Span<usize>, Option<String>)> = tag
            .attributes
            .iter()
            .filter_map(|(name, value)| {
                let changed = changed(&tag.name, name, value, target)?;
                Some((value.span, changed.map(|address| attribute(name, &address))))
            })
            .collect();
        edits.sort_unstable_by_key(|(span, _)| span.start);
        for (span, instead) in edits {
            let end = self.end_of_attribute(span);
            match instead {
                Some(instead) => {
                    self.copy_to(span.start);
                    self.out.push_str(&instead);
                }
                None => {
                    self.copy_to(span.start);
                    let kept = self
                        .out
                        .trim_end_matches(|char: char| char.is_ascii_whitespace());
                    self.out.truncate(kept.len());
                }
            }
            self.done = end;
        }
    }

    /// The tokenizer counts a closing quote in, and where there is none, what stands in its place.
    fn end_of_attribute(&self, span: Span<usize>) -> usize {
        let bytes = self.html.as_bytes();
        match bytes.get(span.start..span.end) {
            Some([.., b'"' | b'\'']) => span.end,
            Some(attribute) if attribute.contains(&b'=') => span.end - 1,
            _ => span.end.min(bytes.len()),
        }
    }

    /// Whether the tag ends anything.
    fn end_tag(&mut self, name: &HtmlString) -> bool {
        let name = String::from_utf8_lossy(name);
        let Some(at) = self.open.iter().rposition(|open| *open == name) else {
            return false;
        };
        // What stands open inside would end elsewhere too.
        self.open.truncate(at);
        true
    }

    fn leave_out(&mut self, span: Span<usize>) {
        self.copy_to(span.start);
        self.done = span.end.min(self.html.len());
    }

    fn copy_to(&mut self, end: usize) {
        self.out
            .push_str(self.html.get(self.done..end).unwrap_or_default());
        self.done = self.done.max(end);
    }

    fn close_all(&mut self) {
        while let Some(name) = self.open.pop() {
            if !may_stay_open(&name) {
                self.out.push_str("</");
                self.out.push_str(&name);
                self.out.push('>');
            }
        }
    }
}

/// What an attribute becomes: `Some(None)` where it is left out, `None` where it stays.
fn changed(
    tag: &HtmlString,
    name: &HtmlString,
    value: &Spanned<HtmlString, usize>,
    target: &Target<'_>,
) -> Option<Option<String>> {
    let names_place = **name == *b"id" || (**name == *b"name" && **tag == *b"a");
    let is_address = ADDRESSES.contains(&&***name);
    let is_list = LISTS.contains(&&***name);
    // Browsers pass over spaces around an address.
    let value = value.trim_ascii();
    let text = || String::from_utf8_lossy(value).into_owned();
    match target {
        Target::List { .. } if names_place => Some(None),
        Target::List { page } if is_address => Some(Some(address_in_list(page, &text())?)),
        Target::List { page } if is_list => Some(Some(in_srcset(&text(), |address| {
            address_in_list(page, address)
        })?)),
        Target::Feed { origin, .. } if is_list => Some(Some(in_srcset(&text(), |address| {
            is_of_site(address.as_bytes()).then(|| format!("{origin}{address}"))
        })?)),
        Target::Feed { page, .. } if is_address && value.starts_with(b"#") => {
            Some(Some(format!("{page}{}", text())))
        }
        Target::Feed { origin, .. } if is_address && is_of_site(value) => {
            Some(Some(format!("{origin}{}", text())))
        }
        _ => None,
    }
}

fn is_of_site(address: &[u8]) -> bool {
    address.starts_with(b"/") && !address.starts_with(b"//")
}

/// A list of addresses with others in the place of some; none where all stay.
fn in_srcset(list: &str, instead: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(list.len());
    let mut done = 0;
    for range in srcset::addresses(list) {
        if let Some(other) = instead(&list[range.clone()]) {
            out.push_str(&list[done..range.start]);
            out.push_str(&other);
            done = range.end;
        }
    }
    (done > 0).then(|| out + &list[done..])
}

/// Whether an address leads elsewhere from another page (RFC 3986 §4.2).
fn is_seen_from_page(address: &str) -> bool {
    // As browsers read it: they pass over line breaks and tabs, and take a backslash for a slash.
    let address = address.replace(['\t', '\n', '\r'], "");
    !address.is_empty() && !address.starts_with(['/', '\\']) && !has_scheme(&address)
}

/// An address of a page's text as a list on another page has it; none where it stays as it is. Browsers go up for `..`
/// (RFC 3986 §5.2.4).
pub(crate) fn address_in_list(page: &str, address: &str) -> Option<String> {
    let address = address.trim_ascii();
    if !is_seen_from_page(address) {
        return None;
    }
    let base = match address.starts_with(['?', '#']) {
        true => page,
        false => &page[..page.rfind('/').map_or(0, |slash| slash + 1)],
    };
    Some(format!("{base}{address}"))
}

fn attribute(name: &HtmlString, value: &str) -> String {
    let mut attribute = String::from_utf8_lossy(name).into_owned();
    attribute.push_str("=\"");
    push_text(&mut attribute, value);
    attribute.push('"');
    attribute
}

/// Where a tag or comment begins that never ends, in text behind the last one that does; else the text's end.
fn unfinished(text: &str) -> usize {
    let begins = |at: &usize| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
    };
    memchr::memchr_iter(b'<', text.as_bytes())
        .find(begins)
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
