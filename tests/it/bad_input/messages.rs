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
    row(
        "hello = こんにちは\n壊れた = 値\n",
        str![[r#"
error[message-syntax]: a name must begin with a letter from a to z
 --> locales/ja/site.ftl:2:1
  |
2 | 壊れた = 値
  | ^^ here
  |
  = help: write `name = text` with letters, digits, `-` and `_` in the name

1 error

"#]],
    );
    row(
        "hello こんにちは\n",
        str![[r#"
error[message-syntax]: there is no `=` after the name of a message
 --> locales/ja/site.ftl:1:7
  |
1 | hello こんにちは
  |       ^^ here
  |
  = help: write `name = text`; a line that continues the text above begins with a space

1 error

"#]],
    );
    row(
        "hello = { $name\n",
        str![[r#"
error[message-syntax]: this `{` is not closed
 --> locales/ja/site.ftl:1:9
  |
1 | hello = { $name
  |         ^ here
  |
  = help: write `}` after the variable; to show a `{` write `{ "{" }`

1 error

"#]],
    );
    // A cycle of terms.
    row(
        "-a = { -b }\n-b = { -a }\nhello = { -a }\n",
        str![[r#"
error[message-cycle]: messages refer to each other in a circle: -a → -b → -a
 --> locales/ja/site.ftl:2:9
  |
2 | -b = { -a }
  |         ^ leads back
  |
  = help: write the text out in one of them

1 error

"#]],
    );
    row(
        "hello = { hello }\n",
        str![[r#"
error[message-cycle]: messages refer to each other in a circle: hello → hello
 --> locales/ja/site.ftl:1:11
  |
1 | hello = { hello }
  |           ^^^^^ leads back
  |
  = help: write the text out in one of them

1 error

"#]],
    );
    // Twice.
    row(
        "hello = こんにちは\nhello = やあ\n",
        str![[r#"
error[duplicate-message]: `hello` is defined twice
 --> locales/ja/site.ftl:2:1
  |
2 | hello = やあ
  | ^^^^^ again here
  |
 ::: locales/ja/site.ftl:1:1
  |
1 | hello = こんにちは
  | ----- first defined here
  |
  = help: leave one of them out, or rename it

1 error

"#]],
    );
}

#[test]
fn locales_of_no_language() {
    let published = Published::new();
    published.warning(
        |site| {
            site.write("locales/fr/site.ftl", "hello = bonjour\n");
        },
        str![[r#"
warning[unknown-language]: the site has no language `fr`
--> locales/fr
 = help: nothing reads these messages; the languages are ja, zh, en

1 warning

"#]],
    );
}

/// What the renderer shows by itself, and what templates call: with the template's line and the page.
#[test]
fn messages_that_are_shown_and_broken() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write("locales/ja/site.ftl", "alert-note = { -brand }\n")
                .write(
                    "content/film/plan.ja.md",
                    "---\ntitle: 計画\n---\n\n> [!NOTE]\n> 注\n",
                );
        },
        str![[r#"
error[unknown-reference]: there is no `-brand` in this language
 --> locales/ja/site.ftl:1:17
  |
1 | alert-note = { -brand }
  |                 ^^^^^ here
  |
  = note: while this page was rendered, for /ja/film/plan/: content/film/plan.ja.md
  = help: define `-brand` in the same language, or write its text here

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write(
                "templates/404.html",
                "{# t(key=\"draft\") #}\n{{ t(key=\"drfat\") }}<a href=\"{{ url(to=\"/nix/\") }}\">x</a>\n",
            );
        },
        str![[r#"
error[unknown-message]: there is no message `drfat` for the language `en`
 --> templates/404.html:2:11
  |
2 | {{ t(key="drfat") }}<a href="{{ url(to="/nix/") }}">x</a>
  |           ^^^^^
  |
  = note: while this was rendered: /en/404.html
  = help: write `draft`, or add `drfat` in `locales/en/`

error[unknown-message]: there is no message `drfat` for the language `ja`
 --> templates/404.html:2:11
  |
2 | {{ t(key="drfat") }}<a href="{{ url(to="/nix/") }}">x</a>
  |           ^^^^^
  |
  = note: while this was rendered: /404.html
  = help: write `draft`, or add `drfat` in `locales/ja/`

error[unknown-message]: there is no message `drfat` for the language `zh`
 --> templates/404.html:2:11
  |
2 | {{ t(key="drfat") }}<a href="{{ url(to="/nix/") }}">x</a>
  |           ^^^^^
  |
  = note: while this was rendered: /zh/404.html
  = help: write `draft`, or add `drfat` in `locales/zh/`

warning[dead-path]: the site has nothing at /nix/
 --> templates/404.html:2:41
  |
2 | {{ t(key="drfat") }}<a href="{{ url(to="/nix/") }}">x</a>
  |                                         ^^^^^
  |
  = note: while this was rendered: /404.html

3 errors, 1 warning

"#]],
    );
}

#[test]
fn a_file_that_a_language_lacks_is_told_once() {
    let site = crate::harness::Site::init();
    site.write("locales/ja/own.ftl", "a = い\nb = ろ\n")
        .write("locales/zh/own.ftl", "a = 一\nb = 二\n")
        .write(
            "templates/page.html",
            "{% extends \"themes/default/page.html\" %}\n{% block main %}{{ super() }}{{ t(key=\"a\") }}{{ t(key=\"b\") }}{% endblock main %}\n",
        );
    let lines = || -> Vec<String> {
        let run = site.run(&["check", "--format", "github"]);
        let lines = run.stdout.lines();
        let lines = lines.filter(|line| line.contains("missing-message"));
        lines.map(str::to_owned).collect()
    };
    let found = lines();
    assert!(
        found.len() == 1 && found[0].contains("all 2 messages of this file are missing in `en`"),
        "{found:?}"
    );
    site.write("locales/en/own.ftl", "a = A\n");
    let found = lines();
    assert!(found.len() == 1 && found[0].contains("`b`"), "{found:?}");
}
