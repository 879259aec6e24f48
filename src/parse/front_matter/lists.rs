//! Lists of names, each of which is to stand there once.

use super::Spanned;
use crate::yaml::{Node, Reader, shorten};

/// Whether a list has the value already, which is then warned about.
pub(super) fn repeats(
    reader: &mut Reader<'_>,
    found: &[Spanned<String>],
    item: &Node,
    value: &str,
) -> bool {
    let Some(first) = found.iter().find(|other| other.value == value) else {
        return false;
    };
    let first = reader.place(first.span.clone(), "first here");
    reader.warning(
        "repeated",
        item.span.clone(),
        format!("`{}` stands twice in this list", shorten(value)),
        "delete it here",
    );
    if let Some(problem) = reader.diagnostics.last_mut() {
        problem.related.push(first);
    }
    true
}
