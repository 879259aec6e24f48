//! Marks at the beginning of a line that were typed in full width: Markdown does not know them, so the line is text.

use super::Page;
use super::report::{Report, excerpt};
use super::text::Line;

const WIDE_SPACE: char = '\u{3000}';

/// A mark that is none.
#[derive(Debug, Clone, PartialEq)]
struct Mark {
    code: &'static str,
    /// How many bytes of the line were meant as the mark.
    length: usize,
    /// What to write for them.
    instead: String,
    certainty: Certainty,
}

/// Whether a line that begins so was meant as one of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Sure,
    /// Where a line of the same paragraph beside it goes on: this is its number, and the sign that closes it.
    InSequence(u32, char),
    /// Where it begins a paragraph or a sentence, or stands beside another one: a name may be broken before its dot.
    Dot,
}

/// Looks at the beginnings of all lines.
pub(super) fn look(page: &Page<'_>, report: &mut Report<'_>) {
    let lines = &page.read.lines;
    let rest = |line: &Line| {
        let rest = page.text.get(line.start..).unwrap_or_default();
        &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    };
    let indents = lines
        .iter()
        .any(|line| line.is_first && !line.is_in_quote && rest(line).starts_with(WIDE_SPACE));
    let mark = |line: &Line| {
        let follows_quote = line.is_first && page.text[..line.start].ends_with('>') && !indents;
        mark_at(rest(line), follows_quote)
    };
    // The one before and its mark, and the kind of the last one told.
    let mut before: Option<(&Line, Option<Mark>)> = None;
    let mut next = lines.first().map(mark);
    let mut told = None;
    for (index, line) in lines.iter().enumerate() {
        let here = next.take().flatten();
        let after = lines.get(index + 1);
        next = after.map(mark);
        let beside = |other: Option<&Line>| other.is_some_and(|other| other.block == line.block);
        let previous = before
            .as_ref()
            .filter(|(before, _)| beside(Some(before)))
            .and_then(|(_, mark)| mark.as_ref());
        let following = next
            .as_ref()
            .filter(|_| beside(after))
            .and_then(Option::as_ref);
        let mark = here
            .as_ref()
            .filter(|mark| is_meant(mark, line, page.text, previous, following));
        let code = mark.map(|mark| mark.code);
        // One list is one fault.
        let goes_on = code.is_some()
            && told == code
            && before
                .as_ref()
                .is_some_and(|(before, _)| before.block == line.block);
        if let Some(mark) = mark.filter(|_| !goes_on) {
            tell(mark, line, rest(line), report);
        }
        told = code;
        before = Some((line, here));
    }
}

fn is_meant(
    mark: &Mark,
    line: &Line,
    text: &str,
    previous: Option<&Mark>,
    following: Option<&Mark>,
) -> bool {
    let certainty = |mark: Option<&Mark>| mark.map(|mark| mark.certainty);
    match mark.certainty {
        Certainty::Sure => true,
        Certainty::InSequence(number, sign) => {
            let is = |mark, number| certainty(mark) == Some(Certainty::InSequence(number, sign));
            is(following, number + 1) || (number > 1 && is(previous, number - 1))
        }
        Certainty::Dot => {
            let before = text[..line.start].trim_end();
            line.is_first
                || before.ends_with(['。', '：', ':', '！', '？'])
                || certainty(previous) == Some(Certainty::Dot)
                || certainty(following) == Some(Certainty::Dot)
        }
    }
}

fn tell(mark: &Mark, line: &Line, rest: &str, report: &mut Report<'_>) {
    report.add(mark.code, line.start..line.start + mark.length, || {
        let text = rest[mark.length..].trim_matches([' ', '\t', WIDE_SPACE]);
        let instead = format!("`{}{}`", mark.instead, excerpt(text));
        let sign = rest[..mark.length].trim_matches([' ', '\t', WIDE_SPACE]);
        let why = match sign {
            "#" | "＃" => "; `#` alone is for the title of the page",
            _ => "",
        };
        match mark.code {
            "wide-space" => {
                let sign = if sign.is_empty() { ">" } else { sign };
                (
                    format!("the space after `{sign}` is a full-width one, which Markdown takes for text"),
                    format!("write {instead} with a half-width space{why}"),
                )
            }
            "wide-heading" => (
                "a full-width `＃` begins no heading".to_owned(),
                format!("write {instead}, all half-width{why}"),
            ),
            "wide-number" => (
                "numbers of this kind make no list: its lines become one paragraph".to_owned(),
                format!("write {instead} with a half-width number, dot and space, in every line of the list"),
            ),
            _ => (
                "a dot begins no list: its lines become one paragraph".to_owned(),
                format!("write {instead} with a hyphen and a half-width space, in every line of the list"),
            ),
        }
    });
}

/// The mark that a line begins with, if it is one that Markdown does not know.
fn mark_at(line: &str, follows_quote: bool) -> Option<Mark> {
    if follows_quote && line.starts_with(WIDE_SPACE) {
        let length = line.len() - line.trim_start_matches(WIDE_SPACE).len();
        return (length < line.len()).then(|| sure("wide-space", length, "> ".to_owned()));
    }
    let mark = line.trim_start_matches([' ', '\t', WIDE_SPACE]);
    let indent = line.len() - mark.len();
    heading(mark)
        .or_else(|| bullet(mark))
        .or_else(|| number(mark))
        .map(|found| Mark {
            length: indent + found.length,
            ..found
        })
}

fn sure(code: &'static str, length: usize, instead: String) -> Mark {
    Mark {
        code,
        length,
        instead,
        certainty: Certainty::Sure,
    }
}

/// `#　見出し`, `＃ 見出し`, `＃＃見出し`; but `＃沖縄` is a hashtag.
fn heading(line: &str) -> Option<Mark> {
    let signs = line
        .chars()
        .take_while(|char| matches!(char, '#' | '＃'))
        .count();
    let rest = line.trim_start_matches(['#', '＃']);
    if !(1..=6).contains(&signs) || rest.trim().is_empty() {
        return None;
    }
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t', WIDE_SPACE]).len();
    let length = line.len() - rest.len() + spaces;
    // One alone is the title's, which `check` would say next.
    let instead = format!("{} ", "#".repeat(signs.max(2)));
    let is_wide = line[..line.len() - rest.len()].contains('＃');
    if is_wide {
        let is_heading = spaces > 0 || (signs > 1 && !rest.starts_with(char::is_numeric));
        return is_heading.then(|| sure("wide-heading", length, instead));
    }
    rest.starts_with(WIDE_SPACE)
        .then(|| sure("wide-space", length, instead))
}

/// `-　項目`, `・項目`.
fn bullet(line: &str) -> Option<Mark> {
    let sign = line.chars().next()?;
    let rest = &line[sign.len_utf8()..];
    let spaces = rest.len() - rest.trim_start_matches(WIDE_SPACE).len();
    if rest.trim().is_empty() {
        return None;
    }
    let length = sign.len_utf8() + spaces;
    match sign {
        '-' | '*' | '+' if spaces > 0 => Some(sure("wide-space", length, format!("{sign} "))),
        '・' | '･' | '•' | '·' if !rest.starts_with(sign) => Some(Mark {
            certainty: Certainty::Dot,
            ..sure("dot-list", length, "- ".to_owned())
        }),
        _ => None,
    }
}

/// `1.　項目`, `１．項目`, `１）項目`, `①項目`.
fn number(line: &str) -> Option<Mark> {
    if let Some(number) = circled(line) {
        let sign = line.chars().next()?;
        return Some(Mark {
            certainty: Certainty::InSequence(number, '①'),
            ..sure("wide-number", sign.len_utf8(), format!("{number}. "))
        });
    }
    let digits: Vec<char> = line
        .chars()
        .take(10)
        .take_while(|char| is_digit(*char))
        .collect();
    let written: usize = digits.iter().map(|digit| digit.len_utf8()).sum();
    if !(1..=9).contains(&digits.len()) {
        return None;
    }
    let sign = line[written..].chars().next()?;
    let rest = &line[written + sign.len_utf8()..];
    if !matches!(sign, '.' | ')' | '．' | '）') || rest.trim().is_empty() {
        return None;
    }
    let number = digits
        .iter()
        .fold(0, |number, digit| number * 10 + value(*digit));
    let spaces = rest.len() - rest.trim_start_matches(WIDE_SPACE).len();
    let length = written + sign.len_utf8() + spaces;
    if written == digits.len() && sign.is_ascii() {
        let instead = format!("{}{sign} ", &line[..written]);
        return (spaces > 0).then(|| sure("wide-space", length, instead));
    }
    let certainty = match sign {
        '.' | '．' => Certainty::Sure,
        _ => Certainty::InSequence(number, ')'),
    };
    // `２０２６．４．１` and `１．５倍` are no lists.
    let is_list = digits.len() <= 2 && !rest.starts_with(is_digit);
    is_list.then(|| Mark {
        certainty,
        ..sure("wide-number", length, format!("{number}. "))
    })
}

fn circled(line: &str) -> Option<u32> {
    let sign = u32::from(line.chars().next()?);
    (0x2460..=0x2473).contains(&sign).then(|| sign - 0x2460 + 1)
}

fn is_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '０'..='９')
}

fn value(digit: char) -> u32 {
    let zero = if digit.is_ascii() { '0' } else { '０' };
    u32::from(digit).saturating_sub(u32::from(zero))
}
