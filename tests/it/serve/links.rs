//! Symbolic links: what is there by several names changes under all of them.

#![cfg(unix)]

use std::os::unix::fs::symlink;

use super::preview::Preview;
use super::site;
use crate::harness::Site;

fn page(title: &str) -> String {
    format!("---\ntitle: {title}\n---\n\n要約。\n\n本文 {title}。\n")
}

/// A site with links to files and folders, in the folders that are watched and beside them.
fn linked() -> Site {
    let site = site();
    for path in [
        "content/own.ja.md",
        "content/one/page.ja.md",
        "content/one/_index.ja.md",
        "shared/file.ja.md",
        "shared/pages/page.ja.md",
        "shared/pages/_index.ja.md",
    ] {
        site.write(path, &page("始"));
    }
    for (to, from) in [
        ("own.ja.md", "content/own.zh.md"),
        ("one", "content/two"),
        ("../shared/file.ja.md", "content/file.ja.md"),
        ("../shared/pages", "content/pages"),
    ] {
        symlink(to, site.path(from)).unwrap();
    }
    site
}

#[test]
fn what_has_two_names_changes_under_both() {
    type Edit = fn(&Site);
    let edits: [(&str, Edit); 14] = [
        ("a linked file", |site| {
            site.write("content/own.ja.md", &page("一"));
        }),
        ("its text alone", |site| {
            site.edit("content/own.ja.md", "本文", "文");
        }),
        ("by its other name", |site| {
            site.edit("content/own.zh.md", "文", "全文");
        }),
        ("saved as another", |site| {
            site.write("content/.own", &page("二"))
                .rename("content/.own", "content/own.ja.md");
        }),
        ("in a linked folder", |site| {
            site.edit("content/one/page.ja.md", "本文", "文");
        }),
        ("by its other name", |site| {
            site.edit("content/two/page.ja.md", "文", "全文");
        }),
        ("a file elsewhere", |site| {
            site.edit("shared/file.ja.md", "本文", "文");
        }),
        ("saved as another", |site| {
            site.write("shared/.file", &page("三"))
                .rename("shared/.file", "shared/file.ja.md");
        }),
        ("again", |site| {
            site.edit("shared/file.ja.md", "本文", "文");
        }),
        ("in a folder elsewhere", |site| {
            site.edit("shared/pages/page.ja.md", "本文", "文");
        }),
        ("a file more there", |site| {
            site.write("shared/pages/more.ja.md", &page("四"));
        }),
        ("a link more", |site| {
            symlink(
                "../../shared/file.ja.md",
                site.path("content/one/file.ja.md"),
            )
            .unwrap();
        }),
        ("a link gone", |site| {
            site.remove("content/file.ja.md");
        }),
        ("what the other one leads to", |site| {
            site.edit("shared/file.ja.md", "文", "全文");
        }),
    ];
    for flags in [&[][..], &["--poll"]] {
        let site = linked();
        let mut preview = Preview::start(&site, flags);
        preview.settle("at the start");
        for (name, edit) in edits {
            edit(&site);
            preview.settle(name);
        }
    }
}
