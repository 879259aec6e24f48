//! Lock files: what somebody accepted, one line a pair of blocks.
//!
//! ```text
//! yuimaru-lock 1
//! normaliser 1
//! from ja 557db03de997c86a4a028e1ebd3a1ceb225be238
//!
//! title 2cf24dba5fb0a30e 486ea46224d1bb4f
//! paragraph 9c56cc51b374c3ba 8254c329a92850f6 date:2012-01-19 link:../film/plan.md
//! item 6b86b273ff34fce1+d4735e3a265e16ee 4e07408562bedb8b number:3
//! ```
//!
//! A line says the kind of the source's first block, the hashes of the source's blocks, those of the translation's
//! blocks (`-` for none), and what stands in the source besides text: facts and markup, sorted. No dates, totals or line
//! numbers, so that what two branches do to different places merges; the empty line keeps the blob apart from the first pair.
//!
//! The messages of a language have one lock, `messages.lock`, which all branches write to:
//!
//! ```text
//! yuimaru-lock 1
//! normaliser 1
//! from ja -
//!
//! message 9c56cc51b374c3ba 8254c329a92850f6 number:3 id:list-empty
//!
//! message 2cf24dba5fb0a30e 486ea46224d1bb4f id:nav-film
//! ```
//!
//! Its lines are in the order of their ids, with an empty one before each: git takes changes of lines that touch for one
//! change. For the same reason no blob stands there, which every branch would change.

use std::fmt::Write as _;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use sha1::{Digest, Sha1};

use super::block::{Block, BlockHash, NORMALISER};
use super::facts::Fact;
use crate::diag::Diagnostic;
use crate::parse::segment::{Markup, SegmentKind};
use crate::source::LOCK_HELP;

/// The version of the form of lock files.
pub const FORMAT: u32 = 1;

/// The code of problems of files that are no locks.
const SYNTAX: &str = "lock-syntax";

const FIRST_WORD: &str = "yuimaru-lock";

/// What stands for no blob, and for no blocks.
const NONE: &str = "-";

/// What was accepted of one translation, or of the messages of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    /// The rules that made the hashes: [`NORMALISER`] at that time.
    pub normaliser: u32,
    /// The code of the language that it was translated from.
    pub from: String,
    /// The git blob id (SHA-1) of the source file with LF line ends; `-` for messages.
    pub blob: String,
    /// In the order of the source.
    pub pairs: Vec<LockedPair>,
}

/// Blocks of the source and the blocks that say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedPair {
    /// The kind of the first block.
    pub kind: SegmentKind,
    /// The source's blocks; none where the translation has something of its own.
    pub source: Vec<BlockHash>,
    /// The translation's blocks; none where it leaves something out on purpose.
    pub translation: Vec<BlockHash>,
    /// Facts of the source's blocks, sorted.
    pub facts: Vec<Fact>,
    /// Markup of the source's blocks, sorted.
    pub markup: Vec<Markup>,
}

impl LockedPair {
    /// The pair as it is now.
    #[must_use]
    pub fn of(source: &[&Block], translation: &[&Block]) -> Option<Self> {
        let kind = source.first().or(translation.first())?.kind();
        let mut facts: Vec<Fact> = source.iter().flat_map(|block| block.facts()).collect();
        facts.sort();
        Some(LockedPair {
            kind,
            source: source.iter().map(|block| block.hash).collect(),
            translation: translation.iter().map(|block| block.hash).collect(),
            facts,
            markup: sorted_markup(source),
        })
    }

    /// The id of a message.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.markup.iter().find_map(|markup| match markup {
            Markup::Id(id) if self.kind == SegmentKind::Message => Some(&**id),
            _ => None,
        })
    }

    /// Whether the translation says in its own words what the source says in the same ones.
    #[must_use]
    pub fn is_equal_on_purpose(&self) -> bool {
        !self.source.is_empty() && self.source == self.translation
    }
}

/// The markup of blocks, sorted.
#[must_use]
pub fn sorted_markup(blocks: &[&Block]) -> Vec<Markup> {
    let mut markup: Vec<Markup> = blocks
        .iter()
        .flat_map(|block| block.segment.markup.clone())
        .collect();
    markup.sort();
    markup
}

/// The id that git gives a file with this text.
#[must_use]
pub fn blob_id(text: &str) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", text.len()));
    hasher.update(text);
    let mut id = String::with_capacity(40);
    for byte in hasher.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}

impl Lock {
    /// The lock of pairs that were just accepted.
    #[must_use]
    pub fn new(from: &str, source_text: &str, pairs: Vec<LockedPair>) -> Self {
        Lock {
            normaliser: NORMALISER,
            from: from.to_owned(),
            blob: blob_id(source_text),
            pairs,
        }
    }

    /// The lock of messages, in the order of their ids. `normaliser` is that of their texts.
    #[must_use]
    pub fn of_messages(from: &str, normaliser: u32, pairs: Vec<LockedPair>) -> Self {
        Lock {
            normaliser,
            from: from.to_owned(),
            blob: NONE.to_owned(),
            pairs,
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{FIRST_WORD} {FORMAT}\nnormaliser {}\nfrom {} {}\n\n",
            self.normaliser, self.from, self.blob
        );
        for (at, pair) in self.pairs.iter().enumerate() {
            if pair.kind == SegmentKind::Message && at > 0 {
                text.push('\n');
            }
            text.push_str(pair.kind.name());
            for hashes in [&pair.source, &pair.translation] {
                text.push(' ');
                push_hashes(&mut text, hashes);
            }
            for fact in &pair.facts {
                push_detail(&mut text, fact.kind(), fact.value());
            }
            for markup in &pair.markup {
                let (kind, value) = markup.parts();
                push_detail(&mut text, kind, value);
            }
            text.push('\n');
        }
        text
    }

    /// Reads a lock file.
    ///
    /// # Errors
    /// The first line that cannot be read, with what to do.
    pub fn parse(path: &Arc<str>, text: &Arc<str>) -> Result<Self, Box<Diagnostic>> {
        let mut lock = Lock::default();
        let mut offset = 0;
        for (number, line) in text.split('\n').enumerate() {
            let span = offset..offset + line.len();
            offset = span.end + 1;
            if line.is_empty() {
                continue;
            }
            if let Err(problem) = lock.read_line(number, line) {
                return Err(Box::new(explained(line, problem).at(path, text, span, "")));
            }
        }
        if lock.from.is_empty() {
            let problem = explained(
                "",
                "the file ends before it says what it was translated from",
            );
            return Err(Box::new(problem.in_file(path.clone())));
        }
        Ok(lock)
    }

    fn read_line(&mut self, number: usize, line: &str) -> Result<(), &'static str> {
        let mut words = line.split(' ');
        let first = words.next().unwrap_or_default();
        match (number, first) {
            (0, FIRST_WORD) => match words.next().and_then(|word| word.parse().ok()) {
                Some(FORMAT) => Ok(()),
                Some(_) => Err("a newer yuimaru wrote this file"),
                None => Err("the version of the file's form is missing"),
            },
            (0, _) => Err("a lock file begins with `yuimaru-lock`"),
            (1, "normaliser") => {
                let version = words.next().and_then(|word| word.parse().ok());
                self.normaliser = version.ok_or("the version of the rules is missing")?;
                Ok(())
            }
            (2, "from") => {
                self.from = words.next().unwrap_or_default().to_owned();
                self.blob = words.next().unwrap_or_default().to_owned();
                match self.from.is_empty() {
                    true => Err("the language is missing"),
                    false => Ok(()),
                }
            }
            (1 | 2, _) => Err("this line stands in the wrong place"),
            _ => {
                self.pairs.push(pair(first, words)?);
                Ok(())
            }
        }
    }
}

fn explained(line: &str, problem: &str) -> Diagnostic {
    let is_conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.starts_with(mark));
    if is_conflict {
        return Diagnostic::error(SYNTAX, "two branches changed this lock file, and git could not merge it")
            .help("keep the lines of either side and delete git's marks: what differs from the kept lines is stale then, as `yuimaru status` shows, and `yuimaru accept` writes the file anew");
    }
    Diagnostic::error(SYNTAX, format!("this is no lock file: {problem}")).help(LOCK_HELP)
}

fn push_hashes(text: &mut String, hashes: &[BlockHash]) {
    if hashes.is_empty() {
        text.push_str(NONE);
    }
    for (at, hash) in hashes.iter().enumerate() {
        if at > 0 {
            text.push('+');
        }
        let _ = write!(text, "{hash}");
    }
}

fn hashes(word: &str) -> Option<Vec<BlockHash>> {
    if word == NONE {
        return Some(Vec::new());
    }
    word.split('+')
        .map(|hash| {
            (hash.len() == 16)
                .then(|| u64::from_str_radix(hash, 16).ok().map(BlockHash))
                .flatten()
        })
        .collect()
}

/// What would end a word or a line.
const DETAIL: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

fn push_detail(text: &mut String, kind: &str, value: &str) {
    let _ = write!(text, " {kind}:{}", utf8_percent_encode(value, DETAIL));
}

fn pair<'a>(
    kind: &str,
    mut words: impl Iterator<Item = &'a str>,
) -> Result<LockedPair, &'static str> {
    let kind = SegmentKind::NAMES
        .iter()
        .find(|(_, name)| *name == kind)
        .map(|(kind, _)| *kind)
        .ok_or("the line does not begin with a kind of block")?;
    let mut side = || words.next().and_then(hashes).ok_or("a hash has 16 digits");
    let (source, translation) = (side()?, side()?);
    let (mut facts, mut markup) = (Vec::new(), Vec::new());
    for word in words {
        let (kind, value) = word
            .split_once(':')
            .ok_or("a detail has a kind and a value")?;
        let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
        if let Some(fact) = Fact::of_parts(kind, &value) {
            facts.push(fact);
        } else if let Some(found) = Markup::of_parts(kind, &value) {
            markup.push(found);
        } else {
            return Err("no detail is of this kind");
        }
    }
    Ok(LockedPair {
        kind,
        source,
        translation,
        facts,
        markup,
    })
}

#[cfg(test)]
mod tests;
