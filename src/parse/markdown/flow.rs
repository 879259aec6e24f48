//! HTML with holes while it is being written, and its assembly into pieces.
//!
//! Ids of headings and numbers of footnotes are known only at the end of a body, so the writer notes where they
//! belong and one pass puts everything together.

use crate::parse::{Component, Image, Link, Piece};

/// Something that belongs into the HTML at a byte offset.
#[derive(Debug)]
pub(super) enum Hole {
    /// ` id="…"` of the heading with this index.
    HeadingId(usize),
    /// ` class="task-list"` where the list with this index has tasks.
    TaskList(usize),
    Link(Box<Link>),
    Image(Box<Image>),
    Message(&'static str),
    /// A reference to the note with this index, not numbered yet.
    NoteReference(usize),
    /// A reference to note `number`, the `nth` one.
    Reference {
        number: u32,
        nth: u32,
    },
    /// A component without a body.
    Component(Box<Component>),
    /// The start of a component with a body.
    Open(Box<Component>),
    /// The end of the innermost component.
    Close,
    SummaryStart,
    SummaryEnd,
    /// Filled with nothing after all.
    Nothing,
}

impl Hole {
    /// Whether a piece of HTML ends before what fills it.
    fn ends_piece(&self) -> bool {
        !matches!(
            self,
            Hole::HeadingId(_) | Hole::TaskList(_) | Hole::NoteReference(_) | Hole::Nothing
        )
    }
}

/// Finished HTML and what is missing in it, by byte offset, in order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) html: String,
    pub(super) holes: Vec<(usize, Hole)>,
}

impl Flow {
    pub(super) fn hole(&mut self, hole: Hole) {
        self.holes.push((self.html.len(), hole));
    }

    pub(super) fn ends_line(&self) -> bool {
        self.html.is_empty() || self.html.ends_with('\n')
    }

    /// Begins a line unless one has just begun.
    pub(super) fn start_line(&mut self) {
        if !self.ends_line() {
            self.html.push('\n');
        }
    }

    /// Sets ASCII text in at `at`, near the end and between two tags or attributes.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        self.html.insert_str(at, text);
        for (offset, _) in self
            .holes
            .iter_mut()
            .rev()
            .take_while(|(offset, _)| *offset > at)
        {
            *offset += text.len();
        }
    }

    /// Takes out the one byte at `at`, an ASCII character near the end.
    pub(super) fn remove_byte(&mut self, at: usize) {
        self.html.remove(at);
        for (offset, _) in self
            .holes
            .iter_mut()
            .rev()
            .take_while(|(offset, _)| *offset > at)
        {
            *offset -= 1;
        }
    }
}

/// What holes are filled with.
pub(super) struct Fillings<'a> {
    /// Ids of headings by index; empty for none.
    pub(super) heading_ids: &'a [Box<str>],
    /// Whether lists have tasks, by index.
    pub(super) task_lists: &'a [bool],
}

/// Puts flows together into pieces.
#[derive(Default)]
pub(super) struct Assembler {
    pieces: Vec<Piece>,
    html: String,
    open: Vec<(Box<Component>, Vec<Piece>)>,
    pub(super) summary_start: usize,
    pub(super) summary_end: usize,
}

impl Assembler {
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(super) fn piece(&mut self, piece: Piece) {
        self.cut();
        self.pieces.push(piece);
    }

    /// Ends the current piece of HTML and says which index comes next.
    fn cut(&mut self) -> usize {
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(Box::from(self.html.as_str())));
            self.html.clear();
        }
        self.pieces.len()
    }

    pub(super) fn append(&mut self, flow: Flow, fillings: &Fillings<'_>) {
        let Flow { html, holes } = flow;
        let mut position = 0;
        for (at, hole) in holes {
            let before = &html[position..at];
            position = at;
            // Most holes end a piece, which then need not be put together first.
            if self.html.is_empty() && !before.is_empty() && hole.ends_piece() {
                self.pieces.push(Piece::Html(Box::from(before)));
            } else {
                self.push(before);
            }
            self.fill(hole, fillings);
        }
        self.push(&html[position..]);
    }

    fn fill(&mut self, hole: Hole, fillings: &Fillings<'_>) {
        match hole {
            Hole::HeadingId(index) => {
                if let Some(id) = fillings.heading_ids.get(index).filter(|id| !id.is_empty()) {
                    self.html.push_str(" id=\"");
                    super::escape_attribute(&mut self.html, id);
                    self.html.push('"');
                }
            }
            Hole::TaskList(index) => {
                if fillings.task_lists.get(index) == Some(&true) {
                    self.html.push_str(" class=\"task-list\"");
                }
            }
            Hole::Link(link) => self.piece(Piece::Link(link)),
            Hole::Image(image) => self.piece(Piece::Image(image)),
            Hole::Message(key) => self.piece(Piece::Message { key }),
            Hole::Reference { number, nth } => {
                self.piece(Piece::FootnoteReference(super::footnotes::reference_html(
                    number, nth,
                )));
            }
            Hole::Component(component) => self.piece(Piece::Component(component)),
            Hole::Open(component) => {
                self.cut();
                self.open
                    .push((component, std::mem::take(&mut self.pieces)));
            }
            Hole::Close => {
                self.cut();
                if let Some((mut component, outer)) = self.open.pop() {
                    let mut body = std::mem::replace(&mut self.pieces, outer);
                    body.shrink_to_fit();
                    component.body = Some(body);
                    self.pieces.push(Piece::Component(component));
                }
            }
            Hole::SummaryStart => self.summary_start = self.cut(),
            Hole::SummaryEnd => self.summary_end = self.cut(),
            Hole::NoteReference(_) | Hole::Nothing => {}
        }
    }

    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.cut();
        self.pieces.shrink_to_fit();
        self.pieces
    }
}
