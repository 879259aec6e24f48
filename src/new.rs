//! `yuimaru new`: a page in all languages, from an archetype.

mod archetype;
mod collision;
mod key;

use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use archetype::{Syntax, Values, fill};
use key::Key;

use crate::clock;
use crate::config::{self, Config, Lang};
use crate::diag::Strictness;
use crate::emit;
use crate::l10n::state::lock_path;
use crate::l10n::{LengthRatio, accept, texts};
use crate::outcome::{Failure, Outcome};
use crate::parse::document;
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
    let existing = existing(&sources, &key, &config);
    if !existing.is_empty() {
        return Err(usage(format!(
            "nothing was written, for this exists already:\n{}",
            existing.join("\n")
        )));
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

    let mut pages: Vec<(Lang, Arc<str>, Arc<str>)> = Vec::new();
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
        let page = fill(&archetype, Syntax::FrontMatter, &values);
        pages.push((lang, path.into(), page.as_str().into()));
    }
    let planned = pages.iter().map(|(_, path, text)| (path, text));
    collision::refuse(&options.root, &options.key, planned).map_err(usage)?;
    let mut report = String::new();
    for (_, path, page) in &pages {
        if let Err(error) = emit::create_new(&options.root.join(&**path), page.as_bytes()) {
            return Err(Outcome {
                report,
                ..Outcome::failed(error.into())
            });
        }
        report.push_str(path);
        report.push('\n');
    }
    for (path, lock) in locks(&config, &key, &pages) {
        if let Err(error) = emit::write_atomically(&options.root.join(path), lock.as_bytes()) {
            return Err(Outcome {
                report,
                ..Outcome::failed(error.into())
            });
        }
    }
    Ok(Outcome::done(report))
}

/// Path and text of the lock of each version but the origin's: they say the same as long as nobody writes anything.
fn locks(
    config: &Config,
    key: &Key,
    pages: &[(Lang, Arc<str>, Arc<str>)],
) -> Vec<(String, String)> {
    let options = document::Options::by_language(config);
    let blocks = |(lang, path, text): &(Lang, Arc<str>, Arc<str>)| {
        texts::blocks_of(config, &options, *lang, path, text)
    };
    let origin = config.l10n.origin;
    let Some(source) = pages.iter().find(|(lang, ..)| *lang == origin) else {
        return Vec::new();
    };
    let from = &config.language(origin).code;
    let source_blocks = blocks(source);
    let writing = |lang: Lang| config.language(lang).writing();
    pages
        .iter()
        .filter(|(lang, ..)| *lang != origin)
        .map(|page| {
            let ratio = LengthRatio::between(writing(origin), writing(page.0));
            let accepted = accept::first(from, &source.2, &source_blocks, &blocks(page), ratio);
            let code = &config.language(page.0).code;
            (lock_path(code, key.as_str()), accepted.lock.to_text())
        })
        .collect()
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

/// The text of an archetype: the site's, else an embedded one.
fn archetype(sources: &Sources, kind: &str) -> Result<Arc<str>, String> {
    let own = |file: &&Arc<source::SourceFile>| file.name.strip_suffix(".md") == Some(kind);
    if let Some(file) = sources.of(Kind::Archetype).find(own) {
        return file
            .text()
            .cloned()
            .ok_or_else(|| format!("{} cannot be read as text", file.path));
    }
    if let Some((_, text)) = EMBEDDED.iter().find(|(name, _)| *name == kind) {
        return Ok(Arc::from(*text));
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
