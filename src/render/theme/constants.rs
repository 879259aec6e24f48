//! Calls that answer the same on every page of a language: answered when the theme is loaded.
//!
//! Most calls of a theme are `t(key="…")`, `t(key="…", site=site.title)` and `asset(path="…")`, a dozen on every page, and
//! for each of them Tera makes two maps of its arguments. Where such a call is all that a tag prints, a field stands in its
//! place in the text that Tera reads, as long as the call was, so that the places in errors are those of the file. So it
//! does for whole parts ([`super::parts`]), whose fields are put in here too.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::Value;

use super::Read;
use super::parts::Part;
use crate::config::Lang;
use crate::i18n::messages::{Arg, Args};
use crate::model::Site;
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

/// What is found in templates that is the same on every page of a language.
#[derive(Default)]
pub(super) struct Found {
    /// The texts of the templates with fields in its place, where there is any, by their registered names.
    pub(super) changed: BTreeMap<String, String>,
    /// The parts that are to be rendered, by the numbers of their fields.
    pub(super) parts: Vec<(usize, Part)>,
    answers: Vec<(String, Option<Vec<Value>>)>,
}

/// Whether nothing is in the way of looking for it.
pub(super) fn may_be_found(read: &Read<'_>) -> bool {
    read.values().all(|(_, tags)| is_plain_to_see(tags))
}

/// Looks for calls, and puts fields in their place and in that of `parts`.
pub(super) fn of_templates(read: &Read<'_>, parts: Vec<Part>, shared: &Shared) -> Found {
    let mut answers = Answers {
        by_call: Vec::new(),
        shared,
    };
    let mut fields: BTreeMap<&str, Vec<(Range<usize>, String)>> = BTreeMap::new();
    let mut placed = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let known = read.get_key_value(part.template.as_str());
        if let (Some((name, _)), Some(field)) = (known, part.field(at)) {
            let of_template = fields.entry(name).or_default();
            of_template.push((part.span.clone(), field));
            placed.push((at, part));
        }
    }
    for (name, (text, tags)) in read {
        let of_template = fields.entry(name).or_default();
        let of_calls = fields_of_calls(text, tags, of_template, &mut answers);
        of_template.extend(of_calls);
    }
    let with_fields = |(name, fields): (&str, Vec<(Range<usize>, String)>)| {
        let (text, _) = read.get(name).filter(|_| !fields.is_empty())?;
        let mut changed = (*text).to_owned();
        for (span, field) in fields {
            changed.replace_range(span, &field);
        }
        Some((name.to_owned(), changed))
    };
    Found {
        changed: fields.into_iter().filter_map(with_fields).collect(),
        parts: placed,
        answers: answers.by_call,
    }
}

impl Found {
    /// The fields with what they hold, `rendered` being what each of the first parts came to in each language.
    pub(super) fn constants(&self, rendered: &[Vec<Value>], site: &Site) -> Constants {
        let of_calls = self.answers.iter().enumerate();
        let of_calls =
            of_calls.filter_map(|(at, (_, answers))| Some((format!("k{at}"), answers.as_ref()?)));
        let of_parts = self.parts.iter().zip(rendered);
        let of_parts = of_parts.map(|((at, _), rendered)| (format!("p{at}"), rendered));
        let all: Vec<(String, &Vec<Value>)> = of_calls.chain(of_parts).collect();
        let of = |lang: Lang| {
            let fields = all.iter();
            let fields = fields
                .filter_map(|(name, values)| Some((name.as_str(), values.get(lang.index())?)));
            value(&fields.collect::<BTreeMap<_, _>>())
        };
        let langs = site.config.langs();
        Constants {
            by_language: langs.filter(|_| !all.is_empty()).map(of).collect(),
        }
    }
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

/// The fields that stand in the place of calls, as long as those are; where there is another already, there is none.
fn fields_of_calls(
    text: &str,
    tags: &[Tag<'_>],
    taken: &[(Range<usize>, String)],
    answers: &mut Answers<'_>,
) -> Vec<(Range<usize>, String)> {
    let mut fields = Vec::new();
    // Both are in the order in which they stand.
    let mut taken = taken.iter().map(|(span, _)| span).peekable();
    let of_pages = by_component(tags).filter(|(in_component, tag)| !in_component && tag.prints);
    for (_, tag) in of_pages {
        while taken.next_if(|span| span.end <= tag.outer.start).is_some() {}
        if taken
            .peek()
            .is_some_and(|span| span.start <= tag.outer.start)
        {
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
                let padded = format!("{field:>width$}", width = written.len());
                fields.push((call.span, padded));
            }
        }
    }
    fields
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
