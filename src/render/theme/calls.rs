//! Where the templates call a function so: the functions do not know it.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::Theme;
use crate::diag::{Diagnostic, Place};
use crate::model::HashMap;
use crate::render::functions::{Argument, Finding};
use crate::render::template_text::{Kind, span, tags};
use crate::source::{Layer, SourceFile};

/// More calls than these are no help.
const MOST_PLACES: usize = 8;

/// What calls of a function have for an argument.
#[derive(Default)]
pub(super) struct Calls {
    /// The texts, each with the file and the byte where it stands first.
    literals: HashMap<String, (Arc<SourceFile>, usize)>,
    /// What is known at run time alone.
    computed: Vec<Computed>,
}

/// An argument that is put together at run time.
struct Computed {
    file: Arc<SourceFile>,
    span: Range<usize>,
    /// What it begins with, where that is written there: `"kind-" ~ page.kind`.
    start: String,
}

/// [`Calls`] by the names of the function and of the argument, as they were asked for: a template may have thousands of
/// calls, on thousands of pages.
pub(super) type AllCalls = HashMap<(&'static str, &'static str), Arc<Calls>>;

impl Theme {
    /// The problem at the first call that has this argument as a text, of the strongest layer; where none has, at those
    /// that may come to it. What stands elsewhere stays where it is.
    pub(in crate::render) fn at_call(&self, found: Finding) -> Diagnostic {
        let Finding { problem, call } = found;
        let Some(call) = call.filter(|_| problem.place.is_none()) else {
            return problem;
        };
        let calls = self.calls(&call);
        let place = calls
            .literals
            .get(&call.value)
            .and_then(|(file, at)| Some((file, file.text()?, *at)));
        match place {
            Some((file, text, at)) => problem.at(&file.path, text, at..at + call.value.len(), ""),
            None => calls.at_computed(problem, &call),
        }
    }

    fn calls(&self, call: &Argument) -> Arc<Calls> {
        let mut all = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry((call.function, call.name))
            .or_insert_with(|| Arc::new(self.read_calls(call.function, call.name)))
            .clone()
    }

    fn read_calls(&self, function: &str, name: &str) -> Calls {
        let mut files: Vec<&Arc<SourceFile>> = self.sources.values().collect();
        files.sort_by_key(|file| (file.layer, file.path.clone()));
        let mut calls = Calls::default();
        for file in files {
            let Some(text) = file.text() else { continue };
            for call in tags(text).iter().flat_map(|tag| tag.calls(function)) {
                if let Some(literal) = call.literal(name) {
                    calls
                        .literals
                        .entry(literal.text.to_owned())
                        .or_insert_with(|| (file.clone(), literal.at));
                } else if let Some(argument) = call.argument(name)
                    && let Some(span) = span(argument)
                {
                    let start = match argument {
                        [text, sign, ..] if text.kind == Kind::Text && sign.is_sign("~") => {
                            text.text
                        }
                        _ => "",
                    };
                    calls.computed.push(Computed {
                        file: file.clone(),
                        span,
                        start: start.to_owned(),
                    });
                }
            }
        }
        calls
    }
}

impl Calls {
    /// The problem at the calls whose argument is put together at run time: those of the binary only where there are no
    /// others.
    fn at_computed(&self, mut problem: Diagnostic, call: &Argument) -> Diagnostic {
        let is_own = |one: &&Computed| one.file.layer != Layer::Embedded;
        let fitting = || {
            let all = self.computed.iter();
            all.filter(|one| call.value.starts_with(&one.start))
        };
        let has_own = fitting().any(|one| is_own(&one));
        let places = fitting().filter(|one| is_own(one) == has_own);
        for one in places.take(MOST_PLACES) {
            let place = |label| Place {
                path: one.file.path.clone(),
                text: one.file.text().cloned(),
                span: one.span.clone(),
                label,
            };
            match problem.place {
                None => {
                    let label = format!("this `{}` may come to it", call.name);
                    problem.place = Some(place(label));
                }
                Some(_) => problem.related.push(place("or this one".to_owned())),
            }
        }
        problem
    }
}
