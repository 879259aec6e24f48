//! `/_yuimaru/page?PATH` says what a page would be loaded as, and gives away nothing that the page itself does not.

use super::preview::Preview;
use super::site;

#[test]
fn it_says_what_the_page_says() {
    let site = site();
    site.write("secret.txt", "secret");
    let mut preview = Preview::start(&site, &[]);
    preview.settle("at the start");
    let look = |preview: &Preview<'_>, path: &str| preview.get(&format!("/_yuimaru/page?{path}"));
    for path in [
        "/",
        "/ja/about/",
        "/ja/about/?a=b",
        "/ja/none/",
        "/ja/about",
        "/ja/film/%E3%81%8B%E3%82%99/",
        "/video.mp4",
        "/ja/atom.xml",
        "//evil.example/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/ja/%00",
        "/%ff",
    ] {
        let page = preview.get(path);
        let told = look(&preview, path);
        assert_eq!(told.status, 200, "{path}");
        let timing = page.header("server-timing").unwrap_or_default();
        let expected = format!("{} {timing}\n", page.status);
        assert_eq!(told.text(), expected, "{path}");
    }
    // Our own addresses are no pages, and cannot be asked for by way of each other.
    for path in [
        "/_yuimaru/events",
        "/_yuimaru/live.js",
        "/_yuimaru/page?/ja/",
    ] {
        let told = look(&preview, path).text();
        assert!(told.starts_with("404 "), "{path}: {told}");
    }
    for query in ["", "?", "?http://evil.example/", "?ja/", "? /ja/"] {
        let target = format!("/_yuimaru/page{query}");
        assert_eq!(preview.get(&target).status, 400, "{target}");
    }
    let rows = [
        ("POST", "Content-Length: 0\r\n", 405),
        ("HEAD", "", 200),
        ("GET", "Host: evil.example\r\n", 400),
    ];
    for (method, headers, status) in rows {
        let request = preview.request(method, "/_yuimaru/page?/ja/", headers);
        assert_eq!(preview.send(&request).status, status, "{method} {headers}");
    }
    let foreign = "GET /_yuimaru/page?/ja/ HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    assert_eq!(preview.send(foreign).status, 403);

    // It is other when the page is, and when it fails.
    let before = look(&preview, "/ja/about/").text();
    site.edit("content/about.ja.md", "---\n\n", "---\n\n新しい。\n\n");
    preview.settle("edited");
    assert_ne!(look(&preview, "/ja/about/").text(), before);
    site.write("templates/page.html", "{{ throw(message=\"no\") }}");
    preview.wait_for_message("templates/page.html:1:");
    let told = look(&preview, "/ja/about/").text();
    assert!(told.starts_with("500 "), "{told}");
}
