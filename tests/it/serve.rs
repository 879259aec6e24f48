//! `serve`: what it answers is what a clean build writes, whatever happened before; and nobody gets more than that.

mod faults;
mod hostile;
mod incremental;
mod links;
mod look;
pub(crate) mod preview;
mod property;
mod wire;

use std::time::Instant;

use snapbox::str;

use crate::harness::Site;
use preview::{LIMIT, Preview};

/// The starter site with what it lacks: files beside pages and elsewhere, names in Japanese, more than one section.
fn site() -> Site {
    let site = Site::init();
    site.write(
        "content/film/_index.ja.md",
        "---\ntitle: 映画\n---\n\n[計画](plan/index.md)\n",
    )
    .write(
        "content/film/plan/index.ja.md",
        "---\ntitle: 計画\ntags: [film]\ndate: 2025-12-01\n---\n\n![](x.png)\n\n本文。\n",
    )
    .write(
        "content/film/plan/index.zh.md",
        "---\ntitle: 计划\ntags: [film]\ndate: 2025-12-01\n---\n\n正文。\n",
    )
    .write_bytes("content/film/plan/x.png", &png(3, 2))
    .write(
        "content/film/kana.ja.md",
        "---\ntitle: 仮名\nslug: が\naliases: [/old/]\n---\n\n本文。\n",
    )
    .write_bytes(
        "static/video.mp4",
        &(0..=255).collect::<Vec<u8>>().repeat(1000),
    )
    .write("static/.well-known/security.txt", "Contact: none\n");
    site
}

/// The head of an image of this size, which is all that anybody reads.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x06\0\0\0\0\0\0\0");
    bytes
}

#[test]
fn what_is_served_is_what_a_clean_build_writes() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    let routes = preview.settle("at the start");
    assert!(routes > 30, "only {routes} routes");
    type Edit = fn(&Site);
    let edits: [(&str, Edit); 22] = [
        ("body", |site| {
            site.edit("content/film/plan/index.ja.md", "本文。", "新しい本文。");
        }),
        ("title", |site| {
            site.edit("content/film/plan/index.zh.md", "计划", "新计划");
        }),
        ("slug", |site| {
            site.edit("content/film/kana.ja.md", "slug: が", "slug: ぎ");
        }),
        ("tags", |site| {
            site.edit("content/film/plan/index.ja.md", "[film]", "[news, film]");
        }),
        ("date", |site| {
            site.edit("content/film/plan/index.ja.md", "2025-12-01", "2025-12-31");
        }),
        ("draft", |site| {
            site.edit("content/film/kana.ja.md", "slug:", "draft: true\nslug:");
        }),
        ("no draft", |site| {
            site.edit("content/film/kana.ja.md", "draft: true\n", "");
        }),
        ("translation added", |site| {
            site.write("content/film/kana.en.md", "---\ntitle: Kana\n---\n");
        }),
        ("origin deleted", |site| {
            site.remove("content/film/kana.ja.md");
        }),
        ("page renamed", |site| {
            site.rename("content/film/kana.en.md", "content/film/letters.en.md");
        }),
        ("section moved", |site| {
            site.rename("content/film", "content/cinema");
        }),
        ("facts", |site| {
            site.write(
                "content/cinema/letters.yaml",
                "date: 2024-02-29\ntags: [film]\n",
            );
        }),
        ("atomic save", |site| {
            site.write(
                "content/.about.swp",
                "---\ntitle: About, saved\n---\n\nText.\n",
            );
            site.rename("content/.about.swp", "content/about.en.md");
        }),
        ("image", |site| {
            site.write_bytes("content/cinema/plan/x.png", &png(5, 7));
        }),
        ("file in static/", |site| {
            site.write("static/robots.txt", "User-agent: *\n");
        }),
        ("template in a folder that was missing", |site| {
            site.write(
                "templates/404.html",
                "{% extends \"base.html\" %}{% block main %}<h1>?</h1>{% endblock %}\n",
            );
        }),
        ("message in a folder that was missing", |site| {
            site.write("locales/ja/site.ftl", "skip-link = 飛ぶ\n");
        }),
        ("style sheet of a theme that was missing", |site| {
            site.write("themes/default/static/style.css", "body { color: red }\n");
        }),
        ("settings", |site| {
            site.edit(
                "site.yaml",
                "default_language: ja",
                "missing: copy\ndefault_language: ja",
            );
        }),
        ("template gone", |site| {
            site.remove("templates");
        }),
        ("language gone", |site| {
            for file in ["_index", "about", "news/_index", "news/welcome"] {
                let path = format!("content/{file}.zh.md");
                if site.has(&path) {
                    site.remove(&path);
                }
            }
        }),
        ("everything replaced", |site| {
            site.rename("content", "before");
            site.write("content/_index.ja.md", "---\ntitle: 始め\n---\n");
            for page in ["news/_index", "about", "a/b/c"] {
                site.write(&format!("content/{page}.ja.md"), "---\ntitle: 深い\n---\n");
            }
        }),
    ];
    for (name, edit) in edits {
        edit(&site);
        preview.settle(name);
    }
    assert!(!site.has("public"), "serve wrote public/");
    // Two folders deep in what came with the last edit: it is watched, too.
    site.edit("content/a/b/c.ja.md", "深い", "もっと深い");
    preview.settle("in a new folder");
}

#[test]
fn an_edit_parses_one_file() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    site.edit("content/about.en.md", "---\n", "---\nweight: 3\n");
    preview.wait_for_message("content/about.en.md: 1 parsed");
}

#[test]
fn a_broken_edit_keeps_the_last_good_site() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let good = preview.get("/ja/about/");
    let breaks: [(&str, &str, &str); 4] = [
        (
            "content/about.ja.md",
            "---\nttle: x\n---\n",
            "error[unknown-key]",
        ),
        (
            "content/about.ja.md",
            "---\ntitle: x\n---\n\n[a](none.md)\n",
            "content/about.ja.md:5:",
        ),
        ("templates/page.html", "{% if %}", "templates/page.html:1:"),
        ("site.yaml", "title: [", "site.yaml:1:"),
    ];
    for (path, text, message) in breaks {
        let before = site.has(path).then(|| site.read(path));
        site.write(path, text);
        preview.wait_for_message(message);
        preview.wait_for_message("has errors, so the site before is still shown");
        assert_eq!(preview.get("/ja/about/").body, good.body, "{path}");
        match before {
            Some(before) => site.write(path, &before),
            None => site.remove(path),
        };
        preview.settle(path);
        preview.forget_messages();
    }
    assert_eq!(preview.get("/ja/about/").body, good.body);
}

#[test]
fn a_page_that_cannot_be_rendered_says_why() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    site.write("templates/page.html", "<p>{{ page.none.deeper | upper }}\n");
    preview.wait_for_message("templates");
    let page = preview.get("/ja/about/");
    assert_eq!(page.status, 500);
    assert!(
        page.text().contains("templates/page.html:1:"),
        "{}",
        page.text()
    );
    preview.wait_for_message("templates/page.html:1:");
    assert_eq!(preview.get("/ja/news/").status, 200);
    site.remove("templates");
    preview.settle("mended");
}

#[test]
fn it_starts_on_a_broken_site() {
    let site = site();
    let settings = site.read("site.yaml");
    site.write(
        "site.yaml",
        "title: <script>alert(1)</script>\ncolour: red\n",
    );
    let mut preview = Preview::start(&site, &[]);
    for path in ["/", "/ja/", "/robots.txt", "/none"] {
        let reply = preview.get(path);
        assert_eq!(reply.status, 500, "{path}");
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(
            reply.text().contains("error[unknown-key]"),
            "{}",
            reply.text()
        );
        assert!(!reply.text().contains("<script>"), "{}", reply.text());
    }
    preview.wait_for_message("error[unknown-key]");
    site.write("site.yaml", &settings);
    preview.settle("mended");
}

#[test]
fn files_are_looked_at_again_and_again_where_that_is_asked_for() {
    let site = site();
    let mut preview = Preview::start(&site, &["--poll"]);
    preview.settle("at the start");
    site.edit("content/about.ja.md", "---\n", "---\nweight: 3\n");
    site.rename("content/film", "content/cinema");
    preview.settle("edited");
}

#[test]
fn drafts_are_in_where_that_is_asked_for() {
    let site = site();
    site.write("content/d.ja.md", "---\ntitle: 草稿\ndraft: true\n---\n")
        .write(
            "content/f.ja.md",
            "---\ntitle: 未来\npublish: 2030-01-01\n---\n",
        );
    for (flags, d, f) in [
        (&[][..], 404, 404),
        (&["--drafts"], 200, 404),
        (&["--future"], 404, 200),
    ] {
        let preview = Preview::start(&site, flags);
        assert_eq!(preview.get("/ja/d/").status, d, "{flags:?}");
        assert_eq!(preview.get("/ja/f/").status, f, "{flags:?}");
    }
}

#[test]
fn a_page_is_published_and_expires_when_its_time_has_come() {
    let site = site();
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(3);
    for (name, key) in [("comes", "publish"), ("goes", "expires")] {
        let text = format!("---\ntitle: 時\n{key}: {soon}\n---\n");
        site.write(&format!("content/{name}.ja.md"), &text);
    }
    let preview = Preview::start_at_the_clocks_time(&site);
    let until = Instant::now() + LIMIT;
    for (path, status) in [("/ja/comes/", 200), ("/ja/goes/", 404)] {
        while preview.get(path).status != status {
            assert!(Instant::now() < until, "{path} is not {status}");
        }
    }
}

#[test]
fn addresses_that_are_not_quite_right() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let rows = [
        ("/ja", "/ja/"),
        ("/ja/film", "/ja/film/"),
        ("/ja/film?a=b&c", "/ja/film/?a=b&c"),
        ("/index.html", "/"),
        ("/ja/film/index.html", "/ja/film/"),
        ("/ja/film/%E3%81%8C", "/ja/film/%E3%81%8C/"),
        ("/ja/film/%E3%81%8B%E3%82%99", "/ja/film/%E3%81%8C/"),
    ];
    for (from, to) in rows {
        let reply = preview.get(from);
        assert_eq!(reply.status, 308, "{from}");
        assert_eq!(reply.header("location"), Some(to), "{from}");
    }
    // Decomposed, as some systems write it; and in lower case hexadecimal.
    for path in [
        "/ja/film/%E3%81%8B%E3%82%99/",
        "/ja/film/%e3%81%8c/",
        "/ja/film/が/",
    ] {
        assert_eq!(preview.get(path).status, 200, "{path}");
    }
    for (path, page) in [
        ("/zh/none/", "/zh/404.html"),
        ("/ja/film/none", "/ja/404.html"),
        ("/none", "/404.html"),
        ("/fr/", "/404.html"),
        ("/ja/atom.xml/", "/ja/404.html"),
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.body, preview.get(page).body, "{path}");
    }
}

#[test]
fn less_than_the_whole() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/ja/");
    let etag = page.header("etag").unwrap().to_owned();
    let known =
        preview.send(&preview.request("GET", "/ja/", &format!("If-None-Match: {etag}\r\n")));
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = preview.send(&preview.request("HEAD", "/ja/", ""));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.header("content-length"));

    let video = preview.get("/video.mp4");
    assert_eq!(video.header("content-type"), Some("video/mp4"));
    assert_eq!(video.body, site.bytes_of_tree("static")["video.mp4"]);
    let part = preview.send(&preview.request("GET", "/video.mp4", "Range: bytes=255990-\r\n"));
    assert_eq!(part.status, 206);
    assert_eq!(
        part.header("content-range"),
        Some("bytes 255990-255999/256000")
    );
    assert_eq!(part.body, video.body[255_990..]);
    let none = preview.send(&preview.request("GET", "/video.mp4", "Range: bytes=256000-\r\n"));
    assert_eq!((none.status, none.body.len()), (416, 0));
    assert_eq!(none.header("content-range"), Some("bytes */256000"));
    site.remove("static/video.mp4");
    let until = Instant::now() + LIMIT;
    while preview.get("/video.mp4").status != 404 {
        assert!(Instant::now() < until);
    }
}

#[test]
fn hostile_requests() {
    let site = site();
    site.write("secret.txt", "secret");
    let preview = Preview::start(&site, &[]);
    let host = preview.host();
    let get = |target: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    };
    let long = "a".repeat(60_000);
    let too_long = "a".repeat(1_000_000);
    let targets = [
        "/../secret.txt",
        "/ja/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%2e%2e%5csecret.txt",
        "/./secret.txt",
        "/secret.txt",
        "/static/video.mp4",
        "/content/about.ja.md",
        "/site.yaml",
        "/public/index.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/file:///etc/passwd",
        "/ja/%00",
        "/video.mp4%00.html",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/%c0%ae%c0%ae/secret.txt",
        "//evil.example/%2e%2e",
        "/ja//",
        &format!("/{long}"),
    ];
    let mut rows: Vec<(String, &[u16])> = targets
        .iter()
        .map(|target| (get(target), &[404][..]))
        .collect();
    rows.extend([
        (get("/ja/\0"), &[400][..]),
        (get("ja/"), &[400]),
        (get("/ja /"), &[400]),
        (get(&format!("/{too_long}")), &[400, 414, 431, 0]),
        (get("http://evil.example/ja/"), &[403]),
        (get("http://evil.example@127.0.0.1/ja/"), &[403, 400, 200]),
        (
            preview.request("POST", "/ja/", "Content-Length: 0\r\n"),
            &[405],
        ),
        (
            preview.request("PUT", "/ja/x", "Content-Length: 0\r\n"),
            &[405],
        ),
        (preview.request("DELETE", "/ja/", ""), &[405]),
        (preview.request("OPTIONS", "*", ""), &[405]),
        (preview.request("TRACE", "/", ""), &[405]),
        (
            preview.request("CONNECT", "evil.example:443", ""),
            &[405, 403],
        ),
        (
            "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(),
            &[403],
        ),
        (
            "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n".to_owned(),
            &[403],
        ),
        (
            "GET / HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n".to_owned(),
            &[403],
        ),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n".to_owned(), &[403]),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), &[400]),
        ("GET / HTTP/1.0\r\n\r\n".to_owned(), &[400]),
        (
            preview.request("GET", "/", "Host: evil.example\r\n"),
            &[400],
        ),
        ("\0\u{1}\u{2}\r\n\r\n".to_owned(), &[400]),
        ("GET\r\n\r\n".to_owned(), &[400]),
    ]);
    for (request, statuses) in rows {
        let shown: String = request.chars().take(80).collect();
        let reply = preview.send(&request);
        assert!(
            statuses.contains(&reply.status),
            "{shown:?}: {}",
            reply.status
        );
        assert!(
            !reply.text().contains("secret"),
            "{shown:?}: {}",
            reply.text()
        );
    }
    let refused = preview.send(&preview.request("POST", "/ja/", "Content-Length: 0\r\n"));
    assert_eq!(refused.header("allow"), Some("GET, HEAD"));
    for name in ["localhost", "LocalHost:1", "[::1]:8080", "127.0.0.1"] {
        let request = format!("GET /ja/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        assert_eq!(preview.send(&request).status, 200, "{name}");
    }
}

#[test]
fn a_taken_port_is_named() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let port = preview.port().to_string();
    site.run(&["serve", "--port", &port])
        .assert_status(3)
        .assert_stdout(str![""])
        .assert_stderr(str![[r#"
error: port [..] is taken: another program answers there, perhaps another `yuimaru serve`
       stop it, or name another port with --port; --port 0 takes one that is free

"#]]);
    site.run(&["serve", "--host", "192.0.2.1", "--port", "0"])
        .assert_status(2);
    site.run(&["serve", "--port", "70000"]).assert_status(2);
}

#[test]
fn there_must_be_a_site() {
    let site = Site::empty();
    for root in [".", "none"] {
        let run = site.run(&["serve", "--port", "0", "--root", root]);
        run.assert_status(2);
        assert!(run.stderr.contains("error[no-site]"), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    // A connection that waits for nothing holds nothing up.
    let _idle = preview.connect();
    assert_eq!(preview.interrupt(), Some(0));
}

#[test]
fn what_a_page_would_be_loaded_as() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let look = |query: &str| preview.get(&format!("/_yuimaru/page?{query}"));
    let rows = [
        (
            "/ja/about/",
            "200 yuimaru;desc=",
            "text/plain; charset=utf-8",
        ),
        (
            "/ja/none/",
            "404 yuimaru;desc=",
            "text/plain; charset=utf-8",
        ),
        ("/ja/about", "308 ", "text/plain; charset=utf-8"),
        (
            "/video.mp4?a=b",
            "200 yuimaru;desc=",
            "text/plain; charset=utf-8",
        ),
        ("/_yuimaru/page?/ja/", "404 ", "text/plain; charset=utf-8"),
    ];
    for (query, expected, kind) in rows {
        let reply = look(query);
        assert_eq!(reply.status, 200, "{query}");
        assert_eq!(reply.header("content-type"), Some(kind));
        assert!(reply.text().starts_with(expected), "{}", reply.text());
    }
    for path in ["/ja/about/", "/ja/none/", "/video.mp4"] {
        let served = preview.get(path);
        let described = served.header("server-timing").unwrap();
        let looked = look(path).text();
        assert_eq!(looked, format!("{} {described}\n", served.status));
    }
    for query in ["", "http://evil.example/", "ja/", "%"] {
        assert_eq!(look(query).status, 400, "{query}");
    }
    let foreign = "GET /_yuimaru/page?/ja/ HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    assert_eq!(preview.send(foreign).status, 403);
}
