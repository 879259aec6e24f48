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

/// Numbers are compared by their values, whatever zeros they have at their ends.
#[test]
fn numbers_choose_variants() {
    let plain = "k = { $n ->\n  [0.5] half\n  [1.0] one\n  [ 2.50 ] two and a half\n  [-3] less\n  [0] none\n  [0.125] eighth\n *[other] { $n }\n }\n";
    let nested = "k = { { $m ->\n  *[x] { $n ->\n  [0.50] half\n  [1.00] one\n *[other] [1.0] { 1.0 } { $n }\n }\n }\n }\n";
    let function = plain.replace("{ $n ->", "{ NUMBER($n) ->");
    let digits = "k = { NUMBER($n, minimumFractionDigits: 1) ->\n  [0.5] half\n  [1.0] one\n *[other] { $n }\n }\n";
    let term = "-t = { $n ->\n  [0.5] half\n  [1] one\n *[other] { $n }\n }\nk = { -t(n: 0.5) }\n";
    let given = "-t = { $n ->\n  [0.50] H\n  [1.0] ONE\n *[other] { $n }\n }\n  .a = { NUMBER($n) ->\n  [2] x\n *[other] y\n }\n\
                 -s = { $n ->\n  [1.0] one\n *[other] { $n }\n } { $m }\n\
                 k = { -t(n: 0.50) } { -t(n: 0.5) } { -t(n: 1.0) } { -t(n: 1) } { -t(n: 2.50) } { -s(n: 1.00, m: 1.0) } { -t.a(n: 2.0) ->\n  \
                 [x] X\n *[y] { -t(n: 1.00) }\n }\n";
    for (source, value, expected) in [
        (plain, 0.5, "half"),
        (plain, 1.0, "one"),
        (plain, 2.5, "two and a half"),
        (plain, -3.0, "less"),
        (plain, -0.0, "none"),
        (plain, 0.125, "eighth"),
        (plain, 0.1251, "0.125"),
        (plain, 1234.25, "1,234.25"),
        (plain, 0.1 + 0.2, "0.3"),
        (nested, 0.5, "half"),
        (nested, 1.0, "one"),
        (nested, 2.0, "[1.0] 1.0 2"),
        (&function, 0.5, "half"),
        (&function, 1.0, "one"),
        (digits, 0.5, "half"),
        (digits, 1.0, "one"),
        (digits, 1.25, "1.25"),
        (term, 0.5, "half"),
        // What is shown keeps its zeros.
        (given, 0.0, "H H ONE ONE 2.50 one 1.0 X"),
        // What nobody has asked for is no option.
        ("k = { NUMBER($n, maximumFractionDigits: 0) }", 0.25, "0"),
        ("k = { NUMBER($n, style: \"percent\") }", 0.25, "25%"),
        ("k = { NUMBER($n, minimumFractionDigits: 1) }", 0.25, "0.25"),
        ("k = { NUMBER(0.50) } { 0.50 }", 0.0, "0.50 0.50"),
        (
            "k = { $n ->\n  [one] one\n *[other] other\n }\n",
            1.5,
            "other",
        ),
    ] {
        let loaded = one("en", source);
        assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new(), "{source}");
        let mut args = number(value);
        args.insert("m".to_owned(), Arg::Text("x".to_owned()));
        assert_eq!(
            text(&loaded.value, "k", &args),
            expected,
            "{source} {value}"
        );
    }
}

#[test]
fn variants_that_no_number_chooses() {
    let source = "a = { NUMBER($n, minimumFractionDigits: 1) ->\n  [0.5] a\n  [1] b\n  [0.25] c\n  [1.50] c\n *[other] d\n }\n\
                  b = { $n ->\n  [0.1250] a\n  [0.1251] b\n *[other] c\n }\n\
                  c = { DATETIME($d) ->\n  [1] a\n *[other] b\n }\n\
                  d = { NUMBER($n, type: \"ordinal\") ->\n  [1] a\n *[other] b\n }\n";
    let found = lines(&one("en", source).diagnostics);
    let found: Vec<&str> = found
        .iter()
        .map(|line| line.split_once("main.ftl:").unwrap().1)
        .map(|line| line.split_once(';').unwrap().0)
        .collect();
    assert_eq!(
        found,
        [
            "3:4: the variant `[1]` is never chosen, for the selector has options",
            "5:4: the variant `[1.50]` is never chosen, for the selector has options",
            "10:4: the variant `[0.1251]` is never chosen, for numbers have three digits behind the point",
            "14:4: the variant `[1]` is never chosen, for DATETIME gives a text",
            "18:4: the variant `[1]` is never chosen, for the selector has options",
        ]
    );
}

/// As `number` and `DATETIME` do.
#[test]
fn digits_are_those_that_the_tag_asks_for() {
    let source = "k = { $n } { NUMBER($n, minimumFractionDigits: 1) } { 1.0 } { $n ->\n  [one] one\n *[other] other\n }\n";
    for (tag, expected) in [
        ("en", "12 12.0 1.0 other"),
        ("ar-EG", "١٢ ١٢٫٠ ١٫٠ other"),
        ("ar-EG-u-nu-latn", "12 12.0 1.0 other"),
        ("th-TH", "12 12.0 1.0 other"),
        ("th-TH-u-nu-thai", "๑๒ ๑๒.๐ ๑.๐ other"),
        ("ja-u-ca-japanese-nu-hanidec", "一二 一二.〇 一.〇 other"),
    ] {
        let messages = one(tag, source).value;
        assert_eq!(text(&messages, "k", &number(12.0)), expected, "{tag}");
        assert_eq!(text(&messages, "k", &number(12.0)), expected, "{tag}");
    }
}
