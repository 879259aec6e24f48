//! Numbers and dates that a translation lacks, and weekdays that do not fit.

use super::{Pair, ParityInput};
use crate::l10n::block::Block;
use crate::l10n::facts::{Fact, Mentioned, mentioned, weekday_mismatches};
use crate::l10n::finding::{Findings, Spans};
use crate::parse::segment::SegmentKind;

/// Up to this, numbers are often words: a dozen fields, an article.
const WORDS_UP_TO: f64 = 12.0;

pub(super) fn numbers(input: &ParityInput<'_>, pair: Pair<'_>, findings: &mut Findings<'_>) {
    if !findings.is_on("numbers") {
        return;
    }
    let is_told = |block: &&Block| block.kind() != SegmentKind::Code;
    let said: Vec<Fact> = pair
        .source
        .iter()
        .filter(is_told)
        .flat_map(Block::facts)
        .filter(|fact| matches!(fact, Fact::Date(_) | Fact::Number(_)))
        .collect();
    if said.is_empty() {
        return;
    }
    let text: Vec<&str> = pair.translation.iter().map(Block::text).collect();
    let text = text.join("\n");
    let translation = Said {
        facts: pair.translation.iter().flat_map(Block::facts).collect(),
        mentioned: mentioned(&text, input.translation_writing),
        text,
    };
    let mut missing: Vec<&str> = said
        .iter()
        .filter(|fact| !translation.says(fact))
        .map(Fact::value)
        .collect();
    missing.dedup();
    if missing.is_empty() {
        return;
    }
    findings.add(
        "numbers",
        pair.spans(),
        format!("the translation does not say {}", missing.join(", ")),
        "say it as the source does, or take it out of the source",
    );
}

/// What a translation says, as leniently as it may be read.
struct Said {
    facts: Vec<Fact>,
    mentioned: Mentioned,
    text: String,
}

impl Said {
    fn says(&self, fact: &Fact) -> bool {
        if self.facts.contains(fact) {
            return true;
        }
        match fact {
            Fact::Date(date) => self.says_date(date),
            Fact::Number(number) => self.says_number(number),
            Fact::Email(_) | Fact::Url(_) => true,
        }
    }

    fn says_number(&self, number: &str) -> bool {
        if let Some((hour, minutes)) = number.split_once(':') {
            return self.says_time(hour, minutes);
        }
        let is_small = number
            .parse::<f64>()
            .is_ok_and(|number| number <= WORDS_UP_TO);
        is_small
            || self.mentioned.number(number)
            || self.says_scaled(number)
            || self
                .dates()
                .any(|date| date.split_once('-').is_some_and(|(year, _)| year == number))
    }

    /// In 500–600 thousand the first is 500 as well as 500,000.
    fn says_scaled(&self, number: &str) -> bool {
        const ZEROS: [usize; 5] = [3, 4, 6, 8, 9];
        const SCALES: [&str; 8] = [
            "thousand", "million", "billion", "千", "万", "萬", "億", "亿",
        ];
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let has_scale = SCALES.iter().any(|scale| self.has(scale));
        ZEROS.iter().any(|zeros| {
            let zeros = "0".repeat(*zeros);
            let without = number.strip_suffix(zeros.as_str());
            self.mentioned.number(&format!("{number}{zeros}"))
                || (has_scale && without.is_some_and(|number| self.mentioned.number(number)))
        })
    }

    /// On the hour the number alone may stand, on a clock of 12 hours too.
    fn says_time(&self, hour: &str, minutes: &str) -> bool {
        const TWELVE: [&str; 6] = ["noon", "正午", "中午", "midnight", "午夜", "零时"];
        let Ok(hour) = hour.parse::<u32>() else {
            return true;
        };
        if self.has(&format!("{hour:02}{minutes}")) {
            return true;
        }
        let says_hour = |hour: u32| self.mentioned.number(&hour.to_string());
        let is_half = minutes == "30" && ["half", "半"].iter().any(|half| self.has(half));
        if minutes != "00" && !is_half {
            return self.mentioned.number(minutes) && (says_hour(hour) || says_hour(hour % 12));
        }
        says_hour(hour)
            || says_hour(hour % 12)
            || (hour % 12 == 0 && TWELVE.iter().any(|word| self.has(word)))
    }

    /// The parts of a date may stand apart (April 1, 2 and 3, 2026), and the year may be "the same year".
    fn says_date(&self, date: &str) -> bool {
        const SAME: [&str; 9] = [
            "同年",
            "同月",
            "当年",
            "當年",
            "当月",
            "翌",
            "次年",
            "that year",
            "same",
        ];
        let (year, month, day) = parts(date);
        let says_day = match day {
            Some(day) => {
                self.dates()
                    .any(|said| parts(said).1 == month && parts(said).2 == Some(day))
                    || (self.says_alone(day) && self.says_month(month))
            }
            None => self.says_month(month),
        };
        says_day
            && year
                .is_none_or(|year| self.says_number(year) || SAME.iter().any(|word| self.has(word)))
    }

    /// May and March are words too, and a month may be an adjective.
    fn says_month(&self, month: &str) -> bool {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let number = month.parse::<usize>().ok();
        let name = number.and_then(|number| MONTHS.get(number.checked_sub(1)?));
        name.is_some_and(|name| self.has(name)) || self.dates().any(|said| parts(said).1 == month)
    }

    /// Whether a number of two digits stands there by itself.
    fn says_alone(&self, number: &str) -> bool {
        let number = number.trim_start_matches('0');
        self.facts
            .iter()
            .any(|fact| matches!(fact, Fact::Number(said) if said == number))
    }

    fn dates(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Date(date) => Some(date.as_str()),
            _ => None,
        })
    }

    fn has(&self, word: &str) -> bool {
        self.text.contains(word) || self.mentioned.has_word(word)
    }
}

/// Year, month and day of a date as facts have it: `2012-01-19`, `2012-01`, `--01-19`, `--01`.
fn parts(date: &str) -> (Option<&str>, &str, Option<&str>) {
    let (year, rest) = match date.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => match date.split_once('-') {
            Some((year, rest)) => (Some(year), rest),
            None => (None, date),
        },
    };
    match rest.split_once('-') {
        Some((month, day)) => (year, month, Some(day)),
        None => (year, rest, None),
    }
}

pub(super) fn weekdays(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    if !findings.is_on("weekday") {
        return;
    }
    for (blocks, writing, is_source) in [
        (input.source, input.source_writing, true),
        (input.translation, input.translation_writing, false),
    ] {
        for block in blocks {
            if block.kind() == SegmentKind::Code {
                continue;
            }
            for mismatch in weekday_mismatches(block.text(), writing) {
                let span = Some(block.segment.span.clone());
                let spans = match is_source {
                    true => Spans {
                        source: span,
                        translation: None,
                    },
                    false => Spans {
                        source: None,
                        translation: span,
                    },
                };
                findings.add(
                    "weekday",
                    spans,
                    format!("{} is no {}", mismatch.date, mismatch.written),
                    format!("write `{}`, or the right date", mismatch.right),
                );
            }
        }
    }
}
