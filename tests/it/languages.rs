//! Every text of another language than the page's says so: by `lang`, browsers choose fonts and line breaks, and screen
//! readers voices.

use crate::graph_laws::Published;
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

fn hrefs(site: &Site, path: &str, selector: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(&site.public(path));
    let selector = scraper::Selector::parse(selector).unwrap();
    let show = |found: scraper::ElementRef<'_>| {
        let attribute = |name: &str| found.attr(name).unwrap_or("-").to_owned();
        format!("{} {}", attribute("href"), attribute("hreflang"))
    };
    html.select(&selector).map(show).collect()
}

const THREE: &str = "title: Site\nbase_url: https://example.org/\ndefault_language: ja\nlanguages:\n  \
     ja: {name: 日本語, tag: ja}\n  zh: {name: 中文, tag: zh-Hans}\n  en: {name: English, tag: en}\n";

/// The default language has the root to itself only where it has anything.
#[test]
fn the_root_is_never_empty() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        &format!("{THREE}default_language_at_root: true\n"),
    )
    .write("content/_index.en.md", "---\ntitle: Home\n---\n")
    .write("content/a.zh.md", "---\ntitle: A\n---\n");
    site.build().assert_status(0);
    assert_eq!(
        hrefs(&site, "index.html", "[data-chooser] a"),
        ["/zh/ zh-Hans", "/en/ en"]
    );
    let published = Published::read(&site.bytes_of_tree("public"), "https://example.org/");
    published.assert_lawful();
    let alternates = hrefs(&site, "en/index.html", "link[hreflang=x-default]");
    assert_eq!(alternates, ["https://example.org/ x-default"]);
    site.write("content/_index.ja.md", "---\ntitle: 家\n---\n");
    site.build().assert_status(0);
    assert!(hrefs(&site, "index.html", "[data-chooser] a").is_empty());
}

/// What a site has at its root stays there. Only a site that asks for the chooser has two things in one place then.
#[test]
fn a_root_of_the_site_s_own_is_no_chooser() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        &format!("{THREE}default_language_at_root: true\n"),
    )
    .write("content/_index.en.md", "---\ntitle: Home\n---\n")
    .write("content/a.zh.md", "---\ntitle: A\n---\n")
    .write("static/index.html", "<title>Own</title>");
    site.build().assert_status(0);
    assert_eq!(site.public("index.html"), "<title>Own</title>");
    let alternates = hrefs(&site, "zh/index.html", "link[hreflang=x-default]");
    assert_eq!(alternates, ["https://example.org/en/ x-default"]);
    let sitemap = site.public("sitemap.xml");
    assert!(
        !sitemap.contains("<loc>https://example.org/</loc>"),
        "{sitemap}"
    );
    site.edit("site.yaml", "at_root: true", "at_root: false");
    let said = site.run(&["build"]).stderr;
    assert!(said.contains("error[same-url]"), "{said}");
}

/// A list may have fewer parts in another language, and is there all the same.
#[test]
fn parts_of_lists_lead_to_the_list_in_another_language() {
    let site = Site::empty();
    site.write("site.yaml", &format!("{THREE}missing: hide\npaginate: 2\n"));
    for (code, count) in [("ja", 5), ("en", 3), ("zh", 1)] {
        site.write(&format!("content/_index.{code}.md"), "---\ntitle: H\n---\n")
            .write(
                &format!("content/news/_index.{code}.md"),
                "---\ntitle: N\n---\n",
            );
        for number in 1..=count {
            let text = format!("---\ntitle: N{number}\ntags: [a]\n---\n\nText.\n");
            site.write(&format!("content/news/n{number}.{code}.md"), &text);
        }
    }
    site.build().assert_status(0);
    for list in ["news", "tags/a"] {
        let path = format!("ja/{list}/page/3/index.html");
        assert_eq!(
            hrefs(&site, &path, ".languages a"),
            [
                format!("/zh/{list}/ zh-Hans"),
                format!("/en/{list}/page/2/ en")
            ]
        );
        let alternates = hrefs(&site, &path, "link[rel=alternate][hreflang]");
        assert_eq!(alternates.len(), 2, "{alternates:?}");
    }
}

/// A copy is a page of the reader's language, and so is the way to it.
#[test]
fn links_to_copies_are_links_within_the_language() {
    let site = Site::empty();
    site.write("site.yaml", &format!("{THREE}missing: copy\n"))
        .write("content/_index.ja.md", "---\ntitle: 家\n---\n")
        .write(
            "content/_index.en.md",
            "---\ntitle: H\n---\n\n[a](a.md) [b](b.md)\n",
        )
        .write("content/a.ja.md", "---\ntitle: A\n---\n")
        .write("content/b.ja.md", "---\ntitle: B\nmissing: link\n---\n");
    site.build().assert_status(0);
    assert_eq!(
        hrefs(&site, "en/index.html", ".prose a"),
        ["/en/a/ -", "/ja/b/ ja"]
    );
}
