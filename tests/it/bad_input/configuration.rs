//! Errors in `site.yaml`, on the command line and in the environment.

use snapbox::str;

use super::Published;
use crate::harness::{Run, Site};

#[test]
fn site_yaml() {
    let published = Published::new();
    let row = |from: &str, to: &str, said: snapbox::data::Inline| {
        published.misconfigured(
            |site| {
                site.edit("site.yaml", from, to);
            },
            said,
        );
    };
    row("timezone:", "time_zone:", str![[""]]);
    row("timezone:", "colour:", str![[""]]);
    row("Asia/Tokyo", "Asia/Tokio", str![[""]]);
    row("default_language: ja", "default_language: jp", str![[""]]);
    row(
        "base_url: https://example.org/",
        "base_url: example.org",
        str![[""]],
    );
    row("base_url: https://example.org/\n", "", str![[""]]);
    row("fallback: [ja, en]", "fallback: [jp, en]", str![[""]]);
    row(
        "title: {ja: 小さなサイト, zh: 小网站, en: A small site}",
        "title: {ja：小さなサイト}",
        str![[""]],
    );
    row("main: [film/_index]", "main: [film/_indx]", str![[""]]);
    row(
        "main: [film/_index]",
        "main: [{url: 'javascript:alert(1)', title: x}]",
        str![[""]],
    );
    row("taxonomies:\n", "theme: deflaut\ntaxonomies:\n", str![[""]]);
    row("tag: ja,", "tag: japanese language,", str![[""]]);
    // Several at once: every one is told.
    published.misconfigured(
        |site| {
            site.edit(
                "site.yaml",
                "timezone: Asia/Tokyo",
                "timezone: Asia/Tokio\npaginat: 20\nmissing: show",
            )
            .edit(
                "site.yaml",
                "base_url: https://example.org/",
                "base_url: [x]",
            )
            .edit("site.yaml", "soft_breaks: cjk", "soft_breaks: yes");
        },
        str![[""]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", "");
        },
        str![[""]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", "title: \"x\n");
        },
        str![[""]],
    );
    published.misconfigured(
        |site| {
            site.rename("site.yaml", "site.yml");
        },
        str![[""]],
    );
    published.misconfigured(
        |site| {
            site.remove("site.yaml");
        },
        str![[""]],
    );
}

#[test]
fn base_url_on_the_command_line() {
    let published = Published::new();
    let row = |url: &str, said: snapbox::data::Inline| {
        published.refuses(&published.site.run(&["build", "--base-url", url]), 2, said);
    };
    row("example.org", str![[""]]);
    row("ftp://example.org/", str![[""]]);
    row("", str![[""]]);
    row("https://example.org/?x=1", str![[""]]);
    row("https:// example.org/", str![[""]]);
}

#[test]
fn source_date_epoch() {
    let published = Published::new();
    let row = |value: &str, said: snapbox::data::Inline| {
        let mut command = published.site.command();
        let run = Run::of(
            command.env("SOURCE_DATE_EPOCH", value).arg("build"),
            published.site.root(),
        );
        published.refuses(&run, 2, said);
    };
    row("yesterday", str![[""]]);
    row("", str![[""]]);
    row("99999999999999999999", str![[""]]);
}

#[test]
fn no_site_at_all() {
    let site = Site::empty();
    site.build()
        .assert_status(2)
        .assert_stdout("")
        .assert_stderr(str![[""]]);
    site.run(&["build", "--root", "nowhere"])
        .assert_status(2)
        .assert_stdout("")
        .assert_stderr(str![[""]]);
    assert!(site.bytes_of_tree(".").is_empty());
}
