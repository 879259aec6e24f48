//! What terms are given where messages show them: `{ -term(case: "genitive") }`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::functions::Function;
use super::inspect::Reference;
use super::table::Resolved;
use crate::diag::Diagnostic;
use crate::nearest::nearest;

/// What a term is not given that it shows, or given as something else than it takes. Where something else may be shown
/// instead, that is meant.
pub(super) fn wrongly_given(
    reference: &Reference,
    shown: &BTreeMap<String, Option<Function>>,
) -> Vec<(Diagnostic, Range<usize>)> {
    let mut problems = Vec::new();
    for (name, function) in shown {
        let term = reference.name();
        match reference.given.iter().find(|given| given.name == *name) {
            None => problems.push((
                Diagnostic::error(
                    "term-argument",
                    format!("the term `{term}` shows `${name}`, which it is not given"),
                )
                .help(format!(
                    "write `{term}({name}: …)`, with a number or a text in quotes"
                )),
                reference.span.clone(),
            )),
            Some(given) => {
                // What a term is given is a text or a number.
                let fits = |function: &Function| *function == Function::Number && !given.is_text;
                if let Some(function) = function.filter(|function| !fits(function)) {
                    let what = if given.is_text { "text" } else { "number" };
                    let message = format!(
                        "the term `{term}` takes {} for `${name}`, and this is a {what}",
                        function.takes()
                    );
                    let help = match function {
                        Function::Number => {
                            "write it without quotes, or leave the function out of the term"
                        }
                        Function::DateTime | Function::Time => {
                            "leave the function out of the term, or write the term's text in the message"
                        }
                    };
                    problems.push((
                        Diagnostic::error("term-argument", message).help(help),
                        given.span.clone(),
                    ));
                }
            }
        }
    }
    problems
}

/// What a term is given and never looks at.
pub(super) fn given_in_vain(
    reference: &Reference,
    known: &Resolved,
) -> Vec<(Diagnostic, Range<usize>)> {
    // Of what leads in a circle not all is known.
    if known.unusable {
        return Vec::new();
    }
    let term = reference.name();
    let names = || known.variables.keys().map(String::as_str);
    let mut problems = Vec::new();
    if reference.has_unnamed {
        let message = format!("the term `{term}` takes values by their names alone");
        problems.push((
            Diagnostic::finding("term-argument", message).help(match names().next() {
                Some(name) => format!("write `{term}({name}: …)`"),
                None => "leave it out: the term takes none".to_owned(),
            }),
            reference.span.clone(),
        ));
    }
    for given in &reference.given {
        let name = &given.name;
        if known.variables.contains_key(name) {
            continue;
        }
        let message = format!("the term `{term}` does not use `${name}`");
        // Terms of a theme may be given what those of a site have no use for.
        let problem = match nearest(name, names()) {
            Some(near) => {
                let problem = Diagnostic::finding("term-argument", message);
                problem.help(format!("did you mean `{near}`?"))
            }
            None => Diagnostic::warning("term-argument", message)
                .help("leave it out, or use it in the term"),
        };
        problems.push((problem, given.span.clone()));
    }
    problems
}
