//! The parts of a page that readers read, with their places in the file.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::html;
use crate::parse::cjk::ruby;
use crate::parse::markdown::raw_html::RawHtml;
use crate::parse::markdown::{self, MarkdownOptions};

/// What readers read of a page, without what says itself which language it is in.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// In the order of the file.
    pub(super) runs: Vec<Run>,
    /// Where the lines of paragraphs begin, in the order of the file.
    pub(super) lines: Vec<Line>,
}

/// A piece of text without anything else in it.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Bytes in the file.
    pub(super) span: Range<usize>,
    /// Runs of one paragraph, heading or cell have the same number.
    pub(super) block: usize,
    pub(super) kind: Kind,
}

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// In Markdown.
    Prose,
    /// In Markdown: a base and what it reads, whose language is told in the HTML.
    Ruby,
    /// Between tags of raw HTML.
    Html,
    /// What can have no tags: front matter, the description of an image.
    Plain,
}

/// A line of a paragraph or of an item of a list.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its first byte in the file, without what quotes and lists put before it.
    pub(super) start: usize,
    /// That of its runs.
    pub(super) block: usize,
    /// No line of the paragraph stands before it.
    pub(super) is_first: bool,
    pub(super) is_in_quote: bool,
}

/// Reads a page whose body begins at byte `body`.
pub(super) fn read(text: &str, body: usize, options: &MarkdownOptions, front: Vec<Run>) -> Text {
    let mut reader = Reader {
        file: text,
        base: body,
        text: Text {
            runs: front,
            lines: Vec::new(),
        },
        raw: RawHtml::default(),
        with_language: Vec::new(),
        block: 0,
        place: Place::Elsewhere,
        begins_line: false,
        is_first: false,
        quotes: 0,
        images: 0,
        in_address: false,
    };
    let markdown = text.get(body..).unwrap_or_default();
    markdown::read(markdown, options, |event, range| {
        reader.event(&event, body + range.start..body + range.end);
    });
    reader.finish()
}

/// What the text that comes next stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where lines can begin lists, headings and quotes.
    Paragraph,
    Code,
    Elsewhere,
}

struct Reader<'a> {
    file: &'a str,
    base: usize,
    text: Text,
    raw: RawHtml,
    /// Bytes of headings that have a `lang`.
    with_language: Vec<Range<usize>>,
    block: usize,
    place: Place,
    begins_line: bool,
    is_first: bool,
    quotes: usize,
    images: usize,
    /// In `<https://…>`.
    in_address: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(tag) => return self.end(*tag),
            Event::SoftBreak | Event::HardBreak => {
                self.begins_line = self.place == Place::Paragraph && self.images == 0;
                self.is_first = false;
                return;
            }
            Event::Text(_) => self.read_text(&range),
            Event::Html(html) | Event::InlineHtml(html) if self.images == 0 => {
                self.raw.push(html, range);
            }
            _ => {}
        }
        self.begins_line = false;
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => self.begins_line = false,
            Tag::Link { link_type, .. } => {
                self.in_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.begins_line = false;
            }
            Tag::Image { .. } => {
                self.images += 1;
                self.begins_line = false;
            }
            Tag::Paragraph
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionListDefinition => self.start_block(Place::Paragraph),
            Tag::CodeBlock(_) => self.start_block(Place::Code),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.start_block(Place::Elsewhere);
            }
            Tag::Heading { attrs, .. } => {
                if attrs.iter().any(|(name, _)| &**name == "lang") {
                    self.with_language.push(range);
                }
                self.start_block(Place::Elsewhere);
            }
            _ => self.start_block(Place::Elsewhere),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Link => self.in_address = false,
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.start_block(Place::Elsewhere);
            }
            _ => self.start_block(Place::Elsewhere),
        }
    }

    fn start_block(&mut self, place: Place) {
        self.block += 1;
        self.place = place;
        self.begins_line = place == Place::Paragraph;
        self.is_first = true;
    }

    fn read_text(&mut self, range: &Range<usize>) {
        if self.place == Place::Code || self.in_address {
            return;
        }
        if self.begins_line && self.images == 0 {
            self.text.lines.push(Line {
                start: range.start,
                block: self.block,
                is_first: self.is_first,
                is_in_quote: self.quotes > 0,
            });
        }
        let kind = if self.images > 0 {
            Kind::Plain
        } else {
            Kind::Prose
        };
        push_runs(self.file, range, (self.block, kind), &mut self.text.runs);
    }

    fn finish(mut self) -> Text {
        let read = html::read(&self.raw, self.base, self.file.len());
        for span in read.texts {
            push_runs(self.file, &span, (0, Kind::Html), &mut self.text.runs);
        }
        // That of the front matter and of Markdown is in order already.
        self.text.runs.sort_by_key(|run| run.span.start);
        let mut silent = read.silent;
        silent.append(&mut self.with_language);
        silent.sort_unstable_by_key(|span| span.start);
        let Text { runs, lines } = &mut self.text;
        drop_inside(&silent, runs, |run| run.span.start);
        drop_inside(&silent, lines, |line| line.start);
        self.text
    }
}

/// Drops what begins inside one of the spans; both are sorted.
fn drop_inside<T>(spans: &[Range<usize>], items: &mut Vec<T>, start: impl Fn(&T) -> usize) {
    let mut spans = spans.iter().peekable();
    let mut silent_until = 0;
    items.retain(|item| {
        let at = start(item);
        while let Some(span) = spans.next_if(|span| span.start <= at) {
            silent_until = silent_until.max(span.end);
        }
        at >= silent_until
    });
}

/// Adds the text of a span without addresses, and with its ruby apart.
pub(super) fn push_runs(
    file: &str,
    span: &Range<usize>,
    (block, kind): (usize, Kind),
    runs: &mut Vec<Run>,
) {
    let Some(text) = file.get(span.clone()) else {
        return;
    };
    let mut push = |from: usize, to: usize, kind: Kind| {
        if from < to {
            let span = span.start + from..span.start + to;
            runs.push(Run { span, block, kind });
        }
    };
    let mut position = 0;
    for at in memchr::memchr2_iter(b':', b'{', text.as_bytes()) {
        if at < position {
            continue;
        }
        if let Some(address) = address_at(text, at, position) {
            push(position, address.start, kind);
            position = address.end;
        } else if text.as_bytes()[at] == b'{'
            && !file[..span.start + at].ends_with('\\')
            && let Some(ruby) = ruby::at(text, at)
        {
            push(position, ruby.start, kind);
            push(ruby.start, ruby.end, Kind::Ruby);
            position = ruby.end;
        }
    }
    push(position, text.len(), kind);
}

/// The address around the `:` at byte `at` whose scheme begins at `from` or later; it ends before white space, what
/// no address holds, and full-width punctuation.
fn address_at(text: &str, at: usize, from: usize) -> Option<Range<usize>> {
    let rest = text[at..].strip_prefix("://")?;
    let scheme = text[from..at].bytes().rev();
    let length = scheme
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = rest.find(|char: char| {
        char.is_whitespace() || "<>\"、。，．；：！？「」『』（）【】〈〉《》［］".contains(char)
    });
    let end = end.map_or(text.len(), |end| text.len() - rest.len() + end);
    (length > 0).then_some(at - length..end)
}
