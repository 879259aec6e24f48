use jiff::civil::{date, datetime};
use proptest::prelude::*;

use super::*;
use crate::config::{
    BaseUrl, Feeds, L10n, Language, Localized, MarkdownConfig, Missing, SoftBreaks,
};
use crate::diag::{self, Place, Severity};

mod amounts;
mod units;

/// A site with these languages: code, tag, fallbacks by code. The first one is the origin.
fn config(languages: &[(&str, &str, &[&str])]) -> Config {
    let index = |code: &str| {
        let at = languages
            .iter()
            .position(|(own, _, _)| *own == code)
            .unwrap();
        Lang(u8::try_from(at).unwrap())
    };
    Config {
        path: "site.yaml".into(),
        text: "".into(),
        title: Localized::default(),
        description: Localized::default(),
        base_url: BaseUrl {
            origin: "https://example.org".to_owned(),
            path: "/".to_owned(),
        },
        own_base: "/".to_owned(),
        default_language: Lang(0),
        default_language_at_root: false,
        timezone: jiff::tz::TimeZone::UTC,
        timezone_name: "UTC".to_owned(),
        theme: "default".to_owned(),
        missing: Missing::Link,
        languages: languages
            .iter()
            .map(|(code, tag, fallback)| Language {
                code: (*code).to_owned(),
                name: (*code).to_owned(),
                tag: (*tag).to_owned(),
                soft_breaks: SoftBreaks::Keep,
                fallback: fallback.iter().map(|code| index(code)).collect(),
            })
            .collect(),
        menus: Vec::new(),
        taxonomies: Vec::new(),
        paginate: 20,
        feeds: Feeds {
            limit: 20,
            sections: Vec::new(),
        },
        markdown: MarkdownConfig {
            math: false,
            highlight: false,
        },
        l10n: L10n {
            origin: Lang(0),
            rules: Vec::new(),
        },
        params: serde_json::Map::new(),
    }
}

fn file(config: &Config, layer: Layer, path: &str, text: &str) -> MessageFile {
    let code = path.rsplit('/').nth(1).unwrap();
    MessageFile {
        lang: config.lang(code).unwrap(),
        layer,
        path: path.into(),
        text: text.into(),
    }
}

fn load_files(config: &Config, files: &[MessageFile]) -> Diagnosed<Messages> {
    Messages::load(config, files, Arc::new(Formats::new(&config.languages)))
}

/// One language with one file.
fn one(tag: &str, text: &str) -> Diagnosed<Messages> {
    let config = config(&[("xx", tag, &[])]);
    load_files(
        &config,
        &[file(&config, Layer::Site, "locales/xx/main.ftl", text)],
    )
}

/// Three languages with one file each.
fn three(ja: &str, zh: &str, en: &str) -> Diagnosed<Messages> {
    let config = trilingual();
    load_files(
        &config,
        &[
            file(&config, Layer::Site, "locales/ja/main.ftl", ja),
            file(&config, Layer::Site, "locales/zh/main.ftl", zh),
            file(&config, Layer::Site, "locales/en/main.ftl", en),
        ],
    )
}

fn trilingual() -> Config {
    config(&[
        ("ja", "ja", &[]),
        ("zh", "zh-Hans", &["ja", "en"]),
        ("en", "en", &["ja"]),
    ])
}

fn args(pairs: &[(&str, Arg)]) -> Args {
    pairs
        .iter()
        .map(|(name, arg)| ((*name).to_owned(), arg.clone()))
        .collect()
}

fn number(n: f64) -> Args {
    args(&[("n", Arg::Number(n))])
}

/// A problem on one line: severity, code, path:line:column of the place, message, help.
fn line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map_or(String::new(), |place| {
        let (line, column) = place.line_column().unwrap_or((0, 0));
        format!(" {}:{line}:{column}", place.path)
    });
    let help = diagnostic.help.as_deref().unwrap_or("");
    format!(
        "{:?} {}{place}: {}; {help}",
        diagnostic.severity, diagnostic.code, diagnostic.message
    )
}

fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut sorted = diagnostics.to_vec();
    diag::sort(&mut sorted);
    sorted.iter().map(line).collect()
}

fn text(messages: &Messages, key: &str, args: &Args) -> String {
    let formatted = messages.format(Lang(0), key, args);
    assert_eq!(lines(&formatted.findings), Vec::<String>::new(), "{key}");
    formatted.text
}

#[test]
fn plural_categories_are_those_of_the_language() {
    let table: &[(&str, &[(f64, &str)])] = &[
        (
            "en",
            &[(0.0, "other"), (1.0, "one"), (2.0, "other"), (1.5, "other")],
        ),
        ("en-GB", &[(1.0, "one"), (2.0, "other")]),
        ("ja", &[(0.0, "other"), (1.0, "other"), (5.0, "other")]),
        ("zh-Hans", &[(1.0, "other"), (2.0, "other")]),
        (
            "fr",
            &[(0.0, "one"), (1.0, "one"), (1.5, "one"), (2.0, "other")],
        ),
        (
            "ru",
            &[
                (1.0, "one"),
                (2.0, "few"),
                (5.0, "many"),
                (11.0, "many"),
                (21.0, "one"),
                (22.0, "few"),
                (1.5, "other"),
            ],
        ),
        (
            "pl",
            &[
                (1.0, "one"),
                (2.0, "few"),
                (5.0, "many"),
                (12.0, "many"),
                (22.0, "few"),
                (21.0, "many"),
                (1.5, "other"),
            ],
        ),
        (
            "ar",
            &[
                (0.0, "zero"),
                (1.0, "one"),
                (2.0, "two"),
                (3.0, "few"),
                (10.0, "few"),
                (11.0, "many"),
                (99.0, "many"),
                (100.0, "other"),
            ],
        ),
        ("ar-EG", &[(0.0, "zero"), (3.0, "few")]),
        ("ja-u-ca-japanese", &[(1.0, "other")]),
    ];
    let source = "\
bare = { $n ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
}
called = { NUMBER($n, useGrouping: \"false\") ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
}
";
    for (tag, rows) in table {
        let messages = one(tag, source).value;
        for (n, expected) in *rows {
            assert_eq!(text(&messages, "bare", &number(*n)), *expected, "{tag} {n}");
            assert_eq!(
                text(&messages, "called", &number(*n)),
                *expected,
                "{tag} NUMBER {n}"
            );
        }
    }
}

#[test]
fn plural_rules_look_at_the_number_as_it_is_shown() {
    let table = [
        // "1.00 pages", but "1 page".
        ("minimumFractionDigits: 2", 1.0, "1.00 other"),
        ("maximumFractionDigits: 0", 1.2, "1 one"),
        ("maximumFractionDigits: 1", 1.26, "1.3 other"),
        ("type: \"ordinal\"", 1.0, "1 one"),
        ("type: \"ordinal\"", 2.0, "2 two"),
        ("type: \"ordinal\"", 3.0, "3 few"),
        ("type: \"ordinal\"", 11.0, "11 other"),
    ];
    for (options, n, expected) in table {
        let messages = one(
            "en",
            &format!(
                "a = {{ NUMBER($n, {options}) }} {{ NUMBER($n, {options}) ->\n    [one] one\n    [two] two\n    [few] few\n   *[other] other\n }}\n"
            ),
        );
        assert_eq!(lines(&messages.diagnostics), Vec::<String>::new());
        assert_eq!(
            text(&messages.value, "a", &number(n)),
            expected,
            "{options} {n}"
        );
    }
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let table = [
        ("en", "{ $n }", 1_234_567.0, "1,234,567"),
        ("de", "{ $n }", 1_234_567.5, "1.234.567,5"),
        ("en", "{ NUMBER($n) }", 1_234_567.0, "1,234,567"),
        (
            "en",
            "{ NUMBER($n, useGrouping: \"false\") }",
            1_234_567.0,
            "1234567",
        ),
        (
            "en",
            "{ NUMBER($n, useGrouping: 0) }",
            1_234_567.0,
            "1234567",
        ),
        (
            "en",
            "{ NUMBER($n, minimumFractionDigits: 2) }",
            3.0,
            "3.00",
        ),
        (
            "en",
            "{ NUMBER($n, maximumFractionDigits: 1) }",
            3.25,
            "3.3",
        ),
        ("en", "{ NUMBER($n, minimumIntegerDigits: 2) }", 7.0, "07"),
        ("en", "{ NUMBER($n, style: \"percent\") }", 0.25, "25%"),
        (
            "en",
            "{ NUMBER($n, style: \"percent\", minimumFractionDigits: 1) }",
            0.25,
            "25.0%",
        ),
        ("en", "{ 1.50 } { 12345 }", 0.0, "1.50 12,345"),
        ("en", "{ $n }", 0.1 + 0.2, "0.3"),
    ];
    for (tag, pattern, n, expected) in table {
        let messages = one(tag, &format!("a = {pattern}\n")).value;
        assert_eq!(
            text(&messages, "a", &number(n)),
            expected,
            "{tag} {pattern}"
        );
    }
}

#[test]
fn dates_are_written_as_the_language_does() {
    let day = Arg::Date(DateValue::Date(date(2026, 4, 1)));
    let moment = Arg::Date(DateValue::DateTime(datetime(2026, 4, 1, 9, 5, 0, 0)));
    let table = [
        (
            "ja",
            "{ DATETIME($d, calendar: \"japanese\", dateStyle: \"long\") }",
            &day,
            "令和8年4月1日",
        ),
        (
            "ja",
            "{ DATETIME($d, dateStyle: \"long\") }",
            &day,
            "2026年4月1日",
        ),
        (
            "zh-Hans",
            "{ DATETIME($d, dateStyle: \"long\") }",
            &day,
            "2026年4月1日",
        ),
        (
            "en",
            "{ DATETIME($d, dateStyle: \"long\") }",
            &day,
            "April 1, 2026",
        ),
        (
            "en-GB",
            "{ DATETIME($d, dateStyle: \"long\") }",
            &day,
            "1 April 2026",
        ),
        (
            "en",
            "{ DATETIME($d, year: \"numeric\", month: \"long\") }",
            &day,
            "April 2026",
        ),
        (
            "en",
            "{ DATETIME($d, weekday: \"long\") }",
            &day,
            "Wednesday",
        ),
        ("en", "{ DATETIME($d) }", &day, "4/1/2026"),
        ("en", "{ $d }", &day, "4/1/2026"),
        (
            "ja",
            "{ DATETIME($d, timeStyle: \"short\") }",
            &moment,
            "9:05",
        ),
        (
            "en",
            "{ DATETIME($d, hour: \"numeric\", minute: \"2-digit\", hour12: \"false\") }",
            &moment,
            "09:05",
        ),
    ];
    for (tag, pattern, value, expected) in table {
        let loaded = one(tag, &format!("a = {pattern}\n"));
        assert_eq!(
            lines(&loaded.diagnostics),
            Vec::<String>::new(),
            "{pattern}"
        );
        let found = text(&loaded.value, "a", &args(&[("d", value.clone())]));
        assert_eq!(found.replace('\u{202f}', " "), expected, "{tag} {pattern}");
    }
}

#[test]
fn no_isolation_marks() {
    let messages = one("en", "a = Hello { $name }!\n").value;
    let found = text(
        &messages,
        "a",
        &args(&[("name", Arg::Text("<b>".to_owned()))]),
    );
    assert_eq!(found, "Hello <b>!");
}

#[test]
fn site_before_theme_before_embedded_within_one_language_then_the_chain() {
    let config = trilingual();
    let files = [
        file(
            &config,
            Layer::Embedded,
            "theme default: locales/ja/a.ftl",
            "a = E-ja\nb = E-ja\nc = E-ja\ne = E-ja\n",
        ),
        file(
            &config,
            Layer::Theme,
            "themes/x/locales/ja/a.ftl",
            "b = T-ja\nc = T-ja\n",
        ),
        file(
            &config,
            Layer::Site,
            "locales/ja/a.ftl",
            "c = S-ja\nf = S-ja\n",
        ),
        file(
            &config,
            Layer::Embedded,
            "theme default: locales/zh/a.ftl",
            "a = E-zh\nc = E-zh\n",
        ),
        file(
            &config,
            Layer::Embedded,
            "theme default: locales/en/a.ftl",
            "d = E-en { $n ->\n  [one] one\n *[other] other\n }\n",
        ),
    ];
    let loaded = load_files(&config, &files);
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    let (ja, zh, en) = (Lang(0), Lang(1), Lang(2));
    let table = [
        (ja, "a", "E-ja", ja),
        (ja, "b", "T-ja", ja),
        (ja, "c", "S-ja", ja),
        // An embedded text in the own language is nearer than the site's in another.
        (zh, "c", "E-zh", zh),
        (zh, "b", "T-ja", ja),
        (en, "a", "E-ja", ja),
        // Plural rules are those of the language in which the message is found.
        (zh, "d", "E-en one", en),
    ];
    for (lang, key, expected, found_in) in table {
        let formatted = loaded.value.format(lang, key, &number(1.0));
        assert_eq!(
            (formatted.text.as_str(), formatted.lang),
            (expected, found_in),
            "{key}"
        );
        let severities: Vec<Severity> = formatted.findings.iter().map(|d| d.severity).collect();
        let expected = if lang == found_in {
            vec![]
        } else {
            vec![Severity::Finding]
        };
        assert_eq!(severities, expected, "{key}");
    }
    assert_eq!(
        lines(&loaded.value.format(zh, "b", &Args::new()).findings),
        [
            "Finding missing-message themes/x/locales/ja/a.ftl:1:1: the message `b` is missing in `zh`, so that of `ja` is shown; write it in `themes/x/locales/zh/a.ftl`"
        ]
    );
    assert_eq!(
        lines(&loaded.value.format(en, "e", &Args::new()).findings),
        [
            "Finding missing-message theme default: locales/ja/a.ftl:4:1: the message `e` is missing in `en`, so that of `ja` is shown; write it in `locales/en/a.ftl`"
        ]
    );
}

#[test]
fn a_message_found_nowhere_leaves_a_mark() {
    let messages = three(
        "menu = m\n    .title = t\nbare =\n    .one = 1\n    .two = 2\n",
        "only-zh = 中\n",
        "",
    )
    .value;
    let table = [
        (
            0,
            "only-zh",
            "⟦only-zh⟧",
            "Error unknown-message: there is no message `only-zh` for the language `ja`; write it in `locales/ja/`, or add `zh`, which has it, to `fallback` of `ja` in site.yaml",
        ),
        (
            0,
            "menus",
            "⟦menus⟧",
            "Error unknown-message: there is no message `menus` for the language `ja`; write `menu`, or add `menus` in `locales/ja/`",
        ),
        (
            0,
            "menu.titel",
            "⟦menu.titel⟧",
            "Error unknown-message locales/ja/main.ftl:1:1: the message `menu` has no attribute `titel` in `ja`; write `menu` or `menu.title`, or add `.titel = …` below it",
        ),
        (
            0,
            "bare",
            "⟦bare⟧",
            "Error unknown-message locales/ja/main.ftl:3:1: the message `bare` has attributes and no text of its own in `ja`; write `bare.one` or `bare.two`, or give it a text: `bare = …`",
        ),
        (
            0,
            "",
            "⟦⟧",
            "Error unknown-message: there is no message `` for the language `ja`; add ` = …` to a file in `locales/ja/`",
        ),
        (
            9,
            "menu",
            "⟦menu⟧",
            "Error unknown-message: there is no message `menu` for the language ``; write it in `locales//`, or add `ja`, which has it, to `fallback` of `` in site.yaml",
        ),
    ];
    for (lang, key, expected, finding) in table {
        let formatted = messages.format(Lang(lang), key, &Args::new());
        assert_eq!(formatted.text, expected);
        assert_eq!(lines(&formatted.findings), [finding]);
    }
    assert_eq!(text(&messages, "menu.title", &Args::new()), "t");
}

#[test]
fn resolver_errors_are_found_where_they_are() {
    let source = "\
a = Hello { $name }
b = { a } and { missing }
c = { -nothing }
d = { b }
e = { NUMBER($t) }
f = { DATETIME($t) } { DATETIME($day, timeStyle: \"short\") }
g = { only-attribute }
only-attribute =
    .x = y
h = { WHAT($t) }
";
    let messages = one("en", source).value;
    let arguments = args(&[
        ("t", Arg::Text("x".to_owned())),
        ("day", Arg::Date(DateValue::Date(date(2026, 4, 1)))),
    ]);
    let path = "locales/xx/main.ftl";
    let table = [
        (
            "a",
            "Hello {$name}",
            vec![format!(
                "Error missing-argument {path}:1:14: the message `a` needs `$name`, which was not given; write `name=…` where the message is used: `t(key=\"a\", name=…)`"
            )],
        ),
        (
            "d",
            "Hello {$name} and {missing}",
            vec![
                format!(
                    "Error missing-argument {path}:1:14: the message `d` needs `$name`, which was not given; write `name=…` where the message is used: `t(key=\"d\", name=…)`"
                ),
                format!(
                    "Error unknown-reference {path}:2:17: there is no `missing` in this language; define `missing` in the same language, or write its text here"
                ),
            ],
        ),
        (
            "c",
            "{-nothing}",
            vec![format!(
                "Error unknown-reference {path}:3:8: there is no `-nothing` in this language; define `-nothing` in the same language, or write its text here"
            )],
        ),
        (
            "e",
            "NUMBER()",
            vec![format!(
                "Error argument-type {path}:5:15: NUMBER needs a number, but `$t` is none; give another value for `t` where the message is used"
            )],
        ),
        (
            "f",
            "DATETIME() DATETIME()",
            vec![
                format!(
                    "Error argument-type {path}:6:17: DATETIME needs a date, but `$t` is none; give another value for `t` where the message is used"
                ),
                format!(
                    "Error argument-type {path}:6:34: DATETIME needs a date with a time of day, but `$day` is none; give another value for `day` where the message is used"
                ),
            ],
        ),
        (
            "g",
            "{only-attribute}",
            vec![format!(
                "Error unknown-reference {path}:7:7: there is no `only-attribute` in this language; define `only-attribute` in the same language, or write its text here"
            )],
        ),
        (
            "h",
            "{WHAT()}",
            // Told when it was read.
            vec![],
        ),
    ];
    for (key, expected, findings) in table {
        let formatted = messages.format(Lang(0), key, &arguments);
        assert_eq!(formatted.text, expected, "{key}");
        assert_eq!(lines(&formatted.findings), findings, "{key}");
    }
    let formatted = messages.format(Lang(0), "a", &args(&[("name", Arg::Number(f64::NAN))]));
    assert_eq!(formatted.text, "Hello NaN");
    assert_eq!(formatted.findings[0].code, "argument-type");
}

#[test]
fn junk_is_explained() {
    let table = [
        (
            "title",
            "1:6: there is no `=` after the name of a message; write `name = text`; a line that continues the text above begins with a space",
        ),
        (
            "title ＝ 題\n",
            "1:7: the `＝` here is a full-width character; write a half-width `=`",
        ),
        (
            "題 = x\n",
            "1:1: a name must begin with a letter from a to z; write `name = text` with letters, digits, `-` and `_` in the name",
        ),
        (
            "a =\nb = x\n",
            "1:1: the message `a` has no text; write `a = text`; lines that continue a text begin with a space",
        ),
        (
            "-a =\n",
            "1:1: the term `-a` has no text; write `-a = text`; lines that continue a text begin with a space",
        ),
        (
            "a = x { $n\nb = y\n",
            "1:7: this `{` is not closed; write `}` after the variable; to show a `{` write `{ \"{\" }`",
        ),
        (
            "a = x }\n",
            "1:7: a `}` stands in the text without a `{` before it; leave it out, or write `{ \"}\" }` to show it",
        ),
        (
            "a = { }\n",
            "1:7: there is nothing between the brackets that can be shown; write a variable (`{ $name }`), a message (`{ name }`) or a text in quotes; to show a `{` write `{ \"{\" }`",
        ),
        (
            "a = 日本語 { $ }\n",
            "1:12: a name must begin with a letter from a to z; write `name = text` with letters, digits, `-` and `_` in the name",
        ),
        (
            "a = { $n ->\n   [one] x\n}\n",
            "3:1: none of the variants is the default; put a star before one of them: `*[other] text`",
        ),
        (
            "a = { \"x }\n",
            "1:11: a text in quotes is not closed on its line; write `\"` at its end",
        ),
        (
            "a = { number($n) }\n",
            "1:17: what is called with `(` here is no function; the functions are NUMBER and DATETIME, in capitals; a term is called as `-term(…)`",
        ),
        (
            "a = { NUMBER($n, x: $y) }\n",
            "1:21: an option takes a text in quotes or a number; write `dateStyle: \"long\"` or `minimumFractionDigits: 2`",
        ),
        (
            "a = { b -> *[x] y }\n",
            "1:9: a message cannot stand before `->`; select by a variable (`{ $count ->`) or by an attribute of a term (`{ -term.case ->`)",
        ),
        (
            "a = { \"\\u12あ\" }\n",
            "1:12: the number of a character has too few digits; write four digits from 0 to F after `\\u`, or six after `\\U`: `\\u00A0`",
        ),
        (
            "a = { \"\\q\" }\n",
            "1:8: a backslash in quotes begins nothing that is known; write `\\\\` for a backslash, `\\\"` for a quote, `\\u00A0` for a character by its number",
        ),
    ];
    for (source, expected) in table {
        let found = lines(&one("en", source).diagnostics);
        assert_eq!(
            found,
            [format!(
                "Error message-syntax locales/xx/main.ftl:{expected}"
            )],
            "{source}"
        );
    }
}

#[test]
fn junk_spoils_its_own_entry_only() {
    let loaded = one("en", "a = A\nb = { $x\nc = C\nd = { $x\ne = E\n");
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["message-syntax"; 2]);
    for key in ["a", "c", "e"] {
        assert_eq!(text(&loaded.value, key, &Args::new()), key.to_uppercase());
    }
}

#[test]
fn a_backslash_outside_quotes_is_text() {
    let loaded = one(
        "en",
        "a = C:\\uあ\\U12い\nb = { \"\\u3042\" }\nc = { \"\\U01F600\" }\n",
    );
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    assert_eq!(text(&loaded.value, "a", &Args::new()), "C:\\uあ\\U12い");
    assert_eq!(text(&loaded.value, "b", &Args::new()), "あ");
    assert_eq!(text(&loaded.value, "c", &Args::new()), "😀");
}

#[test]
fn definitions_that_clash() {
    let path = "locales/xx/main.ftl";
    let table = [
        (
            "a = 1\nb = 2\na = 3\n",
            vec![format!(
                "Error duplicate-message {path}:3:1: `a` is defined twice; leave one of them out, or rename it"
            )],
        ),
        (
            "-a = 1\n-a = 3\n",
            vec![format!(
                "Error duplicate-message {path}:2:2: `-a` is defined twice; leave one of them out, or rename it"
            )],
        ),
        (
            "-a = 1\na = 3\n",
            vec![format!(
                "Error message-and-term {path}:2:1: `a` is both a message and a term; rename one of them: the two share their names here"
            )],
        ),
        (
            "a = 1\n    .x = 2\n    .x = 3\n",
            vec![format!(
                "Error duplicate-message {path}:3:6: the attribute `.x` of `a` is given twice; leave one of them out, or rename it"
            )],
        ),
        (
            "NUMBER = 1\n",
            vec![format!(
                "Error reserved-name {path}:1:1: `NUMBER` is the name of a function; choose another name"
            )],
        ),
    ];
    for (source, expected) in table {
        let loaded = one("en", source);
        assert_eq!(lines(&loaded.diagnostics), expected, "{source}");
    }
    let loaded = one("en", "a = 1\na = 3\n");
    assert_eq!(text(&loaded.value, "a", &Args::new()), "1");
    assert_eq!(loaded.diagnostics[0].related[0].line_column(), Some((1, 1)));
}

#[test]
fn cycles_are_reported_once_and_never_resolved() {
    let path = "locales/xx/main.ftl";
    let table = [
        (
            "a = { b }\nb = { c }\nc = x { a }\nd = { b }\n",
            "a",
            vec![format!(
                "Error message-cycle {path}:3:9: messages refer to each other in a circle: a → b → c → a; write the text out in one of them"
            )],
        ),
        (
            "a = { a }\n",
            "a",
            vec![format!(
                "Error message-cycle {path}:1:7: messages refer to each other in a circle: a → a; write the text out in one of them"
            )],
        ),
        (
            "-a = { -b }\n-b = { -a }\nd = { -a }\n",
            "d",
            vec![format!(
                "Error message-cycle {path}:2:9: messages refer to each other in a circle: -a → -b → -a; write the text out in one of them"
            )],
        ),
        (
            "a = x\n    .t = { b.t }\nb = y\n    .t = { a.t }\n",
            "a.t",
            vec![format!(
                "Error message-cycle {path}:4:12: messages refer to each other in a circle: a.t → b.t → a.t; write the text out in one of them"
            )],
        ),
    ];
    for (source, key, expected) in table {
        let loaded = one("en", source);
        assert_eq!(lines(&loaded.diagnostics), expected, "{source}");
        let formatted = loaded.value.format(Lang(0), key, &Args::new());
        assert_eq!(formatted.text, format!("⟦{key}⟧"));
        assert_eq!(formatted.findings[0].code, "unusable-message");
    }
    // An attribute that shows its own message is no circle.
    let loaded = one("en", "a = x\n    .t = { a }!\n");
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    assert_eq!(text(&loaded.value, "a.t", &Args::new()), "x!");
}

#[test]
fn wrong_options_are_reported_when_loading() {
    let path = "locales/xx/main.ftl";
    let table = [
        (
            "{ NUMBER($n, style: \"currency\") }",
            "9: NUMBER: the style \"currency\" needs a currency, such as \"JPY\"; add what they need, or leave some of them out",
        ),
        (
            "{ NUMBER($n, currency: \"RMB\") }",
            "20: NUMBER: the option `currency` cannot be \"RMB\"; write `currency: \"CNY\"`",
        ),
        (
            "{ NUMBER($n, minimumFractionDigit: 2) }",
            "20: NUMBER: there is no option `minimumFractionDigit`; write `minimumFractionDigits`",
        ),
        (
            "{ NUMBER($n, minimumFractionDigits: 99) }",
            "20: NUMBER: the option `minimumFractionDigits` cannot be 99; write `minimumFractionDigits: a whole number from 0 to 15`",
        ),
        (
            "{ DATETIME($n, dateStyle: \"longer\") }",
            "22: DATETIME: the option `dateStyle` cannot be \"longer\"; write `dateStyle: \"full\" or \"long\" or \"medium\" or \"short\"`",
        ),
        (
            "{ DATETIME($n, minute: \"numeric\") }",
            "9: DATETIME: minute needs hour, and second needs minute; add what they need, or leave some of them out",
        ),
        (
            "{ NUMBER($n, $m) }",
            "9: NUMBER takes one value before its options; write `NUMBER($value)`",
        ),
        (
            "{ DATETIME() }",
            "9: DATETIME takes one value, or the two ends of a range, before its options; write `DATETIME($start, $end)`",
        ),
    ];
    for (pattern, expected) in table {
        let found = lines(&one("en", &format!("key = {pattern}\n")).diagnostics);
        assert_eq!(
            found,
            [format!("Error function-option {path}:1:{expected}")],
            "{pattern}"
        );
    }
    let source =
        "a = { NUMBER($n, minimumFractionDigits: 1) ->\n    [0] none\n   *[other] some\n }\n";
    assert_eq!(
        lines(&one("en", source).diagnostics),
        [format!(
            "Finding unreachable-variant {path}:2:6: the variant `[0]` is never chosen, for the selector has options; select by the variable itself, without NUMBER, around this select"
        )]
    );
}

#[test]
fn expansion_is_bounded() {
    // Each level says the one below ten times.
    let mut laughs = String::from("m0 = ha\n");
    for level in 1..9 {
        let below = format!("{{ m{} }}", level - 1).repeat(10);
        laughs.push_str(&format!("m{level} = {below}\n"));
    }
    let loaded = one("en", &laughs);
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(
        codes,
        ["message-too-large"],
        "only the first that is too large is reported"
    );
    assert_eq!(text(&loaded.value, "m1", &Args::new()), "ha".repeat(10));
    let formatted = loaded.value.format(Lang(0), "m8", &Args::new());
    assert_eq!(formatted.text, "⟦m8⟧");

    // What makes fluent-bundle panic when it stops inside: a literal that selects, and a placeable in a placeable.
    let many = "{ $n }".repeat(101);
    for source in [
        format!("b = {many}\na = {{ {{ b }} }}\n"),
        format!("a = {{ 1 ->\n   *[other] {many}\n }}\n"),
    ] {
        let loaded = one("en", &source);
        let formatted = loaded.value.format(Lang(0), "a", &number(1.0));
        assert_eq!(formatted.text, "⟦a⟧");
    }

    // Variants exclude each other, so only the largest counts.
    let variant = "{ $n }".repeat(30);
    let source = format!(
        "a = {{ $n ->\n    [one] {variant}\n    [two] {variant}\n    [few] {variant}\n   *[other] {variant}\n }}\n"
    );
    let loaded = one("en", &source);
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    assert_eq!(text(&loaded.value, "a", &number(5.0)), "5".repeat(30));
}

#[test]
fn a_text_of_a_hundred_parts_is_resolved_whole() {
    let loaded = one("en", &format!("a = {}\n", "{ $n }".repeat(100)));
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    assert_eq!(text(&loaded.value, "a", &number(7.0)), "7".repeat(100));
}

#[test]
fn a_long_text_is_bounded() {
    let config = config(&[("en", "en", &[])]);
    let long = "x".repeat(20_000);
    let source = format!("a = {long}\nb = {}\n", "{ a }".repeat(60));
    let loaded = load_files(
        &config,
        &[file(&config, Layer::Site, "locales/en/a.ftl", &source)],
    );
    assert_eq!(lines(&loaded.diagnostics), Vec::<String>::new());
    let formatted = loaded.value.format(Lang(0), "b", &Args::new());
    assert_eq!(formatted.text, "⟦b⟧");
    assert_eq!(formatted.findings[0].code, "message-too-large");
}

#[test]
fn an_entry_that_is_too_deep_is_told_once() {
    let deep = "{".repeat(101);
    for source in [
        format!("a = A\nb = {deep}\n"),
        format!("b = {deep}"),
        format!("b = {deep}\n x\n\n  y\n# c\na = A\n"),
    ] {
        let loaded = one("en", &source);
        let codes: Vec<&str> = loaded.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["message-too-deep"], "{source:?}");
    }
}

#[test]
fn controls_are_told_where_they_stand() {
    let source = "a = X{ \"\\u0000\\u0007\" }Y\nb = { NUMBER($n, style: \"\\u0001\") }\nc = d\u{7}\n    .e = { \"\\u00A0\" }\tf\n";
    let found = lines(&one("en", source).diagnostics);
    let line = |place: &str, number: &str| {
        format!(
            "Error control-character locales/xx/main.ftl:{place}: this text holds a control character (U+{number}), which no page can show; delete it"
        )
    };
    assert!(found.contains(&line("1:9", "0000")), "{found:?}");
    assert!(found.contains(&line("2:26", "0001")), "{found:?}");
    assert!(found.contains(&line("3:5", "0007")), "{found:?}");
    let controls = found
        .iter()
        .filter(|line| line.contains("control-character"));
    assert_eq!(controls.count(), 3, "{found:?}");
}

#[test]
fn nesting_does_not_exhaust_the_stack() {
    for (open, close) in [
        ("{", "}"),
        ("{ NUMBER(", ")}"),
        ("{ $n ->\n *[a] ", "\n }"),
        // Closing brackets that close nothing.
        ("{ $n ->\n *[a] )) ", "\n }"),
        ("{ $n ->\n *[a] \" {\"}}}\"} ", "\n }"),
    ] {
        let nested = |depth: usize| {
            format!(
                "b = B\na = {}{{ $n }}{}\nc = C\n",
                open.repeat(depth),
                close.repeat(depth)
            )
        };
        let loaded = one("en", &nested(10_000));
        assert!(!loaded.diagnostics.is_empty());
        assert_eq!(loaded.diagnostics[0].code, "message-too-deep");
        assert_eq!(text(&loaded.value, "b", &Args::new()), "B");
        assert_eq!(text(&loaded.value, "c", &Args::new()), "C");

        let loaded = one("en", &nested(40));
        assert!(
            loaded
                .diagnostics
                .iter()
                .all(|d| d.code != "message-too-deep")
        );
        let _ = loaded.value.format(Lang(0), "a", &number(1.0));
    }
    // Just below the limit of one entry, and a chain of such entries.
    let one_deep =
        |id: usize, inner: &str| format!("m{id} = {}{inner}{}\n", "{".repeat(90), "}".repeat(90));
    let mut source = one_deep(0, "\"x\"");
    for id in 1..90 {
        source.push_str(&one_deep(id, &format!("m{}", id - 1)));
    }
    let loaded = one("en", &source);
    assert_eq!(text(&loaded.value, "m0", &Args::new()), "x");
    assert_eq!(
        loaded.value.format(Lang(0), "m89", &Args::new()).text,
        "⟦m89⟧"
    );
}

#[test]
fn a_chain_of_references_as_long_as_a_file() {
    let mut source = String::from("m0 = x\n");
    for id in 1..20_000 {
        source.push_str(&format!("m{id} = {{ m{} }}\n", id - 1));
    }
    let loaded = one("en", &source);
    assert_eq!(text(&loaded.value, "m100", &Args::new()), "x");
    assert_eq!(
        loaded.value.format(Lang(0), "m19999", &Args::new()).text,
        "⟦m19999⟧"
    );
}

#[test]
fn a_number_with_too_many_digits_is_refused() {
    for literal in [
        "1.00000000000000000000000000001",
        "99999999999999999999999999",
    ] {
        let source = format!("a = {{ {literal} ->\n    [one] x\n   *[other] y\n }}\n");
        let loaded = one("en", &source);
        assert_eq!(loaded.diagnostics[0].code, "number-too-long");
        assert_eq!(loaded.value.format(Lang(0), "a", &Args::new()).text, "⟦a⟧");
    }
}

#[test]
fn a_large_file_is_not_read() {
    let source = format!("a = {}\n", "x".repeat(syntax::MAX_FILE_BYTES));
    let loaded = one("en", &source);
    assert_eq!(
        lines(&loaded.diagnostics),
        [
            "Error messages-too-large locales/xx/main.ftl:0:0: this file of messages holds 1048581 bytes, more than the 1048576 that are read; split it into several files"
        ]
    );
}

fn used(key: &str, args: &[&str]) -> UsedKey {
    UsedKey {
        key: key.to_owned(),
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        asks: Asks::Page,
        place: Some(Place {
            path: "templates/page.html".into(),
            text: Some("{{ t() }}".into()),
            span: 3..6,
            label: String::new(),
        }),
    }
}

#[test]
fn languages_are_checked_against_each_other() {
    let messages = three(
        "a = 日\nb = 日 { $count }\nc = 日\n    .title = 題\nd = { b }\n",
        "b = 中\nc = 中\nd = { b } { $who }\nold = 旧\nx = { nowhere } { -term } { a }\n",
        "a = A\nb = B { $count }\nc = C\n    .title = T\nd = { b }\n",
    );
    assert_eq!(lines(&messages.diagnostics), Vec::<String>::new());
    let found = messages.value.check(&[], true);
    assert_eq!(
        lines(&found),
        [
            "Finding missing-message locales/ja/main.ftl:1:1: the message `a` is missing in `zh`, so that of `ja` is shown; write it in `locales/zh/main.ftl`",
            "Finding missing-message locales/ja/main.ftl:4:6: the message `c.title` is missing in `zh`, so that of `ja` is shown; write `.title = …` below `c` in `locales/zh/main.ftl`",
            "Finding message-variables locales/zh/main.ftl:1:1: `b` uses `$count` in `ja`, but not here; write `{ $count }` where its value belongs",
            "Finding message-variables locales/zh/main.ftl:3:1: `d` uses `$count` in `ja`, but not here; write `{ $count }` where its value belongs",
            "Finding message-variables locales/zh/main.ftl:3:1: `d` uses `$who` here, but not in `ja`; use the variables of the original only",
            "Warning obsolete-message locales/zh/main.ftl:4:1: the message `old` exists here, but not in `ja`; delete it, or write it in `locales/ja/main.ftl` too",
            "Warning obsolete-message locales/zh/main.ftl:5:1: the message `x` exists here, but not in `ja`; delete it, or write it in `locales/ja/main.ftl` too",
            "Error unknown-reference locales/zh/main.ftl:5:7: there is no `nowhere` in this language; define `nowhere` in the same language, or write its text here",
            "Error unknown-reference locales/zh/main.ftl:5:20: there is no `-term` in this language; define `-term` in the same language, or write its text here",
            "Error unknown-reference locales/zh/main.ftl:5:29: there is no `a` in this language; define `a` in the same language, or write its text here",
        ]
    );
}

/// What fluent-bundle would write as `NUMBER()` or `{$name}`, without a word.
#[test]
fn functions_and_terms_are_given_what_they_take() {
    let source = "a = { NUMBER(\"5000\", style: \"currency\", currency: \"JPY\") }{ NUMBER(5) }{ NUMBER($n) }\n\
                  b = { DATETIME(\"2026-04-01\") }{ DATETIME(5) }{ NUMBER(DATETIME($d)) }{ NUMBER(-t) }{ NUMBER(\"x\") }{ NUMBER({ $n }) }\n\
                  -t = { NUMBER($n) } { $who } { $case ->\n  [x] { $y }\n *[other] z\n  }\n\
                  c = { -t(n: 1, who: \"w\", y: 2) }{ -t(n: \"1\", who: 2, case: \"x\", y: 1) }\n\
                  d = { -t }\n\
                  -day = { DATETIME($d) }\n\
                  e = { -day(d: 5) }\n\
                  said = { $x }\n\
                  -says = { said } { $case ->\n  [x] { said }\n *[other] y\n  }\n\
                  f = { -says }\n";
    let found = three(source, source, source).diagnostics;
    let mut of_ja = lines(&found);
    of_ja.retain(|line| line.contains("locales/ja/"));
    assert_eq!(
        of_ja,
        [
            "Error function-value locales/ja/main.ftl:1:7: NUMBER takes a number, and this is a text in quotes; write `NUMBER(5000)`, without quotes",
            "Error function-value locales/ja/main.ftl:2:7: DATETIME takes a date, and this is a text in quotes; write `DATETIME($value)`, and give the value in the template",
            "Error function-value locales/ja/main.ftl:2:33: DATETIME takes a date, and this is a number; write `DATETIME($value)`, and give the value in the template",
            "Error function-value locales/ja/main.ftl:2:48: NUMBER takes a number, and this is what another function has written; write `NUMBER($value)`, and give the value in the template",
            "Error function-value locales/ja/main.ftl:2:72: NUMBER takes a number, and this is another message; write `NUMBER($value)`, and give the value in the template",
            "Error term-argument locales/ja/main.ftl:2:80: the term `-t` shows `$n`, which it is not given; write `-t(n: …)`, with a number or a text in quotes",
            "Error term-argument locales/ja/main.ftl:2:80: the term `-t` shows `$who`, which it is not given; write `-t(who: …)`, with a number or a text in quotes",
            "Error function-value locales/ja/main.ftl:2:86: NUMBER takes a number, and this is a text in quotes; write `NUMBER($value)`, and give the value in the template",
            "Error function-value locales/ja/main.ftl:2:101: NUMBER takes a number, and this is an expression in braces; write `NUMBER($value)`, and give the value in the template",
            "Error term-argument locales/ja/main.ftl:7:38: the term `-t` takes a number for `$n`, and this is a text; write it without quotes, or leave the function out of the term",
            "Error term-argument locales/ja/main.ftl:8:8: the term `-t` shows `$n`, which it is not given; write `-t(n: …)`, with a number or a text in quotes",
            "Error term-argument locales/ja/main.ftl:8:8: the term `-t` shows `$who`, which it is not given; write `-t(who: …)`, with a number or a text in quotes",
            "Error term-argument locales/ja/main.ftl:10:12: the term `-day` takes a date for `$d`, and this is a number; leave the function out of the term, or write the term's text in the message",
            "Error term-argument locales/ja/main.ftl:16:8: the term `-says` shows `$x`, which it is not given; write `-says(x: …)`, with a number or a text in quotes",
        ]
    );
}

#[test]
fn what_a_message_of_the_language_refers_to_is_not_obsolete() {
    let messages = three(
        "a = { $n }頁\n",
        "a = { $n }{ unit }\nunit = 页\n",
        "a = { $n }\n",
    )
    .value;
    assert_eq!(
        lines(&messages.check(&[used("a", &["n"])], false)),
        Vec::<String>::new()
    );
}

#[test]
fn a_language_without_a_file_is_one_finding() {
    let messages = three(
        "a = 1\nb = 2\nc = 3\nd = 4\n",
        "a = 1\nb = 2\nc = 3\nd = 4\n",
        "",
    )
    .value;
    assert_eq!(
        lines(&messages.check(&[], true)),
        [
            "Finding missing-message locales/ja/main.ftl:1:1: all 4 messages of this file are missing in `en`: a, b, c, …; translate them in `locales/en/main.ftl`"
        ]
    );
}

#[test]
fn calls_are_checked() {
    let messages = three(
        "a = { $x }\nb = B\nc = C\n",
        "a = { $x }\nb = B\nc = C\nonly-zh = Z\n",
        "a = { $x }\nb = B\nc = C\n",
    )
    .value;
    let calls = [
        used("a", &["x"]),
        used("a", &[]),
        used("b", &["y"]),
        used("nothing", &["z"]),
        used("c", &[]),
    ];
    let mut found = lines(&messages.check(&calls, false));
    found.sort();
    assert_eq!(
        found,
        [
            "Error unknown-message templates/page.html:1:4: there is no message `nothing` for the language `en`; add `nothing = …` to a file in `locales/en/`",
            "Error unknown-message templates/page.html:1:4: there is no message `nothing` for the language `ja`; add `nothing = …` to a file in `locales/ja/`",
            "Error unknown-message templates/page.html:1:4: there is no message `nothing` for the language `zh`; add `nothing = …` to a file in `locales/zh/`",
            "Finding missing-argument templates/page.html:1:4: the message `a` needs `$x` in `ja`; write `x=…` in the call",
            "Warning obsolete-message locales/zh/main.ftl:4:1: the message `only-zh` exists here, but not in `ja`; delete it, or write it in `locales/ja/main.ftl` too",
            "Warning unused-argument templates/page.html:1:4: the message `b` uses `$y` in no language; leave the argument out, or use it in the message",
            "Warning unused-message locales/zh/main.ftl:4:1: `only-zh` is used by no template and no message; delete it in all languages",
        ]
    );
}

/// What one language is asked for is no matter of the others.
#[test]
fn calls_of_one_language_are_checked_in_it() {
    let messages = three(
        "a = あ { $x }\nb = B\n",
        "a = 啊 { $x }\nonly-zh = { $n }\n",
        "a = A\nonly-en = E\n",
    )
    .value;
    let asks = |call: UsedKey, code: &str| UsedKey {
        asks: Asks::One(code.to_owned()),
        ..call
    };
    let computed = |call: UsedKey| UsedKey {
        asks: Asks::Computed,
        ..call
    };
    for (call, expected) in [
        (asks(used("only-en", &[]), "en"), &[][..]),
        (
            asks(used("only-en", &[]), "ja"),
            &[
                "Error unknown-message templates/page.html:1:4: there is no message `only-en` for the language `ja`; write it in `locales/ja/`, or add `en`, which has it, to `fallback` of `ja` in site.yaml",
            ],
        ),
        // Which languages the site has, the page says.
        (asks(used("only-en", &[]), "fr"), &[]),
        (asks(used("a", &[]), "en"), &[]),
        (
            asks(used("a", &["x"]), "en"),
            &[
                "Warning unused-argument templates/page.html:1:4: the message `a` does not use `$x` in `en`; leave the argument out, or use it in the message",
            ],
        ),
        (
            asks(used("only-zh", &[]), "zh"),
            &[
                "Finding missing-argument templates/page.html:1:4: the message `only-zh` needs `$n` in `zh`; write `n=…` in the call",
            ],
        ),
        // Of the chain of `zh`.
        (asks(used("b", &[]), "ja"), &[]),
        (
            asks(used("b", &["x"]), "zh"),
            &[
                "Finding missing-message locales/ja/main.ftl:2:1: the message `b` is missing in `zh`, so that of `ja` is shown; write it in `locales/zh/main.ftl`",
                "Warning unused-argument templates/page.html:1:4: the message `b` does not use `$x` in `zh`; leave the argument out, or use it in the message",
            ],
        ),
        (computed(used("only-en", &[])), &[]),
        (
            computed(used("nothing", &[])),
            &[
                "Error unknown-message templates/page.html:1:4: there is no message `nothing` for the language `ja`; add `nothing = …` to a file in `locales/ja/`",
            ],
        ),
    ] {
        let key = call.key.clone();
        let mut found = messages.check(&[call], false);
        found.retain(|one| {
            !["unused-message", "message-variables", "obsolete-message"].contains(&one.code)
                && one.message.contains(&format!("`{key}`"))
        });
        assert_eq!(lines(&found), expected, "{key}");
    }
}

#[test]
fn unused_texts_and_attributes() {
    let source = "a = A\n    .title = T\n    .unused = U\nb = B\n    .title = { b.inner }\n    .inner = I\n\
                  c = C\n    .title = T\n-t = T\n    .case = x\n    .lost = y\n-u = U\n    .case = x\n\
                  d = { -t } { -t.case ->\n    [x] { a }\n   *[other] { -u.case ->\n       *[x] y\n    }\n  }\n";
    let messages = one("en", source).value;
    let calls = ["a.title", "b.title", "d"].map(|key| used(key, &[]));
    assert_eq!(
        lines(&messages.check(&calls, false)),
        [
            "Warning unused-message locales/xx/main.ftl:3:6: `a.unused` is used by no template and no message; delete it in all languages",
            "Warning unused-message locales/xx/main.ftl:4:1: `b` is used by no template and no message; delete it in all languages",
            "Warning unused-message locales/xx/main.ftl:7:1: `c` is used by no template and no message; delete it in all languages",
            "Warning unused-message locales/xx/main.ftl:11:6: `-t.lost` is used by no template and no message; delete it in all languages",
        ]
    );
}

#[test]
fn terms_are_given_what_they_use() {
    let source = "-t = { $case ->\n    [gen] Naha's\n   *[nom] Naha\n  } { said }\nsaid = { $n ->\n   *[other] x\n  }\n-u = U\n\
                  a = { -t(case: \"gen\", n: 1) }{ -t(cas: \"gen\") }{ -t(\"gen\") }{ -t(other: 1) }{ -u(\"x\") }\n";
    assert_eq!(
        lines(&one("en", source).diagnostics),
        [
            "Finding term-argument locales/xx/main.ftl:9:35: the term `-t` does not use `$cas`; did you mean `case`?",
            "Finding term-argument locales/xx/main.ftl:9:51: the term `-t` takes values by their names alone; write `-t(case: …)`",
            "Warning term-argument locales/xx/main.ftl:9:66: the term `-t` does not use `$other`; leave it out, or use it in the term",
            "Finding term-argument locales/xx/main.ftl:9:80: the term `-u` takes values by their names alone; leave it out: the term takes none",
        ]
    );
}

#[test]
fn unused_messages_of_site_and_theme_only_and_never_with_computed_keys() {
    let config = config(&[("en", "en", &[])]);
    let files = [
        file(
            &config,
            Layer::Site,
            "locales/en/a.ftl",
            "used = { -term }\nunused = x\npart = p\nwhole = { part }\n-term = t\n-lost = l\nself = s\n    .t = { self }\n",
        ),
        file(
            &config,
            Layer::Theme,
            "themes/x/locales/en/a.ftl",
            "theme = x\n",
        ),
        file(
            &config,
            Layer::Embedded,
            "theme default: locales/en/a.ftl",
            "embedded = x\n",
        ),
    ];
    let messages = load_files(&config, &files).value;
    let calls = [used("used", &[]), used("whole", &[])];
    let of = |dynamic| -> Vec<String> {
        messages
            .check(&calls, dynamic)
            .iter()
            .map(|d| format!("{} {}", d.code, d.message.split('`').nth(1).unwrap()))
            .collect()
    };
    assert_eq!(
        of(false),
        [
            "unused-message -lost",
            "unused-message self",
            "unused-message theme",
            "unused-message unused"
        ]
        .map(str::to_owned)
    );
    assert_eq!(of(true), Vec::<String>::new());
}

#[test]
fn embedded_messages_matter_where_they_are_used() {
    let config = config(&[("en", "en", &[]), ("fr", "fr", &["en"])]);
    let files = [file(
        &config,
        Layer::Embedded,
        "theme default: locales/en/a.ftl",
        "a = A\nb = B\n",
    )];
    let messages = load_files(&config, &files).value;
    assert_eq!(
        lines(&messages.check(&[used("a", &[])], false)),
        [
            "Finding missing-message theme default: locales/en/a.ftl:1:1: the message `a` is missing in `fr`, so that of `en` is shown; write it in `locales/fr/a.ftl`"
        ]
    );
}

#[test]
fn messages_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let messages = one(
        "en",
        "a = { $n ->\n    [one] { $n } page\n   *[other] { $n } pages\n }\n",
    )
    .value;
    shared(&messages);
    let run = || {
        (0..200)
            .map(|n| text(&messages, "a", &number(f64::from(n))))
            .collect::<Vec<_>>()
    };
    let (a, b) = std::thread::scope(|scope| {
        let (a, b) = (scope.spawn(run), scope.spawn(run));
        (a.join().unwrap(), b.join().unwrap())
    });
    assert_eq!(a, b);
    assert_eq!(a[1], "1 page");
}

/// Text out of what Fluent is made of, so that its rules are met often.
fn fluent_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a = ",
        "b = ",
        "-c = ",
        "\n",
        "\n    ",
        "{",
        "}",
        "{ ",
        " }",
        "$n",
        "a",
        "b",
        "-c",
        ".x",
        "    .x = ",
        " ->\n",
        "[one] ",
        "*[other] ",
        "[1] ",
        "\"",
        "\\",
        "\\u",
        "\\U",
        "00",
        "あ",
        "é",
        "😀",
        "NUMBER(",
        "DATETIME(",
        ")",
        ", ",
        "style: ",
        "\"percent\"",
        "minimumFractionDigits: ",
        "9",
        "1.5",
        "-",
        "#",
        "# ",
        "##",
        "text",
        " ",
        "\r",
        "\t",
        "\0",
        "=",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_panics_on_fluent_like_text(source in fluent_text(), n in any::<f64>()) {
        let loaded = one("en", &source);
        let arguments = args(&[("n", Arg::Number(n)), ("t", Arg::Text("x".to_owned()))]);
        for key in ["a", "b", "a.x", "b.x", "c"] {
            for arguments in [&arguments, &Args::new()] {
                for finding in loaded.value.format(Lang(0), key, arguments).findings {
                    check_place(&finding);
                }
            }
        }
        for diagnostic in loaded.diagnostics.iter().chain(&loaded.value.check(&[used("a", &["n"])], false)) {
            check_place(diagnostic);
        }
    }

    #[test]
    fn nothing_panics_on_any_text(source in any::<String>()) {
        let loaded = one("en", &source);
        loaded.diagnostics.iter().for_each(check_place);
    }
}

/// Every place is a range of its text, at character boundaries.
fn check_place(diagnostic: &Diagnostic) {
    if let Some(Place {
        text: Some(text),
        span,
        ..
    }) = &diagnostic.place
    {
        assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
    }
}
