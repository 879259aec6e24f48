//! Stand-in until the real one is merged.

/// A piece of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same(String),
    /// In the old one.
    Gone(String),
    /// In the new one.
    New(String),
}

/// What differs.
#[must_use]
pub fn changes(then: &str, now: &str) -> Vec<Change> {
    vec![Change::Gone(then.to_owned()), Change::New(now.to_owned())]
}
