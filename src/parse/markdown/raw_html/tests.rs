use super::{MOST_REPORTED, Partner, RawHtml, Unclosed};

fn read(html: &str) -> super::Findings {
    let mut raw = RawHtml::default();
    raw.push(html, 100..100 + html.len());
    raw.findings(&[])
}

#[test]
fn tags_without_a_partner() {
    use Partner::{NoEnd, NoStart};
    for (html, expected) in [
        ("<div><p>a<br></div>", vec![]),
        ("<ul><li>a<li>b</ul><img alt>", vec![]),
        ("<svg><path d=\"x\"/></svg><svg/>", vec![]),
        ("<script>if (a < b) { '<div>' }</script>", vec![]),
        ("<!-- <div> -->", vec![]),
        ("<div>", vec![("div", NoEnd, 100..105)]),
        ("a</b>", vec![("b", NoStart, 101..105)]),
        ("<i><b></i>", vec![("b", NoEnd, 103..106)]),
        ("<div/>", vec![("div", NoEnd, 100..106)]),
        ("<svg><title/><style/><script/></svg><b></b>", vec![]),
        ("<svg><title>a<b></b></title></svg>", vec![]),
        ("<math><title/></math><title><b></title>", vec![]),
        ("<object><param name=a><frame></object>", vec![]),
        ("</br>", vec![("br", NoStart, 100..105)]),
        ("<DIV></div>", vec![]),
    ] {
        let found: Vec<_> = read(html)
            .imbalance
            .into_iter()
            .map(|tag| (tag.name, tag.kind, tag.span))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, kind, span)| (name.to_owned(), kind, span))
            .collect();
        assert_eq!(found, expected, "{html}");
    }
}

#[test]
fn what_is_open_where_a_block_ends() {
    use Unclosed::{Comment, Quote, Tag};
    for (blocks, expected) in [
        (vec!["<!-- a -->", "<p class=\"x\">"], vec![]),
        (
            vec!["<!-->", "<!--->", "<!-- a --!>", "<?a?>", "<!A>"],
            vec![],
        ),
        (vec!["<p title=\"a > b\" lang=en>", "x"], vec![]),
        (vec!["<script>a = \"<!-- \";</script>", "x"], vec![]),
        (vec!["b <!-- a"], vec![(Comment, "<!--")]),
        (vec!["<!-- a >"], vec![(Comment, "<!--")]),
        (vec!["<b><!-- a", "</b><!-- c -->"], vec![(Comment, "<!--")]),
        (vec!["<p class=\"x>"], vec![(Quote('"'), "\"x>")]),
        (
            vec!["<p lang='b' class = 'x>", "y' z>"],
            vec![(Quote('\''), "'x>")],
        ),
        (vec!["</p class=\"x>"], vec![(Quote('"'), "\"x>")]),
        (vec!["a <div\nlang=en"], vec![(Tag, "<div\n")]),
        (vec!["<div", ">"], vec![(Tag, "<div")]),
        (vec!["<?php a"], vec![(Tag, "<?php")]),
    ] {
        let mut raw = RawHtml::default();
        let mut at = 100;
        for block in &blocks {
            raw.push(block, at..at + block.len());
            raw.end_block();
            at += block.len();
        }
        let file = format!("{}{}", " ".repeat(100), blocks.concat());
        let found = raw.findings(&[]).unclosed;
        assert_eq!(found.len(), expected.len(), "{blocks:?}");
        for ((kind, span), (expected, text)) in found.into_iter().zip(expected) {
            assert_eq!(kind, expected, "{blocks:?}");
            assert!(file[span.start..].starts_with(text), "{blocks:?}");
            assert!(!span.is_empty(), "{blocks:?}");
        }
    }
}

#[test]
fn much_that_is_not_closed_is_reported_in_part() {
    let mut raw = RawHtml::default();
    for at in 0..1000 {
        raw.push("<?a", at * 3..at * 3 + 3);
        raw.end_block();
        raw.push(">", at * 3..at * 3 + 1);
    }
    assert_eq!(raw.findings(&[]).unclosed.len(), MOST_REPORTED);
}

#[test]
fn ids_and_alt() {
    let found = read("<p id=\"a&amp;b\"><a name=c></a><img src=x><img alt=''></p>");
    assert_eq!(
        found.ids,
        [("a&b".to_owned(), 100..116), ("c".to_owned(), 116..126)]
    );
    assert_eq!(found.without_alt, vec![130..141; 1]);
    let found = read("<area><area href=a><area href=a alt=b><input type=Image><input type=text>");
    let spans: Vec<_> = found.without_alt.iter().map(|span| span.start).collect();
    assert_eq!(spans, [106, 138]);
}

#[test]
fn spans_of_parts_that_lie_apart() {
    let mut raw = RawHtml::default();
    raw.push("<b>", 10..13);
    raw.push("</i>", 50..54);
    let found = raw.findings(&[]);
    assert_eq!(
        found
            .imbalance
            .iter()
            .map(|tag| tag.span.clone())
            .collect::<Vec<_>>(),
        [50..54, 10..13]
    );
}

#[test]
fn many_stray_tags_are_reported_in_part() {
    let html = "<b></i>".repeat(50_000);
    assert_eq!(read(&html).imbalance.len(), super::MOST_REPORTED);
}
