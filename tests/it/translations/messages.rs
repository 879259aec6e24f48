//! Messages as units of translation, and their lock in git.

use std::process::Command;

use serde_json::Value;
use snapbox::str;

use crate::harness::{Run, Site};

const JA: &str = "\
# 案内
nav-film = 映画3本
nav-home = 最初のページ
    .title = 戻る
list = 全{ $count }件
-brand = Yuimaru
";

const ZH: &str = "\
nav-film = 电影3部
nav-home = 首页
    .title = 返回
list = 共 { $count } 条
-brand = Yuimaru
";

const JA_FILE: &str = "locales/ja/site.ftl";
const ZH_FILE: &str = "locales/zh/site.ftl";
const LOCK: &str = "locales/zh/messages.lock";

/// Two languages, one page, which is current once it is adopted.
fn site() -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: x\nbase_url: https://example.org/\ndefault_language: ja\nlanguages: {ja: {name: 日本語}, zh: {name: 中文, tag: zh-Hans, fallback: [ja]}}\n",
    );
    for (lang, text) in [("ja", JA), ("zh", ZH)] {
        site.write(
            &format!("content/_index.{lang}.md"),
            &format!("---\ntitle: {lang}\n---\n"),
        );
        site.write(&format!("locales/{lang}/site.ftl"), text);
    }
    site
}

fn adopted() -> Site {
    let site = site();
    site.run(&["adopt"]).assert_status(0);
    assert_eq!(rows(&site), [""; 0]);
    site
}

fn json(site: &Site, arguments: &[&str]) -> Value {
    let run = site.run(&[&["status", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.assert_status(0).stdout).unwrap()
}

/// The rows of messages: `zh nav-film stale error number locales/zh/site.ftl:2`, `!` where the translation was edited.
fn rows(site: &Site) -> Vec<String> {
    let json = json(site, &[]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = json["messages"].as_array().unwrap().iter();
    rows.map(|row| {
        let facts = row["facts"].as_array().unwrap().iter();
        let facts: String = facts.map(|fact| format!(" {}", text(fact))).collect();
        format!(
            "{} {} {} {}{facts} {}:{}{}",
            text(&row["lang"]),
            text(&row["id"]),
            text(&row["state"]),
            text(&row["severity"]),
            text(&row["file"]),
            row["line"],
            if row["edited"] == true { "!" } else { "" },
        )
    })
    .collect()
}

fn accept(site: &Site, more: &[&str]) -> Run {
    site.run(&[&["accept", "messages", "--lang", "zh"], more].concat())
}

#[test]
fn from_nothing_to_current() {
    let site = site();
    site.run(&["status"])
        .assert_status(0)
        .assert_stdout(str![[r#"
page    ja      zh
_index  origin  untracked

zh: 1 untracked; 0% of the characters are current
zh messages: 5 untracked

"#]]);
    site.run(&["adopt"])
        .assert_status(0)
        .assert_stdout(str![[r#"
1 translation adopted as saying what its source says now
messages (zh): 5 adopted as saying what their sources say now

"#]]);
    assert_eq!(rows(&site), [""; 0]);
    let lock = site.read(LOCK);
    assert!(
        lock.starts_with("yuimaru-lock 1\nnormaliser 1\nfrom ja -\n\nmessage "),
        "{lock}"
    );
    let ids: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.split_once("id:"))
        .map(|(_, id)| id)
        .collect();
    assert_eq!(
        ids,
        ["-brand", "list", "nav-film", "nav-home", "nav-home.title"]
    );
    assert!(lock.contains(" number:3 id:nav-film\n"), "{lock}");
    site.run(&["adopt"])
        .assert_status(0)
        .assert_stdout(str![[r#"
nothing to adopt: every translation has its lock

"#]]);
    accept(&site, &[]).assert_status(0).assert_stdout(str![[r#"
nothing is new: all that could be accepted was accepted before

"#]]);
    assert_eq!(site.read(LOCK), lock);
}

#[test]
fn a_changed_message_is_stale_until_its_translation_is_accepted() {
    let site = adopted();
    let before = site.read(LOCK);
    site.edit(JA_FILE, "最初のページ", "ホーム");
    assert_eq!(
        rows(&site),
        ["zh nav-home stale warning locales/zh/site.ftl:2"]
    );
    accept(&site, &[]).assert_status(1).assert_stderr(str![[r#"
error[untouched-translation]: message 1, `nav-home`, has changed in `ja`, and nobody has touched its translation since
 --> locales/zh/site.ftl:2:1
  |
2 | nav-home = 首页
  | ^^^^^^^^
  |
 ::: locales/ja/site.ftl:3:1
  |
3 | nav-home = ホーム
  | -------- the source now
  |
  = help: change the translation, or say with `--unchanged-ok` that it is right as it is

1 error

"#]]);
    assert_eq!(site.read(LOCK), before);
    site.edit(ZH_FILE, "首页", "主页");
    assert_eq!(
        rows(&site),
        ["zh nav-home stale warning locales/zh/site.ftl:2!"]
    );
    accept(&site, &[]).assert_status(0).assert_stdout(str![[r#"
messages (zh): accepted, 1 is new

"#]]);
    assert_eq!(rows(&site), [""; 0]);
}

#[test]
fn changed_facts_are_an_error_and_white_space_is_nothing() {
    let site = adopted();
    site.write(
        JA_FILE,
        &JA.replace("nav-film = ", "# 数\nnav-film =\n    ")
            .replace('\n', "\r\n"),
    );
    assert_eq!(rows(&site), [""; 0]);
    site.edit(JA_FILE, "3本", "4本");
    assert_eq!(
        rows(&site),
        ["zh nav-film stale error number locales/zh/site.ftl:1"]
    );
    let run = site.run(&["status", "--fail-on", "facts"]);
    run.assert_status(1).assert_stderr(str![[r#"
error[facts-changed]: 1 message is behind in facts

1 error

"#]]);
    site.run(&["status", "--format", "github"]).assert_stdout(str![[r#"
::error file=locales/zh/site.ftl,line=1,endLine=1,col=1,endColumn=9,title=facts-changed::the message `nav-film` has another number in `ja` now%0Ahelp: change the translation, then run `yuimaru accept messages --lang zh`

"#]]);
    accept(&site, &["--unchanged-ok"]).assert_status(0);
    assert_eq!(rows(&site), [""; 0]);
}

#[test]
fn what_one_side_lacks() {
    let site = adopted();
    site.edit(JA_FILE, "list =", "news = お知らせ\nlist =")
        .edit(ZH_FILE, "list =", "old = 旧\nlist =")
        .edit(
            JA_FILE,
            "    .title = 戻る\n",
            "    .title = 最初へ\n    .label = 図\n",
        );
    assert_eq!(
        rows(&site),
        [
            "zh nav-home.label missing warning locales/ja/site.ftl:5",
            "zh nav-home.title stale warning locales/zh/site.ftl:3",
            "zh news missing warning locales/ja/site.ftl:6",
            "zh old orphan warning locales/zh/site.ftl:4",
        ]
    );
    let site_of_page = json(&site, &["_index"]);
    assert_eq!(site_of_page["messages"], serde_json::json!([]));
    let of_messages = json(&site, &["messages"]);
    assert_eq!(of_messages["pages"], serde_json::json!([]));
    assert_eq!(of_messages["messages"][0]["id"], "nav-home.label");
    site.run(&["status"])
        .assert_status(0)
        .assert_stdout(str![[r#"
zh: 1 current; 100% of the characters are current
zh messages: 4 current, 1 stale, 2 missing, 1 orphan
    missing nav-home.label, locales/ja/site.ftl:5
    stale nav-home.title, locales/zh/site.ftl:3
    missing news, locales/ja/site.ftl:6
    orphan old, locales/zh/site.ftl:4

"#]]);
    site.run(&["status", "messages"]).assert_stdout(str![[r#"
zh messages: 4 current, 1 stale, 2 missing, 1 orphan
   1  missing nav-home.label
      ja locales/ja/site.ftl:5: 図
      zh: nothing
   2  stale nav-home.title
      ja locales/ja/site.ftl:4: 最初へ
      zh locales/zh/site.ftl:3: 返回
   3  missing news
      ja locales/ja/site.ftl:6: お知らせ
      zh: nothing
   4  orphan old
      ja: nothing
      zh locales/zh/site.ftl:4: 旧

"#]]);
    site.run(&["status", "--fail-on", "stale,missing,untracked"])
        .assert_status(1)
        .assert_stderr(str![[r#"
error[missing-message]: 2 messages are missing

error[stale-message]: 1 message is not current

error[untracked-message]: 1 message is not accepted

3 errors

"#]]);
    accept(&site, &["--block", "1"]).assert_status(1);
    accept(&site, &["--block", "9"]).assert_status(1);
    accept(&site, &["--block", "2", "--unchanged-ok"])
        .assert_status(0)
        .assert_stdout(str![[r#"
messages (zh): accepted, 1 is new; 2 missing as before; 1 orphan as before

"#]]);
    site.edit(ZH_FILE, "old = 旧\n", "news = 通知\n").edit(
        ZH_FILE,
        "返回\n",
        "返回\n    .label = 図\n",
    );
    assert_eq!(
        rows(&site),
        [
            "zh nav-home.label untranslated warning locales/zh/site.ftl:4",
            "zh news untracked warning locales/zh/site.ftl:5",
        ]
    );
    site.run(&["accept", "--all"]).assert_status(0);
    assert_eq!(rows(&site), [""; 0]);
}

#[test]
fn what_is_embedded_is_not_watched_and_a_theme_of_the_site_is() {
    let site = adopted();
    // The default theme has this in every language.
    site.edit(JA_FILE, "list =", "skip-link = 表紙\nlist =");
    let embedded = include_str!("../../../themes/default/locales/ja/theme.ftl");
    assert!(
        embedded.lines().any(|line| line.starts_with("skip-link =")),
        "the test names no message of the theme"
    );
    assert_eq!(rows(&site), [""; 0]);
    site.write(
        "themes/default/locales/ja/more.ftl",
        "nav-film = 負ける\nwatched = 見る\n",
    );
    assert_eq!(
        rows(&site),
        ["zh watched missing warning themes/default/locales/ja/more.ftl:2"]
    );
}

#[test]
fn wrong_words() {
    let site = adopted();
    let rows: [&[&str]; 5] = [
        &["accept", "messages", "--lang", "ja"],
        &["accept", "messages", "--lang", "xx"],
        &["accept", "messages", "--lang", "zh", "--from", "zh"],
        &["diff", "messages", "--lang", "ja"],
        &["accept", "messages"],
    ];
    for arguments in rows {
        let run = site.run(arguments);
        run.assert_status(2);
    }
    let old = site.read(LOCK);
    site.write(LOCK, &old.replace("message ", "massage "));
    let broken = site.read(LOCK);
    let run = site.check();
    run.assert_status(1);
    assert!(run.stdout.contains("lock-syntax"), "{}", run.stdout);
    // What it says may only need to be merged.
    for arguments in [
        &["adopt"][..],
        &["accept", "messages", "--lang", "zh"],
        &["accept", "--all"],
    ] {
        let run = site.run(arguments);
        assert!(
            run.assert_status(1).stderr.contains("lock-syntax"),
            "{}",
            run.stderr
        );
        assert_eq!(site.read(LOCK), broken);
    }
    site.write(LOCK, &old.replace("from ja", "from zh"));
    assert_eq!(self::rows(&site).len(), 5);
}

/// A page of this name can still be named by its file.
#[test]
fn a_page_called_messages() {
    let site = adopted();
    site.write("content/messages.ja.md", "---\ntitle: 伝言\n---\n");
    let of_page = json(&site, &["content/messages.ja.md"]);
    assert_eq!(of_page["pages"][0]["key"], "messages");
    assert_eq!(json(&site, &["messages"])["pages"], serde_json::json!([]));
}

#[test]
fn translations_of_translations() {
    let site = adopted();
    let yaml = site
        .read("site.yaml")
        .replace("fallback: [ja]}}", "fallback: [ja]}, en: {name: English}}");
    site.write("site.yaml", &yaml);
    site.write("content/_index.en.md", "---\ntitle: en\n---\n");
    site.write(
        "locales/en/site.ftl",
        "nav-film = 3 films\nnav-home = Home\n    .title = Back\nlist = { $count } in all\n-brand = Yuimaru\n",
    );
    site.run(&["accept", "messages", "--lang", "en", "--from", "zh"])
        .assert_status(0);
    assert!(
        site.read("locales/en/messages.lock")
            .contains("\nfrom zh -\n")
    );
    assert_eq!(rows(&site), [""; 0]);
    site.edit(JA_FILE, "戻る", "帰る");
    assert_eq!(
        rows(&site),
        [
            "zh nav-home.title stale warning locales/zh/site.ftl:3",
            "en nav-home.title pivot-stale warning locales/en/site.ftl:3",
        ]
    );
    // Two that are said to be translations of each other are translations of the origin.
    site.edit(LOCK, "from ja", "from en");
    assert_eq!(rows(&site).len(), 10);
}

fn git(site: &Site, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(site.root())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&said)
    );
}

fn commit(site: &Site, what: &str) {
    git(site, &["add", "-A"]);
    git(site, &["commit", "-q", "-m", what]);
}

#[test]
fn two_branches_that_accept_other_messages_merge() {
    let site = adopted();
    git(&site, &["init", "-q", "-b", "main", "."]);
    commit(&site, "first");
    git(&site, &["checkout", "-q", "-b", "one"]);
    // Lines of the lock that are neighbours.
    site.edit(JA_FILE, "全", "総数").edit(ZH_FILE, "共", "总共");
    accept(&site, &[]).assert_status(0);
    commit(&site, "one");
    git(&site, &["checkout", "-q", "-b", "other", "main"]);
    site.edit(JA_FILE, "3本", "4本").edit(ZH_FILE, "3部", "4部");
    site.edit(JA_FILE, "# 案内\n", "# 案内\nzz = 末\n").edit(
        ZH_FILE,
        "nav-film",
        "zz = 尾\nnav-film",
    );
    accept(&site, &[]).assert_status(0);
    commit(&site, "other");
    git(&site, &["merge", "-q", "one", "-m", "both"]);
    assert_eq!(rows(&site), [""; 0]);
    let lock = site.read(LOCK);
    accept(&site, &[]).assert_status(0);
    assert_eq!(site.read(LOCK), lock);
}

#[test]
fn diff_shows_what_a_message_said_where_git_knows() {
    let site = adopted();
    site.edit(JA_FILE, "最初のページ", "ホーム");
    let run = site.run(&["diff", "messages", "--lang", "zh"]);
    run.assert_status(0).assert_stdout(str![[r#"
1  stale nav-home
   ja now: ホーム
   zh: 首页
What a message said then is not in the history that is here: only what is now could be shown.

"#]]);
    site.edit(JA_FILE, "ホーム", "最初のページ");
    git(&site, &["init", "-q", "-b", "main", "."]);
    commit(&site, "first");
    for text in ["ホームページ", "ホーム"] {
        site.write(JA_FILE, &JA.replace("最初のページ", text));
        commit(&site, text);
    }
    let run = site.run(&["diff", "messages", "--lang", "zh"]);
    assert!(
        !run.stdout.contains("What a message said"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("ja then: ") && run.stdout.contains("最初のページ"),
        "{}",
        run.stdout
    );
    accept(&site, &["--unchanged-ok"]).assert_status(0);
    site.run(&["diff", "messages", "--lang", "zh"])
        .assert_stdout(str![[r#"
messages (zh): current

"#]]);
}

#[test]
fn a_change_is_judged_by_the_messages_that_it_touches() {
    let site = adopted();
    git(&site, &["init", "-q", "-b", "main", "."]);
    commit(&site, "first");
    let since = || {
        site.run(&["check", "--since", "main", "--format", "json"])
            .stdout
    };
    site.edit(JA_FILE, "最初のページ", "ホーム");
    assert!(since().contains("stale-message"), "{}", since());
    commit(&site, "stale from now on");
    site.write("content/new.ja.md", "---\ntitle: 新\n---\n");
    assert!(!since().contains("stale-message"), "{}", since());
}
