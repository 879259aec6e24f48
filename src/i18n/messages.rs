//! Fluent messages and their checks.
//!
//! A message is looked for in the language of the page (site before theme before what is embedded), then in the
//! languages of its `fallback` in turn, and nowhere else: a language that no chain names is never shown by accident.
//! The language in which it is found decides plural rules, dates and numbers.
//!
//! All that can be known before anything is formatted is known after [`Messages::load`]: what fluent-bundle could not
//! resolve without a panic or without end never reaches it.

mod check;
mod explain;
mod functions;
mod inspect;
mod keys;
mod nesting;
mod numbers;
mod syntax;
mod table;
mod terms;
mod units;
mod unread;
mod unused;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Diagnostic};
use crate::i18n::format::{DateValue, Formats};
use crate::source::Layer;

pub use check::{Asks, UsedKey};
use inspect::Entry;
use table::Table;
pub use units::{Unit, units};
use unread::Unread;

type Bundle = fluent::concurrent::FluentBundle<Arc<FluentResource>>;

/// The longest text a message may become, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// A file of messages.
#[derive(Debug, Clone)]
pub struct MessageFile {
    /// The language of its folder.
    pub lang: Lang,
    /// Whose it is.
    pub layer: Layer,
    /// The path from the site's root.
    pub path: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Put in as it is.
    Text(String),
    /// Written as the language writes numbers; selects plural forms.
    Number(f64),
    /// Written as the language writes dates.
    Date(DateValue),
}

/// Arguments by name, without the `$`.
pub type Args = BTreeMap<String, Arg>;

/// A message put into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Formatted {
    /// The text, without isolation marks; `⟦key⟧` where there is none. Not escaped for HTML.
    pub text: String,
    /// The language of the text.
    pub lang: Lang,
    /// What is wrong with it; empty nearly always. Without the place of the call, which the caller knows.
    pub findings: Vec<Diagnostic>,
}

/// All messages of a site, for all threads.
pub struct Messages {
    /// The strongest layer first, then by path.
    files: Vec<MessageFile>,
    tables: Vec<Table>,
    /// For each language: itself, then its fallbacks.
    chains: Vec<Vec<Lang>>,
    codes: Vec<String>,
    unread: Unread,
    origin: Lang,
    formats: Arc<Formats>,
}

impl Messages {
    /// Reads all files. Junk, duplicates, cycles, wrong options and messages without end are reported; the rest is usable.
    #[must_use]
    pub fn load(
        config: &Config,
        files: &[MessageFile],
        formats: Arc<Formats>,
    ) -> Diagnosed<Messages> {
        let mut diagnostics = Vec::new();
        let mut files = files.to_vec();
        files.sort_by(|a, b| (a.layer, &a.path).cmp(&(b.layer, &b.path)));
        let mut unread = Unread::default();
        let tables = config
            .langs()
            .map(|lang| {
                load_language(
                    config,
                    lang,
                    &files,
                    &formats,
                    &mut unread,
                    &mut diagnostics,
                )
            })
            .collect();
        let chains = config
            .langs()
            .map(|lang| {
                let mut chain = vec![lang];
                for other in &config.language(lang).fallback {
                    if !chain.contains(other) && other.index() < config.languages.len() {
                        chain.push(*other);
                    }
                }
                chain
            })
            .collect();
        let codes = config
            .languages
            .iter()
            .map(|language| language.code.clone());
        Diagnosed {
            value: Messages {
                files,
                tables,
                chains,
                codes: codes.collect(),
                unread,
                origin: config.l10n.origin,
                formats,
            },
            diagnostics,
        }
    }

    /// The same where there are more files, which could not be read.
    #[must_use]
    pub fn with_unread_files(mut self) -> Messages {
        self.unread.add_file();
        self
    }

    /// Puts a message (`id`) or an attribute of one (`id.attribute`) into words, for a page in `lang`.
    #[must_use]
    pub fn format(&self, lang: Lang, key: &str, args: &Args) -> Formatted {
        let Some((found_in, entry, pattern)) = self.find(lang, key) else {
            return self.not_found(lang, key);
        };
        let mut findings = Vec::new();
        if found_in != lang && !self.may_be_unread(key) {
            findings.push(self.missing(lang, found_in, key));
        }
        let table = &self.tables[found_in.index()];
        let resolved = table.resolved(&entry.id, pattern);
        if resolved.is_none_or(|resolved| resolved.unusable) {
            findings.push(
                self.at_pattern(
                    Diagnostic::error(
                        "unusable-message",
                        format!("the message `{key}` cannot be put into words"),
                    )
                    .help("mend the errors that were found in it, or in those that it refers to"),
                    entry,
                    pattern,
                ),
            );
            return Formatted {
                text: placeholder(key),
                lang: found_in,
                findings,
            };
        }
        findings.extend(self.wrong_types(found_in, entry, pattern, args));
        let (text, errors) = self.resolve(found_in, key, args);
        for error in errors.iter().filter(|error| !self.is_told(error)) {
            findings.push(self.explain(found_in, key, entry, pattern, error));
        }
        let Some(text) = text else {
            findings.push(
                self.at_pattern(
                    Diagnostic::error(
                        "message-too-large",
                        format!("the message `{key}` becomes longer than {MAX_TEXT_BYTES} bytes"),
                    )
                    .help("split it into several messages"),
                    entry,
                    pattern,
                ),
            );
            return Formatted {
                text: placeholder(key),
                lang: found_in,
                findings,
            };
        };
        Formatted {
            text,
            lang: found_in,
            findings,
        }
    }

    /// The language in which a page in `lang` finds the message: its own, one of the chain, or none.
    #[must_use]
    pub fn found_in(&self, lang: Lang, key: &str) -> Option<Lang> {
        self.find(lang, key).map(|(found_in, _, _)| found_in)
    }

    /// Whether a message or term exists, with or without its dash or an attribute, and could not be read, as far as is
    /// known.
    #[must_use]
    pub fn may_be_unread(&self, key: &str) -> bool {
        let key = key.strip_prefix('-').unwrap_or(key);
        self.unread.may_have(split(key).0)
    }

    fn find(&self, lang: Lang, key: &str) -> Option<(Lang, &Entry, usize)> {
        let (id, attribute) = split(key);
        self.chains.get(lang.index())?.iter().find_map(|other| {
            let (entry, pattern) = self.tables.get(other.index())?.find(id, attribute)?;
            Some((*other, entry, pattern))
        })
    }

    /// `None` for a text that is too long.
    fn resolve(&self, lang: Lang, key: &str, args: &Args) -> (Option<String>, Vec<FluentError>) {
        let (id, attribute) = split(key);
        let bundle = &self.tables[lang.index()].bundle;
        let mut errors = Vec::new();
        let pattern = bundle.get_message(id).and_then(|message| match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|found| found.value()),
        });
        let Some(pattern) = pattern else {
            return (None, errors);
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(name.as_str(), functions::value(arg, &self.formats, lang));
        }
        let mut text = Bounded(String::new());
        let written = bundle.write_pattern(&mut text, pattern, Some(&values), &mut errors);
        (written.ok().map(|()| text.0), errors)
    }

    fn not_found(&self, lang: Lang, key: &str) -> Formatted {
        Formatted {
            text: placeholder(key),
            lang,
            findings: match self.may_be_unread(key) {
                true => Vec::new(),
                false => vec![self.unknown(lang, key)],
            },
        }
    }
}

fn load_language(
    config: &Config,
    lang: Lang,
    files: &[MessageFile],
    formats: &Arc<Formats>,
    unread: &mut Unread,
    sink: &mut Vec<Diagnostic>,
) -> Table {
    let mut resources = Vec::new();
    let mut entries = Vec::new();
    for (index, file) in files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.lang == lang)
    {
        let Some(resource) = syntax::parse(file, unread, sink) else {
            continue;
        };
        entries.extend(inspect::entries(
            &resource,
            index,
            &mut |diagnostic, span| {
                sink.push(diagnostic.at(&file.path, &file.text, span, "here"));
            },
        ));
        resources.push(resource);
    }
    let tag = &config.language(lang).tag;
    let mut bundle = Bundle::new_concurrent(vec![language_identifier(tag)]);
    bundle.set_use_isolating(false);
    functions::install(&mut bundle, formats, lang, tag);
    let entries = table::winners(files, entries, sink);
    Table::new(bundle, resources, files, entries, sink)
}

/// The tag without its extensions, which the plural rules do not know.
fn language_identifier(tag: &str) -> LanguageIdentifier {
    crate::i18n::format::parse_tag(tag)
        .id
        .to_string()
        .parse()
        .unwrap_or_default()
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    }
}

fn placeholder(key: &str) -> String {
    format!("⟦{key}⟧")
}

/// A text that grows to a limit.
struct Bounded(String);

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > MAX_TEXT_BYTES {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
