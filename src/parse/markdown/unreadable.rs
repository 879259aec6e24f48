//! Where a body must be cut, so that what reads it ends in time and on its stack.

use super::DEEPEST;
use crate::diag::Diagnostic;

/// Attributes that a tag may have. The HTML tokenizer goes deeper with each, and its stack ends.
const MOST_ATTRIBUTES: usize = 500;

/// Where the body must be cut, so that what reads it ends in time and on its stack: at a line that opens too much, or at
/// the `<` of a tag with too many attributes.
pub(super) fn first_unreadable(body: &str) -> Option<usize> {
    let places = [first_deep_line(body), first_overfull_tag(body)];
    places.into_iter().flatten().min()
}

pub(super) fn overfull_tag() -> Diagnostic {
    Diagnostic::error(
        "tag-too-long",
        format!("a tag has more than {MOST_ATTRIBUTES} values in quotes"),
    )
    .help("leave most of them out, or close a quote that is open; what follows is left out")
}

fn first_overfull_tag(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let has_many = memchr::memchr2_iter(b'"', b'\'', bytes)
        .nth(MOST_ATTRIBUTES)
        .is_some();
    if !has_many {
        return None;
    }
    // Where the tag begins, its values so far, and the quote that is open.
    let mut open: Option<(usize, usize, Option<u8>)> = None;
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        let begins = *byte == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        // Elsewhere a quote is a character like any other.
        let is_value = matches!(byte, b'"' | b'\'') && before == b'=';
        open = match open {
            None if begins => Some((at, 0, None)),
            None => None,
            Some((start, values, Some(quote))) => {
                Some((start, values, Some(quote).filter(|quote| quote != byte)))
            }
            Some(_) if *byte == b'>' => None,
            Some((start, MOST_ATTRIBUTES, None)) if is_value => return Some(start),
            Some((start, values, None)) => match is_value {
                true => Some((start, values + 1, Some(*byte))),
                false => Some((start, values, None)),
            },
        };
        if !byte.is_ascii_whitespace() {
            before = *byte;
        }
    }
    None
}

/// The start of the first line that opens more than [`DEEPEST`] quotes and lists at once. The time that the Markdown
/// parser needs for the lines after it grows with their number, so the body is cut there.
fn first_deep_line(body: &str) -> Option<usize> {
    if !may_open_deeply(body) {
        return None;
    }
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    for end in ends.chain([body.len()]) {
        if end - start > DEEPEST && opens_deeply(&body[start..end]) {
            return Some(start);
        }
        start = end;
    }
    None
}

/// Whether so many marks can stand together anywhere. A line of them fills a block somewhere in the body, and few blocks
/// end in a mark.
fn may_open_deeply(body: &str) -> bool {
    const BLOCK: usize = 64;
    const { assert!(DEEPEST >= 2 * BLOCK) };
    let is_mark = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'0'..=b'9' | b'.' | b')' | b'>' | b'-' | b'+' | b'*' | b':'
        )
    };
    let (blocks, _) = body.as_bytes().as_chunks::<BLOCK>();
    blocks
        .iter()
        .any(|block| is_mark(&block[BLOCK - 1]) && block.iter().all(is_mark))
}

fn opens_deeply(line: &str) -> bool {
    let mut containers = 0;
    let mut digits = false;
    for byte in line.bytes() {
        match byte {
            b' ' | b'\t' => {}
            b'0'..=b'9' if !digits => {
                digits = true;
                continue;
            }
            b'0'..=b'9' => continue,
            b'.' | b')' if digits => containers += 1,
            b'>' | b'-' | b'+' | b'*' | b':' => containers += 1,
            _ => break,
        }
        digits = false;
    }
    if containers <= DEEPEST {
        return false;
    }
    // Rules: `* * * *`
    let is_rule = ['-', '*'].iter().any(|rule| {
        line.chars()
            .all(|char| char == *rule || char.is_whitespace())
    });
    // Text: `-----`, `*****bold`
    !is_rule
        && line
            .bytes()
            .take(2 * DEEPEST)
            .any(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DEEPEST, first_deep_line, opens_deeply};

    proptest! {
        #[test]
        fn deep_lines_are_found_wherever_they_stand(
            before in "[a >\n]{0,150}",
            line in prop_oneof![
                "(> ){190,210}a",
                ">{195,206} ?a",
                "(- |\\* |\\+ |12\\. |1\\) |: |>\t){195,205}[a\n]",
                "-{190,300}",
                "(\\* ){190,220}\n",
            ],
            after in "[a >\n]{0,150}",
        ) {
            let body = format!("{before}\n{line}\n{after}");
            let mut start = 0;
            let mut slowly = None;
            for part in body.split_inclusive('\n') {
                if slowly.is_none() && part.len() > DEEPEST && opens_deeply(part) {
                    slowly = Some(start);
                }
                start += part.len();
            }
            prop_assert_eq!(first_deep_line(&body), slowly, "{}", body);
        }
    }
}
