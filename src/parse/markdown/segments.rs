//! A body into its leaf blocks, for what compares translations.

use std::ops::Range;

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::unreadable::first_unreadable;
use super::{calls, controls, each_event};
use crate::parse::cjk::line_break::{break_vanishes, join_lines};
use crate::parse::cjk::prepare::Marks;
use crate::parse::cjk::ruby;
use crate::parse::component::{self, Call, CallKind};
use crate::parse::segment::{Markup, Segment, SegmentKind};
use crate::parse::{Component, markdown::MarkdownOptions};
use crate::unicode::nfc;

/// The leaf blocks of the bytes `body` of a file, in the order of the text. What the site is built with leaves out nothing of it: the same
/// parser reads both.
#[must_use]
pub fn segments(text: &str, body: Range<usize>, how: &MarkdownOptions) -> Vec<Segment> {
    let base = body.start;
    let body = text.get(body).unwrap_or_default();
    let options = how.parser_options();
    let body = first_unreadable(body, options).map_or(body, |at| &body[..at]);
    let found = match how.components {
        true => component::scan(body, base),
        false => Vec::new(),
    };
    let settled = calls::settle(body, found, options, how.scope());
    let prepared = settled.prepared();
    let mut splitter = Splitter {
        options: *how,
        marks: prepared.marks,
        base,
        source: settled.source(),
        calls: &settled.calls,
        found: Vec::new(),
        around: Vec::new(),
        open: Vec::new(),
        html: None,
    };
    let has_controls = controls::are_in(body);
    each_event(&prepared, options, has_controls, |event, range| {
        splitter.event(event, range)
    });
    splitter.finish()
}

/// What blocks stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Item,
    Quote,
    Note,
    Term,
    Definition,
}

struct Splitter<'a> {
    options: MarkdownOptions,
    marks: Option<Marks>,
    /// Where the body begins in the file.
    base: usize,
    /// The body with calls masked.
    source: &'a str,
    calls: &'a [Call],
    found: Vec<Segment>,
    around: Vec<Around>,
    /// The segment that text goes to, and those that wait for it to end: a picture in a paragraph.
    open: Vec<Segment>,
    /// Raw HTML of a block.
    html: Option<(String, Range<usize>)>,
}

impl Splitter<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(code) => {
                self.write(&format!("`{code}`"), &range);
                if let Some(open) = self.open.last_mut() {
                    open.code.push(code.into_string());
                }
            }
            Event::InlineMath(text) => self.write(&format!("${text}$"), &range),
            Event::DisplayMath(text) => self.write(&format!("$${text}$$"), &range),
            Event::Html(html) => match &mut self.html {
                Some((known, span)) => {
                    known.push_str(&html);
                    span.end = range.end;
                }
                None => self.html = Some((html.into_string(), range)),
            },
            Event::InlineHtml(_) => self.inline_html(&range),
            Event::SoftBreak | Event::HardBreak => self.write("\n", &range),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin(self.kind_of_paragraph(), 0, range),
            Tag::Heading { level, id, .. } => {
                self.begin(SegmentKind::Heading, level as u8, range);
                if let (Some(id), Some(open)) = (id, self.open.last_mut()) {
                    open.markup.push(Markup::Id((&*id).into()));
                }
            }
            Tag::CodeBlock(kind) => {
                self.begin(SegmentKind::Code, 0, range);
                if let (CodeBlockKind::Fenced(info), Some(open)) = (kind, self.open.last_mut())
                    && let Some(language) = info.split_whitespace().next()
                {
                    open.markup.push(Markup::Language(language.into()));
                }
            }
            Tag::TableCell => self.begin(SegmentKind::Cell, 0, range),
            Tag::Item => self.enter(Around::Item),
            Tag::BlockQuote(_) => self.enter(Around::Quote),
            Tag::FootnoteDefinition(_) => self.enter(Around::Note),
            Tag::DefinitionListTitle => self.enter(Around::Term),
            Tag::DefinitionListDefinition => self.enter(Around::Definition),
            Tag::Image { dest_url, .. } => {
                self.open.push(self.empty(SegmentKind::Alt, 0, range));
                self.mark(Markup::Image((&*dest_url).into()), range);
            }
            Tag::Link { dest_url, .. } => self.mark(Markup::Link((&*dest_url).into()), range),
            Tag::List(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::DefinitionList => self.close_all(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => {
                self.close_all();
            }
            TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.close_all();
                self.around.pop();
            }
            TagEnd::Image => self.close_image(),
            TagEnd::HtmlBlock => self.close_html(),
            _ => {}
        }
    }

    fn enter(&mut self, around: Around) {
        self.close_all();
        self.around.push(around);
    }

    fn kind_of_paragraph(&self) -> SegmentKind {
        match self.around.last() {
            Some(Around::Item) => SegmentKind::Item,
            Some(Around::Quote) => SegmentKind::Quote,
            Some(Around::Note) => SegmentKind::Note,
            Some(Around::Term) => SegmentKind::Term,
            Some(Around::Definition) => SegmentKind::Definition,
            None => SegmentKind::Paragraph,
        }
    }

    fn empty(&self, kind: SegmentKind, level: u8, range: &Range<usize>) -> Segment {
        Segment {
            kind,
            level,
            text: String::new(),
            markup: Vec::new(),
            code: Vec::new(),
            span: range.clone(),
        }
    }

    fn begin(&mut self, kind: SegmentKind, level: u8, range: &Range<usize>) {
        self.close_all();
        self.open.push(self.empty(kind, level, range));
    }

    /// The segment that what stands at `range` belongs to: items of tight lists have no paragraph.
    fn at(&mut self, range: &Range<usize>) -> &mut Segment {
        if self.open.is_empty() {
            let kind = self.kind_of_paragraph();
            self.open.push(self.empty(kind, 0, range));
        }
        let last = self.open.len() - 1;
        let open = &mut self.open[last];
        open.span.end = open.span.end.max(range.end);
        open
    }

    fn write(&mut self, text: &str, range: &Range<usize>) {
        self.at(range).text.push_str(text);
    }

    fn mark(&mut self, markup: Markup, range: &Range<usize>) {
        self.at(range).markup.push(markup);
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        match self.marks {
            Some(marks) if marks.has_ruby(text) => {
                let written = marks.restore(text);
                let is_code = self
                    .open
                    .last()
                    .is_some_and(|open| open.kind == SegmentKind::Code);
                match is_code {
                    true => self.write(&written, range),
                    false => self.write(&ruby::strip(&written), range),
                }
            }
            _ => self.write(text, range),
        }
    }

    fn inline_html(&mut self, range: &Range<usize>) {
        let at = self
            .calls
            .partition_point(|call| call.span.start < range.start);
        if let Some(call) = self.calls.get(at)
            && call.span == *range
            && let CallKind::Inline(component) = &call.kind
        {
            let (markup, texts) = of_component(component);
            self.mark(markup, range);
            self.write(&texts, range);
        }
    }

    fn close_image(&mut self) {
        let Some(image) = self.open.pop() else {
            return;
        };
        if image.text.trim().is_empty() {
            let span = image.span.clone();
            self.at(&span).markup.extend(image.markup);
        } else {
            self.found.push(image);
        }
    }

    fn close_html(&mut self) {
        let Some((html, range)) = self.html.take() else {
            return;
        };
        if let Some(at) = calls::call_that_fills(self.source, self.calls, &range) {
            let component = match self.calls.get(at).map(|call| &call.kind) {
                Some(CallKind::Inline(component) | CallKind::Open(component)) => component,
                _ => return,
            };
            let (markup, texts) = of_component(component);
            let mut segment = self.empty(SegmentKind::Component, 0, &range);
            segment.markup.push(markup);
            segment.text = texts;
            self.found.push(segment);
            return;
        }
        let mut segment = self.empty(SegmentKind::Html, 0, &range);
        segment.text = text_of_html(&html);
        self.found.push(segment);
    }

    fn close_all(&mut self) {
        while let Some(segment) = self.open.pop() {
            self.found.push(segment);
        }
    }

    fn finish(mut self) -> Vec<Segment> {
        self.close_all();
        let writing = self.options.writing;
        let mut found = self.found;
        found.retain_mut(|segment| {
            segment.text = match segment.kind {
                SegmentKind::Code => code_lines(&segment.text),
                _ => normalised(&segment.text, |before, after| {
                    break_vanishes(before, after, writing)
                }),
            };
            segment.span = self.base + segment.span.start..self.base + segment.span.end;
            !segment.text.is_empty() || !segment.markup.is_empty()
        });
        // A picture ends before the paragraph in which it stands.
        found.sort_by_key(|segment| segment.span.start);
        found
    }
}

/// White space folded, line breaks gone where they are no spaces, NFC.
fn normalised(text: &str, vanishes: impl Fn(char, char) -> bool) -> String {
    let joined = join_lines(text, vanishes);
    let words: Vec<&str> = joined.split_whitespace().collect();
    nfc(&words.join(" ")).into_owned()
}

fn code_lines(code: &str) -> String {
    let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Arguments with letters of other scripts, or with spaces, are text; all others are the same in every language.
fn of_component(component: &Component) -> (Markup, String) {
    let mut markup = component.name.to_string();
    let mut texts: Vec<&str> = Vec::new();
    for (name, value) in &component.arguments {
        match value.as_str() {
            Some(text) if text.contains(' ') || !text.is_ascii() => texts.push(text),
            _ => markup.push_str(&format!(" {name}={value}")),
        }
    }
    (Markup::Component(markup.into()), texts.join(" "))
}

fn text_of_html(html: &str) -> String {
    let mut text = Vec::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::String(string)) => text.extend_from_slice(&string),
            Ok(Token::StartTag(_) | Token::EndTag(_)) => text.push(b' '),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}
