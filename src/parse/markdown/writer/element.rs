//! Elements that are more than a pair of tags.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, HeadingLevel};

use super::{CodeBlock, HeadingDraft, HtmlBlock, Suspended, Table, Writer};
use crate::diag::Diagnostic;
use crate::parse::attributes::{self, Attributes, Braces};
use crate::parse::component::is_escaped;
use crate::parse::markdown::calls::call_that_fills;
use crate::parse::markdown::controls;
use crate::parse::markdown::flow::{Flow, Hole};
use crate::parse::markdown::summary::fold;
use crate::parse::markdown::{escape_attribute, escape_text};

impl Writer<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        has_attributes: bool,
        range: Range<usize>,
    ) {
        self.flow.start_line();
        let level = level as u8;
        let text = self.source.get(range.clone()).unwrap_or_default();
        let attributes = self.attributes_of(text, has_attributes, range.start);
        let Attributes {
            id,
            classes,
            pairs,
            refused,
        } = attributes;
        // Writing to a string cannot fail.
        let _ = write!(self.flow.html, "<h{level}");
        if self.options.heading_ids {
            self.flow.hole(Hole::HeadingId(self.headings.len()));
        }
        if !classes.is_empty() {
            self.attribute("class", &controls::without(&classes.join(" ")));
        }
        for (name, value) in pairs {
            self.attribute(name, &controls::without(value.unwrap_or_default()));
        }
        self.push(">");
        let span = range.start..range.start + text.trim_end().len();
        if self.options.checks {
            self.check_level(level, &span);
            for (refused, at) in refused {
                let at = range.start + at.start..range.start + at.end;
                self.report.at(at, "", refused.told());
            }
        }
        self.headings.push(HeadingDraft {
            level,
            explicit: id.map(|id| controls::without(id).into_owned()),
            text: Box::default(),
            span,
            is_listed: self.suspended.is_empty(),
        });
        self.heading_text = Some(String::new());
        self.heading_is_named = false;
    }

    /// The attributes at the end of a heading, which begins at byte `start` of the body.
    fn attributes_of<'text>(
        &mut self,
        heading: &'text str,
        has_attributes: bool,
        start: usize,
    ) -> Attributes<'text> {
        let heading = without_underline(heading.trim_end());
        if !has_attributes && !heading.ends_with('}') {
            return Attributes::default();
        }
        match attributes::at_end(heading) {
            Some((_, Braces::Attributes(attributes))) if has_attributes => return attributes,
            Some((span, Braces::Attempt)) if self.options.checks => {
                let span = start + span.start..start + span.end;
                self.report.at(span, "", attributes::told_of_attempt());
            }
            _ => {}
        }
        Attributes::default()
    }

    fn check_level(&mut self, level: u8, span: &Range<usize>) {
        let before = self.headings.last().map_or(1, |heading| heading.level);
        if level == 1 {
            let problem = Diagnostic::finding(
                "heading-level-1",
                "a page has one heading of the first level, its title",
            )
            .help("write `## …` for the first level of headings inside the text");
            self.report.at(span.clone(), "", problem);
        } else if level > before + 1 {
            let problem = Diagnostic::warning(
                "heading-skip",
                format!("a heading of level {level} follows one of level {before}"),
            )
            .help(format!("write `{} …`", "#".repeat(usize::from(before) + 1)));
            self.report.at(span.clone(), "", problem);
        }
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        let text = self.heading_text.take().unwrap_or_default();
        let text = fold(&text).into_boxed_str();
        if let Some(heading) = self.headings.last_mut() {
            if self.options.checks && text.is_empty() && !self.heading_is_named {
                let problem = Diagnostic::finding(
                    "heading-without-text",
                    "this heading has no text: nothing can name it, and the table of contents leaves it out",
                )
                .help("write text in it; what a picture shows stands between `![` and `]`");
                self.report.at(heading.span.clone(), "", problem);
            }
            heading.text = text;
        }
        let _ = writeln!(self.flow.html, "</h{}>", level as u8);
    }

    pub(super) fn start_alert(&mut self, kind: BlockQuoteKind) {
        let (name, key) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.flow.start_line();
        let _ = write!(
            self.flow.html,
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">"
        );
        self.flow.hole(Hole::Message(key));
        self.push("</p>\n");
    }

    pub(super) fn end_code(&mut self) {
        let Some(CodeBlock { info, text }) = self.code.take() else {
            return;
        };
        self.flow.start_line();
        if !self.options.extensions {
            let language = info.split_ascii_whitespace().next().unwrap_or_default();
            self.push("<pre><code");
            self.language_class(language);
            self.push(">");
            escape_text(&mut self.flow.html, &text);
            self.push("</code></pre>\n");
            return;
        }
        let language = info
            .split(|char: char| char.is_whitespace() || matches!(char, ',' | '{'))
            .next()
            .unwrap_or_default();
        // It scrolls where a line is too long: the keyboard has to get there.
        self.push("<pre class=\"code\" tabindex=\"0\"");
        if !language.is_empty() {
            self.attribute("data-lang", language);
        }
        self.push("><code");
        self.language_class(language);
        self.push(">");
        let coloured = if self.options.highlight {
            self.highlighter.highlight(language, &text)
        } else {
            None
        };
        match coloured {
            Some(html) => self.push(&html),
            None => escape_text(&mut self.flow.html, &text),
        }
        self.push("</code></pre>\n");
    }

    fn language_class(&mut self, language: &str) {
        if !language.is_empty() {
            self.push(" class=\"language-");
            escape_attribute(&mut self.flow.html, language);
            self.push("\"");
        }
    }

    /// Whether this block of raw HTML is `<!--more-->` alone.
    pub(super) fn is_more(&self, range: &Range<usize>) -> bool {
        let text = self.source.get(range.clone()).unwrap_or_default().trim();
        self.options.components
            && text
                .strip_prefix("<!--")
                .and_then(|rest| rest.strip_suffix("-->"))
                .is_some_and(|name| name.trim() == "more")
    }

    pub(super) fn start_html_block(&mut self, range: &Range<usize>) {
        // This block itself counts as open by now.
        self.depth -= 1;
        self.html_block = if self.is_at_top() && self.is_more(range) {
            self.summary.cut(&mut self.flow);
            HtmlBlock::Swallowed
        } else if call_that_fills(self.source, self.calls, range).is_some()
            && let Some(call) = self.take_call_in(range)
        {
            self.block_call(call);
            HtmlBlock::Swallowed
        } else {
            self.flow.start_line();
            HtmlBlock::Written
        };
        self.depth += 1;
    }

    pub(super) fn start_list(&mut self, start: Option<u64>) {
        self.flow.start_line();
        match start {
            None => self.push("<ul"),
            Some(1) => self.push("<ol"),
            Some(number) => {
                let _ = write!(self.flow.html, "<ol start=\"{number}\"");
            }
        }
        if self.options.extensions {
            self.flow.hole(Hole::TaskList(self.task_lists.len()));
        }
        self.open_lists.push(self.task_lists.len());
        self.task_lists.push(false);
        self.push(">\n");
    }

    pub(super) fn task(&mut self, is_done: bool) {
        if let Some(list) = self
            .open_lists
            .last()
            .and_then(|list| self.task_lists.get_mut(*list))
        {
            *list = true;
        }
        const CLASS: &str = " class=\"task-list-item\"";
        self.flow.insert(self.item_attributes, CLASS);
        self.paragraph.start += CLASS.len();
        self.push(if is_done {
            "<label><input type=\"checkbox\" disabled checked> "
        } else {
            "<label><input type=\"checkbox\" disabled> "
        });
        self.in_label = true;
    }

    pub(super) fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.push("</label>");
        }
    }

    pub(super) fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        };
        self.last_char = None;
        self.length.end_word();
        self.push(if self.table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        self.push(class);
    }

    /// Tells of cells that the table has no column for: the parser leaves them out.
    pub(super) fn check_row(&mut self) {
        let Table { row, cell_end, .. } = &self.table;
        let after = self.source.get(*cell_end..row.end).unwrap_or_default();
        if !self.options.checks || !says_anything(after) {
            return;
        }
        let columns = self.table.alignments.len();
        let cells = columns + bars_of(after.trim().trim_end_matches('|')).max(1);
        let line = row.start
            ..row.start
                + self
                    .source
                    .get(row.clone())
                    .unwrap_or_default()
                    .trim_end()
                    .len();
        let problem = Diagnostic::warning(
            "table-row",
            format!("this row has {cells} cells, the table {columns}: the others are left out"),
        )
        .help("write `\\|` for a bar that is text, or give the first row as many cells");
        self.report.at(line, "", problem);
    }

    pub(super) fn start_footnote(&mut self, label: &str, span: Range<usize>) {
        let note = self.footnotes.index(label);
        let text = self.source.get(span.clone()).unwrap_or_default();
        let span = span.start..span.start + text.lines().next().unwrap_or_default().len();
        let flow = std::mem::take(&mut self.flow);
        self.suspended.push(Suspended { flow, note, span });
    }

    pub(super) fn end_footnote(&mut self) {
        let Some(Suspended { flow, note, span }) = self.suspended.pop() else {
            return;
        };
        let written: Flow = std::mem::replace(&mut self.flow, flow);
        let span = self.in_file(&span);
        match self.footnotes.defined(note) {
            None => self.footnotes.define(note, span, written),
            Some(first) => {
                let first = self.report.place(first, "first defined here");
                let problem =
                    Diagnostic::error("duplicate-footnote", "this footnote is defined twice")
                        .help("give one of the two another name")
                        .related(first);
                self.report.in_file(span, "", problem);
            }
        }
    }
}

/// Whether cells hold more than spaces and comments.
fn says_anything(cells: &str) -> bool {
    let mut rest = cells;
    loop {
        rest = rest.trim_start_matches(|char: char| char == '|' || char.is_whitespace());
        let Some(comment) = rest.strip_prefix("<!--") else {
            return !rest.is_empty();
        };
        let Some((_, after)) = comment.split_once("-->") else {
            return true;
        };
        rest = after;
    }
}

/// How many bars of a table's row end a cell.
fn bars_of(row: &str) -> usize {
    let bytes = row.as_bytes();
    memchr::memchr_iter(b'|', bytes)
        .filter(|at| !is_escaped(bytes, *at))
        .count()
}

/// The text of a heading whose level may be told by a line below it.
fn without_underline(heading: &str) -> &str {
    let is_underline =
        |line: &str| !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'=' | b'-'));
    match heading.rsplit_once(['\n', '\r']) {
        Some((text, line)) if is_underline(line.trim_start_matches([' ', '\t', '>'])) => {
            text.trim_end()
        }
        _ => heading,
    }
}
