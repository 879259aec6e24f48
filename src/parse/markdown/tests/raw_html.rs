//! Raw HTML across what Markdown writes.

use super::{html, problems};

#[test]
fn tags_have_no_partner_in_another_element() {
    for (markdown, expected) in [
        (
            "- <details><summary>x</summary>\n\ntext\n\n</details>",
            vec!["<details>", "</details>"],
        ),
        ("> <div>\n\ntext\n\n</div>", vec!["<div>", "</div>"]),
        ("<div>\n\n> </div>", vec!["<div>", "</div>"]),
        ("- <b>x\n- y</b>", vec!["<b>", "</b>"]),
        ("| a | b |\n|--|--|\n| <b>x | y</b> |", vec!["<b>", "</b>"]),
        ("**<span>a** b</span>", vec!["<span>", "</span>"]),
        ("*<b>a*</b>", vec!["<b>", "</b>"]),
        ("<b>[a</b>](b)", vec!["<b>", "</b>"]),
        (
            "{% <note> %}\n<div>\n\n{% </note> %}\n\n</div>",
            vec!["<div>", "</div>"],
        ),
        ("a[^1]<b>\n\n[^1]: </b>", vec!["<b>", "</b>"]),
        ("a <b>c\n\nd</b>", vec!["<b>", "</b>"]),
        ("<my-a>\n\nb\n</my-a>", vec!["<my-a>", "</my-a>"]),
        ("> <div>\n\n> <div>\n> </div>", vec!["<div>"]),
        ("- <p>a\n- b</p>", vec!["</p>"]),
    ] {
        let expected: Vec<String> = expected
            .into_iter()
            .map(|tag| format!("html-imbalance {tag:?}"))
            .collect();
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[test]
fn tags_around_what_markdown_writes_are_partners() {
    for markdown in [
        "<div>\n\n- a\n\n> b <b>*c*</b>\n\n</div>",
        "<details><summary>a</summary>\n\n| b |\n|--|\n| <i>c</i> |\n\n</details>",
        "- <div>\n\n  a\n\n  </div>\n- b",
        "> <div>\n>\n> a\n>\n> </div>",
        "<ul>\n\n<li>\n\na\n\n<li>\n\nb\n\n</ul>",
        "<div>\n\n{% <note> %}\n<b>a</b>\n{% </note> %}\n\n</div>",
        "<div>\n\na[^1]\n\n[^1]: <i>b</i>\n\n</div>",
        "- <p>a\n- b",
        "a <b>b\nc</b>\n<p align=center>\n\n*d*\n\n</p>",
        "*a <b>**c** [d](e) ![g <b>](f)</b>*",
    ] {
        html(markdown);
    }
}
