//! Text and what stands in it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType};

use super::{HtmlBlock, Writer};
use crate::config::SoftBreaks;
use crate::diag::Diagnostic;
use crate::parse::cjk::line_break::{break_vanishes, join_lines, last_visible};
use crate::parse::cjk::ruby;
use crate::parse::markdown::controls;
use crate::parse::markdown::flow::Hole;
use crate::parse::markdown::raw_html::name_of;
use crate::parse::markdown::{escape_attribute, escape_text};
use crate::parse::{Image, Link};

impl<'a> Writer<'a> {
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(code) = &mut self.code {
            match &self.marks {
                Some(marks) => code.text.push_str(&marks.restore(text)),
                None => code.text.push_str(text),
            }
            return;
        }
        if self.may_refer && !self.is_in_autolink {
            self.look_for_references(range);
        }
        match self.marks {
            Some(marks) if marks.has_ruby(text) => self.text_with_ruby(text, &marks, range),
            _ => self.plain_text(text),
        }
    }

    pub(super) fn plain_text(&mut self, text: &str) {
        self.before_text(text);
        escape_text(&mut self.flow.html, text);
        self.read(text);
    }

    pub(super) fn code_span(&mut self, text: &str) {
        self.before_text(text);
        self.push("<code>");
        escape_text(&mut self.flow.html, text);
        self.push("</code>");
        self.read(text);
    }

    /// Decides about the line break before this text.
    pub(super) fn before_text(&mut self, text: &str) {
        let Some(at) = self.pending_break.take() else {
            return;
        };
        let (Some(before), Some(after)) = (self.last_char, text.chars().next()) else {
            return;
        };
        if !break_vanishes(before, after, self.options.writing) {
            return;
        }
        self.flow.remove_byte(at);
        for collected in [&mut self.heading_text, &mut self.summary.collecting]
            .into_iter()
            .flatten()
        {
            if collected.ends_with('\n') {
                collected.pop();
            }
        }
    }

    /// Takes note of text that readers see.
    pub(super) fn read(&mut self, text: &str) {
        self.length.count(text);
        self.last_char = last_visible(text).or(self.last_char);
        self.paragraph.has_text |= text.bytes().any(|byte| !byte.is_ascii_whitespace());
        self.paragraph.formula_end = None;
        self.collect(text);
    }

    fn collect(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(text);
        }
        self.summary.collect(text);
    }

    /// Each line of what stands before definitions is a term of its own, as PHP Markdown Extra has it.
    fn next_term(&mut self) {
        self.end_label();
        self.length.end_word();
        self.pending_break = None;
        self.last_char = None;
        self.raw.leave();
        self.raw.enter();
        self.push("</dt>\n<dt>");
        self.collect("\n");
    }

    pub(super) fn soft_break(&mut self) {
        if self.term == Some(self.depth) {
            return self.next_term();
        }
        if self.options.soft_breaks == SoftBreaks::Hard {
            return self.hard_break();
        }
        self.length.end_word();
        if self.options.soft_breaks == SoftBreaks::Cjk && self.last_char.is_some() {
            self.pending_break = Some(self.flow.html.len());
        }
        self.push("\n");
        self.collect("\n");
    }

    pub(super) fn hard_break(&mut self) {
        self.length.end_word();
        self.pending_break = None;
        self.last_char = None;
        self.push("<br />\n");
        self.collect("\n");
    }

    pub(super) fn inline_math(&mut self, text: &str) {
        self.before_text(text);
        self.push("<span class=\"math math-inline\">");
        escape_text(&mut self.flow.html, text);
        self.push("</span>");
        self.read(text);
    }

    /// A formula that fills its paragraph becomes a block when the paragraph ends.
    pub(super) fn display_math(&mut self, text: &str) {
        let start = self.paragraph.start;
        let has_hole = self.flow.holes.last().is_some_and(|(at, _)| *at >= start);
        let is_first =
            self.flow.html.len() == start && self.flow.html.ends_with("<p>") && !has_hole;
        self.pending_break = None;
        self.push("<span class=\"math math-display\">");
        escape_text(&mut self.flow.html, text);
        self.push("</span>");
        self.read(text);
        self.paragraph.formula_end = is_first.then_some(self.flow.html.len());
    }

    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        if self.html_block != HtmlBlock::Swallowed {
            self.raw_html(html, range);
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(call) = self.take_call(&range) {
            self.inline_call(call);
        } else {
            self.raw_html(html, range);
            self.raw.end_block();
            self.name_heading(html);
            if is_line_break(html) {
                self.length.end_word();
                self.pending_break = None;
                self.last_char = None;
                self.collect("\n");
            }
        }
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        self.push(&controls::without(html));
        self.paragraph.formula_end = None;
        if self.options.checks {
            let span = self.in_file(&range);
            self.raw.push(html, span);
        }
    }

    /// Adds what a tag says for those who do not see its element to the heading in which it stands.
    fn name_heading(&mut self, tag: &str) {
        let Some(heading) = &mut self.heading_text else {
            return;
        };
        let name = name_of(tag);
        heading.push_str(&controls::without(&name.alt));
        self.heading_is_named |= name.is_labelled;
    }

    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        destination: &CowStr<'_>,
        title: &CowStr<'_>,
        range: &Range<usize>,
    ) {
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}").into_boxed_str(),
            _ => Box::from(&**destination),
        };
        self.is_in_autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
        self.paragraph.formula_end = None;
        let span = self.in_file(range);
        if self.options.checks && destination.trim().is_empty() {
            let problem = Diagnostic::finding("empty-address", "this link leads nowhere: it has no address").help(
                "write between `(` and `)` the path of a file, seen from this file's folder, or an address; or take the link out",
            );
            self.report.in_file(span.clone(), "", problem);
        }
        self.flow.hole(Hole::Link(Box::new(Link {
            destination,
            title: Box::from(&*ruby::strip(title)),
            span,
        })));
    }

    pub(super) fn start_image(
        &mut self,
        source: &CowStr<'_>,
        title: &CowStr<'_>,
        range: &Range<usize>,
    ) {
        let image = Image {
            source: Box::from(&**source),
            alt: Box::default(),
            title: Box::from(&*ruby::strip(title)),
            span: self.in_file(range),
        };
        self.alt = String::new();
        self.image = Some((image, 0));
    }

    /// Alternative text is what the description reads like without its markup.
    pub(super) fn alt_event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(_) => {
                if let Some((_, open)) = &mut self.image {
                    *open += 1;
                }
            }
            Event::End(_) => match &mut self.image {
                Some((_, open)) if *open > 0 => *open -= 1,
                _ => self.end_image(),
            },
            Event::Text(text) => match &self.marks {
                Some(marks) if marks.has_ruby(&text) => {
                    self.alt.push_str(&ruby::strip(&marks.restore(&text)));
                }
                _ => self.alt.push_str(&text),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.alt.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.alt.push('\n'),
            Event::InlineHtml(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn end_image(&mut self) {
        let Some((mut image, _)) = self.image.take() else {
            return;
        };
        let alt = std::mem::take(&mut self.alt);
        image.alt = if alt.contains('\n') {
            let options = self.options;
            join_lines(&alt, |before, after| {
                options.soft_breaks == SoftBreaks::Cjk
                    && break_vanishes(before, after, options.writing)
            })
        } else {
            alt
        }
        .into_boxed_str();
        if self.options.checks && image.source.trim().is_empty() {
            let problem = Diagnostic::finding("empty-address", "this picture has no address")
                .help("write the name of an image beside this file between `(` and `)`");
            self.report.in_file(image.span.clone(), "", problem);
        }
        if self.options.checks && image.alt.trim().is_empty() {
            self.report.in_file(
                image.span.clone(),
                "",
                Diagnostic::finding("missing-alt", "this picture has no text for those who cannot see it").help(
                    "describe the picture between `![` and `]`; if it is mere decoration, write raw HTML: `<img src=\"…\" alt=\"\">`",
                ),
            );
        }
        self.pending_break = None;
        self.last_char = None;
        self.paragraph.formula_end = None;
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(&image.alt);
        }
        self.depth -= 1;
        self.flow.hole(Hole::Image(Box::new(image)));
    }

    /// An attribute with its space and quotes.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.push(" ");
        escape_attribute(&mut self.flow.html, name);
        self.push("=\"");
        escape_attribute(&mut self.flow.html, value);
        self.push("\"");
    }
}

/// `<br>`, however it is written.
fn is_line_break(tag: &str) -> bool {
    let name = tag
        .get(1..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("br"));
    name && tag[3..].starts_with(['>', '/', ' ', '\t', '\n', '\r'])
}
