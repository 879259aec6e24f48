//! One file into a [`Document`], without knowing any other file, URL or template.
//!
//! Links, images and components are left as holes in the HTML ([`Piece`]); `render::compose` fills them once the
//! whole site is known. Parsing never fails: it returns the best document it can and what is wrong with it.

mod attributes;
pub mod cjk;
pub mod component;
pub mod document;
pub(crate) mod elements;
pub mod front_matter;
pub mod highlight;
pub(crate) mod length;
pub mod lint;
pub mod markdown;
pub mod segment;
pub(crate) mod shorten;

use std::ops::Range;
use std::sync::Arc;

pub use front_matter::FrontMatter;

/// A parsed Markdown file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The typed front matter.
    pub front: Arc<FrontMatter>,
    /// The body.
    pub body: Body,
}

/// A parsed Markdown body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// HTML with holes, in order.
    pub pieces: Vec<Piece>,
    /// Indices into `pieces` of the summary: what stands before `<!--more-->`, else the first paragraph.
    pub summary: Range<usize>,
    /// Whether the body goes on after the summary.
    pub summary_is_cut: bool,
    /// Headings in order, those inside components too.
    pub headings: Vec<Heading>,
    /// Where raw HTML has an `<h1>`: bytes of its tag in the file.
    pub first_headings: Vec<Range<usize>>,
    /// Every `id` that the body defines (headings, footnotes, raw HTML), sorted, NFC.
    pub anchors: Vec<Box<str>>,
    /// The first paragraph as plain text, for descriptions: white space folded, at most 300 characters, cut after a
    /// sentence where one fits. Empty where the page has a description of its own. Where it calls components a NUL, which
    /// no text has, stands for each, and it is not cut yet.
    pub excerpt: Box<str>,
    /// Calls of components in `excerpt`, in order.
    pub excerpt_calls: Vec<Component>,
    /// How much there is to read.
    pub length: Length,
    /// What ruby reads, in the order of the text, each once.
    pub readings: Vec<Reading>,
}

/// A base of ruby, and what it reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The base, as it stands in the text: 漢字.
    pub base: Box<str>,
    /// What all of it reads: かんじ.
    pub reading: Box<str>,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Finished HTML.
    Html(Box<str>),
    /// The start tag of a link; its text and `</a>` follow as other pieces.
    Link(Box<Link>),
    /// An image.
    Image(Box<Image>),
    /// The number that leads to a footnote, as finished HTML; summaries leave it out.
    FootnoteReference(Box<str>),
    /// A component of the theme.
    Component(Box<Component>),
    /// A text in the page's language, to be escaped so that it may also stand in an attribute: the title of an alert
    /// (`alert-note`, `alert-tip`, `alert-important`, `alert-warning`, `alert-caution`), and the label of the notes
    /// (`footnotes-title`).
    Message {
        /// The message's key in Fluent.
        key: &'static str,
    },
    /// The same for the way back from a note: `footnote-backlink`, whose `$number` is `1`, or `1-2` where the way leads to
    /// the second reference to note 1.
    Backlink {
        /// The number of the note, from 1.
        number: u32,
        /// Which of the references to it, from 1.
        nth: u32,
    },
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The destination after CommonMark's unescaping, not resolved.
    pub destination: Box<str>,
    /// The title, unescaped.
    pub title: Box<str>,
    /// Bytes of the whole link in the file.
    pub span: Range<usize>,
}

/// An image as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The address after CommonMark's unescaping, not resolved.
    pub source: Box<str>,
    /// The alternative text, plain.
    pub alt: Box<str>,
    /// The title, unescaped.
    pub title: Box<str>,
    /// Bytes of the whole image in the file.
    pub span: Range<usize>,
}

/// A component called from Markdown: `{{ <card page="film/plan" /> }}` or a block with a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Its name, dots included.
    pub name: Box<str>,
    /// Arguments in the order written.
    pub arguments: Vec<(Box<str>, serde_json::Value)>,
    /// The body of a block component, itself Markdown with holes.
    pub body: Option<Vec<Piece>>,
    /// Whether it stands in a line of text, and not as a block of its own.
    pub is_in_line: bool,
    /// Whether nothing else stands on its line.
    pub fills_line: bool,
    /// Bytes of the call (the opening tag) in the file.
    pub span: Range<usize>,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The `id`, NFC, unique in the body; empty where heading ids are off.
    pub id: Box<str>,
    /// Its text without markup.
    pub text: Box<str>,
    /// Bytes in the file.
    pub span: Range<usize>,
}

/// How much a body has to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    /// Han, kana and other characters of scripts written without spaces.
    pub cjk_characters: u32,
    /// Words of scripts written with spaces.
    pub words: u32,
}
