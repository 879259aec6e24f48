//! From files to keyed candidates: which page each file is, what it inherits, and whether it is in at this moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assemble::Input;
use super::declared;
use super::path::{self, Classified};
use super::{Role, Unread};
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::parse::{Document, FrontMatter};
use crate::source::SourceFile;

/// A language version before its place in the site is known.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) lang: Lang,
    pub(super) text_lang: Lang,
    pub(super) source: Option<Arc<SourceFile>>,
    pub(super) document: Option<Arc<Document>>,
    pub(super) front: Arc<FrontMatter>,
    pub(super) folder: Arc<str>,
    pub(super) title: Arc<str>,
}

/// The versions of each key, one slot a language.
pub(super) type Tree = BTreeMap<Arc<str>, Vec<Option<Candidate>>>;

/// The tree, and the keys of which nothing is published now.
pub(super) struct Planted {
    pub(super) tree: Tree,
    pub(super) unpublished: BTreeSet<Arc<str>>,
    pub(super) sections: SectionNotes,
}

/// What is known of sections that have no `_index` in the tree and that their pages imply.
#[derive(Debug, Default)]
pub(super) struct SectionNotes {
    /// What facts files say, by key: every language inherits it, with or without an `_index`.
    pub(super) facts: BTreeMap<Arc<str>, Arc<FrontMatter>>,
    /// Those whose `_index` exists and is not published now.
    pub(super) held_back: BTreeSet<(Arc<str>, Lang)>,
}

/// What a key names.
pub(super) fn role(key: &str) -> Role {
    match key {
        "_index" => Role::Home,
        key if key.ends_with("/_index") => Role::Section,
        _ => Role::Page,
    }
}

/// Reads keys and languages from file names, merges facts, and leaves out what drafts and times leave out.
pub(super) fn plant(input: &Input<'_>) -> Diagnosed<Planted> {
    let mut diagnostics = Vec::new();
    let config = &*input.config;
    let mut facts: BTreeMap<String, &super::assemble::ParsedFacts> = BTreeMap::new();
    for file in &input.facts {
        let key = path::facts_key(&file.source.name);
        if let Some(first) = facts.get(&key) {
            diagnostics.push(two_facts(&key, &file.source, &first.source));
        } else {
            facts.insert(key, file);
        }
    }
    let mut known: BTreeMap<Arc<str>, Vec<Option<Arc<SourceFile>>>> = BTreeMap::new();
    let unread = Unread::new(config, input.unread);
    let mut tree = Tree::new();
    let mut held_back = BTreeSet::new();
    for facts in &input.facts {
        diagnostics.extend(declared::taxonomies(config, &facts.source, &facts.front));
    }
    for file in &input.documents {
        diagnostics.extend(declared::taxonomies(
            config,
            &file.source,
            &file.document.front,
        ));
        let (key, folder, lang) = match path::classify(&file.source.name, config) {
            Classified::Document { key, folder, lang } => {
                (Arc::<str>::from(key), Arc::<str>::from(folder), lang)
            }
            Classified::UnknownLanguage(suffix) => {
                diagnostics.push(unknown_language(config, &file.source, &suffix));
                continue;
            }
        };
        if &*key == "index" {
            diagnostics.push(index_at_the_top(&file.source));
            continue;
        }
        let slots = known
            .entry(key.clone())
            .or_insert_with(|| vec![None; config.languages.len()]);
        if let Some(first) = &slots[lang.index()] {
            diagnostics.push(two_files(config, &key, lang, &file.source, first));
            continue;
        }
        slots[lang.index()] = Some(file.source.clone());
        let own = &file.document.front;
        let front = match facts.get(&*key) {
            Some(facts) => Arc::new(FrontMatter::clone(own).over(&facts.front)),
            None => own.clone(),
        };
        if !is_in(input, &front) {
            if role(&key) != Role::Page {
                held_back.insert((key, lang));
            }
            continue;
        }
        let title = front
            .title
            .as_deref()
            .unwrap_or_else(|| path::own_name(&key))
            .into();
        let candidate = Candidate {
            lang,
            text_lang: lang,
            source: Some(file.source.clone()),
            document: Some(file.document.clone()),
            front,
            folder,
            title,
        };
        tree.entry(key)
            .or_insert_with(|| vec![None; config.languages.len()])[lang.index()] = Some(candidate);
    }
    for key in unread.keys() {
        known.entry(key.into()).or_default();
    }
    let section_facts: BTreeMap<Arc<str>, Arc<FrontMatter>> = facts
        .iter()
        .filter(|(key, facts)| role(key) != Role::Page && is_in(input, &facts.front))
        .map(|(key, facts)| (key.as_str().into(), facts.front.clone()))
        .collect();
    for (key, facts) in &facts {
        let is_implied = || known.keys().any(|page| path::is_below(page, key));
        if !known.contains_key(key.as_str()) && (role(key) == Role::Page || !is_implied()) {
            diagnostics.push(orphan_facts(key, &facts.source, &known));
        }
    }
    let unpublished = known
        .into_keys()
        .filter(|key| !tree.contains_key(key))
        .collect();
    Diagnosed {
        value: Planted {
            tree,
            unpublished,
            sections: SectionNotes {
                facts: section_facts,
                held_back,
            },
        },
        diagnostics,
    }
}

fn is_in(input: &Input<'_>, front: &FrontMatter) -> bool {
    let zone = &input.config.timezone;
    let drafted = front.draft == Some(true) && !input.drafts;
    let early = !input.future
        && front
            .publish
            .is_some_and(|moment| moment.instant(zone) > input.now);
    let late = front
        .expires
        .is_some_and(|moment| moment.instant(zone) <= input.now);
    !(drafted || early || late)
}

fn unknown_language(config: &Config, source: &SourceFile, suffix: &str) -> Diagnostic {
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let nearest = crate::nearest::nearest(suffix, codes.iter().copied());
    let file = path::split_folder(&source.name).1;
    let base = file.strip_suffix(&format!(".{suffix}.md")).unwrap_or(file);
    let advice = match nearest {
        Some(code) => {
            format!(
                "name the file `{base}.{code}.md`, or add `{suffix}` to `languages` in site.yaml"
            )
        }
        None => format!(
            "use one of {}, or add `{suffix}` to `languages` in site.yaml",
            codes.join(", ")
        ),
    };
    Diagnostic::error(
        "unknown-language",
        format!("the site has no language `{suffix}`"),
    )
    .in_file(source.path.clone())
    .help(advice)
}

fn index_at_the_top(source: &SourceFile) -> Diagnostic {
    Diagnostic::error(
        "index-at-the-top",
        "`index` makes a page of its folder, and content/ itself is no page",
    )
    .in_file(source.path.clone())
    .help("name the home page `_index`, with the language: `_index.ja.md`")
}

fn two_files(
    config: &Config,
    key: &str,
    lang: Lang,
    source: &SourceFile,
    first: &SourceFile,
) -> Diagnostic {
    let code = &config.language(lang).code;
    let other = Place {
        path: first.path.clone(),
        text: None,
        span: 0..0,
        label: "the first".to_owned(),
    };
    Diagnostic::error(
        "two-files",
        format!(
            "two files are the page `{key}` in `{code}`: this one and {}",
            first.path
        ),
    )
    .in_file(source.path.clone())
    .related(other)
    .help("keep one of them, or give one another name")
}

fn two_facts(key: &str, source: &SourceFile, first: &SourceFile) -> Diagnostic {
    let first = &first.path;
    Diagnostic::error(
        "two-files",
        format!("two facts files speak of the page `{key}`: this one and {first}"),
    )
    .in_file(source.path.clone())
    .help("move what they say into one of them, and delete the other")
}

fn orphan_facts(
    key: &str,
    source: &SourceFile,
    known: &BTreeMap<Arc<str>, Vec<Option<Arc<SourceFile>>>>,
) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        "orphan-facts",
        format!("no page `{key}` exists for this facts file"),
    )
    .in_file(source.path.clone());
    match crate::nearest::nearest(key, known.keys().map(|key| &**key)) {
        Some(near) => diagnostic.help(format!(
            "there is a page `{near}`; name the facts file like the page, or remove it"
        )),
        None => diagnostic
            .help("name it like its page, or put data that is no page's below content/_data/"),
    }
}
