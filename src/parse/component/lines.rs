//! What the lines around a call tell: whether it stands in a paragraph.
//!
//! A call alone on its line is a line of the paragraph around it, as a date is that an editor put on a line of its own. To
//! be a block it needs no blank lines, though: beside a list, a table, a quote or what else may take in the line below it, it
//! is one, and what only a new block can begin, as a definition of a link, begins below it.

use std::ops::Range;

/// So many lines are looked at in each direction.
const FARTHEST: usize = 60;

/// What a line is beside a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// None, or a blank one.
    Blank,
    /// Such as begin and go on in paragraphs, and nothing else.
    Plain,
    /// The line of a list's mark, with a paragraph that goes on as far to the right as the call stands.
    Item,
    /// A heading with `#`, below which a paragraph begins.
    Heading,
    /// A call alone on its line.
    Call,
    Other,
}

/// Whether nothing but white space and marks of quotes stands before these bytes on their line, and nothing behind them.
pub(super) fn fills_its_line(text: &str, span: &Range<usize>) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>');
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r');
    let bytes = text.as_bytes();
    let mut before = bytes[..span.start]
        .iter()
        .rev()
        .skip_while(|byte| is_mark(byte));
    let mut after = bytes[span.end..].iter().skip_while(|byte| is_blank(byte));
    matches!(before.next(), None | Some(b'\n')) && matches!(after.next(), None | Some(b'\n'))
}

/// Whether a call that fills its line is a line of a paragraph.
pub(super) fn is_in_paragraph(text: &str, span: &Range<usize>) -> bool {
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let lead = &text[line_start..span.start];
    let line_end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at + 1);
    let above = text[..line_start].trim_end_matches('\n');
    // What was cut off may have been blank lines.
    let above = match line_start - above.len() {
        0 | 1 => Some(above),
        _ => None,
    };
    let above = above.into_iter().flat_map(|above| above.rsplit('\n'));
    let below = text[line_end..].split('\n');
    let above = end_of_paragraph(above.map(|line| kind(line, lead)));
    let below = end_of_paragraph(below.map(|line| kind(line, lead)));
    let is_good = |(_, end): (bool, Line)| matches!(end, Line::Blank | Line::Heading);
    // Below it, a heading ends the paragraph as a blank line does.
    is_good(above) && is_good(below) && (above.0 || below.0)
}

/// Whether there are plain lines, and what ends them.
fn end_of_paragraph(lines: impl Iterator<Item = Line>) -> (bool, Line) {
    let mut has_text = false;
    for line in lines.take(FARTHEST) {
        match line {
            Line::Plain => has_text = true,
            Line::Call => {}
            Line::Item => return (true, Line::Blank),
            end => return (has_text, end),
        }
    }
    (has_text, Line::Blank)
}

fn kind(line: &str, lead: &str) -> Line {
    if line.trim_matches([' ', '\t', '\r', '>']).is_empty() {
        return Line::Blank;
    }
    let Some(line) = line.strip_prefix(lead) else {
        let is_item = lead.bytes().all(|byte| byte == b' ')
            && line
                .split_at_checked(lead.len())
                .is_some_and(|(mark, text)| {
                    is_mark_of_item(mark)
                        && !text.starts_with(' ')
                        && !is_task(text)
                        && !begins_otherwise(text)
                });
        return match is_item {
            true => Line::Item,
            false => Line::Other,
        };
    };
    let line = line.trim_end();
    if line.starts_with("{{") && line.ends_with("}}") && line.matches("{{").count() == 1 {
        return Line::Call;
    }
    let hashes = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) {
        return match line[hashes..].starts_with([' ', '\t']) || line.len() == hashes {
            true => Line::Heading,
            false => Line::Plain,
        };
    }
    match begins_otherwise(line) {
        true => Line::Other,
        false => Line::Plain,
    }
}

/// Whether the text of an item begins with the box of a task, whose label is the item's first paragraph.
fn is_task(text: &str) -> bool {
    ["[ ]", "[x]", "[X]"]
        .iter()
        .any(|mark| text.starts_with(mark))
}

/// Whether this is a mark of a list with its white space: `- `, `  10. `.
fn is_mark_of_item(text: &str) -> bool {
    let mark = text.trim_start_matches(' ');
    let bare = mark.trim_end_matches(' ');
    let digits = bare.trim_end_matches(['.', ')']);
    mark.len() > bare.len()
        && (matches!(bare, "-" | "+" | "*")
            || (bare.len() == digits.len() + 1
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())))
}

/// Whether a line is or may be one of another block than a paragraph.
fn begins_otherwise(line: &str) -> bool {
    let first = line.bytes().next().unwrap_or(b' ');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind_digits = &line[digits..];
    let is_mark = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    matches!(first, b' ' | b'\t' | b'>' | b'|' | b'<' | b':' | b'=')
        || line.contains('|')
        || line.starts_with("```")
        || line.starts_with("~~~")
        || line.starts_with("$$")
        || line.starts_with("{%")
        || (first == b'[' && line.contains("]:"))
        || (matches!(first, b'-' | b'+' | b'*') && is_mark(&line[1..]))
        || (digits > 0 && behind_digits.starts_with(['.', ')']) && is_mark(&behind_digits[1..]))
        || (matches!(first, b'-' | b'*' | b'_')
            && line.bytes().all(|byte| byte == first || byte == b' '))
}

#[cfg(test)]
mod tests {
    use super::{fills_its_line, is_in_paragraph};

    /// The call stands where `@` does.
    fn is_line_of_paragraph(text: &str) -> bool {
        let at = text.find('@').unwrap();
        fills_its_line(text, &(at..at + 1)) && is_in_paragraph(text, &(at..at + 1))
    }

    #[test]
    fn lines_of_paragraphs() {
        for (text, expected) in [
            ("締切は\n@\nです。", true),
            ("a\n@", true),
            ("@\na", true),
            ("@  \na\n\nb", true),
            ("> a\n> @\n> b", true),
            ("- a\n  @\n  b", true),
            ("10. a\n    @", true),
            ("# h\na\n@\n", true),
            ("a\n@\n## h", true),
            ("a\n{{ <b /> }}\n@\nb", true),
            ("*a*\n@\nb", true),
            ("#1\n@", true),
            ("@", false),
            ("\n@\n\n", false),
            ("a\n\n@\n\nb", false),
            ("a @\nb", false),
            ("{{ <b /> }}\n@\n", false),
            ("# h\n@\n", false),
            ("- a\n@", false),
            ("- a\n    @", false),
            ("- [ ] a\n  @", false),
            ("- | a\n  @", false),
            ("- a\n@\nb", false),
            ("1. a\n@", false),
            ("> a\n@", false),
            ("> a\nb\n@", false),
            ("- a\nb\n@", false),
            ("| a |\n|---|\n@", false),
            ("a | b\n- | -\n@", false),
            ("[^1]: a\n@\n\nb[^1]", false),
            ("a\n: b\n@", false),
            ("@\n---", false),
            ("@\na\n---", false),
            ("a\n@\n===", false),
            ("@\n[a]: https://example.com/", false),
            ("a\n@\n[b]: c", false),
            ("@\n2. a", false),
            ("@\n    a", false),
            ("@\n: a", false),
            ("```\na\n```\n@\nb", false),
            ("<div>\n@\n</div>", false),
        ] {
            assert_eq!(is_line_of_paragraph(text), expected, "{text}");
        }
    }
}
