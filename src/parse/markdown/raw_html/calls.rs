//! What looks like calls of components in raw HTML, where nothing is called.

use std::ops::Range;

/// Calls in raw HTML, while it is read from its beginning to its end.
pub(super) struct Calls {
    /// Index and bytes in the HTML.
    inside: std::vec::IntoIter<(usize, Range<usize>)>,
    /// Tags that begin before this byte belong to a call.
    hidden: usize,
}

impl Calls {
    /// Calls by index and bytes in the HTML, in order.
    pub(super) fn new(inside: Vec<(usize, Range<usize>)>) -> Self {
        Calls {
            inside: inside.into_iter(),
            hidden: 0,
        }
    }

    /// Whether a tag is a part of the call before it. A call that is not well formed ends before its tag does.
    pub(super) fn hides(&self, tag: &Range<usize>) -> bool {
        tag.start < self.hidden
    }

    /// Takes the calls that begin in a token; those that are not shown as code go to `found`.
    pub(super) fn take(&mut self, token: &Range<usize>, shows_code: bool, found: &mut Vec<usize>) {
        while let Some((_, call)) = self.inside.as_slice().first()
            && call.start < token.end
        {
            let Some((index, call)) = self.inside.next() else {
                return;
            };
            if call.start >= token.start && !shows_code {
                self.hidden = call.end;
                found.push(index);
            }
        }
    }
}
