//! Where the templates call a function so: the functions do not know it.

use std::sync::Arc;

use super::Theme;
use crate::diag::Diagnostic;
use crate::render::functions::{Argument, Finding};
use crate::render::template_text::tags;
use crate::source::SourceFile;

impl Theme {
    /// The problem at the first call that has this argument as a text, of the strongest layer. What stands elsewhere, or
    /// comes from what is put together at run time, stays where it is.
    pub(in crate::render) fn at_call(&self, found: Finding) -> Diagnostic {
        let Finding { problem, call } = found;
        let Some(call) = call.filter(|_| problem.place.is_none()) else {
            return problem;
        };
        let mut files: Vec<&Arc<SourceFile>> = self.sources.values().collect();
        files.sort_by_key(|file| (file.layer, file.path.clone()));
        let place = files.into_iter().find_map(|file| {
            let text = file.text()?;
            let at = find(text, &call)?;
            Some((file, text, at))
        });
        match place {
            Some((file, text, at)) => problem.at(&file.path, text, at..at + call.value.len(), ""),
            None => problem,
        }
    }
}

fn find(text: &str, call: &Argument) -> Option<usize> {
    // Most templates do not have it at all.
    if !text.contains(&call.value) {
        return None;
    }
    let tags = tags(text);
    let literals = tags.iter().flat_map(|tag| {
        let calls = tag.calls(call.function);
        calls.filter_map(|found| found.literal(call.name))
    });
    let mut same = literals.filter(|literal| literal.text == call.value);
    same.next().map(|literal| literal.at)
}
