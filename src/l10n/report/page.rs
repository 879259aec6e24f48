//! The state of one page, block by block, for people.

use std::fmt::Write as _;

use super::{Told, line};
use crate::diag::Place;
use crate::l10n::compare::BlockState;
use crate::l10n::state::{PageState, State};
use crate::l10n::texts::Texts;
use crate::model::Site;

/// All versions of a page. The number before a block is that which `accept --block` takes.
#[must_use]
pub fn page(site: &Site, state: &State, texts: &Texts<'_>, key: &str) -> String {
    let mut text = String::new();
    for status in state.pages.iter().filter(|status| &*status.key == key) {
        let told = Told::new(site, texts, status);
        let code = |lang| site.config.language(lang).code.as_str();
        let _ = write!(
            text,
            "{} ({}): {}",
            code(status.lang),
            key,
            status.state.name()
        );
        match status.state {
            PageState::Stale => {
                let _ = write!(text, ", {}% current", status.percent);
            }
            PageState::Moved => {
                let _ = write!(
                    text,
                    " from {}",
                    status.moved_from.as_deref().unwrap_or_default()
                );
            }
            PageState::PivotStale => {
                let _ = write!(
                    text,
                    ": translated from {}, which is not current",
                    code(status.from)
                );
            }
            _ => {}
        }
        text.push('\n');
        for (number, block) in told.blocks().enumerate() {
            let _ = write!(
                text,
                "{:>4}  {} {}",
                number + 1,
                block.state.name(),
                block.kind.name()
            );
            if !block.facts.is_empty() {
                let _ = write!(text, ", another {}", block.facts.join(" and "));
            }
            if !block.markup.is_empty() {
                let _ = write!(
                    text,
                    ", another {} in the source",
                    block.markup.join(" and ")
                );
            }
            if block.is_touched && block.state == BlockState::Changed {
                text.push_str("; the translation was edited since");
            }
            text.push('\n');
            push_text(
                &mut text,
                code(status.from),
                told.source_place(block),
                told.source_block(block).map(|block| block.text()),
            );
            push_text(
                &mut text,
                code(status.lang),
                told.translation_place(block),
                told.translation_block(block).map(|block| block.text()),
            );
        }
    }
    text
}

pub(super) fn push_text(out: &mut String, code: &str, place: Option<Place>, text: Option<&str>) {
    const LONGEST: usize = 120;
    let (Some(place), Some(text)) = (place, text) else {
        let _ = writeln!(out, "      {code}: nothing");
        return;
    };
    let first = text.lines().next().unwrap_or_default();
    let shown: String = first.chars().take(LONGEST).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    let _ = writeln!(
        out,
        "      {code} {}:{}: {shown}{more}",
        place.path,
        line(&place)
    );
}
