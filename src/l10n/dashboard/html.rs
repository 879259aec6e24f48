//! HTML as a string, with every text escaped.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

/// A document that is being written.
pub(super) struct Html(String);

impl Html {
    /// Its head, and the start of its body.
    pub(super) fn document(lang: &str, title: &str, style: &str) -> Self {
        let mut out = Html(String::from("<!DOCTYPE html>\n"));
        out.open("html", &attribute("lang", lang));
        out.open("head", "");
        out.0.push_str("<meta charset=\"utf-8\">\n");
        out.0
            .push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.0
            .push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.0
            .push_str("<meta name=\"robots\" content=\"noindex\">\n");
        out.element("title", "", title);
        let _ = write!(out.0, "<style>\n{style}</style>\n");
        out.close("head");
        out.open("body", "");
        out
    }

    /// A start tag. Attributes come as they are to stand there.
    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        self.start(name, attributes);
        self.0.push('\n');
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &str) {
        let _ = writeln!(self.0, "</{name}>");
    }

    /// An element with a text.
    pub(super) fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.start(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// An element with texts, some of which are marked by elements of their own.
    pub(super) fn marked<'a>(
        &mut self,
        name: &str,
        attributes: &str,
        parts: impl Iterator<Item = (Option<&'a str>, &'a str)>,
    ) {
        self.start(name, attributes);
        for (mark, text) in parts {
            if let Some(mark) = mark {
                self.start(mark, "");
            }
            self.text(text);
            if let Some(mark) = mark {
                let _ = write!(self.0, "</{mark}>");
            }
        }
        self.close(name);
    }

    /// A share as a bar, for eyes alone: the number stands beside it.
    pub(super) fn bar(&mut self, percent: f64, class: &str) {
        let percent = super::words::bounded(percent);
        let _ = writeln!(
            self.0,
            "<span class=\"bar {class}\" aria-hidden=\"true\"><span style=\"width:{percent:.1}%\"></span></span>"
        );
    }

    /// The whole.
    pub(super) fn finish(mut self) -> String {
        self.close("body");
        self.close("html");
        self.0
    }

    fn start(&mut self, name: &str, attributes: &str) {
        match attributes.trim() {
            "" => {
                let _ = write!(self.0, "<{name}>");
            }
            attributes => {
                let _ = write!(self.0, "<{name} {attributes}>");
            }
        }
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.0);
    }
}

/// An attribute with its value escaped.
pub(super) fn attribute(name: &str, value: &str) -> String {
    let mut out = format!("{name}=\"");
    escape(value, &mut out);
    out.push('"');
    out
}

/// HTML has no control characters but white space.
fn escape(text: &str, out: &mut String) {
    let is_foreign = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
    let _ = match text.contains(is_foreign) {
        true => escape_html(&mut *out, &text.replace(is_foreign, "\u{fffd}")),
        false => escape_html(&mut *out, text),
    };
}
