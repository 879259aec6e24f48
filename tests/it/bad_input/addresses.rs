//! Two things with one address, and names that no language has.

use snapbox::str;

use super::Published;

const TEXT: &str = "---\ntitle: もう一つ\n---\n";

#[test]
fn languages() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write("content/film/plan.fr.md", TEXT);
        },
        str![[r#"
error[unknown-language]: the site has no language `fr`
--> content/film/plan.fr.md
 = help: use one of ja, zh, en, or add `fr` to `languages` in site.yaml; if `fr` belongs to the name, `plan.fr.ja.md`

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write("content/film/plan.ZH-TW.md", TEXT)
                .write("content/film/_index.old.ja.md", TEXT)
                .write("content/film/node.js.md", TEXT);
        },
        str![[r#"
error[misnamed-index]: `_index.old` is neither the `_index` of a section nor a page
--> content/film/_index.old.ja.md
 = help: name the file of a section `_index.ja.md`, and a page without `_` at the beginning: `old.ja.md`

error[unknown-language]: the site has no language `js`
--> content/film/node.js.md
 = help: name the file `node.ja.md`, or add `js` to `languages` in site.yaml; if `js` belongs to the name, `node.js.ja.md`

error[unknown-language]: the site has no language `ZH-TW`
--> content/film/plan.ZH-TW.md
 = help: use one of ja, zh, en, or add `ZH-TW` to `languages` in site.yaml; if `ZH-TW` belongs to the name, `plan.ZH-TW.ja.md`

3 errors

"#]],
    );
    published.broken(
        |site| {
            site.rename("content/film/plan.ja.md", "content/film/plan.jp.md");
        },
        str![[r#"
error[unknown-language]: the site has no language `jp`
--> content/film/plan.jp.md
 = help: name the file `plan.ja.md`, or add `jp` to `languages` in site.yaml; if `jp` belongs to the name, `plan.jp.ja.md`

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write("content/film/plan.zh-TW.md", TEXT);
        },
        str![[r#"
error[unknown-language]: the site has no language `zh-TW`
--> content/film/plan.zh-TW.md
 = help: use one of ja, zh, en, or add `zh-TW` to `languages` in site.yaml; if `zh-TW` belongs to the name, `plan.zh-TW.ja.md`

1 error

"#]],
    );
}

/// Not a page of the default language, as `v1.A.md` is.
#[test]
fn languages_in_other_letters() {
    let published = Published::new();
    for (from, to, right) in [
        (
            "content/film/plan.ja.md",
            "content/film/plan.JA.md",
            "plan.ja.md",
        ),
        (
            "content/film/plan.zh.md",
            "content/film/plan.zh-Hans.md",
            "plan.zh.md",
        ),
        (
            "content/_index.en.md",
            "content/_index.EN.md",
            "_index.en.md",
        ),
    ] {
        let suffix = to.rsplit('.').nth(1).unwrap();
        published.site.rename(from, to);
        let run = published.site.build();
        run.assert_status(1);
        let told = [
            format!("error[unknown-language]: the site has no language `{suffix}`\n--> {to}\n"),
            format!(" = help: name the file `{right}`\n"),
        ];
        for told in told {
            assert!(run.stderr.contains(&told), "{to}: {}", run.stderr);
        }
        published.mend();
    }
}

/// What no file can be called is told with its place, all of it, before anything is written.
#[test]
fn names_that_no_file_can_have() {
    let published = Published::new();
    let (latin, han) = ("a".repeat(300), "計".repeat(90));
    let encoded = "%E8%A8%88".repeat(86);
    let rows = [
        (format!("slug: {latin}"), "bad-slug", 7),
        (format!("slug: {han}"), "bad-slug", 7),
        (format!("aliases: [/old/{latin}/, /{han}]"), "bad-alias", 11),
        (format!("aliases: [/x, /{encoded}/y/]"), "bad-alias", 15),
        ("aliases: [/.yuimaru]".to_owned(), "bad-alias", 11),
        ("aliases: [/.yuimaru/x/]".to_owned(), "bad-alias", 11),
        ("aliases: [/%2Eyuimaru]".to_owned(), "bad-alias", 11),
        (format!("tags: [{latin}]"), "bad-id", 8),
        (format!("tags: [{}]", "㍿".repeat(25)), "bad-id", 8),
    ];
    let write = |front: &str| {
        let path = "content/film/plan.ja.md";
        let text = format!("---\ntitle: 計画\n{front}\n---\n");
        published.site.write(path, &text);
    };
    for (front, code, column) in &rows {
        write(front);
        for arguments in [&["build"][..], &["check", "--format", "json"]] {
            let run = published.site.run(arguments);
            run.assert_status(1);
            published.assert_untouched();
            if arguments[0] == "build" {
                let place = format!("content/film/plan.ja.md:3:{column}");
                let (first, told) = (run.stderr.contains(&place), &run.stderr);
                assert!(first && told.contains(code), "{front}: {told}");
            } else {
                assert!(run.stdout.contains(code), "{front}: {}", run.stdout);
            }
        }
    }
    write(&format!(
        "slug: {latin}\ntags: [{latin}]\naliases: [/{latin}, /{han}]"
    ));
    let told = published.site.build().stderr;
    for (code, times) in [("[bad-slug]", 1), ("[bad-id]", 1), ("[bad-alias]", 2)] {
        assert_eq!(told.matches(code).count(), times, "{code}: {told}");
    }
    // What is as long as it can be is published.
    let (han, encoded) = ("計".repeat(85), "%E8%A8%88".repeat(85));
    write(&format!(
        "slug: {han}\ntags: [{han}]\naliases: [/old/{encoded}/]"
    ));
    let run = published.site.run(&["build", "--out", "elsewhere"]);
    run.assert_status(0);
    assert!(
        published
            .site
            .has(&format!("elsewhere/old/{han}/index.html"))
    );
    published.site.remove("elsewhere");
    published.mend();
}

#[test]
fn two_files_for_one_page() {
    let published = Published::new();
    // The default language is written and not.
    published.broken(
        |site| {
            site.write("content/film/plan.md", TEXT);
        },
        str![[r#"
error[two-files]: two files are the page `film/plan` in `ja`: this one and content/film/plan.ja.md
--> content/film/plan.md
 = note: the first: content/film/plan.ja.md
 = help: keep one of them, or give one another name

1 error

"#]],
    );
    // A bundle beside the plain file.
    published.broken(
        |site| {
            site.write("content/film/plan/index.ja.md", TEXT);
        },
        str![[r#"
error[two-files]: two files are the page `film/plan` in `ja`: this one and content/film/plan.ja.md
--> content/film/plan/index.ja.md
 = note: the first: content/film/plan.ja.md
 = help: keep one of them, or give one another name

1 error

"#]],
    );
    // A page beside a section of the same name.
    published.broken(
        |site| {
            site.write("content/film.ja.md", TEXT);
        },
        str![[r#"
error[same-url]: two things have the address /ja/film/: content/film.ja.md and content/film/_index.ja.md
--> content/film/_index.ja.md
 = note: the other one: content/film.ja.md
 = help: give one of them another name or `slug`; what a section itself says stands in its `_index`

1 error

"#]],
    );
    // `index` beside `_index`.
    published.broken(
        |site| {
            site.write("content/film/index.ja.md", TEXT);
        },
        str![[r#"
error[same-url]: two things have the address /ja/film/: content/film/index.ja.md and content/film/_index.ja.md
--> content/film/_index.ja.md
 = note: the other one: content/film/index.ja.md
 = help: give one of them another name or `slug`; what a section itself says stands in its `_index`

1 error

"#]],
    );
    // At the top there is no folder to be a page of.
    published.broken(
        |site| {
            site.write("content/index.ja.md", TEXT);
        },
        str![[r#"
error[index-at-the-top]: `index` makes a page of its folder, and content/ itself is no page
--> content/index.ja.md
 = help: name the home page `_index`, with the language: `_index.ja.md`

1 error

"#]],
    );
    // Facts twice.
    published.broken(
        |site| {
            site.write("content/film/plan/index.yaml", "weight: 1\n");
        },
        str![[r#"
error[two-files]: two facts files speak of the page `film/plan`: this one and content/film/plan.yaml
--> content/film/plan/index.yaml
 = help: move what they say into one of them, and delete the other

1 error

"#]],
    );
}

#[test]
fn two_things_at_one_address() {
    let published = Published::new();
    // A slug that is another page's name.
    published.broken(
        |site| {
            site.write(
                "content/film/other.ja.md",
                "---\ntitle: もう一つ\nslug: plan\n---\n",
            );
        },
        str![[r#"
error[same-url]: two things have the address /ja/film/plan/: content/film/other.ja.md and content/film/plan.ja.md
 --> content/film/other.ja.md:3:7
  |
3 | slug: plan
  |       ^^^^
  |
  = note: the other one: content/film/plan.ja.md
  = help: give one of them another name or `slug`; what a section itself says stands in its `_index`

1 error

"#]],
    );
    // An alias that is a page.
    published.broken(
        |site| {
            site.edit(
                "content/film/plan.ja.md",
                "title: 計画\n",
                "title: 計画\naliases: [/ja/film/]\n",
            );
        },
        str![[r#"
error[same-url]: two things have the address /ja/film/: content/film/_index.ja.md and an alias of /ja/film/plan/
 --> content/film/plan.ja.md:3:11
  |
3 | aliases: [/ja/film/]
  |           ^^^^^^^^^
  |
  = note: the other one: content/film/_index.ja.md
  = help: an alias is an address that nothing has any more: remove it, or correct it

1 error

"#]],
    );
    // One alias in two languages of a page; what a facts file gives to all leads to one.
    published.broken(
        |site| {
            let alias = "title: 計画\naliases: [/old/]\n";
            site.edit("content/film/plan.ja.md", "title: 計画\n", alias)
                .edit("content/film/plan.zh.md", "title: 计划\n", alias);
        },
        str![[r#"
error[same-url]: two things have the address /old/: an alias of /ja/film/plan/ and an alias of /zh/film/plan/
 --> content/film/plan.zh.md:3:11
  |
3 | aliases: [/old/]
  |           ^^^^^
  |
 ::: content/film/plan.ja.md:3:11
  |
3 | aliases: [/old/]
  |           ----- the other one
  |
  = help: an alias is an address that nothing has any more: remove it, or correct it

1 error

"#]],
    );
    // One alias of two pages.
    published.broken(
        |site| {
            site.edit(
                "content/film/plan.ja.md",
                "title: 計画\n",
                "title: 計画\naliases: [/old/]\n",
            )
            .edit(
                "content/film/_index.zh.md",
                "title: 电影\n",
                "title: 电影\naliases: [/old/]\n",
            );
        },
        str![[r#"
error[same-url]: two things have the address /old/: an alias of /zh/film/ and an alias of /ja/film/plan/
 --> content/film/plan.ja.md:3:11
  |
3 | aliases: [/old/]
  |           ^^^^^
  |
 ::: content/film/_index.zh.md:3:11
  |
3 | aliases: [/old/]
  |           ----- the other one
  |
  = help: an alias is an address that nothing has any more: remove it, or correct it

1 error

"#]],
    );
    // A file of static/ that is a page.
    published.broken(
        |site| {
            site.write("static/ja/film/index.html", "mine");
        },
        str![[r#"
error[same-url]: two things have the address /ja/film/index.html: content/film/_index.ja.md and static/ja/film/index.html
--> static/ja/film/index.html
 = note: the other one: content/film/_index.ja.md
 = help: rename the file, or delete it

1 error

"#]],
    );
    // A file of static/ that is in the way of a folder.
    published.broken(
        |site| {
            site.write("static/ja/film", "mine");
        },
        str![[r#"
error[file-and-folder]: /ja/film would be a file and a folder at once: static/ja/film and content/film/_index.ja.md
--> static/ja/film
 = note: the other one: content/film/_index.ja.md
 = help: rename one of them

1 error

"#]],
    );
    // A page that is a term.
    published.broken(
        |site| {
            site.write("content/tags/okinawa.ja.md", TEXT)
                .write("content/tags/_index.ja.md", TEXT);
        },
        str![[r#"
error[same-url]: two things have the address /ja/tags/: content/tags/_index.ja.md and the list of `tags`
--> content/tags/_index.ja.md
 = help: give one of them another name or `slug`

error[same-url]: two things have the address /ja/tags/okinawa/: content/tags/okinawa.ja.md and the term `okinawa` of `tags`
 --> content/tags/okinawa.ja.md
  |
 ::: content/film/plan.yaml:2:8
  |
2 | tags: [okinawa]
  |        ------- the other one
  |
  = help: give one of them another name or `slug`

2 errors

"#]],
    );
    // A file beside a page that is another page.
    published.broken(
        |site| {
            site.rename("content/film/plan.ja.md", "content/film/plan/index.ja.md")
                .rename("content/film/plan.zh.md", "content/film/plan/index.zh.md")
                .rename("content/film/plan.en.md", "content/film/plan/index.en.md")
                .rename("content/film/plan.yaml", "content/film/plan/index.yaml")
                .write("content/film/plan/index.html", "mine");
        },
        str![[r#"
error[same-url]: two things have the address /en/film/plan/index.html: content/film/plan/index.en.md and content/film/plan/index.html
--> content/film/plan/index.html
 = note: the other one: content/film/plan/index.en.md
 = help: rename the file, or delete it

1 error

"#]],
    );
    // Two terms that make one address.
    published.broken(
        |site| {
            site.write("content/film/plan.yaml", "tags: [okinawa, Okinawa]\n");
        },
        str![[r#"
error[same-url]: two things have the address /ja/tags/okinawa/: the term `Okinawa` of `tags` and the term `okinawa` of `tags`
 --> content/film/plan.yaml:1:8
  |
1 | tags: [okinawa, Okinawa]
  |        ^^^^^^^
  |
 ::: content/film/plan.yaml:1:17
  |
1 | tags: [okinawa, Okinawa]
  |                 ------- the other one
  |
  = help: write the term in the same way everywhere

1 error

"#]],
    );
    // Two that a sign alone tells apart which no address has.
    published.broken(
        |site| {
            site.write("content/film/plan.yaml", "tags: [C#, c]\n");
        },
        str![[r#"
error[same-url]: two things have the address /ja/tags/c/: the term `c` of `tags` and the term `C#` of `tags`
 --> content/film/plan.yaml:1:8
  |
1 | tags: [C#, c]
  |        ^^
  |
 ::: content/film/plan.yaml:1:12
  |
1 | tags: [C#, c]
  |            - the other one
  |
  = help: some signs do not stand in addresses, such as `#`: write one of the two as a word (`c-sharp`); its label stands in site.yaml

1 error

"#]],
    );
}

#[test]
fn addresses_that_differ_only_by_case() {
    let published = Published::new();
    published.finding(
        |site| {
            for lang in ["ja", "zh", "en"] {
                site.write(&format!("content/film/Plan.{lang}.md"), TEXT);
            }
        },
        str![[r#"
warning[same-url-but-for-case]: /en/film/Plan/ and /en/film/plan/ differ only in upper and lower case: content/film/Plan.en.md and content/film/plan.en.md
--> content/film/plan.en.md
 = note: the other one: content/film/Plan.en.md
 = help: give one of them another name or `slug`; what a section itself says stands in its `_index`; many file systems cannot keep both

warning[same-url-but-for-case]: /ja/film/Plan/ and /ja/film/plan/ differ only in upper and lower case: content/film/Plan.ja.md and content/film/plan.ja.md
--> content/film/plan.ja.md
 = note: the other one: content/film/Plan.ja.md
 = help: give one of them another name or `slug`; what a section itself says stands in its `_index`; many file systems cannot keep both

warning[same-url-but-for-case]: /zh/film/Plan/ and /zh/film/plan/ differ only in upper and lower case: content/film/Plan.zh.md and content/film/plan.zh.md
--> content/film/plan.zh.md
 = note: the other one: content/film/Plan.zh.md
 = help: give one of them another name or `slug`; what a section itself says stands in its `_index`; many file systems cannot keep both

3 warnings

"#]],
    );
}

#[test]
fn worth_a_look() {
    let published = Published::new();
    published.warning(
        |site| {
            site.write("content/film/pla.yaml", "weight: 1\n");
        },
        str![[r#"
warning[orphan-facts]: no page `film/pla` exists for this facts file
--> content/film/pla.yaml
 = help: there is a page `film/plan`; name the facts file like the page, or remove it

1 warning

"#]],
    );
    published.warning(
        |site| {
            site.write("content/contacts.yaml", "weight: 1\n");
        },
        str![[r#"
warning[orphan-facts]: no page `contacts` exists for this facts file
--> content/contacts.yaml
 = help: name it like its page, or put data that is no page's below content/_data/

1 warning

"#]],
    );
    published.warning(
        |site| {
            for lang in ["ja", "zh", "en"] {
                site.write(&format!("content/news/first.{lang}.md"), TEXT);
            }
        },
        str![[r#"
warning[section-without-index]: the section has pages in `en` but no title there
--> content/news/_index.en.md
 = help: write content/news/_index.en.md with a `title`; until then the folder's name stands in

warning[section-without-index]: the section has pages in `ja` but no title there
--> content/news/_index.ja.md
 = help: write content/news/_index.ja.md with a `title`; until then the folder's name stands in

warning[section-without-index]: the section has pages in `zh` but no title there
--> content/news/_index.zh.md
 = help: write content/news/_index.zh.md with a `title`; until then the folder's name stands in

3 warnings

"#]],
    );
}
