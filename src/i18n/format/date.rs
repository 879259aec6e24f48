//! Dates and times as a language writes them.

use icu::calendar::{Date, Iso};
use icu::datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu::datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu::locale::Locale;
use icu::locale::preferences::extensions::unicode::keywords::{CalendarAlgorithm, HourCycle};
use icu::time::{DateTime, Time};

use super::FormatError;
use super::date_options::{Calendar, DateOptions};

/// What is to be written: civil time, in the zone in which it is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
    /// A day.
    Date(jiff::civil::Date),
    /// A day and a time of day.
    DateTime(jiff::civil::DateTime),
}

/// A formatter for one language and one set of options.
pub(super) struct Formatter {
    formatter: DateTimeFormatter<CompositeDateTimeFieldSet>,
    needs_time: bool,
    /// The first year of an era is written 元年.
    first_year_is_gannen: bool,
}

impl Formatter {
    pub(super) fn new(locale: &Locale, options: &DateOptions) -> Result<Self, FormatError> {
        let field_set = options.field_set()?;
        let mut preferences = DateTimeFormatterPreferences::from(locale);
        if let Some(calendar) = options.calendar {
            preferences.calendar_algorithm = Some(match calendar {
                Calendar::Gregory => CalendarAlgorithm::Gregory,
                Calendar::Japanese => CalendarAlgorithm::Japanese,
            });
        }
        if let Some(hour12) = options.hour12 {
            preferences.hour_cycle = Some(if hour12 {
                HourCycle::Clock12
            } else {
                HourCycle::Clock24
            });
        }
        let japanese = preferences.calendar_algorithm == Some(CalendarAlgorithm::Japanese);
        let formatter = DateTimeFormatter::try_new(preferences, field_set)
            .map_err(|error| FormatError::Data(error.to_string()))?;
        Ok(Formatter {
            formatter,
            needs_time: options.time_style.is_some() || options.hour.is_some(),
            first_year_is_gannen: japanese && locale.id.language.as_str() == "ja",
        })
    }

    pub(super) fn format(&self, value: DateValue) -> Result<String, FormatError> {
        let (date, time) = match value {
            DateValue::Date(_) if self.needs_time => return Err(FormatError::NoTime),
            DateValue::Date(date) => (date, jiff::civil::Time::midnight()),
            DateValue::DateTime(at) => (at.date(), at.time()),
        };
        let written = self.formatter.format(&civil(date, time)?).to_string();
        Ok(if self.first_year_is_gannen {
            gannen(written)
        } else {
            written
        })
    }
}

fn civil(date: jiff::civil::Date, time: jiff::civil::Time) -> Result<DateTime<Iso>, FormatError> {
    let range = |error: icu::calendar::RangeError| FormatError::Data(error.to_string());
    let small = |number: i8| u8::try_from(number).unwrap_or(0);
    Ok(DateTime {
        date: Date::try_new_iso(
            i32::from(date.year()),
            small(date.month()),
            small(date.day()),
        )
        .map_err(range)?,
        time: Time::try_new(
            small(time.hour()),
            small(time.minute()),
            small(time.second()),
            0,
        )
        .map_err(|error| FormatError::Data(error.to_string()))?,
    })
}

/// 令和1年 to 令和元年: CLDR's `jpanyear` numbering, which ICU4X does not apply.
fn gannen(written: String) -> String {
    match written.find("1年") {
        Some(at) if !written[..at].ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{}元{}", &written[..at], &written[at + 1..])
        }
        _ => written,
    }
}
