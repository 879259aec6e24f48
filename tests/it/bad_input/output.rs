//! Folders that must not be replaced.

use snapbox::str;

use super::Published;
use crate::harness::assert_same_tree;

#[test]
fn folders_that_are_not_ours() {
    let published = Published::new();
    let site = &published.site;
    site.write("papers/thesis.txt", "the only copy")
        .write("notes.txt", "mine");
    let before = site.bytes_of_tree(".");
    let row = |out: &str, said: snapbox::data::Inline| {
        site.run(&["build", "--out", out])
            .assert_status(2)
            .assert_stdout("")
            .assert_stderr(said);
        assert_same_tree(&before, &site.bytes_of_tree("."));
        published.assert_untouched();
    };
    row(".", str![[""]]);
    row("..", str![[""]]);
    row("/", str![[""]]);
    row("papers", str![[""]]);
    row("notes.txt", str![[""]]);
    row("content", str![[""]]);
    row("content/film", str![[""]]);
    row("static", str![[""]]);
    row("", str![[""]]);
    std::os::unix::fs::symlink("papers", site.path("link")).unwrap();
    let before = site.bytes_of_tree("papers");
    site.run(&["build", "--out", "link"])
        .assert_status(2)
        .assert_stderr(str![[""]]);
    assert_same_tree(&before, &site.bytes_of_tree("papers"));
}
