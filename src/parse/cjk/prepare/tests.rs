use proptest::prelude::*;

use super::{Scope, prepare};

/// Marks as people can read them: `·` beside emphasis, `⟨ ⟩ ¦` for ruby, `/` for an escaped bar.
fn shown(body: &str) -> String {
    let prepared = prepare(body, Scope::Extensions, &[]);
    let Some(marks) = prepared.marks else {
        return body.to_owned();
    };
    let names = [
        (marks.join, "·"),
        (marks.open, "⟨"),
        (marks.close, "⟩"),
        (marks.bar, "¦"),
        (marks.escaped_bar, "/"),
    ];
    let text = prepared.text.into_owned();
    names
        .iter()
        .fold(text, |text, (mark, name)| text.replace(*mark, name))
}

#[test]
fn what_is_marked() {
    for (body, expected) in [
        ("これは**「重要」**です", "これは·**·「重要」·**·です"),
        ("**注意：**请带护照", "**注意：·**·请带护照"),
        ("**C#**や**F#**は", "**C#**·や·**·F#**·は"),
        ("~~「旧」~~の", "~~「旧」·~~·の"),
        ("字~a~字 字~~~a", "字~a~字 字~~~a"),
        ("字*a*字", "字·*·a·*·字"),
        ("字* a *字", "字* a *字"),
        ("字　**「a」**　字", "字　**「a」**　字"),
        ("字_a_字", "字_a_字"),
        (r"字\*「a", r"字\*「a"),
        (r"字\**「a", r"字\**·「a"),
        (r"字\\**「a", r"字\\**·「a"),
        ("**a**b **“a”**b", "**a**b **“a”**b"),
        ("한국어**(a)**를", "한국어·**(a)**·를"),
        ("ᠮᠣ**ᠩ**ᠭ", "ᠮᠣ**ᠩ**ᠭ"),
        ("😀**(a)**b", "😀**(a)**b"),
        ("字\u{FE00}**(a)**b", "字\u{FE00}·**(a)**b"),
        ("葛\u{E0100}**(a)**b", "葛\u{E0100}·**(a)**b"),
        ("“\u{FE01}**(a)**b", "“\u{FE01}·**(a)**b"),
        (".\u{FE00}**a", ".\u{FE00}·**a"),
        ("字**~~「", "字·**~~·「"),
        ("{漢字|かん|じ}", "⟨漢字¦かん¦じ⟩"),
        ("{漢字｜かんじ}", "⟨漢字｜かんじ⟩"),
        (r"|{漢字\|かんじ}|", "|⟨漢字/かんじ⟩|"),
        (r"\{漢字|かんじ}", r"\{漢字|かんじ}"),
        (r"\\{漢字|かんじ}", r"\\⟨漢字¦かんじ⟩"),
        ("{北京|Běi|jīng}", "⟨北京¦Běi¦jīng⟩"),
        ("{HTML|エイチ・ティー}", "⟨HTML¦エイチ・ティー⟩"),
        ("{x|x は整数} {a|b}é", "{x|x は整数} {a|b}é"),
        (
            "{漢字|} {漢字} {|かん} {漢字||}",
            "{漢字|} {漢字} {|かん} {漢字||}",
        ),
        (
            "{漢*字*|かんじ} {漢字|`a`}",
            "{漢·*·字·*|かんじ} {漢字|`a`}",
        ),
        ("{漢字|かん\nじ}", "{漢字|かん\nじ}"),
        ("{a{漢字|かんじ}}", "{a⟨漢字¦かんじ⟩}"),
        ("**{漢字|かんじ}**は", "**⟨漢字¦かんじ⟩**·は"),
        ("## a {b}\n## {#c}", "## a {b}·\n## {#c}"),
        ("## **字**は {字} \n", "## **字·**·は {字}· \n"),
        ("## {漢字|かんじ}", "## ⟨漢字¦かんじ⟩·"),
    ] {
        assert_eq!(shown(body), expected, "{body}");
    }
}

#[test]
fn ascii_and_texts_without_marks_are_borrowed() {
    for body in [
        "**a** {a|b} ~~c~~",
        "## a {#b}\n{c}",
        "沖縄と内モンゴル",
        "**a**é",
        "",
    ] {
        let prepared = prepare(body, Scope::Extensions, &[]);
        assert!(prepared.marks.is_none(), "{body}");
        assert!(matches!(prepared.text, std::borrow::Cow::Borrowed(_)));
    }
}

#[test]
fn ruby_stays_where_only_emphasis_is_marked() {
    let prepared = prepare("{漢字|かんじ}**「a」**", Scope::Emphasis, &[]);
    assert!(prepared.text.starts_with("{漢字|かんじ}**"));
    assert!(prepared.marks.is_some());
}

#[test]
fn marks_are_none_of_the_text() {
    let symbols: String = ('\u{2400}'..'\u{2427}').collect();
    let body = format!("{symbols}**「a」**字");
    let prepared = prepare(&body, Scope::Extensions, &[]);
    let marks = prepared.marks.expect("marks");
    assert_eq!(marks.restore(&prepared.text), body);

    let all: String = ('\u{2400}'..'\u{2427}')
        .chain('\u{2500}'..'\u{25B7}')
        .chain('\u{2801}'..'\u{2900}')
        .collect();
    let body = format!("{all}**「a」**字");
    assert!(prepare(&body, Scope::Extensions, &[]).marks.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn taking_back_gives_the_body(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "~~", "_", "{", "|", "}", "｜", "\\", "\n", " ", "　", "a", "字", "「", "。", "한",
                "{漢字|かん|じ}", "## ", "{.a}", "{b}\n", "\u{FE00}", "\u{2400}", "\u{2401}", "😀", "`", "[", "](", ")", "ᠮ",
            ]),
            0..40,
        )
    ) {
        let body = pieces.concat();
        let prepared = prepare(&body, Scope::Extensions, &[]);
        match &prepared.marks {
            None => prop_assert_eq!(&*prepared.text, &body),
            Some(marks) => prop_assert_eq!(&*marks.restore(&prepared.text), &body),
        }
        // Every place in the marked text is that place in the body, whatever was asked before.
        let mut offsets = prepared.offsets();
        for (at, char) in prepared.text.char_indices() {
            let place = at..at + char.len_utf8();
            let original = offsets.in_body(&place);
            prop_assert_eq!(&original, &prepared.offsets().in_body(&place));
            let text = &body[original];
            prop_assert!(text.is_empty() || text.starts_with(char) || "{}|\\|".contains(text), "{} {:?}", text, char);
        }
        prop_assert_eq!(prepared.offsets().in_body(&(0..prepared.text.len())), 0..body.len());
    }
}
