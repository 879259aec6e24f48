//! A Markdown file as a whole: front matter, then body.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rapidhash::fast::RapidHasher;

use super::highlight::Highlighter;
use super::markdown::{self, MarkdownOptions};
use super::{Document, front_matter};
use crate::config::{Config, Lang};
use crate::diag::Diagnosed;
use crate::source::SourceFile;

/// The options of each language.
#[derive(Debug, Clone)]
pub struct Options {
    by_language: Vec<MarkdownOptions>,
}

impl Options {
    /// The options that the configuration gives each language.
    #[must_use]
    pub fn by_language(config: &Config) -> Self {
        let options = |lang: Lang| MarkdownOptions::site(config.markdown, config.language(lang));
        Options {
            by_language: config.langs().map(options).collect(),
        }
    }

    /// The options for a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &MarkdownOptions {
        &self.by_language[lang.index()]
    }

    /// By language: a number that differs where the options differ, for memoising parses.
    #[must_use]
    pub fn fingerprints(&self) -> Vec<u64> {
        self.by_language
            .iter()
            .map(|options| options.fingerprint().rotate_left(17))
            .collect()
    }

    /// The language that stands in the name of a file.
    #[must_use]
    pub fn lang_of(&self, name: &str, config: &Config) -> Lang {
        let code = name
            .strip_suffix(".md")
            .unwrap_or(name)
            .rsplit_once('.')
            .map(|(_, code)| code);
        code.and_then(|code| config.lang(code))
            .unwrap_or(config.default_language)
    }
}

impl MarkdownOptions {
    /// A number that differs where the options differ, for memoising parses.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = RapidHasher::default();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Parses a file that could be read.
#[must_use]
pub fn parse(
    file: &SourceFile,
    options: &MarkdownOptions,
    highlighter: &Highlighter,
) -> Diagnosed<Document> {
    let mut diagnostics = Vec::new();
    let Some(text) = file.text() else {
        return Diagnosed::clean(Document {
            front: Arc::default(),
            body: super::Body::default(),
        });
    };
    let parts = front_matter::split(&file.path, text).drain_into(&mut diagnostics);
    let front = front_matter::parse_front_matter(&file.path, text, &parts.block)
        .drain_into(&mut diagnostics);
    let input = markdown::Input {
        path: &file.path,
        text,
        body: parts.body..text.len(),
        options,
        wants_excerpt: front.description.is_none(),
        highlighter,
    };
    let body = markdown::parse(&input).drain_into(&mut diagnostics);
    Diagnosed {
        value: Document {
            front: Arc::new(front),
            body,
        },
        diagnostics,
    }
}
