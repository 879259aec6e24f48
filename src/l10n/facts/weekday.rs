//! Weekdays beside dates.

use std::ops::Range;

use super::letters::Letters;
use super::scan::scan;
use crate::config::Writing;

/// A weekday that is not that of the date beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekdayMismatch {
    /// Bytes of the weekday in the text.
    pub range: Range<usize>,
    /// As it stands there.
    pub written: String,
    /// The right one, written in the same way.
    pub right: String,
    /// The date: `2026-04-01`.
    pub date: String,
}

const JAPANESE: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
const CHINESE: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];
const ENGLISH: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A weekday as read.
struct Read {
    /// From Monday, 0.
    day: usize,
    /// What differs between weekdays.
    letters: Range<usize>,
    /// The name with what is the same in that of every weekday.
    whole: Range<usize>,
    style: Style,
}

enum Style {
    Japanese,
    Chinese,
    English,
    /// By three letters; Tues and Thurs have none alike.
    ShortEnglish,
}

/// The weekdays of a text that do not fit the date they stand beside: (水), 水曜日, 星期三, 周三, Wednesday, Wed. Dates
/// without a year are passed over.
#[must_use]
pub fn weekday_mismatches(text: &str, writing: Writing) -> Vec<WeekdayMismatch> {
    let letters = Letters::new(text);
    let mut found = Vec::new();
    for fact in scan(&letters, writing) {
        let Some(date) = fact.date else { continue };
        let Some(read) =
            after(&letters, fact.range.end).or_else(|| before(&letters, fact.range.start))
        else {
            continue;
        };
        let right = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        if read.day != right {
            found.push(WeekdayMismatch {
                range: letters.bytes(read.whole.clone()),
                written: letters.string(read.whole.clone()),
                right: read.named(&letters, right),
                date: date.to_string(),
            });
        }
    }
    found
}

impl Read {
    fn named(&self, text: &Letters, day: usize) -> String {
        let name = match self.style {
            Style::Japanese => JAPANESE[day % 7].to_string(),
            Style::Chinese => CHINESE[day % 7].to_string(),
            Style::English => ENGLISH[day % 7].to_owned(),
            Style::ShortEnglish => ENGLISH[day % 7].chars().take(3).collect(),
        };
        let before = text.string(self.whole.start..self.letters.start);
        let after = text.string(self.letters.end..self.whole.end);
        format!("{before}{name}{after}")
    }
}

fn after(text: &Letters, at: usize) -> Option<Read> {
    let at = text.after_space(at);
    let is_bracketed = text.at(at) == '(';
    let at = match text.at(at) {
        '(' | ',' | '、' => text.after_space(at + 1),
        _ => at,
    };
    japanese(text, at, is_bracketed)
        .or_else(|| chinese(text, at))
        .or_else(|| english(text, at))
}

fn before(text: &Letters, at: usize) -> Option<Read> {
    let mut end = text.before_space(at);
    while end > 0 && ",.".contains(text.before(end)) {
        end -= 1;
    }
    let longest = 9;
    let start = (end.saturating_sub(longest)..end)
        .rev()
        .take_while(|at| text.at(*at).is_ascii_alphabetic())
        .last()?;
    let read = english(text, start)?;
    (read.whole.end == end && !text.before(start).is_ascii_alphanumeric()).then_some(read)
}

fn japanese(text: &Letters, at: usize, is_bracketed: bool) -> Option<Read> {
    let day = JAPANESE.iter().position(|char| *char == text.at(at))?;
    let end = match text.after_any(at + 1, &["曜日", "曜"]) {
        Some(end) => end,
        None if is_bracketed && ")・、/".contains(text.at(at + 1)) => at + 1,
        None => return None,
    };
    Some(Read {
        day,
        letters: at..at + 1,
        whole: at..end,
        style: Style::Japanese,
    })
}

fn chinese(text: &Letters, at: usize) -> Option<Read> {
    let start = text.after_any(at, &["星期", "礼拜", "周", "週"])?;
    let day = match text.at(start) {
        '天' => 6,
        char => CHINESE.iter().position(|known| *known == char)?,
    };
    Some(Read {
        day,
        letters: start..start + 1,
        whole: at..start + 1,
        style: Style::Chinese,
    })
}

fn english(text: &Letters, at: usize) -> Option<Read> {
    let end = text.while_at(at, |char| char.is_ascii_alphabetic());
    let word = text.string(at..end.min(at + 10));
    let width = word.len();
    if width < 3 || !text.at(at).is_ascii_uppercase() {
        return None;
    }
    let day = ENGLISH.iter().position(|name| {
        let is_short = matches!(width, 3..=5)
            && name
                .get(..width)
                .is_some_and(|short| short.eq_ignore_ascii_case(&word));
        name.eq_ignore_ascii_case(&word) || is_short
    })?;
    Some(Read {
        day,
        letters: at..end,
        whole: at..end,
        style: match ENGLISH[day].len() == width {
            true => Style::English,
            false => Style::ShortEnglish,
        },
    })
}
