//! Calls that answer the same on every page of a language: answered when the theme is loaded.
//!
//! Most calls of a theme are `t(key="…")` and `asset(path="…")`, a dozen on every page, and for each of them Tera makes
//! two maps of its arguments. In the text that Tera reads a field stands in their place, as long as the call was, so that
//! the places in its errors are those of the file.

use std::borrow::Cow;

use tera::Value;

use crate::config::Lang;
use crate::i18n::messages::Args;
use crate::render::fields::value;
use crate::render::functions::Shared;
use crate::render::template_text::{Call, Tag, Token, tags};

/// What holds the answers in the context of a page.
pub(in crate::render) const NAME: &str = "_c";

/// The answers.
#[derive(Default)]
pub(in crate::render) struct Constants {
    by_language: Vec<Value>,
}

impl Constants {
    /// The answers on pages in `lang`, as the field [`NAME`]; none where no template asks.
    pub(in crate::render) fn of(&self, lang: Lang) -> Option<Value> {
        self.by_language.get(lang.index()).cloned()
    }
}

/// A message of Tera without this among the names that a template may use.
pub(super) fn left_out(message: &str) -> String {
    message.replace(&format!(" {NAME},"), "")
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
        by_name: Vec::new(),
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

/// Whether the page's language is `lang` wherever a call stands, and what components do not see is not asked of them:
/// the rest is left to Tera as it is.
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
            token.is_word(NAME) || token.is_word("lang") && binds(at)
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
        if in_component || tag.first_word() == Some("filter") {
            continue;
        }
        for (function, argument) in ASKED {
            for call in tag.calls(function) {
                let literal = (call.names().eq([argument]))
                    .then(|| call.literal(argument))
                    .flatten();
                let written = text.get(call.span.clone()).unwrap_or_default();
                let is_one_line = written.is_ascii() && !written.contains('\n');
                if let Some(literal) = literal.filter(|_| is_one_line && stands_alone(&call))
                    && let Some(field) = answers.field(function, literal.text)
                    && field.len() <= written.len()
                {
                    fields.push((call.span, field));
                }
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

/// The functions, with the one argument by which they are asked.
const ASKED: [(&str, &str); 2] = [("t", "key"), ("asset", "path")];

/// Whether a call is a value: no filter, no test, and no part is taken of it.
fn stands_alone(call: &Call<'_, '_>) -> bool {
    let is_value = match call.before {
        [.., before] if before.is_sign("|") || before.is_word("is") => false,
        [.., is, not] => !(is.is_word("is") && not.is_word("not")),
        _ => true,
    };
    let part_is_taken = |next: &Token<'_>| [".", "[", "?"].iter().any(|sign| next.is_sign(sign));
    is_value && !call.after.first().is_some_and(part_is_taken)
}

struct Answers<'s> {
    /// Function, argument, and what is answered in each language; none where that is not the same on all pages.
    by_name: Vec<(&'static str, String, Option<Vec<Value>>)>,
    shared: &'s Shared,
}

impl Answers<'_> {
    /// The field that holds the answer.
    fn field(&mut self, function: &'static str, argument: &str) -> Option<String> {
        let known = self
            .by_name
            .iter()
            .position(|(other, text, _)| *other == function && text == argument);
        let at = known.unwrap_or_else(|| {
            let answer = self.answer(function, argument);
            self.by_name.push((function, argument.to_owned(), answer));
            self.by_name.len() - 1
        });
        self.by_name[at]
            .2
            .is_some()
            .then(|| format!("{NAME}.k{at}"))
    }

    fn answer(&self, function: &'static str, argument: &str) -> Option<Vec<Value>> {
        let site = &self.shared.site;
        if function == "asset" {
            let (_, path) = site.asset(argument)?;
            let href = Value::from(site.href(&path));
            return Some(site.config.langs().map(|_| href.clone()).collect());
        }
        let message = |lang: Lang| {
            let formatted = self.shared.messages.format(lang, argument, &Args::new());
            formatted
                .findings
                .is_empty()
                .then(|| Value::from(formatted.text))
        };
        site.config.langs().map(message).collect()
    }

    fn into_constants(self) -> Constants {
        let names: Vec<String> = (0..self.by_name.len()).map(|at| format!("k{at}")).collect();
        let langs = self.shared.site.config.langs();
        let of = |lang: Lang| {
            let fields = names.iter().zip(&self.by_name);
            let fields = fields.filter_map(|(name, (.., answers))| {
                Some((name.as_str(), answers.as_ref()?.get(lang.index())?))
            });
            value(&fields.collect::<std::collections::BTreeMap<_, _>>())
        };
        let has_any = self.by_name.iter().any(|(.., answers)| answers.is_some());
        Constants {
            by_language: langs.filter(|_| has_any).map(of).collect(),
        }
    }
}
