//! The summary (what stands before `<!--more-->`, else the first paragraph) and the excerpt.

use super::flow::{Flow, Hole};
use crate::parse::Component;
use crate::parse::shorten::{Cut, shorten};

/// Characters of an excerpt at most, without the ellipsis.
const LONGEST_EXCERPT: usize = 300;

/// Bytes collected for an excerpt; white space is folded later.
const ENOUGH: usize = 8 * LONGEST_EXCERPT;

/// Watches the body for its summary.
#[derive(Debug, Default)]
pub(super) struct Summary {
    wants_excerpt: bool,
    /// Holes of the paragraph that is or may be the summary.
    start: Option<usize>,
    end: Option<usize>,
    /// `<!--more-->` was met.
    cut_by_hand: bool,
    /// Something follows the summary.
    pub(super) is_cut: bool,
    /// The text of the paragraph that is being written, where it is wanted.
    pub(super) collecting: Option<String>,
    /// The calls of components in it.
    calls: Vec<Component>,
    /// The first paragraph with text.
    excerpt: Option<Excerpt>,
    /// The first one that is not at the top.
    nested: Option<Excerpt>,
}

/// A paragraph as plain text.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    /// The text, with a [`CALL`] for each call.
    pub(super) text: Box<str>,
    /// Calls of components in it, in order.
    pub(super) calls: Vec<Component>,
}

/// What stands in the text of an excerpt for the call of a component: CommonMark has no text with it (2.3).
pub(crate) const CALL: char = '\0';

impl Summary {
    pub(super) fn new(wants_excerpt: bool) -> Self {
        Summary {
            wants_excerpt,
            ..Summary::default()
        }
    }

    /// A block at the top of the body begins.
    pub(super) fn block(&mut self) {
        self.is_cut |= self.cut_by_hand || self.end.is_some();
    }

    pub(super) fn paragraph_starts(&mut self, flow: &mut Flow, at_top: bool) {
        if at_top && !self.cut_by_hand && self.end.is_none() {
            self.start = Some(flow.holes.len());
            flow.hole(Hole::SummaryStart);
        }
        let wanted =
            self.wants_excerpt && self.excerpt.is_none() && (at_top || self.nested.is_none());
        self.collecting = wanted.then(String::new);
        self.calls.clear();
    }

    pub(super) fn paragraph_ends(&mut self, flow: &mut Flow, at_top: bool, has_text: bool) {
        let collected = self.collecting.take().filter(|_| has_text);
        let collected = collected.map(|text| Excerpt {
            text: text.into(),
            calls: std::mem::take(&mut self.calls),
        });
        if at_top && !self.cut_by_hand && self.end.is_none() {
            if has_text {
                self.end = Some(flow.holes.len());
                flow.hole(Hole::SummaryEnd);
            } else {
                fill_with_nothing(flow, self.start.take());
            }
        }
        if let Some(collected) = collected {
            if at_top {
                self.excerpt = Some(collected);
            } else {
                self.nested = Some(collected);
            }
        }
    }

    /// `<!--more-->` at the top of the body: all before it is the summary.
    pub(super) fn cut(&mut self, flow: &mut Flow) {
        if std::mem::replace(&mut self.cut_by_hand, true) {
            return;
        }
        fill_with_nothing(flow, self.start.take());
        fill_with_nothing(flow, self.end.take());
        self.is_cut = false;
        flow.holes.insert(0, (0, Hole::SummaryStart));
        flow.hole(Hole::SummaryEnd);
    }

    pub(super) fn collect(&mut self, text: &str) {
        if let Some(collecting) = &mut self.collecting
            && collecting.len() < ENOUGH
        {
            collecting.push_str(text);
        }
    }

    /// The same with the call of a component, whose text is not known yet.
    pub(super) fn call(&mut self, component: &Component) {
        if let Some(collecting) = &mut self.collecting
            && collecting.len() < ENOUGH
        {
            collecting.push(CALL);
            self.calls.push(component.clone());
        }
    }

    /// The excerpt; [`cut`], where no call is in it.
    pub(super) fn excerpt(&mut self) -> Excerpt {
        let found = self.excerpt.take().or(self.nested.take());
        let mut excerpt = found.unwrap_or_default();
        if excerpt.calls.is_empty() {
            excerpt.text = cut(&excerpt.text);
        }
        excerpt
    }
}

fn fill_with_nothing(flow: &mut Flow, index: Option<usize>) {
    if let Some((_, hole)) = index.and_then(|index| flow.holes.get_mut(index)) {
        *hole = Hole::Nothing;
    }
}

/// ASCII white space folded to single spaces, none at the ends. Other spaces belong to the text.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The text of an excerpt, white space folded and cut.
pub(crate) fn cut(text: &str) -> Box<str> {
    shortened(&fold(text))
}

/// At most [`LONGEST_EXCERPT`] characters, with an ellipsis where the last sentence is not whole.
fn shortened(text: &str) -> Box<str> {
    match shorten(text, LONGEST_EXCERPT, Cut::Sentence) {
        None => text.into(),
        Some(beginning) if beginning.is_whole => beginning.text.into(),
        Some(beginning) => format!("{}…", beginning.text).into_boxed_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_EXCERPT, fold, shortened};

    #[test]
    fn excerpts_are_cut_after_sentences_or_words() {
        assert_eq!(fold(" a\n b \u{3000}c\u{202F}"), "a b \u{3000}c\u{202F}");
        assert_eq!(&*shortened("short"), "short");
        assert_eq!(
            shortened(&"島".repeat(301)).chars().count(),
            LONGEST_EXCERPT + 1
        );
        assert_eq!(
            &*shortened(&"word ".repeat(100)),
            format!("{}…", "word ".repeat(60).trim_end())
        );
        assert_eq!(
            &*shortened(&format!("{}longword", "ab ".repeat(99))),
            format!("{}…", "ab ".repeat(99).trim_end())
        );
        let sentences = "島に行く。".repeat(100);
        assert_eq!(&*shortened(&sentences), "島に行く。".repeat(60));
    }
}
