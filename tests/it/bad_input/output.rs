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
    row(
        ".",
        str![[r#"
error: the output folder `[SITE]` is the site's own folder, or holds it
       name a folder of its own with `--out`, such as `public`

"#]],
    );
    let above = site.root().parent().unwrap().canonicalize().unwrap();
    let run = site.run(&["build", "--out", ".."]);
    run.assert_status(2)
        .assert_stdout("")
        .assert_stderr(format!(
            "\
error: the output folder `{}` is the site's own folder, or holds it
       name a folder of its own with `--out`, such as `public`
",
            above.display()
        ));
    assert_same_tree(&before, &site.bytes_of_tree("."));
    row(
        "/",
        str![[r#"
error: the output folder `/` is the site's own folder, or holds it
       name a folder of its own with `--out`, such as `public`

"#]],
    );
    row(
        "papers",
        str![[r#"
error: the output folder `[SITE]/papers` is not empty, and yuimaru did not make it
       name another folder with `--out`, or empty this one yourself if nothing in it is needed

"#]],
    );
    row(
        "notes.txt",
        str![[r#"
error: the output folder `[SITE]/notes.txt` is a file, not a folder
       name a folder with `--out`

"#]],
    );
    row(
        "content",
        str![[r#"
error: the output folder `[SITE]/content` would mix with `content/` of the site
       name a folder of its own with `--out`, such as `public`

"#]],
    );
    row(
        "content/film",
        str![[r#"
error: the output folder `[SITE]/content/film` would mix with `content/` of the site
       name a folder of its own with `--out`, such as `public`

"#]],
    );
    row(
        "static",
        str![[r#"
error: the output folder `[SITE]/static` would mix with `static/` of the site
       name a folder of its own with `--out`, such as `public`

"#]],
    );
    row(
        "",
        str![[r#"
error: a value is required for '--out <DIR>' but none was supplied

For more information, try '--help'.

"#]],
    );
    row(
        "site.yaml/x",
        str![[r#"
error: the output folder `site.yaml/x` lies in `[SITE]/site.yaml`, which is a file
       name a folder with `--out`

"#]],
    );
    std::os::unix::fs::symlink("nowhere", site.path("dangling")).unwrap();
    site.run(&["build", "--out", "dangling/x"])
        .assert_status(2)
        .assert_stderr(str![[r#"
error: the output folder `dangling/x` leads through the symlink `[SITE]/dangling`, which leads nowhere
       write the path without it

"#]]);
    assert!(!site.path("nowhere").exists());
    std::os::unix::fs::symlink("papers", site.path("link")).unwrap();
    let before = site.bytes_of_tree("papers");
    site.run(&["build", "--out", "link"])
        .assert_status(2)
        .assert_stderr(str![[r#"
error: the output folder `link` is a symlink
       name the folder itself with `--out`

"#]]);
    assert_same_tree(&before, &site.bytes_of_tree("papers"));
}

/// All that is wrong is told in one run, and what a killed run left is put right by any.
#[test]
fn folders_of_sites_with_errors() {
    let published = Published::new();
    let site = &published.site;
    site.write("papers/thesis.txt", "the only copy");
    let plan = site.read("content/film/plan.ja.md");
    site.write(
        "content/film/plan.ja.md",
        &format!("{plan}\n[x](nowhere.md)\n"),
    );
    let run = site.run(&["build", "--out", "papers"]);
    run.assert_status(2);
    for words in [
        "error[broken-link]",
        "papers` is not empty, and yuimaru did not make it",
    ] {
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    std::fs::rename(site.path("public"), site.path(".public.yuimaru-old")).unwrap();
    std::fs::create_dir(site.path(".public.yuimaru-new")).unwrap();
    site.build().assert_status(1);
    published.assert_untouched();
    std::fs::rename(site.path("public"), site.path(".public.yuimaru-old")).unwrap();
    site.write("site.yaml", "title: [");
    site.build().assert_status(2);
    published.assert_untouched();
}
