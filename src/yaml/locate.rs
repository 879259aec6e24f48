//! Where the values stand: a cursor that walks the text in step with the library.
//!
//! The library hands out keys and values in the order of the text, and most strings as slices of it; the cursor only
//! has to step over punctuation between them. What it cannot find is `None`, never a guess on another line.

use std::ops::Range;

/// The place of a node in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Item,
    Key,
    MapValue,
}

/// All offsets are bytes of the text given to [`Locator::new`].
#[derive(Debug)]
pub(super) struct Locator<'t> {
    text: &'t str,
    cursor: usize,
    /// The tag (`!name`) that stood before the node last approached.
    pub(super) tag: Option<Range<usize>>,
    /// The `-` that led to the node last approached: the place of an item that is left empty.
    dash: Option<Range<usize>>,
}

impl<'t> Locator<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Locator {
            text,
            cursor: 0,
            tag: None,
            dash: None,
        }
    }

    pub(super) fn cursor(&self) -> usize {
        self.cursor
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.cursor).copied()
    }

    /// Steps over the punctuation that leads to a node.
    pub(super) fn approach(&mut self, role: Role) {
        self.tag = None;
        self.dash = None;
        self.skip_insignificant();
        match role {
            Role::Root => {}
            Role::Item => {
                self.eat(b',');
                let start = self.cursor;
                self.eat_indicator(b'-');
                self.dash = (self.cursor > start).then_some(start..self.cursor);
            }
            Role::Key => {
                self.eat(b',');
                self.eat_indicator(b'?');
            }
            Role::MapValue => self.eat(b':'),
        }
        self.skip_insignificant();
    }

    /// The `*name` at the cursor, which is then behind it.
    pub(super) fn alias(&mut self) -> Option<Range<usize>> {
        if self.peek() != Some(b'*') {
            return None;
        }
        let start = self.cursor;
        self.cursor += word_length(self.rest());
        Some(start..self.cursor)
    }

    /// Enters a list or mapping; true where it is written in brackets.
    pub(super) fn open(&mut self) -> bool {
        let in_brackets = matches!(self.peek(), Some(b'[' | b'{'));
        if in_brackets {
            self.cursor += 1;
        }
        in_brackets
    }

    /// Leaves a list or mapping that was written in brackets.
    pub(super) fn close(&mut self) {
        self.skip_insignificant();
        self.eat(b',');
        if matches!(self.peek(), Some(b']' | b'}')) {
            self.cursor += 1;
        }
    }

    /// A `null` that is written out, or the `-` of an item that is left empty; `None` for another value that is.
    pub(super) fn null(&mut self) -> Option<Range<usize>> {
        let start = self.cursor;
        let length = plain_word_length(self.rest());
        let word = self.rest().get(..length)?;
        if !matches!(word, "~" | "null" | "Null" | "NULL") {
            return self.dash.clone();
        }
        self.cursor += length;
        Some(start..self.cursor)
    }

    /// A number, `true` or `false`.
    pub(super) fn word(&mut self) -> Option<Range<usize>> {
        let start = self.cursor;
        let length = plain_word_length(self.rest());
        let first = self.peek()?;
        if length == 0 || !(first.is_ascii_alphanumeric() || matches!(first, b'+' | b'-' | b'.')) {
            return None;
        }
        self.cursor += length;
        Some(start..self.cursor)
    }

    /// A string whose value is `value`; `borrowed` is its offset where the library took it from the text as it is.
    pub(super) fn string(&mut self, value: &str, borrowed: Option<usize>) -> Option<Range<usize>> {
        let span = match borrowed.filter(|at| *at >= self.cursor) {
            Some(at) => self.with_quotes(at..at + value.len()),
            None => self.string_at_cursor(value)?,
        };
        self.cursor = span.end;
        Some(span)
    }

    fn with_quotes(&self, span: Range<usize>) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let before = span.start.checked_sub(1).and_then(|at| bytes.get(at));
        match (before, bytes.get(span.end)) {
            (Some(b'"'), Some(b'"')) | (Some(b'\''), Some(b'\'')) => span.start - 1..span.end + 1,
            _ => span,
        }
    }

    fn string_at_cursor(&self, value: &str) -> Option<Range<usize>> {
        let rest = self.rest();
        let length = match rest.bytes().next()? {
            b'"' => quoted_length(rest, b'"')?,
            b'\'' => quoted_length(rest, b'\'')?,
            b'|' | b'>' => {
                let header = rest.find('\n').unwrap_or(rest.len());
                header + folded_length(&rest[header..], value)?
            }
            _ => folded_length(rest, value)?,
        };
        Some(self.cursor..self.cursor + length)
    }

    fn eat(&mut self, byte: u8) {
        if self.peek() == Some(byte) {
            self.cursor += 1;
            self.skip_insignificant();
        }
    }

    /// Steps over `- ` or `? `, but not over the start of `-1`.
    fn eat_indicator(&mut self, byte: u8) {
        let after = self.text.as_bytes().get(self.cursor + 1);
        if self.peek() == Some(byte) && after.is_none_or(u8::is_ascii_whitespace) {
            self.cursor += 1;
        }
    }

    /// White space, comments, document start and directives, anchors and tags.
    fn skip_insignificant(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']);
            self.cursor += rest.len() - trimmed.len();
            let at_line_start =
                self.cursor == 0 || self.text.as_bytes().get(self.cursor - 1) == Some(&b'\n');
            let after_space = at_line_start
                || self
                    .text
                    .as_bytes()
                    .get(self.cursor - 1)
                    .is_some_and(u8::is_ascii_whitespace);
            match trimmed.bytes().next() {
                Some(b'#') if after_space => self.cursor += line_length(trimmed),
                Some(b'%') if at_line_start => self.cursor += line_length(trimmed),
                Some(b'-') if at_line_start && is_document_marker(trimmed) => self.cursor += 3,
                Some(b'&') => self.cursor += word_length(trimmed),
                Some(b'!') => {
                    let length = word_length(trimmed);
                    self.tag = Some(self.cursor..self.cursor + length);
                    self.cursor += length;
                }
                _ => return,
            }
        }
    }
}

/// Whether a line starts with `---` or `...`, alone or before a space: YAML 1.2.2 §9.1.
pub(super) fn is_document_marker(line: &str) -> bool {
    let rest = line.strip_prefix("---").or(line.strip_prefix("..."));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Up to white space or the punctuation of lists in brackets.
fn word_length(text: &str) -> usize {
    text.find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}'])
        .unwrap_or(text.len())
}

/// Like [`word_length`], also up to a `:` that ends a key.
fn plain_word_length(text: &str) -> usize {
    let end = word_length(text);
    let word = &text[..end];
    word.strip_suffix(':').unwrap_or(word).len()
}

/// The length of a quoted string with both quotes.
pub(super) fn quoted_length(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                    at += 2;
                } else {
                    return Some(at + 1);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// How much of `text` holds `value`, white space aside: YAML folds lines and strips indentation.
fn folded_length(text: &str, value: &str) -> Option<usize> {
    let mut end = 0;
    let mut found = text
        .char_indices()
        .filter(|(_, character)| !character.is_whitespace());
    for wanted in value.chars().filter(|character| !character.is_whitespace()) {
        let (at, character) = found.next()?;
        if character != wanted {
            return None;
        }
        end = at + character.len_utf8();
    }
    Some(end)
}
