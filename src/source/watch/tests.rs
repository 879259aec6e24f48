use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::*;

const METHODS: [Method; 2] = [Method::Events, Method::Poll];

/// A watch that tells of nothing for so long is broken.
const LIMIT: Duration = Duration::from_secs(20);

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    for path in ["site.yaml", "content/a.md", "content/film/plan.md"] {
        write(site.path(), path);
    }
    site
}

fn write(root: &Path, path: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("{:?}", Instant::now())).unwrap();
}

/// All paths of the batches up to the one that names `path`, or below it.
#[track_caller]
fn wait_for(watch: &mut Watch, path: &str) -> BTreeSet<String> {
    let until = Instant::now() + LIMIT;
    let mut all = BTreeSet::new();
    while !all
        .iter()
        .any(|told: &String| Path::new(told).starts_with(path))
    {
        assert!(Instant::now() < until, "no word of {path}, only {all:?}");
        let batch = watch.next(Some(until));
        assert_eq!(batch.gave_up, None);
        all.extend(batch.paths);
    }
    all
}

#[test]
fn every_kind_of_change_is_told() {
    type Step = (&'static str, fn(&Path), &'static str);
    let steps: [Step; 12] = [
        ("edit", |root| write(root, "content/a.md"), "content/a.md"),
        ("settings", |root| write(root, "site.yaml"), "site.yaml"),
        (
            "new file",
            |root| write(root, "content/film/new.md"),
            "content/film/new.md",
        ),
        (
            "deleted",
            |root| fs::remove_file(root.join("content/film/new.md")).unwrap(),
            "content/film/new.md",
        ),
        (
            "atomic save",
            |root| {
                write(root, "content/.a.md.swx");
                fs::rename(root.join("content/.a.md.swx"), root.join("content/a.md")).unwrap();
            },
            "content/a.md",
        ),
        (
            "a folder that was missing",
            |root| fs::create_dir(root.join("templates")).unwrap(),
            "templates",
        ),
        (
            "a file in it",
            |root| write(root, "templates/page.html"),
            "templates/page.html",
        ),
        (
            "deep folders",
            |root| fs::create_dir_all(root.join("content/x/y/z")).unwrap(),
            "content/x",
        ),
        (
            "a file in them",
            |root| write(root, "content/x/y/z/deep.md"),
            "content/x/y/z/deep.md",
        ),
        (
            "a folder moved",
            |root| fs::rename(root.join("content/x"), root.join("content/moved")).unwrap(),
            "content/moved",
        ),
        (
            "a file in it, by its new name",
            |root| write(root, "content/moved/y/z/deep.md"),
            "content/moved/y/z/deep.md",
        ),
        (
            "everything replaced",
            |root| {
                fs::rename(root.join("content"), root.join("old")).unwrap();
                write(root, "content/film/other.md");
            },
            "content",
        ),
    ];
    for method in METHODS {
        let site = site();
        let mut watch = Watch::start(site.path(), method).unwrap();
        for (name, change, path) in steps {
            change(site.path());
            let told = wait_for(&mut watch, path);
            assert!(told.iter().all(|path| !path.contains("swx")), "{name}");
        }
        write(site.path(), "content/film/other.md");
        wait_for(&mut watch, "content/film/other.md");
    }
}

#[test]
fn what_no_scan_looks_at_is_not_told() {
    for method in METHODS {
        let site = site();
        write(site.path(), "public/index.html");
        let mut watch = Watch::start(site.path(), method).unwrap();
        for path in [
            "public/index.html",
            ".git/index",
            "target/debug/x",
            "README.md",
            "content/.a.md.swp",
            "content/a.md~",
            "content/.cache/a.md",
        ] {
            write(site.path(), path);
        }
        fs::read(site.path().join("content/a.md")).unwrap();
        write(site.path(), "content/film/plan.md");
        let told = wait_for(&mut watch, "content/film/plan.md");
        match method {
            Method::Events => {
                assert_eq!(told, BTreeSet::from(["content/film/plan.md".to_owned()]));
            }
            // What was written just before the watch began is told when it has come to rest.
            Method::Poll => {
                let files = ["site.yaml", "content/a.md", "content/film/plan.md"];
                assert!(told.iter().all(|path| files.contains(&&**path)), "{told:?}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_comes_and_goes_is_not_told() {
    let site = site();
    let mut watch = Watch::start(site.path(), Method::Events).unwrap();
    let probe = site.path().join("content/4913");
    fs::write(&probe, "").unwrap();
    fs::remove_file(&probe).unwrap();
    write(site.path(), "content/a.md");
    let told = wait_for(&mut watch, "content/a.md");
    assert_eq!(told, BTreeSet::from(["content/a.md".to_owned()]));
}

#[cfg(target_os = "linux")]
#[test]
fn what_comes_and_goes_is_told_apart() {
    let site = site();
    let mut watch = Watch::start(site.path(), Method::Events).unwrap();
    let folder = site.path().join("content/4913");
    fs::create_dir(&folder).unwrap();
    fs::remove_dir(&folder).unwrap();
    let batch = watch.next(Some(Instant::now() + Duration::from_secs(10)));
    assert_eq!(batch.paths, BTreeSet::new());
    assert_eq!(batch.fleeting, BTreeSet::from(["content/4913".to_owned()]));
}

#[cfg(unix)]
#[test]
fn behind_links_is_watched_while_they_stand() {
    use std::os::unix::fs::symlink;
    for method in METHODS {
        let site = site();
        let root = site.path();
        write(root, "shared/a.md");
        let mut watch = Watch::start(root, method).unwrap();
        symlink("../shared", root.join("content/link")).unwrap();
        wait_for(&mut watch, "content/link");
        write(root, "shared/a.md");
        wait_for(&mut watch, "content/link/a.md");
        // One folder by two names: it stays watched when one of them goes.
        symlink("film", root.join("content/second")).unwrap();
        wait_for(&mut watch, "content/second");
        fs::remove_file(root.join("content/second")).unwrap();
        wait_for(&mut watch, "content/second");
        write(root, "content/film/plan.md");
        wait_for(&mut watch, "content/film/plan.md");
    }
}

#[test]
fn thousands_of_changes_are_few_batches() {
    let site = site();
    let mut watch = Watch::start(site.path(), Method::Events).unwrap();
    for number in 0..1000 {
        write(site.path(), &format!("content/many/{number:04}.md"));
    }
    let until = Instant::now() + LIMIT;
    let mut batches = 0;
    let mut all = BTreeSet::new();
    while !all.contains("content/many/0999.md") {
        assert!(Instant::now() < until, "only {} of them", all.len());
        all.extend(watch.next(Some(until)).paths);
        batches += 1;
    }
    assert!(batches < 100, "{batches} batches");
}

#[test]
fn the_time_that_is_waited_for_comes() {
    for method in METHODS {
        let site = site();
        let mut watch = Watch::start(site.path(), method).unwrap();
        assert_eq!(watch.next(Some(Instant::now())), Batch::default());
    }
}

#[test]
fn no_folder_no_watch() {
    let site = site();
    assert!(Watch::start(&site.path().join("none"), Method::Events).is_err());
}

/// A folder of the same name in the place of the one that was watched: what is in it is told of from then on.
#[test]
fn the_root_may_be_replaced() {
    type Replace = fn(&Path, &Path);
    let ways: [(&str, Replace); 2] = [
        ("deleted", |root, _| fs::remove_dir_all(root).unwrap()),
        ("moved", |root, away| fs::rename(root, away).unwrap()),
    ];
    for (what, replace) in ways {
        let place = tempfile::tempdir().unwrap();
        let (root, away) = (place.path().join("site"), place.path().join("away"));
        write(&root, "content/a.md");
        let mut watch = Watch::start(&root, Method::Events).unwrap();
        replace(&root, &away);
        let until = Instant::now() + LIMIT;
        while watch.next(Some(until)).gave_up.is_none() {
            assert!(Instant::now() < until, "no word of the root: {what}");
        }
        write(&root, "content/b.md");
        wait_for(&mut watch, "content/b.md");
        write(&root, "content/b.md");
        wait_for(&mut watch, "content/b.md");
    }
}
