//! Marks inside a line that were typed in full width: `＊＊強調＊＊`, `［文字］（address）`.

use std::ops::Range;

use super::Page;
use super::report::{Report, excerpt};
use super::text::{Kind, Run};

/// No label and no address has more bytes, and neither has brackets of its own.
const LONGEST: usize = 1024;

/// Looks at the Markdown that the parser took for text.
pub(super) fn look(page: &Page<'_>, report: &mut Report<'_>) {
    let runs = || page.read.runs.iter().filter(|run| run.kind == Kind::Prose);
    let mut before: Option<Stars> = None;
    let mut links_end = 0;
    for run in runs() {
        let text = page.at(&run.span);
        for (at, char) in text.char_indices() {
            let at = run.span.start + at;
            match char {
                '*' | '＊' => {
                    let seen = before.as_ref().map_or(0, |before| before.span.end);
                    if at < seen || page.text[..at].ends_with('\\') {
                        continue;
                    }
                    let stars = Stars::at(page.text, at, run);
                    before = match before.filter(|before| before.enclose(&stars, page.text)) {
                        Some(opening) => {
                            tell_emphasis(page.text, &opening, &stars, report);
                            // What closes one emphasis opens no other.
                            Some(Stars {
                                is_mark: false,
                                ..stars
                            })
                        }
                        None => Some(stars),
                    };
                }
                '(' | '（' if at >= links_end => {
                    if let Some(link) = link_at(page.text, at) {
                        links_end = link.span.end;
                        tell_link(&link, report);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Asterisks in a row.
struct Stars {
    span: Range<usize>,
    block: usize,
    /// There are two or three, as strong emphasis has.
    is_mark: bool,
    is_wide: bool,
}

impl Stars {
    fn at(text: &str, at: usize, run: &Run) -> Self {
        let rest = &text[at..];
        let stars = &rest[..rest.len() - rest.trim_start_matches(['*', '＊']).len()];
        let count = stars.chars().count();
        Stars {
            span: at..at + stars.len(),
            block: run.block,
            is_mark: (2..=3).contains(&count),
            is_wide: stars.contains('＊'),
        }
    }

    /// Whether they and those after them were meant to emphasise what stands between. One character between two
    /// pairs is a word that was made illegible: ＊＊市＊＊町.
    fn enclose(&self, closing: &Stars, text: &str) -> bool {
        let length = closing.span.start.saturating_sub(self.span.end);
        if !self.is_mark
            || !closing.is_mark
            || !(self.is_wide || closing.is_wide)
            || self.block != closing.block
            || length > LONGEST
        {
            return false;
        }
        let inside = text
            .get(self.span.end..closing.span.start)
            .unwrap_or_default();
        inside.chars().nth(1).is_some() && inside.trim() == inside
    }
}

fn tell_emphasis(text: &str, opening: &Stars, closing: &Stars, report: &mut Report<'_>) {
    report.add(
        "wide-emphasis",
        opening.span.start..closing.span.end,
        || {
            let inside = text
                .get(opening.span.end..closing.span.start)
                .unwrap_or_default();
            (
                "full-width `＊` emphasises nothing".to_owned(),
                format!("write `**{}**` with half-width asterisks", excerpt(inside)),
            )
        },
    );
}

/// A link in which a bracket is a full-width one.
struct WideLink<'a> {
    span: Range<usize>,
    label: &'a str,
    address: &'a str,
    is_image: bool,
}

/// The link whose address begins after the bracket at byte `at`.
fn link_at(text: &str, at: usize) -> Option<WideLink<'_>> {
    let before = &text[..at];
    let close = before
        .chars()
        .next_back()
        .filter(|char| matches!(char, ']' | '］'))?;
    let label_end = at - close.len_utf8();
    let label_start = text[..label_end]
        .char_indices()
        .rev()
        .take_while(|(start, char)| {
            !matches!(char, '\n' | ']' | '］') && label_end - start < LONGEST
        })
        .find(|(_, char)| matches!(char, '[' | '［'))
        .map(|(start, _)| start)?;
    let open = text[label_start..].chars().next()?;
    let paren = text[at..].chars().next()?;
    let address_start = at + paren.len_utf8();
    let (length, end) = text[address_start..]
        .char_indices()
        .take_while(|(length, char)| {
            !char.is_whitespace() && !matches!(char, '(' | '（') && *length < LONGEST
        })
        .find(|(_, char)| matches!(char, ')' | '）'))?;
    let label = &text[label_start + open.len_utf8()..label_end];
    let address = &text[address_start..address_start + length];
    let is_wide = [open, close, paren, end]
        .iter()
        .any(|char| !char.is_ascii());
    let sign = text[..label_start]
        .chars()
        .next_back()
        .filter(|char| matches!(char, '!' | '！'));
    // `注意！［詳細］（…）` ends a sentence, unless it is a picture.
    let is_image = sign == Some('!') || (sign.is_some() && is_picture(address));
    let start = label_start - sign.filter(|_| is_image).map_or(0, char::len_utf8);
    (is_wide && is_address(address)).then(|| WideLink {
        span: start..address_start + length + end.len_utf8(),
        label,
        address,
        is_image,
    })
}

/// Whether brackets hold an address: a remark in brackets is none.
fn is_address(text: &str) -> bool {
    const STARTS: [&str; 7] = ["http://", "https://", "mailto:", "/", "./", "../", "#"];
    let path = text.split(['#', '?']).next().unwrap_or_default();
    STARTS.iter().any(|start| text.starts_with(start))
        || [".md", ".html", ".pdf"]
            .iter()
            .any(|end| path.ends_with(end))
        || is_picture(path)
}

fn is_picture(path: &str) -> bool {
    const ENDS: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif"];
    ENDS.iter().any(|end| path.ends_with(end))
}

fn tell_link(link: &WideLink<'_>, report: &mut Report<'_>) {
    report.add("wide-link", link.span.clone(), || {
        let (what, sign) = if link.is_image {
            ("picture", "!")
        } else {
            ("link", "")
        };
        (
            format!("full-width brackets make no {what}"),
            format!(
                "write `{sign}[{}]({})` with half-width brackets",
                excerpt(link.label),
                link.address
            ),
        )
    });
}
