//! Ruby in finished HTML, for what shows the base alone.

use std::borrow::Cow;
use std::ops::Range;

const START: &str = "<ruby>";

const END: &str = "</ruby>";

/// Whether ruby stands in the HTML.
pub(super) fn is_in(html: &str) -> bool {
    html.contains(START)
}

/// The bytes of each ruby in HTML that Markdown gave.
pub(super) fn spans(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(start) = html[position..].find(START) {
        let start = position + start;
        let Some(end) = html[start..].find(END) else {
            break;
        };
        position = start + end + END.len();
        found.push(start..position);
    }
    found
}

/// The HTML with the base in place of each ruby.
pub(super) fn stripped(html: &str) -> Cow<'_, str> {
    let spans = spans(html);
    if spans.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut stripped = String::with_capacity(html.len());
    let mut position = 0;
    for span in spans {
        stripped.push_str(&html[position..span.start]);
        push_base(
            &html[span.start + START.len()..span.end - END.len()],
            &mut stripped,
        );
        position = span.end;
    }
    stripped.push_str(&html[position..]);
    Cow::Owned(stripped)
}

/// What stands between `<ruby>` and `</ruby>` without readings and their parentheses.
fn push_base(inside: &str, base: &mut String) {
    let mut rest = inside;
    while let Some(start) = rest.find("<r") {
        let (end, length) = match (rest[start..].find("</rt>"), rest[start..].find("</rp>")) {
            _ if !is_reading(&rest[start..]) => (None, 0),
            (rt, rp) if rest[start..].starts_with("<rp") => (rp.or(rt), "</rp>".len()),
            (rt, _) => (rt, "</rt>".len()),
        };
        base.push_str(&rest[..start]);
        match end {
            Some(end) => rest = &rest[start + end + length..],
            None => {
                base.push_str("<r");
                rest = &rest[start + "<r".len()..];
            }
        }
    }
    base.push_str(rest);
}

fn is_reading(tag: &str) -> bool {
    ["<rt>", "<rt ", "<rp>", "<rp "]
        .iter()
        .any(|start| tag.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::stripped;

    #[test]
    fn bases() {
        for (html, expected) in [
            (
                "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt></rt></ruby>と</p>",
                "<p>漢字と</p>",
            ),
            (
                "<ruby>北京<rp>(</rp><rt lang=\"zh-Latn-pinyin\">Běijīng</rt><rp>)</rp></ruby>",
                "北京",
            ),
            (
                "<ruby><b>字</b><rt>じ</ruby><ruby>",
                "<b>字</b><rt>じ<ruby>",
            ),
            ("<ruby>a<rp>b</ruby>", "a<rp>b"),
            ("字", "字"),
        ] {
            assert_eq!(stripped(html), expected, "{html}");
        }
    }
}
