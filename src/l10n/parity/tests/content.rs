#![allow(clippy::disallowed_methods, reason = "it reads the shipped site")]

use std::path::{Path, PathBuf};

use super::{in_order, read};
use crate::config::Writing;
use crate::l10n::finding::Levels;
use crate::l10n::parity::{ParityInput, check};

/// The pages of the shipped site without their language.
pub(in crate::l10n) fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut pages: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter_map(|path| {
            let page = path.to_str().unwrap().strip_suffix(".ja.md")?;
            Some(PathBuf::from(page))
        })
        .collect();
    assert!(pages.len() > 10);
    pages.sort();
    pages
}

pub(in crate::l10n) fn text(page: &Path, lang: &str) -> String {
    std::fs::read_to_string(format!("{}.{lang}.md", page.display())).unwrap()
}

#[test]
fn nothing_fires_on_good_pages() {
    const LANGUAGES: [(&str, &str); 3] = [("ja", "ja"), ("zh", "zh-Hans"), ("en", "en")];
    let mut fired = Vec::new();
    for page in pages() {
        let read =
            |(code, tag): (&str, &str)| (Writing::of_tag(tag), read(&text(&page, code), tag));
        let versions = LANGUAGES.map(read);
        for (source_writing, source) in &versions {
            for (translation_writing, translation) in &versions {
                let pairs = in_order(source, translation);
                let findings = check(&ParityInput {
                    source,
                    source_writing: *source_writing,
                    translation,
                    translation_writing: *translation_writing,
                    pairs: &pairs,
                    levels: &Levels::default(),
                });
                // A page is no translation of itself.
                let is_same = source_writing == translation_writing;
                fired.extend(
                    findings
                        .into_iter()
                        .filter(|found| !is_same || found.rule != "untranslated-paragraph")
                        .map(|found| {
                            format!("{} {}: {found:?}", page.display(), translation[0].text())
                        }),
                );
            }
        }
    }
    assert!(fired.is_empty(), "{}", fired.join("\n"));
}
