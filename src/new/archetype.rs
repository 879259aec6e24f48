//! Placeholders of archetypes: `{{ title }}`, `{{ date }}` and `{{ lang }}`, replaced as text.
//!
//! In YAML a value is written so that it stays one scalar, whatever it holds: an archetype says `title: {{ title }}`
//! and need not think of colons and quotes. Everything else between braces stays as it is, for it may be a component.

use std::borrow::Cow;
use std::ops::Range;

/// What placeholders stand for. None of the values holds a line break.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) title: &'a str,
    /// ISO 8601: `2012-01-19`.
    pub(crate) date: &'a str,
    /// The language's code.
    pub(crate) lang: &'a str,
}

/// Where in a file YAML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Between two `---` lines at the beginning.
    FrontMatter,
    /// Everywhere.
    Yaml,
}

/// The text with its placeholders replaced.
pub(crate) fn fill(text: &str, syntax: Syntax, values: &Values) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut in_yaml = syntax == Syntax::Yaml;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if syntax == Syntax::FrontMatter && line.trim_end() == "---" {
            in_yaml = at == 0;
            out.push_str(line);
        } else if in_yaml {
            out.push_str(&fill_yaml(line, values));
        } else {
            out.push_str(&replace(line, values, |placeholder, _| {
                placeholder.value.into()
            }));
        }
    }
    out
}

/// A placeholder that was found.
struct Placeholder<'a> {
    span: Range<usize>,
    value: &'a str,
    is_date: bool,
}

fn find<'a>(text: &str, from: usize, values: &Values<'a>) -> Option<Placeholder<'a>> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find("{{")?;
        let end = start + 2 + text[start + 2..].find("}}")?;
        let (value, is_date) = match text[start + 2..end].trim() {
            "title" => (values.title, false),
            "date" => (values.date, true),
            "lang" => (values.lang, false),
            _ => {
                at = start + 2;
                continue;
            }
        };
        return Some(Placeholder {
            span: start..end + 2,
            value,
            is_date,
        });
    }
}

/// Puts what `write` makes of each placeholder, given the text before it, in its place.
fn replace<'v>(
    text: &str,
    values: &Values<'v>,
    write: impl Fn(&Placeholder<'v>, &str) -> Cow<'v, str>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(placeholder) = find(text, at, values) {
        out.push_str(&text[at..placeholder.span.start]);
        out.push_str(&write(&placeholder, &text[..placeholder.span.start]));
        at = placeholder.span.end;
    }
    out.push_str(&text[at..]);
    out
}

fn fill_yaml(line: &str, values: &Values) -> String {
    let Some(first) = find(line, 0, values) else {
        return line.to_owned();
    };
    let verbatim = || replace(line, values, |placeholder, _| placeholder.value.into());
    let content = line.trim_start();
    let Some(value_start) = value_start(&line[..first.span.start]) else {
        // A comment, or a line of a block scalar.
        return verbatim();
    };
    if content.starts_with('#') {
        return verbatim();
    }
    let (value, rest) = split_comment(&line[value_start..], values);
    let is_placeholder_first = first.span.start == value_start;
    if !is_placeholder_first && value.starts_with(['"', '\'', '[', '{', '!', '&']) {
        let value = replace(value, values, |placeholder, before| {
            match quote_at(before) {
                Some('"') => Cow::Owned(escape(placeholder.value)),
                Some(_) => Cow::Owned(placeholder.value.replace('\'', "''")),
                None => scalar(placeholder),
            }
        });
        return format!("{}{value}{rest}", &line[..value_start]);
    }
    let is_lone = is_placeholder_first && first.span.end == value_start + value.len();
    let value = if is_lone {
        scalar(&first).into_owned()
    } else {
        let text = replace(value, values, |placeholder, _| placeholder.value.into());
        scalar(&Placeholder {
            span: 0..0,
            value: &text,
            is_date: false,
        })
        .into_owned()
    };
    format!("{}{value}{rest}", &line[..value_start])
}

/// Where the value begins that the end of `before` belongs to: after `key: `, else after `- `.
fn value_start(before: &str) -> Option<usize> {
    if let Some(at) = before.find(": ") {
        let spaces = before[at + 1..].len() - before[at + 1..].trim_start_matches(' ').len();
        return Some(at + 1 + spaces);
    }
    let indent = before.len() - before.trim_start().len();
    let items = before[indent..].len() - before[indent..].trim_start_matches("- ").len();
    (items > 0).then_some(indent + items)
}

/// A value, and the spaces, comment and line break after it.
fn split_comment<'a>(text: &'a str, values: &Values) -> (&'a str, &'a str) {
    let mut last_end = 0;
    while let Some(placeholder) = find(text, last_end, values) {
        last_end = placeholder.span.end;
    }
    let end = text[last_end..]
        .match_indices(" #")
        .map(|(at, _)| last_end + at)
        .find(|at| quote_at(&text[..*at]).is_none())
        .unwrap_or(text.len());
    let value = text[..end].trim_end();
    (value, &text[value.len()..])
}

/// The quotation mark that is open at the end of a value's text.
fn quote_at(before: &str) -> Option<char> {
    let mut open = None;
    let mut chars = before.chars();
    while let Some(char) = chars.next() {
        match (open, char) {
            (Some('"'), '\\') => {
                chars.next();
            }
            (None, '"' | '\'') => open = Some(char),
            (Some(mark), char) if char == mark => open = None,
            _ => {}
        }
    }
    open
}

/// A value as a YAML scalar of its own: a date as it is, a text in quotation marks unless it is words alone.
fn scalar<'a>(placeholder: &Placeholder<'a>) -> Cow<'a, str> {
    let text = placeholder.value;
    if placeholder.is_date || is_words(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("\"{}\"", escape(text)))
    }
}

/// Letters, digits and single spaces, beginning with a letter, and no word that some YAML reader takes for a value.
fn is_words(text: &str) -> bool {
    const VALUES: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.chars().next().is_some_and(char::is_alphabetic)
        && text
            .split(' ')
            .all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric))
        && !VALUES.contains(&text.to_lowercase().as_str())
}

/// The inside of a double-quoted scalar (YAML 1.2, 5.7).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            char if char.is_control()
                || matches!(
                    char,
                    '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(char)));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, title: &str) -> String {
        let values = Values {
            title,
            date: "2012-01-19",
            lang: "no",
        };
        fill(text, Syntax::FrontMatter, &values)
    }

    #[test]
    fn placeholders() {
        let rows = [
            (
                "---\ntitle: {{ title }}\ndate: {{date}}\n---\n# {{title}} {{ date }} {{ lang }}\n",
                "映画",
                "---\ntitle: 映画\ndate: 2012-01-19\n---\n# 映画 2012-01-19 no\n",
            ),
            (
                "---\ntitle: {{ title }}\n---\n",
                "a: b # c",
                "---\ntitle: \"a: b # c\"\n---\n",
            ),
            (
                "---\ntitle: {{ title }}   # the title\n---\n",
                "say \"hi\\\"",
                "---\ntitle: \"say \\\"hi\\\\\\\"\"   # the title\n---\n",
            ),
            (
                "---\ntitle: \"{{ title }} in {{ lang }}\"\n---\n",
                "say \"hi\"",
                "---\ntitle: \"say \\\"hi\\\" in no\"\n---\n",
            ),
            (
                "---\ntitle: 'On {{ title }}'\n---\n",
                "it's",
                "---\ntitle: 'On it''s'\n---\n",
            ),
            (
                "---\ndescription: On {{ title }}\n---\n",
                "x: y",
                "---\ndescription: \"On x: y\"\n---\n",
            ),
            (
                "---\ntags: [{{ title }}, \"{{ title }}\", {{ lang }}]\n---\n",
                "a, b",
                "---\ntags: [\"a, b\", \"a, b\", \"no\"]\n---\n",
            ),
            (
                "---\ntags:\n  - {{ title }}\n---\n",
                "- x",
                "---\ntags:\n  - \"- x\"\n---\n",
            ),
            (
                "---\nparams:\n  text: |\n    {{ title }}\n---\n",
                "a: b",
                "---\nparams:\n  text: |\n    a: b\n---\n",
            ),
            (
                "---\n# {{ title }}: x\nx: 1\n---\n",
                "a: b",
                "---\n# a: b: x\nx: 1\n---\n",
            ),
            // What is no placeholder of ours stays; so does what a value brings in.
            (
                "{{ <card page=\"x\" /> }} {{ other }} {{ title }} {{",
                "{{ date }}",
                "{{ <card page=\"x\" /> }} {{ other }} {{ date }} {{",
            ),
            ("title: {{ title }}\n---\n", "a: b", "title: a: b\n---\n"),
        ];
        for (archetype, title, expected) in rows {
            assert_eq!(filled(archetype, title), expected);
        }
    }

    #[test]
    fn every_title_is_read_back_as_it_was_typed() {
        let titles = [
            "plain",
            "a: b",
            "a #b",
            "#x",
            "- x",
            "? x",
            "! x",
            "&a",
            "*a",
            "%x",
            "@x",
            "`x`",
            "[x]",
            "{x}",
            "|",
            ">",
            "true",
            "No",
            "null",
            "~",
            "1",
            "1.5",
            "0x1f",
            "1e3",
            ".inf",
            "2012-01-19",
            "12:30",
            "'",
            "\"",
            "it's",
            "\\",
            "\\n",
            "'\"\\",
            "  x  ",
            "x\u{feff}y",
            "x\u{2028}y",
            "映画：計画",
            "「映画」",
            "y",
            "---",
            "...",
            "{{ date }}",
            "=",
            "<<",
        ];
        let archetypes = [
            "---\nt: {{ title }}\n---\n",
            "---\nt: \"{{ title }}\"\n---\n",
            "---\nt: '{{ title }}' # x\n---\n",
            "---\nt: {{ title }} # x\n---\n",
        ];
        for title in titles {
            for archetype in archetypes {
                let page = filled(archetype, title);
                let yaml = page
                    .strip_prefix("---\n")
                    .and_then(|rest| rest.strip_suffix("---\n"))
                    .unwrap();
                let value: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap();
                assert_eq!(value["t"].as_str(), Some(title), "{page}");
            }
        }
    }
}
