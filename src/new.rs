//! `yuimaru new`: a page in all languages, from an archetype.

mod archetype;
mod key;
mod locks;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use archetype::{Syntax, Values, fill};
use key::Key;
pub(crate) use locks::locks_of;
use locks::{NewPage, locks};

use crate::clock;
use crate::config::{self, Config, Lang};
use crate::diag::Strictness;
use crate::emit;
use crate::l10n::lock::Lock;
use crate::outcome::{Failure, Outcome};
use crate::source::{self, Kind, ScanOptions, Sources};

/// Archetypes for sites that have none of their own, those that `init` writes.
const EMBEDDED: [(&str, &str); 2] = [
    ("page", include_str!("init/starter/archetypes/page.md")),
    (
        "section",
        include_str!("init/starter/archetypes/section.md"),
    ),
];

/// What to write.
#[derive(Debug, Clone)]
pub struct NewOptions {
    /// The folder that holds `site.yaml`.
    pub root: PathBuf,
    /// The page's key as typed.
    pub key: String,
    /// The archetype; `page` or `section` by the key where there is none.
    pub kind: Option<String>,
    /// The title in every language; made from the key where there is none.
    pub title: Option<String>,
}

/// Writes the page, or nothing.
pub fn run(options: &NewOptions) -> Outcome {
    write(options).unwrap_or_else(|outcome| outcome)
}

fn write(options: &NewOptions) -> Result<Outcome, Outcome> {
    let usage = |message: String| Outcome::failed(Failure::Usage(message));
    let scanned = source::scan(
        &options.root,
        &ScanOptions {
            theme: "default".to_owned(),
            lets_go_of_texts: true,
            out: None,
        },
        None,
        &|_| {},
    );
    let sources = scanned.value;
    let Some(site) = sources.of(Kind::Config).next() else {
        return Err(usage(format!(
            "there is no site.yaml in {}\nname the site's folder with --root, or make a site with `yuimaru init`",
            options.root.display()
        )));
    };
    let Some(text) = site.text() else {
        return Err(Outcome::found(scanned.diagnostics, Strictness::Lenient));
    };
    let config = config::load(&site.path, text)
        .map_err(|diagnostics| Outcome::found(diagnostics, Strictness::Lenient))?
        .value;
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let key = Key::parse(&options.key, &codes).map_err(usage)?;
    if let Some(kind) = &options.kind {
        check_kind(kind).map_err(usage)?;
    }
    let archetype =
        archetype(&sources, options.kind.as_deref().unwrap_or(key.kind())).map_err(usage)?;
    if let Some(title) = &options.title {
        check_title(title).map_err(usage)?;
    }
    let now = clock::now().map_err(|problem| usage(problem.to_string()))?;
    let date = now
        .to_zoned_datetime(config.timezone.clone())
        .date()
        .to_string();

    let mut pages: Vec<NewPage> = Vec::new();
    for lang in config.langs() {
        let code = &config.language(lang).code;
        let title = options
            .title
            .clone()
            .unwrap_or_else(|| default_title(&key, &config, lang));
        let values = Values {
            title: &title,
            date: &date,
            lang: code,
        };
        let path = format!("content/{}.{code}.md", key.as_str());
        let page = fill(&archetype.text, Syntax::FrontMatter, &values);
        pages.push((lang, path.into(), page.as_str().into()));
    }
    let locks = locks(&config, key.as_str(), &pages);
    let existing = existing(&sources, &key, &config);
    let (left_over, locks): (Vec<_>, Vec<_>) = locks
        .into_iter()
        .partition(|(path, _)| existing.is_empty() && is_lock(&sources, path));
    refuse_existing(&options.root, existing, &pages, &locks).map_err(usage)?;
    let planned = pages.iter().map(|(_, path, text)| (path, text));
    let diagnostics =
        trial::run(&options.root, &options.key, &archetype.name, planned).map_err(usage)?;

    let of_pages = pages
        .iter()
        .map(|(_, path, text)| (&**path, text.as_bytes()));
    let of_locks = locks
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()));
    let files: Vec<(&str, &[u8])> = of_pages.chain(of_locks).collect();
    let failed = |error: emit::EmitError| Outcome::failed(error.into());
    // First, for a lock of no page does no harm, and a page whose locks are another's does.
    for (path, text) in &left_over {
        emit::write_atomically(&options.root.join(path), text.as_bytes()).map_err(failed)?;
    }
    emit::create_together(&options.root, &files).map_err(failed)?;
    let mut report: String = pages
        .iter()
        .map(|(_, path, _)| format!("{path}\n"))
        .collect();
    for (path, _) in &left_over {
        report.push_str(&format!(
            "{path} was left of a page that is gone, and is written anew\n"
        ));
    }
    Ok(Outcome {
        diagnostics,
        ..Outcome::done(report)
    })
}

/// Whether a lock as we write them lies at `path`, and not a text of somebody's own.
fn is_lock(sources: &Sources, path: &str) -> bool {
    let file = sources.of(Kind::Lock).find(|file| &*file.path == path);
    let text = file.and_then(|file| Some((&file.path, file.text()?)));
    text.is_some_and(|(path, text)| Lock::parse(path, text).is_ok())
}

/// Source paths that have the key's address in any language, or one that differs from it by case alone.
fn existing(sources: &Sources, key: &Key, config: &Config) -> Vec<String> {
    let mut taken = Vec::new();
    for stem in key.stems() {
        let stem = stem.to_lowercase();
        taken.push(format!("{stem}.md"));
        taken.extend(
            config
                .languages
                .iter()
                .map(|language| format!("{stem}.{}.md", language.code)),
        );
    }
    sources
        .of(Kind::Page)
        .filter(|file| taken.contains(&file.name.to_lowercase()))
        .map(|file| file.path.to_string())
        .collect()
}

/// Refuses what would take the place of something else. That of a file on the disk the site may not know: a folder, or a
/// symlink that leads to nothing.
fn refuse_existing(
    root: &Path,
    mut existing: Vec<String>,
    pages: &[NewPage],
    locks: &[(String, String)],
) -> Result<(), String> {
    let of_pages = emit::taken(root, pages.iter().map(|(_, path, _)| &**path));
    for path in of_pages {
        if !existing.iter().any(|existing| existing == path) {
            existing.push(path.to_owned());
        }
    }
    let of_locks = emit::taken(root, locks.iter().map(|(path, _)| path.as_str()));
    let help = match of_locks.is_empty() {
        true => "",
        false => {
            "\nlocks are of translations that were accepted under this key, of a page that is gone for instance: delete them, or write another key"
        }
    };
    existing.extend(of_locks.into_iter().map(str::to_owned));
    if existing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "nothing was written, for this exists already:\n{}{help}",
        existing.join("\n")
    ))
}

/// What pages are made from.
struct Archetype {
    /// The file, or what an embedded one is called.
    name: String,
    text: Arc<str>,
}

/// An archetype: the site's, else an embedded one.
fn archetype(sources: &Sources, kind: &str) -> Result<Archetype, String> {
    let own = |file: &&Arc<source::SourceFile>| file.name.strip_suffix(".md") == Some(kind);
    if let Some(file) = sources.of(Kind::Archetype).find(own) {
        let text = file.text().cloned();
        return Ok(Archetype {
            name: file.path.to_string(),
            text: text.ok_or_else(|| format!("{} cannot be read as text", file.path))?,
        });
    }
    if let Some((_, text)) = EMBEDDED.iter().find(|(name, _)| *name == kind) {
        return Ok(Archetype {
            name: format!("the archetype `{kind}`"),
            text: Arc::from(*text),
        });
    }
    let mut kinds: Vec<&str> = sources
        .of(Kind::Archetype)
        .filter_map(|file| file.name.strip_suffix(".md"))
        .chain(EMBEDDED.iter().map(|(name, _)| *name))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    Err(format!(
        "there is no archetype {kind:?}\nwrite archetypes/{kind}.md, or use one of: {}",
        kinds.join(", ")
    ))
}

/// The name of a file in one folder, which this is not to be led out of.
fn check_kind(kind: &str) -> Result<(), String> {
    let refuse = |help: &str| {
        Err(format!(
            "{kind:?} cannot be the name of an archetype\n{help}"
        ))
    };
    let is_name = |kind: &str| {
        !kind.trim().is_empty()
            && !kind.starts_with('.')
            && !kind.contains(|char: char| char.is_control() || r"/\".contains(char))
    };
    match kind.strip_suffix(".md") {
        Some(bare) if is_name(bare) => refuse(&format!("write {bare}, without .md")),
        None if is_name(kind) => Ok(()),
        _ => refuse("write the name of a file in archetypes/, without .md"),
    }
}

fn check_title(title: &str) -> Result<(), String> {
    if title.trim().is_empty() {
        Err("the title is empty".to_owned())
    } else if title.chars().any(char::is_control) {
        Err("the title holds a line break or another control character".to_owned())
    } else {
        Ok(())
    }
}

/// The last segment of the key as words; the site's own title for its home page.
fn default_title(key: &Key, config: &Config, lang: Lang) -> String {
    let Some(segment) = key.last_segment() else {
        return config
            .text_for(&config.title, lang)
            .unwrap_or("Home")
            .to_owned();
    };
    let words = segment.replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => segment.to_owned(),
    }
}
