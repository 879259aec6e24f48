use super::{MarkdownOptions, segments};
use crate::config::{Language, MarkdownConfig, SoftBreaks};
use crate::parse::segment::{Markup, Segment};

fn split(markdown: &str) -> Vec<Segment> {
    let language = Language {
        code: "ja".to_owned(),
        name: "日本語".to_owned(),
        tag: "ja".to_owned(),
        soft_breaks: SoftBreaks::Cjk,
        fallback: Vec::new(),
    };
    let config = MarkdownConfig {
        math: false,
        highlight: false,
    };
    let text = format!("---\n{markdown}");
    segments(
        &text,
        4..text.len(),
        &MarkdownOptions::site(config, &language),
    )
}

/// Kind and text, level and markup where there are any.
fn shown(markdown: &str) -> Vec<String> {
    let show = |segment: &Segment| {
        let level = match segment.level {
            0 => String::new(),
            level => level.to_string(),
        };
        let markup: String = segment
            .markup
            .iter()
            .map(|markup| match markup {
                Markup::Link(to) => format!(" →{to}"),
                Markup::Image(from) => format!(" ▣{from}"),
                Markup::Id(id) => format!(" #{id}"),
                Markup::Component(name) => format!(" <{name}>"),
                Markup::Language(name) => format!(" ~{name}"),
            })
            .collect();
        format!("{}{level}|{}{markup}", segment.kind.name(), segment.text)
    };
    split(markdown).iter().map(show).collect()
}

#[test]
fn blocks() {
    for (markdown, expected) in [
        (
            "## 見出し {#id}\n\n本文。\n",
            &["heading2|見出し #id", "paragraph|本文。"][..],
        ),
        ("見出し\n---\n", &["heading2|見出し"]),
        (
            "- a\n- b\n  - c\n\n    d\n",
            &["item|a", "item|b", "item|c", "item|d"],
        ),
        ("1. a\n2. **b**\n", &["item|a", "item|b"]),
        ("> a\n>\n> b\n", &["quote|a", "quote|b"]),
        ("> [!NOTE]\n> a\n", &["quote|a"]),
        (
            "| a | b |\n| - | - |\n| c | |\n",
            &["cell|a", "cell|b", "cell|c"],
        ),
        ("a\n: b\n", &["term|a", "definition|b"]),
        ("a[^1]\n\n[^1]: b\n", &["paragraph|a", "note|b"]),
        ("~~~rust x\nlet a;  \n\n~~~\n", &["code|let a; ~rust"]),
        ("    let a;\n", &["code|let a;"]),
        (
            "a ![b](c.svg) [d](e.md)\n",
            &["paragraph|a d →e.md", "alt|b ▣c.svg"],
        ),
        ("![](c.svg)\n", &["paragraph| ▣c.svg"]),
        ("- [x] a\n", &["item|a"]),
        ("***\n\n<!-- a -->\n", &[]),
        ("<p>a <b>b</b></p>\n", &["html|a b"]),
        (
            "{{ <card page=\"film/plan\" title=\"映画 です\" n={1} /> }}\n",
            &["component|映画 です <card page=\"film/plan\" n=1>"],
        ),
        (
            "a {{ <card page=\"x\" /> }} b\n",
            &["paragraph|a b <card page=\"x\">"],
        ),
        (
            "{% <note> %}\n\n本文。\n\n{% </note> %}\n",
            &["component| <note>", "paragraph|本文。"],
        ),
        ("# {漢字|かんじ}`code`\n", &["heading1|漢字`code`"]),
    ] {
        assert_eq!(shown(markdown), expected, "{markdown}");
    }
}

#[test]
fn what_only_looks_different_is_the_same() {
    for (one, other) in [
        ("沖縄の\n海\n", "沖縄の海\n"),
        ("one\ntwo\n", "one two\n"),
        ("one  \ntwo\n", "one two\n"),
        ("*a* **b** ~~c~~\n", "a b c\n"),
        ("* a\n* b\n", "- a\n\n- b\n"),
        ("1. a\n", "1) a\n"),
        ("## a ##\n", "a\n---\n"),
        ("```\na\n```\n", "~~~\na\n~~~\n"),
        ("カ\u{3099}\n", "ガ\n"),
        ("a　b\n", "a b\n"),
        ("{漢字|かんじ}\n", "漢字\n"),
    ] {
        assert_eq!(shown(one), shown(other), "{one:?} {other:?}");
    }
}

#[test]
fn places_are_those_in_the_file() {
    let markdown = "**「字」**の話。\n\n- 項目\n\n![絵](a.svg)\n";
    let text = format!("---\n{markdown}");
    let written: Vec<&str> = split(markdown)
        .iter()
        .map(|segment| text[segment.span.clone()].trim_end())
        .collect();
    assert_eq!(written, ["**「字」**の話。", "項目", "![絵](a.svg)"]);
}
