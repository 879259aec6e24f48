//! Every text of another language than the page's says so: by `lang`, browsers choose fonts and line breaks, and screen
//! readers voices.

use crate::harness::Site;

/// A site whose texts stand in for each other wherever they may.
fn mixed() -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: {ja: 見本}\ndescription: {ja: 説明}\nbase_url: https://example.org/\ndefault_language: ja\nmissing: copy\n\
         languages:\n  ja: {name: 日本語, tag: ja}\n  zh: {name: 简体中文, tag: zh-Hans}\n\
         menus:\n  main: [news/_index, {url: /ja/, title: {ja: 入口}}]\n  footer: [news/one]\n\
         taxonomies: {tags: {name: {ja: タグ}, terms: {sea: {ja: 海}, sky: {ja: 空, zh: 天空}}}}\n",
    )
    .write("content/_index.ja.md", "---\ntitle: 表紙\n---\n\n{{ <card page=\"news/one\" /> }}\n")
    .write("content/_index.zh.md", "---\ntitle: 首页\n---\n\n{{ <card page=\"news/one\" /> }}\n")
    .write("content/news/_index.ja.md", "---\ntitle: お知らせ\n---\n")
    .write(
        "content/news/one.ja.md",
        "---\ntitle: 一\ndescription: 一つ目\ndate: 2026-01-01\ntags: [sea, sky]\ntoc: true\n---\n\n## 見出し\n\n[二](two.md)\n\n> [!NOTE]\n> 補足\n\n\
         {% <note> %}\n補足\n{% </note> %}\n\n{{ <card page=\"news/two\" /> }}\n",
    )
    .write("content/news/two.ja.md", "---\ntitle: 二\ntags: [sea]\nweight: 1\n---\n\n{{ <card page=\"news/one\" /> }}\n")
    .write("content/news/two.zh.md", "---\ntitle: 其二\ntags: [sea]\nweight: 1\n---\n\n{{ <card page=\"news/one\" /> }}\n");
    site
}

/// The texts of a page in one language, told by the nearest `lang`, each once.
fn texts_in(site: &Site, path: &str, language: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(&site.public(path));
    let body = scraper::Selector::parse("body").unwrap();
    let mut found: Vec<String> = Vec::new();
    for node in html.select(&body).next().unwrap().descendants() {
        let Some(text) = node.value().as_text().map(|text| text.trim()) else {
            continue;
        };
        let nearest = node
            .ancestors()
            .filter_map(|node| node.value().as_element())
            .find_map(|element| element.attr("lang"));
        if !text.is_empty() && nearest == Some(language) && !found.iter().any(|one| one == text) {
            found.push(text.to_owned());
        }
    }
    found
}

#[test]
fn what_stands_in_for_a_translation_says_its_language() {
    let site = mixed();
    site.build().assert_status(0);
    let japanese = |path: &str| texts_in(&site, path, "ja").join(" ");
    snapbox::assert_data_eq!(
        [
            "index.html",
            "zh/index.html",
            "zh/news/index.html",
            "zh/news/one/index.html",
            "zh/news/two/index.html",
            "zh/tags/index.html",
            "zh/404.html",
        ]
        .map(|path| format!("{path}: {}", japanese(path)))
        .join("\n"),
        snapbox::str![[r#"
index.html: 言語を選択 / 日本語 見本 説明
zh/index.html: 見本 日本語 お知らせ 入口 一 一つ目
zh/news/index.html: 見本 日本語 お知らせ 入口 一 一つ目
zh/news/one/index.html: 見本 日本語 お知らせ 入口 一 見出し 二 補足 タグ 海
zh/news/two/index.html: 見本 日本語 お知らせ 入口 一 一つ目 タグ 海
zh/tags/index.html: 見本 日本語 お知らせ 入口 タグ 海 一
zh/404.html: 見本 日本語 お知らせ 入口 一
"#]]
    );
    // And nothing in kana is taken for Chinese, nor Chinese words of the theme for Japanese.
    for path in [
        "zh/index.html",
        "zh/news/one/index.html",
        "zh/news/two/index.html",
    ] {
        let chinese = texts_in(&site, path, "zh-Hans").concat();
        let kana = chinese.chars().find(|char| matches!(char, 'ぁ'..='ヿ'));
        assert_eq!(kana, None, "{path}: {chinese}");
        assert!(chinese.contains("简体中文"), "{path}: {chinese}");
    }
}

#[test]
fn a_theme_speaks_the_languages_that_a_site_calls_by_other_codes() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: t\nbase_url: https://example.org/\ndefault_language: jp\nlanguages:\n  jp: {name: 日本語, tag: ja}\n  cn: {name: 简体中文, tag: zh-Hans-CN}\n  en-GB: {name: English, tag: en-GB}\n",
    );
    for (code, title) in [("jp", "表紙"), ("cn", "首页"), ("en-GB", "Home")] {
        let text = format!("---\ntitle: {title}\n---\n");
        site.write(&format!("content/_index.{code}.md"), &text);
    }
    site.check().assert_status(0);
    site.build().assert_status(0);
    for (page, skip) in [
        ("jp/index.html", "本文へ移動"),
        ("cn/index.html", "跳到正文"),
        ("en-GB/index.html", "Skip to content"),
    ] {
        let html = site.public(page);
        assert!(html.contains(skip), "{page} {html}");
    }
    // Traditional characters are not what `zh` of the theme has.
    site.edit("site.yaml", "zh-Hans-CN", "zh-Hant");
    let run = site.check();
    run.assert_status(1);
    assert!(run.stdout.contains("missing in `cn`"), "{}", run.stdout);
}
