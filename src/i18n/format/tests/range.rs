use super::*;

/// `2026-04-01` or `2026-04-01T09:00`.
fn value(written: &str) -> DateValue {
    if written.contains('T') {
        DateValue::DateTime(written.parse().unwrap())
    } else {
        DateValue::Date(written.parse().unwrap())
    }
}

fn written(tag: &str, options: &str, start: &str, end: &str) -> Result<String, FormatError> {
    let options = date_options(options).unwrap();
    formats(&[tag])
        .date_range(Lang(0), value(start), value(end), &options)
        .map(|text| plain(&text))
}

const LONG: &str = "dateStyle=long";
const FULL: &str = "dateStyle=full";
const SHORT_WEEKDAY: &str = "year=numeric month=long day=numeric weekday=short";
const MONTHS: &str = "year=numeric month=long";
const DAYS: &str = "month=long day=numeric";

#[test]
fn ranges_of_days() {
    let [a, b, c, d] = ["2026-04-01", "2026-04-03", "2026-05-03", "2027-01-03"];
    let table = [
        ("ja", LONG, a, b, "2026年4月1日～3日"),
        ("ja", LONG, a, c, "2026年4月1日～5月3日"),
        ("ja", LONG, a, d, "2026年4月1日～2027年1月3日"),
        ("ja", LONG, a, a, "2026年4月1日"),
        ("ja", FULL, a, b, "2026年4月1日水曜日～3日金曜日"),
        ("ja", SHORT_WEEKDAY, a, b, "2026年4月1日(水)～3日(金)"),
        ("ja", SHORT_WEEKDAY, a, c, "2026年4月1日(水)～5月3日(日)"),
        ("ja", "dateStyle=medium", a, b, "2026/04/01～2026/04/03"),
        ("ja", DAYS, a, b, "4月1日～3日"),
        ("zh-Hans", LONG, a, b, "2026年4月1日至3日"),
        ("zh-Hans", LONG, a, d, "2026年4月1日至2027年1月3日"),
        ("zh-Hans", FULL, a, b, "2026年4月1日星期三至3日星期五"),
        ("zh-Hans", "", a, b, "2026/4/1 – 2026/4/3"),
        ("zh-Hant", LONG, a, c, "2026年4月1日至5月3日"),
        ("ko", LONG, a, b, "2026년 4월 1일~3일"),
        ("en", LONG, a, b, "April 1–3, 2026"),
        ("en", LONG, a, c, "April 1 – May 3, 2026"),
        ("en", LONG, a, d, "April 1, 2026 – January 3, 2027"),
        (
            "en",
            FULL,
            a,
            b,
            "Wednesday, April 1 – Friday, April 3, 2026",
        ),
        (
            "en",
            SHORT_WEEKDAY,
            a,
            b,
            "Wed, April 1 – Fri, April 3, 2026",
        ),
        ("en", "dateStyle=short", a, b, "4/1/26 – 4/3/26"),
        ("en", DAYS, a, b, "April 1–3"),
        ("en-GB", LONG, a, b, "1–3 April 2026"),
        ("en-GB", LONG, a, c, "1 April – 3 May 2026"),
        ("de", LONG, a, b, "1.–3. April 2026"),
        ("de", LONG, a, c, "1. April – 3. Mai 2026"),
        ("de", FULL, a, b, "Mittwoch, 1. – Freitag, 3. April 2026"),
        ("es", LONG, a, b, "1–3 de abril de 2026"),
        ("th", LONG, a, b, "1–3 เมษายน 2569"),
        // The same day of two months, and the same days of two years, are not the same.
        ("en", LONG, a, "2026-05-01", "April 1 – May 1, 2026"),
        ("en", LONG, a, "2027-04-01", "April 1, 2026 – April 1, 2027"),
        ("en", DAYS, a, "2027-04-03", "April 1 – April 3"),
        ("en", DAYS, a, "2027-04-01", "April 1 – April 1"),
        ("en", "weekday=long", a, "2026-04-08", "Wednesday–Wednesday"),
    ];
    for (tag, options, start, end, expected) in table {
        let found = written(tag, options, start, end).unwrap();
        assert_eq!(found, expected, "{tag} {options} {start} {end}");
    }
}

#[test]
fn ranges_of_months_and_years() {
    let table = [
        ("ja", MONTHS, "2026-04-01", "2026-06-30", "2026年4月～6月"),
        (
            "ja",
            MONTHS,
            "2026-12-01",
            "2027-03-31",
            "2026年12月～2027年3月",
        ),
        ("ja", MONTHS, "2026-04-01", "2026-04-30", "2026年4月"),
        (
            "ja",
            "year=numeric",
            "2026-04-01",
            "2027-03-31",
            "2026年～2027年",
        ),
        (
            "zh-Hans",
            MONTHS,
            "2026-04-01",
            "2026-06-30",
            "2026年4月至6月",
        ),
        (
            "zh-Hans",
            "year=numeric",
            "2026-04-01",
            "2027-03-31",
            "2026年至2027年",
        ),
        ("en", MONTHS, "2026-04-01", "2026-06-30", "April–June 2026"),
        (
            "en",
            MONTHS,
            "2026-12-01",
            "2027-03-31",
            "December 2026 – March 2027",
        ),
        (
            "en",
            MONTHS,
            "2026-04-01",
            "2027-04-30",
            "April 2026 – April 2027",
        ),
        (
            "en",
            "year=numeric",
            "2026-04-01",
            "2027-03-31",
            "2026–2027",
        ),
        ("en", "month=long", "2026-04-01", "2026-06-30", "April–June"),
        ("de", MONTHS, "2026-04-01", "2026-06-30", "April–Juni 2026"),
    ];
    for (tag, options, start, end, expected) in table {
        let found = written(tag, options, start, end).unwrap();
        assert_eq!(found, expected, "{tag} {options} {start} {end}");
    }
}

#[test]
fn ranges_in_japanese_eras() {
    let era = "calendar=japanese dateStyle=long";
    let years = "calendar=japanese year=numeric";
    let table = [
        (era, "2026-04-01", "2026-04-03", "令和8年4月1日～3日"),
        (
            era,
            "2026-12-31",
            "2027-01-03",
            "令和8年12月31日～9年1月3日",
        ),
        (
            era,
            "2019-04-20",
            "2019-05-03",
            "平成31年4月20日～令和元年5月3日",
        ),
        (era, "2019-05-01", "2020-05-03", "令和元年5月1日～2年5月3日"),
        (era, "2019-05-01", "2019-05-03", "令和元年5月1日～3日"),
        (years, "2019-05-01", "2026-05-03", "令和元年～8年"),
        (years, "2019-04-01", "2019-06-01", "平成31年～令和元年"),
    ];
    for (options, start, end, expected) in table {
        assert_eq!(written("ja", options, start, end).unwrap(), expected);
    }
}

#[test]
fn ranges_of_times() {
    let both = "dateStyle=long timeStyle=short";
    let [a, b] = ["2026-04-01T09:00", "2026-04-01T10:30"];
    let [c, d] = ["2026-04-01T15:30", "2026-04-02T09:00"];
    let table = [
        ("ja", "timeStyle=short", a, b, "9:00～10:30"),
        (
            "ja",
            "timeStyle=short hour12=true",
            a,
            c,
            "午前9:00～午後3:30",
        ),
        ("ja", "timeStyle=short hour12=true", a, b, "午前9:00～10:30"),
        ("ja", both, a, b, "2026年4月1日 9:00～10:30"),
        ("ja", both, a, d, "2026年4月1日 9:00～2026年4月2日 9:00"),
        ("zh-Hans", "timeStyle=short", a, b, "09:00–10:30"),
        ("zh-Hans", both, a, b, "2026年4月1日 09:00–10:30"),
        ("en", "timeStyle=short", a, b, "9:00–10:30 AM"),
        ("en", "timeStyle=short", a, c, "9:00 AM – 3:30 PM"),
        ("en", both, a, b, "April 1, 2026 at 9:00–10:30 AM"),
        (
            "en",
            both,
            a,
            d,
            "April 1, 2026 at 9:00 AM – April 2, 2026 at 9:00 AM",
        ),
        ("en", LONG, a, c, "April 1, 2026"),
        ("de", "timeStyle=short", a, b, "09:00–10:30"),
    ];
    for (tag, options, start, end, expected) in table {
        let found = written(tag, options, start, end).unwrap();
        assert_eq!(found, expected, "{tag} {options} {start} {end}");
    }
}

#[test]
fn ranges_that_cannot_be_written() {
    let problem = |options: &str, start: &str, end: &str| {
        written("en", options, start, end).unwrap_err().to_string()
    };
    assert_eq!(
        problem(LONG, "2026-04-03", "2026-04-01"),
        "the range ends (2026-04-01) before it begins (2026-04-03): exchange the two"
    );
    assert_eq!(
        problem("timeStyle=short", "2026-04-01T10:00", "2026-04-01T09:30"),
        "the range ends (2026-04-01T09:30:00) before it begins (2026-04-01T10:00:00): exchange the two"
    );
    assert_eq!(
        problem("timeStyle=short", "2026-04-01T10:00", "2026-04-02"),
        "the date has no time of day"
    );
    // A day without a time does not end before any time on it.
    assert!(written("en", LONG, "2026-04-01T10:00", "2026-04-01").is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ranges_never_panic(
        start in (-9999i16..=9999, 1i8..=12, 1i8..=28),
        days in 0i32..800,
        japanese in any::<bool>(),
        tag in "ja|zh|en|de|ar|fa|th|mn",
    ) {
        let start = date(start.0, start.1, start.2);
        let end = start.saturating_add(jiff::Span::new().days(days));
        for options in [LONG, FULL, SHORT_WEEKDAY, MONTHS, DAYS, ""] {
            let options = DateOptions {
                calendar: japanese.then_some(Calendar::Japanese),
                ..date_options(options).unwrap()
            };
            let [start, end] = [start, end].map(DateValue::Date);
            prop_assert!(formats(&[&tag]).date_range(Lang(0), start, end, &options).is_ok());
        }
    }
}
