//! What the README shows is what happens.

use super::Published;

#[test]
fn the_sample_error_is_real() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let sample = readme
        .split("```")
        .find(|block| block.trim_start().starts_with("error["))
        .expect("a sample error in README.md");
    let published = Published::new();
    published
        .site
        .write("content/film/plan.ja.md", "---\nttle: 映画の計画\n---\n");
    let run = published.site.build();
    run.assert_status(1);
    assert!(
        run.stderr.contains(sample.trim()),
        "README.md shows{sample}but it is\n{}",
        run.stderr
    );
}
