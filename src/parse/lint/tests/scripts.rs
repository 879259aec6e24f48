//! Scripts and ways of writing.

use super::{EN, HANS, HANT, JA, KO, MONG, assert_told, linter, told};
use crate::parse::lint::Script;

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
            ("<mailto:沖縄@example.org>", &[]),
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
    let table = include_str!("../han_forms.txt");
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
