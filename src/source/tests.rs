//! Scanning real folders.

mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::*;
use crate::diag::Diagnosed;

/// A site's root.
struct Site {
    folder: TempDir,
    theme: &'static str,
}

impl Site {
    /// With one page, `content/_index.md`.
    fn new() -> Site {
        let site = Site {
            folder: TempDir::new().expect("a folder"),
            theme: "default",
        };
        site.write("content/_index.md", "home");
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn scan(&self, previous: Option<&Sources>) -> Diagnosed<Sources> {
        let options = ScanOptions {
            theme: self.theme.to_owned(),
            lets_go_of_texts: false,
            out: None,
        };
        scan(self.root(), &options, previous, &|_| {})
    }

    /// Code and path of every problem.
    fn problems(&self) -> Vec<(&'static str, String)> {
        self.scan(None)
            .diagnostics
            .into_iter()
            .map(|problem| {
                assert!(problem.help.is_some(), "help for {}", problem.message);
                (
                    problem.code,
                    problem
                        .place
                        .map_or(String::new(), |place| place.path.to_string()),
                )
            })
            .collect()
    }
}

/// Everything but the theme in the binary.
fn on_disk(sources: &Sources) -> Vec<&str> {
    sources
        .files
        .values()
        .filter(|file| file.layer != Layer::Embedded)
        .map(|file| &*file.path)
        .collect()
}

fn text<'sources>(sources: &'sources Sources, path: &str) -> Option<&'sources str> {
    sources.files[path].text().map(|text| &**text)
}

#[test]
fn everything_is_found_and_nothing_else() {
    let mut site = Site::new();
    site.theme = "mine";
    let files = [
        "archetypes/news.md",
        "content/_data/partners.yaml",
        "content/_index.md",
        "content/film/plan.ja.md",
        "content/film/plan.yaml",
        "content/film/x.jpg",
        "locales/glossary.yaml",
        "locales/ja/main.ftl",
        "locales/ja/messages.lock",
        "locales/ja/pages/film/x.lock",
        "site.yaml",
        "static/.well-known/a",
        "static/robots.txt",
        "templates/page.html",
        "themes/mine/locales/zh/a.ftl",
        "themes/mine/static/style.css",
        "themes/mine/templates/base.html",
        "themes/mine/theme.yaml",
    ];
    let ignored = [
        "public/index.html",
        "public/content/x.md",
        "README.md",
        "content/.git/x.md",
        "content/film/~plan.md~",
        "content/_draft/x.md",
        "content/_draft.md",
        "content/film/.plan.md.swp",
        "static/.DS_Store",
        "themes/other/templates/base.html",
        "themes/mine/README.md",
        "locales/ja/x.lock",
        "themes/mine/locales/ja/messages.lock",
        "templates/.x.html",
    ];
    for path in files.iter().chain(&ignored) {
        site.write(path, "x");
    }
    let scanned = site.scan(None);
    assert_eq!(scanned.diagnostics, []);
    assert_eq!(on_disk(&scanned.value), files);
    let page = &scanned.value.files["content/film/plan.ja.md"];
    assert_eq!(
        (&*page.name, page.kind, page.layer),
        ("film/plan.ja.md", Kind::Page, Layer::Site)
    );
    assert_eq!(page.text().map(|text| &**text), Some("x"));
    assert!(!scanned.value.files["content/film/x.jpg"].has_text());
    let base = &scanned.value.files["themes/mine/templates/base.html"];
    assert_eq!((&*base.name, base.layer), ("base.html", Layer::Theme));
}

#[test]
fn the_embedded_theme_is_there_and_sound() {
    let files = embedded::files();
    for file in &files {
        assert!(file.path.starts_with("theme default: "), "{}", file.path);
        assert_eq!(file.layer, Layer::Embedded);
        assert!(file.has_text() != file.bytes.is_some(), "{}", file.path);
        let has_replacement = file.text().is_some_and(|text| text.contains('\u{FFFD}'));
        assert!(!has_replacement, "{} is not UTF-8", file.path);
    }
    let mut site = Site::new();
    for theme in ["default", "mine"] {
        site.theme = theme;
        fs::create_dir_all(site.path("themes/mine")).expect("a folder");
        let scanned = site.scan(None).value;
        for file in &files {
            assert!(
                scanned.files.contains_key(&file.path),
                "{} beneath {theme}",
                file.path
            );
        }
    }
}

#[test]
fn the_default_theme_on_disk_stands_above_the_one_in_the_binary() {
    let site = Site::new();
    site.write("themes/default/templates/page.html", "mine");
    let scanned = site.scan(None).value;
    assert_eq!(
        scanned.files["themes/default/templates/page.html"].layer,
        Layer::Theme
    );
    assert_eq!(
        text(&scanned, "themes/default/templates/page.html"),
        Some("mine")
    );
}

#[test]
fn an_unknown_theme_is_named_where_it_is_written() {
    let mut site = Site::new();
    site.write("site.yaml", "title: x\ntheme: defualt # the one\n");
    let rows = [
        ("defualt", "did you mean `default`?"),
        ("../content", "there is: default"),
        ("", "there is: default"),
    ];
    for (theme, help) in rows {
        site.theme = theme;
        let problems = site.scan(None).diagnostics;
        assert_eq!(problems.len(), 1, "{theme}");
        assert_eq!(problems[0].code, "unknown-theme");
        assert_eq!(problems[0].help.as_deref(), Some(help));
        let place = problems[0].place.as_ref().expect("a place");
        assert_eq!(
            &place.text.as_ref().expect("a text")[place.span.clone()],
            "defualt"
        );
    }
}

#[test]
fn names_in_nfd_are_turned_into_nfc() {
    let site = Site::new();
    site.write("content/\u{304B}\u{3099}/\u{306F}\u{309A}.ja.md", "x");
    let scanned = site.scan(None);
    assert_eq!(scanned.diagnostics, []);
    let file = &scanned.value.files["content/\u{304C}/\u{3071}.ja.md"];
    assert_eq!(&*file.name, "\u{304C}/\u{3071}.ja.md");
    assert_eq!(
        file.disk,
        site.path("content/\u{304B}\u{3099}/\u{306F}\u{309A}.ja.md")
    );
    assert_eq!(file.text().map(|text| &**text), Some("x"));
}

#[test]
fn two_names_equal_after_nfc_are_an_error_told_once() {
    let site = Site::new();
    let (composed, decomposed) = ("content/\u{304C}", "content/\u{304B}\u{3099}");
    for folder in [composed, decomposed] {
        site.write(&format!("{folder}/a.md"), "x");
        site.write(&format!("{folder}/b.md"), "x");
    }
    let names = fs::read_dir(site.path("content"))
        .expect("a folder")
        .count();
    if names < 3 {
        eprintln!("SKIPPED: this file system does not tell the two names apart");
        return;
    }
    let problems = site.scan(None).diagnostics;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].code, "same-name");
    for part in ["U+304C", "U+304B U+3099"] {
        assert!(
            problems[0].message.contains(part),
            "{}",
            problems[0].message
        );
    }
}

#[test]
fn texts_that_cannot_be_read_are_listed_without_text() {
    let site = Site::new();
    site.write("content/bad.md", b"a\n\xE7\xB5\x90\xFF");
    site.write("content/nul.md", b"a\0");
    site.write("templates/bad.html", b"\xFF");
    site.write("content/bom.md", b"\xEF\xBB\xBFa\r\nb");
    site.write("content/photo.jpg", b"\xFF\0");
    let file = fs::File::create(site.path("content/huge.md")).expect("a file");
    file.set_len(100 * 1024 * 1024).expect("room");
    let scanned = site.scan(None);
    let problems = site.problems();
    let expected = [
        ("not-utf8", "content/bad.md"),
        ("too-large", "content/huge.md"),
        ("nul-byte", "content/nul.md"),
        ("not-utf8", "templates/bad.html"),
    ];
    assert_eq!(
        problems,
        expected.map(|(code, path)| (code, path.to_owned()))
    );
    for (_, path) in expected {
        assert_eq!(text(&scanned.value, path), None, "{path}");
    }
    assert_eq!(text(&scanned.value, "content/bom.md"), Some("a\nb"));
    // Told again, though nothing has changed since.
    assert_eq!(site.scan(Some(&scanned.value)).diagnostics.len(), 4);
}

#[test]
fn a_site_without_pages_is_an_error() {
    let site = Site::new();
    fs::remove_file(site.path("content/_index.md")).expect("removed");
    assert_eq!(site.problems(), [("no-content", String::new())]);
    fs::remove_dir(site.path("content")).expect("removed");
    assert_eq!(site.problems(), [("no-content", String::new())]);
    site.write("content", "a file");
    assert_eq!(site.problems(), [("not-a-folder", "content".to_owned())]);
    fs::remove_dir_all(site.root()).expect("removed");
    assert_eq!(site.problems(), [("no-site", String::new())]);
    fs::create_dir(site.root()).expect("made again for its guard");
}

#[test]
fn the_configuration_is_read_or_missed() {
    let site = Site::new();
    let missing = read_config(site.root()).expect_err("none");
    assert!(missing.help.expect("help").contains("yuimaru init"));
    site.write("site.yml", "title: x");
    let misnamed = read_config(site.root()).expect_err("none");
    assert!(misnamed.help.expect("help").contains("rename"));
    site.write("site.yaml", "\u{FEFF}title: x\r\n");
    let config = read_config(site.root()).expect("a file");
    assert_eq!(
        (config.text().map(|text| &**text), config.kind),
        (Some("title: x\n"), Kind::Config)
    );
    let scanned = site.scan(None).value;
    assert_eq!(scanned.files["site.yaml"].hash, config.hash);
}

/// Sets the mtime back as `cp -p` and `touch -d` do.
fn age(path: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.set_modified(long_ago))
        .expect("set");
}

#[test]
fn files_are_read_again_unless_they_are_surely_the_same() {
    let site = Site::new();
    let later = SystemTime::now() + Duration::from_secs(60);
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: false,
        out: None,
    };
    let scan_later = |previous: Option<&Sources>| {
        scan::scan_at(site.root(), &options, previous, &|_| {}, later).value
    };
    let path: Arc<str> = "content/a.md".into();
    // What the old file says stands for itself: a text that is not on disk shows that nothing was read.
    let remembered = |sources: &Sources| {
        let mut sources = sources.clone();
        let mut file = (*sources.files[&path]).clone();
        file.text = "remembered".into();
        sources.files.insert(path.clone(), Arc::new(file));
        sources
    };
    site.write("content/a.md", "one");
    let fresh = remembered(&site.scan(None).value);
    let aged = remembered(&scan_later(None));
    assert_eq!(
        fresh.files[&path].modified, 0,
        "too fresh to prove anything"
    );

    assert_eq!(text(&scan_later(Some(&aged)), &path), Some("remembered"));
    assert_eq!(text(&scan_later(Some(&fresh)), &path), Some("one"));
    for previous in [&aged, &fresh] {
        assert_eq!(text(&site.scan(Some(previous)).value, &path), Some("one"));
    }

    // The same size, and the mtime set back: the ctime tells.
    age(&site.path("content/a.md"));
    let aged = remembered(&scan_later(None));
    std::thread::sleep(Duration::from_millis(20));
    site.write("content/a.md", "two");
    age(&site.path("content/a.md"));
    if cfg!(unix) {
        assert_eq!(text(&scan_later(Some(&aged)), &path), Some("two"));
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn symlinks_inside_the_site_are_followed() {
        let site = Site::new();
        site.write("shared/note.md", "x");
        symlink("../shared/note.md", site.path("content/note.md")).expect("a link");
        symlink("../shared", site.path("content/folder")).expect("a link");
        let scanned = site.scan(None);
        assert_eq!(scanned.diagnostics, []);
        assert_eq!(text(&scanned.value, "content/note.md"), Some("x"));
        assert_eq!(text(&scanned.value, "content/folder/note.md"), Some("x"));
    }

    #[test]
    fn symlinks_that_lead_out_or_round_are_errors() {
        let outside = TempDir::new().expect("a folder");
        fs::write(outside.path().join("passwd.md"), "x").expect("a file");
        let rows = [
            (
                "content/out.md",
                outside.path().join("passwd.md"),
                "symlink-out-of-tree",
            ),
            (
                "content/out",
                outside.path().to_owned(),
                "symlink-out-of-tree",
            ),
            (
                "static/out",
                outside.path().to_owned(),
                "symlink-out-of-tree",
            ),
            (
                "themes/default",
                outside.path().to_owned(),
                "symlink-out-of-tree",
            ),
            (
                "site.yaml",
                outside.path().join("passwd.md"),
                "symlink-out-of-tree",
            ),
            ("content/up", PathBuf::from(".."), "symlink-cycle"),
            ("content/here", PathBuf::from("."), "symlink-cycle"),
            ("content/a/b/up", PathBuf::from("../../a"), "symlink-cycle"),
            ("content/self", PathBuf::from("self"), "symlink-dangling"),
            (
                "content/gone.md",
                PathBuf::from("nowhere.md"),
                "symlink-dangling",
            ),
        ];
        for (path, target, code) in rows {
            let site = Site::new();
            fs::create_dir_all(site.path(path).parent().expect("a parent")).expect("a folder");
            symlink(&target, site.path(path)).expect("a link");
            let problems = site.scan(None).diagnostics;
            assert_eq!(problems.len(), 1, "{path}: {problems:?}");
            assert_eq!(problems[0].code, code, "{path}");
            assert!(
                problems[0].message.contains(path),
                "{}",
                problems[0].message
            );
            assert_eq!(
                on_disk(&site.scan(None).value),
                ["content/_index.md"],
                "{path}"
            );
        }
    }

    #[test]
    fn symlinks_that_lead_to_each_other_are_a_cycle() {
        let site = Site::new();
        site.write("content/a/x.md", "x");
        site.write("content/b/x.md", "x");
        symlink("../b", site.path("content/a/to-b")).expect("a link");
        symlink("../a", site.path("content/b/to-a")).expect("a link");
        let problems = site.problems();
        assert_eq!(
            problems.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            ["symlink-cycle"; 2]
        );
    }

    #[test]
    fn the_configuration_does_not_come_from_outside() {
        let (site, outside) = (Site::new(), TempDir::new().expect("a folder"));
        fs::write(outside.path().join("x"), "title: x").expect("a file");
        symlink(outside.path().join("x"), site.path("site.yaml")).expect("a link");
        assert_eq!(
            read_config(site.root()).expect_err("outside").code,
            "symlink-out-of-tree"
        );
    }

    #[test]
    fn a_lock_of_an_editor_is_ignored() {
        let site = Site::new();
        symlink("someone@somewhere.123", site.path("content/.#plan.md")).expect("a link");
        assert_eq!(site.problems(), []);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_and_sockets_are_errors() {
        use rustix::fs::{CWD, Mode, mkfifoat};
        let site = Site::new();
        mkfifoat(CWD, site.path("content/pipe.md"), Mode::RWXU).expect("a pipe");
        mkfifoat(CWD, site.path("content/photo.jpg"), Mode::RWXU).expect("a pipe");
        mkfifoat(CWD, site.path("site.yaml"), Mode::RWXU).expect("a pipe");
        symlink("pipe.md", site.path("content/to-pipe.md")).expect("a link");
        std::os::unix::net::UnixListener::bind(site.path("content/s.md")).expect("a socket");
        let expected = [
            "content/photo.jpg",
            "content/pipe.md",
            "content/s.md",
            "content/to-pipe.md",
            "site.yaml",
        ];
        let mut problems = site.problems();
        problems.sort();
        assert_eq!(
            problems,
            expected.map(|path| ("not-a-file", path.to_owned()))
        );
        assert_eq!(
            read_config(site.root()).expect_err("a pipe").code,
            "not-a-file"
        );
    }

    #[test]
    fn names_that_are_not_utf8_are_errors() {
        let site = Site::new();
        let name = std::ffi::OsStr::from_bytes(b"\x93\xFA.md");
        if fs::write(site.path("content").join(name), "x").is_err() {
            eprintln!("SKIPPED: this file system wants names in UTF-8");
            return;
        }
        assert_eq!(
            site.problems(),
            [("name-not-utf8", "content/\u{FFFD}\u{FFFD}.md".to_owned())]
        );
    }

    #[test]
    fn what_may_not_be_read_is_an_error() {
        let site = Site::new();
        site.write("content/secret.md", "x");
        site.write("content/secret.jpg", "x");
        site.write("content/closed/x.md", "x");
        for (path, mode) in [
            ("content/secret.md", 0),
            ("content/secret.jpg", 0),
            ("content/closed", 0),
        ] {
            fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).expect("set");
        }
        let is_root = fs::read(site.path("content/secret.md")).is_ok();
        let problems = site.problems();
        let options = ScanOptions {
            theme: "default".to_owned(),
            lets_go_of_texts: false,
            out: None,
        };
        let later = SystemTime::now() + Duration::from_secs(60);
        let first = scan::scan_at(site.root(), &options, None, &|_| {}, later);
        let again = scan::scan_at(site.root(), &options, Some(&first.value), &|_| {}, later);
        assert_eq!(first.diagnostics.len(), again.diagnostics.len());
        fs::set_permissions(
            site.path("content/closed"),
            fs::Permissions::from_mode(0o700),
        )
        .expect("set");
        if is_root {
            eprintln!("SKIPPED: root may read everything, so nothing is unreadable here");
            return;
        }
        let expected = ["content/closed", "content/secret.jpg", "content/secret.md"];
        assert_eq!(
            problems,
            expected.map(|path| ("unreadable", path.to_owned()))
        );
    }
}

#[cfg(unix)]
#[test]
fn folders_that_change_places_are_read_again() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    let later = SystemTime::now() + Duration::from_secs(60);
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: false,
        out: None,
    };
    let (one, two) = (site.path("content/one/a.md"), site.path("content/two/a.md"));
    // As a checkout leaves them: as long as each other, and of the same tick of the clock.
    let are_alike = (0..1000).any(|_| {
        site.write("content/one/a.md", "one");
        site.write("content/two/a.md", "two");
        let [one, two] = [&one, &two].map(|path| fs::metadata(path).expect("a file"));
        let time = |file: &fs::Metadata| (file.ctime(), file.ctime_nsec());
        time(&one) == time(&two)
    });
    if !are_alike {
        return;
    }
    let before = scan::scan_at(site.root(), &options, None, &|_| {}, later).value;
    for (from, to) in [("one", "aside"), ("two", "one"), ("aside", "two")] {
        let path = |name: &str| site.path(&format!("content/{name}"));
        fs::rename(path(from), path(to)).expect("moved");
    }
    let after = scan::scan_at(site.root(), &options, Some(&before), &|_| {}, later).value;
    let path: Arc<str> = "content/one/a.md".into();
    assert_eq!(text(&after, &path), Some("two"));
}

#[test]
fn files_and_folders_are_known_by_path() {
    let site = Site::new();
    for path in ["site.yaml", "content/a/b.md", "content/a.md"] {
        site.write(path, "");
    }
    let scanned = site.scan(None).value;
    let rows = [
        ("content/a/b.md", true),
        ("content/a", true),
        ("content", true),
        ("content/a.md", true),
        ("content/a/b", false),
        ("content/a/c.md", false),
        ("conten", false),
    ];
    for (path, expected) in rows {
        assert_eq!(scanned.has(path), expected, "{path}");
    }
}

#[test]
fn files_are_read_again_without_a_scan_where_nothing_else_can_be_other() {
    let site = Site::new();
    for path in [
        "site.yaml",
        "content/a.ja.md",
        "content/が.ja.md",
        "content/x.png",
    ] {
        site.write(path, "one");
    }
    let scanned = site.scan(None).value;
    let reread = |paths: &[&str]| {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        crate::source::reread(&scanned, &paths)
    };
    site.write("content/a.ja.md", "two");
    site.write("content/x.png", "larger");
    let read = reread(&["content/a.ja.md", "content/x.png"]).expect("plain files");
    assert_eq!(text(&read, "content/a.ja.md"), Some("two"));
    assert_eq!(read.files["content/x.png"].size, 6);
    assert_eq!(read.files.len(), scanned.files.len());
    assert!(reread(&[]).is_some(), "nothing has changed");
    // Configuration, what is new, what may now have a second spelling.
    for path in [
        "site.yaml",
        "content/b.ja.md",
        "content",
        "content/が.ja.md",
    ] {
        assert!(reread(&[path]).is_none(), "{path}");
    }
    site.write("content/a.ja.md", b"\xff");
    assert!(reread(&["content/a.ja.md"]).is_none(), "not UTF-8");
    fs::remove_file(site.path("content/a.ja.md")).expect("removed");
    assert!(reread(&["content/a.ja.md"]).is_none(), "gone");
}

#[test]
fn what_was_wrong_is_looked_for_everywhere() {
    let site = Site::new();
    site.write("content/a.md", "one");
    site.write("content/b.md", b"\xff");
    let scanned = site.scan(None).value;
    let paths = ["content/a.md".to_owned()].into();
    assert!(crate::source::reread(&scanned, &paths).is_none());
}
