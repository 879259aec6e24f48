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
    row(format!("{} x", "> ".repeat(10_000)), str![[""]]);
    row(format!("{}x", "- ".repeat(10_000)), str![[""]]);
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
    row("{{ <crad page=\"film/plan\" /> }}", str![[""]]);
    row("{{ <gallery /> }}", str![[""]]);
    row("{{ <card page=\"film/pla\" /> }}", str![[""]]);
    row("{{ <card /> }}", str![[""]]);
    row(
        "{{ <card page=\"film/plan\" colour=\"red\" /> }}",
        str![[""]],
    );
    row("{{ <card page=film/plan /> }}", str![[""]]);
    row("{{ <card page=\"film/plan\" }}", str![[""]]);
    row("{% <note> %}\n\n撮影は草原で行います。", str![[""]]);
    row("{% </note> %}", str![[""]]);
    row("{% <note> %}\n\n撮影\n\n{% </nota> %}", str![[""]]);
}

#[test]
fn texts_that_check_finds_fault_with() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.found_by_check(|site| body(site, text), said)
    };
    row("<img src=\"/favicon.svg\">", str![[""]]);
    row("# 計画\n\n撮影", str![[""]]);
    row("## 一 {#one}\n\n## 二 {#one}", str![[""]]);
    row("<p id=\"main\">撮影</p>", str![[""]]);
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
        str![[""]],
    );
}

#[test]
fn texts_worth_a_look() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.warning(|site| body(site, text), said);
    row("<div class=\"wide\">\n\n撮影", str![[""]]);
    row("撮影</div>", str![[""]]);
    row("<div><em>撮影</div></em>", str![[""]]);
}
