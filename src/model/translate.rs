//! What stands in for a translation that does not exist, and the sections that pages imply.

use std::sync::Arc;

use super::address::{Paths, parents};
use super::listing::Standing;
use super::tree::{Candidate, Node, SectionNotes, Tree, role};
use super::{Entries, Entry, HashMap, Page, PageId, Role, path};
use crate::config::{Config, Lang, Missing};
use crate::diag::{Diagnosed, Diagnostic};
use crate::parse::FrontMatter;

/// A page as a list of one language shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The page.
    pub page: PageId,
    /// Whether it is another language's, listed because there is no translation.
    pub foreign: bool,
}

/// The language of the version that others are translated from: the one that the page names (`l10n.origin`), else the
/// site's origin, else the default language's, else the
/// first there is. A section that only its pages imply is translated from nothing while a file makes it elsewhere.
fn origin(config: &Config, versions: &[Option<Candidate>]) -> Option<Lang> {
    let first = |has: &dyn Fn(&Candidate) -> bool| {
        [config.l10n.origin, config.default_language]
            .into_iter()
            .chain(config.langs())
            .find(|lang| versions[lang.index()].as_ref().is_some_and(has))
    };
    let named = versions
        .iter()
        .flatten()
        .find_map(|candidate| candidate.front.l10n.as_ref()?.origin.as_ref())
        .and_then(|origin| config.lang(&origin.value))
        .filter(|lang| {
            let version = versions[lang.index()].as_ref();
            version.is_some_and(|candidate| candidate.source.is_some())
        });
    named
        .or_else(|| first(&|candidate| candidate.source.is_some()))
        .or_else(|| first(&|_| true))
}

/// The policies for missing translations of one tree. Few pages have one of their own, so sections are asked once.
struct Policies<'a> {
    config: &'a Config,
    tree: &'a Tree,
    notes: &'a SectionNotes,
    /// By the folder of the section.
    sections: HashMap<&'a str, Missing>,
}

impl<'a> Policies<'a> {
    fn new(config: &'a Config, tree: &'a Tree, notes: &'a SectionNotes) -> Self {
        Policies {
            config,
            tree,
            notes,
            sections: HashMap::default(),
        }
    }

    /// The policy for a key: its own, else that of the nearest section that has one, else the site's.
    fn of(&mut self, node: &'a Node) -> Missing {
        let own = self.own(&node.key, Some(node));
        own.unwrap_or_else(|| match path::parent_folder(&node.key) {
            Some(folder) => self.of_section(folder),
            None => self.config.missing,
        })
    }

    fn of_section(&mut self, folder: &'a str) -> Missing {
        if let Some(known) = self.sections.get(folder) {
            return *known;
        }
        let mut below: Vec<&str> = Vec::new();
        let mut found = None;
        for folder in path::upwards(folder) {
            below.push(folder);
            let key = path::section_key(folder);
            found = self.own(&key, self.tree.get(&key));
            if found.is_some() {
                break;
            }
        }
        let found = found.unwrap_or(self.config.missing);
        self.sections
            .extend(below.into_iter().map(|folder| (folder, found)));
        found
    }

    /// What the versions of a key say, the origin's front matter first, else its facts file.
    fn own(&self, key: &str, node: Option<&Node>) -> Option<Missing> {
        let of_versions = node.and_then(|node| {
            let first = origin(self.config, &node.versions)?;
            std::iter::once(&node.versions[first.index()])
                .chain(&node.versions)
                .flatten()
                .find_map(|candidate| candidate.front.missing)
        });
        of_versions.or_else(|| self.notes.facts.get(key)?.missing)
    }
}

/// Adds copies where the policy says so, and the sections that pages need above them.
pub(super) fn complete(config: &Config, mut tree: Tree, notes: &SectionNotes) -> Diagnosed<Tree> {
    let mut diagnostics = Vec::new();
    for (at, copies) in copies(config, &tree, notes) {
        for copy in copies {
            let lang = copy.lang.index();
            tree.0[at].versions[lang] = Some(copy);
        }
    }
    let mut added = Vec::new();
    for (folder, langs) in needed(config, &tree) {
        let key = path::section_key(&folder);
        let versions = match tree.position(&key) {
            Ok(at) => &mut tree.0[at].versions,
            Err(_) => {
                added.push(Node {
                    key: key.as_str().into(),
                    versions: vec![None; config.languages.len()],
                });
                let Some(node) = added.last_mut() else {
                    continue;
                };
                &mut node.versions
            }
        };
        for (lang, slot) in config.langs().zip(versions) {
            if langs[lang.index()] && slot.is_none() {
                diagnostics.extend(implied_section(config, notes, &key, lang));
                *slot = Some(implied(config, notes, &key, lang));
            }
        }
    }
    if !added.is_empty() {
        tree.0.extend(added);
        tree.0.sort_by(|one, other| one.key.cmp(&other.key));
    }
    Diagnosed {
        value: tree,
        diagnostics,
    }
}

/// Copies of originals by the index of their node.
fn copies(config: &Config, tree: &Tree, notes: &SectionNotes) -> Vec<(usize, Vec<Candidate>)> {
    let mut policies = Policies::new(config, tree, notes);
    let mut copies = Vec::new();
    for (at, node) in tree.0.iter().enumerate() {
        let versions = &node.versions;
        if versions.iter().all(Option::is_some) || policies.of(node) != Missing::Copy {
            continue;
        }
        let Some(original) =
            origin(config, versions).and_then(|lang| versions[lang.index()].as_ref())
        else {
            continue;
        };
        let missing = config
            .langs()
            .filter(|lang| versions[lang.index()].is_none());
        let made = missing.map(|lang| Candidate {
            lang,
            ..original.clone()
        });
        copies.push((at, made.collect()));
    }
    copies
}

/// By folder: the languages in which something lies in it, at any depth.
fn needed(config: &Config, tree: &Tree) -> Vec<(String, Vec<bool>)> {
    let mut index: HashMap<&str, usize> = HashMap::default();
    let mut needed: Vec<(String, Vec<bool>)> = Vec::new();
    for node in &tree.0 {
        let folders = path::parent_folder(&node.key).into_iter();
        for folder in folders.flat_map(path::upwards) {
            let at = *index.entry(folder).or_insert_with(|| {
                needed.push((folder.to_owned(), vec![false; config.languages.len()]));
                needed.len() - 1
            });
            let mut is_new = false;
            for (slot, version) in needed[at].1.iter_mut().zip(&node.versions) {
                is_new |= version.is_some() && !*slot;
                *slot |= version.is_some();
            }
            // What a folder needs, those above it do already.
            if !is_new {
                break;
            }
        }
    }
    needed
}

fn implied(config: &Config, notes: &SectionNotes, key: &str, lang: Lang) -> Candidate {
    let front = notes.facts.get(key).cloned().unwrap_or_default();
    let title = match (&front.title, role(key)) {
        (Some(title), _) => title.as_str(),
        (None, Role::Home) => config.text_for(&config.title, lang).unwrap_or_default(),
        (None, _) => path::own_name(key),
    };
    Candidate {
        lang,
        text_lang: lang,
        source: None,
        document: None,
        folder: path::section_folder(key).into(),
        title: title.into(),
        standing: Standing::new(config, &front),
        front,
    }
}

fn implied_section(
    config: &Config,
    notes: &SectionNotes,
    key: &str,
    lang: Lang,
) -> Option<Diagnostic> {
    let has_title = |facts: &Arc<FrontMatter>| facts.title.is_some();
    let code = &config.language(lang).code;
    let file = format!("content/{key}.{code}.md");
    let stands_in = match role(key) {
        Role::Home => "the site's title stands in",
        _ => "the folder's name stands in",
    };
    if notes.held_back.contains(&(key.into(), lang)) {
        let message = format!("the section is not published now, but pages in it are, in `{code}`");
        return Some(
            Diagnostic::warning("section-held-back", message)
                .in_file(file)
                .help(format!(
                    "hold the pages back too, or publish the section; until then {stands_in}"
                )),
        );
    }
    if notes.facts.get(key).is_some_and(has_title) {
        return None;
    }
    Some(
        Diagnostic::warning(
            "section-without-index",
            format!("the section has pages in `{code}` but no title there"),
        )
        .in_file(file.clone())
        .help(format!(
            "write {file} with a `title`; until then {stands_in}"
        )),
    )
}

/// Numbers the versions, gives each its URL path, and says per key what is listed where.
pub(super) fn settle(config: &Config, tree: Tree, notes: &SectionNotes) -> (Vec<Page>, Entries) {
    let parents = parents(&tree);
    let paths = Paths::new(config, &tree, &parents);
    let mut policies = Policies::new(config, &tree, notes);
    let is_made = |version: &Option<Candidate>| {
        let version = version.as_ref();
        version.is_some_and(|version| version.source.is_some())
    };
    let missing: Vec<Option<Missing>> = tree
        .0
        .iter()
        .map(|node| (!node.versions.iter().all(is_made)).then(|| policies.of(node)))
        .collect();
    let homes: Vec<bool> = config
        .langs()
        .map(|lang| {
            tree.get("_index")
                .is_some_and(|home| home.versions[lang.index()].is_some())
        })
        .collect();
    let mut pages: Vec<Page> = Vec::with_capacity(tree.0.len() * config.languages.len());
    let mut entries = Vec::with_capacity(tree.0.len());
    let mut path = String::new();
    for (at, Node { key, versions }) in tree.0.into_iter().enumerate() {
        let role = role(&key);
        let Some(slots) = Slots::new(config, &versions, pages.len()) else {
            continue;
        };
        for candidate in versions.into_iter().flatten() {
            path.clear();
            paths.write(at, parents[at], &key, &candidate, &mut path);
            let copy_of = (candidate.lang != candidate.text_lang)
                .then(|| slots.versions[candidate.text_lang.index()])
                .flatten();
            pages.push(Page {
                id: page_id(pages.len()),
                key: key.clone(),
                role,
                lang: candidate.lang,
                text_lang: candidate.text_lang,
                copy_of,
                source: candidate.source,
                document: candidate.document,
                front: candidate.front,
                folder: candidate.folder,
                title: candidate.title,
                standing: candidate.standing,
                path: path.as_str().into(),
            });
        }
        entries.push(Entry {
            key,
            role,
            listed: slots.listed(missing[at] == Some(Missing::Link), &homes),
            versions: slots.versions,
            origin: slots.origin,
            missing: missing[at],
            parent: parents[at].and_then(|parent| u32::try_from(parent).ok()),
        });
    }
    (pages, Entries::new(entries))
}

/// The numbers of a key's versions, and which of them is the origin.
struct Slots {
    versions: Vec<Option<PageId>>,
    origin: PageId,
}

impl Slots {
    /// `None` for a key without versions.
    fn new(config: &Config, versions: &[Option<Candidate>], first: usize) -> Option<Self> {
        let origin = origin(config, versions)?;
        // A copy holds its original's language; the original always is a version of its own.
        let text_lang = versions[origin.index()]
            .as_ref()
            .map_or(origin, |candidate| candidate.text_lang);
        let mut numbers = (first..).map(page_id);
        let versions: Vec<Option<PageId>> = versions
            .iter()
            .map(|candidate| candidate.as_ref().and_then(|_| numbers.next()))
            .collect();
        let origin =
            versions[text_lang.index()].or_else(|| versions.iter().flatten().next().copied())?;
        Some(Slots { versions, origin })
    }

    /// By language: its own version, else the origin where the policy links to it and the language has a home.
    fn listed(&self, links: bool, homes: &[bool]) -> Vec<Option<Listed>> {
        let listed = |(version, has_home): (&Option<PageId>, &bool)| match version {
            Some(page) => Some(Listed {
                page: *page,
                foreign: false,
            }),
            None if links && *has_home => Some(Listed {
                page: self.origin,
                foreign: true,
            }),
            None => None,
        };
        self.versions.iter().zip(homes).map(listed).collect()
    }
}

fn page_id(index: usize) -> PageId {
    PageId(u32::try_from(index).unwrap_or(u32::MAX))
}
