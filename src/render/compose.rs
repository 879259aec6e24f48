//! Fills the holes of a body: links, images, messages and components, for one page of the known site.

mod paragraph;

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{percent_decode_str, utf8_percent_encode};
use pulldown_cmark_escape::escape_html;

use super::elsewhere;
use super::excerpt;
use super::functions::{Findings, own_message};
use crate::i18n::messages::{Arg, Messages};
use crate::model::links::{self, Resolved};
use crate::model::path::ADDRESS;
use crate::model::{Page, Site};
use crate::parse::{Body, Component, Image, Link, Piece};
use crate::unicode::nfc;
use paragraph::{Paragraph, behind_break, without_break};

/// What holes are filled from.
pub(super) struct Fill<'a> {
    pub(super) site: &'a Site,
    /// The page whose URL and language count; its text may be another's (a copy).
    pub(super) page: &'a Page,
    pub(super) messages: &'a Messages,
    /// Takes what is wrong with messages in the text; none where that has been said.
    pub(super) findings: Option<&'a Findings>,
    /// Whether addresses stand alone, as in feeds, or may count on the page's own.
    pub(super) addresses: Addresses,
}

/// How addresses inside the site are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addresses {
    /// From the root of the host; places of the page by their names alone.
    Path,
    /// From the root of the host, on another page.
    Elsewhere,
    /// With scheme and host.
    Absolute,
}

impl Fill<'_> {
    fn href(&self, path: &str) -> String {
        match self.addresses {
            Addresses::Path | Addresses::Elsewhere => self.site.href(path),
            Addresses::Absolute => self.site.absolute(path),
        }
    }
}

/// Renders a component: its arguments, and its body as finished HTML.
pub(super) type Components<'a> = &'a dyn Fn(&Component, Option<&str>) -> String;

/// The whole body.
pub(super) fn content(fill: &Fill<'_>, body: &Body, components: Components<'_>) -> String {
    let mut html = String::with_capacity(body.pieces.iter().map(size).sum());
    pieces(fill, &body.pieces, components, &mut html);
    html
}

/// Renders the call of a component for a summary.
pub(super) type InSummary<'a> = &'a dyn Fn(&Component) -> String;

/// The summary: without references to footnotes and components that are blocks, but for their bodies, so that it stands
/// alone.
pub(super) fn summary(fill: &Fill<'_>, body: &Body, components: InSummary<'_>) -> String {
    let mut html = String::new();
    summary_pieces(fill, summary_of(body), components, &mut html);
    elsewhere::in_list(html, &fill.href(&fill.page.path))
}

/// What the summary is made of.
pub(super) fn summary_of(body: &Body) -> &[Piece] {
    let range = body.summary.start.min(body.pieces.len())..body.summary.end.min(body.pieces.len());
    body.pieces.get(range).unwrap_or_default()
}

fn size(piece: &Piece) -> usize {
    match piece {
        Piece::Html(html) | Piece::FootnoteReference(html) => html.len(),
        _ => 80,
    }
}

// Components nest no deeper than the parser allows, so recursion is bounded.
fn pieces(fill: &Fill<'_>, list: &[Piece], components: Components<'_>, html: &mut String) {
    let mut paragraph = Paragraph::default();
    let has_lines = list.iter().any(fills_line);
    for piece in list {
        match piece {
            Piece::Html(text) if has_lines => paragraph.text(text, html),
            Piece::FootnoteReference(text) => html.push_str(text),
            Piece::Component(component) => {
                let body = component.body.as_ref().map(|body| {
                    let mut inner = String::new();
                    pieces(fill, body, components, &mut inner);
                    inner
                });
                let made = components(component, body.as_deref());
                match fills_line(piece) && excerpt::has_boxes(&made) {
                    true => paragraph.boxed(&made, html),
                    false => html.push_str(&made),
                }
            }
            piece => {
                paragraph.depth += isize::from(matches!(piece, Piece::Link(_)));
                leaf(fill, piece, html);
            }
        }
    }
}

/// Whether a piece is a component that is a line of its paragraph.
fn fills_line(piece: &Piece) -> bool {
    matches!(piece, Piece::Component(component) if component.is_in_line && component.fills_line)
}

fn summary_pieces(fill: &Fill<'_>, list: &[Piece], components: InSummary<'_>, html: &mut String) {
    let mut is_left_out = false;
    for piece in list {
        match piece {
            Piece::FootnoteReference(_) => {}
            Piece::Html(text) if std::mem::take(&mut is_left_out) && html.ends_with("<p>") => {
                html.push_str(behind_break(text));
            }
            Piece::Component(component) => match &component.body {
                Some(body) => summary_pieces(fill, body, components, html),
                None if component.is_in_line => {
                    let made = components(component);
                    is_left_out = component.fills_line && made.is_empty();
                    if is_left_out {
                        html.truncate(without_break(html).len());
                    }
                    html.push_str(&made);
                }
                None => {}
            },
            piece => leaf(fill, piece, html),
        }
    }
}

fn leaf(fill: &Fill<'_>, piece: &Piece, html: &mut String) {
    match piece {
        Piece::Html(text) => html.push_str(text),
        Piece::Link(link) => start_of_link(fill, link, html),
        Piece::Image(image) => image_tag(fill, image, html),
        Piece::Message { key } => message(fill, key, None, html),
        Piece::Backlink { number, nth } => {
            let number = match nth {
                1 => Arg::Number(f64::from(*number)),
                _ => Arg::Text(format!("{number}-{nth}")),
            };
            message(fill, "footnote-backlink", Some(number), html);
        }
        Piece::FootnoteReference(_) | Piece::Component(_) => {}
    }
}

fn message(fill: &Fill<'_>, key: &str, number: Option<Arg>, html: &mut String) {
    let number = number.map(|number| ("number", number));
    // Within the text, and so in its language.
    let message = own_message(fill.messages, fill.page.text_lang, key, number);
    push_text(html, &message.text);
    if let Some(findings) = fill.findings {
        findings.add(message.findings);
    }
}

/// Escapes for text and quoted attributes.
pub(super) fn push_text(html: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = escape_html(html, text);
}

/// An address, query or fragment as it stands in every href: percent-encoded but for what is so already, NFC as the ids
/// are. Not escaped for HTML.
pub(super) fn encoded(rest: &str) -> Cow<'_, str> {
    let stays = |byte: u8| matches!(byte, b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~');
    if rest.bytes().all(stays) {
        return Cow::Borrowed(rest);
    }
    Cow::Owned(utf8_percent_encode(&nfc(rest), ADDRESS).to_string())
}

/// Query and fragment of an address of this site, [`encoded`]. A fragment that is encoded already may be so in NFD, as
/// macOS gives it, and would name no id then.
pub(super) fn encoded_rest(rest: &str) -> Cow<'_, str> {
    let renamed = rest.split_once('#').and_then(|(query, fragment)| {
        let decoded = percent_decode_str(fragment).decode_utf8().ok()?;
        let is_renamed = fragment.contains('%') && matches!(nfc(&decoded), Cow::Owned(_));
        is_renamed.then(|| format!("{query}{}", self::fragment(&nfc(&decoded))))
    });
    match renamed {
        Some(renamed) => Cow::Owned(encoded(&renamed).into_owned()),
        None => encoded(rest),
    }
}

/// The way to an id of the same page. Ids are NFC.
pub(super) fn fragment(id: &str) -> String {
    let mut fragment = String::with_capacity(1 + 3 * id.len());
    fragment.push('#');
    fragment.extend(utf8_percent_encode(id, ADDRESS));
    fragment
}

fn push_href(html: &mut String, href: &str) {
    push_text(html, &encoded(href));
}

fn start_of_link(fill: &Fill<'_>, link: &Link, html: &mut String) {
    html.push_str("<a");
    match links::resolve_link(fill.site, fill.page, &link.destination) {
        Resolved::Fragment => {
            html.push_str(" href=\"");
            if fill.addresses != Addresses::Path {
                push_text(html, &fill.href(&fill.page.path));
            }
            push_text(html, &encoded_rest(&link.destination));
            html.push('"');
        }
        Resolved::External => {
            html.push_str(" href=\"");
            push_href(html, &link.destination);
            html.push('"');
        }
        Resolved::Page { page, rest } => {
            html.push_str(" href=\"");
            push_text(html, &fill.href(&page.path));
            push_text(html, &encoded_rest(rest));
            html.push('"');
            // A copy lives in the reader's language, whatever that of its text.
            if page.lang != fill.page.lang {
                let tag = &fill.site.config.language(page.lang).tag;
                let _ = write!(html, " hreflang=\"{tag}\" lang=\"{tag}\"");
            }
        }
        Resolved::Path { path, rest, .. } => {
            html.push_str(" href=\"");
            push_text(html, &fill.href(&path));
            push_text(html, &encoded_rest(rest));
            html.push('"');
        }
        // A link without an address is a placeholder (HTML, the a element): nothing is announced that is not there.
        Resolved::Unpublished | Resolved::Missing(_) => {}
    }
    if !link.title.is_empty() {
        html.push_str(" title=\"");
        push_text(html, &link.title);
        html.push('"');
    }
    html.push('>');
}

fn image_tag(fill: &Fill<'_>, image: &Image, html: &mut String) {
    html.push_str("<img src=\"");
    let mut size = None;
    match links::resolve(fill.site, fill.page, &image.source) {
        Resolved::Path {
            path,
            rest,
            dimensions,
        } => {
            push_text(html, &fill.href(&path));
            push_href(html, rest);
            size = dimensions;
        }
        _ => push_href(html, &image.source),
    }
    html.push_str("\" alt=\"");
    push_text(html, &image.alt);
    html.push('"');
    if !image.title.is_empty() {
        html.push_str(" title=\"");
        push_text(html, &image.title);
        html.push('"');
    }
    if let Some((width, height)) = size {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    html.push_str(" loading=\"lazy\" decoding=\"async\">");
}
