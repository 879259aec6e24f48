//! JSON, for editors and scripts.

use serde_json::{Map, Value, json};

use super::position::Positions;
use super::{Counts, severity_word};
use crate::diag::{Diagnostic, Place, Strictness};

/// One object: `diagnostics`, an array whose entries have `severity` (`error` or `warning`), `code`, `message`,
/// `path`, `line`, `column`, `end_line`, `end_column`, `help` and `related`, and the numbers `errors` and `warnings`.
/// Every name is always there, `null` where it does not apply. Lines and columns count from one, columns in
/// characters; the end is exclusive. An entry of `related` has the names of a place and `label`.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], strictness: Strictness) -> String {
    let mut positions = Positions::default();
    let entries: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| entry(diagnostic, strictness, &mut positions))
        .collect();
    let counts = Counts::of(diagnostics, strictness);
    let report = json!({
        "diagnostics": entries,
        "errors": counts.errors,
        "warnings": counts.warnings,
    });
    serialise(&report)
}

/// Pretty JSON with a final line break, in which every character that steers a terminal is escaped.
pub(super) fn serialise(value: &Value) -> String {
    let mut out = String::new();
    for char in format!("{value:#}").chars() {
        // Such characters stand only inside of strings, where an escape means the same.
        if char != '\n' && super::visible::visible_char(char) != char {
            out.push_str(&format!("\\u{:04x}", u32::from(char)));
        } else {
            out.push(char);
        }
    }
    out.push('\n');
    out
}

fn entry<'a>(
    diagnostic: &'a Diagnostic,
    strictness: Strictness,
    positions: &mut Positions<'a>,
) -> Value {
    let mut entry = Map::new();
    entry.insert(
        "severity".into(),
        severity_word(diagnostic.severity.resolve(strictness)).into(),
    );
    entry.insert("code".into(), diagnostic.code.into());
    entry.insert("message".into(), diagnostic.message.as_str().into());
    entry.append(&mut place(diagnostic.place.as_ref(), positions));
    entry.insert("help".into(), diagnostic.help.as_deref().into());
    let related = diagnostic.related.iter().map(|related| {
        let mut entry = place(Some(related), positions);
        entry.insert("label".into(), related.label.as_str().into());
        Value::Object(entry)
    });
    entry.insert("related".into(), related.collect());
    Value::Object(entry)
}

fn place<'a>(place: Option<&'a Place>, positions: &mut Positions<'a>) -> Map<String, Value> {
    let region = place.and_then(|place| positions.region(place));
    let fields: [(&str, Value); 5] = [
        ("path", place.map(|place| &*place.path).into()),
        ("line", region.map(|region| region.line).into()),
        ("column", region.map(|region| region.column).into()),
        ("end_line", region.map(|region| region.end_line).into()),
        ("end_column", region.map(|region| region.end_column).into()),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
