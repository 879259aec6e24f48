//! What stands in for a translation that does not exist, and the sections that pages imply.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::tree::{Candidate, SectionNotes, Tree, role};
use super::{Entry, Page, PageId, Role, path};
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

/// The language of the version that others are translated from: the origin's, else the default language's, else the
/// first there is. A section that only its pages imply is translated from nothing while a file makes it elsewhere.
fn origin(config: &Config, versions: &[Option<Candidate>]) -> Option<Lang> {
    let first = |has: &dyn Fn(&Candidate) -> bool| {
        [config.l10n.origin, config.default_language]
            .into_iter()
            .chain(config.langs())
            .find(|lang| versions[lang.index()].as_ref().is_some_and(has))
    };
    first(&|candidate| candidate.source.is_some()).or_else(|| first(&|_| true))
}

/// The policy for a key: its own, else that of the nearest section that has one, else the site's. The origin's front
/// matter speaks first for its key.
fn policy(config: &Config, tree: &Tree, notes: &SectionNotes, key: &str) -> Missing {
    let mut at = Some(key.to_owned());
    while let Some(key) = at {
        let own = tree.get(key.as_str()).and_then(|versions| {
            let first = origin(config, versions)?;
            std::iter::once(&versions[first.index()])
                .chain(versions)
                .flatten()
                .find_map(|candidate| candidate.front.missing)
        });
        let of_facts = || notes.facts.get(key.as_str())?.missing;
        if let Some(missing) = own.or_else(of_facts) {
            return missing;
        }
        at = path::parent_section(&key);
    }
    config.missing
}

/// Adds copies where the policy says so, and the sections that pages need above them.
pub(super) fn complete(config: &Config, tree: Tree, notes: &SectionNotes) -> Diagnosed<Tree> {
    let mut diagnostics = Vec::new();
    let mut copies: Vec<(Arc<str>, Candidate)> = Vec::new();
    for (key, versions) in &tree {
        if versions.iter().all(Option::is_some)
            || policy(config, &tree, notes, key) != Missing::Copy
        {
            continue;
        }
        let Some(original) =
            origin(config, versions).and_then(|lang| versions[lang.index()].as_ref())
        else {
            continue;
        };
        for lang in config
            .langs()
            .filter(|lang| versions[lang.index()].is_none())
        {
            copies.push((
                key.clone(),
                Candidate {
                    lang,
                    ..original.clone()
                },
            ));
        }
    }
    let mut tree = tree;
    for (key, copy) in copies {
        if let Some(slots) = tree.get_mut(&key) {
            let at = copy.lang.index();
            slots[at] = Some(copy);
        }
    }
    let mut needed: BTreeSet<(String, Lang)> = BTreeSet::new();
    for (key, versions) in &tree {
        for candidate in versions.iter().flatten() {
            let mut at = path::parent_section(key);
            while let Some(section) = at {
                at = path::parent_section(&section);
                if !needed.insert((section, candidate.lang)) {
                    break;
                }
            }
        }
    }
    for (section, lang) in needed {
        let slots = tree
            .entry(section.as_str().into())
            .or_insert_with(|| vec![None; config.languages.len()]);
        if slots[lang.index()].is_none() {
            diagnostics.push(implied_section(config, notes, &section, lang));
            slots[lang.index()] = Some(implied(config, notes, &section, lang));
        }
    }
    Diagnosed {
        value: tree,
        diagnostics,
    }
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
        front,
    }
}

fn implied_section(config: &Config, notes: &SectionNotes, key: &str, lang: Lang) -> Diagnostic {
    let code = &config.language(lang).code;
    let file = format!("content/{key}.{code}.md");
    if notes.held_back.contains(&(key.into(), lang)) {
        let message = format!("the section is not published now, but pages in it are, in `{code}`");
        return Diagnostic::warning("section-held-back", message)
            .in_file(file)
            .help("hold the pages back too, or publish the section; until then the folder's name stands in");
    }
    Diagnostic::warning(
        "section-without-index",
        format!("the section has pages in `{code}` but no title there"),
    )
    .in_file(file.clone())
    .help(format!(
        "write {file} with a `title`; until then the folder's name stands in"
    ))
}

/// Numbers the versions, gives each its URL path, and says per key what is listed where.
pub(super) fn settle(
    config: &Config,
    tree: Tree,
    notes: &SectionNotes,
) -> (Vec<Page>, BTreeMap<Arc<str>, Entry>) {
    let paths = Paths::new(config, &tree);
    let policies: HashMap<Arc<str>, Missing> = tree
        .iter()
        .filter(|(_, versions)| versions.iter().any(Option::is_none))
        .map(|(key, _)| (key.clone(), policy(config, &tree, notes, key)))
        .collect();
    let homes: Vec<bool> = config
        .langs()
        .map(|lang| {
            tree.get("_index")
                .is_some_and(|versions| versions[lang.index()].is_some())
        })
        .collect();
    let mut pages: Vec<Page> = Vec::new();
    let mut entries = BTreeMap::new();
    for (key, versions) in tree {
        let role = role(&key);
        let Some(origin_lang) = origin(config, &versions) else {
            continue;
        };
        let first = pages.len();
        // A copy holds its original's language; the original always is a version of its own.
        let text_lang = versions[origin_lang.index()]
            .as_ref()
            .map_or(origin_lang, |candidate| candidate.text_lang);
        let mut slots: Vec<Option<PageId>> = vec![None; versions.len()];
        let mut next = first;
        for (slot, candidate) in slots.iter_mut().zip(&versions) {
            if candidate.is_some() {
                *slot = Some(page_id(next));
                next += 1;
            }
        }
        let Some(origin) =
            slots[text_lang.index()].or_else(|| slots.iter().flatten().next().copied())
        else {
            continue;
        };
        let listed = config
            .langs()
            .map(|lang| match slots[lang.index()] {
                Some(page) => Some(Listed {
                    page,
                    foreign: false,
                }),
                None => match policies.get(&key) {
                    Some(Missing::Link) if homes[lang.index()] => Some(Listed {
                        page: origin,
                        foreign: true,
                    }),
                    _ => None,
                },
            })
            .collect();
        for candidate in versions.into_iter().flatten() {
            let id = page_id(pages.len());
            let path = paths.of(&key, &candidate.front, candidate.lang);
            let copy_of = (candidate.lang != candidate.text_lang)
                .then(|| slots[candidate.text_lang.index()])
                .flatten();
            pages.push(Page {
                id,
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
                path: path.into(),
            });
        }
        entries.insert(
            key.clone(),
            Entry {
                key,
                role,
                versions: slots,
                listed,
                origin,
            },
        );
    }
    (pages, entries)
}

fn page_id(index: usize) -> PageId {
    PageId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// URL paths of sections, worked out once: a section's slug moves everything below it, in its own language.
struct Paths {
    sections: Vec<HashMap<String, String>>,
}

impl Paths {
    fn new(config: &Config, tree: &Tree) -> Self {
        let mut sections: Vec<HashMap<String, String>> = Vec::new();
        for lang in config.langs() {
            let mut map = HashMap::from([(String::new(), path::prefix(config, lang))]);
            let mut folders: BTreeSet<&str> = BTreeSet::new();
            for key in tree.keys() {
                let mut folder = path::split_folder(key.strip_suffix("/_index").unwrap_or(key)).0;
                if role(key) == Role::Section {
                    folders.insert(path::section_folder(key));
                }
                while !folder.is_empty() && folders.insert(folder) {
                    folder = path::split_folder(folder).0;
                }
            }
            // In byte order a folder comes before what lies in it.
            for folder in folders {
                let (parent, name) = path::split_folder(folder);
                let above = map
                    .get(parent)
                    .cloned()
                    .unwrap_or_else(|| path::prefix(config, lang));
                let slug = tree
                    .get(path::section_key(folder).as_str())
                    .and_then(|versions| versions[lang.index()].as_ref())
                    .and_then(|candidate| candidate.front.slug.as_ref())
                    .map_or(name, |slug| &slug.value);
                map.insert(folder.to_owned(), format!("{above}{slug}/"));
            }
            sections.push(map);
        }
        Paths { sections }
    }

    fn of(&self, key: &str, front: &FrontMatter, lang: Lang) -> String {
        let sections = &self.sections[lang.index()];
        let section = |folder: &str| {
            sections
                .get(folder)
                .cloned()
                .unwrap_or_else(|| "/".to_owned())
        };
        match role(key) {
            Role::Home | Role::Section => section(path::section_folder(key)),
            Role::Page => {
                let (folder, name) = path::split_folder(key);
                let slug = front.slug.as_ref().map_or(name, |slug| &slug.value);
                format!("{}{slug}/", section(folder))
            }
        }
    }
}
