use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::path::Classified;
use super::*;
use crate::diag::Diagnosed;
use crate::i18n::format::Formats;
use crate::parse::front_matter;
use crate::parse::highlight::Highlighter;
use crate::parse::{Document, document};
use crate::source::{Kind, Layer};

mod order;

const CONFIG: &str = "title: T\nbase_url: https://example.org/a/\ndefault_language: ja\nlanguages:\n  \
                      ja: {name: 日本語, tag: ja}\n  zh: {name: 中文, tag: zh-Hans}\n  en: {name: English, tag: en}\n";

/// Names and texts.
type Files<'a> = &'a [(&'a str, &'a str)];

fn config(more: &str) -> Config {
    let text = format!("{CONFIG}{more}");
    let loaded = crate::config::load(&"site.yaml".into(), &text.into()).unwrap();
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.value
}

fn source_file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        path: format!("content/{name}").into(),
        name: name.into(),
        disk: std::path::PathBuf::new(),
        kind: Kind::Page,
        layer: Layer::Site,
        text: text.into(),
        bytes: None,
        hash: 0,
        size: 0,
        modified: 0,
    })
}

/// A site of files below `content/`; front matter is given without its lines of dashes, and needs
/// no title.
fn site(more: &str, files: Files<'_>) -> Diagnosed<Site> {
    let config = Arc::new(config(more));
    let formats = Formats::new(&config.languages);
    let options = document::Options::by_language(&config);
    let highlighter = Highlighter::new();
    let mut documents = Vec::new();
    let mut facts = Vec::new();
    for (name, text) in files {
        if name.ends_with(".yaml") {
            let source = source_file(name, text);
            let front = front_matter::parse_facts(&source.path, source.text().unwrap());
            assert!(front.diagnostics.is_empty(), "{:?}", front.diagnostics);
            facts.push(ParsedFacts {
                source,
                front: Arc::new(front.value),
            });
            continue;
        }
        let title = if text.starts_with("title:") {
            String::new()
        } else {
            format!("title: {name}\n")
        };
        let source = source_file(name, &format!("---\n{title}{text}\n---\n"));
        let parsed: Diagnosed<Document> = document::parse(
            &source,
            options.of(options.lang_of(name, &config)),
            &highlighter,
        );
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        documents.push(ParsedFile {
            source,
            document: Arc::new(parsed.value),
        });
    }
    assemble(Input {
        config,
        documents,
        facts,
        data: BTreeMap::new(),
        assets: Arc::default(),
        formats: &formats,
        unread: &BTreeSet::new(),
        now: Timestamp::UNIX_EPOCH,
        drafts: false,
        future: false,
    })
}

fn codes(site: &Diagnosed<Site>) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = site.diagnostics.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn file_names_tell_keys_and_languages() {
    let config = config("");
    let rows = [
        ("_index.ja.md", "_index", "", "ja"),
        ("_index.md", "_index", "", "ja"),
        ("film/_index.en.md", "film/_index", "film", "en"),
        ("film/plan.zh.md", "film/plan", "film", "zh"),
        ("film/plan.md", "film/plan", "film", "ja"),
        ("film/plan/index.en.md", "film/plan", "film/plan", "en"),
        ("film/plan/index.md", "film/plan", "film/plan", "ja"),
        ("a.b.en.md", "a.b", "", "en"),
        // No code of a language: part of the name.
        ("version.2026.md", "version.2026", "", "ja"),
        ("a.Draft.md", "a.Draft", "", "ja"),
        ("v1.A.md", "v1.A", "", "ja"),
        ("plan.PDF.md", "plan.PDF", "", "ja"),
        ("visa.FAQ.md", "visa.FAQ", "", "ja"),
        ("x.V2.md", "x.V2", "", "ja"),
        ("about.QA.md", "about.QA", "", "ja"),
        ("visa.TV.md", "visa.TV", "", "ja"),
        ("日本.AI.md", "日本.AI", "", "ja"),
        ("plan.IT.md", "plan.IT", "", "ja"),
        ("part.II.md", "part.II", "", "ja"),
        ("doc.No.md", "doc.No", "", "ja"),
        ("doc.No-show.md", "doc.No-show", "", "ja"),
        ("doc.To-do.md", "doc.To-do", "", "ja"),
        ("x.Fr.md", "x.Fr", "", "ja"),
        ("plan.Re-opening.md", "plan.Re-opening", "", "ja"),
        ("plan.re-opening.md", "plan.re-opening", "", "ja"),
        ("visa.ID-card.md", "visa.ID-card", "", "ja"),
        ("x.IT-Plan.md", "x.IT-Plan", "", "ja"),
        ("x.AR.md", "x.AR", "", "ja"),
        ("x.EU.md", "x.EU", "", "ja"),
        ("old-2026.md", "old-2026", "", "ja"),
        ("x.in-2024.md", "x.in-2024", "", "ja"),
        ("visa.FAQ-Film.md", "visa.FAQ-Film", "", "ja"),
        ("a._index.b.md", "a._index.b", "", "ja"),
        (".en.md", ".en", "", "ja"),
    ];
    for (name, key, folder, lang) in rows {
        let expected = Classified::Document {
            key,
            folder,
            lang: config.lang(lang).unwrap(),
        };
        assert_eq!(path::classify(name, &config), expected, "{name}");
    }
    for (name, suffix) in [
        ("x.fr.md", "fr"),
        ("a/_index.pt-br.md", "pt-br"),
        ("x.zh_TW.md", "zh_TW"),
        ("x.FR.md", "FR"),
        ("x.ZH-TW.md", "ZH-TW"),
        ("x.Zh-Tw.md", "Zh-Tw"),
        ("x.es-419.md", "es-419"),
        ("x.IT-CH.md", "IT-CH"),
        ("x.ca-valencia.md", "ca-valencia"),
        ("x.de-CH-1901.md", "de-CH-1901"),
        ("x.zh-cmn-Hans.md", "zh-cmn-Hans"),
        ("x.yue-Hant.md", "yue-Hant"),
        // Those that the site has, as it does not write them.
        ("x.JA.md", "JA"),
        ("_index.En.md", "En"),
        ("x.ZH-HANS.md", "ZH-HANS"),
    ] {
        let expected = Classified::UnknownLanguage(suffix);
        assert_eq!(path::classify(name, &config), expected, "{name}");
    }
    for (name, base) in [
        ("_index.old.ja.md", "_index.old"),
        ("film/_index.backup.md", "_index.backup"),
    ] {
        let expected = Classified::Misnamed(base);
        assert_eq!(path::classify(name, &config), expected, "{name}");
    }
}

#[test]
fn paths() {
    for (key, section, own) in [
        ("_index", None, "_index"),
        ("plan", Some(""), "plan"),
        ("film/_index", Some(""), "film"),
        ("film/plan", Some("film"), "plan"),
        ("a/b/_index", Some("a"), "b"),
    ] {
        assert_eq!(path::parent_folder(key), section, "{key}");
        assert_eq!(path::own_name(key), own, "{key}");
    }
    let folders: Vec<&str> = path::upwards("a/b").collect();
    assert_eq!(folders, ["a/b", "a", ""]);
    for (folder, reference, expected) in [
        ("film", "plan", Some("film/plan")),
        ("film", "../resort/plan", Some("resort/plan")),
        ("film", "./a//b/", Some("film/a/b")),
        ("film", "..", Some("")),
        ("film", "../..", None),
        ("", "..", None),
    ] {
        assert_eq!(
            path::join(folder, reference).as_deref(),
            expected,
            "{folder} {reference}"
        );
    }
    for (written, section) in [
        ("news", "news/_index"),
        ("news/", "news/_index"),
        ("/news/_index", "news/_index"),
        ("a/b", "a/b/_index"),
        ("_index", "_index"),
        ("か\u{3099}", "が/_index"),
    ] {
        assert_eq!(path::named_section(written), section, "{written}");
    }
    for (key, section, expected) in [
        ("news/a", "news/_index", true),
        ("news/deep/a", "news/_index", true),
        ("newsletter/a", "news/_index", false),
        ("news", "news/_index", false),
        ("a", "_index", true),
    ] {
        assert_eq!(path::is_below(key, section), expected, "{key} {section}");
    }
    for (id, slug) in [
        ("okinawa", "okinawa"),
        ("Inner Mongolia", "inner-mongolia"),
        ("沖縄 本島", "沖縄-本島"),
        ("C#", "c"),
        ("Ｆｉｌｍ　２", "film-2"),
        ("ÉTÉ", "été"),
        ("カ\u{3099}ス", "ガス"),
        ("ᠮᠣᠩᠭᠣᠯ\u{202F}ᠤᠨ", "ᠮᠣᠩᠭᠣᠯ-ᠤᠨ"),
        ("葛\u{E0100}城", "葛\u{E0100}城"),
        (" a / b ", "a-b"),
        ("..", "-"),
        ("%", "-"),
    ] {
        assert_eq!(path::term_slug(id), slug, "{id}");
    }
    let mut href = String::new();
    path::encode_into("/ja/映画 a&b%?#/", &mut href);
    assert_eq!(href, "/ja/%E6%98%A0%E7%94%BB%20a&b%25%3F%23/");
}

#[test]
fn large_sitemaps_come_in_parts() {
    let mut small = site("", &[("_index.ja.md", "")]).value;
    assert_eq!(sitemaps(&small), ["sitemap.xml"]);
    let route = small
        .routes
        .iter()
        .find(|route| route.target.in_sitemap(&small))
        .unwrap()
        .clone();
    let rows = [
        (50_000, &[50_000][..]),
        (50_001, &[50_000, 1]),
        (100_001, &[50_000, 50_000, 1]),
    ];
    for (urls, parts) in rows {
        small.routes = vec![route.clone(); urls];
        let mut routes = small.routes.clone();
        route::lay_sitemaps(&small, &mut routes);
        let made: Vec<&Route> = routes[urls..].iter().collect();
        if parts.len() == 1 {
            assert_eq!(
                made.iter().map(|route| &*route.path).collect::<Vec<_>>(),
                ["/sitemap.xml"]
            );
            assert_eq!(sitemap_routes(&small, None).count(), urls);
            continue;
        }
        assert_eq!(made.len(), parts.len() + 1);
        assert_eq!(made[0].target, Target::SitemapIndex(parts.len()));
        for (number, expected) in (1..).zip(parts) {
            assert_eq!(&*made[number].path, format!("/sitemap-{number}.xml"));
            assert_eq!(made[number].target, Target::Sitemap(Some(number)));
            assert_eq!(sitemap_routes(&small, Some(number)).count(), *expected);
        }
    }
}

fn sitemaps(site: &Site) -> Vec<&str> {
    site.routes
        .iter()
        .map(|route| &*route.output)
        .filter(|output| output.starts_with("sitemap"))
        .collect()
}

#[test]
fn things_with_one_address() {
    let home = ("_index.ja.md", "");
    let rows: [(Files<'_>, &[&str]); 14] = [
        (&[("a.ja.md", ""), ("b.ja.md", "")], &[]),
        (&[("a.ja.md", ""), ("b.ja.md", "slug: a")], &["same-url"]),
        (&[("a.ja.md", ""), ("a.md", "")], &["two-files"]),
        (&[("a.ja.md", ""), ("a/index.ja.md", "")], &["two-files"]),
        (
            &[("a.ja.md", ""), ("A.ja.md", "")],
            &["same-url-but-for-case"],
        ),
        (&[("a.ja.md", ""), ("a/_index.ja.md", "")], &["same-url"]),
        (
            &[("a.ja.md", "aliases: [/ja/b/]"), ("b.ja.md", "")],
            &["same-url"],
        ),
        // An alias of a page to itself is no second page.
        (&[("a.ja.md", "aliases: [/ja/a/]")], &[]),
        (
            &[
                ("a.ja.md", "aliases: [/x.html/y/]"),
                ("b.ja.md", "aliases: [/x.html]"),
            ],
            &["file-and-folder"],
        ),
        (&[("a.ja.md", "aliases: [/404.html]")], &["same-url"]),
        (
            &[("a.ja.md", "tags: [Film]"), ("b.ja.md", "tags: [film]")],
            &["same-url"],
        ),
        (&[("tags/film.ja.md", ""), ("tags/_index.ja.md", "")], &[]),
        (
            &[
                ("tags/film.ja.md", "tags: [film]"),
                ("tags/_index.ja.md", "slug: t"),
            ],
            &[],
        ),
        (
            &[
                ("tags/film.ja.md", "tags: [film]"),
                ("tags/_index.ja.md", ""),
            ],
            &["same-url"],
        ),
    ];
    for (files, expected) in rows {
        let files: Vec<(&str, &str)> = files.iter().copied().chain([home]).collect();
        let made = site("", &files);
        assert_eq!(codes(&made), expected, "{files:?}");
        for problem in &made.diagnostics {
            assert!(
                problem.place.is_some() && problem.help.is_some(),
                "{problem:?}"
            );
        }
    }
}

#[test]
fn facts_are_inherited_and_overridden() {
    let made = site(
        "",
        &[
            ("_index.ja.md", ""),
            ("_index.en.md", ""),
            (
                "a.yaml",
                "slug: fact\nweight: 3\ntags: [one]\nparams: {x: 1, y: 2}\ndraft: true\n",
            ),
            ("a.ja.md", "draft: false\nparams: {y: 3}"),
            ("a.en.md", "slug: own\ndraft: false\ntags: []"),
            ("a.zh.md", ""),
            ("b.yaml", "weight: 1\n"),
        ],
    );
    assert_eq!(codes(&made), ["orphan-facts"]);
    let page = |code: &str| {
        made.value
            .version("a", made.value.config.lang(code).unwrap())
    };
    let (ja, en) = (page("ja").unwrap(), page("en").unwrap());
    assert_eq!((&*ja.path, &*en.path), ("/ja/fact/", "/en/own/"));
    assert_eq!((ja.front.weight, en.front.weight), (Some(3), Some(3)));
    assert_eq!(
        serde_json::json!(ja.front.params),
        serde_json::json!({"x": 1, "y": 3})
    );
    assert_eq!(made.value.page_terms[ja.id.index()].len(), 1);
    assert!(made.value.page_terms[en.id.index()].is_empty());
    assert!(page("zh").is_none());
}

#[test]
fn names_that_nothing_bears() {
    let rows: [(&str, Files<'_>, &[&str]); 7] = [
        (
            "menus: {main: [film/_index]}\n",
            &[("film/a.ja.md", "")],
            &["section-without-index"],
        ),
        (
            "menus: {main: [film]}\n",
            &[("film/_index.ja.md", "")],
            &["unknown-page"],
        ),
        ("menus: {main: [a]}\n", &[("a.ja.md", "draft: true")], &[]),
        (
            "menus: {main: [{url: /ja/nope/, title: x}]}\n",
            &[],
            &["dead-path"],
        ),
        (
            "menus: {main: [{url: '/ja/#x', title: x}, {url: '//e.org/x', title: x}]}\n",
            &[],
            &[],
        ),
        ("feeds: {sections: [film]}\n", &[], &["unknown-section"]),
        (
            "",
            &[("a.ja.md", "taxonomies: {topic: [x]}")],
            &["unknown-taxonomy"],
        ),
    ];
    for (more, files, expected) in rows {
        let files: Vec<(&str, &str)> = files
            .iter()
            .copied()
            .chain([("_index.ja.md", "")])
            .collect();
        assert_eq!(codes(&site(more, &files)), expected, "{more} {files:?}");
    }
}
