//! Templates nested deeper than the stack is: Tera goes down into each with the next call, and does not count.

use std::collections::BTreeMap;

use super::{Read, Theme, own};
use crate::diag::Diagnostic;
use crate::render::template_text::Tag;

/// Templates that include or extend each other, one in the other.
const DEEPEST: usize = 30;

/// `elif` behind one `if`, each of which is an `if` in the one before.
const MOST_ELIFS: usize = 200;

impl Theme {
    /// What is nested too deep. Templates that come back to themselves are left to Tera.
    pub(super) fn depth_problems(&self, read: &Read<'_>) -> Vec<Diagnostic> {
        // Those of the binary are not.
        if own(&self.sources).next().is_none() {
            return Vec::new();
        }
        let mut problems = Vec::new();
        for (name, (_, tags)) in read {
            problems.extend(self.long_chain(name, tags));
        }
        problems.extend(self.deep_templates(read));
        problems
    }

    fn deep_templates(&self, read: &Read<'_>) -> Vec<Diagnostic> {
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, (_, tags)) in read {
            let named = tags.iter().filter_map(Tag::template);
            below.insert(
                name,
                named
                    .filter_map(|other| self.named_by(name, other))
                    .collect(),
            );
        }
        // From those that name none upwards: what is never reached leads into a circle.
        let mut above: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, children) in &below {
            for child in children {
                above.entry(child).or_default().push(name);
            }
        }
        let mut open: BTreeMap<&str, usize> = below
            .iter()
            .map(|(name, list)| (*name, list.len()))
            .collect();
        let mut ready: Vec<&str> = open
            .iter()
            .filter(|(_, left)| **left == 0)
            .map(|(name, _)| *name)
            .collect();
        let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
        while let Some(name) = ready.pop() {
            let deepest = below[name]
                .iter()
                .filter_map(|child| depths.get(child))
                .max();
            depths.insert(name, 1 + deepest.copied().unwrap_or(0));
            for parent in above.get(name).into_iter().flatten() {
                if let Some(left) = open.get_mut(parent) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(parent);
                    }
                }
            }
        }
        // The lowest of a chain that is too long: those above it are so because of it.
        let too_deep = depths.iter().filter(|(_, depth)| **depth == DEEPEST + 1);
        too_deep
            .filter_map(|(name, _)| {
                let (_, tags) = read.get(name)?;
                let tag = tags.iter().find(|tag| tag.template().is_some())?;
                let file = self.sources.get(*name)?;
                let span = tag.span();
                let problem = Diagnostic::error(
                    "template",
                    format!(
                        "templates extend or include each other more than {DEEPEST} deep from here"
                    ),
                );
                Some(
                    problem
                        .at(&file.path, file.text()?, span, "")
                        .help("put some of them into one"),
                )
            })
            .collect()
    }

    fn long_chain(&self, name: &str, tags: &[Tag<'_>]) -> Option<Diagnostic> {
        let mut open = vec![0_usize];
        let tag = tags.iter().find(|tag| {
            match tag.first_word() {
                Some("if") => open.push(0),
                Some("elif") => {
                    if let Some(count) = open.last_mut() {
                        *count += 1;
                    }
                }
                Some("endif") => _ = open.pop(),
                _ => {}
            }
            open.last().is_some_and(|count| *count > MOST_ELIFS)
        })?;
        let file = self.sources.get(name)?;
        let problem = Diagnostic::error(
            "template",
            format!("this `if` has more than {MOST_ELIFS} `elif`"),
        );
        Some(
            problem
                .at(&file.path, file.text()?, tag.span(), "")
                .help("look the value up in a map, or in a data file, instead"),
        )
    }
}
