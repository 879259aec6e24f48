//! What is no error and yet not what an East Asian editor meant: one bad page in each language.

use std::path::Path;

use snapbox::str;

use super::Published;
use crate::harness::{Site, bytes_of_tree};

#[track_caller]
fn mentioned(lang: &str, front: &str, body: &str, said: snapbox::data::Inline) {
    let page = format!("---\n{front}\n---\n\n{body}\n");
    let path = format!("content/film/plan.{lang}.md");
    Published::new().mentioned_by_check(
        |site| {
            site.write(&path, &page);
        },
        said,
    );
}

#[test]
fn a_japanese_page() {
    let body = "##　撮影\n\n・草原\n・海\n\n１．ｵｷﾅﾜ\n２．フフホト\n\n-　＊＊重要＊＊\n\n＃ 詳細\n\n\
        ［計画］（plan.md）と`・コード`。中国語では冲绳、<i lang=\"zh\">冲绳</i>";
    mentioned(
        "ja",
        "title: ﾌﾟﾗﾝ",
        body,
        str![[r#"
warning[half-width-kana]: half-width kana are hard to read, and search does not find them everywhere
 --> content/film/plan.ja.md:2:8
  |
2 | title: ﾌﾟﾗﾝ
  |        ^^^^
  |
  = help: write `プラン`

warning[wide-space]: the space after `##` is a full-width one, which Markdown takes for text
 --> content/film/plan.ja.md:5:1
  |
5 | ##　撮影
  | ^^^^
  |
  = help: write `## 撮影` with a half-width space

warning[dot-list]: a dot begins no list: its lines become one paragraph
 --> content/film/plan.ja.md:7:1
  |
7 | ・草原
  | ^^
  |
  = help: write `- 草原` with a hyphen and a half-width space, in every line of the list

warning[wide-number]: numbers of this kind make no list: its lines become one paragraph
  --> content/film/plan.ja.md:10:1
   |
10 | １．ｵｷﾅﾜ
   | ^^^^
   |
   = help: write `1. ｵｷﾅﾜ` with a half-width number, dot and space, in every line of the list

warning[half-width-kana]: half-width kana are hard to read, and search does not find them everywhere
  --> content/film/plan.ja.md:10:3
   |
10 | １．ｵｷﾅﾜ
   |     ^^^^
   |
   = help: write `オキナワ`

warning[wide-space]: the space after `-` is a full-width one, which Markdown takes for text
  --> content/film/plan.ja.md:13:1
   |
13 | -　＊＊重要＊＊
   | ^^^
   |
   = help: write `- ＊＊重要＊＊` with a half-width space

warning[wide-emphasis]: full-width `＊` emphasises nothing
  --> content/film/plan.ja.md:13:3
   |
13 | -　＊＊重要＊＊
   |    ^^^^^^^^^^^^
   |
   = help: write `**重要**` with half-width asterisks

warning[wide-heading]: a full-width `＃` begins no heading
  --> content/film/plan.ja.md:15:1
   |
15 | ＃ 詳細
   | ^^^
   |
   = help: write `## 詳細`, all half-width; `#` alone is for the title of the page

warning[wide-link]: full-width brackets make no link
  --> content/film/plan.ja.md:17:1
   |
17 | ［計画］（plan.md）と`・コード`。中国語では冲绳、<i lang="zh">冲绳</i>
   | ^^^^^^^^^^^^^^^^^^^
   |
   = help: write `[計画](plan.md)` with half-width brackets

warning[untagged-script]: `冲绳` has simplified Chinese characters, and nothing says that it is Chinese
  --> content/film/plan.ja.md:17:27
   |
17 | ［計画］（plan.md）と`・コード`。中国語では冲绳、<i lang="zh">冲绳</i>
   |                                            ^^^^
   |
   = help: write `<span lang="zh-Hans">冲绳</span>`

10 warnings

"#]],
    );
}

#[test]
fn a_chinese_page() {
    let body =
        "参观國立故宮博物院和駅前，日语是「おきなわ」。\n\n皇后、<span lang=\"ja\">駅</span>";
    mentioned(
        "zh",
        "title: 計划\ndescription: めんそーれ",
        body,
        str![[r#"
warning[mixed-han-forms]: `計` has traditional characters, in a page in simplified ones
 --> content/film/plan.zh.md:2:8
  |
2 | title: 計划
  |        ^^
  |
  = help: write `计`

warning[untagged-script]: `めんそーれ` is in another script than this page in `zh-Hans`, and nothing says in which language
 --> content/film/plan.zh.md:3:14
  |
3 | description: めんそーれ
  |              ^^^^^^^^^^
  |
  = help: write it in Chinese: a title, a description and the text of a picture cannot name another language

warning[mixed-han-forms]: `國立故宮` has traditional characters, in a page in simplified ones
 --> content/film/plan.zh.md:6:3
  |
6 | 参观國立故宮博物院和駅前，日语是「おきなわ」。
  |     ^^^^^^^^
  |
  = help: write `国立故宫`; if it is to stay as it is, write `<span lang="…">國立故宮</span>` with `ja` or `zh-Hant` in place of the dots

warning[mixed-han-forms]: `駅` has Japanese characters, in a page in simplified ones
 --> content/film/plan.zh.md:6:11
  |
6 | 参观國立故宮博物院和駅前，日语是「おきなわ」。
  |                     ^^
  |
  = help: write `驿`; if it is to stay as it is, write `<span lang="ja">駅</span>`

warning[untagged-script]: `おきなわ` is in another script than this page in `zh-Hans`, and nothing says in which language
 --> content/film/plan.zh.md:6:18
  |
6 | 参观國立故宮博物院和駅前，日语是「おきなわ」。
  |                                   ^^^^^^^^
  |
  = help: write `<span lang="ja">おきなわ</span>`

5 warnings

"#]],
    );
}

#[test]
fn a_chinese_page_in_the_other_script() {
    let body = "這個網站介紹沖繩縣與內蒙古自治區之間的交流，主要內容是簽署的協議。";
    mentioned(
        "zh",
        "title: 計畫",
        body,
        str![[r#"
warning[mixed-han-forms]: this page is written in traditional characters, and its language `zh-Hans` has simplified ones
 --> content/film/plan.zh.md:2:8
  |
2 | title: 計畫
  |        ^^^^
  |
  = help: write the page in simplified characters; if all pages of this language are in traditional ones, write `tag: zh-Hant` for it in site.yaml

1 warning

"#]],
    );
}

#[test]
fn an_english_page() {
    let body = "Okinawa (沖縄) and Hohhot (ᠬᠥᠬᠡ ᠬᠣᠲᠠ)\n\n\
        東京 <b lang=\"ja\">東京</b> `東京` [x](https://other.example/東京) 大阪 京都（奈良）神戸, 名古屋, 福岡, 札幌";
    mentioned(
        "en",
        "title: Plan (計画)",
        body,
        str![[r#"
warning[untagged-script]: `沖縄` is in another script than this page in `en`, and nothing says in which language
 --> content/film/plan.en.md:5:10
  |
5 | Okinawa (沖縄) and Hohhot (ᠬᠥᠬᠡ ᠬᠣᠲᠠ)
  |          ^^^^
  |
  = help: write `<span lang="ja">沖縄</span>`

warning[untagged-script]: `ᠬᠥᠬᠡ ᠬᠣᠲᠠ` is in another script than this page in `en`, and nothing says in which language
 --> content/film/plan.en.md:5:26
  |
5 | Okinawa (沖縄) and Hohhot (ᠬᠥᠬᠡ ᠬᠣᠲᠠ)
  |                            ^^^^^^^^^
  |
  = help: write `<span lang="mn-Mong">ᠬᠥᠬᠡ ᠬᠣᠲᠠ</span>`

warning[untagged-script]: `東京` is in another script than this page in `en`, and nothing says in which language
 --> content/film/plan.en.md:7:1
  |
7 | 東京 <b lang="ja">東京</b> `東京` [x](https://other.example/東京) 大阪 京都（奈良）神戸, 名古...
  | ^^^^
  |
  = help: write `<span lang="…">東京</span>` with `ja`, `zh-Hans` or `zh-Hant` in place of the dots

warning[untagged-script]: `大阪 京都（奈良）神戸` is in another script than this page in `en`, and nothing says in which language
 --> content/film/plan.en.md:7:59
  |
7 | 東京 <b lang="ja">東京</b> `東京` [x](https://other.example/東京) 大阪 京都（奈良）神戸, 名古...
  |                                                                   ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `<span lang="ja">大阪 京都（奈良）神戸</span>`

warning[untagged-script]: `名古屋` is in another script than this page in `en`, and nothing says in which language; 2 more below
 --> content/film/plan.en.md:7:72
  |
7 | ...ther.example/東京) 大阪 京都（奈良）神戸, 名古屋, 福岡, 札幌
  |                                              ^^^^^^
  |
  = help: write `<span lang="…">名古屋</span>` with `ja`, `zh-Hans` or `zh-Hant` in place of the dots

5 warnings

"#]],
    );
}

#[test]
fn the_sites_that_come_with_it_are_clean() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = Site::empty();
    for folder in ["content", "locales", "static", "templates"] {
        for (path, bytes) in bytes_of_tree(&repository.join(folder)) {
            site.write_bytes(&format!("{folder}/{path}"), &bytes);
        }
    }
    site.write_bytes(
        "site.yaml",
        &std::fs::read(repository.join("site.yaml")).unwrap(),
    );
    site.check().assert_status(0).assert_stdout("no problems\n");
    for fixture in ["small", "graph", "graph-copies", "outputs"] {
        let said = Site::fixture(fixture).check().stdout;
        for code in super::codes(&said) {
            let is_of_texts = ["wide-", "dot-", "half-width-", "untagged-", "mixed-"]
                .iter()
                .any(|start| code.starts_with(start));
            assert!(!is_of_texts, "{fixture}: {said}");
        }
    }
}
