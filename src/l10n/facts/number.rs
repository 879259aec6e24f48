//! Numbers with grouping, decimals and the scales of three languages.

use super::kanji;
use super::letters::Letters;
use crate::config::Writing;

/// More digits are kept as they stand: nobody counts so far.
const MOST_DIGITS: usize = 30;

/// Names of scales in English, and their zeros.
const SCALES: [(&str, u32); 5] = [
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];

/// A decimal number: so many units of which the last `places` digits are decimals.
#[derive(Debug, Clone, Copy)]
struct Amount {
    units: u128,
    places: u32,
}

impl Amount {
    fn times_ten_to(self, zeros: u32) -> Option<Self> {
        let fewer = zeros.min(self.places);
        let factor = 10_u128.checked_pow(zeros - fewer)?;
        Some(Amount {
            units: self.units.checked_mul(factor)?,
            places: self.places - fewer,
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let units = |amount: Amount| {
            let factor = 10_u128.checked_pow(places - amount.places)?;
            amount.units.checked_mul(factor)
        };
        Some(Amount {
            units: units(self)?.checked_add(units(other)?)?,
            places,
        })
    }

    fn written(self) -> String {
        let (mut units, mut places) = (self.units, self.places);
        while places > 0 && units % 10 == 0 {
            units /= 10;
            places -= 1;
        }
        if places == 0 {
            return units.to_string();
        }
        let width = usize::try_from(places).unwrap_or(0) + 1;
        let digits = format!("{units:0>width$}");
        let (whole, decimals) = digits.split_at(digits.len() + 1 - width);
        format!("{whole}.{decimals}")
    }
}

const NOTHING: Amount = Amount {
    units: 0,
    places: 0,
};

/// The number at a digit or numeral, if it is one, and where to go on.
pub(super) fn read(text: &Letters, at: usize, writing: Writing) -> (Option<String>, usize) {
    if !text.at(at).is_ascii_digit() {
        let end = kanji::end(text, at);
        let value = match is_tenths(text, end, writing) {
            true => kanji::value(text, at, end).map(|value| value.saturating_mul(10)),
            false => kanji::number(text, at, end),
        };
        return (value.map(|value| value.to_string()), end);
    }
    let (first, end) = plain(text, at, writing);
    let (value, end) = match first {
        Read::Amount(first) => match scaled(text, first, end, writing) {
            Some((amount, end)) => (amount.written(), end),
            None => (first.written(), end),
        },
        Read::Other(written) => (written, end),
    };
    // Part of a name: 5f3a9. A unit may stand there, or a suffix: 10km, 30m2, 2nd.
    let letters = text.while_at(end, |char| char.is_ascii_alphabetic());
    if letters > end && text.at(letters).is_ascii_digit() {
        let name = text.while_at(letters, |char| char.is_ascii_alphanumeric());
        let is_unit = name == letters + 1 && matches!(text.at(letters), '2' | '3');
        return (is_unit.then_some(value), name);
    }
    (Some(value), letters)
}

enum Read {
    Amount(Amount),
    /// Dotted (1.2.3), or too long to reckon with.
    Other(String),
}

/// Digits with grouping and decimals.
fn plain(text: &Letters, at: usize, writing: Writing) -> (Read, usize) {
    let is_digit = |char: char| char.is_ascii_digit();
    let mut end = text.while_at(at, is_digit);
    if end - at <= 3 {
        while is_group(text, end, writing) {
            end += 4;
        }
    }
    let whole_end = end;
    let mut dots = 0;
    while text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
        end = text.while_at(end + 1, is_digit);
        dots += 1;
    }
    let written: String = text.string(at..end).replace(',', "");
    if dots > 1 || written.len() > MOST_DIGITS {
        let trimmed = written.trim_start_matches('0');
        let needs_zero = trimmed.is_empty() || trimmed.starts_with('.');
        let zero = if needs_zero { "0" } else { "" };
        return (Read::Other(format!("{zero}{trimmed}")), end);
    }
    let places = (end - whole_end).saturating_sub(1);
    let amount = Amount {
        units: written.replace('.', "").parse().unwrap_or(0),
        places: u32::try_from(places).unwrap_or(0),
    };
    (Read::Amount(amount), end)
}

/// Whether a comma with three digits stands there. The full-width comma of Chinese parts clauses.
fn is_group(text: &Letters, at: usize, writing: Writing) -> bool {
    let is_comma = text.at(at) == ',' && (text.is_plain(at) || writing != Writing::Chinese);
    is_comma
        && (1..=3).all(|offset| text.at(at + offset).is_ascii_digit())
        && !text.at(at + 4).is_ascii_digit()
}

/// What follows as scales: 1億2000万, 1.2 million. `None` where nothing does, or it grows too large.
fn scaled(text: &Letters, first: Amount, end: usize, writing: Writing) -> Option<(Amount, usize)> {
    if is_tenths(text, end, writing) {
        return Some((first.times_ten_to(1)?, end + 1));
    }
    if let Some((zeros, end)) = english_scale(text, end) {
        return Some((first.times_ten_to(zeros)?, end));
    }
    let (mut total, mut section) = (NOTHING, NOTHING);
    let (mut current, mut end) = (first, end);
    let mut has_scale = false;
    loop {
        if let Some(zeros) = small_scale(text, end) {
            section = section.plus(current.times_ten_to(zeros)?)?;
            end += 1;
        } else {
            section = section.plus(current)?;
        }
        current = NOTHING;
        let spaced = text.after_space(end);
        let scales = text.while_at(spaced, |char| kanji::zeros(char).is_some());
        if scales > spaced && scales - spaced <= 2 {
            for at in spaced..scales {
                section = section.times_ten_to(kanji::zeros(text.at(at)).unwrap_or(0))?;
            }
            total = total.plus(section)?;
            section = NOTHING;
            end = scales;
        }
        has_scale |= is_scale(text.before(end));
        if !is_scale(text.before(end)) || !text.at(end).is_ascii_digit() {
            break;
        }
        match plain(text, end, writing) {
            (Read::Amount(amount), next) => (current, end) = (amount, next),
            (Read::Other(_), _) => break,
        }
    }
    let sum = total.plus(section)?.plus(current)?;
    has_scale.then_some((sum, end))
}

fn is_scale(char: char) -> bool {
    matches!(char, '百' | '千') || kanji::zeros(char).is_some()
}

/// 百 and 千 behind digits, where they are no part of a unit: 5千米 are five kilometres, 5百货 is none.
fn small_scale(text: &Letters, at: usize) -> Option<u32> {
    let next = text.at(at + 1);
    match text.at(at) {
        '百' if !"分货貨".contains(next) => Some(2),
        '千' if !"米克瓦卡赫".contains(next) => Some(3),
        _ => None,
    }
}

/// 9割 and 九成 are 90 %.
fn is_tenths(text: &Letters, at: usize, writing: Writing) -> bool {
    match text.at(at) {
        '割' => true,
        '成' => writing == Writing::Chinese && !"分员員立年功本为為果不".contains(text.at(at + 1)),
        _ => false,
    }
}

fn english_scale(text: &Letters, at: usize) -> Option<(u32, usize)> {
    let start = match text.at(at) {
        '-' => at + 1,
        _ => text.after_space(at),
    };
    SCALES.iter().find_map(|(name, zeros)| {
        let end = text.after_any(start, &[name])?;
        (!text.at(end).is_ascii_alphanumeric()).then_some((*zeros, end))
    })
}
