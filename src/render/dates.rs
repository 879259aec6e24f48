//! Dates and options as templates give them.

use jiff::civil::{Date, DateTime};
use tera::{Error, Kwargs, TeraResult};

use crate::i18n::format::{DateOptions, DateValue, NumberOptions, OptionValue};

/// An ISO 8601 date or date and time, as `page.date` is written; an offset is left out, since what is shown is the
/// author's own clock.
pub(super) fn parse(text: &str) -> Option<DateValue> {
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || text.len() < 10
        || !text.is_ascii()
    {
        return None;
    }
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(DateValue::Date);
    }
    let end = text[10..].find(['+', 'Z', 'z']).map(|at| at + 10);
    let end = end
        .or_else(|| text[11..].find('-').map(|at| at + 11))
        .unwrap_or(text.len());
    text[..end]
        .parse::<DateTime>()
        .ok()
        .map(DateValue::DateTime)
}

/// The options of `date`; `style` is short for `dateStyle`.
pub(super) fn options(arguments: &Kwargs) -> TeraResult<DateOptions> {
    let mut options = DateOptions::default();
    let mut plain = true;
    each(arguments, &["value", "lang"], |name, value| {
        let name = if name == "style" { "dateStyle" } else { name };
        plain &= name == "calendar";
        options.set(name, value)
    })?;
    if plain {
        options.date_style = DateOptions::long().date_style;
    }
    Ok(options)
}

/// The options of `number`.
pub(super) fn number_options(arguments: &Kwargs) -> TeraResult<NumberOptions> {
    let mut options = NumberOptions::default();
    each(arguments, &["value", "lang"], |name, value| {
        options.set(name, value)
    })?;
    Ok(options)
}

fn each<E: std::fmt::Display>(
    arguments: &Kwargs,
    passed_over: &[&str],
    mut set: impl FnMut(&str, OptionValue<'_>) -> Result<(), E>,
) -> TeraResult<()> {
    for (name, value) in arguments.iter() {
        let Some(name) = name.as_str().filter(|name| !passed_over.contains(name)) else {
            continue;
        };
        if value.is_none() || value.is_undefined() {
            continue;
        }
        let option = match (value.as_str(), value.as_number(), value.as_bool()) {
            (Some(text), ..) => OptionValue::Text(text),
            (_, Some(number), _) => OptionValue::Number(number.as_float()),
            (.., Some(flag)) => OptionValue::Bool(flag),
            _ => OptionValue::Text(value.name()),
        };
        set(name, option).map_err(|problem| Error::message(problem.to_string()))?;
    }
    Ok(())
}
