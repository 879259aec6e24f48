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
    row("---\ntitle: 計画\n\n撮影は草原で行います。\n", str![[""]]);
    // Closed by the hyphen of a Japanese keyboard.
    row(
        "---\ntitle: 計画\nーーー\n\n撮影は草原で行います。\n",
        str![[""]],
    );
    // A tab for an indent.
    row(
        "---\ntitle: 計画\nparams:\n\tcolour: red\n---\n",
        str![[""]],
    );
    // A full-width colon.
    row("---\ntitle：計画\n---\n", str![[""]]);
    row(
        "---\ntitle: 計画\ndescription：草原の映画\n---\n",
        str![[""]],
    );
    // No space after the colon.
    row("---\ntitle:計画\n---\n", str![[""]]);
    // A colon in a text.
    row("---\ntitle: 映画: 計画\n---\n", str![[""]]);
    // A quote that is not closed.
    row("---\ntitle: \"計画\n---\n", str![[""]]);
    // A key twice.
    row("---\ntitle: 計画\ntitle: 予定\n---\n", str![[""]]);
    // A list where keys should be.
    row("---\n- title\n---\n", str![[""]]);
    // TOML.
    row("+++\ntitle = \"計画\"\n+++\n", str![[""]]);
    // None at all.
    row("撮影は草原で行います。\n", str![[""]]);
    row("", str![[""]]);
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
    row("ttle: 計画\n", str![[""]]);
    row("title: 計画\nwheight: 3\n", str![[""]]);
    row("title: 計画\nauthor: 花子\n", str![[""]]);
    row("title: [計画]\n", str![[""]]);
    row("title: 計画\nweight: heavy\n", str![[""]]);
    row("title: 計画\ndraft: yes\n", str![[""]]);
    row("title: 計画\ntags: okinawa\n", str![[""]]);
    row("title: 計画\nmissing: show\n", str![[""]]);
    row("title: 計画\ndate: 2012-02-30\n", str![[""]]);
    row("title: 計画\ndate: 令和6年1月19日\n", str![[""]]);
    row("title: 計画\ndate: 2012/01/19\n", str![[""]]);
    row(
        "title: 計画\ntags: [okinawa]\ntaxonomies: {tags: [okinawa]}\n",
        str![[""]],
    );
    row("title: 計画\ntaxonomies: {themes: [film]}\n", str![[""]]);
    row("title: 計画\ntemplate: wide.html\n", str![[""]]);
    row("title: 計画\nimage: poster.jpg\n", str![[""]]);
    row("title: 計画\nslug: ../up\n", str![[""]]);
    row("title: 計画\nslug: film/plan\n", str![[""]]);
    row("title: 計画\nslug: ..\n", str![[""]]);
    row("title: 計画\naliases: [../../up/]\n", str![[""]]);
    // Everything at once: every problem is told.
    row(
        "ttle: 計画\ndate: 2012-13-01\nweight: heavy\nslug: a/b\ntaxonomies: {themes: [film]}\n",
        str![[""]],
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
    row("dat: 2012-01-19\n", str![[""]]);
    row("date: 2012-02-30\n", str![[""]]);
    row("date：2012-01-19\n", str![[""]]);
    row("---\ndate: 2012-01-19\n---\nmore: text\n", str![[""]]);
    row("image: poster.jpg\n", str![[""]]);
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
        str![[""]],
    );
    published.broken(
        |site| {
            site.write("content/_data/bomb.yaml", &bomb);
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write(PAGE, &format!("---\ntitle: {}\n---\n", deep("[", "]")));
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write(FACTS, &format!("params: {}\n", deep("{a: ", "}")));
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write(
                "content/_data/deep.yaml",
                &format!("{}x\n", "- ".repeat(10_000)),
            );
        },
        str![[""]],
    );
    published.misconfigured(
        |site| {
            site.write("site.yaml", &format!("title: {}\n", deep("[", "]")));
        },
        str![[""]],
    );
}
