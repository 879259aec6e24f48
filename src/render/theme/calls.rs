//! Where the templates call a function so: the functions do not know it.

use std::sync::{Arc, PoisonError};

use super::Theme;
use crate::diag::Diagnostic;
use crate::model::HashMap;
use crate::render::functions::{Argument, Finding};
use crate::render::template_text::tags;
use crate::source::SourceFile;

/// The texts that calls of a function have for an argument, each with the file and the byte where it stands first.
type Literals = HashMap<String, (Arc<SourceFile>, usize)>;

/// [`Literals`] by the names of the function and of the argument, as they were asked for: a template may have thousands
/// of calls, on thousands of pages.
pub(super) type AllLiterals = HashMap<(&'static str, &'static str), Arc<Literals>>;

impl Theme {
    /// The problem at the first call that has this argument as a text, of the strongest layer. What stands elsewhere, or
    /// comes from what is put together at run time, stays where it is.
    pub(in crate::render) fn at_call(&self, found: Finding) -> Diagnostic {
        let Finding { problem, call } = found;
        let Some(call) = call.filter(|_| problem.place.is_none()) else {
            return problem;
        };
        let literals = self.literals(&call);
        let place = literals
            .get(&call.value)
            .and_then(|(file, at)| Some((file, file.text()?, *at)));
        match place {
            Some((file, text, at)) => problem.at(&file.path, text, at..at + call.value.len(), ""),
            None => problem,
        }
    }

    fn literals(&self, call: &Argument) -> Arc<Literals> {
        let mut all = self.literals.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry((call.function, call.name))
            .or_insert_with(|| Arc::new(self.read_literals(call.function, call.name)))
            .clone()
    }

    fn read_literals(&self, function: &str, name: &str) -> Literals {
        let mut files: Vec<&Arc<SourceFile>> = self.sources.values().collect();
        files.sort_by_key(|file| (file.layer, file.path.clone()));
        let mut literals = Literals::default();
        for file in files {
            let Some(text) = file.text() else { continue };
            for call in tags(text).iter().flat_map(|tag| tag.calls(function)) {
                if let Some(literal) = call.literal(name) {
                    literals
                        .entry(literal.text.to_owned())
                        .or_insert_with(|| (file.clone(), literal.at));
                }
            }
        }
        literals
    }
}
