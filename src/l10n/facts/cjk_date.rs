//! Dates with 年, 月 and 日.

use super::date::{Dated, after_range_mark, day, digits, integer, month, year};
use super::kanji;
use super::letters::Letters;
use crate::config::Writing;

/// Japanese eras since 1868 and the years in which they began; of a year in which one era ends, either name may be used.
pub(super) const ERAS: [(&str, &str, i16); 5] = [
    ("明治", "Meiji", 1868),
    ("大正", "Taisho", 1912),
    ("昭和", "Showa", 1926),
    ("平成", "Heisei", 1989),
    ("令和", "Reiwa", 2019),
];

/// A date or several in a row (4月1日～3日), and where they end.
pub(super) fn read(text: &Letters, at: usize, writing: Writing) -> Option<(Vec<Dated>, usize)> {
    let (mut found, mut end) = one(text, at, None, writing)?;
    while let Some(last) = found.last() {
        let next = after_mark(text, after_weekday(text, end))
            .and_then(|next| one(text, next, Some(last), writing));
        let Some((more, next)) = next else { break };
        found.extend(more);
        end = next;
    }
    Some((found, end))
}

/// One date, or the months or days of a range within it. What is not said is that of the date before.
fn one(
    text: &Letters,
    at: usize,
    before: Option<&Dated>,
    writing: Writing,
) -> Option<(Vec<Dated>, usize)> {
    let said = year_with_sign(text, at);
    let year = said.map(|(year, _)| year);
    let after_year = said.map_or(at, |(_, end)| text.after_space(end));
    let year = year.or_else(|| before.and_then(|before| before.year));
    let Some((months, after_months)) = with_sign(text, after_year, &["月"], &["間", "间", "曜"])
    else {
        return match (said, before) {
            (Some((year, end)), _) => {
                let alone = dated(Some(year), None, None, at..end);
                Some((vec![alone], end))
            }
            (None, Some(before)) if before.day.is_some() => {
                let (days, end) = days(text, at, writing)?;
                all(year, before.month, &days, at..end)
            }
            _ => None,
        };
    };
    let months: Vec<i8> = months.into_iter().map(month).collect::<Option<_>>()?;
    match (
        &months[..],
        days(text, text.after_space(after_months), writing),
    ) {
        (&[month], Some((days, end))) => all(year, Some(month), &days, at..end).or_else(|| {
            let alone = dated(year, Some(month), None, at..after_months);
            Some((vec![alone], after_months))
        }),
        _ => {
            let of_month = |month: &i8| dated(year, Some(*month), None, at..after_months);
            Some((months.iter().map(of_month).collect(), after_months))
        }
    }
}

fn dated(
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    range: std::ops::Range<usize>,
) -> Dated {
    Dated {
        year,
        month,
        day,
        range,
    }
}

fn all(
    year: Option<i16>,
    month: Option<i8>,
    days: &[i8],
    range: std::ops::Range<usize>,
) -> Option<(Vec<Dated>, usize)> {
    let end = range.end;
    let found: Vec<Dated> = days
        .iter()
        .map(|day| dated(year, month, Some(*day), range.clone()))
        .collect();
    found.iter().all(Dated::is_valid).then_some((found, end))
}

fn days(text: &Letters, at: usize, writing: Writing) -> Option<(Vec<i8>, usize)> {
    let signs: &[&str] = match writing {
        Writing::Chinese => &["日", "号", "號"],
        _ => &["日"],
    };
    let (days, end) = with_sign(text, at, signs, &["間", "间", "本", "曜"])?;
    let days: Option<Vec<i8>> = days.into_iter().map(day).collect();
    Some((days?, end))
}

/// One or two numbers before one of `signs`: 3日, 1～3日.
fn with_sign(
    text: &Letters,
    at: usize,
    signs: &[&str],
    not_before: &[&str],
) -> Option<(Vec<u32>, usize)> {
    let (first, end) = integer(text, at)?;
    let mut found = vec![first];
    let mut end = end;
    if let Some((second, second_end)) = after_mark(text, end).and_then(|next| integer(text, next)) {
        found.push(second);
        end = second_end;
    }
    let end = text.after_any(text.after_space(end), signs)?;
    text.after_any(end, not_before)
        .is_none()
        .then_some((found, end))
}

/// The place after a mark of a range or list.
fn after_mark(text: &Letters, at: usize) -> Option<usize> {
    const LIST: [&str; 5] = ["、", "・", "と", "和", "及び"];
    after_range_mark(text, at).or_else(|| text.after_any(at, &LIST))
}

/// A year with 年: of an era, or of four digits, with the other in parentheses or without.
fn year_with_sign(text: &Letters, at: usize) -> Option<(i16, usize)> {
    let (year, end) = year_alone(text, at)?;
    let end = after_other_year(text, end).unwrap_or(end);
    let end = text.after_any(text.after_space(end), &["年"])?;
    if text.after_any(end, &["間", "间"]).is_some() {
        return None;
    }
    Some((year, after_other_year(text, end).unwrap_or(end)))
}

fn year_alone(text: &Letters, at: usize) -> Option<(i16, usize)> {
    if let Some((_, _, first)) = ERAS.iter().find(|(name, _, _)| text.has(at, name)) {
        let start = text.after_space(at + 2);
        let (count, end) = match text.at(start) {
            '元' => (1, start + 1),
            _ => integer(text, start)?,
        };
        let count = i16::try_from(count)
            .ok()
            .filter(|count| (1..100).contains(count))?;
        return Some((first + count - 1, end));
    }
    if let Some((value, 4, end)) = digits(text, at) {
        return Some((year(value)?, end));
    }
    let (value, end) = kanji::short(text, at)?;
    (end - at == 4).then_some((year(value)?, end))
}

/// 2012年（平成24年）1月 is one month.
fn after_other_year(text: &Letters, at: usize) -> Option<usize> {
    let start = text.after_any(at, &["("])?;
    let (_, end) = year_alone(text, start)?;
    let end = text.after_any(end, &["年"]).unwrap_or(end);
    text.after_any(end, &[")"])
}

/// The place after a weekday, so that a range goes on behind it.
fn after_weekday(text: &Letters, at: usize) -> usize {
    const LONGEST: usize = 8;
    const FIRST: &str = "月火水木金土日周週星礼祝";
    let start = text.after_space(at);
    if text.at(start) == '(' && FIRST.contains(text.at(start + 1)) {
        let close = (start..start + LONGEST).find(|at| text.at(*at) == ')');
        return close.map_or(at, |close| close + 1);
    }
    at
}
