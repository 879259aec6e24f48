use super::*;
use crate::i18n::messages::{Unit, units};

fn of(text: &str) -> Vec<Unit> {
    let config = config(&[("ja", "ja", &[])]);
    units(&file(&config, Layer::Site, "locales/ja/a.ftl", text))
}

/// The one unit of `a = …`.
#[track_caller]
fn one_text(value: &str) -> (String, String) {
    let mut all = of(&format!("a ={value}\n"));
    assert_eq!(all.len(), 1, "{value}");
    let unit = all.remove(0);
    (unit.text, unit.literal)
}

#[test]
fn texts_are_written_in_one_way() {
    let rows = [
        (" 映画", "映画", "映画"),
        ("映画", "映画", "映画"),
        (
            "\n    one\n    two\n\n    three",
            "one two three",
            "one two three",
        ),
        ("  one   two  ", "one two", "one two"),
        (" 全{$n}件", "全{ $n }件", "全\u{FFFC}件"),
        (" in {  $n  } days", "in { $n } days", "in \u{FFFC} days"),
        (" { \"{\" }a", "{ \"{\" }a", "{a"),
        (" { \"\\u7D50\" }", "{ \"\\u7D50\" }", "結"),
        (" { 5 }円", "{ 5 }円", "5円"),
        (
            " {NUMBER( 5000 ,style:\"currency\")}",
            "{ NUMBER(5000, style: \"currency\") }",
            "5000",
        ),
        (
            " {-brand(case:\"x\")} {b.c}",
            "{ -brand(case: \"x\") } { b.c }",
            "\u{FFFC} \u{FFFC}",
        ),
        (" {{ $n }}", "{ { $n } }", "\u{FFFC}"),
        (
            " about { $n ->\n    [one] { $n } day\n   *[other]   { $n }\n        days\n  } left",
            "about { $n -> [one] { $n } day *[other] { $n } days } left",
            "about \u{FFFC}\n\u{FFFC} day\n\u{FFFC} days\nleft",
        ),
    ];
    for (value, text, literal) in rows {
        assert_eq!(
            one_text(value),
            (text.to_owned(), literal.to_owned()),
            "{value}"
        );
    }
}

#[test]
fn every_attribute_is_a_unit() {
    let text = "\
# about a
a = A
    .title = T
    .title = again
b =
    .label = L
-brand = B
    .short = S
";
    let found: Vec<String> = of(text)
        .iter()
        .map(|unit| {
            let line = unit.place().line_column().map(|(line, _)| line);
            format!(
                "{} {} {:?} {}",
                unit.id,
                unit.text,
                line,
                &text[unit.span.clone()]
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "a A Some(2) a",
            "a.title T Some(3) title",
            "b.label L Some(6) label",
            "-brand B Some(7) brand",
            "-brand.short S Some(8) short",
        ]
    );
}

#[test]
fn a_language_has_the_units_that_pages_show() {
    let config = config(&[("ja", "ja", &[])]);
    let files = [
        file(
            &config,
            Layer::Embedded,
            "theme default: locales/ja/a.ftl",
            "a = 0\nz = 0\n    .b = 0\n-t = 0\n",
        ),
        file(
            &config,
            Layer::Theme,
            "themes/x/locales/ja/a.ftl",
            "a = 1\n    .b = 1\nc = 1\n",
        ),
        file(
            &config,
            Layer::Site,
            "locales/ja/b.ftl",
            "d = 3\nNUMBER = 3\n",
        ),
        file(
            &config,
            Layer::Site,
            "locales/ja/a.ftl",
            "a = 2\nd = 2\nd = 4\n-d = 2\n",
        ),
    ];
    let messages = load_files(&config, &files).value;
    let found: Vec<String> = messages
        .units(Lang(0))
        .iter()
        .map(|unit| format!("{} {}", unit.id, unit.text))
        .collect();
    assert_eq!(found, ["a 2", "c 1", "d 2"]);
    for (id, expected) in [
        ("z", true),
        ("z.b", true),
        ("-t", true),
        ("t", false),
        ("a", false),
    ] {
        assert_eq!(messages.is_embedded(Lang(0), id), expected, "{id}");
    }
    assert!(messages.units(Lang(9)).is_empty());
}

proptest! {
    #[test]
    fn any_text_has_units(text in "([a-c.*{}\\[\\]()\"$ \n=>\\\\u0-9結か-]|-> |\n *\\*\\[x\\] |\na = ){0,60}") {
        for unit in of(&text) {
            prop_assert!(text.get(unit.span.clone()).is_some());
        }
    }
}
