use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::{FILTERS, Known, TESTS, add};
use crate::diag::Diagnostic;

/// What is said of a template that Tera cannot read: help, what is underlined, and what is still open.
fn said(template: &str) -> (String, String, String) {
    let mut tera = Tera::default();
    let problem = tera
        .add_raw_template("a.html", template)
        .err()
        .unwrap_or_else(|| panic!("{template} is read"));
    let ErrorKind::SyntaxError(report) = problem.kind() else {
        panic!("{template}: {problem}");
    };
    let mut message = report.message().trim_end_matches('.').to_owned();
    message[..1].make_ascii_lowercase();
    let text: Arc<str> = template.into();
    let span = report.span().range.clone();
    let diagnostic =
        Diagnostic::error("template-syntax", message).at(&"a.html".into(), &text, span, "");
    let known = Known {
        templates: Vec::new(),
        components: Vec::new(),
    };
    let diagnostic = add(diagnostic, &known);
    let shown = |place: &crate::diag::Place| template[place.span.clone()].to_owned();
    (
        diagnostic.help.unwrap_or_default(),
        diagnostic.place.as_ref().map(shown).unwrap_or_default(),
        diagnostic.related.first().map(shown).unwrap_or_default(),
    )
}

#[test]
fn slips_of_templates() {
    for (template, help, underlined, open) in [
        (
            "{% block a %}{% if x %}b{% endblock %}",
            "`{% if … %}` is still open here: write `{% endif %}` where it ends",
            "endblock",
            "if x",
        ),
        (
            "{% for a in b %}{% if c %}{% endif %}{% else %}{% endif %}",
            "`{% for … %}` is still open here: write `{% endfor %}` where it ends",
            "endif",
            "for a in b",
        ),
        (
            "{% block a %}{% <note kind=\"x\"> %}b{% endblock %}",
            "`{% <note … %}` is still open here: write `{% </note> %}` where it ends",
            "endblock",
            "<note kind=\"x\">",
        ),
        (
            "{% if a %}b",
            "`{% if … %}` is still open here: write `{% endif %}` where it ends",
            "b",
            "if a",
        ),
        (
            "a{% endif %}",
            "nothing is open that this could end: delete it",
            "endif",
            "",
        ),
        (
            "{% if a %}{% elseif b %}{% endif %}",
            "write `{% elif … %}`",
            "elseif",
            "",
        ),
        (
            "{% if a %}{% else if b %}{% endif %}",
            "write `{% elif … %}`",
            "if",
            "",
        ),
        ("{% fo a in b %}", "did you mean `for`?", "fo", ""),
        (
            "{% comment %}a{% endcomment %}",
            "write comments as `{# … #}`",
            "comment",
            "",
        ),
        (
            "{% if a = \"x\" %}{% endif %}",
            "to compare, write `==`",
            "=",
            "",
        ),
        (
            "{% if a === b %}{% endif %}",
            "to compare, write `==`",
            "=",
            "",
        ),
        ("{% if a <> b %}{% endif %}", "write `!=`", ">", ""),
        ("{% if a && b %}{% endif %}", "write `and`", "&", ""),
        ("{% if a || b %}{% endif %}", "write `or`", "|", ""),
        ("{% if !a %}{% endif %}", "write `not`", "!", ""),
        (
            "{{ a ? b : c }}",
            "write `{% if … %}…{% else %}…{% endif %}`",
            "?",
            "",
        ),
        ("{{ $a }}", "write the name alone, such as `lang`", "$", ""),
        (
            "{{ t(key=“a”) }}",
            "write `\"` in place of `“`, with the keyboard switched to English",
            "“",
            "",
        ),
        (
            "{{ a ｝｝",
            "write `}` in place of `｝`, with the keyboard switched to English",
            "｝",
            "",
        ),
        (
            "{{\u{3000}a }}",
            "this is a wide space: write one with the keyboard switched to English",
            "\u{3000}",
            "",
        ),
        ("{{ 沖縄 }}", "text stands in quotes: `\"…\"`", "沖", ""),
        (
            "{{ a | truncate(10) }}",
            "arguments have names: `t(key=\"…\")`, `url(to=\"…\")`, `truncate(length=40)`",
            "10",
            "",
        ),
        (
            "{{ date(page.date) }}",
            "arguments have names: `t(key=\"…\")`, `url(to=\"…\")`, `truncate(length=40)`",
            ".",
            "",
        ),
        ("{{ a }", "close the tag with `}}`", "}", ""),
        (
            "{{ image(src=\"x.svg\").path }}",
            "put it into a name first: `{% set it = …(…) %}{{ it.path }}`",
            ".",
            "",
        ),
        (
            "{% if data(name=\"a\")[0].b %}{% endif %}",
            "put it into a name first: `{% set it = …(…) %}{{ it.path }}`",
            ".",
            "",
        ),
        (
            "{% include page.x %}",
            "write the template's name in quotes: `{% include \"partials/card.html\" %}`",
            "page",
            "",
        ),
        (
            "{% for a b %}{% endfor %}",
            "write `{% for item in list %}`",
            "b",
            "",
        ),
        (
            "{% set x = %}",
            "a value belongs here: a name, a text in quotes or a number",
            "%}",
            "",
        ),
        (
            "{{ a | }}",
            "write the name of a field behind `.`, and that of a filter behind `|`",
            "}}",
            "",
        ),
        ("{% raw %}a", "write `{% endraw %}` where it ends", "{%", ""),
        ("{# a", "write `#}` where the comment ends", "{#", ""),
        (
            "{{ \"a }}",
            "write the same quote where the text ends",
            "\"",
            "",
        ),
    ] {
        let expected = (help.to_owned(), underlined.to_owned(), open.to_owned());
        assert_eq!(said(template), expected, "{template}");
    }
}

#[test]
fn names_of_filters_and_tests_are_those_of_tera() {
    // `date`, `striptags` and others are registered beside Tera's.
    let ours = ["date", "striptags", "truncate", "wordcount", "group_by"];
    let mut tera = Tera::default();
    for name in FILTERS.into_iter().filter(|name| !ours.contains(name)) {
        let template = format!("{{% if false %}}{{{{ 1 | {name} }}}}{{% endif %}}");
        assert!(tera.add_raw_template("a", &template).is_ok(), "{name}");
    }
    for name in TESTS {
        let template = format!("{{% if 1 is {name} %}}{{% endif %}}");
        assert!(tera.add_raw_template("a", &template).is_ok(), "{name}");
    }
}
