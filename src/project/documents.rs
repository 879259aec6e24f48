//! The memo of parsed pages: a file is parsed again only when its text or the options for its language are other.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use rapidhash::fast::RapidHasher;
use rayon::prelude::*;

use super::Stats;
use super::difference::ChangedPages;
use crate::config::Config;
use crate::diag::{Diagnosed, Diagnostic};
use crate::model::ParsedFile;
use crate::parse::highlight::Highlighter;
use crate::parse::{Document, document};
use crate::render;
use crate::source::{Kind, SourceFile, Sources};

/// Files that a thread takes at a time: few, since the longest may stand together.
const AT_ONCE: usize = 16;

/// The pages of the last refresh, by path.
#[derive(Default)]
pub(super) struct Documents(HashMap<Arc<str>, Parsed, BuildHasherDefault<RapidHasher<'static>>>);

/// A parse and the hash of all that went into it.
struct Parsed {
    key: u64,
    document: Arc<Document>,
    diagnostics: Arc<[Diagnostic]>,
}

/// All pages as they are now.
pub(super) struct ParsedPages {
    /// By path.
    pub(super) files: Vec<ParsedFile>,
    pub(super) stats: Stats,
    /// Which were parsed anew.
    pub(super) changed: ChangedPages,
}

impl Documents {
    /// Parses the Markdown files that are new or other than before, each language by its own rules.
    pub(super) fn parse(
        &mut self,
        config: &Config,
        sources: &Sources,
        highlighter: &Highlighter,
    ) -> Diagnosed<ParsedPages> {
        let files: Vec<&Arc<SourceFile>> = sources
            .of(Kind::Page)
            .filter(|file| file.text.is_some())
            .collect();
        let options = document::Options::by_language(config);
        let fingerprints = options.fingerprints();
        let before = &self.0;
        let parse = |file: &Arc<SourceFile>| {
            let lang = options.lang_of(&file.name, config);
            let key = file.hash ^ fingerprints[lang.index()];
            match before.get(&file.path) {
                Some(known) if known.key == key => None,
                _ => Some(Parsed::new(
                    key,
                    document::parse(file, options.of(lang), highlighter),
                )),
            }
        };
        let may_wait = |file: &SourceFile| {
            let text = file.text.as_deref();
            text.is_some_and(|text| highlighter.may_wait(text))
        };
        // First what need not wait, then the rest; of either, what was parsed before is none.
        let first: Vec<Option<Option<Parsed>>> = files
            .par_iter()
            .with_max_len(AT_ONCE)
            .map(|file| (!may_wait(file)).then(|| parse(file)))
            .collect();
        let new: Vec<Option<Parsed>> = first
            .into_par_iter()
            .with_max_len(AT_ONCE)
            .zip(&files)
            .map(|(parsed, file)| parsed.unwrap_or_else(|| parse(file)))
            .collect();
        let parsed = new.iter().flatten().count();
        let stats = Stats {
            parsed,
            kept: new.len() - parsed,
            ..Stats::default()
        };
        let changed = self.replace(&files, new);
        let mut diagnostics = Vec::new();
        let files = files
            .into_iter()
            .filter_map(|file| {
                let parsed = self.0.get(&file.path)?;
                diagnostics.extend(parsed.diagnostics.iter().cloned());
                Some(ParsedFile {
                    source: file.clone(),
                    document: parsed.document.clone(),
                })
            })
            .collect();
        Diagnosed {
            value: ParsedPages {
                files,
                stats,
                changed,
            },
            diagnostics,
        }
    }

    /// Takes what was parsed anew in, and what is gone out.
    fn replace(&mut self, files: &[&Arc<SourceFile>], new: Vec<Option<Parsed>>) -> ChangedPages {
        let mut changed = ChangedPages::default();
        self.0.reserve(files.len().saturating_sub(self.0.len()));
        for (file, new) in files.iter().zip(new) {
            let Some(new) = new else {
                continue;
            };
            let document = new.document.clone();
            match self.0.insert(file.path.clone(), new) {
                Some(old) if render::look_the_same_in_lists(&old.document, &document) => {
                    changed.bodies.insert(file.path.clone());
                }
                _ => changed.has_more = true,
            }
        }
        if self.0.len() > files.len() {
            let mut left = files.iter().map(|file| &file.path).peekable();
            let mut gone: Vec<Arc<str>> = self.0.keys().cloned().collect();
            gone.sort_unstable();
            // Both are sorted.
            gone.retain(|path| left.next_if(|left| **left == *path).is_none());
            for path in gone {
                self.0.remove(&path);
            }
            changed.has_more = true;
        }
        changed
    }
}

impl Parsed {
    fn new(key: u64, parsed: Diagnosed<Document>) -> Self {
        Parsed {
            key,
            document: Arc::new(parsed.value),
            diagnostics: parsed.diagnostics.into(),
        }
    }
}
