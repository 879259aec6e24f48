//! Dates, numbers and collation over ICU4X.
//!
//! A [`Formats`] holds what each language of the site needs: it is made once, shared between threads, and keeps every
//! formatter that was asked for. It knows no message and no page.

mod collation;
mod compact;
mod currency;
mod date;
mod date_mends;
mod date_options;
mod list;
mod number;
mod number_options;
mod option;
mod pieces;
mod range;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use icu::locale::Locale;

use crate::config::{Lang, Language};

pub use collation::Collation;
pub use currency::{Currency, CurrencyDisplay};
pub use date::DateValue;
pub use date_options::{Calendar, DateOptions, DateStyle, Digits, MonthStyle, TextWidth};
use list::Lists;
pub use number::Numbers;
pub(super) use number::shown;
pub use number_options::{
    CompactDisplay, MAX_DIGITS, Notation, NumberOptions, NumberStyle, PluralKind,
};
pub use option::{OptionError, OptionValue, Writing};

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A time of day was asked of a date that has none.
    #[error("the date has no time of day")]
    NoTime,
    /// A range that ends before it begins.
    #[error("the range ends ({end}) before it begins ({start}): exchange the two")]
    Backwards {
        /// The first date, ISO 8601.
        start: String,
        /// The second.
        end: String,
    },
    /// Options that do not go together; the text says which.
    #[error("{0}")]
    Options(String),
    /// Not a number, or infinite.
    #[error("it is not a finite number")]
    NotFinite,
    /// The locale data has no pattern for it.
    #[error("the locale data has no way to write it: {0}")]
    Data(String),
}

/// Formatters of one language.
struct LanguageFormats {
    locale: Locale,
    numbers: Numbers,
    collation: Collation,
    lists: Lists,
    /// Making a formatter costs far more than using it, and a build asks for a handful of them 50,000 times.
    dates: RwLock<BTreeMap<DateOptions, Result<Arc<date::Formatter>, FormatError>>>,
}

/// The formatters of all languages of a site, by [`Lang`].
pub struct Formats {
    languages: Vec<LanguageFormats>,
}

impl std::fmt::Debug for Formats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tags: Vec<String> = self
            .languages
            .iter()
            .map(|language| language.locale.to_string())
            .collect();
        f.debug_tuple("Formats").field(&tags).finish()
    }
}

/// The base direction of a language's script, as HTML's `dir` writes it: `ltr` or `rtl`.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let is_rtl = tag.parse().is_ok_and(|locale: icu::locale::Locale| {
        icu::locale::LocaleDirectionality::new_extended().is_right_to_left(&locale.id)
    });
    if is_rtl { "rtl" } else { "ltr" }
}

/// The round brackets around a remark in a line, the space before them included: as wide as the characters where the
/// language is written in those of Japanese or Chinese. A tag that names no script has its likely one (UTS #35, part 1).
#[must_use]
pub fn brackets(tag: &str) -> (&'static str, &'static str) {
    const WIDE: [&str; 7] = ["Hani", "Hans", "Hant", "Hira", "Hrkt", "Jpan", "Kana"];
    let is_wide = tag.parse().is_ok_and(|locale: icu::locale::Locale| {
        let mut id = locale.id;
        icu::locale::LocaleExpander::new_extended().maximize(&mut id);
        id.script
            .is_some_and(|script| WIDE.contains(&script.as_str()))
    });
    if is_wide { ("（", "）") } else { (" (", ")") }
}

impl Formats {
    /// Formatters for languages in the order of `site.yaml`. A tag that is no BCP 47 tag gets the root locale's data.
    #[must_use]
    pub fn new(languages: &[Language]) -> Self {
        let languages = languages
            .iter()
            .map(|language| {
                let locale = parse_tag(&language.tag);
                LanguageFormats {
                    numbers: Numbers::new(&locale),
                    collation: Collation::new(&locale),
                    lists: Lists::new(&locale),
                    dates: RwLock::new(BTreeMap::new()),
                    locale,
                }
            })
            .collect();
        Formats { languages }
    }

    /// Writes a date as the language does.
    ///
    /// # Errors
    /// When the options do not go together, or ask for a time that `value` does not have.
    pub fn date(
        &self,
        lang: Lang,
        value: DateValue,
        options: &DateOptions,
    ) -> Result<String, FormatError> {
        self.formatter(lang, options)?.format(value)
    }

    /// Writes a span of time as the language does: the end does not repeat what is the same in both. Two dates that
    /// differ in nothing that is shown are written as one.
    ///
    /// # Errors
    /// As [`Formats::date`], and when the range ends before it begins.
    pub fn date_range(
        &self,
        lang: Lang,
        start: DateValue,
        end: DateValue,
        options: &DateOptions,
    ) -> Result<String, FormatError> {
        self.formatter(lang, options)?.format_range(start, end)
    }

    fn formatter(
        &self,
        lang: Lang,
        options: &DateOptions,
    ) -> Result<Arc<date::Formatter>, FormatError> {
        let language = self.language(lang)?;
        let known = language
            .dates
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(options)
            .cloned();
        match known {
            Some(formatter) => formatter,
            None => {
                let made = date::Formatter::new(&language.locale, options).map(Arc::new);
                language
                    .dates
                    .write()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(*options, made.clone());
                made
            }
        }
    }

    /// Writes a number as the language does.
    ///
    /// # Errors
    /// When the number is infinite or none, or the options do not go together.
    pub fn number(
        &self,
        lang: Lang,
        value: f64,
        options: &NumberOptions,
    ) -> Result<String, FormatError> {
        self.language(lang)?.numbers.format(value, options)
    }

    /// Several texts as the language lists them: 沖縄、奄美, Okinawa and Amami.
    #[must_use]
    pub fn list(&self, lang: Lang, items: &[String]) -> String {
        match self.languages.get(lang.index()) {
            Some(language) => language.lists.join(items),
            None => items.join(", "),
        }
    }

    /// The order of the language: kana order in Japanese, pinyin in Chinese, unless the tag asks for another one.
    /// A language that does not exist gets the order of code points.
    #[must_use]
    pub fn collation(&self, lang: Lang) -> &Collation {
        self.languages
            .get(lang.index())
            .map_or(&Collation::CODE_POINTS, |language| &language.collation)
    }

    fn language(&self, lang: Lang) -> Result<&LanguageFormats, FormatError> {
        self.languages
            .get(lang.index())
            .ok_or_else(|| FormatError::Data("unknown language".to_owned()))
    }
}

/// The locale of a BCP 47 tag, else the root locale.
pub(super) fn parse_tag(tag: &str) -> Locale {
    Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN)
}

#[cfg(test)]
mod tests;
