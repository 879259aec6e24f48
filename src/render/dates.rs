//! Dates and numbers as templates give them: one, a list, or the two ends of a range.

use jiff::civil::{Date, DateTime};
use tera::{Error, Kwargs, State, TeraResult, Value};

use super::answers::Kind;
use super::functions::{Shared, language};
use crate::config::Lang;
use crate::i18n::format::{
    DateOptions, DateValue, FormatError, NumberOptions, OptionError, OptionValue, Writing,
};

/// `date(value=page.date, style="long", calendar="japanese")`: a date in words, with the option names of Fluent's
/// DATETIME. `end=` makes a range of it; of a list each date is written, joined as the language joins lists.
pub(super) fn date(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let lang = language(shared, arguments, state)?;
    let kind = Kind::Date(lang);
    shared.answers.answer(kind, None, arguments, || {
        let options = date_options(arguments, &["value", "end", "lang"])?;
        let value = arguments.must_get::<Value>("value")?;
        // Where there is nothing, the template engine says so best.
        if is_nothing(&value) {
            return Err(match arguments.must_get::<&str>("value") {
                Err(problem) => problem,
                Ok(_) => nothing(),
            });
        }
        written(shared, lang, &value, &options, arguments)
    })
}

/// `page.date | date`, `page.date | date(style="short")`: what the function `date` says of a value.
pub(super) fn date_filter(
    shared: &Shared,
    value: &Value,
    arguments: &Kwargs,
    state: &State,
) -> TeraResult<Value> {
    let lang = language(shared, arguments, state)?;
    let kind = Kind::Date(lang);
    shared.answers.answer(kind, Some(value), arguments, || {
        let options = date_options(arguments, &["end", "lang"])?;
        match is_nothing(value) {
            true => Err(nothing()),
            false => written(shared, lang, value, &options, arguments),
        }
    })
}

fn nothing() -> Error {
    Error::message("there is no date")
}

/// A date, a list of them or a range in words; they are so whenever they are asked for.
fn written(
    shared: &Shared,
    lang: Lang,
    value: &Value,
    options: &DateOptions,
    arguments: &Kwargs,
) -> TeraResult<(Value, bool)> {
    let end = arguments
        .get::<Value>("end")?
        .filter(|end| !is_nothing(end));
    let written = match (value.as_array(), end) {
        (Some(_), Some(_)) => {
            return Err(Error::message(
                "a list of dates has no `end`: give the range its first date as `value`",
            ));
        }
        (Some(list), None) => {
            let each = |item: &Value| {
                let date = read(item)?;
                shared
                    .formats
                    .date(lang, date, options)
                    .map_err(|problem| refused(&problem))
            };
            let written: Vec<String> = list.iter().map(each).collect::<TeraResult<_>>()?;
            Ok(shared.formats.list(lang, &written))
        }
        (None, Some(end)) => {
            let (start, end) = (read(value)?, read(&end)?);
            shared.formats.date_range(lang, start, end, options)
        }
        (None, None) => shared.formats.date(lang, read(value)?, options),
    };
    written
        .map(|written| (written.into(), true))
        .map_err(|problem| refused(&problem))
}

/// `number(value=1234.5)`: a number as the language writes it, with the option names of Fluent's NUMBER; of a list each,
/// joined as the language joins lists.
pub(super) fn number(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let lang = language(shared, arguments, state)?;
    let options = number_options(arguments)?;
    let write = |value: f64| {
        shared
            .formats
            .number(lang, value, &options)
            .map_err(|problem| refused(&problem))
    };
    let list = arguments.get::<Value>("value")?;
    let Some(list) = list.as_ref().and_then(Value::as_array) else {
        return write(arguments.must_get::<f64>("value")?).map(Value::from);
    };
    let each = |item: &Value| {
        let number = item
            .as_number()
            .ok_or_else(|| Error::message(format!("`{item}` in the list is no number")))?;
        write(number.as_float())
    };
    let written: Vec<String> = list.iter().map(each).collect::<TeraResult<_>>()?;
    Ok(shared.formats.list(lang, &written).into())
}

fn read(value: &Value) -> TeraResult<DateValue> {
    value
        .as_str()
        .and_then(parse)
        .ok_or_else(|| Error::message(format!("`{value}` is no ISO 8601 date; write `2012-01-19`")))
}

fn is_nothing(value: &Value) -> bool {
    value.is_none() || value.is_undefined()
}

fn refused(problem: &FormatError) -> Error {
    Error::message(problem.to_string())
}

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

/// The options of `date`, which are all arguments but for these; `style` is short for `dateStyle`.
fn date_options(arguments: &Kwargs, others: &[&str]) -> TeraResult<DateOptions> {
    let mut options = DateOptions::default();
    let mut plain = true;
    each(arguments, others, |name, value| {
        plain &= name == "calendar";
        match name {
            "style" => options
                .set("dateStyle", value)
                .map_err(|problem| problem.named(name)),
            _ => options.set(name, value),
        }
    })?;
    if plain {
        options.date_style = DateOptions::long().date_style;
    }
    Ok(options)
}

/// The options of `number`.
fn number_options(arguments: &Kwargs) -> TeraResult<NumberOptions> {
    let mut options = NumberOptions::default();
    each(arguments, &["value", "lang"], |name, value| {
        options.set(name, value)
    })?;
    Ok(options)
}

fn each(
    arguments: &Kwargs,
    passed_over: &[&str],
    mut set: impl FnMut(&str, OptionValue<'_>) -> Result<(), OptionError>,
) -> TeraResult<()> {
    for (name, value) in arguments.iter() {
        let Some(name) = name.as_str().filter(|name| !passed_over.contains(name)) else {
            continue;
        };
        if is_nothing(value) {
            continue;
        }
        let option = match (value.as_str(), value.as_number(), value.as_bool()) {
            (Some(text), ..) => OptionValue::Text(text),
            (_, Some(number), _) => OptionValue::Number(number.as_float()),
            (.., Some(flag)) => OptionValue::Bool(flag),
            _ => OptionValue::Text(value.name()),
        };
        set(name, option).map_err(|problem| {
            let help = problem.help(Writing::Template);
            Error::message(format!("{problem}; {help}"))
        })?;
    }
    Ok(())
}
