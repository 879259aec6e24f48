//! Templates read from their text, for the checks that need no page: the tags in it, and what calls what.
//!
//! Tera has no such reader. This one knows of the language only what tells code from text (comments, raw blocks, quotes
//! and braces): a template that Tera refuses is read as far as it goes.

use std::ops::Range;

/// A `{{ … }}` or `{% … %}`.
pub(super) struct Tag<'a> {
    /// What it stands in.
    template: &'a str,
    /// Bytes of the template from the first brace to the last.
    pub(super) outer: Range<usize>,
    /// Whether it is a `{{ … }}`.
    pub(super) prints: bool,
    pub(super) tokens: Vec<Token<'a>>,
}

/// A part of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// Of a text what stands between its quotes.
    pub(super) text: &'a str,
    /// The byte of the template where `text` begins.
    pub(super) at: usize,
}

/// What a part of a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a word of the language or a number.
    Word,
    /// A text in quotes, without escapes.
    Text,
    /// A text with escapes: what it says is not what stands there.
    Escaped,
    /// One character of punctuation.
    Sign,
}

impl<'a> Token<'a> {
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }

    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Bytes of the template from the first of these tokens to the last; `None` where there is none.
pub(super) fn span(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    Some(tokens.first()?.at..tokens.last()?.end())
}

/// Whether a token names a field: a dot stands before it, which is not the last of a spread (`...page`).
pub(super) fn is_field(tokens: &[Token<'_>], at: usize) -> bool {
    match tokens.get(..at).unwrap_or_default() {
        [.., one, two, three] if [one, two, three].iter().all(|sign| sign.is_sign(".")) => false,
        [.., before] => before.is_sign("."),
        [] => false,
    }
}

/// Whether the call of a component begins with a token: a `<` with a name behind it, where no value stands that it could
/// compare. Spaces between the two change nothing.
pub(super) fn opens_component(tokens: &[Token<'_>], at: usize) -> bool {
    const BEFORE_VALUES: [&str; 7] = ["and", "elif", "else", "if", "in", "not", "or"];
    let is_value = |token: &Token<'_>| match token.kind {
        Kind::Text | Kind::Escaped => true,
        Kind::Sign => [")", "]", "}"].contains(&token.text),
        Kind::Word => !BEFORE_VALUES.contains(&token.text),
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(at + 1);
    tokens.get(at).is_some_and(|token| token.is_sign("<"))
        && after.is_some_and(|token| token.kind == Kind::Word)
        && !before.is_some_and(is_value)
}

/// A call of a function, with its named arguments.
pub(super) struct Call<'t, 'a> {
    /// Bytes of the template from the function's name to the closing bracket, or to the end of what there is.
    pub(super) span: Range<usize>,
    /// Whether it is all that stands in its tag, and closed, and between its brackets are named arguments and nothing else.
    pub(super) is_alone: bool,
    arguments: Vec<(&'a str, &'t [Token<'a>])>,
}

impl<'t, 'a> Call<'t, 'a> {
    /// The value of an argument.
    pub(super) fn argument(&self, name: &str) -> Option<&'t [Token<'a>]> {
        let mut all = self.arguments.iter();
        all.find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    }

    /// The argument's value, where it is a text and nothing else.
    pub(super) fn literal(&self, name: &str) -> Option<Token<'a>> {
        match self.argument(name) {
            Some([text]) if text.kind == Kind::Text => Some(*text),
            _ => None,
        }
    }

    /// The names of all arguments.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.arguments.iter().map(|(name, _)| *name)
    }
}

impl<'a> Tag<'a> {
    /// The word that says what a `{% … %}` does.
    pub(super) fn first_word(&self) -> Option<&'a str> {
        let first = self
            .tokens
            .first()
            .filter(|token| token.kind == Kind::Word && !self.prints)?;
        Some(first.text)
    }

    /// Bytes of the template from the first token to the last.
    pub(super) fn span(&self) -> Range<usize> {
        span(&self.tokens).unwrap_or(0..0)
    }

    /// The calls of a function.
    pub(super) fn calls<'t>(&'t self, function: &'t str) -> impl Iterator<Item = Call<'t, 'a>> {
        let tokens = &self.tokens[..];
        (0..tokens.len()).filter_map(move |at| {
            let opens = tokens.get(at + 1).is_some_and(|next| next.is_sign("("));
            (tokens[at].is_word(function) && opens && !is_field(tokens, at)).then(|| {
                let Arguments {
                    named: arguments,
                    is_plain,
                    length,
                } = arguments(&tokens[at + 2..]);
                let (inside, after) = tokens.split_at(at + 2 + length);
                let end = inside.last().map_or(tokens[at].end(), Token::end);
                Call {
                    span: tokens[at].at..end,
                    is_alone: is_plain && at == 0 && after.is_empty(),
                    arguments,
                }
            })
        })
    }

    /// The name of the template that the tag extends or includes.
    pub(super) fn template(&self) -> Option<&'a str> {
        match &self.tokens[..] {
            [word, name, ..]
                if (word.is_word("extends") || word.is_word("include"))
                    && name.kind == Kind::Text =>
            {
                Some(name.text)
            }
            _ => None,
        }
    }

    /// The name of the component that the tag begins to define.
    pub(super) fn component(&self) -> Option<&'a str> {
        (self.first_word() == Some("component"))
            .then(|| self.name(1))?
            .map(|name| name.text)
    }

    /// Whether the definition of a component ends here.
    pub(super) fn ends_component(&self) -> bool {
        self.first_word() == Some("endcomponent")
    }

    /// The names of the components that the tag calls: `<name`.
    pub(super) fn components(&self) -> impl Iterator<Item = Token<'a>> {
        let called = (0..self.tokens.len()).filter(|at| opens_component(&self.tokens, *at));
        called.filter_map(|at| self.name(at + 1))
    }

    /// The name that begins with a token: words with dots and hyphens between them, and nothing else.
    fn name(&self, from: usize) -> Option<Token<'a>> {
        let first = self
            .tokens
            .get(from)
            .filter(|token| token.kind == Kind::Word)?;
        let mut last = first;
        for pair in self.tokens[from + 1..].chunks_exact(2) {
            let [sign, word] = pair else { break };
            let joins = (sign.is_sign(".") || sign.is_sign("-")) && word.kind == Kind::Word;
            if !joins || sign.at != last.end() || word.at != sign.end() {
                break;
            }
            last = word;
        }
        Some(Token {
            text: &self.template[first.at..last.end()],
            ..*first
        })
    }
}

/// What stands between the brackets of a call.
struct Arguments<'t, 'a> {
    named: Vec<(&'a str, &'t [Token<'a>])>,
    /// Whether there is nothing else.
    is_plain: bool,
    /// How many tokens there are up to the closing bracket, with it.
    length: usize,
}

fn arguments<'t, 'a>(tokens: &'t [Token<'a>]) -> Arguments<'t, 'a> {
    let mut named = Vec::new();
    let mut is_plain = true;
    let mut push = |argument: &'t [Token<'a>]| match argument {
        [name, equals, value @ ..] if name.kind == Kind::Word && equals.is_sign("=") => {
            named.push((name.text, value));
        }
        _ => is_plain = false,
    };
    let (mut depth, mut start, mut end) = (0_usize, 0, None);
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Sign {
            continue;
        }
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" if depth == 0 => {
                push(&tokens[start..at]);
                end = Some(at + 1);
                break;
            }
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    Arguments {
        named,
        is_plain: is_plain && end.is_some(),
        length: end.unwrap_or(tokens.len()),
    }
}

/// Each tag with whether it stands in the definition of a component, which sees nothing of the page.
pub(super) fn by_component<'t, 'a>(
    tags: &'t [Tag<'a>],
) -> impl Iterator<Item = (bool, &'t Tag<'a>)> {
    tags.iter().scan(false, |is_inside, tag| {
        *is_inside = (*is_inside || tag.component().is_some()) && !tag.ends_component();
        Some((*is_inside, tag))
    })
}

/// All tags of a template, but for those in comments and raw blocks.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(found) = text.get(position..).and_then(|rest| rest.find('{')) {
        let at = position + found;
        let inside = at + 2;
        position = match text.as_bytes().get(at + 1) {
            Some(b'#') => match text[inside..].find("#}") {
                Some(length) => inside + length + 2,
                None => break,
            },
            Some(b'{' | b'%') => {
                let (tag, end) = tag(text, at);
                match &tag.tokens[..] {
                    [word] if word.is_word("raw") => after_raw(text, end),
                    _ => {
                        tags.push(tag);
                        end
                    }
                }
            }
            _ => at + 1,
        };
    }
    tags
}

/// The end of `{% endraw %}`, or of the text.
fn after_raw(text: &str, from: usize) -> usize {
    let mut position = from;
    while let Some(found) = text.get(position..).and_then(|rest| rest.find("{%")) {
        let (tag, end) = tag(text, position + found);
        if matches!(&tag.tokens[..], [word] if word.is_word("endraw")) {
            return end;
        }
        position += found + 2;
    }
    text.len()
}

/// The tag that begins at a byte, and where it ends.
fn tag(text: &str, start: usize) -> (Tag<'_>, usize) {
    let prints = text[start..].starts_with("{{");
    let inside = start + 2;
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut depth = 0_usize;
    let mut position = inside;
    // `{%- … -%}`
    position += usize::from(text[position..].starts_with('-'));
    while let Some(char) = text[position..].chars().next() {
        let rest = &text[position..];
        let closes = |end: &str| depth == 0 && rest.starts_with(end);
        if let Some(end) = ["-}}", "-%}", "}}", "%}"]
            .into_iter()
            .find(|end| closes(end))
        {
            let end = position + end.len();
            let tag = Tag {
                template: text,
                outer: start..end,
                prints,
                tokens,
            };
            return (tag, end);
        }
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let token = match char {
            '"' | '\'' | '`' => quoted(text, position, char),
            char if is_word(char) => {
                let length = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
                Token {
                    kind: Kind::Word,
                    text: &rest[..length],
                    at: position,
                }
            }
            char => Token {
                kind: Kind::Sign,
                text: &rest[..char.len_utf8()],
                at: position,
            },
        };
        position = match token.kind {
            // The closing quote.
            Kind::Text | Kind::Escaped => (token.end() + 1).min(text.len()),
            Kind::Word | Kind::Sign => token.end(),
        };
        depth = match token.kind == Kind::Sign {
            true if token.text == "{" => depth + 1,
            true if token.text == "}" => depth.saturating_sub(1),
            _ => depth,
        };
        if !char.is_whitespace() {
            tokens.push(token);
        }
    }
    let tag = Tag {
        template: text,
        outer: start..text.len(),
        prints,
        tokens,
    };
    (tag, text.len())
}

/// The text whose opening quote stands at a byte, as far as its closing one.
fn quoted(text: &str, at: usize, quote: char) -> Token<'_> {
    let inside = &text[at + 1..];
    let (mut kind, mut is_escaped) = (Kind::Text, false);
    let end = inside.find(|char| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        is_escaped = char == '\\';
        if is_escaped {
            kind = Kind::Escaped;
        }
        char == quote
    });
    Token {
        kind,
        text: &inside[..end.unwrap_or(inside.len())],
        at: at + 1,
    }
}

#[cfg(test)]
mod tests;
