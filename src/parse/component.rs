//! Components called from Markdown, in the syntax that templates have: `{{ <card page="film/plan" /> }}`, and
//! `{% <card kind="info"> %}` … `{% </card> %}` alone on their lines.
//!
//! `scan` finds what looks like a call; whether it stands in code or raw HTML only the Markdown parser can tell.
//! So `mask` puts HTML of the same length in its place, and what the parser then says is HTML was a call.

mod lines;
mod literal;

use std::ops::Range;

use super::Component;
use crate::diag::floor_char_boundary;
use literal::Cursor;

/// Something between `{{ }}` or `{% %}` that begins like a call.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    /// Bytes in the scanned text; of a call that is not well formed only as far as its name, as no one knows whether
    /// what follows belongs to it.
    pub(super) span: Range<usize>,
    /// What it says.
    pub(super) kind: CallKind,
    /// It is no part of a paragraph. Of calls in `{{ }}` this is what their lines look like, until the parser has said.
    pub(super) is_block: bool,
}

/// What a call says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CallKind {
    /// `{{ <card /> }}`
    Inline(Component),
    /// `{% <card> %}`
    Open(Component),
    /// `{% </card> %}`
    Close(Box<str>),
    /// Not well formed.
    Broken {
        /// What is wrong.
        fault: Fault,
        /// The component that would have been opened, so that its end is not reported too.
        opens: Option<Box<str>>,
    },
}

/// Why a call is not well formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
    /// Where, in the scanned text.
    pub(super) at: Range<usize>,
}

/// A call longer than this many bytes does not end, so that hostile input costs linear time.
const LONGEST: usize = 8 * 1024;

/// A block call with something beside it on its line.
pub(super) fn not_alone(text: &str, span: &Range<usize>) -> Fault {
    Fault {
        message: format!("`{}` does not stand alone on its line", &text[span.clone()]),
        help: "put `{% <name> %}` and `{% </name> %}` each on a line of its own, not indented"
            .to_owned(),
        at: span.clone(),
    }
}

/// Finds calls, first to last; they do not overlap. `offset` is where `text` begins in its file.
pub(super) fn scan(text: &str, offset: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    // Most texts have none, which is seen many bytes at a time.
    let bytes = text.as_bytes();
    let mut braces = memchr::memchr_iter(b'{', bytes);
    if !braces.any(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%'))) {
        return calls;
    }
    let mut position = 0;
    while let Some(found) = text.get(position..).and_then(|rest| rest.find('{')) {
        let at = position + found;
        position = at + 1;
        if is_escaped(text.as_bytes(), at) {
            continue;
        }
        if let Some(call) = call_at(text, at, offset) {
            position = call.span.end;
            calls.push(call);
        }
    }
    calls
}

/// Whether an odd number of backslashes stands before the byte `at`.
pub(super) fn is_escaped(text: &[u8], at: usize) -> bool {
    let backslashes = text[..at].iter().rev().take_while(|byte| **byte == b'\\');
    backslashes.count() % 2 == 1
}

fn call_at(text: &str, at: usize, offset: usize) -> Option<Call> {
    let is_block = match text.as_bytes().get(at + 1)? {
        b'{' => false,
        b'%' => true,
        _ => return None,
    };
    let limit = floor_char_boundary(text, at.saturating_add(LONGEST));
    let mut cursor = Cursor::new(&text[..limit], at + 2);
    cursor.eat('-');
    cursor.skip_space();
    if !cursor.eat('<') {
        return None;
    }
    let closes = is_block && cursor.eat('/');
    let name_start = cursor.position();
    let name = cursor.dotted_name()?;
    if !matches!(
        cursor.peek(),
        None | Some('/' | '>' | ' ' | '\t' | '\n' | '\r')
    ) {
        return None;
    }
    let name_span = name_start..cursor.position();
    let parsed = if closes {
        cursor
            .finish_close(is_block)
            .map(|()| CallKind::Close(name.into()))
    } else {
        arguments(
            &mut cursor,
            is_block,
            name,
            &name_span,
            is_in_quote(text, at),
        )
        .map(|arguments| {
            let component = Component {
                name: name.into(),
                arguments,
                body: None,
                is_in_line: false,
                fills_line: false,
                span: offset + at..offset + cursor.position(),
            };
            if is_block {
                CallKind::Open(component)
            } else {
                CallKind::Inline(component)
            }
        })
    };
    let (kind, end) = match parsed {
        Ok(kind) => (kind, cursor.position()),
        Err(fault) => {
            let opens = (is_block && !closes).then(|| name.into());
            (CallKind::Broken { fault, opens }, name_span.end)
        }
    };
    let span = at..end;
    let kind = match kind {
        CallKind::Open(_) | CallKind::Close(_) if !ends_its_line(text, end) => CallKind::Broken {
            fault: not_alone(text, &span),
            opens: (!closes).then(|| name.into()),
        },
        kind => kind,
    };
    let fills_line = lines::fills_its_line(text, &span);
    // Behind the mark of an item or of a note it may begin a block too; behind text that makes no difference.
    let is_block = ends_its_line(text, end)
        && (is_block || !(fills_line && lines::is_in_paragraph(text, &span)));
    let mut kind = kind;
    if let CallKind::Inline(component) = &mut kind {
        component.fills_line = fills_line;
    }
    Some(Call {
        span,
        kind,
        is_block,
    })
}

/// Whether the line of the byte `at` begins as one of a quote.
fn is_in_quote(text: &str, at: usize) -> bool {
    let mut is_quoted = false;
    for byte in text.as_bytes()[..at].iter().rev() {
        match byte {
            b'\n' => break,
            b'>' => is_quoted = true,
            b' ' | b'\t' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9' => {}
            _ => return false,
        }
    }
    is_quoted
}

type Arguments = Vec<(Box<str>, serde_json::Value)>;

/// Arguments up to and with the end of the call.
fn arguments(
    cursor: &mut Cursor<'_>,
    is_block: bool,
    name: &str,
    name_span: &Range<usize>,
    is_in_quote: bool,
) -> Result<Arguments, Fault> {
    let mut arguments = Arguments::new();
    loop {
        cursor.skip_space();
        match cursor.peek() {
            Some('>') if is_in_quote && cursor.begins_line() => {
                return Err(cursor.fault(
                    format!("the call of `{name}` goes on over lines of a quote"),
                    "write the whole call on one line".to_owned(),
                ));
            }
            Some('/') if is_block => {
                return Err(cursor.fault(
                    format!("`{name}` is closed by `/>`, but a block has a body"),
                    format!(
                        "write `{{{{ <{name} /> }}}}`, or `{{% <{name}> %}}` … `{{% </{name}> %}}`"
                    ),
                ));
            }
            Some('/') => {
                cursor.advance();
                return cursor.finish_close(is_block).map(|()| arguments);
            }
            Some('>') if is_block => return cursor.finish_close(is_block).map(|()| arguments),
            Some('>') => {
                return Err(cursor.fault(
                    format!("`{name}` is not closed by `/>`"),
                    format!(
                        "write `{{{{ <{name} /> }}}}`, or `{{% <{name}> %}}` … `{{% </{name}> %}}` where it has a body"
                    ),
                ));
            }
            None => {
                return Err(Fault {
                    message: format!("the call of `{name}` does not end"),
                    help: format!("write `{{{{ <{name} /> }}}}`"),
                    at: name_span.clone(),
                });
            }
            Some(_) => {
                let start = cursor.position();
                let (key, value) = cursor.argument()?;
                if arguments.iter().any(|(known, _)| **known == *key) {
                    return Err(Fault {
                        message: format!("the argument `{key}` is given twice"),
                        help: "remove one of the two".to_owned(),
                        at: start..start + key.len(),
                    });
                }
                arguments.push((key.into(), value));
            }
        }
    }
}

/// Whether only white space stands between the byte `at` and the end of its line.
fn ends_its_line(text: &str, at: usize) -> bool {
    let mut after = text.as_bytes()[at..]
        .iter()
        .skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    matches!(after.next(), None | Some(b'\n'))
}

impl Call {
    /// Whether it stands between other text in `{{ }}`, and ends its line.
    pub(super) fn may_look_like_a_block(&self, text: &str) -> bool {
        !self.is_block && ends_its_line(text, self.span.end)
    }
}

/// The text with HTML of the same length in place of each call, so that offsets stay right and the Markdown parser
/// treats calls as what they are: a call that is a block becomes a comment; any other becomes a tag, which never begins
/// a block when something stands beside it.
pub(super) fn mask(text: &str, calls: &[Call]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut position = 0;
    for call in calls {
        masked.push_str(&text[position..call.span.start]);
        let (prefix, suffix) = if call.is_block {
            match call.span.len() {
                0..=4 => ("<x", ">"),
                5 => ("<!", "-->"),
                6 => ("<!-", "-->"),
                _ => ("<!--", "-->"),
            }
        } else {
            ("<x", ">")
        };
        masked.push_str(prefix);
        let filled = call.span.start + prefix.len()..call.span.end - suffix.len();
        // Line breaks and the white space after them stay: they decide what belongs to a list item.
        let mut line_begins = false;
        for byte in &text.as_bytes()[filled] {
            line_begins = *byte == b'\n' || (line_begins && matches!(byte, b' ' | b'\t'));
            masked.push(if line_begins { char::from(*byte) } else { 'x' });
        }
        masked.push_str(suffix);
        position = call.span.end;
    }
    masked.push_str(&text[position..]);
    masked
}

#[cfg(test)]
mod tests;
