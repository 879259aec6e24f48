//! What is wrong, over the last good page.

use serde_json::json;

use super::{Live, picture, shows};
use crate::harness::Site;

const OVERLAY: &str =
    "document.querySelector('yuimaru-problems')?.shadowRoot.querySelector('pre').textContent ?? ''";

/// Waits until the overlay shows this, and gives all that it shows.
#[track_caller]
fn overlay_with(live: &mut Live<'_>, text: &str) -> String {
    live.browser
        .wait(&format!("({OVERLAY}).includes({})", json!(text)));
    live.browser.value(OVERLAY).as_str().unwrap().to_owned()
}

#[track_caller]
fn no_overlay(live: &mut Live<'_>) {
    live.browser.wait(&format!("({OVERLAY}) === ''"));
}

#[test]
fn a_broken_file_is_explained_over_the_last_good_page() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    let good = site.read("content/about.en.md");
    let other = live.open_in_new_tab("/ja/");
    live.browser.turn_to(0);

    let evil = "<img src=x onerror=alert(1)>";
    site.edit(
        "content/about.en.md",
        "title: About this site",
        &format!("title: About this site\nttle: {evil}"),
    );
    let shown = overlay_with(&mut live, "error[unknown-key]");
    assert!(shown.contains(evil), "{shown}");
    assert!(shown.contains("content/about.en.md:3:1"), "{shown}");
    live.preview().wait_for_message(evil);
    let said = live.preview().messages();
    assert!(said.contains(&shown), "{shown}\n---\n{said}");
    let images = "document.querySelectorAll('img').length
        + document.querySelector('yuimaru-problems').shadowRoot.querySelectorAll('img').length";
    assert_eq!(live.browser.value(images), 0);
    assert_eq!(live.browser.value(&shows("Say here who runs")), true);
    let top = "document.elementFromPoint(innerWidth / 2, innerHeight - 20).localName";
    assert_eq!(live.browser.value(top), "yuimaru-problems");
    // All pages are told, since none of them is what a build would write.
    live.browser.turn_to(other);
    overlay_with(&mut live, "error[unknown-key]");
    live.browser.turn_to(0);

    // The next error takes its place.
    site.write("content/about.en.md", "---\ntitle: [\n---\n");
    live.browser.wait(&format!(
        "({OVERLAY}).length > 0 && !({OVERLAY}).includes('unknown-key')"
    ));

    // It can be put away, by key and by button, and comes with the next error.
    live.browser.press("Escape", 27, "");
    no_overlay(&mut live);
    site.write("content/about.en.md", "---\ntitle: a\ncolour: red\n---\n");
    overlay_with(&mut live, "colour");
    let button = "document.querySelector('yuimaru-problems').shadowRoot.querySelector('button')";
    let place = live.browser.value(&format!(
        "(() => {{ const box = {button}.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
    ));
    for kind in ["mousePressed", "mouseReleased"] {
        live.browser.call(
            "Input.dispatchMouseEvent",
            json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1}),
        );
    }
    no_overlay(&mut live);
    site.write("content/about.en.md", "---\ntitle: a\nflavour: red\n---\n");
    overlay_with(&mut live, "flavour");

    // It goes by itself, and the page was there all the time.
    site.write("content/about.en.md", &good);
    no_overlay(&mut live);
    live.is_marked();
    live.browser.turn_to(other);
    no_overlay(&mut live);
    live.is_marked();

    // Mended into something else.
    live.browser.turn_to(0);
    site.write("content/about.en.md", "---\nttle: a\n---\n");
    overlay_with(&mut live, "ttle");
    site.write(
        "content/about.en.md",
        "---\ntitle: Mended\n---\n\nMended.\n",
    );
    live.comes_anew("Mended.");
    no_overlay(&mut live);
    live.end(&[]);
}

#[test]
fn a_template_that_fails_on_some_pages() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    let section = live.open_in_new_tab("/en/news/");
    site.write(
        "templates/page.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.none.deeper | upper }}{% endblock main %}\n",
    );
    for tab in [0, section] {
        live.browser.turn_to(tab);
        overlay_with(&mut live, "templates/page.html:2:");
        live.is_marked();
    }
    live.browser.turn_to(0);
    assert_eq!(live.browser.value(&shows("Say here who runs")), true);
    // Who opens such a page reads why it is not there, once.
    let third = live.browser.open_tab();
    let url = live.url("/ja/about/");
    live.browser.go(&url);
    assert_eq!(live.browser.value(&shows("templates/page.html:2:")), true);
    live.mark();
    live.listens();
    assert_eq!(live.browser.value(OVERLAY), "");

    // Pages that can be shown follow their texts all the time.
    site.edit(
        "content/news/_index.en.md",
        "---\ntitle: ",
        "---\ntitle: Better ",
    );
    live.browser.turn_to(section);
    live.comes_anew("Better ");
    overlay_with(&mut live, "templates/page.html:2:");

    site.remove("templates");
    for tab in [0, section] {
        live.browser.turn_to(tab);
        no_overlay(&mut live);
    }
    live.browser.turn_to(third);
    live.browser
        .wait("!window.mark && document.documentElement.lang === 'ja'");
    // The menu of the page shows the new title.
    live.browser.turn_to(0);
    live.comes_anew("Better ");
    live.end(&["/ja/about/"]);
}

#[test]
fn many_errors_are_shown_in_part() {
    let site = Site::init();
    for number in 0..60 {
        site.write(
            &format!("content/n/{number}.en.md"),
            "---\ntitle: N\n---\n\n[a](none.md)\n",
        );
    }
    site.write("content/n/_index.en.md", "---\ntitle: All\n---\n");
    let good = Site::init();
    let Some(mut live) = Live::start(&good, &[]) else {
        return;
    };
    live.open("/en/about/");
    for (path, bytes) in site.bytes_of_tree("content/n") {
        good.write_bytes(&format!("content/n/{path}"), &bytes);
    }
    let shown = overlay_with(&mut live, "more");
    let count = shown.matches("error[").count();
    assert!((5..30).contains(&count), "{count}");
    live.end(&[]);
}

#[test]
fn a_site_that_is_broken_from_the_start() {
    let site = Site::init();
    let settings = site.read("site.yaml");
    site.write("site.yaml", "title: <b>a</b>\ncolour: red\n");
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    assert_eq!(live.browser.value(&shows("error[unknown-key]")), true);
    assert_eq!(live.browser.value(&shows("<b>a</b>")), true);
    assert_eq!(
        live.browser.value("document.querySelector('b')"),
        json!(null)
    );
    assert_eq!(live.browser.value(OVERLAY), "");
    site.write("site.yaml", "title: a\nflavour: red\n");
    live.comes_anew("flavour");
    site.write("site.yaml", &settings);
    live.comes_anew("Say here who runs");
    assert_eq!(live.browser.value(OVERLAY), "");
    live.end(&["/en/about/"]);
}

#[test]
fn a_site_that_is_broken_after_a_restart() {
    let site = Site::init();
    site.edit(
        "content/about.en.md",
        "---\n\n",
        "---\n\n<img alt=\"\" src=\"/one.svg\">\n\n",
    )
    .write("static/one.svg", &picture(40, 30, "#f00"))
    .write("static/own.css", ":root { --probe: a }\n")
    .write(
        "templates/page.html",
        "{% extends \"base.html\" %}\n{% block head %}<link rel=\"stylesheet\" href=\"/own.css\">{% endblock head %}\n\
         {% block main %}{{ page.content | safe }}{% endblock main %}\n",
    );
    let settings = site.read("site.yaml");
    let Some(mut live) = Live::start_to_restart(&site, &[]) else {
        return;
    };
    live.open("/en/about/");
    let whole = "document.images[0].naturalWidth === 40 && document.styleSheets.length === 3
        && getComputedStyle(document.documentElement).getPropertyValue('--probe').trim() === 'a'";
    live.browser.wait(whole);
    site.write("site.yaml", "title: [\n");
    live.restart();
    overlay_with(&mut live, "site.yaml:");
    assert_eq!(live.browser.value(whole), true);
    // The next error is told, too, and so the one before was done with.
    site.write("site.yaml", "colour: red\n");
    overlay_with(&mut live, "colour");
    live.is_marked();
    assert_eq!(live.browser.value(whole), true);
    site.write("site.yaml", &settings);
    no_overlay(&mut live);
    assert_eq!(live.browser.value(whole), true);
    live.is_marked();
    live.end(&["net::ERR_CONNECTION"]);
}

#[test]
fn it_can_be_read_on_every_screen() {
    let site = Site::init();
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/about/");
    site.write(
        "content/about.ja.md",
        "---\ntitle: このサイトについて\n説明: どのような人が運営しているのか、何のためのサイトなのかを、読者に向けてここに書きます\n---\n\n[無い](無い.md)\n",
    );
    overlay_with(&mut live, "説明");
    for (width, scheme) in [
        (360, "light"),
        (360, "dark"),
        (1280, "light"),
        (1280, "dark"),
    ] {
        live.browser.width(width);
        live.browser.media("", &[("prefers-color-scheme", scheme)]);
        let fits = "(() => {
            const root = document.querySelector('yuimaru-problems').shadowRoot;
            const section = root.querySelector('section').getBoundingClientRect();
            const button = root.querySelector('button').getBoundingClientRect();
            return section.left === 0 && section.right === innerWidth && section.bottom === innerHeight
                && section.height <= innerHeight * .6 && button.right <= innerWidth && button.height >= 24;
        })()";
        assert_eq!(live.browser.value(fits), true, "{width} {scheme}");
        let contrast = live.browser.value(CONTRASTS);
        for ratio in contrast.as_array().unwrap() {
            assert!(ratio.as_f64() >= Some(4.5), "{width} {scheme}: {contrast}");
        }
    }
    live.browser.media("print", &[]);
    let visible = "document.querySelector('yuimaru-problems').checkVisibility()";
    assert_eq!(live.browser.value(visible), false);
    live.end(&[]);
}

/// Of the texts of the overlay with what is behind them.
const CONTRASTS: &str = "(() => {
    const root = document.querySelector('yuimaru-problems').shadowRoot;
    const luminance = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
            .map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const behind = luminance(getComputedStyle(root.querySelector('section')).backgroundColor);
    return [...root.querySelectorAll('h2, pre')].map(element => {
        const front = luminance(getComputedStyle(element).color);
        return (Math.max(front, behind) + .05) / (Math.min(front, behind) + .05);
    });
})()";
