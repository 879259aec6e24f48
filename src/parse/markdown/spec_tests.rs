//! The examples of the CommonMark specification, through the code that pages go through.

use std::sync::Arc;

use super::{Highlighter, Input, MarkdownOptions, parse};

#[derive(serde::Deserialize)]
struct Spec {
    examples: Vec<Example>,
}

#[derive(serde::Deserialize)]
struct Example {
    number: u32,
    markdown: String,
    html: String,
}

fn render(markdown: &str) -> String {
    let text: Arc<str> = markdown.into();
    let parsed = parse(&Input {
        path: &"spec.md".into(),
        text: &text,
        body: 0..text.len(),
        options: &MarkdownOptions::commonmark(),
        wants_excerpt: true,
        highlighter: &Highlighter::new(),
    });
    assert_eq!(parsed.diagnostics, [], "{markdown}");
    parsed.value.to_html_unresolved()
}

#[test]
fn all_652_examples() {
    let spec: Spec =
        serde_json::from_str(include_str!("../../../tests/data/commonmark-0.31.2.json"))
            .expect("examples");
    assert_eq!(spec.examples.len(), 652);
    let failed: Vec<String> = spec
        .examples
        .iter()
        .filter_map(|example| {
            let html = render(&example.markdown);
            // The specification's own runner takes `&quot;` in text for what it stands for.
            (html.replace("&quot;", "\"") != example.html.replace("&quot;", "\"")).then(|| {
                format!(
                    "{}: {:?}\n  expected {:?}\n  found    {:?}",
                    example.number, example.markdown, example.html, html
                )
            })
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} examples differ:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
