//! `NUMBER` and `DATETIME` over ICU4X, and the values that pass through fluent-bundle.

use std::borrow::Cow;
use std::sync::Arc;

use fluent::types::FluentType;
use fluent::{FluentArgs, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;

use super::numbers::{call_number, install_numbers, number};
use super::{Arg, Bundle};
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::i18n::format::{
    DateOptions, DateValue, Formats, NumberOptions, OptionError, OptionValue, Writing,
};

/// A function of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Function {
    /// `NUMBER($n, minimumFractionDigits: 2)`
    Number,
    /// `DATETIME($date, dateStyle: "long")`, or `DATETIME($start, $end, dateStyle: "long")`
    DateTime,
    /// `DATETIME($date, timeStyle: "short")`: the date must have a time of day.
    Time,
}

const FUNCTIONS: [(&str, Function); 2] = [
    ("NUMBER", Function::Number),
    ("DATETIME", Function::DateTime),
];

/// The function of that name.
pub(super) fn find(name: &str) -> Option<Function> {
    FUNCTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, function)| *function)
}

impl Function {
    /// As it is written.
    pub(super) fn name(self) -> &'static str {
        match self {
            Function::Number => "NUMBER",
            Function::DateTime | Function::Time => "DATETIME",
        }
    }

    /// What it takes, in words.
    pub(super) fn takes(self) -> &'static str {
        match self {
            Function::Number => "a number",
            Function::DateTime => "a date",
            Function::Time => "a date with a time of day",
        }
    }

    /// Whether it can write the value.
    pub(super) fn accepts(self, arg: &Arg) -> bool {
        matches!(
            (self, arg),
            (Function::Number, Arg::Number(_))
                | (Function::DateTime, Arg::Date(_))
                | (Function::Time, Arg::Date(DateValue::DateTime(_)))
        )
    }
}

/// The problem of a function that does not exist.
pub(super) fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-function", format!("there is no function `{name}`"))
        .help("the functions are NUMBER and DATETIME")
}

/// The problem of a call with so many values before its options, if it is one.
pub(super) fn wrong_count(function: Function, count: usize) -> Option<Diagnostic> {
    let (most, takes, example) = match function {
        Function::Number => (1, "one value", "$value"),
        // Two dates are a range.
        Function::DateTime | Function::Time => {
            (2, "one value, or the two ends of a range,", "$start, $end")
        }
    };
    if (1..=most).contains(&count) {
        return None;
    }
    let name = function.name();
    let problem = format!("{name} takes {takes} before its options");
    let help = format!("write `{name}({example})`");
    Some(Diagnostic::error("function-option", problem).help(help))
}

/// The value of an option as a message writes it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Literal<'a> {
    /// Between the quotes.
    Text(&'a str),
    /// Digits.
    Number(&'a str),
}

impl<'a> Literal<'a> {
    fn option_value(self) -> OptionValue<'a> {
        match self {
            Literal::Text(text) => OptionValue::Text(text),
            Literal::Number(digits) => OptionValue::Number(digits.parse().unwrap_or(f64::NAN)),
        }
    }
}

/// The function as these options make it.
pub(super) fn with_options<'a>(
    function: Function,
    mut names: impl Iterator<Item = &'a str>,
) -> Function {
    match function {
        Function::DateTime if names.any(|name| matches!(name, "timeStyle" | "hour")) => {
            Function::Time
        }
        other => other,
    }
}

/// What is wrong with the options of a call: the name of the option, or `None` for all together, and the problem.
pub(super) fn problems<'a>(
    function: Function,
    options: impl Iterator<Item = (&'a str, Literal<'a>)>,
) -> Vec<(Option<&'a str>, Diagnostic)> {
    let mut number = NumberOptions::default();
    let mut date = DateOptions::default();
    let mut found = Vec::new();
    for (name, value) in options {
        let value = value.option_value();
        let set = match function {
            Function::Number => number.set(name, value),
            Function::DateTime | Function::Time => date.set(name, value),
        };
        if let Err(error) = set {
            found.push((Some(name), bad_option(function, &error)));
        }
    }
    let together = match function {
        Function::Number => number.validate(),
        Function::DateTime | Function::Time => date.validate(),
    };
    if let Err(error) = together
        && found.is_empty()
    {
        found.push((
            None,
            Diagnostic::error("function-option", format!("{}: {error}", function.name()))
                .help("add what they need, or leave some of them out"),
        ));
    }
    found
}

fn bad_option(function: Function, error: &OptionError) -> Diagnostic {
    Diagnostic::error("function-option", format!("{}: {error}", function.name()))
        .help(error.help(Writing::Message))
}

/// Adds our functions to the bundle of a language with this tag, and our writing of bare numbers.
pub(super) fn install(bundle: &mut Bundle, formats: &Arc<Formats>, lang: Lang, tag: &str) {
    // Both names are free in a new bundle, so neither call can fail.
    let _ = bundle.add_function("NUMBER", call_number);
    let formats = formats.clone();
    let _ = bundle.add_function("DATETIME", move |positional, named| {
        call_datetime(&formats, lang, positional, named)
    });
    install_numbers(bundle, tag);
}

/// The value of an argument inside fluent-bundle.
pub(super) fn value<'a>(arg: &'a Arg, formats: &Arc<Formats>, lang: Lang) -> FluentValue<'a> {
    match arg {
        Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Arg::Number(value) if value.is_finite() => FluentValue::Number(number(*value)),
        Arg::Number(number) => FluentValue::String(Cow::Owned(number.to_string())),
        Arg::Date(value) => FluentValue::Custom(Box::new(FluentDate {
            value: *value,
            formats: formats.clone(),
            lang,
        })),
    }
}

fn call_datetime<'a>(
    formats: &Formats,
    lang: Lang,
    positional: &[FluentValue<'a>],
    named: &FluentArgs,
) -> FluentValue<'a> {
    let date = |value: &FluentValue<'_>| match value {
        FluentValue::Custom(custom) => {
            let date = (**custom).as_any().downcast_ref::<FluentDate>();
            date.map(|date| date.value)
        }
        _ => None,
    };
    let dates: Option<Vec<DateValue>> = positional.iter().map(date).collect();
    let mut options = DateOptions::default();
    for (name, value) in named.iter() {
        // A wrong option was reported when the message was loaded.
        let _ = match value {
            FluentValue::String(text) => options.set(name, OptionValue::Text(text)),
            FluentValue::Number(number) => options.set(name, OptionValue::Number(number.value)),
            _ => Ok(()),
        };
    }
    let written = match dates.as_deref() {
        Some([date]) => formats.date(lang, *date, &options),
        Some([start, end]) => formats.date_range(lang, *start, *end, &options),
        _ => return FluentValue::Error,
    };
    match written {
        Ok(written) => FluentValue::String(Cow::Owned(written)),
        Err(_) => FluentValue::Error,
    }
}

/// A date on its way through fluent-bundle.
#[derive(Debug, Clone)]
struct FluentDate {
    value: DateValue,
    formats: Arc<Formats>,
    lang: Lang,
}

impl PartialEq for FluentDate {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl FluentDate {
    /// A date without `DATETIME` is written as `DATETIME` without options does.
    fn written(&self) -> Cow<'static, str> {
        self.formats
            .date(self.lang, self.value, &DateOptions::default())
            .unwrap_or_default()
            .into()
    }
}

impl FluentType for FluentDate {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(self.clone())
    }

    fn as_string(&self, _: &intl_memoizer::IntlLangMemoizer) -> Cow<'static, str> {
        self.written()
    }

    fn as_string_threadsafe(&self, _: &IntlLangMemoizer) -> Cow<'static, str> {
        self.written()
    }
}
