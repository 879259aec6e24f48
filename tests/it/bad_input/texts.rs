//! Markdown that was meant otherwise, or to hurt.

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
fn nested_ten_thousand_deep() {
    let published = Published::new();
    let row = |text: String, said: snapbox::data::Inline| {
        published.broken(|site| body(site, &text), said)
    };
    row(
        format!("{} x", "> ".repeat(10_000)),
        str![[r#"
error[nesting-too-deep]: quotes, lists or emphasis are nested more than 200 deep
 --> content/film/plan.ja.md:5:1
  |
5 | > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > >...
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is left out
  |
  = help: remove levels; if this is code, put it between lines of ```

1 error

"#]],
    );
    row(
        format!("{}x", "- ".repeat(10_000)),
        str![[r#"
error[nesting-too-deep]: quotes, lists or emphasis are nested more than 200 deep
 --> content/film/plan.ja.md:5:1
  |
5 | - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -...
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is left out
  |
  = help: remove levels; if this is code, put it between lines of ```

1 error

"#]],
    );
}

#[test]
fn deep_and_harmless() {
    let published = Published::new();
    let site = &published.site;
    for text in [
        "[".repeat(10_000),
        format!("{}x{}", "[".repeat(10_000), "](a)".repeat(10_000)),
        "![".repeat(10_000),
        "*a _b ".repeat(10_000),
        "`".repeat(10_001),
        "<b>".repeat(10_000),
        "{% <".repeat(10_000),
        "{{ <a ".repeat(10_000),
        "&".repeat(10_000),
        "|a".repeat(10_000),
        format!("{}\n{}", "|a".repeat(10_000), "|-".repeat(10_000)),
        "[^1]: ".repeat(10_000),
        "(".repeat(10_000),
    ] {
        body(site, &text);
        let run = site.build();
        assert!(run.stderr.len() < 100_000, "{text:.10}");
        assert!(
            run.status == 0 || run.status == 1,
            "{text:.10}: {}",
            run.stderr
        );
    }
    published.mend();
}

#[test]
fn components() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.broken(|site| body(site, text), said);
    row(
        "{{ <crad page=\"film/plan\" /> }}",
        str![[r#"
error[unknown-component]: the theme has no component `crad`
 --> content/film/plan.ja.md:5:1
  |
5 | {{ <crad page="film/plan" /> }}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `card`?

1 error

"#]],
    );
    row(
        "{{ <gallery /> }}",
        str![[r#"
error[unknown-component]: the theme has no component `gallery`
 --> content/film/plan.ja.md:5:1
  |
5 | {{ <gallery /> }}
  | ^^^^^^^^^^^^^^^^^
  |
  = help: the theme has: card, cards, day, figure, note, toc_list

1 error

"#]],
    );
    row(
        "{{ <card page=\"film/pla\" /> }}",
        str![[r#"
error[template]: there is no page `film/pla`; did you mean `film/plan`?
 --> content/film/plan.ja.md:5:1
  |
5 | {{ <card page="film/pla" /> }}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: theme default: templates/components/card.html:5:17
  |
5 | {% set target = page(key=page, lang=lang) -%}
  |                 ------------------------- it fails here

1 error

"#]],
    );
    row(
        "{{ <card /> }}",
        str![[r#"
error[component-argument]: the component `card` needs `page`
 --> content/film/plan.ja.md:5:1
  |
5 | {{ <card /> }}
  | ^^^^^^^^^^^^^^
  |
  = help: write `<card page="…"`

1 error

"#]],
    );
    row(
        "{{ <card page=\"film/plan\" colour=\"red\" /> }}",
        str![[r#"
error[component-argument]: the component `card` has no argument `colour`
 --> content/film/plan.ja.md:5:1
  |
5 | {{ <card page="film/plan" colour="red" /> }}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove it, or write one of these: page

1 error

"#]],
    );
    row(
        "{{ <card page=film/plan /> }}",
        str![[r#"
error[component-syntax]: the value of `page` stands without quotes or braces
 --> content/film/plan.ja.md:5:15
  |
5 | {{ <card page=film/plan /> }}
  |               ^
  |
  = help: write `page="text"`, `page={5}` or `page={true}`

1 error

"#]],
    );
    row(
        "{{ <card page=\"film/plan\" }}",
        str![[r#"
error[component-syntax]: the tag of the component is not closed before this
 --> content/film/plan.ja.md:5:27
  |
5 | {{ <card page="film/plan" }}
  |                           ^
  |
  = help: write `/>` before `}}`, or `>` before `%}` where a body follows

1 error

"#]],
    );
    row(
        "{% <note> %}\n\n撮影は草原で行います。",
        str![[r#"
error[component-unclosed]: the component `note` is not closed
 --> content/film/plan.ja.md:5:1
  |
5 | {% <note> %}
  | ^^^^^^^^^^^^
  |
  = help: write `{% </note> %}` on a line of its own, in the same list item or quote

1 error

"#]],
    );
    row(
        "{% </note> %}",
        str![[r#"
error[component-syntax]: `{% </note> %}` closes nothing here
 --> content/film/plan.ja.md:5:1
  |
5 | {% </note> %}
  | ^^^^^^^^^^^^^
  |
  = help: write `{% <note> %}` on a line before it, in the same list item or quote; in code and raw HTML nothing opens

1 error

"#]],
    );
    row(
        "{% <note> %}\n\n撮影\n\n{% </nota> %}",
        str![[r#"
error[component-syntax]: `{% </nota> %}` does not close `note`
 --> content/film/plan.ja.md:9:1
  |
9 | {% </nota> %}
  | ^^^^^^^^^^^^^
  |
  = help: write `{% </note> %}`

1 error

"#]],
    );
}

#[test]
fn texts_that_check_finds_fault_with() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.found_by_check(|site| body(site, text), said)
    };
    row(
        "<img src=\"/favicon.svg\">",
        str![[r#"
error[missing-alt]: this picture has no `alt` for those who cannot see it
 --> content/film/plan.ja.md:5:1
  |
5 | <img src="/favicon.svg">
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `alt="what it shows"`, or `alt=""` if it is mere decoration

error[broken-address]: /favicon.svg is not there; it is linked from /ja/film/plan/
 --> content/film/plan.ja.md:5:11
  |
5 | <img src="/favicon.svg">
  |           ^^^^^^^^^^^^
  |
  = help: correct the address, or link to the source file in Markdown

2 errors

"#]],
    );
    row(
        "# 計画\n\n撮影",
        str![[r#"
error[heading-level-1]: a page has one heading of the first level, its title
 --> content/film/plan.ja.md:5:1
  |
5 | # 計画
  | ^^^^^^
  |
  = help: write `## …` for the first level of headings inside the text

1 error

"#]],
    );
    row(
        "撮影\n\n<div>\n<h1>計画</h1>\n</div>",
        str![[r#"
error[first-heading]: /ja/film/plan/ has 2 headings of the first level
 --> content/film/plan.ja.md:8:1
  |
8 | <h1>計画</h1>
  | ^^^^
  |
  = help: the title is the only one: write `<h2>` or, in Markdown, `## …`

1 error

"#]],
    );
    row(
        "## 一 {#one}\n\n## 二 {#one}",
        str![[r#"
error[duplicate-id]: the id `one` is used twice on this page
 --> content/film/plan.ja.md:7:1
  |
7 | ## 二 {#one}
  | ^^^^^^^^^^^^
  |
 ::: content/film/plan.ja.md:5:1
  |
5 | ## 一 {#one}
  | ------------ first used here
  |
  = help: give one of the two another id; links could not tell them apart

1 error

"#]],
    );
    row(
        "<p id=\"skip_target\">撮影</p>",
        str![[r#"
error[repeated-id]: /ja/film/plan/ has two elements with the id `skip_target`
--> content/film/plan.ja.md
 = help: give one of them another: a heading's id stands in `{#…}` behind it

1 error

"#]],
    );
}

#[test]
fn addresses_in_html_that_are_seen_from_the_page() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.found_by_check(
            |site| {
                site.edit("site.yaml", "example.org/", "example.org/base/");
                body(site, text);
            },
            said,
        )
    };
    row(
        "計画 plan.zh.md\n\n<a href=\"plan.zh.md\">計画</a> <a href='nowhere.html?a&amp;b'>無</a>",
        str![[r#"
error[broken-address]: plan.zh.md is not there; on /ja/film/plan/ it leads to /base/ja/film/plan/plan.zh.md
 --> content/film/plan.ja.md:7:10
  |
7 | <a href="plan.zh.md">計画</a> <a href='nowhere.html?a&amp;b'>無</a>
  |          ^^^^^^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or `/base/zh/film/plan/`

error[broken-address]: nowhere.html?a&b is not there; on /ja/film/plan/ it leads to /base/ja/film/plan/nowhere.html
 --> content/film/plan.ja.md:7:38
  |
7 | <a href="plan.zh.md">計画</a> <a href='nowhere.html?a&amp;b'>無</a>
  |                                        ^^^^^^^^^^^^^^^^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/base/…`

2 errors

"#]],
    );
    row(
        "<img src=i.png alt=\"\" srcset=\"data:image/png;base64,AA== 1x, ../j.png 2x\">\n\n撮影",
        str![[r#"
error[broken-address]: i.png is not there; on /ja/film/plan/ it leads to /base/ja/film/plan/i.png
 --> content/film/plan.ja.md:5:10
  |
5 | <img src=i.png alt="" srcset="data:image/png;base64,AA== 1x, ../j.png 2x">
  |          ^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/base/…`

error[broken-address]: ../j.png is not there; on /ja/film/plan/ it leads to /base/ja/film/j.png
 --> content/film/plan.ja.md:5:62
  |
5 | <img src=i.png alt="" srcset="data:image/png;base64,AA== 1x, ../j.png 2x">
  |                                                              ^^^^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/base/…`

2 errors

"#]],
    );
    row(
        "<video src=\"/base/v.mp4\" poster=\"p.jpg\"></video>",
        str![[r#"
error[broken-address]: /base/v.mp4 is not there; it is linked from /ja/film/plan/
 --> content/film/plan.ja.md:5:13
  |
5 | <video src="/base/v.mp4" poster="p.jpg"></video>
  |             ^^^^^^^^^^^
  |
  = help: correct the address, or link to the source file in Markdown

error[broken-address]: p.jpg is not there; on /ja/film/plan/ it leads to /base/ja/film/plan/p.jpg
 --> content/film/plan.ja.md:5:34
  |
5 | <video src="/base/v.mp4" poster="p.jpg"></video>
  |                                  ^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/base/…`

2 errors

"#]],
    );
    row(
        "<a href=\"./#nowhere\">無</a>",
        str![[r#"
error[broken-address]: ./#nowhere is not there; on /ja/film/plan/ it leads to /base/ja/film/plan/#nowhere
 --> content/film/plan.ja.md:5:10
  |
5 | <a href="./#nowhere">無</a>
  |          ^^^^^^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/base/…`

1 error

"#]],
    );
}

#[test]
fn addresses_in_html_that_lead_somewhere() {
    let published = Published::new();
    let site = &published.site;
    site.edit("site.yaml", "example.org/", "example.org/base/");
    for address in [
        "",
        "?a",
        ".",
        "../",
        "../?a#top",
        "../../../zh/film/plan/",
        "../../../../elsewhere/",
        "https://example.org/base/ja/",
        "https://example.org.net/base/nowhere/",
        "//example.org/base/ja/film/plan/",
        "//example.net/i.png",
        "mailto:a@example.org",
        "data:text/plain,a",
    ] {
        body(
            site,
            &format!("<a href=\"{address}\">行</a><script>'<img src=\"i.png\">'</script>"),
        );
        site.check().assert_status(0).assert_stdout("no problems\n");
    }
}

#[test]
fn image_without_alt() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            body(site, "撮影は草原で行います。\n\n![](steppe.svg)");
            site.write(
                "content/film/steppe.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>",
            );
        },
        str![[r#"
error[missing-alt]: this picture has no text for those who cannot see it
 --> content/film/plan.ja.md:7:1
  |
7 | ![](steppe.svg)
  | ^^^^^^^^^^^^^^^
  |
  = help: describe the picture between `![` and `]`; if it is mere decoration, write raw HTML: `<img src="…" alt="">`

1 error

"#]],
    );
}

#[test]
fn calls_where_none_can_be_made() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.broken(|site| body(site, text), said);
    row(
        "<div>\n{% <note> %}\n草原\n{% </note> %}\n</div>",
        str![[r#"
error[component-syntax]: nothing is called inside raw HTML: this would stand on the page as it is written
 --> content/film/plan.ja.md:6:1
  |
6 | {% <note> %}
  | ^^^^^^^^^^^^
  |
  = help: put a blank line before and after it, and write it at the beginning of its line

1 error

"#]],
    );
    row(
        "![草原 {{ <day value=\"2012-01-19\" /> }}](plan.jpg)",
        str![[r#"
error[missing-image]: the image leads to content/film/plan.jpg, which does not exist
 --> content/film/plan.ja.md:5:1
  |
5 | ![草原 {{ <day value="2012-01-19" /> }}](plan.jpg)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

error[component-syntax]: no component can stand in the text of a picture
 --> content/film/plan.ja.md:5:6
  |
5 | ![草原 {{ <day value="2012-01-19" /> }}](plan.jpg)
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write between `![` and `]` in words what the picture shows

2 errors

"#]],
    );
}

#[test]
fn texts_worth_a_look() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.warning(|site| body(site, text), said);
    row(
        "撮影 <b>は\n\n> 草原</b>で",
        str![[r#"
warning[html-imbalance]: `<b>` is not closed
 --> content/film/plan.ja.md:5:4
  |
5 | 撮影 <b>は
  |      ^^^
  |
  = help: write `</b>` where it ends, in the same paragraph, list item, cell, emphasis or component

warning[html-imbalance]: `</b>` closes nothing
 --> content/film/plan.ja.md:7:5
  |
7 | > 草原</b>で
  |       ^^^^
  |
  = help: remove it, or write `<b>` before it

2 warnings

"#]],
    );
    row(
        "## 料金 {#fee 税込}",
        str![[r#"
warning[heading-attribute]: not all of this are attributes: it stands on the page as text
 --> content/film/plan.ja.md:5:7
  |
5 | ## 料金 {#fee 税込}
  |         ^^^^^^^^^^^
  |
  = help: write `{#id .class name=value}`; a value with spaces stands in quotes. If it is meant as text, write `/{`

1 warning

"#]],
    );
    row(
        "撮影[^場所]は[草原[^1]](plan.md)\n\n[^1]: 秋",
        str![[r#"
warning[undefined-footnote]: there is no footnote `場所`: `[^場所]` stands on the page as text
 --> content/film/plan.ja.md:5:3
  |
5 | 撮影[^場所]は[草原[^1]](plan.md)
  |     ^^^^^^^
  |
  = help: write `[^場所]: …` between blank lines, or, if this is meant as text, `/[^場所]`

warning[footnote-in-link]: this is no link, because a footnote stands in its text
 --> content/film/plan.ja.md:5:9
  |
5 | 撮影[^場所]は[草原[^1]](plan.md)
  |              ^^^^^^^^^^^^^^^^^^^
  |
  = help: write `[^1]` behind the `)`

2 warnings

"#]],
    );
    row(
        "| 月 |\n|--|\n| 九 | 草原 |",
        str![[r#"
warning[table-row]: this row has 2 cells, the table 1: the others are left out
 --> content/film/plan.ja.md:7:1
  |
7 | | 九 | 草原 |
  | ^^^^^^^^^^^^^
  |
  = help: write `/|` for a bar that is text, or give the first row as many cells

1 warning

"#]],
    );
    row(
        "<div class=\"wide\">\n\n撮影",
        str![[r#"
warning[html-imbalance]: `<div>` is not closed
 --> content/film/plan.ja.md:5:1
  |
5 | <div class="wide">
  | ^^^^^^^^^^^^^^^^^^
  |
  = help: write `</div>` where it ends

1 warning

"#]],
    );
    row(
        "撮影</div>",
        str![[r#"
warning[html-imbalance]: `</div>` closes nothing
 --> content/film/plan.ja.md:5:3
  |
5 | 撮影</div>
  |     ^^^^^^
  |
  = help: remove it, or write `<div>` before it

1 warning

"#]],
    );
    row(
        "<div><em>撮影</div></em>",
        str![[r#"
warning[html-imbalance]: `<em>` is not closed
 --> content/film/plan.ja.md:5:6
  |
5 | <div><em>撮影</div></em>
  |      ^^^^
  |
  = help: write `</em>` where it ends

warning[html-imbalance]: `</em>` closes nothing
 --> content/film/plan.ja.md:5:18
  |
5 | <div><em>撮影</div></em>
  |                    ^^^^^
  |
  = help: remove it, or write `<em>` before it

2 warnings

"#]],
    );
}

/// Markdown allows an address in angle brackets in a link, and a component may be a link.
#[test]
fn links_in_links() {
    let published = Published::new();
    published.mentioned_by_check(
        |site| {
            body(
                site,
                "[見る <https://example.org/> か](plan.md) <a id=\"x\"></a>\n\n[上<a id=\"y\"></a>](#x)\n\n[{{ <card page=\"film/_index\" /> }}](plan.md)",
            )
        },
        str![[r#"
warning[nested-link]: on /ja/film/plan/ an `<a>` without an address stands inside the link to #x
--> content/film/plan.ja.md
 = help: a browser ends the outer link there: put one behind the other

warning[nested-link]: on /ja/film/plan/ the link to /ja/film/ stands inside the link to /ja/film/plan/
--> content/film/plan.ja.md
 = help: a browser ends the outer link there: put one behind the other

warning[nested-link]: on /ja/film/plan/ the link to https://example.org/ stands inside the link to /ja/film/plan/
--> content/film/plan.ja.md
 = help: a browser ends the outer link there: put one behind the other

3 warnings

"#]],
    );
}

/// A component that is a block, in a sentence; and one that stands alone.
#[test]
fn blocks_in_paragraphs() {
    let published = Published::new();
    published.mentioned_by_check(
        |site| {
            site.write(
                "static/x.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>",
            );
            body(
                site,
                "前 {{ <figure src=\"/x.svg\" alt=\"図\" /> }} 後\n\n{{ <figure src=\"/x.svg\" alt=\"図\" /> }}\n\n<p>a<ul><li>b</li></ul>",
            );
        },
        str![[r#"
warning[block-in-paragraph]: on /ja/film/plan/ a paragraph holds `<figure>`, with which it ends for a browser
--> content/film/plan.ja.md
 = help: put what makes it, a component for instance, on a line of its own between blank lines

1 warning

"#]],
    );
}

/// What reads HTML goes deeper with each of them.
#[test]
fn tags_with_thousands_of_attributes() {
    let site = Site::fixture("small");
    for open in ["<div", "</div", "a <b"] {
        let attributes: String = (0..9_000).map(|at| format!(" a{at} = 'b>'")).collect();
        body(&site, &format!("前\n\n{open}{attributes}>x"));
        for command in ["build", "check"] {
            let run = site.run(&[command]);
            run.assert_status(1);
            let said = run.stdout + &run.stderr;
            assert!(said.contains("error[tag-too-long]"), "{said}");
            assert!(said.contains("content/film/plan.ja.md:7:"), "{said}");
        }
        site.run(&["status", "film/plan"]).assert_status(0);
    }
    // A sign in a text begins no tag that anyone reads.
    let quotes = "it's a=\"b\" and 'so' on ".repeat(400);
    body(&site, &format!("`a<b` {quotes}"));
    site.build().assert_status(0);
}
