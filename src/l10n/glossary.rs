//! Terms that are said in one way in each language: `locales/glossary.yaml`.
//!
//! Where a block of the source has a term, the block that was made from it has the word of its own language for it.
//! Which words are which is the site's to say; nothing is known of any language here but how its words are found.

mod matching;
mod read;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use super::block::Block;
use super::finding::{Finding, Findings, Levels, Spans};
use super::parity::prose;
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Severity};
use matching::{Index, Match, Role};

const RULE: &str = "glossary";

/// Where the glossary lies, from the site's root.
pub const PATH: &str = "locales/glossary.yaml";

/// The terms of a site.
#[derive(Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// By language.
    indices: Vec<Index>,
    levels: Levels,
}

/// One thing that has a name.
#[derive(Debug, Default)]
struct Term {
    id: String,
    /// What the keys of its pages begin with; empty for all pages.
    scope: Vec<String>,
    note: Option<String>,
    severity: Option<Severity>,
    /// By language.
    words: Vec<Words>,
}

/// What a language says for a term.
#[derive(Debug, Clone, Default)]
struct Words {
    prefer: Vec<String>,
    allow: Vec<String>,
    forbid: Vec<String>,
}

impl Words {
    /// The one to write.
    fn best(&self) -> Option<&str> {
        self.prefer
            .first()
            .or(self.allow.first())
            .map(String::as_str)
    }
}

impl Term {
    fn is_of(&self, key: &str) -> bool {
        self.scope.is_empty()
            || self
                .scope
                .iter()
                .any(|scope| key.starts_with(scope.as_str()))
    }

    fn words(&self, lang: Lang) -> Option<&Words> {
        self.words.get(lang.index())
    }

    fn help(&self, word: &str) -> String {
        match &self.note {
            Some(note) => format!("write `{word}`: {note}"),
            None => format!("write `{word}`"),
        }
    }
}

impl Glossary {
    /// Reads a glossary. What is wrong in it is left out, and told.
    #[must_use]
    pub fn parse(path: &Arc<str>, text: &Arc<str>, config: &Config) -> Diagnosed<Self> {
        let Diagnosed {
            value: terms,
            diagnostics,
        } = read::terms(path, text, config);
        let of = |lang: Lang| {
            let writing = config.language(lang).writing();
            let words = terms.iter().map(|term| term.words(lang));
            Index::new(writing, words)
        };
        let indices = config.langs().map(of).collect();
        Diagnosed {
            value: Glossary {
                terms,
                indices,
                levels: Levels::of(&config.l10n),
            },
            diagnostics,
        }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() || self.levels.get(RULE).is_none()
    }

    /// Terms of the source that the translation of their block lacks, and words in the translation that are forbidden.
    /// `pairs` are blocks of the source with those of the translation that were made from them; `key` is the page's.
    #[must_use]
    pub fn check(
        &self,
        source: Lang,
        translation: Lang,
        key: &str,
        pairs: &[(&[Block], &[Block])],
    ) -> Vec<Finding> {
        let mut findings = Findings::new(&self.levels);
        if self.is_empty() {
            return findings.finish();
        }
        for (source_blocks, translation_blocks) in pairs {
            if translation_blocks.is_empty() {
                continue;
            }
            let said = self.find(translation, translation_blocks);
            let forbidden = self.forbidden_in(translation, key, &said, &mut findings);
            for (term, written) in self.demanded(source, key, source_blocks) {
                let is_said = said
                    .iter()
                    .any(|(found, _)| found.term == term && found.role != Role::Forbid);
                if !is_said && !forbidden.contains(&term) {
                    let spans = Spans {
                        source: span(source_blocks),
                        translation: span(translation_blocks),
                    };
                    self.lacking(translation, term, &written, spans, &mut findings);
                }
            }
        }
        findings.finish()
    }

    /// Words in a text of a language that are forbidden there, whether it is a translation or not. They are told as of
    /// the translation.
    #[must_use]
    pub fn forbidden(&self, lang: Lang, key: &str, blocks: &[Block]) -> Vec<Finding> {
        let mut findings = Findings::new(&self.levels);
        if !self.is_empty() {
            self.forbidden_in(lang, key, &self.find(lang, blocks), &mut findings);
        }
        findings.finish()
    }

    /// What stands in blocks, with the bytes of its block.
    fn find(&self, lang: Lang, blocks: &[Block]) -> Vec<(Match, Range<usize>)> {
        let Some(index) = self.indices.get(lang.index()) else {
            return Vec::new();
        };
        let of_block = |block: &Block| {
            let span = block.segment.span.clone();
            let found = index.find(&prose(block));
            found.into_iter().map(move |found| (found, span.clone()))
        };
        blocks.iter().flat_map(of_block).collect()
    }

    /// The terms that a source has, each once, with the word that stands for it there.
    fn demanded(&self, lang: Lang, key: &str, blocks: &[Block]) -> Vec<(usize, String)> {
        let mut demanded: Vec<(usize, String)> = Vec::new();
        for (found, _) in self.find(lang, blocks) {
            let is_known = demanded.iter().any(|(term, _)| *term == found.term);
            let is_demand = found.is_whole && found.role != Role::Forbid;
            if !is_known && is_demand && self.terms[found.term].is_of(key) {
                demanded.push((found.term, found.written));
            }
        }
        demanded
    }

    fn lacking(
        &self,
        lang: Lang,
        term: usize,
        written: &str,
        spans: Spans,
        findings: &mut Findings<'_>,
    ) {
        let term = &self.terms[term];
        let Some(word) = term.words(lang).and_then(Words::best) else {
            return;
        };
        findings.add_with(
            RULE,
            term.severity,
            spans,
            format!("the source says `{written}` here, and the translation does not say `{word}`"),
            term.help(word),
        );
    }

    /// Tells of forbidden words, and says of which terms.
    fn forbidden_in(
        &self,
        lang: Lang,
        key: &str,
        said: &[(Match, Range<usize>)],
        findings: &mut Findings<'_>,
    ) -> Vec<usize> {
        let mut of_terms = Vec::new();
        for (found, span) in said {
            let term = &self.terms[found.term];
            if found.role != Role::Forbid || !found.is_whole || !term.is_of(key) {
                continue;
            }
            of_terms.push(found.term);
            let help = match term.words(lang).and_then(Words::best) {
                Some(word) => term.help(word),
                None => "write another word".to_owned(),
            };
            let spans = Spans {
                source: None,
                translation: Some(span.clone()),
            };
            let message = format!("`{}` is not what `{}` is called", found.written, term.id);
            findings.add_with(RULE, term.severity, spans, message, help);
        }
        of_terms
    }
}

/// Bytes of a row of blocks.
fn span(blocks: &[Block]) -> Option<Range<usize>> {
    let (first, last) = (blocks.first()?, blocks.last()?);
    let start = first.segment.span.start;
    Some(start..last.segment.span.end.max(start))
}
