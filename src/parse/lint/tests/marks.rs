//! Marks of Markdown that were typed in full width.

use super::{JA, assert_told};

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
