//! Templates: the template's line and the page are both named.

use snapbox::str;

use super::Published;

#[test]
fn fails_on_one_page_only() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write(
                "templates/page.html",
                "{% extends \"themes/default/page.html\" %}\n{% block article %}\n<p>{{ page.params.colour.name }}</p>\n{% endblock %}\n",
            )
            .edit("content/film/plan.en.md", "title: Plan\n", "title: Plan\nparams: {colour: {name: red}}\n")
            .edit("content/film/plan.zh.md", "title: 计划\n", "title: 计划\nparams: {colour: {name: red}}\n");
        },
        str![[""]],
    );
}

#[test]
fn templates_that_cannot_be_used() {
    let published = Published::new();
    let row = |files: &[(&str, &str)], said: snapbox::data::Inline| {
        published.broken(
            |site| {
                for (path, text) in files {
                    site.write(path, text);
                }
            },
            said,
        );
    };
    // Cycles.
    row(
        &[
            ("templates/page.html", "{% extends \"a.html\" %}"),
            ("templates/a.html", "{% extends \"page.html\" %}"),
        ],
        str![[""]],
    );
    row(
        &[
            ("templates/page.html", "<p>{% include \"b.html\" %}</p>"),
            ("templates/b.html", "{% include \"c.html\" %}"),
            ("templates/c.html", "{% include \"b.html\" %}"),
        ],
        str![[""]],
    );
    row(
        &[("templates/page.html", "{% extends \"page.html\" %}")],
        str![[""]],
    );
    // Syntax, in two templates at once.
    row(
        &[
            ("templates/page.html", "<h1>{{ page.title }</h1>\n"),
            ("templates/section.html", "{% if section %}\n<p>\n"),
        ],
        str![[""]],
    );
    // Names that do not exist.
    row(&[("templates/page.html", "{{ nosuch(x=1) }}")], str![[""]]);
    row(
        &[("templates/page.html", "{{ page.title | shout }}")],
        str![[""]],
    );
    row(
        &[("templates/page.html", "{% include \"nosuch.html\" %}")],
        str![[""]],
    );
    row(
        &[("templates/page.html", "{% extends \"nosuch.html\" %}")],
        str![[""]],
    );
    row(&[("templates/page.html", "{{ <nosuch /> }}")], str![[""]]);
}

#[test]
fn fails_on_every_page() {
    let published = Published::new();
    // One mistake on nine pages is one mistake.
    published.broken(
        |site| {
            site.write(
                "templates/base.html",
                "<!doctype html>\n<html>{{ page.nosuch.thing }}</html>\n",
            );
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write(
                "templates/page.html",
                "<p>{{ t(\"no-such-message\", lang=lang) }}</p>\n",
            );
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write("templates/page.html", "<p>{{ url(to=\"film/pla\") }}</p>\n");
        },
        str![[""]],
    );
}
