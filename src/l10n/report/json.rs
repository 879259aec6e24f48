//! The state as JSON. `schema` rises when a field changes its meaning or goes.

use serde_json::{Value, json};

use super::{Told, line, message};
use crate::diag::{Place, Severity};
use crate::l10n::compare::BlockStatus;
use crate::l10n::state::State;
use crate::l10n::texts::Texts;
use crate::model::Site;

/// The version of the form.
const SCHEMA: u32 = 1;

/// All translations, those that are missing too, and of each the blocks of which there is something to say; messages of
/// which there is.
#[must_use]
pub fn json(site: &Site, state: &State, texts: &Texts<'_>) -> Value {
    let pages: Vec<Value> = state
        .pages
        .iter()
        .map(|status| page(site, &Told::new(site, texts, status)))
        .collect();
    json!({ "schema": SCHEMA, "pages": pages, "messages": message::rows(site, state) })
}

fn page(site: &Site, told: &Told<'_>) -> Value {
    let code = |lang| site.config.language(lang).code.as_str();
    let status = told.status;
    let blocks: Vec<Value> = told.blocks().map(|of| block(told, of)).collect();
    let file = |page: Option<&crate::model::Page>| {
        page.and_then(|page| page.source.as_ref())
            .map(|file| file.path.to_string())
    };
    let mut row = json!({
        "key": &*status.key,
        "lang": code(status.lang),
        "origin": code(status.origin),
        "from": code(status.from),
        "state": status.state.name(),
        "percent": status.percent,
        "severity": status.severity().map(severity),
        "source": file(told.source),
        "translation": file(told.translation),
        "blocks": blocks,
    });
    if let (Some(moved), Some(row)) = (&status.moved_from, row.as_object_mut()) {
        row.insert("moved_from".to_owned(), json!(&**moved));
    }
    row
}

fn block(told: &Told<'_>, block: &BlockStatus) -> Value {
    json!({
        "state": block.state.name(),
        "kind": block.kind.name(),
        "severity": severity(block.severity),
        "facts": block.facts,
        "markup": block.markup,
        "edited": block.is_touched,
        "source": told.source_place(block).as_ref().map(place),
        "translation": told.translation_place(block).as_ref().map(place),
    })
}

fn place(place: &Place) -> Value {
    json!({ "file": &*place.path, "line": line(place) })
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Finding | Severity::Warning => "warning",
    }
}
