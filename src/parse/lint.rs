//! What is no error in Markdown and yet not what an East Asian editor meant: marks typed in full width, texts whose
//! language nobody told, characters of another way of writing.
//!
//! Only `check` asks for it, so that a build pays nothing. It reads one file alone and says nothing of code,
//! addresses, arguments of components, raw HTML with a `lang` and what stands inside it.

mod front;
mod han_forms;
mod html;
mod inline;
mod marks;
mod report;
mod scripts;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;
use std::sync::Arc;

use super::front_matter;
use super::markdown::MarkdownOptions;
use crate::config::{Config, Lang};
use crate::diag::Diagnostic;
use han_forms::HanForms;
use report::Report;
use scripts::Script;
use text::Text;

/// Reads pages for faults, each language by its own rules.
#[derive(Debug)]
pub struct Linter {
    forms: HanForms,
    languages: Vec<Language>,
}

/// What the rules of a language depend on.
#[derive(Debug)]
struct Language {
    /// The BCP 47 tag.
    tag: String,
    script: Script,
    options: MarkdownOptions,
}

/// A file as the lints see it.
struct Page<'a> {
    text: &'a str,
    language: &'a Language,
    forms: &'a HanForms,
    /// What readers read.
    read: Text,
}

impl Linter {
    /// For the languages of a site.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let languages = config.languages.iter().map(|language| Language {
            tag: language.tag.clone(),
            script: Script::of_tag(&language.tag),
            options: MarkdownOptions::site(config.markdown, language),
        });
        Linter {
            languages: languages.collect(),
            forms: HanForms::new(),
        }
    }

    /// What is wrong with a page; of each kind the first few, with the number of those that follow. Takes time in
    /// proportion to the length of the text.
    #[must_use]
    pub fn page(&self, path: &Arc<str>, text: &Arc<str>, lang: Lang) -> Vec<Diagnostic> {
        let Some(language) = self.languages.get(lang.index()) else {
            return Vec::new();
        };
        // What is wrong with the front matter is told when the page is parsed.
        let (front, body) = front_matter::read(path, text).value;
        let page = Page {
            text,
            language,
            forms: &self.forms,
            read: text::read(
                text,
                body,
                &language.options,
                front::runs(text, &front, body),
            ),
        };
        let mut report = Report::new(path, text);
        marks::look(&page, &mut report);
        inline::look(&page, &mut report);
        scripts::look(&page, &mut report);
        han_forms::look(&page, &mut report);
        report.finish()
    }
}

impl Page<'_> {
    /// The text of a span that was read.
    fn at(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}
