//! Numbers as a language writes them.

use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu::locale::Locale;

use super::FormatError;
use super::compact::Units;
use super::currency::Money;
use super::number_options::{MAX_DIGITS, Notation, NumberOptions, NumberStyle};

/// The numbers of one language.
pub struct Numbers {
    /// By [`NumberOptions::use_grouping`]: as the language does, never. `None` where there is no data.
    formatters: [Option<DecimalFormatter>; 2],
    percent: PercentPattern,
    units: Units,
    money: Money,
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
            units: Units::of(locale),
            money: Money::of(locale),
        }
    }

    /// Writes a number.
    ///
    /// # Errors
    /// When it is infinite or none, or the options do not go together.
    pub fn format(&self, value: f64, options: &NumberOptions) -> Result<String, FormatError> {
        if options.notation == Notation::Compact
            && let Some(written) = self.compact(value, options)?
        {
            return Ok(written);
        }
        let decimal = decimal(value, options)?;
        let written = self.digits(&decimal, options.use_grouping != Some(false));
        Ok(self.styled(written, options))
    }

    /// `None` in a language whose words for large numbers are not known.
    fn compact(&self, value: f64, options: &NumberOptions) -> Result<Option<String>, FormatError> {
        options.validate()?;
        let exact = exact(value, options)?;
        let Some((mut decimal, unit)) = self.units.round(exact, options) else {
            return Ok(None);
        };
        pad(&mut decimal, options, 0);
        // ECMA-402 groups short numbers from five digits on: 1234万.
        let has_groups = decimal.absolute.magnitude_range().end() >= &4;
        let written = self.digits(&decimal, options.use_grouping.unwrap_or(has_groups));
        Ok(Some(self.styled(written + unit, options)))
    }

    fn digits(&self, decimal: &Decimal, grouped: bool) -> String {
        match &self.formatters[usize::from(!grouped)] {
            Some(formatter) => formatter.format_to_string(decimal),
            None => decimal.to_string(),
        }
    }

    fn styled(&self, written: String, options: &NumberOptions) -> String {
        match (options.style, options.currency) {
            (NumberStyle::Percent, _) => self.percent.apply(&written),
            (NumberStyle::Currency, Some(currency)) => {
                self.money
                    .apply(&written, currency, options.currency_display)
            }
            _ => written,
        }
    }
}

/// The digits that are shown.
fn decimal(value: f64, options: &NumberOptions) -> Result<Decimal, FormatError> {
    options.validate()?;
    let mut decimal = exact(value, options)?;
    round(&mut decimal, -i16::from(options.fraction_limit()));
    decimal.absolute.trim_end();
    // Money is written with all fraction digits of the currency or with none: 5.50, but 5.
    let is_whole = decimal.absolute.magnitude_range().start() >= &0;
    let usual = match options.currency {
        Some(currency) if !is_whole => currency.digits().min(options.fraction_limit()),
        _ => 0,
    };
    pad(&mut decimal, options, usual);
    Ok(decimal)
}

/// All digits of the number, or of a hundred times it where it is a percentage.
fn exact(value: f64, options: &NumberOptions) -> Result<Decimal, FormatError> {
    // Rust writes the shortest digits that read back as the same number, never with an exponent.
    let mut decimal =
        Decimal::try_from_str(&value.to_string()).map_err(|_| FormatError::NotFinite)?;
    if options.style == NumberStyle::Percent {
        decimal.absolute.multiply_pow10(2);
    }
    Ok(decimal)
}

/// Rounds to the place of `last`, a power of ten: half away from zero (ECMA-402).
pub(super) fn round(decimal: &mut Decimal, last: i16) {
    if decimal.absolute.digit_at(last - 1) >= 5 {
        decimal.absolute.expand(last);
    } else {
        decimal.absolute.trunc(last);
    }
}

/// Gives the number the zeros that are asked for, and no others. `usual`: fraction digits where none are asked for.
fn pad(decimal: &mut Decimal, options: &NumberOptions, usual: u8) {
    decimal.absolute.trim_end();
    let fraction = options.minimum_fraction_digits.unwrap_or(usual);
    decimal.absolute.pad_end(-i16::from(fraction));
    decimal.absolute.trim_start();
    let integer = options.minimum_integer_digits.unwrap_or(1);
    decimal.absolute.pad_start(i16::from(integer));
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
