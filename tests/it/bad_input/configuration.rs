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
    row(
        "timezone:",
        "time_zone:",
        str![[r#"
error[unknown-key]: `time_zone` is not a key of site.yaml
 --> site.yaml:4:1
  |
4 | time_zone: Asia/Tokyo
  | ^^^^^^^^^
  |
  = help: did you mean `timezone`?

1 error

"#]],
    );
    row(
        "timezone:",
        "colour:",
        str![[r#"
error[unknown-key]: `colour` is not a key of site.yaml
 --> site.yaml:4:1
  |
4 | colour: Asia/Tokyo
  | ^^^^^^
  |
  = help: write one of these: title, description, base_url, default_language, default_language_at_root, timezone, theme, missing, languages, menus, taxonomies, paginate, feeds, markdown, l10n, params

1 error

"#]],
    );
    row(
        "Asia/Tokyo",
        "Asia/Tokio",
        str![[r#"
error[bad-timezone]: `Asia/Tokio` is no time zone
 --> site.yaml:4:11
  |
4 | timezone: Asia/Tokio
  |           ^^^^^^^^^^
  |
  = help: did you mean `Asia/Tokyo`?

1 error

"#]],
    );
    row(
        "default_language: ja",
        "default_language: jp",
        str![[r#"
error[unknown-language]: `jp` is none of the site's languages
 --> site.yaml:3:19
  |
3 | default_language: jp
  |                   ^^
  |
  = help: did you mean `ja`?

1 error

"#]],
    );
    row(
        "base_url: https://example.org/",
        "base_url: example.org",
        str![[r#"
error[bad-base-url]: `base_url` must start with `https://` or `http://`
 --> site.yaml:2:11
  |
2 | base_url: example.org
  |           ^^^^^^^^^^^
  |
  = help: write the address of the home page: `base_url: https://example.org/`

1 error

"#]],
    );
    row(
        "base_url: https://example.org/\n",
        "",
        str![[r#"
error[missing-key]: site.yaml has no `base_url`
 --> site.yaml:1:1
  |
1 | title: {ja: 小さなサイト, zh: 小网站, en: A small site}
  | ^
  |
  = help: write `base_url: https://example.org/`

1 error

"#]],
    );
    row(
        "fallback: [ja, en]",
        "fallback: [jp, en]",
        str![[r#"
error[unknown-language]: `jp` is none of the site's languages
 --> site.yaml:8:45
  |
8 |   zh: {name: 简体中文, tag: zh-Hans, fallback: [jp, en]}
  |                                                 ^^
  |
  = help: did you mean `ja`?

1 error

"#]],
    );
    row(
        "title: {ja: 小さなサイト, zh: 小网站, en: A small site}",
        "title: {ja：小さなサイト}",
        str![[r#"
error[full-width-colon]: the colon after `ja` is full-width (：)
 --> site.yaml:1:11
  |
1 | title: {ja：小さなサイト}
  |           ^^ full-width colon
  |
  = help: write `ja: 小さなサイト` with a half-width colon and a space after it

1 error

"#]],
    );
    row(
        "main: [film/_index]",
        "main: [film/_indx]",
        str![[r#"
error[unknown-page]: the menu `main` names `film/_indx`, which does not exist
  --> site.yaml:12:10
   |
12 |   main: [film/_indx]
   |          ^^^^^^^^^^
   |
   = help: write `film/_index`

1 error

"#]],
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
    row(
        "example.org",
        str![[r#"
error[base-url]: --base-url example.org: must start with `https://` or `http://`

1 error

"#]],
    );
    row(
        "ftp://example.org/",
        str![[r#"
error[base-url]: --base-url ftp://example.org/: must start with `https://` or `http://`

1 error

"#]],
    );
    row(
        "",
        str![[r#"
error[base-url]: --base-url : must start with `https://` or `http://`

1 error

"#]],
    );
    row(
        "https://example.org/?x=1",
        str![[r#"
error[base-url]: --base-url https://example.org/?x=1: must not hold `?`

1 error

"#]],
    );
    row(
        "https:// example.org/",
        str![[r#"
error[base-url]: --base-url https:// example.org/: holds a space or line break

1 error

"#]],
    );
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
    row(
        "yesterday",
        str![[r#"
error[source-date-epoch]: SOURCE_DATE_EPOCH is "yesterday"
                          write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
    row(
        "",
        str![[r#"
error[source-date-epoch]: SOURCE_DATE_EPOCH is ""
                          write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
    row(
        "99999999999999999999",
        str![[r#"
error[source-date-epoch]: SOURCE_DATE_EPOCH is "99999999999999999999"
                          write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
}

#[test]
fn no_site_at_all() {
    let site = Site::empty();
    site.build()
        .assert_status(2)
        .assert_stdout("")
        .assert_stderr(str![[r#"
error[no-site]: there is no `site.yaml` in `.`
 |
 = help: go to the folder of your site, or name it with `--root`, or make a new site with `yuimaru init FOLDER`

1 error

"#]]);
    site.run(&["build", "--root", "nowhere"])
        .assert_status(2)
        .assert_stdout("")
        .assert_stderr(str![[r#"
error[no-site]: there is no folder `nowhere`
 |
 = help: name the folder of a site with `--root`

1 error

"#]]);
    assert!(site.bytes_of_tree(".").is_empty());
}
