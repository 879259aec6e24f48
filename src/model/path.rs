//! Where a file stands in the site: keys, languages and URL segments, told from paths alone.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::config::{Config, Lang};
use crate::unicode::{fold_name, nfc};

/// What a file below `content/` is, told by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classified<'name> {
    /// A page, or the `_index` of a section.
    Document {
        /// The key (DESIGN §2): `film/plan`, `film/_index`, `_index`.
        key: &'name str,
        /// The folder below `content/` that relative links start from, without slashes at the ends.
        folder: &'name str,
        /// Its language.
        lang: Lang,
    },
    /// `x.fr.md` where the site has no `fr`, or `x.JA.md` where it has `ja`: the suffix.
    UnknownLanguage(&'name str),
    /// `_index.old.ja.md`, which is no section and, with its underscore, no page: the name without the language.
    Misnamed(&'name str),
}

/// Tells what the Markdown file `name` is: a path below `content/`, NFC, that ends with `.md`.
#[must_use]
pub fn classify<'name>(name: &'name str, config: &Config) -> Classified<'name> {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let (folder, file) = split_folder(stem);
    let (base, lang) = match file.rsplit_once('.') {
        Some((base, suffix)) if !base.is_empty() => match config.lang(suffix) {
            Some(lang) => (base, lang),
            None if looks_like_language(suffix) || lang_but_for_case(suffix, config).is_some() => {
                return Classified::UnknownLanguage(suffix);
            }
            None => (file, config.default_language),
        },
        _ => (file, config.default_language),
    };
    if base.starts_with("_index.") {
        return Classified::Misnamed(base);
    }
    Classified::Document {
        key: key_of(stem, folder, base),
        folder,
        lang,
    }
}

/// The key that the facts file `name` (below `content/`, ends with `.yaml`) speaks of.
#[must_use]
pub fn facts_key(name: &str) -> &str {
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    let (folder, file) = split_folder(stem);
    key_of(stem, folder, file)
}

/// The key of `stem`, which begins with `folder` and `base`: always a beginning of it too.
fn key_of<'name>(stem: &'name str, folder: &'name str, base: &'name str) -> &'name str {
    match (folder, base) {
        ("", base) => base,
        (folder, "index") => folder,
        (folder, base) => stem
            .get(..folder.len() + "/".len() + base.len())
            .unwrap_or(stem),
    }
}

/// The language whose code or tag the suffix is but for the case of its letters.
#[must_use]
pub fn lang_but_for_case(suffix: &str, config: &Config) -> Option<Lang> {
    let is_suffix = |name: &str| name.eq_ignore_ascii_case(suffix);
    let names = |lang: &Lang| {
        let language = config.language(*lang);
        is_suffix(&language.code) || is_suffix(&language.tag)
    };
    config.langs().find(names)
}

/// A language code as people write it after a file name: `fr`, `FR`, `yue`, `pt-br`, `zh_TW`, `ca-valencia`. With capitals
/// only those of ISO 639-1 that are no words: `visa.FAQ.md`, `about.QA.md` and `doc.No.md` are names.
fn looks_like_language(suffix: &str) -> bool {
    let mut parts = suffix.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_small = primary.bytes().all(|byte| byte.is_ascii_lowercase());
    let lower = primary.to_ascii_lowercase();
    let is_among = |words: &str| words.split(' ').any(|word| word == lower);
    let is_code = is_among(ISO_639_1);
    // RFC 5646 §2.1: a script, a region, and after a small code an extended language or a variant.
    let is_subtag = |part: &&str| {
        let is_letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_like_variant = is_small && is_code && is_letters;
        match part.len() {
            2 => is_letters,
            3 => part.bytes().all(|byte| byte.is_ascii_digit()) || is_like_variant,
            4 => {
                SCRIPTS
                    .iter()
                    .any(|script| script.eq_ignore_ascii_case(part))
                    || *part == "1996"
                    || *part == "1901"
            }
            5..=8 => is_like_variant,
            _ => false,
        }
    };
    if !(2..=3).contains(&primary.len()) || !rest.iter().all(is_subtag) {
        return false;
    }
    if is_small {
        return true;
    }
    let is_capitals = primary.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code
        && match rest.as_slice() {
            [] => is_capitals && !is_among(WORDS),
            _ => is_capitals || !is_among(WORDS),
        }
}

/// Scripts that tags of languages name (ISO 15924).
const SCRIPTS: [&str; 12] = [
    "Arab", "Cyrl", "Deva", "Hans", "Hant", "Hira", "Jpan", "Kana", "Kore", "Latn", "Mong", "Tibt",
];

/// ISO 639-1:2002, the codes of two letters.
const ISO_639_1: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Those of them that are more often words, abbreviations or numbers where they stand in capitals.
const WORDS: &str = "am an ar as av be br co cr cv eu gd he hi ho hr id ie ii io is it kg km la li lo mi ml ms mt my na ne no or os pa pi \
    ps sc se so st ti to ts tt uk vi";

/// Splits a path into its folder and last segment.
#[must_use]
pub fn split_folder(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folder of the section that holds a page or section, or `None` for the home page.
#[must_use]
pub fn parent_folder(key: &str) -> Option<&str> {
    let own = match key {
        "_index" => return None,
        key => key.strip_suffix("/_index").unwrap_or(key),
    };
    Some(split_folder(own).0)
}

/// A folder below `content/` and all above it, up to `content/` itself.
pub fn upwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| split_folder(folder).0)
    })
}

/// The key of the section that a folder below `content/` makes.
#[must_use]
pub fn section_key(folder: &str) -> String {
    if folder.is_empty() {
        "_index".to_owned()
    } else {
        format!("{folder}/_index")
    }
}

/// The folder of a section's key.
#[must_use]
pub fn section_folder(key: &str) -> &str {
    key.strip_suffix("_index")
        .map_or(key, |folder| folder.trim_end_matches('/'))
}

/// The key of a section as `site.yaml` names it: `news`, `news/` or `news/_index`.
#[must_use]
pub fn named_section(written: &str) -> String {
    let written = nfc(written);
    let folder = match written.trim_matches('/') {
        "_index" => "",
        name => name.strip_suffix("/_index").unwrap_or(name),
    };
    section_key(folder)
}

/// Whether a page's key lies in the section with this key, at any depth.
#[must_use]
pub fn is_below(key: &str, section: &str) -> bool {
    match section_folder(section) {
        "" => true,
        folder => key
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/')),
    }
}

/// The last segment that names a key's page or section: `plan` of `film/plan`, `film` of `film/_index`.
#[must_use]
pub fn own_name(key: &str) -> &str {
    split_folder(key.strip_suffix("/_index").unwrap_or(key)).1
}

/// Joins a relative reference to a folder and resolves `.` and `..`; `None` where it leaves the root.
#[must_use]
pub fn join(folder: &str, reference: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + "/".len() + reference.len());
    for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
        push_segment(&mut joined, segment);
    }
    for segment in reference.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                if joined.is_empty() {
                    return None;
                }
                joined.truncate(split_folder(&joined).0.len());
            }
            segment => push_segment(&mut joined, segment),
        }
    }
    Some(joined)
}

fn push_segment(path: &mut String, segment: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(segment);
}

/// The way from a folder to a path, both below the same root: `../resort/plan.md`.
#[must_use]
pub fn relative(folder: &str, path: &str) -> String {
    let mut from: &[&str] = &folder
        .split('/')
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>();
    let mut to: &[&str] = &path.split('/').collect::<Vec<_>>();
    while let ([first, below @ ..], [other, rest @ ..]) = (from, to)
        && first == other
        && !rest.is_empty()
    {
        (from, to) = (below, rest);
    }
    format!("{}{}", "../".repeat(from.len()), to.join("/"))
}

/// What RFC 3986 allows in no part of a URL but for the brackets around an address of IPv6, which Markdown encodes too.
pub const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Everything that RFC 3986 does not allow in a path as it is, so that a path can be written into an href.
const PATH: &AsciiSet = &ADDRESS.add(b'#').add(b'%').add(b'?');

/// Percent-encodes an NFC path for an href (RFC 3986 §3.3); slashes stay.
pub fn encode_into(path: &str, href: &mut String) {
    // Every page has dozens of them, and most are of such characters alone.
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
    if path.bytes().all(is_plain) {
        href.push_str(path);
    } else {
        href.extend(utf8_percent_encode(path, PATH));
    }
}

/// The prefix of a language in URL paths: `/zh/`, or `/` for a default language at the root.
#[must_use]
pub fn prefix(config: &Config, lang: Lang) -> String {
    if config.default_language_at_root && lang == config.default_language {
        "/".to_owned()
    } else {
        format!("/{}/", config.language(lang).code)
    }
}

/// The URL segment of a taxonomy term's id: NFKC, lower case, NFC; white space and slashes to `-`.
#[must_use]
pub fn term_slug(id: &str) -> String {
    let mut slug = String::with_capacity(id.len());
    for character in fold_name(id).trim_matches(' ').chars() {
        let mapped = match character {
            character if character.is_whitespace() || character.is_control() => '-',
            '/' | '\\' | '?' | '#' | '%' => '-',
            character => character,
        };
        if mapped != '-' || !slug.ends_with('-') {
            slug.push(mapped);
        }
    }
    let trimmed = slug.trim_matches(['-', '.']);
    if trimmed.is_empty() {
        "-".to_owned()
    } else {
        trimmed.to_owned()
    }
}
