//! Calls that answer the same on every page of a language: answered when the theme is loaded.
//!
//! Most calls of a theme are `t(key="…")`, `t(key="…", site=site.title)` and `asset(path="…")`, a dozen on every page, and
//! for each of them Tera makes two maps of its arguments. Where such a call is all that a tag prints, a field stands in its
//! place in the text that Tera reads, as long as the call was, so that the places in errors are those of the file.

use std::collections::BTreeMap;

use tera::Value;

use super::Read;
use crate::config::Lang;
use crate::i18n::messages::{Arg, Args};
use crate::render::fields::value;
use crate::render::functions::{Shared, argument, asset_address};
use crate::render::template_text::{Call, Kind, Tag, Token, by_component};

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

/// The texts of templates with fields in the place of calls, where there is any, by their registered names; and what the
/// fields hold.
pub(super) fn of_calls(read: &Read<'_>, shared: &Shared) -> (BTreeMap<String, String>, Constants) {
    if !read.values().all(|(_, tags)| is_plain_to_see(tags)) {
        return Default::default();
    }
    let mut answers = Answers {
        by_call: Vec::new(),
        shared,
    };
    let changed = read
        .iter()
        .filter_map(|(name, (text, tags))| {
            Some(((*name).to_owned(), changed(text, tags, &mut answers)?))
        })
        .collect();
    (changed, answers.into_constants())
}

/// Whether the page's language is `lang` and the site `site` wherever a call stands, what components do not see is not
/// asked of them, and nobody looks at all names that there are: the rest is left to Tera as it is.
fn is_plain_to_see(tags: &[Tag<'_>]) -> bool {
    by_component(tags).all(|(in_component, tag)| {
        let is_hidden = in_component && tag.first_word() == Some("include");
        let mut tokens = tag.tokens.iter().enumerate();
        !is_hidden
            && !tokens.any(|(at, token)| {
                token.is_word(NAME)
                    || token.is_word("__tera_context")
                    || (token.is_word("lang") || token.is_word("site")) && is_bound(&tag.tokens, at)
            })
    })
}

/// Whether the word at that place gets another meaning there.
fn is_bound(tokens: &[Token<'_>], at: usize) -> bool {
    match &tokens[..at] {
        [.., before] if before.is_sign(",") => {
            tokens.get(at + 1).is_some_and(|next| next.is_word("in"))
        }
        [.., before] => ["set", "set_global", "for"]
            .iter()
            .any(|word| before.is_word(word)),
        [] => false,
    }
}

/// The text with fields in the place of calls, if there is any.
fn changed(text: &str, tags: &[Tag<'_>], answers: &mut Answers<'_>) -> Option<String> {
    let mut fields = Vec::new();
    let of_pages = by_component(tags).filter(|(in_component, tag)| !in_component && tag.prints);
    for (_, tag) in of_pages {
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
        let address = asset_address(site, path.text)?;
        Some(site.config.langs().map(|_| address.clone()).collect())
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
                let fields = path.chunks(2).map(|pair| match pair {
                    [dot, name] if dot.is_sign(".") && name.kind == Kind::Word => Some(name.text),
                    _ => None,
                });
                let path = fields.collect::<Option<Vec<_>>>()?.join(".");
                let site = self.shared.views.site(lang);
                let value = site
                    .get_from_path(&path)
                    .filter(|value| value.is_string())?;
                Some(argument(value))
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
            value(&fields.collect::<BTreeMap<_, _>>())
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
