//! `site.yaml`.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::Missing;
use super::texts::{BaseUrl, Code, Folder, Link, MenuKey, Tag, Text, TimeZone, segment, term};
use crate::config;

/// The settings of a site: languages, menus, and where it is published.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "site.yaml")]
pub(super) struct Site {
    /// The site's name: one text, or one for each language.
    title: Localized,
    /// One sentence on the site: one text, or one for each language.
    description: Option<Localized>,
    /// The address of the home page, with https:// and a slash at the end.
    base_url: BaseUrl,
    /// The language of files without a language in their name, and of last resort. One of the keys of `languages`.
    default_language: Code,
    /// Whether pages in the default language stand at /film/ rather than /ja/film/.
    #[schemars(default)]
    default_language_at_root: bool,
    /// The time zone in which dates without one are read: an IANA name such as Asia/Tokyo. UTC unless set.
    timezone: Option<TimeZone>,
    /// The name of the theme's folder in themes/.
    theme: Option<Folder>,
    /// What stands in for a page that is not translated. `link` unless set.
    missing: Option<Missing>,
    /// The languages by the code that stands in addresses and file names, in the order in which they are offered.
    #[schemars(extend("propertyNames" = {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}, "minProperties" = 1, "maxProperties" = 200))]
    languages: BTreeMap<String, Option<Language>>,
    /// Menus by name: lists of pages and addresses.
    menus: Option<BTreeMap<String, Option<Vec<MenuItem>>>>,
    /// What pages may be filed under, with labels. `tags` always exists.
    #[schemars(extend("propertyNames" = segment()))]
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
    params: Option<Map<String, Value>>,
}

/// One text for all languages, or one for each language code.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Localized {
    /// One text for all languages.
    One(Text),
    /// A text for each language code.
    ByLanguage(BTreeMap<String, Text>),
}

/// A language of the site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Language {
    /// The language's own name: 日本語.
    name: Option<Text>,
    /// The language tag (BCP 47) for browsers and search engines: ja, zh-Hans. The code unless set.
    tag: Option<Tag>,
    /// What a line break inside a paragraph becomes: nothing between Chinese and Japanese characters (`cjk`), always a space (`keep`), or a line break (`hard`). `cjk` for Chinese and Japanese, else `keep`.
    soft_breaks: Option<SoftBreaks>,
    /// The codes of the languages asked in turn for a text of the theme that this language lacks.
    fallback: Option<Vec<Code>>,
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

/// A page by its key, or an address with a title.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum MenuItem {
    /// The key of a page or section: film/_index.
    Key(MenuKey),
    /// An address with a title.
    Link(MenuLink),
}

/// An address with a title.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MenuLink {
    /// The address: that of another site with `https://`, or a path of this one.
    url: Link,
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
    #[schemars(extend("propertyNames" = term()))]
    terms: Option<BTreeMap<String, Term>>,
}

/// The label of a term: one text, or one for each language.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Term {
    /// One text for all languages.
    One(Text),
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
    labels: BTreeMap<String, Text>,
}

/// What the Atom feeds hold.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Feeds {
    /// Entries at most. 20 unless set.
    #[schemars(range(min = 1))]
    limit: Option<usize>,
    /// The sections whose pages they hold; all unless set.
    sections: Option<Vec<Text>>,
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
    origin: Option<Code>,
    /// Rules of the translation check and their levels, such as link-targets: off.
    rules: Option<Rules>,
}

/// Rules of the translation check by their names, and how much what they find matters.
struct Rules;

impl JsonSchema for Rules {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(_generator: &mut schemars::SchemaGenerator) -> Schema {
        let words = config::RULE_LEVELS.iter().map(|(word, _)| json!(word));
        // What `off` is to readers of YAML 1.1.
        let levels: Vec<Value> = words.chain([json!(false)]).collect();
        let level = json!({"enum": levels});
        let rules: Map<String, Value> = config::RULE_IDS
            .iter()
            .map(|id| ((*id).to_owned(), level.clone()))
            .collect();
        schemars::json_schema!({
            "description": "Rules of the translation check by their names, and how much what they find matters.",
            "type": "object",
            "properties": rules,
            "additionalProperties": false,
        })
    }
}
