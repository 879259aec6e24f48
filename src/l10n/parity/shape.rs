//! Headings, code blocks and the row of blocks as a whole.

use super::ParityInput;
use crate::l10n::block::Block;
use crate::l10n::finding::{Findings, Spans};
use crate::parse::segment::{Markup, SegmentKind};

/// Where two rows of blocks part: what the source has there, and the translation.
struct Parting<'a> {
    source: Option<&'a Block>,
    translation: Option<&'a Block>,
}

impl Parting<'_> {
    fn spans(&self) -> Spans {
        Spans {
            source: self.source.map(|block| block.segment.span.clone()),
            translation: self.translation.map(|block| block.segment.span.clone()),
        }
    }
}

/// Only the first is told: behind it everything is out of step.
fn parting<'a>(
    input: &ParityInput<'a>,
    belongs: impl Fn(&Block) -> bool + Copy,
    is_same: impl Fn(&Block, &Block) -> bool,
) -> Option<Parting<'a>> {
    let mut source = input.source.iter().filter(move |block| belongs(block));
    let mut translation = input.translation.iter().filter(move |block| belongs(block));
    loop {
        match (source.next(), translation.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if is_same(one, other) => {}
            (source, translation) => {
                return Some(Parting {
                    source,
                    translation,
                });
            }
        }
    }
}

pub(super) fn heading_levels(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let is_heading = |block: &Block| block.kind() == SegmentKind::Heading;
    let is_same = |one: &Block, other: &Block| one.segment.level == other.segment.level;
    let Some(parting) = parting(input, is_heading, is_same) else {
        return;
    };
    let named = |block: Option<&Block>| match block {
        Some(block) => format!("a heading of level {}", block.segment.level),
        None => "no more heading".to_owned(),
    };
    findings.add(
        "heading-levels",
        parting.spans(),
        format!(
            "the source has {} here, and the translation {}",
            named(parting.source),
            named(parting.translation)
        ),
        "give the translation the headings of its source, level by level",
    );
}

pub(super) fn code_fences(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let is_code = |block: &Block| block.kind() == SegmentKind::Code;
    let is_same = |one: &Block, other: &Block| language(one) == language(other);
    let Some(parting) = parting(input, is_code, is_same) else {
        return;
    };
    let named = |block: Option<&Block>| match block.map(language) {
        Some(Some(language)) => format!("a code block of `{language}`"),
        Some(None) => "a code block without a language".to_owned(),
        None => "no more code block".to_owned(),
    };
    findings.add(
        "code-fences",
        parting.spans(),
        format!(
            "the source has {} here, and the translation {}",
            named(parting.source),
            named(parting.translation)
        ),
        "give the translation the code blocks of its source; look for a fence that is not closed",
    );
}

fn language(block: &Block) -> Option<&str> {
    block.segment.markup.iter().find_map(|markup| match markup {
        Markup::Language(language) => Some(&**language),
        _ => None,
    })
}

/// Front matter and texts of images aside, which other rules and the page's schema look after.
pub(super) fn block_sequence(input: &ParityInput<'_>, findings: &mut Findings<'_>) {
    let belongs = |block: &Block| {
        !matches!(
            block.kind(),
            SegmentKind::Title | SegmentKind::Description | SegmentKind::Alt
        )
    };
    let is_same = |one: &Block, other: &Block| one.kind() == other.kind();
    let Some(parting) = parting(input, belongs, is_same) else {
        return;
    };
    findings.add(
        "block-sequence",
        parting.spans(),
        format!(
            "the source goes on with {} here, and the translation with {}",
            named(parting.source),
            named(parting.translation)
        ),
        "give the translation the paragraphs, lists and tables of its source, in the same order",
    );
}

fn named(block: Option<&Block>) -> &'static str {
    match block.map(Block::kind) {
        None => "nothing more",
        Some(SegmentKind::Title) => "the title",
        Some(SegmentKind::Description) => "the description",
        Some(SegmentKind::Heading) => "a heading",
        Some(SegmentKind::Paragraph) => "a paragraph",
        Some(SegmentKind::Item) => "an item of a list",
        Some(SegmentKind::Quote) => "a quote",
        Some(SegmentKind::Cell) => "a cell of a table",
        Some(SegmentKind::Term) => "a term",
        Some(SegmentKind::Definition) => "a definition",
        Some(SegmentKind::Note) => "a footnote",
        Some(SegmentKind::Code) => "a code block",
        Some(SegmentKind::Alt) => "an image",
        Some(SegmentKind::Html) => "HTML",
        Some(SegmentKind::Component) => "a component",
        Some(SegmentKind::Message) => "a message",
    }
}
