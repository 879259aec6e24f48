//! The messages of one language.

use super::{AcceptOptions, Unchanged, Write};
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::l10n::LockedPair;
use crate::l10n::message::{MessageState, MessageStatus, accept};
use crate::l10n::state::{Locks, State, messages_lock_path};
use crate::model::Site;

/// Why nothing of the kind can be accepted: what to do, after a line break.
pub(super) fn refuse_what_cannot_be(
    site: &Site,
    state: &State,
    lang: Lang,
    from: Option<Lang>,
) -> Result<(), String> {
    let code = &site.config.language(lang).code;
    if lang == site.config.l10n.origin {
        return Err(
            "this is the language in which the messages were written first\nname the language of a translation"
                .to_owned(),
        );
    }
    if from == Some(lang) {
        return Err(format!(
            "messages in `{code}` are no translation of themselves\nname another language with `--from`"
        ));
    }
    let has_any = |status: &MessageStatus| status.translation.is_some();
    if !state.messages.of(lang).any(has_any) {
        return Err(format!(
            "the site has no messages of its own in `{code}`\nwrite them first, in `locales/{code}`"
        ));
    }
    Ok(())
}

/// The lock that accepts them; none where nothing is new.
pub(super) fn lock(
    options: &AcceptOptions,
    site: &Site,
    locks: &Locks,
    state: &State,
    lang: Lang,
    from: Option<Lang>,
) -> Result<Option<Write>, Vec<Diagnostic>> {
    let code = |lang| site.config.language(lang).code.as_str();
    let Some(present) = state.messages.of(lang).next().map(|status| status.from) else {
        return Ok(None);
    };
    let from = from.unwrap_or(present);
    let known = locks
        .messages(lang)
        .map(|locked| &*locked.lock)
        .filter(|lock| lock.from == code(from));
    let statuses: Vec<MessageStatus> = match from == present {
        true => state.messages.of(lang).cloned().collect(),
        false => state.messages.anew(lang, from),
    };
    let numbered = || {
        statuses
            .iter()
            .filter(|status| status.state != MessageState::Current)
            .zip(1..)
            .filter(|(_, number)| options.block.is_none_or(|block| block == *number))
    };
    if options.unchanged == Unchanged::Refused {
        let refused: Vec<Diagnostic> = numbered()
            .filter(|(status, _)| accept::is_untouched(status))
            .map(|(status, number)| refusal(status, number, code(from)))
            .collect();
        if !refused.is_empty() {
            return Err(refused);
        }
    }
    let new = match options.block {
        Some(number) => {
            let Some((status, _)) = numbered().next() else {
                return Err(vec![super::no_such_block("messages", number)]);
            };
            accept::one(code(from), known, status)
                .ok_or_else(|| vec![one_sided(status, code(lang), code(from))])?
        }
        None => accept::all(code(from), statuses.iter()),
    };
    let is_new = known.map_or(!new.pairs.is_empty(), |known| *known != new);
    Ok(is_new.then(|| Write {
        path: messages_lock_path(code(lang)),
        text: new.to_text(),
        instead_of: None,
        said: format!(
            "messages ({}): {}{}\n",
            code(lang),
            said(known.map_or(&[], |known| &known.pairs), &new.pairs),
            left(&statuses)
        ),
    }))
}

fn said(before: &[LockedPair], after: &[LockedPair]) -> String {
    match after.iter().filter(|pair| !before.contains(pair)).count() {
        0 => "what is gone was forgotten".to_owned(),
        1 => "accepted, 1 is new".to_owned(),
        new => format!("accepted, {new} are new"),
    }
}

/// What no acceptance changes.
fn left(statuses: &[MessageStatus]) -> String {
    let count = |state| {
        statuses
            .iter()
            .filter(|status| status.state == state)
            .count()
    };
    let mut text = String::new();
    for state in [MessageState::Missing, MessageState::Orphan] {
        match count(state) {
            0 => {}
            count => text.push_str(&format!("; {count} {} as before", state.name())),
        }
    }
    text
}

fn refusal(status: &MessageStatus, number: usize, from: &str) -> Diagnostic {
    let mut problem = Diagnostic::error(
        "untouched-translation",
        format!(
            "message {number}, `{}`, has changed in `{from}`, and nobody has touched its translation since",
            status.id
        ),
    )
    .help("change the translation, or say with `--unchanged-ok` that it is right as it is");
    problem.place = status.place();
    match &status.source {
        Some(source) => {
            let mut place = source.unit.place();
            place.label = "the source now".to_owned();
            problem.related(place)
        }
        None => problem,
    }
}

fn one_sided(status: &MessageStatus, lang: &str, from: &str) -> Diagnostic {
    let lacking = match status.translation {
        Some(_) => from,
        None => lang,
    };
    let mut problem = Diagnostic::error(
        "nothing-to-accept",
        format!("the message `{}` is not there in `{lacking}`", status.id),
    )
    .help(format!("write it in `locales/{lacking}` first"));
    problem.place = status.place();
    problem
}
