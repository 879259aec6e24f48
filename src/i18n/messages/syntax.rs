//! Fluent text into a resource, with every junk entry reported in words.
//!
//! The parser of fluent-syntax recurses without a limit and slices inside a character after a broken `\u` escape, so
//! what would break it is masked first. A mask keeps every byte offset.

use std::ops::Range;
use std::sync::Arc;

use fluent::FluentResource;
use fluent_syntax::parser::{ErrorKind, ParserError};

use super::nesting::{MAX_NESTING, too_deep_entries};
use super::unread::Unread;
use super::{MessageFile, keys};
use crate::diag::{Diagnostic, floor_char_boundary};

/// The largest file that is read, in bytes.
pub(super) const MAX_FILE_BYTES: usize = 1 << 20;

/// Parses one file. `None` when it is too large.
pub(super) fn parse(
    file: &MessageFile,
    unread: &mut Unread,
    sink: &mut Vec<Diagnostic>,
) -> Option<Arc<FluentResource>> {
    if file.text.len() > MAX_FILE_BYTES {
        sink.push(
            Diagnostic::error(
                "messages-too-large",
                format!(
                    "this file of messages holds {} bytes, more than the {MAX_FILE_BYTES} that are read",
                    file.text.len()
                ),
            )
            .in_file(file.path.clone())
            .help("split it into several files"),
        );
        unread.add_file();
        return None;
    }
    let mut text = file.text.as_bytes().to_vec();
    for entry in too_deep_entries(&file.text) {
        sink.push(
            Diagnostic::error(
                "message-too-deep",
                format!("in this message more than {MAX_NESTING} brackets are open at once"),
            )
            .at(
                &file.path,
                &file.text,
                first_line(&file.text, &entry),
                "begins here",
            )
            .help("close them, or split it into several messages"),
        );
        unread.add_entries(&file.text[entry.clone()]);
        mask_entry(&mut text, entry);
    }
    let (mut resource, errors) = parse_with_escapes_masked(text);
    let padding = keys::padding(&resource);
    if !padding.is_empty() {
        let mut text = resource.source().as_bytes().to_vec();
        for zeros in padding {
            mask(&mut text, zeros, b' ');
        }
        (resource, _) = parse_bytes(text);
    }
    for error in &errors {
        sink.push(explain(file, error));
        let junk = error.slice.clone().and_then(|junk| file.text.get(junk));
        unread.add_entries(junk.unwrap_or_default());
    }
    Some(Arc::new(resource))
}

/// Makes comments of the lines of an entry, which must not end with white space alone.
fn mask_entry(text: &mut [u8], entry: Range<usize>) {
    mask(text, entry.clone(), b' ');
    let mut before = b'\n';
    for byte in &mut text[entry] {
        if before == b'\n' && *byte == b' ' {
            *byte = b'#';
        }
        before = *byte;
    }
}

/// Overwrites everything but line breaks.
fn mask(text: &mut [u8], range: Range<usize>, with: u8) {
    for byte in &mut text[range] {
        if *byte != b'\n' {
            *byte = with;
        }
    }
}

/// The parser panics when a character of several bytes stands where a digit of an escape is missing. Such characters
/// are masked; those that turn out to stand in plain text, where a backslash means nothing, are then restored.
fn parse_with_escapes_masked(mut text: Vec<u8>) -> (FluentResource, Vec<ParserError>) {
    let original = text.clone();
    let risky = cut_escapes(&text);
    for range in &risky {
        mask(&mut text, range.clone(), b'?');
    }
    let (resource, errors) = parse_bytes(text.clone());
    if risky.is_empty() {
        return (resource, errors);
    }
    let met = |range: &Range<usize>| errors.iter().any(|error| error.pos.start == range.start);
    for range in risky.iter().filter(|range| !met(range)) {
        text[range.clone()].copy_from_slice(&original[range.clone()]);
    }
    parse_bytes(text)
}

fn parse_bytes(text: Vec<u8>) -> (FluentResource, Vec<ParserError>) {
    // Whole characters alone are overwritten, so nothing is lost here.
    let text = String::from_utf8(text)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    match FluentResource::try_new(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    }
}

/// Characters beyond ASCII right after a `\u` or `\U` and fewer digits than it needs.
fn cut_escapes(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, pair) in text.windows(2).enumerate() {
        let digits = match pair {
            b"\\u" => 4,
            b"\\U" => 6,
            _ => continue,
        };
        let tail = &text[at + 2..];
        let given = tail
            .iter()
            .take(digits)
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        let start = at + 2 + given;
        if given < digits && text.get(start).is_some_and(|byte| !byte.is_ascii()) {
            let length = 1 + text[start + 1..]
                .iter()
                .take_while(|byte| **byte & 0b1100_0000 == 0b1000_0000)
                .count();
            found.push(start..start + length);
        }
    }
    found
}

/// The first line of a range, without its line break.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let end = text[range.clone()]
        .find('\n')
        .map_or(range.end, |length| range.start + length);
    range.start..end
}

fn explain(file: &MessageFile, error: &ParserError) -> Diagnostic {
    let start = floor_char_boundary(&file.text, error.pos.start);
    let length = file.text[start..].chars().next().map_or(0, char::len_utf8);
    let span = match &error.kind {
        ErrorKind::ExpectedMessageField { .. } | ErrorKind::ExpectedTermField { .. } => {
            first_line(&file.text, &(start..file.text.len()))
        }
        ErrorKind::ExpectedToken('}') => match open_brace(&file.text[..start]) {
            Some(at) => at..at + 1,
            None => start..start + length,
        },
        _ => start..start + length,
    };
    let found = file.text[start..].chars().next();
    let at_line_start = start == 0 || file.text[..start].ends_with('\n');
    let (message, help) = in_words(&error.kind, found, at_line_start);
    Diagnostic::error("message-syntax", message)
        .at(&file.path, &file.text, span, "here")
        .help(help)
}

/// The last `{` that nothing has closed.
fn open_brace(before: &str) -> Option<usize> {
    let mut closed = 0_usize;
    for (at, byte) in before.bytes().enumerate().rev() {
        match byte {
            b'}' => closed += 1,
            b'{' if closed == 0 => return Some(at),
            b'{' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// What is wrong, and what to write instead. `found` is the character at which the parser gave up.
fn in_words(kind: &ErrorKind, found: Option<char>, at_line_start: bool) -> (String, String) {
    let (message, help) = match kind {
        ErrorKind::ExpectedToken(token) => return missing_token(*token, found),
        ErrorKind::ExpectedCharRange { range } => {
            return missing_character(range, found, at_line_start);
        }
        ErrorKind::ExpectedMessageField { entry_id } => {
            return (
                format!("the message `{entry_id}` has no text"),
                format!("write `{entry_id} = text`; lines that continue a text begin with a space"),
            );
        }
        ErrorKind::ExpectedTermField { entry_id } => {
            return (
                format!("the term `-{entry_id}` has no text"),
                format!(
                    "write `-{entry_id} = text`; lines that continue a text begin with a space"
                ),
            );
        }
        ErrorKind::ForbiddenCallee => (
            "what is called with `(` here is no function",
            "the functions are NUMBER and DATETIME, in capitals; a term is called as `-term(…)`",
        ),
        ErrorKind::MissingDefaultVariant => (
            "none of the variants is the default",
            "put a star before one of them: `*[other] text`",
        ),
        ErrorKind::MultipleDefaultVariants => (
            "more than one variant is the default",
            "keep the star before one of them only",
        ),
        ErrorKind::MissingValue => (
            "there is no text where one is needed",
            "write a text after `]` or `=`; an empty one is written `{ \"\" }`",
        ),
        ErrorKind::MessageReferenceAsSelector | ErrorKind::MessageAttributeAsSelector => (
            "a message cannot stand before `->`",
            "select by a variable (`{ $count ->`) or by an attribute of a term (`{ -term.case ->`)",
        ),
        ErrorKind::TermReferenceAsSelector => (
            "a term cannot stand before `->`",
            "select by a variable (`{ $count ->`) or by an attribute of the term (`{ -term.case ->`)",
        ),
        ErrorKind::TermAttributeAsPlaceable => (
            "an attribute of a term cannot be shown, it can only stand before `->`",
            "show the term itself, or a message",
        ),
        ErrorKind::UnterminatedStringLiteral => (
            "a text in quotes is not closed on its line",
            "write `\"` at its end",
        ),
        ErrorKind::PositionalArgumentFollowsNamed => (
            "an argument without a name follows one with a name",
            "write the value first and the options after it: `NUMBER($n, minimumFractionDigits: 2)`",
        ),
        ErrorKind::DuplicatedNamedArgument(name) => {
            return (
                format!("the option `{name}` is given twice"),
                "leave one of them out".to_owned(),
            );
        }
        ErrorKind::UnknownEscapeSequence(_) => (
            "a backslash in quotes begins nothing that is known",
            "write `\\\\` for a backslash, `\\\"` for a quote, `\\u00A0` for a character by its number",
        ),
        ErrorKind::InvalidUnicodeEscapeSequence(_) => (
            "the number of a character has too few digits",
            "write four digits from 0 to F after `\\u`, or six after `\\U`: `\\u00A0`",
        ),
        ErrorKind::UnbalancedClosingBrace => (
            "a `}` stands in the text without a `{` before it",
            "leave it out, or write `{ \"}\" }` to show it",
        ),
        ErrorKind::ExpectedInlineExpression => (
            "there is nothing between the brackets that can be shown",
            "write a variable (`{ $name }`), a message (`{ name }`) or a text in quotes; to show a `{` write `{ \"{\" }`",
        ),
        ErrorKind::ExpectedSimpleExpressionAsSelector => (
            "this cannot stand before `->`",
            "select by a variable or a function: `{ $count ->`",
        ),
        ErrorKind::ExpectedLiteral => (
            "an option takes a text in quotes or a number",
            "write `dateStyle: \"long\"` or `minimumFractionDigits: 2`",
        ),
    };
    (message.to_owned(), help.to_owned())
}

fn missing_token(token: char, found: Option<char>) -> (String, String) {
    let (message, help) = match (token, found) {
        ('=', Some('＝')) => (
            "the `＝` here is a full-width character",
            "write a half-width `=`",
        ),
        ('=', _) => (
            "there is no `=` after the name of a message",
            "write `name = text`; a line that continues the text above begins with a space",
        ),
        ('}', _) => (
            "this `{` is not closed",
            "write `}` after the variable; to show a `{` write `{ \"{\" }`",
        ),
        (']', _) => ("a `[` is not closed", "write the variant as `[one] text`"),
        (')', _) => ("a `(` is not closed", "write `)` after the last option"),
        ('"', _) => ("a text in quotes is not closed", "write `\"` at its end"),
        _ => {
            return (
                format!("there is no `{token}` where one is needed"),
                format!("write `{token}`"),
            );
        }
    };
    (message.to_owned(), help.to_owned())
}

fn missing_character(range: &str, found: Option<char>, at_line_start: bool) -> (String, String) {
    let (message, help) = match (range, found) {
        ("0-9", _) => ("a number has no digits here", "write digits: `1` or `1.5`"),
        ("a-zA-Z", Some(' ' | '\t')) if at_line_start => (
            "a line that begins with a space continues nothing",
            "write the name of a message at the beginning of the line: `name = text`",
        ),
        ("a-zA-Z", _) => (
            "a name must begin with a letter from a to z",
            "write `name = text` with letters, digits, `-` and `_` in the name",
        ),
        _ => (
            "the variants do not begin on a new line",
            "begin a new line after `->`",
        ),
    };
    (message.to_owned(), help.to_owned())
}
