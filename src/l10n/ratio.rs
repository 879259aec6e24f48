//! How long translations of a site are, for the alignment of those that nobody has accepted yet.

use std::collections::BTreeMap;

use super::align::LengthRatio;
use super::block::Block;
use super::state::State;
use super::texts::Texts;
use crate::config::Lang;
use crate::model::{Page, Site};

/// As many pairs of blocks as this tell enough.
const MOST_SAMPLES: usize = 2_000;

/// Ratios by language of source and translation, each worked out when it is first asked for.
pub struct Ratios<'a> {
    site: &'a Site,
    state: &'a State,
    texts: &'a Texts<'a>,
    known: BTreeMap<(Lang, Lang), LengthRatio>,
}

impl<'a> Ratios<'a> {
    /// None is known yet.
    #[must_use]
    pub fn new(site: &'a Site, state: &'a State, texts: &'a Texts<'a>) -> Self {
        Ratios {
            site,
            state,
            texts,
            known: BTreeMap::new(),
        }
    }

    /// That of two languages: learned from pages whose blocks are of the same kinds in the same order, and where these
    /// are too few, the usual one.
    pub fn of(&mut self, source: Lang, translation: Lang) -> LengthRatio {
        if let Some(known) = self.known.get(&(source, translation)) {
            return *known;
        }
        let writing = |lang: Lang| self.site.config.language(lang).writing();
        let usual = LengthRatio::between(writing(source), writing(translation));
        let ratio = LengthRatio::learned(self.samples(source, translation).into_iter());
        let ratio = ratio.unwrap_or(usual);
        self.known.insert((source, translation), ratio);
        ratio
    }

    fn samples(&self, source: Lang, translation: Lang) -> Vec<(usize, usize)> {
        let page = |lang: Lang, key: &str| -> Option<&Page> {
            let page = self.site.version(key, lang)?;
            (page.copy_of.is_none() && page.source.is_some()).then_some(page)
        };
        self.state
            .pages
            .iter()
            .filter(|status| status.lang == translation)
            .filter_map(|status| {
                Some((page(source, &status.key)?, page(translation, &status.key)?))
            })
            .flat_map(|(one, other)| pairs(&self.texts.of(one), &self.texts.of(other)))
            .take(MOST_SAMPLES)
            .collect()
    }
}

/// Lengths of blocks of two pages that have the same shape.
fn pairs(source: &[Block], translation: &[Block]) -> Vec<(usize, usize)> {
    let is_same_shape = source.len() == translation.len()
        && source
            .iter()
            .zip(translation)
            .all(|(one, other)| one.kind() == other.kind());
    if !is_same_shape {
        return Vec::new();
    }
    let lengths = source.iter().zip(translation);
    lengths
        .map(|(one, other)| (one.characters(), other.characters()))
        .collect()
}
