//! Templates: the template's line and the page are both named.

use snapbox::str;

use super::Published;
use crate::harness::Site;

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
        str![[r#"
error[template]: field `colour` is not defined
 --> templates/page.html:3:19
  |
3 | <p>{{ page.params.colour.name }}</p>
  |                   ^^^^^^
  |
  = note: while this page was rendered, for /ja/film/plan/: content/film/plan.ja.md

1 error

"#]],
    );
    // A block that the parent does not have.
    published.broken(
        |site| {
            site.write(
                "templates/page.html",
                "{% extends \"themes/default/page.html\" %}\n{% block article %}\n<p>x</p>\n{% endblock %}\n",
            );
        },
        str![[r#"
error[template]: block `article` is not defined in any parent template
 --> templates/page.html:2:10
  |
2 | {% block article %}
  |          ^^^^^^^
  |
  = help: a template that extends another can only fill blocks which that one has

1 error

"#]],
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
  = help: remove one of these `{% extends … %}`

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
  = help: remove one of these `{% include … %}`

1 error

"#]],
    );
    row(
        &[("templates/page.html", "{% extends \"page.html\" %}")],
        str![[r#"
error[template-cycle]: the template extends itself: page.html → page.html
 --> templates/page.html:1:13
  |
1 | {% extends "page.html" %}
  |             ^^^^^^^^^
  |
  = help: to extend the theme's template of this name, write `{% extends "themes/default/page.html" %}`

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
  |
  = help: close the tag with `}}`

error[template-syntax]: unexpected end of input
 --> templates/section.html:1:17
  |
1 |   {% if section %}
  |  _________________^
2 | | <p>
  | |___^
  |
 ::: templates/section.html:1:4
  |
1 |   {% if section %}
  |      ---------- opened here
  |
  = help: `{% if … %}` is still open here: write `{% endif %}` where it ends

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
  |
  = help: the functions are t, url, asset, page, section, image, date, number, data

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
  |
  = help: the filters are abs, capitalize, date, default, escape, escape_html, escape_xml, first, float, get, group_by, indent, int, join, keys, last, length, lower, newlines_to_br, nth, pairs, pluralize, replace, reverse, round, safe, sort, split, str, striptags, title, trim, trim_end, trim_start, truncate, unique, upper, values, wordcount

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
  |
  = help: templates stand in templates/ of the site or of the theme, and are named by their path below it

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
  |
  = help: components stand in templates/ of the site or of the theme, as `{% component name() %}`

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
error[missing-block]: the template lacks blocks that others of the theme fill: title, main, head, skip, header, breadcrumbs, footer
--> templates/base.html
 = help: write `{% block title %}{% endblock %}` and so on, or extend the theme's template of this name and fill only the blocks that shall differ

1 error

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
  |
  = help: arguments have names: `t(key="…")`, `url(to="…")`, `truncate(length=40)`

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
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
}

#[test]
fn components_that_call_themselves() {
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
    row(
        &[
            ("templates/page.html", "<p>{{ <own /> }}</p>"),
            (
                "templates/components/own.html",
                "{% component own() %}<b>{{ <own /> }}</b>{% endcomponent own %}",
            ),
        ],
        str![[r#"
error[template]: components are nested more than 20 deep
 --> templates/components/own.html:1:29
  |
1 | {% component own() %}<b>{{ <own /> }}</b>{% endcomponent own %}
  |                             ^^^ from here `own` comes back to itself
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md
  = help: a component that calls itself needs an end: put the call inside an `{% if … %}` that is false at last, or take it out

1 error

"#]],
    );
    row(
        &[
            ("templates/page.html", "{{ page.content }}"),
            (
                "content/film/plan.en.md",
                "---\ntitle: Plan\n---\n\n{{ <one /> }}\n",
            ),
            (
                "templates/components/one.html",
                "{% component one(@lang) -%}\n{{- <two /> }}\n{% endcomponent one %}\n",
            ),
            (
                "templates/components/two.html",
                "{% component two(@lang) %}{% <one> %}x{% </one> %}{% endcomponent two %}",
            ),
        ],
        str![[r#"
error[template]: components are nested more than 20 deep
 --> content/film/plan.en.md:5:1
  |
5 | {{ <one /> }}
  | ^^^^^^^^^^^^^
  |
 ::: templates/components/one.html:2:6
  |
2 | {{- <two /> }}
  |      --- from here `one` comes back to itself
  |
 ::: templates/components/two.html:1:31
  |
1 | {% component two(@lang) %}{% <one> %}x{% </one> %}{% endcomponent two %}
  |                               --- from here `two` comes back to itself
  |
  = help: a component that calls itself needs an end: put the call inside an `{% if … %}` that is false at last, or take it out

1 error

"#]],
    );
}

/// The reason is told where the file is broken; templates that ask for it are no second problem, whatever they do with
/// what they do not get.
#[test]
fn what_could_not_be_read_is_not_said_to_be_missing() {
    type Files = &'static [(&'static str, &'static [u8])];
    let rows: [(&str, Files, &str, &[&str]); 7] = [
        (
            "a data file",
            &[("content/_data/d.yaml", b"a: [\n")],
            "{% set d = data(name=\"d\") %}{% for one in d.a %}{{ one }}{% endfor %}",
            &["yaml-syntax"],
        ),
        (
            "a data file that is no text",
            &[("content/_data/d.yaml", b"a: \xff\n")],
            "{% set d = data(name=\"d\") %}{{ d.a }}",
            &["not-utf8"],
        ),
        (
            "a page",
            &[("content/broken.en.md", b"---\ntitle: \xff\n---\n")],
            "{{ url(to=\"broken\") }}{% set one = page(key=\"broken.en.md\") %}{{ one.title }}",
            &["not-utf8"],
        ),
        (
            "a message",
            &[("locales/en/x.ftl", b"own = { $x\n    .title = T\n")],
            "{{ t(key=\"own\", x=1) }}{{ t(key=\"own.title\") }}",
            &["message-syntax"],
        ),
        (
            "a message that others use",
            &[
                (
                    "locales/en/x.ftl",
                    b"-term = { $x\nother = o\nown = { other } { -term } { last }\nlast = { 1\n",
                ),
                (
                    "locales/ja/x.ftl",
                    b"-term = t\nother = o\nown = { other } { -term } { last }\nlast = l\n",
                ),
                (
                    "locales/zh/x.ftl",
                    b"-term = t\nother = o\nown = { other } { -term } { last }\nlast = l\n",
                ),
            ],
            "{{ t(key=\"own\") }}",
            &["message-syntax", "message-syntax"],
        ),
        (
            "a message in the fallback",
            &[
                ("locales/zh/x.ftl", b"own = { $x\n"),
                ("locales/en/x.ftl", b"own = Own\n"),
                ("locales/ja/x.ftl", b"own = \xe7\xa7\x81\n"),
            ],
            "{{ t(key=\"own\") }}",
            &["message-syntax"],
        ),
        (
            "a file of messages that is no text",
            &[("locales/en/x.ftl", b"own = \xff\n")],
            "{{ t(key=\"own\") }}",
            &["not-utf8"],
        ),
    ];
    for (what, files, template, said) in rows {
        let site = Site::fixture("small");
        for (path, bytes) in files {
            site.write_bytes(path, bytes);
        }
        let template = format!(
            "{{% extends \"themes/default/page.html\" %}}{{% block footer %}}{template}{{% endblock %}}\n"
        );
        site.write("templates/page.html", &template);
        for command in ["build", "check"] {
            let run = site.run(&[command]);
            let said_in_full = run.stdout + &run.stderr;
            let codes = said_in_full.lines().filter_map(|line| {
                let (severity, rest) = line.split_once('[')?;
                matches!(severity, "error" | "warning").then(|| rest.split(']').next())?
            });
            let codes: Vec<&str> = codes.collect();
            assert_eq!(codes, said, "{what}, {command}: {said_in_full}");
        }
    }
}

/// The engine goes down with each, and its stack ends.
#[test]
fn templates_that_are_nested_too_deep() {
    let published = Published::new();
    let chain = |site: &Site, length: usize, text: &dyn Fn(usize) -> String| {
        for at in 0..length {
            site.write(&format!("templates/i{at}.html"), &text(at));
        }
        site.write(&format!("templates/i{length}.html"), "<p>end</p>");
    };
    let include = |at: usize| format!("{{% include \"i{}.html\" %}}", at + 1);
    let section = "{% extends \"themes/default/section.html\" %}{% block main %}<h1>x</h1>{% include \"i0.html\" %}{% endblock main %}";
    published.broken(
        |site| {
            chain(site, 200, &include);
            site.write("templates/section.html", section);
        },
        str![[r#"
error[template]: templates extend or include each other more than 30 deep from here
 --> templates/i170.html:1:4
  |
1 | {% include "i171.html" %}
  |    ^^^^^^^^^^^^^^^^^^
  |
  = help: put some of them into one

1 error

"#]],
    );
    published.broken(
        |site| {
            let chain = "{% elif page %}".repeat(5_000);
            site.write(
                "templates/page.html",
                &format!("{{% if page %}}{chain}{{% endif %}}"),
            );
        },
        str![[r#"
error[template]: this `if` has more than 200 `elif`
 --> templates/page.html:1:3017
  |
1 | ...page %}{% elif page %}{% elif page %}{% elif page %}{% elif page %}{% elif page %}{% elif ...
  |                                            ^^^^^^^^^
  |
  = help: look the value up in a map, or in a data file, instead

1 error

"#]],
    );
    // What is deep and not too deep is rendered.
    let site = Site::fixture("small");
    chain(&site, 26, &include);
    site.write("templates/section.html", section);
    site.build().assert_status(0);
    assert!(site.public("ja/index.html").contains("<p>end</p>"));
}

/// What fails inside the default theme fails because of a template of the site, which is named first.
#[test]
fn what_fails_inside_another_template() {
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
    row(
        &[(
            "templates/404.html",
            "<p>東京 {{ <card page=\"nope\" /> }}</p>\n",
        )],
        str![[r#"
error[template]: there is no page `nope`
 --> templates/404.html:1:10
  |
1 | <p>東京 {{ <card page="nope" /> }}</p>
  |            ^^^^^^^^^^^^^^^^^^^^ called from here
  |
 ::: theme default: templates/components/card.html:5:17
  |
5 | {% set target = page(key=page, lang=lang) -%}
  |                 ------------------------- it fails here
  |
  = note: while this was rendered: /404.html

1 error

"#]],
    );
    row(
        &[(
            "templates/404.html",
            "<p>\n  {% include \"partials/entries.html\" %}\n",
        )],
        str![[r#"
error[template]: iteration not possible on type `undefined`
 --> templates/404.html:2:14
  |
2 |   {% include "partials/entries.html" %}
  |              ^^^^^^^^^^^^^^^^^^^^^^^ called from here
  |
 ::: theme default: templates/partials/entries.html:5:16
  |
5 | {% for item in items -%}
  |                ----- it fails here
  |
  = note: while this was rendered: /404.html

1 error

"#]],
    );
    // From one to the next.
    row(
        &[
            ("templates/404.html", "{% include \"inner.html\" %}"),
            ("templates/inner.html", "{{ <own n={3} /> }}"),
            (
                "templates/own.html",
                "{% component own(n, @lang) %}{% if n > 0 %}{{ <own n={n - 1} /> }}{% else %}{{ <card page=\"nope\" /> }}{% endif %}{% endcomponent %}",
            ),
        ],
        str![[r#"
error[template]: there is no page `nope`
 --> templates/own.html:1:80
  |
1 | ...{n - 1} /> }}{% else %}{{ <card page="nope" /> }}{% endif %}{% endcomponent %}
  |                              ^^^^^^^^^^^^^^^^^^^^ called from here
  |
 ::: theme default: templates/components/card.html:5:17
  |
5 | {% set target = page(key=page, lang=lang) -%}
  |                 ------------------------- it fails here
  |
 ::: templates/own.html:1:47
  |
1 | {% component own(n, @lang) %}{% if n > 0 %}{{ <own n={n - 1} /> }}{% else %}{{ <card page="no...
  |                                               ----------------- called from here
  |
 ::: templates/inner.html:1:4
  |
1 | {{ <own n={3} /> }}
  |    ------------- called from here
  |
 ::: templates/404.html:1:12
  |
1 | {% include "inner.html" %}
  |            ------------ called from here
  |
  = note: while this was rendered: /404.html

1 error

"#]],
    );
    row(
        &[
            ("templates/404.html", "{% include \"inner.html\" %}"),
            ("templates/inner.html", "<p>{{ nothing }}</p>"),
        ],
        str![[r#"
error[template]: variable `nothing` is not defined. Available variables: lang, languages_404, route, site, text_code
 --> templates/inner.html:1:7
  |
1 | <p>{{ nothing }}</p>
  |       ^^^^^^^
  |
 ::: templates/404.html:1:12
  |
1 | {% include "inner.html" %}
  |            ------------ called from here
  |
  = note: while this was rendered: /404.html

error[template]: variable `nothing` is not defined. Available variables: lang, route, site, text_code
 --> templates/inner.html:1:7
  |
1 | <p>{{ nothing }}</p>
  |       ^^^^^^^
  |
 ::: templates/404.html:1:12
  |
1 | {% include "inner.html" %}
  |            ------------ called from here
  |
  = note: while this was rendered: /en/404.html

2 errors

"#]],
    );
    // From a text.
    row(
        &[
            (
                "templates/own.html",
                "{% component own(@lang) %}{{ <card page=\"nope\" /> }}{% endcomponent %}",
            ),
            (
                "content/film/plan.en.md",
                "---\ntitle: Plan\n---\n{{ <own /> }}\n",
            ),
        ],
        str![[r#"
error[template]: there is no page `nope`
 --> content/film/plan.en.md:4:1
  |
4 | {{ <own /> }}
  | ^^^^^^^^^^^^^
  |
 ::: templates/own.html:1:30
  |
1 | {% component own(@lang) %}{{ <card page="nope" /> }}{% endcomponent %}
  |                              -------------------- called from here
  |
 ::: theme default: templates/components/card.html:5:17
  |
5 | {% set target = page(key=page, lang=lang) -%}
  |                 ------------------------- it fails here

1 error

"#]],
    );
}

/// What is put together at run time may come from any call that does so.
#[test]
fn calls_whose_arguments_are_put_together() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write(
                "templates/404.html",
                "{% if lang == \"zh\" %}{% set kind = \"東京\" %}{{ t(key=\"skip-link\") }}{{ t(key=\"kind-\" ~ kind) }}\n{{ t(n=1, key=kind) }}{% endif %}\n",
            );
        },
        str![[r#"
error[unknown-message]: there is no message `kind-東京` for the language `zh`
 --> templates/404.html:1:77
  |
1 | {% if lang == "zh" %}{% set kind = "東京" %}{{ t(key="skip-link") }}{{ t(key="kind-" ~ kind) }}
  |                                                                               ^^^^^^^^^^^^^ this `key` may come to it
  |
 ::: templates/404.html:2:15
  |
2 | {{ t(n=1, key=kind) }}{% endif %}
  |               ---- or this one
  |
  = note: while this was rendered: /zh/404.html
  = help: add `kind-東京 = …` to a file in `locales/zh/`

error[unknown-message]: there is no message `東京` for the language `zh`
 --> templates/404.html:2:15
  |
2 | {{ t(n=1, key=kind) }}{% endif %}
  |               ^^^^ this `key` may come to it
  |
  = note: while this was rendered: /zh/404.html
  = help: add `東京 = …` to a file in `locales/zh/`

2 errors

"#]],
    );
    published.finding(
        |site| {
            site.write(
                "templates/404.html",
                "{% set to = \"/nope/\" %}\n{{ url(to=to | safe) }}\n",
            );
        },
        str![[r#"
warning[dead-path]: the site has nothing at /nope/
 --> templates/404.html:2:11
  |
2 | {{ url(to=to | safe) }}
  |           ^^^^^^^^^ this `to` may come to it
  |
  = note: while this was rendered: /404.html

1 warning

"#]],
    );
}

#[test]
fn what_a_theme_says_of_itself() {
    let published = Published::new();
    let row = |theme: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write("themes/own/theme.yaml", theme).edit(
                    "site.yaml",
                    "timezone: Asia/Tokyo\n",
                    "timezone: Asia/Tokyo\ntheme: own\n",
                );
            },
            said,
        );
    };
    row(
        "name: own\nyuimaru: 99.0.0\nlicence: MIT\n",
        str![[r#"
error[theme-too-new]: the theme needs Yuimaru 99.0.0 or newer, and this is [VERSION]
 --> themes/own/theme.yaml:2:10
  |
2 | yuimaru: 99.0.0
  |          ^^^^^^
  |
  = help: take a newer Yuimaru, or an older version of the theme

warning[unknown-key]: `licence` is not a key of theme.yaml
 --> themes/own/theme.yaml:3:1
  |
3 | licence: MIT
  | ^^^^^^^
  |
  = help: did you mean `license`?

1 error, 1 warning

"#]],
    );
    row(
        "name: [own\n",
        str![[r#"
error[yaml-syntax]: this list is not closed, or a comma is missing in it
 --> themes/own/theme.yaml:1:7
  |
1 | name: [own
  |       ^ opened here
  |
  = help: write `[one, two]`

1 error

"#]],
    );
}

#[test]
fn arguments_that_functions_do_not_take() {
    let published = Published::new();
    let row = |call: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write("templates/404.html", &format!("<p>{{{{ {call} }}}}</p>\n"));
            },
            said,
        );
    };
    row(
        r#"url(to="film/plan", absolut=true)"#,
        str![[r#"
error[template]: `url` has no argument `absolut`; did you mean `absolute`?
 --> templates/404.html:1:7
  |
1 | <p>{{ url(to="film/plan", absolut=true) }}</p>
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this was rendered: /404.html

1 error

"#]],
    );
    row(
        r#"asset(path="style.css", x=1)"#,
        str![[r#"
error[template]: `asset` has no argument `x`; it takes path, lang
 --> templates/404.html:1:7
  |
1 | <p>{{ asset(path="style.css", x=1) }}</p>
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this was rendered: /404.html

1 error

"#]],
    );
}

#[test]
fn a_component_in_two_files() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write(
                "templates/a.html",
                "{% component own(a) %}{% endcomponent %}\n",
            )
            .write(
                "templates/b.html",
                "\n{% component own() %}{% endcomponent %}\n",
            );
        },
        str![[r#"
error[template]: the component `own` is defined in two files
 --> templates/b.html:2:4
  |
2 | {% component own() %}{% endcomponent %}
  |    ^^^^^^^^^^^^^^^ again here
  |
 ::: templates/a.html:1:4
  |
1 | {% component own(a) %}{% endcomponent %}
  |    ---------------- first here
  |
  = help: rename one of them, or take it out; a site puts its own over the theme's by a component of the same name

1 error

"#]],
    );
}
