//! Code of all languages that the binary can have.

use super::{Highlighter, LONGEST};

/// Text without tags, unescaped as far as the tests need it.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for char in html.chars() {
        match char {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(char),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn every_language_colours_and_keeps_the_code() {
    let highlighter = Highlighter::new();
    for (language, code, class) in [
        ("bash", "if true; then echo \"沖縄\"; fi\n", "hl-keyword"),
        ("sh", "echo hi # 注\n", "hl-comment"),
        ("css", "a { color: red; }\n", "hl-property"),
        (
            "html",
            "<p class=\"x\">&amp;</p>\n<style>a{color:red}</style>\n",
            "hl-tag",
        ),
        ("js", "const a = \"b\" && 1;\n", "hl-keyword"),
        ("json", "{\"a\": [1, true]}\n", "hl-number"),
        ("json", "{\"a\": [1, true]}\n", "hl-property"),
        ("py", "def f(x):\n    return 'é'\n", "hl-keyword"),
        ("Rust", "fn main() -> u8 { 1 }\n", "hl-keyword"),
        ("toml", "a = \"b\" # c\n", "hl-string"),
        ("yml", "a: b # c\n", "hl-property"),
    ] {
        let html = highlighter.highlight(language, code).expect(language);
        assert!(html.contains(class), "{language}: {html}");
        assert!(!html.contains("style="), "{language}: {html}");
        assert_eq!(text(&html), code, "{language}");
    }
}

#[test]
fn names_in_rust_are_coloured_by_what_they_name() {
    let html = Highlighter::new()
        .highlight(
            "rust",
            "/// Doc\nfn a(b: &'c Vec<u8>) { d::e(F_G, H::I).j::<K>(self.l, m!()) }\n",
        )
        .expect("rust");
    for (name, class) in [
        (" Doc\n", "hl-comment hl-comment-documentation"),
        ("a", "hl-function"),
        ("b", "hl-variable hl-variable-parameter"),
        ("c", "hl-attribute"),
        ("Vec", "hl-type"),
        ("u8", "hl-type hl-type-builtin"),
        ("e", "hl-function"),
        ("F_G", "hl-constant"),
        ("H", "hl-type hl-type-constructor"),
        ("j", "hl-function hl-function-method"),
        ("K", "hl-type"),
        ("self", "hl-variable hl-variable-builtin"),
        ("l", "hl-property"),
        ("m", "hl-function hl-function-macro"),
    ] {
        let span = format!("<span class=\"{class}\">{name}</span>");
        assert!(html.contains(&span), "{span}: {html}");
    }
}

#[test]
fn injected_styles_are_coloured() {
    let html = Highlighter::new()
        .highlight("html", "<style>a{color:red}</style>")
        .expect("html");
    assert!(html.contains("hl-property\">color"), "{html}");
}

#[test]
fn unknown_and_very_long_code_stays_plain() {
    let highlighter = Highlighter::new();
    assert_eq!(highlighter.highlight("brainfuck", "+++"), None);
    assert_eq!(
        highlighter.highlight("json", &"1".repeat(LONGEST + 1)),
        None
    );
    assert_eq!(highlighter.highlight("rust", &"(".repeat(5_000)), None);
    assert_eq!(highlighter.highlight("yaml", &"- ".repeat(300)), None);
    assert!(highlighter.highlight("yaml", &"- ".repeat(100)).is_some());
}

#[test]
fn nothing_waits_for_grammars_that_are_ready() {
    let highlighter = Highlighter::new();
    let text = "a\n```json\n1\n```\n";
    assert!(!highlighter.may_wait(text));
    std::thread::scope(|scope| {
        let preparing = scope.spawn(|| highlighter.highlight("rust", "fn"));
        while !preparing.is_finished() && !highlighter.may_wait(text) {}
        assert!(!highlighter.may_wait("a `b`\n"));
    });
    assert!(!highlighter.may_wait(text));
}

/// Their hashes are often the same.
#[test]
fn snippets_that_look_alike_are_told_apart() {
    let highlighter = Highlighter::new();
    for number in 0..11_000 {
        let code = format!("int a{number} = 1;\n");
        let html = highlighter.highlight("bash", &code).expect("bash");
        assert_eq!(text(&html), code);
    }
}

#[test]
fn a_snippet_is_coloured_once() {
    let highlighter = Highlighter::new();
    let first = highlighter.highlight("json", "[1]").expect("json");
    let second = highlighter.highlight("json", "[1]").expect("json");
    assert!(std::sync::Arc::ptr_eq(&first, &second));
}
