use proptest::prelude::*;

use super::ALL;
use crate::l10n::facts::{difference, facts, weekday_mismatches};

/// Pieces that the readers look for, in any order.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2012", "1", "19", "99999", "年", "月", "日", "平成", "元", "(", ")", "（", "～", "-", ".",
        ",", "，", "万", "億", "亿", "千", "百", "十", "三", "〇", "時", "点", "半", "午後", "Jan",
        "May ", "January", "th", " ", "to ", " and ", "a.m.", "million", "@", "a", "https://",
        "mailto:", "割", "水", "曜日", "Wed", "星期", "三", "\u{3000}", "①", "㍻", "é", ":", "30",
        "%", "第", "つ", "/",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_fail(text in prop_oneof![any_text(), any::<String>()]) {
        for writing in ALL {
            let found = facts(&text, writing);
            prop_assert!(found.is_sorted());
            prop_assert!(difference(&found, &found).is_empty());
            for mismatch in weekday_mismatches(&text, writing) {
                prop_assert!(text.get(mismatch.range).is_some());
            }
        }
    }
}

#[test]
fn long_texts_end_soon() {
    for piece in [
        "1",
        "三",
        "1,",
        "1.",
        "a@",
        "a",
        "A",
        "http://",
        "mailto:",
        "(",
        "2012年",
        "1月1日、",
        "1-",
        "百",
        "1万",
        "1 and ",
        "May ",
        "午後3時～",
        "%",
        "平成",
    ] {
        let text = piece.repeat(20_000);
        for writing in ALL {
            assert!(facts(&text, writing).is_sorted());
        }
    }
}
