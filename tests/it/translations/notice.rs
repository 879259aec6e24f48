//! What readers of a translation are told, edit by edit.

use scraper::{ElementRef, Html, Selector};
use yuimaru::project::{Changes, Difference, Options, Project};

use crate::harness::Site;

const CONFIG: &str = "\
title: Site
base_url: https://example.org/sub/
default_language: ja
languages:
  ja: {name: 日本語, tag: ja}
  zh: {name: 简体中文, tag: zh-Hans}
  en: {name: English, tag: en}
";

fn site() -> Site {
    let site = Site::empty();
    site.write("site.yaml", CONFIG);
    for (code, title, day, text) in [
        (
            "ja",
            "旅の計画",
            "締め切りは2026年4月1日です。",
            "荷物は少なめに。",
        ),
        ("zh", "旅行计划", "截止日期为2026年4月1日。", "行李请从简。"),
        (
            "en",
            "Travel plan",
            "The deadline is April 1, 2026.",
            "Travel light.",
        ),
    ] {
        site.write(
            &format!("content/_index.{code}.md"),
            &format!("---\ntitle: {title} {code}\n---\n\n{text}\n"),
        );
        site.write(
            &format!("content/plan.{code}.md"),
            &format!("---\ntitle: {title}\n---\n\n{day}\n\n{text}\n"),
        );
    }
    site
}

/// A notice as readers get it.
#[derive(Debug, PartialEq, Eq)]
struct Notice {
    class: String,
    label: String,
    paragraphs: Vec<String>,
    href: String,
    hreflang: String,
}

impl Notice {
    fn of(aside: ElementRef<'_>) -> Notice {
        let attribute = |element: ElementRef<'_>, name: &str| {
            element.value().attr(name).unwrap_or_default().to_owned()
        };
        let all = |selector: &str| -> Vec<_> {
            aside.select(&Selector::parse(selector).unwrap()).collect()
        };
        let links = all("a");
        assert_eq!(links.len(), 1);
        assert_eq!(attribute(aside, "role"), "note");
        Notice {
            class: attribute(aside, "class"),
            label: attribute(aside, "aria-label"),
            paragraphs: all("p")
                .iter()
                .map(|element| element.text().collect())
                .collect(),
            href: attribute(links[0], "href"),
            hreflang: attribute(links[0], "hreflang"),
        }
    }
}

/// What the finished page says of itself; on the way its markup is looked at.
#[track_caller]
fn notice(site: &Site, path: &str) -> Option<Notice> {
    let html = Html::parse_document(&site.public(path));
    assert!(html.errors.is_empty(), "{path}: {:?}", html.errors);
    let mut found = html
        .select(&Selector::parse("main aside.notice").unwrap())
        .map(Notice::of)
        .collect::<Vec<_>>();
    assert!(found.len() < 2, "{found:?}");
    found.pop()
}

#[track_caller]
fn class(site: &Site, path: &str) -> Option<String> {
    let class = notice(site, path)?.class;
    Some(class.strip_prefix("notice notice-").unwrap().to_owned())
}

/// Those of the page `plan`, by language.
#[track_caller]
fn classes(site: &Site) -> [Option<String>; 3] {
    site.build().assert_status(0);
    ["ja", "zh", "en"].map(|code| class(site, &format!("{code}/plan/index.html")))
}

fn of(classes: [&str; 3]) -> [Option<String>; 3] {
    classes.map(|class| (!class.is_empty()).then(|| class.to_owned()))
}

#[test]
fn readers_are_told_what_the_original_says_otherwise_until_the_translation_is_accepted() {
    let site = site();
    assert_eq!(classes(&site), of(["", "", ""]));
    // Nobody has said yet what is a translation of what.
    site.edit("content/plan.ja.md", "少なめに", "軽く");
    assert_eq!(classes(&site), of(["", "", ""]));

    site.run(&["adopt"]).assert_status(0);
    assert_eq!(classes(&site), of(["", "", ""]));
    site.edit("content/plan.ja.md", "軽く", "できるだけ軽く");
    assert_eq!(classes(&site), of(["", "minor", "minor"]));
    assert_eq!(class(&site, "zh/index.html"), None);

    site.edit("content/plan.ja.md", "4月1日", "4月8日");
    assert_eq!(classes(&site), of(["", "facts", "facts"]));

    // A translation that was edited is not yet one that somebody looked over.
    site.edit("content/plan.zh.md", "4月1日", "4月8日").edit(
        "content/plan.zh.md",
        "从简",
        "尽量从简",
    );
    assert_eq!(classes(&site), of(["", "facts", "facts"]));
    site.run(&["accept", "plan", "--lang", "zh"])
        .assert_status(0);
    assert_eq!(classes(&site), of(["", "", "facts"]));

    site.edit("content/plan.ja.md", "4月8日", "4月1日");
    assert_eq!(classes(&site), of(["", "facts", "minor"]));
}

#[test]
fn each_language_has_its_words() {
    let site = site();
    site.run(&["adopt"]).assert_status(0);
    let told = |path: &str| {
        site.build().assert_status(0);
        notice(&site, path).unwrap()
    };
    site.edit("content/plan.ja.md", "少なめに", "軽く");
    assert_eq!(
        told("zh/plan/index.html"),
        Notice {
            class: "notice notice-minor".to_owned(),
            label: "关于译文".to_owned(),
            paragraphs: vec![
                "翻译之后原文有过修改，本页部分内容可能不是最新的。".to_owned(),
                "查看原文页面（日本語）".to_owned(),
            ],
            href: "/sub/ja/plan/".to_owned(),
            hreflang: "ja".to_owned(),
        }
    );
    site.edit("content/plan.ja.md", "4月1日", "4月8日");
    assert_eq!(
        told("en/plan/index.html").paragraphs,
        [
            "Dates, numbers or addresses in the original page have been changed. Those on this page may be wrong: \
             please check the original.",
            "Open the original page (日本語)",
        ]
    );
    // Where another language was first, Japanese readers are those who are told.
    let site = self::site();
    site.edit("site.yaml", "languages:", "l10n: {origin: en}\nlanguages:");
    site.run(&["adopt"]).assert_status(0);
    site.edit("content/plan.en.md", "April 1", "April 8");
    site.build().assert_status(0);
    assert_eq!(
        notice(&site, "ja/plan/index.html").unwrap().paragraphs,
        [
            "原文の日付・数字・連絡先などが変更されています。このページの記載は古い可能性がありますので、必ず原文をご確認ください。",
            "原文のページを見る（English）",
        ]
    );
}

#[test]
fn what_a_machine_made_says_so_whether_it_is_watched_or_not() {
    let site = site();
    site.edit(
        "content/plan.en.md",
        "title: Travel plan\n",
        "title: Travel plan\nl10n: {machine: true}\n",
    );
    assert_eq!(classes(&site), of(["", "", "machine"]));
    site.run(&["adopt"]).assert_status(0);
    assert_eq!(classes(&site), of(["", "", "machine"]));
    site.edit("content/plan.ja.md", "4月1日", "4月8日");
    assert_eq!(classes(&site), of(["", "facts", "facts"]));
    let paragraphs = notice(&site, "en/plan/index.html").unwrap().paragraphs;
    assert_eq!(
        paragraphs[1],
        "This page is a machine translation that nobody has reviewed yet."
    );
    // What is said of all versions makes no machine of the original.
    let site = self::site();
    site.write("content/plan.yaml", "l10n: {machine: true}\n");
    assert_eq!(classes(&site), of(["", "machine", "machine"]));
}

#[test]
fn a_translation_of_a_translation_is_as_old_as_its_source() {
    let site = site();
    site.run(&["accept", "plan", "--lang", "zh"])
        .assert_status(0);
    site.run(&["accept", "plan", "--lang", "en", "--from", "zh"])
        .assert_status(0);
    site.edit("content/plan.ja.md", "4月1日", "4月8日");
    assert_eq!(classes(&site), of(["", "facts", "facts"]));
    // The Chinese page is no better than the English one: only the original is.
    let told = notice(&site, "en/plan/index.html").unwrap();
    assert_eq!(told.href, "/sub/ja/plan/");
}

#[test]
fn sections_tell_on_their_first_page_and_copies_on_all() {
    let site = site();
    site.edit(
        "site.yaml",
        "languages:",
        "missing: copy\npaginate: 1\nlanguages:",
    );
    for number in 1..=2 {
        site.write(
            &format!("content/news/n{number}.ja.md"),
            "---\ntitle: 記事\n---\n\n本文。\n",
        );
    }
    for (code, text) in [("ja", "お知らせ。"), ("zh", "通知。")] {
        site.write(
            &format!("content/news/_index.{code}.md"),
            &format!("---\ntitle: {text}\n---\n\n{text}\n"),
        );
    }
    site.run(&["adopt"]).assert_status(0);
    site.edit(
        "content/news/_index.ja.md",
        "\n\nお知らせ",
        "\n\n新しいお知らせ",
    );
    site.build().assert_status(0);
    let told = |path: &str| class(&site, path);
    let some = |class: &str| Some(class.to_owned());
    assert_eq!(told("zh/news/index.html"), some("minor"));
    assert_eq!(told("zh/news/page/2/index.html"), None);
    assert_eq!(told("en/news/index.html"), some("original"));
    assert_eq!(told("en/news/page/2/index.html"), some("original"));
    assert_eq!(told("en/news/n1/index.html"), some("original"));
    assert_eq!(
        notice(&site, "en/news/n1/index.html").unwrap().href,
        "/sub/ja/news/n1/"
    );
}

#[test]
fn templates_see_what_is_known() {
    let site = site();
    site.write(
        "templates/page.html",
        "{% extends \"base.html\" %}{% block main %}<h1>x</h1>{% if page.l10n %}<pre>\
         {{ page.l10n.state }} {{ page.l10n.stale }} {{ page.l10n.percent }} {{ page.l10n.machine }} \
         {{ page.l10n.from.code }} {{ page.l10n.from.name }} {{ page.l10n.from.title }}{% if page.l10n.class %} \
         {{ page.l10n.class }}{% endif %}</pre>{% endif %}{% endblock main %}\n",
    );
    let told = |code: &str| {
        site.build().assert_status(0);
        let html = Html::parse_document(&site.public(&format!("{code}/plan/index.html")));
        let pre = html.select(&Selector::parse("pre").unwrap()).next()?;
        Some(pre.text().collect::<String>())
    };
    site.run(&["accept", "plan", "--lang", "zh"])
        .assert_status(0);
    assert_eq!(told("ja"), None);
    assert_eq!(told("en"), None);
    assert_eq!(
        told("zh").as_deref(),
        Some("current 0 100.0 false ja 日本語 旅の計画")
    );
    site.edit("content/plan.ja.md", "少なめに", "軽く");
    let told = told("zh").unwrap();
    assert!(
        told.starts_with("stale 1 ") && told.ends_with(" minor"),
        "{told}"
    );
}

#[test]
fn an_edit_of_an_original_makes_its_translations_new_while_they_say_something_new() {
    let site = site();
    site.run(&["adopt"]).assert_status(0);
    let mut project = Project::open(Options {
        root: site.root().to_owned(),
        ..Options::default()
    });
    project.refresh(Changes::Unknown);
    let mut edited = |from: &str, to: &str| {
        site.edit("content/plan.ja.md", from, to);
        match &project.refresh(Changes::Unknown).difference {
            Difference::Texts(files) => files.iter().map(|path| path.to_string()).collect(),
            Difference::Everything => vec!["everything".to_owned()],
        }
    };
    let all = [
        "content/plan.en.md",
        "content/plan.ja.md",
        "content/plan.zh.md",
    ];
    assert_eq!(edited("荷物は少なめに", "荷物はごく軽く"), all);
    assert_eq!(
        edited("ごく軽く", "とても軽い"),
        all,
        "another share is stale"
    );
    assert_eq!(edited("とても軽い", "とても重い"), ["content/plan.ja.md"]);
    site.run(&["accept", "plan", "--lang", "zh", "--unchanged-ok"])
        .assert_status(0);
    assert_eq!(
        edited("とても重い", "とても軽い"),
        ["everything"],
        "a lock is new"
    );
}
