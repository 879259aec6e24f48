//! Two dates as one span of time: 2026年4月1日～3日, April 1–3, 2026.
//!
//! The end does not repeat what is the same in both. ICU4X offers ranges in an unstable part only, which panics where
//! words differ in length between a date and a range; CLDR's own patterns write ranges of long Japanese and Chinese
//! dates in digits. So the two dates are written as ever and what is the same is left out, by these rules, which give
//! what CLDR's `intervalFormats` give where those have a pattern as long as the date: only units larger than the
//! largest that differs are left out, and only at the beginning or the end of the whole. Dates in digits alone and days
//! with times are written out: nobody reads 4/1–3/26.

use icu::locale::Locale;

use super::pieces::{Field, Piece, joined};

/// What stands between the two (CLDR, `intervalFormatFallback` and the patterns beside it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// ～, always closed up.
    WaveDash,
    /// 至 beside characters, else the dash.
    Zhi,
    /// ~, as Korean has it.
    Tilde,
    /// The en dash: closed up between single words or numbers and between times, else with spaces.
    EnDash,
}

impl Separator {
    pub(super) fn of(locale: &Locale) -> Self {
        match locale.id.language.as_str() {
            "ja" => Separator::WaveDash,
            "zh" | "yue" => Separator::Zhi,
            "ko" => Separator::Tilde,
            _ => Separator::EnDash,
        }
    }

    fn between(self, start: &str, end: &str, is_close: bool) -> &'static str {
        let has_characters = || [start, end].iter().any(|text| text.chars().any(is_han));
        match self {
            Separator::WaveDash => "～",
            Separator::Zhi if has_characters() => "至",
            Separator::Tilde if is_close => "~",
            Separator::Tilde => " ~ ",
            Separator::Zhi | Separator::EnDash if is_close => "–",
            Separator::Zhi | Separator::EnDash => " – ",
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// One text of two written dates, of which the second is the later one. `apart` is the largest unit in which the dates
/// themselves differ, shown or not; `None` where they are the same.
pub(super) fn range(
    start: &[Piece],
    end: &[Piece],
    apart: Option<Field>,
    separator: Separator,
) -> String {
    let fields = |pieces: &[Piece]| -> Vec<Option<Field>> {
        pieces.iter().map(|piece| piece.field).collect()
    };
    let alike = fields(start) == fields(end);
    let seen_apart = start
        .iter()
        .zip(end)
        .filter(|(start, end)| start.text != end.text)
        .filter_map(|(start, _)| start.field)
        .max();
    let Some(apart) = apart.max(seen_apart) else {
        return joined(start);
    };
    if alike && start == end && is_one(start, apart) {
        return joined(start);
    }
    let is_close = apart < Field::Weekday || (has_words(start) && !has_time(start));
    let (first, last) = if alike && is_close {
        shared(start, end, apart)
    } else {
        (0, start.len())
    };
    let mut tail = start.get(last..).unwrap_or_default().to_vec();
    let (mut from, mut to) = (
        joined(&start[first..last]),
        joined(end.get(first..last.min(end.len())).unwrap_or_default()),
    );
    if !alike {
        to = joined(end);
    }
    // The dot of `1.` belongs to the day, the comma behind it to what follows.
    if let Some(literal) = tail.first_mut() {
        let own = literal
            .text
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | '、'))
            .unwrap_or(literal.text.len());
        let own: String = literal.text.drain(..own).collect();
        from.push_str(&own);
        to.push_str(&own);
    }
    let middle = &start[first..last];
    let is_single = middle.iter().filter(|piece| piece.field.is_some()).count() == 1;
    let is_time = apart <= Field::DayPeriod && !from.contains(char::is_whitespace);
    let between = separator.between(&from, &to, alike && (is_single || is_time));
    format!(
        "{}{from}{between}{to}{}",
        joined(&start[..first]),
        joined(&tail)
    )
}

/// Whether two dates that look the same may be written as one: what sets them apart is smaller than all that is shown.
fn is_one(shown: &[Piece], apart: Field) -> bool {
    let fields = || shown.iter().filter_map(|piece| piece.field);
    fields().any(|field| field == Field::Year) || fields().all(|field| field > apart)
}

fn has_time(shown: &[Piece]) -> bool {
    let mut fields = shown.iter().filter_map(|piece| piece.field);
    fields.any(|field| field < Field::Weekday)
}

/// Whether months are named, or digits have words behind them, as in 4月1日.
fn has_words(shown: &[Piece]) -> bool {
    shown.iter().any(|piece| match piece.field {
        Some(Field::Month) => piece.text.contains(char::is_alphabetic),
        Some(_) => false,
        None => piece.text.starts_with(char::is_alphabetic),
    })
}

/// The pieces that cannot be shared, as the first and the one behind the last.
fn shared(start: &[Piece], end: &[Piece], apart: Field) -> (usize, usize) {
    let stays = |at: &usize| {
        start[*at].field.is_some_and(|field| field <= apart) || start[*at].text != end[*at].text
    };
    let first = (0..start.len()).find(stays).unwrap_or(0);
    let behind = (0..start.len()).rfind(stays).map_or(0, |at| at + 1);
    // A text at the very end, such as 日, belongs to the field before it.
    let has_fields = start[behind..].iter().any(|piece| piece.field.is_some());
    (first, if has_fields { behind } else { start.len() })
}
