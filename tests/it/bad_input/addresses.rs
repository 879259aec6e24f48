//! Two things with one address, and names that no language has.

use snapbox::str;

use super::Published;

const TEXT: &str = "---\ntitle: もう一つ\n---\n";

#[test]
fn languages() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write("content/film/plan.fr.md", TEXT);
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.rename("content/film/plan.ja.md", "content/film/plan.jp.md");
        },
        str![[""]],
    );
    published.broken(
        |site| {
            site.write("content/film/plan.zh-TW.md", TEXT);
        },
        str![[""]],
    );
}

#[test]
fn two_files_for_one_page() {
    let published = Published::new();
    // The default language is written and not.
    published.broken(
        |site| {
            site.write("content/film/plan.md", TEXT);
        },
        str![[""]],
    );
    // A bundle beside the plain file.
    published.broken(
        |site| {
            site.write("content/film/plan/index.ja.md", TEXT);
        },
        str![[""]],
    );
    // A page beside a section of the same name.
    published.broken(
        |site| {
            site.write("content/film.ja.md", TEXT);
        },
        str![[""]],
    );
    // `index` beside `_index`.
    published.broken(
        |site| {
            site.write("content/film/index.ja.md", TEXT);
        },
        str![[""]],
    );
    // At the top there is no folder to be a page of.
    published.broken(
        |site| {
            site.write("content/index.ja.md", TEXT);
        },
        str![[""]],
    );
    // Facts twice.
    published.broken(
        |site| {
            site.write("content/film/plan/index.yaml", "weight: 1\n");
        },
        str![[""]],
    );
}

#[test]
fn two_things_at_one_address() {
    let published = Published::new();
    // A slug that is another page's name.
    published.broken(
        |site| {
            site.write(
                "content/film/other.ja.md",
                "---\ntitle: もう一つ\nslug: plan\n---\n",
            );
        },
        str![[""]],
    );
    // An alias that is a page.
    published.broken(
        |site| {
            site.edit(
                "content/film/plan.ja.md",
                "title: 計画\n",
                "title: 計画\naliases: [/ja/film/]\n",
            );
        },
        str![[""]],
    );
    // One alias of two pages.
    published.broken(
        |site| {
            site.edit(
                "content/film/plan.ja.md",
                "title: 計画\n",
                "title: 計画\naliases: [/old/]\n",
            )
            .edit(
                "content/film/plan.zh.md",
                "title: 计划\n",
                "title: 计划\naliases: [/old/]\n",
            );
        },
        str![[""]],
    );
    // A file of static/ that is a page.
    published.broken(
        |site| {
            site.write("static/ja/film/index.html", "mine");
        },
        str![[""]],
    );
    // A file of static/ that is in the way of a folder.
    published.broken(
        |site| {
            site.write("static/ja/film", "mine");
        },
        str![[""]],
    );
    // A page that is a term.
    published.broken(
        |site| {
            site.write("content/tags/okinawa.ja.md", TEXT)
                .write("content/tags/_index.ja.md", TEXT);
        },
        str![[""]],
    );
    // A file beside a page that is another page.
    published.broken(
        |site| {
            site.rename("content/film/plan.ja.md", "content/film/plan/index.ja.md")
                .rename("content/film/plan.zh.md", "content/film/plan/index.zh.md")
                .rename("content/film/plan.en.md", "content/film/plan/index.en.md")
                .rename("content/film/plan.yaml", "content/film/plan/index.yaml")
                .write("content/film/plan/index.html", "mine");
        },
        str![[""]],
    );
    // Two terms that make one address.
    published.broken(
        |site| {
            site.write("content/film/plan.yaml", "tags: [okinawa, Okinawa]\n");
        },
        str![[""]],
    );
}

#[test]
fn addresses_that_differ_only_by_case() {
    let published = Published::new();
    published.finding(
        |site| {
            for lang in ["ja", "zh", "en"] {
                site.write(&format!("content/film/Plan.{lang}.md"), TEXT);
            }
        },
        str![[""]],
    );
}

#[test]
fn worth_a_look() {
    let published = Published::new();
    published.warning(
        |site| {
            site.write("content/film/pla.yaml", "weight: 1\n");
        },
        str![[""]],
    );
    published.warning(
        |site| {
            site.write("content/contacts.yaml", "weight: 1\n");
        },
        str![[""]],
    );
    published.warning(
        |site| {
            for lang in ["ja", "zh", "en"] {
                site.write(&format!("content/news/first.{lang}.md"), TEXT);
            }
        },
        str![[""]],
    );
}
