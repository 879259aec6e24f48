//! What a translation keeps of its source as it is: numbers, dates, links, code, names in Latin letters, and characters
//! that Chinese and Japanese share.
//!
//! Only what stands on both sides says anything: that a number of the source stands nowhere in the translation may be
//! a matter of writing, that it stands beside another block is a matter of pairs. And what stands everywhere says
//! little, so a token weighs more the rarer it is.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::l10n::Block;
use crate::parse::segment::Markup;

/// The most tokens of a block or section, the weightiest, so that no comparison is long.
const MOST: usize = 48;

/// Tokens with their weights, sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tokens(Vec<(u64, f32)>);

impl Tokens {
    /// Those of several, each once.
    pub(super) fn union<'a>(all: impl IntoIterator<Item = &'a Tokens>) -> Self {
        let mut tokens: Vec<(u64, f32)> = Vec::new();
        for each in all {
            tokens.extend_from_slice(&each.0);
        }
        Tokens::of(tokens)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(mut tokens: Vec<(u64, f32)>) -> Self {
        tokens.sort_by_key(|(token, _)| *token);
        tokens.dedup_by_key(|(token, _)| *token);
        if tokens.len() > MOST {
            tokens.sort_by(|(a, weight_of_a), (b, weight_of_b)| {
                weight_of_b.total_cmp(weight_of_a).then(a.cmp(b))
            });
            tokens.truncate(MOST);
            tokens.sort_by_key(|(token, _)| *token);
        }
        Tokens(tokens)
    }

    /// What it costs to pair texts with these: below zero where they share more than they do not.
    pub(super) fn apart(&self, other: &Tokens) -> f32 {
        let (mut shared, mut all) = (0.0, 0.0);
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((our, weight)), Some((their, _))) = (ours.peek(), theirs.peek()) {
            if our == their {
                shared += weight;
            }
            let (our, their) = (*our, *their);
            ours.next_if(|_| our <= their);
            theirs.next_if(|_| their <= our);
        }
        for (_, weight) in self.0.iter().chain(&other.0) {
            all += weight;
        }
        let not_shared = (all - 2.0 * shared).max(0.0);
        // Both have a limit: one number in common says much, the tenth little more.
        2.5 * not_shared / (not_shared + 2.0) - 3.0 * shared / (shared + 1.0)
    }
}

/// The tokens of the blocks of both sides that stand on both.
pub(super) fn common(source: &[Block], translation: &[Block]) -> (Vec<Tokens>, Vec<Tokens>) {
    let (source, translation): (Vec<_>, Vec<_>) = (
        source.iter().map(of_block).collect(),
        translation.iter().map(of_block).collect(),
    );
    let (of_source, of_translation) = (count(&source), count(&translation));
    let blocks = source.len().max(translation.len()) as f32;
    let weigh = |tokens: Vec<(u64, f32)>| {
        let weighed = tokens.into_iter().filter_map(|(token, weight)| {
            let times = *of_source.get(&token)?.max(of_translation.get(&token)?);
            let rarity = (1.0 + blocks / times as f32).ln() / (1.0 + blocks).ln();
            Some((token, weight * rarity))
        });
        Tokens::of(weighed.collect())
    };
    (
        source.into_iter().map(weigh).collect(),
        translation.into_iter().map(weigh).collect(),
    )
}

/// In how many blocks each stands.
fn count(blocks: &[Vec<(u64, f32)>]) -> HashMap<u64, u32> {
    let mut counts = HashMap::new();
    for (token, _) in blocks.iter().flatten() {
        *counts.entry(*token).or_default() += 1;
    }
    counts
}

/// All tokens of a block, each once, with what its sort weighs.
fn of_block(block: &Block) -> Vec<(u64, f32)> {
    let mut tokens = of_text(block.text());
    for fact in block.facts() {
        tokens.push((token(&(fact.kind(), fact.value())), 1.5));
    }
    for code in &block.segment.code {
        tokens.push((token(&("code", code.as_str())), 1.5));
    }
    for markup in &block.segment.markup {
        let weight = match markup {
            Markup::Id(_) | Markup::Language(_) => 0.5,
            Markup::Link(_) | Markup::Image(_) | Markup::Component(_) => 1.5,
        };
        tokens.push((token(markup), weight));
    }
    tokens.sort_by_key(|(token, _)| *token);
    tokens.dedup_by_key(|(token, _)| *token);
    tokens
}

fn of_text(text: &str) -> Vec<(u64, f32)> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut before = Sort::Other;
    for char in text.chars().chain([' ']) {
        let (char, sort) = sorted(char, before);
        if sort != before || sort == Sort::Han {
            keep(&mut word, before, &mut tokens);
        }
        if sort != Sort::Other {
            word.extend(char.to_lowercase());
        }
        before = sort;
    }
    tokens
}

/// What a character makes with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Word,
    Han,
    Other,
}

/// A character as it is compared, and its sort.
fn sorted(char: char, before: Sort) -> (char, Sort) {
    match char {
        '0'..='9' => (char, Sort::Number),
        '０'..='９' => {
            let digit = char as u32 - '０' as u32;
            (char::from_digit(digit, 10).unwrap_or(char), Sort::Number)
        }
        '.' | ',' if before == Sort::Number => (char, Sort::Number),
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            (char, Sort::Han)
        }
        // Kana say the same in no other writing.
        '\u{3040}'..='\u{30ff}' => (char, Sort::Other),
        _ if char.is_alphabetic() => (char, Sort::Word),
        _ => (char, Sort::Other),
    }
}

fn keep(word: &mut String, sort: Sort, tokens: &mut Vec<(u64, f32)>) {
    let characters = word.chars().count();
    match sort {
        Sort::Number => {
            // 1,200 and 1200 are one number, and a sentence may end with it.
            let digits = word.trim_end_matches(['.', ',']).replace(',', "");
            let weight = if digits.len() > 1 { 1.5 } else { 0.5 };
            tokens.push((token(&("number", digits)), weight));
        }
        Sort::Word if characters > 1 => tokens.push((token(&("word", word.as_str())), 1.0)),
        Sort::Han => tokens.push((token(&("han", word.as_str())), 0.35)),
        Sort::Word | Sort::Other => {}
    }
    word.clear();
}

fn token(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
