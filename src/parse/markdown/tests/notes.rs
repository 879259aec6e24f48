//! Footnotes, rows of tables and terms of which something would be lost.

use super::{assert_html, problems};

#[test]
fn references_that_lead_nowhere_are_told() {
    for (markdown, expected) in [
        ("a[^nope] b", vec!["undefined-footnote \"[^nope]\""]),
        (
            "| a |\n|--|\n| 沖[^縄]縄 |",
            vec!["undefined-footnote \"[^縄]\""],
        ),
        (
            "a[^か\u{3099}]\n\n[^が]: b",
            vec![
                r#"undefined-footnote "[^か\u{3099}]""#,
                "unused-footnote \"[^が]: b\"",
            ],
        ),
        (
            "<code>[^b]</code> [^c] <kbd>*[^d]*</kbd><samp>[^e]</samp> [^f]",
            vec!["undefined-footnote \"[^c]\"", "undefined-footnote \"[^f]\""],
        ),
        (
            "<pre>\n[^b]\n</pre>\n\n[^c]\n\n<pre>\n</pre>",
            vec!["undefined-footnote \"[^c]\""],
        ),
        (
            "<https://e.org/[^h]> [^a](b) [c [^d] e](f)",
            vec!["undefined-footnote \"[^d]\""],
        ),
        (
            r#"[^a-z] [^A-Za-z0-9_.] [^\s] [^\]] [^"] [^0-9] [^.] [^あ-ん]"#,
            vec![],
        ),
        (
            "[^note-1] [^z-a] [^v1.2] [^*] [^1]",
            vec![
                "undefined-footnote \"[^note-1]\"",
                "undefined-footnote \"[^z-a]\"",
                "undefined-footnote \"[^v1.2]\"",
                "undefined-footnote \"[^*]\"",
                "undefined-footnote \"[^1]\"",
            ],
        ),
        ("a \\[^b] `[^c]` [^d e] ![f[^g]](h) [^", vec![]),
        (
            "> [a[^1]](o.md) b\n\n[^1]: c",
            vec!["footnote-in-link \"[a[^1]](o.md)\""],
        ),
        (
            "[a[^1] b[^2] [d]](x \"y\")\n\n[^1]: c\n\n[^2]: c",
            vec!["footnote-in-link \"[a[^1] b[^2] [d]](x \\\"y\\\")\""],
        ),
        (
            "a ![b [d] *c*[^1] e](x \"y\")\n\n[^1]: c",
            vec!["footnote-in-link \"![b [d] *c*[^1] e](x \\\"y\\\")\""],
        ),
        (
            "[a](b)[^1] (c) [d[^1]] (e) \\[f[^1]](g) [h[^1]](i j)\n\n[^1]: c",
            vec![],
        ),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[test]
fn cells_that_no_column_takes_are_told() {
    for (row, expected) in [
        ("| 1 | 2 | 3 |", vec!["table-row \"| 1 | 2 | 3 |\""]),
        ("1|2|沖|4", vec!["table-row \"1|2|沖|4\""]),
        ("| 1 | `a|b` |", vec!["table-row \"| 1 | `a|b` |\""]),
        ("| 1 | 2 | |", vec![]),
        ("| 1 | {漢字|かんじ} |", vec![]),
        ("| 1 | a\\|b |", vec![]),
        ("| 1 |", vec![]),
        ("| 1 | 2", vec![]),
        ("| 1 | 2 | <!-- c -->", vec![]),
        ("| 1 | 2 | <!-- c --> | <!-- | --> |", vec![]),
        (
            "| 1 | 2 | <!-- c --> d |",
            vec!["table-row \"| 1 | 2 | <!-- c --> d |\""],
        ),
    ] {
        let table = format!("> | a | b |\n> |--|--|\n> {row}\n> | 5 | 6 |\n");
        assert_eq!(problems(&table), expected, "{row}");
    }
}

#[test]
fn terms_stand_one_by_one() {
    assert_html(&[
        (
            "a *b*\nc\n: d\n  e",
            "<dl>\n<dt>a <em>b</em></dt>\n<dt>c</dt>\n<dd>d\ne</dd>\n</dl>\n",
        ),
        (
            "*a\nb*\\\nc\n: d",
            "<dl>\n<dt><em>a\nb</em><br />\nc</dt>\n<dd>d</dd>\n</dl>\n",
        ),
    ]);
}
