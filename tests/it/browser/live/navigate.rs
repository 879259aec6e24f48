//! `--navigate`: the page that was saved is opened.

use super::Live;
use crate::harness::Site;

#[test]
fn what_is_saved_is_opened_in_one_tab() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &["--navigate"]) else {
        return;
    };
    let ja = 0;
    live.open("/ja/");
    let en = live.open_in_new_tab("/en/");
    let start = live.browser.mark();
    let path = |path: &str| {
        format!(
            "!window.mark && location.pathname === '{path}' && document.readyState === 'complete'"
        )
    };

    // The tab of the language, though another was looked at last.
    live.browser.turn_to(ja);
    live.browser.value("void dispatchEvent(new Event('focus'))");
    site.edit("content/about.en.md", "---\n\n", "---\n\nSaved.\n\n");
    live.browser.turn_to(en).wait(&path("/en/about/"));
    live.mark();
    live.listens();
    live.browser.turn_to(ja);
    live.is_marked();

    // A page that is shown is only loaded again, though another tab of the language was looked at last.
    let news = live.open_in_new_tab("/en/news/");
    live.browser.value("void dispatchEvent(new Event('focus'))");
    site.edit("content/about.en.md", "Saved.", "Saved again.");
    live.browser.turn_to(en);
    live.comes_anew("Saved again.");
    assert_eq!(live.browser.value("location.pathname"), "/en/about/");
    live.browser.turn_to(news);
    live.is_marked();
    live.browser.turn_to(ja);
    live.is_marked();
    assert_eq!(live.pages_since(start), 0);

    // A new file; its address is not plain.
    site.write(
        "content/新しい.ja.md",
        "---\ntitle: 新しい\n---\n\n本文。\n",
    );
    live.browser
        .wait("!window.mark && decodeURI(location.pathname) === '/ja/新しい/'");
    live.mark();
    live.listens();
    site.edit("content/新しい.ja.md", "本文。", "直した。");
    live.comes_anew("直した。");
    assert_eq!(live.pages_since(start), 2);

    // In a language that no tab shows: the one that was looked at last.
    live.browser.turn_to(en);
    live.browser.value("void dispatchEvent(new Event('focus'))");
    site.edit("content/about.zh.md", "---\n\n", "---\n\n新。\n\n");
    live.browser.wait(&path("/zh/about/"));
    live.mark();
    live.listens();
    live.browser.turn_to(ja);
    live.is_marked();
    live.end(&[]);
}

#[test]
fn nothing_is_opened_where_that_was_not_asked_for() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/news/welcome/");
    let start = live.browser.mark();
    site.edit("content/about.en.md", "---\n\n", "---\n\nSaved.\n\n");
    live.preview().settle("saved");
    site.edit("content/news/welcome.en.md", "---\n\n", "---\n\nHere.\n\n");
    live.comes_anew("Here.");
    assert_eq!(live.pages_since(start), 1);
    assert_eq!(live.browser.value("location.pathname"), "/en/news/welcome/");
    live.end(&[]);
}
