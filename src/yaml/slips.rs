//! The usual slips of people who write YAML by hand, mostly with a Japanese or Chinese input method: full-width colons and
//! spaces, tabs, a missing space behind a colon.

use std::ops::Range;

use super::colons::{
    encloses, example_value, full_width_colon, full_width_key, key_word, no_space_after_colon,
    opens,
};
use super::invisible::invisible_error;
use super::telling::behind_marks;
use super::{Entry, Node, Part, Value};
use crate::diag::Diagnostic;
use crate::unicode::find_invisible;

/// A space that YAML does not take for one.
#[derive(Debug)]
struct OddSpace {
    character: char,
    code: &'static str,
    name: &'static str,
    /// What to write instead.
    right: &'static str,
    /// The same behind a verb.
    a_right_one: &'static str,
}

const ODD_SPACES: [OddSpace; 3] = [
    OddSpace {
        character: '\u{3000}',
        code: "full-width-space",
        name: "full-width",
        right: "half-width",
        a_right_one: "a half-width space",
    },
    OddSpace {
        character: '\u{A0}',
        ..NO_BREAK
    },
    OddSpace {
        character: '\u{202F}',
        ..NO_BREAK
    },
];

/// Copied from word processors and web pages.
const NO_BREAK: OddSpace = OddSpace {
    character: '\u{A0}',
    code: "no-break-space",
    name: "no-break",
    right: "ordinary",
    a_right_one: "an ordinary space",
};

impl OddSpace {
    fn at_start(text: &str) -> Option<&'static OddSpace> {
        let first = text.chars().next()?;
        ODD_SPACES.iter().find(|space| space.character == first)
    }
}

/// At most this many slips of one file are shown.
pub(super) const SHOWN: usize = 20;

/// A line of text on its own that starts like a key, but with a full-width colon or no space after the colon: YAML
/// takes it for text.
pub(super) fn swallowed_key(part: &Part<'_>, span: &Range<usize>) -> Option<Diagnostic> {
    let before = part.slice.get(..span.start)?;
    let line_start = before.trim_end_matches([' ', '\t']);
    if !(line_start.is_empty() || line_start.ends_with('\n')) {
        return None;
    }
    let written = part.slice.get(span.clone())?;
    // Only text that is the whole document begins a line without an indent, or an item in brackets; addresses are left
    // alone.
    let is_document = line_start.len() == before.len() && !before.contains(['[', '{']);
    if let Some((word, rest)) = full_width_key(written) {
        // `ja：{a: 1}` is the key `ja：{a`; with another key such a colon is a part of it.
        let after = part.slice.get(span.end..)?;
        let is_key = after.trim_start_matches(' ').starts_with(':');
        let at = span.start + word.len();
        if is_key && opens(rest) {
            let line = part.slice.get(at..)?.lines().next()?;
            return Some(full_width_colon(part, at, word, line, false));
        } else if encloses(rest) || (is_document && !is_key) {
            return Some(full_width_colon(part, at, word, rest, true));
        }
    }
    let word = key_word(written)?;
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let rest = written.get(word.len()..)?;
    let at = span.start + word.len();
    if rest.starts_with('：') {
        return Some(full_width_colon(part, at, word, rest, true));
    }
    let value = rest.strip_prefix(':')?;
    if let Some(space) = OddSpace::at_start(value).filter(|_| is_document) {
        let slip = Slip {
            kind: SlipKind::Space(space),
            span: at + 1..at + 1 + space.character.len_utf8(),
            line: 0,
            is_item: false,
            word,
            rest,
        };
        return Some(slip.diagnostic(part));
    }
    let is_value = value.starts_with(|first: char| !first.is_whitespace() && first != '/');
    (is_document && is_value).then(|| no_space_after_colon(part, at..at + 1, word, value))
}

/// A key like `ja：沖縄` without a value, as braces make it of one, or one behind a space that is none to YAML. With it
/// comes what was meant, so that nothing else is said of it.
pub(super) fn slip_in_key(part: &Part<'_>, entry: &Entry) -> Option<(Diagnostic, Entry)> {
    let meant = |key: &str, value: Value| Entry {
        key: key.to_owned(),
        value: Node {
            value,
            span: entry.value.span.clone(),
        },
        key_span: entry.key_span.clone(),
    };
    if let Some(space) = OddSpace::at_start(&entry.key) {
        let start = entry.key_span.start - part.start;
        let slip = Slip {
            kind: SlipKind::Indent(space),
            span: start..start + space.character.len_utf8(),
            line: 0,
            is_item: false,
            word: "",
            rest: "",
        };
        let key = entry.key.trim_start_matches(space.character);
        return Some((slip.diagnostic(part), meant(key, Value::Broken)));
    }
    let (word, rest) = full_width_key(&entry.key)?;
    let start = entry.key_span.start - part.start;
    let end = entry.key_span.end - part.start;
    let written = part.slice.get(start..)?;
    let is_in_braces = part.slice.get(end..)?.trim_start().starts_with([',', '}']);
    let is_ascii = key_word(word) == Some(word);
    let is_alone = entry.value.value == Value::Null && (is_ascii || is_in_braces);
    if !written.starts_with(word) || !(is_alone || opens(rest)) {
        return None;
    }
    // `ja：{a: 1}` is the key `ja：{a`.
    let rest = match opens(rest) {
        true => written.lines().next()?.get(word.len()..)?,
        false => rest,
    };
    let problem = full_width_colon(part, start + word.len(), word, rest, false);
    Some((problem, meant(word, Value::Broken)))
}

#[derive(Debug)]
enum SlipKind {
    FullWidthColon,
    Invisible(char),
    Tab,
    Indent(&'static OddSpace),
    NoSpace,
    Space(&'static OddSpace),
}

/// A usual mistake: its kind, its bytes in the slice, and what stands around it.
#[derive(Debug)]
pub(super) struct Slip<'t> {
    kind: SlipKind,
    pub(super) span: Range<usize>,
    /// The number of its line, from zero.
    pub(super) line: usize,
    /// Whether it stands behind the mark of a list item.
    is_item: bool,
    word: &'t str,
    rest: &'t str,
}

impl Slip<'_> {
    /// Whether a text may well hold this, too.
    pub(super) fn may_be_text(&self) -> bool {
        match self.kind {
            SlipKind::FullWidthColon => self.is_item || key_word(self.word) != Some(self.word),
            SlipKind::Invisible(_) => true,
            _ => false,
        }
    }

    /// Whether it stands before a list or a group in brackets, which YAML takes apart wrongly.
    pub(super) fn opens(&self) -> bool {
        matches!(self.kind, SlipKind::FullWidthColon) && opens(self.rest)
    }

    pub(super) fn is_invisible(&self) -> bool {
        matches!(self.kind, SlipKind::Invisible(_))
    }

    pub(super) fn diagnostic(&self, part: &Part<'_>) -> Diagnostic {
        let Slip { word, rest, .. } = self;
        let span = self.span.clone();
        let value = example_value(rest.trim_start_matches([':', '：']));
        match self.kind {
            SlipKind::FullWidthColon => full_width_colon(part, span.start, word, rest, false),
            SlipKind::Invisible(character) => {
                let span = part.start + span.start..part.start + span.end;
                invisible_error(character).at(part.path, part.text, span, "here")
            }
            SlipKind::Tab => part
                .error(
                    "tab-indent",
                    span,
                    "this line is indented with a tab",
                    "tab",
                )
                .help("indent with spaces, two for each level; YAML allows no tabs there"),
            SlipKind::Indent(space) => part
                .error(
                    space.code,
                    span,
                    format!("this line is indented with {} spaces", space.name),
                    format!("{} space", space.name),
                )
                .help(format!(
                    "indent with {} spaces, two for each level",
                    space.right
                )),
            SlipKind::NoSpace => {
                no_space_after_colon(part, span, word, rest.trim_start_matches(':'))
            }
            SlipKind::Space(space) => part
                .error(
                    space.code,
                    span,
                    format!("the space after `{word}:` is {}", space.name),
                    format!("{} space", space.name),
                )
                .help(format!(
                    "write `{word}: {value}` with {}",
                    space.a_right_one
                )),
        }
    }
}

/// The usual slips in a text that YAML cannot read, in order; literal blocks (`|`, `>`) are passed over.
pub(super) fn slips(text: &str) -> Vec<Slip<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut block: Option<usize> = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        let spaces = body.len() - body.trim_start_matches(' ').len();
        if body.trim().is_empty() {
            continue;
        }
        if let Some(parent) = block {
            if spaces > parent {
                continue;
            }
            block = None;
        }
        if body.trim_start().starts_with('#') {
            continue;
        }
        if opens_block(body) {
            block = Some(spaces);
        }
        found.extend(slip_in_line(body).map(|slip| Slip {
            span: start + slip.span.start..start + slip.span.end,
            line: number,
            ..slip
        }));
    }
    found
}

/// Whether a line ends in the header of a literal or folded block.
pub(super) fn opens_block(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let modifiers = last.strip_prefix(['|', '>']);
    modifiers.is_some_and(|rest| {
        rest.len() <= 2
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
    })
}

/// Offsets count from the start of the line.
fn slip_in_line(line: &str) -> Option<Slip<'_>> {
    let is_odd = |char: char| ODD_SPACES.iter().any(|space| space.character == char);
    let after = line.trim_start_matches(|char| matches!(char, ' ' | '\t') || is_odd(char));
    let indent = line.len() - after.len();
    let white = &line[..indent];
    let odd = white
        .find(is_odd)
        .and_then(|at| Some((SlipKind::Indent(OddSpace::at_start(&white[at..])?), at)));
    let tab = white.find('\t').map(|at| (SlipKind::Tab, at));
    if let Some((kind, at)) = tab.or(odd) {
        let length = match kind {
            SlipKind::Indent(space) => space.character.len_utf8(),
            _ => 1,
        };
        return Some(Slip {
            kind,
            span: at..at + length,
            line: 0,
            is_item: false,
            word: "",
            rest: "",
        });
    }
    let start = behind_marks(line, indent);
    let is_item = start > indent;
    let text = &line[start..];
    if let Some((character, span)) = find_invisible(text).filter(|(_, span)| span.start == 0) {
        return Some(Slip {
            kind: SlipKind::Invisible(character),
            span: start..start + span.end,
            line: 0,
            is_item,
            word: "",
            rest: "",
        });
    }
    let unquoted = text.trim_start_matches(['"', '\'']);
    if let Some((word, rest)) = full_width_key(text) {
        let colon = start + word.len();
        return Some(Slip {
            kind: SlipKind::FullWidthColon,
            span: colon..colon + '：'.len_utf8(),
            line: 0,
            is_item,
            word,
            rest,
        });
    }
    let word = key_word(unquoted)?;
    let after = unquoted[word.len()..].trim_start_matches(['"', '\'']);
    let colon = line.len() - after.len();
    let (kind, span) = match after.chars().next()? {
        '：' => (SlipKind::FullWidthColon, colon..colon + '：'.len_utf8()),
        ':' => {
            let rest = &after[1..];
            let next = rest.chars().next()?;
            if let Some(space) = OddSpace::at_start(rest) {
                (
                    SlipKind::Space(space),
                    colon + 1..colon + 1 + next.len_utf8(),
                )
            } else if next.is_whitespace() || rest.starts_with("//") {
                return None;
            } else {
                (SlipKind::NoSpace, colon..colon + 1)
            }
        }
        _ => return None,
    };
    Some(Slip {
        kind,
        span,
        line: 0,
        is_item,
        word,
        rest: after,
    })
}
