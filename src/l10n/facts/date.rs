//! Dates, whichever way they were written; those in digits alone.

use std::ops::Range;

use super::letters::Letters;
use super::{Fact, kanji};

/// A date with what is said of it, at letters of a text.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) range: Range<usize>,
}

impl Dated {
    pub(super) fn fact(&self) -> Fact {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => {
                Fact::Date(format!("{year:04}-{month:02}-{day:02}"))
            }
            (Some(year), Some(month), None) => Fact::Date(format!("{year:04}-{month:02}")),
            (Some(year), None, _) => Fact::Number(year.to_string()),
            (None, month, Some(day)) => {
                Fact::Date(format!("--{:02}-{day:02}", month.unwrap_or_default()))
            }
            (None, month, None) => Fact::Date(format!("--{:02}", month.unwrap_or_default())),
        }
    }

    pub(super) fn civil(&self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// Whether the calendar has it; without a year, in any year.
    pub(super) fn is_valid(&self) -> bool {
        const LEAP_YEAR: i16 = 2024;
        let year = self.year.unwrap_or(LEAP_YEAR);
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        year > 0 && jiff::civil::Date::new(year, month, day).is_ok()
    }
}

/// Whether dates begin with such a letter.
pub(super) fn may_begin(char: char) -> bool {
    char.is_ascii_alphanumeric() || kanji::is_numeral(char) || "明大昭平令".contains(char)
}

/// A number of at most four digits, or a short Chinese numeral, and where it ends.
pub(super) fn integer(text: &Letters, at: usize) -> Option<(u32, usize)> {
    if text.at(at).is_ascii_digit() {
        return digits(text, at).map(|(value, _, end)| (value, end));
    }
    kanji::short(text, at)
}

/// At most four digits that no other follows: their value, how many, and where they end.
pub(super) fn digits(text: &Letters, at: usize) -> Option<(u32, usize, usize)> {
    const MOST: usize = 4;
    let mut end = at;
    let mut value = 0;
    while let Some(digit) = text.at(end).to_digit(10) {
        if end - at == MOST {
            return None;
        }
        value = value * 10 + digit;
        end += 1;
    }
    (end > at).then_some((value, end - at, end))
}

pub(super) fn month(value: u32) -> Option<i8> {
    i8::try_from(value)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

pub(super) fn day(value: u32) -> Option<i8> {
    i8::try_from(value)
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// A year that is meant as one where it has four digits.
pub(super) fn year(value: u32) -> Option<i16> {
    i16::try_from(value)
        .ok()
        .filter(|year| (1000..=2999).contains(year))
}

/// The place after a mark between the ends of a range.
pub(super) fn after_range_mark(text: &Letters, at: usize) -> Option<usize> {
    const SIGNS: [&str; 14] = [
        "~", "〜", "∼", "-", "‐", "–", "—", "−", "から", "至", "到", "to ", "through ", "until ",
    ];
    let start = text.after_space(at);
    Some(text.after_space(text.after_any(start, &SIGNS)?))
}

/// `2012-01-19`, `2012/1/19`, `2012.1.19`, `2012-01`, and `19/1/2012` where only one reading is a date.
pub(super) fn iso(text: &Letters, at: usize) -> Option<(Vec<Dated>, usize)> {
    let (first, width, end) = digits(text, at)?;
    let sign = text.at(end);
    if !"-/.".contains(sign) {
        return None;
    }
    let (second, second_width, second_end) = digits(text, end + 1)?;
    let third = (text.at(second_end) == sign)
        .then(|| digits(text, second_end + 1))
        .flatten();
    let dated = |year_, month_, day_: Option<u32>, end| {
        let dated = Dated {
            year: Some(year(year_)?),
            month: Some(month(month_)?),
            day: match day_ {
                Some(value) => Some(day(value)?),
                None => None,
            },
            range: at..end,
        };
        let is_alone = !"-/".contains(text.at(end)) && !text.at(end).is_ascii_digit();
        (dated.is_valid() && is_alone).then(|| (vec![dated], after_letter_t(text, end)))
    };
    match third {
        Some((third, third_width, end)) if width == 4 && third_width <= 2 => {
            dated(first, second, Some(third), end)
        }
        Some((third, 4, end)) if sign == '/' && width <= 2 => match (first > 12, second > 12) {
            (true, false) => dated(third, second, Some(first), end),
            (false, true) => dated(third, first, Some(second), end),
            _ => None,
        },
        None if width == 4
            && second_width == 2
            && sign == '-'
            && !text.at(second_end).is_ascii_alphanumeric()
            && text.at(second_end) != '-' =>
        {
            dated(first, second, None, second_end)
        }
        _ => None,
    }
}

/// Between date and time of day.
fn after_letter_t(text: &Letters, at: usize) -> usize {
    match text.at(at) == 'T' && text.at(at + 1).is_ascii_digit() {
        true => at + 1,
        false => at,
    }
}
