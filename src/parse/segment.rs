//! What a translator translates: the leaf blocks of a page, each with its text and what is no text in it.

use std::ops::Range;

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// `title` of the front matter.
    Title,
    /// `description` of the front matter.
    Description,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A paragraph, or what stands for one, in an item of a list.
    Item,
    /// A paragraph in a quote or alert.
    Quote,
    /// A cell of a table.
    Cell,
    /// A term of a definition list.
    Term,
    /// A definition.
    Definition,
    /// A paragraph of a footnote.
    Note,
    /// A code block.
    Code,
    /// The alternative text of an image.
    Alt,
    /// The text of a block of raw HTML.
    Html,
    /// The texts in the arguments of a component.
    Component,
    /// A Fluent message, or an attribute of one: never a part of a page.
    Message,
}

impl SegmentKind {
    /// All kinds with their names in lock files and JSON.
    pub const NAMES: [(SegmentKind, &'static str); 15] = [
        (SegmentKind::Title, "title"),
        (SegmentKind::Description, "description"),
        (SegmentKind::Heading, "heading"),
        (SegmentKind::Paragraph, "paragraph"),
        (SegmentKind::Item, "item"),
        (SegmentKind::Quote, "quote"),
        (SegmentKind::Cell, "cell"),
        (SegmentKind::Term, "term"),
        (SegmentKind::Definition, "definition"),
        (SegmentKind::Note, "note"),
        (SegmentKind::Code, "code"),
        (SegmentKind::Alt, "alt"),
        (SegmentKind::Html, "html"),
        (SegmentKind::Component, "component"),
        (SegmentKind::Message, "message"),
    ];

    /// The name in lock files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, name)| name)
    }
}

/// What a segment holds that is markup: the same in every language, and no text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Markup {
    /// The destination of a link, as written.
    Link(Box<str>),
    /// The address of an image, as written.
    Image(Box<str>),
    /// An explicit id.
    Id(Box<str>),
    /// The name of a component, with the arguments that are no text.
    Component(Box<str>),
    /// The language of a code block.
    Language(Box<str>),
}

impl Markup {
    /// The kind in lock files and JSON, and the value.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Markup::Link(value) => ("link", value),
            Markup::Image(value) => ("image", value),
            Markup::Id(value) => ("id", value),
            Markup::Component(value) => ("component", value),
            Markup::Language(value) => ("language", value),
        }
    }

    /// What [`Markup::parts`] took apart; none for a kind that does not exist.
    #[must_use]
    pub fn of_parts(kind: &str, value: &str) -> Option<Self> {
        Some(match kind {
            "link" => Markup::Link(value.into()),
            "image" => Markup::Image(value.into()),
            "id" => Markup::Id(value.into()),
            "component" => Markup::Component(value.into()),
            "language" => Markup::Language(value.into()),
            _ => return None,
        })
    }
}

/// A leaf block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Of headings the level, 1 to 6; else 0.
    pub level: u8,
    /// Its text, normalised: NFC; white space folded, line breaks gone where they are no spaces; without emphasis, link
    /// destinations, raw tags, and with the base of ruby. Code in backticks; of code blocks the lines as they are.
    pub text: String,
    /// What else stands in it, in the order of the text.
    pub markup: Vec<Markup>,
    /// Inline code, in the order of the text.
    pub code: Vec<String>,
    /// Bytes in the file.
    pub span: Range<usize>,
}
