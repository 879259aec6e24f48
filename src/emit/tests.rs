//! Publishing into real folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::exchange::Exchange;
use super::*;
use crate::marker::{MARKER, MARKER_TEXT};

/// A folder that holds a site's root `site`, beside which `public` is published.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Place {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir_all(folder.path().join("site/content")).expect("a root");
        Place { folder }
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    fn begin(&self) -> Result<Publication, EmitError> {
        Publication::begin(&self.path("public"), &self.path("site"))
    }

    fn begin_two_renames(&self) -> Publication {
        let (out, root) = (self.path("public"), self.path("site"));
        Publication::begin_with(&out, &root, Exchange::TwoRenames).expect("a publication")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Summary {
        let publication = self.begin().expect("a publication");
        write_all(&publication, files);
        publication.finish().expect("published")
    }

    /// What is published, and what lies beside it; the marker aside.
    fn published(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.path("public"), "", &mut files);
        assert_eq!(
            files.remove(MARKER).as_deref(),
            Some(MARKER_TEXT),
            "a marker"
        );
        files
    }

    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

#[test]
fn what_a_killed_run_left_is_put_right_where_nothing_is_published() {
    let place = Place::new();
    let recover = || recover(&place.path("public"), &place.path("site")).expect("in order");
    assert_eq!(recover(), []);
    assert_eq!(place.names(), ["site"]);
    place.publish(&[("a", "1")]);
    fs::rename(place.path("public"), place.path(".public.yuimaru-old")).expect("a rename");
    fs::create_dir(place.path(".public.yuimaru-new")).expect("a folder");
    let running = place.path(".public.yuimaru-lock");
    let lock = lock::Lock::acquire(running, &place.path("public")).expect("a lock");
    assert_eq!(recover(), []);
    assert!(!place.path("public").exists(), "it is under way");
    drop(lock);
    assert_eq!(recover(), []);
    assert_eq!(place.names(), ["public", "site"]);
    assert_eq!(place.published()["a"], "1");
    // One that was killed before it made anything.
    fs::write(place.path(".public.yuimaru-lock"), "").expect("a lock");
    assert_eq!(recover(), []);
    assert_eq!(place.names(), ["public", "site"]);
    fs::write(place.path(".public.yuimaru-lock"), "mine").expect("a file");
    assert_eq!(recover(), []);
    assert_eq!(place.names(), [".public.yuimaru-lock", "public", "site"]);
}

#[test]
fn repositories_inside_are_not_deleted() {
    let place = Place::new();
    place.publish(&[("a", "1")]);
    fs::create_dir_all(place.path("public/sub/.git")).expect("a folder");
    fs::write(place.path("public/sub/mine"), "x").expect("a file");
    for _ in 0..2 {
        let summary = place.publish(&[("a", "2")]);
        let [leftover] = &*summary.leftovers else {
            panic!("{summary:?}");
        };
        assert!(leftover.path.join("sub/.git").exists());
        assert!(leftover.path.join("sub/mine").exists());
        assert!(leftover.reason.contains("git repository"), "{leftover:?}");
        assert_eq!(place.published()["a"], "2");
    }
    fs::remove_dir(place.path(".public.yuimaru-left-1/sub/.git")).expect("removed");
    assert_eq!(place.publish(&[("a", "2")]).leftovers, []);
    assert_eq!(place.names(), ["public", "site"]);
}

#[cfg(unix)]
#[test]
fn a_lock_is_no_symlink() {
    let place = Place::new();
    let lock = place.path(".public.yuimaru-lock");
    fs::write(place.path("empty"), "").expect("a file");
    for target in ["nowhere", "empty"] {
        std::os::unix::fs::symlink(target, &lock).expect("a link");
        let refused = place.begin().expect_err("in the way").to_string();
        assert!(refused.contains("is in the way"), "{refused}");
        assert!(!place.path("nowhere").exists());
        fs::remove_file(&lock).expect("removed");
    }
}

fn write_all(publication: &Publication, files: &[(&str, &str)]) {
    for (path, text) in files {
        publication.write(path, text.as_bytes()).expect("written");
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for name in names(folder) {
        let path = folder.join(&name);
        let shown = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{shown}/"), files);
        } else {
            files.insert(shown, fs::read_to_string(path).expect("a text"));
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).expect("a file").ino()
}

#[test]
fn the_first_tree_is_published_whole() {
    let place = Place::new();
    let files = [
        ("index.html", "a"),
        ("ja/映画/index.html", "b"),
        ("ja/x.txt", ""),
    ];
    let summary = place.publish(&files);
    assert_eq!(
        summary,
        Summary {
            written: 3,
            linked: 0,
            removed: 0,
            ..Summary::default()
        }
    );
    assert_eq!(place.published(), texts(&files));
    assert_eq!(place.names(), ["public", "site"], "no debris");
}

#[test]
fn equal_files_are_shared_changed_ones_are_new_and_others_vanish() {
    let place = Place::new();
    place.publish(&[
        ("same", "1"),
        ("changed", "1"),
        ("longer", "1"),
        ("gone/a", "1"),
        ("gone/b", "1"),
    ]);
    let before = inode(&place.path("public/same"));
    let publication = place.begin().expect("a publication");
    let rows = [
        ("same", "1", Written::Linked),
        ("changed", "2", Written::Fresh),
        ("longer", "11", Written::Fresh),
        ("new", "1", Written::Fresh),
    ];
    for (path, text, expected) in rows {
        assert_eq!(
            publication.write(path, text.as_bytes()).expect("written"),
            expected,
            "{path}"
        );
    }
    let summary = publication.finish().expect("published");
    assert_eq!(
        summary,
        Summary {
            written: 3,
            linked: 1,
            removed: 2,
            ..Summary::default()
        }
    );
    assert_eq!(
        place.published(),
        texts(&[
            ("same", "1"),
            ("changed", "2"),
            ("longer", "11"),
            ("new", "1")
        ])
    );
    assert_eq!(inode(&place.path("public/same")), before);
    assert_eq!(place.names(), ["public", "site"]);
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let place = Place::new();
    place.publish(&[("a", "file"), ("b/c", "below")]);
    let summary = place.publish(&[("a/x", "below"), ("b", "file")]);
    assert_eq!(
        summary,
        Summary {
            written: 2,
            linked: 0,
            removed: 2,
            ..Summary::default()
        }
    );
    assert_eq!(place.published(), texts(&[("a/x", "below"), ("b", "file")]));
}

#[test]
fn a_dropped_publication_leaves_the_old_site_and_nothing_else() {
    let place = Place::new();
    place.publish(&[("a", "1")]);
    let publication = place.begin().expect("a publication");
    write_all(&publication, &[("a", "2"), ("b/c", "2")]);
    assert!(place.path(".public.yuimaru-new/b/c").exists());
    drop(publication);
    assert_eq!(place.published(), texts(&[("a", "1")]));
    assert_eq!(place.names(), ["public", "site"]);
}

#[test]
fn folders_above_go_with_a_dropped_publication() {
    let place = Place::new();
    let out = place.path("deep/er/public");
    drop(Publication::begin(&out, &place.path("site")).expect("a publication"));
    assert_eq!(place.names(), ["site"]);
    let publication = Publication::begin(&out, &place.path("site")).expect("a publication");
    publication.finish().expect("published");
    assert_eq!(names(&place.path("deep/er")), ["public"]);
}

/// Leaves what a killed run would.
type Leave = fn(&Place);

#[test]
fn what_a_killed_run_left_is_cleared() {
    // Each row: what the run was doing, and what then lies where.
    let rows: [(&str, Leave); 5] = [
        ("writing", |place| {
            fs::create_dir_all(place.path(".public.yuimaru-new/ja/x")).expect("a folder");
            fs::write(place.path(".public.yuimaru-new/.yuimaru"), MARKER_TEXT).expect("a marker");
            fs::write(place.path(".public.yuimaru-new/ja/x/half"), "ha").expect("a file");
        }),
        ("making the folder", |place| {
            fs::create_dir(place.path(".public.yuimaru-new")).expect("a folder");
        }),
        ("making the marker", |place| {
            fs::create_dir(place.path(".public.yuimaru-new")).expect("a folder");
            fs::write(place.path(".public.yuimaru-new/.yuimaru"), "").expect("a marker");
        }),
        ("removing the old tree after two renames", |place| {
            fs::create_dir_all(place.path(".public.yuimaru-old/x")).expect("a folder");
            fs::write(place.path(".public.yuimaru-old/.yuimaru"), MARKER_TEXT).expect("a marker");
        }),
        ("between two renames", |place| {
            fs::rename(place.path("public"), place.path(".public.yuimaru-old")).expect("a rename");
            fs::create_dir_all(place.path(".public.yuimaru-new")).expect("a folder");
            fs::write(place.path(".public.yuimaru-new/.yuimaru"), MARKER_TEXT).expect("a marker");
        }),
    ];
    for (doing, leave) in rows {
        let place = Place::new();
        place.publish(&[("a", "1")]);
        fs::write(place.path(".public.yuimaru-lock"), "").expect("a lock");
        leave(&place);
        // Recovered at the start already, whatever comes then.
        drop(place.begin().expect(doing));
        assert_eq!(place.published(), texts(&[("a", "1")]), "{doing}");
        assert_eq!(place.names(), ["public", "site"], "{doing}");
        let summary = place.publish(&[("a", "1"), ("b", "2")]);
        assert_eq!(
            summary,
            Summary {
                written: 1,
                linked: 1,
                removed: 0,
                ..Summary::default()
            },
            "{doing}"
        );
    }
}

#[test]
fn what_is_not_ours_is_never_cleared() {
    let rows = [
        ".public.yuimaru-new/thesis.md",
        ".public.yuimaru-old/thesis.md",
        ".public.yuimaru-lock",
        ".public.yuimaru-new",
    ];
    for path in rows {
        let place = Place::new();
        let file = place.path(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(&file, "years of work").expect("a file");
        let error = place.begin().expect_err(path);
        assert!(
            matches!(error, EmitError::Refused { .. }),
            "{path}: {error}"
        );
        assert_eq!(error.class(), Class::Usage);
        assert_eq!(
            fs::read_to_string(&file).expect("still there"),
            "years of work"
        );
        assert!(!place.path("public").exists());
    }
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let place = Place::new();
    let root = place.path("site");
    fs::create_dir_all(place.path("mine")).expect("a folder");
    fs::write(place.path("mine/photo.jpg"), "x").expect("a file");
    fs::write(place.path("file"), "x").expect("a file");
    fs::create_dir_all(place.path("empty-marker")).expect("a folder");
    fs::write(place.path("empty-marker/.yuimaru"), "").expect("a file");
    fs::write(place.path("empty-marker/photo.jpg"), "x").expect("a file");
    fs::create_dir_all(place.path("repository/.git")).expect("a folder");
    fs::write(place.path("repository/.yuimaru"), MARKER_TEXT).expect("a file");
    // Even a marker does not make the site's own folders ours.
    fs::write(root.join(".yuimaru"), MARKER_TEXT).expect("a file");
    fs::write(root.join("content/.yuimaru"), MARKER_TEXT).expect("a file");
    let rows = [
        ("mine", "not empty"),
        ("mine/", "not empty"),
        ("site/../mine", "not empty"),
        ("file", "is a file"),
        ("file/", "is a file"),
        ("empty-marker", "not empty"),
        ("repository", "git"),
        ("site", "site's own folder"),
        ("site/.", "site's own folder"),
        ("", "site's own folder"),
        ("/", "site's own folder"),
        ("site/content", "`content/`"),
        ("site/content/x", "`content/`"),
        ("site/static/x/y", "`static/`"),
        ("site/themes", "`themes/`"),
        ("site/.git/x", "`.git/`"),
    ];
    for (out, word) in rows {
        let error = Publication::begin(&place.path(out), &root).expect_err(out);
        assert_eq!(error.class(), Class::Usage, "{out}");
        assert!(error.to_string().contains(word), "{out}: {error}");
    }
    assert_eq!(
        place.names(),
        ["empty-marker", "file", "mine", "repository", "site"]
    );
    assert_eq!(names(&root), [".yuimaru", "content"]);
}

#[test]
fn an_empty_folder_and_one_inside_the_root_are_taken() {
    let place = Place::new();
    fs::create_dir(place.path("public")).expect("a folder");
    place.publish(&[("a", "1")]);
    assert_eq!(place.published(), texts(&[("a", "1")]));
    let inside = place.path("site/public");
    Publication::begin(&inside, &place.path("site"))
        .expect("begun")
        .finish()
        .expect("published");
    assert_eq!(names(&place.path("site")), ["content", "public"]);
}

#[cfg(unix)]
#[test]
fn a_symlink_is_refused() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.publish(&[("a", "1")]);
    symlink("public", place.path("link")).expect("a link");
    symlink("nowhere", place.path("dangling")).expect("a link");
    for out in ["link", "link/", "dangling"] {
        let error = Publication::begin(&place.path(out), &place.path("site")).expect_err(out);
        assert!(error.to_string().contains("is a symlink"), "{out}: {error}");
    }
    // Sources that were moved into the output folder, and linked from the site.
    fs::create_dir(place.path("public/pages")).expect("a folder");
    symlink("../public/pages", place.path("site/static")).expect("a link");
    let error = place.begin().expect_err("sources inside");
    assert!(error.to_string().contains("`static/`"), "{error}");
}

#[test]
fn a_second_build_is_told_to_wait() {
    let place = Place::new();
    let first = place.begin().expect("a publication");
    first.write("a", b"1").expect("written");
    let error = place.begin().expect_err("busy");
    assert!(matches!(error, EmitError::Busy { .. }), "{error}");
    assert_eq!(error.class(), Class::Io);
    first.finish().expect("published");
    place.publish(&[("a", "2")]);
    assert_eq!(place.published(), texts(&[("a", "2")]));
}

#[test]
fn a_folder_that_was_filled_meanwhile_is_left_alone() {
    let place = Place::new();
    let publication = place.begin().expect("a publication");
    fs::create_dir(place.path("public")).expect("a folder");
    fs::write(place.path("public/thesis.md"), "x").expect("a file");
    assert!(publication.finish().is_err());
    assert_eq!(names(&place.path("public")), ["thesis.md"]);
    assert_eq!(place.names(), ["public", "site"]);
}

#[test]
fn two_renames_do_the_same() {
    let place = Place::new();
    for round in ["1", "2", "3"] {
        let publication = place.begin_two_renames();
        write_all(&publication, &[("a", "same"), ("b/c", round)]);
        publication.finish().expect("published");
        assert_eq!(place.published(), texts(&[("a", "same"), ("b/c", round)]));
        assert_eq!(place.names(), ["public", "site"]);
    }
}

#[test]
fn many_threads_write_at_once() {
    use rayon::prelude::*;
    let place = Place::new();
    for round in 0..2 {
        let publication = place.begin().expect("a publication");
        (0..500_u32).into_par_iter().for_each(|number| {
            let path = format!("{}/{}/{}/index.html", number % 3, number % 7, number);
            publication
                .write(&path, number.to_string().as_bytes())
                .expect("written");
        });
        let summary = publication.finish().expect("published");
        let expected = if round == 0 { (500, 0) } else { (0, 500) };
        assert_eq!((summary.written, summary.linked), expected);
    }
    assert_eq!(place.published().len(), 500);
    assert_eq!(place.published()["2/1/8/index.html"], "8");
}

#[test]
fn files_are_copied_and_shared() {
    let place = Place::new();
    let source = place.path("photo.jpg");
    let large = "x".repeat(200_000);
    let rows = [
        ("", Written::Fresh),
        ("", Written::Linked),
        ("abc", Written::Fresh),
        ("abd", Written::Fresh),
        (large.as_str(), Written::Fresh),
        (large.as_str(), Written::Linked),
    ];
    for (text, expected) in rows {
        fs::write(&source, text).expect("a file");
        let publication = place.begin().expect("a publication");
        assert_eq!(
            publication.copy("img/p.jpg", &source).expect("copied"),
            expected
        );
        publication.finish().expect("published");
        assert_eq!(place.published(), texts(&[("img/p.jpg", text)]));
    }
    let publication = place.begin().expect("a publication");
    let error = publication
        .copy("b", &place.path("missing.jpg"))
        .expect_err("no file");
    assert!(error.to_string().contains("missing.jpg"), "{error}");
}

#[cfg(unix)]
#[test]
fn permissions_are_those_of_new_files() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let mode = |path: &str| {
        place
            .path(path)
            .metadata()
            .expect("a file")
            .permissions()
            .mode()
            & 0o777
    };
    let set = |path: &str, mode| {
        fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode)).expect("set")
    };
    fs::write(place.path("script.sh"), "x").expect("a file");
    let usual = mode("script.sh");
    set("script.sh", 0o700);
    let publish = || {
        let publication = place.begin().expect("a publication");
        let source = place.path("script.sh");
        let written = publication.copy("a", &source).expect("copied");
        publication.finish().expect("published");
        assert_eq!(mode("public/a"), usual);
        written
    };
    assert_eq!(publish(), Written::Fresh);
    // Changed by someone: not shared with the next tree.
    set("public/a", 0o604);
    assert_eq!(publish(), Written::Fresh);
    assert_eq!(publish(), Written::Linked);
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_put_into_the_published_tree_is_not_followed() {
    use rustix::fs::{CWD, Mode, mkfifoat};
    let place = Place::new();
    place.publish(&[("a", "1"), ("b", "1"), ("c", "1")]);
    fs::write(place.path("secret"), "1").expect("a file");
    for name in ["a", "b"] {
        fs::remove_file(place.path("public").join(name)).expect("removed");
    }
    std::os::unix::fs::symlink(place.path("secret"), place.path("public/a")).expect("a link");
    std::os::unix::fs::symlink(place.path("site"), place.path("public/folder")).expect("a link");
    mkfifoat(CWD, place.path("public/b"), Mode::RWXU).expect("a pipe");
    let summary = place.publish(&[("a", "1"), ("b", "1"), ("c", "1")]);
    assert_eq!((summary.written, summary.linked), (2, 1));
    assert!(!place.path("public/a").is_symlink());
    assert!(place.path("secret").exists() && place.path("site/content").exists());

    mkfifoat(CWD, place.path("pipe"), Mode::RWXU).expect("a pipe");
    let publication = place.begin().expect("a publication");
    assert!(publication.copy("x", &place.path("pipe")).is_err());
}

#[test]
fn names_are_published_in_nfc() {
    let place = Place::new();
    place.publish(&[("\u{304B}\u{3099}/a", "1")]);
    assert_eq!(place.published(), texts(&[("\u{304C}/a", "1")]));
}

#[test]
fn paths_that_cannot_be_written_are_errors() {
    let place = Place::new();
    let publication = place.begin().expect("a publication");
    publication.write("a/b", b"1").expect("written");
    let long = "長".repeat(86);
    let rows = [
        ("a/b", "exists already"),
        ("a", "exists already"),
        ("a/b/c", "file where another needs a folder"),
        ("../x", "cannot be the path"),
        (long.as_str(), "longer than"),
    ];
    for (path, words) in rows {
        let error = publication.write(path, b"2").expect_err(path);
        assert!(error.to_string().contains(words), "{path}: {error}");
        assert!(!error.to_string().contains("yuimaru-new"), "{error}");
    }
}

#[test]
fn a_full_disk_is_named() {
    let error = EmitError::io(
        "write",
        Path::new("x"),
        std::io::ErrorKind::StorageFull.into(),
    );
    assert_eq!(
        error.to_string(),
        "the disk is full: `x` could not be written"
    );
    assert_eq!(error.class(), Class::Io);
}

#[test]
fn create_new_never_overwrites() {
    let place = Place::new();
    let path = place.path("deep/new.md");
    create_new(&path, b"1").expect("made");
    let error = create_new(&path, b"2").expect_err("exists");
    assert!(matches!(error, EmitError::Exists { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).expect("a text"), "1");
    assert_eq!(names(&place.path("deep")), ["new.md"]);
}

#[cfg(unix)]
#[test]
fn files_are_made_together_or_not_at_all() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let root = place.path("site");
    let make = |paths: &[&str]| {
        let files: Vec<(&str, &[u8])> = paths.iter().map(|path| (*path, &b"1"[..])).collect();
        create_together(&root, &files)
    };
    make(&["content/a.md", "locales/zh/pages/a.lock"]).expect("made");
    fs::create_dir_all(place.path("outside")).expect("a folder");
    symlink("../../outside", root.join("content/out")).expect("a link");
    symlink("../locales", root.join("content/inside")).expect("a link");
    symlink("nowhere", root.join("content/lost")).expect("a link");
    let before = {
        let mut files = BTreeMap::new();
        collect(&root.join("locales"), "", &mut files);
        files
    };
    let long = format!("content/deep/{}.md", "x".repeat(300));
    let rows = [
        ("content/a.md", "exists already"),
        ("content/lost", "exists already"),
        ("content/inside", "exists already"),
        ("content/out/x.md", "leads out of the site"),
        ("content/out/deep/x.md", "leads out of the site"),
        ("content/lost/x.md", "leads nowhere"),
        ("content/a.md/x.md", "is a file"),
        (&long, "cannot write"),
    ];
    for (path, words) in rows {
        let error = make(&["content/new/deep/x.md", "content/y.md", path]).expect_err(path);
        assert!(error.to_string().contains(words), "{path}: {error}");
        assert_eq!(
            names(&root.join("content")),
            ["a.md", "inside", "lost", "out"],
            "{path}"
        );
        assert_eq!(names(&place.path("outside")), [""; 0], "{path}");
    }
    let mut after = BTreeMap::new();
    collect(&root.join("locales"), "", &mut after);
    assert_eq!(after, before);
    make(&["content/inside/x.md"]).expect("a link within the site");
    assert_eq!(
        taken(
            &root,
            ["content/lost", "content/z.md", "content"].into_iter()
        ),
        ["content/lost", "content"]
    );
}

#[cfg(unix)]
#[test]
fn write_atomically_replaces_bytes_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = place.path("deep/a.lock");
    write_atomically(&path, b"1").expect("made");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink("a.lock", place.path("deep/link")).expect("a link");
    write_atomically(&place.path("deep/link"), b"2").expect("written");
    assert_eq!(fs::read_to_string(&path).expect("a text"), "2");
    assert_eq!(
        path.metadata().expect("a file").permissions().mode() & 0o777,
        0o640
    );
    assert!(place.path("deep/link").is_symlink());
    assert_eq!(names(&place.path("deep")), ["a.lock", "link"]);
    assert!(write_atomically(&place.path("deep"), b"2").is_err());
    assert_eq!(names(&place.path("deep")), ["a.lock", "link"]);
}
