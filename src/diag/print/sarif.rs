//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::json::serialise;
use super::position::Positions;
use super::severity_word;
use crate::diag::{Diagnostic, Place, Strictness};

/// What is written as it is in a relative URI (RFC 3986, unreserved characters and the slash).
const URI_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A log with one run. Columns count from one in characters, as `columnKind` says.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], strictness: Strictness) -> String {
    let mut positions = Positions::default();
    let rules: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, strictness, &rules, &mut positions))
        .collect();
    serialise(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "yuimaru",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(|code| json!({ "id": code })).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn result<'a>(
    diagnostic: &'a Diagnostic,
    strictness: Strictness,
    rules: &[&str],
    positions: &mut Positions<'a>,
) -> Value {
    let text = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": severity_word(diagnostic.severity.resolve(strictness)),
        "message": { "text": text },
    });
    if let Ok(index) = rules.binary_search(&diagnostic.code) {
        result["ruleIndex"] = index.into();
    }
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{ "physicalLocation": physical(place, positions) }]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(id, place)| {
            let mut location = json!({ "id": id, "physicalLocation": physical(place, positions) });
            if !place.label.is_empty() {
                location["message"] = json!({ "text": place.label });
            }
            location
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn physical<'a>(place: &'a Place, positions: &mut Positions<'a>) -> Value {
    let uri = utf8_percent_encode(&place.path, URI_PATH).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(region) = positions.region(place) {
        physical["region"] = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        });
    }
    physical
}
