//! Workflow commands of GitHub Actions, which show a problem beside the line in a pull request.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::borrow::Cow;

use super::position::Positions;
use super::severity_word;
use super::visible::{visible_line, visible_text};
use crate::diag::{Diagnostic, Strictness};

/// One `::error file=…,line=…,col=…::…` or `::warning …` line for each diagnostic.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], strictness: Strictness) -> String {
    let mut positions = Positions::default();
    diagnostics
        .iter()
        .map(|diagnostic| command(diagnostic, strictness, &mut positions))
        .collect()
}

fn command<'a>(
    diagnostic: &'a Diagnostic,
    strictness: Strictness,
    positions: &mut Positions<'a>,
) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(("file", property(&place.path)));
        if let Some(region) = positions.region(place) {
            properties.push(("line", region.line.to_string()));
            properties.push(("endLine", region.end_line.to_string()));
            properties.push(("col", region.column.to_string()));
            // An end column is only understood within one line.
            if region.end_line == region.line {
                properties.push(("endColumn", region.end_column.to_string()));
            }
        }
    }
    properties.push(("title", property(diagnostic.code)));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let message = match &diagnostic.help {
        Some(help) => Cow::Owned(format!("{}\nhelp: {help}", diagnostic.message)),
        None => Cow::Borrowed(&*diagnostic.message),
    };
    format!(
        "::{} {}::{}\n",
        severity_word(diagnostic.severity.resolve(strictness)),
        properties.join(","),
        data(&visible_text(&message)),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}
