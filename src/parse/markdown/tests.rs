mod calls;
mod headings;
mod notes;
mod raw_html;

use std::sync::Arc;

use proptest::prelude::*;

use super::{Highlighter, Input, MarkdownOptions, parse};
use crate::config::{Language, MarkdownConfig, SoftBreaks};
use crate::diag::Diagnosed;
use crate::parse::{Body, Piece};

fn options() -> MarkdownOptions {
    of_language("en")
}

fn of_language(tag: &str) -> MarkdownOptions {
    let language = Language {
        code: tag.to_owned(),
        name: tag.to_owned(),
        tag: tag.to_owned(),
        soft_breaks: SoftBreaks::Keep,
        fallback: Vec::new(),
    };
    let markdown = MarkdownConfig {
        math: false,
        highlight: true,
    };
    MarkdownOptions::site(markdown, &language)
}

fn parse_with(options: MarkdownOptions, markdown: &str) -> Diagnosed<Body> {
    // Something stands before the body, as front matter does, so that a span that forgets its offset shows.
    let text: Arc<str> = format!("---\n{markdown}").into();
    parse(&Input {
        path: &"content/a.md".into(),
        text: &text,
        body: 4..text.len(),
        options: &options,
        wants_excerpt: true,
        highlighter: &Highlighter::new(),
    })
}

fn parsed(markdown: &str) -> Diagnosed<Body> {
    let parsed = parse_with(options(), markdown);
    well_formed(&parsed);
    parsed
}

/// HTML of a body that has no problems, components shown as `‹name arguments›` … `‹/name›`.
fn html(markdown: &str) -> String {
    let parsed = parsed(markdown);
    assert_eq!(parsed.diagnostics, [], "{markdown}");
    show(&parsed.value.pieces)
}

fn show(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Component(component) => {
                let arguments: String = component
                    .arguments
                    .iter()
                    .map(|(name, value)| format!(" {name}={value}"))
                    .collect();
                match &component.body {
                    None => format!("‹{}{arguments}›", component.name),
                    Some(body) => format!(
                        "‹{}{arguments}›{}‹/{}›",
                        component.name,
                        show(body),
                        component.name
                    ),
                }
            }
            Piece::Message { key } => format!("«{key}»"),
            Piece::Backlink { number, nth } => format!("«{number}-{nth}»"),
            piece => Body {
                pieces: vec![piece.clone()],
                ..Body::default()
            }
            .to_html_unresolved(),
        })
        .collect()
}

/// Problems as `code "text at fault"`, in order of place.
fn problems(markdown: &str) -> Vec<String> {
    let mut found = parsed(markdown).diagnostics;
    crate::diag::sort(&mut found);
    found
        .into_iter()
        .map(|problem| {
            let place = problem.place.expect("place");
            format!(
                "{} {:?}",
                problem.code,
                &place.text.expect("text")[place.span]
            )
        })
        .collect()
}

#[track_caller]
fn assert_html(rows: &[(&str, &str)]) {
    for (markdown, expected) in rows {
        assert_eq!(html(markdown), *expected, "{markdown}");
    }
}

#[test]
fn tables_have_classes_and_scopes() {
    assert_html(&[
        (
            "| 費 | b | c | d |\n|:--|:-:|--:|---|\n| 1 | *2* | 3 | |",
            "<div class=\"table-scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-left\">費</th>\n<th scope=\"col\" class=\"align-center\">b</th>\n<th scope=\"col\" class=\"align-right\">c</th>\n<th scope=\"col\">d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-left\">1</td>\n<td class=\"align-center\"><em>2</em></td>\n<td class=\"align-right\">3</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n</div>\n",
        ),
        (
            "| a |\n|---|",
            "<div class=\"table-scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
        ),
    ]);
}

#[test]
fn tasks_are_labelled() {
    assert_html(&[
        (
            "- [ ] a *b*\n- [x] [c](d)\n  - e",
            "<ul class=\"task-list\">\n<li class=\"task-list-item\"><label><input type=\"checkbox\" disabled> a <em>b</em></label></li>\n<li class=\"task-list-item\"><label><input type=\"checkbox\" disabled checked> <a href=\"d\">c</a></label>\n<ul>\n<li>e</li>\n</ul>\n</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n  ---",
            "<ul class=\"task-list\">\n<li class=\"task-list-item\">\n<h2 id=\"a\"><label><input type=\"checkbox\" disabled> a</label></h2>\n</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n  : b",
            "<ul class=\"task-list\">\n<li class=\"task-list-item\">\n<dl>\n<dt><label><input type=\"checkbox\" disabled> a</label></dt>\n<dd>b</dd>\n</dl>\n</li>\n</ul>\n",
        ),
        (
            "- plain\n\n- [ ] task",
            "<ul class=\"task-list\">\n<li>\n<p>plain</p>\n</li>\n<li class=\"task-list-item\">\n<p><label><input type=\"checkbox\" disabled> task</label></p>\n</li>\n</ul>\n",
        ),
    ]);
}

#[test]
fn alerts_and_definitions() {
    assert_html(&[
        (
            "> [!WARNING]\n> 注意",
            "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">«alert-warning»</p>\n<p>注意</p>\n</div>\n",
        ),
        (
            "術語\n: 説明",
            "<dl>\n<dt>術語</dt>\n<dd>説明</dd>\n</dl>\n",
        ),
        ("~~a~~", "<p><del>a</del></p>\n"),
    ]);
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    assert_html(&[(
        "[^b]: *B*[^c]\n[^a]: A\n[^c]: C\n\nx[^a] y[^B] z[^a]",
        "<p>x<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> y<sup class=\"footnote-reference\" id=\"fnref-2\"><a href=\"#fn-2\" role=\"doc-noteref\">2</a></sup> z<sup class=\"footnote-reference\" id=\"fnref-1-2\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"«footnotes-title»\">\n<ol>\n\
         <li id=\"fn-1\">\n<p>A <a href=\"#fnref-1\" class=\"footnote-backlink\" role=\"doc-backlink\" aria-label=\"«1-1»\">↩\u{FE0E}</a> <a href=\"#fnref-1-2\" class=\"footnote-backlink\" role=\"doc-backlink\" aria-label=\"«1-2»\">↩\u{FE0E}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn-2\">\n<p><em>B</em><sup class=\"footnote-reference\" id=\"fnref-3\"><a href=\"#fn-3\" role=\"doc-noteref\">3</a></sup> <a href=\"#fnref-2\" class=\"footnote-backlink\" role=\"doc-backlink\" aria-label=\"«2-1»\">↩\u{FE0E}</a></p>\n</li>\n\
         <li id=\"fn-3\">\n<p>C <a href=\"#fnref-3\" class=\"footnote-backlink\" role=\"doc-backlink\" aria-label=\"«3-1»\">↩\u{FE0E}</a></p>\n</li>\n</ol>\n</section>\n",
    )]);
    assert_eq!(
        parsed("x[^a]\n\n[^a]: A")
            .value
            .anchors
            .iter()
            .map(|id| &**id)
            .collect::<Vec<_>>(),
        ["fn-1", "fnref-1"]
    );
}

#[test]
fn odd_footnotes() {
    // Notes that refer to each other, and to themselves.
    let circle = html("a[^x]\n\n[^x]: X[^y]\n[^y]: Y[^x][^y]");
    assert_eq!(circle.matches("<li id=").count(), 2, "{circle}");
    assert_eq!(
        circle.matches("role=\"doc-noteref\"").count(),
        circle.matches("role=\"doc-backlink\"").count()
    );
    let list = html("a[^x]\n\n[^x]:\n    - item");
    assert!(list.contains("</ul>\n <a href=\"#fnref-1\""), "{list}");
    for (markdown, expected) in [
        ("[^a]: A", vec![r#"unused-footnote "[^a]: A""#]),
        (
            "[^a]: A[^b]\n[^b]: B[^a]",
            vec![
                r#"unused-footnote "[^a]: A[^b]""#,
                r#"unused-footnote "[^b]: B[^a]""#,
            ],
        ),
        (
            "x[^a]\n\n[^a]: A\n[^A]: B",
            vec![r#"duplicate-footnote "[^A]: B""#],
        ),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[cfg(feature = "lang-json")]
#[test]
fn code_is_coloured_by_classes() {
    assert_html(&[
        (
            "```json,x\n{\"a\": 1}\n```",
            "<pre class=\"code\" tabindex=\"0\" data-lang=\"json\"><code class=\"language-json\">{<span class=\"hl-property\">\"a\"</span>: <span class=\"hl-number\">1</span>}\n</code></pre>\n",
        ),
        (
            "~~~ b<k {hl=1}\n<b>\n~~~",
            "<pre class=\"code\" tabindex=\"0\" data-lang=\"b&lt;k\"><code class=\"language-b&lt;k\">&lt;b&gt;\n</code></pre>\n",
        ),
        (
            "    a\n\n    b\n",
            "<pre class=\"code\" tabindex=\"0\"><code>a\n\nb\n</code></pre>\n",
        ),
        (
            "- ```\n  a\n  ```",
            "<ul>\n<li>\n<pre class=\"code\" tabindex=\"0\"><code>a\n</code></pre>\n</li>\n</ul>\n",
        ),
    ]);
}

#[test]
fn links_and_images_are_holes() {
    let text =
        "a [b *c*](<d e> \"t&amp;\") <x@y.z>\n\n![p `q` [r](s)](u.jpg 'v')\n\n[k]: /url\n\n[k]";
    let parsed = parsed(text);
    assert_eq!(parsed.diagnostics, []);
    let holes: Vec<String> = parsed
        .value
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Link(link) => Some(format!(
                "{} {} {:?}",
                link.destination,
                link.title,
                &text[link.span.start - 4..link.span.end - 4]
            )),
            Piece::Image(image) => Some(format!("{} {} {}", image.source, image.alt, image.title)),
            _ => None,
        })
        .collect();
    assert_eq!(
        holes,
        [
            "d e t& \"[b *c*](<d e> \\\"t&amp;\\\")\"",
            "mailto:x@y.z  \"<x@y.z>\"",
            "u.jpg p q r v",
            "/url  \"[k]\"",
        ]
    );
}

#[test]
fn headings_have_ids() {
    let parsed = parsed(
        "## 協定　2026\n### A *b* `c`\n### a b c\n## x {#a-b-c .wide k=v}\n## [^1] ![z](y)\n<p id=\"協定-2026\"></p>\n\n[^1]: #### Note",
    );
    let headings: Vec<String> = parsed
        .value
        .headings
        .iter()
        .map(|heading| format!("{} {} {}", heading.level, heading.id, heading.text))
        .collect();
    assert_eq!(
        headings,
        [
            "2 協定-2026-1 協定\u{3000}2026",
            "3 a-b-c-1 A b c",
            "3 a-b-c-2 a b c",
            "2 a-b-c x",
            "2 z z"
        ]
    );
    let html = show(&parsed.value.pieces);
    assert!(
        html.contains("<h2 id=\"a-b-c\" class=\"wide\" k=\"v\">x</h2>\n"),
        "{html}"
    );
    assert!(html.contains("<h4 id=\"note\">Note"), "{html}");
    assert_html(&[
        (
            "## H {data-k=\"v\" data-l=\"a .b #c\" title='q' .c}",
            "<h2 id=\"h\" class=\"c\" data-k=\"v\" data-l=\"a .b #c\" title=\"q\">H</h2>\n",
        ),
        (
            "> **「沖」**です {title=\"**「縄」** & b\"}\n> ---",
            "<blockquote>\n<h2 id=\"沖-です\" title=\"**「縄」** &amp; b\"><strong>「沖」</strong>です</h2>\n</blockquote>\n",
        ),
    ]);
    let mut sorted = parsed.value.anchors.clone();
    sorted.sort();
    assert_eq!(parsed.value.anchors, sorted);
    assert!(parsed.value.anchors.iter().any(|id| &**id == "協定-2026"));
}

#[test]
fn problems_of_headings_ids_and_pictures() {
    for (markdown, expected) in [
        ("# One", vec![r#####"heading-level-1 "# One""#####]),
        ("## a\n#### b", vec![r#####"heading-skip "#### b""#####]),
        (
            "## a {#x}\n## b {#x}",
            vec![r#####"duplicate-id "## b {#x}""#####],
        ),
        (
            "## a {#x}\n\n<p id=x></p>",
            vec![r#"duplicate-id "<p id=x>""#],
        ),
        (
            "a[^1]\n\n[^1]: b\n\n<p id=fn-1></p>",
            vec![r#"duplicate-id "<p id=fn-1>""#],
        ),
        (
            "## か\u{3099} {#か\u{3099}}\n## が {#が}",
            vec![r#####"duplicate-id "## が {#が}""#####],
        ),
        (
            "## a {style=\"b: c\" onload=d .e}",
            vec![
                r#"heading-attribute "style=\"b: c\"""#,
                r#"heading-attribute "onload=d""#,
            ],
        ),
        ("> ## a {k=\"b}", vec![r#"heading-attribute "k=\"b""#]),
        ("沖 ![a]()", vec![r#"empty-address "![a]()""#]),
        ("沖 [a]( )", vec![r#"empty-address "[a]( )""#]),
        ("[a](<> \"b\")", vec![r#"empty-address "[a](<> \"b\")""#]),
        (
            "[a][b] ![a][b]\n\n[b]: <>",
            vec![r#"empty-address "[a][b]""#, r#"empty-address "![a][b]""#],
        ),
        ("[a](#) [b](?c)", vec![]),
        ("縄 ![](a.jpg)", vec![r#"missing-alt "![](a.jpg)""#]),
        (
            "縄 <img src=a.jpg> <img src=b alt=''>",
            vec![r#"missing-alt "<img src=a.jpg>""#],
        ),
        ("<div>\n\n**a**\n\n</div>", vec![]),
        (
            "<div>\n\n**a** </b>",
            vec![r#"html-imbalance "<div>""#, r#"html-imbalance "</b>""#],
        ),
        (
            "> <div\n> class=a>",
            vec![r#"html-imbalance "<div\n> class=a>""#],
        ),
        ("a\n\n<!-- note\n\nrest", vec![r#"html-unclosed "<!--""#]),
        (
            "> <!-- note\n\n<b>a</b> <!-- b -->",
            vec![r#"html-unclosed "<!--""#],
        ),
        (
            "<div>\n<!-- a\n\nb -->\n</div>",
            vec![r#"html-imbalance "<div>""#, r#"html-unclosed "<!--""#],
        ),
        (
            "<div class=\"x>\n\nrest\n\n</div>",
            vec![r#"html-unclosed "\"""#],
        ),
        (
            "a <b title=\"x>\n\n</b> c",
            vec![r#"html-imbalance "</b>""#],
        ),
        ("<!-- a\n\nb -->\n\nc <!-- d -->", vec![]),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[test]
fn control_characters_are_told_and_replaced() {
    let text = "## a\u{1} {title=\"\u{2}\"}\n[b\0](c\u{7F}) <i title=\"\u{FFFF}\"></i> &#4; `\u{85}` ![\u{B}](d)\r\n";
    assert_eq!(
        problems(text),
        [
            r#"control-character "\u{1}""#,
            r#"control-character "\u{2}""#,
            r#"control-character "\0""#
        ]
    );
    let parsed = parsed(text);
    assert_eq!(
        show(&parsed.value.pieces),
        "<h2 id=\"a\" title=\"\u{FFFD}\">a\u{FFFD}</h2>\n<p><a href=\"c%EF%BF%BD\">b\u{FFFD}</a> <i title=\"\u{FFFD}\"></i> \u{FFFD} <code>\u{FFFD}</code> <img src=\"d\" alt=\"\u{FFFD}\" /></p>\n"
    );
    assert_eq!(&*parsed.value.headings[0].text, "a\u{FFFD}");
    assert_eq!(html("a &#8; b\r\n"), "<p>a \u{FFFD} b</p>\n");
}

#[test]
fn components() {
    assert_html(&[
        (
            "縄 {{ <card page=\"film/plan\" /> }} 島",
            "<p>縄 ‹card page=\"film/plan\"› 島</p>\n",
        ),
        ("{{ <card /> }}", "‹card›\n"),
        ("a\n{{ <card /> }}\nb", "<p>a\n‹card›\nb</p>\n"),
        ("{{ <card /> }}\nb", "<p>‹card›\nb</p>\n"),
        (
            "a\n\n{{ <a /> }}\n{{ <b /> }}\n\nb",
            "<p>a</p>\n‹a›\n‹b›\n<p>b</p>\n",
        ),
        ("{{ <a /> }}\n{{ <b /> }} c", "<p>‹a›\n‹b› c</p>\n"),
        ("{{ <a /> }}\n*b*", "<p>‹a›\n<em>b</em></p>\n"),
        (
            "> {{ <a /> }}\n> {{ <b /> }}",
            "<blockquote>\n‹a›\n‹b›\n</blockquote>\n",
        ),
        (
            "> a\n> {{ <b /> }}",
            "<blockquote>\n<p>a\n‹b›</p>\n</blockquote>\n",
        ),
        (
            "- {{ <a /> }}\n  b\n- {{ <c /> }}\n  - d",
            "<ul>\n<li>\n‹a›\nb</li>\n<li>\n‹c›\n<ul>\n<li>d</li>\n</ul>\n</li>\n</ul>\n",
        ),
        ("## a {{ <a /> }}\nb", "<h2 id=\"a\">a ‹a›</h2>\n<p>b</p>\n"),
        ("{{ <a /> }} *x*", "<p>‹a› <em>x</em></p>\n"),
        ("{{ <a /> }} {{ <b /> }}", "<p>‹a› ‹b›</p>\n"),
        ("x {{ <a /> }}\ny", "<p>x ‹a›\ny</p>\n"),
        ("{{ <a\n  b=\"c\"\n/> }}\nd", "<p>‹a b=\"c\"›\nd</p>\n"),
        (
            "[{{ <icon /> }} text](b)",
            "<p><a href=\"b\">‹icon› text</a></p>\n",
        ),
        (
            "## {{ <icon /> }} Title",
            "<h2 id=\"title\">‹icon› Title</h2>\n",
        ),
        (
            "| {{ <a b=\"c|d\" /> }} |\n|---|",
            "<div class=\"table-scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">‹a b=\"c|d\"›</th>\n</tr>\n</thead>\n</table>\n</div>\n",
        ),
        (
            "- {{ <a /> }}\n- b",
            "<ul>\n<li>\n‹a›\n</li>\n<li>b</li>\n</ul>\n",
        ),
        (
            "{% <card kind=\"info\"> %}\n*a*\n\n## b\n{% </card> %}\nc",
            "‹card kind=\"info\"›<p><em>a</em></p>\n<h2 id=\"b\">b</h2>\n‹/card›\n<p>c</p>\n",
        ),
        (
            "{% <a> %}\n{% <b> %}\n{{ <c /> }}\n{% </b> %}\n{% </a> %}",
            "‹a›‹b›‹c›\n‹/b›\n‹/a›\n",
        ),
        (
            "> {% <a> %}\n> b\n> {% </a> %}",
            "<blockquote>\n‹a›<p>b</p>\n‹/a›\n</blockquote>\n",
        ),
        (
            "- {% <a> %}\n  b\n  {% </a> %}",
            "<ul>\n<li>\n‹a›b\n‹/a›\n</li>\n</ul>\n",
        ),
        (
            "{% <a> %}\n[x]\n{% </a> %}\n\n[x]: /y",
            "‹a›<p><a href=\"/y\">x</a></p>\n‹/a›\n",
        ),
        ("{% <a> %}\n{% </a> %}", "‹a›‹/a›\n"),
        (
            "a{{ <b c=\"`\" /> }}d`e`",
            "<p>a‹b c=\"`\"›d<code>e</code></p>\n",
        ),
    ]);
}

#[test]
fn no_component_in_code_raw_html_and_the_like() {
    assert_html(&[
        (
            "`{{ <a /> }}` ``{% <b> %}``",
            "<p><code>{{ &lt;a /&gt; }}</code> <code>{% &lt;b&gt; %}</code></p>\n",
        ),
        (
            "```\n{% <a> %}\n{{ <b c= /> }}\n```",
            "<pre class=\"code\" tabindex=\"0\"><code>{% &lt;a&gt; %}\n{{ &lt;b c= /&gt; }}\n</code></pre>\n",
        ),
        (
            "    {{ <a /> }}\n",
            "<pre class=\"code\" tabindex=\"0\"><code>{{ &lt;a /&gt; }}\n</code></pre>\n",
        ),
        (
            "<div>\n<pre>{{ <wbr /> }}</pre>\n</div>",
            "<div>\n<pre>{{ <wbr /> }}</pre>\n</div>",
        ),
        (
            "[x](y \"{{ <a /> }}\")",
            "<p><a href=\"y\" title=\"{{ &lt;a /&gt; }}\">x</a></p>\n",
        ),
        ("<!-- {{ <a /> }} -->", "<!-- {{ <a /> }} -->"),
        (
            "{{ x }} {% y %} {{ <3 }}",
            "<p>{{ x }} {% y %} {{ &lt;3 }}</p>\n",
        ),
        (
            "`{{ <a b=\"` c",
            "<p><code>{{ &lt;a b=&quot;</code> c</p>\n"
                .replace("&quot;", "\"")
                .as_str(),
        ),
        (
            "<xxxxxxxxxxxx> <!--xxxxx-->x</xxxxxxxxxxxx> `{{ <a /> }}`",
            "<p><xxxxxxxxxxxx> <!--xxxxx-->x</xxxxxxxxxxxx> <code>{{ &lt;a /&gt; }}</code></p>\n",
        ),
    ]);
}

#[test]
fn problems_of_components() {
    for (markdown, expected) in [
        (
            "縄\n\n{% <a> %}\nb",
            vec![r#"component-unclosed "{% <a> %}""#],
        ),
        ("{% </a> %}", vec![r#"component-syntax "{% </a> %}""#]),
        (
            "{% <a> %}\n{% </b> %}\n{% </a> %}",
            vec![r#"component-syntax "{% </b> %}""#],
        ),
        (
            "{% <a> %}\n{% <b> %}\n{% </a> %}",
            vec![r#"component-unclosed "{% <b> %}""#],
        ),
        (
            "- {% <a> %}\n\n{% </a> %}",
            vec![
                r#"component-unclosed "{% <a> %}""#,
                r#"component-syntax "{% </a> %}""#,
            ],
        ),
        (
            "x {% <a> %}\n\n{% </a> %}",
            vec![r#"component-syntax "{% <a> %}""#],
        ),
        (
            "{% <a> %} b {% </a> %}",
            vec![
                r#"component-syntax "{% <a> %}""#,
                r#"component-syntax "{% </a> %}""#,
            ],
        ),
        ("縄 {{ <a b=c /> }}", vec![r#"component-syntax "c""#]),
        ("{% <a b> %}\n\n{% </a> %}", vec![r#"component-syntax "b""#]),
        ("{{ <a> }}", vec![r#"component-syntax ">""#]),
        ("{{ <a", vec![r#"component-syntax "a""#]),
    ] {
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
    let broken = parsed("縄 {{ <a b=c /> }} 島");
    assert_eq!(
        show(&broken.value.pieces),
        "<p>縄 {{ &lt;a b=c /&gt; }} 島</p>\n"
    );
    let deep = format!(
        "{}x\n{}",
        "{% <a> %}\n".repeat(40),
        "{% </a> %}\n".repeat(40)
    );
    assert_eq!(
        problems(&deep),
        vec![r#"component-too-deep "{% <a> %}""#; 8]
    );
}

/// What the summary says, `FootnoteReference` left out as renderers do.
fn summary(markdown: &str) -> (String, bool) {
    let body = parsed(markdown).value;
    let pieces: Vec<Piece> = body.pieces[body.summary.clone()]
        .iter()
        .filter(|piece| !matches!(piece, Piece::FootnoteReference(_)))
        .cloned()
        .collect();
    (show(&pieces), body.summary_is_cut)
}

#[test]
fn summaries() {
    for (markdown, expected, is_cut) in [
        ("", "", false),
        ("one", "<p>one</p>\n", false),
        (
            "one *x*[^1] [l](m)\n\n[^1]: n",
            "<p>one <em>x</em> <a href=\"m\">l</a></p>\n",
            false,
        ),
        (
            "## h\n\n![p](q)\n\n> quote\n\none\n\ntwo",
            "<p>one</p>\n",
            true,
        ),
        (
            "one\n\ntwo\n\n<!--more-->\n\nthree",
            "<p>one</p>\n<p>two</p>\n",
            true,
        ),
        ("one\n\n<!-- more -->\n", "<p>one</p>\n", false),
        ("<!--more-->\n\none", "", true),
        ("{{ <a /> }}\n\none\n***", "<p>one</p>\n", true),
        ("{% <a> %}\nin\n{% </a> %}\n\none", "<p>one</p>\n", false),
        ("- a\n- b", "", false),
        (
            "one\n\n<!--more-->\n\ntwo\n\n<!--more-->",
            "<p>one</p>\n",
            true,
        ),
    ] {
        assert_eq!(
            summary(markdown),
            (expected.to_owned(), is_cut),
            "{markdown}"
        );
    }
    assert_eq!(html("a\n\n<!--more-->\n\nb"), "<p>a</p>\n<p>b</p>\n");
}

#[test]
fn excerpts_and_lengths() {
    for (markdown, excerpt) in [
        (
            "## h\n\na *b*\n  c[^1] `d` [e](f) ![g](h)\n\n[^1]: n",
            "a b c d e",
        ),
        ("> quoted", "quoted"),
        ("> quoted\n\ntop", "top"),
        ("![a](b)\n\ntext", "text"),
        ("a &amp; <b>b</b>", "a & b"),
        ("", ""),
    ] {
        assert_eq!(&*parsed(markdown).value.excerpt, excerpt, "{markdown}");
    }
    let body = parsed("a {{ <b c=\"d\" /> }}[e {{ <f /> }}](g)\n\n{{ <h /> }}").value;
    assert_eq!(&*body.excerpt, "a \0e \0");
    let calls = body.excerpt_calls.iter().map(|call| &*call.name);
    assert_eq!(calls.collect::<Vec<_>>(), ["b", "f"]);
    let length =
        parsed("## 沖縄 trip\n\nin *two* words e*mph*asis\nx\n\n- 海\n\n```\nnot counted\n```")
            .value
            .length;
    assert_eq!((length.cjk_characters, length.words), (3, 6));
}

#[test]
fn breaks_between_wide_characters() {
    let options = MarkdownOptions {
        soft_breaks: SoftBreaks::Cjk,
        ..options()
    };
    for (markdown, expected) in [
        ("沖縄\nの島", "<p>沖縄の島</p>\n"),
        ("沖縄\nOkinawa\n島", "<p>沖縄\nOkinawa\n島</p>\n"),
        (
            "**沖縄**\n[*の*](a)島",
            "<p><strong>沖縄</strong><a href=\"a\"><em>の</em></a>島</p>\n",
        ),
        (
            "沖縄[^1]\n島\n\n[^1]: あ\n    い",
            "<p>沖縄<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>島</p>\n",
        ),
        ("沖縄  \n島", "<p>沖縄<br />\n島</p>\n"),
        ("沖縄\n`島`", "<p>沖縄<code>島</code></p>\n"),
        ("한국\n어", "<p>한국\n어</p>\n"),
        ("> 沖\n> 縄", "<blockquote>\n<p>沖縄</p>\n</blockquote>\n"),
        (
            "沖\n![a](b)\n縄",
            "<p>沖\n<img src=\"b\" alt=\"a\" />\n縄</p>\n",
        ),
        ("沖\n縄\n===", "<h1 id=\"沖縄\">沖縄</h1>\n"),
    ] {
        let found = show(&parse_with(options, markdown).value.pieces);
        assert!(found.starts_with(expected), "{markdown}: {found}");
    }
    assert_eq!(
        &*parse_with(options, "沖\n縄 a\nb").value.excerpt,
        "沖縄 a b"
    );
}

#[test]
fn formulas() {
    let options = MarkdownOptions {
        math: true,
        ..options()
    };
    for (markdown, expected) in [
        (
            "a $x<y$ b",
            "<p>a <span class=\"math math-inline\">x&lt;y</span> b</p>\n",
        ),
        (
            "![a](b.png)$$x$$",
            "<p><img src=\"b.png\" alt=\"a\" /><span class=\"math math-display\">x</span></p>\n",
        ),
        (
            "{{ <a /> }}$$x$$",
            "<p>‹a›<span class=\"math math-display\">x</span></p>\n",
        ),
        ("$$x$$", "<div class=\"math math-display\">x</div>\n"),
        (
            "$$x$$ a",
            "<p><span class=\"math math-display\">x</span> a</p>\n",
        ),
        (
            "- $$x$$\n\n  $$y$$",
            "<ul>\n<li>\n<div class=\"math math-display\">x</div>\n<div class=\"math math-display\">y</div>\n</li>\n</ul>\n",
        ),
    ] {
        assert_eq!(
            show(&parse_with(options, markdown).value.pieces),
            expected,
            "{markdown}"
        );
    }
    assert_eq!(html("$x$"), "<p>$x$</p>\n");
}

#[test]
fn hostile_nesting_is_cut() {
    for (unit, is_reported) in [
        (">", true),
        ("> ", true),
        ("- ", false),
        ("- > ", true),
        ("1. ", true),
        ("[", false),
        ("![", false),
        ("*a ", false),
        ("*a **b ", false),
        ("`", false),
        ("<", false),
        ("<b>", false),
        ("{{ <a ", false),
        ("{% <a> %}\n", true),
        ("[a](", false),
        ("[^a]: ", false),
        ("|", false),
        ("&", false),
        ("\\", false),
        ("_", false),
        ("~", false),
        ("<!--", false),
        ("<?", false),
        ("$", false),
        (": ", false),
        ("a\n: ", false),
        ("# a\n", true),
        ("[^a]", false),
        ("> [!NOTE]\n", false),
    ] {
        let text = unit.repeat(10_000);
        let parsed = parse_with(
            MarkdownOptions {
                math: true,
                ..options()
            },
            &text,
        );
        well_formed(&parsed);
        assert_eq!(
            !parsed.diagnostics.is_empty() && is_reported,
            is_reported,
            "{unit:?}"
        );
    }
    let text = format!("before\n\n{}\n\nafter", "> ".repeat(10_000));
    assert_eq!(problems(&text).len(), 1);
    assert_eq!(show(&parsed(&text).value.pieces), "<p>before</p>\n");
    let emphasis = format!("{}x{}", "*a ".repeat(1000), "*".repeat(1000));
    assert!(
        show(&parsed(&emphasis).value.pieces)
            .matches("<em>")
            .count()
            <= super::DEEPEST
    );
    assert_eq!(html(&"- ".repeat(10_000)).trim(), "<hr />");
    well_formed(&parsed(&"字".repeat(400_000)));
}

/// What every body promises.
fn well_formed(parsed: &Diagnosed<Body>) {
    let body = &parsed.value;
    assert!(body.summary.start <= body.summary.end && body.summary.end <= body.pieces.len());
    let mut stack = vec![(&body.pieces, 0)];
    while let Some((pieces, depth)) = stack.pop() {
        assert!(depth <= 32);
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Html(html) => {
                    assert!(!html.is_empty());
                    let is_border =
                        depth == 0 && (body.summary.start == index || body.summary.end == index);
                    let follows_html = index > 0 && matches!(pieces[index - 1], Piece::Html(_));
                    assert!(is_border || !follows_html, "two pieces of HTML in a row");
                }
                Piece::Component(component) => {
                    stack.extend(component.body.as_ref().map(|body| (body, depth + 1)));
                }
                _ => {}
            }
        }
    }
    assert!(
        body.anchors.windows(2).all(|ids| ids[0] < ids[1]),
        "sorted, without repeats"
    );
    let mut ids: Vec<&str> = body.headings.iter().map(|heading| &*heading.id).collect();
    ids.sort_unstable();
    for id in &ids {
        assert!(
            body.anchors
                .binary_search_by(|anchor| (**anchor).cmp(id))
                .is_ok(),
            "{id}"
        );
    }
    let is_reported = parsed
        .diagnostics
        .iter()
        .any(|problem| problem.code == "duplicate-id");
    assert!(
        is_reported || ids.windows(2).all(|ids| ids[0] != ids[1]),
        "{ids:?}"
    );
}

/// Text that is likely to mean something.
fn markdown() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "沖",
        "縄",
        " ",
        "  ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "[",
        "]",
        "](",
        ")",
        "(x)",
        "![",
        "[^1]",
        "[^1]: ",
        "[x]: y",
        "# ",
        "## ",
        "{#a}",
        "<b>",
        "</b>",
        "<div>",
        "<!--",
        "-->",
        "<!--more-->",
        "{{ <a",
        "{{ <a /> }}",
        "{% <a> %}",
        "{% </a> %}",
        "{{",
        "}}",
        "{%",
        "%}",
        "b=\"c\"",
        " /> }}",
        "|",
        "|---|\n",
        ": ",
        "[ ] ",
        "[!NOTE]",
        "$",
        "$$",
        "&amp;",
        "\\",
        "<x>",
        "<img src=a>",
        "=",
        "---",
        "é",
        "\u{3099}",
        "\u{0}",
        "\r\n",
        "😀",
        "<script>",
        "id=\"a\"",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_well_formed_body(text in prop_oneof![markdown(), any::<String>()], is_cjk in any::<bool>()) {
        let soft_breaks = if is_cjk { SoftBreaks::Cjk } else { SoftBreaks::Keep };
        let parsed = parse_with(MarkdownOptions { soft_breaks, math: is_cjk, ..options() }, &text);
        well_formed(&parsed);
        let _ = parsed.value.to_html_unresolved();
        for problem in &parsed.diagnostics {
            let place = problem.place.as_ref().expect("place");
            prop_assert!(place.text.as_ref().expect("text").get(place.span.clone()).is_some(), "{problem:?}");
        }
        for heading in &parsed.value.headings {
            prop_assert!(heading.span.end <= text.len() + 4);
        }
    }
}
