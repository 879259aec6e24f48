//! Links and images that lead nowhere.

use snapbox::str;

use super::Published;
use crate::harness::Site;

fn body(site: &Site, text: &str) {
    site.write(
        "content/film/plan.ja.md",
        &format!("---\ntitle: 計画\n---\n\n{text}\n"),
    );
}

#[test]
fn files_that_do_not_exist() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.broken(|site| body(site, text), said);
    row(
        "撮影は[草原](../resort/plan.md)で行います。",
        str![[r#"
error[broken-link]: the link leads to content/resort/plan.md, which does not exist
 --> content/film/plan.ja.md:5:4
  |
5 | 撮影は[草原](../resort/plan.md)で行います。
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

1 error

"#]],
    );
    row(
        "撮影は[草原](pla.md)で行います。",
        str![[r#"
error[broken-link]: the link leads to content/film/pla.md, which does not exist
 --> content/film/plan.ja.md:5:4
  |
5 | 撮影は[草原](pla.md)で行います。
  |       ^^^^^^^^^^^^^^
  |
  = help: did you mean `plan.md`?

1 error

"#]],
    );
    row(
        "撮影は[草原](../../../etc/passwd)で行います。",
        str![[r#"
error[broken-link]: the link leads out of content/
 --> content/film/plan.ja.md:5:4
  |
5 | 撮影は[草原](../../../etc/passwd)で行います。
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

1 error

"#]],
    );
    row(
        "![草原](steppe.jpg)",
        str![[r#"
error[missing-image]: the image leads to content/film/steppe.jpg, which does not exist
 --> content/film/plan.ja.md:5:1
  |
5 | ![草原](steppe.jpg)
  | ^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

1 error

"#]],
    );
    row(
        "![草原](plan.md)",
        str![[r#"
error[image-is-a-page]: `plan.md` is a page, not an image
 --> content/film/plan.ja.md:5:1
  |
5 | ![草原](plan.md)
  | ^^^^^^^^^^^^^^^^
  |
  = help: name an image file, with its ending

1 error

"#]],
    );
    // Every one is told.
    row(
        "[一](a.md)と[二](b.md)\n\n![三](c.jpg)",
        str![[r#"
error[broken-link]: the link leads to content/film/a.md, which does not exist
 --> content/film/plan.ja.md:5:1
  |
5 | [一](a.md)と[二](b.md)
  | ^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

error[broken-link]: the link leads to content/film/b.md, which does not exist
 --> content/film/plan.ja.md:5:11
  |
5 | [一](a.md)と[二](b.md)
  |             ^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

error[missing-image]: the image leads to content/film/c.jpg, which does not exist
 --> content/film/plan.ja.md:7:1
  |
7 | ![三](c.jpg)
  | ^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

3 errors

"#]],
    );
}

#[test]
fn addresses_that_do_not_exist() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.finding(|site| body(site, text), said);
    row(
        "[映画](/ja/filn/)",
        str![[r#"
warning[dead-path]: the site has nothing at /ja/filn/
 --> content/film/plan.ja.md:5:1
  |
5 | [映画](/ja/filn/)
  | ^^^^^^^^^^^^^^^^^
  |
  = help: did you mean /ja/film/? Or link to the source file (`../film/plan.md`): it follows the reader's language

1 warning

"#]],
    );
    row(
        "[映画](/nowhere/)",
        str![[r#"
warning[dead-path]: the site has nothing at /nowhere/
 --> content/film/plan.ja.md:5:1
  |
5 | [映画](/nowhere/)
  | ^^^^^^^^^^^^^^^^^
  |
  = help: link to the source file (`../film/plan.md`): it follows the reader's language

1 warning

"#]],
    );
    row(
        "[上](#top)と[場所](#nowhere)\n\n## 場所",
        str![[r#"
warning[missing-fragment]: content/film/plan.ja.md has no place called `#nowhere`
 --> content/film/plan.ja.md:5:11
  |
5 | [上](#top)と[場所](#nowhere)
  |             ^^^^^^^^^^^^^^^^
  |
  = help: there is: `#場所`

1 warning

"#]],
    );
    row(
        "[字](#:~:text=場所)と[場所](plan.md#場所:~:text=場所)と[無](#nowhere:~:text=場所)\n\n## 場所",
        str![[r#"
warning[missing-fragment]: content/film/plan.ja.md has no place called `#nowhere`
 --> content/film/plan.ja.md:5:45
  |
5 | [字](#:~:text=場所)と[場所](plan.md#場所:~:text=場所)と[無](#nowhere:~:text=場所)
  |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: there is: `#場所`

1 warning

"#]],
    );
    row(
        "[場所](_index.md#場所)",
        str![[r#"
warning[missing-fragment]: content/film/_index.ja.md has no place called `#場所`
 --> content/film/plan.ja.md:5:1
  |
5 | [場所](_index.md#場所)
  | ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: a heading's place is its text, or what stands in `{#…}` behind it

1 warning

"#]],
    );
    row(
        "![草原](/img/steppe.jpg)",
        str![[r#"
warning[dead-path]: the site has nothing at /img/steppe.jpg
 --> content/film/plan.ja.md:5:1
  |
5 | ![草原](/img/steppe.jpg)
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the image beside the page and write its name, or put it into static/

1 warning

"#]],
    );
}

#[test]
fn pages_that_are_not_published() {
    let published = Published::new();
    published.finding(
        |site| {
            for (lang, title) in [("ja", "草"), ("zh", "草"), ("en", "Draft")] {
                site.write(
                    &format!("content/film/draft.{lang}.md"),
                    &format!("---\ntitle: {title}\ndraft: true\n---\n"),
                );
            }
            body(
                site,
                "[下書き](draft.md)と{{ <card page=\"film/draft\" /> }}",
            );
        },
        str![[r#"
warning[link-to-unpublished]: `draft.md` is not published now
 --> content/film/plan.ja.md:5:1
  |
5 | [下書き](draft.md)と{{ <card page="film/draft" /> }}
  | ^^^^^^^^^^^^^^^^^^
  |
  = help: the text is shown without a link; publish that page, or take the link out

1 warning

"#]],
    );
}

#[test]
fn of_many_names_that_lead_nowhere_the_first_are_compared() {
    let site = Site::init();
    let links: String = (10..40)
        .flat_map(|number| {
            [
                format!("[a](plam{number}.md)\n"),
                format!("[b](plam{number}.md)\n"),
            ]
        })
        .collect();
    for number in 10..40 {
        let page = format!("content/film/plan{number}.ja.md");
        site.write(&page, "---\ntitle: 計画\n---\n");
    }
    body(&site, &links);
    let run = site.build();
    run.assert_status(1);
    // Each name twice, and both times the same is said.
    assert_eq!(run.stderr.matches("did you mean `plan").count(), 2 * 20);
}
