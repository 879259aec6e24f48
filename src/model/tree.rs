//! From files to keyed candidates: which page each file is, what it inherits, and whether it is in at this moment.

mod problems;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::Input;
use super::listing::Standing;
use super::path::{self, Classified};
use super::{HashMap, ParsedFacts, ParsedFile, Role, Unread, declared};
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Diagnostic};
use crate::parse::{Document, FrontMatter};
use crate::source::SourceFile;
use problems::{index_at_the_top, misnamed, orphan_facts, two_facts, two_files, unknown_language};

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
    pub(super) standing: Standing,
}

/// A key and its versions, one slot a language.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) key: Arc<str>,
    pub(super) versions: Vec<Option<Candidate>>,
}

/// All nodes, by key, each key once.
#[derive(Debug, Default)]
pub(super) struct Tree(pub(super) Vec<Node>);

impl Tree {
    /// Where a key stands, else where it would.
    pub(super) fn position(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|node| (*node.key).cmp(key))
    }

    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        Some(&self.0[self.position(key).ok()?])
    }
}

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
    /// Those whose `_index` exists and is not published now; pages too.
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

/// What one file says by itself.
struct Read {
    file: ParsedFile,
    place: Option<FilePlace>,
    /// What it gives, unless it is left out now.
    version: Option<Version>,
    diagnostics: Vec<Diagnostic>,
}

/// Which page in which language a file is. Key and folder are beginnings of its name.
struct FilePlace {
    key: usize,
    folder: usize,
    lang: Lang,
}

struct Version {
    front: Arc<FrontMatter>,
    title: Arc<str>,
    standing: Standing,
}

impl Read {
    fn beginning(&self, length: impl Fn(&FilePlace) -> usize) -> &str {
        let length = self.place.as_ref().map_or(0, length);
        self.file.source.name.get(..length).unwrap_or_default()
    }

    fn key(&self) -> &str {
        self.beginning(|place| place.key)
    }

    fn folder(&self) -> &str {
        self.beginning(|place| place.folder)
    }
}

/// Reads keys and languages from file names, merges facts, and leaves out what drafts and times leave out.
pub(super) fn plant(input: &Input<'_>, documents: Vec<ParsedFile>) -> Diagnosed<Planted> {
    let mut diagnostics = Vec::new();
    let config = &*input.config;
    let mut facts: HashMap<&str, &ParsedFacts> = HashMap::default();
    for file in &input.facts {
        diagnostics.extend(declared::taxonomies(config, &file.source, &file.front));
        diagnostics.extend(declared::languages(config, &file.source, &file.front));
        match facts.entry(path::facts_key(&file.source.name)) {
            Entry::Occupied(first) => {
                diagnostics.push(two_facts(first.key(), &file.source, &first.get().source));
            }
            Entry::Vacant(free) => {
                free.insert(file);
            }
        }
    }
    let read: Vec<Read> = documents
        .into_par_iter()
        .map(|file| read(input, &facts, file))
        .collect();
    let mut sections = SectionNotes::default();
    let tree = sort(config, read, &mut sections, &mut diagnostics);
    let unread = Unread::new(config, input.unread);
    check_facts(input, &facts, &tree, &unread, &mut diagnostics);
    for (key, facts) in in_order(input, &facts) {
        if role(key) != Role::Page && is_in(input, &facts.front) {
            sections.facts.insert(key.into(), facts.front.clone());
        }
    }
    let (there, empty): (Vec<Node>, Vec<Node>) = tree
        .0
        .into_iter()
        .partition(|node| node.versions.iter().any(Option::is_some));
    let tree = Tree(there);
    let mut unpublished: BTreeSet<Arc<str>> = empty.into_iter().map(|node| node.key).collect();
    unpublished.extend(
        unread
            .keys()
            .filter(|key| tree.get(key).is_none())
            .map(Arc::from),
    );
    Diagnosed {
        value: Planted {
            tree,
            unpublished,
            sections,
        },
        diagnostics,
    }
}

/// Facts files that are the first for their key, in the order of paths.
fn in_order<'a>(
    input: &'a Input<'_>,
    facts: &HashMap<&str, &ParsedFacts>,
) -> impl Iterator<Item = (&'a str, &'a ParsedFacts)> {
    input
        .facts
        .iter()
        .map(|file| (path::facts_key(&file.source.name), file))
        .filter(|(key, file)| {
            facts
                .get(key)
                .is_some_and(|first| std::ptr::eq(*first, *file))
        })
}

fn read(input: &Input<'_>, facts: &HashMap<&str, &ParsedFacts>, file: ParsedFile) -> Read {
    let config = &*input.config;
    let own = &file.document.front;
    let mut diagnostics = declared::taxonomies(config, &file.source, own);
    diagnostics.extend(declared::languages(config, &file.source, own));
    let (mut place, mut version) = (None, None);
    match path::classify(&file.source.name, config) {
        Classified::UnknownLanguage(suffix) => {
            diagnostics.push(unknown_language(config, &file.source, suffix));
        }
        Classified::Misnamed(base) => {
            diagnostics.push(misnamed(config, &file.source, base));
        }
        Classified::Document { key: "index", .. } => {
            diagnostics.push(index_at_the_top(&file.source));
        }
        Classified::Document { key, folder, lang } => {
            let front = match facts.get(key) {
                Some(facts) => Arc::new(FrontMatter::clone(own).over(&facts.front)),
                None => own.clone(),
            };
            place = Some(FilePlace {
                key: key.len(),
                folder: folder.len(),
                lang,
            });
            version = is_in(input, &front).then(|| Version {
                title: front
                    .title
                    .as_deref()
                    .unwrap_or_else(|| path::own_name(key))
                    .into(),
                standing: Standing::new(config, &front),
                front,
            });
        }
    }
    Read {
        file,
        place,
        version,
        diagnostics,
    }
}

/// Puts files under their keys, also those that are left out. Of two that are the same version, the first in the order
/// of paths stays.
fn sort(
    config: &Config,
    mut read: Vec<Read>,
    sections: &mut SectionNotes,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tree {
    read.retain_mut(|file| {
        diagnostics.append(&mut file.diagnostics);
        file.place.is_some()
    });
    // Nearly in order already, and stable: what is the same version stays in the order of paths.
    read.sort_by(|one, other| one.key().cmp(other.key()));
    let mut nodes: Vec<Node> = Vec::with_capacity(read.len() / config.languages.len() + 1);
    let mut firsts: Vec<Option<Arc<SourceFile>>> = vec![None; config.languages.len()];
    let mut folder: Arc<str> = Arc::default();
    for file in read {
        let Some(lang) = file.place.as_ref().map(|place| place.lang) else {
            continue;
        };
        let key = file.key();
        if nodes.last().is_none_or(|node| *node.key != *key) {
            firsts.fill(None);
            nodes.push(Node {
                key: key.into(),
                versions: vec![None; config.languages.len()],
            });
        }
        let Some(node) = nodes.last_mut() else {
            continue;
        };
        if let Some(first) = &firsts[lang.index()] {
            diagnostics.push(two_files(config, key, lang, &file.file.source, first));
            continue;
        }
        firsts[lang.index()] = Some(file.file.source.clone());
        if *folder != *file.folder() {
            folder = file.folder().into();
        }
        match file.version {
            Some(version) => {
                node.versions[lang.index()] = Some(Candidate {
                    lang,
                    text_lang: lang,
                    source: Some(file.file.source),
                    document: Some(file.file.document),
                    front: version.front,
                    folder: folder.clone(),
                    title: version.title,
                    standing: version.standing,
                });
            }
            None => {
                sections.held_back.insert((node.key.clone(), lang));
            }
        }
    }
    Tree(nodes)
}

/// Says which facts files speak of nothing that `tree` or `unread` has.
fn check_facts(
    input: &Input<'_>,
    facts: &HashMap<&str, &ParsedFacts>,
    tree: &Tree,
    unread: &Unread,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if facts.is_empty() {
        return;
    }
    let mut known: Vec<&str> = tree
        .0
        .iter()
        .map(|node| &*node.key)
        .chain(unread.keys())
        .collect();
    known.sort_unstable();
    known.dedup();
    for (key, facts) in in_order(input, facts) {
        let is_implied = || known.iter().any(|page| path::is_below(page, key));
        if known.binary_search(&key).is_err() && (role(key) == Role::Page || !is_implied()) {
            diagnostics.push(orphan_facts(key, &facts.source, &known));
        }
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
