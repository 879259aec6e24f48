//! Files that are no text, may not be read, or are not where they seem to be.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use snapbox::str;

use super::Published;
use crate::harness::{Run, Site};

const PAGE: &str = "content/film/plan.ja.md";

#[test]
fn bytes_that_are_no_text() {
    let published = Published::new();
    published.broken(
        // Shift_JIS
        |site| {
            site.write_bytes(PAGE, b"---\ntitle: \x8Cv\x89\xE6\n---\n\ntext\n");
        },
        str![[r#"
error[not-utf8]: the byte 0x8C is not valid UTF-8
 --> content/film/plan.ja.md:2:8
  |
2 | title: �v��
  |        ^ not UTF-8 from here on
  |
  = help: save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8); it may be in an older encoding such as Shift_JIS or GBK

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write_bytes(
                PAGE,
                "---\ntitle: 計画\n---\n\n草原で\u{0}撮影\n".as_bytes(),
            );
        },
        str![[r#"
error[nul-byte]: the text holds a NUL byte, which no text has
 --> content/film/plan.ja.md:5:4
  |
5 | 草原で␀撮影
  |       ^ here
  |
  = help: the file may be damaged, or no text at all; restore it, or delete this byte

1 error

"#]],
    );
    // UTF-16, as Notepad's "Unicode" writes it
    published.broken(
        |site| {
            let units = "\u{FEFF}title: x\n".encode_utf16();
            let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
            site.write_bytes("content/film/plan.yaml", &bytes);
        },
        str![[r#"
error[not-utf8]: the byte 0xFF is not valid UTF-8
 --> content/film/plan.yaml:1:1
  |
1 | ��t␀i␀t␀l␀e␀:␀ ␀x␀
  | ^ not UTF-8 from here on
  |
  = help: the file is UTF-16; save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)

1 error

"#]],
    );
    published.misconfigured(
        |site| {
            site.write_bytes("site.yaml", b"title: x\nbase_url: \xFF\n");
        },
        str![[r#"
error[not-utf8]: the byte 0xFF is not valid UTF-8
 --> site.yaml:2:11
  |
2 | base_url: �
  |           ^ not UTF-8 from here on
  |
  = help: save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8); it may be in an older encoding such as Shift_JIS or GBK

1 error

"#]],
    );
}

#[test]
fn what_cannot_be_read_is_not_told_to_be_missing() {
    let published = Published::new();
    // Its section has no other file, pages link to it, and so does the menu.
    published.broken(
        |site| {
            for lang in ["ja", "zh", "en"] {
                site.remove(&format!("content/film/plan.{lang}.md"))
                    .remove(&format!("content/film/_index.{lang}.md"));
            }
            site.write_bytes("content/film/_index.ja.md", b"\xFF")
                .write_bytes("content/film/plan.ja.md", b"\xFF")
                .write("content/about.ja.md", "---\ntitle: 概要\n---\n\n[計画](film/plan.md#x)と{{ <card page=\"film/plan\" /> }}\n");
        },
        str![[r#"
error[not-utf8]: the byte 0xFF is not valid UTF-8
 --> content/film/_index.ja.md:1:1
  |
1 | �
  | ^ not UTF-8 from here on
  |
  = help: save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8); it may be in an older encoding such as Shift_JIS or GBK

error[not-utf8]: the byte 0xFF is not valid UTF-8
 --> content/film/plan.ja.md:1:1
  |
1 | �
  | ^ not UTF-8 from here on
  |
  = help: save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8); it may be in an older encoding such as Shift_JIS or GBK

2 errors

"#]],
    );
}

#[test]
fn a_file_of_100_megabytes() {
    let published = Published::new();
    for path in [
        PAGE,
        "content/film/plan.yaml",
        "templates/page.html",
        "locales/ja/site.ftl",
    ] {
        let large = |site: &crate::harness::Site| {
            site.write(path, "");
            let file = std::fs::OpenOptions::new()
                .write(true)
                .open(site.path(path))
                .unwrap();
            file.set_len(100_000_000).unwrap();
        };
        let said = format!(
            "\
error[too-large]: the file is too large for a text: 96 MiB, where 16 MiB are the limit
--> {path}
 = help: split it into several pages; if it is no text, give it another extension

1 error
"
        );
        published.broken(large, said);
    }
}

#[test]
fn what_is_no_file() {
    let published = Published::new();
    published.broken(
        |site| {
            site.remove(PAGE);
            let made = Command::new("mkfifo")
                .arg(site.path(PAGE))
                .status()
                .unwrap();
            assert!(made.success());
        },
        str![[r#"
error[not-a-file]: this is a named pipe, not a file
--> content/film/plan.ja.md
 = help: move it out of the site's folders

1 error

"#]],
    );
    published.broken(
        |site| {
            site.remove("content").write("content", "text");
        },
        str![[r#"
error[not-a-folder]: `content` is a file, not a folder
--> content
 = help: move it away, and make a folder of this name

1 error

"#]],
    );
    published.broken(
        |site| {
            site.remove("content");
        },
        str![[r#"
error[no-content]: there is no folder `content/`, which holds the pages
 |
 = help: write a page such as `content/_index.md`, or make a new site with `yuimaru init FOLDER`

1 error

"#]],
    );
}

#[test]
fn symlinks() {
    let published = Published::new();
    let outside = tempfile::Builder::new()
        .prefix("outside-")
        .tempdir()
        .unwrap();
    std::fs::write(
        outside.path().join("secret.md"),
        "---\ntitle: secret\n---\n",
    )
    .unwrap();
    let leads_out = |link: &str, target: &std::path::Path| {
        format!(
            "\
error[symlink-out-of-tree]: the symlink `{link}` leads out of the site, to `{}`
--> {link}
 = help: copy what it points at into the site, and delete the link

1 error
",
            target.canonicalize().unwrap().display()
        )
    };
    let (file, folder) = ("content/film/secret.ja.md", "content/film/more");
    let secret = outside.path().join("secret.md");
    published.broken(
        |site| symlink(&secret, site.path(file)).unwrap(),
        leads_out(file, &secret),
    );
    published.broken(
        |site| symlink(outside.path(), site.path(folder)).unwrap(),
        leads_out(folder, outside.path()),
    );
    published.broken(
        |site| symlink("../../content", site.path("content/film/again")).unwrap(),
        str![[r#"
error[symlink-cycle]: the symlink `content/film/again` leads back to `content`, which holds it
--> content/film/again
 = help: delete the link

1 error

"#]],
    );
    published.broken(
        |site| {
            std::fs::create_dir_all(site.path("static")).unwrap();
            symlink("../public", site.path("static/again")).unwrap();
        },
        str![[r#"
error[symlink-to-output]: the symlink `static/again` leads into `public`, which yuimaru publishes
--> static/again
 = help: delete the link: each build would publish what the last one did

1 error

"#]],
    );
    published.broken(
        |site| {
            site.write("notes/.git/config", "secret");
            symlink("../../notes/.git/config", site.path("content/film/config")).unwrap();
        },
        str![[r#"
error[symlink-to-git]: the symlink `content/film/config` leads into the git repository `notes/.git`
--> content/film/config
 = help: delete the link: what git keeps is not to be published

1 error

"#]],
    );
    published.broken(
        |site| symlink("nowhere.md", site.path("content/film/lost.ja.md")).unwrap(),
        str![[r#"
error[symlink-dangling]: the symlink `content/film/lost.ja.md` points at `nowhere.md`, which cannot be reached
--> content/film/lost.ja.md
 = help: delete the link, or restore what it points at

1 error

"#]],
    );
    published.broken(
        |site| symlink("self.ja.md", site.path("content/film/self.ja.md")).unwrap(),
        str![[r#"
error[symlink-dangling]: the symlink `content/film/self.ja.md` points at `self.ja.md`, which cannot be reached
--> content/film/self.ja.md
 = help: delete the link, or restore what it points at

1 error

"#]],
    );
}

#[test]
fn a_copy_of_a_published_site_is_an_archive() {
    let site = Site::init();
    site.build().assert_status(0);
    std::fs::rename(site.path("public"), site.path("archive2019")).unwrap();
    std::fs::create_dir_all(site.path("static")).unwrap();
    symlink("../archive2019", site.path("static/archive")).unwrap();
    site.build().assert_status(0);
    site.build().assert_status(0);
    assert!(site.has("public/archive/index.html") && !site.has("public/archive/archive"));
    // Where the site goes is told by the call.
    symlink("../there", site.path("static/again")).unwrap();
    std::fs::rename(site.path("public"), site.path("there")).unwrap();
    site.build().assert_status(0);
    let run = site.run(&["build", "--out", &site.path("there").to_string_lossy()]);
    run.assert_status(1);
    assert!(
        run.stderr.contains("error[symlink-to-output]"),
        "{}",
        run.stderr
    );
}

#[test]
fn names() {
    let published = Published::new();
    published.broken(
        |site| {
            site.write("content/film/がくせい.ja.md", "---\ntitle: 学生\n---\n")
                .write(
                    "content/film/か\u{3099}くせい.ja.md",
                    "---\ntitle: 学生\n---\n",
                );
        },
        str![[r#"
error[same-name]: two names in one folder look the same and are stored in different ways: `がくせい.ja.md` (U+304B U+3099 U+304F U+305B U+3044) and `がくせい.ja.md` (U+304C U+304F U+305B U+3044)
--> content/film/がくせい.ja.md
 = help: keep one of the two and delete or rename the other

1 error

"#]],
    );
    published.broken(
        |site| {
            use std::os::unix::ffi::OsStrExt;
            // Shift_JIS, as an old archive has it
            let name = std::ffi::OsStr::from_bytes(b"\x8Cv\x89\xE6.ja.md");
            std::fs::write(site.path("content/film").join(name), "---\ntitle: x\n---\n").unwrap();
        },
        str![[r#"
error[name-not-utf8]: the name `�v��.ja.md` is not valid UTF-8
--> content/film/�v��.ja.md
 = help: rename the file; it may come from an archive in an older encoding

1 error

"#]],
    );
}

#[test]
fn files_that_may_not_be_read() {
    let published = Published::new();
    let site = &published.site;
    let mode = |path: &str, mode: u32| {
        std::fs::set_permissions(site.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let Some(mut command) = site.unprivileged() else {
        return;
    };
    mode(".", 0o755);
    mode(PAGE, 0o000);
    published.refuses(
        &Run::of(command.arg("build"), site.root()),
        1,
        str![[r#"
error[unreadable]: you may not read this file
--> content/film/plan.ja.md
 = help: give yourself the right to read it (`chmod u+r`), or delete it

1 error

"#]],
    );
    published.mend();

    let mut command = site.unprivileged().unwrap();
    mode("content/film", 0o000);
    let run = Run::of(command.arg("build"), site.root());
    mode("content/film", 0o755);
    published.refuses(
        &run,
        1,
        str![[r#"
error[unreadable]: you may not read this folder
--> content/film
 = help: give yourself the right to read it (`chmod u+rx`)

1 error

"#]],
    );
    published.mend();

    let mut command = site.unprivileged().unwrap();
    let config = site.read("site.yaml");
    site.write(
        "site.yaml",
        &format!("{config}feeds: {{sections: [film]}}\n"),
    );
    mode("content/film", 0o444);
    let run = Run::of(command.arg("build"), site.root());
    mode("content/film", 0o755);
    run.assert_status(1);
    assert!(!run.stderr.contains("unknown-section"), "{}", run.stderr);
    published.mend();

    // The names may be read, and no more. It is told once, and no pages are asked for.
    let mut command = site.unprivileged().unwrap();
    mode("content", 0o444);
    let run = Run::of(command.arg("build"), site.root());
    mode("content", 0o755);
    published.refuses(
        &run,
        1,
        str![[r#"
error[unreadable]: you may not open what lies in this folder
--> content
 = help: give yourself the right to enter it (`chmod u+x`)

1 error

"#]],
    );
    published.mend();

    // Nobody is told to delete what may be sound.
    let mut command = site.unprivileged().unwrap();
    site.write("locales/zh/pages/film/plan.lock", "");
    mode("locales/zh/pages/film/plan.lock", 0o000);
    published.refuses(
        &Run::of(command.arg("build"), site.root()),
        1,
        str![[r#"
error[unreadable]: you may not read this file
--> locales/zh/pages/film/plan.lock
 = help: give yourself the right to read it (`chmod u+r`)

1 error

"#]],
    );
    published.mend();

    let mut command = site.unprivileged().unwrap();
    mode("site.yaml", 0o000);
    published.refuses(
        &Run::of(command.arg("build"), site.root()),
        2,
        str![[r#"
error[unreadable]: you may not read this file
--> site.yaml
 = help: give yourself the right to read it (`chmod u+r`), or delete it

1 error

"#]],
    );
    published.mend();
}

#[test]
fn names_that_nearly_are_those_of_pages_facts_and_data() {
    let published = Published::new();
    published.warning(
        |site| {
            for path in [
                "content/p.en.MD",
                "content/q.en.markdown",
                "content/r.yml",
                "content/_data/d.yml",
            ] {
                site.write(path, "title: x\n");
            }
        },
        str![[r#"
warning[misnamed-file]: data is read from files whose names end with `.yaml`, and this one is called `d.yml`
--> content/_data/d.yml
 = help: name it `d.yaml`; what is to be published as it is can stand below static/

warning[misnamed-file]: pages are files whose names end with `.md`, and this one is called `p.en.MD`
--> content/p.en.MD
 = help: name it `p.en.md`; what is to be published as it is can stand below static/

warning[misnamed-file]: pages are files whose names end with `.md`, and this one is called `q.en.markdown`
--> content/q.en.markdown
 = help: name it `q.en.md`; what is to be published as it is can stand below static/

warning[misnamed-file]: facts are read from files whose names end with `.yaml`, and this one is called `r.yml`
--> content/r.yml
 = help: name it `r.yaml`; what is to be published as it is can stand below static/

4 warnings

"#]],
    );
}
