//! Diagnostics for people and machines.
//!
//! Every format takes the diagnostics in the order given ([`super::sort`] makes it a stable one) and resolves their
//! severity by the command's strictness. What comes from a site (paths, messages, lines of source) may be hostile:
//! characters that would steer a terminal are shown, never sent.

mod frame;
mod github;
mod human;
mod json;
mod position;
mod sarif;
mod visible;

pub use github::github;
pub use human::{failure, human};
pub use json::json;
pub use sarif::sarif;
pub use visible::visible_line;

use super::{Diagnostic, Severity, Strictness};

/// How many problems there are, as the command sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors, findings among them where the command is strict.
    pub errors: usize,
    /// Warnings, findings among them where it is not.
    pub warnings: usize,
}

impl Counts {
    /// Counts after [`Severity::resolve`].
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic], strictness: Strictness) -> Self {
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity.resolve(strictness) == Severity::Error)
            .count();
        Counts {
            errors,
            warnings: diagnostics.len() - errors,
        }
    }
}

impl std::fmt::Display for Counts {
    /// `2 errors, 1 warning`; what is none is left out, and nothing at all is `no problems`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |count: usize, noun: &str| {
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {noun}{plural}"))
        };
        let parts: Vec<String> = [part(self.errors, "error"), part(self.warnings, "warning")]
            .into_iter()
            .flatten()
            .collect();
        if parts.is_empty() {
            f.write_str("no problems")
        } else {
            f.write_str(&parts.join(", "))
        }
    }
}

/// The word that formats use for a resolved severity.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Finding | Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests;
