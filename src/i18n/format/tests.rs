use std::cmp::Ordering;

use jiff::civil::{date, datetime};
use proptest::prelude::*;

use super::*;
use crate::config::SoftBreaks;

mod number;
mod order;
mod range;

fn formats(tags: &[&str]) -> Formats {
    let languages: Vec<Language> = tags
        .iter()
        .map(|tag| Language {
            code: (*tag).to_owned(),
            name: (*tag).to_owned(),
            tag: (*tag).to_owned(),
            soft_breaks: SoftBreaks::Keep,
            fallback: Vec::new(),
        })
        .collect();
    Formats::new(&languages)
}

#[test]
fn brackets_by_the_script_of_the_language() {
    for (tags, expected) in [
        (
            &[
                "ja", "zh", "zh-Hant", "zh-TW", "yue", "yue-Hans", "ja-Hira", "lzh",
            ][..],
            ("（", "）"),
        ),
        (
            &[
                "en",
                "ko",
                "de",
                "ja-Latn",
                "zh-Latn-pinyin",
                "mn-Mong",
                "vi",
                "x-own",
                "",
            ],
            (" (", ")"),
        ),
    ] {
        for tag in tags {
            assert_eq!(brackets(tag), expected, "{tag}");
        }
    }
}

fn date_options(written: &str) -> Result<DateOptions, String> {
    let mut options = DateOptions::default();
    for pair in written.split_whitespace() {
        let (name, value) = pair.split_once('=').ok_or("no =")?;
        options
            .set(name, OptionValue::Text(value))
            .map_err(|error| format!("{error}; {}", error.help(Writing::Message)))?;
    }
    options.validate().map_err(|error| error.to_string())?;
    Ok(options)
}

/// White space of the locale data (no-break, narrow) as plain spaces, so that the tables can be read.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

#[test]
fn dates() {
    let table = [
        ("ja", "dateStyle=long", "2012年1月19日"),
        ("ja", "dateStyle=full", "2012年1月19日木曜日"),
        ("ja", "dateStyle=medium", "2012/01/19"),
        ("ja", "calendar=japanese dateStyle=long", "平成24年1月19日"),
        (
            "ja",
            "calendar=japanese dateStyle=full",
            "平成24年1月19日木曜日",
        ),
        ("ja", "calendar=japanese year=numeric", "平成24年"),
        (
            "ja",
            "calendar=japanese year=numeric month=long",
            "平成24年1月",
        ),
        (
            "ja",
            "year=numeric month=long day=numeric weekday=short",
            "2012年1月19日(木)",
        ),
        ("ja", "month=long day=numeric weekday=short", "1月19日(木)"),
        (
            "ja",
            "calendar=japanese year=numeric month=long day=numeric weekday=short",
            "平成24年1月19日(木)",
        ),
        (
            "ko",
            "year=numeric month=long day=numeric weekday=short",
            "2012년 1월 19일 (목)",
        ),
        (
            "zh-Hans",
            "year=numeric month=long day=numeric weekday=short",
            "2012年1月19日周四",
        ),
        ("zh-Hans", "year=numeric month=long", "2012年1月"),
        (
            "en",
            "year=numeric month=long day=numeric weekday=short",
            "Thu, January 19, 2012",
        ),
        (
            "de",
            "year=numeric month=long day=numeric weekday=short",
            "Do., 19. Januar 2012",
        ),
        ("zh-Hans", "dateStyle=long", "2012年1月19日"),
        ("zh-Hans", "dateStyle=full", "2012年1月19日星期四"),
        ("zh-Hans", "month=long day=numeric", "1月19日"),
        ("en-US", "dateStyle=long", "January 19, 2012"),
        ("en-US", "dateStyle=full", "Thursday, January 19, 2012"),
        ("en-US", "dateStyle=medium", "Jan 19, 2012"),
        ("en-US", "dateStyle=short", "1/19/12"),
        ("en-GB", "dateStyle=long", "19 January 2012"),
        ("en", "dateStyle=long", "January 19, 2012"),
        ("en", "", "1/19/2012"),
        ("en", "year=numeric month=2-digit day=2-digit", "01/19/2012"),
        ("en", "year=2-digit month=numeric day=numeric", "1/19/12"),
        ("en", "year=numeric month=long", "January 2012"),
        ("en", "year=numeric", "2012"),
        ("en", "month=long", "January"),
        ("en", "month=short", "Jan"),
        ("en", "year=numeric month=short", "Jan 2012"),
        ("ja", "month=short", "1月"),
        ("ja", "year=numeric month=short", "2012年1月"),
        ("ja", "year=numeric month=numeric", "2012/1"),
        ("ja", "year=numeric month=2-digit", "2012/01"),
        ("ja", "month=short day=numeric", "1月19日"),
        (
            "ja",
            "year=numeric month=short day=numeric weekday=short",
            "2012年1月19日(木)",
        ),
        (
            "ja",
            "year=numeric month=short day=numeric calendar=japanese",
            "平成24年1月19日",
        ),
        ("zh-Hans", "year=numeric month=short", "2012年1月"),
        ("ko", "year=numeric month=short", "2012년 1월"),
        (
            "ko",
            "year=numeric month=short day=numeric",
            "2012년 1월 19일",
        ),
        ("ar", "year=numeric month=short", "يناير 2012"),
        ("de", "year=numeric month=short", "Januar 2012"),
        (
            "de",
            "year=numeric month=short day=numeric",
            "19. Januar 2012",
        ),
        ("de", "year=numeric month=numeric", "1/2012"),
        ("fr", "year=numeric month=short", "janv. 2012"),
        ("en", "weekday=long", "Thursday"),
        ("en", "weekday=short", "Thu"),
        ("en", "day=numeric", "19"),
        (
            "en",
            "month=long day=numeric weekday=long",
            "Thursday, January 19",
        ),
        ("en", "year=numeric era=short", "2012 AD"),
        (
            "en",
            "calendar=japanese dateStyle=long",
            "January 19, 24 Heisei",
        ),
        ("ar", "dateStyle=long", "19 يناير 2012"),
        ("de", "dateStyle=long", "19. Januar 2012"),
        ("th", "dateStyle=long", "19 มกราคม 2555"),
        (
            "th",
            "dateStyle=long calendar=gregory",
            "19 มกราคม ค.ศ. 2012",
        ),
    ];
    for (tag, written, expected) in table {
        let options = date_options(written).unwrap();
        let found = formats(&[tag])
            .date(Lang(0), DateValue::Date(date(2012, 1, 19)), &options)
            .unwrap();
        assert_eq!(plain(&found), expected, "{tag} {written}");
    }
}

/// As ECMA-402 has them, with the data of CLDR 48.
#[test]
fn dates_in_digits() {
    let weekday = "month=numeric day=numeric weekday=short";
    let long_weekday = "month=numeric day=numeric weekday=long";
    let short_year = "year=2-digit month=numeric day=numeric";
    let table = [
        ("ja", "", "2026/4/1"),
        ("ja", "dateStyle=short", "2026/04/01"),
        ("ja", "year=numeric month=numeric day=numeric", "2026/4/1"),
        ("ja", "year=numeric month=2-digit day=2-digit", "2026/04/01"),
        ("ja", "month=numeric day=numeric", "4/1"),
        ("ja", weekday, "4/1(水)"),
        ("ja", long_weekday, "4/1水曜日"),
        ("ja", short_year, "26/4/1"),
        ("ja", "year=2-digit month=long day=numeric", "26年4月1日"),
        (
            "ja",
            "calendar=japanese year=2-digit month=long day=numeric",
            "令和8年4月1日",
        ),
        ("zh-Hans", short_year, "26/4/1"),
        ("zh-Hans", weekday, "4/1周三"),
        ("zh-Hans", long_weekday, "4/1星期三"),
        ("zh-Hant", long_weekday, "4/1（星期三）"),
        ("ko", weekday, "4. 1. (수)"),
        ("ko", long_weekday, "4. 1. 수요일"),
        ("en", "", "4/1/2026"),
        ("en", long_weekday, "Wednesday, 4/1"),
        (
            "en",
            "year=numeric month=short day=numeric weekday=long",
            "Wednesday, Apr 1, 2026",
        ),
        ("en", "year=2-digit month=long day=numeric", "April 1, 26"),
        ("en-GB", "", "01/04/2026"),
        ("en-GB", short_year, "01/04/26"),
        ("fr", long_weekday, "mercredi 01/04"),
        ("de", "", "1.4.2026"),
        ("de", weekday, "Mi., 1.4."),
        ("nl", "", "1-4-2026"),
        ("cs", "", "1. 4. 2026"),
        ("ru", "", "01.04.2026"),
        ("th", short_year, "1/4/69"),
    ];
    for (tag, written, expected) in table {
        let options = date_options(written).unwrap();
        let found = formats(&[tag])
            .date(Lang(0), DateValue::Date(date(2026, 4, 1)), &options)
            .unwrap();
        assert_eq!(plain(&found), expected, "{tag} {written}");
    }
}

#[test]
fn midnight_and_noon() {
    for (tag, hour, expected) in [
        ("ja", 0, "午前0:00"),
        ("ja", 12, "午後0:00"),
        ("ja", 23, "午後11:00"),
        ("zh-Hans", 12, "下午12:00"),
        ("en", 0, "12:00 AM"),
    ] {
        let options = date_options("timeStyle=short hour12=true").unwrap();
        let at = DateValue::DateTime(datetime(2012, 1, 19, hour, 0, 0, 0));
        let found = formats(&[tag]).date(Lang(0), at, &options).unwrap();
        assert_eq!(plain(&found), expected, "{tag} {hour}");
    }
}

#[test]
fn japanese_eras() {
    let months = "year=numeric month=long";
    let weekday = "year=numeric month=long day=numeric weekday=short";
    let table = [
        ("ja", "dateStyle=long", date(2026, 4, 1), "令和8年4月1日"),
        (
            "ja",
            "dateStyle=full",
            date(2026, 4, 1),
            "令和8年4月1日水曜日",
        ),
        ("ja", "dateStyle=long", date(2019, 5, 1), "令和元年5月1日"),
        (
            "ja",
            "dateStyle=full",
            date(2019, 5, 1),
            "令和元年5月1日水曜日",
        ),
        ("ja", weekday, date(2019, 5, 1), "令和元年5月1日(水)"),
        ("ja", months, date(2019, 5, 1), "令和元年5月"),
        ("ja", "year=numeric", date(2019, 5, 1), "令和元年"),
        ("ja", "dateStyle=long", date(2019, 4, 30), "平成31年4月30日"),
        ("ja", "dateStyle=long", date(2029, 1, 1), "令和11年1月1日"),
        ("ja", "dateStyle=long", date(1989, 1, 8), "平成元年1月8日"),
        ("ja", "dateStyle=long", date(1972, 5, 15), "昭和47年5月15日"),
        (
            "zh-Hans",
            "dateStyle=long",
            date(2019, 5, 1),
            "令和元年5月1日",
        ),
        (
            "zh-Hans",
            "dateStyle=long",
            date(2029, 1, 1),
            "令和11年1月1日",
        ),
        ("zh-Hant", "year=numeric", date(2019, 5, 1), "令和元年"),
        ("en", "dateStyle=long", date(2019, 5, 1), "May 1, 1 Reiwa"),
    ];
    for (tag, written, day, expected) in table {
        let options = date_options(&format!("calendar=japanese {written}")).unwrap();
        let found = formats(&[tag]).date(Lang(0), DateValue::Date(day), &options);
        assert_eq!(found.unwrap(), expected, "{tag} {written} {day}");
    }
}

#[test]
fn times() {
    let table = [
        (
            "en",
            "dateStyle=long timeStyle=short",
            "January 19, 2012 at 3:04 PM",
        ),
        ("en", "timeStyle=short", "3:04 PM"),
        ("en", "timeStyle=medium", "3:04:05 PM"),
        ("en", "timeStyle=short hour12=false", "15:04"),
        ("en", "hour=numeric", "3 PM"),
        ("en", "hour=2-digit minute=2-digit", "03:04 PM"),
        ("ja", "timeStyle=short", "15:04"),
        ("ja", "timeStyle=short hour12=true", "午後3:04"),
        (
            "ja",
            "dateStyle=long timeStyle=short",
            "2012年1月19日 15:04",
        ),
        (
            "zh-Hans",
            "hour=numeric minute=numeric second=numeric",
            "15:04:05",
        ),
    ];
    for (tag, written, expected) in table {
        let options = date_options(written).unwrap();
        let at = DateValue::DateTime(datetime(2012, 1, 19, 15, 4, 5, 0));
        let found = formats(&[tag]).date(Lang(0), at, &options).unwrap();
        assert_eq!(plain(&found), expected, "{tag} {written}");
    }
}

#[test]
fn a_date_without_time_has_no_time_to_show() {
    let options = date_options("timeStyle=short").unwrap();
    assert_eq!(
        formats(&["en"]).date(Lang(0), DateValue::Date(date(2012, 1, 19)), &options),
        Err(FormatError::NoTime)
    );
}

#[test]
fn date_options_that_are_refused() {
    let table = [
        (
            "datestyle=long",
            "there is no option `datestyle`; write `dateStyle`",
        ),
        (
            "dateStyle=huge",
            "the option `dateStyle` cannot be \"huge\"; write `dateStyle: \"full\" or \"long\" or \"medium\" or \"short\"`",
        ),
        (
            "timeStyle=full",
            "the option `timeStyle` cannot be \"full\"; write `timeStyle: \"medium\" or \"short\"`",
        ),
        (
            "timeZone=UTC",
            "the option `timeZone` is not supported; leave it out: a time is shown in the zone it is written in",
        ),
        (
            "fractionalSecondDigits=2",
            "the option `fractionalSecondDigits` is not supported; leave it out",
        ),
        (
            "dateStyle=long year=numeric",
            "dateStyle and timeStyle do not go together with single fields such as year or hour",
        ),
        (
            "minute=numeric",
            "minute needs hour, and second needs minute",
        ),
        ("month=long era=long", "era needs year"),
        ("month=long hour=numeric", "a time of day needs a day"),
        (
            "year=numeric day=numeric",
            "year and month, month and day, or all three can stand together, with weekday where there is a day",
        ),
    ];
    for (written, expected) in table {
        assert_eq!(date_options(written).unwrap_err(), expected, "{written}");
    }
}

#[test]
fn formats_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let formats = formats(&["en", "ja"]);
    shared(&formats);
    let write = || {
        (0..50)
            .map(|day| {
                let value = DateValue::Date(date(2012, 1, 1 + day % 28));
                formats.date(Lang(1), value, &DateOptions::long()).unwrap()
            })
            .collect::<Vec<_>>()
    };
    let (a, b) = std::thread::scope(|scope| {
        let a = scope.spawn(write);
        let b = scope.spawn(write);
        (a.join().unwrap(), b.join().unwrap())
    });
    assert_eq!(a, b);
    assert_eq!(a[18], "2012年1月19日");
}

#[test]
fn a_language_that_does_not_exist_is_an_error() {
    let formats = formats(&["en"]);
    assert!(
        formats
            .number(Lang(9), 1.0, &NumberOptions::default())
            .is_err()
    );
    assert_eq!(formats.collation(Lang(9)).compare("a", "b"), Ordering::Less);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn dates_never_panic(year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=28, japanese in any::<bool>()) {
        let options = DateOptions {
            calendar: japanese.then_some(Calendar::Japanese),
            ..DateOptions::long()
        };
        prop_assert!(formats(&["ja"]).date(Lang(0), DateValue::Date(date(year, month, day)), &options).is_ok());
    }
}
