//! What a site may have otherwise.

use serde_json::json;

use super::{Texts, measure};

const TEXT: &str = "---\ntitle: 見本\n---\n\n直接\n\n「直接」\n\n- 直接\n\n  直接\n\n直接<ruby>直<rt>ちょく</rt></ruby>\n\n<p><img src=\"data:,\" alt=\"wide\" width=\"900\" height=\"9\"></p>\n";

/// By how much of a character the beginning of each paragraph is moved, and how far paragraphs are apart.
const SEEN: &str = "({
    indents: [...document.querySelectorAll('.prose p')].map(p => ((characters(p)[0] ?? p.firstChild.getBoundingClientRect()).left - p.getBoundingClientRect().left) / size(p)).map(em => Math.round(em * 10) / 10),
    gap: one('.prose p + p').getBoundingClientRect().top - one('.prose p').getBoundingClientRect().bottom > 5,
    end: one('.prose ul').getBoundingClientRect().top - one('.prose p + p').getBoundingClientRect().bottom > 5,
})";

#[test]
fn paragraphs_begin_with_an_indent_where_the_site_says_so() {
    let on = "params: {theme: {indent: true}}\n";
    let rows = [
        ("", "ja", 0.0, true),
        ("", "zh", 0.0, true),
        ("params: {theme: {indent: false}}\n", "ja", 0.0, true),
        ("params: {other: 1}\n", "ja", 0.0, true),
        (on, "ja", 1.0, false),
        (on, "zh", 2.0, false),
        (on, "en", 0.0, true),
    ];
    for (params, language, indent, gap) in rows {
        let Some(mut site) = Texts::start_with([TEXT, TEXT, TEXT], params) else {
            return;
        };
        let seen = site.go(language).value(&measure(SEEN));
        let expected =
            json!({"indents": [indent, indent, 0.0, 0.0, indent, 0.0], "gap": gap, "end": true});
        assert_eq!(
            seen.to_string(),
            expected.to_string().replace(".0", ""),
            "{params} {language}"
        );
    }
}
