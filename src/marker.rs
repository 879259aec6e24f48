//! The file that marks a published folder as ours, at its top: such a folder is replaced, no other ever is.

/// Its name, which nothing of the site may have.
pub(crate) const MARKER: &str = ".yuimaru";

/// What it begins with; a version control system may have changed how its lines end.
pub(crate) const MARKER_START: &str = "This folder is made by yuimaru";

/// What it holds.
pub(crate) const MARKER_TEXT: &str = "This folder is made by yuimaru and replaced as a whole with every build.\n\
                                      Keep nothing else in it.\n";
