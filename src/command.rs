//! What a command comes to: problems, a report, and whether it failed. `cli` prints it and chooses the exit code.

use crate::diag::{self, Diagnostic, Strictness};

/// The end of a command.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What was found, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether findings count as errors.
    pub strictness: Strictness,
    /// Why it could not be done at all.
    pub failure: Option<Failure>,
    /// For standard output.
    pub report: String,
}

/// Why a command could not be done at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Usage or configuration: exit code 2.
    Usage(String),
    /// The machine, or we: exit code 3.
    Internal(String),
}

impl Outcome {
    /// A command that could not be carried out.
    #[must_use]
    pub fn failed(mut diagnostics: Vec<Diagnostic>, strictness: Strictness, failure: Failure) -> Self {
        diag::sort(&mut diagnostics);
        Outcome { diagnostics, strictness, failure: Some(failure), report: String::new() }
    }

    /// A site that cannot be rendered at all, for its configuration or for its templates.
    #[must_use]
    pub fn stopped(mut diagnostics: Vec<Diagnostic>, strictness: Strictness, is_unconfigured: bool) -> Self {
        diag::sort(&mut diagnostics);
        let failure = is_unconfigured.then(|| Failure::Usage("the site cannot be built with this configuration".to_owned()));
        Outcome { diagnostics, strictness, failure, report: String::new() }
    }
}
