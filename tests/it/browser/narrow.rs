//! Words that are wider than their place, on screens and on paper; and readers who have their own colours or regions.

use super::chromium::Chromium;
use super::server::Server;
use super::{CHOICES, Served, prefer};
use crate::harness::Site;

/// Forty-seven letters.
const LONG: &str = "Rindfleischetikettierungsüberwachungsaufgabengz";

fn site(more: &str) -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        &format!(
            "title: {LONG}\nbase_url: https://example.org/\ndefault_language: en\n\
             languages:\n  en: {{name: English, tag: en}}\n  ja: {{name: 日本語, tag: ja}}\n{more}"
        ),
    );
    site
}

#[test]
fn long_words_break_where_they_do_not_fit() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let site = site(&format!(
        "menus: {{main: [a], footer: [b]}}\n\
         taxonomies: {{tags: {{name: {LONG}, terms: {{x: {LONG}}}}}}}\n"
    ));
    for code in ["en", "ja"] {
        site.write(&format!("content/_index.{code}.md"), "---\ntitle: H\n---\n");
    }
    for key in ["a", "b", "c"] {
        let text = format!("---\ntitle: {LONG}\ntags: [x]\ntoc: true\n---\n\n## {LONG}\n\nText.\n");
        site.write(&format!("content/{key}.en.md"), &text);
    }
    site.build().assert_status(0);
    let server = Server::of(site.path("public"));
    browser.width(320);
    for page in [
        "/",
        "/en/",
        "/en/b/",
        "/en/tags/",
        "/en/tags/x/",
        "/ja/",
        "/404.html",
    ] {
        browser.go(&server.url(page));
        let wider = browser.value("document.documentElement.scrollWidth - innerWidth");
        assert_eq!(wider, 0, "{page}");
    }
}

#[test]
fn letters_of_twice_the_size_fit_a_phone() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    browser.width(320);
    for page in [
        "/",
        "/ja/",
        "/zh/",
        "/en/",
        "/ja/film/plan/",
        "/en/film/plan/",
    ] {
        browser.go(&served.url(page));
        // As a reader sets it in the browser: 106.25 % of 32 px.
        let wider = "document.documentElement.style.fontSize = '34px';
             document.documentElement.scrollWidth - innerWidth";
        assert_eq!(browser.value(wider), 0, "{page}");
    }
}

/// Words of Latin letters that stand on more than one line, in tables.
const BROKEN: &str = "(() => {
    const broken = [];
    for (const cell of document.querySelectorAll('th, td')) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (const word of walker.currentNode.data.matchAll(/[A-Za-z]+/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, word.index);
                range.setEnd(walker.currentNode, word.index + word[0].length);
                const inAddress = walker.currentNode.parentElement.closest('a, code');
                if (range.getClientRects().length > 1 && !inAddress) broken.push(word[0]);
            }
        }
    }
    return broken;
})()";

#[test]
fn paper_breaks_no_word_of_a_table() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    browser.media("print", &[]);
    browser.width(658);
    for page in [
        "/en/tourism/travelling/",
        "/en/agreement/signing/",
        "/en/agreement/fields/",
    ] {
        browser.go(&served.url(page));
        assert_eq!(browser.texts(BROKEN), [""; 0], "{page}");
    }
}

#[test]
fn only_the_current_entry_of_a_menu_is_marked_in_forced_colours() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let served = Served::new();
    browser.media("", &[("forced-colors", "active")]);
    browser.go(&served.url("/en/film/"));
    let marked = "[...document.querySelectorAll('.site-nav a')].filter(link =>
        getComputedStyle(link).borderBlockEndColor !== getComputedStyle(document.documentElement).backgroundColor)
        .map(link => link.getAttribute('aria-current'))";
    assert_eq!(browser.texts(marked), ["page"]);
}

#[test]
fn the_chooser_knows_regions() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    for (offered, wanted, first) in [
        ("pt-BR pt-PT", "pt-PT", "pt-PT"),
        ("pt-BR pt-PT", "pt", "pt-BR"),
        ("en-US en-GB", "fr,en-GB", "en-GB"),
        ("en-US en-GB", "en-NZ", "en-US"),
        ("zh-Hans zh-Hant-TW zh-Hant-HK", "zh-HK", "zh-Hant-HK"),
        ("zh-Hans zh-Hant-TW zh-Hant-HK", "zh-MO", "zh-Hant-TW"),
        ("zh-Hans zh-Hant-TW zh-Hant-HK", "zh-SG", "zh-Hans"),
    ] {
        let site = Site::empty();
        let tags: Vec<&str> = offered.split(' ').collect();
        // The theme has texts for `en`, whatever its tag is here.
        let code = |at: usize| ["en", "lb", "lc"][at];
        let mut languages = String::new();
        for (at, tag) in tags.iter().enumerate() {
            let code = code(at);
            languages.push_str(&format!(
                "  {code}: {{name: {code}, tag: {tag}, fallback: [en]}}\n"
            ));
            site.write(&format!("content/_index.{code}.md"), "---\ntitle: H\n---\n");
        }
        let languages = languages.replacen(", fallback: [en]", "", 1);
        let head = "title: S\nbase_url: https://example.org/\ndefault_language: en\nlanguages:\n";
        let config = format!("{head}{languages}");
        site.write("site.yaml", &config);
        site.build().assert_status(0);
        let server = Server::of(site.path("public"));
        prefer(&mut browser, wanted);
        browser.go(&server.url("/"));
        let at = tags.iter().position(|tag| *tag == first).unwrap();
        assert_eq!(
            browser.texts(CHOICES)[0],
            format!("/{}/", code(at)),
            "{wanted} of {offered}"
        );
    }
}
