//! East Asian text from Markdown to the finished site.

use crate::harness::Site;

const CONFIG: &str = "\
title: {ja: 結い, zh: 互助, en: Yui}
base_url: https://example.org/
default_language: ja
languages:
  ja: {name: 日本語, tag: ja}
  zh: {name: 简体中文, tag: zh-Hans}
  en: {name: English, tag: en}
";

fn site() -> Site {
    let site = Site::empty();
    site.write("site.yaml", CONFIG);
    for (lang, title) in [("ja", "結い"), ("zh", "互助"), ("en", "Yui")] {
        site.write(
            &format!("content/_index.{lang}.md"),
            &format!("---\ntitle: {title}\n---\n"),
        );
    }
    site
}

#[test]
fn ruby_stands_in_text_alone() {
    let site = site();
    site.write(
        "content/news/_index.ja.md",
        "---\ntitle: 知らせ\n---\n",
    )
    .write(
        "content/news/a.ja.md",
        "---\ntitle: '{國場|こくば}氏の話'\ndate: 2012-01-19\ntoc: true\n---\n\n\
         {漢字|かん|じ}と**「強調」**で\n始まる文。\n\n## {協定|きょうてい}の話\n\n[{紅型|びんがた}](#協定の話)\n",
    )
    .build()
    .assert_status(0);
    let page = site.public("ja/news/a/index.html");
    for expected in [
        "<h1><ruby>國場<rp>（</rp><rt>こくば</rt><rp>）</rp></ruby>氏の話</h1>",
        "<title>國場氏の話 | 結い</title>",
        "content=\"漢字と「強調」で始まる文。\"",
        "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>と<strong>「強調」</strong>で始まる文。</p>",
        "<h2 id=\"協定の話\"><ruby>協定<rp>（</rp><rt>きょうてい</rt><rp>）</rp></ruby>の話</h2>",
        "<a href=\"#%E5%8D%94%E5%AE%9A%E3%81%AE%E8%A9%B1\">協定の話</a>",
        "<a href=\"#%E5%8D%94%E5%AE%9A%E3%81%AE%E8%A9%B1\"><ruby>紅型",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let feed = site.public("ja/atom.xml");
    assert!(feed.contains("<title>國場氏の話</title>"), "{feed}");
    assert!(
        feed.contains("漢字と&lt;strong&gt;") && !feed.contains("ruby"),
        "{feed}"
    );
    assert!(!site.public("ja/news/index.html").contains("{"));
}

#[test]
fn titles_are_ordered_by_what_their_ruby_reads() {
    let site = site();
    site.write("content/places/_index.ja.md", "---\ntitle: 場所\n---\n");
    for (file, title) in [
        ("1", "'{石垣|いしがき}'"),
        ("2", "'{首里|しゅり}'"),
        ("3", "あだん"),
        ("4", "'{那覇|なは}'"),
    ] {
        site.write(
            &format!("content/places/{file}.ja.md"),
            &format!("---\ntitle: {title}\n---\n"),
        );
    }
    site.build().assert_status(0);
    let list = site.public("ja/places/index.html");
    let places: Vec<usize> = ["あだん", "石垣", "首里", "那覇"]
        .iter()
        .map(|title| list.rfind(&format!(">{title}</a>")).expect(title))
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{list}");
}

#[test]
fn reading_time_is_that_of_the_language() {
    let site = site();
    let body = "字".repeat(1250);
    for lang in ["ja", "zh", "en"] {
        site.write(
            &format!("content/long.{lang}.md"),
            &format!(
                "---\ntitle: x\n---\n\n{}\n",
                if lang == "en" {
                    "word ".repeat(470)
                } else {
                    body.clone()
                }
            ),
        );
    }
    site.write(
        "templates/page.html",
        "{{ page.reading_time }} {{ page.content | striptags | wordcount }} {{ \"海だ。空だ。島だ。\" | truncate(length=7, at=\"sentence\") }}",
    )
    .build()
    .assert_status(0);
    assert_eq!(site.public("ja/long/index.html"), "2 1250 海だ。空だ。");
    assert_eq!(site.public("zh/long/index.html"), "3 1250 海だ。空だ。");
    assert_eq!(site.public("en/long/index.html"), "2 470 海だ。空だ。");
}

#[test]
fn an_edit_of_ruby_changes_the_page_and_its_lists() {
    let site = site();
    site.write("content/a.ja.md", "---\ntitle: a\n---\n\n{漢字|かんじ}\n")
        .build()
        .assert_status(0);
    site.edit("content/a.ja.md", "{漢字|かんじ}", "{漢字|か|ん|じ}");
    let run = site.build();
    run.assert_status(0);
    assert!(
        run.stderr.contains("ruby-readings") && run.stderr.contains("content/a.ja.md:5:1"),
        "{}",
        run.stderr
    );
    site.edit("content/a.ja.md", "{漢字|か|ん|じ}", "{漢字|かん|じ}")
        .build()
        .assert_status(0);
    assert!(site.public("ja/a/index.html").contains("<rt>かん</rt>"));
}

#[test]
fn names_from_other_systems_are_the_same_names() {
    let site = site();
    // As macOS writes a name: the mark apart from its letter.
    site.write(
        "content/カ\u{3099}イド.ja.md",
        "---\ntitle: ガイド\n---\n\n## ＡＢＣ　案内\n",
    )
    .write(
        "content/ガイド.en.md",
        "---\ntitle: Guide\n---\n\n[ja](/ja/ガイド/#abc-案内) [en](カ\u{3099}イド.md)\n",
    )
    .check()
    .assert_status(0);
    site.build().assert_status(0);
    let page = site.public("en/ガイド/index.html");
    for expected in [
        "<a href=\"/ja/%E3%82%AC%E3%82%A4%E3%83%89/#abc-%E6%A1%88%E5%86%85\">ja</a>",
        "<a href=\"/en/%E3%82%AC%E3%82%A4%E3%83%89/\">en</a>",
        "hreflang=\"ja\" href=\"https://example.org/ja/%E3%82%AC%E3%82%A4%E3%83%89/\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn spaces_that_are_text_stay() {
    let site = site();
    site.write(
        "content/a.ja.md",
        "---\ntitle: 　字\u{202F}\n---\n\n　字下げ。\n\n## 　見\u{FE00}\n\nᠮᠣᠩᠭᠣᠯ\u{202F}ᠤᠨ\u{180B}\n",
    )
    .build()
    .assert_status(0);
    let page = site.public("ja/a/index.html");
    for expected in [
        "<h1>　字\u{202F}</h1>",
        "<p>　字下げ。</p>",
        ">　見\u{FE00}</h2>",
        "<p>ᠮᠣᠩᠭᠣᠯ\u{202F}ᠤᠨ\u{180B}</p>",
        "content=\"　字下げ。\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}
