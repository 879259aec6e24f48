//! Tables of texts and what is said of them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Linter, Script};
use crate::config::{self, Lang};
use crate::diag::Diagnostic;

const JA: Lang = Lang(0);
const HANS: Lang = Lang(1);
const HANT: Lang = Lang(2);
const EN: Lang = Lang(3);
const KO: Lang = Lang(4);
const MONG: Lang = Lang(5);

fn linter() -> Linter {
    let text = "title: x\nbase_url: https://example.org/\ndefault_language: ja\nmarkdown: {math: true}\n\
        languages: {ja: {}, zh: {}, hant: {tag: zh-TW}, en: {}, ko: {}, mn: {tag: mn-Mong}}\n";
    let loaded = config::load(&Arc::from("site.yaml"), &Arc::from(text)).unwrap();
    Linter::new(&loaded.value)
}

fn lint_whole(linter: &Linter, lang: Lang, text: &str) -> (Arc<str>, Vec<Diagnostic>) {
    let text: Arc<str> = text.into();
    let mut found = linter.page(&Arc::from("page.md"), &text, lang);
    crate::diag::sort(&mut found);
    (text, found)
}

/// `code: marked text` of each problem of a body, or with `help: ` what is to be written.
fn told(linter: &Linter, lang: Lang, body: &str) -> Vec<String> {
    told_of_page(linter, lang, &format!("---\ntitle: x\n---\n\n{body}\n"))
}

fn told_of_page(linter: &Linter, lang: Lang, page: &str) -> Vec<String> {
    let (text, found) = lint_whole(linter, lang, page);
    let line = |problem: Diagnostic| {
        let span = problem.place.unwrap().span;
        format!("{}: {}", problem.code, &text[span])
    };
    found.into_iter().map(line).collect()
}

#[track_caller]
fn assert_told(lang: Lang, rows: &[(&str, &[&str])]) {
    let linter = linter();
    let mut faults = String::new();
    for (body, expected) in rows {
        let found = told(&linter, lang, body);
        if found != *expected {
            let _ = writeln!(
                faults,
                "{body:?}\n  told     {found:?}\n  expected {expected:?}"
            );
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn marks_at_the_beginning_of_a_line() {
    assert_told(
        JA,
        &[
            ("#　見出し", &["wide-space: #　"]),
            ("###　見出し", &["wide-space: ###　"]),
            ("本文\n##　見出し", &["wide-space: ##　"]),
            ("-　項目\n-　項目", &["wide-space: -　"]),
            ("*　項目", &["wide-space: *　"]),
            ("+　　項目", &["wide-space: +　　"]),
            ("1.　項目\n2.　項目", &["wide-space: 1.　"]),
            ("10)　項目", &["wide-space: 10)　"]),
            ("> -　項目", &["wide-space: -　"]),
            (">　引用", &["wide-space: 　"]),
            ("- 項目\n-　項目", &["wide-space: -　"]),
            ("- 項目\n\n  #　見出し", &["wide-space: #　"]),
            ("-　一\n\n-　二", &["wide-space: -　", "wide-space: -　"]),
            ("＃ 見出し", &["wide-heading: ＃ "]),
            ("＃　見出し", &["wide-heading: ＃　"]),
            ("＃＃見出し", &["wide-heading: ＃＃"]),
            ("#＃ 見出し", &["wide-heading: #＃ "]),
            ("１．項目\n２．項目", &["wide-number: １．"]),
            ("１．　項目", &["wide-number: １．　"]),
            ("1．項目", &["wide-number: 1．"]),
            ("１. 項目", &["wide-number: １."]),
            ("１）項目\n２）項目", &["wide-number: １）"]),
            ("本文\n1）項目\n2）項目", &["wide-number: 1）"]),
            ("①項目\n②項目\n③項目", &["wide-number: ①"]),
            ("・項目", &["dot-list: ・"]),
            ("・　項目\n・　項目", &["dot-list: ・　"]),
            ("　・項目", &["dot-list: 　・"]),
            ("持ち物：\n・帽子", &["dot-list: ・"]),
            ("持ち物は次のとおり\n・帽子\n・水", &["dot-list: ・"]),
            ("･帽子", &["dot-list: ･"]),
            ("- ・帽子", &["dot-list: ・"]),
            (
                "{% <note> %}\n\n#　見出し\n\n{% </note> %}",
                &["wide-space: #　"],
            ),
        ],
    );
}

#[test]
fn beginnings_of_lines_that_are_meant() {
    assert_told(
        JA,
        &[
            ("## 見出し\n\n- 項目\n\n1. 項目\n\n> 引用", &[]),
            ("## １．見出し\n\n## ・見出し\n\n見出し\n---", &[]),
            ("　段落の字下げ\n\n>　引用の字下げ", &[]),
            ("> 一行目\n　二行目", &[]),
            ("＃沖縄 の写真", &[]),
            ("＃１", &[]),
            ("#沖縄", &[]),
            ("####### 七つ", &[]),
            ("１．５倍になりました", &[]),
            ("２０１２．１．１９", &[]),
            ("１）だけ", &[]),
            ("①だけ", &[]),
            ("①と\n③", &[]),
            ("①項目\n\n②項目", &[]),
            ("１００．項目", &[]),
            ("チンギス\n・ハーンの生涯", &[]),
            ("・・・", &[]),
            ("・", &[]),
            ("-　", &[]),
            ("| 一 | 二 |\n|---|---|\n| ・a<br>・b | -　c |", &[]),
            ("```\n#　見出し\n・項目\n```", &[]),
            ("    ・項目", &[]),
            ("`・項目`", &[]),
            ("<div>\n・項目\n</div>", &[]),
            ("<div lang=\"zh\">\n\n#　标题\n\n</div>", &[]),
            ("**重要**・項目", &[]),
            ("12345678901234567890.　x", &[]),
        ],
    );
}

#[test]
fn marks_inside_a_line() {
    assert_told(
        JA,
        &[
            ("これは＊＊重要＊＊です", &["wide-emphasis: ＊＊重要＊＊"]),
            ("これは**重要＊＊です", &["wide-emphasis: **重要＊＊"]),
            ("＊＊＊重要**です", &["wide-emphasis: ＊＊＊重要**"]),
            (
                "＊＊[協定](a.md)のこと＊＊",
                &["wide-emphasis: ＊＊[協定](a.md)のこと＊＊"],
            ),
            (
                "＊＊一つ＊＊と＊＊二つ＊＊",
                &["wide-emphasis: ＊＊一つ＊＊", "wide-emphasis: ＊＊二つ＊＊"],
            ),
            ("## ＊＊見出し＊＊", &["wide-emphasis: ＊＊見出し＊＊"]),
            (
                "［協定］（agreement.md）",
                &["wide-link: ［協定］（agreement.md）"],
            ),
            (
                "[協定]（../agreement/_index.md）をご覧",
                &["wide-link: [協定]（../agreement/_index.md）"],
            ),
            (
                "［協定］(https://example.org/a_b_c)",
                &["wide-link: ［協定］(https://example.org/a_b_c)"],
            ),
            ("[協定](/ja/）", &["wide-link: [協定](/ja/）"]),
            ("［協定](#id)", &["wide-link: ［協定](#id)"]),
            ("![海]（umi.jpg）", &["wide-link: ![海]（umi.jpg）"]),
            ("！［海］（umi.jpg）", &["wide-link: ！［海］（umi.jpg）"]),
            ("注意！［詳細］（a.md）", &["wide-link: ［詳細］（a.md）"]),
        ],
    );
}

#[test]
fn what_stands_inside_a_line_and_is_meant() {
    assert_told(
        JA,
        &[
            ("**重要**と[協定](a.md)", &[]),
            ("料金＊は税込みです。\n＊注", &[]),
            ("＊＊市＊＊町", &[]),
            ("＊＊＊", &[]),
            ("＊＊ 重要 ＊＊", &[]),
            ("＊＊＊＊重要＊＊＊＊", &[]),
            ("＊＊一つ目\n\n二つ目＊＊", &[]),
            ("2 ** 3 と 4 ** 5", &[]),
            ("［注］（後述）と[1]（二〇一二年）", &[]),
            ("［注］ （a.md）", &[]),
            ("`［協定］（a.md）`と`＊＊重要＊＊`", &[]),
            ("[協定](a.md \"＊＊重要＊＊\")", &[]),
            (r"\[協定](a.md)", &[]),
            ("{{ <card page=\"＊＊重要＊＊\" /> }}", &[]),
            ("<a title=\"［協定］（a.md）\">x</a>", &[]),
            ("$＊＊x1＊＊$", &[]),
        ],
    );
}

#[test]
fn half_width_kana() {
    assert_told(
        JA,
        &[
            ("ｵｷﾅﾜの海", &["half-width-kana: ｵｷﾅﾜ"]),
            ("ﾊﾞｽ｡", &["half-width-kana: ﾊﾞｽ｡"]),
            ("<p>ｵｷﾅﾜ</p>", &["half-width-kana: ｵｷﾅﾜ"]),
            ("![ｵｷﾅﾜ](a.jpg)", &["half-width-kana: ｵｷﾅﾜ"]),
            ("{沖縄|ｵｷﾅﾜ}", &["half-width-kana: ｵｷﾅﾜ"]),
            ("オキナワ｡", &[]),
            ("`ｵｷﾅﾜ` <code>ｵｷﾅﾜ</code>", &[]),
            ("<p title=\"ｵｷﾅﾜ\">沖縄</p>", &[]),
            (
                "[沖縄](https://example.org/ｵｷﾅﾜ) https://example.org/ｵｷﾅﾜ",
                &[],
            ),
        ],
    );
}

#[test]
fn another_script_in_english() {
    assert_told(
        EN,
        &[
            ("It is called 沖縄 here", &["untagged-script: 沖縄"]),
            (
                "めんそーれ、沖縄！ It",
                &["untagged-script: めんそーれ、沖縄"],
            ),
            ("Hohhot (ᠬᠥᠬᠡ ᠬᠣᠲᠠ)", &["untagged-script: ᠬᠥᠬᠡ ᠬᠣᠲᠠ"]),
            (
                "Seoul (서울) and 東京",
                &["untagged-script: 서울", "untagged-script: 東京"],
            ),
            ("## 沖縄", &["untagged-script: 沖縄"]),
            (
                "| 沖縄 | b |\n|---|---|\n| c | d |",
                &["untagged-script: 沖縄"],
            ),
            (
                "*沖縄* [那覇](a.md)",
                &["untagged-script: 沖縄", "untagged-script: 那覇"],
            ),
            ("<p>沖縄</p>", &["untagged-script: 沖縄"]),
            ("<p lang=ja>沖縄</p>\n\n那覇", &["untagged-script: 那覇"]),
            ("<p lang=ja>沖縄\n<p>那覇", &["untagged-script: 那覇"]),
            ("<span class=\"a\">沖縄</span>", &["untagged-script: 沖縄"]),
            (
                "{% <note> %}\n\n沖縄\n\n{% </note> %}",
                &["untagged-script: 沖縄"],
            ),
            ("葛\u{E0100}城", &["untagged-script: 葛\u{E0100}城"]),
        ],
    );
}

#[test]
fn no_other_script_in_english() {
    assert_told(
        EN,
        &[
            (
                "<span lang=\"ja\">沖縄</span> <i lang=zh-Hans>冲绳</i>",
                &[],
            ),
            ("<div lang=\"ja\">\n\n沖縄\n\n- *那覇*\n\n</div>", &[]),
            ("<div lang=\"ja\"><b>沖縄</b> <p>那覇</div>", &[]),
            ("<div lang=\"ja\">沖縄", &[]),
            ("## 沖縄 {lang=ja}", &[]),
            ("{沖縄|おきなわ} <ruby>沖縄<rt>おきなわ</rt></ruby>", &[]),
            ("`沖縄` <code>沖縄</code> <kbd>変換</kbd>", &[]),
            ("```\n沖縄\n```\n\n    沖縄", &[]),
            (
                "[x](../沖縄.md) ![沖縄](沖縄.jpg \"沖縄\") <https://example.org/沖縄>",
                &[],
            ),
            (
                "See https://ja.wikipedia.org/wiki/沖縄 or <a href=\"/沖縄\" title=\"沖縄\">it</a>",
                &[],
            ),
            ("<!-- 沖縄 -->\n\n<script>\"沖縄\"</script>", &[]),
            ("{{ <card page=\"沖縄\" /> }}", &[]),
            (
                "α, ×, ¥100, “quoted” … Ｏｋ！ 〒900 ※ ① ㎏ é Улаанбаатар 😀",
                &[],
            ),
            ("$沖縄$", &[]),
        ],
    );
}

#[test]
fn another_script_in_east_asian_pages() {
    assert_told(
        JA,
        &[
            ("ソウル（서울）", &["untagged-script: 서울"]),
            ("中国語では冲绳と書く", &["untagged-script: 冲绳"]),
            ("ᠮᠣᠩᠭᠣᠯ語", &["untagged-script: ᠮᠣᠩᠭᠣᠯ"]),
            ("国会と学校、與那國島と國場氏、仲井眞氏、Okinawa", &[]),
            ("中国語では<span lang=\"zh-Hans\">冲绳</span>", &[]),
        ],
    );
    assert_told(
        HANS,
        &[
            ("日语是おきなわ。", &["untagged-script: おきなわ"]),
            ("首尔（서울）", &["untagged-script: 서울"]),
            ("优の良品，冲绳·那霸・名护", &[]),
            ("{冲绳|おきなわ}和{冲绳|Chōngshéng}", &[]),
            ("<span lang=\"ja\">おきなわ</span>", &[]),
        ],
    );
    assert_told(
        KO,
        &[
            ("서울(漢字)", &[]),
            ("おきなわ", &["untagged-script: おきなわ"]),
        ],
    );
    assert_told(
        MONG,
        &[("ᠮᠣᠩᠭᠣᠯ", &[]), ("沖縄", &["untagged-script: 沖縄"])],
    );
}

#[test]
fn han_forms() {
    assert_told(
        HANS,
        &[
            ("参观國立故宮博物院。", &["mixed-han-forms: 國立故宮"]),
            (
                "他說，這是計畫",
                &["mixed-han-forms: 說", "mixed-han-forms: 這是計畫"],
            ),
            ("日本的駅前", &["mixed-han-forms: 駅"]),
            ("冲縄", &["mixed-han-forms: 縄"]),
            ("{為|wèi}", &["mixed-han-forms: 為"]),
            ("![國](a.jpg)", &["mixed-han-forms: 國"]),
            // Valid in both.
            (
                "皇后、里程、台湾、干杯、乾隆、瞭望、著名、於潜、重复、发展、徵羽、昇、喆",
                &[],
            ),
            ("<span lang=\"zh-Hant\">國立故宮</span>`國`[x](國.md)", &[]),
            ("{國場|こくば}", &[]),
        ],
    );
    assert_told(
        HANT,
        &[
            ("參觀国立故宫博物院。", &["mixed-han-forms: 国立故宫"]),
            ("发展", &["mixed-han-forms: 发"]),
            ("身体", &["mixed-han-forms: 体"]),
            ("日本的駅前", &["mixed-han-forms: 駅"]),
            (
                "皇后、公里、台灣、臺灣、干涉、著名、着陸、群眾、裏面、裡面、范先生、姜太公、沖繩、説明",
                &[],
            ),
            ("<span lang=\"zh-Hans\">国</span>", &[]),
        ],
    );
    assert_told(JA, &[("國立故宮と国会", &[])]);
    assert_told(EN, &[("<p lang=zh>國国</p>", &[])]);
}

#[test]
fn a_page_in_the_other_script_is_one_fault() {
    let linter = linter();
    let traditional = "這個網站介紹沖繩縣與內蒙古自治區之間的交流，主要內容是簽署的協議。國際";
    assert_eq!(
        told(&linter, HANS, traditional),
        ["mixed-han-forms: 這個網站介紹沖繩縣與內"]
    );
    assert_eq!(told(&linter, HANT, traditional), [""; 0]);
    let simplified = "本网站介绍日本冲绳县与中国内蒙古自治区之间的交流，主要内容是签署的协议。国际";
    assert_eq!(
        told(&linter, HANT, simplified),
        ["mixed-han-forms: 网站介绍日本冲绳县与中国内"]
    );
    assert_eq!(told(&linter, HANS, simplified), [""; 0]);
}

#[test]
fn front_matter() {
    let linter = linter();
    for (lang, page, expected) in [
        (
            JA,
            "---\ntitle: ｵｷﾅﾜ\n---\n",
            &["half-width-kana: ｵｷﾅﾜ"][..],
        ),
        (
            HANS,
            "---\ndescription: >\n  おきなわ的\n  國\ntitle: \"冲绳\"\n---\n",
            &["untagged-script: おきなわ", "mixed-han-forms: 國"],
        ),
        (
            HANS,
            "---\ntitle: 国 # 國\nreading: おき\nparams: {a: 國}\n---\n",
            &[],
        ),
        (HANS, "---\ntitle: {國場|こくば}\n---\n", &[]),
        (EN, "---\ntitle: Okinawa (沖縄)\n---\n", &[]),
        (JA, "---\ntitle: ・沖縄＊＊海辺＊＊冲绳\n---\n", &[]),
        (JA, "", &[]),
        (JA, "---\ntitle: ｵｷﾅﾜ\n", &[]),
    ] {
        assert_eq!(told_of_page(&linter, lang, page), expected, "{page}");
    }
}

#[test]
fn helps_say_it_in_the_words_of_the_editor() {
    let linter = linter();
    for (lang, body, expected) in [
        (
            JA,
            "##　見出し",
            "write `## 見出し` with a half-width space",
        ),
        (JA, ">　引用", "write `> 引用` with a half-width space"),
        (JA, "＃＃見出し", "write `## 見出し`, all half-width"),
        (
            JA,
            "２．項目",
            "write `2. 項目` with a half-width number, dot and space, in every line of the list",
        ),
        (
            JA,
            "・項目",
            "write `- 項目` with a hyphen and a half-width space, in every line of the list",
        ),
        (
            JA,
            "＊＊重要＊＊",
            "write `**重要**` with half-width asterisks",
        ),
        (
            JA,
            "！［海］（umi.jpg）",
            "write `![海](umi.jpg)` with half-width brackets",
        ),
        (JA, "ﾊﾟｰﾃｨｰ", "write `パーティー`"),
        (
            EN,
            "東京",
            "write `<span lang=\"…\">東京</span>` with `ja`, `zh-Hans` or `zh-Hant` in place of the dots",
        ),
        (EN, "駅", "write `<span lang=\"ja\">駅</span>`"),
        (EN, "冲绳", "write `<span lang=\"zh-Hans\">冲绳</span>`"),
        (EN, "ᠮᠣᠩᠭᠣᠯ", "write `<span lang=\"mn-Mong\">ᠮᠣᠩᠭᠣᠯ</span>`"),
        (
            HANS,
            "國立",
            "write `国`; if it is to stay as it is, write `<span lang=\"…\">國</span>` with `ja` or `zh-Hant` in place of the dots",
        ),
        (
            HANS,
            "駅",
            "write `驿`; if it is to stay as it is, write `<span lang=\"ja\">駅</span>`",
        ),
        (
            HANT,
            "发国",
            "write `發` or `髮` for `发`, `國` for `国`; if it is to stay as it is, write `<span lang=\"zh-Hans\">发国</span>`",
        ),
    ] {
        let (_, found) = lint_whole(&linter, lang, &format!("---\ntitle: x\n---\n{body}"));
        let help = found.first().and_then(|problem| problem.help.clone());
        assert_eq!(help.as_deref(), Some(expected), "{body}");
    }
}

#[test]
fn many_of_a_kind_are_counted() {
    let linter = linter();
    let page = format!("---\ntitle: x\n---\n{}", "ｵｷﾅﾜ\n\n・項目\n\n".repeat(12));
    let (_, found) = lint_whole(&linter, JA, &page);
    let of = |code: &str| found.iter().filter(|problem| problem.code == code).count();
    assert_eq!((of("half-width-kana"), of("dot-list")), (5, 5));
    let counting = |problem: &&Diagnostic| problem.message.ends_with("; 7 more below");
    assert_eq!(found.iter().filter(counting).count(), 2);
}

#[test]
fn scripts_of_tags() {
    for (tag, script) in [
        ("ja", Script::Japanese),
        ("ja-JP-u-ca-japanese", Script::Japanese),
        ("zh", Script::Simplified),
        ("zh-TW", Script::Traditional),
        ("zh-HK", Script::Traditional),
        ("zh-Hant-CN", Script::Traditional),
        ("yue", Script::Traditional),
        ("ko", Script::Korean),
        ("mn", Script::Other),
        ("mn-CN", Script::Mongolian),
        ("mn-Mong", Script::Mongolian),
        ("en", Script::Other),
        ("", Script::Other),
    ] {
        assert_eq!(Script::of_tag(tag), script, "{tag}");
    }
}

#[test]
fn the_table_of_forms_contradicts_itself_nowhere() {
    let table = include_str!("han_forms.txt");
    let mut seen = std::collections::HashSet::new();
    let mut section = "";
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            section = name;
            continue;
        }
        for entry in line.split(' ') {
            let count = entry.chars().count();
            let is_good = match section {
                "traditional" => count == 2,
                "simplified" => (2..=4).contains(&count),
                "japanese" => count == 3,
                _ => count == 1,
            };
            assert!(is_good, "{section}: {entry}");
            let first = entry.chars().next().unwrap();
            assert!(
                section == "shared" || seen.insert(first),
                "{first} stands there twice"
            );
            assert!(
                !"后里台干于余云著着乾瞭徵只面系".contains(first),
                "{first} is in both"
            );
        }
    }
    assert!(seen.len() > 4000);
}

/// Pieces of what the lints look for, thrown together: nothing may panic, and every place is one in the text.
#[test]
fn anything_can_be_read() {
    const PIECES: [&str; 52] = [
        "#",
        "＃",
        "　",
        " ",
        "\n",
        "\n\n",
        "-",
        "*",
        "＊",
        "**",
        "＊＊",
        "[",
        "［",
        "]",
        "］",
        "(",
        "（",
        ")",
        "）",
        "a.md",
        "https://",
        "１",
        "．",
        "1",
        ".",
        "・",
        "①",
        "②",
        "{",
        "|",
        "}",
        "漢",
        "国",
        "國",
        "駅",
        "の",
        "ｱ",
        "ﾞ",
        "서",
        "ᠮ",
        "\u{E0100}",
        "<b>",
        "</b>",
        "<p lang=ja>",
        "</p>",
        "`",
        "```\n",
        "> ",
        "---\n",
        "title: ",
        "\\",
        "\u{2400}",
    ];
    let linter = linter();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..6000 {
        let mut text = String::new();
        if round % 2 == 0 {
            text.push_str("---\ntitle: x\n---\n");
        }
        for _ in 0..random(40) {
            text.push_str(PIECES[random(PIECES.len())]);
        }
        let lang = Lang(u8::try_from(random(6)).unwrap());
        let (text, found) = lint_whole(&linter, lang, &text);
        for problem in found {
            let span = problem.place.unwrap().span;
            assert!(!span.is_empty(), "{} in {text:?}", problem.code);
            assert!(text.get(span).is_some(), "{} in {text:?}", problem.code);
        }
    }
}
/// With time that grows by the square, each of these would take minutes.
#[test]
fn long_texts_that_open_and_never_close() {
    let linter = linter();
    for piece in [
        "［a］（",
        "[a](",
        "]（a",
        "＊＊a",
        "・a\n",
        "①a\n②b\n",
        "國",
        "<p lang=ja>漢",
        "</p>",
        "{a|あ",
        "http:/",
        "の",
    ] {
        let page = format!(
            "---\ntitle: x\n---\n{}",
            piece.repeat(200_000 / piece.len())
        );
        for lang in [JA, HANS, EN] {
            let (_, found) = lint_whole(&linter, lang, &page);
            assert!(found.len() <= 10, "{piece}");
        }
    }
}
