use super::*;
use crate::diag::{Diagnostic, Severity};

const ALL: &str = "\
---
title: 沖縄
description: 一文
date: 2012-01-19
updated: 2012-01-20T10:00+09:00
draft: false
publish: 2012-01-01
expires: 2030-01-01
slug: か\u{3099}
aliases: [/old/, older]
weight: -3
taxonomies: {tags: [okinawa, 沖縄], places: [naha]}
kind: news
template: wide.html
image: a/b.jpg
reading: おきなわ
toc: true
search: false
missing: hide
paginate: 5
l10n: {origin: zh, exclude: [en], machine: true}
params: {a: {b: 1}}
---
本文
";

fn page(text: &str) -> Diagnosed<(FrontMatter, usize)> {
    read(&"content/a.ja.md".into(), &text.into())
}

fn show(problems: &[Diagnostic]) -> Vec<String> {
    let mut problems = problems.to_vec();
    crate::diag::sort(&mut problems);
    problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().unwrap();
            let (line, column) = place.line_column().unwrap();
            let marked = &place.text.as_ref().unwrap()[place.span.clone()];
            let mark = if problem.severity == Severity::Warning {
                "?"
            } else {
                ""
            };
            format!(
                "{line}:{column} `{marked}` {mark}{}: {} | {}",
                problem.code,
                problem.message,
                problem.help.as_deref().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn control_characters_in_texts() {
    let found = page(
        "---\ntitle: \"a\\u0000b\"\ndescription: \"a\\x85\"\nreading: \"a\\tb\\nc\"\nparams: {a: [{b: \"\\uFFFE\"}, c]}\n---\n",
    );
    assert_eq!(
        show(&found.diagnostics),
        [
            r#"2:8 `"a\u0000b"` control-character: this text holds a control character (U+0000), which no page can show | delete it"#,
            r#"3:14 `"a\x85"` control-character: this text holds a control character (U+0085), which no page can show | delete it"#,
            r#"5:18 `"\uFFFE"` control-character: this text holds a control character (U+FFFE), which no page can show | delete it"#,
        ]
    );
}

#[test]
fn all_keys() {
    let Diagnosed {
        value: (front, body),
        diagnostics,
    } = page(ALL);
    assert_eq!(show(&diagnostics), Vec::<String>::new());
    assert_eq!(&ALL[body..], "本文\n");
    assert_eq!(front.title.as_deref(), Some("沖縄"));
    assert_eq!(front.description.as_deref(), Some("一文"));
    let isos: Vec<_> = [front.date, front.updated, front.publish, front.expires]
        .iter()
        .map(|moment| moment.unwrap().iso())
        .collect();
    assert_eq!(
        isos,
        [
            "2012-01-19",
            "2012-01-20T10:00:00+09:00",
            "2012-01-01",
            "2030-01-01"
        ]
    );
    assert_eq!(
        front.updated.unwrap().date(),
        jiff::civil::date(2012, 1, 20)
    );
    let slug = front.slug.clone().unwrap();
    assert_eq!(slug.value, "が");
    assert_eq!(&ALL[slug.span], "か\u{3099}");
    let aliases: Vec<_> = front.aliases.iter().map(|alias| &*alias.value).collect();
    assert_eq!(aliases, ["/old/", "older"]);
    let (taxonomy, terms) = &front.taxonomies[0];
    assert_eq!((taxonomy.as_str(), &*terms[1].value), ("tags", "沖縄"));
    assert_eq!(&ALL[terms[1].span.clone()], "沖縄");
    assert_eq!(front.taxonomies[1].0, "places");
    assert_eq!(
        (front.draft, front.toc, front.search),
        (Some(false), Some(true), Some(false))
    );
    assert_eq!((front.weight, front.paginate), (Some(-3), Some(5)));
    assert_eq!(
        (front.kind.as_deref(), front.reading.as_deref()),
        (Some("news"), Some("おきなわ"))
    );
    assert_eq!(front.template.as_ref().unwrap().value, "wide.html");
    assert_eq!(front.image.as_ref().unwrap().value, "a/b.jpg");
    assert_eq!(front.missing, Some(Missing::Hide));
    let l10n = front.l10n.as_ref().unwrap();
    assert_eq!(l10n.origin.as_ref().unwrap().value, "zh");
    assert!(l10n.excludes("en") && !l10n.excludes("ja"));
    assert_eq!(l10n.machine, Some(true));
    assert_eq!(front.params["a"]["b"], 1);
    assert_eq!(
        front
            .keys
            .iter()
            .filter(|(key, _)| !key.contains('.'))
            .count(),
        21
    );
    assert_eq!(&ALL[front.key_span("slug").unwrap()], "slug");
}

#[test]
fn parts_of_a_file() {
    let rows = [
        ("---\na: 1\n---\nb", Block::Found(4..9), 13),
        ("---\n---\n", Block::Found(4..4), 8),
        ("--- \na: 1\n---\t\n---\n", Block::Found(5..10), 15),
        ("---\na: 1\n---", Block::Found(4..9), 12),
        ("---\r\na: 1\r\n---\r\nb", Block::Found(5..11), 16),
        ("----\n", Block::Absent, 0),
        ("", Block::Absent, 0),
        ("\n---\na: 1\n---\n", Block::Absent, 0),
        ("---\na: 1\n ---\n", Block::Unclosed, 14),
        ("---", Block::Unclosed, 3),
    ];
    for (text, block, body) in rows {
        let parts = split(&"a.md".into(), &text.into());
        assert_eq!(
            parts.value,
            Split {
                block: block.clone(),
                body
            },
            "{text:?}"
        );
        assert_eq!(
            parts.diagnostics.len(),
            usize::from(block == Block::Unclosed),
            "{text:?}"
        );
    }
}

#[test]
fn without_a_block() {
    let rows = [
        (
            "---\ntitle: x\n本文\n",
            "1:1 `---` front-matter-not-closed: the front matter that opens here is not closed | write `---` alone on the line after the last key",
        ),
        (
            "---\ntitle: x\n－－－\n",
            "1:1 `---` front-matter-not-closed: the front matter that opens here is not closed | line 3 is `－－－`: write three half-width hyphens `---` there, at the start of the line",
        ),
        (
            "# 題\n",
            "1:1 `# 題` missing-front-matter: this page has no title: it does not start with front matter | write at the very start of the file:\n---\ntitle: …\n---",
        ),
        (
            "",
            "1:1 `` missing-front-matter: this page has no title: it does not start with front matter | write at the very start of the file:\n---\ntitle: …\n---",
        ),
        (
            "\n---\ntitle: x\n---\n",
            "1:1 `` missing-front-matter: this page has no title: it does not start with front matter | delete the blank lines and spaces before the `---`: front matter starts on the first line",
        ),
        (
            "+++\ntitle = \"x\"\n+++\n",
            "1:1 `+++` missing-front-matter: this page has no title: it does not start with front matter | front matter is YAML here: write `---` instead of `+++`, and `title: …` instead of `title = \"…\"`",
        ),
        (
            "---\ndate: 2012-01-19\n---\n",
            "1:1 `---` missing-key: the front matter has no `title` | write `title: …`, the name of the page",
        ),
        (
            "---\n---\n",
            "1:1 `---` missing-key: the front matter has no `title` | write `title: …`, the name of the page",
        ),
        (
            "---\n- a\n---\n",
            "2:1 `- a` wrong-type: front matter must be a group of keys, and this is a list | write it like this: `title: …`",
        ),
        (
            "---\ntitle：沖縄\ndate: 2012-01-19\n---\n",
            "2:6 `：` full-width-colon: the colon after `title` is full-width (：) | write `title: 沖縄` with a half-width colon and a space after it",
        ),
        (
            "---\ntitle: 沖縄\n\tdate: 2012-01-19\n---\n",
            "3:1 `\t` tab-indent: this line is indented with a tab | indent with spaces, two for each level; YAML allows no tabs there",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(show(&page(text).diagnostics), [expected], "{text}");
    }
}

#[test]
fn what_nobody_sees() {
    let rows = [
        ("\u{200B}---\ntitle: x\n---\n", "1:1 `\u{200B}`"),
        ("\n---\u{2060} \ntitle: x\n---\n", "2:4 `\u{2060}`"),
        ("---\ntitle: x\n\u{FEFF}---\n", "3:1 `\u{FEFF}`"),
        ("---\ntitle: x\n---\u{AD}\n", "3:4 `\u{AD}`"),
        ("---\n\u{200D}title: x\n---\n", "2:1 `\u{200D}`"),
        (
            "---\ntitle: x\ndate: \u{200B}2024-01-01\n---\n",
            "3:7 `\u{200B}`",
        ),
        ("---\ntitle: x\ndraft: true\u{AD}\n---\n", "3:12 `\u{AD}`"),
        (
            "---\ntitle: x\nweight: 1\u{2060}0\n---\n",
            "3:10 `\u{2060}`",
        ),
        (
            "---\ntitle: x\nmissing: hide\u{FEFF}\n---\n",
            "3:14 `\u{FEFF}`",
        ),
    ];
    for (text, place) in rows {
        let found = show(&page(text).diagnostics);
        let [found] = &*found else {
            panic!("{text:?}: {found:?}");
        };
        let expected = format!("{place} invisible-character: an invisible character (U+");
        assert!(found.starts_with(&expected), "{text:?}: {found}");
        assert!(found.contains("| delete it"), "{found}");
    }
    // In texts they are what they are, and a mark at the beginning of a line means nothing to YAML.
    let text = "---\n\u{FEFF}title: 👨\u{200D}👩\u{200B}\u{AD}\n---\n";
    let found = page(text);
    assert_eq!(show(&found.diagnostics), Vec::<String>::new());
    let title = found.value.0.title.unwrap_or_default();
    assert_eq!(title, "👨\u{200D}👩\u{200B}\u{AD}");
}

#[test]
fn full_width_colons_of_groups() {
    let found = page("---\ntitle: x\nparams:\n  開催日：2024年\n  会場：那覇\n---\n").diagnostics;
    let line = |place: &str, word: &str, right: &str| {
        format!(
            "{place} `：` full-width-colon: the colon after `{word}` is full-width (：) | write `{right}` with a half-width colon and a space after it"
        )
    };
    assert_eq!(
        show(&found),
        [
            line("4:6", "開催日", "開催日: 2024年"),
            line("5:5", "会場", "会場: 那覇")
        ]
    );
    for text in [
        "---\ntitle: 注意：持ち物\ndescription:\n  会場：那覇\n---\n",
        "---\ntitle: x\nparams:\n  a:\n  - 会場：那覇\n  - 注意：[仮] です\n  北京：东城: 1\n---\n",
        "---\ntitle: x\nparams: {a: 会場：那覇, \"注：{\": 1}\n---\n",
        "---\ntitle: x\nparams:\n  a: |\n    会場：{那覇}\n---\n",
    ] {
        assert_eq!(
            show(&page(text).diagnostics),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

#[test]
fn tabs_before_nothing() {
    let text = "---\ntitle: x\n\t\n \t# note\nparams:\n\t\n  a: \"b\tc\"\n---\n";
    let found = page(text);
    assert_eq!(show(&found.diagnostics), Vec::<String>::new());
    assert_eq!(found.value.0.params["a"], "b\tc");
    assert_eq!(
        &text[found.value.0.key_span("params").unwrap_or_default()],
        "params"
    );
}

#[test]
fn bad_values() {
    let rows = [
        (
            "titel: x",
            "`titel` unknown-key: `titel` is not a key of front matter | did you mean `title`?",
        ),
        (
            "authors: [x]",
            "`authors` unknown-key: `authors` is not a key of front matter | a value of your own stands under `params`: write `params: {authors: …}`; the keys are",
        ),
        (
            "type: x",
            "`type` ?foreign-key: `type` is a key of another program and means nothing here | write `kind` instead",
        ),
        (
            "layout: x",
            "`layout` ?foreign-key: `layout` is a key of another program and means nothing here | write `template` instead, with the template's file name: `template: wide.html`",
        ),
        (
            "lastmod: x",
            "`lastmod` ?foreign-key: `lastmod` is a key of another program and means nothing here | write `updated` instead",
        ),
        (
            "extra: {a: 1}",
            "`extra` ?foreign-key: `extra` is a key of another program and means nothing here | write `params` instead",
        ),
        (
            "kind: 2024",
            "`2024` wrong-type: `kind` must be text, and this is a number | put it in quotes: `\"2024\"`",
        ),
        (
            "tags: [沖縄、映画， 旅, a]",
            "`沖縄、映画， 旅` ?joined-terms: the `、` makes this one term: it is part of the name | write half-width commas between terms: `沖縄, 映画, 旅`",
        ),
        (
            "tags: [「空、海」、映画]",
            "`「空、海」、映画` ?joined-terms: the `、` makes this one term: it is part of the name | write half-width commas between terms: `「空、海」, 映画`",
        ),
        (
            "tags: [\"沖縄、映画\", '沖縄、映画', 「沖縄、映画」, 映画（沖縄、旅）, “沖縄，映画”]",
            "",
        ),
        (
            "kind: true",
            "`true` wrong-type: `kind` must be text, and this is `true` or `false` | put it in quotes: `\"true\"`",
        ),
        (
            "kind:",
            "`kind` no-value: `kind` has no value | write text, such as `kind: news`, or delete the key",
        ),
        (
            "kind: ' '",
            "`' '` no-value: `kind` is empty | write text, such as `kind: news`, or delete the key",
        ),
        (
            "date: 2012-02-30",
            "`2012-02-30` bad-date: `date`: the date 2012-02-30 does not exist | the last day of that month is `2012-02-29`",
        ),
        (
            "date: 平成24年1月19日",
            "`平成24年1月19日` bad-date: `date`: `平成24年1月19日` is no date in the form that is read here | write `2012-01-19`",
        ),
        (
            "date: 9999-12-31",
            "`9999-12-31` bad-date: `date`: 9999-12-31 is another year in some time zone, one that feeds cannot tell | write a day from 0000-01-02 to 9999-12-29",
        ),
        (
            "weight: 99999999999999999999",
            "`99999999999999999999` bad-value: `weight` has more digits than a number can have here | write it like this: `weight: 10`",
        ),
        (
            "l10n: {machine: maybe}",
            "`maybe` wrong-type: `l10n.machine` must be `true` or `false`, and this is text | write it like this: `l10n: {machine: true}`",
        ),
        (
            "date: 2012",
            "`2012` bad-date: `date`: `2012` is no date in the form that is read here | write the whole date, year first: `2012-01-19` for 19 January",
        ),
        (
            "date: [a]",
            "`[a]` wrong-type: `date` must be a date, and this is a list | write it like this: `date: 2012-01-19`",
        ),
        (
            "draft: yes",
            "`yes` wrong-type: `draft` must be `true` or `false`, and this is text | write it like this: `draft: true`",
        ),
        (
            "weight: heavy",
            "`heavy` wrong-type: `weight` must be a whole number, and this is text | write it like this: `weight: 10`",
        ),
        (
            "weight: 1.5",
            "`1.5` wrong-type: `weight` must be a whole number, and this is a number with a fraction | write it like this: `weight: 10`",
        ),
        (
            "paginate: -1",
            "`-1` bad-value: `paginate` must be 0 or more | write it like this: `paginate: 20`",
        ),
        (
            "slug: ../x",
            "`../x` bad-slug: the slug is the last part of the page's address, and this one holds `/` | write one word or several with hyphens, such as `slug: travel-plan`",
        ),
        (
            "slug: a..b",
            "`a..b` bad-slug: the slug is the last part of the page's address, and this one holds `..` | write one word or several with hyphens, such as `slug: travel-plan`",
        ),
        (
            "slug: a?b",
            "`a?b` bad-slug: the slug is the last part of the page's address, and this one holds `?`, which has a meaning of its own in addresses | write one",
        ),
        (
            "slug: 2012",
            "`2012` wrong-type: `slug` must be text, and this is a number | put it in quotes: `\"2012\"`",
        ),
        (
            "aliases: [a/../b]",
            "`a/../b` bad-alias: an alias is an old address of the page, and this one holds `.` or `..` between slashes | write the path",
        ),
        (
            "aliases: ['https://x.y/']",
            "`'https://x.y/'` bad-alias: an alias is an old address of the page, and this one names a host | write the path",
        ),
        (
            "aliases: ['a?b']",
            "`'a?b'` bad-alias: an alias is an old address of the page, and this one holds `?` | write the path",
        ),
        (
            "aliases: [/]",
            "`/` bad-alias: an alias is an old address of the page, and this one is the home page | write the path",
        ),
        (
            "aliases: /a/",
            "`/a/` wrong-type: `aliases` must be a list, and this is text | write it like this: `aliases: [/old/address/]`",
        ),
        (
            "tags: film",
            "`film` wrong-type: `tags` must be a list, and this is text | write it like this: `tags: [okinawa, film]`",
        ),
        (
            "tags: [2012]",
            "`2012` wrong-type: an item of `tags` must be text, and this is a number | put it in quotes: `\"2012\"`",
        ),
        (
            "tags: [a/b]",
            "`a/b` bad-id: the id of a term stands in addresses, and this one holds `/` | write a plain word",
        ),
        (
            "tags: [が, か\u{3099}]",
            "`か\u{3099}` ?repeated: `が` stands twice in this list | delete it here",
        ),
        (
            "taxonomies: [a]",
            "`[a]` wrong-type: `taxonomies` must be a group of keys, and this is a list | write it like this: `taxonomies: {tags: [okinawa]}`",
        ),
        (
            "taxonomies: {places: naha}",
            "`naha` wrong-type: `taxonomies.places` must be a list, and this is text | write it like this: `places: [okinawa, film]`",
        ),
        (
            "image: 'a\\b'",
            "`'a\\b'` bad-path: `image` names a file, and this holds `\\` | write the path with `/`, such as `image: photo.jpg`",
        ),
        (
            "missing: coppy",
            "`coppy` bad-value: `coppy` is not a value of `missing` | did you mean `copy`?",
        ),
        (
            "params: x",
            "`x` wrong-type: `params` must be a group of keys, and this is text | write it like this: `params: {key: value}`",
        ),
        (
            "title: 二",
            "`title` duplicate-key: the key `title` is written twice | keep one of the two",
        ),
    ];
    for (line, expected) in rows {
        let text = format!("---\ntitle: 沖縄\n{line}\n---\n本文\n");
        let shown = show(&page(&text).diagnostics);
        assert_eq!(shown.len(), 1, "{line}: {shown:?}");
        let (place, rest) = shown[0].split_once(' ').unwrap();
        assert!(place.starts_with("3:"), "{line}: {shown:?}");
        assert!(rest.starts_with(expected), "{line}: {rest}");
    }
}

#[test]
fn tags_in_both_forms() {
    let text = "---\ntitle: x\ntags: [a]\ntaxonomies: {tags: [b]}\n---\n";
    assert_eq!(
        show(&page(text).diagnostics),
        [
            "3:7 `[a]` tags-twice: `tags` is short for `taxonomies.tags`, and this file has both | keep one of the two"
        ]
    );
}

#[test]
fn all_problems_in_one_go() {
    let text = "---\ndate: x\nslug: a/b\nweight: y\nfoo: 1\n---\n";
    assert_eq!(page(text).diagnostics.len(), 5);
}

#[test]
fn facts() {
    let path: Arc<str> = "content/a.yaml".into();
    for text in [
        "",
        "# nothing\n",
        "date: 2012-01-19\n",
        "---\ndate: 2012-01-19\n",
    ] {
        assert_eq!(
            show(&parse_facts(&path, &text.into()).diagnostics),
            Vec::<String>::new()
        );
    }
    let problems = parse_facts(&path, &"dates: 2012-01-19\n".into()).diagnostics;
    assert_eq!(
        show(&problems),
        ["1:1 `dates` unknown-key: `dates` is not a key of a facts file | did you mean `date`?"]
    );
}

#[test]
fn front_matter_over_facts() {
    let path: Arc<str> = "content/a.yaml".into();
    let facts = "title: F\ndate: 2012-01-19\nweight: 1\ntags: [f]\ntaxonomies: {places: [naha]}\nparams: {a: {x: 1}, b: 2}\naliases: [/f/]\n";
    let facts = parse_facts(&path, &facts.into()).value;
    let front = |yaml: &str| {
        let text = format!("---\n{yaml}\n---\n");
        page(&text).value.0.over(&facts)
    };
    let inherited = front("title: P");
    assert_eq!(inherited.title.as_deref(), Some("P"));
    assert_eq!(inherited.date, facts.date);
    assert_eq!(inherited.taxonomies, facts.taxonomies);
    assert_eq!(inherited.aliases, facts.aliases);
    assert_eq!(inherited.keys.len(), 1);
    let own = front("title: P\nweight: 2\ntags: []\naliases: []\nparams: {a: {y: 1}, c: 3}");
    assert_eq!(own.weight, Some(2));
    assert!(own.aliases.is_empty());
    let ids: Vec<_> = own
        .taxonomies
        .iter()
        .map(|(id, terms)| (&**id, terms.len()))
        .collect();
    assert_eq!(ids, [("tags", 0), ("places", 1)]);
    assert_eq!(
        serde_json::Value::Object(own.params).to_string(),
        r#"{"a":{"y":1},"c":3,"b":2}"#
    );
}
