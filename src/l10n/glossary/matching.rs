//! Words in texts: by longest substring where words are not parted by spaces, else word by word.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Words;
use crate::config::Writing;
use crate::unicode::fold_name;

/// How a word is meant by its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Prefer,
    Allow,
    Forbid,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// By its place in the glossary.
    pub(super) term: usize,
    pub(super) role: Role,
    /// As it stands in the glossary.
    pub(super) written: String,
    /// Whether it is no part of a longer word of kana: ゲル in エンゲル.
    pub(super) is_whole: bool,
}

/// All words of a language, by what they begin with, the longest first.
#[derive(Debug)]
pub(super) struct Index {
    writing: Writing,
    forms: BTreeMap<String, Vec<Form>>,
}

#[derive(Debug)]
struct Form {
    units: Vec<String>,
    written: String,
    uses: Vec<(usize, Role)>,
}

impl Index {
    /// Of the words of all terms, in the order of the glossary.
    pub(super) fn new<'w>(
        writing: Writing,
        words: impl Iterator<Item = Option<&'w Words>>,
    ) -> Self {
        let mut index = Index {
            writing,
            forms: BTreeMap::new(),
        };
        for (term, words) in words.enumerate() {
            let Some(words) = words else { continue };
            for (role, forms) in [
                (Role::Prefer, &words.prefer),
                (Role::Allow, &words.allow),
                (Role::Forbid, &words.forbid),
            ] {
                for written in forms {
                    index.add(term, role, written);
                }
            }
        }
        for forms in index.forms.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.units.len()));
        }
        index
    }

    fn add(&mut self, term: usize, role: Role, written: &str) {
        let units = owned_units(written, self.writing);
        let Some(first) = units.first() else { return };
        let forms = self.forms.entry(first.clone()).or_default();
        match forms.iter_mut().find(|form| form.units == units) {
            Some(form) => form.uses.push((term, role)),
            None => forms.push(Form {
                units,
                written: written.to_owned(),
                uses: vec![(term, role)],
            }),
        }
    }

    /// What stands in a text, from its start: the longest word at each place, and none within another.
    pub(super) fn find(&self, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        if self.forms.is_empty() {
            return found;
        }
        let folded = fold_name(text);
        let units = units(&folded, self.writing);
        let mut at = 0;
        while at < units.len() {
            let form = self.forms.get(&*units[at]).and_then(|forms| {
                forms.iter().find(|form| {
                    let there = units.get(at..at + form.units.len());
                    there.is_some_and(|there| there.iter().eq(form.units.iter()))
                })
            });
            let Some(form) = form else {
                at += 1;
                continue;
            };
            let end = at + form.units.len();
            let is_whole = !is_katakana_at(&units, at.checked_sub(1), at)
                && !is_katakana_at(&units, Some(end - 1), end);
            found.extend(form.uses.iter().map(|(term, role)| Match {
                term: *term,
                role: *role,
                written: form.written.clone(),
                is_whole,
            }));
            at = end;
        }
        found
    }
}

/// Whether two units that stand side by side are one word of katakana.
fn is_katakana_at(units: &[Cow<'_, str>], one: Option<usize>, other: usize) -> bool {
    let is_katakana = |at: usize| {
        let char = units.get(at).and_then(|unit| unit.chars().next());
        matches!(char, Some('ァ'..='ヺ' | 'ー'))
    };
    one.is_some_and(is_katakana) && is_katakana(other)
}

/// The units of a word of the glossary; none where it has nothing to be found by.
pub(super) fn owned_units(word: &str, writing: Writing) -> Vec<String> {
    let folded = fold_name(word.trim());
    if !folded.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let units = units(&folded, writing);
    units.into_iter().map(Cow::into_owned).collect()
}

/// What is compared: characters, or words without their inflection.
fn units(folded: &str, writing: Writing) -> Vec<Cow<'_, str>> {
    match writing {
        Writing::Japanese | Writing::Chinese | Writing::Korean => {
            let ends = folded.char_indices();
            ends.map(|(at, char)| Cow::Borrowed(&folded[at..at + char.len_utf8()]))
                .collect()
        }
        Writing::Other => folded
            .split(|char: char| !char.is_alphanumeric() && !is_apostrophe(char))
            .map(|word| word.trim_matches(is_apostrophe))
            .filter(|word| !word.is_empty())
            .map(stem)
            .collect(),
    }
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '\u{2019}')
}

/// An English word without possessive and plural: groups, group's and groups' are group. Other languages have their
/// words as they are, but for a final s.
fn stem(word: &str) -> Cow<'_, str> {
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("\u{2019}s"))
        .unwrap_or(word);
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let has_e = ["ses", "xes", "zes", "ches", "shes"];
    if has_e.iter().any(|end| word.ends_with(end)) && word.len() > 4 {
        return Cow::Borrowed(&word[..word.len() - 2]);
    }
    let keeps_s = ["ss", "us", "is"];
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !keeps_s.iter().any(|end| word.ends_with(end)) => {
            Cow::Borrowed(stem)
        }
        _ => Cow::Borrowed(word),
    }
}
