//! Where a body must be cut, so that what reads it ends in time and on its stack.
//!
//! What a body holds only a parser can tell: in code and in comments no mark opens anything. So a body is
//! first looked at for what could be too much, which costs next to nothing; the few in which there is such a thing are
//! then parsed once, in a form in which nothing of it does harm.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::DEEPEST;
use crate::diag::Diagnostic;

/// Attributes that a tag may have. The HTML tokenizer goes deeper with each, and its stack ends.
const MOST_ATTRIBUTES: usize = 500;

/// Where the body must be cut, so that what reads it ends in time and on its stack: at a line that opens too much, or at
/// the `<` of a tag with too many attributes.
pub(super) fn first_unreadable(body: &str, options: Options) -> Option<usize> {
    let deep = first_deep_line(body, options);
    let rest = &body[..deep.unwrap_or(body.len())];
    first_overfull_tag(rest, options).or(deep)
}

pub(super) fn overfull_tag() -> Diagnostic {
    Diagnostic::error(
        "tag-too-long",
        format!("a tag has more than {MOST_ATTRIBUTES} values in quotes"),
    )
    .help("leave most of them out, or close a quote that is open; what follows is left out")
}

fn first_overfull_tag(body: &str, options: Options) -> Option<usize> {
    let has_many = memchr::memchr2_iter(b'"', b'\'', body.as_bytes())
        .nth(MOST_ATTRIBUTES)
        .is_some();
    if !has_many || OpenTag::default().read(body, Some).is_none() {
        return None;
    }
    // What Markdown makes of it, as far as it opens and closes tags and quotes.
    let mut tag = OpenTag::default();
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let place = |at: usize| Some(range.start + at);
        let found = match event {
            Event::Html(html) | Event::InlineHtml(html) => tag.read(&html, place),
            Event::Text(text) | Event::Code(text) => {
                tag.read(&text.replace(['<', '>'], " "), |_| None)
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                tag.read("<a href=\"\" title=\"\">", |_| None)
            }
            Event::Start(_) | Event::End(_) => tag.read("<p>", |_| None),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The tag that a text of HTML is in, read part by part.
#[derive(Default)]
struct OpenTag {
    /// Where it begins, if that is known; its values in quotes so far; and the quote that is open.
    open: Option<(Option<usize>, usize, Option<u8>)>,
    /// The last byte that is no white space.
    before: u8,
}

impl OpenTag {
    /// Reads the next part, of which `place` tells where a byte stands. Where the first tag with too many values begins.
    fn read(&mut self, html: &str, place: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let bytes = html.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let begins = *byte == b'<' && begins_name(&bytes[at + 1..]);
            // Elsewhere a quote is a character like any other.
            let is_value = matches!(byte, b'"' | b'\'') && self.before == b'=';
            self.open = match self.open {
                None if begins => Some((place(at), 0, None)),
                None => None,
                Some((start, values, Some(quote))) => {
                    Some((start, values, Some(quote).filter(|quote| quote != byte)))
                }
                Some(_) if *byte == b'>' => None,
                Some((start, MOST_ATTRIBUTES.., None)) if is_value && start.is_some() => {
                    return start;
                }
                Some((start, values, None)) => match is_value {
                    true => Some((start, values + 1, Some(*byte))),
                    false => Some((start, values, None)),
                },
            };
            if !byte.is_ascii_whitespace() {
                self.before = *byte;
            }
        }
        None
    }
}

/// Whether what stands behind a `<` makes it a tag. The tokenizer reads attributes of end tags too (HTML Living Standard,
/// 13.2.5.6 and 13.2.5.7).
fn begins_name(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"/").unwrap_or(rest);
    name.first().is_some_and(u8::is_ascii_alphabetic)
}

/// The start of the first line that opens more than [`DEEPEST`] quotes and lists at once. The time that the Markdown
/// parser needs for the lines after it grows with their number, so the body is cut there.
fn first_deep_line(body: &str, options: Options) -> Option<usize> {
    let lines = deep_lines(body);
    if lines.is_empty() {
        return None;
    }
    // One mark less, and none of them opens more than may be opened, while all that closes code stays.
    let mut shallow = body.to_owned().into_bytes();
    for mark in lines.iter().filter_map(|line| line.next) {
        shallow[mark] = b'x';
    }
    let shallow = String::from_utf8(shallow).ok()?;
    let mut steps: Vec<(usize, isize)> = Vec::new();
    for (event, range) in Parser::new_ext(&shallow, options).into_offset_iter() {
        if let Event::Start(Tag::BlockQuote(_) | Tag::Item | Tag::DefinitionListDefinition) = event
        {
            steps.extend([(range.start, 1), (range.end, -1)]);
        }
    }
    steps.sort_unstable();
    let mut steps = steps.into_iter().peekable();
    let mut depth = 0;
    let deep = lines.into_iter().find(|line| {
        while let Some((_, step)) = steps.next_if(|(at, _)| *at <= line.last) {
            depth += step;
        }
        depth > DEEPEST.cast_signed()
    });
    deep.map(|line| line.start)
}

/// A line that opens more than [`DEEPEST`] quotes and lists, unless its marks are text where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DeepLine {
    start: usize,
    /// The mark that is one too many.
    last: usize,
    /// The one behind it.
    next: Option<usize>,
}

fn deep_lines(body: &str) -> Vec<DeepLine> {
    if !may_open_deeply(body) {
        return Vec::new();
    }
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    let mut found = Vec::new();
    for end in ends.chain([body.len()]) {
        if end - start > DEEPEST {
            found.extend(deep_line(&body[start..end], start));
        }
        start = end;
    }
    found
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

/// `start` is where the line stands in its body.
fn deep_line(line: &str, start: usize) -> Option<DeepLine> {
    let mut marks = marks(line);
    let last = start + marks.nth(DEEPEST)?;
    let next = marks.next().map(|at| start + at);
    Some(DeepLine { start, last, next })
}

/// Where quotes, items of lists and definitions begin, up to what is none of them. CommonMark 0.31 §5.1 and §5.2: behind
/// the mark of an item stands white space or the end of the line, before its dot or bracket at most nine digits.
fn marks(line: &str) -> impl Iterator<Item = usize> + '_ {
    const MOST_DIGITS: usize = 9;
    let bytes = line.as_bytes();
    // From here on there are no marks, but a rule: `* * * *`
    let rule_from = |mark: u8| {
        let before = line.trim_end_matches(|char: char| {
            char.is_ascii_whitespace() || u32::from(char) == u32::from(mark)
        });
        before.len()
    };
    let (hyphens, stars) = (rule_from(b'-'), rule_from(b'*'));
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let rest = &bytes[at..];
        let is_rule = |from: usize, mark: u8| {
            at >= from && rest.iter().filter(|byte| **byte == mark).take(3).count() == 3
        };
        let digits = rest
            .iter()
            .take(MOST_DIGITS)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let length = match rest.get(digits)? {
            b'>' if digits == 0 => {
                at += 1;
                return Some(at - 1);
            }
            b'-' if digits == 0 && is_rule(hyphens, b'-') => return None,
            b'*' if digits == 0 && is_rule(stars, b'*') => return None,
            b'-' | b'+' | b'*' | b':' if digits == 0 => 1,
            b'.' | b')' if digits > 0 => digits + 1,
            _ => return None,
        };
        let is_mark = rest
            .get(length)
            .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        is_mark.then(|| {
            at += length;
            at - length
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(body: &str) -> Option<usize> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_MATH;
        first_unreadable(body, options)
    }

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
            let mut slowly = Vec::new();
            for part in body.split_inclusive('\n') {
                slowly.extend(deep_line(part, start));
                start += part.len();
            }
            prop_assert_eq!(deep_lines(&body), slowly, "{}", body);
        }
    }

    #[test]
    fn what_opens_too_much() {
        let deep = [
            "> ".repeat(10_000),
            ">".repeat(201),
            format!("{}a", "- ".repeat(10_000)),
            format!("{}a", "> - * 1. 12) + ".repeat(1_000)),
            format!("{}a", "-\t".repeat(300)),
            format!("    {}a", "+ ".repeat(300)),
            format!("{}a --> </pre> ```", ">".repeat(300)),
        ];
        for line in deep {
            for before in ["", "```\n>>>\n```\n\n", "- a\n\n", "$$\n"] {
                let is_in_list = before == "- a\n\n";
                let is_indented = line.starts_with("    ");
                let indent = if is_in_list && !is_indented { "  " } else { "" };
                let body = format!("{before}{indent}{line}\n\nb\n");
                // Code, or more of a paragraph.
                let is_text = is_indented && !is_in_list;
                let expected = (!is_text).then_some(before.len());
                let shown: String = line.chars().take(20).collect();
                assert_eq!(cut(&body), expected, "{before:?} {shown:?}");
            }
        }
    }

    #[test]
    fn what_only_looks_like_it() {
        let lines = [
            "0.14 0.29 ".repeat(125),
            "10.0.0.1 ".repeat(70),
            "2024-01-02 ".repeat(120),
            format!("{} cut here", "-".repeat(210)),
            "1234567890. ".repeat(300),
            "- ".repeat(10_000),
            format!("> {}", "* ".repeat(10_000)),
            "*".repeat(300),
        ];
        for line in &lines {
            for (open, close) in [("", ""), ("```\n", "\n```"), ("> ", "")] {
                let body = format!("a\n\n{open}{line}{close}\n\nb");
                let shown: String = line.chars().take(20).collect();
                assert_eq!(cut(&body), None, "{open:?} {shown:?}");
            }
        }
        let marks = format!("{}\n", ">".repeat(300));
        let in_text = [
            format!("```\n{marks}```\n"),
            format!("~~~~\n{marks}~~~\n{marks}~~~~\n"),
            format!("> ```\n> {marks}> ```\n"),
            format!("- a\n\n  ```\n  {marks}  ```\n"),
            format!("a\n\n    {marks}"),
            format!("`{marks}"),
            format!("<pre>\n{marks}</pre>\n"),
            format!("<!--\n{marks}-->\n"),
            format!("$${marks}$$\n"),
        ];
        for body in &in_text {
            assert_eq!(cut(body), None, "{body}");
            // What is behind them counts.
            let bomb = "> ".repeat(10_000);
            let body = format!("{body}\n{bomb}\n");
            assert_eq!(cut(&body), Some(body.len() - bomb.len() - 1), "{body:.40}");
        }
    }

    #[test]
    fn tags() {
        let values = "x=\"y\" ".repeat(600);
        let lines = "K=\"v\"\n".repeat(600);
        let rows = [
            (format!("a <b {values}>"), Some(2)),
            (format!("<div\n{lines}"), Some(0)),
            (format!("a\n\n</div {values}>"), Some(3)),
            (format!("<div\n</p\n{lines}"), Some(0)),
            (format!("a </ b {values}>"), None),
            // A quote that is open goes on in what follows.
            (format!("<div a=\"\n\nb\" {values}"), Some(0)),
            (format!("<div a='\n\n- b' {values}"), Some(0)),
            (format!("a <b text\n{values}"), None),
            (format!("```\ncat <file\n{lines}```\n"), None),
            (format!("    cat <file\n    {values}\n"), None),
            (format!("`<b` {values}"), None),
            (format!("`<b` {values}\n\n<b {values}>"), Some(3607)),
        ];
        for (body, expected) in rows {
            assert_eq!(cut(&body), expected, "{body:.30}");
        }
    }
}
