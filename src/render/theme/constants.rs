//! Calls that answer the same on every page of a language: answered when the theme is loaded.
//!
//! Most calls of a theme are `t(key="…")`, `t(key="…", site=site.title)` and `asset(path="…")`, a dozen on every page, and for each of them Tera makes
//! two maps of its arguments. Where such a call is all that a tag prints, a field stands in its place in the text that Tera
//! reads, as long as the call was, so that the places in errors are those of the file.

use std::borrow::Cow;

use tera::Value;

use crate::config::Lang;
use crate::i18n::messages::{Arg, Args};
use crate::render::fields::value;
use crate::render::functions::{Shared, argument};
use crate::render::template_text::{Call, Kind, Tag, Token, tags};

/// What holds the answers in the context of a page.
pub(in crate::render) const NAME: &str = "_c";

/// The answers.
#[derive(Default)]
pub(in crate::render) struct Constants {
    by_language: Vec<Value>,
}

impl Constants {
    fn is_empty(&self) -> bool {
        self.by_language.is_empty()
    }

    /// The answers on pages in `lang`, as the field [`NAME`]; none where no template asks.
    pub(in crate::render) fn of(&self, lang: Lang) -> Option<Value> {
        self.by_language.get(lang.index()).cloned()
    }
}

/// A message of Tera without this among the names that a template may use, where any call was answered.
pub(super) fn left_out(message: &str, constants: &Constants) -> String {
    let names = " Available variables: ";
    match message.split_once(names) {
        Some((before, after)) if before.starts_with("Variable `") && !constants.is_empty() => {
            let after: Vec<&str> = after.split(", ").filter(|name| *name != NAME).collect();
            format!("{before}{names}{}", after.join(", "))
        }
        _ => message.to_owned(),
    }
}

/// Puts fields in the place of calls, in all templates of a theme.
pub(super) fn put_in<'a>(
    texts: Vec<(String, Cow<'a, str>)>,
    shared: &Shared,
) -> (Vec<(String, Cow<'a, str>)>, Constants) {
    let read: Vec<Vec<Tag<'_>>> = texts.iter().map(|(_, text)| tags(text)).collect();
    if !read.iter().all(|tags| is_plain_to_see(tags)) {
        return (texts, Constants::default());
    }
    let mut answers = Answers {
        by_call: Vec::new(),
        shared,
    };
    let changed: Vec<Option<String>> = texts
        .iter()
        .zip(&read)
        .map(|((_, text), tags)| changed(text, tags, &mut answers))
        .collect();
    let constants = answers.into_constants();
    let texts = texts.into_iter().zip(changed);
    let texts = texts.map(|((name, text), changed)| (name, changed.map_or(text, Cow::Owned)));
    (texts.collect(), constants)
}

/// Whether the page's language is `lang` and the site `site` wherever a call stands, what components do not see is not
/// asked of them, and nobody looks at all names that there are: the rest is left to Tera as it is.
fn is_plain_to_see(tags: &[Tag<'_>]) -> bool {
    let mut in_component = false;
    tags.iter().all(|tag| {
        in_component = (in_component || tag.component().is_some()) && !tag.ends_component();
        let includes = tag.first_word() == Some("include");
        let binds = |at: usize| match &tag.tokens[..at] {
            [.., before] if before.is_sign(",") => tag
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is_word("in")),
            [.., before] => ["set", "set_global", "for"]
                .iter()
                .any(|word| before.is_word(word)),
            [] => false,
        };
        let is_hidden = in_component && includes;
        let mut tokens = tag.tokens.iter().enumerate();
        let is_other = |(at, token): (usize, &Token<'_>)| {
            token.is_word(NAME)
                || token.is_word("__tera_context")
                || (token.is_word("lang") || token.is_word("site")) && binds(at)
        };
        !is_hidden && !tokens.any(is_other)
    })
}

/// The text with fields in the place of calls, if there is any.
fn changed(text: &str, tags: &[Tag<'_>], answers: &mut Answers<'_>) -> Option<String> {
    let mut fields = Vec::new();
    let mut in_component = false;
    for tag in tags {
        in_component = (in_component || tag.component().is_some()) && !tag.ends_component();
        if in_component || !tag.prints {
            continue;
        }
        for function in FUNCTIONS {
            let call = tag.calls(function).next().filter(|call| call.is_alone);
            let Some(call) = call else { continue };
            let written = text.get(call.span.clone()).unwrap_or_default();
            if written.is_ascii()
                && !written.contains('\n')
                && let Some(field) = answers.field(function, written, &call)
                && field.len() <= written.len()
            {
                fields.push((call.span, field));
            }
        }
    }
    if fields.is_empty() {
        return None;
    }
    let mut changed = text.to_owned();
    for (span, field) in fields {
        let padded = format!("{field:>width$}", width = span.len());
        changed.replace_range(span, &padded);
    }
    Some(changed)
}

const FUNCTIONS: [&str; 2] = ["t", "asset"];

struct Answers<'s> {
    /// Calls as they are written, and what is answered in each language; none where that is not the same on all pages.
    by_call: Vec<(String, Option<Vec<Value>>)>,
    shared: &'s Shared,
}

impl Answers<'_> {
    /// The field that holds the answer.
    fn field(&mut self, function: &str, written: &str, call: &Call<'_, '_>) -> Option<String> {
        let known = self.by_call.iter().position(|(other, _)| other == written);
        let at = known.unwrap_or_else(|| {
            let answer = match function {
                "asset" => self.asset(call),
                _ => self.message(call),
            };
            self.by_call.push((written.to_owned(), answer));
            self.by_call.len() - 1
        });
        let (_, answer) = &self.by_call[at];
        answer.is_some().then(|| format!("{NAME}.k{at}"))
    }

    fn asset(&self, call: &Call<'_, '_>) -> Option<Vec<Value>> {
        let site = &self.shared.site;
        let path = call.literal("path").filter(|_| call.names().count() == 1)?;
        let (_, path) = site.asset(path.text)?;
        let href = Value::from(site.href(&path));
        Some(site.config.langs().map(|_| href.clone()).collect())
    }

    fn message(&self, call: &Call<'_, '_>) -> Option<Vec<Value>> {
        let key = call.literal("key")?;
        let mut names: Vec<&str> = call.names().collect();
        names.sort_unstable();
        // What is wrong with a call Tera says best.
        if names.contains(&"lang")
            || !names.is_sorted_by(|a, b| a < b)
            || !names.iter().all(is_name)
        {
            return None;
        }
        let langs = self.shared.site.config.langs();
        langs
            .map(|lang| {
                let names = call.names().filter(|name| *name != "key");
                let arguments: Args = names
                    .map(|name| Some((name.to_owned(), self.argument(call.argument(name)?, lang)?)))
                    .collect::<Option<_>>()?;
                let formatted = self.shared.messages.format(lang, key.text, &arguments);
                // What is to be said of a message is said on every page that shows it.
                let is_lasting = formatted.findings.is_empty();
                is_lasting.then(|| Value::from(formatted.text))
            })
            .collect()
    }

    /// The value of an argument of a message, where it is a text or a text of the site.
    fn argument(&self, tokens: &[Token<'_>], lang: Lang) -> Option<Arg> {
        match tokens {
            [text] if text.kind == Kind::Text => Some(argument(&text.text.into())),
            [site, path @ ..] if site.is_word("site") => {
                let mut value = self.shared.views.site(lang);
                for pair in path.chunks(2) {
                    let [dot, name] = pair else { return None };
                    let is_field = dot.is_sign(".") && name.kind == Kind::Word;
                    value = value.get_from_path(name.text).filter(|_| is_field)?.clone();
                }
                value.is_string().then(|| argument(&value))
            }
            _ => None,
        }
    }

    fn into_constants(self) -> Constants {
        let names: Vec<String> = (0..self.by_call.len()).map(|at| format!("k{at}")).collect();
        let langs = self.shared.site.config.langs();
        let of = |lang: Lang| {
            let fields = names.iter().zip(&self.by_call);
            let fields = fields.filter_map(|(name, (_, answers))| {
                Some((name.as_str(), answers.as_ref()?.get(lang.index())?))
            });
            value(&fields.collect::<std::collections::BTreeMap<_, _>>())
        };
        let has_any = self.by_call.iter().any(|(_, answers)| answers.is_some());
        Constants {
            by_language: langs.filter(|_| has_any).map(of).collect(),
        }
    }
}

/// Whether an argument may be called so.
fn is_name(name: &&str) -> bool {
    const WORDS: [&str; 12] = [
        "and", "else", "false", "for", "if", "in", "is", "none", "None", "not", "or", "true",
    ];
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && !WORDS.contains(name)
}
