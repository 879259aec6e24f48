pub(in crate::l10n) mod content;
mod numbers;
mod texts;

use std::ops::Range;
use std::sync::Arc;

use super::{ParityInput, check};
use crate::config::{Language, MarkdownConfig, SoftBreaks, Writing};
use crate::l10n::block::{Block, blocks};
use crate::l10n::finding::Levels;
use crate::parse::front_matter::{parse_front_matter, split};
use crate::parse::markdown::{MarkdownOptions, segments};

pub(in crate::l10n) fn read(text: &str, tag: &str) -> Vec<Block> {
    let language = Language {
        code: tag.to_owned(),
        name: tag.to_owned(),
        tag: tag.to_owned(),
        soft_breaks: SoftBreaks::Cjk,
        fallback: Vec::new(),
    };
    let config = MarkdownConfig {
        math: false,
        highlight: false,
    };
    let path: Arc<str> = "content/a.md".into();
    let text: Arc<str> = text.into();
    let parts = split(&path, &text).value;
    let front = parse_front_matter(&path, &text, &parts.block).value;
    let options = MarkdownOptions::site(config, &language);
    let body = segments(&text, parts.body..text.len(), &options);
    blocks(&front, body, Writing::of_tag(tag))
}

/// Pairs of one and one in order, as far as the kinds are the same.
pub(in crate::l10n) fn in_order(
    source: &[Block],
    translation: &[Block],
) -> Vec<(Range<usize>, Range<usize>)> {
    let is_same = source
        .iter()
        .zip(translation)
        .take_while(|(one, other)| one.kind() == other.kind());
    (0..is_same.count())
        .map(|at| (at..at + 1, at..at + 1))
        .collect()
}

/// Rule, message, and what stands there in the source and in the translation.
fn found(source: (&str, &str), translation: (&str, &str)) -> Vec<String> {
    let (source_blocks, translation_blocks) =
        (read(source.1, source.0), read(translation.1, translation.0));
    let pairs = in_order(&source_blocks, &translation_blocks);
    let findings = check(&ParityInput {
        source: &source_blocks,
        source_writing: Writing::of_tag(source.0),
        translation: &translation_blocks,
        translation_writing: Writing::of_tag(translation.0),
        pairs: &pairs,
        levels: &Levels::default(),
    });
    let show = |span: &Option<Range<usize>>, text: &str| {
        span.as_ref()
            .map_or("-".to_owned(), |span| text[span.clone()].trim().to_owned())
    };
    findings
        .iter()
        .map(|found| {
            format!(
                "{}: {} [{} | {}]",
                found.rule,
                found.message,
                show(&found.source, source.1),
                show(&found.translation, translation.1)
            )
        })
        .collect()
}

/// The rules that fire, each once.
fn rules(source: (&str, &str), translation: (&str, &str)) -> Vec<String> {
    let mut rules: Vec<String> = found(source, translation)
        .iter()
        .map(|found| found.split(':').next().unwrap().to_owned())
        .collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn shape_links_and_code() {
    let rows = [
        (
            "## 一\n\n### 二\n",
            "## One\n\n## Two\n",
            &[
                "heading-levels: the source has a heading of level 3 here, and the translation a heading of level 2 [### 二 | ## Two]",
            ][..],
        ),
        (
            "## 一\n\n## 二\n",
            "## One\n",
            &[
                "heading-levels: the source has a heading of level 2 here, and the translation no more heading [## 二 | -]",
                "block-sequence: the source goes on with a heading here, and the translation with nothing more [## 二 | -]",
            ],
        ),
        (
            "```sh\nls\n```\n",
            "```\nls\n```\n",
            &[
                "code-fences: the source has a code block of `sh` here, and the translation a code block without a language [```sh\nls\n``` | ```\nls\n```]",
            ],
        ),
        (
            "段落\n\n- 項目\n",
            "Paragraph\n\nItem\n",
            &[
                "block-sequence: the source goes on with an item of a list here, and the translation with a paragraph [項目 | Item]",
            ],
        ),
        (
            "![図](a.png)\n",
            "![Figure](b.png)\n",
            &[
                "images: the translation lacks the image `a.png` of its source [![図](a.png) | -]",
                "images: the source does not have the image `b.png` [- | ![Figure](b.png)]",
            ],
        ),
        ("![図](a.ja.png)\n", "![Figure](a.en.png)\n", &[]),
        ("![](a.png)図\n", "Figure ![](a.png)\n", &[]),
        (
            "[計画](plan.md)\n",
            "[Plan](plans.md)\n",
            &[
                "link-targets: the translation has no link to `plan.md`, which its source links to [[計画](plan.md) | -]",
                "link-targets: the source has no link to `plans.md` [- | [Plan](plans.md)]",
            ],
        ),
        ("[計画](plan.ja.md#計画)\n", "[Plan](plan#the-plan)\n", &[]),
        (
            "[県](https://ja.wikipedia.org/wiki/沖縄県)",
            "[Prefecture](https://en.wikipedia.org/wiki/Okinawa_Prefecture)",
            &[],
        ),
        (
            "[サイト](https://example.org/ja/)",
            "[Site](https://example.org/en/)",
            &[],
        ),
        ("[計画](plan/)と[計画](plan.md)\n", "[Plan](plan)\n", &[]),
        (
            "[サイト](https://example.org/a)",
            "[Site](https://example.org/b)",
            &[
                "link-targets: the translation has no link to `https://example.org/a`, which its source links to [[サイト](https://example.org/a) | -]",
                "link-targets: the source has no link to `https://example.org/b` [- | [Site](https://example.org/b)]",
            ],
        ),
        (
            "`ls`と`mv`を使う。\n",
            "Use `ls`.\n",
            &[
                "inline-code: the translation lacks the code `mv` of its source [`ls`と`mv`を使う。 | -]",
            ],
        ),
        (
            "`ls`を使う。`ls`です。`名前`。\n",
            "Use `ls` and `name`.\n",
            &[],
        ),
        ("", "", &[]),
    ];
    for (source, translation, expected) in rows {
        assert_eq!(
            found(("ja", source), ("en", translation)),
            expected,
            "{source}"
        );
    }
}

#[test]
fn rules_may_be_off_or_errors() {
    use crate::config::{L10n, Lang, RuleLevel};
    use crate::diag::Severity;
    let (source, translation) = (
        read("## 一\n\n2012年\n", "ja"),
        read("# One\n\nText\n", "en"),
    );
    let pairs = in_order(&source, &translation);
    let levels = Levels::of(&L10n {
        origin: Lang(0),
        rules: vec![
            ("heading-levels".to_owned(), RuleLevel::Off),
            ("numbers".to_owned(), RuleLevel::Error),
        ],
    });
    let findings = check(&ParityInput {
        source: &source,
        source_writing: Writing::Japanese,
        translation: &translation,
        translation_writing: Writing::Other,
        pairs: &pairs,
        levels: &levels,
    });
    let shown: Vec<_> = findings
        .iter()
        .map(|found| (found.rule, found.severity))
        .collect();
    assert_eq!(shown, [("numbers", Severity::Error)]);
}

#[test]
fn pairs_out_of_range_are_passed_over() {
    let blocks = read("段落\n", "ja");
    let findings = check(&ParityInput {
        source: &blocks,
        source_writing: Writing::Japanese,
        translation: &[],
        translation_writing: Writing::Other,
        pairs: &[(0..9, 0..1), (0..1, 0..0), (5..6, 7..8)],
        levels: &Levels::default(),
    });
    assert_eq!(findings.len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_makes_it_fail(source in "[-#a`\\[\\]()!./:@ 2年１三い会们\n]{0,60}", translation in "\\PC{0,60}") {
        for tags in [("ja", "zh"), ("zh", "en"), ("en", "ja")] {
            let _ = found((tags.0, &source), (tags.1, &translation));
            let _ = found((tags.0, &translation), (tags.1, &source));
        }
    }
}
