//! A body as HTML without a site around it.

use pulldown_cmark_escape::escape_href;

use super::{escape_attribute, escape_text};
use crate::parse::{Body, Image, Link, Piece};

impl Body {
    /// HTML with holes filled by what was written: destinations unresolved, messages as their keys, of components
    /// only the body. For tests, and where no site is at hand.
    #[must_use]
    pub fn to_html_unresolved(&self) -> String {
        let mut html = String::new();
        // Components nest at most `calls` deep, but a stack costs nothing.
        let mut stack = vec![self.pieces.iter()];
        while let Some(pieces) = stack.last_mut() {
            match pieces.next() {
                None => drop(stack.pop()),
                Some(Piece::Html(finished) | Piece::FootnoteReference(finished)) => {
                    html.push_str(finished)
                }
                Some(Piece::Link(link)) => write_link(&mut html, link),
                Some(Piece::Image(image)) => write_image(&mut html, image),
                Some(Piece::Message { key }) => escape_text(&mut html, key),
                Some(Piece::Backlink { .. }) => html.push_str("footnote-backlink"),
                Some(Piece::Component(component)) => {
                    stack.extend(component.body.as_ref().map(|body| body.iter()))
                }
            }
        }
        html
    }
}

fn write_link(html: &mut String, link: &Link) {
    html.push_str("<a href=\"");
    // Writing to a string cannot fail.
    let _ = escape_href(&mut *html, &link.destination);
    write_title(html, &link.title);
    html.push_str("\">");
}

fn write_image(html: &mut String, image: &Image) {
    html.push_str("<img src=\"");
    let _ = escape_href(&mut *html, &image.source);
    html.push_str("\" alt=\"");
    escape_attribute(html, &image.alt);
    write_title(html, &image.title);
    html.push_str("\" />");
}

fn write_title(html: &mut String, title: &str) {
    if !title.is_empty() {
        html.push_str("\" title=\"");
        escape_attribute(html, title);
    }
}
