use std::sync::Arc;

use super::{Comparison, compare};
use crate::config::{Language, MarkdownConfig, SoftBreaks, Writing};
use crate::l10n::block::{Block, blocks};
use crate::l10n::lock::{Lock, LockedPair};
use crate::parse::FrontMatter;
use crate::parse::markdown::{MarkdownOptions, segments};

fn of(markdown: &str, tag: &str) -> Vec<Block> {
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
    let text: Arc<str> = markdown.into();
    let options = MarkdownOptions::site(config, &language);
    let body = segments(&text, 0..text.len(), &options);
    blocks(&FrontMatter::default(), body, Writing::of_tag(tag))
}

/// A lock in which block pairs with block.
fn accepted(source: &str, translation: &str) -> Lock {
    let (source_blocks, translation_blocks) = (of(source, "ja"), of(translation, "zh"));
    let pairs = (0..source_blocks.len().max(translation_blocks.len())).filter_map(|at| {
        let side =
            |blocks: &[Block]| -> Vec<Block> { blocks.get(at).cloned().into_iter().collect() };
        let (one, other) = (side(&source_blocks), side(&translation_blocks));
        LockedPair::of(
            &one.iter().collect::<Vec<_>>(),
            &other.iter().collect::<Vec<_>>(),
        )
    });
    Lock::new("ja", source, pairs.collect())
}

/// State, kind, source and translation of each block; `!` where it was touched, facts and markup that changed.
fn shown(comparison: &Comparison, source: &[Block], translation: &[Block]) -> Vec<String> {
    comparison
        .blocks
        .iter()
        .map(|block| {
            let text = |blocks: &[Block], at: Option<usize>| {
                at.map_or("-".to_owned(), |at| blocks[at].text().to_owned())
            };
            format!(
                "{} {}|{}{}{}{}",
                block.state.name(),
                text(source, block.source),
                text(translation, block.translation()),
                if block.is_touched { "!" } else { "" },
                block
                    .facts
                    .iter()
                    .map(|fact| format!(" {fact}"))
                    .collect::<String>(),
                block
                    .markup
                    .iter()
                    .map(|kind| format!(" ~{kind}"))
                    .collect::<String>(),
            )
        })
        .collect()
}

const SOURCE: &str = "## 計画\n\n初めの段。\n\n後の段。\n\n- 甲\n- 乙\n";

const TRANSLATION: &str = "## 计划\n\n第一。\n\n第二。\n\n- 子\n- 丑\n";

#[test]
fn states() {
    for (what, source, translation, expected, stale) in [
        (
            "nothing happened",
            SOURCE.to_owned(),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "current 後の段。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ][..],
            0,
        ),
        (
            "restyled",
            "計画\n---\n\n**初めの段**。\n\n後の\n段。\n\n* 甲\n* 乙\n".to_owned(),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "current 後の段。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            0,
        ),
        (
            "changed",
            SOURCE.replace("後の段", "次"),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "changed 次。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "changed, and the translation with it",
            SOURCE.replace("後の段", "次"),
            TRANSLATION.replace("第二", "其次"),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "changed 次。|其次。!",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "the translation alone",
            SOURCE.to_owned(),
            TRANSLATION.replace("第二", "其次"),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "current 後の段。|其次。!",
                "current 甲|子",
                "current 乙|丑",
            ],
            0,
        ),
        (
            "inserted",
            SOURCE.replace("後の段", "間。\n\n後の段"),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "added 間。|-",
                "current 後の段。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "inserted in both",
            SOURCE.replace("後の段", "間。\n\n後の段"),
            TRANSLATION.replace("第二", "中间。\n\n第二"),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "added 間。|中间。!",
                "current 後の段。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "inserted and copied",
            SOURCE.replace("後の段", "間。\n\n後の段"),
            TRANSLATION.replace("第二", "間。\n\n第二"),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "untranslated 間。|間。!",
                "current 後の段。|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "removed",
            SOURCE.replace("後の段。\n\n", ""),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "removed -|第二。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "moved",
            "## 計画\n\n後の段。\n\n初めの段。\n\n- 甲\n- 乙\n".to_owned(),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 後の段。|第二。",
                "moved 初めの段。|第一。",
                "current 甲|子",
                "current 乙|丑",
            ],
            1,
        ),
        (
            "an item in place of another",
            SOURCE.replace("乙", "丙\n- 丁"),
            TRANSLATION.to_owned(),
            &[
                "current 計画|计划",
                "current 初めの段。|第一。",
                "current 後の段。|第二。",
                "current 甲|子",
                "changed 丙|丑",
                "added 丁|-",
            ],
            2,
        ),
    ] {
        let lock = accepted(SOURCE, TRANSLATION);
        let (now, other) = (of(&source, "ja"), of(&translation, "zh"));
        let comparison = compare(&lock, &now, &other);
        assert_eq!(shown(&comparison, &now, &other), expected, "{what}");
        assert_eq!(comparison.stale(), stale, "{what}");
    }
}

#[test]
fn what_is_left_untranslated_is_so_until_it_is_accepted() {
    let source = "甲。\n\n`code`\n";
    let lock = accepted(source, "甲。\n\n`code`\n");
    let (now, other) = (of(source, "ja"), of(source, "zh"));
    assert_eq!(compare(&lock, &now, &other).stale(), 0);
    let lock = accepted(source, "子。\n\n`code`\n");
    let comparison = compare(&lock, &now, &other);
    assert_eq!(
        shown(&comparison, &now, &other),
        ["untranslated 甲。|甲。!", "current `code`|`code`"]
    );
}

#[test]
fn links_that_moved_are_told_and_make_nothing_stale() {
    let lock = accepted("[計画](a.md)を見る。\n", "看[计划](a.md)。\n");
    let (now, other) = (
        of("[計画](b.md)を見る。\n", "ja"),
        of("看[计划](a.md)。\n", "zh"),
    );
    let comparison = compare(&lock, &now, &other);
    assert_eq!(
        shown(&comparison, &now, &other),
        ["current 計画を見る。|看计划。 ~link"]
    );
    assert_eq!(comparison.stale(), 0);
}

#[test]
fn shares_are_of_characters() {
    let source = "あいうえおかきく。\n\nか。\n";
    let lock = accepted(source, "一。\n\n二。\n");
    let now = of("あいうえおかきく。\n\n字。\n", "ja");
    let comparison = compare(&lock, &now, &of("一。\n\n二。\n", "zh"));
    assert_eq!(comparison.percent(&now).to_string(), "81.8");
    assert_eq!(super::share(999_999, 1_000_000).to_string(), "99.9");
    assert_eq!(super::share(0, 0).to_string(), "100");
}

#[test]
fn what_the_translation_has_of_its_own() {
    let lock = accepted("甲。\n", "子。\n\n译注。\n");
    let (now, other) = (of("甲。\n", "ja"), of("子。\n\n译注。\n", "zh"));
    let comparison = compare(&lock, &now, &other);
    assert_eq!(
        (
            comparison.stale(),
            comparison.is_edited,
            comparison.own.len()
        ),
        (0, false, 1)
    );
    let other = of("子。\n\n译注。\n\n再注。\n", "zh");
    let comparison = compare(&lock, &now, &other);
    assert_eq!(
        (
            comparison.stale(),
            comparison.is_edited,
            &comparison.own[..]
        ),
        (0, true, &[1, 2][..])
    );
}

#[test]
fn large_pages_that_are_all_other_are_compared_at_once() {
    let page =
        |word: &str| -> String { (0..20_000).map(|at| format!("{word}{at}。\n\n")).collect() };
    let lock = accepted(&page("甲"), &page("子"));
    let (now, other) = (of(&page("乙"), "ja"), of(&page("子"), "zh"));
    assert_eq!(compare(&lock, &now, &other).stale(), 20_000);
}
