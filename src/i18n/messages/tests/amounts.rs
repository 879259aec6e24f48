//! Money, short numbers and ranges.

use super::*;

#[test]
fn money_and_short_numbers() {
    let table = [
        (
            "ja",
            "style: \"currency\", currency: \"JPY\"",
            5000.0,
            "5,000円",
        ),
        (
            "ja",
            "style: \"currency\", currency: \"CNY\"",
            5000.0,
            "5,000人民元",
        ),
        (
            "zh-Hans",
            "style: \"currency\", currency: \"JPY\"",
            5000.0,
            "5,000日元",
        ),
        (
            "en",
            "style: \"currency\", currency: \"CNY\", currencyDisplay: \"symbol\"",
            5000.5,
            "CN¥5,000.50",
        ),
        (
            "en",
            "style: \"currency\", currency: \"USD\", currencyDisplay: \"name\"",
            1.0,
            "1 US dollar",
        ),
        (
            "en",
            "style: \"currency\", currency: \"JPY\"",
            5000.0,
            "JPY 5,000",
        ),
        ("ja", "notation: \"compact\"", 12_345.0, "1.2万"),
        (
            "en",
            "notation: \"compact\", compactDisplay: \"long\"",
            12_345.0,
            "12 thousand",
        ),
        (
            "en",
            "notation: \"compact\", maximumFractionDigits: 1",
            12_345.0,
            "12.3K",
        ),
        (
            "ja",
            "style: \"currency\", currency: \"JPY\", notation: \"compact\"",
            12_345_678.0,
            "1235万円",
        ),
    ];
    for (tag, options, n, expected) in table {
        let loaded = one(tag, &format!("a = {{ NUMBER($n, {options}) }}\n"));
        assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
        let found = text(&loaded.value, "a", &number(n));
        assert_eq!(found.replace('\u{a0}', " "), expected, "{tag} {options}");
    }
}

/// The plural form is that of the number, however it is written.
#[test]
fn short_numbers_select_plural_forms() {
    let source =
        "a = { NUMBER($n, notation: \"compact\") ->\n    [one] one\n   *[other] other\n }\n";
    let messages = one("en", source).value;
    for (n, expected) in [(1.0, "one"), (12_345.0, "other")] {
        assert_eq!(text(&messages, "a", &number(n)), expected);
    }
}

#[test]
fn two_dates_are_a_range() {
    let day = |day: i8| Arg::Date(DateValue::Date(date(2026, 4, day)));
    let source = "a = { DATETIME($from, $to, dateStyle: \"long\") }\nb = { a }!\n";
    let table = [
        ("ja", "2026年4月1日～3日!"),
        ("zh-Hans", "2026年4月1日至3日!"),
        ("en", "April 1–3, 2026!"),
        ("de", "1.–3. April 2026!"),
    ];
    for (tag, expected) in table {
        let loaded = one(tag, source);
        assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
        let arguments = args(&[("from", day(1)), ("to", day(3))]);
        assert_eq!(text(&loaded.value, "b", &arguments), expected);
    }
    let messages = one("en", source).value;
    let backward = messages.format(Lang(0), "b", &args(&[("from", day(3)), ("to", day(1))]));
    assert_eq!(
        lines(&backward.findings),
        [
            "Error backward-range locales/xx/main.ftl:1:24: the range from `$from` (2026-04-03) to `$to` (2026-04-01) ends before it begins; exchange the two where the message is used"
        ]
    );
    let no_date = args(&[("from", day(3)), ("to", Arg::Number(1.0))]);
    assert_eq!(
        lines(&messages.format(Lang(0), "a", &no_date).findings),
        [
            "Error argument-type locales/xx/main.ftl:1:24: DATETIME needs a date, but `$to` is none; give another value for `to` where the message is used"
        ]
    );
}
