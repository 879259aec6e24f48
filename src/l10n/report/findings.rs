//! What a translation and its source do not have in common, as problems.

use std::ops::Range;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Place, Severity};
use crate::l10n::align::{LengthRatio, align};
use crate::l10n::block::Block;
use crate::l10n::compare::BlockState;
use crate::l10n::finding::{Finding, Levels};
use crate::l10n::glossary::Glossary;
use crate::l10n::parity::{self, ParityInput};
use crate::l10n::state::{PageState, PageStatus, State};
use crate::l10n::texts::Texts;
use crate::model::{Page, Site};

/// What the rules find in translations that somebody has accepted, and where names are not those of the glossary.
#[must_use]
pub fn findings(
    site: &Site,
    state: &State,
    texts: &Texts<'_>,
    glossary: Option<&Glossary>,
) -> Vec<Diagnostic> {
    let levels = Levels::of(&site.config.l10n);
    state
        .pages
        .par_iter()
        .flat_map_iter(|status| of_page(site, status, texts, &levels, glossary))
        .collect()
}

fn of_page(
    site: &Site,
    status: &PageStatus,
    texts: &Texts<'_>,
    levels: &Levels,
    glossary: Option<&Glossary>,
) -> Vec<Diagnostic> {
    let page = |id: Option<crate::model::PageId>| id.map(|id| site.page(id));
    let (Some(source), Some(translation)) = (page(status.source), page(status.translation)) else {
        return Vec::new();
    };
    let is_accepted = !status.comparison.blocks.is_empty();
    if status.state == PageState::Excluded || !(is_accepted || glossary.is_some()) {
        return Vec::new();
    }
    let writing = |page: &Page| site.config.language(page.text_lang).writing();
    let paired = match is_accepted {
        true => accepted(status, &texts.of(source), &texts.of(translation)),
        false => aligned(
            &texts.of(source),
            &texts.of(translation),
            LengthRatio::between(writing(source), writing(translation)),
        ),
    };
    let mut found = Vec::new();
    if is_accepted {
        found.extend(parity::check(&ParityInput {
            source: &paired.source,
            source_writing: writing(source),
            translation: &paired.translation,
            translation_writing: writing(translation),
            pairs: &paired.pairs,
            levels,
        }));
    }
    if let Some(glossary) = glossary {
        let pairs: Vec<(&[Block], &[Block])> = paired
            .pairs
            .iter()
            .filter_map(|(one, other)| {
                Some((
                    paired.source.get(one.clone())?,
                    paired.translation.get(other.clone())?,
                ))
            })
            .collect();
        found.extend(glossary.check(status.from, status.lang, &status.key, &pairs));
    }
    found
        .into_iter()
        .map(|finding| problem(finding, source, translation))
        .collect()
}

/// Blocks and which of them belong together.
struct Paired {
    source: Vec<Block>,
    translation: Vec<Block>,
    pairs: Vec<(Range<usize>, Range<usize>)>,
}

/// What is current, and nothing else: of the rest it has been told that it is not.
fn accepted(status: &PageStatus, source: &[Block], translation: &[Block]) -> Paired {
    let mut paired = Paired {
        source: Vec::new(),
        translation: Vec::new(),
        pairs: Vec::new(),
    };
    let current = |state: BlockState| matches!(state, BlockState::Current | BlockState::Moved);
    let mut seen = None;
    for block in &status.comparison.blocks {
        let Some(own) = block.source.and_then(|at| source.get(at)) else {
            continue;
        };
        if !current(block.state) {
            continue;
        }
        let start = paired.source.len();
        paired.source.push(own.clone());
        // The second block of two that became one.
        if block.locked.is_some() && block.locked == seen {
            if let Some((range, _)) = paired.pairs.last_mut() {
                range.end = paired.source.len();
            }
            continue;
        }
        seen = block.locked;
        let from = paired.translation.len();
        let others = block
            .translations
            .iter()
            .filter_map(|at| translation.get(*at));
        paired.translation.extend(others.cloned());
        paired
            .pairs
            .push((start..start + 1, from..paired.translation.len()));
    }
    paired
}

fn aligned(source: &[Block], translation: &[Block], ratio: LengthRatio) -> Paired {
    let pairs = align(source, translation, ratio).pairs.into_iter();
    Paired {
        source: source.to_vec(),
        translation: translation.to_vec(),
        pairs: pairs.map(|pair| (pair.source, pair.translation)).collect(),
    }
}

fn problem(finding: Finding, source: &Page, translation: &Page) -> Diagnostic {
    let mut problem = match finding.severity {
        Severity::Error => Diagnostic::error(finding.rule, finding.message),
        Severity::Finding => Diagnostic::finding(finding.rule, finding.message),
        Severity::Warning => Diagnostic::warning(finding.rule, finding.message),
    }
    .help(finding.help);
    problem.place = match finding.translation {
        Some(span) => place(translation, span),
        None => place(translation, 0..0).map(|place| Place {
            text: None,
            ..place
        }),
    };
    if let Some(mut place) = finding.source.and_then(|span| place(source, span)) {
        place.label = "the source".to_owned();
        problem = problem.related(place);
    }
    problem
}

fn place(page: &Page, span: Range<usize>) -> Option<Place> {
    let file = page.source.as_ref()?;
    let text = file.text()?.clone();
    let written = text.get(span.clone()).unwrap_or_default();
    let end = span.start + written.trim_end().len();
    Some(Place {
        path: file.path.clone(),
        text: Some(text),
        span: span.start..end,
        label: String::new(),
    })
}
