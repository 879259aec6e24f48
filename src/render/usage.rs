//! Which messages the templates call, read from their text: for the checks that need no page.

use std::sync::Arc;

use super::template_text::{Kind, tags};
use crate::diag::Place;
use crate::i18n::messages::{Asks, UsedKey};
use crate::source::SourceFile;

/// What templates ask of the messages.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// Calls with a literal key.
    pub keys: Vec<UsedKey>,
    /// Whether a key is put together at run time, so that no message can be called unused.
    pub dynamic: bool,
}

/// Messages that the renderer itself needs of every theme, with their arguments.
const OWN: [(&str, &[&str]); 8] = [
    ("alert-note", &[]),
    ("alert-tip", &[]),
    ("alert-important", &[]),
    ("alert-warning", &[]),
    ("alert-caution", &[]),
    ("footnotes-title", &[]),
    ("footnote-backlink", &["number"]),
    ("taxonomy-title", &["id"]),
];

/// Finds every `t(…)` in the templates, and adds the renderer's own messages.
pub fn of_templates<'a>(files: impl Iterator<Item = &'a Arc<SourceFile>>) -> Usage {
    let mut usage = Usage::default();
    usage.keys.extend(OWN.iter().map(|(key, arguments)| {
        UsedKey {
            key: (*key).to_owned(),
            args: arguments
                .iter()
                .map(|argument| (*argument).to_owned())
                .collect(),
            asks: Asks::Page,
            place: None,
        }
    }));
    for file in files {
        if let Some(text) = file.text() {
            calls(file, text, &mut usage);
        }
    }
    usage
}

fn calls(file: &SourceFile, text: &Arc<str>, usage: &mut Usage) {
    let tags = tags(text);
    for call in tags.iter().flat_map(|tag| tag.calls("t")) {
        let Some(key) = call.literal("key") else {
            usage.dynamic |= call.argument("key").is_some();
            continue;
        };
        let names = call.names().filter(|name| !matches!(*name, "key" | "lang"));
        usage.keys.push(UsedKey {
            key: key.text.to_owned(),
            args: names.map(str::to_owned).collect(),
            asks: match call.argument("lang") {
                None => Asks::Page,
                Some([lang]) if lang.is_word("lang") => Asks::Page,
                Some([code]) if code.kind == Kind::Text => Asks::One(code.text.to_owned()),
                Some(_) => Asks::Computed,
            },
            place: Some(Place {
                path: file.path.clone(),
                text: Some(text.clone()),
                span: key.at..key.at + key.text.len(),
                label: String::new(),
            }),
        });
    }
}
