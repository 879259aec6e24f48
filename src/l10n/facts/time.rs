//! Times of day, on the clock of 24 hours.

use super::date::{after_range_mark, digits};
use super::kanji;
use super::letters::Letters;
use crate::config::Writing;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

#[derive(Debug, Clone)]
struct Time {
    hour: u32,
    /// As written behind the hour: `:30`, `:30:15`.
    rest: String,
    half: Option<Half>,
    end: usize,
    /// Whether a sign makes it a time of day.
    is_sure: bool,
}

impl Time {
    fn written(&self, half: Option<Half>) -> String {
        let hour = match (half, self.hour) {
            (Some(Half::Afternoon), hour @ 0..12) => hour + 12,
            (Some(Half::Morning), 12) => 0,
            (_, hour) => hour,
        };
        format!("{hour}{}", self.rest)
    }
}

/// A time, or the two ends of a span of time, and where they end.
pub(super) fn read(text: &Letters, at: usize, writing: Writing) -> Option<(Vec<String>, usize)> {
    let first = one(text, at, writing)?;
    let second = after_range_mark(text, first.end).and_then(|next| one(text, next, writing));
    match second {
        Some(second) if second.is_sure => {
            // Of 3–5 p.m. and 午後3時～5時 both are in the afternoon.
            let (before, after) = (first.half, second.half);
            let first_half = before.or(after.filter(|_| first.hour <= second.hour));
            let second_half = after.or(before.filter(|_| first.hour <= second.hour));
            let both = vec![first.written(first_half), second.written(second_half)];
            Some((both, second.end))
        }
        _ if first.is_sure => Some((vec![first.written(first.half)], first.end)),
        _ => None,
    }
}

fn one(text: &Letters, at: usize, writing: Writing) -> Option<Time> {
    let (hour, after_hour, is_digits) = match digits(text, at) {
        Some((hour, width, end)) if width <= 2 => (hour, end, true),
        Some(_) => return None,
        None => kanji::short(text, at).map(|(hour, end)| (hour, end, false))?,
    };
    if hour > 29 {
        return None;
    }
    let said = half_before(text, at);
    let mut time = Time {
        hour,
        rest: ":00".to_owned(),
        half: said,
        end: after_hour,
        is_sure: false,
    };
    if is_digits && let Some((rest, end)) = with_colon(text, after_hour) {
        time.rest = rest;
        time.end = end;
        time.is_sure = true;
    } else if let Some((rest, end)) = with_sign(text, after_hour, said.is_some(), writing) {
        time.is_sure = is_digits || hour != 1 || said.is_some() || rest != ":00";
        time.rest = rest;
        time.end = end;
    }
    if let Some((half, end)) = half_after(text, time.end)
        && is_digits
        && hour <= 12
    {
        time.half = Some(half);
        time.end = end;
        time.is_sure = true;
    }
    Some(time)
}

/// `:30`, `:30:15`.
fn with_colon(text: &Letters, at: usize) -> Option<(String, usize)> {
    let (minutes, end) = sixtieths(text, at)?;
    let (seconds, end) = sixtieths(text, end).unwrap_or((String::new(), end));
    // A colon between words: 第4：10年.
    let goes_on = ":年月日人回つ个個名%".contains(text.at(end));
    (!goes_on).then_some((format!("{minutes}{seconds}"), end))
}

fn sixtieths(text: &Letters, at: usize) -> Option<(String, usize)> {
    if text.at(at) != ':' {
        return None;
    }
    let (value, width, end) = digits(text, at + 1)?;
    (width == 2 && value < 60).then(|| (format!(":{value:02}"), end))
}

/// 時, 时 or 点 with minutes. 点 is an hour only where something says so: 3点 are three things as well.
fn with_sign(
    text: &Letters,
    at: usize,
    is_said: bool,
    writing: Writing,
) -> Option<(String, usize)> {
    let sign = text.at(at);
    let next = text.at(at + 1);
    let is_hour = match sign {
        '時' | '时' => !"間间期代点差速候刻空局事".contains(next),
        '点' => writing == Writing::Chinese,
        _ => false,
    };
    if !is_hour {
        return None;
    }
    let minutes = super::date::integer(text, at + 1)
        .filter(|(value, end)| *value < 60 && text.at(*end) == '分');
    match (minutes, next) {
        (Some((value, end)), _) => Some((format!(":{value:02}"), end + 1)),
        (None, '半') => Some((":30".to_owned(), at + 2)),
        (None, '钟' | '鐘' | '整') => Some((":00".to_owned(), at + 2)),
        (None, _) if sign != '点' || is_said => Some((":00".to_owned(), at + 1)),
        _ => None,
    }
}

fn half_before(text: &Letters, at: usize) -> Option<Half> {
    // Of words that end alike the longer stands first.
    const HALVES: [(&str, Half); 15] = [
        ("午前", Half::Morning),
        ("上午", Half::Morning),
        ("早上", Half::Morning),
        ("凌晨", Half::Morning),
        ("早晨", Half::Morning),
        ("深夜", Half::Morning),
        ("朝", Half::Morning),
        ("午後", Half::Afternoon),
        ("午后", Half::Afternoon),
        ("下午", Half::Afternoon),
        ("晚上", Half::Afternoon),
        ("傍晚", Half::Afternoon),
        ("晚", Half::Afternoon),
        ("夕方", Half::Afternoon),
        ("夜", Half::Afternoon),
    ];
    let end = text.before_space(at);
    HALVES
        .iter()
        .find(|(word, _)| text.has_before(end, word))
        .map(|(_, half)| *half)
}

fn half_after(text: &Letters, at: usize) -> Option<(Half, usize)> {
    let start = text.after_space(at);
    let after = |words: &[&str]| {
        text.after_any(start, words)
            .filter(|end| !text.at(*end).is_ascii_alphanumeric())
    };
    if let Some(end) = after(&["p.m.", "p.m", "pm"]) {
        return Some((Half::Afternoon, end));
    }
    after(&["a.m.", "a.m", "am"]).map(|end| (Half::Morning, end))
}
