//! Which templates can be rendered at all: behind a theme of one's own most of the default theme's cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{DEFAULT, REQUIRED, Theme, own, read};
use crate::render::template_text::Tag;
use crate::source::SourceFile;

impl Theme {
    /// The files of the site and its theme, and those of the binary that they, the pages (`templates`: what they name in
    /// front matter; `components`: what their texts call) or the site's routes lead to.
    pub(in crate::render) fn in_use<'a>(
        &self,
        templates: impl Iterator<Item = &'a str>,
        components: impl Iterator<Item = &'a str>,
    ) -> Vec<&Arc<SourceFile>> {
        let read = read(&self.sources);
        let mut definitions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, (_, tags)) in &read {
            for component in tags.iter().filter_map(Tag::component) {
                definitions.entry(component).or_default().push(name);
            }
        }
        let defining = |component: &str| definitions.get(component).into_iter().flatten().copied();
        let mut left: Vec<&str> = own(&self.sources).collect();
        left.extend(
            REQUIRED
                .into_iter()
                .chain(templates)
                .filter_map(|name| self.resolve(name)),
        );
        left.extend(components.flat_map(defining));
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        while let Some(name) = left.pop() {
            if !reached.insert(name) {
                continue;
            }
            for tag in read.get(name).iter().flat_map(|(_, tags)| tags) {
                left.extend(tag.template().and_then(|named| self.named_by(name, named)));
                left.extend(tag.components().flat_map(|name| defining(name.text)));
            }
        }
        let files = self.sources.iter();
        files
            .filter(|(name, _)| reached.contains(name.as_str()))
            .map(|(_, file)| file)
            .collect()
    }

    /// The registered name of what a registered template calls so.
    pub(super) fn named_by(&self, registered: &str, name: &str) -> Option<&str> {
        match self.is_fallback(registered) {
            true => self.resolve(&format!("themes/{DEFAULT}/{name}")),
            false => self.resolve(name),
        }
    }

    /// The name under which a template is registered that is called so.
    fn resolve(&self, name: &str) -> Option<&str> {
        let named = |name: &str| {
            self.sources
                .get_key_value(name)
                .map(|(name, _)| name.as_str())
        };
        let behind = |prefix: &String| named(&format!("{prefix}{name}"));
        named(name).or_else(|| self.prefixes.iter().find_map(behind))
    }
}
