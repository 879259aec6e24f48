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
                "{% extends \"themes/default/page.html\" %}\n{% block main %}\n<p>{{ page.params.colour.name }}</p>\n{% endblock %}\n",
            )
            .edit("content/film/plan.en.md", "title: Plan\n", "title: Plan\nparams: {colour: {name: red}}\n")
            .edit("content/film/plan.zh.md", "title: 计划\n", "title: 计划\nparams: {colour: {name: red}}\n");
        },
        str![[""]],
    );
    // A block that the parent does not have.
    published.broken(
        |site| {
            site.write(
                "templates/page.html",
                "{% extends \"themes/default/page.html\" %}\n{% block article %}\n<p>x</p>\n{% endblock %}\n",
            );
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
        str![[r#"
error[template-cycle]: the template extends itself: a.html → page.html → a.html
 --> templates/a.html:1:13
  |
1 | {% extends "page.html" %}
  |             ^^^^^^^^^
  |
  = help: take one of these out of the circle

1 error

"#]],
    );
    row(
        &[
            ("templates/page.html", "<p>{% include \"b.html\" %}</p>"),
            ("templates/b.html", "{% include \"c.html\" %}"),
            ("templates/c.html", "{% include \"b.html\" %}"),
        ],
        str![[r#"
error[template-cycle]: the template includes itself: b.html → c.html → b.html
 --> templates/b.html:1:13
  |
1 | {% include "c.html" %}
  |             ^^^^^^
  |
  = help: take one of these out of the circle

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{% extends \"page.html\" %}")],
        str![[r#"
error[template-cycle]: the template extends itself: page.html
 --> templates/page.html:1:13
  |
1 | {% extends "page.html" %}
  |             ^^^^^^^^^
  |
  = help: take one of these out of the circle

1 error

"#]],
    );
    // Syntax, in two templates at once.
    row(
        &[
            ("templates/page.html", "<h1>{{ page.title }</h1>\n"),
            ("templates/section.html", "{% if section %}\n<p>\n"),
        ],
        str![[r#"
error[template-syntax]: found `}` but expected }}
 --> templates/page.html:1:19
  |
1 | <h1>{{ page.title }</h1>
  |                   ^

error[template-syntax]: unexpected end of input
 --> templates/section.html:1:17
  |
1 |   {% if section %}
  |  _________________^
2 | | <p>
  | |___^

2 errors

"#]],
    );
    // Names that do not exist.
    row(
        &[("templates/page.html", "{{ nosuch(x=1) }}")],
        str![[r#"
error[template]: unknown function `nosuch`
 --> templates/page.html:1:4
  |
1 | {{ nosuch(x=1) }}
  |    ^^^^^^

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{{ page.title | shout }}")],
        str![[r#"
error[template]: unknown filter `shout`
 --> templates/page.html:1:17
  |
1 | {{ page.title | shout }}
  |                 ^^^^^

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{% include \"nosuch.html\" %}")],
        str![[r#"
error[template]: unknown template `nosuch.html`
 --> templates/page.html:1:12
  |
1 | {% include "nosuch.html" %}
  |            ^^^^^^^^^^^^^

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{% extends \"nosuch.html\" %}")],
        str![[r#"
error[template]: the template extends `nosuch.html`, which does not exist
 --> templates/page.html:1:13
  |
1 | {% extends "nosuch.html" %}
  |             ^^^^^^^^^^^

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{{ <nosuch /> }}")],
        str![[r#"
error[template]: unknown component `nosuch`
 --> templates/page.html:1:4
  |
1 | {{ <nosuch /> }}
  |    ^^^^^^^

1 error

"#]],
    );
}

#[test]
fn fails_on_every_page() {
    let published = Published::new();
    // One mistake in a template that many extend is one mistake.
    published.broken(
        |site| {
            site.write(
                "templates/base.html",
                "<!doctype html>\n<html>{{ page.title }}</html>\n",
            );
        },
        str![[r#"
error[template]: block `title` is not defined in any parent template
 --> theme default: templates/404.html:3:10
  |
3 | {% block title %}{{ t(key="not-found-title") }} | {{ site.title }}{% endblock title %}
  |          ^^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/404.html:4:10
  |
4 | {% block main -%}
  |          ^^^^

error[template]: block `head` is not defined in any parent template
 --> theme default: templates/chooser.html:3:10
  |
3 | {% block head -%}
  |          ^^^^

error[template]: block `skip` is not defined in any parent template
 --> theme default: templates/chooser.html:6:10
  |
6 | {% block skip %}{% endblock skip %}
  |          ^^^^

error[template]: block `header` is not defined in any parent template
 --> theme default: templates/chooser.html:7:10
  |
7 | {% block header %}{% endblock header %}
  |          ^^^^^^

error[template]: block `breadcrumbs` is not defined in any parent template
 --> theme default: templates/chooser.html:8:10
  |
8 | {% block breadcrumbs %}{% endblock breadcrumbs %}
  |          ^^^^^^^^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/chooser.html:9:10
  |
9 | {% block main -%}
  |          ^^^^

error[template]: block `footer` is not defined in any parent template
  --> theme default: templates/chooser.html:24:10
   |
24 | {% block footer %}{% endblock footer %}
   |          ^^^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/page.html:2:10
  |
2 | {% block main -%}
  |          ^^^^

error[template]: block `title` is not defined in any parent template
 --> theme default: templates/section.html:2:10
  |
2 | {% block title %}{{ route.title }}{% if pager.number > 1 %} ({{ t(key="page-number", number=p...
  |          ^^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/section.html:3:10
  |
3 | {% block main -%}
  |          ^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/taxonomy.html:2:10
  |
2 | {% block main -%}
  |          ^^^^

error[template]: block `title` is not defined in any parent template
 --> theme default: templates/term.html:2:10
  |
2 | {% block title %}{{ t(key="term-title", taxonomy=taxonomy.name, term=term.name) }}{% if pager...
  |          ^^^^^

error[template]: block `main` is not defined in any parent template
 --> theme default: templates/term.html:3:10
  |
3 | {% block main -%}
  |          ^^^^

14 errors

"#]],
    );
    published.broken(
        |site| {
            site.write(
                "templates/page.html",
                "<p>{{ t(\"no-such-message\", lang=lang) }}</p>\n",
            );
        },
        str![[r#"
error[template-syntax]: found string but expected identifier
 --> templates/page.html:1:9
  |
1 | <p>{{ t("no-such-message", lang=lang) }}</p>
  |         ^^^^^^^^^^^^^^^^^

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write("templates/page.html", "<p>{{ url(to=\"film/pla\") }}</p>\n");
        },
        str![[r#"
error[template]: there is no page `film/pla`; did you mean `film/plan`?
 --> templates/page.html:1:7
  |
1 | <p>{{ url(to="film/pla") }}</p>
  |       ^^^^^^^^^^^^^^^^^^
 ::: content/film/plan.en.md

1 error

"#]],
    );
}
