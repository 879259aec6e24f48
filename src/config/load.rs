//! Reading and validating `site.yaml`.
//!
//! Every key is read in its own way and falls back on its default where it is wrong, so that one run reports all
//! problems; only without languages nothing can be made of the rest.

use std::sync::Arc;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::languages::{language_code, languages, localized};
use super::{
    BaseUrl, Config, FEEDS, Feeds, L10N, L10n, Lang, Language, Localized, MARKDOWN, MISSING,
    MarkdownConfig, Missing, RULE_IDS, RULE_LEVELS, RuleLevel, SITE, menus, taxonomies,
};
use crate::diag::{Diagnosed, Diagnostic};
use crate::nearest::nearest;
use crate::yaml::{Node, Reader, Value, parse_file};

/// Entries a list page, where `paginate` is not set.
const PAGINATE: usize = 20;
/// Entries a feed, where `feeds.limit` is not set.
const FEED_LIMIT: usize = 20;

/// Keys without which there is no site, each with an example.
const REQUIRED: &[(&str, &str)] = &[
    ("title", "title: {ja: …, en: …}"),
    ("base_url", "base_url: https://example.org/"),
    ("default_language", "default_language: ja"),
    (
        "languages",
        "languages: {ja: {name: 日本語}, en: {name: English}}",
    ),
];

/// Reads `site.yaml`.
///
/// Where a key is wrong, its default stands in for it beside the error: the first language for `default_language`,
/// `http://localhost/` for `base_url`, no text for `title`.
///
/// # Errors
/// All problems, where no configuration can be made of the text: it is no YAML, or names no usable language.
pub fn load(path: &Arc<str>, text: &Arc<str>) -> Result<Diagnosed<Config>, Vec<Diagnostic>> {
    let Diagnosed { value, diagnostics } = parse_file(path, text);
    let Some(root) = value else {
        return Err(diagnostics);
    };
    let mut reader = Reader::new(path, text);
    reader.diagnostics = diagnostics;
    let Some(entries) = reader.mapping(&root, path, "title: …") else {
        return Err(reader.diagnostics);
    };
    reader.refuse_unknown_keys(entries, SITE, path);
    for (key, example) in REQUIRED {
        // A misspelled key has been told already.
        let is_misspelled = || {
            entries
                .iter()
                .filter(|entry| !SITE.contains(&entry.key.as_str()))
                .any(|entry| nearest(&entry.key, SITE.iter().copied()) == Some(key))
        };
        if root.get(key).is_none() && !is_misspelled() {
            let problem = Diagnostic::error("missing-key", format!("{path} has no `{key}`"))
                .at(path, text, 0..0, "")
                .help(format!("write `{example}`"));
            reader.diagnostics.push(problem);
        }
    }
    let languages = root
        .get("languages")
        .map(|node| languages(&mut reader, node))
        .unwrap_or_default();
    if languages.is_empty() {
        return Err(reader.diagnostics);
    }
    let value = config(&mut reader, &root, path, text, languages);
    Ok(Diagnosed {
        value,
        diagnostics: reader.diagnostics,
    })
}

fn config(
    reader: &mut Reader<'_>,
    root: &Node,
    path: &Arc<str>,
    text: &Arc<str>,
    languages: Vec<Language>,
) -> Config {
    let owned: Vec<String> = languages.iter().map(|known| known.code.clone()).collect();
    let codes: Vec<&str> = owned.iter().map(String::as_str).collect();
    let default_language = root
        .get("default_language")
        .and_then(|node| language_code(reader, node, "default_language", &codes))
        .unwrap_or(Lang(0));
    let mut by_language = |key: &str| match root.get(key) {
        Some(node) => localized(reader, node, key, &codes),
        None => Localized(vec![None; codes.len()]),
    };
    let title = by_language("title");
    let description = by_language("description");
    let (timezone_name, timezone) = root
        .get("timezone")
        .and_then(|node| timezone(reader, node))
        .unwrap_or_else(|| ("UTC".to_owned(), TimeZone::UTC));
    let menus = root
        .get("menus")
        .map(|node| menus::menus(reader, node, &codes))
        .unwrap_or_default();
    let base_url = base_url(reader, root.get("base_url"));
    Config {
        path: path.clone(),
        text: text.clone(),
        title,
        description,
        own_base: base_url.path.clone(),
        base_url,
        default_language,
        default_language_at_root: boolean(reader, root, "default_language_at_root", false),
        timezone,
        timezone_name,
        theme: root
            .get("theme")
            .and_then(|node| theme(reader, node))
            .unwrap_or_else(|| "default".to_owned()),
        missing: root
            .get("missing")
            .and_then(|node| reader.choice(node, "missing", MISSING))
            .unwrap_or(Missing::Link),
        menus,
        taxonomies: taxonomies::taxonomies(reader, root.get("taxonomies"), &codes),
        paginate: root
            .get("paginate")
            .and_then(|node| reader.count(node, "paginate", 0, "paginate: 20"))
            .unwrap_or(PAGINATE),
        feeds: feeds(reader, root.get("feeds")),
        markdown: markdown(reader, root.get("markdown")),
        l10n: l10n(reader, root.get("l10n"), default_language, &codes),
        params: root
            .get("params")
            .and_then(|node| reader.params(node, "params"))
            .unwrap_or_default(),
        languages: with_default_last(languages, default_language),
    }
}

/// Ends every fallback chain in the default language.
fn with_default_last(mut languages: Vec<Language>, default: Lang) -> Vec<Language> {
    for (at, language) in languages.iter_mut().enumerate() {
        if at != default.index() && !language.fallback.contains(&default) {
            language.fallback.push(default);
        }
    }
    languages
}

fn boolean(reader: &mut Reader<'_>, parent: &Node, key: &str, default: bool) -> bool {
    parent
        .get(key)
        .and_then(|node| reader.boolean(node, key))
        .unwrap_or(default)
}

fn base_url(reader: &mut Reader<'_>, node: Option<&Node>) -> BaseUrl {
    const EXAMPLE: &str = "base_url: https://example.org/";
    let parsed = node.and_then(|node| {
        let text = reader.text(node, "base_url", EXAMPLE)?;
        BaseUrl::parse(&text)
            .map_err(|problem| {
                reader.error(
                    "bad-base-url",
                    node.span.clone(),
                    format!("`base_url` {problem}"),
                    format!("write the address of the home page: `{EXAMPLE}`"),
                );
            })
            .ok()
    });
    parsed.unwrap_or_else(|| BaseUrl {
        origin: "http://localhost".to_owned(),
        path: "/".to_owned(),
    })
}

/// Zones come from the table in the binary, never from the machine's: a build must not depend on where it runs.
fn timezone(reader: &mut Reader<'_>, node: &Node) -> Option<(String, TimeZone)> {
    let name = reader.text(node, "timezone", "timezone: Asia/Tokyo")?;
    let zones = TimeZoneDatabase::bundled();
    if let Ok(zone) = zones.get(&name) {
        let canonical = zone.iana_name().unwrap_or(&name).to_owned();
        return Some((canonical, zone));
    }
    let known: Vec<String> = zones
        .available()
        .map(|name| name.as_str().to_owned())
        .collect();
    let message = format!("`{}` is no time zone", crate::yaml::shorten(&name));
    let help = match crate::nearest::nearest(&name, known.iter().map(String::as_str)) {
        Some(right) => format!("did you mean `{right}`?"),
        None => "write an IANA name, such as `Asia/Tokyo`".to_owned(),
    };
    reader.error("bad-timezone", node.span.clone(), message, help);
    None
}

fn theme(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    let name = reader.text(node, "theme", "theme: default")?;
    if name.starts_with(['.', '_']) || super::segment_problem(&name).is_some() {
        reader.error(
            "bad-value",
            node.span.clone(),
            "`theme` must be the name of a folder in `themes/`",
            "write `theme: default`",
        );
        return None;
    }
    Some(name)
}

fn feeds(reader: &mut Reader<'_>, node: Option<&Node>) -> Feeds {
    const EXAMPLE: &str = "feeds: {limit: 20, sections: [news]}";
    let mut feeds = Feeds {
        limit: FEED_LIMIT,
        sections: Vec::new(),
    };
    let Some(node) = node else {
        return feeds;
    };
    let entries = reader.mapping(node, "feeds", EXAMPLE).unwrap_or_default();
    reader.refuse_unknown_keys(entries, FEEDS, "`feeds`");
    if let Some(limit) = node.get("limit") {
        feeds.limit = reader
            .count(limit, "feeds.limit", 1, "limit: 20")
            .unwrap_or(FEED_LIMIT);
    }
    if let Some(sections) = node.get("sections") {
        let items = reader
            .list(sections, "feeds.sections", "sections: [news]")
            .unwrap_or_default();
        feeds.sections = items
            .iter()
            .filter_map(|item| {
                let name = reader.text(item, "an item of feeds.sections", "news")?;
                Some((name, item.span.clone()))
            })
            .collect();
    }
    feeds
}

fn markdown(reader: &mut Reader<'_>, node: Option<&Node>) -> MarkdownConfig {
    let usual = MarkdownConfig {
        math: false,
        highlight: true,
    };
    let Some(node) = node else {
        return usual;
    };
    let entries = reader
        .mapping(node, "markdown", "markdown: {math: false, highlight: true}")
        .unwrap_or_default();
    reader.refuse_unknown_keys(entries, MARKDOWN, "`markdown`");
    MarkdownConfig {
        math: boolean(reader, node, "math", usual.math),
        highlight: boolean(reader, node, "highlight", usual.highlight),
    }
}

fn l10n(
    reader: &mut Reader<'_>,
    node: Option<&Node>,
    default_language: Lang,
    codes: &[&str],
) -> L10n {
    let mut l10n = L10n {
        origin: default_language,
        rules: Vec::new(),
    };
    let Some(node) = node else {
        return l10n;
    };
    let example = "l10n: {origin: ja, rules: {link-targets: off}}";
    let entries = reader.mapping(node, "l10n", example).unwrap_or_default();
    reader.refuse_unknown_keys(entries, L10N, "`l10n`");
    if let Some(origin) = node.get("origin") {
        l10n.origin =
            language_code(reader, origin, "l10n.origin", codes).unwrap_or(default_language);
    }
    if let Some(rules) = node.get("rules") {
        l10n.rules = self::rules(reader, rules);
    }
    l10n
}

fn rules(reader: &mut Reader<'_>, node: &Node) -> Vec<(String, RuleLevel)> {
    let entries = reader
        .mapping(node, "l10n.rules", "rules: {link-targets: off}")
        .unwrap_or_default();
    reader.refuse_unknown_keys(entries, RULE_IDS, "`l10n.rules`");
    let mut rules = Vec::new();
    for entry in entries {
        // `false` is what some editors' tools make of `off`.
        let level = match entry.value.value {
            Value::Bool(false) => Some(RuleLevel::Off),
            _ => {
                let name = format!("l10n.rules.{}", entry.key);
                reader.choice(&entry.value, &name, RULE_LEVELS)
            }
        };
        if RULE_IDS.contains(&entry.key.as_str()) {
            rules.extend(level.map(|level| (entry.key.clone(), level)));
        }
    }
    rules
}
