//! How to write a number: options of ECMA-402 by name.

use super::currency::{Currency, CurrencyDisplay};
use super::{FormatError, OptionError, OptionValue};

/// The most integer or fraction digits that can be asked for: what a 64-bit float holds.
pub const MAX_DIGITS: u8 = 15;

const OPTIONS: &[&str] = &[
    "minimumIntegerDigits",
    "minimumFractionDigits",
    "maximumFractionDigits",
    "useGrouping",
    "style",
    "currency",
    "currencyDisplay",
    "notation",
    "compactDisplay",
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
    /// An amount of money.
    Currency,
}

/// `notation`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Notation {
    /// All digits.
    #[default]
    Standard,
    /// Rounded to the words of the language: 1.2万, 12K.
    Compact,
}

/// `compactDisplay`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum CompactDisplay {
    /// 12K
    #[default]
    Short,
    /// 12 thousand
    Long,
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

/// Options of ECMA-402 that are not known here, and what to do without them.
const UNSUPPORTED: [(&str, &str); 12] = [
    ("minimumSignificantDigits", SIGNIFICANT),
    ("maximumSignificantDigits", SIGNIFICANT),
    ("roundingIncrement", ROUNDED),
    ("roundingMode", ROUNDED),
    ("roundingPriority", ROUNDED),
    ("trailingZeroDisplay", ROUNDED),
    ("signDisplay", "write the sign in the text"),
    ("currencySign", "write the sign in the text"),
    ("unit", "write the unit in the text"),
    ("unitDisplay", "write the unit in the text"),
    ("numberingSystem", NUMBERING),
    ("localeMatcher", "leave it out"),
];

const SIGNIFICANT: &str =
    "count the digits behind the point, with minimumFractionDigits and maximumFractionDigits";
const ROUNDED: &str = "round the number before it is written";
pub(super) const NUMBERING: &str =
    "write it in the tag of the language, such as `tag: ja-u-nu-hanidec`";

/// How to write a number: the options of fluent.js's `NUMBER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NumberOptions {
    /// `minimumIntegerDigits`: zeros in front.
    pub minimum_integer_digits: Option<u8>,
    /// `minimumFractionDigits`: zeros behind.
    pub minimum_fraction_digits: Option<u8>,
    /// `maximumFractionDigits`; as in ECMA-402 the larger of 3 (0 for percent, for money what the currency has) and the
    /// minimum where it is not given.
    pub maximum_fraction_digits: Option<u8>,
    /// `useGrouping`; as the language does where it is not given.
    pub use_grouping: Option<bool>,
    /// `style`
    pub style: NumberStyle,
    /// `currency`: that of `style: "currency"`.
    pub currency: Option<Currency>,
    /// `currencyDisplay`; where it is not given, what is usual in running text: 5,000円, JPY 5,000.
    pub currency_display: Option<CurrencyDisplay>,
    /// `notation`
    pub notation: Notation,
    /// `compactDisplay`; short where it is not given.
    pub compact_display: Option<CompactDisplay>,
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
            "currency" => self.currency = Some(Currency::from_option(name, value)?),
            "currencyDisplay" => {
                self.currency_display = Some(CurrencyDisplay::from_option(name, value)?);
            }
            "notation" => {
                const NOTATIONS: &[(&str, Notation)] = &[
                    ("standard", Notation::Standard),
                    ("compact", Notation::Compact),
                ];
                self.notation = value.one_of(name, NOTATIONS)?;
            }
            "compactDisplay" => {
                const DISPLAYS: &[(&str, CompactDisplay)] = &[
                    ("short", CompactDisplay::Short),
                    ("long", CompactDisplay::Long),
                ];
                self.compact_display = Some(value.one_of(name, DISPLAYS)?);
            }
            "style" => {
                self.style = value.one_of(
                    name,
                    &[
                        ("decimal", NumberStyle::Decimal),
                        ("percent", NumberStyle::Percent),
                        ("currency", NumberStyle::Currency),
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
                if let Some((_, instead)) = UNSUPPORTED.iter().find(|(other, _)| *other == name) {
                    return Err(OptionError::Unsupported {
                        name: name.to_owned(),
                        instead,
                    });
                }
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
    /// When the least number of fraction digits is above the greatest, when money has no currency, or where an option
    /// would do nothing.
    pub fn validate(&self) -> Result<(), FormatError> {
        let refused = |text: &str| Err(FormatError::Options(text.to_owned()));
        let is_money = self.style == NumberStyle::Currency;
        if is_money && self.currency.is_none() {
            return refused("the style \"currency\" needs a currency, such as \"JPY\"");
        }
        if !is_money && (self.currency.is_some() || self.currency_display.is_some()) {
            return refused("currency and currencyDisplay need the style \"currency\"");
        }
        if self.notation == Notation::Standard && self.compact_display.is_some() {
            return refused("compactDisplay needs the notation \"compact\"");
        }
        match (self.minimum_fraction_digits, self.maximum_fraction_digits) {
            (Some(minimum), Some(maximum)) if minimum > maximum => {
                Err(FormatError::Options(format!(
                    "minimumFractionDigits is {minimum}, above maximumFractionDigits, which is {maximum}"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Whether the number of fraction digits was asked for.
    pub(super) fn has_digits(&self) -> bool {
        self.minimum_fraction_digits.is_some() || self.maximum_fraction_digits.is_some()
    }

    /// The most fraction digits that are shown (ECMA-402, SetNumberFormatDigitOptions).
    pub(super) fn fraction_limit(&self) -> u8 {
        let usual = match (self.style, self.currency) {
            (NumberStyle::Percent, _) => 0,
            (NumberStyle::Currency, Some(currency)) => currency.digits(),
            _ => 3,
        };
        self.maximum_fraction_digits
            .unwrap_or_else(|| usual.max(self.minimum_fraction_digits.unwrap_or(0)))
    }
}
