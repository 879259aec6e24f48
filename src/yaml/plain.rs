//! Keys with one value a line, as most front matter is: read here, since the library takes some forty thousand
//! instructions for five such lines, a twelfth of a build.
//!
//! What is read is the same tree that the library's events give. Anything that YAML could take otherwise than it looks
//! is left to the library, and so is everything that is wrong.

use std::ops::Range;

use super::{Entry, Node, Part, Value};

/// Front matter has no more keys than this. In data files others may stand by the thousand, each to be held against all.
const MOST_KEYS: usize = 64;

/// YAML takes no longer keys (YAML 1.2.2 §7.4.2); none of ours is near it.
const LONGEST_KEY: usize = 128;

/// The tree of a text of such lines alone; none of any other.
pub(super) fn read(part: &Part<'_>) -> Option<Node> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    while at < part.slice.len() {
        let rest = &part.slice[at..];
        let line = &rest[..memchr::memchr(b'\n', rest.as_bytes())?];
        let entry = entry(line, part.start + at)?;
        if entries.len() == MOST_KEYS || entries.iter().any(|other| other.key == entry.key) {
            return None;
        }
        entries.push(entry);
        at += line.len() + 1;
    }
    let end = entries.last()?.value.span.end;
    Some(Node {
        value: Value::Mapping(entries),
        span: part.start..end,
    })
}

/// A line: `key: value`. `start` is where it stands in the whole text.
fn entry(line: &str, start: usize) -> Option<Entry> {
    let colon = line
        .bytes()
        .position(|byte| !matches!(byte, b'a'..=b'z' | b'_'))?;
    let (key, rest) = line.split_at(colon);
    let written = rest.strip_prefix(": ")?;
    if key.is_empty() || key.len() > LONGEST_KEY || is_word_of_yaml(key) {
        return None;
    }
    Some(Entry {
        key: key.to_owned(),
        key_span: start..start + colon,
        value: value(written, start + colon + 2)?,
    })
}

fn value(written: &str, start: usize) -> Option<Node> {
    let value = match written.as_bytes() {
        [b'"', .., b'"'] => {
            let inside = &written[1..written.len() - 1];
            is_made_of(inside, |byte| {
                is_text(byte) && !matches!(byte, b'"' | b'\\')
            })
            .then(|| Value::String(inside.to_owned()))?
        }
        [b'[', .., b']'] => items(&written[1..written.len() - 1], start + 1)?,
        b"true" => Value::Bool(true),
        b"false" => Value::Bool(false),
        [b'1'..=b'9', rest @ ..] if rest.len() < 9 && rest.iter().all(u8::is_ascii_digit) => {
            Value::Int(written.parse().ok()?)
        }
        [a, b, c, d, b'-', e, f, b'-', g, h]
            if [a, b, c, d, e, f, g, h].into_iter().all(u8::is_ascii_digit) =>
        {
            Value::String(written.to_owned())
        }
        _ => plain(written, |byte| {
            is_text(byte) && !matches!(byte, b':' | b'#')
        })?,
    };
    Some(node(value, start..start + written.len()))
}

/// What stands between the brackets of a list, if that is words alone.
fn items(inside: &str, start: usize) -> Option<Value> {
    let mut at = start;
    let mut items = Vec::new();
    for item in inside.split(',') {
        let words = item.trim_matches(' ');
        let before = item.len() - item.trim_start_matches(' ').len();
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_' | b'-');
        let span = at + before..at + before + words.len();
        items.push(node(plain(words, is_plain)?, span));
        at += item.len() + 1;
    }
    Some(Value::Sequence(items))
}

/// Text without quotes, which starts with a letter.
fn plain(written: &str, is_plain: impl Fn(u8) -> bool) -> Option<Value> {
    let starts_with_letter = written.starts_with(|char: char| char.is_alphabetic());
    let is_text = starts_with_letter
        && !written.ends_with(' ')
        && !is_word_of_yaml(written)
        && is_made_of(written, is_plain);
    is_text.then(|| Value::String(written.to_owned()))
}

/// Printable ASCII but for brackets, which may not be many.
fn is_text(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'[' | b']' | b'{' | b'}')
}

/// Whether a text is made of these ASCII characters and of others that mean nothing to YAML: not of spaces, line breaks
/// and marks that look like ASCII.
fn is_made_of(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [0xE3, 0x80, 0x80, ..] => return false,
            [0xC3..=0xDF, _, after @ ..] | [0xE3..=0xED, _, _, after @ ..] => after,
            [byte, after @ ..] if is_allowed(*byte) => after,
            _ => return false,
        };
    }
}

/// Whether YAML may take a word for something else than text. YAML 1.2.2 §10.3.2.
fn is_word_of_yaml(word: &str) -> bool {
    ["null", "true", "false"]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

fn node(value: Value, span: Range<usize>) -> Node {
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::{Node, Part, tree};
    use super::read;

    fn both(text: &str) -> (Option<Node>, Option<Node>, bool) {
        let text: Arc<str> = format!("---\n{text}").into();
        let part = Part {
            path: &"x.md".into(),
            text: &text,
            start: 4,
            slice: &text[4..],
        };
        let slowly = tree::build(&part);
        (read(&part), slowly.value, slowly.diagnostics.is_empty())
    }

    #[test]
    fn the_usual_front_matter_is_read_here() {
        let (here, there, _) = both(
            "title: \"交流 & more: #1\"\ndate: 2018-11-15\ndescription: It's here, a/b (c).\ntags: [islands, inner mongolia, 沖縄]\n\
             weight: 12\ndraft: true\ntoc: false\nslug: été\n",
        );
        assert!(here.is_some());
        assert_eq!(here, there);
    }

    #[test]
    fn what_means_something_to_yaml_is_left_to_the_library() {
        for text in [
            "",
            "\n",
            "a: b",
            "a: b \n",
            "a: b\r\n",
            "a: b\n c\n",
            "a:\n",
            "a:b\n",
            "a: \n",
            "a: b # c\n",
            "a: b: c\n",
            "a: Null\n",
            "true: a\n",
            "a: b\na: c\n",
            "a: \"\\n\"\n",
            "a: \"b\"c\"\n",
            "a: 'b'\n",
            "a: \"\n",
            "a: [b, null]\n",
            "a: []\n",
            "a: [b,]\n",
            "a: [b: c]\n",
            "a: [\"b\"]\n",
            "a: b [c]\n",
            "a: \"{b}\"\n",
            "a: 012\n",
            "a: 1_000\n",
            "a: 1e3\n",
            "a: -1\n",
            "a: *b\n",
            "a: &b c\n",
            "a: !b c\n",
            "a: |\n",
            "a: b\u{3000}\n",
            "a: \u{3000}b\n",
            "a: b\u{a0}c\n",
            "a: b\u{2028}c\n",
            "a: b\u{85}c\n",
            "a: b\tc\n",
            "a: b\0\n",
            "沖: b\n",
            "a：b\n",
            "# a: b\n",
            "---\na: b\n",
        ] {
            assert_eq!(both(text).0, None, "{text:?}");
        }
    }

    #[test]
    fn what_is_long_is_left_to_the_library() {
        let many: String = (0..80)
            .map(|at| format!("{}: b\n", "a".repeat(at + 1)))
            .collect();
        let long = format!("{}: b\n", "a".repeat(2_000));
        for text in [many, long] {
            assert_eq!(both(&text).0, None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_here_the_library_reads_alike(
            text in "(([a-c_]{1,3}|no|null): ?(\"[a沖é!-~ ]{0,6}\"|[a沖é：!-~ ]{0,8}|\\[([ -~沖]{0,4},?){0,3}\\]|[0-9+.-]{1,10}|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|no|inf|nan|Yes|0x1|~)[\\n ]{1,2}){0,4}",
        ) {
            let (here, there, is_clean) = both(&text);
            if here.is_some() {
                prop_assert!(is_clean);
                prop_assert_eq!(here, there);
            }
        }
    }
}
