//! What each kind of edit makes of a translation.

use super::{EN, JA, ZH, accepted, rows, shown, untracked};
use crate::harness::{Run, Site};

/// What is done to the source and to its Chinese translation, and what the Chinese row says then.
type Row = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [(&'static str, &'static str)],
    &'static str,
);

const NOTHING: &[(&str, &str)] = &[];

const ROWS: &[Row] = &[
    ("nothing", NOTHING, NOTHING, "current 100"),
    (
        "reflow",
        &[
            (
                "両団体は2012年1月19日に協定に",
                "両団体は2012年1月19日に\n協定に",
            ),
            ("これから話し合います。", "これから\n話し合います。\n"),
        ],
        NOTHING,
        "current 100",
    ),
    ("CRLF", &[("\n", "\r\n")], NOTHING, "current 100"),
    (
        "NFD",
        &[("リゾート", "リソ\u{3099}ート")],
        NOTHING,
        "current 100",
    ),
    (
        "restyled",
        &[
            ("- **映画**", "* *映画*"),
            ("- リゾート", "* リゾート"),
            ("```", "~~~"),
            ("## 背景\n", "背景\n----\n"),
        ],
        NOTHING,
        "current 100",
    ),
    (
        "typo",
        &[("話し合います", "話しあいます")],
        NOTHING,
        "stale 71.2 warning; changed paragraph 10/10",
    ),
    (
        "number",
        &[("5,000円", "6,000円")],
        NOTHING,
        "stale 94.4 error; changed cell number 19/19",
    ),
    (
        "date",
        &[("1月19日", "1月20日")],
        NOTHING,
        "stale 76.8 error; changed paragraph date 8/8",
    ),
    (
        "moved",
        &[
            ("両団体は2012年1月19日に協定に署名しました。\n\n", ""),
            (
                "ご覧ください。\n",
                "ご覧ください。\n\n両団体は2012年1月19日に協定に署名しました。\n",
            ),
        ],
        NOTHING,
        "stale 76.8 warning; moved paragraph 10/8",
    ),
    (
        "inserted",
        &[("## 内容", "窓口は未定です。\n\n## 内容")],
        NOTHING,
        "stale 93.1 warning; added paragraph 12/-",
    ),
    (
        "split",
        &[("話し合います。詳", "話し合います。\n\n詳")],
        NOTHING,
        "stale 71.2 warning; changed paragraph 10/10; added paragraph 12/-",
    ),
    (
        "merged",
        &[("署名しました。\n\n事業", "署名しました。事業")],
        NOTHING,
        "stale 48.1 warning; changed paragraph 8/8; removed paragraph -/10",
    ),
    (
        "removed",
        &[("両団体は2012年1月19日に協定に署名しました。\n\n", "")],
        NOTHING,
        "stale 100 warning; removed paragraph -/8",
    ),
    (
        "heading renamed",
        &[("## 背景", "## 経緯")],
        NOTHING,
        "stale 98.1 warning; changed heading 6/6",
    ),
    (
        "item changed",
        &[("リゾートの建設", "リゾートの計画")],
        NOTHING,
        "stale 93.5 warning; changed item 15/15",
    ),
    (
        "row added",
        &[("| 宿泊 |", "| 食事 | 未定 |\n| 宿泊 |")],
        NOTHING,
        "stale 96.4 warning; added cell 19/-; added cell 19/-",
    ),
    (
        "link moved",
        &[("](a.md)", "](b.md)")],
        NOTHING,
        "current 100; current paragraph link 10/10",
    ),
    (
        "code changed",
        &[("let plan = 1;", "let plan = 2;")],
        NOTHING,
        "stale 87.9 error; changed code number 21/21",
    ),
    (
        "both changed",
        &[("話し合います", "協議します")],
        &[("今后再商议", "今后协商")],
        "stale 71.9 warning; changed paragraph 10/10!",
    ),
    (
        "the translation alone",
        NOTHING,
        &[("今后再商议", "今后协商")],
        "ahead 100",
    ),
    (
        "put back in the source's words",
        NOTHING,
        &[("- 建设度假村", "- リゾートの建設")],
        "stale 93.5 warning; untranslated item 15/15!",
    ),
    (
        "inserted in both",
        &[("## 内容", "窓口は未定です。\n\n## 内容")],
        &[("## 内容", "联系人待定。\n\n## 内容")],
        "stale 93.1 warning; added paragraph 12/12!",
    ),
];

fn edit(site: &Site, file: &str, edits: &[(&str, &str)]) {
    for (from, to) in edits {
        site.edit(file, from, to);
    }
}

#[test]
fn edits() {
    let site = accepted();
    let mut wrong = Vec::new();
    for (what, source, translation, expected) in ROWS {
        site.write("content/plan.ja.md", JA)
            .write("content/plan.zh.md", ZH);
        edit(&site, "content/plan.ja.md", source);
        edit(&site, "content/plan.zh.md", translation);
        // What is done to the source is the same to both translations, which have the same lines.
        let langs: &[&str] = match translation.is_empty() {
            true => &["zh", "en"],
            false => &["zh"],
        };
        for lang in langs {
            let found = shown(&site, "plan", lang);
            if found != *expected {
                wrong.push(format!(
                    "{what} ({lang})\n  expected {expected}\n  found    {found}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn accepting_makes_each_of_them_current() {
    for (what, source, translation, expected) in ROWS {
        let site = accepted();
        edit(&site, "content/plan.ja.md", source);
        edit(&site, "content/plan.zh.md", translation);
        let locks = |site: &Site| site.read("locales/zh/pages/plan.lock");
        let before = locks(&site);
        let run = site.run(&["accept", "plan", "--lang", "zh"]);
        let is_refused = expected.starts_with("stale")
            && !expected.contains('!')
            && !expected.contains("; moved");
        run.assert_status(i32::from(is_refused));
        if is_refused {
            assert!(
                run.stderr.contains("untouched-translation"),
                "{what}: {}",
                run.stderr
            );
            assert_eq!(locks(&site), before, "{what}");
            site.run(&["accept", "plan", "--lang", "zh", "--unchanged-ok"])
                .assert_status(0);
        }
        assert_eq!(shown(&site, "plan", "zh"), "current 100", "{what}");
        let after = locks(&site);
        site.run(&["accept", "plan", "--lang", "zh"])
            .assert_status(0);
        assert_eq!(locks(&site), after, "{what}");
    }
}

#[test]
fn a_block_is_accepted_alone() {
    let site = accepted();
    site.edit("content/plan.ja.md", "5,000円", "6,000円")
        .edit("content/plan.ja.md", "話し合います", "協議します")
        .edit("content/plan.zh.md", "5,000日元", "6,000日元");
    let both = "stale 66.3 error; changed paragraph 10/10; changed cell number 19/19!";
    assert_eq!(shown(&site, "plan", "zh"), both);
    let accept = |number: &str| site.run(&["accept", "plan", "--lang", "zh", "--block", number]);
    accept("1").assert_status(1);
    accept("3").assert_status(1);
    accept("2").assert_status(0);
    assert_eq!(
        shown(&site, "plan", "zh"),
        "stale 71.9 warning; changed paragraph 10/10"
    );
    // The other language goes its own way.
    assert!(shown(&site, "plan", "en").starts_with("stale 66.3 error"));
}

#[test]
fn states_of_pages() {
    let site = untracked();
    assert_eq!(shown(&site, "plan", "zh"), "untracked 0 warning");
    site.remove("content/plan.en.md");
    assert_eq!(shown(&site, "plan", "en"), "missing 0 warning");
    site.run(&["accept", "plan", "--lang", "en"])
        .assert_status(2);
    site.edit(
        "content/plan.ja.md",
        "title: 計画",
        "title: 計画\nl10n: {exclude: [zh]}",
    );
    assert_eq!(shown(&site, "plan", "zh"), "excluded 100");
    site.run(&["accept", "plan", "--lang", "zh"])
        .assert_status(2);
    // Written in Chinese first.
    site.write("content/plan.en.md", EN).write(
        "content/plan.ja.md",
        &JA.replace("title: 計画", "title: 計画\nl10n: {origin: zh}"),
    );
    assert_eq!(shown(&site, "plan", "zh"), "no row");
    site.run(&["accept", "plan", "--lang", "ja"])
        .assert_status(0);
    assert_eq!(shown(&site, "plan", "ja"), "current 100");
    site.edit("content/plan.zh.md", "5,000", "7,000");
    assert_eq!(
        shown(&site, "plan", "ja"),
        "stale 92.2 error; changed cell number 19/20"
    );
}

#[test]
fn orphans_and_pages_under_another_name() {
    let site = accepted();
    for lang in ["ja", "zh", "en"] {
        site.rename(
            &format!("content/plan.{lang}.md"),
            &format!("content/project/plan/index.{lang}.md"),
        );
        site.edit(
            &format!("content/project/plan/index.{lang}.md"),
            "(a.md)",
            "(../../a.md)",
        );
    }
    assert_eq!(
        shown(&site, "project/plan", "zh"),
        "moved 0 warning from plan"
    );
    site.run(&["accept", "project/plan", "--lang", "zh"])
        .assert_status(0);
    assert!(!site.has("locales/zh/pages/plan.lock"));
    assert_eq!(shown(&site, "project/plan", "zh"), "current 100");
    // `page.md` and `page/index.md` are one page.
    let site = accepted();
    site.rename("content/plan.ja.md", "content/plan/index.ja.md");
    site.edit("content/plan/index.ja.md", "(a.md)", "(../a.md)");
    assert_eq!(
        shown(&site, "plan", "zh"),
        "current 100; current paragraph link 10/10"
    );
    // A lock whose page is gone, and a translation whose source is.
    let site = accepted();
    for lang in ["ja", "zh", "en"] {
        site.remove(&format!("content/plan.{lang}.md"));
    }
    assert_eq!(shown(&site, "plan", "zh"), "orphan 0 warning");
}

#[test]
fn a_chain_of_translations() {
    let site = untracked();
    site.edit(
        "content/plan.en.md",
        "title: The plan",
        "title: The plan\nl10n: {from: zh}",
    );
    site.run(&["accept", "--all"]).assert_status(0);
    assert!(
        site.read("locales/en/pages/plan.lock")
            .contains("\nfrom zh ")
    );
    assert_eq!(shown(&site, "plan", "en"), "current 100");
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    assert_eq!(
        shown(&site, "plan", "zh"),
        "stale 94.4 error; changed cell number 19/19"
    );
    assert_eq!(shown(&site, "plan", "en"), "pivot-stale 100 warning");
    site.edit("content/plan.zh.md", "5,000日元", "6,000日元")
        .run(&["accept", "plan", "--lang", "zh"])
        .assert_status(0);
    assert_eq!(
        shown(&site, "plan", "en"),
        "stale 92.2 error; changed cell number 19/20"
    );
    site.edit("content/plan.en.md", "5,000 yen", "6,000 yen")
        .run(&["accept", "plan", "--lang", "en"])
        .assert_status(0);
    assert_eq!(shown(&site, "plan", "en"), "current 100");
}

#[test]
fn locks_of_older_rules_say_what_has_not_changed() {
    let site = accepted();
    site.edit("locales/zh/pages/plan.lock", "normaliser 1", "normaliser 0");
    assert_eq!(shown(&site, "plan", "zh"), "current 100");
    site.edit("content/plan.ja.md", "話し合います", "協議します");
    assert_eq!(shown(&site, "plan", "zh"), "untracked 0 warning");
}

#[test]
fn locks_that_cannot_be_read_stop_nothing_but_are_told() {
    let site = accepted();
    site.edit("locales/zh/pages/plan.lock", "normaliser 1", "<<<<<<< ours");
    let run = site.build();
    run.assert_status(1);
    assert!(
        run.stderr.contains("lock-syntax") && run.stderr.contains("locales/zh/pages/plan.lock:2:1"),
        "{}",
        run.stderr
    );
}

/// How a lock is damaged, and the code of what is told.
type Damage = (&'static str, fn(&Site, &str), &'static str);

const DAMAGES: [Damage; 6] = [
    (
        "two branches",
        |site, path| {
            site.edit(path, "normaliser 1", "<<<<<<< ours");
        },
        "lock-syntax",
    ),
    (
        "cut off",
        |site, path| {
            let text = site.read(path);
            let end = text.find("paragraph ").unwrap() + 20;
            site.write(path, &text[..end]);
        },
        "lock-syntax",
    ),
    (
        "no UTF-8",
        |site, path| {
            site.write_bytes(path, b"yuimaru-lock 1\n\xFF");
        },
        "not-utf8",
    ),
    (
        "NUL",
        |site, path| {
            site.write(path, "yuimaru-lock 1\n\0");
        },
        "nul-byte",
    ),
    (
        "large",
        |site, path| {
            site.write_bytes(path, &vec![b'a'; (16 << 20) + 1]);
        },
        "too-large",
    ),
    (
        "a pipe",
        |site, path| {
            use rustix::fs::{CWD, Mode, mkfifoat};
            site.remove(path);
            mkfifoat(CWD, site.path(path), Mode::RWXU).unwrap();
        },
        "not-a-file",
    ),
];

#[test]
fn a_damaged_lock_is_never_taken_for_none() {
    const LOCK: &str = "locales/zh/pages/plan.lock";
    let site = accepted();
    let whole = site.read(LOCK);
    for (what, damage, code) in DAMAGES {
        damage(&site, LOCK);
        let rows: [&[&str]; 10] = [
            &["status"],
            &["status", "plan"],
            &["status", "--fail-on", "stale"],
            &["status", "--fail-on", "facts"],
            &["status", "--format", "json", "--fail-on", "stale"],
            &["status", "--format", "github"],
            &["status", "--format", "sarif"],
            &["diff", "plan", "--lang", "zh"],
            &["accept", "plan", "--lang", "zh"],
            &["adopt"],
        ];
        for arguments in rows {
            let run = site.run(arguments);
            assert_eq!(run.status, 1, "{what}: {arguments:?}");
            let is_told_in_report = arguments
                .iter()
                .any(|word| ["github", "sarif"].contains(word));
            let told = if is_told_in_report {
                &run.stdout
            } else {
                &run.stderr
            };
            assert!(
                told.contains(code) && told.contains(LOCK),
                "{what}: {arguments:?}: {told}"
            );
        }
        // What is not asked for stops nobody.
        for arguments in [
            &["status", "a", "--fail-on", "stale"][..],
            &["status", "messages"],
            &["diff", "plan", "--lang", "en"],
        ] {
            let run = site.run(arguments);
            assert_eq!(
                (run.status, run.stderr.as_str()),
                (0, ""),
                "{what}: {arguments:?}"
            );
        }
        site.remove(LOCK).write(LOCK, &whole);
    }
    assert_eq!(shown(&site, "plan", "zh"), "current 100");
}

#[test]
fn a_lock_that_is_no_text_is_not_to_be_edited() {
    let site = accepted();
    site.write_bytes("locales/zh/pages/plan.lock", b"\xFF");
    let run = site.run(&["status"]);
    assert!(
        run.stderr.contains("take the file back from git"),
        "{}",
        run.stderr
    );
}

/// As shells complete them, wherever one stands.
#[test]
fn pages_are_named_by_their_files() {
    let site = accepted();
    let root = site.root().to_str().unwrap();
    let folder = site.root().file_name().unwrap().to_str().unwrap();
    let above = site.root().parent().unwrap();
    let rows = [
        (site.root(), ".", "content/plan.zh.md".to_owned()),
        (site.root(), ".", format!("{root}/content/plan.zh.md")),
        (above, folder, format!("{folder}/content/plan.zh.md")),
        (above, folder, format!("./{folder}/content/plan.zh.md")),
        (above, folder, format!("{root}/content/plan.ja.md")),
        (above, folder, "content/plan.ja.md".to_owned()),
        (above, root, format!("{folder}/content/plan.zh.md")),
    ];
    let expected = site.run(&["status", "plan"]).stdout;
    for (from, root, page) in rows {
        let run = Run::of(
            site.command()
                .current_dir(from)
                .args(["--root", root, "status", &page]),
            site.root(),
        );
        run.assert_status(0);
        assert_eq!(run.stdout, expected, "{root} {page}");
    }
}

#[test]
fn reads_write_nothing() {
    let site = accepted();
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    let before = site.bytes_of_tree(".");
    for arguments in [
        &["status"][..],
        &["status", "plan"],
        &["status", "--format", "sarif"],
        &["diff", "plan", "--lang", "zh"],
        &["check"],
    ] {
        site.run(arguments);
    }
    assert_eq!(site.bytes_of_tree("."), before);
}

#[test]
fn every_translation_has_a_row() {
    let site = accepted();
    site.remove("content/b.en.md");
    let rows = rows(&site);
    let keys: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["key"].as_str().unwrap(),
                row["lang"].as_str().unwrap(),
                row["state"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        keys,
        [
            "_index zh current",
            "_index en current",
            "a zh current",
            "a en current",
            "b zh current",
            "b en missing",
            "plan zh current",
            "plan en current"
        ]
    );
}

#[test]
fn exit_codes_and_what_people_read() {
    let site = accepted();
    site.run(&["status", "--fail-on", "stale,facts,untracked,missing"])
        .assert_status(0);
    site.edit("content/plan.ja.md", "話し合います", "協議します");
    site.run(&["status"]).assert_status(0);
    site.run(&["status", "--fail-on", "facts"]).assert_status(0);
    site.run(&["status", "--fail-on", "stale"]).assert_status(1);
    site.run(&["status", "plam"]).assert_status(2);
    site.check().assert_status(0);
    site.edit("content/plan.ja.md", "5,000円", "6,000円");
    site.check().assert_status(1);
    site.run(&["status", "content/plan.zh.md"])
        .assert_stdout(snapbox::str![[r#"
zh (plan): stale, 66.3% current
   1  changed paragraph
      ja content/plan.ja.md:10: 事業の詳細はこれから協議します。詳しくは協定をご覧ください。
      zh content/plan.zh.md:10: 业务细节今后再商议。详情请见协议。
   2  changed cell, another number
      ja content/plan.ja.md:19: 6,000円
      zh content/plan.zh.md:19: 5,000日元
en (plan): stale, 66.3% current
   1  changed paragraph
      ja content/plan.ja.md:10: 事業の詳細はこれから協議します。詳しくは協定をご覧ください。
      en content/plan.en.md:10: Details of the business are to be discussed. See the agreement.
   2  changed cell, another number
      ja content/plan.ja.md:19: 6,000円
      en content/plan.en.md:19: 5,000 yen

"#]]);
    site.run(&["status"]).assert_stdout(snapbox::str![[r#"
page  ja      zh                                     en
plan  origin  stale 66.3% (2 blocks), facts changed  stale 66.3% (2 blocks), facts changed

zh: 3 current, 1 stale; 70.9% of the characters are current
en: 3 current, 1 stale; 70.9% of the characters are current

"#]]);
    site.run(&["accept", "plan", "--lang", "zh"])
        .assert_stderr(snapbox::str![[r#"
error[untouched-translation]: block 1, a paragraph, has changed in `ja`, and nobody has touched its translation since
  --> content/plan.zh.md:10:1
   |
10 | 业务细节今后再商议。详情请见[协议](a.md)。
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
  ::: content/plan.ja.md:10:1
   |
10 | 事業の詳細はこれから協議します。詳しくは[協定](a.md)をご覧ください。
   | -------------------------------------------------------------------- the source now
   |
   = help: change the translation, or say with `--unchanged-ok` that it is right as it is

error[untouched-translation]: block 2, a cell, has changed in `ja`, and nobody has touched its translation since
  --> content/plan.zh.md:19:7
   |
19 | | 住宿 | 5,000日元 |
   |         ^^^^^^^^^^
   |
  ::: content/plan.ja.md:19:7
   |
19 | | 宿泊 | 6,000円 |
   |         -------- the source now
   |
   = help: change the translation, or say with `--unchanged-ok` that it is right as it is

2 errors

"#]]);
}

#[test]
fn a_new_page_is_stale_once_somebody_writes_its_origin() {
    let site = untracked();
    site.run(&["new", "news", "--title", "便り"])
        .assert_status(0);
    assert_eq!(shown(&site, "news", "zh"), "current 100");
    let text = site.read("content/news.ja.md");
    site.write("content/news.ja.md", &format!("{text}\n新しい段落。\n"));
    assert!(shown(&site, "news", "zh").starts_with("stale"));
    assert!(!site.has("locales/ja/pages/news.lock"));
}

/// The page, a section above it, its facts or the site may say it; of all of them `status` and `check` think alike.
#[test]
fn what_there_is_to_be_no_translation_of() {
    let front = "---\ntitle: a\n---\n";
    let rows: [(&str, &str, &str); 8] = [
        ("content/s/a.ja.md", front, "missing"),
        (
            "content/s/a.ja.md",
            "---\ntitle: a\nmissing: hide\n---\n",
            "excluded",
        ),
        ("content/s/a.yaml", "missing: hide\n", "excluded"),
        (
            "content/s/_index.ja.md",
            "---\ntitle: s\nmissing: hide\n---\n",
            "excluded",
        ),
        ("content/s/_index.yaml", "missing: hide\n", "excluded"),
        ("site.yaml", "missing: hide\n", "excluded"),
        (
            "content/s/a.ja.md",
            "---\ntitle: a\nl10n: {exclude: true}\n---\n",
            "excluded",
        ),
        (
            "content/s/a.ja.md",
            "---\ntitle: a\nl10n: {exclude: [zh, en]}\n---\n",
            "excluded",
        ),
    ];
    for (path, text, state) in rows {
        let site = Site::init();
        site.write("content/s/a.ja.md", front);
        for lang in ["ja", "zh", "en"] {
            site.write(
                &format!("content/s/_index.{lang}.md"),
                "---\ntitle: s\n---\n",
            );
        }
        let text = match path {
            "site.yaml" => site.read(path) + text,
            _ => text.to_owned(),
        };
        site.write(path, &text);
        site.run(&["adopt"]).assert_status(0);
        assert!(
            shown(&site, "s/a", "en").starts_with(state),
            "{path}: {text}"
        );
        let is_missing = state == "missing";
        let run = site.run(&["status", "--fail-on", "missing"]);
        assert_eq!(run.status, i32::from(is_missing), "{path}: {text}");
        let run = site.check();
        let said = run.stdout.contains("missing-translation");
        assert_eq!(said, is_missing, "{path}: {text}\n{}", run.stdout);
        // A page that wants to be listed is missed, whatever the site says.
        site.write("content/s/a.ja.md", "---\ntitle: a\nmissing: link\n---\n");
        site.run(&["status", "--fail-on", "missing"])
            .assert_status(1);
    }
    let site = Site::init();
    site.write(
        "content/a.ja.md",
        "---\ntitle: a\nl10n: {exclude: [zh]}\n---\n",
    );
    let run = site.check();
    assert!(
        run.stdout.contains("not translated into: en\n"),
        "{}",
        run.stdout
    );
}
