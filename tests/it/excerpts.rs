//! Components in what stands for a page: its summary in lists, and its description.

use crate::harness::Site;

/// A component that asks for the page that it stands on, and for all pages beside it.
const BESIDE: &str = "{% component beside(@lang) -%}\
{% set own = page(key=\"news/x\", lang=lang) %}{% set all = section(key=\"news/_index\", lang=lang) %}\
<i>{{ own.title }}/{{ all.pages | length }}</i>{%- endcomponent beside %}";

fn site() -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: Site\nbase_url: https://example.org/\ndefault_language: ja\nmissing: copy\nlanguages:\n  \
         ja: {name: 日本語, tag: ja}\n  en: {name: English, tag: en}\n",
    )
    .write("templates/components/beside.html", BESIDE)
    .write("content/_index.ja.md", "---\ntitle: H\n---\n")
    .write("content/news/_index.ja.md", "---\ntitle: N\n---\n")
    .write(
        "content/news/y.ja.md",
        "---\ntitle: Y & Z\ndate: 2026-01-02\n---\n\n{{ <beside /> }}と本文。\n",
    );
    site
}

/// The summary of the page `x` in a list, and its description.
fn seen(site: &Site, body: &str, lang: &str) -> (String, String) {
    let text = format!("---\ntitle: X\ndate: 2026-01-01\n---\n\n{body}\n");
    site.write("content/news/x.ja.md", &text);
    site.build().assert_status(0);
    let list = site.public(&format!("{lang}/news/index.html"));
    let entry = list.split_once(&format!("/{lang}/news/x/\"")).unwrap().1;
    let summary = entry.split_once("<p>").unwrap().1;
    let summary = summary.rsplit_once("</div>\n</li>").unwrap().0.trim_end();
    let page = site.public(&format!("{lang}/news/x/index.html"));
    let description = page
        .split_once("name=\"description\" content=\"")
        .unwrap()
        .1;
    (
        format!("<p>{}", summary.replace("<p class=\"meta\">", "")),
        description.split_once('"').unwrap().0.to_owned(),
    )
}

#[test]
fn words_of_components_stay_in_their_sentences() {
    let site = site();
    for (body, summary, description) in [
        (
            "締切は{{ <day value=\"2012-01-19\" /> }}、料金は<b>100円</b>です。",
            "<time datetime=\"2012-01-19\">2012年1月19日</time>、料金は<b>100円</b>です。",
            "締切は2012年1月19日、料金は100円です。",
        ),
        (
            "これは{{ <beside /> }}です。",
            "これは<i>X/2</i>です。",
            "これはX/2です。",
        ),
        (
            "詳しくは{{ <card page=\"news/y\" /> }}へ。",
            "詳しくはY &amp; Zへ。",
            "詳しくはY &amp; Zへ。",
        ),
        (
            "{{ <card page=\"news/y\" /> }}\n\n文。",
            "<p>文。</p>",
            "文。",
        ),
    ] {
        let (list, head) = seen(&site, body, "ja");
        assert!(list.contains(summary), "{body}: {list}");
        assert_eq!(head, description, "{body}");
    }
    let (list, head) = seen(&site, "締切は{{ <day value=\"2012-01-19\" /> }}。", "en");
    assert!(list.contains(">2012年1月19日</time>"), "{list}");
    assert_eq!(head, "締切は2012年1月19日。");
}

/// `serve` renders only what an edit can have changed.
#[test]
fn an_edit_of_a_call_changes_lists() {
    use std::sync::Arc;
    use yuimaru::project::{Changes, Difference, Options, Project};

    let site = site();
    let path = "content/news/y.ja.md";
    let save = |day: &str, end: &str| {
        let text =
            format!("---\ntitle: Y\n---\n\n締切は{{{{ <day value=\"{day}\" /> }}}}。\n\n{end}\n");
        site.write(path, &text);
    };
    save("2026-04-01", "a");
    let mut project = Project::open(Options {
        root: site.root().to_owned(),
        ..Options::default()
    });
    project.refresh(Changes::Unknown);
    save("2026-04-01", "b");
    let difference = project.refresh(Changes::Unknown).difference.clone();
    let own = [Arc::from(path)].into_iter().collect();
    assert_eq!(difference, Difference::Texts(own));
    save("2026-04-02", "b");
    let difference = project.refresh(Changes::Unknown).difference.clone();
    assert_eq!(difference, Difference::Everything);
}

/// A box on a line of its own is no part of the paragraph around it, on the page or in what stands for it.
#[test]
fn boxes_on_lines_of_their_own() {
    let site = site();
    site.write(
        "templates/components/fig.html",
        "{% component fig() %}<figure>F</figure>{% endcomponent fig %}\
         {% component nothing() %}{% endcomponent nothing %}\
         {% component pp() %}<div><p>P</p></div>{% endcomponent pp %}",
    );
    for (body, expected) in [
        ("{{ <fig /> }}\n本文。", "<figure>F</figure>\n<p>本文。</p>"),
        ("本文。\n{{ <fig /> }}", "<p>本文。</p>\n<figure>F</figure>"),
        (
            "一\n{{ <fig /> }}\n*二*\n{{ <fig /> }}  \n{{ <fig /> }}\n[三](y.md)",
            "<p>一</p>\n<figure>F</figure>\n<p><em>二</em></p>\n<figure>F</figure>\n<figure>F</figure>\n<p><a href=\"/ja/news/y/\">三</a></p>",
        ),
        (
            "- 一\n  {{ <fig /> }}\n  二\n\n- 三",
            "<ul>\n<li>\n<p>一</p>\n<figure>F</figure>\n<p>二</p>\n</li>\n<li>\n<p>三</p>\n</li>\n</ul>",
        ),
        // Inside other marks it stays where it was written.
        (
            "*一\n{{ <fig /> }}\n二*",
            "<p><em>一\n<figure>F</figure>\n二</em></p>",
        ),
        ("一{{ <fig /> }}", "<p>一<figure>F</figure></p>"),
        // At the first line of an item it is a block, and the label of a task has ended.
        (
            "- {{ <fig /> }}\n  一\n\n- 二",
            "<ul>\n<li>\n<figure>F</figure>\n<p>一</p>\n</li>",
        ),
        (
            "- [ ] 一\n  {{ <fig /> }}",
            "<ul class=\"task-list\">\n<li class=\"task-list-item\"><label><input type=\"checkbox\" disabled> 一</label>\n<figure>F</figure>",
        ),
        // What renders nothing behind a box leaves no empty paragraph.
        (
            "一\n{{ <fig /> }}\n{{ <nothing /> }}\n\n二",
            "<p>一</p>\n<figure>F</figure>\n<p>二</p>",
        ),
        // Paragraphs of components are not those of the text.
        (
            "一 {{ <pp /> }} 二\n{{ <fig /> }}\n三",
            "<p>一 <div><p>P</p></div> 二</p>\n<figure>F</figure>\n<p>三</p>",
        ),
    ] {
        let text = format!("---\ntitle: X\ndate: 2026-01-01\n---\n\n{body}\n");
        site.write("content/news/x.ja.md", &text);
        site.build().assert_status(0);
        let page = site.public("ja/news/x/index.html");
        let found = page.split_once("<div class=\"prose\"").unwrap().1;
        let found = found.split_once(">\n").map_or(found, |(_, inside)| inside);
        assert!(found.trim_start().starts_with(expected), "{body}\n{found}");
    }
    let (summary, description) = seen(&site, "{{ <fig /> }}\n本文。", "ja");
    assert_eq!((&*summary, &*description), ("<p>本文。</p>", "本文。"));
    let (summary, _) = seen(&site, "一  \n{{ <fig /> }}  \n二", "ja");
    assert_eq!(summary, "<p>一<br />\n二</p>");
}
