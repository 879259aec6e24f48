//! The connection that news come through: lost, found again, and shared.

use serde_json::json;

use super::{Live, picture};
use crate::harness::Site;

#[test]
fn pages_find_the_server_again() {
    let site = Site::init();
    site.write(
        "content/picture/index.en.md",
        "---\ntitle: Picture\n---\n\n![one](one.svg)\n\n![two](two.svg)\n\n\
         <script src=\"/own.js\"></script>\n\nBody.\n",
    )
    .write("content/picture/one.svg", &picture(40, 30, "#f00"))
    .write("content/picture/two.svg", &picture(40, 30, "#f00"))
    .write("static/own.js", "own = 'a';\n");
    let Some(mut live) = Live::start_to_restart(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    let pictures = live.open_in_new_tab("/en/picture/");
    let start = live.browser.mark();
    let addresses = "[...document.images].map(image => image.getAttribute('src'))";
    let first = live.browser.texts(addresses);

    // What was edited while nobody was there.
    live.stop();
    site.edit(
        "content/about.en.md",
        "---\n\n",
        "---\n\nIn the meantime.\n\n",
    );
    site.write("content/picture/one.svg", &picture(40, 30, "#0f0"));
    live.restart();
    live.browser.turn_to(0);
    live.comes_anew("In the meantime.");
    live.browser.turn_to(pictures);
    live.browser
        .wait(&format!("({addresses})[0] !== '{}'", first[0]));
    live.is_marked();
    let second = live.browser.texts(addresses);
    assert_eq!(second[1], first[1]);

    // Nothing was.
    live.restart();
    site.edit("content/about.en.md", "In the meantime.", "And later.");
    live.browser.turn_to(0);
    live.comes_anew("And later.");
    live.browser.turn_to(pictures);
    site.edit("content/picture/index.en.md", "Body.", "Other body.");
    live.is_marked();
    assert_eq!(live.browser.texts(addresses), second);
    live.comes_anew("Other body.");
    assert_eq!(live.pages_since(start), 1);

    // What cannot be exchanged was.
    live.stop();
    site.write("static/own.js", "own = 'b';\n");
    live.restart();
    live.browser.wait("!window.mark && own === 'b'");
    live.browser.turn_to(0);
    live.is_marked();
    // The browser says that nobody answers.
    live.end(&["net::ERR_CONNECTION"]);
}

#[test]
fn a_page_hears_what_was_saved_while_it_was_loaded() {
    let site = Site::init();
    site.write(
        "templates/page.html",
        "{% extends \"base.html\" %}\n\
         {% block head %}<link rel=\"stylesheet\" href=\"/own.css\"><script src=\"/own.js\"></script>{% endblock head %}\n\
         {% block main %}{{ page.content | safe }}{% endblock main %}\n",
    )
    .write("static/own.css", ":root { --probe: a }\n")
    .write("static/own.js", "\n");
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    // The script of the preview comes late: until then nobody listens.
    live.browser.call(
        "Fetch.enable",
        json!({"patterns": [{"urlPattern": "*/_yuimaru/live.js", "resourceType": "Script"}]}),
    );
    let mark = live.browser.mark();
    let url = live.url("/en/about/");
    live.browser.call("Page.navigate", json!({"url": url}));
    live.browser.wait("document.styleSheets.length === 3");
    site.write("static/own.css", ":root { --probe: b }\n");
    live.preview().settle("saved");
    let id = live.browser.event(mark, "Fetch.requestPaused")["requestId"].take();
    live.browser
        .call("Fetch.continueRequest", json!({"requestId": id}));
    live.browser.call("Fetch.disable", json!({}));
    live.browser.wait(
        "getComputedStyle(document.documentElement).getPropertyValue('--probe').trim() === 'b'",
    );
    live.end(&[]);
}

#[test]
fn browsers_that_lack_something() {
    let site = Site::init();
    site.write("themes/default/static/style.css", ":root { --probe: a }\n")
        .write("static/one.svg", &picture(40, 30, "#f00"))
        .edit(
            "content/about.ja.md",
            "---\n\n",
            "---\n\n<img alt=\"\" src=\"/one.svg\">\n\n",
        );
    let rows = [
        // Chromium on telephones.
        ("delete window.SharedWorker", &[][..]),
        // A policy of the page.
        (
            "window.SharedWorker = class { port = new MessageChannel().port1;
                constructor() { setTimeout(() => this.onerror(new Event('error'))); } }",
            &[],
        ),
        // A server on another machine.
        (
            "Object.defineProperty(PerformanceResourceTiming.prototype, 'serverTiming', {value: []})",
            &["net::ERR_CONNECTION"],
        ),
    ];
    for (index, (without, complaints)) in rows.into_iter().enumerate() {
        let Some(mut live) = Live::start_to_restart(&site, &["--navigate"]) else {
            return;
        };
        live.browser.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": without}),
        );
        live.open("/en/about/");
        let text = format!("Edit {index}.");
        site.edit(
            "content/about.en.md",
            "---\n\n",
            &format!("---\n\n{text}\n\n"),
        );
        live.comes_anew(&text);
        live.save(
            "themes/default/static/style.css",
            &format!(":root {{ --probe: {index} }}\n"),
        );
        let probe = "getComputedStyle(document.documentElement).getPropertyValue('--probe').trim()";
        live.browser.wait(&format!("{probe} === '{index}'"));
        live.is_marked();
        site.edit(
            "content/about.ja.md",
            "---\n\n",
            &format!("---\n\n{text}\n\n"),
        );
        live.comes_anew(&text);
        assert_eq!(live.browser.value("location.pathname"), "/ja/about/");
        // Nobody looks at it for a while.
        let hide = |is_hidden: bool| {
            format!(
                "Object.defineProperty(document, 'hidden', {{value: {is_hidden}, configurable: true}});
                 void document.dispatchEvent(new Event('visibilitychange'))"
            )
        };
        live.browser.value(&hide(true));
        site.edit("content/about.ja.md", &text, "In the dark.");
        live.preview().settle("hidden");
        live.browser.value(&hide(false));
        live.comes_anew("In the dark.");
        if !complaints.is_empty() {
            // It cannot be told whether the picture is another, so the page is loaded again.
            live.stop();
            site.write("static/one.svg", &picture(80, 60, "#0f0"));
            live.restart();
            live.browser
                .wait("!window.mark && document.images[0].naturalWidth === 80");
        }
        live.end(complaints);
    }
}

#[test]
fn more_tabs_than_connections() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/");
    let pages = [
        "/ja/",
        "/zh/",
        "/en/about/",
        "/ja/about/",
        "/zh/about/",
        "/en/news/",
        "/ja/news/",
        "/zh/news/",
    ];
    for page in pages {
        live.open_in_new_tab(page);
    }
    site.edit(
        "content/about.en.md",
        "---\n\n",
        "---\n\nFor all to see.\n\n",
    );
    live.browser.turn_to(3);
    live.comes_anew("For all to see.");
    live.end(&[]);
}
