//! Dates and times as a language writes them.

use icu::calendar::{Date, Iso};
use icu::datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu::datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu::locale::Locale;
use icu::locale::preferences::extensions::unicode::keywords::{CalendarAlgorithm, HourCycle};
use icu::time::{DateTime, Time};

use super::FormatError;
use super::date_mends::{Brackets, Mends, OtherWeekday};
use super::date_options::{Calendar, DateOptions};
use super::pieces::{Field, Piece, joined, pieces};
use super::range::{Separator, range};

/// What is to be written: civil time, in the zone in which it is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
    /// A day.
    Date(jiff::civil::Date),
    /// A day and a time of day.
    DateTime(jiff::civil::DateTime),
}

impl DateValue {
    /// Whether it comes before the other. Where one of the two has no time of day, the days alone are compared.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (DateValue::DateTime(a), DateValue::DateTime(b)) => a < b,
            (a, b) => a.day() < b.day(),
        }
    }

    fn day(self) -> jiff::civil::Date {
        match self {
            DateValue::Date(date) => date,
            DateValue::DateTime(at) => at.date(),
        }
    }
}

impl std::fmt::Display for DateValue {
    /// ISO 8601.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DateValue::Date(date) => date.fmt(f),
            DateValue::DateTime(at) => at.fmt(f),
        }
    }
}

/// A formatter for one language and one set of options.
pub(super) struct Formatter {
    formatter: DateTimeFormatter<CompositeDateTimeFieldSet>,
    needs_time: bool,
    mends: Mends,
    separator: Separator,
}

impl Formatter {
    pub(super) fn new(locale: &Locale, options: &DateOptions) -> Result<Self, FormatError> {
        let language = locale.id.language.as_str();
        let mut preferences = DateTimeFormatterPreferences::from(locale);
        if let Some(calendar) = options.calendar {
            preferences.calendar_algorithm = Some(match calendar {
                Calendar::Gregory => CalendarAlgorithm::Gregory,
                Calendar::Japanese => CalendarAlgorithm::Japanese,
            });
        }
        if let Some(hour12) = options.hour12 {
            preferences.hour_cycle = Some(match hour12 {
                // CLDR, `timeData` of Japan: 午前0:00. ICU4X takes 12 for it everywhere.
                true if language == "ja" => HourCycle::H11,
                true => HourCycle::Clock12,
                false => HourCycle::Clock24,
            });
        }
        let japanese = preferences.calendar_algorithm == Some(CalendarAlgorithm::Japanese);
        let make = |field_set: CompositeDateTimeFieldSet| {
            DateTimeFormatter::try_new(preferences, field_set)
                .map_err(|error| FormatError::Data(error.to_string()))
        };
        // Many languages abbreviate a whole date to digits, where a month in words was asked for.
        let in_full = match options.abbreviated_month() {
            Some(abbreviated) if has_month_in_digits(&make(abbreviated.field_set()?)?)? => {
                options.with_long_month()
            }
            _ => *options,
        };
        let options = &in_full;
        let field_set = options.field_set()?;
        let weekday = match options.with_length_of_weekday() {
            Some(other) => Some(OtherWeekday {
                of: make(other.field_set()?)?,
                brackets: Brackets::of(language, options.weekday),
            }),
            None => None,
        };
        Ok(Formatter {
            formatter: make(field_set)?,
            needs_time: options.time_style.is_some() || options.hour.is_some(),
            mends: Mends {
                first_year_is_gannen: japanese && matches!(language, "zh" | "yue"),
                weekday,
                ..Mends::new(language, options)
            },
            separator: Separator::of(locale),
        })
    }

    pub(super) fn format(&self, value: DateValue) -> Result<String, FormatError> {
        match self.mends.are_none() {
            true => Ok(self.formatter.format(&self.civil(value)?).to_string()),
            false => Ok(joined(&self.pieces(value)?)),
        }
    }

    pub(super) fn format_range(
        &self,
        start: DateValue,
        end: DateValue,
    ) -> Result<String, FormatError> {
        if end.is_before(start) {
            return Err(FormatError::Backwards {
                start: start.to_string(),
                end: end.to_string(),
            });
        }
        let (from, to) = (self.pieces(start)?, self.pieces(end)?);
        Ok(range(&from, &to, apart(start, end), self.separator))
    }

    fn civil(&self, value: DateValue) -> Result<DateTime<Iso>, FormatError> {
        match value {
            DateValue::Date(_) if self.needs_time => Err(FormatError::NoTime),
            DateValue::Date(date) => civil(date, jiff::civil::Time::midnight()),
            DateValue::DateTime(at) => civil(at.date(), at.time()),
        }
    }

    fn pieces(&self, value: DateValue) -> Result<Vec<Piece>, FormatError> {
        let value = self.civil(value)?;
        let mut written = pieces(&self.formatter, &value);
        self.mends.apply(&mut written, &value);
        Ok(written)
    }
}

/// Whether a formatter writes the month as a bare number: 2026/04, and not 4月 or Apr.
fn has_month_in_digits(
    formatter: &DateTimeFormatter<CompositeDateTimeFieldSet>,
) -> Result<bool, FormatError> {
    let any = civil(jiff::civil::date(2026, 4, 1), jiff::civil::Time::midnight())?;
    let written = pieces(formatter, &any);
    let Some(at) = written
        .iter()
        .position(|piece| piece.field == Some(Field::Month))
    else {
        return Ok(false);
    };
    let is_in_words = written[at].text.chars().any(char::is_alphabetic);
    let behind = written.get(at + 1).filter(|piece| piece.field.is_none());
    let has_unit = behind.is_some_and(|piece| piece.text.starts_with(char::is_alphabetic));
    Ok(!is_in_words && !has_unit)
}

/// The largest unit in which two dates differ. The era is left to what is shown.
fn apart(a: DateValue, b: DateValue) -> Option<Field> {
    let (from, to) = (a.day(), b.day());
    let time = |value: DateValue| match value {
        DateValue::Date(_) => jiff::civil::Time::midnight(),
        DateValue::DateTime(at) => at.time(),
    };
    let (start, end) = (time(a), time(b));
    [
        (from.year() != to.year(), Field::Year),
        (from.month() != to.month(), Field::Month),
        (from.day() != to.day(), Field::Day),
        (start.hour() != end.hour(), Field::Hour),
        (start.minute() != end.minute(), Field::Minute),
        (start.second() != end.second(), Field::Second),
    ]
    .into_iter()
    .find_map(|(differs, field)| differs.then_some(field))
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
