//! The site that the property test begins with, and the texts it is made of.

use super::tree::{File, Random, Tree, Yaml};
use crate::serve::png;

/// Templates that may be there or not: the path, and what a word makes of it.
type Template = (&'static str, fn(&str) -> String);

pub(super) const TEMPLATES: [Template; 9] = [
    ("templates/base.html", |word| {
        format!(
            "{{% extends \"themes/default/base.html\" %}}{{% block head %}}<!-- {word} -->{{% endblock head %}}\n"
        )
    }),
    ("templates/page.html", |word| {
        format!(
            "{{% extends \"themes/default/page.html\" %}}{{% block head %}}<!-- page {word} -->{{% endblock head %}}\n"
        )
    }),
    ("templates/404.html", |word| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{word}</h1>{{% endblock main %}}\n"
        )
    }),
    ("templates/term.html", |word| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ term.name }}}} {word}</h1>\
             {{% for item in pager.items %}}{{{{ item.title }}}} {{{{ item.summary | safe }}}}{{% endfor %}}{{% endblock main %}}\n"
        )
    }),
    ("templates/partials/footer.html", |word| {
        format!(
            "<footer>{word} {{{{ t(key=\"feed-link\") }}}} {{% set home = page(key=\"_index\") %}}{{% if home %}}{{{{ home.summary | safe }}}} {{{{ home.reading_time }}}}{{% endif %}} {{% set partners = data(name=\"partners\") %}}{{% for name in partners.list %}}{{{{ name }}}} {{% endfor %}}\
             <img src=\"{{{{ asset(path=\"img/logo.svg\") }}}}\"></footer>\n"
        )
    }),
    ("templates/special.html", special),
    ("templates/components/shelf.html", shelf),
    ("themes/default/templates/section.html", |word| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ section.title }}}}</h1><p>{word}</p>{{{{ section.content | safe }}}}\
             {{% for item in pager.items %}}<p>{{{{ item.title }}}} {{{{ item.date }}}} {{{{ item.reading_time }}}} {{% if item.params.a %}}{{{{ item.params.a }}}}{{% endif %}} \
             {{{{ item.summary | safe }}}}{{% if item.summary_is_cut %}}…{{% endif %}}</p>{{% endfor %}}\
             {{% for year in section.years %}}{{{{ year.year }}}}: {{{{ year.pages | length }}}} {{% endfor %}}{{% endblock main %}}\n"
        )
    }),
    ("themes/default/templates/partials/entries.html", |word| {
        format!(
            "{{% for item in items %}}<li>{word} <a href=\"{{{{ item.path }}}}\">{{{{ item.title }}}}</a> {{{{ item.summary | safe }}}}</li>{{% endfor %}}\n"
        )
    }),
];

/// Shows pages of other sections.
fn special(word: &str) -> String {
    format!(
        "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ route.title }}}} {word}</h1>\
         {{% set other = section(key=\"news/_index\") %}}{{% if other %}}{{% for item in other.pages %}}\
         <p>{{{{ item.title }}}}: {{{{ item.summary | safe }}}} {{{{ item.reading_time }}}}</p>{{% endfor %}}{{% endif %}}\
         {{% set home = page(key=\"_index\") %}}{{% if home %}}{{{{ home.summary | safe }}}}{{% endif %}}{{% endblock main %}}\n"
    )
}

fn shelf(word: &str) -> String {
    format!(
        "{{% component shelf(key: string, @lang) -%}}<span>{word}{{% set shown = section(key=key, lang=lang) -%}}\
         {{% if shown %}}{{% for item in shown.pages %}}{{{{ item.title }}}}, {{{{ item.summary | safe }}}}{{% endfor %}}{{% endif -%}}\
         </span>{{%- endcomponent shelf %}}\n"
    )
}

/// A style sheet that refers to another file of the theme, which changes its fingerprint with its own.
pub(super) fn style(word: &str) -> String {
    format!(".{word} {{ background: url(\"img/logo.svg\") }}\n")
}

pub(super) fn svg(word: &str, width: usize) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\"><!-- {word} --></svg>\n"
    )
}

/// Messages of a theme's file, one of them another.
pub(super) fn messages(code: &str, word: &str) -> String {
    let path = format!("themes/default/locales/{code}/theme.ftl");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).unwrap();
    let line = text.lines().find(|line| line.starts_with("feed-link = "));
    text.replace(line.unwrap(), &format!("feed-link = {word}"))
}

/// Settings by key: what each may be.
pub(super) const SETTINGS: [(&str, &[&str]); 16] = [
    ("title", &["{ja: 題, zh: 题, en: Title}", "Site", "サイト"]),
    ("description", &["", "{ja: 説明, en: Described}", "Words"]),
    ("default_language", &["ja", "en"]),
    ("default_language_at_root", &["", "true", "false"]),
    ("missing", &["", "hide", "link", "copy"]),
    ("paginate", &["", "0", "1", "2", "20"]),
    ("languages", &LANGUAGES),
    (
        "menus",
        &["", "{main: [news/_index, about]}", "{main: [about]}"],
    ),
    (
        "taxonomies",
        &[
            "",
            "{tags: {name: {ja: タグ}, terms: {film: {ja: 映画}}}}",
            "{tags: {}, people: {}}",
        ],
    ),
    (
        "feeds",
        &[
            "",
            "{sections: [news]}",
            "{limit: 1}",
            "{limit: 3, sections: [film]}",
        ],
    ),
    ("markdown", &["", "{math: true}", "{highlight: false}"]),
    ("timezone", &["", "Asia/Tokyo", "America/New_York"]),
    // Twice: each change of these is another way to read every page.
    ("languages", &LANGUAGES),
    ("markdown", &["", "{math: true}", "{highlight: false}"]),
    ("l10n", &["", "{origin: ja}", "{origin: en}"]),
    ("params", &["", "{a: 1}", "{a: 2}"]),
];

const LANGUAGES: [&str; 4] = [
    "{ja: {name: 日本語, tag: ja, soft_breaks: cjk}, zh: {name: 简体中文, tag: zh-Hans, soft_breaks: cjk, fallback: [ja, en]}, en: {name: English, tag: en}}",
    "{ja: {name: 日本語, tag: ja}, zh: {name: 中文, tag: zh-Hans, fallback: [en]}, en: {name: English, tag: en}}",
    "{ja: {name: 日本語, tag: ja, soft_breaks: cjk}, en: {name: English, tag: en-GB}}",
    "{en: {name: English, tag: en}, zh: {name: 简体中文, tag: zh-Hant, soft_breaks: cjk}, ja: {name: 日本語, tag: ja}}",
];

/// The names of pages and folders to come; the second is decomposed.
pub(super) const NAMES: [&str; 8] = [
    "計画",
    "か\u{3099}いと\u{3099}",
    "plan",
    "letters",
    "guide",
    "沖縄",
    "notes",
    "Größe",
];

pub(super) fn page(title: &str, front: &[(&'static str, &str)], paragraphs: &[&str]) -> File {
    let mut yaml = Yaml::from([("title", title.to_owned())]);
    yaml.extend(front.iter().map(|(key, value)| (*key, (*value).to_owned())));
    let paragraphs = paragraphs.iter().map(|text| (*text).to_owned()).collect();
    File::Page(yaml, paragraphs)
}

/// The first site, somewhat other with every seed.
pub(super) fn site(random: &mut Random) -> Tree {
    let mut tree = Tree::default();
    let mut put = |path: String, file: File| tree.0.insert(path, file);
    let settings = SETTINGS.iter().filter(|(_, values)| !values[0].is_empty());
    let settings = settings.map(|(key, values)| (*key, values[0].to_owned()));
    let mut settings: Yaml = settings.collect();
    settings.insert("base_url", "https://example.org/".to_owned());
    put("site.yaml".to_owned(), File::Yaml(settings));
    for code in ["ja", "zh", "en"] {
        for key in ["_index", "about", "news/_index"] {
            let text = page(&format!("{key} {code}"), &[], &["始め。", "続き。"]);
            put(format!("content/{key}.{code}.md"), text);
        }
    }
    for number in 1..=4 {
        let date = format!("2025-0{number}-01");
        let front: [(&'static str, &str); 2] = [("date", &date), ("tags", "[film]")];
        for code in ["ja", "zh", "en"].into_iter().take(number) {
            let title = format!("ニュース {number} {code}");
            let file = page(
                &title,
                &front,
                &[
                    "要約。",
                    "一行目。\n二行目。",
                    "```rust\nfn a() {}\n```",
                    "## 見出し",
                    "後。",
                ],
            );
            put(format!("content/news/n{number}.{code}.md"), file);
        }
    }
    put(
        "content/film/_index.ja.md".to_owned(),
        page("映画", &[], &["[計画](plan/index.md)"]),
    );
    for code in ["ja", "zh"] {
        let file = page("計画", &[("toc", "true")], &["要約。", "![絵](x.png)"]);
        put(format!("content/film/plan/index.{code}.md"), file);
    }
    for name in ["x.png", "x.zh.png"] {
        let image = File::Bytes(png(3, 2));
        put(format!("content/film/plan/{name}"), image);
    }
    put(
        "content/film/か\u{3099}き\u{3099}.ja.md".to_owned(),
        page("仮名", &[("slug", "が")], &["文。", "文。"]),
    );
    put(
        "content/film/letters.ja.md".to_owned(),
        page(
            "棚",
            &[("template", "special.html")],
            &["{{ <shelf key=\"film/_index\" /> }}", "文。"],
        ),
    );
    put(
        "content/_data/partners.yaml".to_owned(),
        File::text("list: [a, b]\n"),
    );
    for (path, text) in TEMPLATES {
        let is_needed = ["footer", "special", "shelf"]
            .iter()
            .any(|name| path.contains(name));
        if is_needed || random.one_in(2) {
            put(path.to_owned(), File::text(text("start")));
        }
    }
    put(
        "themes/default/static/style.css".to_owned(),
        File::text(style("start")),
    );
    put(
        "themes/default/static/img/logo.svg".to_owned(),
        File::text(svg("start", 10)),
    );
    put("static/a.txt".to_owned(), File::text("a"));
    tree
}
