//! The URL path of every version, section by section.

use super::tree::{Candidate, Tree, role};
use super::{HashMap, Role, path};
use crate::config::Config;

/// For each node the one of the section above it: a completed tree has them all.
pub(super) fn parents(tree: &Tree) -> Vec<Option<usize>> {
    let sections: HashMap<&str, usize> = tree
        .0
        .iter()
        .enumerate()
        .filter(|(_, node)| role(&node.key) != Role::Page)
        .map(|(at, node)| (path::section_folder(&node.key), at))
        .collect();
    tree.0
        .iter()
        .map(|node| sections.get(path::parent_folder(&node.key)?).copied())
        .collect()
}

/// URL paths of sections, worked out once: a section's slug moves everything below it, in its own language.
pub(super) struct Paths {
    /// By node, then language; empty for pages.
    sections: Vec<Vec<String>>,
    prefixes: Vec<String>,
}

impl Paths {
    pub(super) fn new(config: &Config, tree: &Tree, parents: &[Option<usize>]) -> Self {
        let prefixes: Vec<String> = config
            .langs()
            .map(|lang| path::prefix(config, lang))
            .collect();
        let mut sections: Vec<Vec<String>> = vec![Vec::new(); tree.0.len()];
        let mut folders: Vec<(&str, usize)> = tree
            .0
            .iter()
            .enumerate()
            .filter(|(_, node)| role(&node.key) != Role::Page)
            .map(|(at, node)| (path::section_folder(&node.key), at))
            .collect();
        // In byte order a folder comes before what lies in it.
        folders.sort_unstable();
        for (folder, at) in folders {
            let name = path::split_folder(folder).1;
            let above = parents[at].map_or(&prefixes, |parent| &sections[parent]);
            let own = match role(&tree.0[at].key) {
                Role::Home => prefixes.clone(),
                _ => above
                    .iter()
                    .zip(&tree.0[at].versions)
                    .map(|(above, version)| {
                        let slug = version
                            .as_ref()
                            .and_then(|version| version.front.slug.as_ref());
                        format!("{above}{}/", slug.map_or(name, |slug| &slug.value))
                    })
                    .collect(),
            };
            sections[at] = own;
        }
        Paths { sections, prefixes }
    }

    /// Writes the URL path of a version of the node `at`.
    pub(super) fn write(
        &self,
        at: usize,
        parent: Option<usize>,
        key: &str,
        version: &Candidate,
        path: &mut String,
    ) {
        let lang = version.lang.index();
        if let Some(own) = self.sections[at].get(lang) {
            path.push_str(own);
            return;
        }
        let section = parent.map_or(&self.prefixes, |parent| &self.sections[parent]);
        let slug = version.front.slug.as_ref();
        path.push_str(&section[lang]);
        path.push_str(slug.map_or(path::own_name(key), |slug| &slug.value));
        path.push('/');
    }
}
