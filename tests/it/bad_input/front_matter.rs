//! Slips in front matter and facts files.

use snapbox::str;

use super::Published;

const PAGE: &str = "content/film/plan.ja.md";
const FACTS: &str = "content/film/plan.yaml";

#[test]
fn not_yaml() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write(PAGE, text);
            },
            said,
        );
    };
    // Not closed.
    row(
        "---\ntitle: 計画\n\n撮影は草原で行います。\n",
        str![[r#"
error[front-matter-not-closed]: the front matter that opens here is not closed
 --> content/film/plan.ja.md:1:1
  |
1 | ---
  | ^^^ opened here
  |
  = help: write `---` alone on the line after the last key

1 error

"#]],
    );
    // Closed by the hyphen of a Japanese keyboard.
    row(
        "---\ntitle: 計画\nーーー\n\n撮影は草原で行います。\n",
        str![[r#"
error[front-matter-not-closed]: the front matter that opens here is not closed
 --> content/film/plan.ja.md:1:1
  |
1 | ---
  | ^^^ opened here
  |
  = help: line 3 is `ーーー`: write three half-width hyphens `---` there, at the start of the line

1 error

"#]],
    );
    // A tab for an indent.
    row(
        "---\ntitle: 計画\nparams:\n\tcolour: red\n---\n",
        str![[r#"
error[tab-indent]: this line is indented with a tab
 --> content/film/plan.ja.md:4:1
  |
4 |     colour: red
  | ^^^^ tab
  |
  = help: indent with spaces, two for each level; YAML allows no tabs there

1 error

"#]],
    );
    // What nobody sees.
    row(
        "---\n\u{200D}title: 計画\n---\n",
        str![[r#"
error[invisible-character]: an invisible character (U+200D) stands here
 --> content/film/plan.ja.md:2:1
  |
2 | �title: 計画
  | ^ here
  |
  = help: delete it; where it cannot be seen, write the line anew

1 error

"#]],
    );
    row(
        "---\ntitle: 計画\u{2028}draft: true\n---\n",
        str![[r#"
error[line-separator]: an invisible line break of another sort (U+2028) stands here
 --> content/film/plan.ja.md:2:10
  |
2 | title: 計画�draft: true
  |            ^ here
  |
  = help: delete it, and press Enter where a new line is meant

1 error

"#]],
    );
    // A full-width colon.
    row(
        "---\ntitle：計画\n---\n",
        str![[r#"
error[full-width-colon]: the colon after `title` is full-width (：)
 --> content/film/plan.ja.md:2:6
  |
2 | title：計画
  |      ^^ full-width colon
  |
  = help: write `title: 計画` with a half-width colon and a space after it, or put the text in quotes if the colon belongs to it

1 error

"#]],
    );
    row(
        "---\ntitle: 計画\ndescription：草原の映画\n---\n",
        str![[r#"
error[full-width-colon]: the colon after `description` is full-width (：)
 --> content/film/plan.ja.md:3:12
  |
3 | description：草原の映画
  |            ^^ full-width colon
  |
  = help: write `description: 草原の映画` with a half-width colon and a space after it

1 error

"#]],
    );
    // No space after the colon.
    row(
        "---\ntitle:計画\n---\n",
        str![[r#"
error[no-space-after-colon]: there is no space after the colon of `title`
 --> content/film/plan.ja.md:2:6
  |
2 | title:計画
  |      ^ a space is missing after this
  |
  = help: write `title: 計画`

1 error

"#]],
    );
    // A colon in a text.
    row(
        "---\ntitle: 映画: 計画\n---\n",
        str![[r#"
error[yaml-syntax]: this colon starts a value where none can stand
 --> content/film/plan.ja.md:2:10
  |
2 | title: 映画: 計画
  |            ^ unexpected colon
  |
  = help: if it belongs to the text, put the whole value in quotes; else check that the line is indented like those above it

1 error

"#]],
    );
    // A quote that is not closed.
    row(
        "---\ntitle: \"計画\n---\n",
        str![[r#"
error[yaml-syntax]: this text in quotes cannot be read: its quote is not closed, or a backslash stands in it
 --> content/film/plan.ja.md:2:8
  |
2 | title: "計画
  |        ^ starts here
  |
  = help: close the quote, and use single quotes ('…') for text with backslashes

1 error

"#]],
    );
    // A key twice.
    row(
        "---\ntitle: 計画\ntitle: 予定\n---\n",
        str![[r#"
error[duplicate-key]: the key `title` is written twice
 --> content/film/plan.ja.md:3:1
  |
3 | title: 予定
  | ^^^^^ again here
  |
 ::: content/film/plan.ja.md:2:1
  |
2 | title: 計画
  | ----- first here
  |
  = help: keep one of the two

1 error

"#]],
    );
    // A list where keys should be.
    row(
        "---\n- title\n---\n",
        str![[r#"
error[wrong-type]: front matter must be a group of keys, and this is a list
 --> content/film/plan.ja.md:2:1
  |
2 | - title
  | ^^^^^^^
  |
  = help: write it like this: `title: …`

1 error

"#]],
    );
    // TOML.
    row(
        "+++\ntitle = \"計画\"\n+++\n",
        str![[r#"
error[missing-front-matter]: this page has no title: it does not start with front matter
 --> content/film/plan.ja.md:1:1
  |
1 | +++
  | ^^^
  |
  = help: front matter is YAML here: write `---` instead of `+++`, and `title: …` instead of `title = "…"`

1 error

"#]],
    );
    // None at all.
    row(
        "撮影は草原で行います。\n",
        str![[r#"
error[missing-front-matter]: this page has no title: it does not start with front matter
 --> content/film/plan.ja.md:1:1
  |
1 | 撮影は草原で行います。
  | ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write at the very start of the file:
          ---
          title: …
          ---

1 error

"#]],
    );
    row(
        "",
        str![[r#"
error[missing-front-matter]: this page has no title: it does not start with front matter
 --> content/film/plan.ja.md:1:1
  |
1 |
  | ^
  |
  = help: write at the very start of the file:
          ---
          title: …
          ---

1 error

"#]],
    );
}

#[test]
fn not_understood() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        let text = format!("---\n{text}---\n");
        published.broken(
            |site| {
                site.write(PAGE, &text);
            },
            said,
        );
    };
    row(
        "ttle: 計画\n",
        str![[r#"
error[unknown-key]: `ttle` is not a key of front matter
 --> content/film/plan.ja.md:2:1
  |
2 | ttle: 計画
  | ^^^^
  |
  = help: did you mean `title`?

1 error

"#]],
    );
    row(
        "title: 計画\nwheight: 3\n",
        str![[r#"
error[unknown-key]: `wheight` is not a key of front matter
 --> content/film/plan.ja.md:3:1
  |
3 | wheight: 3
  | ^^^^^^^
  |
  = help: did you mean `weight`?

1 error

"#]],
    );
    row(
        "title: 計画\nweight: 08\n",
        str![[r#"
error[bad-value]: `weight` begins with a 0, and is no number to YAML
 --> content/film/plan.ja.md:3:9
  |
3 | weight: 08
  |         ^^
  |
  = help: write `8`

1 error

"#]],
    );
    row(
        "title: 計画\nauthor: 花子\n",
        str![[r#"
error[unknown-key]: `author` is not a key of front matter
 --> content/film/plan.ja.md:3:1
  |
3 | author: 花子
  | ^^^^^^
  |
  = help: a value of your own stands under `params`: write `params: {author: …}`; the keys are title, description, date, updated, draft, publish, expires, slug, aliases, weight, tags, taxonomies, kind, template, image, reading, toc, search, missing, paginate, l10n, params

1 error

"#]],
    );
    row(
        "title: [計画]\n",
        str![[r#"
error[wrong-type]: `title` must be text, and this is a list
 --> content/film/plan.ja.md:2:8
  |
2 | title: [計画]
  |        ^^^^^^
  |
  = help: write it like this: `title: 沖縄と内モンゴル`

1 error

"#]],
    );
    row(
        "title: 計画\nweight: heavy\n",
        str![[r#"
error[wrong-type]: `weight` must be a whole number, and this is text
 --> content/film/plan.ja.md:3:9
  |
3 | weight: heavy
  |         ^^^^^
  |
  = help: write it like this: `weight: 10`

1 error

"#]],
    );
    row(
        "title: 計画\ndraft: yes\n",
        str![[r#"
error[wrong-type]: `draft` must be `true` or `false`, and this is text
 --> content/film/plan.ja.md:3:8
  |
3 | draft: yes
  |        ^^^
  |
  = help: write it like this: `draft: true`

1 error

"#]],
    );
    row(
        "title: 計画\ntags: okinawa\n",
        str![[r#"
error[wrong-type]: `tags` must be a list, and this is text
 --> content/film/plan.ja.md:3:7
  |
3 | tags: okinawa
  |       ^^^^^^^
  |
  = help: write it like this: `tags: [okinawa, film]`

1 error

"#]],
    );
    row(
        "title: 計画\nmissing: show\n",
        str![[r#"
error[bad-value]: `show` is not a value of `missing`
 --> content/film/plan.ja.md:3:10
  |
3 | missing: show
  |          ^^^^
  |
  = help: write one of these: link, hide, copy

1 error

"#]],
    );
    row(
        "title: 計画\ndate: 2012-02-30\n",
        str![[r#"
error[bad-date]: `date`: the date 2012-02-30 does not exist
 --> content/film/plan.ja.md:3:7
  |
3 | date: 2012-02-30
  |       ^^^^^^^^^^
  |
  = help: the last day of that month is `2012-02-29`

1 error

"#]],
    );
    row(
        "title: 計画\ndate: 令和6年1月19日\n",
        str![[r#"
error[bad-date]: `date`: `令和6年1月19日` is no date in the form that is read here
 --> content/film/plan.ja.md:3:7
  |
3 | date: 令和6年1月19日
  |       ^^^^^^^^^^^^^^
  |
  = help: write `2024-01-19`

1 error

"#]],
    );
    row(
        "title: 計画\ndate: 2012/01/19\n",
        str![[r#"
error[bad-date]: `date`: `2012/01/19` is no date in the form that is read here
 --> content/film/plan.ja.md:3:7
  |
3 | date: 2012/01/19
  |       ^^^^^^^^^^
  |
  = help: write `2012-01-19`

1 error

"#]],
    );
    row(
        "title: 計画\ntags: [okinawa]\ntaxonomies: {tags: [okinawa]}\n",
        str![[r#"
error[tags-twice]: `tags` is short for `taxonomies.tags`, and this file has both
 --> content/film/plan.ja.md:3:7
  |
3 | tags: [okinawa]
  |       ^^^^^^^^^
  |
  = help: keep one of the two

1 error

"#]],
    );
    row(
        "title: 計画\ntaxonomies: {themes: [film]}\n",
        str![[r#"
error[unknown-taxonomy]: site.yaml declares no taxonomy `themes`
 --> content/film/plan.ja.md:3:14
  |
3 | taxonomies: {themes: [film]}
  |              ^^^^^^
  |
  = help: declare `themes: {}` below `taxonomies` in site.yaml, or use one of: tags

1 error

"#]],
    );
    // The name stands in another value first.
    row(
        "title: 計画\ntaxonomies: {tags: [themes], themes: [film]}\n",
        str![[r#"
error[unknown-taxonomy]: site.yaml declares no taxonomy `themes`
 --> content/film/plan.ja.md:3:30
  |
3 | taxonomies: {tags: [themes], themes: [film]}
  |                              ^^^^^^
  |
  = help: declare `themes: {}` below `taxonomies` in site.yaml, or use one of: tags

1 error

"#]],
    );
    row(
        "title: 計画\naliases:\n- /a/\n-\n",
        str![[r#"
error[no-value]: an item of `aliases` has no value
 --> content/film/plan.ja.md:5:1
  |
5 | -
  | ^
  |
  = help: write text, such as `/old/address/`, or delete the item

1 error

"#]],
    );
    row(
        "title: 計画\ntemplate: wide.html\n",
        str![[r#"
error[unknown-template]: the theme has no template `wide.html`
 --> content/film/plan.ja.md:3:11
  |
3 | template: wide.html
  |           ^^^^^^^^^
  |
  = help: templates stand in templates/ of the site or of the theme

1 error

"#]],
    );
    row(
        "title: 計画\nimage: poster.jpg\n",
        str![[r#"
error[missing-image]: the image leads to content/film/poster.jpg, which does not exist
 --> content/film/plan.ja.md:3:8
  |
3 | image: poster.jpg
  |        ^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

1 error

"#]],
    );
    row(
        "title: 計画\nslug: ../up\n",
        str![[r#"
error[bad-slug]: the slug is the last part of the page's address, and this one holds `/`
 --> content/film/plan.ja.md:3:7
  |
3 | slug: ../up
  |       ^^^^^
  |
  = help: write one word or several with hyphens, such as `slug: travel-plan`

1 error

"#]],
    );
    row(
        "title: 計画\nslug: film/plan\n",
        str![[r#"
error[bad-slug]: the slug is the last part of the page's address, and this one holds `/`
 --> content/film/plan.ja.md:3:7
  |
3 | slug: film/plan
  |       ^^^^^^^^^
  |
  = help: write one word or several with hyphens, such as `slug: travel-plan`

1 error

"#]],
    );
    row(
        "title: 計画\nslug: ..\n",
        str![[r#"
error[bad-slug]: the slug is the last part of the page's address, and this one is `..`, which means a folder
 --> content/film/plan.ja.md:3:7
  |
3 | slug: ..
  |       ^^
  |
  = help: write one word or several with hyphens, such as `slug: travel-plan`

1 error

"#]],
    );
    row(
        "title: 計画\naliases: [../../up/]\n",
        str![[r#"
error[bad-alias]: an alias is an old address of the page, and this one holds `.` or `..` between slashes
 --> content/film/plan.ja.md:3:11
  |
3 | aliases: [../../up/]
  |           ^^^^^^^^^
  |
  = help: write the path alone, from the site's root: `/old/address/`

1 error

"#]],
    );
    // Everything at once: every problem is told.
    row(
        "ttle: 計画\ndate: 2012-13-01\nweight: heavy\nslug: a/b\ntaxonomies: {themes: [film]}\n",
        str![[r#"
error[unknown-key]: `ttle` is not a key of front matter
 --> content/film/plan.ja.md:2:1
  |
2 | ttle: 計画
  | ^^^^
  |
  = help: did you mean `title`?

error[bad-date]: `date`: the date 2012-13-01 does not exist
 --> content/film/plan.ja.md:3:7
  |
3 | date: 2012-13-01
  |       ^^^^^^^^^^
  |
  = help: write a month from 01 to 12, such as `2012-01-19`

error[wrong-type]: `weight` must be a whole number, and this is text
 --> content/film/plan.ja.md:4:9
  |
4 | weight: heavy
  |         ^^^^^
  |
  = help: write it like this: `weight: 10`

error[bad-slug]: the slug is the last part of the page's address, and this one holds `/`
 --> content/film/plan.ja.md:5:7
  |
5 | slug: a/b
  |       ^^^
  |
  = help: write one word or several with hyphens, such as `slug: travel-plan`

error[unknown-taxonomy]: site.yaml declares no taxonomy `themes`
 --> content/film/plan.ja.md:6:14
  |
6 | taxonomies: {themes: [film]}
  |              ^^^^^^
  |
  = help: declare `themes: {}` below `taxonomies` in site.yaml, or use one of: tags

5 errors

"#]],
    );
}

#[test]
fn facts_files() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write(FACTS, text);
            },
            said,
        );
    };
    row(
        "dat: 2012-01-19\n",
        str![[r#"
error[unknown-key]: `dat` is not a key of a facts file
 --> content/film/plan.yaml:1:1
  |
1 | dat: 2012-01-19
  | ^^^
  |
  = help: did you mean `date`?

1 error

"#]],
    );
    row(
        "date: 2012-02-30\n",
        str![[r#"
error[bad-date]: `date`: the date 2012-02-30 does not exist
 --> content/film/plan.yaml:1:7
  |
1 | date: 2012-02-30
  |       ^^^^^^^^^^
  |
  = help: the last day of that month is `2012-02-29`

1 error

"#]],
    );
    row(
        "date：2012-01-19\n",
        str![[r#"
error[full-width-colon]: the colon after `date` is full-width (：)
 --> content/film/plan.yaml:1:5
  |
1 | date：2012-01-19
  |     ^^ full-width colon
  |
  = help: write `date: 2012-01-19` with a half-width colon and a space after it, or put the text in quotes if the colon belongs to it

1 error

"#]],
    );
    row(
        "---\ndate: 2012-01-19\n---\nmore: text\n",
        str![[r#"
error[yaml-documents]: a second document starts here
 --> content/film/plan.yaml:3:1
  |
3 | ---
  | ^ second document
  |
  = help: keep one document only: delete this line and what follows, or merge it with the rest

1 error

"#]],
    );
    row(
        "image: poster.jpg\n",
        str![[r#"
error[missing-image]: the image leads to content/film/poster.jpg, which does not exist
 --> content/film/plan.yaml:1:8
  |
1 | image: poster.jpg
  |        ^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

1 error

"#]],
    );
    row(
        "template: wide.html\n",
        str![[r#"
error[unknown-template]: the theme has no template `wide.html`
 --> content/film/plan.yaml:1:11
  |
1 | template: wide.html
  |           ^^^^^^^^^
  |
  = help: templates stand in templates/ of the site or of the theme

1 error

"#]],
    );
    row(
        "slug: travel\naliases: [/ja/film/]\n",
        str![[r#"
error[same-url]: two things have the address /ja/film/: content/film/_index.ja.md and an alias of /ja/film/travel/
 --> content/film/plan.yaml:2:11
  |
2 | aliases: [/ja/film/]
  |           ^^^^^^^^^
  |
  = note: the other one: content/film/_index.ja.md
  = help: an alias is an address that nothing has any more: remove it, or correct it

1 error

"#]],
    );
}

#[test]
fn yaml_that_explodes() {
    let published = Published::new();
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    published.broken(
        |site| {
            site.write(
                PAGE,
                &format!("---\ntitle: 計画\nparams:\n  x: 1\n{bomb}---\n"),
            );
        },
        str![[r#"
error[alias-bomb]: the aliases in this file multiply into more than it may hold
 --> content/film/plan.ja.md:8:45
  |
8 | a3: &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]
  |                                             ^^^ copies too much
  |
  = help: write the values out instead of repeating them with `*`

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write("content/_data/bomb.yaml", &bomb);
        },
        str![[r#"
error[alias-bomb]: the aliases in this file multiply into more than it may hold
 --> content/_data/bomb.yaml:4:45
  |
4 | a3: &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]
  |                                             ^^^ copies too much
  |
  = help: write the values out instead of repeating them with `*`

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write(PAGE, &format!("---\ntitle: {}\n---\n", deep("[", "]")));
        },
        str![[r#"
error[nested-too-deep]: more than 256 brackets are open here
 --> content/film/plan.ja.md:2:264
  |
2 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
  |                                      ^ one bracket too many
  |
  = help: close the brackets, or write the values less deeply nested

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write(FACTS, &format!("params: {}\n", deep("{a: ", "}")));
        },
        str![[r#"
error[nested-too-deep]: more than 256 brackets are open here
 --> content/film/plan.yaml:1:1033
  |
1 | ...: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: ...
  |                                      ^ one bracket too many
  |
  = help: close the brackets, or write the values less deeply nested

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write(
                "content/_data/deep.yaml",
                &format!("{}x\n", "- ".repeat(10_000)),
            );
        },
        str![[r#"
error[nested-too-deep]: the values are nested too deeply here
 --> content/_data/deep.yaml:1:257
  |
1 | ...- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - ...
  |                                            ^ too deep
  |
  = help: write the values less deeply nested; fewer than 100 levels are allowed

1 error

"#]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", &format!("title: {}\n", deep("[", "]")));
        },
        str![[r#"
error[nested-too-deep]: more than 256 brackets are open here
 --> site.yaml:1:264
  |
1 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
  |                                      ^ one bracket too many
  |
  = help: close the brackets, or write the values less deeply nested

1 error

"#]],
    );
}
