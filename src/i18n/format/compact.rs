//! Large numbers in the words of a language: 1.2万, 3億, 12K.
//!
//! ICU4X offers this in an unstable part only. The words are CLDR 48's `decimalFormats` of type `short` and `long`; where
//! a language is not here, its numbers keep all digits.

use icu::decimal::input::Decimal;
use icu::locale::Locale;

use super::number::round;
use super::number_options::{CompactDisplay, NumberOptions};

/// A power of ten, and its word short and long.
type Unit = (i16, &'static str, &'static str);

const JAPANESE: &[Unit] = &[
    (4, "万", "万"),
    (8, "億", "億"),
    (12, "兆", "兆"),
    (16, "京", "京"),
];
const SIMPLIFIED: &[Unit] = &[(4, "万", "万"), (8, "亿", "亿"), (12, "万亿", "万亿")];
const TRADITIONAL: &[Unit] = &[(4, "萬", "萬"), (8, "億", "億"), (12, "兆", "兆")];
const KOREAN: &[Unit] = &[
    (3, "천", "천"),
    (4, "만", "만"),
    (8, "억", "억"),
    (12, "조", "조"),
];
const ENGLISH: &[Unit] = &[
    (3, "K", " thousand"),
    (6, "M", " million"),
    (9, "B", " billion"),
    (12, "T", " trillion"),
];
const BRITISH: &[Unit] = &[
    (3, "k", " thousand"),
    (6, "m", " million"),
    (9, "bn", " billion"),
    (12, "tn", " trillion"),
];

/// The words for large numbers in one language, the smallest first.
pub(super) struct Units(&'static [Unit]);

impl Units {
    pub(super) fn of(locale: &Locale) -> Self {
        let region = locale
            .id
            .region
            .as_ref()
            .map_or("", |region| region.as_str());
        Units(match locale.id.language.as_str() {
            "ja" => JAPANESE,
            "zh" if is_traditional(locale) => TRADITIONAL,
            "zh" => SIMPLIFIED,
            "yue" => TRADITIONAL,
            "ko" => KOREAN,
            "en" if region == "GB" => BRITISH,
            "en" => ENGLISH,
            _ => &[],
        })
    }

    /// The number in its unit, rounded as ECMA-402 does: to whole units, but to two digits where that would leave one;
    /// or to the fraction digits that are asked for. `None` where the language has no units here.
    pub(super) fn round(
        &self,
        exact: Decimal,
        options: &NumberOptions,
    ) -> Option<(Decimal, &'static str)> {
        if self.0.is_empty() {
            return None;
        }
        let magnitude = exact.absolute.nonzero_magnitude_start();
        let fitting = |magnitude: i16| self.0.iter().rfind(|(power, ..)| *power <= magnitude);
        let in_unit = |unit: Option<&Unit>| {
            let mut decimal = exact.clone();
            decimal
                .absolute
                .multiply_pow10(-unit.map_or(0, |(power, ..)| *power));
            let last = if options.has_digits() {
                -i16::from(options.fraction_limit())
            } else {
                (decimal.absolute.nonzero_magnitude_start() - 1).min(0)
            };
            round(&mut decimal, last);
            decimal
        };
        let mut unit = fitting(magnitude);
        let mut decimal = in_unit(unit);
        // Rounding may have carried into the next unit: 9999.9万 is 1億.
        let carried = decimal.absolute.nonzero_magnitude_start() + unit.map_or(0, |unit| unit.0);
        if carried > magnitude && fitting(carried) != unit {
            unit = fitting(carried);
            decimal = in_unit(unit);
        }
        let word = unit.map_or("", |(_, short, long)| {
            match options.compact_display.unwrap_or_default() {
                CompactDisplay::Short => short,
                CompactDisplay::Long => long,
            }
        });
        Some((decimal, word))
    }
}

/// Whether Chinese is written in traditional characters.
pub(super) fn is_traditional(locale: &Locale) -> bool {
    let region = locale.id.region.as_ref().map(|region| region.as_str());
    match locale.id.script.as_ref().map(|script| script.as_str()) {
        Some(script) => script == "Hant",
        None => matches!(region, Some("TW" | "HK" | "MO")),
    }
}
