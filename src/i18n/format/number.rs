//! Numbers as a language writes them.

use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu::locale::Locale;

use super::{FormatError, OptionError, OptionValue};

/// The most integer or fraction digits that can be asked for: what a 64-bit float holds.
pub const MAX_DIGITS: u8 = 15;

const OPTIONS: &[&str] = &[
    "minimumIntegerDigits",
    "minimumFractionDigits",
    "maximumFractionDigits",
    "useGrouping",
    "style",
    "type",
];

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum NumberStyle {
    /// As it is.
    #[default]
    Decimal,
    /// 0.25 is 25%.
    Percent,
}

/// Which plural rules a message selects by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PluralKind {
    /// One page, two pages.
    #[default]
    Cardinal,
    /// First, second.
    Ordinal,
}

/// How to write a number: the options of fluent.js's `NUMBER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NumberOptions {
    /// `minimumIntegerDigits`: zeros in front.
    pub minimum_integer_digits: Option<u8>,
    /// `minimumFractionDigits`: zeros behind.
    pub minimum_fraction_digits: Option<u8>,
    /// `maximumFractionDigits`; as in ECMA-402 the larger of 3 (0 for percent) and the minimum where it is not given.
    pub maximum_fraction_digits: Option<u8>,
    /// `useGrouping`; as the language does where it is not given.
    pub use_grouping: Option<bool>,
    /// `style`
    pub style: NumberStyle,
    /// `type`: only messages that select by plural category look at it.
    pub plural: PluralKind,
}

impl NumberOptions {
    /// Sets an option by its name in fluent.js.
    ///
    /// # Errors
    /// When there is no such option, or it does not take that value.
    pub fn set(&mut self, name: &str, value: OptionValue<'_>) -> Result<(), OptionError> {
        match name {
            "minimumIntegerDigits" => {
                self.minimum_integer_digits = Some(value.count(name, 1, MAX_DIGITS)?);
            }
            "minimumFractionDigits" => {
                self.minimum_fraction_digits = Some(value.count(name, 0, MAX_DIGITS)?);
            }
            "maximumFractionDigits" => {
                self.maximum_fraction_digits = Some(value.count(name, 0, MAX_DIGITS)?);
            }
            "useGrouping" => self.use_grouping = Some(value.truth(name)?),
            "style" if value == OptionValue::Text("currency") => {
                return Err(no_currency("style: \"currency\""));
            }
            "currency" | "currencyDisplay" => return Err(no_currency(name)),
            "style" => {
                self.style = value.one_of(
                    name,
                    &[
                        ("decimal", NumberStyle::Decimal),
                        ("percent", NumberStyle::Percent),
                    ],
                )?;
            }
            "type" => {
                self.plural = value.one_of(
                    name,
                    &[
                        ("cardinal", PluralKind::Cardinal),
                        ("ordinal", PluralKind::Ordinal),
                    ],
                )?;
            }
            _ => {
                return Err(OptionError::Unknown {
                    name: name.to_owned(),
                    known: OPTIONS,
                });
            }
        }
        Ok(())
    }

    /// Whether the options go together.
    ///
    /// # Errors
    /// When the least number of fraction digits is above the greatest.
    pub fn validate(&self) -> Result<(), FormatError> {
        match (self.minimum_fraction_digits, self.maximum_fraction_digits) {
            (Some(minimum), Some(maximum)) if minimum > maximum => {
                Err(FormatError::Options(format!(
                    "minimumFractionDigits is {minimum}, above maximumFractionDigits, which is {maximum}"
                )))
            }
            _ => Ok(()),
        }
    }

    /// The most fraction digits that are shown (ECMA-402, SetNumberFormatDigitOptions).
    fn fraction_limit(&self) -> u8 {
        let usual = match self.style {
            NumberStyle::Decimal => 3,
            NumberStyle::Percent => 0,
        };
        self.maximum_fraction_digits
            .unwrap_or_else(|| usual.max(self.minimum_fraction_digits.unwrap_or(0)))
    }
}

fn no_currency(name: &str) -> OptionError {
    OptionError::Unsupported {
        name: name.to_owned(),
        instead: "write the currency around the number in the message: `{ NUMBER($amount) } yen`",
    }
}

/// The numbers of one language.
pub struct Numbers {
    /// By [`NumberOptions::use_grouping`]: as the language does, never. `None` where there is no data.
    formatters: [Option<DecimalFormatter>; 2],
    percent: PercentPattern,
}

impl Numbers {
    /// The numbers of a locale, in its usual digits unless the tag asks for others.
    #[must_use]
    pub fn new(locale: &Locale) -> Self {
        let make = |grouping: GroupingStrategy| {
            let preferences = DecimalFormatterPreferences::from(locale);
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new(preferences, options).ok()
        };
        Numbers {
            formatters: [make(GroupingStrategy::Auto), make(GroupingStrategy::Never)],
            percent: PercentPattern::of(locale),
        }
    }

    /// Writes a number.
    ///
    /// # Errors
    /// When it is infinite or none, or the options do not go together.
    pub fn format(&self, value: f64, options: &NumberOptions) -> Result<String, FormatError> {
        let decimal = decimal(value, options)?;
        let formatter = match options.use_grouping {
            None | Some(true) => &self.formatters[0],
            Some(false) => &self.formatters[1],
        };
        let written = match formatter {
            Some(formatter) => formatter.format_to_string(&decimal),
            None => decimal.to_string(),
        };
        Ok(match options.style {
            NumberStyle::Decimal => written,
            NumberStyle::Percent => self.percent.apply(&written),
        })
    }
}

/// The digits that are shown.
fn decimal(value: f64, options: &NumberOptions) -> Result<Decimal, FormatError> {
    options.validate()?;
    // Rust writes the shortest digits that read back as the same number, never with an exponent.
    let mut decimal =
        Decimal::try_from_str(&value.to_string()).map_err(|_| FormatError::NotFinite)?;
    if options.style == NumberStyle::Percent {
        decimal.absolute.multiply_pow10(2);
    }
    let last = -i16::from(options.fraction_limit());
    // ECMA-402 rounds half away from zero.
    if decimal.absolute.digit_at(last - 1) >= 5 {
        decimal.absolute.expand(last);
    } else {
        decimal.absolute.trunc(last);
    }
    decimal.absolute.trim_end();
    decimal
        .absolute
        .pad_end(-i16::from(options.minimum_fraction_digits.unwrap_or(0)));
    decimal.absolute.trim_start();
    decimal
        .absolute
        .pad_start(i16::from(options.minimum_integer_digits.unwrap_or(1)));
    Ok(decimal)
}

/// The number that is shown, and how many fraction digits it shows: what plural rules look at.
///
/// # Errors
/// As [`Numbers::format`].
pub(in crate::i18n) fn shown(
    value: f64,
    options: &NumberOptions,
) -> Result<(f64, u8), FormatError> {
    let decimal = decimal(value, options)?;
    let fraction = decimal.absolute.magnitude_range().start().unsigned_abs();
    let rounded: f64 = decimal
        .to_string()
        .parse()
        .map_err(|_| FormatError::NotFinite)?;
    Ok((
        rounded,
        u8::try_from(fraction).unwrap_or(MAX_DIGITS).min(MAX_DIGITS),
    ))
}

/// Where the percent sign stands: ICU4X offers percentages only in its experimental part, so this is CLDR's
/// `percentFormat/standard` of the languages that differ from the root's.
#[derive(Debug, Clone, Copy)]
enum PercentPattern {
    Close,
    NoBreakSpace,
    NarrowNoBreakSpace,
    Before,
    Arabic,
}

impl PercentPattern {
    fn of(locale: &Locale) -> Self {
        match locale.id.language.as_str() {
            "de" if locale
                .id
                .region
                .is_some_and(|region| matches!(region.as_str(), "CH" | "LI")) =>
            {
                PercentPattern::Close
            }
            "be" | "ca" | "cs" | "da" | "de" | "es" | "fi" | "hr" | "lt" | "mk" | "nb" | "nn"
            | "no" | "ro" | "ru" | "sk" | "sl" | "sv" => PercentPattern::NoBreakSpace,
            "fr" => PercentPattern::NarrowNoBreakSpace,
            "tr" => PercentPattern::Before,
            "ar" | "fa" => PercentPattern::Arabic,
            _ => PercentPattern::Close,
        }
    }

    fn apply(self, number: &str) -> String {
        match self {
            PercentPattern::Close => format!("{number}%"),
            PercentPattern::NoBreakSpace => format!("{number}\u{a0}%"),
            PercentPattern::NarrowNoBreakSpace => format!("{number}\u{202f}%"),
            PercentPattern::Before => match number.strip_prefix('-') {
                Some(number) => format!("-%{number}"),
                None => format!("%{number}"),
            },
            PercentPattern::Arabic
                if number.chars().any(|c| matches!(c, '\u{660}'..='\u{669}')) =>
            {
                format!("{number}\u{66a}\u{61c}")
            }
            PercentPattern::Arabic
                if number.chars().any(|c| matches!(c, '\u{6f0}'..='\u{6f9}')) =>
            {
                format!("{number}\u{66a}")
            }
            PercentPattern::Arabic => format!("{number}%"),
        }
    }
}
