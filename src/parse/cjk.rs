//! What a line break between two East Asian characters becomes.
//!
//! Editors who break lines inside a Japanese or Chinese paragraph do not mean a space. The rule is that of CSS Text
//! Module Level 4, "Segment Break Transformation Rules".

use icu::properties::props::{EastAsianWidth, GeneralCategory, GeneralCategoryGroup, Script};
use icu::properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Whether a line break between these two characters vanishes, in a text that is Chinese or Japanese.
///
/// It does where both are wide (East Asian Width F, W or H) and neither is Hangul, where one is such a character and
/// the other punctuation or a symbol of ambiguous width (“ … —), and next to a zero width space.
#[must_use]
pub fn break_vanishes(before: char, after: char) -> bool {
    const ZERO_WIDTH_SPACE: char = '\u{200B}';
    if before == ZERO_WIDTH_SPACE || after == ZERO_WIDTH_SPACE {
        return true;
    }
    match (is_wide(before), is_wide(after)) {
        (true, true) => true,
        (true, false) => is_ambiguous_punctuation(after),
        (false, true) => is_ambiguous_punctuation(before),
        (false, false) => false,
    }
}

/// East Asian Width F, W or H, without Hangul.
fn is_wide(char: char) -> bool {
    match char {
        '\0'..='\u{10FF}' => false,
        '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => {
            !matches!(char, '\u{302E}' | '\u{302F}')
        }
        _ => {
            matches!(
                width(char),
                EastAsianWidth::Fullwidth | EastAsianWidth::Wide | EastAsianWidth::Halfwidth
            ) && CodePointMapData::<Script>::new().get(char) != Script::Hangul
        }
    }
}

fn is_ambiguous_punctuation(char: char) -> bool {
    const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> =
        CodePointMapData::<GeneralCategory>::new();
    !char.is_ascii() && width(char) == EastAsianWidth::Ambiguous && {
        let category = CATEGORIES.get(char);
        GeneralCategoryGroup::Punctuation.contains(category)
            || GeneralCategoryGroup::Symbol.contains(category)
    }
}

fn width(char: char) -> EastAsianWidth {
    CodePointMapData::<EastAsianWidth>::new().get(char)
}

#[cfg(test)]
mod tests {
    use super::break_vanishes;

    #[test]
    fn breaks_between_wide_characters_vanish() {
        for (before, after, vanishes) in [
            ('沖', '縄', true),
            ('の', '島', true),
            ('、', '島', true),
            ('。', '（', true),
            ('ｱ', 'ｲ', true),
            ('Ａ', '字', true),
            ('”', '字', true),
            ('字', '…', true),
            ('字', '—', true),
            ('𠮷', '野', true),
            ('\u{200B}', 'a', true),
            ('字', 'a', false),
            ('a', '字', false),
            ('1', '字', false),
            ('字', '(', false),
            ('한', '국', false),
            ('字', '한', false),
            ('字', 'é', false),
            ('字', 'α', false),
            ('”', '“', false),
            ('a', 'b', false),
            ('ᠮ', 'ᠣ', false),
        ] {
            assert_eq!(
                break_vanishes(before, after),
                vanishes,
                "{before:?} {after:?}"
            );
        }
    }
}
