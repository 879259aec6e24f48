mod sample;

use scraper::{ElementRef, Html as Page, Selector};

use super::*;
use sample::{cell, language, row, sample};

fn select<'a>(page: &'a Page, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    let words: Vec<String> = element
        .text()
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect();
    words.join(" ")
}

fn texts(page: &Page, selector: &str) -> Vec<String> {
    select(page, selector).into_iter().map(text).collect()
}

/// What holds of every dashboard.
#[track_caller]
fn assert_harmless(html: &str) -> Page {
    let page = Page::parse_document(html);
    assert_eq!(page.errors, Vec::<String>::new());
    for foreign in ["script", "link", "img", "iframe", "form", "object", "base"] {
        assert!(select(&page, foreign).is_empty(), "{foreign}");
    }
    let mut ids = Vec::new();
    for element in select(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}");
            assert!(name != "src" && name != "action", "{name}");
            assert!(name != "href" || value.starts_with("#page-"), "{value}");
            if name == "id" {
                ids.push(value);
            }
        }
    }
    for link in select(&page, "a[href]") {
        let target = link.value().attr("href").unwrap();
        assert!(ids.contains(&target.trim_start_matches('#')), "{target}");
    }
    let style = select(&page, "style")[0].text().collect::<String>();
    assert!(!style.contains("url(") && !style.contains("@import"));
    page
}

#[test]
fn the_matrix() {
    let page = assert_harmless(&html(&sample()));
    assert_eq!(
        texts(&page, "title"),
        ["Translations: 沖縄・内モンゴル交流プログラム"]
    );
    assert_eq!(
        texts(&page, ".matrix th[scope=col]"),
        ["Page", "简体中文", "English"]
    );
    assert_eq!(
        texts(&page, ".matrix tbody tr"),
        [
            "映画プロジェクト film/plan stale: error 92.5% 2 blocks, for 3 weeks stale: error 61% 4 blocks, for 3 weeks",
            "保養地計画 resort/plan untracked missing: warning",
            "沖縄 tourism/okinawa current 100% pivot-stale 99.9% 1 block",
        ]
    );
    assert_eq!(
        texts(&page, ".current summary"),
        ["2 pages current in every language"]
    );
    assert_eq!(
        texts(&page, ".current li"),
        ["ようこそ _index", "このサイトについて about"]
    );
    assert_eq!(select(&page, "thead th[lang=zh-Hans]").len(), 1);
    let languages = texts(&page, ".total");
    assert_eq!(
        languages,
        [
            "简体中文 78.5% 3 / 5 pages current, 2 blocks to look at",
            "English 72.1% 2 / 5 pages current, 5 blocks to look at",
        ]
    );
    assert_eq!(
        texts(
            &page,
            "section[aria-labelledby=messages] p, section[aria-labelledby=messages] tbody tr"
        ),
        [
            "1 / 2 messages current",
            "nav-film 简体中文 stale: warning locales/zh/main.ftl:3"
        ]
    );
}

#[test]
fn the_three_columns() {
    let page = assert_harmless(&html(&sample()));
    // The one page that has something to look at.
    assert_eq!(
        texts(&page, ".page summary"),
        ["映画プロジェクト film/plan 6 blocks"]
    );
    assert_eq!(texts(&page, ".page h3"), ["简体中文", "English"]);
    assert_eq!(
        texts(&page, ".page article"),
        [
            "paragraph changed: error Changed facts: date \
             Source then 申込みは2026年4月1日から受け付けます。締切は 5月20 日です。 \
             Source now content/film/plan.ja.md:12 申込みは2026年4月1日から受け付けます。締切は 6月30 日です。 \
             Translation content/film/plan.zh.md:11 报名自2026年4月1日开始，5月20日截止。",
            "paragraph added Source then Not there. \
             Source now content/film/plan.ja.md:12 雨天の場合は室内で行います。 \
             Translation content/film/plan.zh.md:11 Not there.",
            "paragraph changed: error Changed facts: date \
             Source then 申込みは2026年4月1日から受け付けます。締切は 5月20 日です。 \
             Source now content/film/plan.ja.md:12 申込みは2026年4月1日から受け付けます。締切は 6月30 日です。 \
             Translation content/film/plan.en.md:11 Applications open on April 1, 2026 and close on May 20.",
            "paragraph added Source then Not there. \
             Source now content/film/plan.ja.md:12 雨天の場合は室内で行います。 \
             Translation content/film/plan.en.md:11 Not there.",
            "paragraph removed Source then 昼食が付きます。 \
             Source now content/film/plan.ja.md:12 Not there. \
             Translation content/film/plan.en.md:11 Lunch is included.",
            "paragraph changed Source then The old text is not known. \
             Source now content/film/plan.ja.md:12 那覇を出て上海で乗り換えます。 \
             Translation content/film/plan.en.md:11 We leave Naha in the morning.",
        ]
    );
    assert_eq!(texts(&page, "dd[lang=ja] del"), ["5月20", "5月20"]);
    assert_eq!(texts(&page, "dd[lang=ja] ins"), ["6月30", "6月30"]);
    assert_eq!(
        texts(&page, "dd[lang=zh-Hans]"),
        ["报名自2026年4月1日开始，5月20日截止。"]
    );
}

#[test]
fn hostile_texts() {
    let hostile = "</style></title><script>alert(1)</script>\" onclick=\"x' & \u{0}\u{1b}[31m";
    let shown = hostile.replace(['\u{0}', '\u{1b}'], "\u{fffd}");
    let text = || Some(hostile.to_owned());
    let of_block = BlockRow {
        kind: hostile.to_owned(),
        state: hostile.to_owned(),
        lang: hostile.to_owned(),
        from: hostile.to_owned(),
        facts: vec![hostile.to_owned()],
        then: text(),
        now: Some(format!("{hostile} more")),
        translation: text(),
        source_place: Some((hostile.to_owned(), 1)),
        translation_place: Some((hostile.to_owned(), 2)),
        severity: None,
    };
    let of_page = Cell {
        age: text(),
        ..cell(hostile, hostile, f64::NAN, 3)
    };
    let dashboard = Dashboard {
        site: hostile.to_owned(),
        languages: vec![language(hostile, hostile, hostile)],
        pages: vec![PageRow {
            key: hostile.to_owned(),
            title: hostile.to_owned(),
            origin: hostile.to_owned(),
            cells: vec![of_page],
            blocks: vec![of_block],
        }],
        messages: vec![MessageRow {
            id: hostile.to_owned(),
            lang: hostile.to_owned(),
            state: hostile.to_owned(),
            severity: None,
            place: Some((hostile.to_owned(), 3)),
        }],
    };
    let page = html(&dashboard);
    assert!(!page.contains("<script"));
    let page = assert_harmless(&page);
    let title = select(&page, ".matrix tbody th a")[0]
        .text()
        .collect::<String>();
    assert_eq!(title.trim_end(), shown);
    let now = select(&page, ".three div:nth-child(2) dd")[0]
        .text()
        .collect::<String>();
    assert_eq!(now.trim_end(), format!("{shown} more"));
}

#[test]
fn two_originals() {
    let mut dashboard = sample();
    dashboard.pages.push(PageRow {
        origin: "en".to_owned(),
        ..row(
            "news/a",
            "News",
            vec![cell("ja", "stale", 50.0, 1)],
            Vec::new(),
        )
    });
    let page = assert_harmless(&html(&dashboard));
    let rows = texts(&page, ".matrix tr");
    assert_eq!(rows[0], "Page 日本語 简体中文 English");
    assert_eq!(rows[4], "News news/a stale 50% 1 block original");
}

#[test]
fn nothing_to_do() {
    let mut dashboard = sample();
    dashboard.pages.truncate(2);
    dashboard.messages.clear();
    let page = assert_harmless(&html(&dashboard));
    assert_eq!(
        texts(&page, "p.good"),
        ["Every translation says what its source says."]
    );
    assert!(select(&page, "table").is_empty());
    assert_eq!(
        texts(&page, ".total")[0],
        "简体中文 100% 2 / 2 pages current"
    );
    assert_harmless(&html(&Dashboard::default()));
}

#[test]
fn many_pages() {
    let mut dashboard = sample();
    let current = dashboard.pages[0].clone();
    dashboard.pages.extend((0..3_000).map(|at| PageRow {
        key: format!("news/{at}"),
        ..current.clone()
    }));
    let html = html(&dashboard);
    // What needs nobody is one line each.
    assert!(html.len() < 400_000, "{}", html.len());
    assert_eq!(
        texts(&Page::parse_document(&html), ".matrix tbody tr").len(),
        3
    );
}

/// Relative luminance as WCAG has it.
fn luminance(color: &str) -> f64 {
    let digits: String = match color.len() {
        4 => color[1..]
            .chars()
            .flat_map(|digit| [digit, digit])
            .collect(),
        _ => color[1..].to_owned(),
    };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        match value <= 0.04045 {
            true => value / 12.92,
            false => ((value + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn colours_can_be_told_apart() {
    let style = include_str!("style.css");
    let schemes: Vec<&str> = style
        .split(":root {")
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap())
        .collect();
    assert_eq!(schemes.len(), 2);
    for scheme in schemes {
        let value = |name: &str| {
            let start = scheme.find(&format!("--{name}: ")).unwrap() + name.len() + 4;
            luminance(scheme[start..].split(';').next().unwrap())
        };
        let names = ["good", "work", "bad", "absent", "quiet", "gone", "came"];
        let own = names.map(|name| (name.to_owned(), format!("{name}-back")));
        let on_page = ["text", "muted", "accent", "good", "work", "bad", "absent"]
            .map(|name| (name.to_owned(), "back".to_owned()));
        let on_surface = ["text", "muted"].map(|name| (name.to_owned(), "surface".to_owned()));
        for (text, back) in own.into_iter().chain(on_page).chain(on_surface) {
            let (a, b) = (value(&text), value(&back));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text} on {back}: {contrast}");
        }
    }
}
