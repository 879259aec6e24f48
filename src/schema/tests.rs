//! What the schemas and the parsers think of the same files.

mod validate;

use super::*;
use crate::config;
use crate::diag::{Diagnostic, Severity};
use crate::parse::front_matter;
use validate::takes;

fn properties(schema: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}

fn sorted<'a>(keys: &[&'a str]) -> Vec<&'a str> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys
}

#[test]
fn schemas_and_parsers_know_the_same_keys() {
    let site = site();
    let page = page();
    let definition = |name: &str| &site["$defs"][name];
    let rows = [
        (&site, config::SITE),
        (definition("Language"), config::LANGUAGE),
        (definition("MenuLink"), config::MENU_LINK),
        (definition("Taxonomy"), config::TAXONOMY),
        (definition("Feeds"), config::FEEDS),
        (definition("Markdown"), config::MARKDOWN),
        (definition("L10n"), config::L10N),
        (&page, front_matter::KEYS),
        (&page["$defs"]["PageL10n"], front_matter::L10N_KEYS),
    ];
    for (schema, keys) in rows {
        assert_eq!(properties(schema), sorted(keys));
        assert_eq!(schema["additionalProperties"], false, "{keys:?}");
        for (name, property) in schema["properties"].as_object().unwrap() {
            assert!(
                property["description"].is_string(),
                "{name} is not described"
            );
        }
    }
    let term = definition("TermTexts");
    assert_eq!(properties(term), config::TERM);
    assert_eq!(term["additionalProperties"]["type"], "string");
    let words = |schema: &Value| -> Vec<String> {
        let all = schema["oneOf"].as_array().unwrap();
        all.iter()
            .map(|one| one["const"].as_str().unwrap().to_owned())
            .collect()
    };
    let missing: Vec<&str> = config::MISSING.iter().map(|(word, _)| *word).collect();
    assert_eq!(words(definition("Missing")), missing);
    let breaks: Vec<&str> = config::SOFT_BREAKS.iter().map(|(word, _)| *word).collect();
    assert_eq!(words(definition("SoftBreaks")), breaks);
}

#[test]
fn a_key_without_a_value_is_refused_where_the_parser_refuses_it() {
    let page = page();
    let site = site();
    let rows = [
        (&page["properties"]["title"], false),
        (&page["properties"]["date"], false),
        (&page["properties"]["tags"], true),
        (&page["properties"]["params"], true),
        (&site["properties"]["missing"], false),
        (&site["properties"]["feeds"], true),
    ];
    for (schema, expected) in rows {
        assert_eq!(
            schema.to_string().contains("\"null\""),
            expected,
            "{schema}"
        );
    }
}

#[test]
fn only_four_keys_are_required() {
    let site = site();
    assert_eq!(
        site["required"],
        serde_json::json!(["title", "base_url", "default_language", "languages"])
    );
    assert_eq!(page().get("required"), None);
}

/// Whether the schema takes the text, and whether the parser does.
fn judged(schema: &Value, text: &str, problems: &[Diagnostic]) -> (bool, bool) {
    let value: Value = serde_yaml::from_str(text).unwrap();
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    (
        takes(schema, schema, &value),
        !problems.iter().any(is_error),
    )
}

#[test]
fn schema_and_parser_take_the_same_values_of_pages() {
    let schema = page();
    let good = [
        "title: 計画",
        "title: \"a\\nb\"",
        "title:\n  a\n  b",
        "date: 2012-01-19",
        "date: 2012-01-19T10:00:00.5+09:00",
        "date: 2012-01-19T10:00:00,5",
        "date: 2012-01-19T10:00+23:59",
        "date: 2012-01-19 10:00 Z",
        "date: 2012-02-29",
        "expires: 9999-12-31",
        "slug: 計画-1",
        "slug: a.b",
        "slug: a b",
        "aliases: [/old/, old/x, \"/a b/\", /a%20b/, /a.b/]",
        "aliases:",
        "tags: [okinawa, \"C#\", a..b, \"100%\"]",
        "tags: []",
        "taxonomies: {tags: [a], people: [b], places: }",
        "taxonomies: {people: [b]}\ntags: [a]",
        "image: ../x/photo.jpg",
        "image: https://example.org/x.jpg",
        "template: wide.html",
        "kind: news",
        "weight: -3",
        "paginate: 0",
        "missing: copy",
        "l10n: {exclude: }",
        "l10n: {exclude: true}",
        "l10n: {exclude: [zh, zh-Hant]}",
        "l10n: {origin: zh, from: en, machine: true}",
        "params: {a: {b: [1, null]}}",
        "params:",
    ];
    let bad = [
        "title: \"\"",
        "title: \" \\u3000\"",
        "title: 7",
        "title: \"a\\u0001\"",
        "title:",
        "description: \"\"",
        "kind: \" \"",
        "kind: \"\\u007f\"",
        "reading: \"\"",
        "image: \"\"",
        "image: \" a.jpg\"",
        "image: 'a\\b.jpg'",
        "template: \"\"",
        "slug: \"\"",
        "slug: .",
        "slug: ..",
        "slug: a..b",
        "slug: a/b",
        "slug: \" a\"",
        "slug: a?b",
        "slug: \"a\\u0001b\"",
        "slug: \"a\\nb\"",
        "slug: .yuimaru",
        "aliases: [\"\"]",
        "aliases: [/]",
        "aliases: [//]",
        "aliases: [..]",
        "aliases: [/a/./b/]",
        "aliases: [\"a?b\"]",
        "aliases: [\"a#b\"]",
        "aliases: [https://x/]",
        "aliases: [//x/y]",
        "aliases: [\"/a \"]",
        "aliases: [/.yuimaru]",
        "aliases: /old/",
        "tags: [\"\"]",
        "tags: [a/b]",
        "tags: [.]",
        "tags: [\" a\"]",
        "tags: [1]",
        "tags: [a]\ntaxonomies: {tags: [b]}",
        "tags: [a]\ntaxonomies: {tags: }",
        "taxonomies: {people: [a/b]}",
        "date: 2012-13-01",
        "date: 2012-04-31",
        "date: 2012-02-30",
        "date: 2012-00-01",
        "date: 2012-01-00",
        "date: 2012-1-19",
        "date: 2012",
        "date: 2012-01-19T24:00",
        "date: 2012-01-19T10:60",
        "date: 2012-01-19T10:00:60",
        "date: 2012-01-19T10:00:00+09:60",
        "date: 2012-01-19T10:00+24:00",
        "date: 2012-01-19T10:00:00,",
        "date: 9999-12-31",
        "updated: 0000-01-01",
        "weight: a",
        "paginate: -1",
        "missing: hidden",
        "draft: 1",
        "l10n:",
        "l10n: {origin: \"\"}",
        "l10n: {exclude: [\"\"]}",
        "l10n: {exclude: zh}",
        "titel: a",
    ];
    let rows = good.map(|text| (text, true)).into_iter();
    for (text, expected) in rows.chain(bad.map(|text| (text, false))) {
        let found = front_matter::parse_facts(&"x.yaml".into(), &text.into()).diagnostics;
        let judged = judged(&schema, text, &found);
        assert_eq!(judged, (expected, expected), "{text}: {found:?}");
    }
}

#[test]
fn schema_and_parser_take_the_same_values_of_sites() {
    const REQUIRED: [(&str, &str); 4] = [
        ("title", "結"),
        ("base_url", "https://example.org/"),
        ("default_language", "ja"),
        ("languages", "{ja: , zh: }"),
    ];
    let schema = site();
    let good = [
        "title: {ja: 結, zh: 结}",
        "description: one",
        "base_url: https://example.org",
        "base_url: http://[::1]:3000/",
        "base_url: HTTPS://沖縄.jp/結/@a/%E7/",
        "base_url: https://example.org:8080/a.b/",
        "timezone: Asia/Tokyo",
        "timezone: Etc/GMT+9",
        "theme: my-theme",
        "languages: {ja: {name: 日本語, tag: ja, soft_breaks: cjk}, zh-hant: {tag: zh-Hant-TW, fallback: [ja]}}",
        "menus: {main: [film/_index, about, {url: 'https://x', title: x}, {url: /ja/, title: {ja: x}}]}",
        "menus: {main: [{url: '//x/', title: x}, {url: '#top', title: x}, {url: 'mailto:a@b.c', title: x}]}",
        "menus: {main: }",
        "taxonomies: {people: , tags: {name: {ja: タグ}, terms: {\"C#\": {ja: x, reading: {ja: y}}, a: b}}}",
        "feeds: {limit: 5, sections: [news]}",
        "feeds:",
        "markdown: {math: true}",
        "l10n: {origin: zh, rules: {link-targets: false, numbers: off, images: error}}",
        "l10n: {rules: }",
        "params: {a: 1}",
        "paginate: 0",
        "missing: hide",
    ];
    let bad = [
        "title: \"\"",
        "title: {ja: \"\"}",
        "title: [a]",
        "title: 1",
        "description: \" \"",
        "base_url: \"\"",
        "base_url: example.org",
        "base_url: https://",
        "base_url: https:///",
        "base_url: https:///a",
        "base_url: https://x//a",
        "base_url: https://x/a//",
        "base_url: https://x/../",
        "base_url: https://x/a/.",
        "base_url: https://x/?a",
        "base_url: https://x/%zz",
        "base_url: https://x/%e",
        "base_url: https://me@x/",
        "base_url: https://.x/",
        "base_url: https://x..y/",
        "base_url: https://x:0/",
        "base_url: https://x:y/",
        "base_url: https://x<y/",
        "base_url: \"https://x /\"",
        "default_language: \"\"",
        "timezone: \"\"",
        "timezone: Asia Tokyo",
        "theme: \"\"",
        "theme: ../x",
        "theme: a/b",
        "theme: .x",
        "theme: _x",
        "theme: \"x \"",
        "languages: {}",
        "languages: {ja: {name: \"\"}}",
        "languages: {ja: {tag: \"\"}}",
        "languages: {ja: {tag: a b}}",
        "languages: {ja: , j: }",
        "menus: {main: [\"\"]}",
        "menus: {main: [/film/]}",
        "menus: {main: [film/]}",
        "menus: {main: [film.ja.md]}",
        "menus: {main: [https://x]}",
        "menus: {main: [{url: \"\", title: x}]}",
        "menus: {main: [{url: about, title: x}]}",
        "menus: {main: [{url: about.md, title: x}]}",
        "menus: {main: [{url: ../x/, title: x}]}",
        "menus: {main: [{url: ja/x/, title: x}]}",
        "menus: {main: [{url: '?x', title: x}]}",
        "menus: {main: [{url: '/a b', title: x}]}",
        "menus: {main: [{url: /a, title: \"\"}]}",
        "menus: {main: [{url: /a}]}",
        "taxonomies: {a/b: }",
        "taxonomies: {..: }",
        "taxonomies: {\"a?\": }",
        "taxonomies: {tags: {terms: {a/b: x}}}",
        "taxonomies: {tags: {terms: {..: x}}}",
        "taxonomies: {tags: {terms: {a: \"\"}}}",
        "taxonomies: {tags: {name: \"\"}}",
        "feeds: {limit: 0}",
        "feeds: {sections: [\"\"]}",
        "markdown: {math: 1}",
        "l10n: {rules: {nope: off}}",
        "l10n: {rules: {numbers: true}}",
        "l10n: {rules: {numbers: warn}}",
        "l10n: {rules: {numbers: }}",
        "l10n: {origin: \"\"}",
        "params: 1",
        "paginate: -1",
    ];
    let rows = good.map(|text| (text, true)).into_iter();
    for (text, expected) in rows.chain(bad.map(|text| (text, false))) {
        let others = REQUIRED
            .iter()
            .filter(|(key, _)| !text.starts_with(&format!("{key}:")))
            .map(|(key, value)| format!("{key}: {value}\n"));
        let text = others.collect::<String>() + text;
        let found = match config::load(&"site.yaml".into(), &text.as_str().into()) {
            Ok(loaded) => loaded.diagnostics,
            Err(found) => found,
        };
        let judged = judged(&schema, &text, &found);
        assert_eq!(judged, (expected, expected), "{text}: {found:?}");
    }
}
