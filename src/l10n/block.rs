//! Blocks: segments with all that is compared of them.

use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::facts::{Fact, facts};
use crate::config::Writing;
use crate::parse::FrontMatter;
use crate::parse::segment::{Segment, SegmentKind};

/// Which rules made a text the normalised one: a hash says something to those of the same rules alone.
pub const NORMALISER: u32 = 1;

/// A hash of kind and normalised text: the first 64 bits of SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockHash(pub u64);

impl BlockHash {
    /// That of a text of a kind.
    #[must_use]
    pub fn of(kind: &str, text: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(kind.as_bytes());
        hasher.update([0]);
        hasher.update(text.as_bytes());
        let digest = hasher.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        BlockHash(u64::from_be_bytes(first))
    }
}

impl fmt::Display for BlockHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for BlockHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A leaf block of a page, or a text of its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands there.
    pub segment: Segment,
    /// The hash of its kind and text.
    pub hash: BlockHash,
    /// How its language is written.
    writing: Writing,
}

impl Block {
    /// A block of a segment.
    #[must_use]
    pub fn new(segment: Segment, writing: Writing) -> Self {
        Block {
            hash: BlockHash::of(segment.kind.name(), &segment.text),
            writing,
            segment,
        }
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> SegmentKind {
        self.segment.kind
    }

    /// Numbers, dates, URLs and e-mail addresses of its text, sorted. They are looked for each time: few blocks are asked.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        facts(&self.segment.text, self.writing)
    }

    /// Its normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.segment.text
    }

    /// How many characters its text has, by which shares of a page are counted; at least 1.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.segment.text.chars().count().max(1)
    }

    /// Whether there is anything to translate: a letter.
    #[must_use]
    pub fn has_letters(&self) -> bool {
        self.segment.text.chars().any(char::is_alphabetic)
    }
}

/// The blocks of a page: title and description of its own front matter, then those of its body.
#[must_use]
pub fn blocks(front: &FrontMatter, body: Vec<Segment>, writing: Writing) -> Vec<Block> {
    let of_front = |kind: SegmentKind, key: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let span = front.key_span(key)?;
        Some(of_text(kind, text, span))
    };
    let title = of_front(SegmentKind::Title, "title", &front.title);
    let description = of_front(SegmentKind::Description, "description", &front.description);
    title
        .into_iter()
        .chain(description)
        .chain(body)
        .map(|segment| Block::new(segment, writing))
        .collect()
}

fn of_text(kind: SegmentKind, text: &str, span: Range<usize>) -> Segment {
    let words: Vec<&str> = text.split_whitespace().collect();
    Segment {
        kind,
        level: 0,
        text: crate::unicode::nfc(&words.join(" ")).into_owned(),
        markup: Vec::new(),
        code: Vec::new(),
        span,
    }
}
