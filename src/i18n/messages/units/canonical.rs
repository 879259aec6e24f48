//! Patterns written in one way, whatever their white space and comments are.

use std::ops::Range;

use fluent::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::super::inspect::Kind;

/// What stands in a literal text for something that Fluent fills in: no letter and no digit, so that nothing grows
/// together around it.
const FILLED_IN: &str = "\u{FFFC}";

/// A text or an attribute of an entry.
pub(super) struct Found<'a> {
    pub(super) kind: Kind,
    pub(super) id: &'a str,
    pub(super) attribute: Option<&'a str>,
    /// Where the name of the entry begins.
    pub(super) entry: usize,
    /// Bytes of its own name.
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) literal: String,
}

/// All patterns of a resource, in its order.
pub(super) fn patterns(resource: &FluentResource) -> Vec<Found<'_>> {
    let source = resource.source();
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (kind, id, value, attributes) = match entry {
            ast::Entry::Message(message) => (
                Kind::Message,
                message.id.name,
                message.value.as_ref(),
                &message.attributes,
            ),
            ast::Entry::Term(term) => {
                let value = Some(&term.value);
                (Kind::Term, term.id.name, value, &term.attributes)
            }
            _ => continue,
        };
        let whole = span(source, id);
        let own = value.map(|value| (None, whole.clone(), value));
        let of_attributes = attributes.iter().map(|attribute| {
            let name = attribute.id.name;
            (Some(name), span(source, name), &attribute.value)
        });
        for (attribute, span, value) in own.into_iter().chain(of_attributes) {
            let mut writer = Writer::default();
            writer.pattern(value);
            found.push(Found {
                kind,
                id,
                attribute,
                entry: whole.start,
                span,
                text: writer.text.written,
                literal: writer.literal.written,
            });
        }
    }
    found
}

/// Where a slice of the source stands in it: the tree has no offsets of its own.
fn span(source: &str, slice: &str) -> Range<usize> {
    let start = (slice.as_ptr() as usize)
        .saturating_sub(source.as_ptr() as usize)
        .min(source.len());
    start..(start + slice.len()).min(source.len())
}

/// A text whose white space is folded, and gone at both ends.
#[derive(Default)]
struct Folded {
    written: String,
    is_space_due: bool,
}

impl Folded {
    fn text(&mut self, text: &str) {
        for char in text.chars() {
            // U+3000 and U+00A0 are meant where they stand.
            if matches!(char, ' ' | '\t' | '\n' | '\r') {
                self.is_space_due = true;
            } else {
                self.settle();
                self.written.push(char);
            }
        }
    }

    /// As it is, its white space too.
    fn verbatim(&mut self, text: &str) {
        self.settle();
        self.written.push_str(text);
    }

    fn settle(&mut self) {
        let is_at_start = self.written.is_empty() || self.written.ends_with('\n');
        if std::mem::take(&mut self.is_space_due) && !is_at_start {
            self.written.push(' ');
        }
    }

    /// White space after this place is at the start of a line.
    fn new_line(&mut self) {
        self.is_space_due = false;
        if !self.written.is_empty() && !self.written.ends_with('\n') {
            self.written.push('\n');
        }
    }
}

#[derive(Default)]
struct Writer {
    text: Folded,
    literal: Folded,
}

/// The tree is as deep as the brackets of one entry, which are counted before it is read.
impl Writer {
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => {
                    self.text.text(value);
                    self.literal.text(value);
                }
                ast::PatternElement::Placeable { expression } => self.placeable(expression),
            }
        }
    }

    fn placeable(&mut self, expression: &ast::Expression<&str>) {
        self.text.verbatim("{ ");
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => self.select(selector, variants),
        }
        self.text.verbatim(" }");
    }

    fn select(&mut self, selector: &ast::InlineExpression<&str>, variants: &[ast::Variant<&str>]) {
        let mut of_selector = Writer::default();
        of_selector.inline(selector);
        self.text.verbatim(&of_selector.text.written);
        self.text.verbatim(" ->");
        self.literal.verbatim(FILLED_IN);
        for variant in variants {
            let default = if variant.default { "*" } else { "" };
            let (ast::VariantKey::Identifier { name: key }
            | ast::VariantKey::NumberLiteral { value: key }) = &variant.key;
            self.text.verbatim(&format!(" {default}[{key}] "));
            let mut own = Writer::default();
            own.pattern(&variant.value);
            self.text.verbatim(&own.text.written);
            self.literal.new_line();
            self.literal.verbatim(&own.literal.written);
        }
        self.literal.new_line();
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::StringLiteral { value } => {
                self.text.verbatim(&format!("\"{value}\""));
                self.literal.verbatim(&unescape_unicode_to_string(value));
            }
            ast::InlineExpression::NumberLiteral { value } => {
                self.text.verbatim(value);
                self.literal.verbatim(value);
            }
            ast::InlineExpression::FunctionReference { id, arguments } => {
                self.text.verbatim(id.name);
                self.arguments(arguments);
            }
            ast::InlineExpression::MessageReference { id, attribute } => {
                self.reference("", id, attribute.as_ref());
            }
            ast::InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                self.reference("-", id, attribute.as_ref());
                if let Some(arguments) = arguments {
                    // What a term is given chooses its form and is no text of this one.
                    let mut of_term = Writer::default();
                    of_term.arguments(arguments);
                    self.text.verbatim(&of_term.text.written);
                }
            }
            ast::InlineExpression::VariableReference { id } => {
                self.text.verbatim(&format!("${}", id.name));
                self.literal.verbatim(FILLED_IN);
            }
            ast::InlineExpression::Placeable { expression } => self.placeable(expression),
        }
    }

    fn reference(
        &mut self,
        mark: &str,
        id: &ast::Identifier<&str>,
        attribute: Option<&ast::Identifier<&str>>,
    ) {
        self.text.verbatim(mark);
        self.text.verbatim(id.name);
        if let Some(attribute) = attribute {
            self.text.verbatim(&format!(".{}", attribute.name));
        }
        self.literal.verbatim(FILLED_IN);
    }

    /// What is formatted counts as text, how it is formatted does not.
    fn arguments(&mut self, arguments: &ast::CallArguments<&str>) {
        self.text.verbatim("(");
        for (at, argument) in arguments.positional.iter().enumerate() {
            if at > 0 {
                self.text.verbatim(", ");
            }
            self.inline(argument);
        }
        for (at, argument) in arguments.named.iter().enumerate() {
            if at > 0 || !arguments.positional.is_empty() {
                self.text.verbatim(", ");
            }
            let mut value = Writer::default();
            value.inline(&argument.value);
            let name = argument.name.name;
            self.text
                .verbatim(&format!("{name}: {}", value.text.written));
        }
        self.text.verbatim(")");
    }
}
