//! How a language is written, as far as rules for text depend on it.

/// How a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Writing {
    /// Kanji and kana.
    Japanese,
    /// Chinese, simplified or traditional.
    Chinese,
    /// Hangul, with spaces.
    Korean,
    /// Anything else.
    Other,
}

impl Writing {
    /// That of a BCP 47 tag. Yue, Wu and other languages of the macrolanguage Chinese count as Chinese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ja" => Writing::Japanese,
            "zh" | "yue" | "cmn" | "wuu" | "nan" | "hak" | "gan" | "hsn" | "lzh" => {
                Writing::Chinese
            }
            "ko" => Writing::Korean,
            _ => Writing::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn writings() {
        for (tag, expected) in [
            ("ja", Writing::Japanese),
            ("ja-JP-u-ca-japanese", Writing::Japanese),
            ("zh-Hant-TW", Writing::Chinese),
            ("yue", Writing::Chinese),
            ("ko-KR", Writing::Korean),
            ("mn-Mong", Writing::Other),
            ("jam", Writing::Other),
            ("", Writing::Other),
        ] {
            assert_eq!(Writing::of_tag(tag), expected, "{tag}");
        }
    }
}
