//! Control characters in a body: no browser shows them, and no XML may hold them.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event};

use super::{Report, event_texts};
use crate::diag::Diagnostic;
use crate::unicode::is_unprintable;

/// Of a body at most this many are reported: a binary file has thousands.
const SHOWN: usize = 3;

/// Whether there are any in a text.
pub(super) fn are_in(text: &str) -> bool {
    found(text).next().is_some()
}

/// Reports them where they stand.
pub(super) fn report(body: &str, report: &mut Report<'_>) {
    for (at, char) in found(body).take(SHOWN) {
        let problem = Diagnostic::warning(
            "control-character",
            format!(
                "this text holds an invisible control character (U+{:04X})",
                char as u32
            ),
        )
        .help("delete it; `\u{FFFD}` stands for it on the page");
        report.at(at..at + char.len_utf8(), "", problem);
    }
}

/// Whether what a character reference of a text stands for may be one.
pub(super) fn may_be_referred_to(text: &str) -> bool {
    has_pair(text, *b"&#")
}

/// The event with U+FFFD in their place, as CommonMark has it for NUL. Raw HTML stays as it is: what is found in it is
/// told by its bytes.
pub(super) fn replaced(event: Event<'_>) -> Event<'_> {
    if matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
        return event;
    }
    event_texts::changed(event, |text| match without(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => CowStr::from(text),
    })
}

/// The text with U+FFFD in their place.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    if found(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let is_one = |char: char| char != '\r' && is_unprintable(char);
    Cow::Owned(text.replace(is_one, "\u{FFFD}"))
}

fn found(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let text = if has_none(text) { "" } else { text };
    text.char_indices()
        .filter(|(_, char)| !matches!(char, '\t' | '\n' | '\r') && is_unprintable(*char))
}

/// Whether no byte of a text can begin one: below a space, 7F, the first of C2 80, the first two of EF BF BE. Looks at
/// every byte of a site, and so at many at a time, without a branch.
fn has_none(text: &str) -> bool {
    const AT_ONCE: usize = 256;
    let may_begin = |byte: u8| {
        ((byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
            | (byte == 0x7F)
            | (byte == 0xC2)
    };
    let bytes = text.as_bytes();
    bytes.chunks(AT_ONCE).all(|chunk| {
        !chunk
            .iter()
            .fold(false, |found, byte| found | may_begin(*byte))
    }) && !has_pair(text, [0xEF, 0xBF])
}

fn has_pair(text: &str, pair: [u8; 2]) -> bool {
    memchr::memmem::find(text.as_bytes(), &pair).is_some()
}

#[cfg(test)]
mod tests {
    use super::{found, without};

    #[test]
    fn characters() {
        for (text, expected) in [
            ("", ""),
            (
                "a\tb\r\nc é £ 字 \u{FFFD} ﷐ 😀",
                "a\tb\r\nc é £ 字 \u{FFFD} ﷐ 😀",
            ),
            ("\0a\u{1}\u{1F}", "\u{FFFD}a\u{FFFD}\u{FFFD}"),
            ("\u{7F}\u{80}\u{9F}\u{A0}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{A0}"),
            (
                "\u{FFFE}\u{FFFF}\u{FFEE}\r\u{B}\n",
                "\u{FFFD}\u{FFFD}\u{FFEE}\r\u{FFFD}\n",
            ),
        ] {
            assert_eq!(without(text), expected, "{text:?}");
            let count = expected.matches('\u{FFFD}').count() - text.matches('\u{FFFD}').count();
            assert_eq!(found(text).count(), count, "{text:?}");
        }
    }
}
