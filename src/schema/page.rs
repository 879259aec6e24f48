//! Front matter and facts files.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::Missing;
use super::texts::{Alias, Code, File, Moment, Segment, Shown, Term, ToldMoment, segment};

/// `tags` is short for `taxonomies.tags`: one of the two.
fn tags_twice() -> Value {
    json!({
        "required": ["tags", "taxonomies"],
        "properties": {"taxonomies": {"type": "object", "required": ["tags"]}},
    })
}

/// What stands between the --- lines of a page, or in the facts file beside it, which every language inherits.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "Front matter and facts", extend("not" = tags_twice()))]
pub(super) struct Page {
    /// The name of the page. Required in front matter.
    title: Option<Shown>,
    /// One sentence for lists, feeds and search engines.
    description: Option<Shown>,
    /// The date of publication as shown and sorted: 2012-01-19. It never hides the page.
    date: Option<ToldMoment>,
    /// The date of the last change of substance.
    updated: Option<ToldMoment>,
    /// Whether the page is left out until it is finished.
    draft: Option<bool>,
    /// The page is left out before this date.
    publish: Option<Moment>,
    /// The page is left out from this date on.
    expires: Option<Moment>,
    /// The last part of the page's address, instead of the file's name.
    slug: Option<Segment>,
    /// Old addresses that lead here: from the site's root with a slash in front, else from the section.
    aliases: Option<Vec<Alias>>,
    /// The place in lists: smaller comes first, pages without one come last.
    weight: Option<i64>,
    /// Ids of tags. Short for taxonomies: {tags: […]}.
    tags: Option<Vec<Term>>,
    /// Ids of terms, by taxonomy as declared in site.yaml.
    #[schemars(extend("propertyNames" = segment()))]
    taxonomies: Option<BTreeMap<String, Option<Vec<Term>>>>,
    /// What sort of page it is, for the theme.
    kind: Option<Shown>,
    /// The file name of a template other than the usual one.
    template: Option<File>,
    /// An image that stands for the page, beside it or from the site's root.
    image: Option<File>,
    /// How the title is read, for sorting: kana or pinyin.
    reading: Option<Shown>,
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
    params: Option<Map<String, Value>>,
}

/// What a page is a translation of.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PageL10n {
    /// The code of the language in which the page was written first. That of `l10n.origin` in site.yaml unless set.
    origin: Option<Code>,
    /// The code of the language that this version was translated from, where that is not the first.
    from: Option<Code>,
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
    Languages(Vec<Code>),
}
