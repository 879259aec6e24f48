//! Which messages the templates call, read from their text: for the checks that need no page.

use std::sync::Arc;

use crate::diag::Place;
use crate::i18n::messages::UsedKey;
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
            place: Place {
                path: "yuimaru".into(),
                text: None,
                span: 0..0,
                label: String::new(),
            },
        }
    }));
    for file in files {
        if let Some(text) = &file.text {
            calls(file, text, &mut usage);
        }
    }
    usage
}

fn calls(file: &SourceFile, text: &Arc<str>, usage: &mut Usage) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices("t(") {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
            || !in_tag(&text[..at])
        {
            continue;
        }
        let arguments = arguments(&text[at + 2..]);
        let key = arguments
            .iter()
            .find(|(name, _)| *name == "key")
            .map(|(_, value)| value.trim());
        let Some(literal) = key.and_then(unquote) else {
            usage.dynamic |= key.is_some();
            continue;
        };
        let start = at + 2 + text[at + 2..].find(literal).unwrap_or(0);
        let names = arguments
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !matches!(*name, "key" | "lang"));
        usage.keys.push(UsedKey {
            key: literal.to_owned(),
            args: names.map(str::to_owned).collect(),
            place: Place {
                path: file.path.clone(),
                text: Some(text.clone()),
                span: start..start + literal.len(),
                label: String::new(),
            },
        });
    }
}

/// Whether the text ends inside `{{ … }}` or `{% … %}`.
fn in_tag(before: &str) -> bool {
    let open = before.rfind("{{").max(before.rfind("{%"));
    let close = before.rfind("}}").max(before.rfind("%}"));
    open > close
}

fn unquote(value: &str) -> Option<&str> {
    ['"', '\'', '`']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
}

/// `name=value` pairs up to the closing bracket; values may hold brackets and quoted text.
fn arguments(text: &str) -> Vec<(&str, &str)> {
    let mut list = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), character) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')') if depth == 0 => {
                list.push(&text[start..at]);
                break;
            }
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                list.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    list.into_iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value))
        .collect()
}
