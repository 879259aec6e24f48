//! What changed between two texts of one language, by words, for people to read.
//!
//! Words are those of Unicode, with a dictionary for writings that put no spaces between them: to see that 4月 became
//! 5月, nobody should have to read a paragraph twice.

use icu::segmenter::WordSegmenter;
use similar::{Algorithm, DiffOp, capture_diff_slices};

#[cfg(test)]
mod tests;

/// The most words of one side that are compared, apart from those that both texts begin and end with: 60 pages. Beyond
/// that the whole is told as replaced.
const MOST_WORDS: usize = 20_000;

/// What two changes have between them is part of one change up to this many characters: texts that say something else
/// share particles and articles by accident, and marks between them make both unreadable.
const MOST_BETWEEN: usize = 6;

/// A run of text that stayed, went, or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In both texts.
    Same(String),
    /// In the old text alone.
    Gone(String),
    /// In the new text alone.
    New(String),
}

/// The changes that make `new` of `old`, in the order of the text. All but the new make the old text, all but the gone
/// the new one; what went stands before what came in its place, and no two of a sort stand side by side.
#[must_use]
pub fn changes(old: &str, new: &str) -> Vec<Change> {
    let (before, after) = (words(old), words(new));
    let start = shared(before.iter(), after.iter());
    let end = shared(before[start..].iter().rev(), after[start..].iter().rev());
    let (before_middle, after_middle) = (
        &before[start..before.len() - end],
        &after[start..after.len() - end],
    );
    let mut changes = Changes::default();
    changes.same(&before[..start]);
    if before_middle.len().max(after_middle.len()) > MOST_WORDS {
        changes.other(before_middle, after_middle);
    } else {
        // Without a time limit: the same texts differ alike on every machine. Its heuristics bound the work.
        for op in capture_diff_slices(Algorithm::Myers, before_middle, after_middle) {
            let (gone, came) = (
                &before_middle[op.old_range()],
                &after_middle[op.new_range()],
            );
            match op {
                DiffOp::Equal { .. } => changes.same(gone),
                _ => changes.other(gone, came),
            }
        }
    }
    changes.same(&before[before.len() - end..]);
    changes.finish()
}

/// Words, and what stands between them, in order.
fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_auto(Default::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    ends.windows(2)
        .filter_map(|ends| text.get(ends[0]..ends[1]))
        .collect()
}

fn shared<'a>(
    ours: impl Iterator<Item = &'a &'a str>,
    theirs: impl Iterator<Item = &'a &'a str>,
) -> usize {
    ours.zip(theirs)
        .take_while(|(our, their)| our == their)
        .count()
}

/// Changes as they are found.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
    /// What went and what came since both texts were last the same.
    gone: String,
    came: String,
    /// The little that both have after that: part of the change, if another follows.
    between: String,
}

impl Changes {
    fn same(&mut self, words: &[&str]) {
        let text = words.concat();
        if self.between.is_empty() && is_within(&text, &self.gone, &self.came) {
            self.between = text;
            return;
        }
        self.settle();
        match self.found.last_mut() {
            Some(Change::Same(known)) => known.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.found.push(Change::Same(text)),
        }
    }

    fn other(&mut self, gone: &[&str], came: &[&str]) {
        let (gone, came) = (gone.concat(), came.concat());
        if is_within(&self.between, &gone, &came) {
            self.gone.push_str(&self.between);
            self.came.push_str(&self.between);
            self.between.clear();
        } else if !self.between.is_empty() {
            self.settle();
        }
        self.gone.push_str(&gone);
        self.came.push_str(&came);
    }

    /// The change that was open is complete.
    fn settle(&mut self) {
        let (gone, came) = (
            std::mem::take(&mut self.gone),
            std::mem::take(&mut self.came),
        );
        if !gone.is_empty() {
            self.found.push(Change::Gone(gone));
        }
        if !came.is_empty() {
            self.found.push(Change::New(came));
        }
        let between = std::mem::take(&mut self.between);
        if !between.is_empty() {
            self.found.push(Change::Same(between));
        }
    }

    fn finish(mut self) -> Vec<Change> {
        self.settle();
        self.found
    }
}

/// Whether a text is small beside a replacement that it stands next to.
fn is_within(text: &str, gone: &str, came: &str) -> bool {
    // No more are counted than matter.
    let characters = |text: &str| text.chars().take(MOST_BETWEEN + 1).count();
    let most = characters(gone).max(characters(came)).min(MOST_BETWEEN);
    !gone.is_empty() && !came.is_empty() && characters(text) <= most
}
