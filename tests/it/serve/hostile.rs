//! Requests that no browser of ours sends: over raw sockets, as whoever wants to know more would send them.

use std::io::{Read, Write};
use std::time::Instant;

use super::preview::{LIMIT, Preview};
use super::wire::{Kept, Reply};
use super::{png, site};

/// Sends each, and compares the status.
#[track_caller]
fn statuses(preview: &Preview<'_>, rows: &[(&str, &str, &str, u16)]) {
    for (method, target, headers, status) in rows {
        let reply = preview.send(&preview.request(method, target, headers));
        assert_eq!(reply.status, *status, "{method} {target} {headers:?}");
        assert!(!reply.text().contains("secret"), "{target}");
    }
}

#[test]
fn paths_of_our_own() {
    let site = site();
    site.write("secret.txt", "secret");
    let preview = Preview::start(&site, &[]);
    statuses(
        &preview,
        &[
            ("GET", "/_yuimaru/live.js", "", 200),
            ("HEAD", "/_yuimaru/live.js", "", 200),
            ("GET", "/_yuimaru/live.js?a=b", "", 200),
            ("POST", "/_yuimaru/live.js", "Content-Length: 0\r\n", 405),
            ("GET", "/_yuimaru", "", 404),
            ("GET", "/_yuimaru/", "", 404),
            ("GET", "/_yuimaru/none", "", 404),
            ("GET", "/_yuimaru/live.js/", "", 404),
            ("GET", "/_yuimaru/live.js/index.html", "", 404),
            ("GET", "/_yuimaru/LIVE.JS", "", 404),
            ("GET", "/_YUIMARU/live.js", "", 404),
            ("GET", "//_yuimaru/live.js", "", 404),
            ("GET", "/ja/_yuimaru/live.js", "", 404),
            ("GET", "/%5fyuimaru/live.js", "", 404),
            ("GET", "/_yuimaru/%6cive.js", "", 404),
            ("GET", "/_yuimaru%2flive.js", "", 404),
            ("GET", "/%255fyuimaru/live.js", "", 404),
            ("GET", "/_yuimaru/events/", "", 404),
            ("GET", "/_yuimaru/events%00", "", 404),
            ("GET", "/_yuimaru/%65vents", "", 404),
            ("GET", "/_yuimaru/../secret.txt", "", 404),
            ("GET", "/_yuimaru/../../secret.txt", "", 404),
            ("GET", "/_yuimaru/%2e%2e/secret.txt", "", 404),
            ("GET", "/_yuimaru/..%2fsecret.txt", "", 404),
            ("GET", "/_yuimaru/%252e%252e%252fsecret.txt", "", 404),
            ("GET", "/_yuimaru/..%5csecret.txt", "", 404),
            ("GET", "/_yuimaru/../ja/", "", 404),
        ],
    );
}

#[test]
fn only_our_pages_are_told_what_is_new() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let port = preview.port();
    let own = format!("Origin: http://127.0.0.1:{port}\r\n");
    let named = format!("Origin: http://localhost:{port}\r\n");
    let both = format!("{own}Origin: http://evil.example\r\n");
    let secure = format!("Origin: https://127.0.0.1:{port}\r\n");
    let events = "/_yuimaru/events";
    let get = |headers: &'static str, status| ("GET", events, headers, status);
    statuses(
        &preview,
        &[
            get("", 200),
            ("GET", events, &own, 200),
            ("GET", events, &named, 200),
            ("GET", "/_yuimaru/events?a", "", 200),
            get("Sec-Fetch-Site: same-origin\r\n", 200),
            get("Sec-Fetch-Site: none\r\n", 200),
            ("HEAD", events, "", 200),
            ("GET", events, &both, 403),
            ("GET", events, &secure, 403),
            get("Origin: http://evil.example\r\n", 403),
            get("Origin: null\r\n", 403),
            get("Origin: \r\n", 403),
            get("Origin: http://127.0.0.1.evil.example\r\n", 403),
            get("Origin: http://evil.example@127.0.0.1\r\n", 403),
            get("Origin: file://\r\n", 403),
            get("Sec-Fetch-Site: cross-site\r\n", 403),
            get("Sec-Fetch-Site: same-site\r\n", 403),
            ("HEAD", events, "Origin: http://evil.example\r\n", 403),
            ("POST", events, "Content-Length: 0\r\n", 405),
            ("OPTIONS", events, &own, 405),
            get("Host: evil.example\r\n", 400),
        ],
    );
    let foreign = format!("GET {events} HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(preview.send(&foreign).status, 403);
    let reply = preview.send(&preview.request("POST", events, "Content-Length: 0\r\n"));
    assert_eq!(reply.header("allow"), Some("GET, HEAD"));
}

/// What comes until it holds this text.
fn read_until(stream: &mut impl Read, text: &str) -> String {
    let until = Instant::now() + LIMIT;
    let mut bytes = Vec::new();
    loop {
        let heard = String::from_utf8_lossy(&bytes).into_owned();
        if heard.contains(text) {
            return heard;
        }
        assert!(Instant::now() < until, "no {text:?} in {heard:?}");
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).unwrap();
        assert!(length > 0, "it ended: {heard:?}");
        bytes.extend(&chunk[..length]);
    }
}

#[test]
fn who_listens_hears_at_once_how_things_stand() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    let request = preview.request("GET", "/_yuimaru/events", "");
    let listen = |preview: &Preview<'_>| {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    };
    let mut first = listen(&preview);
    let heard = read_until(&mut first, "\"navigate\":null");
    assert!(heard.starts_with("HTTP/1.1 200 OK\r\n"), "{heard}");
    assert!(heard.contains("content-type: text/event-stream"), "{heard}");
    assert!(heard.contains("\"problems\":\"\""), "{heard}");
    site.edit("content/about.ja.md", "title: ", "ttle: <b>");
    read_until(&mut first, "error[unknown-key]");
    preview.wait_for_message("error[unknown-key]");
    read_until(&mut listen(&preview), "error[unknown-key]");

    let head = preview.send(&preview.request("HEAD", "/_yuimaru/events", ""));
    assert_eq!(head.header("content-type"), Some("text/event-stream"));
    assert!(head.body.is_empty());
}

#[test]
fn who_is_slow_or_sends_too_much_holds_nobody_up() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let host = preview.host();
    let mut slow: Vec<_> = (0..20).map(|_| preview.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /ja/ HTTP/1.1\r\nHo").unwrap();
    }
    let many = "X-A: b\r\n".repeat(10_000);
    let long = format!("X-A: {}\r\n", "b".repeat(1_000_000));
    let begun = format!("GET / HTTP/1.1\r\nHost: {host}\r\n");
    let refused: [(&str, String); 10] = [
        ("many headers", format!("{begun}{many}\r\n")),
        ("a long header", format!("{begun}{long}\r\n")),
        ("a header without a name", format!("{begun}: x\r\n\r\n")),
        ("a header without an end", format!("{begun}X\r\n\r\n")),
        ("a folded header", format!("{begun}X: a\r\n b\r\n\r\n")),
        ("a header with NUL", format!("{begun}X: a\0b\r\n\r\n")),
        (
            "two lengths",
            format!("{begun}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        ),
        (
            "a length that is none",
            format!("{begun}Content-Length: -1\r\n\r\n"),
        ),
        (
            "HTTP/2 without a warning",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        ),
        (
            "no such version",
            format!("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n"),
        ),
    ];
    for (name, request) in refused {
        let status = preview.send(&request).status;
        assert!([0, 400, 431, 505].contains(&status), "{name}: {status}");
    }
    // A body that never comes is not waited for.
    let endless = preview.request("POST", "/ja/", "Content-Length: 1000000000\r\n");
    assert_eq!(preview.send(&endless).status, 405);
    let chunks = preview.request("POST", "/ja/", "Transfer-Encoding: chunked\r\n");
    assert_eq!(preview.send(&format!("{chunks}ffffffffff\r\n")).status, 405);
    assert_eq!(preview.get("/ja/").status, 200);
    // And who was slow is answered in the end.
    for mut stream in slow {
        let rest = format!("st: {host}\r\n\r\n");
        stream.write_all(rest.as_bytes()).unwrap();
        assert!(read_until(&mut stream, "\r\n").starts_with("HTTP/1.1 200 OK"));
    }
}

#[test]
fn a_body_is_no_second_request() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let host = preview.host();
    let inner = format!("GET /none/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let mut stream = preview.connect();
    let first = format!(
        "GET /robots.txt HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n{inner}",
        inner.len()
    );
    let last = format!("GET /ja/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    // All in one piece: two requests, the first with a body.
    stream
        .write_all(format!("{first}{last}").as_bytes())
        .unwrap();
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    let heard = String::from_utf8_lossy(&heard);
    let replies: Vec<&str> = heard.matches("HTTP/1.1 200 OK").collect();
    assert!(!heard.contains("HTTP/1.1 404"), "{heard}");
    assert_eq!(replies.len(), 2, "{heard}");
}

#[test]
fn ranges_that_ask_for_too_much() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let whole = preview.get("/video.mp4");
    let total = whole.body.len();
    let many = format!("bytes={}", vec!["0-"; 1000].join(","));
    let rows: [(&str, u16, usize); 13] = [
        ("bytes=0-0", 206, 1),
        ("bytes=0-", 206, total),
        ("bytes=-1", 206, 1),
        ("bytes=-99999999999999999999999", 206, total),
        ("bytes=0-99999999999999999999999", 206, total),
        ("bytes=99999999999999999999999-", 416, 0),
        ("bytes=256000-", 416, 0),
        ("bytes=-0", 416, 0),
        ("bytes=5-1", 200, total),
        ("bytes=a-b", 200, total),
        ("bytes=0-1,3-4", 200, total),
        ("octets=0-1", 200, total),
        (&many, 200, total),
    ];
    for (range, status, length) in rows {
        let header = format!("Range: {range}\r\n");
        let reply = preview.send(&preview.request("GET", "/video.mp4", &header));
        assert_eq!(
            (reply.status, reply.body.len()),
            (status, length),
            "{range:.40}"
        );
    }
    // RFC 9110 §14.2: only GET has ranges. And a page is never sent in parts.
    let ask = |method, target, headers| preview.send(&preview.request(method, target, headers));
    let head = ask("HEAD", "/video.mp4", "Range: bytes=0-0\r\n");
    assert_eq!(head.status, 200);
    assert_eq!(
        head.header("content-length"),
        Some(total.to_string().as_str())
    );
    assert_eq!(ask("GET", "/ja/", "Range: bytes=0-0\r\n").status, 200);
    let stale = "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n";
    assert_eq!(ask("GET", "/video.mp4", stale).body.len(), total);
}

#[test]
fn what_the_browser_has_is_not_sent_again_until_it_is_other() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    let ask = |preview: &Preview<'_>, path: &str, etag: &str| {
        preview.send(&preview.request("GET", path, &format!("If-None-Match: {etag}\r\n")))
    };
    let etag = |reply: &Reply| reply.header("etag").unwrap().to_owned();
    preview.settle("at the start");
    for (path, is_weak) in [
        ("/ja/about/", false),
        ("/ja/atom.xml", false),
        ("/ja/film/plan/x.png", true),
        ("/.well-known/security.txt", true),
        ("/_yuimaru/live.js", false),
    ] {
        let known = etag(&preview.get(path));
        assert_eq!(known.starts_with("W/"), is_weak, "{path}: {known}");
        let plain = known.trim_start_matches("W/");
        for sent in [
            &known,
            plain,
            &format!("\"x\", {known}"),
            &format!("W/{plain}"),
            "*",
        ] {
            let reply = ask(&preview, path, sent);
            assert_eq!((reply.status, reply.body.len()), (304, 0), "{path}: {sent}");
            assert_eq!(etag(&reply), known, "{path}");
        }
        for sent in ["\"x\"", "", "\"", &format!("{plain}x")] {
            assert_eq!(ask(&preview, path, sent).status, 200, "{path}: {sent}");
        }
    }
    // What is nowhere is not known, whatever is said.
    let none = etag(&preview.get("/ja/none/"));
    for sent in [&none, "*"] {
        assert_eq!(ask(&preview, "/ja/none/", sent).status, 404, "{sent}");
    }
    let paths = [
        "/ja/about/",
        "/ja/film/plan/x.png",
        "/.well-known/security.txt",
    ];
    let before: Vec<String> = paths.iter().map(|path| etag(&preview.get(path))).collect();
    let elsewhere = etag(&preview.get("/en/"));
    site.edit("content/about.ja.md", "---\n\n", "---\n\n新しい段落。\n\n")
        .write_bytes("content/film/plan/x.png", &[png(3, 2), vec![0]].concat())
        .write("static/.well-known/security.txt", "Contact: nobody\n");
    preview.settle("edited");
    for (path, known) in paths.iter().zip(&before) {
        let reply = ask(&preview, path, known);
        assert_eq!(reply.status, 200, "{path}");
        assert_ne!(etag(&reply), *known, "{path}");
    }
    assert_eq!(ask(&preview, "/en/", &elsewhere).status, 304);
    // Taken back: it is again what it was.
    site.edit("content/about.ja.md", "新しい段落。\n\n", "");
    preview.settle("taken back");
    assert_eq!(ask(&preview, "/ja/about/", &before[0]).status, 304);
}

#[test]
fn spellings_of_an_address() {
    let site = site();
    site.write("static/か\u{3099}.txt", "text");
    let preview = Preview::start(&site, &[]);
    let host = preview.host();
    for path in [
        "/%E3%81%8C.txt",
        "/%E3%81%8B%E3%82%99.txt",
        "/が.txt",
        "/か\u{3099}.txt",
    ] {
        assert_eq!(preview.get(path).text(), "text", "{path}");
    }
    let evil = "Host: evil.example";
    let own = format!("Host: {host}");
    let rows: [(String, &str, u16); 14] = [
        (format!("GET http://{host}/ja/ HTTP/1.1"), &own, 200),
        (format!("GET http://{host} HTTP/1.1"), &own, 200),
        (format!("GET HTTP://{host}/ja/?a HTTP/1.1"), &own, 200),
        (format!("HEAD http://{host}/ja/ HTTP/1.1"), &own, 200),
        (format!("GET http://{host}/ja/ HTTP/1.1"), evil, 403),
        ("GET http://evil.example/ja/ HTTP/1.1".to_owned(), &own, 403),
        ("GET http://[::1/ja/ HTTP/1.1".to_owned(), &own, 400),
        ("GET /ja/ HTTP/1.0".to_owned(), &own, 200),
        ("GET /ja/ HTTP/1.0".to_owned(), evil, 403),
        ("GET /ja/ HTTP/1.0".to_owned(), "X: y", 400),
        ("GET /ja/ HTTP/1.1".to_owned(), "host: LOCALHOST.", 200),
        ("GET /ja/ HTTP/1.1".to_owned(), "Host : localhost", 400),
        ("get /ja/ HTTP/1.1".to_owned(), &own, 405),
        ("GET /ja/ http/1.1".to_owned(), &own, 400),
    ];
    for (line, headers, status) in rows {
        let request = format!("{line}\r\n{headers}\r\n\r\n");
        assert_eq!(preview.send(&request).status, status, "{request:?}");
    }
    for second in [&own, "Host: evil.example", "Host: localhost", "Host:"] {
        let request = format!("GET /ja/ HTTP/1.1\r\n{own}\r\n{second}\r\n\r\n");
        assert_eq!(preview.send(&request).status, 400, "{second}");
    }
    // HTTP/1.0 knows no end but that of the connection.
    let mut stream = preview.connect();
    let request = format!("GET /ja/ HTTP/1.0\r\n{own}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    assert!(all.ends_with(b"</html>\n"));
    // One connection serves many.
    let mut kept = Kept::new(preview.port());
    for path in [
        "/ja/",
        "/none",
        "/zh/none/",
        "/video.mp4",
        "/が.txt",
        "/ja/",
    ] {
        assert_ne!(kept.get(path).status, 0, "{path}");
    }
}
