//! Fluent files.

use snapbox::str;

use super::Published;

#[test]
fn messages() {
    let published = Published::new();
    let row = |text: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write("locales/ja/site.ftl", text);
            },
            said,
        );
    };
    // Junk.
    row("hello = こんにちは\n壊れた = 値\n", str![[""]]);
    row("hello こんにちは\n", str![[""]]);
    row("hello = { $name\n", str![[""]]);
    // A cycle of terms.
    row("-a = { -b }\n-b = { -a }\nhello = { -a }\n", str![[""]]);
    row("hello = { hello }\n", str![[""]]);
    // Twice.
    row("hello = こんにちは\nhello = やあ\n", str![[""]]);
}

#[test]
fn locales_of_no_language() {
    let published = Published::new();
    published.finding(
        |site| {
            site.write("locales/fr/site.ftl", "hello = bonjour\n");
        },
        str![[""]],
    );
}
