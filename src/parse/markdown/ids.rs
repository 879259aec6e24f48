//! Ids of headings: made from their text, unique in the body.

use crate::unicode::fold_name;
use std::collections::HashMap;
use std::ops::Range;

use icu::properties::CodePointMapData;
use icu::properties::props::{GeneralCategory, GeneralCategoryGroup};

/// The id of a heading without text.
const UNNAMED: &str = "section";

/// The id that a heading's text gives: NFKC, lower case, NFC, letters, marks and digits of every script kept, everything
/// else a single `-`; `section` where nothing is left.
pub(super) fn slug(text: &str) -> String {
    let folded = fold_name(text);
    let mut slug = String::with_capacity(folded.len());
    let mut gap = false;
    for char in folded.chars() {
        let is_han = ('\u{4E00}'..='\u{9FFF}').contains(&char);
        if is_han || char.is_alphanumeric() || is_mark(char) {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(char);
        } else {
            gap = true;
        }
    }
    if slug.is_empty() {
        return UNNAMED.to_owned();
    }
    slug
}

/// Vowel signs, viramas and tone marks of Indic scripts, Thai and others; variation selectors of Mongolian.
fn is_mark(char: char) -> bool {
    !char.is_ascii()
        && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(char))
}

/// The ids of a body and where each stands.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Empty spans for ids that no one wrote.
    taken: HashMap<Box<str>, Range<usize>>,
    /// The number to try next for a slug that is taken.
    next: HashMap<Box<str>, u32>,
}

impl Ids {
    /// Takes an id that was written; where it was taken before, says where.
    pub(super) fn take(&mut self, id: &str, span: Range<usize>) -> Result<(), Range<usize>> {
        match self.taken.get(id) {
            Some(first) => Err(first.clone()),
            None => {
                self.taken.insert(id.into(), span);
                Ok(())
            }
        }
    }

    /// Takes the first free of `slug`, `slug-1`, `slug-2`, …
    pub(super) fn take_free(&mut self, slug: String) -> Box<str> {
        let slug = slug.into_boxed_str();
        if !self.taken.contains_key(&slug) {
            self.taken.insert(slug.clone(), 0..0);
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(1);
        loop {
            let candidate = format!("{slug}-{next}").into_boxed_str();
            *next += 1;
            if !self.taken.contains_key(&candidate) {
                self.taken.insert(candidate.clone(), 0..0);
                return candidate;
            }
        }
    }

    /// All ids, sorted.
    pub(super) fn into_sorted(self) -> Vec<Box<str>> {
        let mut ids: Vec<Box<str>> = self.taken.into_keys().collect();
        ids.sort_unstable();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, slug};

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("Sea of grass", "sea-of-grass"),
            ("  What -- now?! ", "what-now"),
            ("協定の六分野", "協定の六分野"),
            ("内蒙古（草原）", "内蒙古-草原"),
            ("カ\u{3099}ス", "ガス"),
            ("Cafe\u{301} ÉTÉ", "café-été"),
            ("ΑΒΓ Привет", "αβγ-привет"),
            ("C++ 20", "c-20"),
            ("snake_case", "snake-case"),
            ("ภาษาไทย", "ภาษาไทย"),
            ("हिन्दी", "हिन्दी"),
            ("İ", "i\u{307}"),
            ("1. 一", "1-一"),
            ("ＡＢＣ①㈱", "abc1-株"),
            ("ｵｷﾅﾜ", "オキナワ"),
            ("沖縄での生活", "沖縄での生活"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("ᠮᠣᠩᠭᠣᠯ\u{180B}", "ᠮᠣᠩᠭᠣᠯ\u{180B}"),
            ("ΣΑΣ", "σας"),
            ("🎬", "section"),
            ("", "section"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn free_ids_avoid_those_taken() {
        let mut ids = Ids::default();
        assert_eq!(ids.take("a", 1..2), Ok(()));
        assert_eq!(ids.take("a-1", 3..4), Ok(()));
        assert_eq!(ids.take("a", 5..6), Err(1..2));
        assert_eq!(&*ids.take_free("a".to_owned()), "a-2");
        assert_eq!(&*ids.take_free("a".to_owned()), "a-3");
        assert_eq!(&*ids.take_free("b".to_owned()), "b");
        assert_eq!(
            ids.into_sorted().iter().map(|id| &**id).collect::<Vec<_>>(),
            ["a", "a-1", "a-2", "a-3", "b"]
        );
    }
}
