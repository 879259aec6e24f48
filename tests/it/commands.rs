//! The command line: what is printed where, exit codes, `new` and `init`.

use std::process::Stdio;

use snapbox::str;

use crate::harness::Site;

#[test]
fn wrong_usage() {
    let site = Site::empty();
    let rows: [&[&str]; 7] = [
        &[],
        &["bulid"],
        &["build", "--no-such-flag"],
        &["check", "--format", "xml"],
        &["new"],
        &["new", "a", "b"],
        &["schema", "everything"],
    ];
    for arguments in rows {
        let run = site.run(arguments);
        run.assert_status(2).assert_stdout(str![""]);
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    let site = Site::empty();
    site.run(&["--version"])
        .assert_status(0)
        .assert_stdout(str![[r#"
yuimaru [VERSION]

"#]])
        .assert_stderr(str![""]);
    for arguments in [&["--help"][..], &["build", "--help"], &["help", "check"]] {
        let run = site.run(arguments);
        run.assert_status(0).assert_stderr(str![""]);
        assert!(run.stdout.contains("--root"), "{}", run.stdout);
    }
}

#[test]
fn schemas_and_completions() {
    let site = Site::empty();
    for of in ["site", "page"] {
        let run = site.run(&["schema", of]);
        let schema: serde_json::Value = serde_json::from_str(&run.assert_status(0).stdout).unwrap();
        assert_eq!(schema["type"], "object");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = site.run(&["completions", shell]);
        assert!(run.assert_status(0).stdout.contains("yuimaru"));
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_error() {
    let site = Site::empty();
    let mut child = site
        .command()
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_an_error() {
    let site = Site::empty();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = site
        .command()
        .args(["schema", "site"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the output cannot be written"));
}

#[test]
fn init_writes_a_site_that_builds() {
    let site = Site::empty();
    site.run(&["init", "ours"])
        .assert_status(0)
        .assert_stderr(str![""])
        .assert_stdout(str![[r#"
30 files of a new site in ours
next: set title and base_url in site.yaml, then run `yuimaru build` there

"#]]);
    assert!(
        site.read("ours/site.yaml")
            .starts_with("# yaml-language-server: $schema=schemas/site.schema.json\n")
    );
    assert!(
        site.read("ours/content/news/welcome.yaml")
            .contains("\ndate: 2026-01-01\n")
    );
    assert!(site.read("ours/schemas/page.schema.json").starts_with('{'));
    site.run(&["--root", "ours", "build"]).assert_status(0);
    site.run(&["check", "--root", "ours"])
        .assert_status(0)
        .assert_stdout(str![[r#"
no problems

"#]]);
}

#[test]
fn init_writes_what_hosts_run_and_a_hook_that_says_no() {
    let site = Site::init();
    let workflow = site.read(".github/workflows/site.yml");
    let pipeline = site.read(".gitlab-ci.yml");
    for text in [&workflow, &pipeline] {
        assert!(text.contains("  YUIMARU: \"\"\n"), "{text}");
        assert!(text.contains("yuimaru check --since "), "{text}");
        assert!(text.contains("yuimaru build\n"), "{text}");
        assert!(!text.contains("://"), "{text}");
    }
    let others =
        workflow.matches("uses: ").count() - workflow.matches("uses: actions/checkout@").count();
    assert_eq!(others, 0);

    // Turned on as the README says, it keeps a commit from being made.
    let git = |arguments: &[&str], path: &str| {
        std::process::Command::new("git")
            .current_dir(site.root())
            .args([
                "-c",
                "user.name=Editor",
                "-c",
                "user.email=editor@example.org",
            ])
            .args(arguments)
            .env("PATH", path)
            .output()
            .unwrap()
    };
    let usual = std::env::var("PATH").unwrap();
    let with = format!("{}:{usual}", site.path("bin").display());
    let done = |arguments: &[&str], path: &str| git(arguments, path).status.success();
    assert!(done(&["init", "-q"], &usual));
    assert!(done(&["config", "core.hooksPath", "hooks"], &usual));
    site.write(
        "bin/yuimaru",
        "#!/bin/sh\necho \"$@\" >said\nexit \"$(cat status)\"\n",
    );
    set_executable(&site.path("bin/yuimaru"));
    site.write("status", "1");
    assert!(done(&["add", "content"], &usual));
    assert!(!done(&["commit", "-q", "-m", "first"], &with));
    assert_eq!(site.read("said"), "check\n");
    site.write("status", "0");
    assert!(done(&["commit", "-q", "-m", "first"], &with));
    assert!(done(&["add", "site.yaml"], &usual));
    assert!(done(&["commit", "-q", "-m", "second"], &with));
    assert_eq!(site.read("said"), "check --since HEAD\n");
}

#[test]
fn init_leaves_dot_files_alone_that_are_there() {
    let site = Site::empty();
    site.write(".github/CODEOWNERS", "* @me\n")
        .write(".gitlab-ci.yml", "# mine\n");
    site.run(&["init", "."])
        .assert_status(0)
        .assert_stdout(str![[r#"
28 files of a new site in .
your .github is unchanged
your .gitlab-ci.yml is unchanged
next: set title and base_url in site.yaml, then run `yuimaru build` there

"#]]);
    assert!(!site.has(".github/workflows"));
    assert_eq!(site.read(".gitlab-ci.yml"), "# mine\n");
}

#[cfg(unix)]
fn set_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn init_overwrites_nothing() {
    let site = Site::empty();
    site.write("notes.txt", "mine");
    site.run(&["init", "."])
        .assert_status(2)
        .assert_stdout(str![""])
        .assert_stderr(str![[r#"
error: . is not empty: it holds notes.txt
       name a new or empty folder; files that begin with a dot may be there

"#]]);
    assert_eq!(site.bytes_of_tree(".").len(), 1);
    site.run(&["init", "notes.txt"]).assert_status(2);

    let site = Site::empty();
    site.write(".git/HEAD", "ref: refs/heads/main\n")
        .write(".gitignore", "/mine/\n");
    site.run(&["init", "."])
        .assert_status(0)
        .assert_stdout(str![[r#"
29 files of a new site in .
your .gitignore is unchanged: add the line /public/ to it
next: set title and base_url in site.yaml, then run `yuimaru build` there

"#]]);
    assert_eq!(site.read(".gitignore"), "/mine/\n");
}

#[test]
fn new_writes_a_page_in_all_languages() {
    let site = Site::init();
    site.run(&["new", "film/plan", "--title", "映画: 計画"])
        .assert_status(0)
        .assert_stderr(str![""])
        .assert_stdout(str![[r#"
content/film/plan.ja.md
content/film/plan.zh.md
content/film/plan.en.md

"#]]);
    assert_eq!(
        site.read("content/film/plan.zh.md"),
        "---\ntitle: \"映画: 計画\"\ndate: 2026-01-01\n---\n"
    );
    site.run(&["new", "film/_index"]).assert_status(0);
    assert_eq!(
        site.read("content/film/_index.en.md"),
        "---\ntitle: Film\n---\n"
    );
    site.check().assert_status(0);
    site.build().assert_status(0);
    assert!(
        site.public("ja/film/plan/index.html")
            .contains("映画: 計画")
    );
}

#[test]
fn new_takes_archetypes_of_the_site() {
    let site = Site::init();
    site.write(
        "archetypes/film.md",
        "---\ntitle: {{ title }}\nkind: film\n---\n\n{{ lang }}: {{ title }}, {{ date }}\n",
    );
    site.run(&["new", "film/first-one", "--kind", "film"])
        .assert_status(0);
    assert_eq!(
        site.read("content/film/first-one.en.md"),
        "---\ntitle: First one\nkind: film\n---\n\nen: First one, 2026-01-01\n"
    );
    site.run(&["new", "film/second", "--kind", "opera"])
        .assert_status(2)
        .assert_stderr(str![[r#"
error: there is no archetype "opera"
       write archetypes/opera.md, or use one of: film, page, section

"#]]);
    assert!(!site.has("content/film/second.ja.md"));
}

#[test]
fn new_writes_all_or_nothing() {
    let site = Site::init();
    site.write("content/film/plan.zh.md", "---\ntitle: 电影\n---\n");
    let before = site.bytes_of_tree("content");
    site.run(&["new", "film/plan"])
        .assert_status(2)
        .assert_stdout(str![""])
        .assert_stderr(str![[r#"
error: nothing was written, for this exists already:
       content/film/plan.zh.md

"#]]);
    // The same address by another path: a bundle, a section, a name that differs by case.
    for key in ["news", "news/Welcome", "about", "about/_index"] {
        site.run(&["new", key]).assert_status(2);
    }
    for key in [
        "../x",
        "film/../../x",
        "/film",
        "film/plan.ja.md",
        "a\u{1b}[2Jb",
        "_data/x",
    ] {
        let run = site.run(&["new", key]);
        run.assert_status(2);
        assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    }
    site.run(&["new", "ok", "--title", " "]).assert_status(2);
    site.run(&["new", "ok", "--title", "a\nb: c"])
        .assert_status(2);
    assert_eq!(site.bytes_of_tree("content"), before);
    assert!(!site.has("../x.ja.md"));
}

#[test]
fn new_writes_nothing_with_which_the_site_does_not_build() {
    let site = Site::init();
    site.write("content/plan.ja.md", "---\ntitle: 計画\n---\n");
    site.write(
        "content/news/start.ja.md",
        "---\ntitle: 始\ntags: [start]\nslug: moved\naliases: [old]\n---\n",
    );
    site.check();
    site.build().assert_status(0);
    let before = site.bytes_of_tree(".");
    let rows = [
        ("index", "write _index"),
        ("plan/x", "content/plan.ja.md"),
        ("plan/deep/x", "content/plan.ja.md"),
        ("tags/_index", "the list of `tags`"),
        ("tags/x", "the list of `tags`"),
        ("tags/start", "the list of `tags`"),
        ("atom.xml", "a file and a folder"),
        ("404.html", "a file and a folder"),
        ("news/moved", "content/news/start.ja.md"),
        ("news/old", "an alias"),
        ("news/Moved", "upper and lower case"),
    ];
    for (key, words) in rows {
        let run = site.run(&["new", key]);
        run.assert_status(2);
        assert!(run.stderr.contains(words), "{key}: {}", run.stderr);
        assert!(run.stderr.lines().count() > 1, "{key}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{key}: {}", run.stdout);
        assert_eq!(site.bytes_of_tree("."), before, "{key}");
    }
    // What is wrong with the site already is no reason.
    site.write("content/tags/x.ja.md", "---\ntitle: x\n---\n");
    site.build().assert_status(1);
    site.run(&["new", "resort"]).assert_status(0);
}

#[test]
fn new_writes_locks_anew_that_a_page_left_that_is_gone() {
    let site = Site::init();
    site.run(&["new", "film"]).assert_status(0);
    let locks = ["zh", "en"].map(|lang| format!("locales/{lang}/pages/film.lock"));
    site.remove("content/film.ja.md")
        .remove("content/film.en.md");
    // A version is there, and its lock is its own.
    site.run(&["new", "film"]).assert_status(2);
    site.remove("content/film.zh.md");
    let old = "yuimaru-lock 1\nnormaliser 1\nfrom ja old\n";
    site.write(&locks[0], old);
    site.run(&["new", "film", "--title", "Film"])
        .assert_status(0)
        .assert_stdout(str![[r#"
content/film.ja.md
content/film.zh.md
content/film.en.md
locales/zh/pages/film.lock was left of a page that is gone, and is written anew
locales/en/pages/film.lock was left of a page that is gone, and is written anew

"#]]);
    assert_ne!(site.read(&locks[0]), old);
    site.check().assert_status(0);
}

#[cfg(unix)]
#[test]
fn new_takes_no_place_on_the_disk_that_is_taken() {
    use std::os::unix::fs::symlink;
    let site = Site::init();
    let other = Site::empty();
    std::fs::create_dir(site.path("content/news/p.zh.md")).unwrap();
    symlink("nowhere", site.path("content/news/q.zh.md")).unwrap();
    symlink(other.root(), site.path("content/ext")).unwrap();
    symlink("news", site.path("content/own")).unwrap();
    site.write("locales/zh/pages/news/r.lock", "mine\n")
        .write("locales/en/pages/film", "a file\n");
    let names = || -> Vec<_> {
        let entries = walkdir::WalkDir::new(site.root()).sort_by_file_name();
        let entries = entries.into_iter().map(|entry| entry.unwrap().into_path());
        entries.collect()
    };
    let before = names();
    let rows = [
        ("news/p", "       content/news/p.zh.md\n"),
        ("news/q", "       content/news/q.zh.md\n"),
        (
            "news/r",
            "       locales/zh/pages/news/r.lock\n       locks are of translations",
        ),
        ("film/x", "`locales/en/pages/film` is a file"),
        ("ext/x", "leads out of the site"),
        ("ext/deep/x", "leads out of the site"),
    ];
    for (key, words) in rows {
        let run = site.run(&["new", key]);
        run.assert_status(2);
        assert!(run.stderr.contains(words), "{key}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{key}: {}", run.stdout);
        assert_eq!(names(), before, "{key}");
        assert_eq!(site.read("locales/zh/pages/news/r.lock"), "mine\n");
    }
    site.run(&["new", "own/x"]).assert_status(0);
    assert!(site.has("content/news/x.en.md") && other.bytes_of_tree(".").is_empty());
}

#[test]
fn new_writes_no_page_that_cannot_be_built() {
    let site = Site::init();
    let rows = [
        ("", "archetypes/k.md"),
        ("no front matter\n", "archetypes/k.md"),
        ("---\ntitle: {{ title }}\n", "archetypes/k.md"),
        (
            "---\ntitel: {{ title }}\n---\n",
            ", in the line `titel: \"a/b: c\"`\n       did you mean `title`?",
        ),
        ("---\ntitle: [{{ title }}\n---\n", "archetypes/k.md"),
        (
            "---\ntitle: {{ title }}\ntaxonomies: {nope: [a]}\n---\n",
            "site.yaml declares no taxonomy `nope`",
        ),
        (
            "---\ntitle: {{ title }}\nslug: {{ title }}\n---\n",
            ", in the line `slug: \"a/b: c\"`",
        ),
    ];
    for (archetype, words) in rows {
        site.write("archetypes/k.md", archetype);
        let before = site.bytes_of_tree(".");
        let run = site.run(&["new", "news/x", "--kind", "k", "--title", "a/b: c"]);
        run.assert_status(2);
        assert!(run.stderr.contains(words), "{archetype}: {}", run.stderr);
        assert!(
            run.stderr.contains("for archetypes/k.md makes"),
            "{archetype}: {}",
            run.stderr
        );
        assert_eq!(site.bytes_of_tree("."), before, "{archetype}");
    }
    // What whoever writes the page fills in is told.
    site.write(
        "archetypes/k.md",
        "---\ntitle: {{ title }}\n---\n\n[the plan](plan.md)\n\n[there](/nowhere/)\n",
    );
    let run = site.run(&["new", "news/x", "--kind", "k"]);
    run.assert_status(0);
    for words in [
        "warning[broken-link]",
        "warning[dead-path]",
        "content/news/x.zh.md:5:1",
    ] {
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    assert!(site.has("content/news/x.zh.md"));
    site.write(
        "archetypes/k.md",
        "---\ntitle: {{ title }}\ndate:\nimage:\n---\n",
    );
    let run = site.run(&["new", "news/z", "--kind", "k"]);
    run.assert_status(0);
    assert!(run.stderr.contains("warning[no-value]"), "{}", run.stderr);
    site.write("archetypes/k.md", "---\ntitle:\n---\n");
    site.run(&["new", "news/w", "--kind", "k"]).assert_status(2);
    for kind in [
        "../../site",
        "..",
        ".x",
        "",
        "a/b",
        "a\\b",
        "a\nb",
        "/etc/x",
    ] {
        let run = site.run(&["new", "news/y", "--kind", kind]);
        run.assert_status(2);
        let words = "cannot be the name of an archetype\n       write the name of a file in archetypes/, without .md\n";
        assert!(run.stderr.contains(words), "{kind}: {}", run.stderr);
    }
    let run = site.run(&["new", "news/y", "--kind", "page.md"]);
    assert!(
        run.stderr.contains("write page, without .md"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_new_site_and_a_new_page_have_no_problems() {
    let site = Site::init();
    site.run(&["new", "news/second", "--title", "-5度"])
        .assert_status(0);
    let run = site.check();
    assert_eq!((run.status, run.stdout.as_str()), (0, "no problems\n"));
}

#[test]
fn a_check_that_failed_is_no_report() {
    let site = Site::init();
    for format in ["human", "json", "github", "sarif"] {
        site.run(&["check", "--since", "nope", "--format", format])
            .assert_status(2)
            .assert_stdout(str![""]);
    }
}

#[test]
fn new_needs_a_site() {
    let site = Site::empty();
    site.run(&["new", "film/plan"])
        .assert_status(2)
        .assert_stderr(str![[r#"
error: there is no site.yaml in .
       name the site's folder with --root, or make a site with `yuimaru init`

"#]]);
    assert!(!site.has("content"));
}

/// What an editor begins with is a page that can be built: one that is published at once, too.
#[test]
fn pages_from_the_archetypes_of_the_shipped_site_are_built() {
    let site = Site::fixture("small");
    for kind in ["news", "page"] {
        let path = format!("archetypes/{kind}.md");
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
        let text = std::fs::read_to_string(shipped).unwrap();
        site.write(&path, &text.replace("draft: true\n", ""));
        let run = site.run(&["new", &format!("film/{kind}-1"), "--kind", kind]);
        run.assert_status(0).assert_stderr("");
    }
    site.build().assert_status(0);
    assert!(site.has("public/ja/film/news-1/index.html"));
}
