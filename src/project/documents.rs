//! The memo of parsed pages: a file is parsed again only when its text or the options for its language are other.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Stats;
use super::difference::ChangedPages;
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Diagnostic};
use crate::model::{HashMap, ParsedFile};
use crate::parse::highlight::Highlighter;
use crate::parse::{Document, document};
use crate::render;
use crate::source::{Kind, SourceFile, Sources};

/// Files that a thread takes at a time: few, since the longest may stand together.
const AT_ONCE: usize = 16;

type ByPath<T> = HashMap<Arc<str>, T>;

/// The pages of the last refresh, by path.
#[derive(Default)]
pub(super) struct Documents(ByPath<Parsed>);

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

/// How pages are parsed, each language by its own rules.
pub(super) struct Parser<'a> {
    config: &'a Config,
    options: document::Options,
    fingerprints: Vec<u64>,
    highlighter: &'a Highlighter,
}

impl<'a> Parser<'a> {
    pub(super) fn new(config: &'a Config, highlighter: &'a Highlighter) -> Self {
        let options = document::Options::by_language(config);
        Parser {
            config,
            fingerprints: options.fingerprints(),
            options,
            highlighter,
        }
    }

    fn key(&self, file: &SourceFile) -> (u64, Lang) {
        let lang = self.options.lang_of(&file.name, self.config);
        (file.hash ^ self.fingerprints[lang.index()], lang)
    }

    fn parse(&self, file: &SourceFile) -> Parsed {
        let (key, lang) = self.key(file);
        let parsed = document::parse(file, self.options.of(lang), self.highlighter);
        Parsed {
            key,
            document: Arc::new(parsed.value),
            diagnostics: parsed.diagnostics.into(),
        }
    }
}

/// Parses pages while they are read: their texts are at hand then, and need not be kept for this.
pub(super) struct Early<'a> {
    parser: &'a Parser<'a>,
    before: &'a Documents,
    parsed: Mutex<Vec<(Arc<str>, Parsed)>>,
}

/// What was parsed early, by path.
#[derive(Default)]
pub(super) struct EarlyParsed(ByPath<Parsed>);

impl Early<'_> {
    /// Parses those of a few pages that are new or other than before.
    pub(super) fn take(&self, files: &[&SourceFile]) {
        let may_wait = |file: &SourceFile| {
            let text = file.text();
            text.is_some_and(|text| self.parser.highlighter.may_wait(text))
        };
        let mut parsed = Vec::with_capacity(files.len());
        let mut parse = |file: &SourceFile| {
            if !self.before.has(file, self.parser) {
                parsed.push((file.path.clone(), self.parser.parse(file)));
            }
        };
        let mut later = Vec::new();
        for file in files {
            match may_wait(file) {
                true => later.push(file),
                false => parse(file),
            }
        }
        for file in later {
            parse(file);
        }
        let mut all = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        all.append(&mut parsed);
    }

    pub(super) fn finish(self) -> EarlyParsed {
        let parsed = self.parsed.into_inner();
        let parsed = parsed.unwrap_or_else(PoisonError::into_inner);
        EarlyParsed(parsed.into_iter().collect())
    }
}

impl Documents {
    /// Whoever parses pages while they are read, by what is known so far.
    pub(super) fn early<'a>(&'a self, parser: &'a Parser<'a>) -> Early<'a> {
        Early {
            parser,
            before: self,
            parsed: Mutex::default(),
        }
    }

    /// Whether the file is as it was when it was parsed before.
    fn has(&self, file: &SourceFile, parser: &Parser<'_>) -> bool {
        let known = self.0.get(&file.path);
        known.is_some_and(|known| known.key == parser.key(file).0)
    }

    /// Takes in what was parsed early, and parses what else is new or other than before.
    pub(super) fn parse(
        &mut self,
        parser: &Parser<'_>,
        sources: &Sources,
        EarlyParsed(mut early): EarlyParsed,
    ) -> Diagnosed<ParsedPages> {
        let files: Vec<&Arc<SourceFile>> = sources
            .of(Kind::Page)
            .filter(|file| file.has_text())
            .collect();
        let early: Vec<Option<Parsed>> =
            files.iter().map(|file| early.remove(&file.path)).collect();
        let new: Vec<Option<Parsed>> = early
            .into_par_iter()
            .with_max_len(AT_ONCE)
            .zip(&files)
            .map(|(early, file)| match early {
                Some(early) => Some(early),
                None => (!self.has(file, parser)).then(|| parser.parse(file)),
            })
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
