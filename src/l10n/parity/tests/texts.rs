use super::{found, rules};

#[test]
fn texts_in_the_wrong_language_or_script() {
    let japanese = "沖縄と内モンゴルの交流についてお知らせします。";
    let chinese = "介绍冲绳与内蒙古之间的交流情况和相关计划。";
    let english = "This page is about the exchange between Okinawa and Inner Mongolia.";
    let rows = [
        (("ja", japanese), ("zh", chinese), None),
        (("ja", japanese), ("en", english), None),
        (("zh", chinese), ("ja", japanese), None),
        (
            ("ja", japanese),
            ("en", japanese),
            Some("untranslated-paragraph"),
        ),
        (
            ("ja", japanese),
            ("zh", japanese),
            Some("untranslated-paragraph"),
        ),
        (
            ("zh", chinese),
            ("ja", chinese),
            Some("untranslated-paragraph"),
        ),
        (
            ("en", english),
            ("ja", english),
            Some("untranslated-paragraph"),
        ),
        (
            ("en", english),
            ("fr", english),
            Some("untranslated-paragraph"),
        ),
        (
            ("ja", japanese),
            ("en", "沖縄と内モンゴルの交流についてのお知らせです。"),
            Some("untranslated-paragraph"),
        ),
        (("en", "Koichiro Kokuba"), ("fr", "Koichiro Kokuba"), None),
        (("ja", "國場幸一郎"), ("zh", "國場幸一郎"), None),
        (
            ("en", "A lightning talk by Dotan Horovits, CNCF Ambassador"),
            (
                "ja",
                "Lightning Talk: Quick Intro to Everything、Dotan Horovits（CNCF Ambassador）",
            ),
            None,
        ),
        (
            (
                "en",
                "With contributions from Henrik Rexed and Pranay Prateek.",
            ),
            ("ja", "Henrik Rexed、Pranay Prateekの協力のもと作成。"),
            None,
        ),
        (
            ("ja", "## モンゴルのテントのつくりかた"),
            ("zh", "## 蒙古包"),
            None,
        ),
        (
            ("ja", "國場幸一郎（こくば）"),
            ("en", "The name is written 國場幸一郎 in Japanese."),
            None,
        ),
        (("ja", "鮮の味"), ("zh", "鲜の味"), Some("kana-in-chinese")),
        (("ja", "やんばる"), ("zh", "称为“やんばる”的地区"), None),
        (("ja", "やんばる"), ("zh", "日文写作やんばる"), None),
        (("ja", "やんばる"), ("zh", "冲绳・内蒙古"), None),
        (
            ("zh", "经济和贸易"),
            ("ja", "经済と貿易"),
            Some("simplified-in-japanese"),
        ),
        (("zh", "国场"), ("ja", "中国語では国场と書きます"), None),
        (("zh", "国场"), ("ja", "「国场」と書きます"), None),
        (
            ("ja", "料金は¥1,200"),
            ("zh", "费用为￥1,200"),
            Some("ambiguous-yen"),
        ),
        (
            ("ja", "料金は¥1,200"),
            ("en", "¥1,200"),
            Some("ambiguous-yen"),
        ),
        (
            ("ja", "料金は¥1,200"),
            ("en", "¥1,200 (Japanese yen)"),
            None,
        ),
        (
            ("zh", "费用为￥1,200"),
            ("ja", "料金は¥1,200"),
            Some("ambiguous-yen"),
        ),
        (("en", "It is 1,200 yen."), ("ja", "料金は¥1,200"), None),
        (("ja", "1,200円"), ("zh", "1,200日元（¥1,200）"), None),
    ];
    for (source, translation, expected) in rows {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(
            rules(source, translation),
            expected,
            "{source:?} {translation:?}"
        );
    }
}

#[test]
fn a_finding_says_what_and_where() {
    assert_eq!(
        found(("ja", "一\n\n鮮の味"), ("zh", "一\n\n鲜のあの味")),
        ["kana-in-chinese: there is kana in a Chinese text: のあ [鮮の味 | 鲜のあの味]"]
    );
}

#[test]
fn what_is_no_prose() {
    let rows = [
        ("a `b` c", "a   c"),
        ("見る https://example.org/よ", "見る  よ"),
        ("（see:https://a.b/c）と", "（see: ）と"),
        ("a@b.org and c", "  and c"),
        ("`x` と `x`", "  と  "),
        ("`a  b`と`か\nな`", " と "),
        ("\\`a と `a`", "`a と  "),
        ("1 < 2", "1 < 2"),
    ];
    for (text, expected) in rows {
        let blocks = super::read(text, "ja");
        assert_eq!(super::super::prose(&blocks[0]), expected, "{text}");
    }
}
