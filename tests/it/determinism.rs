//! Two builds of one tree are the same bytes, on any machine, at any time, on whatever was published before.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::harness::{Run, Site, assert_same_tree, bytes_of_tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// The files of the site that the repository ships, and of one with all that can differ by language.
fn sources() -> Vec<Tree> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shipped = Tree::new();
    for folder in ["content", "locales", "static", "templates", "archetypes"] {
        for (path, bytes) in bytes_of_tree(&repository.join(folder)) {
            shipped.insert(format!("{folder}/{path}"), bytes);
        }
    }
    let config = std::fs::read(repository.join("site.yaml")).unwrap();
    shipped.insert("site.yaml".to_owned(), config);
    vec![
        shipped,
        bytes_of_tree(&repository.join("tests/sites/graph")),
    ]
}

fn lay_out<'a>(files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> Site {
    let site = Site::empty();
    for (path, bytes) in files {
        site.write_bytes(path, bytes);
    }
    site
}

fn built(site: &Site, change: impl FnOnce(&mut Command)) -> Tree {
    let mut command = site.command();
    command.arg("build");
    change(&mut command);
    Run::of(&mut command, site.root()).assert_status(0);
    site.bytes_of_tree("public")
}

#[test]
fn threads_zones_and_locales_change_no_byte() {
    let environments: [&[(&str, &str)]; 4] = [
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "4")],
        &[
            ("TZ", "America/New_York"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
        ],
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "C"),
            ("LANG", "C"),
            ("LANGUAGE", "zh"),
        ],
    ];
    for files in sources() {
        let site = lay_out(files.iter());
        let expected = built(&site, |_| {});
        for environment in environments {
            let site = lay_out(files.iter());
            let tree = built(&site, |command| {
                command.envs(environment.iter().copied());
            });
            assert_same_tree(&expected, &tree);
        }
    }
}

#[test]
fn folders_times_and_the_order_of_files_change_no_byte() {
    for files in sources() {
        let site = lay_out(files.iter());
        let expected = built(&site, |_| {});
        let root = site.root().to_str().unwrap().as_bytes();
        for (path, bytes) in &expected {
            let names_folder = bytes.windows(root.len()).any(|window| window == root);
            assert!(!names_folder, "{path} names the folder of the site");
        }
        let other = lay_out(files.iter().rev());
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
        for (at, path) in files.keys().enumerate() {
            let file = std::fs::File::options()
                .append(true)
                .open(other.path(path))
                .unwrap();
            file.set_modified(long_ago + Duration::from_secs(at as u64))
                .unwrap();
        }
        // From another folder, and on another day that no page waits for.
        let tree = built(&other, |command| {
            command
                .current_dir("/")
                .env("SOURCE_DATE_EPOCH", "1800000000")
                .arg("--root")
                .arg(other.root());
        });
        assert_same_tree(&expected, &tree);
    }
}

#[test]
fn what_was_published_before_changes_no_byte() {
    for files in sources() {
        let site = lay_out(files.iter());
        let expected = built(&site, |_| {});
        assert_same_tree(&expected, &built(&site, |_| {}));
        // Another site was published in between: pages less, pages more, and all with another title.
        let page = "content/about.en.md";
        site.remove(page)
            .write(
                "content/more/extra.en.md",
                "---\ntitle: Extra\ndate: 2012-01-19\n---\n\nx\n",
            )
            .write(
                "static/en/about/index.html/file.txt",
                "a folder where a file was",
            )
            .edit("site.yaml", "https://example.org", "https://example.com");
        let between = built(&site, |_| {});
        assert!(between.contains_key("en/more/extra/index.html"));
        assert!(!between.contains_key("en/about/index.html"));
        site.remove("content/more")
            .remove("static/en/about/index.html")
            .write_bytes(page, &files[page])
            .write_bytes("site.yaml", &files["site.yaml"]);
        assert_same_tree(&expected, &built(&site, |_| {}));
    }
}
