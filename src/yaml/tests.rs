use super::*;

fn read(text: &str) -> Diagnosed<Option<Node>> {
    parse_file(&"x.yaml".into(), &text.into())
}

/// Line, column, code and the text marked, of each problem.
fn places(text: &str) -> Vec<(usize, usize, &'static str, String)> {
    let mut problems = read(text).diagnostics;
    crate::diag::sort(&mut problems);
    problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().unwrap();
            let (line, column) = place.line_column().unwrap();
            assert!(problem.help.is_some(), "{problem:?}");
            let words = format!("{} {:?}", problem.message, problem.help).to_lowercase();
            assert!(
                !words.contains("serde") && !words.contains("deserial"),
                "{words}"
            );
            let marked = text[place.span.clone()].to_owned();
            (line, column, problem.code, marked)
        })
        .collect()
}

/// Every key and scalar of a tree with the text at its span, in order.
fn spans(node: &Node, text: &str, found: &mut Vec<String>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| spans(item, text, found)),
        Value::Mapping(entries) => {
            for entry in entries {
                found.push(text[entry.key_span.clone()].to_owned());
                spans(&entry.value, text, found);
            }
        }
        _ => found.push(text[node.span.clone()].to_owned()),
    }
}

#[test]
fn every_key_and_value_has_its_place() {
    let rows: &[(&str, &[&str])] = &[
        (
            "a: 1\nb: true\nc: 2.5\n",
            &["a", "1", "b", "true", "c", "2.5"],
        ),
        ("題: 沖縄\n年: 2012\n", &["題", "沖縄", "年", "2012"]),
        ("'題': \"沖縄\"\n", &["'題'", "\"沖縄\""]),
        (
            "a: 'it''s'\nb: \"\\u6c96\\\"\"\nc: x\n",
            &["a", "'it''s'", "b", "\"\\u6c96\\\"\"", "c", "x"],
        ),
        (
            "a: 沖縄の\n  続き\nb: 1\n",
            &["a", "沖縄の\n  続き", "b", "1"],
        ),
        (
            "a: |\n  一\n  二\nb: 1\n",
            &["a", "|\n  一\n  二", "b", "1"],
        ),
        (
            "a: >- # c\n  一\n\n  二\nb: 1\n",
            &["a", ">- # c\n  一\n\n  二", "b", "1"],
        ),
        (
            "a:\n- 1\n- -2\n-\n- 一\nb: 1\n",
            &["a", "1", "-2", "-", "一", "b", "1"],
        ),
        (
            "- - 1\n  - 2\n- [3, [4]]\n- 5\n",
            &["1", "2", "3", "4", "5"],
        ),
        (
            "a: {b: 1, c: [x, y], d, 'e':2, f: }\ng: 3\n",
            &[
                "a", "b", "1", "c", "x", "y", "d", "d", "'e'", "2", "f", "f", "g", "3",
            ],
        ),
        (
            "a:\n# 注 a: 9\nb: 9 # 9\nc: null\nd: ~\n",
            &["a", "a", "b", "9", "c", "null", "d", "~"],
        ),
        ("a: &x 1\nb: *x\nc: 1\n", &["a", "1", "b", "*x", "c", "1"]),
        (
            "a: &x [1, 沖]\nb: *x\nc: 沖\n",
            &["a", "1", "沖", "b", "*x", "*x", "c", "沖"],
        ),
        (
            "2012: a\n1.0: b\nno: c\n",
            &["2012", "a", "1.0", "b", "no", "c"],
        ),
        ("? a\n: b\n", &["a", "b"]),
        ("--- # x\na: 1\n...\n", &["a", "1"]),
        ("a: !!str 5\nb: 6\n", &["a", "5", "b", "6"]),
        (
            "- a: 1\n  b: 2\n-\n  c: 3\n",
            &["a", "1", "b", "2", "c", "3"],
        ),
        ("a: ''\nb: x\n", &["a", "''", "b", "x"]),
        (
            "a: '|'\nb: '- '\nc: ':'\n",
            &["a", "'|'", "b", "'- '", "c", "':'"],
        ),
        ("a: 1, 2\nb: x]y\n", &["a", "1, 2", "b", "x]y"]),
        (
            "a: 99999999999999999999\nb: 1\n",
            &["a", "99999999999999999999", "b", "1"],
        ),
    ];
    for (text, expected) in rows {
        let Diagnosed { value, diagnostics } = read(text);
        assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
        let mut found = Vec::new();
        spans(&value.unwrap(), text, &mut found);
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn values() {
    let text = "n: ~\ni: 0x10\nf: .5\ns: off\nd: 2012-01-19\nz: 0123\nbig: 18446744073709551615\ninf: .inf\nt: |\n  一\n  二\n";
    let data = parse_data(&"x.yaml".into(), &text.into());
    assert_eq!(
        data.value.unwrap().to_string(),
        r#"{"n":null,"i":16,"f":0.5,"s":"off","d":"2012-01-19","z":"0123","big":"18446744073709551615","inf":"inf","t":"一\n二\n"}"#
    );
    assert_eq!(read("").value.unwrap().value, Value::Null);
    assert_eq!(read("# nothing\n").value.unwrap().value, Value::Null);
}

#[test]
fn places_count_from_the_whole_text() {
    let text: Arc<str> = "---\n題: 沖縄\n---\n".into();
    let node = parse(&"x.md".into(), &text, 4..text.len() - 4)
        .value
        .unwrap();
    let value = node.get("題").unwrap();
    assert_eq!(&text[value.span.clone()], "沖縄");
    let broken: Arc<str> = "---\n題: '沖縄\n---\n".into();
    let problems = parse(&"x.md".into(), &broken, 4..broken.len() - 4).diagnostics;
    assert_eq!(
        problems[0].place.as_ref().unwrap().line_column(),
        Some((2, 4))
    );
    // Ranges that fit no character are narrowed, never a panic.
    for start in 0..text.len() + 2 {
        for end in 0..text.len() + 2 {
            let _ = parse(&"x.md".into(), &text, start..end);
        }
    }
}

#[test]
fn what_cannot_be_read() {
    // Text, then for each problem: line, column, code, caret.
    type Row<'a> = (&'a str, &'a [(usize, usize, &'a str, &'a str)]);
    let rows: &[Row<'_>] = &[
        // What is not closed is told where it opens, whatever stands last in it.
        ("a: 1\ntags: [\n  a,\n  b,\n", &[(2, 7, "yaml-syntax", "[")]),
        ("a: 'x [' # {\nb: [", &[(2, 4, "yaml-syntax", "[")]),
        ("a: [b, {c: \"]\",", &[(1, 8, "yaml-syntax", "{")]),
        (
            "a: 1\ntitle：沖縄\nb: 2\n",
            &[(2, 6, "full-width-colon", "：")],
        ),
        (
            "title：沖縄\ndate: x\n",
            &[(1, 6, "full-width-colon", "：")],
        ),
        ("title：沖縄\n", &[(1, 6, "full-width-colon", "：")]),
        ("title:\n  ja：沖縄\n", &[(2, 5, "full-width-colon", "：")]),
        (
            "title: {ja：沖縄, zh: 冲绳}\n",
            &[(1, 11, "full-width-colon", "：")],
        ),
        (
            "t：一\nd：二\n\te: 1\n",
            &[
                (1, 2, "full-width-colon", "："),
                (2, 2, "full-width-colon", "："),
                (3, 1, "tab-indent", "\t"),
            ],
        ),
        (
            "a: |\n  t：一\nb：二\n",
            &[(3, 2, "full-width-colon", "：")],
        ),
        (
            "題:沖\ntitle:沖縄\nb: 1\n",
            &[(2, 6, "no-space-after-colon", ":")],
        ),
        (
            "title:\u{3000}沖縄\nb: 1\n",
            &[(1, 7, "full-width-space", "\u{3000}")],
        ),
        (
            "title:\u{A0}My page\nb: 1\n",
            &[(1, 7, "no-break-space", "\u{A0}")],
        ),
        (
            "b: 1\nweight:\u{A0}1\n",
            &[(2, 8, "no-break-space", "\u{A0}")],
        ),
        // A text that is all there is.
        (
            "title:\u{A0}My page\n",
            &[(1, 7, "no-break-space", "\u{A0}")],
        ),
        (
            "title:\u{3000}沖縄\n",
            &[(1, 7, "full-width-space", "\u{3000}")],
        ),
        ("a: 1\n\u{A0}b: 2\n", &[(2, 1, "no-break-space", "\u{A0}")]),
        (
            "a: 1\n\u{3000}b: 2\n",
            &[(2, 1, "full-width-space", "\u{3000}")],
        ),
        ("題:\n\tb: 1\n", &[(2, 1, "tab-indent", "\t")]),
        ("題:\n  b: 1\n  \tc: 2\n", &[(3, 3, "tab-indent", "\t")]),
        ("- a\n\t- b\n", &[(2, 1, "tab-indent", "\t")]),
        ("題: Foo: bar\n", &[(1, 7, "yaml-syntax", ":")]),
        ("a: 1\n  b: 2\n", &[(2, 4, "yaml-syntax", ":")]),
        ("a: 1\n題\nb: 1\n", &[(2, 1, "yaml-syntax", "題")]),
        ("題: \"x\nb: 1\n", &[(1, 4, "yaml-syntax", "\"")]),
        ("題: [1, 2\nb: 1\n", &[(1, 4, "yaml-syntax", "[")]),
        ("題: {x: 1\nb: 2\n", &[(1, 4, "yaml-syntax", "{")]),
        ("a:\n  - 1\n  b: 2\n", &[(3, 3, "yaml-syntax", "b")]),
        ("題: @x\n", &[(1, 4, "yaml-syntax", "@")]),
        ("題: `x`\n", &[(1, 4, "yaml-syntax", "`")]),
        ("題: *x\n", &[(1, 4, "yaml-syntax", "*")]),
        ("題: *強調*\n", &[(1, 4, "yaml-syntax", "*")]),
        ("題: !x y\n", &[(1, 4, "yaml-tag", "!x")]),
        ("題: \"\\q\"\n", &[(1, 4, "yaml-syntax", "\"")]),
        ("a: ]\n", &[(1, 4, "yaml-syntax", "]")]),
        ("a: \"x\" y\nb: 1\n", &[(1, 8, "yaml-syntax", "y")]),
        ("a: | x\n  y\n", &[(1, 4, "yaml-syntax", "|")]),
        ("a: - 1\n", &[(1, 4, "yaml-syntax", "-")]),
        ("  a: 1\nb: 2\n", &[(2, 1, "yaml-syntax", "b")]),
        ("a: 1\n---\nb: 2\n", &[(2, 1, "yaml-documents", "-")]),
        ("a: 1\n...\nb: 2\n", &[(2, 1, "yaml-documents", ".")]),
        ("題: 1\n題: 2\n", &[(2, 1, "duplicate-key", "題")]),
        ("? [a]\n: 1\n", &[(1, 3, "bad-key", "[a]")]),
        ("<<: {a: 1}\n", &[(1, 1, "merge-key", "<<")]),
        ("題: \0\n", &[(1, 4, "control-character", "\0")]),
        (
            "題: \u{1b}[1m\u{7f}\n",
            &[
                (1, 4, "control-character", "\u{1b}"),
                (1, 8, "control-character", "\u{7f}"),
            ],
        ),
        ("&a [*a]\n", &[(1, 1, "nested-too-deep", "&")]),
        // Keys of any script: where the text cannot be read, ...
        (
            "p:\n  開催日：2024年\n  x: 1\n",
            &[(2, 6, "full-width-colon", "：")],
        ),
        (
            "p:\n  x: 1\n  開催日：2024年\n",
            &[(3, 6, "full-width-colon", "：")],
        ),
        (
            "会場：那覇\n日時: 10時\n",
            &[(1, 3, "full-width-colon", "：")],
        ),
        (
            "- 名前：山\n  所属: 県\n",
            &[(1, 5, "full-width-colon", "：")],
        ),
        (
            "# 注\n会場：那覇\n\n日時：10時\nx: 1\n",
            &[
                (2, 3, "full-width-colon", "："),
                (4, 3, "full-width-colon", "："),
            ],
        ),
        // ... is that text alone, ...
        ("会場：那覇\n", &[(1, 3, "full-width-colon", "：")]),
        // ... or a group in brackets follows.
        ("沖縄：{ja: 首里}\n", &[(1, 3, "full-width-colon", "：")]),
        (
            "t:\n  沖縄： {ja: 首里, zh: 里}\n",
            &[(2, 5, "full-width-colon", "：")],
        ),
        (
            "t:\n  a: 1\n  沖縄：{ja: 首里}\n",
            &[(3, 5, "full-width-colon", "：")],
        ),
        (
            "t:\n  沖縄：{ja：首里}\n",
            &[(2, 5, "full-width-colon", "：")],
        ),
        (
            "t: {会場：那覇, b: 1}\n",
            &[(1, 7, "full-width-colon", "：")],
        ),
        // What a text says does not explain what is wrong elsewhere.
        (
            "- 会場：那覇\n- a\n- x: [b\n",
            &[(3, 6, "yaml-syntax", "[")],
        ),
        (
            "p:\n  - 会場：那覇\n  - 日時：10時\n  - @山田\n",
            &[(4, 5, "yaml-syntax", "@")],
        ),
        (
            "p:\n  - note：x\n  - *印のある日\n",
            &[(3, 5, "yaml-syntax", "*")],
        ),
        (
            "d: 一\n  注意：席に\nt: a: b\n",
            &[(3, 5, "yaml-syntax", ":")],
        ),
        (
            "d: 一\n  注意：席に\nt: `x`\n",
            &[(3, 4, "yaml-syntax", "`")],
        ),
        (
            "d: 一\n  注意：席に\nt: a, b: c\n",
            &[(3, 8, "yaml-syntax", ":")],
        ),
        (
            "d: 一\n  注意：席に\n  t: a\n",
            &[(3, 4, "yaml-syntax", ":")],
        ),
        (
            "d: 一\n  注意：席に\nt: \"引用\" の後\nb: 1\n",
            &[(3, 9, "yaml-syntax", "の")],
        ),
        (
            "d:\n  - 注意：席に\n  - \"引用\" の後\n",
            &[(3, 10, "yaml-syntax", "の")],
        ),
        (
            "p:\n    - 会場：那覇\n  - 日時：10時\n",
            &[(3, 3, "yaml-syntax", "-")],
        ),
        ("- 会場：那覇\n- b\n  c: 1\n", &[(3, 4, "yaml-syntax", ":")]),
        (
            "a:\n  b:\n  - 会場：那覇\n  - 料金：400円\n x: 1\n",
            &[(5, 2, "yaml-syntax", "x")],
        ),
        (
            "a:\n  b: 1\n  担当：者: 山田\n x: 1\n",
            &[(4, 2, "yaml-syntax", "x")],
        ),
        (
            "d: 一\n  注意：席に\n題\nb: 1\n",
            &[(3, 1, "yaml-syntax", "題")],
        ),
        // What holds a list or a group, or stands before a comment, is a key.
        (
            "会場：\n  - a\n  - x: 1\n",
            &[(1, 3, "full-width-colon", "：")],
        ),
        (
            "p:\n  会場：\n    名: x\n",
            &[(2, 5, "full-width-colon", "：")],
        ),
        (
            "p:\n  会場：那覇\n  # 注\n  x: 1\n",
            &[(2, 5, "full-width-colon", "：")],
        ),
        (
            "- 会場：那覇\n- 名前：山\n  所属: 県\n",
            &[(2, 5, "full-width-colon", "：")],
        ),
        (
            "x: 1\n会場：那覇\n日時：10時\n",
            &[
                (2, 3, "full-width-colon", "："),
                (3, 3, "full-width-colon", "："),
            ],
        ),
        // Line breaks of YAML 1.1, which are text to YAML 1.2.
        (
            "a: b\u{2028}c: 1\n",
            &[(1, 5, "line-separator", "\u{2028}")],
        ),
        (
            "a: \"b\u{2029}\"\nc: d\u{85}\n",
            &[
                (1, 6, "line-separator", "\u{2029}"),
                (2, 5, "line-separator", "\u{85}"),
            ],
        ),
        // What nobody sees.
        (
            "\u{200B}a: 1\nb\u{AD}: 2\n\u{2060}c: 3\n",
            &[
                (1, 1, "invisible-character", "\u{200B}"),
                (2, 2, "invisible-character", "\u{AD}"),
                (3, 1, "invisible-character", "\u{2060}"),
            ],
        ),
        (
            "a: 1\n\u{200D}- b\n",
            &[(2, 1, "invisible-character", "\u{200D}")],
        ),
        // Controls that are written as escapes.
        (
            "a: [\"\\x07\", {b: \"\\uFFFE\"}]\n\"c\\0\": d\n",
            &[
                (1, 5, "control-character", "\"\\x07\""),
                (1, 17, "control-character", "\"\\uFFFE\""),
                (2, 1, "control-character", "\"c\\0\""),
            ],
        ),
        // A tab in a text of several lines.
        ("a: |\n  x\n\t\n  y\n", &[(3, 1, "tab-indent", "\t")]),
    ];
    for (text, expected) in rows {
        let found = places(text);
        let found: Vec<_> = found
            .iter()
            .map(|(line, column, code, marked)| (*line, *column, *code, marked.as_str()))
            .collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn colons_that_belong_to_text_are_left_alone() {
    let texts = [
        "a: 注意：これは\n",
        "a: |\n  note：x\n",
        "a:\n  注意：[仮]\n",
        "a:\n  注意：{仮}\n",
        "a: 'title：x'\n",
        "a:\n  NOTE：これは\n",
        "a:\n  - note：x\n",
        "times: [\n8：00,\n東京：駅の前\n]\n",
        "a: 12:30\n",
        "a: https://example.org\n",
        "a: |\n  x\n  \ty\n",
    ];
    for text in texts {
        assert_eq!(places(text), [], "{text}");
    }
}

#[test]
fn full_width_colon_says_what_to_write() {
    let problem = read("title：沖縄\n").diagnostics.remove(0);
    assert!(
        problem
            .help
            .unwrap()
            .starts_with("write `title: 沖縄` with a half-width colon and a space")
    );
}

#[test]
fn deep_nesting_is_refused() {
    let depth = 10_000;
    let indented: String = (0..1_000)
        .map(|at| format!("{}a:\n", " ".repeat(at)))
        .collect();
    let texts = [
        "[".repeat(depth),
        "[".repeat(depth) + &"]".repeat(depth),
        "a: ".to_owned() + &"{a: ".repeat(depth),
        "{".repeat(200) + &"}".repeat(200),
        "- ".repeat(depth),
        "? ".repeat(depth),
        indented,
    ];
    for text in texts {
        let Diagnosed { value, diagnostics } = read(&text);
        assert_eq!(value, None);
        let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["nested-too-deep"], "{}", &text[..20]);
    }
    // Before the library sees it, which takes quadratic time over brackets.
    let problem = read(&"[".repeat(depth)).diagnostics.remove(0);
    assert_eq!(problem.message, "more than 256 brackets are open here");
    let shallow = "[".repeat(100) + &"]".repeat(100);
    assert!(read(&shallow).diagnostics.is_empty());
}

#[test]
fn aliases_must_not_multiply() {
    let laughs: String = (1..30)
        .map(|at| {
            let before = format!("*a{}, ", at - 1).repeat(9);
            format!("a{at}: &a{at} [{before}]\n")
        })
        .collect();
    let wide_list = "x, ".repeat(10_000);
    let wide = format!("a: &a [{wide_list}]\nb: [{}]\n", "*a, ".repeat(10_000));
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(1_000)
    );
    for text in [format!("a0: &a0 [x]\n{laughs}"), wide, long] {
        let Diagnosed { value, diagnostics } = read(&text);
        assert_eq!(value, None);
        let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["alias-bomb"]);
        let place = diagnostics[0].place.as_ref().unwrap();
        assert!(place.text.as_ref().unwrap()[place.span.clone()].starts_with("*a"));
    }
}

#[test]
fn nothing_panics() {
    let whole = "題: \"一\\n\" # 注\nb: {c：d, e: [1, 'x''y', *a]}\n? |\n  三\n: &a\n\t- ー: 1\n---\n　x:y\n";
    for start in 0..whole.len() {
        for end in start..whole.len() {
            if let Some(part) = whole.get(start..end) {
                for problem in read(part).diagnostics {
                    let span = problem.place.unwrap().span;
                    assert!(part.get(span).is_some(), "{part:?}");
                }
            }
        }
    }
}
