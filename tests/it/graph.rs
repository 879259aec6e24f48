//! The language graph: what exists in which language, and who is told of it.

use crate::graph_laws::Published;
use crate::harness::Site;

const BASE: &str = "https://example.org/exchange/";

fn published(site: &Site, base_url: &str) -> Published {
    site.build().assert_status(0);
    Published::read(&site.bytes_of_tree("public"), base_url)
}

/// Titles and addresses of the list of a page, in order.
fn listed(site: &Site, path: &str) -> Vec<(String, String)> {
    links(site, path, "main h3 a")
}

fn links(site: &Site, path: &str, selector: &str) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&site.public(path));
    html.select(&scraper::Selector::parse(selector).unwrap())
        .map(|link| {
            let href = link.value().attr("href").unwrap_or_default().to_owned();
            (link.text().collect::<String>(), href)
        })
        .collect()
}

/// The tags that elements bear in an attribute, in order.
fn attribute(site: &Site, path: &str, selector: &str, name: &str) -> Vec<Option<String>> {
    let html = scraper::Html::parse_document(&site.public(path));
    html.select(&scraper::Selector::parse(selector).unwrap())
        .map(|element| element.value().attr(name).map(str::to_owned))
        .collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect()
}

#[test]
fn the_law_holds_for_every_policy() {
    published(&Site::fixture("graph"), BASE).assert_lawful();
    published(&Site::fixture("graph-copies"), "https://example.org/").assert_lawful();
    published(&Site::init(), "https://example.org/").assert_lawful();
}

#[test]
fn pages_announce_the_versions_that_exist() {
    let graph = published(&Site::fixture("graph"), BASE);
    let rows: [(&str, &[(&str, &str)]); 9] = [
        (
            "ja/index.html",
            &[
                ("ja", "ja/"),
                ("zh-Hans", "zh/"),
                ("en", "en/"),
                ("x-default", ""),
            ],
        ),
        (
            "index.html",
            &[
                ("ja", "ja/"),
                ("zh-Hans", "zh/"),
                ("en", "en/"),
                ("x-default", ""),
            ],
        ),
        // A section's slug moves what is in it, in its own language.
        (
            "en/movie/plan/index.html",
            &[
                (
                    "ja",
                    "ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/%E8%A8%88%E7%94%BB/",
                ),
                ("en", "en/movie/plan/"),
                (
                    "x-default",
                    "ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/%E8%A8%88%E7%94%BB/",
                ),
            ],
        ),
        (
            "en/only-en/index.html",
            &[("en", "en/only-en/"), ("x-default", "en/only-en/")],
        ),
        (
            "zh/quiet/one/index.html",
            &[("zh-Hans", "zh/quiet/one/"), ("x-default", "zh/quiet/one/")],
        ),
        (
            "zh/deep/index.html",
            &[("zh-Hans", "zh/deep/"), ("x-default", "zh/deep/")],
        ),
        // Terms are one by their id; Chinese has no page with this one.
        (
            "en/tags/okinawa/index.html",
            &[
                ("ja", "ja/tags/okinawa/"),
                ("en", "en/tags/okinawa/"),
                ("x-default", "ja/tags/okinawa/"),
            ],
        ),
        (
            "en/movie/page/2/index.html",
            &[
                ("ja", "ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/page/2/"),
                ("en", "en/movie/page/2/"),
                (
                    "x-default",
                    "ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/page/2/",
                ),
            ],
        ),
        (
            "ja/tags/horse/index.html",
            &[("ja", "ja/tags/horse/"), ("x-default", "ja/tags/horse/")],
        ),
    ];
    for (path, expected) in rows {
        let found: Vec<(&str, &str)> = graph
            .page(path)
            .alternates
            .iter()
            .map(|(tag, url)| (tag.as_str(), url.strip_prefix(BASE).unwrap()))
            .collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn a_language_without_pages_is_nowhere() {
    let site = Site::fixture("graph");
    let graph = published(&site, BASE);
    for (path, page) in &graph.pages {
        assert!(!path.starts_with("fr/"), "{path}");
        assert!(!page.tags().contains(&"fr"), "{path}");
        assert!(!page.switcher.iter().any(|tag| tag == "fr"), "{path}");
        assert!(!site.public(path).contains("Français"), "{path}");
    }
    assert!(!site.public("sitemap.xml").contains("fr"));
    site.write("content/only.fr.md", "---\ntitle: Seul\n---\n");
    let graph = published(&site, BASE);
    graph.assert_lawful();
    assert_eq!(
        graph.page("ja/index.html").tags(),
        ["ja", "zh-Hans", "en", "fr", "x-default"]
    );
    assert_eq!(
        graph.page("ja/about/index.html").switcher,
        ["ja", "zh-Hans", "en", "fr"]
    );
    assert!(site.public("index.html").contains("Français"));
    assert!(site.public("404.html").contains("Français"));
    assert!(site.has("public/fr/404.html"));
}

#[test]
fn what_is_not_translated_is_listed_by_the_policy() {
    let site = Site::fixture("graph");
    site.edit("site.yaml", "paginate: 2", "paginate: 0");
    site.build().assert_status(0);
    // link: listed, and leading to the origin with its language. hide: only where it is.
    let zh = listed(&site, "zh/index.html");
    assert_eq!(
        pairs(&zh),
        [
            ("安静", "/exchange/zh/quiet/"),
            ("deep", "/exchange/zh/deep/"),
            ("Film", "/exchange/en/movie/"),
            ("Resort", "/exchange/en/resort/"),
            ("About zh", "/exchange/zh/about/"),
            ("Only in English", "/exchange/en/only-en/"),
        ]
    );
    let tags = |name| attribute(&site, "zh/index.html", "main h3 a", name);
    let tags = |name| tags(name).into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(tags("hreflang"), ["en", "en", "en"]);
    assert_eq!(tags("lang"), ["en", "en", "en"]);
    let hidden = |lang: &str| {
        let list = listed(&site, &format!("{lang}/index.html"));
        list.iter().any(|(title, _)| title == "Hidden elsewhere")
    };
    assert!(hidden("en") && !hidden("zh") && !hidden("ja"));
    let menu = |lang: &str| links(&site, &format!("{lang}/index.html"), ".site-nav a");
    let plan = "/exchange/ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/";
    assert_eq!(
        pairs(&menu("ja")),
        [
            ("映画", plan),
            ("About ja", "/exchange/ja/about/"),
            ("Only in English", "/exchange/en/only-en/"),
            ("計画", "/exchange/ja/about/#part"),
            ("Elsewhere", "https://example.com/"),
        ]
    );
    assert_eq!(menu("en").len(), 6);
    let foreign = attribute(&site, "ja/index.html", ".site-nav a", "hreflang");
    assert_eq!(foreign, [None, None, Some("en".to_owned()), None, None]);
}

#[test]
fn links_in_texts_lead_to_the_readers_language_first() {
    let site = Site::fixture("graph");
    site.build().assert_status(0);
    let film = "/exchange/ja/%E6%98%A0%E7%94%BB%20%E3%81%A8&%E9%A6%AC/";
    for (lang, film, foreign) in [
        ("ja", film, [None, Some("en"), Some("en"), None]),
        (
            "zh",
            "/exchange/en/movie/",
            [Some("en"), Some("en"), Some("en"), None],
        ),
        ("en", "/exchange/en/movie/", [None, None, None, None]),
    ] {
        let path = format!("{lang}/about/index.html");
        let own = format!("/exchange/{lang}/about/#part");
        let found = links(&site, &path, ".prose a");
        assert_eq!(
            pairs(&found),
            [
                ("Film", film),
                ("English", "/exchange/en/only-en/"),
                ("hidden", "/exchange/en/hidden/"),
                ("itself", &own),
            ]
        );
        for name in ["lang", "hreflang"] {
            let tags = attribute(&site, &path, ".prose a", name);
            assert_eq!(
                tags,
                foreign.map(|tag| tag.map(str::to_owned)),
                "{lang} {name}"
            );
        }
    }
}

#[test]
fn copies_stand_in_and_announce_nothing() {
    let site = Site::fixture("graph-copies");
    let graph = published(&site, "https://example.org/");
    let copy = graph.page("en/copied/index.html");
    assert_eq!(copy.lang, "en");
    assert_eq!(
        copy.canonical.as_deref(),
        Some("https://example.org/copied/")
    );
    assert!(copy.is_noindex && copy.alternates.is_empty());
    let text = attribute(&site, "en/copied/index.html", ".prose", "lang");
    assert_eq!(text, [Some("ja".to_owned())]);
    let title = attribute(&site, "en/copied/index.html", "h1", "lang");
    assert_eq!(title, [Some("ja".to_owned())]);
    assert_eq!(
        links(&site, "en/copied/index.html", ".notice a")[0].1,
        "/copied/"
    );
    // Its links follow the language around it, its files lie beside it.
    let inside = links(&site, "en/copied/index.html", ".prose a");
    assert_eq!(
        pairs(&inside),
        [("案内", "/en/about/"), ("英語", "/en/only-en/")]
    );
    assert!(site.has("public/en/picture.svg") && site.has("public/zh/picture.svg"));
    assert_eq!(graph.page("copied/index.html").tags(), ["ja", "x-default"]);
    assert_eq!(
        graph.page("copied/index.html").switcher,
        ["ja", "zh-Hans", "en"]
    );
    // A translation of one page of a copied section is a page of its own; the others stay copies.
    assert_eq!(
        graph.page("en/whole/p1/index.html").tags(),
        ["zh-Hans", "en", "x-default"]
    );
    assert!(!graph.page("zh/whole/p1/index.html").is_noindex);
    assert!(graph.page("zh/whole/p2/index.html").is_noindex);
    let second = graph.page("zh/whole/page/2/index.html");
    assert!(second.is_noindex);
    assert_eq!(
        second.canonical.as_deref(),
        Some("https://example.org/en/whole/page/2/")
    );
    // In a list, too, the text of a copy bears its language.
    let lang = attribute(&site, "zh/whole/index.html", "main h3 a", "lang");
    assert_eq!(lang, [None, Some("en".to_owned())]);
    assert!(!site.public("sitemap.xml").contains("/zh/whole/p2/"));
    assert!(!site.has("public/en/atom.xml") && site.public("atom.xml").contains("写し"));
}

#[test]
fn the_default_language_may_have_no_prefix() {
    let site = Site::fixture("graph-copies");
    let graph = published(&site, "https://example.org/");
    graph.assert_lawful();
    let root = graph.page("index.html");
    assert_eq!(root.lang, "ja");
    let expected = [
        ("ja", "https://example.org/"),
        ("zh-Hans", "https://example.org/zh/"),
        ("en", "https://example.org/en/"),
        ("x-default", "https://example.org/"),
    ];
    assert_eq!(pairs(&root.alternates), expected);
    assert!(!site.has("public/ja"), "no prefix");
    let not_found = site.public("404.html");
    for name in ["href=\"/\"", "href=\"/zh/\"", "href=\"/en/\""] {
        assert!(not_found.contains(name), "{name}");
    }
    assert!(site.has("public/en/404.html") && site.has("public/zh/404.html"));
    // The chooser is gone with all that names it, and comes back.
    site.edit("site.yaml", "at_root: true", "at_root: false");
    let graph = published(&site, "https://example.org/");
    graph.assert_lawful();
    assert!(site.has("public/ja/index.html") && !site.has("public/about/index.html"));
    let chooser = links(&site, "index.html", "main a");
    let addresses: Vec<&str> = chooser.iter().map(|(_, href)| href.as_str()).collect();
    assert_eq!(addresses, ["/ja/", "/zh/", "/en/"]);
    assert!(graph.page("index.html").redirect.is_none());
}

#[test]
fn a_default_language_without_pages_is_not_announced_at_the_root() {
    for at_root in ["true", "false"] {
        let site = Site::fixture("graph-copies");
        site.edit("site.yaml", "at_root: true", &format!("at_root: {at_root}"));
        for path in ["_index.ja.md", "about.ja.md", "copied.ja.md", "whole"] {
            site.remove(&format!("content/{path}"));
        }
        let graph = published(&site, "https://example.org/");
        graph.assert_lawful();
        assert_eq!(graph.page("404.html").lang, "zh-Hans");
        assert_eq!(
            graph.page("en/about/index.html").tags(),
            ["zh-Hans", "en", "x-default"]
        );
    }
}

#[test]
fn files_lie_beside_each_language() {
    let site = Site::fixture("graph");
    site.build().assert_status(0);
    let ja = "ja/映画 と&馬";
    let width = |path: String| {
        let svg = site.public(&path);
        svg.split("width=\"").nth(1).unwrap()[..1].to_owned()
    };
    // `x.ja.svg` wins in Japanese, under the name without the language.
    assert_eq!(width(format!("{ja}/ger/ger.svg")), "4");
    assert_eq!(width("en/movie/ger/ger.svg".into()), "3");
    assert_eq!(width("en/movie/ger/deep/inner.svg".into()), "5");
    assert_eq!(width("zh/picture.svg".into()), "6");
    assert!(!site.has("public/ja/映画 と&馬/ger/ger.ja.svg"));
    let image = attribute(&site, "en/movie/ger/index.html", ".prose img", "src");
    assert_eq!(image[0].as_deref(), Some("/exchange/en/movie/ger/ger.svg"));
    let sizes = attribute(
        &site,
        &format!("{ja}/ger/index.html"),
        ".prose img",
        "width",
    );
    assert_eq!(sizes, [Some("4".to_owned())]);
    // By its own name the file of one language can be shown in another.
    site.edit("content/film/ger/index.en.md", "(ger.svg)", "(ger.ja.svg)");
    published(&site, BASE).assert_lawful();
    let image = attribute(&site, "en/movie/ger/index.html", ".prose img", "width");
    assert_eq!(image[0].as_deref(), Some("4"));
}

#[test]
fn what_lies_beside_a_draft_is_not_published() {
    let site = Site::fixture("graph");
    site.build().assert_status(0);
    let secret = |site: &Site| {
        let tree = site.bytes_of_tree("public");
        tree.keys().any(|path| path.ends_with("secret.svg"))
    };
    assert!(!secret(&site));
    site.run(&["build", "--drafts"]).assert_status(0);
    assert!(secret(&site));
    // Held back in one language, it is there in the other.
    site.write("content/draft/page/index.en.md", "---\ntitle: Done\n---\n");
    site.build().assert_status(0);
    assert!(site.has("public/en/draft/page/secret.svg") && !site.has("public/ja/draft"));
    site.write(
        "content/_index.ja.md",
        "---\ntitle: x\n---\n\n![x](draft/page/secret.svg)\n",
    );
    let run = site.build();
    run.assert_status(1);
    assert!(run.stderr.contains("image-not-published"), "{}", run.stderr);
}

#[test]
fn what_lies_beside_an_index_that_is_held_back_belongs_to_its_pages() {
    let site = Site::empty();
    site.write("site.yaml", "title: t\nbase_url: https://example.org/\ndefault_language: ja\nmissing: hide\nlanguages:\n  ja: {name: 日本語, tag: ja}\n  en: {name: English, tag: en}\n")
        .write("content/_index.ja.md", "---\ntitle: 表紙\n---\n")
        .write("content/_index.en.md", "---\ntitle: Home\n---\n\n[file](events/program.txt)\n")
        .write("content/events/_index.ja.md", "---\ntitle: 催し\ndraft: true\n---\n")
        .write("content/events/one.ja.md", "---\ntitle: 一\n---\n\n![図](picture.svg) [予定](program.txt)\n")
        .write("content/events/program.txt", "x")
        .write("content/events/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>");
    let run = site.build();
    run.assert_status(0);
    assert!(!run.stderr.contains("unpublished"), "{}", run.stderr);
    let links = |path: &str| links(&site, path, ".prose a");
    assert_eq!(
        links("ja/events/one/index.html")[0].1,
        "/ja/events/program.txt"
    );
    // A file that only another language has is offered as its page would be.
    assert_eq!(links("en/index.html")[0].1, "/ja/events/program.txt");
    let sizes = attribute(&site, "ja/events/one/index.html", ".prose img", "width");
    assert_eq!(sizes, [Some("7".to_owned())]);
}

#[test]
fn fragments_that_are_encoded_in_nfd_lead_to_ids_in_nfc() {
    let site = Site::fixture("graph");
    // が as か with U+3099, as macOS encodes it.
    let encoded = "%E3%81%8B%E3%82%99";
    site.write(
        "content/about.en.md",
        &format!("---\ntitle: About\n---\n\n## が\n\n[a](#{encoded}) [b](about.md#{encoded}) [c](https://example.com/#{encoded})\n"),
    );
    site.build().assert_status(0);
    let hrefs: Vec<String> = links(&site, "en/about/index.html", ".prose > p a")
        .into_iter()
        .map(|(_, href)| href)
        .collect();
    assert_eq!(
        hrefs,
        [
            "#%E3%81%8C".to_owned(),
            "/exchange/en/about/#%E3%81%8C".to_owned(),
            format!("https://example.com/#{encoded}"),
        ]
    );
}

#[test]
fn sections_that_pages_imply() {
    let site = Site::fixture("graph");
    let run = site.build();
    run.assert_status(0);
    let warned = |file: &str| run.stderr.contains(file);
    assert!(warned("content/deep/_index.zh.md") && warned("content/deep/er/_index.zh.md"));
    assert!(site.public("zh/deep/er/index.html").contains("<h1>er</h1>"));
    let above = links(&site, "zh/deep/er/page/index.html", ".breadcrumbs a");
    assert_eq!(
        pairs(&above),
        [
            ("Home", "/exchange/zh/"),
            ("deep", "/exchange/zh/deep/"),
            ("er", "/exchange/zh/deep/er/"),
        ]
    );
    // A facts file speaks for the section in every language, with or without an `_index`.
    site.write(
        "content/deep/_index.yaml",
        "slug: tief\nmissing: copy\nweight: 1\n",
    );
    let run = site.build();
    run.assert_status(0);
    assert!(!run.stderr.contains("orphan-facts"), "{}", run.stderr);
    assert!(
        site.has("public/zh/tief/er/page/index.html")
            && site.has("public/en/tief/er/page/index.html")
    );
    published(&site, BASE).assert_lawful();
    // One that is held back, while a page in it is not.
    site.write("content/draft/open.ja.md", "---\ntitle: 公開\n---\n");
    let run = site.build();
    run.assert_status(0);
    assert!(run.stderr.contains("section-held-back"), "{}", run.stderr);
    assert!(!site.public("ja/draft/index.html").contains("下書き"));
}

#[test]
fn names_in_other_normal_forms_are_the_same_names() {
    let site = Site::init();
    let (nfd, nfc) = ("か\u{3099}い", "がい");
    site.write(&format!("content/{nfd}.ja.md"), "---\ntitle: 街\n---\n\n## か\u{3099}っこう\n")
        .write(
            "content/about.ja.md",
            &format!("---\ntitle: x\n---\n\n[a]({nfd}.md) [b]({nfc}.md#か\u{3099}っこう) [c](%E3%81%8C%E3%81%84.ja.md) [d](/ja/{nfd}/)\n"),
        );
    let graph = published(&site, "https://example.org/");
    graph.assert_lawful();
    assert!(site.has(&format!("public/ja/{nfc}/index.html")));
    let target = "/ja/%E3%81%8C%E3%81%84/";
    let found = links(&site, "ja/about/index.html", ".prose a");
    let fragment = format!("{target}#%E3%81%8C%E3%81%A3%E3%81%93%E3%81%86");
    assert_eq!(
        pairs(&found),
        [
            ("a", target),
            ("b", &fragment),
            ("c", target),
            ("d", target)
        ]
    );
    site.check().assert_status(0);
}

#[test]
fn what_is_held_back_is_announced_nowhere() {
    // 2026-01-01T00:00:00Z is nine in the morning in the site's zone.
    let rows = [
        ("draft: true", false, true, false),
        ("publish: 2026-01-01", true, true, true),
        ("publish: 2026-01-01T09:00", true, true, true),
        ("publish: 2026-01-01T09:00:01", false, false, true),
        ("publish: 2026-01-01T09:00:00+00:00", false, false, true),
        ("publish: 2026-01-02", false, false, true),
        ("expires: 2026-01-01", false, false, false),
        ("expires: 2026-01-01T09:00", false, false, false),
        ("expires: 2026-01-01T09:00:01", true, true, true),
        ("date: 2999-01-01", true, true, true),
    ];
    let site = Site::fixture("graph");
    for (line, plain, with_drafts, with_future) in rows {
        let text = format!("---\ntitle: Held back\n{line}\ntags: [held]\n---\n");
        site.write("content/held.en.md", &text);
        for (arguments, expected) in [
            (&["build"][..], plain),
            (&["build", "--drafts"], with_drafts),
            (&["build", "--future"], with_future),
            (
                &["build", "--drafts", "--future"],
                with_drafts || with_future,
            ),
        ] {
            site.run(arguments).assert_status(0);
            let tree = site.bytes_of_tree("public");
            let named = tree
                .values()
                .any(|bytes| String::from_utf8_lossy(bytes).contains("/held/"));
            assert_eq!(named, expected, "{line} {arguments:?}");
            assert_eq!(
                tree.contains_key("en/held/index.html"),
                expected,
                "{line} {arguments:?}"
            );
            if arguments.len() == 1 {
                Published::read(&tree, BASE).assert_lawful();
            }
        }
    }
    // A link to it stays text.
    site.write(
        "content/held.en.md",
        "---\ntitle: Held back\ndraft: true\n---\n",
    )
    .write(
        "content/about.en.md",
        "---\ntitle: About\n---\n\n[held](held.md)\n",
    );
    let run = site.build();
    run.assert_status(0);
    assert!(run.stderr.contains("link-to-unpublished"), "{}", run.stderr);
    assert!(site.public("en/about/index.html").contains("<a>held</a>"));
    site.check().assert_status(1);
}

#[test]
fn cards_are_lists_of_one_and_addresses_are_links() {
    let site = Site::fixture("graph");
    let text =
        "---\ntitle: Home\n---\n\n{{ <card page=\"hidden\" /> }} {{ <card page=\"only-en\" /> }}\n";
    site.write("content/_index.zh.md", text)
        .write("content/_index.en.md", text)
        .write("templates/404.html", "{% extends \"themes/default/404.html\" %}{% block footer %}<a id=\"to\" href=\"{{ url(to=\"resort/plan.md\") }}\">x</a>{% endblock %}");
    published(&site, BASE).assert_lawful();
    let card = |lang: &str| links(&site, &format!("{lang}/index.html"), ".prose .card a");
    let other = ("Only in English", "/exchange/en/only-en/");
    assert_eq!(pairs(&card("zh")), [other]);
    assert_eq!(
        pairs(&card("en")),
        [("Hidden elsewhere", "/exchange/en/hidden/"), other]
    );
    let tags = attribute(&site, "zh/index.html", ".prose .card a", "hreflang");
    assert_eq!(tags, [Some("en".to_owned())]);
    for lang in ["ja", "zh", "en"] {
        let to = links(&site, &format!("{lang}/404.html"), "#to");
        assert_eq!(to[0].1, "/exchange/en/resort/plan/");
    }
}
