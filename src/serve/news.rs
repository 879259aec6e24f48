//! What is to be told while the server runs. How it looks is for the command line to say.

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::diag::{Diagnostic, Severity, Strictness};

/// Something to tell.
#[derive(Debug)]
pub enum News<'a> {
    /// The server answers.
    Listening {
        /// A language's name and the address of its home page, or an empty name and the address of all.
        urls: &'a [(String, String)],
    },
    /// Something changed, the site was made anew, and all of it was looked at, or as much as there was time for.
    Rebuilt(Rebuilt<'a>),
    /// Something is being done that may take long.
    Step(Step),
    /// Problems that were not told before, or that keep the site from being shown.
    Problems(&'a [Diagnostic]),
    /// The system tells of changes no more: files are looked at again and again from now on.
    Polling {
        /// Why.
        reason: &'a str,
    },
}

/// A site made anew.
#[derive(Debug, Clone, Copy)]
pub struct Rebuilt<'a> {
    /// What changed, from the site's root; nothing where only the time has passed at which a page is published or expires.
    pub changed: &'a BTreeSet<String>,
    /// More than that changed.
    pub is_partial: bool,
    /// How many files were parsed.
    pub parsed: usize,
    /// How many routes were rendered.
    pub rendered: usize,
    /// How many of them answer something else than before.
    pub differing: usize,
    /// How many routes were not looked at, because there was the next change.
    pub left: usize,
    /// Whether it is what is served now; an earlier one still is where this one has errors.
    pub is_shown: bool,
    /// From the end of the change to the new site.
    pub time: Duration,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The site is made of what has changed.
    Making,
    /// Routes are rendered that nobody has asked for: how many were looked at, of how many.
    Rendering {
        /// So many.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// Nothing more.
    Done,
}

/// Whoever tells.
pub type Say = Arc<dyn Fn(&News<'_>) + Send + Sync>;

/// Tells problems, but each only once for as long as it lasts.
pub(super) struct Reporter {
    say: Say,
    told: Mutex<Told>,
}

/// Hashes of problems.
#[derive(Default)]
struct Told {
    /// With the snapshot before.
    before: HashSet<u64>,
    /// With this one.
    now: HashSet<u64>,
}

impl Reporter {
    pub(super) fn new(say: Say) -> Self {
        Reporter {
            say,
            told: Mutex::default(),
        }
    }

    pub(super) fn say(&self, news: &News<'_>) {
        (self.say)(news);
    }

    /// There is a new snapshot with these problems. Errors are told again: they keep it from being shown.
    pub(super) fn refreshed(&self, diagnostics: &[Diagnostic]) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.before = std::mem::take(&mut told.now);
        drop(told);
        self.found(diagnostics, |problem| {
            problem.severity.resolve(Strictness::Lenient) == Severity::Error
        });
    }

    /// A page of the current snapshot has these problems.
    pub(super) fn rendered(&self, diagnostics: &[Diagnostic]) {
        self.found(diagnostics, |_| false);
    }

    fn found(&self, diagnostics: &[Diagnostic], is_urgent: impl Fn(&Diagnostic) -> bool) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|problem| {
                let hash = hash(problem);
                let is_new = told.now.insert(hash) && !told.before.contains(&hash);
                is_new || is_urgent(problem)
            })
            .cloned()
            .collect();
        drop(told);
        if !fresh.is_empty() {
            self.say(&News::Problems(&fresh));
        }
    }
}

/// Two problems with the same hash are the same to a reader. Where exactly it stands in the file is left out, since an
/// edit above it moves it.
fn hash(problem: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    problem.code.hash(&mut hasher);
    problem.message.hash(&mut hasher);
    if let Some(place) = &problem.place {
        place.path.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_told_once_while_they_last() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = heard.clone();
        let reporter = Reporter::new(Arc::new(move |news| {
            if let News::Problems(problems) = news {
                let messages = problems.iter().map(|problem| problem.message.clone());
                ear.lock().unwrap().extend(messages);
            }
        }));
        let warning = |message: &str| Diagnostic::warning("w", message).in_file("a");
        let error = |message: &str| Diagnostic::error("e", message);
        let told = || std::mem::take(&mut *heard.lock().unwrap());

        reporter.refreshed(&[warning("a"), error("x")]);
        assert_eq!(told(), ["a", "x"]);
        reporter.rendered(&[warning("b"), warning("a")]);
        assert_eq!(told(), ["b"]);
        reporter.refreshed(&[warning("a"), warning("c"), error("x")]);
        assert_eq!(told(), ["c", "x"]);
        reporter.rendered(&[warning("b")]);
        assert!(told().is_empty());
        reporter.refreshed(&[]);
        reporter.refreshed(&[warning("a")]);
        assert_eq!(told(), ["a"]);
    }
}
