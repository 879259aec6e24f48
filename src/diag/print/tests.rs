use std::ops::Range;
use std::sync::Arc;

use super::*;
use crate::diag::Place;

fn place(path: &str, text: &str, marked: &str, label: &str) -> Place {
    let start = text.find(marked).unwrap();
    place_at(path, text, start..start + marked.len(), label)
}

fn place_at(path: &str, text: &str, span: Range<usize>, label: &str) -> Place {
    Place {
        path: path.into(),
        text: Some(Arc::from(text)),
        span,
        label: label.into(),
    }
}

fn error_at(place: Place) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("unknown-key", "this key is not known");
    diagnostic.place = Some(place);
    diagnostic
}

fn plain(diagnostic: Diagnostic) -> String {
    human(&[diagnostic], Strictness::Lenient, false, 80)
}

const PAGE: &str = "---\ntitle: 映画の計画\nｓlug: あ\n---\n\n本文\n";

#[test]
fn frames() {
    let rows: [(Diagnostic, &str); 9] = [
        (
            error_at(place("content/film/plan.ja.md", PAGE, "計画", "この語"))
                .help("write `slug`\nin ASCII letters"),
            "error[unknown-key]: this key is not known
 --> content/film/plan.ja.md:2:11
  |
2 | title: 映画の計画
  |              ^^^^ この語
  |
  = help: write `slug`
          in ASCII letters

1 error
",
        ),
        // Tabs, combining marks and half-width kana.
        (
            error_at(place("a.md", "\tか\u{3099}ｶﾞx", "x", "")),
            "error[unknown-key]: this key is not known
 --> a.md:1:6
  |
1 |     か\u{3099}ｶﾞx
  |         ^

1 error
",
        ),
        // The end of the file, after its last line break.
        (
            error_at(place_at("a.md", PAGE, PAGE.len()..PAGE.len(), "not closed")),
            "error[unknown-key]: this key is not known
 --> a.md:7:1
  |
7 |
  | ^ not closed

1 error
",
        ),
        // Another place in the same file, and one in another.
        (
            error_at(place("a.ja.md", PAGE, "ｓlug", "second"))
                .related(place("a.ja.md", PAGE, "title", "first"))
                .related(place("b.zh.md", "标题：x\n", "：", ""))
                .help("remove one"),
            "error[unknown-key]: this key is not known
 --> a.ja.md:3:1
  |
3 | ｓlug: あ
  | ^^^^^ second
  |
 ::: a.ja.md:2:1
  |
2 | title: 映画の計画
  | ----- first
  |
 ::: b.zh.md:1:3
  |
1 | 标题：x
  |     --
  |
  = help: remove one

1 error
",
        ),
        // Several lines.
        (
            error_at(place("a.ja.md", PAGE, "映画の計画\nｓlug", "these")),
            "error[unknown-key]: this key is not known
 --> a.ja.md:2:8
  |
2 |   title: 映画の計画
  |  ________^
3 | | ｓlug: あ
  | |_____^ these

1 error
",
        ),
        // A line with its line break is one line.
        (
            error_at(place("a.ja.md", PAGE, "本文\n", "")),
            "error[unknown-key]: this key is not known
 --> a.ja.md:6:1
  |
6 | 本文
  | ^^^^

1 error
",
        ),
        // More lines than are worth showing: the first.
        (
            error_at(place_at("a.md", &"一行\n".repeat(10), 0..70, "from here")),
            "error[unknown-key]: this key is not known
 --> a.md:1:1
  |
1 | 一行
  | ^^^^ from here

1 error
",
        ),
        (
            Diagnostic::warning("unreadable", "the file cannot be read").in_file("content/x.md"),
            "warning[unreadable]: the file cannot be read
--> content/x.md

1 warning
",
        ),
        (
            Diagnostic::finding("no-place", "something is wrong").help("mend it"),
            "warning[no-place]: something is wrong
 |
 = help: mend it

1 warning
",
        ),
    ];
    for (diagnostic, expected) in rows {
        let printed: String = plain(diagnostic)
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect();
        assert_eq!(printed, expected, "\n{printed}");
    }
}

#[test]
fn long_lines_are_cut_around_the_mark_and_columns_stay_true() {
    let text = format!("x\n{}ここ{}", "沖".repeat(5000), "縄y".repeat(4000));
    assert_eq!(
        plain(error_at(place("a.md", &text, "ここ", "here"))),
        "error[unknown-key]: this key is not known
 --> a.md:2:5001
  |
2 | ... 沖沖沖沖沖沖沖沖沖沖沖沖沖沖ここ縄y縄y縄y縄y縄y縄y縄y縄y縄y縄y縄y縄y...
  |                                 ^^^^ here

1 error
"
    );
    let all = plain(error_at(place_at("a.md", &text, 2..text.len(), "")));
    assert!(all.lines().all(|line| line.chars().count() <= 80), "{all}");
}

#[test]
fn only_the_needed_lines_of_a_large_file_are_laid_out() {
    let text = "あいうえお\n".repeat(1 << 19) + "ここ\n";
    let frame = frame::frame(&text, text.len() - 7..text.len() - 1, 60);
    assert_eq!((&*frame.text, frame.span, frame.column), ("ここ", 0..6, 1));
    let line = "あ".repeat(1 << 20);
    assert!(frame::frame(&line, 1 << 20..line.len(), 60).text.len() < 4000);
}

#[test]
fn offsets_inside_of_a_character_and_beyond_the_end_do_no_harm() {
    for start in 0..PAGE.len() + 3 {
        for end in [0, start, start + 1, start + 40, usize::MAX] {
            let printed = plain(error_at(place_at("a.md", PAGE, start..end, "x")));
            assert!(printed.contains(" --> a.md:"), "{printed}");
        }
    }
}

#[test]
fn what_is_hostile_is_shown_and_never_sent() {
    let text = "title: \u{1b}]0;owned\u{7}\u{9b}31m\u{202e}fdp\r\u{7f}x\n";
    let mut hostile = error_at(place("a\u{1b}[2J\n.md", text, "x", "\u{1b}[5m\nlabel"));
    hostile.message = "bad \u{1b}[31m\rvalue\nsecond line".into();
    let hostile = hostile.help("not \u{9b}2J");
    assert_eq!(
        plain(hostile.clone()),
        "error[unknown-key]: bad ␛[31m␍value
                    second line
 --> a␛[2J␊.md:1:28
  |
1 | title: ␛]0;owned␇�31m�fdp␍␡x
  |                            ^ ␛[5m␊label
  |
  = help: not �2J

1 error
"
    );
    let outputs = [
        json(std::slice::from_ref(&hostile), Strictness::Lenient),
        github(std::slice::from_ref(&hostile), Strictness::Lenient),
        sarif(std::slice::from_ref(&hostile), Strictness::Lenient),
    ];
    for output in outputs {
        let steering = |char: char| char != '\n' && visible::visible_char(char) != char;
        assert!(!output.contains(steering), "{output:?}");
    }
    let value: serde_json::Value =
        serde_json::from_str(&json(std::slice::from_ref(&hostile), Strictness::Lenient)).unwrap();
    assert_eq!(
        value["diagnostics"][0]["message"], hostile.message,
        "JSON loses nothing"
    );
}

#[test]
fn colour_only_where_asked_for() {
    let diagnostic = [Diagnostic::error("a", "b")];
    assert!(human(&diagnostic, Strictness::Lenient, true, 80).contains('\u{1b}'));
    assert!(!human(&diagnostic, Strictness::Lenient, false, 80).contains('\u{1b}'));
}

#[test]
fn counts() {
    let three = [
        Diagnostic::error("a", ""),
        Diagnostic::finding("b", ""),
        Diagnostic::warning("c", ""),
    ];
    let rows = [
        (&three[..], Strictness::Lenient, "1 error, 2 warnings"),
        (&three[..], Strictness::Strict, "2 errors, 1 warning"),
        (&three[2..], Strictness::Strict, "1 warning"),
        (&three[..1], Strictness::Strict, "1 error"),
        (&[], Strictness::Strict, "no problems"),
    ];
    for (diagnostics, strictness, expected) in rows {
        assert_eq!(Counts::of(diagnostics, strictness).to_string(), expected);
    }
    assert_eq!(human(&[], Strictness::Strict, false, 80), "");
}

fn machine_readable() -> [Diagnostic; 2] {
    [
        error_at(place("content/映画, 1%.ja.md", PAGE, "計画", "この語"))
            .help("write: `slug`,\n100% ASCII")
            .related(place("a.md", "x\n", "x", "first")),
        Diagnostic::finding("no-place", "something"),
    ]
}

#[test]
fn json_names_are_stable() {
    assert_eq!(
        json(&machine_readable(), Strictness::Strict),
        r#"{
  "diagnostics": [
    {
      "severity": "error",
      "code": "unknown-key",
      "message": "this key is not known",
      "path": "content/映画, 1%.ja.md",
      "line": 2,
      "column": 11,
      "end_line": 2,
      "end_column": 13,
      "help": "write: `slug`,\n100% ASCII",
      "related": [
        {
          "path": "a.md",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 2,
          "label": "first"
        }
      ]
    },
    {
      "severity": "error",
      "code": "no-place",
      "message": "something",
      "path": null,
      "line": null,
      "column": null,
      "end_line": null,
      "end_column": null,
      "help": null,
      "related": []
    }
  ],
  "errors": 2,
  "warnings": 0
}
"#
    );
    assert_eq!(
        json(&[], Strictness::Lenient),
        "{\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n"
    );
}

#[test]
fn github_escapes_what_its_syntax_needs() {
    assert_eq!(
        github(&machine_readable(), Strictness::Lenient),
        "::error file=content/映画%2C 1%25.ja.md,line=2,endLine=2,col=11,endColumn=13,title=unknown-key::\
         this key is not known%0Ahelp: write: `slug`,%0A100%25 ASCII\n\
         ::warning title=no-place::something\n"
    );
    let two_lines = error_at(place("a.md", PAGE, "映画の計画\nｓlug", ""));
    assert_eq!(
        github(&[two_lines], Strictness::Lenient),
        "::error file=a.md,line=2,endLine=3,col=8,title=unknown-key::this key is not known\n"
    );
}

#[test]
fn sarif_is_a_log_with_one_run() {
    let log: serde_json::Value =
        serde_json::from_str(&sarif(&machine_readable(), Strictness::Lenient)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(
        run["tool"]["driver"]["rules"],
        serde_json::json!([{"id": "no-place"}, {"id": "unknown-key"}])
    );
    assert_eq!(
        run["results"],
        serde_json::json!([
            {
                "ruleId": "unknown-key",
                "ruleIndex": 1,
                "level": "error",
                "message": {"text": "this key is not known\nhelp: write: `slug`,\n100% ASCII"},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": "content/%E6%98%A0%E7%94%BB%2C%201%25.ja.md"},
                    "region": {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 13},
                }}],
                "relatedLocations": [{
                    "id": 0,
                    "message": {"text": "first"},
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a.md"},
                        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2},
                    },
                }],
            },
            {
                "ruleId": "no-place",
                "ruleIndex": 0,
                "level": "warning",
                "message": {"text": "something"},
            },
        ])
    );
}
