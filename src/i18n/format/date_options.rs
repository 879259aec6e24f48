//! How to write a date: options of ECMA-402 into the skeletons that ICU4X knows.

use icu::datetime::fieldsets::builder::{DateFields, FieldSetBuilder};
use icu::datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu::datetime::options::{Alignment, Length, TimePrecision, YearStyle};

use super::number_options::NUMBERING;
use super::{FormatError, OptionError, OptionValue};

const OPTIONS: &[&str] = &[
    "dateStyle",
    "timeStyle",
    "year",
    "month",
    "day",
    "weekday",
    "era",
    "hour",
    "minute",
    "second",
    "calendar",
    "hour12",
];

/// Options of ECMA-402 that are not known here, and what to do without them.
const UNSUPPORTED: [(&str, &str); 8] = [
    ("timeZone", CIVIL),
    ("timeZoneName", CIVIL),
    (
        "dayPeriod",
        "leave it out: with hour12 the hour has AM or PM",
    ),
    ("hourCycle", "write hour12 instead"),
    ("fractionalSecondDigits", "leave it out"),
    ("numberingSystem", NUMBERING),
    ("localeMatcher", "leave it out"),
    ("formatMatcher", "leave it out"),
];

const CIVIL: &str = "leave it out: a time is shown in the zone it is written in";

/// `dateStyle`, `timeStyle`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateStyle {
    /// Thursday, January 19, 2012
    Full,
    /// January 19, 2012
    Long,
    /// Jan 19, 2012; for times, with seconds
    Medium,
    /// 1/19/12
    Short,
}

/// `year`, `day`, `hour`, `minute`, `second`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Digits {
    /// As many digits as the number has.
    Numeric,
    /// Two digits: 05.
    TwoDigit,
}

/// `month`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthStyle {
    /// 1
    Numeric,
    /// 01
    TwoDigit,
    /// January
    Long,
    /// Jan
    Short,
}

/// `weekday`, `era`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextWidth {
    /// Thursday
    Long,
    /// Thu
    Short,
}

/// `calendar`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// The common calendar.
    Gregory,
    /// The common calendar with the years of Japanese eras: 令和8年.
    Japanese,
}

/// How to write a date: the options of fluent.js's `DATETIME`. All unset: year, month and day in digits (ECMA-402).
///
/// The locale data knows one length for a whole date, so where `month` is given, `era` is as long as it; a month that the
/// language would abbreviate to digits (2026/04, 01.04.2026) is written in full; a `2-digit` month, day or hour pads all of
/// them. Dates in digits have zeros where CLDR has them: 2026/4/1 in Japanese, 01/04/2026 in British English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateOptions {
    /// `dateStyle`: excludes single fields.
    pub date_style: Option<DateStyle>,
    /// `timeStyle`: excludes single fields.
    pub time_style: Option<DateStyle>,
    /// `year`
    pub year: Option<Digits>,
    /// `month`
    pub month: Option<MonthStyle>,
    /// `day`
    pub day: Option<Digits>,
    /// `weekday`
    pub weekday: Option<TextWidth>,
    /// `era`
    pub era: Option<TextWidth>,
    /// `hour`
    pub hour: Option<Digits>,
    /// `minute`
    pub minute: Option<Digits>,
    /// `second`
    pub second: Option<Digits>,
    /// `calendar`; that of the language where it is not given.
    pub calendar: Option<Calendar>,
    /// `hour12`; as the language does where it is not given.
    pub hour12: Option<bool>,
}

impl DateOptions {
    /// `dateStyle: "long"`
    #[must_use]
    pub fn long() -> Self {
        DateOptions {
            date_style: Some(DateStyle::Long),
            ..DateOptions::default()
        }
    }

    /// Sets an option by its name in fluent.js.
    ///
    /// # Errors
    /// When there is no such option, or it does not take that value.
    pub fn set(&mut self, name: &str, value: OptionValue<'_>) -> Result<(), OptionError> {
        const STYLES: &[(&str, DateStyle)] = &[
            ("full", DateStyle::Full),
            ("long", DateStyle::Long),
            ("medium", DateStyle::Medium),
            ("short", DateStyle::Short),
        ];
        const DIGITS: &[(&str, Digits)] =
            &[("numeric", Digits::Numeric), ("2-digit", Digits::TwoDigit)];
        const WIDTHS: &[(&str, TextWidth)] =
            &[("long", TextWidth::Long), ("short", TextWidth::Short)];
        match name {
            "dateStyle" => self.date_style = Some(value.one_of(name, STYLES)?),
            // The longer styles name the time zone, which a civil time does not have.
            "timeStyle" => self.time_style = Some(value.one_of(name, &STYLES[2..])?),
            "year" => self.year = Some(value.one_of(name, DIGITS)?),
            "month" => {
                self.month = Some(value.one_of(
                    name,
                    &[
                        ("numeric", MonthStyle::Numeric),
                        ("2-digit", MonthStyle::TwoDigit),
                        ("long", MonthStyle::Long),
                        ("short", MonthStyle::Short),
                    ],
                )?);
            }
            "day" => self.day = Some(value.one_of(name, DIGITS)?),
            "weekday" => self.weekday = Some(value.one_of(name, WIDTHS)?),
            "era" => self.era = Some(value.one_of(name, WIDTHS)?),
            "hour" => self.hour = Some(value.one_of(name, DIGITS)?),
            "minute" => self.minute = Some(value.one_of(name, DIGITS)?),
            "second" => self.second = Some(value.one_of(name, DIGITS)?),
            "calendar" => {
                self.calendar = Some(value.one_of(
                    name,
                    &[
                        ("gregory", Calendar::Gregory),
                        ("japanese", Calendar::Japanese),
                    ],
                )?);
            }
            "hour12" => self.hour12 = Some(value.truth(name)?),
            _ => {
                if let Some((_, instead)) = UNSUPPORTED.iter().find(|(other, _)| *other == name) {
                    return Err(OptionError::Unsupported {
                        name: name.to_owned(),
                        instead,
                    });
                }
                return Err(OptionError::Unknown {
                    name: name.to_owned(),
                    known: OPTIONS,
                });
            }
        }
        Ok(())
    }

    /// Whether the options go together.
    ///
    /// # Errors
    /// When styles are mixed with single fields, or no language has a pattern for the fields asked for.
    pub fn validate(&self) -> Result<(), FormatError> {
        self.field_set().map(|_| ())
    }

    fn has_fields(&self) -> bool {
        self.year.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.weekday.is_some()
            || self.era.is_some()
            || self.hour.is_some()
            || self.minute.is_some()
            || self.second.is_some()
    }

    /// The semantic skeleton (UTS 35, part 4) that comes nearest.
    pub(super) fn field_set(&self) -> Result<CompositeDateTimeFieldSet, FormatError> {
        let builder = if self.date_style.is_some() || self.time_style.is_some() {
            self.styled()?
        } else {
            self.of_fields()?
        };
        builder.build_composite_datetime().map_err(|error| {
            FormatError::Options(format!("these options do not go together: {error}"))
        })
    }

    /// The same date in the length of its weekday, where the month gives it another.
    pub(super) fn with_length_of_weekday(&self) -> Option<DateOptions> {
        let month = match (self.month?, self.weekday?) {
            (MonthStyle::Long, TextWidth::Short) => MonthStyle::Short,
            (MonthStyle::Short | MonthStyle::Numeric | MonthStyle::TwoDigit, TextWidth::Long) => {
                MonthStyle::Long
            }
            _ => return None,
        };
        Some(DateOptions {
            month: Some(month),
            ..*self
        })
    }

    /// Where the month is to be an abbreviated word: the date without its time.
    pub(super) fn abbreviated_month(&self) -> Option<DateOptions> {
        (self.month == Some(MonthStyle::Short)).then_some(DateOptions {
            hour: None,
            minute: None,
            second: None,
            ..*self
        })
    }

    /// The same with the whole word.
    pub(super) fn with_long_month(&self) -> DateOptions {
        DateOptions {
            month: Some(MonthStyle::Long),
            ..*self
        }
    }

    fn styled(&self) -> Result<FieldSetBuilder, FormatError> {
        if self.has_fields() {
            return Err(FormatError::Options(
                "dateStyle and timeStyle do not go together with single fields such as year or hour"
                    .to_owned(),
            ));
        }
        let mut builder = FieldSetBuilder::new();
        if let Some(style) = self.date_style {
            builder.length = Some(match style {
                DateStyle::Full | DateStyle::Long => Length::Long,
                DateStyle::Medium => Length::Medium,
                DateStyle::Short => Length::Short,
            });
            builder.date_fields = Some(match style {
                DateStyle::Full => DateFields::YMDE,
                _ => DateFields::YMD,
            });
        }
        if let Some(style) = self.time_style {
            builder.time_precision = Some(match style {
                DateStyle::Short => TimePrecision::Minute,
                _ => TimePrecision::Second,
            });
        }
        Ok(builder)
    }

    fn of_fields(&self) -> Result<FieldSetBuilder, FormatError> {
        let refused = |text: &str| Err(FormatError::Options(text.to_owned()));
        let mut builder = FieldSetBuilder::new();
        let time = (
            self.hour.is_some(),
            self.minute.is_some(),
            self.second.is_some(),
        );
        builder.time_precision = match time {
            (false, false, false) => None,
            (true, false, false) => Some(TimePrecision::Hour),
            (true, true, false) => Some(TimePrecision::Minute),
            (true, true, true) => Some(TimePrecision::Second),
            _ => return refused("minute needs hour, and second needs minute"),
        };
        let date = (
            self.year.is_some(),
            self.month.is_some(),
            self.day.is_some(),
            self.weekday.is_some(),
        );
        builder.date_fields = match date {
            (false, false, false, false) if builder.time_precision.is_some() => None,
            (false, false, false, false) if self.era.is_some() => Some(DateFields::Y),
            (false, false, false, false) => Some(DateFields::YMD),
            (true, true, true, true) => Some(DateFields::YMDE),
            (true, true, true, false) => Some(DateFields::YMD),
            (false, true, true, true) => Some(DateFields::MDE),
            (false, true, true, false) => Some(DateFields::MD),
            (false, false, true, true) => Some(DateFields::DE),
            (false, false, true, false) => Some(DateFields::D),
            (false, false, false, true) => Some(DateFields::E),
            (true, true, false, false) => Some(DateFields::YM),
            (true, false, false, false) => Some(DateFields::Y),
            (false, true, false, false) => Some(DateFields::M),
            _ => {
                return refused(
                    "year and month, month and day, or all three can stand together, with weekday where there is a day",
                );
            }
        };
        let period = matches!(
            builder.date_fields,
            Some(DateFields::Y | DateFields::YM | DateFields::M)
        );
        if period && builder.time_precision.is_some() {
            return refused("a time of day needs a day");
        }
        builder.length = Some(self.length());
        let year = matches!(
            builder.date_fields,
            Some(DateFields::Y | DateFields::YM | DateFields::YMD | DateFields::YMDE)
        );
        builder.year_style = match (year, self.era, self.year) {
            (false, Some(_), _) => return refused("era needs year"),
            (false, None, _) | (true, None, Some(Digits::TwoDigit)) => None,
            (true, Some(_), _) => Some(YearStyle::WithEra),
            (true, None, _) => Some(YearStyle::Full),
        };
        let two_digits = [self.day, self.hour].contains(&Some(Digits::TwoDigit))
            || self.month == Some(MonthStyle::TwoDigit);
        if two_digits {
            builder.alignment = Some(Alignment::Column);
        }
        Ok(builder)
    }

    fn length(&self) -> Length {
        match (self.month, self.weekday.or(self.era)) {
            (Some(MonthStyle::Long), _) => Length::Long,
            (Some(MonthStyle::Short), _) => Length::Medium,
            (Some(MonthStyle::Numeric | MonthStyle::TwoDigit), _) => Length::Short,
            (None, Some(TextWidth::Long)) => Length::Long,
            (None, Some(TextWidth::Short)) => Length::Medium,
            // A year alone is no abbreviation: 平成24年, not H24年.
            (None, None) if self.year == Some(Digits::Numeric) => Length::Long,
            (None, None) => Length::Short,
        }
    }
}
