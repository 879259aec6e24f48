//! What components come to where a page's text stands for the page: in its summary and in its description.
//!
//! A component that stands in a line is a part of its sentence, so its words stay. Its markup does where it is that of
//! words in a line; a link, a list or a box is reduced to its words, for a list of pages has links and boxes of its own.

use std::borrow::Cow;

use html5gum::Token;

use super::compose::push_text;
use super::filters::without_tags;
use crate::model::{Page, Site};
use crate::parse::elements::{ends_paragraph, foreign, is_void};
use crate::parse::markdown::{CALL, cut_excerpt, fold};
use crate::parse::{Body, Component, Piece};

/// Renders the call of a component in the text of a page.
pub(super) type Calls = Box<dyn Fn(&Page, &Component) -> String + Send + Sync>;

/// Whether the summary of any page calls a component in a line.
pub(super) fn are_called_in_summaries(site: &Site) -> bool {
    let mut calling = site.calling.iter().map(|id| site.page(*id));
    calling.any(|page| {
        let document = page.document.as_ref();
        document.is_some_and(|document| are_called(super::compose::summary_of(&document.body)))
    })
}

// Components nest no deeper than the parser allows, so recursion is bounded.
fn are_called(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Component(component) => match &component.body {
            Some(body) => are_called(body),
            None => component.is_in_line,
        },
        _ => false,
    })
}

/// What a component in a line of a summary comes to, given its HTML. A box on a line of its own is no part of a sentence.
pub(super) fn in_summary(html: String, fills_line: bool) -> String {
    if fills_line && has_boxes(&html) {
        return String::new();
    }
    let found = Elements::of(&html);
    if found.boxes.is_empty() && !found.has_links {
        return html;
    }
    let mut text = String::new();
    push_text(&mut text, &fold(&words(&html)));
    text
}

/// The beginning of a text for a description, with the words of the components in it.
pub(super) fn description<'a>(
    body: &'a Body,
    render: impl Fn(&Component) -> String,
) -> Cow<'a, str> {
    if body.excerpt_calls.is_empty() {
        return Cow::Borrowed(&body.excerpt);
    }
    let mut calls = body.excerpt_calls.iter();
    let mut text = String::new();
    for (at, part) in body.excerpt.split(CALL).enumerate() {
        if at > 0 {
            let html = calls.next().map(|call| (render(call), call.fills_line));
            let html = html.filter(|(html, fills_line)| !(*fills_line && has_boxes(html)));
            text.extend(html.map(|(html, _)| words(&html).into_owned()));
        }
        text.push_str(part);
    }
    Cow::Owned(cut_excerpt(&text).into())
}

/// Whether HTML holds what no paragraph can hold.
pub(super) fn has_boxes(html: &str) -> bool {
    html.contains('<')
        && foreign::tokens(html).any(|token| match token {
            Token::StartTag(tag) => {
                tag.name.as_slice() == b"p" || ends_paragraph(&tag.name).is_some()
            }
            _ => false,
        })
}

/// How many more elements begin in HTML than end in it.
pub(super) fn depth(html: &str) -> isize {
    let mut depth = 0;
    for token in foreign::tokens(html) {
        match token {
            Token::StartTag(tag) => {
                let has_end = !tag.self_closing && !is_void(&String::from_utf8_lossy(&tag.name));
                depth += isize::from(has_end);
            }
            Token::EndTag(_) => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// HTML as plain text; what were boxes have a space between them.
fn words(html: &str) -> Cow<'_, str> {
    let boxes = Elements::of(html).boxes;
    if boxes.is_empty() {
        return without_tags(html);
    }
    let mut apart = String::with_capacity(html.len() + boxes.len());
    let mut done = 0;
    for start in boxes {
        apart.push_str(html.get(done..start).unwrap_or_default());
        apart.push(' ');
        done = start;
    }
    apart.push_str(html.get(done..).unwrap_or_default());
    Cow::Owned(without_tags(&apart).into_owned())
}

/// What is in HTML besides words and their markup.
#[derive(Default)]
struct Elements {
    /// Where elements begin that are none of words in a line.
    boxes: Vec<usize>,
    has_links: bool,
}

impl Elements {
    fn of(html: &str) -> Elements {
        let mut found = Elements::default();
        if !html.contains('<') {
            return found;
        }
        for token in foreign::tokens(html) {
            match token {
                Token::StartTag(tag) if **tag.name == *b"a" => found.has_links = true,
                Token::StartTag(tag) if !is_in_line(&tag.name) => found.boxes.push(tag.span.start),
                _ => {}
            }
        }
        found
    }
}

/// Elements of text (HTML Living Standard, 4.5 to 4.7) without links, and pictures.
fn is_in_line(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 32] = [
        b"abbr", b"b", b"bdi", b"bdo", b"br", b"cite", b"code", b"data", b"del", b"dfn", b"em",
        b"i", b"img", b"ins", b"kbd", b"mark", b"q", b"rb", b"rp", b"rt", b"ruby", b"s", b"samp",
        b"small", b"span", b"strong", b"sub", b"sup", b"time", b"u", b"var", b"wbr",
    ];
    NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::in_summary;

    #[test]
    fn what_stays_of_components_in_summaries() {
        for (html, expected) in [
            ("a & b", "a & b"),
            (
                "<time datetime=\"2012\">a</time>",
                "<time datetime=\"2012\">a</time>",
            ),
            (
                "<SPAN>a<img src=\"/b\"></SPAN>",
                "<SPAN>a<img src=\"/b\"></SPAN>",
            ),
            ("x <a href=\"/b\">a &amp; <b>c</b></a>\n", "x a &amp; c"),
            ("<ul><li>a</li><li>b<br>c</li></ul>", "a bc"),
            ("<svg><a/><style>x</style></svg>", ""),
            ("<script>a < b</script>c", "c"),
            ("<svg><title/></svg><a href=\"/b\">c</a>", "c"),
        ] {
            assert_eq!(in_summary(html.to_owned(), false), expected, "{html}");
        }
    }
}
