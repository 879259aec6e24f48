//! The files that are not pages of Markdown, and what pages say of each other: lists, orders, terms, feeds, sitemap,
//! robots, 404s, redirects.

use crate::graph_laws::Published;
use crate::harness::{Run, Site};
use crate::outputs_xml::Element;

const BASE: &str = "https://example.org/exchange/";

fn built() -> Site {
    let site = Site::fixture("outputs");
    site.build().assert_status(0);
    site
}

fn published(site: &Site) -> Published {
    Published::read(&site.bytes_of_tree("public"), BASE)
}

fn select(site: &Site, path: &str, selector: &str) -> Vec<(String, Option<String>)> {
    let html = scraper::Html::parse_document(&site.public(path));
    html.select(&scraper::Selector::parse(selector).unwrap())
        .map(|element| {
            let text = element.text().collect::<String>().trim().to_owned();
            (text, element.value().attr("href").map(str::to_owned))
        })
        .collect()
}

fn texts(site: &Site, path: &str, selector: &str) -> Vec<String> {
    let found = select(site, path, selector);
    found.into_iter().map(|(text, _)| text).collect()
}

fn hrefs(site: &Site, path: &str, selector: &str) -> Vec<String> {
    let found = select(site, path, selector);
    found.into_iter().filter_map(|(_, href)| href).collect()
}

#[test]
fn the_law_holds() {
    published(&built()).assert_lawful();
}

#[test]
fn lists_are_in_the_order_of_the_design() {
    let site = built();
    // Weight, unset last; date, newest first; title by collation, or its reading; path.
    assert_eq!(
        texts(&site, "ja/order/index.html", "main .entry h3 a"),
        [
            "重さ -1",
            "重さ 2",
            "2026年",
            "2012年の夜",
            "2012年の朝",
            "ア",
            "愛",
            "漢字",
            "同じ",
            "同じ",
            "A"
        ]
    );
    let same: Vec<String> = hrefs(&site, "ja/order/index.html", "main .entry h3 a");
    assert_eq!(
        same[8..10],
        ["/exchange/ja/order/same-1/", "/exchange/ja/order/same-2/"]
    );
    // Previous and next go through the section in this order.
    assert_eq!(
        texts(&site, "ja/order/w2/index.html", ".siblings b"),
        ["重さ -1", "2026年"]
    );
    assert_eq!(
        texts(&site, "ja/order/w1/index.html", ".siblings b"),
        ["重さ 2"]
    );
    assert_eq!(
        hrefs(&site, "ja/order/a/index.html", ".siblings a[rel=next]").len(),
        0
    );
    // English knows only one of them, and no way to the others.
    assert_eq!(
        hrefs(&site, "en/order/w1/index.html", ".siblings a").len(),
        0
    );
    assert_eq!(
        hrefs(&site, "ja/order/w1/index.html", ".breadcrumbs a"),
        ["/exchange/ja/", "/exchange/ja/order/"]
    );
}

#[test]
fn lists_come_in_pages() {
    let site = built();
    let titles = |path: &str| texts(&site, path, "main .entry h3 a");
    assert_eq!(titles("en/news/index.html"), ["News 5", "News 4"]);
    assert_eq!(titles("en/news/page/2/index.html"), ["News 3", "News 2"]);
    assert_eq!(titles("en/news/page/3/index.html"), ["News 1"]);
    assert!(!site.has("public/en/news/page/4"));
    assert_eq!(
        hrefs(&site, "en/news/page/2/index.html", ".pager a[rel]"),
        ["/exchange/en/news/", "/exchange/en/news/page/3/"]
    );
    let graph = published(&site);
    let first = graph.page("en/news/page/1/index.html");
    assert_eq!(first.redirect.as_deref(), Some("/exchange/en/news/"));
    // Japanese has as many pages, Chinese fewer.
    assert_eq!(
        graph.page("en/news/page/2/index.html").tags(),
        ["ja", "zh-Hans", "en", "x-default"]
    );
    assert_eq!(
        graph.page("en/news/page/3/index.html").tags(),
        ["ja", "en", "x-default"]
    );
    let canonical = graph.page("en/news/page/2/index.html").canonical.clone();
    assert_eq!(
        canonical.as_deref(),
        Some("https://example.org/exchange/en/news/page/2/")
    );
    // A section's own number, and none at all.
    assert!(!site.has("public/ja/order/page"));
    site.edit("site.yaml", "paginate: 2", "paginate: 0")
        .build()
        .assert_status(0);
    assert!(!site.has("public/en/news/page"));
    assert_eq!(titles("en/news/index.html").len(), 5);
}

#[test]
fn terms_are_linked_by_id_and_ordered_by_label() {
    let site = built();
    let terms = |lang: &str| texts(&site, &format!("{lang}/tags/index.html"), ".term-list a");
    assert_eq!(terms("ja"), ["Éclair", "沖縄", "馬"]);
    assert_eq!(terms("en"), ["Éclair", "Horse", "Okinawa"]);
    assert_eq!(
        hrefs(&site, "en/tags/index.html", ".term-list a"),
        [
            "/exchange/en/tags/%C3%A9clair-au-lait/",
            "/exchange/en/tags/horse/",
            "/exchange/en/tags/okinawa/"
        ]
    );
    let graph = published(&site);
    assert_eq!(
        graph.page("en/tags/okinawa/index.html").tags(),
        ["ja", "en", "x-default"]
    );
    assert_eq!(
        graph.page("ja/tags/okinawa/index.html").switcher,
        ["ja", "zh-Hans", "en"]
    );
    assert!(!site.has("public/zh/tags"));
    assert_eq!(texts(&site, "ja/tags/index.html", "h1"), ["タグ"]);
    assert!(texts(&site, "en/tags/okinawa/index.html", "h1")[0].contains("Okinawa"));
    // Pages name their terms, and terms their pages: foreign ones too.
    assert_eq!(
        hrefs(&site, "en/news/n1/index.html", "a[rel=tag]"),
        ["/exchange/en/tags/okinawa/"]
    );
    assert_eq!(
        texts(&site, "en/tags/horse/index.html", "main .entry h3 a"),
        ["News 2"]
    );
    // A second taxonomy that only Japanese uses.
    assert!(site.has("public/ja/places/naha/index.html") && !site.has("public/en/places"));
}

#[test]
fn feeds_are_atom() {
    let site = built();
    let feed = |lang: &str| Element::parse(&site.public(&format!("{lang}/atom.xml")));
    for (lang, tag) in [("ja", "ja"), ("en", "en")] {
        let feed = feed(lang);
        let home = format!("{BASE}{lang}/");
        assert_eq!(feed.name, "feed");
        assert_eq!(feed.attribute("xmlns"), Some("http://www.w3.org/2005/Atom"));
        assert_eq!(feed.attribute("xml:lang"), Some(tag));
        assert_eq!(feed.text_of("id"), home);
        let links: Vec<_> = feed
            .all("link")
            .map(|link| (link.attribute("rel"), link.attribute("href")))
            .collect();
        let own = format!("{home}atom.xml");
        assert_eq!(
            links,
            [
                (Some("self"), Some(own.as_str())),
                (Some("alternate"), Some(home.as_str()))
            ]
        );
        assert!(
            !feed
                .all("author")
                .next()
                .unwrap()
                .text_of("name")
                .is_empty()
        );
        let entries: Vec<&Element> = feed.all("entry").collect();
        assert_eq!(entries.len(), 4, "the limit");
        let updated: Vec<&str> = entries
            .iter()
            .map(|entry| entry.text_of("updated"))
            .collect();
        assert_eq!(feed.text_of("updated"), *updated.iter().max().unwrap());
        for entry in entries {
            let url = entry.text_of("id");
            assert_eq!(
                entry.all("link").next().unwrap().attribute("href"),
                Some(url)
            );
            let path = url.strip_prefix(BASE).unwrap();
            assert!(site.has(&format!("public/{path}index.html")), "{url}");
            entry.text_of("published");
            let html = scraper::Html::parse_fragment(entry.text_of("content"));
            for selector in ["[href]", "[src]"] {
                for element in html.select(&scraper::Selector::parse(selector).unwrap()) {
                    let address = &selector[1..selector.len() - 1];
                    let address = element.value().attr(address).unwrap();
                    assert!(address.starts_with("https://"), "{address} in {url}");
                }
            }
        }
    }
    let titles = |lang: &str| -> Vec<String> {
        feed(lang)
            .all("entry")
            .map(|entry| entry.text_of("title").to_owned())
            .collect()
    };
    // By date; an update changes no place. `order` is not one of the sections, `news/deep` lies in one.
    assert_eq!(titles("en"), ["Deep", "News 5", "News 4", "News 3"]);
    let entry = |number: usize| feed("en").all("entry").nth(number).unwrap().clone();
    assert_eq!(entry(1).text_of("published"), "2025-05-05T00:00:00+09:00");
    assert_eq!(entry(2).text_of("updated"), "2025-11-01T10:30:00+09:00");
    assert_eq!(feed("en").text_of("updated"), "2025-11-01T10:30:00+09:00");
    let categories: Vec<_> = entry(3)
        .all("category")
        .map(|category| {
            (
                category.attribute("term").unwrap().to_owned(),
                category.attribute("label").unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(categories, [("okinawa".to_owned(), "Okinawa".to_owned())]);
    // What XML cannot hold, a feed does not hold; what it can is escaped.
    assert_eq!(entry(1).text_of("summary"), "Rock & <Roll>");
    assert!(entry(1).text_of("content").contains("bell"));
    // Announced where it is, and only there. Chinese has dated pages in `order` alone.
    let alternate = "link[type=\"application/atom+xml\"]";
    assert_eq!(
        hrefs(&site, "en/about/index.html", alternate),
        ["/exchange/en/atom.xml"]
    );
    assert!(hrefs(&site, "zh/about/index.html", alternate).is_empty());
    assert!(!site.has("public/zh/atom.xml"));
    site.edit(
        "site.yaml",
        "feeds: {limit: 4, sections: [news]}",
        "feeds: {sections: [_index]}",
    );
    site.build().assert_status(0);
    assert!(site.has("public/zh/atom.xml"));
    assert_eq!(titles("en").len(), 7);
}

#[test]
fn the_sitemap_names_what_can_be_indexed() {
    let site = built();
    let graph = published(&site);
    let has = |path: &str| graph.sitemap.contains_key(&format!("{BASE}{path}"));
    for path in [
        "",
        "ja/",
        "en/news/page/3/",
        "ja/tags/",
        "en/tags/okinawa/",
        "en/about/",
        "ja/places/naha/",
    ] {
        assert!(has(path), "{path}");
    }
    for path in [
        "404.html",
        "ja/404.html",
        "en/news/page/1/",
        "old/about/",
        "en/copied/",
        "en/atom.xml",
    ] {
        assert!(!has(path), "{path}");
    }
    let robots = site.public("robots.txt");
    assert_eq!(
        robots,
        format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n")
    );
    // The site's own files win.
    site.write("static/robots.txt", "User-agent: *\nDisallow: /\n")
        .build()
        .assert_status(0);
    assert_eq!(site.public("robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn pages_that_are_not_found() {
    let site = built();
    for (path, lang) in [
        ("404.html", "ja"),
        ("ja/404.html", "ja"),
        ("zh/404.html", "zh-Hans"),
        ("en/404.html", "en"),
    ] {
        let graph = published(&site);
        let page = graph.page(path);
        assert_eq!(page.lang, lang);
        assert!(
            page.is_noindex && page.canonical.is_none() && page.alternates.is_empty(),
            "{path}"
        );
        assert_eq!(page.switcher, ["ja", "zh-Hans", "en"]);
    }
    let html = scraper::Html::parse_document(&site.public("404.html"));
    let sections = html
        .select(&scraper::Selector::parse("main section").unwrap())
        .map(|section| section.value().attr("lang").unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(sections, ["zh-Hans", "en"], "the root speaks all languages");
    assert_eq!(
        hrefs(&site, "404.html", "main a"),
        ["/exchange/ja/", "/exchange/zh/", "/exchange/en/"]
    );
}

#[test]
fn old_addresses_lead_to_new_ones() {
    let site = built();
    let graph = published(&site);
    for (path, to) in [
        // From the root, inherited by all languages: one can answer, the default language's.
        ("old/about/index.html", "/exchange/ja/about/"),
        ("old/two/index.html", "/exchange/ja/news/n2/"),
        ("関于/index.html", "/exchange/zh/about/"),
        ("about.html", "/exchange/en/about/"),
        ("v2.0/index.html", "/exchange/en/about/"),
        // Relative to the section, in each language.
        ("ja/news/first/index.html", "/exchange/ja/news/n1/"),
        ("en/news/first/index.html", "/exchange/en/news/n1/"),
        ("en/start/index.html", "/exchange/en/"),
        ("en/nouvelles/index.html", "/exchange/en/news/"),
    ] {
        let page = graph.page(path);
        assert_eq!(page.redirect.as_deref(), Some(to), "{path}");
        assert!(page.is_noindex && page.alternates.is_empty(), "{path}");
        let canonical = page.canonical.as_deref().unwrap();
        assert_eq!(canonical, format!("https://example.org{to}"));
    }
    // An old address that is taken is an error, with both files.
    site.edit(
        "content/news/n1.en.md",
        "title: News 1",
        "title: News 1\naliases: [/en/about/]",
    );
    let run = site.build();
    run.assert_status(1);
    let said = |text: &str| run.stderr.contains(text);
    assert!(
        said("same-url") && said("content/news/n1.en.md") && said("/en/about/"),
        "{}",
        run.stderr
    );
}

#[test]
fn summaries_reading_time_and_dates() {
    let site = built();
    let html = site.public("en/page/2/index.html");
    assert!(html.contains("Before the mark, <em>whole</em>."), "{html}");
    assert!(!html.contains("After the mark"));
    let entries = texts(&site, "en/news/index.html", "main .entry");
    assert!(entries[0].contains("Rock & <Roll>"), "{entries:?}");
    assert!(
        texts(&site, "en/long/index.html", ".meta")[0].contains('3'),
        "600 words"
    );
    assert!(
        texts(&site, "ja/long/index.html", ".meta")[0].contains('3'),
        "1,600 characters"
    );
    assert!(texts(&site, "ja/news/n5/index.html", "time")[0].contains("2025年5月5日"));
}

#[test]
fn summaries_stand_by_themselves() {
    let site = Site::init();
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}");
    let languages = ["en", "ja", "zh"];
    for lang in languages {
        site.write(&format!("content/s/_index.{lang}.md"), &page("Section", ""));
        let bodies = [
            "See [fees](#fees).\n\n## Fees\n\nHigh.\n",
            "## Overview\n\nText.\n\n<!--more-->\n\nRest.\n",
            "## Overview\n\n<a id=\"here\"></a>Text.\n\n<!--more-->\n\nRest.\n",
            "<div class=\"x\">\n\nfirst\n\n<!--more-->\n\nsecond\n\n</div>\n",
        ];
        for (number, body) in bodies.iter().enumerate() {
            let title = format!("Page {number}");
            site.write(
                &format!("content/s/p{number}.{lang}.md"),
                &page(&title, body),
            );
        }
    }
    site.check().assert_status(0);
    site.build().assert_status(0);
    let fees = hrefs(&site, "en/s/index.html", "main .entry div a");
    assert!(fees[0].ends_with("/en/s/p0/#fees"), "{fees:?}");
    assert!(site.public("en/s/p0/index.html").contains("href=\"#fees\""));
    let list = site.public("en/s/index.html");
    assert!(!list.contains("id=\"overview\"") && !list.contains("id=\"here\""));
    assert!(
        list.contains("<div class=\"x\">\n<p>first</p>\n</div>"),
        "{list}"
    );
}

#[test]
fn the_base_url_of_the_command_line_wins() {
    let site = Site::fixture("outputs");
    site.run(&["build", "--base-url", "http://localhost:8000/"])
        .assert_status(0);
    let tree = site.bytes_of_tree("public");
    let graph = Published::read(&tree, "http://localhost:8000/");
    graph.assert_lawful();
    assert!(!site.public("en/index.html").contains("example.org"));
    assert_eq!(
        hrefs(&site, "en/news/index.html", "main .entry h3 a")[0],
        "/en/news/n5/"
    );
}

#[test]
fn a_site_without_pages_says_so() {
    let site = Site::fixture("outputs");
    site.remove("content")
        .write("content/_index.ja.md", "---\ntitle: x\ndraft: true\n---\n")
        .edit(
            "site.yaml",
            "  main: [news/_index, about]\n",
            "  main: []\n",
        );
    let run: Run = site.build();
    run.assert_status(0);
    assert!(
        run.stderr
            .contains("the site has no pages that are published now"),
        "{}",
        run.stderr
    );
    published(&site).assert_lawful();
    assert!(!site.has("public/index.html"));
}

/// Any web server answers a folder with the index in it: links may lead there.
#[test]
fn a_folder_of_static_with_an_index_is_an_address() {
    let site = Site::fixture("small");
    site.write("static/demo/index.html", "<h1>demo</h1>").write(
        "content/film/plan.ja.md",
        "---\ntitle: 計画\n---\n\n[a](/demo/) [b](/demo) [c](/demo/index.html)\n",
    );
    site.build().assert_status(0);
    site.check().assert_status(0).assert_stdout("no problems\n");
}
