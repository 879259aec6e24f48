//! The state of messages for people and machines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::json::severity;
use super::line;
use super::page::push_text;
use crate::config::Lang;
use crate::diag::{Diagnostic, Severity};
use crate::l10n::dashboard::MessageRow;
use crate::l10n::message::{MessageState, MessageStatus, Text};
use crate::l10n::state::State;
use crate::model::Site;

/// How many messages the table of all pages names for one language.
const NAMED: usize = 5;

/// A row for each message that is not current.
pub(super) fn rows(site: &Site, state: &State) -> Vec<Value> {
    let code = |lang| site.config.language(lang).code.as_str();
    state
        .messages
        .all
        .iter()
        .filter_map(|status| {
            let place = status.place()?;
            Some(json!({
                "id": &*status.id,
                "lang": code(status.lang),
                "from": code(status.from),
                "state": status.state.name(),
                "severity": severity(status.severity()?),
                "facts": status.facts,
                "edited": status.is_touched,
                "file": &*place.path,
                "line": line(&place),
            }))
        })
        .collect()
}

/// The rows of the page of its own: those that are current too, which are counted there.
pub(super) fn dashboard(site: &Site, state: &State) -> Vec<MessageRow> {
    let row = |status: &MessageStatus| MessageRow {
        id: status.id.to_string(),
        lang: site.config.language(status.lang).code.clone(),
        state: status.state.name().to_owned(),
        severity: status.severity(),
        place: status
            .place()
            .map(|place| (place.path.to_string(), line(&place))),
    };
    state.messages.all.iter().map(row).collect()
}

/// How many messages of a language are in which state, and the first of those that are not current; nothing for a
/// language without messages.
pub(super) fn summary(site: &Site, state: &State, lang: Lang) -> String {
    let Some(mut text) = counts(site, state, lang) else {
        return String::new();
    };
    let told: Vec<&MessageStatus> = state.messages.told(lang).collect();
    // That nobody has begun with them is said once.
    let is_begun = told
        .iter()
        .any(|status| status.state != MessageState::Untracked);
    let named = if is_begun { NAMED } else { 0 };
    for status in told.iter().take(named) {
        let _ = write!(text, "    {}", label(status));
        if let Some(place) = status.place() {
            let _ = write!(text, ", {}:{}", place.path, line(&place));
        }
        text.push('\n');
    }
    if is_begun && told.len() > NAMED {
        let _ = writeln!(
            text,
            "    {} more: `yuimaru status messages`",
            told.len() - NAMED
        );
    }
    text
}

/// All messages that are not current. The number before one is that which `accept messages --block` takes.
#[must_use]
pub fn messages(site: &Site, state: &State) -> String {
    let code = |lang| site.config.language(lang).code.as_str();
    let mut text = String::new();
    for lang in site.config.langs() {
        text.push_str(&counts(site, state, lang).unwrap_or_default());
        for (status, number) in state.messages.told(lang).zip(1..) {
            let _ = write!(text, "{number:>4}  {}", label(status));
            if status.is_touched && status.state == MessageState::Stale {
                text.push_str("; the translation was edited since");
            }
            text.push('\n');
            for (lang, side) in [
                (status.from, &status.source),
                (status.lang, &status.translation),
            ] {
                let unit = side.as_deref().map(|text| &text.unit);
                push_text(
                    &mut text,
                    code(lang),
                    unit.map(crate::i18n::messages::Unit::place),
                    unit.map(|unit| unit.text.as_str()),
                );
            }
        }
    }
    if text.is_empty() {
        text.push_str("the site has no messages of its own\n");
    }
    text
}

fn counts(site: &Site, state: &State, lang: Lang) -> Option<String> {
    let mut counts: BTreeMap<MessageState, usize> = BTreeMap::new();
    for status in state.messages.of(lang) {
        *counts.entry(status.state).or_default() += 1;
    }
    let told: Vec<String> = MessageState::ALL
        .into_iter()
        .filter_map(|state| Some((state, *counts.get(&state)?)))
        .map(|(state, count)| format!("{count} {}", state.name()))
        .collect();
    let code = &site.config.language(lang).code;
    (!told.is_empty()).then(|| format!("{code} messages: {}\n", told.join(", ")))
}

fn label(status: &MessageStatus) -> String {
    let mut label = format!("{} {}", status.state.name(), status.id);
    if !status.facts.is_empty() {
        let _ = write!(label, ", another {}", status.facts.join(" and "));
    }
    label
}

/// What is not current though it is there, at the translation. Of messages that nobody has accepted nothing is said
/// while nobody has accepted any of their language.
pub(super) fn changed(site: &Site, state: &State) -> Vec<Diagnostic> {
    let is_watched = |lang| {
        state.messages.of(lang).any(|status| {
            matches!(
                status.state,
                MessageState::Current | MessageState::Stale | MessageState::PivotStale
            )
        })
    };
    state
        .messages
        .all
        .iter()
        .filter(|status| status.state != MessageState::Untracked || is_watched(status.lang))
        .filter_map(|status| problem(site, status))
        .collect()
}

fn problem(site: &Site, status: &MessageStatus) -> Option<Diagnostic> {
    let code = |lang| site.config.language(lang).code.as_str();
    let from = code(status.from);
    let accept = format!("yuimaru accept messages --lang {}", code(status.lang));
    let id = &status.id;
    let (name, message, help) = match status.state {
        MessageState::Stale if !status.facts.is_empty() => (
            "facts-changed",
            format!(
                "the message `{id}` has another {} in `{from}` now",
                status.facts.join(" and ")
            ),
            format!("change the translation, then run `{accept}`"),
        ),
        MessageState::Stale => (
            "stale-message",
            format!("the message `{id}` has changed in `{from}` since this was translated"),
            format!("change the translation where it has to be, then run `{accept}`"),
        ),
        MessageState::PivotStale => (
            "pivot-stale",
            format!(
                "the message `{id}` is translated from that in `{from}`, which is itself not current"
            ),
            format!("bring the message in `{from}` up to date first"),
        ),
        MessageState::Untranslated => (
            "untranslated-message",
            format!("the message `{id}` is still in `{from}`"),
            format!("translate it; if it is to stay so, run `{accept}`"),
        ),
        MessageState::Untracked => (
            "untracked-message",
            format!("nobody has said that the message `{id}` says what it says in `{from}`"),
            format!("if it does, run `{accept}`"),
        ),
        MessageState::Current | MessageState::Missing | MessageState::Orphan => return None,
    };
    let problem = match status.severity()? {
        Severity::Error => Diagnostic::error(name, message),
        Severity::Finding | Severity::Warning => Diagnostic::warning(name, message),
    };
    let source: &Text = status.source.as_ref()?;
    let mut related = source.unit.place();
    related.label = "the source now".to_owned();
    Some(
        Diagnostic {
            place: status.place(),
            ..problem
        }
        .related(related)
        .help(help),
    )
}

/// Messages that one side lacks. `check` tells of them by itself.
#[must_use]
pub fn absent_messages(site: &Site, state: &State) -> Vec<Diagnostic> {
    let code = |lang| site.config.language(lang).code.as_str();
    state
        .messages
        .all
        .iter()
        .filter_map(|status| {
            let (id, lang, from) = (&status.id, code(status.lang), code(status.from));
            let problem = match status.state {
                MessageState::Missing => Diagnostic::warning(
                    "missing-message",
                    format!("the message `{id}` is missing in `{lang}`"),
                )
                .help(format!("write it in `locales/{lang}`")),
                MessageState::Orphan => Diagnostic::warning(
                    "obsolete-message",
                    format!("the message `{id}` exists here, but not in `{from}`"),
                )
                .help(format!("delete it, or write it in `locales/{from}` too")),
                _ => return None,
            };
            Some(Diagnostic {
                place: status.place(),
                ..problem
            })
        })
        .collect()
}
