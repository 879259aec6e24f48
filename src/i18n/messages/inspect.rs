//! What an entry refers to, without formatting it.

use std::ops::Range;

use fluent::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::functions::{self, Function};
use super::keys;
use crate::diag::Diagnostic;
use crate::unicode::is_unprintable;

/// The most digits a number in a message may have: more do not survive, and break the plural rules of fluent-bundle.
const MAX_NUMBER_LENGTH: usize = 16;

/// A message or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `name = …`
    Message,
    /// `-name = …`
    Term,
}

/// An entry of a file.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// Without the dash of a term.
    pub(super) id: String,
    /// Index of the file.
    pub(super) file: usize,
    /// Bytes of the name.
    pub(super) span: Range<usize>,
    /// The text itself (`None` as a name) and the attributes.
    pub(super) patterns: Vec<Pattern>,
}

impl Entry {
    /// Index of the text (`None`) or an attribute.
    pub(super) fn pattern(&self, attribute: Option<&str>) -> Option<usize> {
        self.patterns
            .iter()
            .position(|pattern| pattern.attribute.as_deref() == attribute)
    }
}

/// A text or an attribute of an entry.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) attribute: Option<String>,
    /// Bytes of the attribute's name, else of the entry's.
    pub(super) span: Range<usize>,
    pub(super) references: Vec<Reference>,
    pub(super) variables: Vec<Variable>,
    /// Variables that a function takes as the two ends of a range.
    pub(super) ranges: Vec<(String, String)>,
    pub(super) cost: Cost,
    /// It holds something that fluent-bundle cannot resolve without a panic, which was reported.
    pub(super) unusable: bool,
}

/// A reference to another entry.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) attribute: Option<String>,
    pub(super) span: Range<usize>,
    /// What a term is given by name.
    pub(super) given: Vec<Given>,
    /// Whether a term is given a value without a name, which it does not see.
    pub(super) has_unnamed: bool,
    /// Something else may be shown: it stands in a variant.
    pub(super) is_optional: bool,
}

/// A value that a term is given.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) name: String,
    /// Bytes of the name.
    pub(super) span: Range<usize>,
    pub(super) is_text: bool,
}

impl Reference {
    /// As it is written.
    pub(super) fn name(&self) -> String {
        name(self.kind, &self.id, self.attribute.as_deref())
    }
}

/// How an entry is written in a message: `-term.attribute`.
pub(super) fn name(kind: Kind, id: &str, attribute: Option<&str>) -> String {
    let dash = if kind == Kind::Term { "-" } else { "" };
    match attribute {
        Some(attribute) => format!("{dash}{id}.{attribute}"),
        None => format!("{dash}{id}"),
    }
}

/// A variable, and the function whose argument it is.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) span: Range<usize>,
    pub(super) function: Option<Function>,
    /// Without a value something else may be shown: it chooses a variant, or stands in one.
    pub(super) is_optional: bool,
}

/// How much resolving a pattern takes, as a tree whose leaves may be other patterns.
#[derive(Debug)]
pub(super) enum Cost {
    /// Nothing.
    Leaf,
    /// That of a reference: index into [`Pattern::references`].
    Reference(usize),
    /// A placeable of a pattern, which counts towards fluent-bundle's limit.
    Placeable(Box<Cost>),
    /// All of them.
    All(Vec<Cost>),
    /// One of them.
    One(Vec<Cost>),
}

/// All entries of a resource whose text is, but for masks, that of file number `file`.
pub(super) fn entries(
    resource: &FluentResource,
    file: usize,
    report: &mut dyn FnMut(Diagnostic, Range<usize>),
) -> Vec<Entry> {
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (kind, id, value, attributes) = match entry {
            ast::Entry::Message(message) => (
                Kind::Message,
                &message.id,
                message.value.as_ref(),
                &message.attributes,
            ),
            ast::Entry::Term(term) => (Kind::Term, &term.id, Some(&term.value), &term.attributes),
            _ => continue,
        };
        let mut walker = Walker {
            source: resource.source(),
            report,
        };
        let span = walker.span(id.name);
        let mut patterns = Vec::new();
        if let Some(value) = value {
            patterns.push(walker.pattern(None, span.clone(), value));
        }
        for attribute in attributes {
            let span = walker.span(attribute.id.name);
            if patterns
                .iter()
                .any(|known: &Pattern| known.attribute.as_deref() == Some(attribute.id.name))
            {
                (walker.report)(
                    Diagnostic::error(
                        "duplicate-message",
                        format!(
                            "the attribute `.{}` of `{}` is given twice",
                            attribute.id.name,
                            name(kind, id.name, None)
                        ),
                    )
                    .help("leave one of them out, or rename it"),
                    span,
                );
                continue;
            }
            patterns.push(walker.pattern(
                Some(attribute.id.name.to_owned()),
                span,
                &attribute.value,
            ));
        }
        found.push(Entry {
            kind,
            id: id.name.to_owned(),
            file,
            span,
            patterns,
        });
    }
    found
}

/// What is wrong with a value that a function can take from no caller: fluent-bundle would write `NUMBER()`.
fn wrong_value(function: Function, value: &ast::InlineExpression<&str>) -> Option<Diagnostic> {
    use ast::InlineExpression as Inline;
    let what = match value {
        Inline::StringLiteral { .. } => "a text in quotes",
        Inline::NumberLiteral { .. } if function == Function::Number => return None,
        Inline::NumberLiteral { .. } => "a number",
        Inline::TermReference { .. } | Inline::MessageReference { .. } => "another message",
        Inline::FunctionReference { id, .. } => match functions::find(id.name)? {
            Function::Number if function == Function::Number => return None,
            _ => "what another function has written",
        },
        Inline::Placeable { .. } => "an expression in braces",
        Inline::VariableReference { .. } => return None,
    };
    let (name, takes) = (function.name(), function.takes());
    let problem = format!("{name} takes {takes}, and this is {what}");
    let help = match value {
        Inline::StringLiteral { value } if function == Function::Number => {
            match value.parse::<f64>().is_ok_and(f64::is_finite) {
                true => format!("write `{name}({value})`, without quotes"),
                false => format!("write `{name}($value)`, and give the value in the template"),
            }
        }
        _ => format!("write `{name}($value)`, and give the value in the template"),
    };
    Some(Diagnostic::error("function-value", problem).help(help))
}

struct Walker<'a> {
    source: &'a str,
    report: &'a mut dyn FnMut(Diagnostic, Range<usize>),
}

impl Walker<'_> {
    /// Where a slice of the source stands in it: the tree has no offsets of its own.
    fn span(&self, slice: &str) -> Range<usize> {
        let start = (slice.as_ptr() as usize)
            .saturating_sub(self.source.as_ptr() as usize)
            .min(self.source.len());
        start..(start + slice.len()).min(self.source.len())
    }

    fn pattern(
        &mut self,
        attribute: Option<String>,
        span: Range<usize>,
        pattern: &ast::Pattern<&str>,
    ) -> Pattern {
        let mut facts = Pattern {
            attribute,
            span,
            references: Vec::new(),
            variables: Vec::new(),
            ranges: Vec::new(),
            cost: Cost::Leaf,
            unusable: false,
        };
        facts.cost = self.elements(pattern, &mut facts);
        facts
    }

    fn elements(&mut self, pattern: &ast::Pattern<&str>, facts: &mut Pattern) -> Cost {
        let mut costs = Vec::new();
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => self.controls(value, value),
                ast::PatternElement::Placeable { expression } => {
                    let cost = self.expression(expression, facts);
                    costs.push(Cost::Placeable(Box::new(cost)));
                }
            }
        }
        Cost::All(costs)
    }

    fn expression(&mut self, expression: &ast::Expression<&str>, facts: &mut Pattern) -> Cost {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline, None, facts),
            ast::Expression::Select { selector, variants } => {
                self.exact_variants(selector, variants);
                let (first, first_reference) = (facts.variables.len(), facts.references.len());
                let selector = self.inline(selector, None, facts);
                let variants = variants
                    .iter()
                    .map(|variant| {
                        if let ast::VariantKey::NumberLiteral { value } = variant.key {
                            self.number(value, facts);
                        }
                        self.elements(&variant.value, facts)
                    })
                    .collect();
                for variable in &mut facts.variables[first..] {
                    variable.is_optional = true;
                }
                for reference in &mut facts.references[first_reference..] {
                    reference.is_optional = true;
                }
                Cost::All(vec![selector, Cost::One(variants)])
            }
        }
    }

    fn exact_variants(
        &mut self,
        selector: &ast::InlineExpression<&str>,
        variants: &[ast::Variant<&str>],
    ) {
        for variant in variants {
            if let ast::VariantKey::NumberLiteral { value } = variant.key
                && let Some((why, help)) = keys::never_met(selector, value)
            {
                let span = self.span(value);
                let message = format!("the variant `[{value}]` is never chosen, {why}");
                (self.report)(
                    Diagnostic::finding("unreachable-variant", message).help(help),
                    span,
                );
            }
        }
    }

    fn inline(
        &mut self,
        inline: &ast::InlineExpression<&str>,
        function: Option<Function>,
        facts: &mut Pattern,
    ) -> Cost {
        match inline {
            ast::InlineExpression::StringLiteral { value } => {
                self.controls(value, &unescape_unicode_to_string(value));
                Cost::Leaf
            }
            ast::InlineExpression::NumberLiteral { value } => {
                self.number(value, facts);
                Cost::Leaf
            }
            ast::InlineExpression::VariableReference { id } => {
                facts.variables.push(Variable {
                    name: id.name.to_owned(),
                    span: self.span(id.name),
                    function,
                    is_optional: false,
                });
                Cost::Leaf
            }
            ast::InlineExpression::MessageReference { id, attribute } => {
                self.reference(Kind::Message, id, attribute.as_ref(), facts)
            }
            ast::InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let own = self.reference(Kind::Term, id, attribute.as_ref(), facts);
                let mut costs = vec![own];
                if let Some(arguments) = arguments {
                    let given = self.given(arguments);
                    if let Some(reference) = facts.references.last_mut() {
                        reference.given = given;
                        reference.has_unnamed = !arguments.positional.is_empty();
                    }
                    costs.extend(self.arguments(arguments, None, facts));
                }
                Cost::All(costs)
            }
            ast::InlineExpression::FunctionReference { id, arguments } => {
                let names = arguments.named.iter().map(|argument| argument.name.name);
                let function = functions::find(id.name)
                    .map(|function| functions::with_options(function, names));
                let span = self.span(id.name);
                self.call(id.name, function, span, arguments);
                if let [
                    ast::InlineExpression::VariableReference { id: start },
                    ast::InlineExpression::VariableReference { id: end },
                ] = arguments.positional.as_slice()
                {
                    let range = (start.name.to_owned(), end.name.to_owned());
                    facts.ranges.push(range);
                }
                Cost::All(self.arguments(arguments, function, facts))
            }
            ast::InlineExpression::Placeable { expression } => {
                Cost::All(vec![self.expression(expression, facts)])
            }
        }
    }

    fn arguments(
        &mut self,
        arguments: &ast::CallArguments<&str>,
        function: Option<Function>,
        facts: &mut Pattern,
    ) -> Vec<Cost> {
        for argument in &arguments.named {
            self.inline(&argument.value, None, facts);
        }
        arguments
            .positional
            .iter()
            .map(|argument| self.inline(argument, function, facts))
            .collect()
    }

    fn given(&self, arguments: &ast::CallArguments<&str>) -> Vec<Given> {
        let named = arguments.named.iter();
        named
            .map(|argument| Given {
                name: argument.name.name.to_owned(),
                span: self.span(argument.name.name),
                is_text: matches!(argument.value, ast::InlineExpression::StringLiteral { .. }),
            })
            .collect()
    }

    fn reference(
        &mut self,
        kind: Kind,
        id: &ast::Identifier<&str>,
        attribute: Option<&ast::Identifier<&str>>,
        facts: &mut Pattern,
    ) -> Cost {
        facts.references.push(Reference {
            kind,
            id: id.name.to_owned(),
            attribute: attribute.map(|attribute| attribute.name.to_owned()),
            span: self.span(id.name),
            given: Vec::new(),
            has_unnamed: false,
            is_optional: false,
        });
        Cost::Reference(facts.references.len() - 1)
    }

    /// Reports what no page can show, in a text that is written otherwise.
    fn controls(&mut self, written: &str, text: &str) {
        if let Some(character) = text.chars().find(|char| is_unprintable(*char)) {
            let message = format!(
                "this text holds a control character (U+{:04X}), which no page can show",
                character as u32
            );
            let span = self.span(written);
            (self.report)(
                Diagnostic::error("control-character", message).help("delete it"),
                span,
            );
        }
    }

    fn number(&mut self, written: &str, facts: &mut Pattern) {
        if written.len() > MAX_NUMBER_LENGTH {
            facts.unusable = true;
            let span = self.span(written);
            (self.report)(
                Diagnostic::error("number-too-long", "this number has too many digits")
                    .help("write at most 15 digits, or the number in quotes"),
                span,
            );
        }
    }

    /// Options can only be literals, so all that can be wrong with them is known before anything is formatted.
    fn call(
        &mut self,
        name: &str,
        function: Option<Function>,
        span: Range<usize>,
        arguments: &ast::CallArguments<&str>,
    ) {
        let Some(function) = function else {
            (self.report)(functions::unknown(name), span);
            return;
        };
        if let Some(diagnostic) = functions::wrong_count(function, arguments.positional.len()) {
            (self.report)(diagnostic, span.clone());
        }
        for value in &arguments.positional {
            if let Some(diagnostic) = wrong_value(function, value) {
                (self.report)(diagnostic, span.clone());
            }
        }
        let named = arguments.named.iter().filter_map(|argument| {
            let value = match &argument.value {
                ast::InlineExpression::StringLiteral { value } => functions::Literal::Text(value),
                ast::InlineExpression::NumberLiteral { value } => functions::Literal::Number(value),
                _ => return None,
            };
            Some((argument.name.name, value))
        });
        for (at, diagnostic) in functions::problems(function, named) {
            let span = at.map_or(span.clone(), |argument| self.span(argument));
            (self.report)(diagnostic, span);
        }
    }
}
