//! What goes wrong around a preview: files that vanish, rights that are lost, folders that are exchanged, a system that
//! does not tell, and more to do than there is time for.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::preview::Preview;
use super::wire::Kept;
use super::{png, site};
use crate::harness::{Site, skipped};

const GHOST: &str = "---\ntitle: 幽霊\ntags: [ghost]\n---\n\n文。\n";

#[test]
fn files_that_vanish_while_they_are_read_leave_nothing_behind() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let ghosts = [
        ("content/ghost.ja.md", "/ja/ghost/"),
        ("content/film/ghost.png", "/ja/film/ghost.png"),
        ("content/deep/er/ghost.ja.md", "/ja/deep/er/ghost/"),
    ];
    for round in 0..8 {
        let is_over = &AtomicBool::new(false);
        thread::scope(|scope| {
            // Each edit is a refresh, and each refresh reads what comes and goes meanwhile.
            scope.spawn(|| {
                for number in 0..15 {
                    let text = format!("---\ntitle: 題{round}.{number}\n---\n");
                    site.write("content/about.ja.md", &text);
                    thread::sleep(Duration::from_millis(13));
                }
                is_over.store(true, Ordering::Relaxed);
            });
            for (path, _) in ghosts {
                let site = &site;
                scope.spawn(move || {
                    while !is_over.load(Ordering::Relaxed) {
                        match path.ends_with("png") {
                            true => site.write_bytes(path, &png(1, 1)),
                            false => site.write(path, GHOST),
                        };
                        thread::sleep(Duration::from_millis(5));
                        site.remove(path);
                        if path.contains("deep") {
                            site.remove("content/deep");
                        }
                        // Long enough for a batch to end.
                        thread::sleep(Duration::from_millis(20));
                    }
                });
            }
            let mut connection = Kept::new(preview.port());
            while !is_over.load(Ordering::Relaxed) {
                for (_, address) in ghosts {
                    let status = connection.get(address).status;
                    assert!([200, 404].contains(&status), "{address}: {status}");
                }
                assert_eq!(connection.get("/ja/about/").status, 200);
            }
        });
        preview.settle("they are gone");
        for (_, address) in ghosts {
            assert_eq!(preview.get(address).status, 404, "{address}");
        }
    }
}

/// Sets the rights of a path.
fn allow(site: &Site, path: &str, mode: u32) {
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(site.path(path), mode).unwrap();
}

#[test]
fn rights_are_lost_and_given_back() {
    let site = site();
    site.write("themes/default/static/style.css", "body {}\n");
    allow(&site, ".", 0o755);
    let Some(mut command) = site.unprivileged() else {
        return;
    };
    let mut preview = Preview::start_by(&site, command.arg("serve"));
    preview.settle("at the start");
    let good = preview.get("/ja/film/plan/").body;
    for (path, usual) in [
        ("content/film/plan/index.ja.md", 0o644),
        ("content/film", 0o755),
        ("content/film/plan/x.png", 0o644),
        ("static/video.mp4", 0o644),
        ("themes/default/static/style.css", 0o644),
        ("site.yaml", 0o644),
        ("content", 0o755),
    ] {
        preview.forget_messages();
        allow(&site, path, 0);
        preview.wait_for_message("error[unreadable]");
        preview.wait_for_message("so the site before is still shown");
        assert_eq!(preview.get("/ja/film/plan/").body, good, "{path}");
        allow(&site, path, usual);
        preview.settle(path);
    }
    site.edit("content/film/plan/index.ja.md", "本文。", "見える。");
    preview.settle("it is still seen what happens in there");
}

#[test]
fn folders_and_settings_are_exchanged() {
    let site = site();
    site.write("themes/default/static/style.css", "body {}\n");
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let edit = |number: u32| {
        let text = format!("---\ntitle: 題{number}\n---\n");
        site.write("content/film/deep/er/page.ja.md", &text);
    };
    // Twice: what was watched before must be watched again.
    for round in 0..2 {
        edit(10 * round);
        preview.settle("a folder more");

        preview.forget_messages();
        site.rename("content", "aside");
        preview.wait_for_message("error[no-content]");
        site.rename("aside", "content");
        preview.settle("content/ away and back");
        edit(10 * round + 1);
        preview.settle("in content/ that came back");

        site.rename("content", "aside");
        for key in ["_index", "about", "news/_index"] {
            site.write(&format!("content/{key}.ja.md"), "---\ntitle: 別\n---\n");
        }
        edit(99);
        preview.settle("another content/");
        edit(10 * round + 2);
        preview.settle("in the other content/");
        site.remove("content").rename("aside", "content");
        preview.settle("the first content/ again");

        site.rename("themes", "aside");
        preview.settle("no themes/");
        site.rename("aside", "themes");
        preview.settle("themes/ again");
        let style = format!("body {{ margin: {round}px }}\n");
        site.write("themes/default/static/style.css", &style);
        preview.settle("in themes/ that came back");

        let settings = site.read("site.yaml");
        preview.forget_messages();
        site.rename("site.yaml", "site.old");
        preview.wait_for_message("error[no-site]");
        site.write("site.new", &format!("{settings}paginate: {}\n", round + 1));
        site.rename("site.new", "site.yaml");
        preview.settle("other settings");
        site.rename("site.old", "site.yaml");
        preview.settle("the first settings");
    }
}

/// The binary where only so many files and folders can be watched, or `None`, said aloud, where that cannot be.
fn where_few_are_watched(site: &Site, limit: u32) -> Option<Command> {
    let script = format!("echo {limit} >/proc/sys/user/max_inotify_watches && exec \"$@\"");
    let own_limits = ["unshare", "--user", "--map-root-user"];
    let shell = [&own_limits[..], &["sh", "-c", &script, "sh"]].concat();
    let works = site.command_by(&shell).arg("--version").output();
    if works.is_ok_and(|output| output.status.success()) {
        return Some(site.command_by(&shell));
    }
    skipped("a system that watches few folders; `unshare` cannot make one here");
    None
}

#[test]
fn where_the_system_does_not_tell_files_are_looked_at() {
    let site = site();
    let Some(mut command) = where_few_are_watched(&site, 5) else {
        return;
    };
    let mut preview = Preview::start_by(&site, command.arg("serve"));
    preview.wait_for_message("(fs.inotify.max_user_watches): all files are looked at");
    preview.settle("at the start");
    site.edit("content/film/plan/index.ja.md", "本文。", "新しい。");
    preview.settle("edited");
    site.rename("content/film", "content/cinema");
    preview.settle("moved");
}

#[test]
fn the_limit_may_be_reached_later() {
    let site = site();
    let Some(mut command) = where_few_are_watched(&site, 40) else {
        return;
    };
    let mut preview = Preview::start_by(&site, command.arg("serve"));
    preview.settle("at the start");
    assert!(!preview.messages().contains("looked at twice"));
    for number in 0..60 {
        site.write(
            &format!("content/many/{number}/page.ja.md"),
            "---\ntitle: 多\n---\n",
        );
    }
    preview.settle("more folders than can be watched");
    preview.wait_for_message("all files are looked at twice");
    site.write("content/many/59/page.ja.md", "---\ntitle: 最後\n---\n");
    preview.settle("in the last of them");
}

#[test]
fn nothing_is_written() {
    let site = site();
    allow(&site, ".", 0o755);
    // Who may not write anywhere is as good as a disk that is full.
    let Some(mut command) = site.unprivileged() else {
        return;
    };
    let before = site.bytes_of_tree(".");
    let mut preview = Preview::start_by(&site, command.arg("serve"));
    preview.settle("at the start");
    site.edit("content/film/plan/index.ja.md", "本文。", "新しい。");
    site.write_bytes("content/film/plan/x.png", &png(9, 9));
    preview.settle("edited");
    let after = site.bytes_of_tree(".");
    assert!(before.keys().eq(after.keys()), "{:?}", after.keys());
}

#[test]
fn many_requests_and_many_edits_at_once() {
    let site = site();
    // Each page has something to say while it is rendered.
    site.write(
        "templates/base.html",
        "{% extends \"themes/default/base.html\" %}{% block head %}<!-- {{ url(to=\"/none/\") }} -->{% endblock head %}\n",
    );
    for number in 0..40 {
        let text = format!("---\ntitle: 題{number}\n---\n\n要約。\n\n本文。\n");
        site.write(&format!("content/film/p{number}.ja.md"), &text);
    }
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let pause = Duration::from_millis(10);
    thread::scope(|scope| {
        let site = &site;
        scope.spawn(move || {
            for number in 0..500 {
                let path = format!("content/film/p{}.ja.md", number % 40);
                let title = if number % 10 == 0 { number } else { 0 };
                let text = format!("---\ntitle: 題{title}\n---\n\n要約。\n\n本文 {number}。\n");
                if number % 2 == 0 {
                    site.write(&path, &text);
                } else {
                    site.write("content/film/.tmp", &text)
                        .rename("content/film/.tmp", &path);
                }
                thread::sleep(pause);
            }
        });
        for reader in 0..2 {
            let mut connection = Kept::new(preview.port());
            scope.spawn(move || {
                for number in 0..250 {
                    let path = match number % 3 {
                        0 => format!("/ja/film/p{}/", (number + reader) % 40),
                        1 => "/ja/film/".to_owned(),
                        _ => "/ja/atom.xml".to_owned(),
                    };
                    assert_eq!(connection.get(&path).status, 200, "{path}");
                    thread::sleep(2 * pause);
                }
            });
        }
    });
    preview.settle("quiet");
}

#[test]
fn it_starts_again_after_a_sudden_end() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let port = preview.port();
    let _open = preview.connect();
    preview.kill();
    site.edit("content/film/plan/index.ja.md", "本文。", "留守。");
    let mut preview = Preview::start_at_port(&site, port, &[]);
    assert_eq!(preview.port(), port);
    preview.settle("started again");
}

#[test]
fn idle_connections_hold_nobody_up() {
    use std::io::Write as _;
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    let idle: Vec<_> = (0..200)
        .map(|number| {
            let mut stream = preview.connect();
            let begun = ["", "GET ", "GET /ja/ HTTP/1.1\r\nHost: 127"][number % 3];
            stream.write_all(begun.as_bytes()).unwrap();
            stream
        })
        .collect();
    // And as many that listen to what is new.
    let listening: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = preview.connect();
            let request = preview.request("GET", "/_yuimaru/events", "");
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    preview.settle("among idle connections");
    site.edit("content/film/plan/index.ja.md", "本文。", "それでも。");
    preview.settle("edited among idle connections");
    drop((idle, listening));
}

/// Runs git in the site's folder.
fn git(site: &Site, arguments: &[&str]) {
    let run = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=e@example.org"])
        .args(arguments)
        .current_dir(site.root())
        .output()
        .unwrap();
    assert!(run.status.success(), "{arguments:?}: {run:?}");
}

#[test]
fn another_branch_is_one_change() {
    let site = site();
    let fill = |word: &str| {
        for number in 0..2_900 {
            site.write(&format!("static/many/{}/{number}.txt", number % 50), word);
        }
        for number in 0..100 {
            let text = format!("---\ntitle: 題{word}\n---\n\n本文 {number}。\n");
            site.write(&format!("content/film/many/{number}.ja.md"), &text);
        }
    };
    git(&site, &["init", "--quiet"]);
    for branch in ["one", "two"] {
        git(&site, &["checkout", "--quiet", "-b", branch]);
        fill(branch);
        git(&site, &["add", "--all"]);
        git(&site, &["commit", "--quiet", "--message", branch]);
    }
    let mut preview = Preview::start(&site, &[]);
    for branch in ["one", "two"] {
        preview.forget_messages();
        git(&site, &["checkout", "--quiet", branch]);
        preview.wait_for_message(": 100 parsed");
        assert_eq!(preview.get("/many/7/7.txt").text(), branch);
        let page = preview.get("/ja/film/many/7/").text();
        assert!(page.contains(&format!("題{branch}")), "{page}");
        // Whatever else the checkout brought would be told before this.
        site.write(
            "content/last.ja.md",
            &format!("---\ntitle: 題{branch}\n---\n"),
        );
        preview.wait_for_message("content/last.ja.md: ");
        let messages = preview.messages();
        let lines: Vec<&str> = messages
            .lines()
            .filter(|line| line.contains(" parsed, "))
            .collect();
        assert_eq!(lines.len(), 2, "{messages}");
    }
}
