//! Texts that are let go, and who takes them before.

use std::sync::Mutex;

use super::*;

#[test]
fn a_text_that_was_let_go_is_read_again_while_it_is_what_it_was() {
    let site = Site::new();
    site.write("content/a.ja.md", "\u{FEFF}one\r\n");
    site.write("content/b.ja.md", "two");
    site.write("templates/page.html", "{{ page }}");
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: true,
        out: None,
    };
    let taken = Mutex::new(BTreeMap::new());
    let take = |pages: &[&SourceFile]| {
        let texts = pages
            .iter()
            .map(|page| (page.path.to_string(), page.text().cloned()));
        taken.lock().expect("whole").extend(texts);
    };
    let scanned = scan(site.root(), &options, None, &take).value;
    let expected = [
        ("content/_index.md", "home"),
        ("content/a.ja.md", "one\n"),
        ("content/b.ja.md", "two"),
    ]
    .map(|(path, text)| (path.to_owned(), Some(text.into())));
    assert_eq!(*taken.lock().expect("whole"), BTreeMap::from(expected));
    site.write("content/b.ja.md", "six");
    fs::write(site.path("templates/page.html"), "gone").expect("written");
    let of = |path| text(&scanned, path);
    assert!(scanned.files["content/b.ja.md"].has_text());
    assert_eq!(of("content/a.ja.md"), Some("one\n"));
    assert_eq!(of("content/b.ja.md"), None);
    assert_eq!(of("templates/page.html"), Some("{{ page }}"));
    // Once read again it stays.
    site.write("content/a.ja.md", "other");
    assert_eq!(of("content/a.ja.md"), Some("one\n"));
}

#[test]
fn texts_are_kept_where_translations_were_accepted() {
    let site = Site::new();
    site.write("content/a.ja.md", "one");
    site.write("locales/zh/pages/a.lock", "");
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: true,
        out: None,
    };
    let scanned = scan(site.root(), &options, None, &|_| {}).value;
    site.write("content/a.ja.md", "six");
    assert_eq!(text(&scanned, "content/a.ja.md"), Some("one"));
}
