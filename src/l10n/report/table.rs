//! The state of all translations as a table in a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Told, message};
use crate::config::Lang;
use crate::diag::Severity;
use crate::l10n::block::Block;
use crate::l10n::state::{PageState, PageStatus, State};
use crate::l10n::texts::Texts;
use crate::model::Site;

/// A row for each page that is not current in every language, then a line for each language. `age` says how long ago
/// the source of a status changed.
#[must_use]
pub fn table(
    site: &Site,
    state: &State,
    texts: &Texts<'_>,
    age: impl Fn(&PageStatus) -> Option<String>,
) -> String {
    let langs: Vec<Lang> = site.config.langs().collect();
    let mut rows: BTreeMap<&Arc<str>, Vec<String>> = BTreeMap::new();
    for status in &state.pages {
        if status.severity().is_none() && status.state != PageState::Ahead {
            continue;
        }
        let cells = rows
            .entry(&status.key)
            .or_insert_with(|| vec![String::new(); langs.len()]);
        cells[status.lang.index()] = cell(&Told::new(site, texts, status), age(status));
    }
    for (key, cells) in &mut rows {
        for lang in &langs {
            if cells[lang.index()].is_empty() {
                cells[lang.index()] = match state.of(key, *lang) {
                    Some(status) => status.state.name().to_owned(),
                    None => "origin".to_owned(),
                };
            }
        }
    }
    let mut text = String::new();
    if !rows.is_empty() {
        let codes = langs
            .iter()
            .map(|lang| site.config.language(*lang).code.clone());
        let head: Vec<String> = std::iter::once("page".to_owned()).chain(codes).collect();
        let body = rows.into_iter().map(|(key, cells)| {
            std::iter::once(key.to_string())
                .chain(cells)
                .collect::<Vec<String>>()
        });
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
        text.push_str(&columns(&lines));
        text.push('\n');
    }
    for lang in langs {
        text.push_str(&summary(site, state, texts, lang));
        text.push_str(&message::summary(site, state, lang));
    }
    text
}

fn cell(told: &Told<'_>, age: Option<String>) -> String {
    let status = told.status;
    let mut cell = status.state.name().to_owned();
    if status.state == PageState::Stale {
        let stale = status.comparison.stale();
        let _ = write!(
            cell,
            " {}% ({stale} {})",
            status.percent,
            if stale == 1 { "block" } else { "blocks" }
        );
        if status.severity() == Some(Severity::Error) {
            cell.push_str(", facts changed");
        }
    }
    if let Some(moved) = &status.moved_from {
        let _ = write!(cell, " from {moved}");
    }
    if let Some(age) = age {
        let _ = write!(cell, ", {age}");
    }
    cell
}

/// How many pages are in which state, and the share of characters that is current.
fn summary(site: &Site, state: &State, texts: &Texts<'_>, lang: Lang) -> String {
    let mut counts: BTreeMap<PageState, usize> = BTreeMap::new();
    let (mut all, mut current) = (0.0, 0.0);
    for status in state.pages.iter().filter(|status| status.lang == lang) {
        *counts.entry(status.state).or_default() += 1;
        if status.state == PageState::Excluded {
            continue;
        }
        let source = status.source.map(|id| texts.of(site.page(id)));
        let characters: usize = source
            .iter()
            .flat_map(|blocks| blocks.iter())
            .map(Block::characters)
            .sum();
        // A site of 2^53 characters is none.
        let characters = f64::from(u32::try_from(characters).unwrap_or(u32::MAX));
        all += characters;
        current += characters * status.percent / 100.0;
    }
    if counts.is_empty() {
        return String::new();
    }
    let told: Vec<String> = PageState::ALL
        .into_iter()
        .filter_map(|state| Some((state, *counts.get(&state)?)))
        .map(|(state, count)| format!("{count} {}", state.name()))
        .collect();
    let share = if all > 0.0 {
        current / all * 100.0
    } else {
        100.0
    };
    let share = (share * 10.0).floor() / 10.0;
    format!(
        "{}: {}; {share}% of the characters are current\n",
        site.config.language(lang).code,
        told.join(", ")
    )
}

/// Columns as wide as what stands in them; wide characters count twice.
fn columns(lines: &[Vec<String>]) -> String {
    let width = |text: &str| {
        text.chars()
            .map(|char| {
                if crate::parse::cjk::character::is_cjk(char) {
                    2
                } else {
                    1
                }
            })
            .sum::<usize>()
    };
    let count = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in lines {
        let mut written = String::new();
        for (cell, full) in line.iter().zip(&widths) {
            written.push_str(cell);
            written.extend(std::iter::repeat_n(' ', full + 2 - width(cell).min(*full)));
        }
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}
