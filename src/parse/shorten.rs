//! Where a text that is too long is cut: never inside what readers see as one character, in words of spaced scripts
//! only where there is no other way.

use icu::segmenter::options::SentenceBreakInvariantOptions;
use icu::segmenter::{GraphemeClusterSegmenter, SentenceSegmenter};

use super::length::is_written_without_spaces;
use crate::diag::floor_char_boundary;

/// Where a cut is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// After the last character that has room, or the last word.
    Character,
    /// After the last sentence that has room, where it fills at least a third of it.
    Sentence,
}

/// The beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beginning<'text> {
    /// Without ASCII white space at its end.
    pub(crate) text: &'text str,
    /// A sentence ends here, so that nothing has to say that more follows.
    pub(crate) is_whole: bool,
}

/// The beginning of a text of which only `room` characters fit, as readers count them (UAX #29 grapheme clusters);
/// none where all of it fits.
pub(crate) fn shorten(text: &str, room: usize, cut: Cut) -> Option<Beginning<'_>> {
    // No character of a reader's is shorter than a code point, and to count these is fast.
    if text.len() <= room || text.chars().count() <= room {
        return None;
    }
    let end = end_of(text, room).filter(|end| *end < text.len())?;
    let sentence = (cut == Cut::Sentence)
        .then(|| last_sentence(text, end))
        .flatten();
    Some(match sentence {
        Some(sentence) => Beginning {
            text: without_space(&text[..sentence]),
            is_whole: true,
        },
        None => Beginning {
            text: without_space(whole_words(&text[..end], &text[end..])),
            is_whole: false,
        },
    })
}

/// The byte after so many characters of a reader's.
fn end_of(text: &str, room: usize) -> Option<usize> {
    // To these characters nothing joins, and most texts are of nothing else.
    let is_whole = |char: char| matches!(char, ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}');
    let (end, _) = text.char_indices().nth(room)?;
    if text[..end].chars().all(is_whole) && text[end..].chars().next().is_some_and(is_whole) {
        return Some(end);
    }
    GraphemeClusterSegmenter::new().segment_str(text).nth(room)
}

/// Ideographic and narrow spaces belong to the text.
fn without_space(text: &str) -> &str {
    text.trim_end_matches(|char: char| char.is_ascii_whitespace())
}

/// The end of the last sentence (UAX #29) in the first `end` bytes.
fn last_sentence(text: &str, end: usize) -> Option<usize> {
    // Where a sentence ends depends on what stands around that place: the first third need not be looked at.
    let start = floor_char_boundary(text, end / 3);
    SentenceSegmenter::new(SentenceBreakInvariantOptions::default())
        .segment_str(&text[start..])
        .map(|sentence| start + sentence)
        .take_while(|sentence| *sentence <= end)
        .last()
        .filter(|sentence| *sentence > start)
}

fn whole_words<'a>(kept: &'a str, rest: &str) -> &'a str {
    let spaced =
        |character: char| character.is_alphanumeric() && !is_written_without_spaces(character);
    let inside =
        kept.chars().next_back().is_some_and(spaced) && rest.chars().next().is_some_and(spaced);
    if !inside {
        return kept;
    }
    let whole = kept.trim_end_matches(spaced);
    if without_space(whole).is_empty() {
        kept
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, shorten};

    #[test]
    fn cuts() {
        use Cut::{Character, Sentence};
        for (text, room, cut, expected, is_whole) in [
            ("沖縄の海と空", 3, Character, "沖縄の", false),
            ("ab cd ef", 4, Character, "ab", false),
            ("abcdef", 4, Character, "abcd", false),
            ("海がabcdef", 4, Character, "海が", false),
            ("葛\u{E0100}城の", 1, Character, "葛\u{E0100}", false),
            ("か\u{3099}く", 1, Character, "か\u{3099}", false),
            ("👨‍👩‍👧家", 1, Character, "👨‍👩‍👧", false),
            ("字　字字", 2, Character, "字　", false),
            ("海だ。空だ。島だ。", 7, Character, "海だ。空だ。島", false),
            ("海だ。空だ。島だ。", 7, Sentence, "海だ。空だ。", true),
            ("「海だ。」空だ。", 6, Sentence, "「海だ。」", true),
            ("Sea. Sky and so on.", 10, Sentence, "Sea.", true),
            ("A. Bcdefghijklmnopq", 15, Sentence, "A.", false),
            (
                "海。空の青さが続く島。",
                10,
                Sentence,
                "海。空の青さが続く島",
                false,
            ),
        ] {
            let beginning = shorten(text, room, cut).expect(text);
            assert_eq!(
                (beginning.text, beginning.is_whole),
                (expected, is_whole),
                "{text} {room} {cut:?}"
            );
        }
        for text in ["", "沖縄", "葛\u{E0100}城"] {
            assert_eq!(shorten(text, 2, Cut::Sentence), None, "{text}");
        }
    }
}
