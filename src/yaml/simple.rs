//! The quick way through what front matter nearly always is: one `key: value` a line.
//!
//! The library takes some seventy kilobytes of buffers, and longer than the Markdown parser takes for the text below,
//! to read four lines. What is read here has one meaning, whatever stands around it; at the first thing that does not,
//! the whole text goes to the library, which also knows what is wrong with it.

use super::{Entry, Node, Part, Value};

/// Words that YAML takes for something else than text.
const NOT_TEXT: [&str; 9] = [
    "true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL",
];

/// The tree that the library would make of the part, or `None` for one that it has to look at.
pub(super) fn read(part: &Part<'_>) -> Option<Node> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut start = part.start;
    for line in part.slice.split('\n') {
        if !line.is_empty() {
            let entry = entry(line, start)?;
            if entries.iter().any(|other| other.key == entry.key) {
                return None;
            }
            entries.push(entry);
        }
        start += line.len() + 1;
    }
    let span = entries.first()?.key_span.start..entries.last()?.value.span.end;
    Some(Node {
        value: Value::Mapping(entries),
        span,
    })
}

/// A line that begins at byte `start` of the whole text.
fn entry(line: &str, start: usize) -> Option<Entry> {
    let is_of_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let length = line.bytes().position(|byte| !is_of_key(byte))?;
    let (key, rest) = line.split_at(length);
    if !key.starts_with(|first: char| first.is_ascii_lowercase()) || NOT_TEXT.contains(&key) {
        return None;
    }
    let written = rest.strip_prefix(": ")?;
    Some(Entry {
        key: key.to_owned(),
        key_span: start..start + length,
        value: value(written, start + length + 2)?,
    })
}

/// A value that begins at byte `start` of the whole text.
fn value(written: &str, start: usize) -> Option<Node> {
    let value = match written.as_bytes().first()? {
        b'[' => return list(written, start),
        quote @ (b'"' | b'\'') => {
            let inner = written.get(1..written.len().checked_sub(1)?)?;
            let is_plain = !inner.is_empty()
                && written.as_bytes().last() == Some(quote)
                && is_text(inner, |byte| byte != *quote && byte != b'\\');
            is_plain.then(|| Value::String(inner.to_owned()))?
        }
        b'0'..=b'9' if is_date(written) => Value::String(written.to_owned()),
        b'1'..=b'9' if written.len() < 10 => Value::Int(written.parse().ok()?),
        _ => match written {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => {
                // `: ` and ` #` would end it.
                let is_plain = is_word(written, |byte| byte != b':' && byte != b'#');
                is_plain.then(|| Value::String(written.to_owned()))?
            }
        },
    };
    Some(Node {
        value,
        span: start..start + written.len(),
    })
}

/// `[one, two]`
fn list(written: &str, start: usize) -> Option<Node> {
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    let mut at = start + 1;
    let mut items = Vec::new();
    for piece in inner.split(',') {
        let item = piece.trim_start_matches(' ');
        let begins = at + piece.len() - item.len();
        let item = item.trim_end_matches(' ');
        let is_of_item =
            |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte >= 0x80;
        if !is_word(item, is_of_item) {
            return None;
        }
        items.push(Node {
            value: Value::String(item.to_owned()),
            span: begins..begins + item.len(),
        });
        at += piece.len() + 1;
    }
    Some(Node {
        value: Value::Sequence(items),
        span: start..start + written.len(),
    })
}

/// `2012-01-19`
fn is_date(written: &str) -> bool {
    written.len() == 10
        && written.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Text without quotes that begins with a letter and can be nothing but text.
fn is_word(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let is_first = |first: char| first.is_ascii_alphabetic() || !first.is_ascii();
    text.starts_with(is_first)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !NOT_TEXT.contains(&text)
        && is_text(text, is_allowed)
}

/// Whether all bytes are allowed, and none begins a line break or a character that YAML refuses or that is counted
/// before the library sees it.
fn is_text(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        0..=0x1F | 0x7F | b'[' | b'{' => false,
        // U+0080 to U+00BF, with the control characters of Latin 1.
        0xC2 => false,
        // U+2028 and U+2029, which break lines.
        0xE2 => !matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
        // U+FEFF, U+FFFE, U+FFFF.
        0xEF => !matches!(
            bytes.get(at + 1..at + 3),
            Some([0xBB, 0xBF] | [0xBF, 0xBE | 0xBF])
        ),
        byte => is_allowed(*byte),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::{Part, guard, tree};
    use super::{Value, read};

    /// What both ways make of a text, the quick one first.
    fn both(text: &str) -> (Option<super::Node>, Option<super::Node>) {
        let whole: Arc<str> = format!("---\n{text}").into();
        let path = "x.md".into();
        let part = Part {
            path: &path,
            text: &whole,
            start: 4,
            slice: &whole[4..],
        };
        let quick = read(&part);
        let is_harmless = guard::check(&part).is_empty();
        let slow = tree::build(&part);
        let slow = slow
            .value
            .filter(|_| is_harmless && slow.diagnostics.is_empty());
        (quick, slow)
    }

    #[test]
    fn the_usual_lines_are_read_here() {
        let text = "title: \"交流報告 107\"\ndate: 2019-06-16\ndescription: 県北部に'計画'がある。\n\n\
                    tags: [music, 沖縄,a-b ]\nweight: 10\ndraft: true\nkind: news\nslug: 'a b'\n";
        let (quick, slow) = both(text);
        assert_eq!(quick, slow);
        let quick = quick.expect("a tree");
        assert_eq!(quick.entries().len(), 8);
        assert_eq!(
            quick.get("weight").map(|node| &node.value),
            Some(&Value::Int(10))
        );
    }

    #[test]
    fn all_else_is_left_to_the_library() {
        for text in [
            "",
            "\n",
            "# a\n",
            "a: 1\na: 2\n",
            "a:\n",
            "a:  x\n",
            "a: x \n",
            "a: x # y\n",
            "a: x: y\n",
            "a: \"x\\n\"\n",
            "a: \"\"\n",
            "a: 'it''s'\n",
            "a: 012\n",
            "a: 1.5\n",
            "a: null\n",
            "a: TRUE\n",
            "a: ~\n",
            "a: [true]\n",
            "a: [x, ]\n",
            "a: [x y]\n",
            "a: {b: c}\n",
            "a: x\u{2028}y\n",
            "a: x\u{85}y\n",
            "a: \u{3000}x\n",
            "a: x\n  y\n",
            "a: |\n  x\n",
            "true: x\n",
            "<<: x\n",
            "題: x\n",
            "a：x\n",
        ] {
            assert_eq!(both(text).0, None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_read_here_is_what_the_library_reads(
            lines in prop::collection::vec(
                (
                    prop::sample::select(vec!["a", "b", "title", "x_1", "null", "y", "1a", "題", "- a", "", "<<"]),
                    prop::sample::select(vec![": ", ": ", ": ", ":", ":  ", "： ", " : ", ":\t"]),
                    prop::collection::vec(
                        prop::sample::select(vec![
                            "x", "沖縄", "true", "null", "2012-01-19", "10", "0", "e5", "\"", "\"", "'", "'", "[", "]", ", ",
                            ",", " ", " ", "-", "- ", ": ", ":", " #", "#", "\\", "{", "}", "&a", "*a", "!", "|", ">", "%",
                            "@", "?", "~", "…", "\u{3000}", "\u{2028}", "\u{a0}", "\u{feff}", "\u{e9}", "\t", "\r", "。",
                            "_", ".", "+", "=", "🌊", "\n", "\n  ",
                        ]),
                        0..6,
                    ),
                ),
                0..4,
            ),
            end in prop::sample::select(vec!["", "\n", "\n\n", " ", "---\n", "...\n"]),
        ) {
            let mut text = String::new();
            for (key, colon, value) in &lines {
                text.push_str(key);
                text.push_str(colon);
                text.extend(value.iter().copied());
                text.push('\n');
            }
            text.push_str(end);
            let (quick, slow) = both(&text);
            if quick.is_some() {
                prop_assert_eq!(quick, slow, "{:?}", text);
            }
        }

        #[test]
        fn quoted_text_is_what_the_library_reads(
            quote in prop::sample::select(vec!["\"", "'"]),
            inner in "[ -~ぁ-ん一-十\u{2026}\u{3000}]{0,12}",
            items in prop::collection::vec("[a-zA-Z0-9_ぁ-ん-]{1,5}", 1..4),
        ) {
            let text = format!("a: {quote}{inner}{quote}\nb: {inner}\nc: [{}]\n", items.join(", "));
            let (quick, slow) = both(&text);
            if quick.is_some() {
                prop_assert_eq!(quick, slow, "{:?}", text);
            }
            for line in text.lines() {
                let (quick, slow) = both(line);
                if quick.is_some() {
                    prop_assert_eq!(quick, slow, "{:?}", line);
                }
            }
        }
    }
}
