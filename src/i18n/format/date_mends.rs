//! What the locale data cannot write as asked, mended in the pieces of a written date.
//!
//! ICU4X knows one length and one padding for a whole date, and its digits are those of short dates.

use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu::time::DateTime;

use icu::calendar::Iso;

use super::date_options::{DateOptions, Digits, MonthStyle, TextWidth};
use super::pieces::{Field, Piece, pieces};

/// Languages whose short dates have zeros before months and days, and whose dates in digits have none: CLDR 48,
/// `availableFormats` `yMd`, `yM`, `Md` and `MEd`.
const NO_ZEROS: [&str; 26] = [
    "am", "be", "cs", "cy", "da", "de", "dz", "et", "fy", "gd", "gl", "id", "ja", "ka", "lb", "ms",
    "nb", "nl", "nn", "no", "si", "so", "sw", "te", "ug", "vi",
];

/// What is to be mended in the dates of a formatter.
#[derive(Default)]
pub(super) struct Mends {
    /// 令和1年 to 令和元年, which the locale data says in Japanese only.
    pub(super) first_year_is_gannen: bool,
    /// 04/01 to 4/1.
    pub(super) has_no_zeros: bool,
    /// 2026 to 26.
    pub(super) has_short_year: bool,
    /// A weekday of another length than the date has.
    pub(super) weekday: Option<OtherWeekday>,
}

/// A weekday that is taken from a date of another length.
pub(super) struct OtherWeekday {
    pub(super) of: DateTimeFormatter<CompositeDateTimeFieldSet>,
    pub(super) brackets: Brackets,
}

/// Short weekdays stand in brackets in Japanese and Korean, long ones in none: 2026年4月1日(水), 2026年4月1日水曜日.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    /// There are none.
    None,
    /// They are to be put around it.
    Added,
    /// They are to be taken away.
    Removed,
}

impl Brackets {
    pub(super) fn of(language: &str, weekday: Option<TextWidth>) -> Self {
        match (language, weekday) {
            ("ja" | "ko", Some(TextWidth::Short)) => Brackets::Added,
            ("ja" | "ko", Some(TextWidth::Long)) => Brackets::Removed,
            _ => Brackets::None,
        }
    }
}

impl Mends {
    /// Those of digits.
    pub(super) fn new(language: &str, options: &DateOptions) -> Self {
        let is_styled = options.date_style.is_some() || options.time_style.is_some();
        let is_padded = options.month == Some(MonthStyle::TwoDigit)
            || [options.day, options.hour].contains(&Some(Digits::TwoDigit));
        Mends {
            has_no_zeros: !is_styled && !is_padded && NO_ZEROS.contains(&language),
            has_short_year: options.year == Some(Digits::TwoDigit),
            ..Mends::default()
        }
    }

    /// Whether there is nothing to mend: most dates need not be taken apart.
    pub(super) fn are_none(&self) -> bool {
        !self.first_year_is_gannen
            && !self.has_no_zeros
            && !self.has_short_year
            && self.weekday.is_none()
    }

    /// Mends what was written of a date.
    pub(super) fn apply(&self, written: &mut Vec<Piece>, value: &DateTime<Iso>) {
        if self.first_year_is_gannen {
            gannen(written);
        }
        for piece in written.iter_mut() {
            match piece.field {
                Some(Field::Month | Field::Day)
                    if self.has_no_zeros && piece.text.len() > 1 && piece.text.starts_with('0') =>
                {
                    piece.text.remove(0);
                }
                Some(Field::Year) if self.has_short_year => shorten_year(&mut piece.text),
                _ => {}
            }
        }
        if let Some(other) = &self.weekday {
            other.put_into(written, value);
        }
    }
}

impl OtherWeekday {
    fn put_into(&self, written: &mut Vec<Piece>, value: &DateTime<Iso>) {
        let is_weekday = |piece: &Piece| piece.field == Some(Field::Weekday);
        let other = pieces(&self.of, value).into_iter().find(is_weekday);
        let at = written.iter().position(is_weekday);
        let (Some(other), Some(at)) = (other, at) else {
            return;
        };
        written[at].text = match self.brackets {
            Brackets::Added => format!("({})", other.text),
            Brackets::None | Brackets::Removed => other.text,
        };
        if self.brackets != Brackets::Removed {
            return;
        }
        if let Some(before) = at.checked_sub(1).map(|before| &mut written[before])
            && before.field.is_none()
            && before.text.ends_with('(')
        {
            before.text.pop();
        }
        if let Some(behind) = written.get_mut(at + 1)
            && behind.field.is_none()
            && behind.text.starts_with(')')
        {
            behind.text.remove(0);
        }
        written.retain(|piece| !piece.text.is_empty());
    }
}

/// The last two digits of a year. Of eras there are seldom more.
fn shorten_year(year: &mut String) {
    let digits = year.chars().count();
    if digits > 2 && year.chars().all(char::is_numeric) {
        *year = year.chars().skip(digits - 2).collect();
    }
}

/// 令和1年 to 令和元年: CLDR has the numbering `jpanyear` for Japanese only, but Chinese names the first year of a reign in
/// the same way.
fn gannen(written: &mut [Piece]) {
    for at in 1..written.len() {
        let (before, behind) = written.split_at_mut(at);
        if let (Some(year), Some(behind)) = (before.last_mut(), behind.first())
            && year.field == Some(Field::Year)
            && year.text == "1"
            && behind.text.starts_with('年')
        {
            "元".clone_into(&mut year.text);
        }
    }
}
