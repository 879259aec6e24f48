//! What was found on one page: of each kind the first few.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::parse::shorten::{Cut, shorten};

/// More of one kind than this are counted, not shown: whoever has mended these knows how.
const MOST: usize = 5;

/// More characters than this of the editor's own text are not repeated in a sentence.
const LONGEST: usize = 24;

/// Collects problems of one page.
pub(super) struct Report<'a> {
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    kinds: Vec<Kind>,
}

struct Kind {
    code: &'static str,
    shown: Vec<Diagnostic>,
    count: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &'a Arc<str>, text: &'a Arc<str>) -> Self {
        Report {
            path,
            text,
            kinds: Vec::new(),
        }
    }

    /// Adds a problem; `say` gives its message and help where it is shown.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        say: impl FnOnce() -> (String, String),
    ) {
        let index = self.kinds.iter().position(|kind| kind.code == code);
        let index = index.unwrap_or_else(|| {
            self.kinds.push(Kind {
                code,
                shown: Vec::new(),
                count: 0,
            });
            self.kinds.len() - 1
        });
        let kind = &mut self.kinds[index];
        kind.count += 1;
        if kind.shown.len() < MOST {
            let (message, help) = say();
            kind.shown.push(
                Diagnostic::warning(code, message)
                    .at(self.path, self.text, span, "")
                    .help(help),
            );
        }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for mut kind in self.kinds {
            let more = kind.count - kind.shown.len();
            if let Some(last) = kind.shown.last_mut().filter(|_| more > 0) {
                last.message.push_str(&format!("; {more} more below"));
            }
            found.append(&mut kind.shown);
        }
        found
    }
}

/// A text of the editor as it is repeated in a sentence.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match shorten(line, LONGEST, Cut::Character) {
        Some(beginning) => format!("{}…", beginning.text),
        None => line.to_owned(),
    }
}
