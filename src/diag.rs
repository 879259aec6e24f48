//! Problems as plain data.
//!
//! A [`Diagnostic`] says what is wrong, where, and what to write instead. It knows nothing of terminals: the
//! printers in [`mod@print`] turn it into a code frame, JSON and so on. Stages return [`Diagnosed`] and go on, so that
//! one run reports every problem it can find.

pub mod print;

use std::ops::Range;
use std::sync::Arc;

/// How much a problem matters to the command that found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// A warning in `build` and `serve`; an error in `check` and with `--strict`.
    Finding,
    /// Worth a look, never an obstacle.
    Warning,
}

impl Severity {
    /// The severity as the command sees it: a finding becomes an error where `strict`, else a warning.
    #[must_use]
    pub fn resolve(self, strict: Strictness) -> Severity {
        match (self, strict) {
            (Severity::Finding, Strictness::Strict) => Severity::Error,
            (Severity::Finding, Strictness::Lenient) => Severity::Warning,
            (other, _) => other,
        }
    }
}

/// Whether findings stop the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// `build` and `serve`.
    Lenient,
    /// `check`, and `build --strict`.
    Strict,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path from the site's root, with `/`, in NFC; `theme default: templates/page.html` for what is embedded.
    pub path: Arc<str>,
    /// The file's text, where it could be read as UTF-8; needed for the code frame.
    pub text: Option<Arc<str>>,
    /// Byte offsets into `text`; `0..0` where only the file is known.
    pub span: Range<usize>,
    /// A few words that stand beside the caret; may be empty.
    pub label: String,
}

impl Place {
    /// One-based line and column (in characters) of the start of the place, or `None` without a text.
    #[must_use]
    pub fn line_column(&self) -> Option<(usize, usize)> {
        let text = self.text.as_deref()?;
        let offset = floor_char_boundary(text, self.span.start);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Some((line, before[line_start..].chars().count() + 1))
    }
}

/// The largest character boundary of `text` at or before the byte offset `at`.
#[must_use]
pub fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut offset = at.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name in kebab case, for filters and documentation: `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where, if a file is to blame.
    pub place: Option<Place>,
    /// Other places that belong to it: the first of two definitions, the page that was being rendered.
    pub related: Vec<Place>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning in `build`, an error in `check`.
    #[must_use]
    pub fn finding(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Finding, code, message.into())
    }

    /// The same with the files of the site named from a folder above it. What is in the binary has no folder.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        let is_file =
            |place: &&mut Place| !place.path.contains(": ") && !place.path.starts_with('/');
        let places = self.place.iter_mut().chain(&mut self.related);
        for place in places.filter(is_file) {
            place.path = format!("{folder}{}", place.path).into();
        }
        self
    }

    /// A warning without a place.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Diagnostic {
            severity,
            code,
            message,
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Puts the problem at bytes `span` of a text that was read.
    #[must_use]
    pub fn at(
        mut self,
        path: &Arc<str>,
        text: &Arc<str>,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.place = Some(Place {
            path: path.clone(),
            text: Some(text.clone()),
            span,
            label: label.into(),
        });
        self
    }

    /// Names the file alone, where there is no text to show.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<Arc<str>>) -> Self {
        self.place = Some(Place {
            path: path.into(),
            text: None,
            span: 0..0,
            label: String::new(),
        });
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place) -> Self {
        self.related.push(place);
        self
    }
}

/// A value and what was found wrong on the way to it.
#[derive(Debug, Clone)]
pub struct Diagnosed<T> {
    /// The value, as good as could be made.
    pub value: T,
    /// In any order; sorted once, by [`sort`], before they are shown.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value with nothing to say.
    pub fn clean(value: T) -> Self {
        Diagnosed {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Hands over the value and moves the problems into `sink`.
    pub fn drain_into(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}

/// Sorts by path, offset, severity, code and message, and drops exact repeats: the order of a report never depends on threads.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn key(diagnostic: &Diagnostic) -> (Option<&str>, usize, Severity, &str, &str) {
        let place = diagnostic.place.as_ref();
        (
            place.map(|place| &*place.path),
            place.map_or(0, |place| place.span.start),
            diagnostic.severity,
            diagnostic.code,
            &diagnostic.message,
        )
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup_by(|a, b| key(a) == key(b));
}
