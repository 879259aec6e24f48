//! JSON Schemas of `site.yaml`, front matter and facts files, for editors that complete and check while one types.
//!
//! The types here are only described, never read: the parser accepts more forms than a type can say well and reports
//! better errors than a derive could. That both know the same keys is tested below.

#![expect(
    dead_code,
    reason = "the fields exist for their names, types and descriptions"
)]

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of `site.yaml` (JSON Schema, draft 2020-12).
#[must_use]
pub fn site() -> Value {
    generate::<Site>()
}

/// The schema of front matter and of facts files (JSON Schema, draft 2020-12). `title` is not required, since a facts file
/// may give it or leave it to each language.
#[must_use]
pub fn page() -> Value {
    generate::<Page>()
}

fn generate<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    refuse_empty_values(&mut schema);
    schema
}

/// Types whose key may be left without a value (`feeds:`), like lists and groups of keys.
const MAY_BE_EMPTY: &[&str] = &["Language", "Taxonomy", "Feeds", "Markdown", "L10n"];

/// Takes `null`, which stands for any optional field, away where the parser refuses a key without a value.
fn refuse_empty_values(schema: &mut Value) {
    let is_null = |schema: &Value| schema["type"] == "null";
    let may_be_empty = |schema: &Value| {
        let name = schema["$ref"]
            .as_str()
            .and_then(|name| name.rsplit('/').next());
        name.is_some_and(|name| MAY_BE_EMPTY.contains(&name))
    };
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type")
                && !types.iter().any(|name| name == "object" || name == "array")
            {
                types.retain(|name| name != "null");
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf")
                && !choices.iter().any(may_be_empty)
            {
                choices.retain(|choice| !is_null(choice));
            }
            object.values_mut().for_each(refuse_empty_values);
        }
        Value::Array(items) => items.iter_mut().for_each(refuse_empty_values),
        _ => {}
    }
}

/// The settings of a site: languages, menus, and where it is published.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "site.yaml")]
struct Site {
    /// The site's name: one text, or one for each language.
    title: Localized,
    /// One sentence on the site: one text, or one for each language.
    description: Option<Localized>,
    /// The address of the home page, with https:// and a slash at the end.
    #[schemars(extend("format" = "uri"), regex(pattern = r"^[Hh][Tt][Tt][Pp][Ss]?://[^?#@\s\\]+$"))]
    base_url: String,
    /// The language of files without a language in their name, and of last resort. One of the keys of `languages`.
    default_language: String,
    /// Whether pages in the default language stand at /film/ rather than /ja/film/.
    #[schemars(default)]
    default_language_at_root: bool,
    /// The time zone in which dates without one are read: an IANA name such as Asia/Tokyo. UTC unless set.
    timezone: Option<String>,
    /// The name of the theme's folder in themes/.
    theme: Option<String>,
    /// What stands in for a page that is not translated. `link` unless set.
    missing: Option<Missing>,
    /// The languages by the code that stands in addresses and file names, in the order in which they are offered.
    #[schemars(extend("propertyNames" = {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}, "minProperties" = 1, "maxProperties" = 200))]
    languages: BTreeMap<String, Option<Language>>,
    /// Menus by name: lists of pages and addresses.
    menus: Option<BTreeMap<String, Option<Vec<MenuItem>>>>,
    /// What pages may be filed under, with labels. `tags` always exists.
    taxonomies: Option<BTreeMap<String, Option<Taxonomy>>>,
    /// Entries on a page of a list; 0 puts all on one page. 20 unless set.
    paginate: Option<usize>,
    /// What the Atom feeds hold.
    feeds: Option<Feeds>,
    /// How Markdown is read.
    markdown: Option<Markdown>,
    /// How translations are watched.
    l10n: Option<L10n>,
    /// Anything else that the theme wants.
    params: Option<serde_json::Map<String, Value>>,
}

/// One text for all languages, or one for each language code.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Localized {
    /// One text for all languages.
    One(String),
    /// A text for each language code.
    ByLanguage(BTreeMap<String, String>),
}

/// A language of the site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Language {
    /// The language's own name: 日本語.
    name: Option<String>,
    /// The language tag (BCP 47) for browsers and search engines: ja, zh-Hans. The code unless set.
    tag: Option<String>,
    /// What a line break inside a paragraph becomes: nothing between Chinese and Japanese characters (`cjk`), always a space (`keep`), or a line break (`hard`). `cjk` for Chinese and Japanese, else `keep`.
    soft_breaks: Option<SoftBreaks>,
    /// The codes of the languages asked in turn for a text of the theme that this language lacks.
    fallback: Option<Vec<String>>,
}

/// What a line break inside a paragraph becomes.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum SoftBreaks {
    /// Nothing between Chinese and Japanese characters and beside their punctuation, else a space.
    Cjk,
    /// Always a space.
    Keep,
    /// A line break on the page.
    Hard,
}

/// What stands in for a page that is not translated.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Missing {
    /// The page is listed and leads to the language it exists in.
    Link,
    /// The page is not listed.
    Hide,
    /// The original text is shown in place of the translation, with a notice.
    Copy,
}

/// A page by its key, or an address with a title.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum MenuItem {
    /// The key of a page or section: film/_index.
    Key(String),
    /// An address with a title.
    Link(MenuLink),
}

/// An address with a title.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MenuLink {
    /// The address: that of another site with `https://`, or a path of this one.
    url: String,
    /// The title: one text, or one for each language.
    title: Localized,
}

/// What pages may be filed under.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Taxonomy {
    /// Its label: one text, or one for each language.
    name: Option<Localized>,
    /// Labels of its terms, by the id that front matter names.
    terms: Option<BTreeMap<String, Term>>,
}

/// The label of a term: one text, or one for each language.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Term {
    /// One text for all languages.
    One(String),
    /// A text for each language code.
    ByLanguage(TermTexts),
}

/// A text for each language code, and how they are read.
#[derive(JsonSchema)]
struct TermTexts {
    /// How the label is read, for sorting: kana or pinyin, for each language code that needs it.
    reading: Option<Localized>,
    /// The labels.
    #[schemars(flatten)]
    labels: BTreeMap<String, String>,
}

/// What the Atom feeds hold.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Feeds {
    /// Entries at most. 20 unless set.
    #[schemars(range(min = 1))]
    limit: Option<usize>,
    /// The sections whose pages they hold; all unless set.
    sections: Option<Vec<String>>,
}

/// How Markdown is read.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Markdown {
    /// Whether $x$ and $$x$$ are mathematics. Off unless set.
    math: Option<bool>,
    /// Whether code is coloured. On unless set.
    highlight: Option<bool>,
}

/// How translations are watched.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct L10n {
    /// The language that others are translated from: the default language unless set.
    origin: Option<String>,
    /// Rules of the translation check and their levels, such as link-targets: off.
    rules: Option<BTreeMap<String, RuleLevel>>,
}

/// How much what a rule finds matters.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum RuleLevel {
    Off,
    Warning,
    Error,
}

/// What stands between the --- lines of a page, or in the facts file beside it, which every language inherits.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "Front matter and facts")]
struct Page {
    /// The name of the page. Required in front matter.
    title: Option<String>,
    /// One sentence for lists, feeds and search engines.
    description: Option<String>,
    /// The date of publication as shown and sorted: 2012-01-19. It never hides the page.
    date: Option<Moment>,
    /// The date of the last change of substance.
    updated: Option<Moment>,
    /// Whether the page is left out until it is finished.
    draft: Option<bool>,
    /// The page is left out before this date.
    publish: Option<Moment>,
    /// The page is left out from this date on.
    expires: Option<Moment>,
    /// The last part of the page's address, instead of the file's name.
    #[schemars(regex(pattern = r"^[^/\\?#%]+$"))]
    slug: Option<String>,
    /// Old addresses that lead here: from the site's root with a slash in front, else from the section.
    aliases: Option<Vec<String>>,
    /// The place in lists: smaller comes first, pages without one come last.
    weight: Option<i64>,
    /// Ids of tags. Short for taxonomies: {tags: […]}.
    tags: Option<Vec<String>>,
    /// Ids of terms, by taxonomy as declared in site.yaml.
    taxonomies: Option<BTreeMap<String, Option<Vec<String>>>>,
    /// What sort of page it is, for the theme.
    kind: Option<String>,
    /// The file name of a template other than the usual one.
    template: Option<String>,
    /// An image that stands for the page, beside it or from the site's root.
    image: Option<String>,
    /// How the title is read, for sorting: kana or pinyin.
    reading: Option<String>,
    /// Whether a table of contents is shown.
    toc: Option<bool>,
    /// Whether the page can be found by search.
    search: Option<bool>,
    /// What stands in for a translation of this page that does not exist.
    missing: Option<Missing>,
    /// Entries on a page of this section's list; 0 puts all on one page. Sections only.
    paginate: Option<usize>,
    /// What this page is a translation of.
    l10n: Option<PageL10n>,
    /// Anything else that the theme wants.
    params: Option<serde_json::Map<String, Value>>,
}

/// What a page is a translation of.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PageL10n {
    /// The code of the language in which the page was written first. That of `l10n.origin` in site.yaml unless set.
    origin: Option<String>,
    /// The code of the language that this version was translated from, where that is not the first.
    from: Option<String>,
    /// Whose state nobody watches: this version (`true`), or those in these languages.
    exclude: Option<Exclude>,
    /// A machine translated this version, and nobody has looked at it since: readers are told.
    machine: Option<bool>,
}

/// Versions that are no translations.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Exclude {
    /// All, or none.
    All(bool),
    /// Those in the languages with these codes.
    Languages(Vec<String>),
}

/// A date (2012-01-19), or a date and time with or without its offset from UTC (2012-01-19T10:00:00+09:00).
struct Moment;

impl JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_generator: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "A date (2012-01-19), or a date and time with or without its offset from UTC (2012-01-19T10:00:00+09:00).",
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}([Tt ] *\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( *([Zz]|[+-]\d{2}(:?\d{2})?))?)?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::parse::front_matter;

    fn properties(schema: &Value) -> Vec<&str> {
        let mut names: Vec<&str> = schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        names
    }

    fn sorted<'a>(keys: &[&'a str]) -> Vec<&'a str> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn schemas_and_parsers_know_the_same_keys() {
        let site = site();
        let page = page();
        let definition = |name: &str| &site["$defs"][name];
        let rows = [
            (&site, config::SITE),
            (definition("Language"), config::LANGUAGE),
            (definition("MenuLink"), config::MENU_LINK),
            (definition("Taxonomy"), config::TAXONOMY),
            (definition("Feeds"), config::FEEDS),
            (definition("Markdown"), config::MARKDOWN),
            (definition("L10n"), config::L10N),
            (&page, front_matter::KEYS),
            (&page["$defs"]["PageL10n"], front_matter::L10N_KEYS),
        ];
        for (schema, keys) in rows {
            assert_eq!(properties(schema), sorted(keys));
            assert_eq!(schema["additionalProperties"], false, "{keys:?}");
            for (name, property) in schema["properties"].as_object().unwrap() {
                assert!(
                    property["description"].is_string(),
                    "{name} is not described"
                );
            }
        }
        let term = definition("TermTexts");
        assert_eq!(properties(term), config::TERM);
        assert_eq!(term["additionalProperties"]["type"], "string");
        let words = |schema: &Value| -> Vec<String> {
            let all = schema["oneOf"].as_array().unwrap();
            all.iter()
                .map(|one| one["const"].as_str().unwrap().to_owned())
                .collect()
        };
        let missing: Vec<&str> = config::MISSING.iter().map(|(word, _)| *word).collect();
        assert_eq!(words(definition("Missing")), missing);
        let breaks: Vec<&str> = config::SOFT_BREAKS.iter().map(|(word, _)| *word).collect();
        assert_eq!(words(definition("SoftBreaks")), breaks);
    }

    #[test]
    fn a_key_without_a_value_is_refused_where_the_parser_refuses_it() {
        let page = page();
        let site = site();
        let rows = [
            (&page["properties"]["title"], false),
            (&page["properties"]["date"], false),
            (&page["properties"]["tags"], true),
            (&page["properties"]["params"], true),
            (&site["properties"]["missing"], false),
            (&site["properties"]["feeds"], true),
        ];
        for (schema, expected) in rows {
            assert_eq!(
                schema.to_string().contains("\"null\""),
                expected,
                "{schema}"
            );
        }
    }

    #[test]
    fn only_four_keys_are_required() {
        let site = site();
        assert_eq!(
            site["required"],
            serde_json::json!(["title", "base_url", "default_language", "languages"])
        );
        assert_eq!(page().get("required"), None);
    }
}
