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
    row(
        "taxonomies:\n",
        "theme: deflaut\ntaxonomies:\n",
        str![[r#"
error[unknown-theme]: there is no theme `deflaut` in `themes/`
  --> site.yaml:14:8
   |
14 | theme: deflaut
   |        ^^^^^^^ this theme
   |
   = help: did you mean `default`?

1 error

"#]],
    );
    row(
        "tag: ja,",
        "tag: japanese language,",
        str![[r#"
error[bad-language-tag]: `japanese language` is no language tag (BCP 47)
 --> site.yaml:7:24
  |
7 |   ja: {name: 日本語, tag: japanese language, soft_breaks: cjk}
  |                           ^^^^^^^^^^^^^^^^^
  |
  = help: write the language and, where needed, its script or region: `tag: ja`, `tag: zh-Hans`, `tag: pt-BR`

1 error

"#]],
    );
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
        str![[r#"
error[wrong-type]: `base_url` must be text, and this is a list
 --> site.yaml:2:11
  |
2 | base_url: [x]
  |           ^^^
  |
  = help: write it like this: `base_url: https://example.org/`

error[bad-timezone]: `Asia/Tokio` is no time zone
 --> site.yaml:4:11
  |
4 | timezone: Asia/Tokio
  |           ^^^^^^^^^^
  |
  = help: did you mean `Asia/Tokyo`?

error[unknown-key]: `paginat` is not a key of site.yaml
 --> site.yaml:5:1
  |
5 | paginat: 20
  | ^^^^^^^
  |
  = help: did you mean `paginate`?

error[bad-value]: `show` is not a value of `missing`
 --> site.yaml:6:10
  |
6 | missing: show
  |          ^^^^
  |
  = help: write one of these: link, hide, copy

error[bad-value]: `yes` is not a value of `soft_breaks`
 --> site.yaml:9:41
  |
9 |   ja: {name: 日本語, tag: ja, soft_breaks: yes}
  |                                            ^^^
  |
  = help: write one of these: cjk, keep, hard

5 errors

"#]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", "");
        },
        str![[r#"
error[missing-key]: site.yaml has no `base_url`
 --> site.yaml:1:1
  |
1 |
  | ^
  |
  = help: write `base_url: https://example.org/`

error[missing-key]: site.yaml has no `default_language`
 --> site.yaml:1:1
  |
1 |
  | ^
  |
  = help: write `default_language: ja`

error[missing-key]: site.yaml has no `languages`
 --> site.yaml:1:1
  |
1 |
  | ^
  |
  = help: write `languages: {ja: {name: 日本語}, en: {name: English}}`

error[missing-key]: site.yaml has no `title`
 --> site.yaml:1:1
  |
1 |
  | ^
  |
  = help: write `title: {ja: …, en: …}`

4 errors

"#]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", "title: \"x\n");
        },
        str![[r#"
error[yaml-syntax]: this text in quotes cannot be read: its quote is not closed, or a backslash stands in it
 --> site.yaml:1:8
  |
1 | title: "x
  |        ^ starts here
  |
  = help: close the quote, and use single quotes ('…') for text with backslashes

1 error

"#]],
    );
    published.misconfigured(
        |site| {
            site.rename("site.yaml", "site.yml");
        },
        str![[r#"
error[no-site]: there is no `site.yaml` in `.`
 |
 = help: rename `site.yml` to `site.yaml`

1 error

"#]],
    );
    published.misconfigured(
        |site| {
            site.remove("site.yaml");
        },
        str![[r#"
error[no-site]: there is no `site.yaml` in `.`
 |
 = help: go to the folder of your site, or name it with `--root`, or make a new site with `yuimaru init FOLDER`

1 error

"#]],
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
error[bad-base-url]: `--base-url example.org` must start with `https://` or `http://`
 |
 = help: write the address of the home page: `--base-url https://example.org/`

1 error

"#]],
    );
    row(
        "ftp://example.org/",
        str![[r#"
error[bad-base-url]: `--base-url ftp://example.org/` must start with `https://` or `http://`
 |
 = help: write the address of the home page: `--base-url https://example.org/`

1 error

"#]],
    );
    row(
        "",
        str![[r#"
error[bad-base-url]: `--base-url ` must start with `https://` or `http://`
 |
 = help: write the address of the home page: `--base-url https://example.org/`

1 error

"#]],
    );
    row(
        "https://example.org/?x=1",
        str![[r#"
error[bad-base-url]: `--base-url https://example.org/?x=1` must not hold `?`
 |
 = help: write the address of the home page: `--base-url https://example.org/`

1 error

"#]],
    );
    row(
        "https:// example.org/",
        str![[r#"
error[bad-base-url]: `--base-url https:// example.org/` holds a space or line break
 |
 = help: write the address of the home page: `--base-url https://example.org/`

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
error[source-date-epoch]: the variable SOURCE_DATE_EPOCH is `yesterday`, which is no time
 |
 = help: write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
    row(
        "",
        str![[r#"
error[source-date-epoch]: the variable SOURCE_DATE_EPOCH is ``, which is no time
 |
 = help: write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
    row(
        "99999999999999999999",
        str![[r#"
error[source-date-epoch]: the variable SOURCE_DATE_EPOCH is `99999999999999999999`, which is no time
 |
 = help: write seconds since 1970 as a whole number, or unset it

1 error

"#]],
    );
}

#[test]
fn no_site_at_all() {
    let site = Site::empty();
    site.check().assert_status(2).assert_stderr("");
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

/// With their lines, and once: the same address is in the menu of every page.
#[test]
fn addresses_and_sections_that_are_not_there() {
    let published = Published::new();
    let edit = |site: &crate::harness::Site| {
        site.edit(
            "site.yaml",
            "  main: [film/_index]\n",
            "  main:\n    - film/_index\n    - {url: '/en/計画/?a=b', title: N}\n\nfeeds: {sections: [film, nope]}\n",
        );
    };
    edit(&published.site);
    let check = published.site.check();
    check.assert_status(2);
    assert_eq!(check.stdout.matches("計画").count(), 2, "{}", check.stdout);
    assert!(!check.stdout.contains("broken-address"), "{}", check.stdout);
    published.mend();
    edit(&published.site);
    let run = published.site.run(&["build", "--out", "elsewhere"]);
    run.assert_status(0).assert_stderr(str![[r#"
warning[dead-path]: the menu `main` leads to /en/計画/, where the site has nothing
  --> site.yaml:14:13
   |
14 |     - {url: '/en/計画/?a=b', title: N}
   |             ^^^^^^^^^^^^^^^
   |
   = help: name the page by its key, `film/plan`: its address then follows the reader's language

warning[unknown-section]: `feeds.sections` names `nope`, which is no section
  --> site.yaml:16:26
   |
16 | feeds: {sections: [film, nope]}
   |                          ^^^^
   |
   = help: write the folder of a section, as it is called below content/

2 warnings

"#]]);
    published.site.remove("elsewhere");
    published.mend();
}
