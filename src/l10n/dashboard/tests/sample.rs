//! A site in three languages that has a little of everything.

use super::*;

pub(super) fn language(code: &str, tag: &str, name: &str) -> Language {
    Language {
        code: code.to_owned(),
        tag: tag.to_owned(),
        name: name.to_owned(),
    }
}

pub(super) fn cell(lang: &str, state: &str, percent: f64, stale: usize) -> Cell {
    Cell {
        lang: lang.to_owned(),
        state: state.to_owned(),
        percent,
        characters: 400,
        stale,
        ..Cell::default()
    }
}

pub(super) fn row(key: &str, title: &str, cells: Vec<Cell>, blocks: Vec<BlockRow>) -> PageRow {
    PageRow {
        key: key.to_owned(),
        title: title.to_owned(),
        origin: "ja".to_owned(),
        cells,
        blocks,
    }
}

fn block(lang: &str, state: &str, texts: [Option<&str>; 3]) -> BlockRow {
    let [then, now, translation] = texts.map(|text| text.map(str::to_owned));
    BlockRow {
        kind: "paragraph".to_owned(),
        state: state.to_owned(),
        lang: lang.to_owned(),
        from: "ja".to_owned(),
        then,
        now,
        translation,
        source_place: Some(("content/film/plan.ja.md".to_owned(), 12)),
        translation_place: Some((format!("content/film/plan.{lang}.md"), 11)),
        ..BlockRow::default()
    }
}

/// The deadline of the plan moved, and a sentence came; the English page of the resort is new.
pub(super) fn sample() -> Dashboard {
    let deadline = |lang: &str, translation: &str| BlockRow {
        facts: vec!["date".to_owned()],
        severity: Some(Severity::Error),
        ..block(
            lang,
            "changed",
            [
                Some("申込みは2026年4月1日から受け付けます。締切は5月20日です。"),
                Some("申込みは2026年4月1日から受け付けます。締切は6月30日です。"),
                Some(translation),
            ],
        )
    };
    let added = |lang: &str| {
        block(
            lang,
            "added",
            [None, Some("雨天の場合は室内で行います。"), None],
        )
    };
    let removed = block(
        "en",
        "removed",
        [Some("昼食が付きます。"), None, Some("Lunch is included.")],
    );
    let unknown = block(
        "en",
        "changed",
        [
            None,
            Some("那覇を出て上海で乗り換えます。"),
            Some("We leave Naha in the morning."),
        ],
    );
    let stale = |lang: &str, percent, stale| Cell {
        severity: Some(Severity::Error),
        age: Some("3 weeks".to_owned()),
        ..cell(lang, "stale", percent, stale)
    };
    let missing = |lang: &str| Cell {
        severity: Some(Severity::Warning),
        ..cell(lang, "missing", 0.0, 0)
    };
    let both = |state: &str| vec![cell("zh", state, 100.0, 0), cell("en", state, 100.0, 0)];
    let mut blocks = vec![
        deadline("zh", "报名自2026年4月1日开始，5月20日截止。"),
        added("zh"),
    ];
    blocks.push(deadline(
        "en",
        "Applications open on April 1, 2026 and close on May 20.",
    ));
    blocks.extend([added("en"), removed, unknown]);
    Dashboard {
        site: "沖縄・内モンゴル交流プログラム".to_owned(),
        languages: vec![
            language("ja", "ja", "日本語"),
            language("zh", "zh-Hans", "简体中文"),
            language("en", "en", "English"),
        ],
        pages: vec![
            row("_index", "ようこそ", both("current"), Vec::new()),
            row("about", "このサイトについて", both("current"), Vec::new()),
            row(
                "film/plan",
                "映画プロジェクト",
                vec![stale("zh", 92.57, 2), stale("en", 61.0, 4)],
                blocks,
            ),
            row(
                "resort/plan",
                "保養地計画",
                vec![cell("zh", "untracked", 0.0, 0), missing("en")],
                Vec::new(),
            ),
            row(
                "tourism/okinawa",
                "沖縄",
                vec![
                    cell("zh", "current", 100.0, 0),
                    cell("en", "pivot-stale", 99.99, 1),
                ],
                Vec::new(),
            ),
        ],
        messages: vec![
            MessageRow {
                id: "nav-film".to_owned(),
                lang: "zh".to_owned(),
                state: "stale".to_owned(),
                severity: Some(Severity::Warning),
                place: Some(("locales/zh/main.ftl".to_owned(), 3)),
            },
            MessageRow {
                id: "nav-resort".to_owned(),
                lang: "zh".to_owned(),
                state: "current".to_owned(),
                ..MessageRow::default()
            },
        ],
    }
}
