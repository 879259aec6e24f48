//! Themes and templates of a site's own.

use crate::harness::Site;

/// A theme that has not the blocks of the default one, and only what its author needed.
#[test]
fn a_theme_of_its_own_falls_back_on_the_default_one() {
    let site = Site::fixture("small");
    site.edit("site.yaml", "timezone: Asia/Tokyo\n", "timezone: Asia/Tokyo\ntheme: plain\n")
        .write(
            "themes/plain/templates/base.html",
            "<!doctype html><html lang=\"{{ site.language.tag }}\"><title>{{ route.title }}</title>\
             <link rel=\"stylesheet\" href=\"{{ asset(path=\"plain.css\") }}\">\
             <body>{% block body %}{% endblock %}</body></html>",
        )
        .write(
            "themes/plain/templates/page.html",
            "{% extends \"base.html\" %}{% block body %}<h1>{{ page.title }}</h1>{{ page.content }}{% endblock %}",
        )
        .write("themes/plain/static/plain.css", "body { color: black }");
    site.build().assert_status(0);
    let page = site.public("ja/film/plan/index.html");
    assert!(
        page.starts_with("<!doctype html><html lang=\"ja\"><title>計画</title>"),
        "{page}"
    );
    assert!(page.contains("href=\"/assets/plain."), "{page}");
    // What it has not is the default theme's, whole.
    assert!(site.public("index.html").contains("data-chooser"));
    assert!(
        site.public("ja/index.html")
            .contains("class=\"site-header\"")
    );
}

/// What a site puts over the theme: a template that extends it, messages, data, and every function and filter of ours.
#[test]
fn a_site_extends_the_theme() {
    let site = Site::fixture("small");
    site.write(
        "templates/page.html",
        r#"{% extends "themes/default/page.html" %}
{% block main %}{{ super() }}<ul id="own">
<li>{{ t(key="greeting", name="Naha", count=2) }}</li>
<li>{{ date(value="2026-04-01", calendar="japanese") }}</li>
<li>{{ number(value=1234567.5) }}</li>
<li>{{ url(to="film/_index") }} {{ url(to="film/plan", lang="en", absolute=true) }}</li>
<li>{% set film = section(key="film/_index") %}{{ film.pages | length }} {% set plan = page(key="film/plan") %}{{ plan.title }}</li>
<li>{% for partner in data(name="partners") %}{{ partner.name }}{% if not loop.last %}, {% endif %}{% endfor %}</li>
<li>{{ "日本語の長い文です" | truncate(length=3) }} {{ "one two three" | truncate(length=9) }} {{ "沖縄 and Hohhot" | wordcount }}</li>
<li>{% for kind, entries in data(name="partners") | group_by(attribute="kind") %}{{ kind }}:{{ entries | length }} {% endfor %}</li>
<li>{% set dot = image(src="/dot.svg") %}{{ dot.path }} {{ dot.width }}</li>
</ul>{% endblock main %}"#,
    )
    .write("static/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>")
    .write(
        "content/_data/partners.yaml",
        "- {name: 甲, kind: group}\n- {name: 乙, kind: person}\n- {name: 丙, kind: group}\n",
    )
    .write("locales/en/own.ftl", "greeting = { $count ->\n    [one] One hello, { $name }\n   *[other] { $count } hellos, { $name }\n }\n")
    .write("locales/ja/own.ftl", "greeting = { $name }へ{ $count }回\n")
    .write("locales/zh/own.ftl", "greeting = 向{ $name }问好{ $count }次\n");
    site.build().assert_status(0);
    site.check().assert_status(0);
    let own = |path: &str| {
        let html = site.public(path);
        html.split_once("<ul id=\"own\">")
            .unwrap()
            .1
            .split_once("</ul>")
            .unwrap()
            .0
            .trim()
            .to_owned()
    };
    snapbox::assert_data_eq!(
        own("ja/film/plan/index.html"),
        snapbox::str![[r#"
<li>Nahaへ2回</li>
<li>令和8年4月1日</li>
<li>1,234,567.5</li>
<li>/ja/film/ https://example.org/en/film/plan/</li>
<li>1 計画</li>
<li>甲, 乙, 丙</li>
<li>日本語… one two… 4</li>
<li>group:2 person:1 </li>
<li>/dot.svg 7</li>
"#]]
    );
    snapbox::assert_data_eq!(
        own("en/film/plan/index.html"),
        snapbox::str![[r#"
<li>2 hellos, Naha</li>
<li>April 1, 8 Reiwa</li>
<li>1,234,567.5</li>
<li>/en/film/ https://example.org/en/film/plan/</li>
<li>1 Plan</li>
<li>甲, 乙, 丙</li>
<li>日本語… one two… 4</li>
<li>group:2 person:1 </li>
<li>/dot.svg 7</li>
"#]]
    );
}
