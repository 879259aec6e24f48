//! Style sheets and images that are exchanged in a page that stays, and what cannot be.

use super::{Live, picture};
use crate::harness::Site;

/// Keeps what a property of the page's root was at each change of its head and at each frame.
const WATCH_STYLE: &str = "{
    const probe = () => getComputedStyle(document.documentElement).getPropertyValue('--probe').trim();
    window.probes = new Set([probe()]);
    const note = () => window.probes.add(probe());
    new MutationObserver(note).observe(document.head, {childList: true, subtree: true, attributes: true});
    const frame = () => { note(); requestAnimationFrame(frame); };
    frame();
    window.sheets = () => [...document.querySelectorAll('link[rel=stylesheet]')].map(link => link.getAttribute('href'));
}";

const IS_ALONE: &str =
    "new Set(sheets().map(href => href.replace(/\\?.*/, ''))).size === sheets().length";

#[test]
fn the_style_sheet_of_a_theme_is_exchanged() {
    let site = Site::init();
    site.write(
        "themes/default/static/style.css",
        ":root { --probe: a; color: red }\n",
    );
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/about/");
    let en = live.open_in_new_tab("/en/about/");
    for tab in [0, en] {
        live.browser.turn_to(tab).value(WATCH_STYLE);
    }
    let first = live.browser.texts("sheets()");
    for (index, value) in ["b", "c", "d"].iter().enumerate() {
        live.save(
            "themes/default/static/style.css",
            &format!(":root {{ --probe: {value}; color: rgb({index}, 2, 3) }}\n"),
        );
        for tab in [0, en] {
            live.browser.turn_to(tab);
            live.browser.wait(&format!(
                "getComputedStyle(document.body).color === 'rgb({index}, 2, 3)' && sheets().length === 2"
            ));
        }
    }
    for tab in [0, en] {
        live.browser.turn_to(tab);
        live.is_marked();
        assert_eq!(live.browser.texts("[...probes]"), ["a", "b", "c", "d"]);
    }
    // The other sheet is what it was; this one stands as the server has it, and so the next page to be loaded shows the same.
    let last = live.browser.texts("sheets()");
    assert_eq!(first[0], last[0]);
    assert_ne!(first[1], last[1]);
    let page = live.preview().get("/en/about/").text();
    assert!(
        page.contains(&format!("\"{}\"", last[1])),
        "{last:?}\n{page}"
    );

    // Of two edits at once the last holds, and what is undone at once was nothing.
    for value in ["e", "d", "f", "d", "g"] {
        live.save(
            "themes/default/static/style.css",
            &format!(":root {{ --probe: {value} }}\n"),
        );
    }
    live.browser.wait(
        "getComputedStyle(document.documentElement).getPropertyValue('--probe').trim() === 'g'
         && document.querySelectorAll('link[rel=stylesheet]').length === 2",
    );
    live.browser.complaints();
    // An old name may be asked for in vain, and then the page is loaded again.
    live.end(&[".css"]);
}

#[test]
fn a_style_sheet_beside_the_theme_is_exchanged() {
    let site = Site::init();
    site.write(
        "templates/page.html",
        "{% extends \"base.html\" %}\n{% block head %}<link rel=\"stylesheet\" href=\"/css/own.css\">{% endblock head %}\n\
         {% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}\n",
    )
    .write("static/css/own.css", ":root { --probe: a }\n")
    .write("static/css/other.css", "");
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/about/");
    live.browser.value(WATCH_STYLE);
    let section = live.open_in_new_tab("/ja/news/");
    let start = live.browser.mark();
    live.browser.turn_to(0);
    for value in ["b", "c"] {
        live.save("static/css/other.css", &format!("/* {value} */\n"));
        live.save(
            "static/css/own.css",
            &format!(":root {{ --probe: {value} }}\n"),
        );
        live.browser
            .wait(&format!("probes.has('{value}') && {IS_ALONE}"));
    }
    live.is_marked();
    assert_eq!(live.browser.texts("[...probes]"), ["a", "b", "c"]);
    // What a style sheet has loaded cannot be exchanged.
    live.save("static/css/more.css", ":root { --more: a }\n");
    live.save(
        "static/css/own.css",
        "@import 'more.css'; :root { --probe: d }\n",
    );
    let more = "getComputedStyle(document.documentElement).getPropertyValue('--more').trim()";
    live.browser.wait(&format!("{more} === 'a'"));
    live.mark();
    live.listens();
    live.save("static/css/more.css", ":root { --more: b }\n");
    live.browser
        .wait(&format!("{more} === 'b' && !window.mark"));
    live.mark();
    live.listens();
    // Without it the page is without.
    site.remove("static/css/own.css");
    live.browser.wait(&format!("{more} === ''"));
    // Who has none of it has heard of it, and stays.
    live.browser.turn_to(section);
    site.edit(
        "content/news/_index.ja.md",
        "---\ntitle: ",
        "---\ntitle: もっと",
    );
    live.comes_anew("もっと");
    assert_eq!(live.pages_since(start), 1);
    live.end(&["/css/own.css", "/css/more.css"]);
}

/// The colour of the middle of a picture as it is drawn.
fn colour_of(selector: &str) -> String {
    format!(
        "(() => {{
            const image = document.querySelector('{selector}');
            if (!image.complete || image.naturalWidth === 0) return '';
            const canvas = document.createElement('canvas');
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0, 9, 9);
            return [...context.getImageData(4, 4, 1, 1).data].slice(0, 3).join();
        }})()"
    )
}

#[test]
fn images_are_exchanged_where_their_size_is_the_same() {
    let site = Site::init();
    site.write(
        "content/pictures/index.ja.md",
        "---\ntitle: 絵\n---\n\n![犬](<犬 one.svg>)\n\n\
         <img id=\"set\" alt=\"\" srcset=\"  two.svg 1x, ../pictures/none.svg 2x\">\n\
         <img id=\"shared\" alt=\"\" src=\"/%e7%94%bb/shared.svg\">\n\
         <picture><source srcset=\"two.svg\"><img id=\"in-picture\" alt=\"\" src=\"none.svg\"></picture>\n",
    )
    .write("content/pictures/犬 one.svg", &picture(40, 30, "#f00"))
    .write("content/pictures/two.svg", &picture(40, 30, "#f00"))
    .write("static/画/shared.svg", &picture(40, 30, "#f00"));
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/pictures/");
    let all = ["[alt=犬]", "#set", "#shared", "#in-picture"];
    for selector in all {
        let red = format!("{} === '255,0,0'", colour_of(selector));
        live.browser.wait(&red);
    }
    let rows = [
        ("content/pictures/犬 one.svg", &all[..1]),
        ("content/pictures/two.svg", &[all[1], all[3]]),
        ("static/画/shared.svg", &all[2..3]),
    ];
    for (colour, expected) in [("#0f0", "0,255,0"), ("#00f", "0,0,255")] {
        for (path, selectors) in rows {
            live.save(path, &picture(40, 30, colour));
            for selector in selectors {
                let drawn = format!("{} === '{expected}'", colour_of(selector));
                live.browser.wait(&drawn);
            }
        }
    }
    live.is_marked();
    // Its size stands in the page.
    live.save("content/pictures/犬 one.svg", &picture(80, 60, "#ff0"));
    live.browser.wait(&format!(
        "!window.mark && {} === '255,255,0'",
        colour_of(all[0])
    ));
    assert_eq!(
        live.browser
            .value("document.querySelector('[alt=犬]').width"),
        80
    );
    live.end(&[]);
}

#[test]
fn scripts_are_not_exchanged() {
    let site = Site::init();
    site.write(
        "templates/page.html",
        "{% extends \"base.html\" %}\n{% block head %}<script src=\"/own.js\" defer></script>\n\
         <script src=\"{{ asset(path=\"theme.js\") }}\" defer></script>\n\
         <script type=\"module\">import '/module.js';</script>{% endblock head %}\n",
    )
    .write("static/own.js", "window.own = 'a';\n")
    .write("static/module.js", "window.module = 'a';\n")
    .write("themes/default/static/theme.js", "window.theme = 'a';\n");
    let Some(mut live) = Live::start(&site, &[]) else {
        return;
    };
    live.open("/ja/about/");
    for (path, name) in [
        ("static/own.js", "own"),
        ("themes/default/static/theme.js", "theme"),
        ("static/module.js", "module"),
    ] {
        live.save(path, &format!("window.{name} = 'b';\n"));
        live.browser
            .wait(&format!("!window.mark && window.{name} === 'b'"));
        live.mark();
        live.listens();
    }
    live.end(&[]);
}
