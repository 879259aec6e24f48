//! Starts and ends of elements.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::{CodeBlock, HtmlBlock, Paragraph, Table, Writer};
use crate::parse::markdown::DEEPEST;

impl<'a> Writer<'a> {
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.depth >= DEEPEST {
            self.skipped = 1;
            self.report.too_deep(range);
            return;
        }
        if !is_inline(&tag.to_end()) {
            self.block_starts(&tag, &range);
        }
        let at_top = self.is_at_top();
        self.depth += 1;
        if !matches!(tag, Tag::HtmlBlock | Tag::Image { .. }) {
            self.raw.enter();
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(at_top),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let has_attributes = id.is_some() || !classes.is_empty() || !attrs.is_empty();
                self.start_heading(level, has_attributes, range);
            }
            Tag::BlockQuote(None) => self.open_line("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_alert(kind),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(CodeBlock {
                    info,
                    text: String::new(),
                });
            }
            Tag::HtmlBlock => self.start_html_block(&range),
            Tag::List(start) => self.start_list(start),
            Tag::Item => {
                self.open_line("<li>");
                self.item_attributes = self.flow.html.len() - 1;
            }
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            Tag::DefinitionList => self.open_line("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.term = Some(self.depth);
                self.open_line("<dt>");
            }
            Tag::DefinitionListDefinition => self.open_line("<dd>"),
            Tag::Table(alignments) => {
                self.table = Table {
                    alignments,
                    ..Table::default()
                };
                // The box scrolls where the table is wider than the screen, and can be reached with the keyboard.
                self.open_line("<div class=\"table-scroll\" tabindex=\"0\">\n<table>\n");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.push("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.table.row = range;
                if !std::mem::replace(&mut self.table.body_is_open, true) {
                    self.push("<tbody>\n");
                }
                self.push("<tr>\n");
            }
            Tag::TableCell => {
                self.table.cell_end = range.end;
                self.start_cell();
            }
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Superscript => self.push("<sup>"),
            Tag::Subscript => self.push("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id: _,
            } => self.link(link_type, &dest_url, &title, &range),
            Tag::Image {
                link_type: _,
                dest_url,
                title,
                id: _,
            } => self.start_image(&dest_url, &title, &range),
            Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        self.close_components_inside(self.depth);
        if !is_inline(&tag) {
            self.end_label();
        }
        self.depth = self.depth.saturating_sub(1);
        if !matches!(tag, TagEnd::HtmlBlock | TagEnd::Image) {
            self.raw.leave();
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(None) => self.push("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                self.html_block = HtmlBlock::Outside;
                self.raw.end_block();
            }
            TagEnd::List(is_ordered) => {
                self.open_lists.pop();
                self.push(if is_ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.term = None;
                self.push("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => {
                self.push(if self.table.body_is_open {
                    "</tbody>\n</table>\n</div>\n"
                } else {
                    "</table>\n</div>\n"
                });
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.push("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => {
                self.check_row();
                self.push("</tr>\n");
            }
            TagEnd::TableCell => {
                self.table.column += 1;
                self.push(if self.table.in_head {
                    "</th>\n"
                } else {
                    "</td>\n"
                });
            }
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::Link => {
                self.is_in_autolink = false;
                self.push("</a>");
            }
            TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// What every block means for the text before it.
    fn block_starts(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        self.end_label();
        self.length.end_word();
        self.pending_break = None;
        self.last_char = None;
        if self.is_at_top() && !matches!(tag, Tag::FootnoteDefinition(_)) {
            if matches!(tag, Tag::HtmlBlock) && self.is_more(range) {
                return;
            }
            self.summary.block();
        }
    }

    pub(super) fn open_line(&mut self, tag: &str) {
        self.flow.start_line();
        self.push(tag);
    }

    pub(super) fn rule(&mut self) {
        self.end_label();
        if self.is_at_top() {
            self.summary.block();
        }
        self.open_line("<hr />\n");
    }

    fn start_paragraph(&mut self, at_top: bool) {
        self.flow.start_line();
        if self.suspended.is_empty() {
            self.summary.paragraph_starts(&mut self.flow, at_top);
        }
        self.push("<p>");
        self.paragraph = Paragraph {
            start: self.flow.html.len(),
            ..Paragraph::default()
        };
    }

    fn end_paragraph(&mut self) {
        let Paragraph {
            has_text,
            start,
            formula_end,
        } = std::mem::take(&mut self.paragraph);
        if formula_end.is_some_and(|end| end == self.flow.html.len()) {
            const START: &str = "<p><span";
            const END: &str = "</span>";
            let start = start - "<p>".len();
            self.flow.html.truncate(self.flow.html.len() - END.len());
            self.flow
                .html
                .replace_range(start..start + START.len(), "<div");
            self.push("</div>\n");
        } else {
            self.push("</p>\n");
        }
        if self.suspended.is_empty() {
            let at_top = self.is_at_top();
            self.summary
                .paragraph_ends(&mut self.flow, at_top, has_text);
        }
    }
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
