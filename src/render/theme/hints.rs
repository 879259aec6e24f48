//! What to write instead, where Tera says only what it found.

use std::ops::Range;

use crate::diag::{Diagnostic, Place};
use crate::nearest::nearest;
use crate::render::functions;
use crate::render::template_text::{Kind, Tag, tags};
use crate::unicode::nfkc;

/// Names that a template may have meant.
pub(super) struct Known<'a> {
    pub(super) templates: Vec<&'a str>,
    pub(super) components: Vec<&'a str>,
}

/// The filters of Tera 2 and of `filters`.
const FILTERS: [&str; 39] = [
    "abs",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The tests of Tera 2.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The words that begin a `{% … %}`.
const TAGS: [&str; 15] = [
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
    "endif",
];

/// The problem with what to write instead, if that can be told.
pub(super) fn add(diagnostic: Diagnostic, known: &Known<'_>) -> Diagnostic {
    let diagnostic = underlined(diagnostic);
    let place = diagnostic.place.clone();
    let in_text = place
        .as_ref()
        .and_then(|place| Some((place, place.text.as_ref()?)));
    if let Some((place, text)) = in_text
        && let Some(hint) = at_place(&diagnostic.message, text, &place.span)
    {
        let mut diagnostic = diagnostic.help(hint.help);
        if let Some(place) = &mut diagnostic.place {
            // Of a character that it does not expect, Tera says where it begins.
            let first = text
                .get(place.span.start..)
                .and_then(|rest| rest.chars().next());
            let length = first.map_or(0, char::len_utf8).max(place.span.len());
            place.span.end = place.span.start + length;
            if let Some(span) = hint.span {
                place.span = span;
            }
        }
        let opener = hint.opener.map(|span| Place {
            span,
            label: "opened here".to_owned(),
            ..place.clone()
        });
        diagnostic.related.extend(opener);
        return diagnostic;
    }
    match of_message(&diagnostic.message, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The problem with its first character underlined, where Tera says only where that begins.
fn underlined(mut diagnostic: Diagnostic) -> Diagnostic {
    if let Some(place) = &mut diagnostic.place
        && place.span.is_empty()
        && let Some(text) = &place.text
    {
        let rest = text.get(place.span.start..).unwrap_or_default();
        place.span.end += rest.chars().next().map_or(0, char::len_utf8);
    }
    diagnostic
}

/// What the text at the place of a problem tells.
struct Hint {
    help: String,
    /// What is to blame, where it is more than Tera says.
    span: Option<Range<usize>>,
    /// The tag that is still open.
    opener: Option<Range<usize>>,
}

impl Hint {
    fn of(help: impl Into<String>) -> Option<Hint> {
        Some(Hint {
            help: help.into(),
            span: None,
            opener: None,
        })
    }
}

fn at_place(message: &str, text: &str, span: &Range<usize>) -> Option<Hint> {
    let rest = text.get(span.start..)?;
    let before = text.get(..span.start)?;
    if message == "unknown tag" {
        return unknown_tag(text, span);
    }
    if message.contains("end of input") {
        let opener = open_tags(before).pop()?;
        return Some(opener.hint());
    }
    let first = rest.chars().next()?;
    if message == "unexpected character" && !first.is_ascii() {
        return Some(full_width(first, span.start));
    }
    if !message.starts_with("found ") && message != "unexpected character" {
        return None;
    }
    let is_argument = message.ends_with("expected identifier") || message.ends_with("expected =");
    let called = before.trim_end();
    match first {
        '=' if called.ends_with('=') => Hint::of("to compare, write `==`"),
        '=' if message.ends_with("expected %}") => Hint::of("to compare, write `==`"),
        '&' => Hint::of("write `and`"),
        '|' if called.ends_with('|') => Hint::of("write `or`"),
        '!' => Hint::of("write `not`"),
        '>' if called.ends_with('<') => Hint::of("write `!=`"),
        '?' => Hint::of("write `{% if … %}…{% else %}…{% endif %}`"),
        '@' | '$' => Hint::of("write the name alone, such as `lang`"),
        ';' => Hint::of("delete it: tags end without `;`"),
        '.' if called.ends_with([')', ']']) => {
            Hint::of("put it into a name first: `{% set it = …(…) %}{{ it.path }}`")
        }
        _ if message.ends_with("expected }}") => Hint::of("close the tag with `}}`"),
        _ if message.ends_with("expected %}") && ends_with_word(called, "else") => {
            Hint::of("write `{% elif … %}`")
        }
        _ if message.ends_with("expected %}") => {
            Hint::of("close the tag with `%}`, or put `and`, `or` or a filter's `|` in between")
        }
        _ if message.ends_with("expected string") && ends_with_word(called, "include") => {
            Hint::of("write the template's name in quotes: `{% include \"partials/card.html\" %}`")
        }
        _ if message.ends_with("expected in") => Hint::of("write `{% for item in list %}`"),
        _ if is_argument && is_in_brackets(called) => {
            Hint::of("arguments have names: `t(key=\"…\")`, `url(to=\"…\")`, `truncate(length=40)`")
        }
        _ if is_argument && called.ends_with(['.', '|']) => {
            Hint::of("write the name of a field behind `.`, and that of a filter behind `|`")
        }
        _ if message.contains("expected one of: integer") => {
            Hint::of("a value belongs here: a name, a text in quotes or a number")
        }
        _ => None,
    }
}

/// A character as it comes of a keyboard for Japanese or Chinese, or of a word processor.
fn full_width(found: char, at: usize) -> Hint {
    let plain = match found {
        '“' | '”' | '„' | '＂' | '「' | '」' => Some("\"".to_owned()),
        '‘' | '’' | '＇' => Some("'".to_owned()),
        '、' => Some(",".to_owned()),
        '。' => Some(".".to_owned()),
        '–' | '—' | '−' => Some("-".to_owned()),
        _ => Some(nfkc(&found.to_string()).into_owned()).filter(|plain| plain.is_ascii()),
    };
    let help = match plain.as_deref() {
        Some(" ") => {
            "this is a wide space: write one with the keyboard switched to English".to_owned()
        }
        Some(plain) => {
            format!("write `{plain}` in place of `{found}`, with the keyboard switched to English")
        }
        None => "text stands in quotes: `\"…\"`".to_owned(),
    };
    Hint {
        help,
        span: Some(at..at + found.len_utf8()),
        opener: None,
    }
}

fn unknown_tag(text: &str, span: &Range<usize>) -> Option<Hint> {
    let rest = text.get(span.start..)?;
    let length = rest
        .find(|character: char| !(character.is_alphanumeric() || character == '_'))
        .unwrap_or(rest.len());
    let word = &rest[..length];
    let before = text.get(..span.start)?;
    let ends = word.starts_with("end") || matches!(word, "else" | "elif") || rest.starts_with('<');
    if ends {
        // The tag at hand has begun before its first word.
        let before = &before[..before.rfind("{%").unwrap_or(before.len())];
        return match open_tags(before).pop() {
            Some(open) => Some(open.hint()),
            None => Hint::of("nothing is open that this could end: delete it"),
        };
    }
    match word {
        "elseif" | "elsif" => Hint::of("write `{% elif … %}`"),
        "while" => Hint::of("there is only `{% for item in list %}`"),
        "macro" | "import" | "call" => Hint::of(
            "write a component: `{% component name(argument: string) %}…{% endcomponent name %}`, called as `{{ <name argument=\"…\" /> }}`, without import",
        ),
        "comment" => Hint::of("write comments as `{# … #}`"),
        word => match nearest(word, TAGS) {
            Some(near) => Hint::of(format!("did you mean `{near}`?")),
            None => Hint::of(format!("a tag begins with one of: {}", TAGS.join(", "))),
        },
    }
}

/// A tag that wants an end.
struct Open<'a> {
    name: &'a str,
    is_call: bool,
    span: Range<usize>,
}

impl Open<'_> {
    fn end(&self) -> String {
        match self.is_call {
            true => format!("</{}>", self.name),
            false => format!("end{}", self.name),
        }
    }

    fn hint(self) -> Hint {
        Hint {
            help: format!(
                "`{{% {} … %}}` is still open here: write `{{% {} %}}` where it ends",
                match self.is_call {
                    true => format!("<{}", self.name),
                    false => self.name.to_owned(),
                },
                self.end()
            ),
            span: None,
            opener: Some(self.span),
        }
    }
}

/// What is open behind a text, the innermost last.
fn open_tags(before: &str) -> Vec<Open<'_>> {
    let tags = tags(before);
    let mut open: Vec<Open<'_>> = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.prints) {
        let Some(first) = tag.tokens.first() else {
            continue;
        };
        match (first.kind, first.text) {
            (Kind::Word, "block" | "component" | "filter" | "for" | "if") => {
                open.push(Open {
                    name: first.text,
                    is_call: false,
                    span: tag.span(),
                });
            }
            (Kind::Word, "set" | "set_global") if is_block_of_set(tag) => {
                open.push(Open {
                    name: first.text,
                    is_call: false,
                    span: tag.span(),
                });
            }
            (Kind::Word, word) if word.starts_with("end") => {
                let ended = open.iter().rposition(|open| open.end() == word);
                open.truncate(ended.unwrap_or(open.len()));
            }
            (Kind::Sign, "<") => match tag.tokens.get(1) {
                Some(name) if name.is_sign("/") => {
                    let name = tag.tokens.get(2).map_or("", |name| name.text);
                    let ended = open
                        .iter()
                        .rposition(|open| open.is_call && open.name == name);
                    open.truncate(ended.unwrap_or(open.len()));
                }
                Some(name) => open.push(Open {
                    name: name.text,
                    is_call: true,
                    span: tag.span(),
                }),
                None => {}
            },
            _ => {}
        }
    }
    open
}

/// `{% set name %}…{% endset %}`.
fn is_block_of_set(tag: &Tag<'_>) -> bool {
    !tag.tokens.iter().any(|token| token.is_sign("="))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|before| !before.ends_with(|last: char| last.is_alphanumeric() || last == '_'))
}

/// Whether a text ends inside round brackets of a tag.
fn is_in_brackets(text: &str) -> bool {
    let tag = &text[text.rfind("{{").max(text.rfind("{%")).unwrap_or(0)..];
    tag.matches('(').count() > tag.matches(')').count()
}

fn of_message(message: &str, known: &Known<'_>) -> Option<String> {
    let in_quotes = || message.split('`').nth(1).unwrap_or_default();
    let or_one_of =
        |names: &[&str], else_say: &str| match nearest(in_quotes(), names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => else_say.to_owned(),
        };
    if message.starts_with("unknown filter") {
        let all = format!("the filters are {}", FILTERS.join(", "));
        Some(or_one_of(&FILTERS, &all))
    } else if message.starts_with("unknown test") {
        let all = format!("the tests are {}", TESTS.join(", "));
        Some(or_one_of(&TESTS, &all))
    } else if message.starts_with("unknown template") {
        Some(or_one_of(
            &known.templates,
            "templates stand in templates/ of the site or of the theme, and are named by their path below it",
        ))
    } else if message.contains("unknown function") {
        let names = functions::names();
        let all = format!("the functions are {}", names.join(", "));
        Some(or_one_of(&names, &all))
    } else if message.contains("unknown component") {
        Some(or_one_of(
            &known.components,
            "components stand in templates/ of the site or of the theme, as `{% component name() %}`",
        ))
    } else if let Some((_, names)) = message.split_once("Available ")
        && let Some((_, names)) = names.split_once(": ")
    {
        let names: Vec<&str> = names.split(", ").collect();
        nearest(in_quotes(), names).map(|near| format!("did you mean `{near}`?"))
    } else if message.contains("end of input") {
        Some("something is still open: a tag, a text in quotes or a bracket".to_owned())
    } else if message.contains("not defined in any parent template") {
        Some("a template that extends another can only fill blocks which that one has".to_owned())
    } else if message.starts_with("template already contains a block") {
        Some("a block can stand once: give one of the two another name".to_owned())
    } else if message.contains("unexpected end of raw block") {
        Some("write `{% endraw %}` where it ends".to_owned())
    } else if message.contains("closing comment tag") {
        Some("write `#}` where the comment ends".to_owned())
    } else if message.contains("is missing its closing") {
        Some("write the same quote where the text ends".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
