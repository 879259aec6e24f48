//! The paragraph in which finished HTML stops: a box on a line of its own ends it and begins another.

use crate::render::excerpt;

/// Told from the texts of the body alone: what components make has paragraphs of its own.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The byte of the HTML where its content begins; none outside of paragraphs.
    start: Option<usize>,
    /// How many elements are open in it.
    pub(super) depth: isize,
    /// Whether it was opened behind a box.
    is_reopened: bool,
}

const START: &str = "<p>";
const END: &str = "</p>";

impl Paragraph {
    /// Adds text of the body.
    pub(super) fn text(&mut self, text: &str, html: &mut String) {
        let mut text = text;
        if let Some(start) = self.start.filter(|_| self.is_reopened)
            && html[start..].trim().is_empty()
        {
            text = behind_break(text);
            if let Some(behind) = text.strip_prefix(END) {
                html.truncate(start - START.len() - "\n".len());
                *self = Paragraph::default();
                text = behind;
            }
        }
        let begins = text.rfind(START).filter(|at| !text[*at..].contains(END));
        match begins {
            Some(at) => {
                let inside = &text[at + START.len()..];
                *self = Paragraph {
                    start: Some(html.len() + text.len() - inside.len()),
                    depth: excerpt::depth(inside),
                    is_reopened: false,
                };
            }
            None if self.start.is_some() && text.contains(END) => *self = Paragraph::default(),
            None if self.start.is_some() && text.contains('<') => {
                self.depth += excerpt::depth(text);
            }
            None => {}
        }
        html.push_str(text);
    }

    /// Adds a box on a line of its own.
    pub(super) fn boxed(&mut self, made: &str, html: &mut String) {
        let Some(start) = self.start.filter(|_| self.depth == 0) else {
            html.push_str(made);
            return;
        };
        match without_break(&html[start..]).len() {
            0 => html.truncate(start - START.len()),
            length => {
                html.truncate(start + length);
                html.push_str(END);
                html.push('\n');
            }
        }
        html.push_str(made);
        html.push('\n');
        html.push_str(START);
        self.start = Some(html.len());
        self.is_reopened = true;
    }
}

/// Text without the end of a line behind it.
pub(super) fn without_break(text: &str) -> &str {
    let text = text.trim_end_matches(['\n', ' ']);
    text.strip_suffix("<br />").unwrap_or(text)
}

/// Text without the end of a line before it.
pub(super) fn behind_break(text: &str) -> &str {
    let text = text.strip_prefix("<br />").unwrap_or(text);
    text.strip_prefix('\n').unwrap_or(text)
}
