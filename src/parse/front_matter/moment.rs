//! Dates: ISO 8601 is read, what else people write is recognised to show them the right form.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::{Offset, TimeZone};

use super::Moment;

/// What is wrong with a date, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateProblem {
    pub(super) message: String,
    pub(super) help: String,
}

/// The first and the last day of which [`Moment::can_be_told`] holds.
pub(super) const FIRST: Date = jiff::civil::date(0, 1, 2);
pub(super) const LAST: Date = jiff::civil::date(9999, 12, 29);

const FORMS: &str = "write it as `2012-01-19`, or with a time as `2012-01-19T10:00:00+09:00`";

impl Moment {
    /// Reads `2012-01-19`, `2012-01-19T10:00`, `2012-01-19 10:00:00+09:00` and the like (ISO 8601, extended format;
    /// a space for the `T` as RFC 3339 allows).
    pub(super) fn parse(text: &str) -> Result<Moment, DateProblem> {
        let Some((year, month, day, rest)) = iso_date(text) else {
            return Err(not_iso(text));
        };
        let date = civil_date(year, month, day)?;
        if rest.is_empty() {
            return Ok(Moment::Date(date));
        }
        let Some(after) = rest.strip_prefix(['T', 't', ' ']) else {
            return Err(not_iso(text));
        };
        let written = after.trim_start_matches(' ');
        let Some((time, zone)) = clock(written) else {
            if let Some(zone) = end_of_day(written) {
                return Err(DateProblem {
                    message: "24:00 is the next day".to_owned(),
                    help: match date.tomorrow() {
                        Ok(next) => format!("write `{next}T00:00:00{zone}`"),
                        Err(_) => FORMS.to_owned(),
                    },
                });
            }
            return Err(DateProblem {
                message: format!(
                    "`{}` has no time that can be read",
                    crate::yaml::shorten(text)
                ),
                help: FORMS.to_owned(),
            });
        };
        let moment = date.to_datetime(time);
        match zone.trim_matches(' ') {
            "" => Ok(Moment::Local(moment)),
            zone => offset(zone)
                .map(|offset| Moment::Offset(moment, offset))
                .ok_or_else(|| DateProblem {
                    message: format!("`{}` is no offset from UTC", crate::yaml::shorten(zone)),
                    help: "write `+09:00` or `Z`, or leave it out for the site's time zone"
                        .to_owned(),
                }),
        }
    }

    /// The instant it stands for: a date for its first moment in `zone`, a time without offset for that time in `zone`
    /// (behind a gap in the clock, the later reading; in a fold, the earlier).
    #[must_use]
    pub fn instant(&self, zone: &TimeZone) -> Timestamp {
        let (civil, instant) = match *self {
            Moment::Date(date) => {
                let civil = date.to_datetime(Time::midnight());
                (civil, zone.to_timestamp(civil))
            }
            Moment::Local(civil) => (civil, zone.to_timestamp(civil)),
            Moment::Offset(civil, offset) => (civil, offset.to_timestamp(civil)),
        };
        // Only the very ends of jiff's range cannot be told as instants.
        let end = if civil.year() > 0 {
            Timestamp::MAX
        } else {
            Timestamp::MIN
        };
        instant.unwrap_or(end)
    }

    /// ISO 8601, a date alone where only a date was written.
    #[must_use]
    pub fn iso(&self) -> String {
        match self {
            Moment::Date(date) => date.to_string(),
            Moment::Local(civil) => civil.to_string(),
            Moment::Offset(civil, offset) => {
                let seconds = offset.seconds();
                if seconds == 0 {
                    return format!("{civil}Z");
                }
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                format!("{civil}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// The day as written, whatever the zone.
    #[must_use]
    pub fn date(&self) -> Date {
        match self {
            Moment::Date(date) => *date,
            Moment::Local(civil) | Moment::Offset(civil, _) => civil.date(),
        }
    }

    /// Whether it is an instant with a year of four digits in every time zone, which feeds need.
    pub(super) fn can_be_told(&self) -> bool {
        (FIRST..=LAST).contains(&self.date())
    }

    /// Order in time, by [`Moment::instant`].
    #[must_use]
    pub fn compare(&self, other: &Moment, zone: &TimeZone) -> Ordering {
        self.instant(zone).cmp(&other.instant(zone))
    }
}

/// Takes exactly `count` ASCII digits off the start.
fn digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let head = text.get(..count)?;
    if !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((head.parse().ok()?, &text[count..]))
}

fn iso_date(text: &str) -> Option<(i64, i64, i64, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    Some((year, month, day, rest))
}

fn civil_date(year: i64, month: i64, day: i64) -> Result<Date, DateProblem> {
    let narrow = |value: i64| i8::try_from(value).unwrap_or(0);
    let year16 = i16::try_from(year).unwrap_or(0);
    let written = format!("{year:04}-{month:02}-{day:02}");
    Date::new(year16, narrow(month), narrow(day)).map_err(|_| {
        let first = Date::new(year16, narrow(month), 1);
        let help = match first {
            Ok(first) if day > 0 => {
                format!("the last day of that month is `{}`", first.last_of_month())
            }
            Ok(first) => format!("the first day of that month is `{first}`"),
            Err(_) => format!("write a month from 01 to 12, such as `{year:04}-01-19`"),
        };
        DateProblem {
            message: format!("the date {written} does not exist"),
            help,
        }
    })
}

/// What follows `24:00`, `24:00:00` or `24:00:00.0`, the end of a day, which few programs read.
fn end_of_day(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix("24:00")?;
    if let Some(after) = rest.strip_prefix(":00") {
        rest = after;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            rest = after.trim_start_matches('0');
        }
    }
    let zone = rest.trim_matches(' ');
    (zone.is_empty() || offset(zone).is_some()).then_some(zone)
}

/// `10:00`, `10:00:00`, `10:00:00.5` or `10:00:00,5`, and what follows.
fn clock(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    let mut second = 0;
    let mut nanosecond = 0_i32;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = digits(after, 2)?;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            let length = after.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=9).contains(&length) {
                return None;
            }
            let padded = format!("{:0<9}", &after[..length]);
            nanosecond = padded.parse().ok()?;
            rest = &after[length..];
        }
    }
    let narrow = |value: i64| i8::try_from(value).ok();
    let time = Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, nanosecond).ok()?;
    Some((time, rest))
}

/// `Z`, `+09:00`, `+0900` or `+09`.
fn offset(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, rest) = digits(rest, 2)?;
    let minutes = match rest.strip_prefix(':').unwrap_or(rest) {
        "" if rest.is_empty() => 0,
        rest => {
            let (minutes, end) = digits(rest, 2)?;
            end.is_empty().then_some(minutes)?
        }
    };
    // RFC 3339 §5.6: `time-hour` is 00 to 23.
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(sign * (hours * 3600 + minutes * 60)).ok()?;
    Offset::from_seconds(seconds).ok()
}

fn not_iso(text: &str) -> DateProblem {
    let help = match recognise(text) {
        Some((year, Some((month, day)))) if civil_date(year, month, day).is_ok() => {
            format!("write `{year:04}-{month:02}-{day:02}`")
        }
        Some((year, None)) => {
            format!("write the whole date, year first: `{year:04}-01-19` for 19 January")
        }
        _ => FORMS.to_owned(),
    };
    DateProblem {
        message: format!(
            "`{}` is no date in the form that is read here",
            crate::yaml::shorten(text)
        ),
        help,
    }
}

/// The first year of each Japanese era, so that year 1 is the year named.
const ERAS: &[(&str, i64)] = &[
    ("令和", 2019),
    ("平成", 1989),
    ("昭和", 1926),
    ("大正", 1912),
    ("明治", 1868),
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A year, and month and day where they are told too, from the usual ways to write a date in Japanese, Chinese and
/// English. `1/2/2012` is not guessed at.
fn recognise(text: &str) -> Option<(i64, Option<(i64, i64)>)> {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain.trim();
    for (era, first) in ERAS {
        if let Some(rest) = plain.strip_prefix(era) {
            let rest = rest.replace('元', "1");
            let numbers = numbers(&rest);
            let year = first + numbers.first()? - 1;
            return Some((year, month_and_day(&numbers)));
        }
    }
    if let Some((year, week, rest)) = week(plain) {
        return match digits(rest, 1) {
            Some((day, "")) => day_of_week(year, week, day),
            _ => Some((year, None)),
        };
    }
    let numbers = numbers(plain);
    let word: String = plain
        .chars()
        .skip_while(|character| !character.is_ascii_alphabetic())
        .take(3)
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(month) = MONTHS.iter().position(|name| *name == word) {
        let year = *numbers.iter().find(|number| **number > 31)?;
        let day = *numbers.iter().find(|number| **number <= 31)?;
        return Some((year, Some((i64::try_from(month).ok()? + 1, day))));
    }
    let year = *numbers.first()?;
    let starts_with_year = plain.bytes().take_while(u8::is_ascii_digit).count() == 4;
    starts_with_year.then(|| (year, month_and_day(&numbers)))
}

/// Year, week and what follows of `2020-W01-1` or `2020W011` (ISO 8601).
fn week(text: &str) -> Option<(i64, i64, &str)> {
    let (year, rest) = digits(text, 4)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (week, rest) = digits(rest.strip_prefix(['W', 'w'])?, 2)?;
    Some((year, week, rest.strip_prefix('-').unwrap_or(rest)))
}

/// The day of a week, which may be in another year; none where there is no such day.
fn day_of_week(year: i64, week: i64, day: i64) -> Option<(i64, Option<(i64, i64)>)> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
    let (year, week) = (i16::try_from(year).ok()?, i8::try_from(week).ok()?);
    let date = ISOWeekDate::new(year, week, weekday).ok()?.date();
    let in_year = (i64::from(date.month()), i64::from(date.day()));
    Some((i64::from(date.year()), Some(in_year)))
}

fn month_and_day(numbers: &[i64]) -> Option<(i64, i64)> {
    Some((*numbers.get(1)?, *numbers.get(2)?))
}

/// The runs of at most four digits in a text.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter(|run| (1..=4).contains(&run.len()))
        .filter_map(|run| run.parse().ok())
        .collect()
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' => {
            let digit = u32::from(character) - u32::from('０');
            char::from_digit(digit, 10).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
