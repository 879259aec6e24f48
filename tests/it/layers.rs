//! The absences that the architecture rests on, read from the source text.
//!
//! Comments and test modules are left out: a test may look at anything.

use std::collections::BTreeSet;
use std::path::Path;

/// Module, and the modules that it may name. What stands later in the flow of data is in no list of what stands
/// before it. `source::Layer` allows that one name of a module.
const MAY_NAME: [(&str, &[&str]); 30] = [
    ("diag", &[]),
    ("clock", &[]),
    ("unicode", &[]),
    ("nearest", &[]),
    ("marker", &[]),
    ("stopwatch", &[]),
    ("yaml", &["diag", "nearest", "unicode"]),
    ("outcome", &["diag", "emit"]),
    ("config", &["diag", "marker", "nearest", "yaml", "unicode"]),
    (
        "source",
        &["diag", "marker", "nearest", "config", "unicode"],
    ),
    (
        "parse",
        &["diag", "nearest", "config", "yaml", "source", "unicode"],
    ),
    (
        "i18n",
        &["diag", "nearest", "config", "source::Layer", "unicode"],
    ),
    (
        "assets",
        &["diag", "config::has_scheme", "source", "unicode"],
    ),
    (
        "model",
        &[
            "diag", "nearest", "config", "unicode", "source", "parse", "i18n", "assets",
        ],
    ),
    (
        "l10n",
        &[
            "diag", "nearest", "unicode", "yaml", "config", "source", "parse", "i18n", "model",
        ],
    ),
    (
        "render",
        &[
            "diag", "nearest", "unicode", "config", "source", "parse", "i18n", "assets", "model",
            "l10n",
        ],
    ),
    ("emit", &["diag", "marker", "unicode"]),
    ("schema", &["config", "parse"]),
    (
        "project",
        &[
            "diag",
            "clock",
            "stopwatch",
            "nearest",
            "yaml",
            "config",
            "source",
            "parse",
            "i18n",
            "assets",
            "model",
            "l10n",
            "render",
            "emit",
        ],
    ),
    ("build", &["diag", "outcome", "project"]),
    // What it looks at is the site as a whole and its finished pages.
    (
        "check",
        &[
            "diag",
            "outcome",
            "project",
            "config",
            "model",
            "l10n",
            "render",
            "source::git",
            // What browsers know of elements.
            "parse::elements",
        ],
    ),
    // What it serves is one route of a site at a time.
    (
        "serve",
        &[
            "diag",
            "unicode",
            "outcome",
            "project",
            "source::watch",
            "assets",
            "model",
            "render",
        ],
    ),
    (
        "new",
        &[
            "clock", "unicode", "diag", "outcome", "config", "source", "parse", "l10n", "emit",
            // With the page that it is going to write.
            "model", "project",
        ],
    ),
    (
        "init",
        &["clock", "outcome", "new", "schema", "source", "emit"],
    ),
    (
        "status",
        &[
            "clock",
            "diag",
            "outcome",
            "project",
            "config",
            "model",
            "l10n",
            "source::git",
        ],
    ),
    (
        "diff",
        &[
            "diag",
            "outcome",
            "project",
            "config",
            "model",
            "l10n",
            "source::git",
        ],
    ),
    (
        "accept",
        &[
            "diag", "outcome", "project", "config", "model", "l10n", "emit",
        ],
    ),
    (
        "adopt",
        &[
            "diag",
            "outcome",
            "project",
            "config",
            "model",
            "l10n",
            "source::git",
            "emit",
        ],
    ),
    (
        "cli",
        &[
            "diag", "outcome", "project", "build", "serve", "check", "status", "diff", "accept",
            "adopt", "new", "init", "schema",
        ],
    ),
    // The crate's root holds modules alone.
    ("lib", &[]),
];

/// A library, and the only modules that know it.
const KNOWN_ONLY_TO: [(&str, &[&str]); 14] = [
    ("serde_yaml", &["yaml"]),
    ("annotate_snippets", &["diag"]),
    ("similar", &["l10n"]),
    ("walkdir", &["source", "emit"]),
    ("notify", &["source"]),
    ("pulldown_cmark", &["parse"]),
    ("tree_sitter", &["parse"]),
    ("fluent", &["i18n"]),
    ("fluent_syntax", &["i18n"]),
    ("tera", &["render"]),
    ("clap", &["cli"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("mime_guess", &["serve"]),
];

const TOUCH_THE_DISK: [&str; 3] = ["source", "assets", "emit"];

/// A source file without its comments and test modules.
struct Source {
    path: String,
    /// The module at the top of its path: `diag` for `src/diag/print.rs`.
    module: String,
    /// How many `super::` lead from it to the crate's root.
    depth: usize,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources: Vec<Source> = walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
        })
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            source(path, &text)
        })
        .filter(|source| !source.path.ends_with("/tests.rs") && !source.path.contains("/tests/"))
        .collect();
    // The binary is another crate, and only calls into this one.
    sources.retain(|source| source.path != "main.rs");
    assert!(sources.len() > 20, "src/ was not found");
    sources
}

fn source(path: String, text: &str) -> Source {
    let segments: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let module = segments[0].to_owned();
    let depth = if module == "lib" { 0 } else { segments.len() };
    Source {
        module,
        depth,
        code: code(text),
        path,
    }
}

/// The text without `//` comments at the start of a line and without inline test modules.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let is_test = line.trim() == "#[cfg(test)]";
        if is_test
            && lines
                .peek()
                .is_some_and(|next| next.contains("mod ") && next.ends_with('{'))
        {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            lines.by_ref().find(|line| *line == end);
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// All paths in the code that begin with `prefix` (`crate::`), without it, with groups taken apart.
fn paths(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let is_word_start = !code[..at]
            .ends_with(|char: char| char.is_alphanumeric() || char == '_' || char == ':');
        if is_word_start {
            expand(&code[at + prefix.len()..], "", &mut found);
        }
    }
    found
}

/// Reads `a::b`, `a::{b, c::d}` or `{…}` at the start of `text`, and says where it ends.
fn expand(text: &str, before: &str, found: &mut BTreeSet<String>) -> usize {
    let mut at = 0;
    let mut path = before.to_owned();
    loop {
        let rest = &text[at..];
        if rest.starts_with('{') {
            at += 1;
            loop {
                at +=
                    text[at..].len() - text[at..].trim_start_matches([',', ' ', '\n', '\t']).len();
                if at >= text.len() {
                    return at;
                }
                if text[at..].starts_with('}') {
                    return at + 1;
                }
                let read = expand(&text[at..], &path, found);
                at += read;
                // `as name`, or what this does not understand.
                at += text[at..].find([',', '}']).unwrap_or(text.len() - at);
            }
        }
        let word: String = rest
            .chars()
            .take_while(|char| char.is_alphanumeric() || *char == '_' || *char == '*')
            .collect();
        at += word.len();
        path.push_str(&word);
        if !word.is_empty() && text[at..].starts_with("::") {
            at += 2;
            path.push_str("::");
        } else {
            found.insert(path.trim_end_matches("::").to_owned());
            return at;
        }
    }
}

/// An item without `pub`, `pub(crate)` and the like.
fn without_visibility(item: &str) -> &str {
    let Some(rest) = item.strip_prefix("pub") else {
        return item;
    };
    let after_scope = rest
        .strip_prefix('(')
        .and_then(|scope| scope.split_once(')'));
    after_scope.map_or(rest, |(_, rest)| rest).trim_start()
}

/// Whether `path` is `name` or below it.
fn is_below(path: &str, name: &str) -> bool {
    path.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[track_caller]
fn assert_none(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn modules_name_only_what_stands_before_them() {
    let mut violations = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_NAME.iter().find(|(module, _)| *module == source.module)
        else {
            violations.push(format!(
                "src/{}: `{}` is not in the table",
                source.path, source.module
            ));
            continue;
        };
        let mut named = paths(&source.code, "crate::");
        if source.depth > 0 {
            named.extend(paths(&source.code, &"super::".repeat(source.depth)));
        }
        for path in named {
            let is_allowed =
                is_below(&path, &source.module) || allowed.iter().any(|name| is_below(&path, name));
            if !is_allowed {
                violations.push(format!(
                    "src/{}: {} may not name crate::{path}",
                    source.path, source.module
                ));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn the_table_has_no_cycle() {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    loop {
        let next: Vec<&str> = MAY_NAME
            .iter()
            .filter(|(module, names)| {
                !known.contains(module)
                    && names
                        .iter()
                        .all(|name| known.contains(name.split("::").next().unwrap()))
            })
            .map(|(module, _)| *module)
            .collect();
        if next.is_empty() {
            break;
        }
        known.extend(next);
    }
    let in_cycle = MAY_NAME
        .iter()
        .filter(|(module, _)| !known.contains(module));
    assert_none(
        in_cycle
            .map(|(module, _)| format!("{module} depends on itself"))
            .collect(),
    );
}

#[test]
fn only_three_modules_touch_the_disk() {
    let mut violations = Vec::new();
    for source in sources() {
        let mut named = paths(&source.code, "std::");
        named.extend(paths(&source.code, "rustix::"));
        if named.iter().any(|path| is_below(path, "fs"))
            && !TOUCH_THE_DISK.contains(&source.module.as_str())
        {
            violations.push(format!("src/{} names std::fs", source.path));
        }
    }
    assert_none(violations);
}

#[test]
fn libraries_are_known_to_their_module_alone() {
    let mut violations = Vec::new();
    for source in sources() {
        for (library, modules) in KNOWN_ONLY_TO {
            let is_named = !paths(&source.code, &format!("{library}::")).is_empty();
            if is_named && !modules.contains(&source.module.as_str()) {
                violations.push(format!("src/{} names {library}", source.path));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn no_state_in_statics_and_no_lock_around_the_model() {
    let mut violations = Vec::new();
    for source in sources() {
        for line in source.code.lines() {
            let item = without_visibility(line.trim_start());
            if item.starts_with("static ")
                || line.contains("thread_local!")
                || line.contains("lazy_static")
            {
                violations.push(format!("src/{}: {}", source.path, line.trim()));
            }
            let has_lock = ["Mutex", "RwLock", "RefCell"]
                .iter()
                .any(|lock| line.contains(lock));
            if source.module == "model" && has_lock {
                violations.push(format!("src/{}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn nothing_changes_a_page() {
    let mut violations = Vec::new();
    for source in sources() {
        for (at, _) in source.code.match_indices("&mut ") {
            let kind: String = source.code[at + 5..]
                .chars()
                .take_while(|char| char.is_alphanumeric() || "_:".contains(*char))
                .collect();
            if kind.rsplit("::").next() == Some("Page") {
                violations.push(format!("src/{}: &mut {kind}", source.path));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let rows: [(&str, &[&str]); 7] = [
        ("use crate::diag;", &["diag"]),
        (
            "use crate::diag::{self, Diagnostic as D, print::{json, human}};",
            &[
                "diag::Diagnostic",
                "diag::print::human",
                "diag::print::json",
                "diag::self",
            ],
        ),
        (
            "use crate::{\n    emit,\n    source::Layer,\n};",
            &["emit", "source::Layer"],
        ),
        ("crate::diag::sort(&mut x)", &["diag::sort"]),
        ("pub(in crate::x) use crate::y::*;", &["x", "y::*"]),
        ("$crate::z mycrate::w", &["z"]),
        (
            "// crate::a\n    /// [`crate::b`]\n#[cfg(test)]\nmod tests {\n    use crate::c;\n}\nuse crate::d;\n",
            &["d"],
        ),
    ];
    for (text, expected) in rows {
        let found: Vec<String> = paths(&code(text), "crate::").into_iter().collect();
        assert_eq!(found, expected, "{text}");
    }
    let nested = source("a/b.rs".to_owned(), "use super::c; use super::super::d;");
    assert_eq!(
        paths(&nested.code, &"super::".repeat(nested.depth)),
        BTreeSet::from(["d".to_owned()])
    );
}
