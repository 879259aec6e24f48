//! Entries that are nested so deep that the parser of fluent-syntax, which recurses without a limit, must not see them.

use std::ops::Range;

/// How deep brackets can be nested: each level takes the parser about 8 kB of stack in a build without optimisation,
/// where a thread has 2 MB.
pub(super) const MAX_NESTING: usize = 100;

/// A bracket that is open, and what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `{`, with an expression.
    Expression,
    /// `{ … ->`, with variants, which are texts.
    Variants,
    /// `(`
    Arguments,
}

/// Entries in which too many brackets are open at once.
///
/// It counts as the parser does. Where that gives an entry up, this may count some too many, but never one too few.
pub(super) fn too_deep_entries(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut start, mut end, mut deepest) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        // Inside brackets no line can look like this without being an error that ends the entry.
        if begins_entry(line) {
            if deepest > MAX_NESTING {
                found.push(start..end);
            }
            (start, deepest) = (end, 0);
            open.clear();
        }
        deepest = deepest.max(read_line(line.as_bytes(), &mut open));
        end += line.len();
    }
    if deepest > MAX_NESTING {
        found.push(start..end);
    }
    found
}

/// How many brackets are open at once in the line, at most.
fn read_line(line: &[u8], open: &mut Vec<Open>) -> usize {
    let mut deepest = open.len();
    let mut at = 0;
    while let Some(byte) = line.get(at).copied() {
        let is_text = matches!(open.last(), None | Some(Open::Variants));
        match byte {
            b'{' => open.push(Open::Expression),
            b'}' => {
                let brace = open.iter().rposition(|opener| *opener != Open::Arguments);
                open.truncate(brace.unwrap_or(open.len()));
            }
            b'(' if !is_text => open.push(Open::Arguments),
            b')' if open.last() == Some(&Open::Arguments) => {
                open.pop();
            }
            b'"' if !is_text => at += quoted_length(&line[at + 1..]),
            b'>' if at > 0 && line[at - 1] == b'-' => {
                if let Some(last @ Open::Expression) = open.last_mut() {
                    *last = Open::Variants;
                }
            }
            _ => {}
        }
        deepest = deepest.max(open.len());
        at += 1;
    }
    deepest
}

/// The length of a text in quotes with the quote behind it, or to the end of its line.
fn quoted_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    text.len()
}

/// A comment, or `name =` or `-name =` at the very beginning of the line.
fn begins_entry(line: &str) -> bool {
    if line.starts_with('#') {
        return true;
    }
    let name = line.strip_prefix('-').unwrap_or(line);
    let rest =
        name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.trim_start_matches(' ').starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_too_deep() {
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(51), close.repeat(51));
        let select = "{ $n ->\n *[other] He said \" (\n  ";
        let rows = [
            ("{ \"x\" }".repeat(101), false),
            ("{ \"{\" } x { \"}\" }".repeat(101), false),
            ("{ F(\"(\") } (".repeat(101), false),
            ("{ \"\\\"{\" }".repeat(101), false),
            ("{".repeat(101), true),
            ("{".repeat(100), false),
            (deep("{F(", ")}"), true),
            (deep("{ F(\"}\", ", ") }"), true),
            (format!("{} }}", select.repeat(101)), true),
            (format!("{select}}}").repeat(101), false),
            (format!("{{ $n ->\n *[a] \" {}", "{".repeat(100)), true),
            (format!("\" {}", "{".repeat(101)), true),
        ];
        for (text, expected) in rows {
            let file = format!("a = {text}\nb = c\n");
            let found = too_deep_entries(&file);
            assert_eq!(!found.is_empty(), expected, "{text:.40}");
            for entry in found {
                assert_eq!(entry, 0..file.len() - 6, "{text:.40}");
            }
        }
    }
}
