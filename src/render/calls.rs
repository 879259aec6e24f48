//! Calls of components from texts, held against the theme's definitions before anything is rendered: an editor is
//! told at the call, once, in the words of the text.

use serde_json::Value;
use tera::{ComponentArgType, ComponentInfo, Tera};

use crate::diag::Diagnostic;
use crate::model::{Page, Site};
use crate::nearest::nearest;
use crate::parse::{Component, Piece};

/// What is wrong with the calls in all texts.
pub(super) fn check(tera: &Tera, site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for page in site.calling.iter().map(|id| site.page(*id)) {
        if let Some(document) = &page.document {
            check_pieces(tera, page, &document.body.pieces, &mut problems);
        }
    }
    problems
}

fn check_pieces(tera: &Tera, page: &Page, pieces: &[Piece], problems: &mut Vec<Diagnostic>) {
    for piece in pieces {
        let Piece::Component(component) = piece else {
            continue;
        };
        let found = match tera.get_component_definition(&component.name) {
            Some(definition) => misfits(&definition, component),
            None => vec![unknown(tera, component)],
        };
        problems.extend(
            found
                .into_iter()
                .map(|problem| at_call(problem, page, component)),
        );
        let body = component.body.as_deref().unwrap_or_default();
        check_pieces(tera, page, body, problems);
    }
}

/// The names of the components that texts call, each as often as they do.
pub(super) fn called(site: &Site) -> impl Iterator<Item = &str> {
    fn collect<'a>(pieces: &'a [Piece], names: &mut Vec<&'a str>) {
        for piece in pieces {
            if let Piece::Component(component) = piece {
                names.push(&component.name);
                collect(component.body.as_deref().unwrap_or_default(), names);
            }
        }
    }
    let mut names = Vec::new();
    for page in site.calling.iter().map(|id| site.page(*id)) {
        if let Some(document) = &page.document {
            collect(&document.body.pieces, &mut names);
        }
    }
    names.into_iter()
}

/// Whether a call can be rendered; where not, [`check`] has said why.
pub(super) fn fits(tera: &Tera, component: &Component) -> bool {
    tera.get_component_definition(&component.name)
        .is_some_and(|definition| misfits(&definition, component).is_empty())
}

fn unknown(tera: &Tera, component: &Component) -> Diagnostic {
    let name = &component.name;
    let problem = Diagnostic::error(
        "unknown-component",
        format!("the theme has no component `{name}`"),
    );
    let mut names: Vec<&str> = tera.get_component_names().collect();
    names.sort_unstable();
    match nearest(name, names.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the theme has: {}", names.join(", "))),
    }
}

/// Arguments that the component does not know, lacks, or cannot take.
fn misfits(definition: &ComponentInfo, component: &Component) -> Vec<Diagnostic> {
    let name = &component.name;
    let known = definition.args();
    let mut problems = Vec::new();
    for (argument, value) in &component.arguments {
        match known.iter().find(|known| known.name() == &**argument) {
            Some(known) => {
                let wanted = known.arg_type().filter(|wanted| !is_of(*wanted, value));
                problems.extend(wanted.map(|wanted| {
                    let (what, example) = in_words(wanted);
                    let message = format!("`{argument}` of the component `{name}` must be {what}");
                    Diagnostic::error("component-argument", message)
                        .help(format!("write `{argument}={example}`"))
                }));
            }
            None if definition.rest_param().is_some() => {}
            None => {
                let message = format!("the component `{name}` has no argument `{argument}`");
                let names = || known.iter().filter(|known| !known.is_implicit());
                let names: Vec<&str> = names().map(|known| known.name()).collect();
                let help = match nearest(argument, names.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if names.is_empty() => "remove it: this component takes none".to_owned(),
                    None => format!("remove it, or write one of these: {}", names.join(", ")),
                };
                problems.push(Diagnostic::error("component-argument", message).help(help));
            }
        }
    }
    let is_given = |wanted: &str| {
        component
            .arguments
            .iter()
            .any(|(name, _)| **name == *wanted)
    };
    for missing in known
        .iter()
        .filter(|known| known.is_required() && !is_given(known.name()))
    {
        let argument = missing.name();
        let message = format!("the component `{name}` needs `{argument}`");
        let (_, example) = in_words(missing.arg_type().unwrap_or(ComponentArgType::String));
        let help = format!("write `<{name} {argument}={example}`");
        problems.push(Diagnostic::error("component-argument", message).help(help));
    }
    problems
}

fn is_of(wanted: ComponentArgType, value: &Value) -> bool {
    match wanted {
        ComponentArgType::String => value.is_string(),
        ComponentArgType::Bool => value.is_boolean(),
        ComponentArgType::Integer => value.is_i64() || value.is_u64(),
        ComponentArgType::Float => value.is_f64(),
        ComponentArgType::Number => value.is_number(),
        ComponentArgType::Array => value.is_array(),
        ComponentArgType::Map => value.is_object(),
        // Of other types Tera is the judge.
        _ => true,
    }
}

/// A type for an editor: what it is, and how a value of it is written.
fn in_words(wanted: ComponentArgType) -> (&'static str, &'static str) {
    match wanted {
        ComponentArgType::Bool => ("`true` or `false`", "{true}"),
        ComponentArgType::Integer => ("a whole number", "{5}"),
        ComponentArgType::Float => ("a number with a fraction", "{1.5}"),
        ComponentArgType::Number => ("a number", "{5}"),
        ComponentArgType::Array => ("a list", "{[\"a\", \"b\"]}"),
        ComponentArgType::Map => ("a group of keys", "{{\"a\": 1}}"),
        _ => ("text", "\"…\""),
    }
}

/// Puts a problem at a call in the text. A place that it has already, in a template, becomes the second.
pub(super) fn at_call(mut problem: Diagnostic, page: &Page, component: &Component) -> Diagnostic {
    let Some(source) = &page.source else {
        return problem;
    };
    let in_template = problem.place.take();
    let mut problem = match source.text() {
        Some(text) => problem.at(&source.path, text, component.span.clone(), ""),
        None => problem.in_file(source.path.clone()),
    };
    if let Some(mut place) = in_template {
        if place.label.is_empty() {
            "it fails here".clone_into(&mut place.label);
        }
        problem.related.insert(0, place);
    }
    problem
}
