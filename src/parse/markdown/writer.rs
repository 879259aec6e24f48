//! Events of the Markdown parser into a flow of HTML with holes.

mod block;
mod call;
mod element;
mod finish;
mod inline;
mod note;
mod ruby;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event};

use super::calls::{Place, Settled};
use super::flow::Flow;
use super::footnotes::Footnotes;
use super::raw_html::RawHtml;
use super::summary::Summary;
use super::{Input, MarkdownOptions, Report};
use crate::parse::Reading;
use crate::parse::cjk::prepare::Marks;
use crate::parse::component::Call;
use crate::parse::highlight::Highlighter;
use crate::parse::length::Counter;

/// The state between two events.
pub(super) struct Writer<'a> {
    options: MarkdownOptions,
    highlighter: &'a Highlighter,
    report: Report<'a>,
    /// The body as it stands in the file.
    original: &'a str,
    /// The body with calls masked: what the events' offsets and texts refer to.
    source: &'a str,
    /// What stands for ruby in text.
    marks: Option<Marks>,
    calls: &'a [Call],
    /// What only looks like calls.
    refused_calls: &'a [(Call, Place)],
    /// The first of `calls` not met yet.
    next_call: usize,
    /// Components with a body that are open.
    components: Vec<OpenComponent>,
    /// Components whose opening was refused: their ends are not reported again.
    refused: Vec<Box<str>>,
    flow: Flow,
    /// Flows that definitions of footnotes interrupt.
    suspended: Vec<Suspended>,
    footnotes: Footnotes,
    /// Something in the body looks like a reference to a footnote.
    may_refer: bool,
    /// The link that is open is an address in `<>`.
    is_in_autolink: bool,
    /// Elements that are open.
    depth: usize,
    /// Elements that are open inside one that is left out for its depth, with that one.
    skipped: usize,
    table: Table,
    code: Option<CodeBlock>,
    /// The image whose alternative text is being read, and how many elements are open inside.
    image: Option<(crate::parse::Image, usize)>,
    /// Its alternative text so far.
    alt: String,
    html_block: HtmlBlock,
    headings: Vec<HeadingDraft>,
    /// Text of the heading that is being written.
    heading_text: Option<String>,
    /// Something in it has a name that is no text of it here.
    heading_is_named: bool,
    /// Whether each list has tasks.
    task_lists: Vec<bool>,
    open_lists: Vec<usize>,
    /// Where attributes of the newest `<li` go.
    item_attributes: usize,
    /// How many elements are open in the term of a definition that is being written.
    term: Option<usize>,
    /// A `<label>` is open.
    in_label: bool,
    raw: RawHtml,
    length: Counter,
    summary: Summary,
    paragraph: Paragraph,
    /// What ruby in the body reads, each once.
    readings: Vec<Reading>,
    known_readings: HashSet<Reading>,
    /// The last character of text in this block.
    last_char: Option<char>,
    /// A line break that vanishes if the next text is wide too, by its offset in the HTML.
    pending_break: Option<usize>,
}

struct OpenComponent {
    name: Box<str>,
    /// Bytes in the body.
    span: Range<usize>,
    /// Elements open around it.
    depth: usize,
    /// It is left out, for its depth.
    dropped: bool,
}

struct Suspended {
    flow: Flow,
    /// The note that is being written, and its bytes in the body.
    note: usize,
    span: Range<usize>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    body_is_open: bool,
    /// Bytes of the row in the body, and where the last of its cells ends.
    row: Range<usize>,
    cell_end: usize,
}

struct CodeBlock {
    /// What follows the fence.
    info: String,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HtmlBlock {
    Outside,
    Written,
    /// It was a call or `<!--more-->`.
    Swallowed,
}

#[derive(Default)]
struct Paragraph {
    /// Something readable stands in it.
    has_text: bool,
    /// Where it begins in the HTML.
    start: usize,
    /// It consists so far of one displayed formula, which ends here in the HTML.
    formula_end: Option<usize>,
}

struct HeadingDraft {
    level: u8,
    explicit: Option<String>,
    text: Box<str>,
    /// Bytes in the body.
    span: Range<usize>,
    /// It belongs to the table of contents: it is in no footnote.
    is_listed: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        input: &Input<'a>,
        report: Report<'a>,
        original: &'a str,
        settled: &'a Settled<'_>,
        marks: Option<Marks>,
    ) -> Self {
        let source = settled.source();
        Writer {
            options: *input.options,
            highlighter: input.highlighter,
            report,
            original,
            source,
            marks,
            calls: &settled.calls,
            refused_calls: &settled.refused,
            next_call: 0,
            components: Vec::new(),
            refused: Vec::new(),
            flow: Flow {
                html: String::with_capacity(source.len() + source.len() / 2),
                holes: Vec::new(),
            },
            suspended: Vec::new(),
            footnotes: Footnotes::default(),
            may_refer: input.options.checks
                && input.options.extensions
                && memchr::memmem::find(source.as_bytes(), b"[^").is_some(),
            is_in_autolink: false,
            depth: 0,
            skipped: 0,
            table: Table::default(),
            code: None,
            image: None,
            alt: String::new(),
            html_block: HtmlBlock::Outside,
            headings: Vec::new(),
            heading_text: None,
            heading_is_named: false,
            task_lists: Vec::new(),
            open_lists: Vec::new(),
            item_attributes: 0,
            term: None,
            in_label: false,
            raw: RawHtml::default(),
            length: Counter::default(),
            summary: Summary::new(input.wants_excerpt),
            paragraph: Paragraph::default(),
            readings: Vec::new(),
            known_readings: HashSet::new(),
            last_char: None,
            pending_break: None,
        }
    }

    /// Takes the next event, which stems from bytes `range` of the source.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if self.image.is_some() {
            self.alt_event(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => self.code_span(&text),
            Event::InlineMath(text) => self.inline_math(&text),
            Event::DisplayMath(text) => self.display_math(&text),
            Event::Html(html) => self.html(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, &range),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.rule(),
            Event::TaskListMarker(is_done) => self.task(is_done),
        }
    }

    /// Whether blocks here stand at the top of the body: in no other block, component or footnote.
    fn is_at_top(&self) -> bool {
        self.depth == 0 && self.components.is_empty() && self.suspended.is_empty()
    }

    fn push(&mut self, html: &str) {
        self.flow.html.push_str(html);
    }

    /// Bytes in the file of bytes in the body.
    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.report.base + range.start..self.report.base + range.end
    }
}
