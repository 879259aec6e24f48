//! BCP 47 tags compared.

use icu::locale::{LanguageIdentifier, Locale, LocaleExpander};

/// Whether two tags mean the same language in the same script, whatever the region: `en` and `en-GB`, `zh` and `zh-Hans`,
/// not `zh` and `zh-Hant`. A script that is not named is the likely one (UTS #35, part 1, likely subtags).
#[must_use]
pub fn mean_the_same(one: &str, other: &str) -> bool {
    let likely = |tag: &str| {
        let mut id: LanguageIdentifier = Locale::try_from_str(tag).ok()?.id;
        LocaleExpander::new_extended().maximize(&mut id);
        Some((id.language, id.script))
    };
    likely(one).is_some_and(|one| likely(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::mean_the_same;

    #[test]
    fn tags() {
        for (one, other, expected) in [
            ("en", "en-GB", true),
            ("ja", "ja-JP-u-ca-japanese", true),
            ("zh", "zh-Hans", true),
            ("zh", "zh-CN", true),
            ("zh", "zh-Hant", false),
            ("zh", "zh-TW", false),
            ("zh-Hant", "zh-HK", true),
            ("sr", "sr-Latn", false),
            ("mn", "mn-Mong", false),
            ("en", "de", false),
            ("common", "en", false),
        ] {
            assert_eq!(mean_the_same(one, other), expected, "{one} {other}");
            assert_eq!(mean_the_same(other, one), expected, "{other} {one}");
        }
    }
}
