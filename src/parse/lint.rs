//! What is no error in Markdown and yet not what an East Asian editor meant: marks typed in full width, texts whose
//! language nobody told, characters of another way of writing.
//!
//! Only `check` asks for it, so that a build pays nothing; messages that were left in another language are known by
//! their letters here too. It reads one file alone and says nothing of code,
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

use super::cjk::character::{is_cjk, is_hangul, is_kana};
use super::front_matter;
use super::markdown::MarkdownOptions;
use crate::config::{Config, Lang};
use crate::diag::Diagnostic;
use han_forms::{Form, HanForms};
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

    /// Whether a text has a letter that a language is surely not written with: kana in Chinese, 国 in traditional
    /// Chinese, anything of East Asia in English.
    #[must_use]
    pub fn has_foreign_letters(&self, text: &str, lang: Lang) -> bool {
        let Some(language) = self.languages.get(lang.index()) else {
            return false;
        };
        let form = |char| self.forms.of(char);
        text.chars()
            .filter(|char| char.is_alphabetic())
            .any(|char| match language.script {
                Script::Japanese => is_hangul(char) || self.forms.is_surely_simplified(char),
                Script::Simplified => {
                    let is_other = matches!(form(char), Some(Form::Traditional | Form::Japanese));
                    is_other || is_kana(char) || is_hangul(char)
                }
                Script::Traditional => {
                    let is_other = matches!(form(char), Some(Form::Simplified | Form::Japanese));
                    is_other || is_kana(char) || is_hangul(char)
                }
                Script::Korean => is_kana(char),
                Script::Mongolian | Script::Other => is_cjk(char),
            })
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
