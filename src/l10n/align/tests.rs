mod bounds;
mod pages;
mod ways;

use std::sync::Arc;

use super::*;
use crate::config::{Language, MarkdownConfig, SoftBreaks, Writing};
use crate::l10n::blocks;
use crate::parse::front_matter::{parse_front_matter, split};
use crate::parse::markdown::{MarkdownOptions, segments};
use pages::{EN, JA, ZH};

fn language(tag: &str) -> Language {
    Language {
        code: tag.to_owned(),
        name: tag.to_owned(),
        tag: tag.to_owned(),
        soft_breaks: SoftBreaks::Cjk,
        fallback: Vec::new(),
    }
}

fn page(tag: &str, text: &str) -> Vec<Block> {
    let language = language(tag);
    let (path, text): (Arc<str>, Arc<str>) = ("content/a.md".into(), text.into());
    let markdown = MarkdownConfig {
        math: false,
        highlight: false,
    };
    let parts = split(&path, &text).value;
    let front = parse_front_matter(&path, &text, &parts.block).value;
    let options = MarkdownOptions::site(markdown, &language);
    let body = segments(&text, parts.body..text.len(), &options);
    blocks(&front, body, language.writing())
}

/// `2-2,3` for a block that two were made of, `4-` and `-5` for those that the other side lacks, `?` where unsure.
fn shown(alignment: &Alignment) -> String {
    let side = |range: &Range<usize>| {
        let numbers: Vec<String> = range.clone().map(|at| at.to_string()).collect();
        numbers.join(",")
    };
    let pairs: Vec<String> = alignment
        .pairs
        .iter()
        .map(|pair| {
            let doubt = match pair.confidence {
                Confidence::Low => "?",
                Confidence::High => "",
            };
            format!("{}-{}{doubt}", side(&pair.source), side(&pair.translation))
        })
        .collect();
    pairs.join(" ")
}

#[track_caller]
fn assert_each_once(source: usize, translation: usize, alignment: &Alignment) {
    let mut seen: Vec<usize> = Vec::new();
    let mut seen_there: Vec<usize> = Vec::new();
    for pair in &alignment.pairs {
        let shape = (pair.source.len(), pair.translation.len());
        assert!(
            [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1)].contains(&shape),
            "{pair:?}"
        );
        seen.extend(pair.source.clone());
        seen_there.extend(pair.translation.clone());
    }
    // In the order of the source as they come.
    assert_eq!(seen, (0..source).collect::<Vec<_>>());
    seen_there.sort_unstable();
    assert_eq!(seen_there, (0..translation).collect::<Vec<_>>());
}

fn aligned(tags: (&str, &str), source: &str, translation: &str) -> String {
    let ratio = LengthRatio::between(Writing::of_tag(tags.0), Writing::of_tag(tags.1));
    let (source, translation) = (page(tags.0, source), page(tags.1, translation));
    let alignment = align(&source, &translation, ratio);
    assert_each_once(source.len(), translation.len(), &alignment);
    shown(&alignment)
}

/// A page with one text in the place of another, which must be there.
#[track_caller]
fn with(page: &str, old: &str, new: &str) -> String {
    assert!(page.contains(old), "{old}");
    page.replacen(old, new, 1)
}

/// Both translations of `JA` with one change each, which pair alike.
#[track_caller]
fn assert_both(zh: (&str, &str), en: (&str, &str), expected: &str) {
    assert_eq!(aligned(("ja", "zh"), JA, &with(ZH, zh.0, zh.1)), expected);
    assert_eq!(aligned(("ja", "en"), JA, &with(EN, en.0, en.1)), expected);
}

/// The same where length alone says which block the new one is: right, and unsure of that one and its neighbours.
#[track_caller]
fn assert_both_nearly(zh: (&str, &str), en: (&str, &str), expected: &str) {
    for (tag, translation) in [("zh", with(ZH, zh.0, zh.1)), ("en", with(EN, en.0, en.1))] {
        let found = aligned(("ja", tag), JA, &translation);
        assert_eq!(found.replace('?', ""), expected, "{tag}");
        assert!(found.matches('?').count() <= 3, "{tag}: {found}");
    }
}

/// From one number to another, one to one; then with a distance.
fn run(range: Range<usize>, ahead: isize) -> String {
    let pairs: Vec<String> = range
        .map(|at| format!("{at}-{}", at as isize + ahead))
        .collect();
    pairs.join(" ")
}

#[test]
fn in_step() {
    let all = run(0..20, 0);
    assert_eq!(page("ja", JA).len(), 20);
    assert_both(("", ""), ("", ""), &all);
    assert_eq!(aligned(("zh", "en"), ZH, EN), all);
    assert_eq!(aligned(("en", "ja"), EN, JA), all);
}

#[test]
fn a_paragraph_split() {
    assert_both(
        ("截止。参加费", "截止。\n\n参加费"),
        ("May 20. The fee", "May 20.\n\nThe fee"),
        &format!("{} 4-4,5 {}", run(0..4, 0), run(5..20, 1)),
    );
}

#[test]
fn paragraphs_merged() {
    assert_both_nearly(
        ("含餐费。\n\n请将", "含餐费。请将"),
        ("meals.\n\nPlease", "meals. Please"),
        &format!("{} 4,5-4 {}", run(0..4, 0), run(6..20, -1)),
    );
}

#[test]
fn a_list_item_more() {
    assert_both_nearly(
        ("- 照片2张", "- 健康诊断书，需医生签字\n- 照片2张"),
        (
            "- 2 photographs",
            "- Certificate of health, signed by a doctor\n- 2 photographs",
        ),
        &format!("{} -8 {}", run(0..8, 0), run(8..20, 1)),
    );
}

#[test]
fn a_section_missing() {
    let cut = |text: &str, from: &str, to: &str| {
        let (start, end) = (text.find(from).unwrap(), text.find(to).unwrap());
        format!("{}{}", &text[..start], &text[end..])
    };
    let gone: Vec<String> = (9..18).map(|at| format!("{at}-")).collect();
    let expected = format!("{} {} 18-9 19-10", run(0..9, 0), gone.join(" "));
    for (tag, text, from, to) in [
        ("zh", ZH, "## 行程", "## 联系"),
        ("en", EN, "## Itinerary", "## Contact"),
    ] {
        let translation = cut(text, from, to);
        assert_eq!(aligned(("ja", tag), JA, &translation), expected, "{tag}");
        // Without ids the shape of the sections tells them apart.
        let bare = |text: &str| {
            let text = text.replace(" {#apply}", "").replace(" {#trip}", "");
            text.replace(" {#contact}", "")
        };
        assert_eq!(
            aligned(("ja", tag), &bare(JA), &bare(&translation)),
            expected,
            "{tag} without ids"
        );
    }
}

#[test]
fn sections_reordered_by_id() {
    // Apply and trip change places: their blocks follow their headings.
    let swapped = |text: &str| {
        let at = |id: &str| {
            let id = text.find(id).unwrap();
            text[..id].rfind("## ").unwrap()
        };
        let (apply, trip, contact) = (at("{#apply}"), at("{#trip}"), at("{#contact}"));
        format!(
            "{}{}{}{}",
            &text[..apply],
            &text[trip..contact],
            &text[apply..trip],
            &text[contact..]
        )
    };
    let expected = format!(
        "{} {} {} {}",
        run(0..3, 0),
        run(3..9, 9),
        run(9..18, -6),
        run(18..20, 0)
    );
    assert_eq!(aligned(("ja", "zh"), JA, &swapped(ZH)), expected);
    assert_eq!(aligned(("ja", "en"), JA, &swapped(EN)), expected);
    // Sections of the same shape.
    let source = "---\ntitle: 一覧\n---\n\n## 甲 {#a}\n\n本文。\n\n## 乙 {#b}\n\n別の文。\n";
    let translation = "---\ntitle: List\n---\n\n## B {#b}\n\nThe other.\n\n## A {#a}\n\nText.\n";
    assert_eq!(
        aligned(("ja", "en"), source, translation),
        "0-0 1-3 2-4 3-1 4-2"
    );
}

#[test]
fn a_note_of_the_translator() {
    assert_both_nearly(
        (
            "请将",
            "译者注：日本的学校年度从四月开始，到次年三月结束。\n\n请将",
        ),
        (
            "Please hand",
            "Translator's note: the Japanese school year begins in April and ends in March.\n\nPlease hand",
        ),
        &format!("{} -5 {}", run(0..5, 0), run(5..20, 1)),
    );
}

#[test]
fn table_rows() {
    assert_both_nearly(
        (
            "| 第2天 | 呼和浩特 |",
            "| 第2天 | 呼和浩特 |\n| 第3天 | 锡林郭勒草原 |",
        ),
        (
            "| Day 2 | Hohhot |",
            "| Day 2 | Hohhot |\n| Day 3 | Xilingol grassland |",
        ),
        &format!("{} -18 -19 {}", run(0..18, 0), run(18..20, 2)),
    );
    assert_both_nearly(
        ("| 第1天 | 那霸 |\n", ""),
        ("| Day 1 | Naha |\n", ""),
        &format!("{} 14- 15- {}", run(0..14, 0), run(16..20, -2)),
    );
}

#[test]
fn a_description_missing() {
    assert_both(
        ("description: 为参加交流项目的人准备的指南。\n", ""),
        (
            "description: A guide for those who take part in the exchange program.\n",
            "",
        ),
        &format!("0-0 1- {}", run(2..20, -1)),
    );
}

#[test]
fn doubt_is_said() {
    let page = |body: &str| format!("---\ntitle: A\n---\n\n{body}\n");
    let rows = [
        // As many blocks, but the first is gone and the last is new: the order pairs them, the numbers say otherwise.
        (
            "参加費は1200円です。\n\n定員は350人です。\n\n締切は2026年です。",
            "zh",
            "名额为350人。\n\n截止日期在2026年。\n\n电话为4567。",
            "0-0 1-1? 2-2? 3-3?",
        ),
        (
            "参加費は1200円です。\n\n定員は350人です。\n\n締切は2026年です。",
            "en",
            "There are 350 places.\n\nApply before the end of 2026.\n\nCall 4567.",
            "0-0 1-1? 2-2? 3-3?",
        ),
        // A list turned into paragraphs.
        (
            "- 参加費は1200円です。\n\n締切は2026年です。",
            "zh",
            "参加费为1200日元。\n\n截止日期在2026年。",
            "0-0 1-1? 2-2",
        ),
        // A length out of line.
        (
            "参加者は全員が保険に入ります。費用は主催者が負担し、手続きは事務局が行います。申込書に記入してください。",
            "en",
            "See below.",
            "0-0 1-1?",
        ),
    ];
    for (source, tag, translation, expected) in rows {
        let found = aligned(("ja", tag), &page(source), &page(translation));
        assert_eq!(found, expected, "{translation}");
    }
}
