//! Links and images that lead nowhere.

use snapbox::str;

use super::Published;
use crate::harness::Site;

fn body(site: &Site, text: &str) {
    site.write(
        "content/film/plan.ja.md",
        &format!("---\ntitle: 計画\n---\n\n{text}\n"),
    );
}

#[test]
fn files_that_do_not_exist() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.broken(|site| body(site, text), said);
    row("撮影は[草原](../resort/plan.md)で行います。", str![[""]]);
    row("撮影は[草原](pla.md)で行います。", str![[""]]);
    row("撮影は[草原](../../../etc/passwd)で行います。", str![[""]]);
    row("![草原](steppe.jpg)", str![[""]]);
    row("![草原](plan.md)", str![[""]]);
    // Every one is told.
    row("[一](a.md)と[二](b.md)\n\n![三](c.jpg)", str![[""]]);
}

#[test]
fn addresses_that_do_not_exist() {
    let published = Published::new();
    let row =
        |text: &str, said: snapbox::data::Inline| published.finding(|site| body(site, text), said);
    row("[映画](/ja/filn/)", str![[""]]);
    row("[映画](/nowhere/)", str![[""]]);
    row("[上](#top)と[場所](#nowhere)\n\n## 場所", str![[""]]);
    row("[場所](_index.md#場所)", str![[""]]);
    row("![草原](/img/steppe.jpg)", str![[""]]);
}

#[test]
fn pages_that_are_not_published() {
    let published = Published::new();
    published.finding(
        |site| {
            for (lang, title) in [("ja", "草"), ("zh", "草"), ("en", "Draft")] {
                site.write(
                    &format!("content/film/draft.{lang}.md"),
                    &format!("---\ntitle: {title}\ndraft: true\n---\n"),
                );
            }
            body(site, "[下書き](draft.md)");
        },
        str![[""]],
    );
}
