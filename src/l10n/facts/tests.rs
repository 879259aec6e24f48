mod robust;

use super::{Fact, difference, facts, weekday_mismatches};
use crate::config::Writing;

const ALL: [Writing; 4] = [
    Writing::Japanese,
    Writing::Chinese,
    Writing::Korean,
    Writing::Other,
];

fn shown(text: &str, writing: Writing) -> String {
    let shown: Vec<String> = facts(text, writing).iter().map(Fact::to_string).collect();
    shown.join(" ")
}

#[test]
fn the_same_fact_is_the_same_in_three_languages() {
    let rows = [
        // Dates.
        (
            "2012年1月19日",
            "2012年1月19日",
            "January 19, 2012",
            "date:2012-01-19",
        ),
        (
            "2012 年 1 月 19 日",
            "2012 年 1 月 19 号",
            "January 19th, 2012",
            "date:2012-01-19",
        ),
        (
            "平成24年1月19日",
            "2012.1.19",
            "19 January 2012",
            "date:2012-01-19",
        ),
        (
            "平成二十四年一月十九日",
            "二〇一二年一月十九日",
            "Jan. 19, 2012",
            "date:2012-01-19",
        ),
        (
            "２０１２年１月１９日（木）",
            "2012年1月19日（星期四）",
            "Thursday, January 19, 2012",
            "date:2012-01-19",
        ),
        (
            "2012年（平成24年）1月19日",
            "2012/1/19",
            "Jan 19 2012",
            "date:2012-01-19",
        ),
        (
            "平成24年（2012年）1月19日",
            "2012-01-19",
            "the 19th of January 2012",
            "date:2012-01-19",
        ),
        (
            "平成24(2012)年1月19日",
            "2012-1-19",
            "19/1/2012",
            "date:2012-01-19",
        ),
        (
            "㍻24年1月19日",
            "2012．1．19",
            "1/19/2012",
            "date:2012-01-19",
        ),
        (
            "2026年4月1日(水)",
            "2026年4月1日，周三",
            "Wednesday, April 1, 2026",
            "date:2026-04-01",
        ),
        (
            "令和8年4月1日",
            "2026年4月1日",
            "1st April, 2026",
            "date:2026-04-01",
        ),
        (
            "令和元年5月1日",
            "2019年5月1日",
            "May 1, 2019",
            "date:2019-05-01",
        ),
        (
            "2012年9月に",
            "于2012年9月",
            "in September 2012",
            "date:2012-09",
        ),
        ("平成24年9月", "2012 年 9 月", "Sept. 2012", "date:2012-09"),
        ("1月19日に", "1月19日", "on January 19", "date:--01-19"),
        ("一月十九日", "一月十九日", "on 19 January", "date:--01-19"),
        ("毎年3月に", "每年3月", "every March", "date:--03"),
        ("1～3月", "1至3月", "January–March", "date:--01 date:--03"),
        (
            "2012年1月から3月まで",
            "2012年1月到3月",
            "January through March 2012",
            "date:2012-01 date:2012-03",
        ),
        // Ranges.
        (
            "2026年4月1日～3日",
            "2026年4月1日至3日",
            "April 1–3, 2026",
            "date:2026-04-01 date:2026-04-03",
        ),
        (
            "2026年4月1日(水)～3日(金)",
            "2026年4月1-3日",
            "1–3 April 2026",
            "date:2026-04-01 date:2026-04-03",
        ),
        (
            "2026年4月1日〜5月3日",
            "2026年4月1日到5月3日",
            "April 1 – May 3, 2026",
            "date:2026-04-01 date:2026-05-03",
        ),
        (
            "2026年4月1日から2027年3月31日まで",
            "2026年4月1日至2027年3月31日",
            "April 1, 2026, to March 31, 2027",
            "date:2026-04-01 date:2027-03-31",
        ),
        (
            "4月1日、3日",
            "4月1日和3日",
            "April 1 and 3",
            "date:--04-01 date:--04-03",
        ),
        (
            "3月30日～4月2日",
            "3月30日—4月2日",
            "30 March – 2 April",
            "date:--03-30 date:--04-02",
        ),
        // Years are numbers.
        ("2012年に", "2012年", "in 2012", "number:2012"),
        ("二〇一二年", "二〇一二年", "2012", "number:2012"),
        ("令和元年", "2019年", "Reiwa 1", "number:2019"),
        ("平成24年度", "2012年度", "fiscal 2012", "number:2012"),
        ("2012年（平成24年）", "2012年", "in 2012", "number:2012"),
        (
            "2010～2012年",
            "2010至2012年",
            "2010–2012",
            "number:2010 number:2012",
        ),
        ("1990年代", "1990年代", "the 1990s", "number:1990"),
        // Numbers.
        ("1,200円", "1200日元", "1,200 yen", "number:1200"),
        (
            "１，２００円",
            "1 200".replace(' ', "").leak(),
            "JPY 1200",
            "number:1200",
        ),
        ("0.5", "0.50", "0.5", "number:0.5"),
        ("90％以上", "90%以上", "more than 90 %", "number:90"),
        ("9割", "九成", "90 percent", "number:90"),
        ("3万人", "3万人", "30,000 people", "number:30000"),
        ("三万人", "三万人", "30 thousand people", "number:30000"),
        ("1.2万", "1.2 万", "12,000", "number:12000"),
        ("120万人", "120万人", "1.2 million people", "number:1200000"),
        (
            "1億2000万円",
            "1亿2000万日元",
            "120 million yen",
            "number:120000000",
        ),
        (
            "1億2,000万円",
            "1.2亿日元",
            "120,000,000 yen",
            "number:120000000",
        ),
        ("30億", "30亿", "3 billion", "number:3000000000"),
        (
            "3兆円",
            "3万亿日元",
            "3 trillion yen",
            "number:3000000000000",
        ),
        ("3万5千人", "3.5万人", "35,000 people", "number:35000"),
        ("3千人", "3000人", "3,000 people", "number:3000"),
        ("5百人", "500人", "5 hundred people", "number:500"),
        ("三十人", "三十人", "30 people", "number:30"),
        ("百二十年", "一百二十年", "120 years", "number:120"),
        ("第30回", "第三十次", "the 30th", "number:30"),
        ("40周年", "40周年", "40 years", "number:40"),
        ("19世紀", "19世纪", "the 19th century", "number:19"),
        ("①と②", "①和②", "1 and 2", "number:1 number:2"),
        ("3か月", "3个月", "3 months", "number:3"),
        ("30㎡", "30平方米", "30 m2", "number:30"),
        ("5km", "5公里", "5km", "number:5"),
        ("氷点下5度", "零下5度", "-5 degrees", "number:5"),
        (
            "バージョン1.2.3",
            "版本1.2.3",
            "version 1.2.3",
            "number:1.2.3",
        ),
        // Times.
        ("10:00", "10：00", "10:00", "number:10:00"),
        ("10時", "上午10点", "10 a.m.", "number:10:00"),
        ("午後3時30分", "下午3点30分", "3:30 p.m.", "number:15:30"),
        ("午後3時半", "下午三点半", "3:30 PM", "number:15:30"),
        ("09:05", "9时05分", "9:05", "number:9:05"),
        (
            "午前10時～午後5時",
            "上午10点至下午5点",
            "10 a.m.–5 p.m.",
            "number:10:00 number:17:00",
        ),
        (
            "午後3時～5時",
            "15:00~17:00",
            "3–5 p.m.",
            "number:15:00 number:17:00",
        ),
        ("夜8時", "晚上8点", "8 pm", "number:20:00"),
        ("朝9時", "早上9点", "9am", "number:9:00"),
        ("午後0時", "12:00", "12 p.m.", "number:12:00"),
        (
            "2012年1月19日10時30分",
            "2012年1月19日10:30",
            "2012-01-19T10:30",
            "date:2012-01-19 number:10:30",
        ),
        // Addresses.
        (
            "https://example.org/a?b=1をご覧",
            "请看https://example.org/a?b=1。",
            "See https://Example.org/a?b=1.",
            "url:https://example.org/a?b=1",
        ),
        (
            "（http://example.org）",
            "《http://example.org/》",
            "(http://example.org)",
            "url:http://example.org/",
        ),
        (
            "info2@example.orgまで",
            "请联系info2@example.org。",
            "mailto:info2@Example.org",
            "email:info2@example.org",
        ),
        (
            "https://ja.example.org/wiki/A_(b)）",
            "https://ja.example.org/wiki/A_(b)，",
            "(https://ja.example.org/wiki/A_(b))",
            "url:https://ja.example.org/wiki/A_(b)",
        ),
    ];
    for (ja, zh, en, expected) in rows {
        assert_eq!(shown(ja, Writing::Japanese), expected, "{ja}");
        assert_eq!(shown(zh, Writing::Chinese), expected, "{zh}");
        assert_eq!(shown(en, Writing::Other), expected, "{en}");
    }
}

#[test]
fn words_are_no_facts() {
    let rows = [
        "一般に、一部の人は一緒に一つ",
        "三線と千葉と五十嵐さんと四日市と二本松",
        "十分に、万一、百貨店、八百屋、一円、千歳",
        "数十年、几百人、五六人、二三日、十数人、二、三の例、五、六人",
        "三日月、二本松市、三位一体",
        "三分の一、三分之一",
        "一元化、一时、一時停止、七五三",
        "世界各国一个一个地，一种，一起，四方，十字路",
        "A4 H2O R6.4.1 COVID x86_64 5f3a9c",
        "March on, we may; it may be so. May we? The second of many.",
        "Second, six fields, a dozen.",
        "@ a@b user@ @example http:// mailto: https://。",
        "第一に",
        "",
    ];
    for text in rows {
        for writing in ALL {
            assert_eq!(shown(text, writing).replace("number:4.1", ""), "", "{text}");
        }
    }
}

#[test]
fn what_is_no_date() {
    let rows = [
        ("2012-13", "number:13 number:2012"),
        ("2012年13月", "number:13 number:2012"),
        ("2月30日", "date:--02 number:30"),
        ("4/5/2012", "number:2012 number:4 number:5"),
        ("2012-13-45", "number:13 number:2012 number:45"),
        ("098-866-2333", "number:2333 number:866 number:98"),
        ("3 may 5", "number:3 number:5"),
        ("16:9", "number:16 number:9"),
        ("1,2,3", "number:1 number:2 number:3"),
        ("1,2000", "number:1 number:2000"),
        ("0007", "number:7"),
        ("2月29日", "date:--02-29"),
        ("2023年2月29日", "date:2023-02 number:29"),
        ("令和0年", "number:0"),
        ("3日間", "number:3"),
        ("1月19日から3日間", "date:--01-19 number:3"),
        ("六つの分野", "number:6"),
        ("六个领域", "number:6"),
        ("在2012，200人", "number:200 number:2012"),
        ("3点建议", "number:3"),
        ("5千米", "number:5"),
        ("第1月曜日と第3日曜日", "number:1 number:3"),
        ("何千時間、何十万", ""),
        ("第4：10年", "number:10 number:4"),
        ("三成分", ""),
    ];
    for (text, expected) in rows {
        assert_eq!(shown(text, Writing::Chinese), expected, "{text}");
    }
}

#[test]
fn huge_numbers_stand_as_they_are() {
    let digits = "9".repeat(100);
    let text = format!("{digits}兆");
    assert_eq!(shown(&text, Writing::Japanese), format!("number:{digits}"));
    let text = format!("{}兆兆", "9".repeat(30));
    assert_eq!(
        shown(&text, Writing::Japanese),
        format!("number:{}", "9".repeat(30))
    );
}

#[test]
fn weekdays() {
    let rows = [
        ("2026年4月1日(木)", Some(("木", "水"))),
        ("2026年4月1日（木曜日）", Some(("木曜日", "水曜日"))),
        ("2026年4月1日（木・祝）", Some(("木", "水"))),
        ("令和8年4月1日木曜日", Some(("木曜日", "水曜日"))),
        ("2026年4月1日（星期四）", Some(("星期四", "星期三"))),
        ("2026年4月5日，周六", Some(("周六", "周日"))),
        ("2026年4月5日星期天", None),
        ("Thursday, April 1, 2026", Some(("Thursday", "Wednesday"))),
        ("Thurs., 1 April 2026", Some(("Thurs", "Wed"))),
        ("April 1, 2026 (Thu)", Some(("Thu", "Wed"))),
        ("Wednesday, April 1, 2026", None),
        ("2026年4月1日(水)", None),
        ("2026年4月1日（周三）", None),
        ("2026-04-01 (Wed)", None),
        ("2026年4月1日(水)～3日(木)", Some(("木", "金"))),
        ("4月1日(木)", None),
        ("2026年4月1日 日本では", None),
        ("2026年4月1日（日本）", None),
        ("2026年4月1日，周年纪念", None),
        ("April 1, 2026, Monaco", None),
    ];
    for (text, expected) in rows {
        for writing in ALL {
            let found = weekday_mismatches(text, writing);
            let shown = found
                .first()
                .map(|found| (found.written.as_str(), found.right.as_str()));
            assert_eq!(shown, expected, "{text}");
            if let Some(found) = found.first() {
                assert_eq!(text[found.range.clone()], found.written, "{text}");
            }
        }
    }
}

#[test]
fn kinds_that_differ() {
    let rows = [
        ("", "", &[][..]),
        ("5 5", "5 5", &[]),
        ("5 5", "5", &["number"]),
        ("5", "5 6", &["number"]),
        ("on 1 May 2026", "on 2 May 2026", &["date"]),
        ("5 a@b.org", "6 c@b.org", &["email", "number"]),
        ("https://a.org/", "https://b.org/", &["url"]),
        ("5 on 1 May 2026", "on 1 May 2026, 5", &[]),
    ];
    for (before, after, expected) in rows {
        let of = |text| facts(text, Writing::Other);
        assert_eq!(difference(&of(before), &of(after)), expected, "{before}");
    }
}
