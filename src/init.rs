//! `yuimaru init`: a site that builds at once, in a new or empty folder.

use std::collections::BTreeSet;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use crate::clock;
use crate::emit;
use crate::new::{Syntax, Values, fill, locks_of};
use crate::outcome::{Failure, Outcome};
use crate::schema;
use crate::source::folder;

/// The site that is written. Dates are that of the day.
const STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/init/starter");

/// Names at its top that begin with a dot once they are written: under that name they would be ours.
const DOTTED: [&str; 3] = ["gitignore", "github", "gitlab-ci.yml"];

/// What is in there git runs.
const PROGRAMS: &str = "hooks/";

/// Writes the starter site into `dir`. Nothing that is there is overwritten.
pub fn run(dir: &Path) -> Outcome {
    write(dir).unwrap_or_else(Outcome::failed)
}

fn write(dir: &Path) -> Result<Outcome, Failure> {
    let names = folder::names(dir)
        .map_err(|error| Failure::Usage(format!("{} cannot be used: {error}", dir.display())))?;
    if let Some(name) = names.iter().find(|name| !name.starts_with('.')) {
        return Err(Failure::Usage(format!(
            "{} is not empty: it holds {name}\nname a new or empty folder; files that begin with a dot may be there",
            dir.display(),
        )));
    }
    let now = clock::now().map_err(|problem| Failure::Usage(problem.to_string()))?;
    let date = now
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date()
        .to_string();
    let mut files = starter(&date);
    let schemas = [("site", schema::site()), ("page", schema::page())];
    files.extend(schemas.map(|(name, schema)| {
        (
            format!("schemas/{name}.schema.json"),
            format!("{schema:#}\n").into_bytes(),
        )
    }));
    files.extend(locks(&files));
    files.sort();
    // What a version control system and its host were told already is the owner's word.
    let top = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let kept: BTreeSet<String> = files
        .iter()
        .map(|(path, _)| top(path))
        .filter(|name| names.contains(name))
        .collect();
    files.retain(|(path, _)| !kept.contains(&top(path)));
    for (path, bytes) in &files {
        let create = match path.starts_with(PROGRAMS) {
            true => emit::create_new_program,
            false => emit::create_new,
        };
        create(&dir.join(path), bytes)?;
    }
    let mut report = format!("{} files of a new site in {}\n", files.len(), dir.display());
    for name in &kept {
        report += &match name.as_str() {
            ".gitignore" => {
                "your .gitignore is unchanged: add the line /public/ to it\n".to_owned()
            }
            _ => format!("your {name} is unchanged\n"),
        };
    }
    report.push_str("next: set title and base_url in site.yaml, then run `yuimaru build` there\n");
    Ok(Outcome::done(report))
}

/// Path and bytes of every file, in the order of their paths.
fn starter(date: &str) -> Vec<(String, Vec<u8>)> {
    fn collect(dir: &Dir<'_>, into: &mut Vec<(String, Vec<u8>)>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => collect(dir, into),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    into.push((path, file.contents().to_vec()));
                }
            }
        }
    }
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    for (path, bytes) in &mut files {
        if DOTTED.contains(&path.split('/').next().unwrap_or_default()) {
            path.insert(0, '.');
        } else if path.starts_with("content/") && path.ends_with(".yaml") {
            let values = Values {
                title: "",
                date,
                lang: "",
            };
            *bytes = fill(&String::from_utf8_lossy(bytes), Syntax::Yaml, &values).into_bytes();
        }
    }
    files.sort();
    files
}

/// Path and bytes of the locks of the pages among the files: no translation is one that nobody has looked at.
fn locks(files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let texts = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)));
    let Some((_, site)) = texts.clone().find(|(path, _)| *path == "site.yaml") else {
        return Vec::new();
    };
    let pages = texts.filter(|(path, _)| path.starts_with("content/") && path.ends_with(".md"));
    let locks = locks_of(site, pages).into_iter();
    locks
        .map(|(path, text)| (path, text.into_bytes()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_speaks_three_languages_and_holds_no_placeholder_outside_of_archetypes() {
        let files = starter("2012-01-19");
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        for stem in ["_index", "about", "news/_index", "news/welcome"] {
            for lang in ["ja", "zh", "en"] {
                let path = format!("content/{stem}.{lang}.md");
                assert!(paths.contains(&path.as_str()), "{path} in {paths:?}");
            }
        }
        assert!(
            paths.contains(&".gitignore") && paths.contains(&"site.yaml"),
            "{paths:?}"
        );
        for (path, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(
                path.starts_with("archetypes/") || !text.contains("{{ "),
                "{path}"
            );
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        }
    }
}
