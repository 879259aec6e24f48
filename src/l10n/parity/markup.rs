//! Links, images and inline code.

use std::collections::BTreeMap;

use super::ParityInput;
use crate::l10n::block::Block;
use crate::l10n::finding::{Findings, Spans};
use crate::parse::segment::{Markup, SegmentKind};

/// Codes of languages and regions as they stand in addresses. A page of another site may have another address in every
/// language.
const LANGUAGES: [&str; 26] = [
    "ar", "cn", "de", "en", "es", "fr", "hans", "hant", "hk", "id", "it", "ja", "jp", "ko", "kr",
    "mn", "pt", "ru", "th", "tw", "uk", "us", "vi", "zh", "jpn", "eng",
];

/// What the blocks hold, by a key that is the same in every language, with how it is written and where it stands last.
type Held<'a> = BTreeMap<String, Vec<(&'a str, &'a Block)>>;

fn held<'a>(
    blocks: &'a [Block],
    of_block: impl Fn(&'a Block) -> Vec<&'a str>,
    key: impl Fn(&str) -> String,
) -> Held<'a> {
    let mut held = Held::new();
    for block in blocks {
        for written in of_block(block) {
            held.entry(key(written)).or_default().push((written, block));
        }
    }
    held
}

/// What one side holds more often than the other, in the order of their keys.
fn surplus<'h, 'a>(
    one: &'h Held<'a>,
    other: &'h Held<'a>,
) -> impl Iterator<Item = (&'a str, &'a Block)> + 'h {
    one.iter().flat_map(|(key, all)| {
        let known = other.get(key).map_or(0, Vec::len);
        all.iter().skip(known).copied()
    })
}

/// What one side holds and the other does not at all, each once. How often a page links to another, or names a command,
/// is a matter of style.
fn foreign<'h, 'a>(
    one: &'h Held<'a>,
    other: &'h Held<'a>,
) -> impl Iterator<Item = (&'a str, &'a Block)> + 'h {
    one.iter()
        .filter(|(key, _)| !other.contains_key(*key))
        .filter_map(|(_, all)| all.first().copied())
}

fn in_source(block: &Block) -> Spans {
    Spans {
        source: Some(block.segment.span.clone()),
        translation: None,
    }
}

fn in_translation(block: &Block) -> Spans {
    Spans {
        source: None,
        translation: Some(block.segment.span.clone()),
    }
}

pub(super) fn images(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let of = |blocks| held(blocks, images_of, image_key);
    let (source, translation) = (of(input.source), of(input.translation));
    for (image, block) in surplus(&source, &translation) {
        findings.add(
            "images",
            in_source(block),
            format!("the translation lacks the image `{image}` of its source"),
            "put it into the translation, with its alternative text translated",
        );
    }
    for (image, block) in surplus(&translation, &source) {
        findings.add(
            "images",
            in_translation(block),
            format!("the source does not have the image `{image}`"),
            "take it out of the translation, or put it into the source",
        );
    }
}

fn images_of(block: &Block) -> Vec<&str> {
    let markup = block.segment.markup.iter();
    markup
        .filter_map(|markup| match markup {
            Markup::Image(address) => Some(&**address),
            _ => None,
        })
        .collect()
}

/// `map.ja.png` is `map.png` in Japanese.
fn image_key(address: &str) -> String {
    let (folder, name) = address.rsplit_once('/').unwrap_or(("", address));
    let parts: Vec<&str> = name.split('.').filter(|part| !is_language(part)).collect();
    format!("{folder}/{}", parts.join("."))
}

pub(super) fn links(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let of = |blocks| held(blocks, links_of, link_key);
    let (source, translation) = (of(input.source), of(input.translation));
    for (link, block) in foreign(&source, &translation) {
        findings.add(
            "link-targets",
            in_source(block),
            format!("the translation has no link to `{link}`, which its source links to"),
            "link to it in the translation",
        );
    }
    for (link, block) in foreign(&translation, &source) {
        findings.add(
            "link-targets",
            in_translation(block),
            format!("the source has no link to `{link}`"),
            "link to what the source links to",
        );
    }
}

fn links_of(block: &Block) -> Vec<&str> {
    let markup = block.segment.markup.iter();
    markup
        .filter_map(|markup| match markup {
            Markup::Link(to) => Some(&**to),
            _ => None,
        })
        .collect()
}

/// Pages of this site by their file without its language, and without the fragment, which may be a heading's own words;
/// of an address that names a language the host alone, since the rest may be words of that language.
fn link_key(to: &str) -> String {
    let Some((scheme, rest)) = to.split_once("://") else {
        let path = to.split('#').next().unwrap_or_default();
        let path = path.strip_suffix(".md").unwrap_or(path);
        let parts: Vec<&str> = path
            .split('/')
            .filter(|part| !is_language(part))
            .map(|part| match part.rsplit_once('.') {
                Some((stem, language)) if is_language(language) => stem,
                _ => part,
            })
            .collect();
        return parts.join("/").trim_end_matches('/').to_owned();
    };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let own: Vec<&str> = host.split('.').filter(|part| !is_language(part)).collect();
    let names_language = own.len() < host.split('.').count()
        || path
            .split(|char: char| !char.is_ascii_alphanumeric())
            .any(is_language);
    match names_language {
        true => format!("{scheme}://{}", own.join(".")),
        false => format!("{scheme}://{host}{}", path.trim_end_matches('/')),
    }
}

fn is_language(part: &str) -> bool {
    LANGUAGES
        .iter()
        .any(|language| language.eq_ignore_ascii_case(part))
        || part
            .split_once(['-', '_'])
            .is_some_and(|(language, region)| {
                is_language(language) && matches!(region.len(), 2 | 4)
            })
}

/// Code with words of a language may be translated; names and commands may not.
pub(super) fn inline_code(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let of = |blocks| held(blocks, code_of, code_key);
    let (source, translation) = (of(input.source), of(input.translation));
    for (code, block) in foreign(&source, &translation) {
        findings.add(
            "inline-code",
            in_source(block),
            format!("the translation lacks the code `{code}` of its source"),
            "put it into the translation as it is",
        );
    }
}

/// Files and addresses without their language, which each version names as its own.
fn code_key(code: &str) -> String {
    let is_path = !code.contains(' ') && (code.contains('/') || code.ends_with(".md"));
    match is_path {
        true => link_key(code),
        false => code.to_owned(),
    }
}

fn code_of(block: &Block) -> Vec<&str> {
    if block.kind() == SegmentKind::Code {
        return Vec::new();
    }
    let code = block.segment.code.iter().map(String::as_str);
    code.filter(|code| code.is_ascii()).collect()
}
