//! `l10n` of a page: what it is a translation of.

use super::Spanned;
use crate::yaml::{Node, Reader, Value};

/// All keys. The schema is tested against this list.
pub(crate) const L10N_KEYS: &[&str] = &["origin", "from", "exclude", "machine"];

const EXAMPLE: &str = "l10n: {origin: zh}";

/// What a page says of its translations. Codes of languages are as written: whether the site has them the model says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageL10n {
    /// The language in which the page was written first.
    pub origin: Option<Spanned<String>>,
    /// The language that this version was translated from, where that is another.
    pub from: Option<Spanned<String>>,
    /// Versions whose state nobody watches.
    pub exclude: Exclude,
    /// A machine translated this version, and nobody has looked at it since.
    pub machine: Option<bool>,
}

/// Versions that are no translations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Exclude {
    /// None.
    #[default]
    Nothing,
    /// All.
    Everything,
    /// Those in these languages.
    Languages(Vec<Spanned<String>>),
}

impl PageL10n {
    pub(super) fn read(reader: &mut Reader<'_>, node: &Node) -> Self {
        let mut l10n = PageL10n::default();
        let entries = reader.mapping(node, "l10n", EXAMPLE).unwrap_or_default();
        reader.refuse_unknown_keys(entries, L10N_KEYS, "`l10n`");
        for entry in entries {
            let node = &entry.value;
            match entry.key.as_str() {
                "origin" => l10n.origin = code(reader, node, "l10n.origin", EXAMPLE),
                "from" => l10n.from = code(reader, node, "l10n.from", "l10n: {from: en}"),
                "machine" => l10n.machine = reader.boolean(node, "l10n.machine"),
                "exclude" => l10n.exclude = exclude(reader, node),
                _ => {}
            }
        }
        l10n
    }

    /// This with the facts file's for whatever it does not say.
    pub(super) fn over(&self, facts: &PageL10n) -> PageL10n {
        PageL10n {
            origin: self.origin.clone().or_else(|| facts.origin.clone()),
            from: self.from.clone().or_else(|| facts.from.clone()),
            exclude: match &self.exclude {
                Exclude::Nothing => facts.exclude.clone(),
                own => own.clone(),
            },
            machine: self.machine.or(facts.machine),
        }
    }

    /// All codes of languages in it.
    pub fn codes(&self) -> impl Iterator<Item = &Spanned<String>> {
        let excluded = match &self.exclude {
            Exclude::Languages(codes) => &codes[..],
            Exclude::Nothing | Exclude::Everything => &[],
        };
        self.origin.iter().chain(&self.from).chain(excluded)
    }

    /// Whether nobody watches the version in the language with this code.
    #[must_use]
    pub fn excludes(&self, code: &str) -> bool {
        match &self.exclude {
            Exclude::Nothing => false,
            Exclude::Everything => true,
            Exclude::Languages(codes) => codes.iter().any(|excluded| excluded.value == code),
        }
    }
}

fn code(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    example: &str,
) -> Option<Spanned<String>> {
    let value = reader.text(node, name, example)?;
    Some(Spanned {
        value,
        span: node.span.clone(),
    })
}

fn exclude(reader: &mut Reader<'_>, node: &Node) -> Exclude {
    const EXAMPLE: &str = "l10n: {exclude: [zh]}";
    match node.value {
        Value::Bool(true) => Exclude::Everything,
        Value::Bool(false) => Exclude::Nothing,
        _ => {
            let items = reader
                .list(node, "l10n.exclude", EXAMPLE)
                .unwrap_or_default();
            let codes = items
                .iter()
                .filter_map(|item| code(reader, item, "l10n.exclude", EXAMPLE));
            Exclude::Languages(codes.collect())
        }
    }
}
