//! Which tags have no partner.
//!
//! A tag finds its partner only inside the element of Markdown in which both stand: browsers end what is open where a
//! paragraph, an item or a cell ends, whatever is written after it.

use std::collections::HashMap;
use std::ops::Range;

use super::{Imbalance, MOST_REPORTED, Partner, is_foreign};
use crate::parse::elements::{is_void, may_stay_open};

/// Elements that are open.
#[derive(Default)]
pub(super) struct Tags {
    open: Vec<Open>,
    /// Elements of Markdown that are open around each open element of a name, so that a stray end tag costs no search.
    depths: HashMap<String, Vec<usize>>,
    /// How many elements of Markdown are open.
    depth: usize,
    /// How many open elements are `svg` or `math`, inside which `/>` closes.
    foreign: usize,
    /// How many show code.
    code: usize,
    imbalance: Vec<Imbalance>,
}

struct Open {
    name: String,
    /// How many elements of Markdown are open around it.
    depth: usize,
    span: Range<usize>,
}

impl Tags {
    /// Elements of Markdown ended until `kept` were open, and others began until `depth` were.
    pub(super) fn go_to(&mut self, kept: usize, depth: usize) {
        while self.open.last().is_some_and(|open| open.depth > kept) {
            self.end_innermost();
        }
        self.depth = depth;
    }

    pub(super) fn open(&mut self, name: &str, self_closing: bool, span: Range<usize>) {
        let is_foreign = is_foreign(name.as_bytes());
        if is_void(name) || (self_closing && (self.foreign > 0 || is_foreign)) {
            return;
        }
        self.foreign += usize::from(is_foreign);
        self.code += usize::from(shows_code(name));
        let depths = self.depths.entry(name.to_owned()).or_default();
        depths.push(self.depth);
        self.open.push(Open {
            name: name.to_owned(),
            depth: self.depth,
            span,
        });
    }

    /// Whether code is shown, or is no text at all.
    pub(super) fn show_code(&self) -> bool {
        self.code > 0
    }

    pub(super) fn close(&mut self, name: &str, span: Range<usize>) {
        let innermost = self.depths.get(name).and_then(|depths| depths.last());
        if innermost != Some(&self.depth) {
            let is_inside = innermost.is_some();
            return self.report(name.to_owned(), Partner::NoStart, is_inside, span);
        }
        while self.open.last().is_some_and(|open| open.name != name) {
            self.end_innermost();
        }
        self.pop();
    }

    fn end_innermost(&mut self) {
        if let Some(open) = self.pop()
            && !may_stay_open(&open.name)
        {
            self.report(open.name, Partner::NoEnd, open.depth > 0, open.span);
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        if let Some(depths) = self.depths.get_mut(&open.name) {
            depths.pop();
        }
        if is_foreign(open.name.as_bytes()) {
            self.foreign = self.foreign.saturating_sub(1);
        }
        if shows_code(&open.name) {
            self.code = self.code.saturating_sub(1);
        }
        Some(open)
    }

    fn report(&mut self, name: String, kind: Partner, is_inside: bool, span: Range<usize>) {
        if self.imbalance.len() < MOST_REPORTED {
            self.imbalance.push(Imbalance {
                name,
                kind,
                is_inside,
                span,
            });
        }
    }

    pub(super) fn finish(mut self) -> Vec<Imbalance> {
        while !self.open.is_empty() {
            self.end_innermost();
        }
        self.imbalance
    }
}

fn shows_code(name: &str) -> bool {
    matches!(
        name,
        "code" | "kbd" | "pre" | "samp" | "script" | "style" | "textarea" | "xmp"
    )
}
