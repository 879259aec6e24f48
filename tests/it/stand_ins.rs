//! Languages that a site has and the theme has no texts for: what is said in the words of another language is true all
//! the same, and says which language it is in and how that runs.

use scraper::{ElementRef, Html, Selector};

use crate::harness::Site;

/// Traditional Chinese and Arabic borrow the theme's texts.
fn site() -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: Site\nbase_url: https://example.org/\ndefault_language: en\nmissing: copy\nlanguages:\n  \
         en: {name: English, tag: en}\n  zh: {name: 简体中文, tag: zh-Hans}\n  \
         tw: {name: 繁體中文, tag: zh-Hant, fallback: [zh]}\n  ar: {name: العربية, tag: ar, fallback: [en]}\n",
    );
    for code in ["en", "zh", "tw", "ar"] {
        site.write(
            &format!("content/_index.{code}.md"),
            &format!("---\ntitle: Home {code}\n---\n"),
        );
    }
    site
}

fn selected(site: &Site, path: &str, selector: &str, show: fn(ElementRef<'_>) -> String) -> String {
    let html = Html::parse_document(&site.public(path));
    let selector = Selector::parse(selector).unwrap();
    let found: Vec<String> = html.select(&selector).map(show).collect();
    found.join("\n")
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// The language and direction that an element sets, and its text.
fn turned(element: ElementRef<'_>) -> String {
    let attribute = |name: &str| element.attr(name).unwrap_or("-").to_owned();
    format!(
        "{} {}: {}",
        attribute("lang"),
        attribute("dir"),
        text(element).trim()
    )
}

#[test]
fn borrowed_words_name_the_language_that_is_missing() {
    let site = site();
    site.write("content/a.en.md", "---\ntitle: A\nmissing: hide\n---\n")
        .write("content/b.en.md", "---\ntitle: B\n---\n")
        .write("content/c.zh.md", "---\ntitle: C\n---\n");
    site.build().assert_status(0);
    snapbox::assert_data_eq!(
        selected(&site, "en/a/index.html", ".languages small", turned),
        snapbox::str![[r#"
- -: （本页无简体中文版，前往首页）
zh-Hans -: （本页无繁體中文版，前往首页）
en ltr: (no العربية version; to the home page)
"#]]
    );
    for (path, said) in [
        (
            "ar/b/index.html",
            "This page has not been translated into العربية yet. You are reading the original text.",
        ),
        ("zh/b/index.html", "本页尚无简体中文版，以下为原文。"),
        ("tw/b/index.html", "本页尚无繁體中文版，以下为原文。"),
        (
            "en/c/index.html",
            "This page has not been translated into English yet. You are reading the original text.",
        ),
    ] {
        let notice = selected(&site, path, ".notice-original p:first-child", text);
        assert_eq!(notice, said, "{path}");
    }
}

#[test]
fn texts_that_run_the_other_way_say_so() {
    let site = site();
    site.write(
        "content/s/_index.ar.md",
        "---\ntitle: قسم\ndescription: وصف\ntoc: true\n---\n\n## عنوان\n\nنص\n",
    )
    .write(
        "content/s/sub/_index.ar.md",
        "---\ntitle: فرع\ndescription: وصف الفرع\n---\n",
    )
    .write(
        "content/s/one.ar.md",
        "---\ntitle: واحد\ntoc: true\nweight: 1\n---\n\n## عنوان\n\nنص\n",
    )
    .write(
        "content/s/two.ar.md",
        "---\ntitle: اثنان\nweight: 2\n---\n\n{{ <card page=\"d\" /> }}\n",
    )
    .write(
        "content/s/link.ar.md",
        "---\ntitle: رابط\nweight: 3\nmissing: link\n---\n\nنص\n",
    )
    .write(
        "content/d.en.md",
        "---\ntitle: D\n---\n\n{{ <card page=\"s/one\" /> }}\n",
    );
    site.edit(
        "site.yaml",
        "title: Site\n",
        "title: Site\nmenus: {main: [s/_index], footer: [s/one]}\n",
    );
    site.build().assert_status(0);
    let turned_in = |path: &str| selected(&site, path, "body [lang]", turned);
    for path in [
        "en/s/index.html",
        "en/s/one/index.html",
        "en/s/two/index.html",
        "en/d/index.html",
    ] {
        for line in turned_in(path)
            .lines()
            .filter(|line| line.starts_with("ar "))
        {
            assert!(line.starts_with("ar rtl: "), "{path}: {line}");
        }
    }
    snapbox::assert_data_eq!(
        turned_in("en/s/index.html"),
        snapbox::str![[r#"
en -: English
zh-Hans -: 简体中文
zh-Hant -: 繁體中文
ar rtl: العربية
ar rtl: قسم
ar rtl: قسم
ar rtl: وصف
ar rtl: العربية
ar rtl: عنوان
ar rtl: عنوان
نص
ar rtl: فرع
ar rtl: وصف الفرع
ar rtl: واحد
ar rtl: نص
ar rtl: اثنان
ar rtl: رابط
ar rtl: العربية
ar rtl: نص
ar rtl: واحد
"#]]
    );
    // The text of a copy runs as it does, and what is English in it as English does.
    snapbox::assert_data_eq!(
        selected(&site, "en/s/two/index.html", ".prose, .card a", turned),
        snapbox::str![[r#"
ar rtl: D
en ltr: D
"#]]
    );
    // Nothing is said where all runs one way.
    assert!(!turned_in("ar/s/index.html").contains("ar rtl"));
    assert!(turned_in("zh/index.html").contains("en -: D"));
}

/// Names of `site.yaml` and words of the theme that stand in, on pages that run the other way.
#[test]
fn names_that_stand_in_say_how_they_run() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: {en: Exchange (Okinawa)}\ndescription: {en: About}\nbase_url: https://example.org/\ndefault_language: ar\n\
         missing: hide\npaginate: 1\nlanguages:\n  ar: {name: العربية, tag: ar, fallback: [en]}\n  en: {name: English, tag: en}\n\
         taxonomies: {tags: {terms: {sea: {en: Sea}}}, places: {name: {en: Places}, terms: {sky: {ar: سماء}}},\n    \
         odd: {name: {en: \"{2}\"}, terms: {one: {en: \"{1}\"}}}}\n",
    )
    .write("content/a.ar.md", "---\ntitle: واحد\ndate: 2026-01-01\ntaxonomies: {tags: [sea], places: [sky], odd: [one]}\n---\n")
    .write("content/b.ar.md", "---\ntitle: اثنان\n---\n")
    .write("content/_index.en.md", "---\ntitle: Home\n---\n");
    site.build().assert_status(0);
    let rows = [
        ("index.html", ".choices [lang]"),
        ("index.html", "h1 > span"),
        (
            "ar/index.html",
            "h1, .site-title a, .site-footer p:first-child a",
        ),
        ("ar/a/index.html", ".breadcrumbs a, .terms dt, .terms a"),
        ("ar/tags/index.html", "h1, .term-list a"),
        ("ar/tags/sea/index.html", "h1 span"),
        ("ar/places/sky/index.html", "h1 span"),
        ("ar/odd/one/index.html", "h1 span"),
        ("ar/404.html", "h1, .prose > p"),
        ("404.html", "h1, .prose > p"),
    ];
    let found =
        rows.map(|(path, selector)| format!("{path}\n{}", selected(&site, path, selector, turned)));
    snapbox::assert_data_eq!(
        found.join("\n"),
        snapbox::str![[r#"
index.html
ar rtl: العربية Exchange (Okinawa)
About
en ltr: Exchange (Okinawa)
en ltr: About
en ltr: English Exchange (Okinawa)
About
index.html
en ltr: Choose a language /
en ltr: Choose a language
ar/index.html
en ltr: Exchange (Okinawa)
en ltr: Exchange (Okinawa)
en ltr: Exchange (Okinawa)
ar/a/index.html
en ltr: Exchange (Okinawa)
en ltr: Tags
en ltr: Sea
en ltr: Places
- -: سماء
en ltr: {2}
en ltr: {1}
ar/tags/index.html
en ltr: Tags
en ltr: Sea
ar/tags/sea/index.html
en ltr: Tags
en ltr: Sea
ar/places/sky/index.html
en ltr: Places
- -: سماء
ar/odd/one/index.html
en ltr: {2}
en ltr: {1}
ar/404.html
en ltr: Page not found
en ltr: There is no page at this address. It may have been moved or deleted, or the address may contain a mistake.
en ltr: Go to the home page: Exchange (Okinawa)
404.html
en ltr: Page not found
en ltr: There is no page at this address. It may have been moved or deleted, or the address may contain a mistake.
en ltr: Go to the home page: Exchange (Okinawa)
"#]]
    );
    let feed = site.public("ar/atom.xml");
    for part in [
        "<title xml:lang=\"en\">Exchange (Okinawa)</title>",
        "<subtitle xml:lang=\"en\">About</subtitle>",
        "<category term=\"sea\" label=\"Sea\" xml:lang=\"en\"/>",
        "<category term=\"sky\" label=\"سماء\"/>",
    ] {
        assert!(feed.contains(part), "{part}\n{feed}");
    }
    let said = site.run(&["build"]);
    assert!(
        said.stderr
            .contains("until then the site's title stands in"),
        "{}",
        said.stderr
    );
}

/// Brackets are as wide as the characters of the language.
#[test]
fn brackets_are_those_of_the_language() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: S\nbase_url: https://example.org/\ndefault_language: ja\nmissing: copy\npaginate: 1\nlanguages:\n  \
         ja: {name: 日本語, tag: ja}\n  zh: {name: 中文, tag: zh-Hans}\n  en: {name: English, tag: en}\n",
    );
    for code in ["ja", "zh", "en"] {
        site.write(&format!("content/_index.{code}.md"), "---\ntitle: H\n---\n")
            .write(
                &format!("content/n/_index.{code}.md"),
                "---\ntitle: N\n---\n",
            );
    }
    site.write("content/n/b.ja.md", "---\ntitle: B\n---\n")
        .write("content/n/a.ja.md", "---\ntitle: A\n---\n");
    site.build().assert_status(0);
    let title = |code: &str| selected(&site, &format!("{code}/n/page/2/index.html"), "title", text);
    assert_eq!(title("ja"), "N（2ページ中2ページ目） | S");
    assert_eq!(title("zh"), "N（第2页，共2页） | S");
    assert_eq!(title("en"), "N (Page 2 of 2) | S");
    assert_eq!(
        selected(&site, "zh/n/b/index.html", ".notice a", text),
        "查看原文页面（日本語）"
    );
    // Languages that the theme does not know need no words for them.
    let words = std::fs::read_to_string("themes/default/locales/en/theme.ftl").unwrap();
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: S\nbase_url: https://example.org/\ndefault_language: de\npaginate: 1\nlanguages:\n  \
         de: {name: Deutsch}\n  yue: {name: 粵語}\n",
    );
    for code in ["de", "yue"] {
        site.write(&format!("locales/{code}/own.ftl"), &words)
            .write(
                &format!("content/n/_index.{code}.md"),
                "---\ntitle: N\n---\n",
            )
            .write(&format!("content/n/b.{code}.md"), "---\ntitle: B\n---\n")
            .write(&format!("content/n/a.{code}.md"), "---\ntitle: A\n---\n");
    }
    site.build().assert_status(0);
    let title = |code: &str| selected(&site, &format!("{code}/n/page/2/index.html"), "title", text);
    assert_eq!(title("de"), "N (Page 2 of 2) | S");
    assert_eq!(title("yue"), "N（Page 2 of 2） | S");
    // By what is in them, not by what the site calls the language.
    let day = "---\ntitle: H\n---\n\nOn {{ <day value=\"2026-04-01\" era={true} /> }}\n";
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: S\nbase_url: https://example.org/\ndefault_language: en\nlanguages:\n  en: {name: English, tag: en}\n  \
         jp: {name: 和文, tag: ja, fallback: [en]}\n",
    )
    .write("content/_index.jp.md", day)
    .write("content/_index.en.md", day);
    site.build().assert_status(0);
    let days = |code: &str| selected(&site, &format!("{code}/index.html"), ".prose p", text);
    assert_eq!(days("jp"), "On 2026年4月1日（令和8年4月1日）");
    assert!(days("en").starts_with("On April 1, 2026 ("));
}
