//! What characters are to East Asian text.

use icu::properties::props::{
    EastAsianWidth, EmojiPresentation, GeneralCategory, GeneralCategoryGroup, Script,
};
use icu::properties::{CodePointMapData, CodePointSetData};

/// Whether the character is CJK to emphasis (the CJK-friendly amendments to CommonMark): East Asian Width W, F or H
/// (UAX #11) and not shown as a picture by default (UTS #51, `Emoji_Presentation`), or Hangul. Mongolian is not.
#[must_use]
pub fn is_cjk(char: char) -> bool {
    match char {
        '\0'..='\u{10FF}' => false,
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' => true,
        _ => {
            (is_of_wide_width(char) && !CodePointSetData::new::<EmojiPresentation>().contains(char))
                || is_hangul(char)
        }
    }
}

/// East Asian Width F, W or H (UAX #11), Hangul included.
fn is_of_wide_width(char: char) -> bool {
    matches!(
        width(char),
        EastAsianWidth::Fullwidth | EastAsianWidth::Wide | EastAsianWidth::Halfwidth
    )
}

/// East Asian Width F, W or H (UAX #11), without Hangul.
pub(super) fn is_wide(char: char) -> bool {
    match char {
        '\0'..='\u{10FF}' => false,
        '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => {
            !matches!(char, '\u{302E}' | '\u{302F}')
        }
        _ => is_of_wide_width(char) && !is_hangul(char),
    }
}

/// Punctuation that fills a square: 、。「」！～.
pub(in crate::parse) fn is_wide_punctuation(char: char) -> bool {
    match char {
        '\0'..='\u{10FF}' | '\u{4E00}'..='\u{9FFF}' => false,
        '\u{FF5E}' => true,
        _ => GeneralCategoryGroup::Punctuation.contains(category(char)) && is_wide(char),
    }
}

/// Punctuation and symbols that are wide or narrow as the font has them (East Asian Width A): “ … — ×.
pub(super) fn is_ambiguous_punctuation(char: char) -> bool {
    !char.is_ascii() && width(char) == EastAsianWidth::Ambiguous && is_punctuation_or_symbol(char)
}

/// A Unicode punctuation character as CommonMark 0.31 has it: general category P or S.
pub(super) fn is_punctuation_or_symbol(char: char) -> bool {
    if char.is_ascii() {
        return char.is_ascii_punctuation();
    }
    let category = category(char);
    GeneralCategoryGroup::Punctuation.contains(category)
        || GeneralCategoryGroup::Symbol.contains(category)
}

/// Letters of kana, with the marks that lengthen, repeat and join them.
#[must_use]
pub fn is_kana(char: char) -> bool {
    match char {
        '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => true,
        '\u{FF66}'..='\u{FF9F}' => true,
        '\u{1AFF0}'..='\u{1B16F}' => matches!(script(char), Script::Hiragana | Script::Katakana),
        _ => false,
    }
}

/// Hangul, jamo and what of it is half or full width.
#[must_use]
pub fn is_hangul(char: char) -> bool {
    char >= '\u{1100}' && script(char) == Script::Hangul
}

/// Han characters.
#[must_use]
pub fn is_han(char: char) -> bool {
    match char {
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => true,
        '\0'..='\u{2E7F}' => false,
        _ => script(char) == Script::Han,
    }
}

/// Whether the character chooses a form of the one before it: standardised, ideographic and Mongolian variation
/// selectors (Unicode, section 23.4).
#[must_use]
pub fn is_variation_selector(char: char) -> bool {
    matches!(char, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

pub(in crate::parse) fn script(char: char) -> Script {
    CodePointMapData::<Script>::new().get(char)
}

fn width(char: char) -> EastAsianWidth {
    CodePointMapData::<EastAsianWidth>::new().get(char)
}

fn category(char: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(char)
}

#[cfg(test)]
mod tests {
    use super::is_cjk;

    #[test]
    fn cjk_is_wide_and_no_picture_or_hangul() {
        for (char, expected) in [
            ('字', true),
            ('ー', true),
            ('。', true),
            ('（', true),
            ('Ａ', true),
            ('ｱ', true),
            ('한', true),
            ('ᄀ', true),
            ('￦', true),
            ('𠮷', true),
            ('㊗', true),
            ('〰', true),
            ('\u{3000}', true),
            ('😀', false),
            ('🈚', false),
            ('a', false),
            ('é', false),
            ('“', false),
            ('…', false),
            ('×', false),
            ('ᠮ', false),
            ('\u{FE00}', false),
        ] {
            assert_eq!(is_cjk(char), expected, "{char:?}");
        }
    }
}
