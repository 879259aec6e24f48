//! Dates with English names of months.

use super::cjk_date::ERAS;
use super::date::{Dated, after_range_mark, day, digits, year};
use super::letters::Letters;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words before a month; May and March alone are others without them.
const BEFORE_MONTHS: [&str; 16] = [
    "in", "by", "since", "until", "till", "from", "of", "early", "late", "every", "each", "last",
    "next", "this", "to", "through",
];

/// A date or several in a row (April 1–3, 2026), and where they end.
pub(super) fn read(text: &Letters, at: usize) -> Option<(Vec<Dated>, usize)> {
    if let Some(year) = era(text, at) {
        return Some(year);
    }
    let (mut found, mut end) = one(text, at)?;
    let next = after_range_mark(text, end).or_else(|| text.after_any(end, &[" and "]));
    if let Some((more, next)) = next.and_then(|next| one(text, next)) {
        found.extend(more);
        end = next;
    }
    // The year stands behind the last.
    if let Some(year) = found.last().and_then(|last| last.year) {
        for date in &mut found {
            date.year = date.year.or(Some(year));
        }
    }
    found.iter().all(Dated::is_valid).then_some((found, end))
}

fn one(text: &Letters, at: usize) -> Option<(Vec<Dated>, usize)> {
    let (days, month, is_full, end) = match text.at(at).is_ascii_digit() {
        true => {
            let (days, end) = days(text, at)?;
            let end = text.after_space(end);
            let end = text.after_any(end, &["of "]).unwrap_or(end);
            let (month, is_full, end) = month(text, end)?;
            (days, month, is_full, end)
        }
        false => {
            let (month, is_full, end) = month(text, at)?;
            let (days, end) = days(text, text.after_space(end)).unwrap_or((Vec::new(), end));
            (days, month, is_full, end)
        }
    };
    let comma = text.after_any(end, &[","]).unwrap_or(end);
    let (year, end) = match year_at(text, text.after_space(comma)) {
        Some((year, end)) => (Some(year), end),
        None => (None, end),
    };
    if days.is_empty() && year.is_none() && !(is_full && is_month_alone(text, at, month)) {
        return None;
    }
    let dated = |day| Dated {
        year,
        month: Some(month),
        day,
        range: at..end,
    };
    Some(match days.is_empty() {
        true => (vec![dated(None)], end),
        false => (days.into_iter().map(|day| dated(Some(day))).collect(), end),
    })
}

/// The month, whether its name is written out, and where it ends.
fn month(text: &Letters, at: usize) -> Option<(i8, bool, usize)> {
    if !text.at(at).is_ascii_uppercase() {
        return None;
    }
    let end = text.while_at(at, |char| char.is_ascii_alphabetic());
    let word = text.string(at..end.min(at + 10));
    let number = |at: usize| i8::try_from(at + 1).ok();
    let named = MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(&word));
    if let Some(at) = named {
        return Some((number(at)?, true, end));
    }
    let is_short = |name: &str| {
        let short = name.get(..3).unwrap_or_default();
        short.eq_ignore_ascii_case(&word)
            || (name == "September" && word.eq_ignore_ascii_case("Sept"))
    };
    let at = MONTHS.iter().position(|name| is_short(name))?;
    Some((
        number(at)?,
        false,
        text.after_any(end, &["."]).unwrap_or(end),
    ))
}

/// One or two days: 1, 1st, 1–3.
fn days(text: &Letters, at: usize) -> Option<(Vec<i8>, usize)> {
    let (first, mut end) = ordinal(text, at)?;
    let mut found = vec![first];
    let next = after_range_mark(text, end).or_else(|| text.after_any(end, &[" and "]));
    if let Some((second, second_end)) = next.and_then(|next| ordinal(text, next)) {
        // Not the day of another month: 30 March – 2 April.
        let is_of_next = month(text, text.after_space(end)).is_some();
        if !is_of_next {
            found.push(second);
            end = second_end;
        }
    }
    Some((found, end))
}

fn ordinal(text: &Letters, at: usize) -> Option<(i8, usize)> {
    let (value, width, end) = digits(text, at)?;
    let end = text
        .after_any(end, &["st", "nd", "rd", "th"])
        .unwrap_or(end);
    let is_day = width <= 2 && !text.at(end).is_ascii_alphanumeric();
    // A time of day, or a decimal.
    let goes_on = ":.".contains(text.at(end)) && text.at(end + 1).is_ascii_digit();
    (is_day && !goes_on).then_some((day(value)?, end))
}

fn year_at(text: &Letters, at: usize) -> Option<(i16, usize)> {
    let (value, width, end) = digits(text, at)?;
    let is_grouped = text.at(end) == ',' && text.at(end + 1).is_ascii_digit();
    if width != 4 || is_grouped || text.at(end).is_ascii_alphanumeric() {
        return None;
    }
    Some((year(value)?, end))
}

/// May and March are words too, but for those before them.
fn is_month_alone(text: &Letters, at: usize, month: i8) -> bool {
    let end = text.before_space(at);
    if !matches!(month, 3 | 5) || "-–—~".contains(text.before(end)) {
        return true;
    }
    end < at
        && BEFORE_MONTHS.iter().any(|word| {
            text.has_before(end, word) && !text.before(end - word.len()).is_ascii_alphanumeric()
        })
}

/// Heisei 24.
fn era(text: &Letters, at: usize) -> Option<(Vec<Dated>, usize)> {
    let (_, name, first) = ERAS.iter().find(|(_, name, _)| text.has(at, name))?;
    let start = text.after_space(at + name.len());
    let (count, width, end) = digits(text, start)?;
    let count = i16::try_from(count).ok()?;
    if start == at + name.len() || width > 2 || count == 0 {
        return None;
    }
    let dated = Dated {
        year: Some(first + count - 1),
        month: None,
        day: None,
        range: at..end,
    };
    Some((vec![dated], end))
}
