//! Headings: what of them is text.

use super::{assert_html, parsed, problems};

#[test]
fn braces_that_are_text_stay() {
    assert_html(&[
        (
            "## Variables {name}",
            "<h2 id=\"variables-name\">Variables {name}</h2>\n",
        ),
        ("## 料金 {税込}", "<h2 id=\"料金-税込\">料金 {税込}</h2>\n"),
        ("## {漢字}", "<h2 id=\"漢字\">{漢字}</h2>\n"),
        ("## Set {1}", "<h2 id=\"set-1\">Set {1}</h2>\n"),
        ("## ${x}", "<h2 id=\"x\">${x}</h2>\n"),
        ("## a \\{#b}", "<h2 id=\"a-b\">a {#b}</h2>\n"),
        ("## a \\\\{#b}", "<h2 id=\"b\">a \\</h2>\n"),
        (
            "## GET /users/{id}",
            "<h2 id=\"get-users-id\">GET /users/{id}</h2>\n",
        ),
        ("## a {}", "<h2 id=\"a\">a {}</h2>\n"),
        ("## a {b} {#c}", "<h2 id=\"c\">a {b}</h2>\n"),
        ("## a {b c=d}", "<h2 id=\"a\" b=\"\" c=\"d\">a</h2>\n"),
        (
            "## a {b *c* `d`}",
            "<h2 id=\"a-b-c-d\">a {b <em>c</em> <code>d</code>}</h2>\n",
        ),
        (
            "> *字*\n> は {b}  \n> ---",
            "<blockquote>\n<h2 id=\"字-は-b\"><em>字</em>\nは {b}</h2>\n</blockquote>\n",
        ),
    ]);
    let found = parsed("a {b}\r\n===\r\n\r\nc {d}\n- e {f}\n");
    let html = found.value.to_html_unresolved();
    assert!(
        html.starts_with("<h1 id=\"a-b\">a {b}</h1>\n<p>c {d}</p>"),
        "{html}"
    );
    assert_eq!(&*found.value.headings[0].text, "a {b}");
}

#[test]
fn braces_that_look_like_attributes_are_told() {
    for (markdown, expected) in [
        ("## a {b}", vec![]),
        ("## a \\{.b, .c}", vec![]),
        ("## a {.b, .c}", vec!["heading-attribute \"{.b, .c}\""]),
        (
            "> 料金 {#fee 税込} \n> --",
            vec!["heading-attribute \"{#fee 税込}\""],
        ),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[test]
fn headings_without_text_are_told() {
    for (markdown, texts, expected) in [
        ("## ![pic](x.png)", "pic", vec![]),
        ("## a b<br>c<BR/>*d*", "a b c d", vec![]),
        ("##\n\na", "", vec!["heading-without-text \"##\""]),
        ("## {{ <day /> }}", "", vec![]),
        ("## <img src=\"x\" alt=\"a &amp; b\"> c", "a & b c", vec![]),
        ("## <svg aria-label=\"x\"></svg>", "", vec![]),
        (
            "## {{ <day /> }}\n\n## <img src=\"x\" alt=\"\">",
            "",
            vec!["heading-without-text \"## <img src=\\\"x\\\" alt=\\\"\\\">\""],
        ),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
        assert_eq!(
            &*parsed(markdown).value.headings[0].text,
            texts,
            "{markdown}"
        );
    }
}
