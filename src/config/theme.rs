//! `theme.yaml`: what a theme says of itself.
//!
//! All of it is optional, and nothing of it changes a page: it is for those who choose a theme, and keeps one that needs a
//! newer Yuimaru from failing in ways that nobody understands.

use std::sync::Arc;

use crate::diag::{Diagnosed, Diagnostic, Severity};
use crate::yaml::{Node, Reader, Value, parse_file};

/// The keys of `theme.yaml`.
const THEME: &[&str] = &[
    "name",
    "description",
    "license",
    "languages",
    "yuimaru",
    // What themes of other generators say of themselves.
    "author",
    "version",
    "homepage",
    "repository",
    "tags",
    "min_version",
];

/// What keeps a site from being built.
const TOO_NEW: &str = "theme-too-new";

/// What is wrong with a `theme.yaml`, for the Yuimaru of this version (`0.1.0`): an error where it cannot be read or needs
/// a newer one. All else is a warning, for those who write a site cannot mend a theme of others.
#[must_use]
pub fn theme_problems(path: &Arc<str>, text: &Arc<str>, own_version: &str) -> Vec<Diagnostic> {
    let Diagnosed { value, diagnostics } = parse_file(path, text);
    let Some(root) = value else {
        return diagnostics;
    };
    let mut reader = Reader::new(path, text);
    read(&root, &mut reader, path, own_version);
    let found = reader.diagnostics.into_iter().map(|mut problem| {
        if problem.code != TOO_NEW {
            problem.severity = Severity::Warning;
        }
        problem
    });
    diagnostics.into_iter().chain(found).collect()
}

fn read(root: &Node, reader: &mut Reader<'_>, path: &str, own_version: &str) {
    if root.value == Value::Null {
        return;
    }
    let Some(entries) = reader.mapping(root, path, "name: …") else {
        return;
    };
    reader.refuse_unknown_keys(entries, THEME, "theme.yaml");
    for key in ["name", "description", "license"] {
        if let Some(node) = root.get(key) {
            reader.text(node, key, &format!("{key}: …"));
        }
    }
    if let Some(node) = root.get("languages") {
        const EXAMPLE: &str = "languages: [ja, en]";
        for language in reader.list(node, "languages", EXAMPLE).unwrap_or_default() {
            reader.text(language, "languages", EXAMPLE);
        }
    }
    if let Some(node) = root.get("yuimaru") {
        needed_version(reader, node, own_version);
    }
}

fn needed_version(reader: &mut Reader<'_>, node: &Node, own_version: &str) {
    const EXAMPLE: &str = "yuimaru: 0.1.0";
    let written = match &node.value {
        Value::String(text) => text.as_str(),
        // `0.1` is a number for YAML.
        Value::Int(_) | Value::Float(_) => reader.written(&node.span),
        _ => return reader.wrong_type(node, "yuimaru", "a version", EXAMPLE),
    };
    match (version(written), version(own_version)) {
        (None, _) => reader.error(
            "bad-version",
            node.span.clone(),
            format!("`{written}` is no version of Yuimaru"),
            format!("write the oldest one that the theme works with: `{EXAMPLE}`"),
        ),
        (Some(needed), Some(own)) if needed > own => reader.error(
            TOO_NEW,
            node.span.clone(),
            format!("the theme needs Yuimaru {written} or newer, and this is {own_version}"),
            "take a newer Yuimaru, or an older version of the theme",
        ),
        _ => {}
    }
}

/// `1.2.3`, of which what is left out is 0; what stands behind a hyphen is not compared.
fn version(written: &str) -> Option<[u32; 3]> {
    let numbers = written.trim().split('-').next()?;
    let mut version = [0; 3];
    for (at, number) in numbers.split('.').enumerate() {
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        *version.get_mut(at)? = number.parse().ok().filter(|_| is_number)?;
    }
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::{Severity, TOO_NEW, theme_problems};

    #[test]
    fn what_a_theme_says_of_itself() {
        for (text, expected) in [
            ("", &[][..]),
            (
                "name: own\ndescription: …\nlicense: MIT\nlanguages: [ja]\nyuimaru: 0.2.0\n",
                &[],
            ),
            (
                "author: {name: A}\nversion: 1.0\nhomepage: https://e.org\nrepository: https://e.org\n\
                 tags: [blog]\nmin_version: 0.41.0\n",
                &[],
            ),
            ("yuimaru: 0.2\n", &[]),
            ("yuimaru: 0\n", &[]),
            ("yuimaru: 0.2.0-dev\n", &[]),
            ("naem: own\n", &["unknown-key 0..4 did you mean `name`?"]),
            (
                "yuimaru: 0.10.0\n",
                &["theme-too-new 9..15 take a newer Yuimaru, or an older version of the theme"],
            ),
            (
                "yuimaru: 1\n",
                &["theme-too-new 9..10 take a newer Yuimaru, or an older version of the theme"],
            ),
            (
                "yuimaru: newest\n",
                &[
                    "bad-version 9..15 write the oldest one that the theme works with: `yuimaru: 0.1.0`",
                ],
            ),
            (
                "yuimaru: 0.+1\n",
                &[
                    "bad-version 9..13 write the oldest one that the theme works with: `yuimaru: 0.1.0`",
                ],
            ),
            (
                "yuimaru: [1]\n",
                &["wrong-type 9..12 write it like this: `yuimaru: 0.1.0`"],
            ),
            (
                "languages: ja\n",
                &["wrong-type 11..13 write it like this: `languages: [ja, en]`"],
            ),
            ("name: 5\n", &["wrong-type 6..7 put it in quotes: `\"5\"`"]),
            (
                "- name\n",
                &["wrong-type 0..6 write it like this: `name: …`"],
            ),
        ] {
            let found = theme_problems(&"themes/own/theme.yaml".into(), &text.into(), "0.2.1");
            for problem in &found {
                let is_error = problem.severity == Severity::Error;
                assert_eq!(is_error, problem.code == TOO_NEW, "{text}");
            }
            let found: Vec<String> = found
                .iter()
                .map(|problem| {
                    let span = problem.place.as_ref().map(|place| place.span.clone());
                    let help = problem.help.as_deref().unwrap_or_default();
                    format!("{} {:?} {help}", problem.code, span.unwrap_or_default())
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        let broken = theme_problems(&"t".into(), &"name: [\n".into(), "0.2.1");
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].severity, Severity::Error);
    }
}
