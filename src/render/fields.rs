//! Maps for templates, each made in one pass.
//!
//! Tera hashes every name of every map, and of a map that it is given it makes another; a struct becomes a map at once,
//! and values inside it are taken as they are. Fields stand in alphabetical order: in that order a template gets them
//! that goes through a map.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;
use tera::value::Key;

use super::compose::fragment;
use crate::parse::Heading;

/// What a template sees of something that can be serialised; none of what cannot.
pub(super) fn value(of: &impl Serialize) -> Value {
    Value::try_from_serializable(of).unwrap_or_else(|_| Value::none())
}

/// A map from fixed names, in alphabetical order.
pub(super) fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    debug_assert!(fields.is_sorted_by(|(a, _), (b, _)| a < b));
    value(&Fields(
        fields.iter().map(|(name, value)| (*name, value)).collect(),
    ))
}

/// The text, or none.
pub(super) fn optional(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// A copy of a map with more fields.
pub(super) fn extended(base: &Value, more: &[(&'static str, Value)]) -> Value {
    extended_where(base, more, |_| true)
}

/// The same with those fields alone whose names are `wanted`.
pub(super) fn extended_where(
    base: &Value,
    more: &[(&'static str, Value)],
    wanted: impl Fn(&str) -> bool,
) -> Value {
    let base = base.as_map().into_iter().flatten();
    // All maps that are extended have fixed names.
    let base = base.filter_map(|(key, value)| match key {
        Key::Str(name) => Some((*name, value)),
        _ => None,
    });
    let more = more.iter().map(|(name, value)| (*name, value));
    value(&Fields(
        base.chain(more).filter(|(name, _)| wanted(name)).collect(),
    ))
}

struct Fields<'a>(Vec<(&'static str, &'a Value)>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("", self.0.len())?;
        for (name, value) in &self.0 {
            fields.serialize_field(name, value)?;
        }
        fields.end()
    }
}

/// A language.
#[derive(serde::Serialize)]
pub(super) struct LanguageFields<'a> {
    pub(super) code: &'a str,
    pub(super) dir: &'static str,
    pub(super) name: &'a str,
    pub(super) tag: &'a str,
}

/// A way up.
#[derive(serde::Serialize)]
pub(super) struct Crumb<'a> {
    /// Of the title, where it is another than that of the page around it.
    pub(super) dir: Option<&'a str>,
    pub(super) key: Option<&'a str>,
    /// Of the title, where it is another than that of the page around it.
    pub(super) lang: Option<&'a str>,
    pub(super) path: String,
    pub(super) title: Cow<'a, str>,
}

/// Lists by name, in the order in which the names came up.
#[derive(Default)]
pub(super) struct ByName<'a>(Vec<(&'a str, Vec<Value>)>);

impl<'a> ByName<'a> {
    pub(super) fn add(&mut self, name: &'a str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) => list.push(value),
            None => self.0.push((name, vec![value])),
        }
    }
}

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, list)| (name, list)))
    }
}

/// A heading with those below it.
#[derive(serde::Serialize)]
pub(super) struct HeadingFields<'a> {
    children: Vec<HeadingFields<'a>>,
    /// The way to it in the page, percent-encoded.
    href: String,
    id: &'a str,
    level: u8,
    title: &'a str,
}

/// Headings as a tree: each under the nearest one above of a smaller level. Those without text are left out.
pub(super) fn table_of_contents(headings: &[Heading]) -> Vec<HeadingFields<'_>> {
    let mut named = headings
        .iter()
        .filter(|heading| !heading.text.is_empty())
        .peekable();
    children(&mut named, 0)
}

// Levels end at 6, so recursion does.
fn children<'a>(
    headings: &mut std::iter::Peekable<impl Iterator<Item = &'a Heading>>,
    above: u8,
) -> Vec<HeadingFields<'a>> {
    let mut list = Vec::new();
    while let Some(heading) = headings.next_if(|heading| heading.level > above) {
        list.push(HeadingFields {
            children: children(headings, heading.level),
            href: fragment(&heading.id),
            id: &heading.id,
            level: heading.level,
            title: &heading.text,
        });
    }
    list
}
