//! `languages`, and the texts that differ by them.

use std::collections::BTreeMap;

use icu::locale::Locale;

use super::{LANGUAGE, Lang, Language, Localized, SOFT_BREAKS, SoftBreaks, Writing};
use crate::yaml::{Entry, Node, Reader, Value};

/// [`Lang`] is one byte; this leaves room.
const MOST: usize = 200;

const EXAMPLE: &str = "languages: {ja: {name: 日本語}, en: {name: English}}";

/// Reads `languages`; fallbacks are still without the default language. Empty where none can be made out.
pub(super) fn languages(reader: &mut Reader<'_>, node: &Node) -> Vec<Language> {
    let Some(entries) = reader.mapping(node, "languages", EXAMPLE) else {
        return Vec::new();
    };
    if entries.is_empty() {
        reader.wrong_type(node, "languages", "at least one language", EXAMPLE);
    }
    if let Some(first_too_many) = entries.get(MOST) {
        reader.error(
            "too-many-languages",
            first_too_many.key_span.clone(),
            format!("a site has at most {MOST} languages"),
            "delete the languages from here on",
        );
    }
    let good: Vec<&Entry> = entries
        .iter()
        .take(MOST)
        .filter(|entry| code_is_good(reader, entry))
        .collect();
    let languages: Vec<Language> = good.iter().map(|entry| language(reader, entry)).collect();
    refuse_equal_codes(reader, &good);
    warn_of_equal_tags(reader, &good, &languages);
    let codes: Vec<&str> = good.iter().map(|entry| entry.key.as_str()).collect();
    let fallbacks: Vec<Vec<Lang>> = good
        .iter()
        .map(|entry| fallback(reader, entry, &codes))
        .collect();
    languages
        .into_iter()
        .zip(fallbacks)
        .map(|(language, fallback)| Language {
            fallback,
            ..language
        })
        .collect()
}

/// A code stands in URLs, file names (`page.ja.md`) and folders.
fn code_is_good(reader: &mut Reader<'_>, entry: &Entry) -> bool {
    let mut parts = entry.key.split('-');
    let first = parts.next().unwrap_or_default();
    let good = (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if !good {
        reader.error(
            "bad-language-code",
            entry.key_span.clone(),
            format!(
                "`{}` cannot be the code of a language",
                crate::yaml::shorten(&entry.key)
            ),
            "write letters and hyphens only, such as `ja` or `zh-hant`",
        );
    }
    good
}

fn language(reader: &mut Reader<'_>, entry: &Entry) -> Language {
    let code = &entry.key;
    let owner = format!("languages.{code}");
    let example = format!("{code}: {{name: …, tag: {code}}}");
    let entries = reader
        .mapping(&entry.value, &owner, &example)
        .unwrap_or_default();
    reader.refuse_unknown_keys(entries, LANGUAGE, &format!("`{owner}`"));
    let locale = locale(reader, entry, &owner);
    let tag = locale
        .as_ref()
        .map_or_else(|| code.clone(), Locale::to_string);
    let name = entry
        .value
        .get("name")
        .and_then(|node| reader.text(node, &format!("{owner}.name"), "name: 日本語"))
        .unwrap_or_else(|| tag.clone());
    let soft_breaks = entry
        .value
        .get("soft_breaks")
        .and_then(|node| reader.choice(node, "soft_breaks", SOFT_BREAKS));
    let usual = match Writing::of_tag(&tag) {
        Writing::Japanese | Writing::Chinese => SoftBreaks::Cjk,
        Writing::Korean | Writing::Other => SoftBreaks::Keep,
    };
    Language {
        code: code.clone(),
        name,
        tag,
        soft_breaks: soft_breaks.unwrap_or(usual),
        fallback: Vec::new(),
    }
}

/// The BCP 47 tag: the key `tag`, else the code.
fn locale(reader: &mut Reader<'_>, entry: &Entry, owner: &str) -> Option<Locale> {
    let (tag, span) = match entry.value.get("tag") {
        Some(node) => (
            reader.text(node, &format!("{owner}.tag"), "tag: zh-Hans")?,
            node.span.clone(),
        ),
        None => (entry.key.clone(), entry.key_span.clone()),
    };
    // `und` is what the parser makes of a tag without a language.
    let locale = Locale::try_from_str(&tag)
        .ok()
        .filter(|locale| !locale.id.language.is_unknown());
    if locale.is_none() {
        reader.error(
            "bad-language-tag",
            span,
            format!(
                "`{}` is no language tag (BCP 47)",
                crate::yaml::shorten(&tag)
            ),
            "write the language and, where needed, its script or region: `tag: ja`, `tag: zh-Hans`, `tag: pt-BR`",
        );
    }
    locale
}

/// Codes become folders, and some file systems take `ja` and `JA` for one.
fn refuse_equal_codes(reader: &mut Reader<'_>, entries: &[&Entry]) {
    let mut seen: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries {
        match seen.get(&entry.key.to_ascii_lowercase()) {
            Some(first) => reader.error(
                "bad-language-code",
                entry.key_span.clone(),
                format!(
                    "`{}` and `{}` differ in upper and lower case only",
                    first.key, entry.key
                ),
                "give one of them another code, or delete it",
            ),
            None => {
                seen.insert(entry.key.to_ascii_lowercase(), entry);
            }
        }
    }
}

fn warn_of_equal_tags(reader: &mut Reader<'_>, entries: &[&Entry], languages: &[Language]) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (entry, language) in entries.iter().zip(languages) {
        if let Some(first) = seen.insert(&language.tag, &language.code) {
            reader.warning(
                "equal-language-tags",
                entry.key_span.clone(),
                format!(
                    "`{first}` and `{}` have the same tag `{}`, so search engines cannot tell them apart",
                    language.code, language.tag
                ),
                "give each language a `tag` of its own",
            );
        }
    }
}

fn fallback(reader: &mut Reader<'_>, entry: &Entry, codes: &[&str]) -> Vec<Lang> {
    let name = format!("languages.{}.fallback", entry.key);
    let Some(node) = entry.value.get("fallback") else {
        return Vec::new();
    };
    let items = reader
        .list(node, &name, "fallback: [ja, en]")
        .unwrap_or_default();
    let mut found = Vec::new();
    for item in items {
        let Some(lang) = language_code(reader, item, &name, codes) else {
            continue;
        };
        if codes.get(lang.index()) == Some(&entry.key.as_str()) {
            reader.error(
                "bad-fallback",
                item.span.clone(),
                format!("`{}` cannot fall back on itself", entry.key),
                "delete it from the list",
            );
        } else if found.contains(&lang) {
            reader.warning(
                "repeated",
                item.span.clone(),
                format!("`{}` stands twice in this list", reader.written(&item.span)),
                "delete it here",
            );
        } else {
            found.push(lang);
        }
    }
    found
}

/// A code that must be one of `codes`.
pub(super) fn language_code(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    codes: &[&str],
) -> Option<Lang> {
    let example = codes.first().copied().unwrap_or("ja");
    let code = reader.text(node, name, example)?;
    let found = codes.iter().position(|known| *known == code);
    if found.is_none() {
        reader.unknown(
            "unknown-language",
            node.span.clone(),
            format!(
                "`{}` is none of the site's languages",
                crate::yaml::shorten(&code)
            ),
            &code,
            codes,
        );
    }
    found.and_then(|at| u8::try_from(at).ok()).map(Lang)
}

/// One text for all languages, or one by language.
pub(super) fn localized(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    codes: &[&str],
) -> Localized {
    // A slip inside leaves no entries too, and has been told.
    let is_blank = || {
        let written = reader.written(&node.span);
        written
            .trim_matches(|character: char| {
                matches!(character, '{' | '}') || character.is_whitespace()
            })
            .is_empty()
    };
    if matches!(&node.value, Value::Mapping(entries) if entries.is_empty()) && is_blank() {
        reader.error(
            "no-value",
            node.span.clone(),
            format!("`{name}` has no text in any language"),
            format!("write `{{{}: …}}`", codes.first().unwrap_or(&"ja")),
        );
    }
    localized_beside(reader, node, name, codes, &[])
}

/// [`localized`] where other keys may stand among the codes of languages; those are the caller's to read.
pub(super) fn localized_beside(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    codes: &[&str],
    others: &[&str],
) -> Localized {
    let mut texts = vec![None; codes.len()];
    let example = format!("{{{}: …}}", codes.first().unwrap_or(&"ja"));
    match &node.value {
        Value::Mapping(entries) => {
            let own = |entry: &&Entry| !others.contains(&entry.key.as_str());
            for entry in entries.iter().filter(own) {
                match codes.iter().position(|code| *code == entry.key) {
                    Some(at) => {
                        let name = format!("{name}.{}", entry.key);
                        let text = reader.text(&entry.value, &name, "…");
                        if let Some(slot) = texts.get_mut(at) {
                            *slot = text;
                        }
                    }
                    None => reader.unknown(
                        "unknown-language",
                        entry.key_span.clone(),
                        format!(
                            "`{}` is none of the site's languages",
                            crate::yaml::shorten(&entry.key)
                        ),
                        &entry.key,
                        &[codes, others].concat(),
                    ),
                }
            }
        }
        Value::Sequence(_) => reader.wrong_type(node, name, "text, or text by language", &example),
        _ => {
            let text = reader.text(node, name, &example);
            texts.fill(text);
        }
    }
    Localized(texts)
}
