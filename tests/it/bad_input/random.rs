//! Random bytes in every kind of file: no panic, no hang, and a published site that is whole, the old one or the new.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use yuimaru::build::{self, BuildOptions};
use yuimaru::diag::Strictness;
use yuimaru::outcome::Exit;
use yuimaru::project;

use crate::harness::Site;

/// Files that a run overwrites, one of each kind, and what they hold before.
const FILES: [&str; 8] = [
    "content/film/plan.ja.md",
    "content/film/_index.en.md",
    "content/film/plan.yaml",
    "content/_data/numbers.yaml",
    "templates/page.html",
    "templates/components/note.html",
    "locales/ja/site.ftl",
    "site.yaml",
];

/// What means something to one of the parsers, so that random text gets further than its first line.
const TOKENS: &[&str] = &[
    "---\n",
    "title: x\n",
    "tags: [okinawa]\n",
    "date: 2012-01-19\n",
    "slug: ",
    "aliases: [",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "- ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    ": ",
    "：",
    "|\n",
    "> ",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "#",
    "# x\n",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{{ <card page=\"film/plan\" /> }}",
    "{% <note> %}\n",
    "{% </note> %}\n",
    "{% extends \"base.html\" %}",
    "{% include \"page.html\" %}",
    "{% block main %}",
    "{% endblock %}",
    "{% if page %}",
    "{% endif %}",
    "{% for p in recent %}",
    "{% endfor %}",
    "{{ page.content | safe }}",
    "{{ t(key=\"menu\") }}",
    "{% component note() %}",
    "{% endcomponent %}",
    "a = ",
    "-a = ",
    "{ -a }",
    "{ $n ->\n",
    " *[other] x\n",
    "{ DATETIME($d) }",
    "`",
    "```rust\n",
    "~~~\n",
    "![",
    "](x.jpg)",
    "[x](plan.md)",
    "[^1]",
    "[^1]: ",
    "| a | b |\n|---|---|\n",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "$x$",
    "\\",
    "\u{0}",
    "\u{FEFF}",
    "\u{3000}",
    "か\u{3099}",
    "草原",
    "🐎",
    "\u{202E}",
    "&amp;",
    "*",
    "_",
    "~~",
    "- [ ] ",
    "1. ",
    "0x1F",
    "1e999",
    "-9223372036854775809",
    "!!binary ",
    "%YAML 1.2\n",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let tokens = proptest::collection::vec(proptest::sample::select(TOKENS), 0..40);
    let text = tokens.prop_map(|tokens| tokens.concat().into_bytes());
    let with_front = text
        .clone()
        .prop_map(|text| [b"---\ntitle: x\n---\n".to_vec(), text].concat());
    prop_oneof![
        6 => text,
        3 => with_front,
        1 => proptest::collection::vec(any::<u8>(), 0..200),
    ]
}

#[test]
fn nothing_panics() {
    let site = Site::fixture("small");
    site.write("content/_data/numbers.yaml", "one: 1\n");
    let options = BuildOptions {
        project: project::Options {
            root: site.root().to_owned(),
            ..project::Options::default()
        },
        out: None,
        strictness: Strictness::Lenient,
        timings: false,
    };
    let config = Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let good: Vec<(&str, Option<String>)> = FILES
        .iter()
        .map(|path| (*path, site.has(path).then(|| site.read(path))))
        .collect();
    let mut runner = TestRunner::new_with_rng(config, random);
    let files = (
        proptest::sample::subsequence(&FILES[..], 1..4),
        proptest::collection::vec(bytes(), 4),
    );
    let outcome = runner.run(&files, |(paths, texts)| {
        for (path, text) in paths.iter().zip(&texts) {
            site.write_bytes(path, text);
        }
        let before = site.bytes_of_tree("public");
        let outcome = build::run(&options);
        let after = site.bytes_of_tree("public");
        if outcome.exit() == Exit::Done {
            prop_assert!(after.contains_key("ja/index.html"), "{:?}", outcome);
        } else {
            prop_assert!(outcome.exit() != Exit::Internal, "{:?}", outcome);
            prop_assert!(!outcome.diagnostics.is_empty());
            prop_assert!(before == after, "{:?}", outcome);
        }
        // Every frame can be drawn.
        let drawn =
            yuimaru::diag::print::human(&outcome.diagnostics, Strictness::Lenient, false, 80);
        prop_assert_eq!(drawn.is_empty(), outcome.diagnostics.is_empty());
        for (path, text) in &good {
            match text {
                Some(text) => {
                    site.write(path, text);
                }
                None if site.has(path) => {
                    site.remove(path);
                }
                None => {}
            }
        }
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}
