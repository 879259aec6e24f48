//! The site of this repository as readers meet it: in a real browser, on phones, in the dark, on paper, by keyboard.

mod chromium;
mod live;
mod narrow;
mod server;
mod text;

use std::path::Path;

use serde_json::json;

use crate::harness::{Site, bytes_of_tree};
use chromium::Chromium;
use server::Server;

/// What the pages of the site do not have, or not as wide.
const EVERYTHING: &str = r#"---
title: 見本 样例 Example
description: 見本
date: 2026-01-01
tags: [okinawa]
---

見本 样例 *emphasis* **strong** `code` ~~gone~~[^1] https://example.org/an/address/that/goes/on/and/on/and/on/and/on/and/on/to/the/end
Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverordnung

{{ <figure src="tourism/travelling/sea-and-steppe.svg" alt="sea" caption="見本 样例 Example" /> }}

## 見本

| one | two | three | four | five | six | seven | eight |
|:----|----:|:-----:|------|------|-----|-------|-------|
| unbreakable | 1,234 | unbreakable | unbreakable | unbreakable | unbreakable | unbreakable | 見本 |

- [x] done
- [ ] to do

> quoted

> [!NOTE]
> note

> [!TIP]
> tip

> [!IMPORTANT]
> important

> [!WARNING]
> warning

> [!CAUTION]
> caution

{% <note kind="warning"> %}
careful
{% </note> %}

Term
: meaning

```rust
/// Says `n`, in a line that is far wider than the screen of any phone, and wider than the column of text besides.
fn say<T: Display>(n: &T) -> String { let it = 42 + 'x' as usize; format!("{n}\n{it}") } // done
```

{% <cards> %}
{{ <card page="film/plan" /> }}
{{ <card page="resort/ger" /> }}
{% </cards> %}

[^1]: note
"#;

/// The site of this repository and a page with everything, built and served.
struct Served {
    site: Site,
    server: Server,
}

impl Served {
    fn new() -> Self {
        let site = Site::empty();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["content", "locales", "templates", "static"] {
            for (path, bytes) in bytes_of_tree(&root.join(folder)) {
                site.write_bytes(&format!("{folder}/{path}"), &bytes);
            }
        }
        site.write_bytes("site.yaml", &std::fs::read(root.join("site.yaml")).unwrap());
        for language in LANGUAGES {
            site.write(&format!("content/everything.{language}.md"), EVERYTHING);
        }
        site.build().assert_status(0);
        let server = Server::of(site.path("public"));
        Served { site, server }
    }

    fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// The paths of all pages.
    fn pages(&self) -> Vec<String> {
        let files = self.site.bytes_of_tree("public");
        let pages = files.keys().filter(|file| file.ends_with(".html"));
        let pages: Vec<String> = pages
            .map(|file| format!("/{}", file.strip_suffix("index.html").unwrap_or(file)))
            .collect();
        assert!(pages.len() > 36, "{pages:?}");
        pages
    }
}

const LANGUAGES: [&str; 3] = ["ja", "zh", "en"];

#[test]
fn every_page_fits_a_phone_and_asks_nobody_else() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    let home = served.url("/");
    let mut problems = Vec::new();
    for page in served.pages() {
        let mark = browser.mark();
        browser.width(320);
        browser.go(&served.url(&page));
        for width in [320, 390] {
            browser.width(width);
            let wider = browser.value("document.documentElement.scrollWidth - innerWidth");
            if wider != 0 {
                problems.push(format!("{page}: {wider} px wider than {width} px"));
            }
        }
        let inline = "document.querySelectorAll('script:not([src]), style, [style]').length";
        if browser.value(inline) != 0 {
            problems.push(format!("{page}: a script or a style in the page"));
        }
        for request in browser.events(mark, "Network.requestWillBeSent") {
            let url = request["request"]["url"].as_str().unwrap();
            if !url.starts_with(&home) {
                problems.push(format!("{page}: asks for {url}"));
            }
        }
        for response in browser.events(mark, "Network.responseReceived") {
            if response["response"]["status"] != 200 {
                problems.push(format!("{page}: {}", response["response"]["url"]));
            }
        }
        for event in [
            "Runtime.consoleAPICalled",
            "Runtime.exceptionThrown",
            "Log.entryAdded",
            "Network.loadingFailed",
        ] {
            for what in browser.events(mark, event) {
                problems.push(format!("{page}: {event} {what}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

const CHOICES: &str = "[...document.querySelectorAll('[data-chooser] a')].map(a => a.pathname)";

#[test]
fn the_chooser_needs_no_script() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    browser.call(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    );
    prefer(&mut browser, "en");
    browser.go(&served.url("/"));
    assert_eq!(browser.texts(CHOICES), ["/ja/", "/zh/", "/en/"]);
    for _ in LANGUAGES {
        browser.press("Tab", 9, "");
    }
    let mark = browser.mark();
    browser.press("Enter", 13, "\r");
    browser.arrive(mark);
    assert_eq!(browser.value("location.pathname"), "/en/");
}

#[test]
fn the_chooser_puts_the_language_of_the_reader_first_and_leads_nowhere() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    let rows = [
        ("ja", ["/ja/", "/zh/", "/en/"]),
        ("en-US,ja", ["/en/", "/ja/", "/zh/"]),
        ("zh-CN,en", ["/zh/", "/ja/", "/en/"]),
        ("zh-TW", ["/zh/", "/ja/", "/en/"]),
        ("fr-CA,de,en-GB", ["/en/", "/ja/", "/zh/"]),
        ("mn", ["/ja/", "/zh/", "/en/"]),
    ];
    for (languages, expected) in rows {
        prefer(&mut browser, languages);
        let mark = browser.mark();
        browser.go(&served.url("/"));
        assert_eq!(browser.texts(CHOICES), expected, "{languages}");
        // A second of nothing is no proof; that nothing was begun is.
        for begun in [
            "Page.frameRequestedNavigation",
            "Page.frameScheduledNavigation",
        ] {
            assert!(browser.events(mark, begun).is_empty(), "{languages}");
        }
        assert_eq!(browser.events(mark, "Page.frameNavigated").len(), 1);
        assert_eq!(browser.value("location.pathname"), "/");
    }
}

/// The languages that the reader has chosen in the browser.
fn prefer(browser: &mut Chromium, languages: &str) {
    let agent = browser.value("navigator.userAgent");
    browser.call(
        "Emulation.setUserAgentOverride",
        json!({"userAgent": agent, "acceptLanguage": languages}),
    );
}

#[test]
fn chinese_is_not_set_in_japanese_fonts_nor_the_reverse() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    let japanese = ["Hiragino", "Yu Gothic", "YuGothic", "Meiryo", " JP"];
    let chinese = ["PingFang", "YaHei", " SC", " TC"];
    let families = "[...document.body.querySelectorAll('*')].map(element =>
        element.closest('[lang]').lang + ': ' + getComputedStyle(element).fontFamily)";
    for page in [
        "/",
        "/404.html",
        "/ja/everything/",
        "/zh/everything/",
        "/en/",
    ] {
        browser.go(&served.url(page));
        let seen = browser.texts(families);
        assert!(!seen.is_empty(), "{page}");
        for family in seen {
            let others: &[&[&str]] = match &family[..2] {
                "ja" => &[&chinese],
                "zh" => &[&japanese],
                "en" => &[&chinese, &japanese],
                _ => panic!("{page}: {family}"),
            };
            for name in others.iter().copied().flatten() {
                assert!(!family.contains(name), "{page}: {family}");
            }
        }
    }
    // What is drawn depends on the fonts of this machine; the other language's font is wrong everywhere.
    let rows = [
        ("/zh/", "h1", " JP"),
        ("/ja/", "h1", " SC"),
        ("/ja/", ".languages [lang=zh-Hans] a", " JP"),
        ("/zh/", ".languages [lang=ja] a", " SC"),
        ("/en/", ".languages [lang=zh-Hans] a", " JP"),
        ("/", ".choices [lang=zh-Hans] p", " JP"),
        ("/", ".choices [lang=ja] p", " SC"),
    ];
    for (page, selector, wrong) in rows {
        browser.go(&served.url(page));
        let fonts = browser.fonts(selector);
        assert!(!fonts.is_empty(), "{page} {selector}");
        for font in fonts {
            assert!(!font.ends_with(wrong), "{page} {selector}: {font}");
        }
    }
}

/// Texts whose contrast with what is behind them is below 4.5, each with the figure.
const PALE: &str = "(() => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const luminance = colour => {
        const [r, g, b] = channels(colour).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const behind = element => {
        while (channels(getComputedStyle(element).backgroundColor)[3] === 0) element = element.parentElement;
        return getComputedStyle(element).backgroundColor;
    };
    const pale = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (!text) continue;
        const [a, b] = [getComputedStyle(element).color, behind(element)].map(luminance);
        const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (contrast < 4.5) pale.push(`${text}: ${contrast}`);
    }
    return pale;
})()";

const BACKGROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";
const COLOUR: &str = "getComputedStyle(document.body).color";

#[test]
fn dark_is_dark_and_text_stands_out_in_both() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    for page in [
        "/",
        "/404.html",
        "/ja/",
        "/en/tags/",
        "/ja/everything/",
        "/zh/everything/",
    ] {
        let mut colours = Vec::new();
        for scheme in ["light", "dark"] {
            browser.media("", &[("prefers-color-scheme", scheme)]);
            browser.go(&served.url(page));
            let pale = browser.texts(PALE);
            assert!(pale.is_empty(), "{page} {scheme}: {pale:#?}");
            colours.push((browser.value(BACKGROUND), browser.value(COLOUR)));
        }
        assert_eq!(colours[0].0, "rgb(255, 255, 255)", "{page}");
        assert_ne!(colours[0].0, colours[1].0, "{page}");
        assert_ne!(colours[0].1, colours[1].1, "{page}");
    }
}

#[test]
fn paper_is_white_and_has_no_navigation() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    let navigation = "[...document.querySelectorAll('nav, .site-footer, .skip-link')]
        .filter(element => element.checkVisibility()).map(element => element.className)";
    for page in ["/ja/", "/zh/everything/", "/en/agreement/fields/"] {
        browser.media("", &[]);
        browser.go(&served.url(page));
        assert!(!browser.texts(navigation).is_empty(), "{page}");
        browser.media("print", &[("prefers-color-scheme", "dark")]);
        assert_eq!(browser.texts(navigation), [""; 0], "{page}");
        assert_eq!(browser.value(BACKGROUND), "rgb(255, 255, 255)", "{page}");
        assert_eq!(browser.value(COLOUR), "rgb(0, 0, 0)", "{page}");
        // As wide as the text of a sheet of A4 with the margins of the style sheet.
        browser.width(658);
        let wide = "[...document.querySelectorAll('pre, table, img')]
            .filter(element => element.getBoundingClientRect().right > innerWidth).map(element => element.outerHTML)";
        assert_eq!(browser.texts(wide), [""; 0], "{page}");
        browser.width(1280);
    }
}

#[test]
fn the_keyboard_gets_everywhere_in_the_order_of_the_text() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    // Where the focus is among all that can have it, and whether that is to be seen.
    let place = "(() => {
        const all = [...document.querySelectorAll('a[href], summary, input:not(:disabled), [tabindex=\"0\"]')];
        const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
        const seen = style.outlineStyle !== 'none' && box.bottom > 0 && box.right > 0;
        return `${all.indexOf(here)} of ${all.length} ${seen ? 'seen' : 'unseen'}`;
    })()";
    for page in ["/", "/ja/", "/zh/everything/", "/en/tags/okinawa/"] {
        browser.go(&served.url(page));
        let first = format!("{}", browser.value(place));
        let count: usize = first.split(' ').nth(2).unwrap().parse().unwrap();
        assert!(count > 2, "{page}: {first}");
        for index in 0..count {
            browser.press("Tab", 9, "");
            let expected = format!("{index} of {count} seen");
            assert_eq!(browser.value(place), expected, "{page}");
        }
    }
}

#[test]
fn the_first_key_leads_past_the_menus() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    for page in ["/ja/", "/zh/everything/", "/en/404.html"] {
        browser.go(&served.url(page));
        browser.press("Tab", 9, "");
        assert_eq!(
            browser.value("document.activeElement.className"),
            "skip-link"
        );
        browser.press("Enter", 13, "\r");
        assert_eq!(
            browser.value("document.activeElement.tagName"),
            "MAIN",
            "{page}"
        );
        browser.press("Tab", 9, "");
        let first = "document.activeElement === document.querySelector('main :is(a[href], [tabindex=\"0\"])')";
        assert_eq!(browser.value(first), true, "{page}");
    }
}

#[test]
fn what_is_wider_than_a_phone_scrolls_by_keyboard() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    browser.width(320);
    browser.go(&served.url("/en/everything/"));
    for selector in [".table-scroll", "pre.code"] {
        let wanted = format!(
            "document.querySelector('{selector}').focus();
            box = document.activeElement;
            moved = new Promise(moved => box.addEventListener('scroll', () => moved(box.scrollLeft)));
            box.matches('{selector}') && box.scrollWidth > box.clientWidth"
        );
        assert_eq!(browser.value(&wanted), true, "{selector}");
        browser.press("ArrowRight", 39, "");
        assert!(browser.value("moved").as_f64() > Some(0.0), "{selector}");
    }
}

#[test]
fn the_switcher_leads_to_the_same_page() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    for page in [
        "",
        "agreement/",
        "agreement/fields/",
        "resort/ger/",
        "tags/",
        "tags/okinawa/",
    ] {
        browser.go(&served.url(&format!("/ja/{page}")));
        for (language, tag) in [("zh", "zh-Hans"), ("en", "en"), ("ja", "ja")] {
            let link = format!("document.querySelector('.languages a[hreflang={tag}]').focus()");
            browser.value(&link);
            let mark = browser.mark();
            browser.press("Enter", 13, "\r");
            browser.arrive(mark);
            assert_eq!(
                browser.value("location.pathname"),
                format!("/{language}/{page}")
            );
            assert_eq!(browser.value("document.documentElement.lang"), tag);
            let current =
                "document.querySelector('.languages [aria-current]').closest('[lang]').lang";
            assert_eq!(browser.value(current), tag, "{page}");
        }
    }
}
