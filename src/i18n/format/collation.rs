//! The order of texts in a language.

use std::borrow::Cow;
use std::cmp::Ordering;

use icu::collator::preferences::CollationNumericOrdering;
use icu::collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu::locale::Locale;

/// With a capital behind it: where the characters begin whose pinyin begins with that letter (CLDR, `zh.xml`, the index
/// characters of the collation `pinyin`).
const PINYIN: char = '\u{FDD0}';

/// The order of texts in one language, total: texts that the language holds equal are ordered by code points.
///
/// Digits in a row count as the number they write (`第2回` before `第10回`), half and full width alike, unless the tag
/// says otherwise (`ja-u-kn-false`).
pub struct Collation {
    /// `None` where there is no data at all.
    collator: Option<CollatorBorrowed<'static>>,
    /// Characters are ordered by their sound in Latin letters, and stand before all that is written in those.
    by_pinyin: bool,
}

impl Collation {
    /// The order of code points.
    pub(super) const CODE_POINTS: Collation = Collation {
        collator: None,
        by_pinyin: false,
    };

    pub(super) fn new(locale: &Locale) -> Self {
        let mut preferences = CollatorPreferences::from(locale);
        preferences
            .numeric_ordering
            .get_or_insert(CollationNumericOrdering::True);
        let collator = Collator::try_new(preferences, CollatorOptions::default()).ok();
        let by_pinyin = collator.as_ref().is_some_and(|collator| {
            let before = |a: &str, b: &str| collator.compare(a, b) == Ordering::Less;
            before("阿", "中") && before("中", "A") && before(&format!("{PINYIN}A"), "阿")
        });
        Collation {
            collator,
            by_pinyin,
        }
    }

    /// What to sort by where a reading stands in for a text: pinyin among characters, before those whose sound begins
    /// with the same letter; all else as it is.
    #[must_use]
    pub fn reading<'a>(&self, reading: &'a str) -> Cow<'a, str> {
        match reading.chars().next().and_then(base_letter) {
            Some(letter) if self.by_pinyin => format!("{PINYIN}{letter}{reading}").into(),
            _ => reading.into(),
        }
    }

    /// Which of two texts comes first.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator
            .as_ref()
            .map_or(Ordering::Equal, |collator| collator.compare(a, b))
            .then_with(|| a.cmp(b))
    }

    /// Bytes that compare as [`Collation::compare`] does: for sorting many texts, each of which is compared often.
    #[must_use]
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        if let Some(collator) = &self.collator {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
            // No byte of a sort key is 0, so a shorter key still comes before a longer one with the same beginning.
            key.push(0);
        }
        key.extend_from_slice(text.as_bytes());
        key
    }

    /// Sorts by a text of each item; items with the same text stay in order.
    pub fn sort_by_text<'a, T>(&self, items: &mut [T], text: impl Fn(&T) -> Cow<'a, str>) {
        // A key costs about as much as four comparisons, and makes those that follow cheap.
        const FEW: usize = 16;
        if items.len() <= FEW {
            items.sort_by(|a, b| self.compare(&text(a), &text(b)));
        } else {
            items.sort_by_cached_key(|item| self.sort_key(&text(item)));
        }
    }
}

/// The capital of a letter that pinyin begins with, without the tone.
fn base_letter(letter: char) -> Option<char> {
    match letter {
        'a'..='z' | 'A'..='Z' => Some(letter.to_ascii_uppercase()),
        'ā' | 'á' | 'ǎ' | 'à' | 'Ā' | 'Á' | 'Ǎ' | 'À' => Some('A'),
        'ē' | 'é' | 'ě' | 'è' | 'Ē' | 'É' | 'Ě' | 'È' => Some('E'),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'Ō' | 'Ó' | 'Ǒ' | 'Ò' => Some('O'),
        _ => None,
    }
}
