//! What a reader acts upon: numbers, dates, URLs and e-mail addresses of a text, written alike in every language.
//!
//! The same fact is the same [`Fact`] in Japanese, Chinese and English: 3万, 30,000 and 30 thousand are `30000`;
//! 平成24年1月19日, 2012年1月19日 and January 19, 2012 are `2012-01-19`; 午後3時, 下午3点 and 3 p.m. are `15:00`; a bare
//! year is a number. What stands in a date, URL or address is no number besides. Signs and units do not count: -5 °C and
//! 零下5度 are `5`, 90 % and 9割 are `90`.
//!
//! Numbers in words (six, a dozen) are none here, and Chinese numerals are only where what follows can be counted
//! (三十人, 六つ; not 一般, 三線, 五十嵐): a change of facts is an error, so in doubt there is none.

mod address;
mod cjk_date;
mod date;
mod english_date;
mod kanji;
mod letters;
mod mentioned;
mod number;
mod scan;
mod time;
mod weekday;

#[cfg(test)]
mod tests;

use std::fmt;

use crate::config::Writing;

pub use mentioned::{Mentioned, mentioned};
pub use weekday::{WeekdayMismatch, weekday_mismatches};

/// One fact. They order by kind, then value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// `2012-01-19`, `2012-01`, `--01-19` without a year, `--01` for a month alone.
    Date(String),
    /// An e-mail address.
    Email(String),
    /// A number in decimal digits, without grouping: `1200`, `0.5`; a time of day: `15:00`.
    Number(String),
    /// A URL.
    Url(String),
}

impl Fact {
    /// The kind in lock files and JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Date(_) => "date",
            Fact::Email(_) => "email",
            Fact::Number(_) => "number",
            Fact::Url(_) => "url",
        }
    }

    /// The value, normalised.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Fact::Date(value) | Fact::Email(value) | Fact::Number(value) | Fact::Url(value) => {
                value
            }
        }
    }
}

impl Fact {
    /// What [`Fact::kind`] and [`Fact::value`] took apart; none for a kind that does not exist.
    #[must_use]
    pub fn of_parts(kind: &str, value: &str) -> Option<Self> {
        let value = value.to_owned();
        Some(match kind {
            "date" => Fact::Date(value),
            "email" => Fact::Email(value),
            "number" => Fact::Number(value),
            "url" => Fact::Url(value),
            _ => return None,
        })
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.value())
    }
}

/// The facts of a text, sorted, as often as they stand in it.
#[must_use]
pub fn facts(text: &str, writing: Writing) -> Vec<Fact> {
    if !text.chars().any(scan::may_tell) {
        return Vec::new();
    }
    let mut facts: Vec<Fact> = scan::scan(&letters::Letters::new(text), writing)
        .into_iter()
        .map(|found| found.fact)
        .collect();
    facts.sort();
    facts
}

/// The kinds of which there are other facts after a change than before, sorted. Both lists are sorted, as those of
/// [`facts`] are.
#[must_use]
pub fn difference(before: &[Fact], after: &[Fact]) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = without(before, after)
        .chain(without(after, before))
        .map(Fact::kind)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// What stands in a sorted list more often than in another.
fn without<'a>(facts: &'a [Fact], others: &'a [Fact]) -> impl Iterator<Item = &'a Fact> {
    let mut others = others.iter().peekable();
    facts.iter().filter(move |fact| {
        while others.next_if(|other| other < fact).is_some() {}
        others.next_if(|other| other == fact).is_none()
    })
}
