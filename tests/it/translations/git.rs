//! Translation state and git: histories that are rewritten, cut or not there.

use std::process::Command;

use super::{accepted, shown, untracked};
use crate::harness::Site;

fn git(site: &Site, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(site.root())
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

pub(super) fn commit(site: &Site, what: &str) {
    git(site, &["add", "-A"]);
    git(site, &["commit", "-q", "-m", what]);
}

pub(super) fn repository(site: Site) -> Site {
    git(&site, &["init", "-q", "-b", "main", "."]);
    commit(&site, "first");
    site
}

const STALE: &str = "stale 94.4 error; changed cell number 19/19";

#[test]
fn commits_of_both_texts_squashed_rebased_and_cut_off_say_the_same() {
    let site = repository(accepted());
    site.edit("content/plan.ja.md", "5,000円", "6,000円").edit(
        "content/plan.zh.md",
        "拍摄",
        "制作",
    );
    let stale = "stale 94.4 error; changed cell number 19/19";
    commit(&site, "both in one commit");
    assert_eq!(shown(&site, "plan", "zh"), stale);
    git(&site, &["reset", "-q", "--soft", "HEAD~1"]);
    git(&site, &["commit", "-q", "--amend", "-m", "squashed"]);
    assert_eq!(shown(&site, "plan", "zh"), stale);
    git(&site, &["checkout", "-q", "--orphan", "rewritten"]);
    commit(&site, "without a history");
    assert_eq!(shown(&site, "plan", "zh"), stale);
    let clone = Site::empty();
    let from = format!("file://{}", site.root().display());
    git(&clone, &["clone", "-q", "--depth", "1", &from, "."]);
    assert_eq!(shown(&clone, "plan", "zh"), stale);
    clone.remove(".git");
    assert_eq!(shown(&clone, "plan", "zh"), stale);
}

#[test]
fn branches_that_accept_different_pages_merge() {
    let site = repository(accepted());
    git(&site, &["checkout", "-q", "-b", "one"]);
    site.edit("content/plan.ja.md", "5,000円", "6,000円")
        .edit("content/plan.zh.md", "5,000日元", "6,000日元")
        .run(&["accept", "plan", "--lang", "zh"])
        .assert_status(0);
    commit(&site, "one");
    git(&site, &["checkout", "-q", "main"]);
    site.edit("content/a.ja.md", "a ja", "あ")
        .edit("content/a.zh.md", "a zh", "阿")
        .run(&["accept", "a", "--lang", "zh"])
        .assert_status(0);
    // Another place of the same page.
    site.edit("content/plan.ja.md", "title: 計画", "title: 計画案")
        .edit("content/plan.zh.md", "title: 计划", "title: 计划案")
        .run(&["accept", "plan", "--lang", "zh", "--block", "1"])
        .assert_status(0);
    commit(&site, "other");
    git(&site, &["merge", "-q", "-m", "merged", "one"]);
    assert_eq!(shown(&site, "a", "zh"), "current 100");
    assert_eq!(shown(&site, "plan", "zh"), "current 100");
}

#[test]
fn adopting_asks_the_history() {
    let site = repository(untracked());
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    commit(&site, "the source alone");
    site.run(&["adopt"]).assert_status(0);
    assert_eq!(shown(&site, "plan", "zh"), STALE);
    let report = site.run(&["diff", "plan", "--lang", "zh"]);
    report.assert_status(0);
    assert!(
        report.stdout.contains("[-5,000-]円")
            || report.stdout.contains("[-5-],000円")
            || report.stdout.contains("[-5,000円-]"),
        "{}",
        report.stdout
    );
    // Without a history what is now is taken.
    let site = untracked();
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    site.run(&["adopt", "--lang", "zh"]).assert_status(0);
    assert_eq!(shown(&site, "plan", "zh"), "current 100");
    assert_eq!(shown(&site, "plan", "en"), "untracked 0 warning");
}

#[test]
fn a_change_is_judged_alone() {
    let site = repository(accepted());
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    commit(&site, "plan");
    git(&site, &["checkout", "-q", "-b", "work"]);
    site.edit("content/a.ja.md", "a ja", "あ");
    let run = site.run(&["check", "--since", "main"]);
    run.assert_status(0);
    assert!(
        run.stdout.contains("content/a.zh.md") && !run.stdout.contains("plan"),
        "{}",
        run.stdout
    );
    let run = site.run(&["check"]);
    run.assert_status(1);
    assert!(run.stdout.contains("content/plan.zh.md"), "{}", run.stdout);
    site.run(&["check", "--since", "nowhere"]).assert_status(2);
    site.remove(".git");
    site.run(&["check", "--since", "main"]).assert_status(2);
}

/// A move changes no text, so the original is held against what was translated before it; a history that is cut off tells
/// nothing, which is said.
#[test]
fn adopting_follows_moves_and_knows_where_the_history_ends() {
    let site = repository(untracked());
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    commit(&site, "the original alone");
    std::fs::create_dir(site.path("content/moved")).unwrap();
    for lang in ["ja", "zh", "en"] {
        let (from, to) = (
            format!("content/plan.{lang}.md"),
            format!("content/moved/plan.{lang}.md"),
        );
        if site.has(&from) {
            git(&site, &["mv", &from, &to]);
        }
    }
    commit(&site, "moved");
    let clone = Site::empty();
    let from = format!("file://{}", site.root().display());
    git(&clone, &["clone", "-q", "--depth", "1", &from, "."]);
    site.run(&["adopt", "--lang", "zh"]).assert_status(0);
    assert_eq!(shown(&site, "moved/plan", "zh"), STALE);
    let adopted = clone.run(&["adopt", "--lang", "zh"]);
    adopted.assert_status(0);
    assert!(
        adopted.stdout.contains("only the end of the history"),
        "{}",
        adopted.stdout
    );
    assert_eq!(shown(&clone, "moved/plan", "zh"), "current 100");
}

/// The host of a repository names files from its top, wherever in it the site is.
#[test]
fn problems_are_told_from_the_top_of_the_repository() {
    let site = Site::empty();
    git(&site, &["init", "-q", "-b", "main", "."]);
    site.run(&["init", "docs/site"]).assert_status(0);
    site.write("docs/site/content/new.yaml", "bad: [\n");
    let run = site.run(&["check", "--root", "docs/site", "--format", "github"]);
    assert!(
        run.stdout
            .contains("::error file=docs/site/content/new.yaml,line=1"),
        "{}",
        run.stdout
    );
    let run = site.run(&["check", "--root", "docs/site", "--format", "sarif"]);
    assert!(
        run.stdout.contains("\"docs/site/content/new.yaml\""),
        "{}",
        run.stdout
    );
    // Code scanning takes no result without a place.
    site.write("docs/site/content/new.yaml", "")
        .write("docs/site/content/alone.ja.md", "---\ntitle: 独り\n---\n");
    let arguments = [
        "status",
        "--root",
        "docs/site",
        "--format",
        "sarif",
        "--fail-on",
        "missing",
    ];
    let run = site.run(&arguments);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(
            result["locations"][0]["physicalLocation"].is_object(),
            "{result}"
        );
    }
}

/// As in containers, where the files belong to somebody else.
#[test]
fn adopting_says_why_git_told_nothing() {
    let site = repository(untracked());
    let output = site
        .command()
        .args(["adopt", "--lang", "zh"])
        .env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("git told nothing: "), "{said}");
    assert!(said.contains("ownership"), "{said}");
}

/// The age of what is stale is that of the change, not of a move after it; where the history does not reach so far, none.
#[test]
fn a_move_makes_nothing_younger() {
    let site = repository(accepted());
    let commit_at = |day: &str| {
        git(&site, &["add", "-A"]);
        let output = Command::new("git")
            .arg("-C")
            .arg(site.root())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(["-c", "commit.gpgsign=false", "commit", "-q", "-m", day])
            .env("GIT_COMMITTER_DATE", format!("{day}T00:00:00Z"))
            .output()
            .unwrap();
        assert!(output.status.success());
    };
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    commit_at("2025-12-25");
    let renamed = ["ja", "zh", "en"].map(|lang| {
        (
            format!("content/plan.{lang}.md"),
            format!("content/outline.{lang}.md"),
        )
    });
    let locks = ["zh", "en"].map(|lang| {
        (
            format!("locales/{lang}/pages/plan.lock"),
            format!("locales/{lang}/pages/outline.lock"),
        )
    });
    for (from, to) in renamed.iter().chain(&locks) {
        if site.has(from) {
            git(&site, &["mv", from, to]);
        }
    }
    commit_at("2025-12-31");
    let line = |site: &Site| {
        let said = site.run(&["status"]).stdout;
        let of_page = |line: &&str| line.trim_start().starts_with("outline");
        said.lines().find(of_page).unwrap_or_default().to_owned()
    };
    assert!(line(&site).contains("7 days"), "{}", line(&site));
    let clone = Site::empty();
    let from = format!("file://{}", site.root().display());
    git(&clone, &["clone", "-q", "--depth", "1", &from, "."]);
    assert!(line(&clone).contains("stale"), "{}", line(&clone));
    assert!(!line(&clone).contains("day"), "{}", line(&clone));
}
