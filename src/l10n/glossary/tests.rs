#![allow(clippy::disallowed_methods, reason = "it reads the shipped site")]

use std::path::Path;
use std::sync::Arc;

use super::{Glossary, PATH};
use crate::config::{Config, load};
use crate::diag::{Diagnosed, Severity, sort};
use crate::l10n::block::Block;
use crate::l10n::finding::Finding;
use crate::l10n::parity::tests::content::{pages, text};
use crate::l10n::parity::tests::{in_order, read};

fn config(rules: &str) -> Config {
    let text = format!(
        "title: T\nbase_url: http://a.b\ndefault_language: ja\nl10n: {{rules: {{{rules}}}}}\n\
         languages:\n  ja:\n  zh: {{tag: zh-Hans}}\n  en:\n"
    );
    load(&"site.yaml".into(), &text.into()).unwrap().value
}

fn parse(yaml: &str, rules: &str) -> Diagnosed<Glossary> {
    Glossary::parse(&PATH.into(), &yaml.into(), &config(rules))
}

fn checked(
    glossary: &Glossary,
    key: &str,
    source: (&str, &str),
    other: (&str, &str),
) -> Vec<Finding> {
    let config = config("");
    let lang = |code: &str| config.lang(code).unwrap();
    let (source_blocks, blocks) = (read(source.1, source.0), read(other.1, other.0));
    let pairs: Vec<(&[Block], &[Block])> = in_order(&source_blocks, &blocks)
        .into_iter()
        .map(|(one, other)| (&source_blocks[one], &blocks[other]))
        .collect();
    glossary.check(lang(source.0), lang(other.0), key, &pairs)
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|found| format!("{} | {}", found.message, found.help))
        .collect()
}

const TERMS: &str = "\
agreement:
  en: {prefer: mutual exchange agreement, allow: [agreement]}
  ja: {prefer: 相互交流協定, allow: 協定, forbid: [相互交換協定]}
  zh: 相互交流协议
  note: as in the contract
party: {en: party, ja: 当事者}
region: {en: Inner Mongolia Autonomous Region, ja: 内モンゴル自治区}
mongolia: {en: {prefer: Mongolia, forbid: Mongol}, ja: モンゴル}
ger: {en: [ger, yurt], ja: ゲル, scope: resort/, severity: error}
screening: {ja: 上映, en: screening, scope: [film/, news/_index]}
";

#[test]
fn terms_and_their_translations() {
    let glossary = parse(TERMS, "").value;
    let lacks = |source: &str, word: &str| {
        format!(
            "the source says `{source}` here, and the translation does not say `{word}` | write `{word}`"
        )
    };
    let rows = [
        (
            "相互交流協定に署名",
            "en",
            "The mutual exchange agreement was signed",
            vec![],
        ),
        (
            "協定に署名",
            "en",
            "Signing of the Mutual Exchange Agreements",
            vec![],
        ),
        ("協定に署名", "en", "The agreement’s signing", vec![]),
        (
            "相互交流協定に署名",
            "en",
            "The treaty was signed",
            vec![lacks("相互交流協定", "mutual exchange agreement") + ": as in the contract"],
        ),
        (
            "相互交流協定に署名",
            "zh",
            "签署了协定",
            vec![lacks("相互交流協定", "相互交流协议") + ": as in the contract"],
        ),
        ("当事者", "en", "Parties", vec![]),
        ("当事者", "en", "Part", vec![lacks("当事者", "party")]),
        // The longest word counts, and none within it.
        (
            "内モンゴル自治区",
            "en",
            "the Inner Mongolia Autonomous Region",
            vec![],
        ),
        (
            "内モンゴル自治区",
            "en",
            "Mongolia",
            vec![lacks(
                "内モンゴル自治区",
                "Inner Mongolia Autonomous Region",
            )],
        ),
        ("モンゴル", "en", "Mongolia’s", vec![]),
        (
            "モンゴル",
            "en",
            "the Mongols",
            vec!["`Mongol` is not what `mongolia` is called | write `Mongolia`".to_owned()],
        ),
        // Nothing is looked for in code and addresses.
        ("`協定`とhttps://example.org/のこと", "en", "This", vec![]),
        (
            "協定",
            "en",
            "`agreement`",
            vec![lacks("協定", "mutual exchange agreement") + ": as in the contract"],
        ),
        // Out of scope.
        ("上映とゲル", "en", "Nothing", vec![]),
        // No language has words for it.
        ("当事者", "zh", "双方", vec![]),
        ("", "en", "", vec![]),
    ];
    for (source, lang, translation, expected) in rows {
        let found = checked(&glossary, "about", ("ja", source), (lang, translation));
        assert_eq!(shown(&found), expected, "{source}");
    }
}

#[test]
fn from_other_languages() {
    let glossary = parse(TERMS, "").value;
    let rows = [
        (
            "The agreement was signed",
            "相互交換協定に署名",
            vec![
                "`相互交換協定` is not what `agreement` is called | write `相互交流協定`: as in the contract",
            ],
        ),
        (
            "Agreements",
            "条約",
            vec![
                "the source says `agreement` here, and the translation does not say `相互交流協定` | write `相互交流協定`: as in the contract",
            ],
        ),
        ("Disagreement", "異論", vec![]),
        ("Agree-ment", "異論", vec![]),
    ];
    for (source, translation, expected) in rows {
        let found = checked(&glossary, "about", ("en", source), ("ja", translation));
        assert_eq!(shown(&found), expected, "{source}");
    }
    let found = checked(&glossary, "resort/plan", ("ja", "ゲル"), ("en", "A tent"));
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!(
        (found[0].source.clone(), found[0].translation.clone()),
        (Some(0..6), Some(0..6))
    );
    assert!(
        checked(
            &glossary,
            "resort/plan",
            ("ja", "エンゲル"),
            ("en", "Engel")
        )
        .is_empty()
    );
    assert!(checked(&glossary, "resort/plan", ("ja", "ゲル"), ("en", "Yurts")).is_empty());
    assert!(checked(&glossary, "film/plan", ("ja", "上映"), ("en", "Showing")).len() == 1);
    let config = config("");
    let blocks = read("相互交換協定", "ja");
    assert_eq!(
        glossary
            .forbidden(config.lang("ja").unwrap(), "about", &blocks)
            .len(),
        1
    );
}

#[test]
fn the_rule_may_be_off() {
    for (rules, expected) in [
        ("glossary: off", None),
        ("glossary: error", Some(Severity::Error)),
        ("", Some(Severity::Warning)),
    ] {
        let glossary = parse(TERMS, rules).value;
        let found = checked(&glossary, "about", ("ja", "協定"), ("en", "Treaty"));
        assert_eq!(
            found.first().map(|found| found.severity),
            expected,
            "{rules}"
        );
    }
    assert!(Glossary::default().is_empty());
    let found = checked(
        &Glossary::default(),
        "about",
        ("ja", "協定"),
        ("en", "Treaty"),
    );
    assert!(found.is_empty());
}

#[test]
fn what_is_wrong_in_the_file() {
    let rows = [
        (
            "a: {jp: 協定}\n",
            "1:5 unknown-key: `jp` is neither a language of the site nor a key of `a` | did you mean `ja`?",
        ),
        (
            "a: {scop: film/}\n",
            "1:5 unknown-key: `scop` is neither a language of the site nor a key of `a` | did you mean `scope`?",
        ),
        (
            "a:\n  ja: {prefers: 協定}\n",
            "2:8 unknown-key: `prefers` is not a key of `a.ja` | did you mean `prefer`?",
        ),
        (
            "a: {severity: warn}\n",
            "1:15 bad-value: `warn` is not a value of `a.severity` | did you mean `warning`?",
        ),
        (
            "a: {ja: 5}\n",
            "1:9 wrong-type: `a.ja` must be text, and this is a number | put it in quotes: `\"5\"`",
        ),
        (
            "a: {ja: [協定, 5]}\n",
            "1:14 wrong-type: an item of `a.ja` must be text, and this is a number | put it in quotes: `\"5\"`",
        ),
        (
            "a: {ja: '。'}\n",
            "1:9 bad-value: `a.ja` has a word without a letter | write words as they stand in texts",
        ),
        (
            "a: {en: {prefer: group, forbid: [x, Groups]}}\n",
            "1:9 bad-value: `Groups` is forbidden in `a.en`, and may be written too | keep one of the two",
        ),
        (
            "a: 協定\n",
            "1:4 wrong-type: `a` must be a group of keys, and this is text | write it like this: `agreement: {en: {prefer: agreement}, ja: {prefer: 協定}}`",
        ),
        (
            "- a\n",
            "1:1 wrong-type: `locales/glossary.yaml` must be a group of keys, and this is a list | write it like this: `agreement: {en: {prefer: agreement}, ja: {prefer: 協定}}`",
        ),
    ];
    for (yaml, expected) in rows {
        let mut problems = parse(yaml, "").diagnostics;
        sort(&mut problems);
        let shown: Vec<String> = problems
            .iter()
            .map(|problem| {
                let (line, column) = problem.place.as_ref().unwrap().line_column().unwrap();
                let help = problem.help.as_deref().unwrap_or_default();
                format!(
                    "{line}:{column} {}: {} | {help}",
                    problem.code, problem.message
                )
            })
            .collect();
        assert_eq!(shown, [expected], "{yaml}");
    }
    for yaml in ["", "# nothing\n"] {
        let glossary = parse(yaml, "");
        assert!(glossary.diagnostics.is_empty() && glossary.value.is_empty());
    }
}

#[test]
fn the_shipped_site_keeps_to_its_glossary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of_file =
        |path: &str| -> Arc<str> { std::fs::read_to_string(root.join(path)).unwrap().into() };
    let config = load(&"site.yaml".into(), &of_file("site.yaml"))
        .unwrap()
        .value;
    let glossary = Glossary::parse(&PATH.into(), &of_file(PATH), &config);
    assert!(
        glossary.diagnostics.is_empty(),
        "{:?}",
        glossary.diagnostics
    );
    assert_eq!(glossary.value.terms.len(), 9);
    let mut fired = Vec::new();
    for page in pages() {
        let versions: Vec<Vec<Block>> = config
            .languages
            .iter()
            .map(|language| read(&text(&page, &language.code), &language.tag))
            .collect();
        for source in config.langs() {
            for translation in config.langs() {
                let (one, other) = (&versions[source.index()], &versions[translation.index()]);
                let pairs: Vec<(&[Block], &[Block])> = in_order(one, other)
                    .into_iter()
                    .map(|(from, to)| (&one[from], &other[to]))
                    .collect();
                for found in glossary.value.check(source, translation, "page", &pairs) {
                    let block = other
                        .iter()
                        .find(|block| Some(&block.segment.span) == found.translation.as_ref());
                    fired.push(format!(
                        "{} {source:?} {translation:?}: {} {:?}",
                        page.file_name().unwrap().display(),
                        found.message,
                        block.map(Block::text)
                    ));
                }
            }
        }
    }
    assert!(fired.is_empty(), "{}", fired.join("\n"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_makes_it_fail(yaml in "[a-c:{}, \\[\\]協定\\n]{0,40}", source in "\\PC{0,40}", translation in "[協定ゲルーagremnt'’s 。`]{0,30}") {
        let _ = parse(&yaml, "");
        let glossary = parse(TERMS, "").value;
        for (one, other) in [("ja", "en"), ("en", "ja"), ("zh", "en")] {
            let _ = checked(&glossary, "resort/plan", (one, &source), (other, &translation));
            let _ = checked(&glossary, "resort/plan", (one, &translation), (other, &source));
        }
    }
}
