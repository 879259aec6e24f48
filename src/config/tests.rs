use std::sync::Arc;

use super::*;
use crate::diag::{Diagnosed, Diagnostic, Severity};

const DESIGN: &str = "\
title: {ja: 結い, zh: 结, en: Yui}        # or one string
description: 一つの文
base_url: https://example.org/交流
default_language: ja
default_language_at_root: false
timezone: asia/tokyo
theme: default
missing: copy
languages:
  ja: {name: 日本語, tag: ja, soft_breaks: cjk}
  zh: {name: 简体中文, tag: zh-hans, fallback: [en]}
  en:
menus: {main: [film/_index, resort/_index, {url: 'https://example.org', title: {ja: 外}}]}
taxonomies: {places: {name: {ja: 場所}, terms: {okinawa: {ja: 沖縄, reading: {ja: おきなわ}}}}}
paginate: 0
feeds: {limit: 5, sections: [news]}
markdown: {math: true}
l10n: {rules: {link-targets: off}}
params: {a: [1, 2.5, x], b: {c: true}}
";

fn load_text(text: &str) -> Result<Diagnosed<Config>, Vec<Diagnostic>> {
    load(&Arc::from("site.yaml"), &Arc::from(text))
}

fn show(problems: &[Diagnostic]) -> Vec<String> {
    let mut problems = problems.to_vec();
    crate::diag::sort(&mut problems);
    problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().unwrap();
            let (line, column) = place.line_column().unwrap();
            let written = &place.text.as_ref().unwrap()[place.span.clone()];
            format!(
                "{line}:{column} `{written}` {}: {} | {}",
                problem.code,
                problem.message,
                problem.help.as_deref().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn all_keys() {
    let Diagnosed { value, diagnostics } = load_text(DESIGN).unwrap();
    assert_eq!(show(&diagnostics), Vec::<String>::new());
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(value.title.0, [text("結い"), text("结"), text("Yui")]);
    assert_eq!(value.description.0, vec![text("一つの文"); 3]);
    assert_eq!(value.base_url.path, "/%E4%BA%A4%E6%B5%81/");
    assert_eq!(value.default_language, Lang(0));
    assert_eq!(value.timezone_name, "Asia/Tokyo");
    assert_eq!(value.missing, Missing::Copy);
    let languages: Vec<_> = value
        .languages
        .iter()
        .map(|known| {
            (
                &*known.name,
                &*known.tag,
                known.soft_breaks,
                known.fallback.clone(),
            )
        })
        .collect();
    assert_eq!(
        languages,
        [
            ("日本語", "ja", SoftBreaks::Cjk, vec![]),
            (
                "简体中文",
                "zh-Hans",
                SoftBreaks::Cjk,
                vec![Lang(2), Lang(0)]
            ),
            ("en", "en", SoftBreaks::Keep, vec![Lang(0)]),
        ]
    );
    let (name, items) = &value.menus[0];
    assert_eq!((name.as_str(), items.len()), ("main", 3));
    let MenuItem::Key(key, span) = &items[1] else {
        panic!("{items:?}");
    };
    assert_eq!(key, "resort/_index");
    assert_eq!(&value.text[span.clone()], "resort/_index");
    let ids: Vec<_> = value.taxonomies.iter().map(|known| &*known.id).collect();
    assert_eq!(ids, ["places", "tags"]);
    let term = &value.taxonomies[0].terms[0];
    assert_eq!(
        (term.id.as_str(), &term.label.0[0]),
        ("okinawa", &text("沖縄"))
    );
    assert_eq!(term.reading.0, [text("おきなわ"), None, None]);
    assert_eq!(value.paginate, 0);
    let sections: Vec<&str> = value
        .feeds
        .sections
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!((value.feeds.limit, sections), (5, vec!["news"]));
    assert!(value.markdown.math && value.markdown.highlight);
    assert_eq!(value.l10n.origin, Lang(0));
    assert_eq!(
        value.l10n.rules,
        [("link-targets".to_owned(), RuleLevel::Off)]
    );
    assert_eq!(
        serde_json::Value::Object(value.params).to_string(),
        r#"{"a":[1,2.5,"x"],"b":{"c":true}}"#
    );
}

#[test]
fn defaults() {
    let text = "title: T\nbase_url: http://a.b\ndefault_language: en\nlanguages: {en: }\n";
    let Diagnosed { value, diagnostics } = load_text(text).unwrap();
    assert_eq!(show(&diagnostics), Vec::<String>::new());
    assert_eq!(value.theme, "default");
    assert_eq!(value.missing, Missing::Link);
    assert_eq!(value.timezone_name, "UTC");
    assert_eq!((value.paginate, value.feeds.limit), (20, 20));
    assert!(!value.markdown.math && value.markdown.highlight);
    assert!(!value.default_language_at_root);
    assert_eq!(value.taxonomies.len(), 1);
}

/// A line that replaces or joins those of a good file, and what is reported on it.
#[test]
fn bad_values() {
    let rows = [
        (
            "titel: x",
            "7:1 `titel` unknown-key: `titel` is not a key of site.yaml | did you mean `title`?",
        ),
        (
            "baseURL: x",
            "7:1 `baseURL` unknown-key: `baseURL` is not a key of site.yaml | did you mean `base_url`?",
        ),
        (
            "description: {ja: 沖縄, zj: 冲绳}",
            "7:23 `zj` unknown-language: `zj` is none of the site's languages | did you mean `zh`?",
        ),
        (
            "description: 2024",
            "7:14 `2024` wrong-type: `description` must be text, and this is a number | put it in quotes: `\"2024\"`",
        ),
        (
            "description: [a]",
            "7:14 `[a]` wrong-type: `description` must be text, or text by language, and this is a list | write it like this: `{ja: …}`",
        ),
        (
            "description:",
            "7:1 `description` no-value: `description` has no value | write text, such as `{ja: …}`, or delete the key",
        ),
        (
            "default_language_at_root: ja",
            "7:27 `ja` wrong-type: `default_language_at_root` must be `true` or `false`, and this is text | write it like this: `default_language_at_root: true`",
        ),
        (
            "timezone: Asia/Tokio",
            "7:11 `Asia/Tokio` bad-timezone: `Asia/Tokio` is no time zone | did you mean `Asia/Tokyo`?",
        ),
        (
            "theme: ../x",
            "7:8 `../x` bad-value: `theme` must be the name of a folder in `themes/` | write `theme: default`",
        ),
        (
            "missing: hidden",
            "7:10 `hidden` bad-value: `hidden` is not a value of `missing` | did you mean `hide`?",
        ),
        (
            "menus: {主: [film/, a.ja.md, https://x.y, {url: a}, 5]}",
            "7:13 `film/` bad-menu-item: a menu names pages by key, without a slash at either end | write `film/_index`",
        ),
        (
            "menus: {main: [a.ja.md]}",
            "7:16 `a.ja.md` bad-menu-item: a menu names pages by key, without language and `.md` | write `a`",
        ),
        (
            "menus: {main: [{url: a}]}",
            "7:16 `{url: a}` missing-key: this item of `menus.main` has no `title` | write both, such as `{url: 'https://example.org/', title: Example}`",
        ),
        (
            "menus: {main: [{url: /, titel: b, title: c}]}",
            "7:25 `titel` unknown-key: `titel` is not a key of an item of `menus.main` | did you mean `title`?",
        ),
        (
            "menus: {main: [{url: ../x/, title: c}]}",
            "7:22 `../x/` bad-menu-item: `../x/` leads elsewhere from every page, and a menu stands on all of them | write the key of the page, `film/plan`, in place of the whole item, a path from the site's root, `/ja/film/plan/`, or an address with `https://`",
        ),
        (
            "menus: {main: [{url: www.example.org/a, title: c}]}",
            "7:22 `www.example.org/a` bad-menu-item: `www.example.org/a` leads elsewhere from every page, and a menu stands on all of them | write `https://www.example.org/a`",
        ),
        (
            "menus: {main: film}",
            "7:15 `film` wrong-type: `menus.main` must be a list, and this is text | write it like this: `main: [film/_index]`",
        ),
        (
            "taxonomies: {タ/グ: {}}",
            "7:14 `タ/グ` bad-id: the name of a taxonomy stands in addresses, and this one holds `/` | write a plain word, such as `tags`",
        ),
        (
            "taxonomies: {tags: {terms: {'..': {ja: x}}}}",
            "7:29 `'..'` bad-id: the id of a term stands in addresses, and this one is `..`, which means a folder | write a plain word, such as `okinawa`, and the label behind it",
        ),
        (
            "taxonomies: {tags: {terms: {naha: {ja: 那覇, readings: {ja: なは}}}}}",
            "7:44 `readings` unknown-language: `readings` is none of the site's languages | did you mean `reading`?",
        ),
        (
            "taxonomies: {tags: {terms: {naha: {ja: 那覇, reading: {jp: なは}}}}}",
            "7:54 `jp` unknown-language: `jp` is none of the site's languages | did you mean `ja`?",
        ),
        (
            "taxonomies: {tags: {label: x}}",
            "7:21 `label` unknown-key: `label` is not a key of `taxonomies.tags` | write one of these: name, terms",
        ),
        (
            "taxonomies: {\"か\\u3099\": {}, が: {}}",
            "7:29 `が` duplicate-key: `が` is written twice, in two Unicode forms of the same letters | keep one of the two",
        ),
        (
            "paginate: -1",
            "7:11 `-1` bad-value: `paginate` must be 0 or more | write it like this: `paginate: 20`",
        ),
        (
            "paginate: 2.5",
            "7:11 `2.5` wrong-type: `paginate` must be a whole number, and this is a number with a fraction | write it like this: `paginate: 20`",
        ),
        (
            "feeds: {limit: 0}",
            "7:16 `0` bad-value: `feeds.limit` must be 1 or more | write it like this: `limit: 20`",
        ),
        (
            "feeds: {limits: 1}",
            "7:9 `limits` unknown-key: `limits` is not a key of `feeds` | did you mean `limit`?",
        ),
        (
            "markdown: {math: yes}",
            "7:18 `yes` wrong-type: `math` must be `true` or `false`, and this is text | write it like this: `math: true`",
        ),
        (
            "l10n: {origin: jp}",
            "7:16 `jp` unknown-language: `jp` is none of the site's languages | did you mean `ja`?",
        ),
        (
            "l10n: {rule: {}}",
            "7:8 `rule` unknown-key: `rule` is not a key of `l10n` | did you mean `rules`?",
        ),
        (
            "l10n: {rules: {link-target: off}}",
            "7:16 `link-target` unknown-key: `link-target` is not a key of `l10n.rules` | did you mean `link-targets`?",
        ),
        (
            "l10n: {rules: {numbers: warn}}",
            "7:25 `warn` bad-value: `warn` is not a value of `l10n.rules.numbers` | did you mean `warning`?",
        ),
        (
            "params: 5",
            "7:9 `5` wrong-type: `params` must be a group of keys, and this is a number | write it like this: `params: {key: value}`",
        ),
        (
            "title: again",
            "7:1 `title` duplicate-key: the key `title` is written twice | keep one of the two",
        ),
        (
            "description：沖縄",
            "7:12 `：` full-width-colon: the colon after `description` is full-width (：) | write `description: 沖縄` with a half-width colon and a space after it",
        ),
    ];
    for (line, expected) in rows {
        let text = format!(
            "title: T\nbase_url: http://a.b\ndefault_language: ja\nlanguages:\n  ja:\n  zh:\n{line}\n"
        );
        let problems = match load_text(&text) {
            Ok(loaded) => loaded.diagnostics,
            Err(problems) => problems,
        };
        assert_eq!(
            show(&problems).first().map(String::as_str),
            Some(expected),
            "{line}"
        );
    }
}

#[test]
fn bad_languages() {
    let rows = [
        (
            "j.a: {}",
            "`j.a` bad-language-code: `j.a` cannot be the code of a language | write letters and hyphens only, such as `ja` or `zh-hant`",
        ),
        (
            "日本: {}",
            "`日本` bad-language-code: `日本` cannot be the code of a language | write letters and hyphens only, such as `ja` or `zh-hant`",
        ),
        (
            "JA: {tag: ja-JP}",
            "`JA` bad-language-code: `ja` and `JA` differ in upper and lower case only | give one of them another code, or delete it",
        ),
        (
            "zh: {tag: zh_Hans!}",
            "`zh_Hans!` bad-language-tag: `zh_Hans!` is no language tag (BCP 47) | write the language and, where needed, its script or region: `tag: ja`, `tag: zh-Hans`, `tag: pt-BR`",
        ),
        (
            "zh: {tag: ja}",
            "`zh` equal-language-tags: `ja` and `zh` have the same tag `ja`, so search engines cannot tell them apart | give each language a `tag` of its own",
        ),
        (
            "zh: {names: x}",
            "`names` unknown-key: `names` is not a key of `languages.zh` | did you mean `name`?",
        ),
        (
            "zh: {fallback: [zh]}",
            "`zh` bad-fallback: `zh` cannot fall back on itself | delete it from the list",
        ),
        (
            "zh: {fallback: [ja, ja]}",
            "`ja` repeated: `ja` stands twice in this list | delete it here",
        ),
        (
            "zh: {fallback: [je]}",
            "`je` unknown-language: `je` is none of the site's languages | did you mean `ja`?",
        ),
        (
            "zh: {fallback: ja}",
            "`ja` wrong-type: `languages.zh.fallback` must be a list, and this is text | write it like this: `fallback: [ja, en]`",
        ),
        (
            "zh: {soft_breaks: cjx}",
            "`cjx` bad-value: `cjx` is not a value of `soft_breaks` | did you mean `cjk`?",
        ),
        (
            "zh: 中文",
            "`中文` wrong-type: `languages.zh` must be a group of keys, and this is text | write it like this: `zh: {name: …, tag: zh}`",
        ),
    ];
    for (line, expected) in rows {
        let text = format!(
            "title: T\nbase_url: http://a.b\ndefault_language: ja\nlanguages:\n  ja:\n  {line}\n"
        );
        let shown = show(&load_text(&text).unwrap().diagnostics);
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].ends_with(expected), "{line}: {shown:?}");
    }
    let many: String = (0..201)
        .map(|at| format!("  ja-{at}: {{tag: ja}}\n"))
        .collect();
    let text =
        format!("title: T\nbase_url: http://a.b\ndefault_language: ja-0\nlanguages:\n{many}");
    let Diagnosed { value, diagnostics } = load_text(&text).unwrap();
    assert_eq!(value.languages.len(), 200);
    assert!(
        show(&diagnostics)
            .iter()
            .any(|line| line.starts_with("205:3 `ja-200` too-many-languages"))
    );
}

#[test]
fn what_is_missing_is_all_reported() {
    let problems = load_text("theme: x\n").unwrap_err();
    let messages: Vec<_> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(
        messages,
        [
            "site.yaml has no `title`",
            "site.yaml has no `base_url`",
            "site.yaml has no `default_language`",
            "site.yaml has no `languages`"
        ]
    );
    for text in [
        "",
        "# nothing\n",
        "- a\n",
        "text\n",
        "languages: {}\n",
        "languages: {'1': }\n",
    ] {
        assert!(!load_text(text).unwrap_err().is_empty(), "{text}");
    }
}

#[test]
fn a_configuration_is_made_where_it_can_be() {
    let text = "base_url: nowhere\ndefault_language: fr\nlanguages: {ja: }\npaginate: x\n";
    let Diagnosed { value, diagnostics } = load_text(text).unwrap();
    assert_eq!(diagnostics.len(), 4, "{diagnostics:?}");
    assert!(
        diagnostics
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    assert_eq!(value.default_language, Lang(0));
    assert_eq!(
        (&*value.base_url.origin, &*value.base_url.path),
        ("http://localhost", "/")
    );
    assert_eq!(value.paginate, 20);
}
