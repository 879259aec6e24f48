//! What a command hands to the command line: problems, a report, and what kept it from running at all.

use crate::diag::{Diagnostic, Severity, Strictness};
use crate::emit::{Class, EmitError};

/// The result of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Everything that is wrong with the site.
    pub diagnostics: Vec<Diagnostic>,
    /// How findings count.
    pub strictness: Strictness,
    /// Whether the errors are those of the call or the environment: another exit code.
    pub is_misused: bool,
    /// Why the command could not do its work, where the site's content is not to blame.
    pub failure: Option<Failure>,
    /// What goes to standard output when the command is done; with a final line break unless empty.
    pub report: String,
}

/// Why a command could not do its work. The text is one sentence without a full stop; lines after the first say what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The command was called in a way that cannot work.
    Usage(String),
    /// The machine or yuimaru itself is to blame: a full disk, a folder that may not be written.
    Internal(String),
}

impl From<EmitError> for Failure {
    fn from(error: EmitError) -> Self {
        let message = match error.help() {
            Some(help) => format!("{error}\n{help}"),
            None => error.to_string(),
        };
        match error.class() {
            Class::Usage => Failure::Usage(message),
            Class::Io => Failure::Internal(message),
        }
    }
}

/// What the process says to whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: there are errors in the content.
    Findings,
    /// 2: wrong usage, or errors in `site.yaml`.
    Usage,
    /// 3: internal, or input and output.
    Internal,
}

impl Exit {
    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Internal => 3,
        }
    }
}

impl Outcome {
    /// Done, with something to say on standard output.
    #[must_use]
    pub fn done(report: impl Into<String>) -> Self {
        Outcome {
            diagnostics: Vec::new(),
            strictness: Strictness::Lenient,
            is_misused: false,
            failure: None,
            report: report.into(),
        }
    }

    /// Not done, for a reason outside of the content.
    #[must_use]
    pub fn failed(failure: Failure) -> Self {
        Outcome {
            failure: Some(failure),
            ..Outcome::done("")
        }
    }

    /// Only problems.
    #[must_use]
    pub fn found(diagnostics: Vec<Diagnostic>, strictness: Strictness) -> Self {
        Outcome {
            diagnostics,
            strictness,
            ..Outcome::done("")
        }
    }

    /// A failure decides, then errors of the call and in `site.yaml`, then those in content; warnings stop nothing.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match &self.failure {
            Some(Failure::Internal(_)) => return Exit::Internal,
            Some(Failure::Usage(_)) => return Exit::Usage,
            None => {}
        }
        let mut exit = Exit::Done;
        for diagnostic in &self.diagnostics {
            if diagnostic.severity.resolve(self.strictness) != Severity::Error {
                continue;
            }
            let place = diagnostic.place.as_ref();
            if self.is_misused || place.is_some_and(|place| &*place.path == "site.yaml") {
                return Exit::Usage;
            }
            exit = Exit::Findings;
        }
        exit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exits() {
        let content = || Diagnostic::error("a", "b").in_file("content/a.md");
        let config = || Diagnostic::error("a", "b").in_file("site.yaml");
        let finding = || Diagnostic::finding("a", "b").in_file("site.yaml");
        let warning = || Diagnostic::warning("a", "b");
        use Strictness::{Lenient, Strict};
        let rows = [
            (vec![], Lenient, None, 0),
            (vec![warning(), finding()], Lenient, None, 0),
            (vec![warning(), finding()], Strict, None, 2),
            (vec![warning(), content()], Lenient, None, 1),
            (vec![Diagnostic::error("a", "b")], Lenient, None, 1),
            (vec![content(), config()], Lenient, None, 2),
            (vec![], Lenient, Some(Failure::Usage("x".into())), 2),
            (
                vec![content()],
                Lenient,
                Some(Failure::Usage("x".into())),
                2,
            ),
            (
                vec![config()],
                Lenient,
                Some(Failure::Internal("x".into())),
                3,
            ),
        ];
        for (diagnostics, strictness, failure, code) in rows {
            let outcome = Outcome {
                failure,
                ..Outcome::found(diagnostics, strictness)
            };
            assert_eq!(outcome.exit().code(), code, "{outcome:?}");
        }
    }
}
