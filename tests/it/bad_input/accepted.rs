//! What is accepted in silence: it means the same to everyone, and to an editor it is invisible.

use super::Published;

#[test]
fn byte_order_marks_and_crlf() {
    let published = Published::new();
    let site = &published.site;
    for path in published.sources.keys() {
        let text = site.read(path).replace('\n', "\r\n");
        site.write(path, &format!("\u{FEFF}{text}"));
    }
    site.build().assert_status(0).assert_stderr("");
    site.check().assert_status(0);
    published.assert_untouched();
}

#[test]
fn names_in_nfd() {
    // か + U+3099, as macOS stores が.
    let (nfd, nfc) = ("か\u{3099}くせい", "がくせい");
    let published = Published::new();
    let site = &published.site;
    for lang in ["ja", "zh", "en"] {
        site.write(
            &format!("content/film/{nfd}.{lang}.md"),
            &format!("---\ntitle: {nfd}\n---\n\n[{nfd}](../{nfd}.md)\n"),
        );
        site.write(
            &format!("content/{nfd}.{lang}.md"),
            &format!("---\ntitle: {nfd}\n---\n\n[{nfc}](film/{nfc}.md)\n"),
        );
    }
    site.build().assert_status(0).assert_stderr("");
    site.check().assert_status(0);
    for path in [
        format!("ja/{nfc}/index.html"),
        format!("ja/film/{nfc}/index.html"),
    ] {
        let page = site.public(&path);
        assert!(
            page.contains("/%E3%81%8C%E3%81%8F%E3%81%9B%E3%81%84/"),
            "{page}"
        );
        assert!(!page.contains("%E3%82%99"), "{page}");
    }
    for path in site.bytes_of_tree("public").keys() {
        assert!(!path.contains('\u{3099}'), "{path:?}");
    }
}

#[test]
fn empty_texts_and_no_final_line_break() {
    let published = Published::new();
    let site = &published.site;
    site.write("content/film/plan.ja.md", "---\ntitle: 計画\n---")
        .write("content/film/plan.zh.md", "---\ntitle: 计划\n---\n")
        .write("content/film/plan.en.md", "---\ntitle: Plan\n---\n\n\n");
    site.build().assert_status(0).assert_stderr("");
}
