//! `check --since`: what a change breaks is told, wherever it shows; what was broken before it is not.

use super::git::{commit, repository};
use crate::harness::Site;

const LANGS: [&str; 3] = ["ja", "zh", "en"];

/// The site that `init` writes, with pages that lead to each other, and with problems of its own; committed.
fn site() -> Site {
    let site = Site::init();
    for lang in LANGS {
        let page = |key: &str, text: &str| {
            let text = format!("---\ntitle: {key}\n{text}\n");
            site.write(&format!("content/{key}.{lang}.md"), &text);
        };
        page("t", "slug: there\n---\n\n## Head");
        page("l", "---\n\n[t](t.md#head)");
        page("p", &format!("---\n\n[t](/{lang}/there/)"));
        page("q", "---\n\n<img src=\"/x.png\" alt=\"\">");
        page("old", &format!("---\n\n[no](t.md#no) [no](/{lang}/no/)"));
    }
    site.write("static/x.png", "");
    site.write(
        "templates/section.html",
        "{% extends \"themes/default/section.html\" %}\n{% block main %}{{ super() }}<a href=\"/never\">x</a>{% endblock main %}\n",
    );
    repository(site)
}

/// Codes and files of what is told, without those of translations that nobody has accepted.
fn told(site: &Site) -> Vec<String> {
    let run = site.run(&["check", "--since", "HEAD", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    let mut told: Vec<String> = found
        .filter(|problem| problem["code"] != "untracked-translation")
        .map(|problem| {
            let path = problem["path"].as_str().unwrap_or("-");
            format!("{} {path}", problem["code"].as_str().unwrap())
        })
        .collect();
    told.dedup();
    told
}

fn in_all(code: &str, key: &str) -> Vec<String> {
    let mut all = LANGS.map(|lang| format!("{code} content/{key}.{lang}.md"));
    all.sort();
    all.to_vec()
}

#[test]
fn nothing_is_told_of_what_was_so_before() {
    let site = site();
    site.check().assert_status(1);
    assert_eq!(told(&site), [""; 0]);
    // Another page has nothing to do with it, and comes before all that show what is broken.
    for lang in LANGS {
        site.write(
            &format!("content/a/_index.{lang}.md"),
            "---\ntitle: A\n---\n",
        );
    }
    assert_eq!(told(&site), [""; 0]);
    // What all pages could be touched by.
    site.edit("site.yaml", "Asia/Tokyo", "Asia/Shanghai").write(
        "templates/term.html",
        "{% extends \"themes/default/term.html\" %}\n",
    );
    assert_eq!(told(&site), [""; 0]);
}

#[test]
fn what_leads_to_what_is_gone_is_told() {
    let site = site();
    for lang in LANGS {
        site.remove(&format!("content/t.{lang}.md"));
    }
    let mut expected = in_all("broken-link", "l");
    expected.extend(in_all("broken-link", "old"));
    expected.extend(in_all("dead-path", "p"));
    assert_eq!(told(&site), expected);
    // Committed, moved, in the index: all the same.
    commit(&site, "gone");
    let run = site.run(&["check", "--since", "HEAD~1"]);
    run.assert_status(1);
    assert!(run.stdout.contains("broken-link"), "{}", run.stdout);
    assert_eq!(
        told(&site),
        [expected[..3].to_vec(), expected[3..6].to_vec()].concat()
    );
}

#[test]
fn what_leads_to_what_is_called_otherwise_is_told() {
    let rows: [(&str, &str, &str); 3] = [
        ("## Head", "missing-fragment", "l"),
        ("slug: there", "dead-path", "p"),
        ("title: t\n", "", ""),
    ];
    for (written, code, key) in rows {
        let site = site();
        for lang in LANGS {
            let other = format!("{}x\n", written.trim_end());
            site.edit(&format!("content/t.{lang}.md"), written, &other);
        }
        let expected = match code {
            "" => Vec::new(),
            code => in_all(code, key),
        };
        assert_eq!(told(&site), expected, "{written}");
    }
    let site = site();
    site.remove("static/x.png");
    assert_eq!(told(&site), ["broken-address content/q.en.md"]);
}

#[test]
fn what_a_template_breaks_is_told_on_pages_that_nobody_touched() {
    let site = site();
    site.write(
        "templates/page.html",
        "{% extends \"themes/default/page.html\" %}\n{% block main %}{{ super() }}<a href=\"/nixf/\"><img src=\"/y.png\"></a>{% endblock main %}\n",
    );
    let told = told(&site);
    for code in ["broken-address", "missing-alt"] {
        assert!(told.iter().any(|told| told.starts_with(code)), "{told:?}");
    }
    site.write("templates/page.html", "{% extends \"themes/default/page.html\" %}\n{% block main %}{{ super() }}{{ t(\"nobody-has\") }}{% endblock main %}\n");
    assert_eq!(site.run(&["check", "--since", "HEAD"]).status, 1);
}
