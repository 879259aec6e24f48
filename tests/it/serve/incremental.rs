//! What an edit costs: one file is parsed, and rendered is what shows it. And what is taken over is nothing that differs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use yuimaru::project::{Changes, Difference, Options, Project, Snapshot};
use yuimaru::render::Answer;

use super::preview::Preview;
use crate::harness::Site;

/// The usual site and a page with more than a summary.
fn site() -> Site {
    let site = super::site();
    let front = "title: 計画\ntags: [film]\ndate: 2025-12-01";
    site.write(PLAN, &format!("---\n{front}\n---\n\n要約。\n\n本文。\n"));
    site
}

/// Saves as editors do that write another file first: nobody sees the half of it.
fn save(site: &Site, path: &str, text: &str) {
    site.write("aside", text).rename("aside", path);
}

const PLAN: &str = "content/film/text.ja.md";
const NEWS: &str = "content/news/welcome.ja.md";

#[test]
fn an_edit_costs_what_it_changes() {
    let site = site();
    // Translations that are watched show that their original has changed.
    site.remove("locales");
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let rows = [
        (
            "body",
            PLAN,
            "本文。",
            "新しい本文。",
            "1 parsed, 1 rendered, 1 new",
        ),
        (
            "body of what is in the feed",
            NEWS,
            "名前とURL",
            "題とURL",
            "1 parsed, 2 rendered, 2 new",
        ),
        (
            "nothing",
            PLAN,
            "本文。",
            "本文。",
            "0 parsed, 0 rendered, 0 new",
        ),
        (
            "nothing seen",
            PLAN,
            "新しい本文。\n",
            "新しい本文。\n\n\n",
            "1 parsed, 1 rendered, 0 new",
        ),
        ("title", PLAN, "計画", "企画", "1 parsed, "),
        (
            "first paragraph",
            NEWS,
            "日付とタグ",
            "日付や札",
            "1 parsed, ",
        ),
    ];
    for (name, path, from, to, line) in rows {
        let text = site.read(path);
        let new = text.replacen(from, to, 1);
        let is_found = text.contains(from);
        assert!(is_found, "{name}: {text}");
        preview.forget_messages();
        save(&site, path, &new);
        preview.wait_for_message(&format!("{path}: {line}"));
        preview.settle(name);
    }
}

#[test]
fn nothing_new_renders_nothing() {
    let site = site();
    let files = [
        (PLAN, None),
        ("content/film/text.yaml", Some("weight: 3\n")),
        ("content/_data/list.yaml", Some("[a]\n")),
        ("locales/ja/site.ftl", Some("skip-link = 飛ぶ\n")),
        ("templates/404.html", Some("{% extends \"base.html\" %}\n")),
        // Not site.yaml: it makes everything be looked at, and pictures of the last two seconds prove nothing.
    ];
    for (path, text) in files {
        text.map(|text| site.write(path, text));
    }
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    for (path, _) in files {
        for is_saved in [false, true] {
            preview.forget_messages();
            match is_saved {
                true => save(&site, path, &site.read(path)),
                false => {
                    let file = std::fs::File::options().append(true).open(site.path(path));
                    let now = std::time::SystemTime::now();
                    file.unwrap().set_modified(now).unwrap();
                }
            }
            preview.wait_for_message(&format!("{path}: 0 parsed, 0 rendered, 0 new"));
        }
    }
}

/// A project that has been refreshed once, and what it rendered.
struct Watched {
    site: Site,
    project: Project,
    routes: BTreeMap<String, Vec<u8>>,
}

impl Watched {
    fn new() -> Watched {
        let site = site();
        let mut project = Project::open(Options {
            root: site.root().to_owned(),
            ..Options::default()
        });
        let snapshot = project.refresh(Changes::Unknown);
        let routes = rendered(&snapshot);
        Watched {
            site,
            project,
            routes,
        }
    }

    /// A refresh that is told of these files alone.
    fn refresh(&mut self, paths: &[&str]) -> Arc<Snapshot> {
        let paths: BTreeSet<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        self.project.refresh(Changes::Only(&paths))
    }
}

/// What is made, by output.
fn rendered(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let renderer = snapshot.renderer.as_ref().unwrap();
    let routes = renderer.site().routes.iter();
    routes
        .map(|route| {
            let bytes = match renderer.render(route).value {
                Answer::Bytes(bytes) => bytes,
                Answer::Asset(_) => Vec::new(),
            };
            (route.output.to_string(), bytes)
        })
        .collect()
}

#[test]
fn what_is_rendered_again_is_what_differs() {
    let mut watched = Watched::new();
    let site = &watched.site;
    site.edit(
        "content/film/_index.ja.md",
        "[計画]",
        "要約。\n\n文。\n\n[計画]",
    );
    for code in ["ja", "zh", "en"] {
        let text = "---\ntitle: 写し\ndate: 2026-02-01\n---\n\n要約。\n\n本文。\n";
        site.write(
            "content/news/copied.ja.md",
            &text
                .replace("2026", "2025")
                .replace("---\n\n", "missing: copy\n---\n\n"),
        )
        .write(&format!("content/news/own.{code}.md"), text);
    }
    watched.routes = rendered(&watched.project.refresh(Changes::Unknown));
    let rows = [
        (PLAN, "本文。", 1),
        ("content/news/own.zh.md", "本文。", 2),
        // The page, two copies, and the feed of its own language.
        ("content/news/copied.ja.md", "本文。", 4),
        ("content/film/_index.ja.md", "\n文。", 1),
    ];
    for (path, from, count) in rows {
        watched.site.edit(path, from, "\n長い文。\n\n## 見出し\n");
        let snapshot = watched.refresh(&[path]);
        assert_eq!(snapshot.stats.parsed, 1, "{path}");
        let now = rendered(&snapshot);
        let differing = now
            .iter()
            .filter(|(output, bytes)| watched.routes.get(*output) != Some(bytes));
        let differing: Vec<&str> = differing.map(|(output, _)| &**output).collect();
        match &snapshot.difference {
            Difference::Texts(files) => {
                let renderer = snapshot.renderer.as_ref().unwrap();
                let routes = renderer.site().routes.iter();
                let again = routes.filter(|route| renderer.shows_text_of(route, files));
                let again: Vec<&str> = again.map(|route| &*route.output).collect();
                assert_eq!(again, differing, "{path}");
                assert_eq!(again.len(), count, "{path}: {again:?}");
            }
            Difference::Everything => assert_eq!(count, 0, "{path}: everything is rendered again"),
        }
        watched.routes = now;
    }
}

#[test]
fn settings_may_be_read_before_their_change_is_told() {
    let mut watched = Watched::new();
    watched.site.edit("site.yaml", "新しいサイト", "名前");
    watched.site.edit(PLAN, "本文。", "新しい本文。");
    // The text is told of first: everything that shows the title has changed all the same.
    let snapshot = watched.refresh(&[PLAN]);
    assert_eq!(snapshot.difference, Difference::Everything);
    assert!(String::from_utf8_lossy(&rendered(&snapshot)["ja/about/index.html"]).contains("名前"));
}

#[test]
fn all_that_a_list_shows_makes_everything_new() {
    let rows = [
        ("title", "title: 計画", "title: 企画"),
        ("tags", "[film]", "[film, news]"),
        ("date", "2025-12-01", "2025-12-02"),
        (
            "description",
            "title: 計画",
            "title: 計画\ndescription: 説明",
        ),
        ("params", "title: 計画", "title: 計画\nparams: {a: 1}"),
        ("weight", "title: 計画", "title: 計画\nweight: 1"),
        ("alias", "title: 計画", "title: 計画\naliases: [/a/]"),
        ("draft", "title: 計画", "title: 計画\ndraft: true"),
        ("slug", "title: 計画", "title: 計画\nslug: a"),
        ("missing", "title: 計画", "title: 計画\nmissing: copy"),
        ("first paragraph", "要約。", "概要。"),
        ("nothing after the summary", "本文。\n", ""),
        ("reading time", "本文。", &"字".repeat(1000)),
    ];
    for (name, from, to) in rows {
        let mut watched = Watched::new();
        watched.site.edit(PLAN, from, to);
        let snapshot = watched.refresh(&[PLAN]);
        assert_eq!(snapshot.stats.parsed, 1, "{name}");
        assert_eq!(snapshot.difference, Difference::Everything, "{name}");
    }
}

#[test]
fn what_may_have_been_seen_is_looked_for_again() {
    let mut watched = Watched::new();
    assert!(watched.project.has_seen("content/film"));
    assert!(!watched.project.has_seen("content/ghost"));
    // Something was wrong: perhaps that folder, which was gone before it could be read.
    watched.site.write_bytes(PLAN, b"\xff");
    watched.refresh(&[PLAN]);
    assert!(watched.project.has_seen("content/ghost"));
}
