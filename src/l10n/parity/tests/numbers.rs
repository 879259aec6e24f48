use super::{found, rules};

#[test]
fn numbers_that_a_translation_lacks() {
    let rows = [
        (
            "ja",
            "2012年1月19日に署名。",
            "en",
            "Signed on January 18, 2012.",
            "2012-01-19",
        ),
        (
            "ja",
            "2012年1月19日に署名。",
            "en",
            "Signed in January.",
            "2012-01-19",
        ),
        (
            "ja",
            "料金は1,200円。",
            "en",
            "The price is 1,300 yen.",
            "1200",
        ),
        ("ja", "3万人が参加。", "zh", "3000人参加。", "30000"),
        ("zh", "四十周年", "ja", "周年", "40"),
        ("en", "more than 90 %", "ja", "大半", "90"),
        ("ja", "午後3時30分から", "en", "from 3 p.m.", "15:30"),
        ("ja", "17:00まで", "en", "until the evening", "17:00"),
        ("ja", "2012年から20年", "en", "for years", "20, 2012"),
    ];
    for (lang, source, other, translation, missing) in rows {
        let expected =
            format!("numbers: the translation does not say {missing} [{source} | {translation}]");
        assert_eq!(found((lang, source), (other, translation)), [expected]);
    }
}

#[test]
fn numbers_that_are_said_otherwise() {
    let rows = [
        ("ja", "六つの分野", "en", "Six fields"),
        ("ja", "六つの分野", "en", "Fields"),
        (
            "ja",
            "2012年1月19日（木）",
            "en",
            "On Thursday, January 19, 2012",
        ),
        ("ja", "平成24年1月19日", "zh", "2012年1月19日"),
        ("ja", "2012年9月に40周年", "zh", "四十周年（2012年9月）"),
        ("ja", "40周年", "en", "the fortieth anniversary"),
        ("ja", "300万人", "en", "three million people"),
        ("ja", "3万人", "en", "thirty thousand people"),
        ("ja", "25人", "en", "twenty-five people"),
        (
            "ja",
            "2012年1月19日と2月3日",
            "en",
            "January 19 and February 3, 2012",
        ),
        (
            "en",
            "January 2012 and September of 2012",
            "zh",
            "2012年1月及同年9月",
        ),
        ("en", "January 19, 2012", "ja", "2012年の1月19日"),
        ("ja", "2012年の催し", "en", "An event of January 2012"),
        ("en", "2012", "ja", "平成24年"),
        ("ja", "毎年5月", "en", "each year in late May"),
        ("ja", "4月1日", "en", "on 1 April 2026"),
        ("ja", "4月1日、2日、3日", "en", "April 1, 2 and 3"),
        ("en", "500–600 thousand spans", "ja", "50 万〜60 万スパン"),
        ("ja", "50 万〜60 万スパン", "en", "500–600 thousand spans"),
        ("ja", "3,000から4,000", "en", "three to four thousand"),
        ("ja", "7,300回", "en", "7.3K times"),
        ("ja", "午前6時", "en", "at 0600 PT"),
        ("ja", "15:00", "en", "at 3 o’clock in the afternoon"),
        ("ja", "12:00", "en", "at noon"),
        ("ja", "15時30分", "en", "half past three"),
        ("ja", "2012年度", "en", "FY2012"),
        ("ja", "1,200円", "zh", "1200日元"),
        ("en", "1.2 billion", "zh", "12亿"),
        ("ja", "約9割", "en", "about 90 percent"),
        ("ja", "```\n2012\n```", "en", "```\n2013\n```"),
    ];
    for (lang, source, other, translation) in rows {
        assert!(
            found((lang, source), (other, translation)).is_empty(),
            "{:?}",
            found((lang, source), (other, translation))
        );
    }
}

#[test]
fn weekdays_are_looked_at_on_both_sides() {
    let rows = [
        (
            "2026年4月1日(木)",
            "April 1, 2026",
            "weekday: 2026-04-01 is no 木 [2026年4月1日(木) | -]",
        ),
        (
            "2026年4月1日(水)",
            "Friday, April 1, 2026",
            "weekday: 2026-04-01 is no Friday [- | Friday, April 1, 2026]",
        ),
    ];
    for (source, translation, expected) in rows {
        assert_eq!(found(("ja", source), ("en", translation)), [expected]);
    }
    assert!(rules(("ja", "`2026年4月1日`(木)"), ("en", "April 1, 2026")).is_empty());
}
