use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;

/// Sorts what stands in order already, from the back, by comparison and by keys.
fn assert_order(tag: &str, expected: &[&str]) {
    let formats = formats(&[tag]);
    let collation = formats.collation(Lang(0));
    let mut sorted = expected.to_vec();
    sorted.reverse();
    sorted.sort_by(|a, b| collation.compare(a, b));
    assert_eq!(sorted, *expected, "{tag}");
    sorted.reverse();
    sorted.sort_by_cached_key(|text| collation.sort_key(text));
    assert_eq!(sorted, *expected, "{tag} by keys");
}

#[test]
fn the_order_of_a_language() {
    let table: &[(&str, &[&str])] = &[
        // Kana order; hiragana and katakana together, the unmarked before the voiced.
        (
            "ja",
            &["あき", "アサ", "いぬ", "か", "が", "かき", "さくら", "ん"],
        ),
        // Pinyin: ao, bei, hu, nei, ri, zhong.
        (
            "zh-Hans",
            &["澳门", "北京", "呼和浩特", "内蒙古", "日本", "中国"],
        ),
        // Strokes, where the tag asks for them.
        ("zh-u-co-stroke", &["中国", "内蒙古", "日本", "北京"]),
        ("en", &["Äpfel", "apple", "Apple", "banana", "zebra"]),
        ("sv", &["apa", "zebra", "ål", "ägg", "öl"]),
    ];
    for (tag, expected) in table {
        assert_order(tag, expected);
    }
}

#[test]
fn the_order_is_total() {
    let formats = formats(&["ja"]);
    let collation = formats.collation(Lang(0));
    // The same letter to a collator, composed and decomposed.
    assert_eq!(
        collation.compare("が", "か\u{3099}"),
        "が".cmp("か\u{3099}")
    );
    assert_eq!(collation.compare("が", "が"), Ordering::Equal);
}

#[test]
fn numbers_in_texts_count_as_numbers() {
    let table: &[(&str, &[&str])] = &[
        ("ja", &["第1回", "第２回", "第3回", "第10回", "第１１回"]),
        ("ja", &["2話", "10話", "あ", "あ2", "あ10", "い"]),
        ("zh-Hans", &["第2课", "第10课", "第100课"]),
        ("en", &["Part 2", "Part 10", "Part 10a", "Part 010b"]),
        (
            "en",
            &[
                "01",
                "1",
                "2",
                "10",
                "99999999999999999999",
                "100000000000000000000",
            ],
        ),
        ("de", &["Teil 9", "Teil 10"]),
        // Where the tag asks for the order of digits.
        ("en-u-kn-false", &["Part 10", "Part 2"]),
    ];
    for (tag, expected) in table {
        assert_order(tag, expected);
    }
}

/// JIS X 4061: the letters first, without voicing marks and with a long vowel as its vowel; then voicing; then the long
/// vowel mark before a small letter before a full one; then hiragana before katakana.
#[test]
fn readings_in_kana_are_ordered_as_jis_does() {
    let table: &[&[&str]] = &[
        &["カ", "カキ", "キ", "キキ"],
        &["はは", "はば", "はぱ", "ばは", "ぱは", "はひ"],
        &["つか", "っかん", "つかん", "づかん"],
        &["っは", "つは", "っば", "つば"],
        &["あっ", "アッ", "あつ", "アツ"],
        &["カー", "かぁ", "カァ", "かあ", "カア", "がー"],
        &["シーサー", "しいさあ", "シーザー", "シイタケ"],
        &["ハート", "はあと", "ハード", "バード", "ハーフ", "はい"],
        &[
            "おーくしょん",
            "おおさか",
            "おきなわ",
            "オキナワ",
            "おきなわけん",
            "おぎわら",
        ],
        &["きゃく", "きやく", "ぎゃく", "きゅう", "きゆう"],
        &["すず", "スズ", "すすき"],
    ];
    for expected in table {
        assert_order("ja", expected);
    }
}

#[test]
fn pinyin_stands_among_characters() {
    let table = [
        ("zh-Hans", "ānquán", "\u{FDD0}Aānquán"),
        ("zh-Hans", "Lü", "\u{FDD0}LLü"),
        ("zh-Hans", "虫庆", "虫庆"),
        ("zh-Hans", "", ""),
        ("zh-Hant", "anquan", "anquan"),
        ("zh-u-co-stroke", "anquan", "anquan"),
        ("ja", "anzen", "anzen"),
        ("en", "safety", "safety"),
    ];
    for (tag, reading, expected) in table {
        let formats = formats(&[tag]);
        let found = formats.collation(Lang(0)).reading(reading);
        assert_eq!(found, expected, "{tag} {reading}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn sort_keys_agree_with_compare(a in "[aAäか がカー漢字\u{3099}\u{0}01２9]{0,6}", b in "[aAäか がカー漢字\u{3099}\u{0}01２9]{0,6}") {
        let formats = formats(&["ja"]);
        let collation = formats.collation(Lang(0));
        prop_assert_eq!(collation.compare(&a, &b), collation.sort_key(&a).cmp(&collation.sort_key(&b)));
    }
}
