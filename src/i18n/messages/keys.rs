//! Numbers as the keys of variants: `[1]`, `[0.5]`.
//!
//! Fluent compares them by their values. fluent-bundle holds two numbers equal only when their options are too, and takes
//! the digits behind the point of a key for one of them. So numbers come to it with as many as are shown, and keys lose the
//! zeros at their ends, as long as no function in the selector gives the number options of its own. So does what a term is
//! given where it is to meet such a key.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fluent::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;

use super::functions::{self, Function};
use super::numbers::{MOST_DIGITS, call_number, number};

/// By term and variable: the numbers by which the term chooses.
type KeysOfTerms<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>;

/// Bytes of the source that are zeros at the end of a key, with the point where nothing else is behind it: `[1.0]`. Of what
/// terms of this file are given, only what such a key of theirs is to meet: elsewhere a number is shown with its zeros.
pub(super) fn padding(resource: &FluentResource) -> Vec<Range<usize>> {
    let source = resource.source();
    let begins_with_padded = |text: &str| {
        let is_of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        let text = text.trim_start();
        let end = text.bytes().position(|byte| !is_of_number(byte));
        !zeros(&text[..end.unwrap_or(text.len())]).is_empty()
    };
    // Hardly any file has one.
    if !source.split(['[', ':']).skip(1).any(begins_with_padded) {
        return Vec::new();
    }
    let mut terms = KeysOfTerms::new();
    for (term, pattern) in patterns(resource) {
        let Some(term) = term else { continue };
        of_pattern(pattern, &mut |met| {
            if let Met::Select(selector, variants) = met
                && let Some(variable) = variable_of(selector)
            {
                let keys = terms.entry((term, variable)).or_default();
                keys.extend(variants.iter().filter_map(number_key).map(without_zeros));
            }
        });
    }
    let mut found = Vec::new();
    for (_, pattern) in patterns(resource) {
        of_pattern(pattern, &mut |met| match met {
            Met::Select(selector, variants) if options_of(selector).is_none() => {
                found.extend(variants.iter().filter_map(number_key).map(zeros));
            }
            Met::Select(..) => {}
            Met::Argument(term, name, number) => {
                let keys = terms.get(&(term, name));
                if keys.is_some_and(|keys| keys.contains(without_zeros(number))) {
                    found.push(zeros(number));
                }
            }
        });
    }
    let start = source.as_ptr() as usize;
    let span = |zeros: &str| {
        let at = (zeros.as_ptr() as usize).saturating_sub(start);
        at..at + zeros.len()
    };
    let found = found.into_iter().filter(|zeros| !zeros.is_empty());
    found.map(span).collect()
}

/// All patterns, those of a term with its name.
fn patterns(
    resource: &FluentResource,
) -> impl Iterator<Item = (Option<&str>, &ast::Pattern<&str>)> {
    resource.entries().flat_map(|entry| {
        let (term, value, attributes) = match entry {
            ast::Entry::Message(message) => (None, message.value.as_ref(), &message.attributes[..]),
            ast::Entry::Term(term) => (Some(term.id.name), Some(&term.value), &term.attributes[..]),
            _ => (None, None, &[][..]),
        };
        let attributes = attributes.iter().map(|attribute| &attribute.value);
        value
            .into_iter()
            .chain(attributes)
            .map(move |pattern| (term, pattern))
    })
}

/// Where numbers are that may be keys, or may meet one.
enum Met<'e, 'a> {
    Select(
        &'e ast::InlineExpression<&'a str>,
        &'e [ast::Variant<&'a str>],
    ),
    /// The name of a term, that of what it is given, and the number.
    Argument(&'a str, &'a str, &'a str),
}

fn of_pattern<'e, 'a>(pattern: &'e ast::Pattern<&'a str>, meet: &mut dyn FnMut(Met<'e, 'a>)) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, meet);
        }
    }
}

fn of_expression<'e, 'a>(
    expression: &'e ast::Expression<&'a str>,
    meet: &mut dyn FnMut(Met<'e, 'a>),
) {
    match expression {
        ast::Expression::Select { selector, variants } => {
            of_inline(selector, meet);
            meet(Met::Select(selector, variants));
            for variant in variants {
                of_pattern(&variant.value, meet);
            }
        }
        ast::Expression::Inline(inline) => of_inline(inline, meet),
    }
}

fn of_inline<'e, 'a>(
    inline: &'e ast::InlineExpression<&'a str>,
    meet: &mut dyn FnMut(Met<'e, 'a>),
) {
    match inline {
        ast::InlineExpression::Placeable { expression } => of_expression(expression, meet),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                of_inline(argument, meet);
            }
        }
        ast::InlineExpression::TermReference {
            id,
            arguments: Some(arguments),
            ..
        } => {
            for argument in &arguments.named {
                if let ast::InlineExpression::NumberLiteral { value } = argument.value {
                    meet(Met::Argument(id.name, argument.name.name, value));
                }
            }
        }
        _ => {}
    }
}

fn number_key<'a>(variant: &ast::Variant<&'a str>) -> Option<&'a str> {
    match variant.key {
        ast::VariantKey::NumberLiteral { value } => Some(value),
        ast::VariantKey::Identifier { .. } => None,
    }
}

/// The variable whose value alone chooses.
fn variable_of<'a>(selector: &ast::InlineExpression<&'a str>) -> Option<&'a str> {
    match selector {
        ast::InlineExpression::VariableReference { id } => Some(id.name),
        ast::InlineExpression::FunctionReference { arguments, .. }
            if arguments.named.is_empty() =>
        {
            variable_of(arguments.positional.first()?)
        }
        _ => None,
    }
}

fn without_zeros(number: &str) -> &str {
    number.strip_suffix(zeros(number)).unwrap_or(number)
}

/// What changes nothing in the value of a number, at its end.
fn zeros(number: &str) -> &str {
    let has_point = number
        .split_once('.')
        .is_some_and(|(_, digits)| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !has_point {
        return "";
    }
    let kept = number.trim_end_matches('0').trim_end_matches('.');
    &number[kept.len()..]
}

/// The options of the function that a selector is, where it has any.
fn options_of<'e, 'a>(
    selector: &'e ast::InlineExpression<&'a str>,
) -> Option<&'e [ast::NamedArgument<&'a str>]> {
    match selector {
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            Some(arguments.named.as_slice()).filter(|named| !named.is_empty())
        }
        _ => None,
    }
}

/// Why a selector never meets a key that is a number, and what to do: fluent-bundle is asked whether it does for the very
/// number of the key.
pub(super) fn never_met(
    selector: &ast::InlineExpression<&str>,
    key: &str,
) -> Option<(&'static str, &'static str)> {
    let FluentValue::Number(wanted) = FluentValue::try_number(key) else {
        return None;
    };
    if let ast::InlineExpression::FunctionReference { id, .. } = selector
        && functions::find(id.name) == Some(Function::DateTime)
    {
        return Some((
            "for DATETIME gives a text",
            "select by a number or a text that the template gives",
        ));
    }
    let own = number(wanted.value);
    let Some(named) = options_of(selector) else {
        let digits = without_zeros(key).split_once('.');
        return digits
            .is_some_and(|(_, digits)| digits.len() > MOST_DIGITS)
            .then_some((
                "for numbers have three digits behind the point",
                "round the number in the template, or select by a text",
            ));
    };
    let mut options = FluentArgs::new();
    for argument in named {
        match &argument.value {
            ast::InlineExpression::StringLiteral { value } => {
                options.set(argument.name.name, *value);
            }
            ast::InlineExpression::NumberLiteral { value } => {
                options.set(argument.name.name, FluentValue::try_number(value));
            }
            _ => {}
        }
    }
    let given = call_number(&[FluentValue::Number(own)], &options);
    let is_met = given == FluentValue::Number(wanted);
    (!is_met).then_some((
        "for the selector has options",
        "select by the variable itself, without NUMBER, around this select",
    ))
}
