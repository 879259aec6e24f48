//! A text as the letters that facts are read from.

use std::ops::Range;

use crate::unicode::nfkc;

/// A letter of a text, after compatibility normalisation.
#[derive(Debug, Clone, Copy)]
struct Letter {
    char: char,
    /// Bytes of what it was made of, in the text.
    start: usize,
    end: usize,
    /// Whether it stands so in the text.
    is_plain: bool,
}

/// A text by its letters. What lies beyond its ends is `\0`.
#[derive(Debug)]
pub(super) struct Letters {
    letters: Vec<Letter>,
}

impl Letters {
    pub(super) fn new(text: &str) -> Self {
        let mut letters = Vec::with_capacity(text.len());
        for (start, char) in text.char_indices() {
            let end = start + char.len_utf8();
            let letter = |folded| Letter {
                char: folded,
                start,
                end,
                is_plain: folded == char,
            };
            if is_compatible(char) {
                let mut buffer = [0; 4];
                letters.extend(nfkc(char.encode_utf8(&mut buffer)).chars().map(letter));
            } else {
                letters.push(letter(char));
            }
        }
        Letters { letters }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    pub(super) fn at(&self, at: usize) -> char {
        self.letters.get(at).map_or('\0', |letter| letter.char)
    }

    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.at(at))
    }

    /// Whether the letter was not changed by normalisation.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.letters.get(at).is_some_and(|letter| letter.is_plain)
    }

    /// Whether the text goes on with a word, in whatever case.
    pub(super) fn has(&self, at: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(offset, char)| self.at(at + offset).eq_ignore_ascii_case(&char))
    }

    /// The place after whichever of `words` the text goes on with.
    pub(super) fn after_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words
            .iter()
            .find(|word| self.has(at, word))
            .map(|word| at + word.chars().count())
    }

    /// Whether the text before a place ends with a word, in whatever case.
    pub(super) fn has_before(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count())
            .is_some_and(|start| self.has(start, word))
    }

    /// The place after a few spaces. Texts have their white space folded, so there is no more than one in a line.
    pub(super) fn after_space(&self, at: usize) -> usize {
        const MOST: usize = 2;
        let spaces = (at..at + MOST).take_while(|at| self.at(*at).is_whitespace());
        at + spaces.count()
    }

    /// The place before a few spaces.
    pub(super) fn before_space(&self, at: usize) -> usize {
        const MOST: usize = 2;
        let spaces = (0..MOST).take_while(|back| {
            at.checked_sub(back + 1)
                .is_some_and(|at| self.at(at).is_whitespace())
        });
        at - spaces.count()
    }

    /// The place after the letters from `at` that are such.
    pub(super) fn while_at(&self, at: usize, is_such: impl Fn(char) -> bool) -> usize {
        let rest = self.letters.get(at..).unwrap_or_default();
        at + rest
            .iter()
            .take_while(|letter| is_such(letter.char))
            .count()
    }

    pub(super) fn string(&self, range: Range<usize>) -> String {
        let letters = self.letters.get(range).unwrap_or_default();
        letters.iter().map(|letter| letter.char).collect()
    }

    /// Bytes of a range of letters, in the text.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match self.letters.get(range) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.start..only.end,
            _ => 0..0,
        }
    }
}

/// Whether normalisation says more of it: the blocks of compatibility characters (UAX #15), without superscripts,
/// fractions and squared units, which would be glued to the number before them (m² is no m2).
pub(super) fn is_compatible(char: char) -> bool {
    matches!(char,
        '\u{a0}'
        | '\u{2000}'..='\u{206f}'
        | '\u{2460}'..='\u{249b}'
        | '\u{2f00}'..='\u{2fdf}'
        | '\u{3000}'
        | '\u{3200}'..='\u{3370}'
        | '\u{337b}'..='\u{337f}'
        | '\u{33e0}'..='\u{33fe}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1d7ce}'..='\u{1d7ff}')
}
