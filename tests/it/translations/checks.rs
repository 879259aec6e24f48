//! What translations and their sources have to have in common, and the glossary.

use super::{accepted, untracked};
use crate::harness::Site;

/// Codes and places of what `check` finds in `plan.zh.md`.
fn found(site: &Site) -> Vec<String> {
    let run = site.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let all = json["diagnostics"].as_array().unwrap().iter();
    all.filter(|one| one["file"] == "content/plan.zh.md" || one["path"] == "content/plan.zh.md")
        .map(|one| {
            format!(
                "{} {} {}",
                one["severity"].as_str().unwrap(),
                one["code"].as_str().unwrap(),
                one["line"]
            )
        })
        .collect()
}

/// Changes the translation and accepts it as it is.
fn with(from: &str, to: &str) -> Site {
    let site = accepted();
    site.edit("content/plan.zh.md", from, to)
        .run(&["accept", "plan", "--lang", "zh", "--unchanged-ok"])
        .assert_status(0);
    site
}

#[test]
fn rules() {
    for (from, to, expected) in [
        ("背景介绍", "背景介绍", &[][..]),
        ("## 内容说明", "### 内容说明", &["error heading-levels 12"]),
        (
            "](a.md)",
            "](b.md)",
            &["warning link-targets null", "warning link-targets 10"],
        ),
        ("5,000日元", "6,000日元", &["warning numbers 19"]),
        (
            "2012年1月19日",
            "2012年1月19日(周五)",
            &["warning weekday 8"],
        ),
        ("5,000日元", "¥5,000", &["warning ambiguous-yen 19"]),
        (
            "建设度假村",
            "建设リゾート",
            &["warning kana-in-chinese 15"],
        ),
        ("```\nlet plan = 1;\n```\n", "", &["error code-fences null"]),
    ] {
        let mut found = found(&with(from, to));
        found.retain(|line| !line.contains("untagged-script") && !line.contains("block-sequence"));
        assert_eq!(found, expected, "{from} {to}");
    }
}

#[test]
fn rules_are_switched() {
    let site = with("5,000日元", "6,000日元");
    assert_eq!(found(&site), ["warning numbers 19"]);
    let config = site.read("site.yaml");
    site.write(
        "site.yaml",
        &format!("{config}l10n: {{rules: {{numbers: off}}}}\n"),
    );
    assert_eq!(found(&site), Vec::<String>::new());
    site.write(
        "site.yaml",
        &format!("{config}l10n: {{rules: {{numbers: error}}}}\n"),
    );
    assert_eq!(found(&site), ["error numbers 19"]);
    site.write(
        "site.yaml",
        &format!("{config}l10n: {{rules: {{number: error}}}}\n"),
    );
    let run = site.check();
    run.assert_status(2);
    assert!(
        run.stdout.contains("did you mean `numbers`?"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_nobody_has_accepted_is_nobodys_business() {
    let site = untracked();
    site.edit("content/plan.zh.md", "## 内容说明", "### 内容说明");
    site.check().assert_status(0);
}

#[test]
fn names_are_those_of_the_glossary() {
    let site = untracked();
    site.write(
        "locales/glossary.yaml",
        "agreement:\n  ja: {prefer: 協定}\n  zh: {prefer: 协议, forbid: [协定]}\n  en: {prefer: agreement}\n",
    );
    site.check().assert_status(0);
    site.edit("content/plan.zh.md", "签署了协议", "签署了协定");
    let found = found(&site);
    assert!(
        found.iter().any(|line| line.ends_with("glossary 8")),
        "{found:?}"
    );
    site.write(
        "locales/glossary.yaml",
        "agreement:\n  jp: {prefer: 協定}\n",
    );
    let run = site.check();
    assert!(
        run.stdout.contains("locales/glossary.yaml:2:3"),
        "{}",
        run.stdout
    );
    // It stops no build.
    site.build().assert_status(0);
}

#[test]
fn a_new_site_that_was_adopted_has_no_problems() {
    let site = Site::init();
    site.run(&["adopt"]).assert_status(0);
    let run = site.check();
    assert_eq!((run.status, run.stdout.as_str()), (0, "no problems\n"));
}
