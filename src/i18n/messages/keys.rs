//! Numbers as the keys of variants: `[1]`, `[0.5]`.
//!
//! Fluent compares them by their values. fluent-bundle holds two numbers equal only when their options are too, and takes
//! the digits behind the point of a key for one of them. So numbers come to it with as many as are shown, and keys lose the
//! zeros at their ends, as long as no function in the selector gives the number options of its own.

use std::ops::Range;

use fluent::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;

use super::functions::{self, Function};
use super::numbers::{MOST_DIGITS, call_number, number};

/// Bytes of the source that are zeros at the end of a key, with the point where nothing else is behind it: `[1.0]`.
pub(super) fn padding(resource: &FluentResource) -> Vec<Range<usize>> {
    let source = resource.source();
    let mut keys = source.split('[').skip(1);
    // Hardly any file has one.
    if !keys.any(|key| !zeros(key.split(']').next().unwrap_or_default().trim_end()).is_empty()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (value, attributes) = match entry {
            ast::Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => continue,
        };
        let attributes = attributes.iter().map(|attribute| &attribute.value);
        for pattern in value.into_iter().chain(attributes) {
            of_pattern(pattern, &mut found);
        }
    }
    let start = source.as_ptr() as usize;
    let span = |zeros: &str| {
        let at = (zeros.as_ptr() as usize).saturating_sub(start);
        at..at + zeros.len()
    };
    found.into_iter().map(span).collect()
}

fn of_pattern<'a>(pattern: &ast::Pattern<&'a str>, found: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, found);
        }
    }
}

fn of_expression<'a>(expression: &ast::Expression<&'a str>, found: &mut Vec<&'a str>) {
    match expression {
        ast::Expression::Select { selector, variants } => {
            for variant in variants {
                if let ast::VariantKey::NumberLiteral { value } = variant.key
                    && options_of(selector).is_none()
                {
                    found.extend(Some(zeros(value)).filter(|zeros| !zeros.is_empty()));
                }
                of_pattern(&variant.value, found);
            }
        }
        ast::Expression::Inline(ast::InlineExpression::Placeable { expression }) => {
            of_expression(expression, found);
        }
        ast::Expression::Inline(_) => {}
    }
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
        let digits = key
            .strip_suffix(zeros(key))
            .and_then(|key| key.split_once('.'));
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
