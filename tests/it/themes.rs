//! Themes and templates of a site's own.

use crate::harness::{Site, assert_same_tree};

/// What a template of a test wrote into its list.
fn own(site: &Site, path: &str) -> String {
    let html = site.public(path);
    let inside = html.split_once("<ul id=\"own\">").unwrap().1;
    inside.split_once("</ul>").unwrap().0.trim().to_owned()
}

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
<li>{{ date(value="2026-04-01", calendar="japanese") }} {{ "2026-04-01" | date(calendar="japanese") }} {{ "2026-04-01" | date }} {{ "2026-04-01" | date(style="short", lang="zh") }} {{ ["2026-04-01", "2026-05-02"] | date }} {{ "2026-04-01" | date(end="2026-04-03") }}</li>
<li>{{ number(value=1234567.5) }}</li>
<li>{{ url(to="film/_index") }} {{ url(to="film/plan", lang="en", absolute=true) }}</li>
<li>{% set film = section(key="film/_index") %}{{ film.pages | length }} {% set plan = page(key="film/plan") %}{{ plan.title }}</li>
<li>{% for partner in data(name="partners") %}{{ partner.name }}{% if not loop.last %}, {% endif %}{% endfor %}{% set same = data(name="partners", lang=lang) %}{% if asset(path="dot.svg", lang="en") != asset(path="dot.svg") or same | length != 3 %}!{% endif %}</li>
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
    snapbox::assert_data_eq!(
        own(&site, "ja/film/plan/index.html"),
        snapbox::str![[r#"
<li>Nahaへ2回</li>
<li>令和8年4月1日 令和8年4月1日 2026年4月1日 2026/4/1 2026年4月1日、2026年5月2日 2026年4月1日～3日</li>
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
        own(&site, "en/film/plan/index.html"),
        snapbox::str![[r#"
<li>2 hellos, Naha</li>
<li>April 1, 8 Reiwa April 1, 8 Reiwa April 1, 2026 2026/4/1 April 1, 2026 and May 2, 2026 April 1–3, 2026</li>
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

/// Dates and numbers of front matter, one, many and as ranges, in templates and through messages.
#[test]
fn dates_and_numbers_of_front_matter() {
    let site = Site::fixture("small");
    site.write(
        "templates/page.html",
        r#"<ul id="own">
<li>{{ date(value="2026-04-01", year="numeric", month="long", day="numeric", weekday="short") }}</li>
<li>{{ date(value="2019-05-01", style="full", calendar="japanese") }}</li>
<li>{{ date(value=page.params.days) }}</li>
<li>{{ date(value=page.params.days[0], end=page.params.days[1]) }}</li>
<li>{{ date(value=page.params.days[0], end=page.params.days[2], year="numeric", month="long") }}</li>
<li>{{ date(value=page.params.days[0], end=page.params.none) }}</li>
<li>{{ number(value=page.params.seats) }}</li>
<li>{{ number(value=page.params.fees, style="currency", currency="JPY") }}</li>
<li>{{ number(value=5000, style="currency", currency="CNY") }}</li>
<li>{{ number(value=123456789, notation="compact") }}</li>
<li>{{ t(key="camp", from=page.params.days[0], to=page.params.days[1], fee=5000, people=12345) }}</li>
</ul>"#,
    )
    .write("locales/ja/own.ftl", CAMP)
    .write("locales/zh/own.ftl", CAMP)
    .write("locales/en/own.ftl", CAMP);
    site.edit(
        "content/film/plan.yaml",
        "date:",
        "params: {days: [2026-04-01, 2026-04-03, 2026-06-05], seats: [20, 1500], fees: [3000, 12000], none: null}\ndate:",
    );
    site.build().assert_status(0);
    let own = |path: &str| {
        let html = site.public(path).replace("&#x2f;", "/");
        html.replace('\u{a0}', " ")
    };
    snapbox::assert_data_eq!(
        own("ja/film/plan/index.html"),
        snapbox::str![[r#"
<ul id="own">
<li>2026年4月1日(水)</li>
<li>令和元年5月1日水曜日</li>
<li>2026年4月1日、2026年4月3日、2026年6月5日</li>
<li>2026年4月1日～3日</li>
<li>2026年4月～6月</li>
<li>2026年4月1日</li>
<li>20、1,500</li>
<li>3,000円、12,000円</li>
<li>5,000人民元</li>
<li>1.2億</li>
<li>2026年4月1日～3日 CN¥5,000 1.2万</li>
</ul>
"#]]
    );
    snapbox::assert_data_eq!(
        own("zh/film/plan/index.html"),
        snapbox::str![[r#"
<ul id="own">
<li>2026年4月1日周三</li>
<li>令和元年5月1日星期三</li>
<li>2026年4月1日、2026年4月3日和2026年6月5日</li>
<li>2026年4月1日至3日</li>
<li>2026年4月至6月</li>
<li>2026年4月1日</li>
<li>20和1,500</li>
<li>3,000日元和12,000日元</li>
<li>5,000元</li>
<li>1.2亿</li>
<li>2026年4月1日至3日 CN¥5,000 1.2万</li>
</ul>
"#]]
    );
    snapbox::assert_data_eq!(
        own("en/film/plan/index.html"),
        snapbox::str![[r#"
<ul id="own">
<li>Wed, April 1, 2026</li>
<li>Wednesday, May 1, 1 Reiwa</li>
<li>April 1, 2026, April 3, 2026, and June 5, 2026</li>
<li>April 1–3, 2026</li>
<li>April–June 2026</li>
<li>April 1, 2026</li>
<li>20 and 1,500</li>
<li>JPY 3,000 and JPY 12,000</li>
<li>CNY 5,000</li>
<li>123M</li>
<li>April 1–3, 2026 CN¥5,000 12K</li>
</ul>
"#]]
    );
}

const CAMP: &str = "camp = { DATETIME($from, $to, dateStyle: \"long\") } \
                    { NUMBER($fee, style: \"currency\", currency: \"CNY\", currencyDisplay: \"symbol\") } \
                    { NUMBER($people, notation: \"compact\") }\n";

/// A page can be named by its key and by each of its source files, in templates and in components.
#[test]
fn pages_are_named_by_key_or_source_file() {
    let site = Site::fixture("small");
    site.write("content/camp/index.en.md", "---\ntitle: Camp\n---\n")
        .write("content/camp/index.ja.md", "---\ntitle: 合宿\n---\n");
    let rows = [
        ("film/plan", "/en/film/plan/"),
        ("film/plan.md", "/en/film/plan/"),
        ("film/plan.en.md", "/en/film/plan/"),
        ("film/plan.ja.md", "/en/film/plan/"),
        ("content/film/plan.en.md", "/en/film/plan/"),
        ("film/plan.en.md#top", "/en/film/plan/#top"),
        ("camp", "/en/camp/"),
        ("camp/index", "/en/camp/"),
        ("camp/index.md", "/en/camp/"),
        ("camp/index.en.md", "/en/camp/"),
        ("content/camp/index.ja.md", "/en/camp/"),
        ("film", "/en/film/"),
        ("film/_index", "/en/film/"),
        ("film/_index.en.md", "/en/film/"),
        ("_index.en.md", "/en/"),
        ("content/_index.zh.md", "/en/"),
        ("tel:123", "tel:123"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("web+x-1.0:y", "web+x-1.0:y"),
        ("https://example.com/", "https://example.com/"),
        ("//example.com/", "//example.com/"),
    ];
    let mut template = String::new();
    let mut text = String::new();
    let mut expected = (String::new(), String::new());
    for (to, path) in rows {
        template += &format!("<i>{{{{ url(to=\"{to}\") }}}}</i>\n");
        expected.0 += &format!("<i>{path}</i>\n");
        if path.starts_with("/en/") && !to.contains('#') {
            template += &format!("{{% set one = page(key=\"{to}\") %}}<b>{{{{ one.path }}}}</b>\n");
            expected.0 += &format!("<b>{path}</b>\n");
            text += &format!("{{{{ <card page=\"{to}\" /> }}}}\n");
            expected.1 += path;
        }
    }
    site.write("templates/page.html", &template).write(
        "content/_index.en.md",
        &format!("---\ntitle: Home\n---\n\n{text}"),
    );
    site.build().assert_status(0);
    assert_eq!(site.public("en/film/plan/index.html"), expected.0);
    let home = site.public("en/index.html");
    let hrefs: String = home
        .split("class=\"card-title\"><a href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .take(expected.1.matches("/en/").count())
        .collect();
    assert_eq!(hrefs, expected.1);
}

/// What `themes/README.md` says of sections holds wherever a template comes by one.
#[test]
fn sections_have_a_count_and_a_name() {
    let site = Site::fixture("small");
    site.write(
        "templates/section.html",
        "{{ section.name or \"-\" }} {{ section.count }}; \
         {% for one in section.sections %}{{ one.name }} {{ one.count }}{% endfor %}; \
         {% for one in site.sections %}{{ one.name }} {{ one.count }}{% endfor %}; \
         {% set film = section(key=\"film\") %}{{ film.name }} {{ film.count }}; \
         {% set film = page(key=\"film/_index\") %}{{ film.name }} {{ film.count }}\n",
    );
    site.build().assert_status(0);
    for (path, said) in [
        ("en/index.html", "- 0; film 1; film 1; film 1; film 1\n"),
        ("en/film/index.html", "film 1; ; film 1; film 1; film 1\n"),
    ] {
        assert_eq!(site.public(path), said, "{path}");
    }
}

/// The heads of the theme's components show calls as texts make them; templates make the same ones.
#[test]
fn templates_call_the_components_of_the_theme() {
    let site = Site::fixture("graph-copies");
    site.write(
        "templates/page.html",
        "{{ text_code }}/{{ lang }} {{ <day value=\"2026-04-01\" /> }}\n{{ <card page=\"_index\" /> }}\n\
         {% <note> %}x{% </note> %}\n{% <cards> %}{{ <figure src=\"/x.svg\" alt=\"x\" /> }}{% </cards> %}\n",
    )
    .write("static/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>");
    site.build().assert_status(0);
    // The words are those of the text: this is a copy.
    let copy = site.public("en/copied/index.html");
    assert!(
        copy.starts_with("ja/en <time datetime=\"2026-04-01\">2026年4月1日</time>"),
        "{copy}"
    );
    assert!(
        copy.contains("補足</p>") && copy.contains("<img src=\"/x.svg\""),
        "{copy}"
    );
}

/// Keys that are put together, comments and raw text are no calls of messages, and a space before the brackets makes
/// none less of one.
#[test]
fn calls_of_messages_are_told_from_text() {
    let site = Site::fixture("small");
    site.write(
        "templates/404.html",
        "<h1>404</h1>{# {{ t(key=\"old\") }} #}{% raw %}{{ t(key=\"raw\") }}{% endraw %}{{ \"}}\" }}{{ t (key=\"spaced\") }}\
         {% set k = \"a\" %}{{ t(key=\"kind-\" ~ k ~ \"-x\") }}{{ t(key=\"kind-a-x\" if k else \"kind-a-y\") }}\n",
    );
    for lang in ["ja", "zh", "en"] {
        let text = "kind-a-x = x\nspaced = s\n";
        site.write(&format!("locales/{lang}/own.ftl"), text);
    }
    site.build().assert_status(0);
    site.check().assert_status(0).assert_stdout("no problems\n");
}

/// A theme with all templates of its own needs none of the default theme's messages but those that texts show.
#[test]
fn a_whole_theme_needs_its_own_messages_alone() {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: T\nbase_url: https://example.org/\ndefault_language: fr\ntheme: own\nlanguages: {fr: {name: Français, tag: fr}}\n",
    )
    .write("content/_index.fr.md", "---\ntitle: Accueil\n---\n\nx\n")
    .write("themes/own/theme.yaml", "name: own\n");
    for name in [
        "base", "page", "section", "taxonomy", "term", "404", "chooser",
    ] {
        let text = "<!doctype html><html lang=\"fr\"><title>{{ route.title }}</title><h1>{{ route.title }}</h1></html>";
        site.write(&format!("themes/own/templates/{name}.html"), text);
    }
    let own = [
        "alert-note",
        "alert-tip",
        "alert-important",
        "alert-warning",
        "alert-caution",
        "footnotes-title",
    ];
    let messages: String = own.iter().map(|key| format!("{key} = m\n")).collect();
    site.write(
        "locales/fr/own.ftl",
        &(messages + "footnote-backlink = { $number }\ntaxonomy-title = { $id }\n"),
    );
    site.build().assert_status(0);
    site.check().assert_status(0).assert_stdout("no problems\n");
    // What is called counts: the default theme's `note` has a message.
    site.write(
        "content/_index.fr.md",
        "---\ntitle: Accueil\n---\n\n{% <note> %}\nx\n{% </note> %}\n",
    );
    let run = site.check();
    run.assert_status(1);
    assert!(
        run.stdout.contains("there is no message `note-info`"),
        "{}",
        run.stdout
    );
}

/// What a language does not have is given in another, and marked, whichever function is asked.
#[test]
fn sections_of_another_language_are_marked() {
    let site = Site::fixture("small");
    site.write("content/boats/_index.en.md", "---\ntitle: Boats\n---\n")
        .write(
            "content/boats/sabani.en.md",
            "---\ntitle: Sabani\ndate: 2026-01-01\n---\n",
        )
        .write(
            "templates/section.html",
            "<h1>x</h1>{% set boats = section(key=\"boats/_index\") %}{{ boats.foreign }} {{ boats.pages[0].foreign }} \
             {{ boats.years[0].pages[0].foreign }} {% set page = page(key=\"boats/_index\") %}{{ page.foreign }}\n",
        );
    site.build().assert_status(0);
    for (lang, foreign) in [("en", false), ("ja", true), ("zh", true)] {
        assert_eq!(
            site.public(&format!("{lang}/index.html")),
            format!("<h1>x</h1>{foreign} {foreign} {foreign} {foreign}\n"),
            "{lang}"
        );
    }
}

/// Calls that answer the same on every page are answered once, and say what they said: wherever they stand, in every
/// language, in blocks, includes and components.
#[test]
fn calls_that_never_change_say_what_they_always_said() {
    let site = Site::fixture("small");
    site.write(
        "templates/page.html",
        r#"{% extends "base.html" %}
{% block main %}<ul id="own">
<li>{{ t(key="greeting") }}|{{-t (key = 'greeting')-}}|{{ t(key=`greeting`) | safe }}|{{ t(key="greeting") | upper }}</li>
<li>{{ t(key="greeting") ~ asset(path="dot.svg") }} {{ [t(key="greeting"), t(key="bye")] | join(sep=", ") }}</li>
<li>{% if not t(key="nothing") %}nothing{% endif %} {% if t(key="bye") == "Bye" %}bye{% endif %} {{ t(key="bye") if lang == "en" else t(key="greeting") }}</li>
<li>{{ t(key="greeting", lang="ja") }} {{ t(key="count", n=3) }} {{ t(key="count", n="4") }} {{ t(key="count", n=site.title) }} {{ t(key="count", n=site.language.name, lang="ja") }} {{ t(key="count", n=site.title, ) }} {{ t(key="count", n=page.title) }} {{ t(key="bye.word") }} {{ t(key="greeting") is string }}</li>
<li>{{ <shown text={t(key="greeting")} /> }} {% <shown text="a"> %}{{ t(key="bye") }}{% </shown> %} {% include "partials/own.html" %}</li>
<li>{% raw %}{{ t(key="bye") }}{% endraw %} {# {{ t(key="none") }} #}t(key="bye") {{ "t(key='bye')" }}</li>
<li>{{ site.title }} {% include "partials/foot.html" %}{% for item in site.languages %} {{ loop.index }} {{ item.name }}{% endfor %}</li>
</ul>{% endblock main %}"#,
    )
    .write(
        "templates/partials/foot.html",
        r#"{{ t(key="bye") }} {{ asset(path="dot.svg") }} {% include "partials/deep.html" %}{% include "partials/deep.html" %}"#,
    )
    .write(
        "templates/partials/deep.html",
        r#"{% if lang == "en" %}{{ site.title | upper }}{{ t(key="greeting") }}{% else %}-{% endif %}"#,
    )
    .write(
        "templates/components/shown.html",
        r#"{% component shown(text: string, @lang) %}[{{ text }} {{ t(key="bye") }}{% if body %} {{ body }}{% endif %}]{% endcomponent shown %}"#,
    )
    .write("static/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    .write(
        "templates/partials/own.html",
        r#"{% set greeting = t(key="greeting") %}{{ greeting }}{{ asset(path="dot.svg") | length > 7 }}"#,
    );
    for (lang, greeting, bye) in [
        ("en", "Hi <b>&", "Bye"),
        ("ja", "「やあ」", "では"),
        ("zh", "你好", "再见"),
    ] {
        site.write(
            &format!("locales/{lang}/own.ftl"),
            &format!("greeting = {greeting}\nbye = {bye}\n    .word = {bye}!\ncount = {{ $n }}\nnothing = {{ \"\" }}\n"),
        );
    }
    site.build().assert_status(0);
    let once = site.bytes_of_tree("public");
    snapbox::assert_data_eq!(
        own(&site, "en/film/plan/index.html"),
        snapbox::str![[r#"
<li>Hi &lt;b&gt;&amp;|Hi &lt;b&gt;&amp;|Hi <b>&|HI &lt;B&gt;&amp;</li>
<li>Hi &lt;b&gt;&amp;/dot.svg Hi &lt;b&gt;&amp;, Bye</li>
<li>nothing bye Bye</li>
<li>「やあ」 3 4 A small site English A small site Plan Bye! true</li>
<li>[Hi &lt;b&gt;&amp; Bye] [a Bye Bye] Hi &lt;b&gt;&amp;true</li>
<li>{{ t(key="bye") }} t(key="bye") t(key=&#39;bye&#39;)</li>
<li>A small site Bye /dot.svg A SMALL SITEHi &lt;b&gt;&amp;A SMALL SITEHi &lt;b&gt;&amp; 1 日本語 2 简体中文 3 English</li>
"#]]
    );
    // Where a template gives `lang` another meaning, or a component includes what pages do, each call is asked each time.
    for (path, text) in [
        (
            "templates/other.html",
            "{% set lang = \"ja\" %}{{ t(key=\"bye\") }}",
        ),
        (
            "templates/other.html",
            "{% for i, lang in [\"ja\"] %}{{ t(key=\"bye\") }}{% endfor %}",
        ),
        (
            "templates/other.html",
            "{% set site = page %}{{ t(key=\"count\", n=site.title) }}",
        ),
        ("templates/other.html", "{{ __tera_context }}"),
        (
            "templates/components/other.html",
            "{% component other(@lang) %}{% include \"partials/own.html\" %}{% endcomponent other %}",
        ),
    ] {
        site.write(path, text);
        site.build().assert_status(0);
        assert_same_tree(&once, &site.bytes_of_tree("public"));
        site.remove(path);
    }
}

/// What is wrong with a template is told as if nothing were rendered once: in words, places and order.
#[test]
fn what_is_wrong_with_parts_is_told_as_ever() {
    let site = Site::fixture("small");
    for template in [
        "<p>{{ site.title }} {{ site.titel }}</p>",
        "{% if site.title %}\n<p>結 {{ site.titel }}\n</p>{% endif %}{{ site.title }}",
        "{{ site.title }} {{ t(key=\"skip-lnik\") }} {{ page.title }}",
        "{{ site.title }}\n  {{ site.title }} 結 {{ page.titel }}",
        "{% for item in site.languages %}{{ item.nmae }}{% endfor %}{{ site.title }}",
        "{{ site.title }} {% include \"partials/broken.html\" %}",
        "{{ site.title }} {{ site.title | uper }}",
        "{{ site.title }} {{ site.title + }} {{ site.title }}",
        "{{ asset(path=\"none.css\") }}{{ site.title }}",
        "{% if site.title %}{{ site.title }}",
    ] {
        site.write("templates/page.html", template);
        site.write(
            "templates/partials/broken.html",
            "{{ site.title.x.y }}{{ site.title }}",
        );
        let told = site.build().assert_status(1).stderr.clone();
        // With this, every call is made each time.
        site.write("templates/other.html", "{% set lang = \"ja\" %}");
        let told_without = site.build().assert_status(1).stderr.clone();
        site.remove("templates/other.html");
        assert_eq!(told, told_without, "{template}");
    }
}

/// What a template may name is told without what stands in the place of calls, and at its own place.
#[test]
fn names_that_do_not_exist_stand_where_the_file_has_them() {
    let site = Site::fixture("small");
    site.write(
        "templates/page.html",
        "{% set A = 1 %}{{ t(key=\"skip-link\") }} {{ t(key=\"skip-link\") }}{{ naem }}\n",
    );
    site.build()
        .assert_status(1)
        .assert_stderr(snapbox::str![[r#"
error[template]: variable `naem` is not defined. Available variables: A, lang, page, route, site, text_code
 --> templates/page.html:1:68
  |
1 | {% set A = 1 %}{{ t(key="skip-link") }} {{ t(key="skip-link") }}{{ naem }}
  |                                                                    ^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]]);
}

/// Of a page only those fields are made that a template asks for, which nobody is to know.
#[test]
fn fields_that_do_not_exist_are_told_with_all_that_do() {
    let site = Site::fixture("small");
    site.write("templates/page.html", "{{ page.titel }}\n");
    site.build().assert_status(1).assert_stderr(snapbox::str![[r#"
error[template]: field `titel` is not defined. Available fields: content, date, description, draft, foreign, has_text, image, is_copy, is_section, key, kind, l10n, lang, next, origin, other_lang, params, path, previous, reading_time, section, summary, summary_is_cut, tag, terms, text_dir, text_lang, title, title_html, toc, toc_shown, translations, updated, url, weight
 --> templates/page.html:1:9
  |
1 | {{ page.titel }}
  |         ^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md
  = help: did you mean `title`?

1 error

"#]]);
}

/// Calls that are wrong, or a part of something, are Tera's, with its words and places.
#[test]
fn calls_that_are_more_than_calls_stay_as_they_are() {
    let site = Site::fixture("small");
    for (template, expected) in [
        ("{{ t(key=\"draft\")not in \"x\" }}", Ok("true")),
        ("{{ 1 if t(key=\"draft\")else 2 }}", Ok("1")),
        (
            "{{ t(key=\"draft\") ~ t(key=\"draft\") }}",
            Ok("DraftDraft"),
        ),
        ("{{ t(key=\"draft\", lang=\"ja\") }}", Ok("下書き")),
        ("{{ t(key=\"draft\") + 1 }}", Err("1:4")),
        ("{{ t(key=\"draft\", key=\"bye\") }}", Err("1:19")),
        ("{{ t(,key=\"draft\") }}", Err("1:6")),
        ("{{ t(key=\"draft\",,) }}", Err("1:18")),
        ("{{ t(key=\"draft\", 1=\"x\") }}", Err("1:19")),
        ("{{ t(key=\"draft\", \"x\") }}", Err("1:19")),
        ("{% t(key=\"draft\") %}", Err("1:4")),
        ("{{ t(key=\"draft\") t(key=\"draft\") }}", Err("1:19")),
        ("{{ t(key=\"draft\"", Err("1:")),
    ] {
        site.write("templates/page.html", &format!("{template}\n"));
        let run = site.build();
        match expected {
            Ok(text) => {
                run.assert_status(0);
                assert_eq!(
                    site.public("en/film/plan/index.html").trim(),
                    text,
                    "{template}"
                );
            }
            Err(place) => {
                run.assert_status(1);
                let place = format!("--> templates/page.html:{place}");
                assert!(run.stderr.contains(&place), "{template}\n{}", run.stderr);
            }
        }
    }
}

/// What is the same on every page of a language is rendered once. A template that looks at all that there is turns that
/// off, even where nobody uses it, and the pages are what they were.
#[test]
fn what_is_rendered_once_is_what_each_page_would_have() {
    let site = Site::fixture("small");
    let components = "{% component item(entry: map, @route: map = {}) -%}\
        <li{% if route?.path == entry.path %} aria-current=\"page\"{% endif %}>{{ entry.title }}</li>\
        {%- endcomponent item %}\
        {% component site.nav(@route: map = {}) -%}<nav>{% if route?.path %}{{ route.path }}{% endif %}</nav>{%- endcomponent site.nav %}\
        {% component lang(@route: map = {}, @item: map = {}) -%}<b>{% if route?.path %}{{ route.path }}{% endif %}{% if item?.path %}{{ item.path }}{% endif %}</b>{%- endcomponent lang %}";
    let partials = [
        "{% for item in site.menus.main %}{{ <item entry={item} /> }}{% endfor %}",
        "{% for a in site.menus.main %}{{ <item entry={a} /> }}{% endfor %}",
        "{{ <site.nav /> }}{{ <lang/> }}{{ site.title }}{{ < lang /> }}",
        "{% for item in site.menus.main %}{{ <lang /> }}{% endfor %}",
        "{% for item in site.menus.main %}{% if <site.nav /> %}{{ item.path }}{% endif %}{% endfor %}",
        "{% for item in site.menus.main %}{% set item = route %}{{ item.path }}{{ site.title }}{% endfor %}",
        "{% for item in site.menus.main %}{% for a in [route, item] %}{{ a.path }}{{ item.path }}{{ loop.index }}{% endfor %}{% endfor %}",
        "{% for item in [route] %}{% include \"partials/inner.html\" %}{{ item.path }}{{ site.title }}{% endfor %}",
        "{% set_global item = route %}{{ item.path }}{% for item in site.menus.main %}{{ item.path }}{{ lang }}{% endfor %}",
        "{{ [item.path for item in [route]] | join(sep=\",\") }}{{ site.title }}{{ lang }}",
        "{% filter upper %}{{ site.title }} <{{ lang }}>{% endfilter %}{% set x %}{{ site.title }}&{{ lang }}{% endset %}{{ x }}{{ site.title }}",
        "{%- if site.title -%}\n {{ lang }}{{ site.title }} \n{%- endif -%}\n .",
        "{{ site.menus.main | length <site.title | length }}{{ lang }}",
    ];
    site.write("templates/components/own.html", components)
        .write(
            "templates/partials/inner.html",
            "({{ site.title }}{{ item.path }}{{ lang }})",
        );
    let mut page = "<ul id=\"own\">".to_owned();
    for (at, partial) in partials.iter().enumerate() {
        site.write(&format!("templates/partials/own{at}.html"), partial);
        page += &format!("\n<li>{{% include \"partials/own{at}.html\" %}}</li>");
    }
    page += "</ul>";
    for name in ["page", "section", "404"] {
        site.write(&format!("templates/{name}.html"), &page);
    }
    site.build().assert_status(0);
    let once = site.bytes_of_tree("public");
    assert!(own(&site, "ja/film/index.html").contains("<li aria-current=\"page\">"));
    site.write("templates/unused.html", "{{ __tera_context }}");
    site.build().assert_status(0);
    assert_same_tree(&once, &site.bytes_of_tree("public"));
}

/// Style sheets of a site below a path: those of the theme are written as texts are, those in `static/` stay as they are.
#[test]
fn style_sheets_reach_the_files_of_the_site() {
    let site = Site::fixture("small");
    site.edit("site.yaml", "https://example.org/", "https://example.org/base/")
        .write("themes/default/static/own.css", "a{b:url(/dot.svg) c:url('/base/dot.svg?x') d:url(//e.org/x) e:url(/no.png)}\nf{b:url(no.png)}")
        .write("static/dot.svg", "<svg viewBox=\"0 0 1 1\"/>")
        .write("static/site.css", "a{b:url(dot.svg) c:url(/base/dot.svg) d:url(/dot.svg) e:url(no.png) f:url(#g) h:url(data:x)}");
    site.build().assert_status(0);
    let tree = site.bytes_of_tree("public/assets");
    let name = tree.keys().find(|name| name.starts_with("own.")).unwrap();
    let sheet = String::from_utf8(tree[name].clone()).unwrap();
    assert!(
        sheet.starts_with(
            "a{b:url(/base/dot.svg) c:url('/base/dot.svg?x') d:url(//e.org/x) e:url(/base/no.png)}"
        ),
        "{sheet}"
    );
    // What is right where the site is published is right elsewhere too.
    let said = site.run(&["build", "--base-url", "http://localhost:1111/"]);
    said.assert_status(0);
    for wrong in ["lies outside", "at /base/", "site.css:1:24"] {
        assert!(!said.stderr.contains(wrong), "{}", said.stderr);
    }
    let said = site.check();
    said.assert_status(1);
    snapbox::assert_data_eq!(
        said.stdout.as_str(),
        snapbox::str![[r#"
warning[dead-path]: the site begins at /base/, and this lies outside
 --> static/site.css:1:45
  |
1 | a{b:url(dot.svg) c:url(/base/dot.svg) d:url(/dot.svg) e:url(no.png) f:url(#g) h:url(data:x)}
  |                                             ^^^^^^^^
  |
  = help: write the path from this style sheet's folder, or one that begins with /base/

warning[dead-path]: the site has nothing at /no.png
 --> static/site.css:1:61
  |
1 | a{b:url(dot.svg) c:url(/base/dot.svg) d:url(/dot.svg) e:url(no.png) f:url(#g) h:url(data:x)}
  |                                                             ^^^^^^
  |
  = help: put the file into `static/`, or write the path of one that is there

error[dead-path]: the site has nothing at /no.png
 --> themes/default/static/own.css:1:67
  |
1 | a{b:url(/dot.svg) c:url('/base/dot.svg?x') d:url(//e.org/x) e:url(/no.png)}
  |                                                                   ^^^^^^^
  |
  = help: put the file into `static/`, or write the path of one that is there

error[unknown-asset]: the theme has no file `no.png` beside this style sheet
 --> themes/default/static/own.css:2:9
  |
2 | f{b:url(no.png)}
  |         ^^^^^^ no such file
  |
  = help: write the path from this style sheet's folder, or add the file to the theme's `static/`

2 errors, 2 warnings

"#]]
    );
}

/// `static/` is one of the folders by which a site puts its own files over the theme's.
#[test]
fn static_files_of_the_site_win_over_the_theme() {
    let site = Site::fixture("small");
    site.build().assert_status(0);
    let before = site.public("ja/index.html");
    assert!(before.contains("/assets/favicon."), "{before}");
    site.write(
        "static/favicon.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    )
    .write("static/style.css", "body { color: black }");
    site.build().assert_status(0);
    site.check().assert_status(0);
    let html = site.public("ja/index.html");
    assert!(html.contains("href=\"/favicon.svg\""), "{html}");
    assert!(html.contains("href=\"/style.css\""), "{html}");
    let published = site.bytes_of_tree("public/assets");
    assert!(!published.keys().any(|name| name.starts_with("style.")));
}

/// As it has an address.
#[test]
fn images_of_pages_that_a_language_hides() {
    let site = Site::fixture("small");
    site.write(
        "content/b/index.ja.md",
        "---\ntitle: b\nmissing: hide\n---\n",
    )
    .write(
        "content/b/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"7\" height=\"5\"/>",
    )
    .write(
        "templates/404.html",
        "<ul id=\"own\">{% set shown = image(src=\"a.svg\", page=\"b\") %}{{ shown.path }} {{ url(to=\"b\") }}</ul>",
    );
    site.build().assert_status(0);
    assert_eq!(own(&site, "en/404.html"), "/ja/b/a.svg /ja/b/");
}
