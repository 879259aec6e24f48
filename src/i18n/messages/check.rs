//! What can be said of all messages together, and of the templates that use them.

use std::collections::{BTreeMap, BTreeSet};

use super::explain::unknown_reference;
use super::inspect::{Entry, Kind, name};
use super::{Messages, split};
use crate::config::Lang;
use crate::diag::{Diagnostic, Place};
use crate::source::Layer;

/// A call of `t` with a literal key.
#[derive(Debug, Clone)]
pub struct UsedKey {
    /// `id` or `id.attribute`.
    pub key: String,
    /// Names of the arguments.
    pub args: Vec<String>,
    /// In which language.
    pub asks: Asks,
    /// Where the call stands; nowhere where the renderer itself makes it.
    pub place: Option<Place>,
}

/// What a language lacks of one file of the origin.
#[derive(Default)]
struct Lacking {
    /// How many messages the file has.
    total: usize,
    missing: Vec<String>,
}

impl Lacking {
    fn is_whole(&self) -> bool {
        self.missing.len() > 1 && self.missing.len() == self.total
    }
}

/// The language in which a call asks for its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// That of the page, which may be any.
    Page,
    /// The one of this code: `lang="en"`.
    One(String),
    /// One that is known at run time alone: `lang=entry.code`.
    Computed,
}

/// By key: the languages in which calls ask for it.
fn asked(used: &[UsedKey]) -> BTreeMap<&str, Vec<&Asks>> {
    let mut asked: BTreeMap<&str, Vec<&Asks>> = BTreeMap::new();
    for call in used {
        asked.entry(&call.key).or_default().push(&call.asks);
    }
    asked
}

impl Messages {
    /// Checks all languages against each other and against what templates use. `dynamic`: some keys are computed, so
    /// that none can be called unused.
    #[must_use]
    pub fn check(&self, used: &[UsedKey], dynamic: bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let wanted: BTreeSet<&str> = used.iter().map(|used| used.key.as_str()).collect();
        self.check_references(&mut found);
        self.check_missing(used, dynamic, &mut found);
        self.check_obsolete(&wanted, &mut found);
        self.check_variables(&mut found);
        self.check_calls(used, &mut found);
        // What could not be read may use any message.
        if !dynamic && self.unread.is_empty() {
            self.check_unused(&wanted, &mut found);
        }
        found
    }

    pub(super) fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..u8::try_from(self.tables.len()).unwrap_or(u8::MAX)).map(Lang)
    }

    pub(super) fn layer(&self, entry: &Entry) -> Layer {
        self.files[entry.file].layer
    }

    fn check_references(&self, found: &mut Vec<Diagnostic>) {
        for table in &self.tables {
            for entry in table.entries.values() {
                let references = entry
                    .patterns
                    .iter()
                    .flat_map(|pattern| &pattern.references);
                for reference in references {
                    if table.target(reference).is_none() && !self.unread.may_have(&reference.id) {
                        let diagnostic = unknown_reference(&reference.name());
                        found.push(self.at_span(diagnostic, entry, reference.span.clone()));
                    }
                }
            }
        }
    }

    /// The keys of a language's messages: texts and attributes.
    fn keys(&self, lang: Lang) -> impl Iterator<Item = (String, &Entry, usize)> {
        self.tables[lang.index()]
            .entries
            .values()
            .filter(|entry| entry.kind == Kind::Message)
            .flat_map(|entry| {
                entry
                    .patterns
                    .iter()
                    .enumerate()
                    .map(move |(index, pattern)| {
                        (
                            name(Kind::Message, &entry.id, pattern.attribute.as_deref()),
                            entry,
                            index,
                        )
                    })
            })
    }

    /// The findings of single messages for which [`Messages::check`] has one of a whole file that a language lacks.
    #[must_use]
    pub fn within_whole_files(&self, used: &[UsedKey], dynamic: bool) -> Vec<Diagnostic> {
        let asked = asked(used);
        let mut found = Vec::new();
        for lang in self.langs().filter(|lang| *lang != self.origin) {
            let lacking = self.lacking(lang, &asked, dynamic);
            let whole = lacking.values().filter(|lacking| lacking.is_whole());
            let keys = whole.flat_map(|lacking| &lacking.missing);
            found.extend(keys.map(|key| self.missing_in(lang, key)));
        }
        found
    }

    fn check_missing(&self, used: &[UsedKey], dynamic: bool, found: &mut Vec<Diagnostic>) {
        let asked = asked(used);
        for lang in self.langs().filter(|lang| *lang != self.origin) {
            for (file, lacking) in self.lacking(lang, &asked, dynamic) {
                let missing = &lacking.missing;
                if lacking.is_whole() {
                    found.push(self.whole_file_missing(lang, file, missing));
                } else {
                    found.extend(missing.iter().map(|key| self.missing_in(lang, key)));
                }
            }
        }
    }

    /// Keys of the origin that a language lacks, by file. Embedded messages that no template uses are nobody's concern, nor
    /// are messages that are asked for in other languages alone.
    fn lacking(
        &self,
        lang: Lang,
        asked: &BTreeMap<&str, Vec<&Asks>>,
        dynamic: bool,
    ) -> BTreeMap<usize, Lacking> {
        let mut by_file: BTreeMap<usize, Lacking> = BTreeMap::new();
        for (key, entry, _) in self.keys(self.origin) {
            let (id, attribute) = split(&key);
            let file = by_file.entry(entry.file).or_default();
            file.total += 1;
            let matters = dynamic
                || match asked.get(key.as_str()) {
                    Some(asks) => asks.iter().any(|asks| match asks {
                        Asks::One(code) => *code == self.codes[lang.index()],
                        Asks::Page | Asks::Computed => true,
                    }),
                    None => self.layer(entry) != Layer::Embedded,
                };
            if matters
                && !self.unread.may_have(id)
                && self.tables[lang.index()].find(id, attribute).is_none()
            {
                file.missing.push(key);
            }
        }
        by_file
    }

    fn missing_in(&self, lang: Lang, key: &str) -> Diagnostic {
        match self.found_in(lang, key) {
            Some(found_in) => self.missing(lang, found_in, key),
            // The origin has it, but the language's chain does not lead there.
            None => {
                let (id, attribute) = split(key);
                let mut diagnostic = self.unknown(lang, key);
                diagnostic.severity = crate::diag::Severity::Finding;
                diagnostic.code = "missing-message";
                match self.tables[self.origin.index()].find(id, attribute) {
                    Some((entry, pattern)) => self.at_pattern(diagnostic, entry, pattern),
                    None => diagnostic,
                }
            }
        }
    }

    fn whole_file_missing(&self, lang: Lang, file: usize, missing: &[String]) -> Diagnostic {
        let source = &self.files[file];
        let shown: Vec<&str> = missing.iter().take(3).map(String::as_str).collect();
        let more = if missing.len() > shown.len() {
            ", …"
        } else {
            ""
        };
        Diagnostic::finding(
            "missing-message",
            format!(
                "all {} messages of this file are missing in `{}`: {}{more}",
                missing.len(),
                self.codes[lang.index()],
                shown.join(", ")
            ),
        )
        .at(&source.path, &source.text, 0..0, "")
        .help(format!(
            "translate them in `{}`",
            self.counterpart(file, lang)
        ))
    }

    /// Messages that only translations have. Those of a theme or the binary may serve other sites.
    fn check_obsolete(&self, wanted: &BTreeSet<&str>, found: &mut Vec<Diagnostic>) {
        let origin = &self.tables[self.origin.index()];
        let origin_code = &self.codes[self.origin.index()];
        for lang in self.langs().filter(|lang| *lang != self.origin) {
            let entries = self.tables[lang.index()].entries.values();
            let patterns = entries.flat_map(|entry| &entry.patterns);
            // Other messages of the language say it as a part of theirs.
            let referred: BTreeSet<&str> = patterns
                .flat_map(|pattern| &pattern.references)
                .filter(|reference| reference.kind == Kind::Message)
                .map(|reference| reference.id.as_str())
                .collect();
            for (key, entry, pattern) in self.keys(lang) {
                let (id, attribute) = split(&key);
                let embedded = self.layer(entry) == Layer::Embedded;
                // What is used and missing in the origin is said where calls are checked.
                if embedded
                    || wanted.contains(key.as_str())
                    || referred.contains(id)
                    || origin.find(id, attribute).is_some()
                    || self.unread.may_have(id)
                {
                    continue;
                }
                let diagnostic = Diagnostic::warning(
                    "obsolete-message",
                    format!("the message `{key}` exists here, but not in `{origin_code}`"),
                )
                .help(format!(
                    "delete it, or write it in `{}` too",
                    self.counterpart(entry.file, self.origin)
                ));
                found.push(self.at_pattern(diagnostic, entry, pattern));
            }
        }
    }

    fn check_variables(&self, found: &mut Vec<Diagnostic>) {
        let origin_code = &self.codes[self.origin.index()];
        for lang in self.langs().filter(|lang| *lang != self.origin) {
            for (key, entry, pattern) in self.keys(lang) {
                let (id, attribute) = split(&key);
                let Some((source, index)) = self.tables[self.origin.index()].find(id, attribute)
                else {
                    continue;
                };
                let own = self.variables(lang, &entry.id, pattern);
                let origin = self.variables(self.origin, &source.id, index);
                for variable in origin.difference(&own) {
                    let diagnostic = Diagnostic::finding(
                        "message-variables",
                        format!("`{key}` uses `${variable}` in `{origin_code}`, but not here"),
                    )
                    .help(format!("write `{{ ${variable} }}` where its value belongs"));
                    found.push(self.at_pattern(diagnostic, entry, pattern));
                }
                for variable in own.difference(&origin) {
                    let diagnostic = Diagnostic::finding(
                        "message-variables",
                        format!("`{key}` uses `${variable}` here, but not in `{origin_code}`"),
                    )
                    .help("use the variables of the original only");
                    found.push(self.at_pattern(diagnostic, entry, pattern));
                }
            }
        }
    }

    fn variables(&self, lang: Lang, id: &str, pattern: usize) -> BTreeSet<&str> {
        self.tables[lang.index()]
            .resolved(id, pattern)
            .into_iter()
            .flat_map(|resolved| resolved.variables.keys().map(String::as_str))
            .collect()
    }

    fn check_calls(&self, used: &[UsedKey], found: &mut Vec<Diagnostic>) {
        for call in used {
            let at_call = |mut diagnostic: Diagnostic| {
                diagnostic.place = call.place.clone();
                diagnostic
            };
            let (id, attribute) = split(&call.key);
            let is_read = !self.unread.may_have(id);
            let given: BTreeSet<&str> = call.args.iter().map(String::as_str).collect();
            let in_origin = self.tables[self.origin.index()]
                .find(id, attribute)
                .is_some();
            let mut wanted: BTreeMap<&str, Lang> = BTreeMap::new();
            let mut exists = false;
            for lang in self.langs().filter(|lang| self.may_ask(call, *lang)) {
                match self.found_in(lang, &call.key) {
                    // Whether it asks in a language that lacks the message, each page shows.
                    _ if call.asks == Asks::Computed => {}
                    None if is_read => found.push(at_call(self.unknown(lang, &call.key))),
                    Some(other) if is_read && other != lang && !in_origin => {
                        found.push(self.missing(lang, other, &call.key));
                    }
                    _ => {}
                }
                // Of all languages each has its own turn.
                let shown = match call.asks {
                    Asks::One(_) => self.find(lang, &call.key),
                    Asks::Page | Asks::Computed => self.tables[lang.index()]
                        .find(id, attribute)
                        .map(|(entry, pattern)| (lang, entry, pattern)),
                };
                if let Some((lang, entry, pattern)) = shown {
                    exists = true;
                    for variable in self.variables(lang, &entry.id, pattern) {
                        wanted.entry(variable).or_insert(lang);
                    }
                }
            }
            if !exists && is_read && call.asks == Asks::Computed {
                found.push(at_call(self.unknown(self.origin, &call.key)));
            }
            for (variable, lang) in &wanted {
                if !given.contains(variable) {
                    let code = &self.codes[lang.index()];
                    found.push(at_call(
                        Diagnostic::finding(
                            "missing-argument",
                            format!("the message `{}` needs `${variable}` in `{code}`", call.key),
                        )
                        .help(format!("write `{variable}=…` in the call")),
                    ));
                }
            }
            for argument in given
                .iter()
                .filter(|name| exists && is_read && !wanted.contains_key(*name))
            {
                found.push(at_call(
                    Diagnostic::warning(
                        "unused-argument",
                        match &call.asks {
                            Asks::One(code) => {
                                format!(
                                    "the message `{}` does not use `${argument}` in `{code}`",
                                    call.key
                                )
                            }
                            Asks::Page | Asks::Computed => {
                                format!(
                                    "the message `{}` uses `${argument}` in no language",
                                    call.key
                                )
                            }
                        },
                    )
                    .help("leave the argument out, or use it in the message"),
                ));
            }
        }
    }

    fn may_ask(&self, call: &UsedKey, lang: Lang) -> bool {
        match &call.asks {
            Asks::One(code) => *code == self.codes[lang.index()],
            Asks::Page | Asks::Computed => true,
        }
    }
}
