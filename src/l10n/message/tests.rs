use std::sync::Arc;

use super::accept::{all, is_untouched, one};
use super::*;
use crate::i18n::messages::{MessageFile, units};
use crate::parse::cjk::character::is_kana;
use crate::source::Layer;

fn texts(lang: u8, writing: Writing, text: &str) -> Vec<Arc<Text>> {
    let file = MessageFile {
        lang: Lang(lang),
        layer: Layer::Site,
        path: "a.ftl".into(),
        text: text.into(),
    };
    let mut texts: Vec<Arc<Text>> = units(&file)
        .into_iter()
        .map(|unit| Arc::new(Text::new(unit, writing)))
        .collect();
    texts.sort_by(|one, other| one.unit.id.cmp(&other.unit.id));
    texts
}

fn states(
    writings: (Writing, Writing),
    source: &str,
    translation: &str,
    lock: Option<&Lock>,
) -> Vec<MessageStatus> {
    let sides = Sides {
        lang: Lang(1),
        from: Lang(0),
        writing: writings.0,
        is_foreign: &|text| text.chars().any(is_kana),
        source: &texts(0, writings.0, source),
        translation: &texts(1, writings.1, translation),
    };
    compare(&sides, lock)
}

const JA_ZH: (Writing, Writing) = (Writing::Japanese, Writing::Chinese);
const EN_ZH: (Writing, Writing) = (Writing::Other, Writing::Chinese);

fn told(statuses: &[MessageStatus]) -> String {
    let told: Vec<String> = statuses
        .iter()
        .map(|status| {
            let touched = if status.is_touched { " touched" } else { "" };
            let facts = status.facts.join("+");
            format!("{} {}{touched} {facts}", status.id, status.state.name())
                .trim_end()
                .to_owned()
        })
        .collect();
    told.join(", ")
}

/// What is told of a message after it was accepted as `before` and became `after`, both source and translation.
#[track_caller]
fn after(before: (&str, &str), now: (&str, &str)) -> String {
    let accepted = all("ja", states(JA_ZH, before.0, before.1, None).iter());
    told(&states(JA_ZH, now.0, now.1, Some(&accepted)))
}

#[test]
fn before_anything_is_accepted() {
    let rows = [
        (JA_ZH, "a = 映画", "a = 电影", "a untracked"),
        (JA_ZH, "a = 映画", "", "a missing"),
        (JA_ZH, "", "a = 电影", "a orphan"),
        (JA_ZH, "a = 見る", "a = 見る", "a untranslated"),
        (JA_ZH, "a = 重要", "a = 重要", "a untracked"),
        (JA_ZH, "a = YouTube", "a = YouTube", "a untracked"),
        (JA_ZH, "a = { $n } / 3", "a = { $n } / 3", "a untracked"),
        (JA_ZH, "a = { -x }", "a = { -x }", "a untracked"),
        (JA_ZH, "a = { $n }つ", "a = {$n}つ", "a untranslated"),
        (JA_ZH, "a = {\"つ\"}", "a = {\"つ\"}", "a untranslated"),
        (JA_ZH, "a = { $つ }", "a = { $つ }", ""),
        (JA_ZH, "-a = 結い", "-a = 結い", "-a untranslated"),
        (EN_ZH, "a = Home", "a = Home", "a untranslated"),
        (EN_ZH, "-a = Home", "-a = Home", "-a untracked"),
        (EN_ZH, "a = 3", "a = 3", "a untracked"),
        (
            JA_ZH,
            "a = あ\n  .b = い",
            "a = 一",
            "a untracked, a.b missing",
        ),
        (
            JA_ZH,
            "c = あ\na = い",
            "b = 一\nc = 二",
            "a missing, b orphan, c untracked",
        ),
    ];
    for (writings, source, translation, expected) in rows {
        let found = told(&states(writings, source, translation, None));
        assert_eq!(found, expected, "{source} | {translation}");
    }
}

#[test]
fn after_it_was_accepted() {
    let old = ("a = 映画3本", "a = 电影3部");
    let rows = [
        (old, old, "a current"),
        (old, ("# so\na =\n    映画3本", "a = 电影3部"), "a current"),
        (old, ("a = 映画 3本", "a = 电影3部"), "a stale"),
        (old, ("a = 映画4本", "a = 电影3部"), "a stale number"),
        (
            old,
            ("a = 映画4本", "a = 电影4部"),
            "a stale touched number",
        ),
        (old, ("a = 映画3本", "a = 三部电影"), "a current touched"),
        (
            ("a = 見る", "a = 看"),
            ("a = 見る", "a = 見る"),
            "a untranslated touched",
        ),
        (old, ("a = 映画3本", ""), "a missing"),
        (old, ("", "a = 电影3部"), "a orphan"),
        (old, ("b = 映画3本", "b = 电影3部"), "b untracked"),
        (("a = つ", "a = つ"), ("a = つ", "a = つ"), "a current"),
        (
            ("a = あ\n  .b = い", "a = 一\n  .b = 二"),
            ("a = あ\n  .b = う", "a = 一\n  .b = 二"),
            "a current, a.b stale",
        ),
        (
            ("a = { $n ->\n [one] 1日\n *[other] 2日\n }", "a = 天"),
            ("a = {$n ->\n\n  [one]   1日\n  *[other] 2日\n}", "a = 天"),
            "a current",
        ),
        (
            (
                "a = { DATETIME($d, weekday: \"long\", fraction: 1) }に",
                "a = 天",
            ),
            (
                "a = { DATETIME($d, weekday: \"long\", fraction: 2) }に",
                "a = 天",
            ),
            "a stale",
        ),
        // NFD is the same text.
        (
            ("a = ガ", "a = 一"),
            ("a = カ\u{3099}", "a = 一"),
            "a current",
        ),
    ];
    for (before, now, expected) in rows {
        assert_eq!(after(before, now), expected, "{before:?} {now:?}");
    }
}

#[test]
fn one_message_is_accepted_besides() {
    let before = all(
        "ja",
        states(JA_ZH, "a = あ\nc = う", "a = 一\nc = 三", None).iter(),
    );
    let now = (
        "a = ああ\nb = い\nc = うう\nd = え",
        "a = 一\nb = 二\nc = 三",
    );
    let statuses = states(JA_ZH, now.0, now.1, Some(&before));
    assert_eq!(told(&statuses), "a stale, b untracked, c stale, d missing");
    let untouched: Vec<bool> = statuses.iter().map(is_untouched).collect();
    assert_eq!(untouched, [true, false, true, false]);
    for (at, expected) in [
        (0, Some("a current, b untracked, c stale, d missing")),
        (1, Some("a stale, b current, c stale, d missing")),
        (2, Some("a stale, b untracked, c current, d missing")),
        (3, None),
    ] {
        let lock = one("ja", Some(&before), &statuses[at]);
        let found = lock.map(|lock| {
            let ids: Vec<&str> = lock.pairs.iter().filter_map(LockedPair::id).collect();
            assert!(ids.is_sorted(), "{ids:?}");
            told(&states(JA_ZH, now.0, now.1, Some(&lock)))
        });
        assert_eq!(found.as_deref(), expected);
    }
}

/// Two branches may each accept a message in its own way.
#[test]
fn of_two_lines_that_of_the_present_source_counts() {
    let lock = |source: &str, translation: &str| {
        all("ja", states(JA_ZH, source, translation, None).iter())
    };
    let (one, other) = (lock("a = あ", "a = 一"), lock("a = い", "a = 二"));
    let both = Lock {
        pairs: one.pairs.iter().chain(&other.pairs).cloned().collect(),
        ..one.clone()
    };
    for (source, translation, expected) in [
        ("a = あ", "a = 一", "a current"),
        ("a = い", "a = 二", "a current"),
        ("a = う", "a = 二", "a stale touched"),
    ] {
        let found = told(&states(JA_ZH, source, translation, Some(&both)));
        assert_eq!(found, expected);
    }
}
