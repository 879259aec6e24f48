//! Characters that steer a terminal, reorder a line or are not seen, replaced by characters that show them.

use std::borrow::Cow;

/// What stands for a character on a terminal: itself, or one visible character. Always one for one, so that columns stay right.
pub(super) fn visible_char(char: char) -> char {
    match char {
        // U+2400 and following: the control pictures, in the order of the control characters.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        // C1: U+009B alone starts an escape sequence on some terminals.
        '\u{80}'..='\u{9f}'
        // Directional marks, embeddings, overrides and isolates.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Line and paragraph separators.
        | '\u{2028}' | '\u{2029}'
        // What takes no room: soft hyphen, zero-width space, word joiner, byte order mark. Joiners stay, since pictures
        // are made with them.
        | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

/// A text for one line: everything that steers is shown, line breaks and tabs too.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|char| visible_char(char) == char) {
        return Cow::Borrowed(text);
    }
    text.chars().map(visible_char).collect::<String>().into()
}

/// A text that may have several lines: line feeds stay, a carriage return before one goes, the rest is shown.
pub(super) fn visible_text(text: &str) -> String {
    text.trim_end()
        .split('\n')
        .map(|line| visible_line(line.strip_suffix('\r').unwrap_or(line)))
        .collect::<Vec<_>>()
        .join("\n")
}
