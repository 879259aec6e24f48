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
fn files_that_are_no_pictures() {
    Published::new().finding(
        |site| {
            body(site, "![計画](plan.pdf)");
            site.write("content/film/plan.pdf", "%PDF-1.7");
        },
        str![[r#"
warning[not-a-picture]: `plan.pdf` is no picture that browsers show
 --> content/film/plan.ja.md:5:1
  |
5 | ![計画](plan.pdf)
  | ^^^^^^^^^^^^^^^^^
  |
  = help: name a file that ends in .jpg, .png, .webp, .avif, .gif or .svg; write `[text](file)` for a link to it

1 warning

"#]],
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
        "撮影は[草原](plan\u{200B}.md)で行います。",
        str![[r#"
error[broken-link]: the link leads to content/film/plan�.md, which does not exist
 --> content/film/plan.ja.md:5:4
  |
5 | 撮影は[草原](plan�.md)で行います。
  |       ^^^^^^^^^^^^^^^^
  |
  = help: an invisible character (U+200B) stands in the address; delete it

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
  = help: write the path of a file, seen from this file's folder

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

/// One `../` too few in a bundle: the page that is called so, wherever it is; never the page itself.
#[test]
fn a_page_of_that_name_is_proposed() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write(
                "content/film/plot/index.ja.md",
                "---\ntitle: 筋\n---\n\n[案](../about.md)[筋](../plots.md)\n",
            )
            .write("content/about.ja.md", "---\ntitle: 案内\n---\n");
        },
        str![[r#"
error[broken-link]: the link leads to content/film/about.md, which does not exist
 --> content/film/plot/index.ja.md:5:1
  |
5 | [案](../about.md)[筋](../plots.md)
  | ^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `../../about.md`?

error[broken-link]: the link leads to content/film/plots.md, which does not exist
 --> content/film/plot/index.ja.md:5:17
  |
5 | [案](../about.md)[筋](../plots.md)
  |                  ^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

2 errors

"#]],
    );
}

/// What is wrong in a text that lists show too is said once, where it stands.
#[test]
fn links_of_summaries() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            body(
                site,
                "[a](../film/plan.md#nope) [b](#nope) <a href=\"none/\">c</a>",
            )
        },
        str![[r#"
error[missing-fragment]: content/film/plan.ja.md has no place called `#nope`
 --> content/film/plan.ja.md:5:1
  |
5 | [a](../film/plan.md#nope) [b](#nope) <a href="none/">c</a>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: a heading's place is its text, or what stands in `{#…}` behind it

error[missing-fragment]: content/film/plan.ja.md has no place called `#nope`
 --> content/film/plan.ja.md:5:27
  |
5 | [a](../film/plan.md#nope) [b](#nope) <a href="none/">c</a>
  |                           ^^^^^^^^^^
  |
  = help: a heading's place is its text, or what stands in `{#…}` behind it

error[broken-address]: none/ is not there; on /ja/film/plan/ it leads to /ja/film/plan/none/
 --> content/film/plan.ja.md:5:47
  |
5 | [a](../film/plan.md#nope) [b](#nope) <a href="none/">c</a>
  |                                               ^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/…`

3 errors

"#]],
    );
}

/// What one text has wrong is no excuse for another, and a whole address of this host is one of this site.
#[test]
fn the_same_address_in_two_texts() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            body(site, "[a](/nope/) [b](https://example.org/gone/)");
            site.write(
                "content/film/cast.ja.md",
                "---\ntitle: 出演\n---\n\n<a href=\"/nope/\">a</a> <a href=\"https://example.org/gone/\">b</a> <a href=\" none/\">c</a>\n",
            );
        },
        str![[r#"
warning[missing-translation]: `film/cast` is not translated into: zh, en
--> content/film/cast.ja.md
 = help: write the translation beside it, or say with `missing: hide` that there will be none

error[broken-address]: /nope/ is not there; it is linked from /ja/film/cast/
 --> content/film/cast.ja.md:5:10
  |
5 | <a href="/nope/">a</a> <a href="https://example.org/gone/">b</a> <a href=" none/">c</a>
  |          ^^^^^^
  |
  = help: correct the address, or link to the source file in Markdown

error[broken-address]: https://example.org/gone/ is not there; it is linked from /ja/film/cast/ and 6 more pages
 --> content/film/cast.ja.md:5:33
  |
5 | <a href="/nope/">a</a> <a href="https://example.org/gone/">b</a> <a href=" none/">c</a>
  |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: correct the address, or link to the source file in Markdown

error[broken-address]:  none/ is not there; on /ja/film/cast/ it leads to /ja/film/cast/none/
 --> content/film/cast.ja.md:5:75
  |
5 | <a href="/nope/">a</a> <a href="https://example.org/gone/">b</a> <a href=" none/">c</a>
  |                                                                           ^^^^^^
  |
  = help: in HTML it is seen from the page's address, not from this file: write a link or an image in Markdown, or an address from the root, `/…`

error[dead-path]: the site has nothing at /nope/
 --> content/film/plan.ja.md:5:1
  |
5 | [a](/nope/) [b](https://example.org/gone/)
  | ^^^^^^^^^^^
  |
  = help: link to the source file (`../film/plan.md`): it follows the reader's language

4 errors, 1 warning

"#]],
    );
}

/// An address in front matter is for other sites: it must be that of an image, and whole.
#[test]
fn images_of_front_matter() {
    let published = Published::new();
    let row = |image: &str, said: snapbox::data::Inline| {
        let front = format!("---\ntitle: 計画\nimage: {image}\n---\n");
        published.broken(
            |site| {
                site.write("content/film/plan.ja.md", &front)
                    .write(
                        "content/film/cast/index.ja.md",
                        "---\ntitle: 出演\ndraft: true\n---\n",
                    )
                    .write(
                        "content/film/cast/cast.svg",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>",
                    );
            },
            said,
        );
    };
    row(
        "cast/cast.svg",
        str![[r#"
error[image-not-published]: `cast/cast.svg` lies beside a page that is not published now, or not in this language
 --> content/film/plan.ja.md:3:8
  |
3 | image: cast/cast.svg
  |        ^^^^^^^^^^^^^
  |
  = help: put the image beside this page

1 error

"#]],
    );
    row(
        "../film/plan.md",
        str![[r#"
error[image-is-a-page]: `../film/plan.md` is a page, not an image
 --> content/film/plan.ja.md:3:8
  |
3 | image: ../film/plan.md
  |        ^^^^^^^^^^^^^^^
  |
  = help: name an image file, with its ending

1 error

"#]],
    );
    row(
        "/ja/film/",
        str![[r#"
error[image-is-a-page]: `/ja/film/` is a page, not an image
 --> content/film/plan.ja.md:3:8
  |
3 | image: /ja/film/
  |        ^^^^^^^^^
  |
  = help: name an image file, with its ending

1 error

"#]],
    );
    row(
        "//example.org/x.png",
        str![[r#"
error[bad-image]: `//example.org/x.png` is no image that other sites could show
 --> content/film/plan.ja.md:3:8
  |
3 | image: //example.org/x.png
  |        ^^^^^^^^^^^^^^^^^^^
  |
  = help: name an image file, or write a whole address, with `https://`

1 error

"#]],
    );
    row(
        "\"?x\"",
        str![[r#"
error[bad-image]: `?x` is no image that other sites could show
 --> content/film/plan.ja.md:3:8
  |
3 | image: "?x"
  |        ^^^^
  |
  = help: name an image file, or write a whole address, with `https://`

1 error

"#]],
    );
}

/// A missing picture is told of once, where it stands in the text.
#[test]
fn a_missing_picture() {
    let published = Published::new();
    published.found_by_check(
        |site| body(site, "![a](x%20y.png) ![b](../z.png)"),
        str![[r#"
error[missing-image]: the image leads to content/film/x y.png, which does not exist
 --> content/film/plan.ja.md:5:1
  |
5 | ![a](x%20y.png) ![b](../z.png)
  | ^^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

error[missing-image]: the image leads to content/z.png, which does not exist
 --> content/film/plan.ja.md:5:17
  |
5 | ![a](x%20y.png) ![b](../z.png)
  |                 ^^^^^^^^^^^^^^
  |
  = help: write the path of a file, seen from this file's folder

2 errors

"#]],
    );
}

#[test]
fn pictures_of_svg() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            body(
                site,
                "<svg><symbol id=\"a\"></symbol><use href=\"#a\"/><use href=\"#b\"/><image xlink:href=\"/c.png\"/></svg>",
            )
        },
        str![[r##"
error[broken-address]: #b is not there; it is linked from /ja/film/plan/
 --> content/film/plan.ja.md:5:57
  |
5 | <svg><symbol id="a"></symbol><use href="#a"/><use href="#b"/><image xlink:href="/c.png"/></svg>
  |                                                         ^^
  |
  = help: correct the address, or link to the source file in Markdown

error[broken-address]: /c.png is not there; it is linked from /ja/film/plan/
 --> content/film/plan.ja.md:5:81
  |
5 | <svg><symbol id="a"></symbol><use href="#a"/><use href="#b"/><image xlink:href="/c.png"/></svg>
  |                                                                                 ^^^^^^
  |
  = help: correct the address, or link to the source file in Markdown

2 errors

"##]],
    );
}

/// Elements of SVG may be empty, and what follows one is on the page.
#[test]
fn titles_of_svg_hide_nothing() {
    let site = Site::fixture("small");
    body(
        &site,
        "a[^1] <svg viewBox=\"0 0 1 1\"><title/><path d=\"M0\"/></svg>\n\n[^1]: n",
    );
    site.check().assert_status(0).assert_stdout("no problems\n");
}

#[test]
fn names_of_anchors_are_places() {
    let site = Site::fixture("small");
    body(
        &site,
        "<a name=\"here\"></a>\n\n[上](#here) <a href=\"#here\">上</a> <a id=\"there\" name=\"there\"></a>",
    );
    site.check().assert_status(0).assert_stdout("no problems\n");
}

/// A file that is named with a language is that file, and no other stands in for it.
#[test]
fn files_of_a_language_that_they_do_not_have() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write("content/film/cast.ja.md", "---\ntitle: 出演\n---\n");
            body(site, "[a](cast.zh.md) [b](cast.ja.md) [c](cast.MD)");
        },
        str![[r#"
error[broken-link]: the link leads to content/film/cast.zh.md, which does not exist
 --> content/film/plan.ja.md:5:1
  |
5 | [a](cast.zh.md) [b](cast.ja.md) [c](cast.MD)
  | ^^^^^^^^^^^^^^^
  |
  = help: did you mean `cast.md`?

error[broken-link]: the link leads to content/film/cast.MD, which does not exist
 --> content/film/plan.ja.md:5:33
  |
5 | [a](cast.zh.md) [b](cast.ja.md) [c](cast.MD)
  |                                 ^^^^^^^^^^^^
  |
  = help: did you mean `cast.md`?

2 errors

"#]],
    );
}

/// Where no text and no template has an address as it stands, the first page that shows it is a place to begin.
#[test]
fn addresses_that_templates_put_together() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            site.write(
                "templates/page.html",
                "{% extends \"themes/default/page.html\" %}\n{% block main %}{{ super() }}\n<a href=\"/{{ \"nix\" }}/\">f</a>\n{% endblock main %}\n",
            );
        },
        str![[r#"
error[broken-address]: /nix/ is not there; it is linked from /en/film/plan/ and 2 more pages
--> content/film/plan.en.md
 = help: the address comes from a template or a menu

1 error

"#]],
    );
}

/// What templates have wrong is told in the template, once, and what `url` has told of is not told again.
#[test]
fn addresses_and_pictures_of_templates() {
    let published = Published::new();
    published.found_by_check(
        |site| {
            site.write(
                "templates/page.html",
                "{% extends \"themes/default/page.html\" %}\n{% block main %}{{ super() }}\n<a href=\"/ja/nixf/\">f</a> <a href=\"{{ url(to=\"/ja/nixg/\") }}\">g</a>\n<img src=\"/favicon.png\"> <area href=\"/ja/\"> <input type=\"image\" src=\"/i.png\">\n{% endblock main %}\n",
            )
            .write("static/favicon.png", "")
            .write("static/i.png", "");
        },
        str![[r#"
warning[image-unreadable]: the image is damaged, or no image at all
--> static/favicon.png
 = help: open it in an image editor and save it as PNG, JPEG, WebP or SVG

warning[image-unreadable]: the image is damaged, or no image at all
--> static/i.png
 = help: open it in an image editor and save it as PNG, JPEG, WebP or SVG

error[broken-address]: /ja/nixf/ is not there; it is linked from /en/film/plan/ and 2 more pages
 --> templates/page.html:3:10
  |
3 | <a href="/ja/nixf/">f</a> <a href="{{ url(to="/ja/nixg/") }}">g</a>
  |          ^^^^^^^^^
  |
  = help: correct the address; with `url(to=…)` it follows the language

error[dead-path]: the site has nothing at /ja/nixg/
 --> templates/page.html:3:47
  |
3 | <a href="/ja/nixf/">f</a> <a href="{{ url(to="/ja/nixg/") }}">g</a>
  |                                               ^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

error[missing-alt]: the image /favicon.png has no `alt` text, on /en/film/plan/ and 2 more pages
 --> templates/page.html:4:11
  |
4 | <img src="/favicon.png"> <area href="/ja/"> <input type="image" src="/i.png">
  |           ^^^^^^^^^^^^
  |
  = help: say in a few words what the image shows; `alt=""` if it is decoration

error[missing-alt]: the image /ja/ has no `alt` text, on /en/film/plan/ and 2 more pages
 --> templates/page.html:4:38
  |
4 | <img src="/favicon.png"> <area href="/ja/"> <input type="image" src="/i.png">
  |                                      ^^^^
  |
  = help: say in a few words what the image shows; `alt=""` if it is decoration

error[missing-alt]: the image /i.png has no `alt` text, on /en/film/plan/ and 2 more pages
 --> templates/page.html:4:70
  |
4 | <img src="/favicon.png"> <area href="/ja/"> <input type="image" src="/i.png">
  |                                                                      ^^^^^^
  |
  = help: say in a few words what the image shows; `alt=""` if it is decoration

5 errors, 2 warnings

"#]],
    );
}
