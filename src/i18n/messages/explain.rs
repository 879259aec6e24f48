//! What is wrong with a message, in words and at its place.

use std::collections::BTreeSet;
use std::ops::Range;

use fluent::FluentError;
use fluent::resolver::ResolverError;
use fluent::resolver::errors::ReferenceKind;

use super::inspect::{self, Entry, Kind};
use super::{Arg, Args, Messages, split};
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::source::Layer;

impl Messages {
    /// The problem of a message that a language finds nowhere.
    pub(super) fn unknown(&self, lang: Lang, key: &str) -> Diagnostic {
        let code = self.codes.get(lang.index()).map_or("", String::as_str);
        let (id, attribute) = split(key);
        if let Some(problem) = self.other_parts(lang, id, attribute) {
            return problem;
        }
        let elsewhere = (0..)
            .map(Lang)
            .zip(&self.tables)
            .find(|(_, table)| table.find(id, attribute).is_some());
        let help = match elsewhere {
            Some((other, _)) => {
                let other = &self.codes[other.index()];
                format!(
                    "write it in `locales/{code}/`, or add `{other}`, which has it, to `fallback` of `{code}` in site.yaml"
                )
            }
            None => match self.nearest(key) {
                Some(near) => format!("write `{near}`, or add `{key}` in `locales/{code}/`"),
                None => format!("add `{key} = …` to a file in `locales/{code}/`"),
            },
        };
        Diagnostic::error(
            "unknown-message",
            format!("there is no message `{key}` for the language `{code}`"),
        )
        .help(help)
    }

    /// The problem of a key of which a language has the message and not the part that is asked for: its text, or that
    /// attribute.
    fn other_parts(&self, lang: Lang, id: &str, attribute: Option<&str>) -> Option<Diagnostic> {
        let mut chain = self.chains.get(lang.index())?.iter();
        let (code, entry) = chain.find_map(|lang| {
            let entry = self.tables[lang.index()].entries.get(id)?;
            (entry.kind == Kind::Message).then_some((&self.codes[lang.index()], entry))
        })?;
        let parts = entry.patterns.iter();
        let keys: Vec<String> = parts
            .map(|part| {
                format!(
                    "`{}`",
                    inspect::name(Kind::Message, id, part.attribute.as_deref())
                )
            })
            .collect();
        let (message, instead) = match attribute {
            None => (
                format!("the message `{id}` has attributes and no text of its own in `{code}`"),
                format!("give it a text: `{id} = …`"),
            ),
            Some(attribute) => (
                format!("the message `{id}` has no attribute `{attribute}` in `{code}`"),
                format!("add `.{attribute} = …` below it"),
            ),
        };
        let diagnostic = Diagnostic::error("unknown-message", message)
            .help(format!("write {}, or {instead}", keys.join(" or ")));
        Some(self.at_span(diagnostic, entry, entry.span.clone()))
    }

    fn nearest(&self, key: &str) -> Option<&str> {
        let (id, _) = split(key);
        self.tables
            .iter()
            .flat_map(|table| table.entries.values())
            .filter(|entry| entry.kind == Kind::Message)
            .map(|entry| (strsim::jaro_winkler(id, &entry.id), entry.id.as_str()))
            .filter(|(score, _)| *score > 0.9)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
            .map(|(_, id)| id)
    }

    /// The finding of a message that a language lacks but its chain has, at the place where it is found.
    pub(super) fn missing(&self, lang: Lang, found_in: Lang, key: &str) -> Diagnostic {
        let (id, attribute) = split(key);
        let diagnostic = Diagnostic::finding(
            "missing-message",
            format!(
                "the message `{key}` is missing in `{}`, so that of `{}` is shown",
                self.codes[lang.index()],
                self.codes[found_in.index()]
            ),
        );
        let Some((entry, pattern)) = self.tables[found_in.index()].find(id, attribute) else {
            return diagnostic;
        };
        let path = self.counterpart(entry.file, lang);
        let help = match attribute {
            None => format!("write it in `{path}`"),
            Some(attribute) => format!("write `.{attribute} = …` below `{id}` in `{path}`"),
        };
        self.at_pattern(diagnostic.help(help), entry, pattern)
    }

    /// The file in which a message of file number `file` would stand in another language. What is embedded can only
    /// be added to in the site's own folder.
    pub(super) fn counterpart(&self, file: usize, lang: Lang) -> String {
        let file = &self.files[file];
        let code = &self.codes[lang.index()];
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        match file.layer {
            Layer::Site | Layer::Embedded => format!("locales/{code}/{name}"),
            Layer::Theme => {
                let own = format!("/{}/", self.codes[file.lang.index()]);
                match file.path.rfind(&own) {
                    Some(at) => format!(
                        "{}/{code}/{}",
                        &file.path[..at],
                        &file.path[at + own.len()..]
                    ),
                    None => format!("locales/{code}/{name}"),
                }
            }
        }
    }

    /// Arguments that a function inside the message cannot take, or that are no number at all.
    pub(super) fn wrong_types(
        &self,
        lang: Lang,
        entry: &Entry,
        pattern: usize,
        args: &Args,
    ) -> Vec<Diagnostic> {
        let Some(resolved) = self.tables[lang.index()].resolved(&entry.id, pattern) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, functions) in &resolved.variables {
            let Some(arg) = args.get(name) else { continue };
            let problem = match arg {
                Arg::Number(number) if !number.is_finite() => {
                    Some(format!("`${name}` is not a finite number"))
                }
                arg => functions
                    .iter()
                    .find(|function| !function.accepts(arg))
                    .map(|function| {
                        format!(
                            "{} needs {}, but `${name}` is none",
                            function.name(),
                            function.takes()
                        )
                    }),
            };
            if let Some(problem) = problem {
                let diagnostic = Diagnostic::error("argument-type", problem).help(format!(
                    "give another value for `{name}` where the message is used"
                ));
                let is_it = |entry: &Entry, pattern: usize| {
                    entry.patterns[pattern]
                        .variables
                        .iter()
                        .find(|variable| variable.name == *name)
                        .map(|variable| variable.span.clone())
                };
                found.push(self.at_first(diagnostic, lang, entry, pattern, &is_it));
            }
        }
        found.extend(self.backward_ranges(lang, entry, pattern, args));
        found
    }

    /// Pairs of arguments that are a range, of which the second comes first.
    fn backward_ranges(
        &self,
        lang: Lang,
        entry: &Entry,
        pattern: usize,
        args: &Args,
    ) -> Vec<Diagnostic> {
        let Some(resolved) = self.tables[lang.index()].resolved(&entry.id, pattern) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (start, end) in &resolved.ranges {
            if let (Some(Arg::Date(from)), Some(Arg::Date(to))) = (args.get(start), args.get(end))
                && to.is_before(*from)
            {
                let diagnostic = Diagnostic::error(
                    "backward-range",
                    format!("the range from `${start}` ({from}) to `${end}` ({to}) ends before it begins"),
                )
                .help("exchange the two where the message is used");
                let is_it = |entry: &Entry, pattern: usize| {
                    let mut variables = entry.patterns[pattern].variables.iter();
                    variables
                        .find(|variable| variable.name == *end)
                        .map(|variable| variable.span.clone())
                };
                found.push(self.at_first(diagnostic, lang, entry, pattern, &is_it));
            }
        }
        found
    }

    /// Whether what could not be resolved is only what could not be read, or was told when that was.
    pub(super) fn is_told(&self, error: &FluentError) -> bool {
        match error {
            FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Function {
                ..
            })) => true,
            FluentError::ResolverError(ResolverError::Reference(
                ReferenceKind::Message { id, .. } | ReferenceKind::Term { id, .. },
            )) => self.unread.may_have(id),
            _ => false,
        }
    }

    /// A resolver error in words, at the reference that failed.
    pub(super) fn explain(
        &self,
        lang: Lang,
        key: &str,
        entry: &Entry,
        pattern: usize,
        error: &FluentError,
    ) -> Diagnostic {
        let FluentError::ResolverError(error) = error else {
            let diagnostic = Diagnostic::error(
                "message-error",
                format!("the message `{key}` fails: {error}"),
            );
            return self.at_pattern(diagnostic, entry, pattern);
        };
        let reference = |kind: Kind, id: &str, attribute: Option<&str>| {
            let diagnostic = unknown_reference(&inspect::name(kind, id, attribute));
            let is_it = |entry: &Entry, pattern: usize| {
                entry.patterns[pattern]
                    .references
                    .iter()
                    .find(|reference| {
                        reference.kind == kind
                            && reference.id == id
                            && reference.attribute.as_deref() == attribute
                    })
                    .map(|reference| reference.span.clone())
            };
            self.at_first(diagnostic, lang, entry, pattern, &is_it)
        };
        match error {
            ResolverError::Reference(ReferenceKind::Message { id, attribute }) => {
                reference(Kind::Message, id, attribute.as_deref())
            }
            ResolverError::Reference(ReferenceKind::Term { id, attribute }) => {
                reference(Kind::Term, id, attribute.as_deref())
            }
            ResolverError::NoValue(id) => reference(Kind::Message, id, None),
            ResolverError::Reference(ReferenceKind::Variable { id }) => {
                let diagnostic = Diagnostic::error(
                    "missing-argument",
                    format!("the message `{key}` needs `${id}`, which was not given"),
                )
                .help(format!(
                    "write `{id}=…` where the message is used: `t(key=\"{key}\", {id}=…)`"
                ));
                let is_it = |entry: &Entry, pattern: usize| {
                    entry.patterns[pattern]
                        .variables
                        .iter()
                        .find(|variable| variable.name == *id)
                        .map(|variable| variable.span.clone())
                };
                self.at_first(diagnostic, lang, entry, pattern, &is_it)
            }
            // Loading has ruled these out; should one come all the same, it is said.
            ResolverError::Reference(ReferenceKind::Function { .. })
            | ResolverError::MissingDefault
            | ResolverError::Cyclic
            | ResolverError::TooManyPlaceables => {
                let diagnostic = Diagnostic::error(
                    "message-error",
                    format!("the message `{key}` fails: {error}"),
                );
                self.at_pattern(diagnostic, entry, pattern)
            }
        }
    }

    pub(super) fn at_pattern(
        &self,
        diagnostic: Diagnostic,
        entry: &Entry,
        pattern: usize,
    ) -> Diagnostic {
        let span = entry
            .patterns
            .get(pattern)
            .map_or(entry.span.clone(), |pattern| pattern.span.clone());
        self.at_span(diagnostic, entry, span)
    }

    pub(super) fn at_span(
        &self,
        diagnostic: Diagnostic,
        entry: &Entry,
        span: Range<usize>,
    ) -> Diagnostic {
        let file = &self.files[entry.file];
        diagnostic.at(&file.path, &file.text, span, "here")
    }

    /// Puts a problem at the first place that `is_it` knows in the pattern or in those that it refers to.
    fn at_first(
        &self,
        diagnostic: Diagnostic,
        lang: Lang,
        entry: &Entry,
        pattern: usize,
        is_it: &dyn Fn(&Entry, usize) -> Option<Range<usize>>,
    ) -> Diagnostic {
        let table = &self.tables[lang.index()];
        let mut seen = BTreeSet::from([(entry.id.as_str(), pattern)]);
        let mut queue = vec![(entry, pattern)];
        while let Some((entry, pattern)) = queue.pop() {
            if let Some(span) = is_it(entry, pattern) {
                return self.at_span(diagnostic, entry, span);
            }
            for reference in &entry.patterns[pattern].references {
                if let Some((next, index)) = table.target(reference)
                    && seen.insert((next.id.as_str(), index))
                {
                    queue.push((next, index));
                }
            }
        }
        self.at_pattern(diagnostic, entry, pattern)
    }
}

/// The problem of a reference to nothing, by the name as it is written.
pub(super) fn unknown_reference(name: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-reference",
        format!("there is no `{name}` in this language"),
    )
    .help(format!(
        "define `{name}` in the same language, or write its text here"
    ))
}
