//! Numbers on their way through fluent-bundle.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use fluent::types::{
    FluentNumber, FluentNumberCurrencyDisplayStyle, FluentNumberOptions, FluentNumberStyle,
    FluentNumberType, FluentType,
};
use fluent::{FluentArgs, FluentValue};
use fluent_syntax::ast;
use icu::locale::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::Bundle;
use crate::i18n::format::{
    CompactDisplay, Currency, CurrencyDisplay, Notation, NumberOptions, NumberStyle, Numbers,
    OptionValue, PluralKind, parse_tag, shown,
};

/// The digits behind the point that a number has at most where nobody asks for more (ECMA-402).
pub(super) const MOST_DIGITS: usize = 3;

/// A number as a caller gives it, with the digits behind the point that are shown: fluent-bundle compares it with `[0.5]`
/// by these, too. Of one that is rounded there are none, for no key is equal to it.
pub(super) fn number(value: f64) -> FluentNumber {
    let mut number = FluentNumber::from(value);
    number.options.minimum_fraction_digits = own_digits(value);
    number
}

fn own_digits(value: f64) -> Option<usize> {
    // Most numbers are whole.
    if value.fract() == 0.0 {
        return None;
    }
    let written = value.to_string();
    let (_, digits) = written.split_once('.')?;
    (digits.len() <= MOST_DIGITS).then_some(digits.len())
}

/// `NUMBER`: the number with its options, which [`write_number`] follows when it is put into a text.
pub(super) fn call_number<'a>(
    positional: &[FluentValue<'a>],
    named: &FluentArgs,
) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = positional.first() else {
        return FluentValue::Error;
    };
    let mut options = own_options(&number.options);
    let own_digits = own_digits(number.value);
    // Nobody has asked for these.
    if number.options.minimum_fraction_digits == own_digits {
        options.minimum_fraction_digits = None;
    }
    for (name, value) in named.iter() {
        // A wrong option was reported when the message was loaded.
        let _ = match value {
            FluentValue::String(text) => options.set(name, OptionValue::Text(text)),
            FluentValue::Number(number) => options.set(name, OptionValue::Number(number.value)),
            _ => Ok(()),
        };
    }
    let Ok((rounded, fraction)) = shown(number.value, &options) else {
        return FluentValue::Error;
    };
    let mut result = number.clone();
    result.options = fluent_options(&options);
    let digits_asked =
        options.minimum_fraction_digits.is_some() || options.maximum_fraction_digits.is_some();
    if digits_asked
        && options.style == NumberStyle::Decimal
        && options.notation == Notation::Standard
    {
        // Plural rules look at the number as it is shown: 1.00 is no "one" in English.
        result.value = rounded;
        result.options.minimum_fraction_digits = (fraction > 0).then_some(usize::from(fraction));
    }
    if options == NumberOptions::default() {
        result.options.minimum_fraction_digits = own_digits;
    }
    FluentValue::Number(result)
}

/// The numbers of a bundle: its formatter is a plain function, which reaches them through the bundle's memoizer only.
struct BundleNumbers(Numbers);

impl Memoizable for BundleNumbers {
    type Args = WholeTag;
    type Error = ();

    fn construct(lang: LanguageIdentifier, tag: WholeTag) -> Result<Self, ()> {
        let locale = tag.0.unwrap_or_else(|| parse_tag(&lang.to_string()));
        Ok(BundleNumbers(Numbers::new(&locale)))
    }
}

/// The tag of a bundle's language with the digits that it asks for (`ar-EG-u-nu-latn`), for which a [`LanguageIdentifier`]
/// has no room. It is named once, before any number is written; who asks later does not know it, and means the same.
#[derive(Debug, Clone)]
struct WholeTag(Option<Locale>);

impl PartialEq for WholeTag {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for WholeTag {}

impl Hash for WholeTag {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl FluentType for WholeTag {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(self.clone())
    }

    fn as_string(&self, _: &intl_memoizer::IntlLangMemoizer) -> Cow<'static, str> {
        Cow::Borrowed("")
    }

    /// Where a value meets the memoizer.
    fn as_string_threadsafe(&self, intls: &IntlLangMemoizer) -> Cow<'static, str> {
        let _ = intls.with_try_get::<BundleNumbers, _, _>(self.clone(), |_| ());
        Cow::Borrowed("")
    }
}

/// Has a new bundle write its numbers as the tag of its language says, which is known to it without its extensions only.
pub(super) fn install_numbers(bundle: &mut Bundle, tag: &str) {
    const NAME: &str = "tag";
    bundle.set_formatter(Some(write_number));
    let locale = parse_tag(tag);
    if locale.extensions.is_empty() {
        return;
    }
    let variable = ast::InlineExpression::VariableReference {
        id: ast::Identifier { name: NAME },
    };
    let pattern = ast::Pattern {
        elements: vec![ast::PatternElement::Placeable {
            expression: ast::Expression::Inline(variable),
        }],
    };
    let mut values = FluentArgs::new();
    values.set(NAME, FluentValue::Custom(Box::new(WholeTag(Some(locale)))));
    drop(bundle.format_pattern(&pattern, Some(&values), &mut Vec::new()));
}

/// Writes any number of a message.
fn write_number(value: &FluentValue<'_>, intls: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let options = own_options(&number.options);
    let write = |numbers: &BundleNumbers| numbers.0.format(number.value, &options);
    intls.with_try_get(WholeTag(None), write).ok()?.ok()
}

fn own_options(options: &FluentNumberOptions) -> NumberOptions {
    let digits = |count: Option<usize>| count.and_then(|count| u8::try_from(count).ok());
    let carried = Carried::of(options);
    NumberOptions {
        minimum_integer_digits: digits(options.minimum_integer_digits),
        minimum_fraction_digits: digits(options.minimum_fraction_digits),
        maximum_fraction_digits: digits(options.maximum_fraction_digits),
        use_grouping: (!options.use_grouping).then_some(false),
        style: match options.style {
            FluentNumberStyle::Percent => NumberStyle::Percent,
            FluentNumberStyle::Currency => NumberStyle::Currency,
            FluentNumberStyle::Decimal => NumberStyle::Decimal,
        },
        currency: options.currency.as_deref().and_then(Currency::new),
        currency_display: match (carried.is_display_given, options.currency_display) {
            (false, _) => None,
            (true, FluentNumberCurrencyDisplayStyle::Symbol) => Some(CurrencyDisplay::Symbol),
            (true, FluentNumberCurrencyDisplayStyle::Code) => Some(CurrencyDisplay::Code),
            (true, FluentNumberCurrencyDisplayStyle::Name) => Some(CurrencyDisplay::Name),
        },
        notation: carried.notation,
        compact_display: carried.compact_display,
        plural: match options.r#type {
            FluentNumberType::Ordinal => PluralKind::Ordinal,
            FluentNumberType::Cardinal => PluralKind::Cardinal,
        },
    }
}

fn fluent_options(options: &NumberOptions) -> FluentNumberOptions {
    FluentNumberOptions {
        r#type: match options.plural {
            PluralKind::Cardinal => FluentNumberType::Cardinal,
            PluralKind::Ordinal => FluentNumberType::Ordinal,
        },
        style: match options.style {
            NumberStyle::Decimal => FluentNumberStyle::Decimal,
            NumberStyle::Percent => FluentNumberStyle::Percent,
            NumberStyle::Currency => FluentNumberStyle::Currency,
        },
        currency: options.currency.map(|currency| currency.code().to_owned()),
        currency_display: match options.currency_display {
            None | Some(CurrencyDisplay::Symbol) => FluentNumberCurrencyDisplayStyle::Symbol,
            Some(CurrencyDisplay::Code) => FluentNumberCurrencyDisplayStyle::Code,
            Some(CurrencyDisplay::Name) => FluentNumberCurrencyDisplayStyle::Name,
        },
        use_grouping: options.use_grouping != Some(false),
        minimum_integer_digits: options.minimum_integer_digits.map(usize::from),
        minimum_fraction_digits: options.minimum_fraction_digits.map(usize::from),
        maximum_fraction_digits: options.maximum_fraction_digits.map(usize::from),
        minimum_significant_digits: Carried {
            notation: options.notation,
            compact_display: options.compact_display,
            is_display_given: options.currency_display.is_some(),
        }
        .packed(),
        maximum_significant_digits: None,
    }
}

/// What fluent-bundle has no place for. Our `NUMBER` knows no significant digits, so these stand in theirs.
struct Carried {
    notation: Notation,
    compact_display: Option<CompactDisplay>,
    is_display_given: bool,
}

impl Carried {
    fn packed(self) -> Option<usize> {
        let notation = match (self.notation, self.compact_display) {
            (Notation::Standard, _) => 0,
            (Notation::Compact, None | Some(CompactDisplay::Short)) => 2,
            (Notation::Compact, Some(CompactDisplay::Long)) => 4,
        };
        let packed = notation + usize::from(self.is_display_given);
        (packed > 0).then_some(packed)
    }

    fn of(options: &FluentNumberOptions) -> Self {
        let packed = options.minimum_significant_digits.unwrap_or(0);
        let (notation, compact_display) = match packed / 2 {
            0 => (Notation::Standard, None),
            1 => (Notation::Compact, None),
            _ => (Notation::Compact, Some(CompactDisplay::Long)),
        };
        Carried {
            notation,
            compact_display,
            is_display_given: packed % 2 == 1,
        }
    }
}
