//! Pages that are loaded again, and what stays when they are.

use serde_json::json;

use super::{LOOKED, Live, shows};
use crate::harness::Site;

#[test]
fn an_edit_reloads_the_pages_that_show_it_and_no_other() {
    let site = Site::init();
    // Translations that are watched show that their original has changed.
    site.remove("locales");
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/about/");
    let ja = 0;
    let en = live.open_in_new_tab("/en/about/");
    let start = live.browser.mark();

    site.edit("content/about.ja.md", "---\n\n", "---\n\n直した本文。\n\n");
    live.browser.turn_to(ja);
    live.comes_anew("直した本文。");
    live.browser.turn_to(en);
    live.is_marked();

    site.edit(
        "content/about.en.md",
        "---\n\n",
        "---\n\nA better body.\n\n",
    );
    live.comes_anew("A better body.");
    assert_eq!(live.pages_since(start), 1);
    live.browser.turn_to(ja);
    live.is_marked();

    // What all pages show.
    site.edit("site.yaml", "新しいサイト", "別のサイト");
    live.comes_anew("別のサイト");
    site.edit("site.yaml", "New site", "Other site");
    live.browser.turn_to(en);
    live.comes_anew("Other site");
    assert_eq!(live.pages_since(start), 2);
    live.end(&[]);
}

#[test]
fn scroll_and_focus_stay() {
    let site = Site::init();
    let line = "A line of a long page.\n\n".repeat(100);
    site.write(
        "content/long.en.md",
        &format!(
            "---\ntitle: Long\n---\n\nTop.\n\n{line}[far link](about.md)\n\n\
             <input name=\"line\">\n<textarea name=\"area\">before</textarea>\n\
             <input type=\"file\" name=\"file\"><input type=\"password\" name=\"secret\">\n\
             <script>history.scrollRestoration = 'manual';</script>\n\n{line}"
        ),
    );
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/long/");

    let mut edits = 0;
    let mut edit = |live: &mut Live<'_>| {
        edits += 1;
        let text = format!("Edit {edits}.");
        let page = live.site.read("content/long.en.md");
        live.site
            .write("content/long.en.md", &format!("{page}\n{text}\n"));
        live.comes_anew(&text);
    };

    let focused = "document.activeElement.textContent";
    for _ in 0..30 {
        live.browser.press("Tab", 9, "");
        if live.browser.value(focused) == "far link" {
            break;
        }
    }
    assert_eq!(live.browser.value(focused), "far link");
    let y = live.browser.value("scrollTo(0, scrollY + 77); scrollY");
    assert!(y.as_f64() > Some(500.0), "{y}");
    edit(&mut live);
    assert_eq!(live.browser.value(focused), "far link");
    assert_eq!(
        live.browser
            .value("document.activeElement.matches(':focus-visible')"),
        true
    );
    assert_eq!(live.browser.value("scrollY"), y);

    for (name, typed, after) in [
        ("line", "日本語 typed", "日本語 typed"),
        ("area", "typed ", "typed before"),
    ] {
        let of = |property: &str| format!("document.querySelector('[name={name}]').{property}");
        live.browser.value(&of("focus()"));
        live.browser.value(&of("setSelectionRange(0, 0)"));
        live.browser
            .call("Input.insertText", json!({"text": typed}));
        live.browser
            .value(&of("setSelectionRange(2, 4, 'backward')"));
        let y = live.browser.value("scrollTo(0, 300); scrollY");
        edit(&mut live);
        let focused = "(({name, value}) => [name, value, String(scrollY)])(document.activeElement)";
        let found = live.browser.texts(focused);
        assert_eq!(found, [name, after, &y.to_string()]);
        let caret = "(({selectionStart, selectionEnd, selectionDirection}) =>
            [selectionStart, selectionEnd, selectionDirection])(document.activeElement)";
        assert_eq!(live.browser.value(caret), json!([2, 4, "backward"]));
    }

    // Nobody may say which file is chosen, and a password is nobody's business.
    let document = live.browser.call("DOM.getDocument", json!({"depth": 0}));
    let node = live.browser.call(
        "DOM.querySelector",
        json!({"nodeId": document["root"]["nodeId"], "selector": "[type=file]"}),
    );
    let files = [site.path("site.yaml")];
    live.browser.call(
        "DOM.setFileInputFiles",
        json!({"nodeId": node["nodeId"], "files": files}),
    );
    for name in ["file", "secret"] {
        live.browser
            .value(&format!("document.querySelector('[name={name}]').focus()"));
        if name == "secret" {
            live.browser
                .call("Input.insertText", json!({"text": "hidden"}));
        }
        live.browser.value(
            "void addEventListener('pagehide', () => {
                sessionStorage.setItem('seen', JSON.stringify(sessionStorage));
            })",
        );
        edit(&mut live);
        assert_eq!(live.browser.value("document.activeElement.name"), name);
        let seen = live.browser.value("sessionStorage.getItem('seen')");
        let seen = seen.as_str().unwrap();
        assert!(
            seen.contains("yuimaru") && !seen.contains("hidden"),
            "{seen}"
        );
    }
    // Who goes on to another page begins at its top.
    let url = live.url("/en/about/");
    live.browser.go(&url);
    assert_eq!(live.browser.value("scrollY"), 0);
    live.end(&[]);
}

#[test]
fn who_goes_back_sees_what_is_new() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    live.open("/en/news/");
    site.edit("content/about.en.md", "---\n\n", "---\n\nNew.\n\n");
    site.edit("content/news/_index.en.md", "title: ", "title: Better ");
    live.comes_anew("Better ");
    live.browser.value("history.back()");
    live.browser.wait(&format!(
        "location.pathname === '/en/about/' && {}",
        shows("New.")
    ));
    live.listens();
    live.mark();
    site.edit("content/about.en.md", "New.", "Newer.");
    live.comes_anew("Newer.");
    live.end(&[]);
}

#[test]
fn a_page_in_a_frame_looks_after_itself() {
    let site = Site::init();
    site.edit(
        "content/about.en.md",
        "---\n\n",
        "---\n\n<iframe src=\"/en/news/welcome/\"></iframe>\n\n",
    );
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    live.browser
        .wait(&format!("frames[0].eval({})", json!(LOOKED)));
    site.edit(
        "content/news/welcome.en.md",
        "---\n\n",
        "---\n\nFramed.\n\n",
    );
    live.browser
        .wait(&format!("frames[0].eval({})", json!(shows("Framed."))));
    live.is_marked();
    // What is wrong is told once.
    let good = site.read("content/about.en.md");
    site.write("content/about.en.md", "---\n---\n");
    let overlay = "document.querySelector('yuimaru-problems') !== null";
    live.browser.wait(overlay);
    assert_eq!(
        live.browser
            .value(&format!("frames[0].eval({})", json!(overlay))),
        false
    );
    site.write("content/about.en.md", &good);
    live.browser.wait(&format!("!({overlay})"));
    site.edit("content/news/welcome.en.md", "Framed.", "Framed again.");
    live.browser.wait(&format!(
        "frames[0].eval({})",
        json!(shows("Framed again."))
    ));
    live.is_marked();
    live.end(&[]);
}

#[test]
fn a_page_that_goes_and_comes_back() {
    let site = Site::init();
    let text = "---\ntitle: Guest\n---\n\nHere for a while.\n";
    site.write("content/guest.en.md", text);
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/guest/");
    let other = live.open_in_new_tab("/en/about/");

    site.remove("content/guest.en.md");
    live.browser.turn_to(0);
    let gone = "!document.body.innerText.includes('Here for a while.')";
    live.browser.wait(&format!(
        "!window.mark && {gone} && document.title.length > 0 && location.pathname === '/en/guest/'"
    ));
    live.mark();
    live.listens();
    let missing = live.preview().get("/en/404.html").text();
    let title = live
        .browser
        .value("document.querySelector('title').outerHTML");
    assert!(missing.contains(title.as_str().unwrap()), "{title}");
    // To a page that is not there other edits are no news.
    let start = live.browser.mark();
    site.edit("content/about.en.md", "---\n\n", "---\n\nEdited.\n\n");
    live.browser.turn_to(other);
    live.comes_anew("Edited.");
    live.browser.turn_to(0);
    live.is_marked();
    site.write("content/guest.en.md", text);
    live.comes_anew("Here for a while.");
    assert_eq!(live.pages_since(start), 1);

    site.edit(
        "content/guest.en.md",
        "title: Guest\n",
        "title: Guest\nslug: visitor\n",
    );
    live.browser.wait(&format!("!window.mark && {gone}"));
    live.mark();
    live.listens();
    site.edit("content/guest.en.md", "slug: visitor\n", "");
    live.comes_anew("Here for a while.");
    // The browser itself complains of the page that is not there.
    live.end(&["/en/guest/"]);
}

#[test]
fn pages_work_without_script() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.browser.call(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    );
    let url = live.url("/en/about/");
    live.browser.go(&url);
    assert_eq!(live.browser.value(&shows("Say here who runs")), true);
    let link = "document.querySelector('.languages a[hreflang=ja]').focus()";
    live.browser.value(link);
    let mark = live.browser.mark();
    live.browser.press("Enter", 13, "\r");
    live.browser.arrive(mark);
    assert_eq!(live.browser.value("location.pathname"), "/ja/about/");
    site.edit("content/about.en.md", "---\n\n", "---\n\nEdited.\n\n");
    live.preview().settle("edited");
    live.browser.go(&url);
    assert_eq!(live.browser.value(&shows("Edited.")), true);
    live.end(&[]);
}
