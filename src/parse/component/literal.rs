//! Arguments of a component: names and literals as Tera writes them.

use std::ops::Range;

use serde_json::{Map, Number, Value};

use super::Fault;
use crate::unicode::is_unprintable;

/// Lists in lists deeper than this are refused.
const DEEPEST: usize = 32;

/// A place in a text that moves forward.
pub(super) struct Cursor<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, position: usize) -> Self {
        Cursor { text, position }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether only white space stands before it on its line, which is not the first.
    pub(super) fn begins_line(&self) -> bool {
        self.text[..self.position]
            .trim_end_matches([' ', '\t'])
            .ends_with('\n')
    }

    pub(super) fn advance(&mut self) {
        self.position += self.peek().map_or(0, char::len_utf8);
    }

    pub(super) fn eat(&mut self, char: char) -> bool {
        let found = self.peek() == Some(char);
        if found {
            self.advance();
        }
        found
    }

    /// White space, but no empty line: that ends a paragraph, and a call with it.
    pub(super) fn skip_space(&mut self) {
        let mut broken = false;
        while let Some(char @ (' ' | '\t' | '\n' | '\r')) = self.peek() {
            if char == '\n' && std::mem::replace(&mut broken, true) {
                return;
            }
            self.advance();
        }
    }

    /// A problem at the next character.
    pub(super) fn fault(&self, message: String, help: String) -> Fault {
        let end = self.position + self.peek().map_or(0, char::len_utf8);
        Fault {
            message,
            help,
            at: self.position..end,
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let first = rest.bytes().next()?;
        if !(first.is_ascii_alphabetic() || first == b'_') {
            return None;
        }
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        self.position += length;
        rest.get(..length)
    }

    /// `forms.button`
    pub(super) fn dotted_name(&mut self) -> Option<&'a str> {
        let start = self.position;
        self.name()?;
        while self.eat('.') {
            self.name()?;
        }
        self.text.get(start..self.position)
    }

    /// `> %}` or `> }}`, with or without `-`.
    pub(super) fn finish_close(&mut self, is_block: bool) -> Result<(), Fault> {
        let closing = if is_block { "%}" } else { "}}" };
        self.skip_space();
        if !self.eat('>') {
            return Err(self.fault(
                "`>` is missing here".to_owned(),
                format!("end the call with `> {closing}`"),
            ));
        }
        self.skip_space();
        self.eat('-');
        if !self.rest().starts_with(closing) {
            return Err(self.fault(
                format!("`{closing}` is missing here"),
                format!("end the call with `> {closing}`"),
            ));
        }
        self.position += closing.len();
        Ok(())
    }

    /// `name="text"` or `name={literal}`.
    pub(super) fn argument(&mut self) -> Result<(&'a str, Value), Fault> {
        let start = self.position;
        let Some(name) = self.name() else {
            let ends = ["}}", "%}", "-}}", "-%}"]
                .iter()
                .any(|end| self.rest().starts_with(end));
            return Err(if ends {
                self.fault(
                    "the tag of the component is not closed before this".to_owned(),
                    "write `/>` before `}}`, or `>` before `%}` where a body follows".to_owned(),
                )
            } else if self.rest().starts_with('{') {
                self.fault(
                    "arguments cannot be spread in Markdown".to_owned(),
                    "write each argument as `name=\"text\"` or `name={5}`".to_owned(),
                )
            } else {
                self.fault(
                    "an argument has to begin with its name".to_owned(),
                    "write `name=\"text\"` or `name={5}`; names have letters a–z, digits and `_`"
                        .to_owned(),
                )
            });
        };
        self.skip_space();
        if !self.eat('=') {
            return Err(Fault {
                message: format!(
                    "the argument `{name}` has no value, and there are no variables in Markdown"
                ),
                help: format!("write `{name}=\"text\"`, `{name}={{5}}` or `{name}={{true}}`"),
                at: start..start + name.len(),
            });
        }
        self.skip_space();
        let value = match self.peek() {
            Some(quote @ ('"' | '\'' | '`')) => self.string(quote).map(Value::String)?,
            Some('{') => {
                self.advance();
                let value = self.literal(0)?;
                self.skip_space();
                if !self.eat('}') {
                    return Err(self.fault(
                        format!("`}}` is missing after the value of `{name}`"),
                        "only a literal can stand here: `{5}`, `{1.5}`, `{true}`, `{[1, \"a\"]}`"
                            .to_owned(),
                    ));
                }
                value
            }
            _ => {
                return Err(self.fault(
                    format!("the value of `{name}` stands without quotes or braces"),
                    format!("write `{name}=\"text\"`, `{name}={{5}}` or `{name}={{true}}`"),
                ));
            }
        };
        Ok((name, value))
    }

    fn string(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.position;
        self.advance();
        let mut value = String::new();
        while let Some(char) = self.peek() {
            let at = self.position;
            self.advance();
            if char == quote {
                return Ok(value);
            }
            match char {
                '\n' => break,
                '\\' => {
                    let escaped = self.peek();
                    self.advance();
                    value.push(match escaped {
                        Some('n') => '\n',
                        Some('t') => '\t',
                        Some('r') => '\r',
                        Some(plain @ ('"' | '\'' | '`' | '/' | '\\')) => plain,
                        _ => {
                            return Err(Fault {
                                message: "a backslash in a text has to be followed by one of `\" ' / \\ n t r`"
                                    .to_owned(),
                                help: "write a backslash as `\\\\`".to_owned(),
                                at: at..self.position,
                            });
                        }
                    });
                }
                char if char != '\r' && is_unprintable(char) => {
                    return Err(Fault {
                        message: format!(
                            "this text holds an invisible control character (U+{:04X})",
                            char as u32
                        ),
                        help: "delete it".to_owned(),
                        at: at..self.position,
                    });
                }
                char => value.push(char),
            }
        }
        Err(Fault {
            message: format!("this text has no closing {quote}"),
            help: format!("close it with {quote} on the same line"),
            at: start..start + 1,
        })
    }

    fn literal(&mut self, depth: usize) -> Result<Value, Fault> {
        self.skip_space();
        if depth > DEEPEST {
            return Err(self.fault(
                "this list is nested too deep".to_owned(),
                "write a flat list".to_owned(),
            ));
        }
        match self.peek() {
            Some(quote @ ('"' | '\'' | '`')) => self.string(quote).map(Value::String),
            Some('[') => self.list(depth),
            Some('{') => self.map(depth),
            _ => self.word(),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Fault> {
        self.advance();
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.eat(']') {
                return Ok(Value::Array(values));
            }
            values.push(self.literal(depth + 1)?);
            self.separator(']')?;
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, Fault> {
        self.advance();
        let mut values = Map::new();
        loop {
            self.skip_space();
            if self.eat('}') {
                return Ok(Value::Object(values));
            }
            let Some(quote @ ('"' | '\'' | '`')) = self.peek() else {
                return Err(self.fault(
                    "a key has to stand in quotes".to_owned(),
                    "write `{\"key\": 1}`".to_owned(),
                ));
            };
            let key = self.string(quote)?;
            self.skip_space();
            if !self.eat(':') {
                return Err(self.fault(
                    "`:` is missing after the key".to_owned(),
                    "write `{\"key\": 1}`".to_owned(),
                ));
            }
            values.insert(key, self.literal(depth + 1)?);
            self.separator('}')?;
        }
    }

    /// A comma, or nothing before the end.
    fn separator(&mut self, end: char) -> Result<(), Fault> {
        self.skip_space();
        if self.eat(',') || self.peek() == Some(end) {
            return Ok(());
        }
        Err(self.fault(
            format!("`,` or `{end}` is missing here"),
            format!("separate values with `,` and end with `{end}`"),
        ))
    }

    /// A number, `true`, `false` or `none`.
    fn word(&mut self) -> Result<Value, Fault> {
        let rest = self.rest();
        let length = rest
            .bytes()
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'+')
            })
            .count();
        let word = rest.get(..length).unwrap_or_default();
        let at: Range<usize> =
            self.position..self.position + length.max(self.peek().map_or(0, char::len_utf8));
        let looks_like_number = word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        let value = match word {
            "true" | "True" => Some(Value::Bool(true)),
            "false" | "False" => Some(Value::Bool(false)),
            "none" | "None" | "null" => Some(Value::Null),
            _ if !looks_like_number => None,
            _ => word
                .parse::<i64>()
                .map(Number::from)
                .ok()
                .or_else(|| word.parse::<f64>().ok().and_then(Number::from_f64))
                .map(Value::Number),
        };
        let Some(value) = value else {
            let shown = if word.is_empty() {
                self.text.get(at.clone()).unwrap_or_default()
            } else {
                word
            };
            return Err(Fault {
                message: format!("`{shown}` is no literal, and there are no variables in Markdown"),
                help:
                    "write a text in quotes, a number, `true`, `false` or a list like `[1, \"a\"]`"
                        .to_owned(),
                at,
            });
        };
        self.position += length;
        Ok(value)
    }
}
