//! Calls of components where none can be made.

use super::{html, problems};

#[test]
fn nothing_is_called_in_raw_html() {
    for (markdown, expected) in [
        (
            "<div>\n{% <note> %}\nx\n{% </note> %}\n</div>",
            vec!["{% <note> %}"],
        ),
        (
            "<div class=\"grid\">\n{{ <card page=\"o\" /> }}\n{{ <card /> }}\n</div>",
            vec!["{{ <card page=\"o\" /> }}", "{{ <card /> }}"],
        ),
        ("<p>縄 {{ <day /> }} a</p>", vec!["{{ <day /> }}"]),
        (
            "> <table><tr>\n> <td>{{ <day\n>  /> }}\n> <td>{{ <a /> }}</table>",
            vec!["{{ <day", "{{ <a /> }}"],
        ),
        ("a <i title=\"{{ <a /> }}\">b</i>", vec!["{{ <a /> }}"]),
        ("<div title='{{ <a /> }}'></div>", vec!["{{ <a /> }}"]),
        ("<div>\n{{ <a b= /> }}\n</div>", vec!["{{ <a"]),
        ("<div>\n{% </a> %}\n</div>", vec!["{% </a> %}"]),
        ("a ![x {{ <a /> }}](b)", vec!["{{ <a /> }}"]),
        (
            "{{ <b /> }}\n![縄 {{ <a b=1 /> }}](b)\n{{ <c /> }}",
            vec!["{{ <a"],
        ),
    ] {
        let expected: Vec<String> = expected
            .into_iter()
            .map(|call| format!("component-syntax {call:?}"))
            .collect();
        assert_eq!(problems(markdown), expected, "{markdown}");
    }
}

#[test]
fn code_in_raw_html_may_show_calls() {
    for markdown in [
        "<!-- {{ <a /> }}\n{% <b> %} -->",
        "<div>\n<!-- {{ <a /> }} -->\n</div>",
        "<script>\na = '{{ <a /> }}'\n</script>",
        "<pre>\n{{ <wbr /> }}\n\n{{ <br /> }}\n</pre>",
        "<p>a <code>{{ <wbr /> }}</code></p>",
        "<div>\n\n{{ <a /> }}\n\n</div>",
        "<div>\n\n{% <a> %}\nb\n{% </a> %}\n</div>",
        "a <b>{{ <a /> }}</b> <!-- {{ <c /> }} -->",
    ] {
        html(markdown);
    }
}
