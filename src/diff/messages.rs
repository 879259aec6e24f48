//! The messages of one language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::{DiffOptions, push};
use crate::config::Lang;
use crate::l10n::block::BlockHash;
use crate::l10n::message::{MessageState, MessageStatus, history};
use crate::l10n::state::{Locks, State};
use crate::model::Site;
use crate::source::git::Git;

/// How many versions of a file are looked through for what a message once said.
const MOST_VERSIONS: usize = 200;

/// All messages that are not current, with what their sources said when they were accepted as far as git knows it.
pub(super) fn tell(
    options: &DiffOptions,
    site: &Site,
    locks: &Locks,
    state: &State,
    lang: Lang,
) -> Result<String, String> {
    if lang == site.config.l10n.origin {
        return Err(format!(
            "messages were written in `{}` first\nname the language of a translation",
            options.lang
        ));
    }
    let told: Vec<&MessageStatus> = state.messages.told(lang).collect();
    if told.is_empty() {
        return Ok(format!("messages ({}): current\n", options.lang));
    }
    let wanted = accepted(locks, lang, &told);
    let known = then(&options.project.root, site, &told, &wanted);
    let mut report = String::new();
    let mut is_any_lost = false;
    for (status, number) in told.into_iter().zip(1..) {
        let _ = writeln!(report, "{number}  {} {}", status.state.name(), status.id);
        let then = known.get(&status.id).map(String::as_str);
        is_any_lost |= status.state == MessageState::Stale && then.is_none();
        let now = status.source.as_ref().map(|text| text.unit.text.as_str());
        let from = &site.config.language(status.from).code;
        push(&mut report, options.marks, from, then, now);
        let translation = status.translation.as_ref();
        let translation = translation.map_or("nothing", |text| text.unit.text.as_str());
        let _ = writeln!(report, "   {}: {translation}", options.lang);
    }
    if is_any_lost {
        report.push_str(
            "What a message said then is not in the history that is here: only what is now could be shown.\n",
        );
    }
    Ok(report)
}

/// The hashes of sources that were accepted and are others now, by id.
fn accepted(
    locks: &Locks,
    lang: Lang,
    told: &[&MessageStatus],
) -> BTreeMap<Arc<str>, Vec<BlockHash>> {
    let lock = locks.messages(lang).map(|locked| &*locked.lock);
    told.iter()
        .filter(|status| status.state == MessageState::Stale)
        .filter_map(|status| {
            let mut pairs = lock?.pairs.iter();
            let pair = pairs.find(|pair| pair.id() == Some(&*status.id))?;
            Some((status.id.clone(), pair.source.clone()))
        })
        .collect()
}

/// The texts of these hashes, by id, where the files in which the messages stand once held them.
fn then(
    root: &Path,
    site: &Site,
    told: &[&MessageStatus],
    wanted: &BTreeMap<Arc<str>, Vec<BlockHash>>,
) -> BTreeMap<Arc<str>, String> {
    let mut found = BTreeMap::new();
    let sources = || {
        told.iter()
            .filter(|status| wanted.contains_key(&status.id))
            .filter_map(|status| Some((status.from, &status.source.as_ref()?.unit)))
    };
    let files: BTreeSet<(Lang, &Arc<str>)> =
        sources().map(|(from, unit)| (from, &unit.path)).collect();
    let Some(git) = Git::around(root).filter(|_| !files.is_empty()) else {
        return found;
    };
    for (from, path) in files {
        let is_done = |found: &BTreeMap<Arc<str>, String>| {
            sources()
                .filter(|(_, unit)| unit.path == *path)
                .all(|(_, unit)| found.contains_key(&unit.id))
        };
        for text in git.versions(Path::new(&**path), MOST_VERSIONS) {
            if is_done(&found) {
                break;
            }
            for old in history::texts(&site.config, from, path, &text) {
                let hashes = wanted.get(&old.unit.id);
                if hashes.is_some_and(|hashes| *hashes == [old.hash]) {
                    found.entry(old.unit.id.clone()).or_insert(old.unit.text);
                }
            }
        }
    }
    found
}
