//! A written date, taken apart into its fields and what stands between them.

use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu::datetime::parts;
use icu::time::DateTime;
use writeable::{Part, PartsWrite, Writeable};

use icu::calendar::Iso;

/// A field of a date, the smaller ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Second,
    Minute,
    Hour,
    DayPeriod,
    Weekday,
    Day,
    Month,
    Year,
    Era,
}

const FIELDS: [(Part, Field); 11] = [
    (parts::SECOND, Field::Second),
    (parts::MINUTE, Field::Minute),
    (parts::HOUR, Field::Hour),
    (parts::DAY_PERIOD, Field::DayPeriod),
    (parts::WEEKDAY, Field::Weekday),
    (parts::DAY, Field::Day),
    (parts::MONTH, Field::Month),
    (parts::YEAR, Field::Year),
    (parts::RELATED_YEAR, Field::Year),
    (parts::YEAR_NAME, Field::Year),
    (parts::ERA, Field::Era),
];

/// A field, or the text between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// `None` for a text between.
    pub(super) field: Option<Field>,
    pub(super) text: String,
}

/// What the formatter writes, in pieces: no two texts between fields touch.
pub(super) fn pieces(
    formatter: &DateTimeFormatter<CompositeDateTimeFieldSet>,
    value: &DateTime<Iso>,
) -> Vec<Piece> {
    let mut sink = Sink {
        pieces: Vec::new(),
        inside: None,
    };
    // The sink takes everything.
    let _ = formatter.format(value).write_to_parts(&mut sink);
    sink.pieces
}

/// The pieces put together again.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

struct Sink {
    pieces: Vec<Piece>,
    /// The field that is being written.
    inside: Option<Field>,
}

impl std::fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        match self.pieces.last_mut() {
            Some(last) if last.field == self.inside => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                field: self.inside,
                text: text.to_owned(),
            }),
        }
        Ok(())
    }
}

impl PartsWrite for Sink {
    type SubPartsWrite = Self;

    fn with_part(
        &mut self,
        part: Part,
        mut write: impl FnMut(&mut Self::SubPartsWrite) -> std::fmt::Result,
    ) -> std::fmt::Result {
        let outside = self.inside;
        // Parts inside a field, such as the digits of a number, belong to it.
        if outside.is_none() {
            let known = FIELDS.iter().find(|(known, _)| *known == part);
            self.inside = known.map(|(_, field)| *field);
        }
        write(self)?;
        self.inside = outside;
        Ok(())
    }
}
