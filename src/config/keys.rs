//! The keys of `site.yaml` and the words some of them take. The schema is tested against these lists.

use super::{Missing, RuleLevel, SoftBreaks};

pub(crate) const SITE: &[&str] = &[
    "title",
    "description",
    "base_url",
    "default_language",
    "default_language_at_root",
    "timezone",
    "theme",
    "missing",
    "languages",
    "menus",
    "taxonomies",
    "paginate",
    "feeds",
    "markdown",
    "l10n",
    "params",
];

pub(crate) const LANGUAGE: &[&str] = &["name", "tag", "soft_breaks", "fallback"];

pub(crate) const MENU_LINK: &[&str] = &["url", "title"];

pub(crate) const TAXONOMY: &[&str] = &["name", "terms"];

/// What may stand among the languages of a term's label.
pub(crate) const TERM: &[&str] = &["reading"];

pub(crate) const FEEDS: &[&str] = &["limit", "sections"];

pub(crate) const MARKDOWN: &[&str] = &["math", "highlight"];

pub(crate) const L10N: &[&str] = &["origin", "rules"];

/// The ids of `l10n.rules`, in the order of `l10n`'s own table, which is tested against them.
pub(crate) const RULE_IDS: &[&str] = &[
    "heading-levels",
    "code-fences",
    "images",
    "block-sequence",
    "link-targets",
    "inline-code",
    "numbers",
    "weekday",
    "ambiguous-yen",
    "kana-in-chinese",
    "simplified-in-japanese",
    "untranslated-paragraph",
    "glossary",
];

pub(crate) const RULE_LEVELS: &[(&str, RuleLevel)] = &[
    ("off", RuleLevel::Off),
    ("warning", RuleLevel::Warning),
    ("error", RuleLevel::Error),
];

pub(crate) const MISSING: &[(&str, Missing)] = &[
    ("link", Missing::Link),
    ("hide", Missing::Hide),
    ("copy", Missing::Copy),
];

pub(crate) const SOFT_BREAKS: &[(&str, SoftBreaks)] = &[
    ("cjk", SoftBreaks::Cjk),
    ("keep", SoftBreaks::Keep),
    ("hard", SoftBreaks::Hard),
];
