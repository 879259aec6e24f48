//! The order of texts in a language.

use std::cmp::Ordering;

use icu::collator::preferences::CollationNumericOrdering;
use icu::collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu::locale::Locale;

/// The order of texts in one language, total: texts that the language holds equal are ordered by code points.
///
/// Digits in a row count as the number they write (`第2回` before `第10回`), half and full width alike, unless the tag
/// says otherwise (`ja-u-kn-false`).
pub struct Collation {
    /// `None` where there is no data at all.
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// The order of code points.
    pub(super) const CODE_POINTS: Collation = Collation { collator: None };

    pub(super) fn new(locale: &Locale) -> Self {
        let mut preferences = CollatorPreferences::from(locale);
        preferences
            .numeric_ordering
            .get_or_insert(CollationNumericOrdering::True);
        Collation {
            collator: Collator::try_new(preferences, CollatorOptions::default()).ok(),
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
    pub fn sort_by_text<'a, T>(&self, items: &mut [T], text: impl Fn(&T) -> &'a str) {
        // A key costs about as much as four comparisons, and makes those that follow cheap.
        const FEW: usize = 16;
        if items.len() <= FEW {
            items.sort_by(|a, b| self.compare(text(a), text(b)));
        } else {
            items.sort_by_cached_key(|item| self.sort_key(text(item)));
        }
    }
}
