//! Publishing: the old site whole or the new one whole, whatever happens, and no debris.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use yuimaru::emit::Publication;

use crate::harness::{Run, Site, assert_same_tree, bytes_of_tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// Names in the site's folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn large() -> Site {
    let site = Site::init();
    for number in 0..50 {
        for lang in ["ja", "zh", "en"] {
            let path = format!("content/news/n{number}.{lang}.md");
            site.write(
                &path,
                &format!("---\ntitle: News {number}\ndate: 2012-01-19\n---\n\nText {number}.\n"),
            );
        }
    }
    site
}

#[test]
fn a_killed_build_leaves_one_site_whole() {
    const KILLS: u32 = 16;
    let site = large();
    let all_clean = |title: &str| -> Tree {
        site.edit("site.yaml", "paginate: 20", title);
        site.build().assert_status(0);
        site.bytes_of_tree("public")
    };
    site.edit("site.yaml", "base_url:", "paginate: 20\nbase_url:");
    let old = all_clean("paginate: 7");
    site.edit("site.yaml", "paginate: 7", "paginate: 20");
    let began = Instant::now();
    let new = all_clean("paginate: 9");
    let whole_run = began.elapsed();
    assert!(
        old.len() > 150 && old.keys().ne(new.keys()),
        "two sites to tell apart"
    );
    let beside = names(site.root());
    let mut seen = [0, 0];
    let mut is_new = true;
    for kill in 0..KILLS {
        let (from, to) = if is_new { ("9", "7") } else { ("7", "9") };
        site.edit(
            "site.yaml",
            &format!("paginate: {from}"),
            &format!("paginate: {to}"),
        );
        let mut child = site
            .command()
            .arg("build")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole_run * (kill + 1) / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = site.bytes_of_tree("public");
        is_new = found == new;
        if !is_new {
            assert_same_tree(&old, &found);
        }
        seen[usize::from(is_new)] += 1;
        let wanted = if is_new { "9" } else { "7" };
        if to != wanted {
            site.edit(
                "site.yaml",
                &format!("paginate: {to}"),
                &format!("paginate: {wanted}"),
            );
        }
        if kill % 4 == 3 {
            // The next run clears all that the killed ones left.
            site.build().assert_status(0);
            assert_eq!(names(site.root()), beside);
            assert_same_tree(
                if is_new { &new } else { &old },
                &site.bytes_of_tree("public"),
            );
        }
    }
    assert_eq!(seen[0] + seen[1], KILLS);
}

#[test]
fn an_error_in_content_leaves_the_old_site() {
    let site = Site::init();
    site.build().assert_status(0);
    let old = site.bytes_of_tree("public");
    let beside = names(site.root());
    let rows: [(&str, &str, &[&str]); 5] = [
        ("content/x.ja.md", "---\ntitel: x\n---\n", &["build"]),
        (
            "content/x.ja.md",
            "---\ntitle: x\n---\n\n[a](nowhere.md)\n",
            &["build"],
        ),
        (
            "content/x.ja.md",
            "---\ntitle: x\n---\n\n[a](/nowhere/)\n",
            &["build", "--strict"],
        ),
        (
            "templates/page.html",
            "{{ page.nothing.at.all }}",
            &["build"],
        ),
        ("locales/ja/site.ftl", "= no message\n", &["build"]),
    ];
    for (path, text, arguments) in rows {
        site.write(path, text);
        let run = site.run(arguments);
        assert_eq!(run.status, 1, "{path}: {}", run.stderr);
        assert!(run.stderr.contains(path), "{path}: {}", run.stderr);
        assert_same_tree(&old, &site.bytes_of_tree("public"));
        site.remove(path);
    }
    site.write("site.yaml", "title: x\n");
    site.build().assert_status(2);
    assert_same_tree(&old, &site.bytes_of_tree("public"));
    site.remove("templates").remove("locales/ja");
    assert_eq!(names(site.root()), beside);
}

#[test]
fn a_folder_of_someone_else_is_refused() {
    let site = Site::init();
    site.write("other/notes.txt", "mine")
        .write("file.txt", "mine");
    let elsewhere = Site::empty();
    let link = elsewhere.path("link");
    std::os::unix::fs::symlink(site.path("other"), &link).unwrap();
    let before = site.bytes_of_tree(".");
    for out in [
        "other",
        ".",
        "..",
        "/",
        "content",
        "static",
        "content/news",
        "file.txt",
        link.to_str().unwrap(),
    ] {
        let run = site.run(&["build", "--out", out]);
        assert_eq!(run.status, 2, "--out {out}: {}", run.stderr);
        assert!(
            run.stderr.starts_with("error: ") && run.stderr.lines().count() > 1,
            "{out}: {}",
            run.stderr
        );
        assert_same_tree(&before, &site.bytes_of_tree("."));
    }
    // An empty one is taken, and then ours.
    std::fs::create_dir(site.path("empty")).unwrap();
    for _ in 0..2 {
        site.run(&["build", "--out", "empty"]).assert_status(0);
    }
    site.write("empty/.yuimaru", "not what yuimaru writes");
    site.run(&["build", "--out", "empty"]).assert_status(2);
    assert_eq!(site.read("other/notes.txt"), "mine");
}

#[test]
fn what_is_gone_from_the_site_vanishes() {
    let site = Site::init();
    site.write("static/old.txt", "x").build().assert_status(0);
    assert!(site.has("public/old.txt") && site.has("public/en/about/index.html"));
    site.write("public/stray.html", "put here by hand")
        .remove("static")
        .remove("content/about.en.md");
    site.build().assert_status(0);
    for path in ["old.txt", "stray.html", "en/about"] {
        assert!(!site.has(&format!("public/{path}")), "{path}");
    }
    assert!(site.has("public/ja/about/index.html"));
}

#[test]
fn equal_files_are_not_written_again() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::init();
    site.build().assert_status(0);
    let inode = |path: &str| site.path(path).metadata().unwrap().ino();
    let (kept, changed) = ("public/en/news/index.html", "public/ja/about/index.html");
    let before = (inode(kept), inode(changed));
    site.edit("content/about.ja.md", "---\n\n", "---\n\n追記。\n\n");
    let run = site.build();
    assert!(
        run.assert_status(0).stdout.contains("new, 0 removed)"),
        "{}",
        run.stdout
    );
    assert_eq!(inode(kept), before.0);
    assert_ne!(inode(changed), before.1);
    site.build();
    assert!(site.build().stdout.contains("(0 new, 0 removed)"));
}

#[test]
fn a_second_build_at_the_same_time_is_told() {
    let site = Site::init();
    site.build().assert_status(0);
    let old = site.bytes_of_tree("public");
    let first = Publication::begin(&site.path("public"), site.root()).unwrap();
    first.write("index.html", b"half a site").unwrap();
    let run = site.build();
    run.assert_status(3);
    assert!(
        run.stderr.contains("another build is writing into"),
        "{}",
        run.stderr
    );
    assert_same_tree(&old, &site.bytes_of_tree("public"));
    drop(first);
    site.build().assert_status(0);
}

/// Some user other than root, and no right of root's.
const NOBODY: u32 = 65534;

fn is_root(site: &Site) -> bool {
    use std::os::unix::fs::MetadataExt;
    site.root().metadata().unwrap().uid() == 0
}

/// Gives a tree to a user.
fn give(path: &Path, user: u32) {
    use std::os::unix::fs::lchown;
    lchown(path, Some(user), Some(user)).unwrap();
    if path.is_dir() {
        for name in names(path) {
            give(&path.join(name), user);
        }
    }
}

/// A build by a user to whom permissions mean something.
fn build_without_rights(site: &Site) -> Run {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let mut command = site.command();
    command.arg("build");
    // Only root gives its folders away.
    if site.root().metadata().unwrap().uid() == NOBODY {
        command.uid(NOBODY).gid(NOBODY);
    }
    Run::of(&mut command, site.root())
}

#[test]
fn an_old_site_that_may_only_be_read_is_replaced() {
    use std::os::unix::fs::PermissionsExt;
    fn close(path: &Path) {
        if path.is_dir() {
            for name in names(path) {
                close(&path.join(name));
            }
        }
        let mode = path.metadata().unwrap().permissions().mode() & !0o222;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let site = Site::init();
    site.build().assert_status(0);
    let beside = names(site.root());
    if is_root(&site) {
        give(site.root(), NOBODY);
    }
    for title in ["一", "二"] {
        close(&site.path("public"));
        site.write(
            "content/about.ja.md",
            &format!("---\ntitle: {title}\n---\n"),
        );
        let run = build_without_rights(&site);
        run.assert_status(0);
        assert_eq!(run.stderr, "", "{title}");
        assert!(site.public("ja/about/index.html").contains(title));
        assert_eq!(names(site.root()), beside, "no debris");
    }
}

#[test]
fn an_old_site_of_another_user_is_told_and_stops_nothing() {
    let site = Site::init();
    if !is_root(&site) {
        eprintln!("SKIPPED: an_old_site_of_another_user_is_told_and_stops_nothing needs root");
        return;
    }
    site.build().assert_status(0);
    give(site.root(), NOBODY);
    // As a container does that builds as root, before every second build.
    for round in 1..=2 {
        give(&site.path("public"), 0);
        for title in ["一", "二"] {
            let title = format!("{title}{round}");
            site.write(
                "content/about.ja.md",
                &format!("---\ntitle: {title}\n---\n"),
            );
            let run = build_without_rights(&site);
            run.assert_status(0);
            assert!(site.public("ja/about/index.html").contains(&title));
            for number in 1..=round {
                let told = format!(".public.yuimaru-left-{number}` cannot be removed: permission");
                assert!(run.stderr.contains(&told), "{title}: {}", run.stderr);
            }
            assert!(run.stderr.contains("delete this folder as the user"));
        }
    }
    // What a killed run left counts as well, also where it is another user's.
    std::fs::create_dir(site.path(".public.yuimaru-new")).unwrap();
    site.write(".public.yuimaru-new/.yuimaru", "")
        .write(".public.yuimaru-new/old.html", "");
    std::fs::copy(
        site.path("public/.yuimaru"),
        site.path(".public.yuimaru-new/.yuimaru"),
    )
    .unwrap();
    let run = build_without_rights(&site);
    run.assert_status(0);
    assert!(run.stderr.contains("-left-3`"), "{}", run.stderr);
    // Once their owner lets go of them, they go with the next build.
    give(site.root(), NOBODY);
    let run = build_without_rights(&site);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let debris = |name: &String| name.contains("yuimaru-");
    assert!(!names(site.root()).iter().any(debris));
}

/// A small disk of its own, gone when the test ends.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Disk<'a>> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Disk(at))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let site = Site::init();
    let at = site.path("disk");
    let Some(_disk) = Disk::mount(&at, "1m") else {
        eprintln!("SKIPPED: a_full_disk_leaves_the_old_site needs the right to mount a small disk");
        return;
    };
    let build = || {
        Run::of(
            site.command().args(["build", "--out", "disk/public"]),
            site.root(),
        )
    };
    build().assert_status(0);
    let old = bytes_of_tree(&at.join("public"));
    let beside = names(&at);
    site.write_bytes("static/large.bin", &vec![7; 2 << 20]);
    let run = build();
    run.assert_status(3);
    assert!(run.stderr.contains("the disk is full"), "{}", run.stderr);
    assert_same_tree(&old, &bytes_of_tree(&at.join("public")));
    assert_eq!(names(&at), beside);
    // Full while pages are written.
    site.remove("static");
    site.write_bytes("static/large.bin", &vec![7; 300 << 10]);
    let filler = at.join("filler");
    let free = 700 << 10;
    std::fs::write(&filler, vec![7; free]).unwrap();
    build().assert_status(3);
    assert_same_tree(&old, &bytes_of_tree(&at.join("public")));
    std::fs::remove_file(&filler).unwrap();
    build().assert_status(0);
    assert!(at.join("public/large.bin").exists());
    assert_eq!(names(&at), beside);
}
