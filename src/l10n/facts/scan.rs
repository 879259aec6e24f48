//! One walk over a text.

use std::ops::Range;

use super::cjk_date;
use super::date::{self, Dated};
use super::english_date;
use super::letters::{Letters, is_compatible};
use super::{Fact, address, kanji, number, time};
use crate::config::Writing;

/// A fact and where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) fact: Fact,
    /// Of a date with a year.
    pub(super) date: Option<jiff::civil::Date>,
    /// Letters of the text.
    pub(super) range: Range<usize>,
}

/// All facts of a text in its order. Every place is looked at from one side and for a bounded stretch, but for what is
/// then passed over: the time is linear in the text.
pub(super) fn scan(text: &Letters, writing: Writing) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        at = step(text, at, writing, &mut found);
    }
    found
}

/// Whether there may be facts where such a character stands. Most texts have none, and it is cheaper to see that first.
pub(super) fn may_tell(char: char) -> bool {
    let begins_month = char.is_ascii_uppercase();
    let is_wide_punctuation = matches!(char,
        '\u{2000}'..='\u{206f}' | '\u{3000}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}');
    begins_month
        || char.is_ascii_digit()
        || "@:元".contains(char)
        || kanji::is_numeral(char)
        || (is_compatible(char) && !is_wide_punctuation)
}

/// Reads what begins at a place, and says where to go on.
fn step(text: &Letters, at: usize, writing: Writing, found: &mut Vec<Found>) -> usize {
    let char = text.at(at);
    let is_word_start = !text.before(at).is_ascii_alphanumeric();
    if is_word_start && let Some((fact, end)) = address::read(text, at) {
        found.push(plain(fact, at..end));
        return end;
    }
    if date::may_begin(char)
        && let Some((dates, end)) = dates(text, at, writing)
    {
        found.extend(dates.into_iter().map(of_date));
        return end;
    }
    if char.is_ascii_alphabetic() {
        return after_name(text, at);
    }
    if char.is_ascii_digit() || kanji::is_numeral(char) {
        if let Some((values, end)) = time::read(text, at, writing) {
            let of_value = |value| plain(Fact::Number(value), at..end);
            found.extend(values.into_iter().map(of_value));
            return end;
        }
        let (value, end) = number::read(text, at, writing);
        found.extend(value.map(|value| plain(Fact::Number(value), at..end)));
        return end;
    }
    at + 1
}

/// Digits in a name are no number: A4, x86_64, R6.4.1. Those of a version are: v2.
fn after_name(text: &Letters, at: usize) -> usize {
    let is_digit = |at: usize| text.at(at).is_ascii_digit();
    if text.has(at, "v") && is_digit(at + 1) {
        return at + 1;
    }
    let mut end = at;
    loop {
        end = text.while_at(end, |char| char.is_ascii_alphanumeric() || char == '_');
        if !(text.at(end) == '.' && is_digit(end + 1) && is_digit(end - 1)) {
            return end;
        }
        end += 1;
    }
}

fn dates(text: &Letters, at: usize, writing: Writing) -> Option<(Vec<Dated>, usize)> {
    date::iso(text, at)
        .or_else(|| cjk_date::read(text, at, writing))
        .or_else(|| english_date::read(text, at))
}

fn plain(fact: Fact, range: Range<usize>) -> Found {
    Found {
        fact,
        date: None,
        range,
    }
}

fn of_date(dated: Dated) -> Found {
    Found {
        fact: dated.fact(),
        date: dated.civil(),
        range: dated.range,
    }
}
