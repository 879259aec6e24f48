//! Messages as units of translation: each text and each attribute by itself.
//!
//! They are known by their ids, so nothing has to be aligned: a line of `messages.lock` names the message, and what it
//! says of source and translation is compared with what both are now.
//!
//! Watched are the site's own messages and those of a theme in its folder. Where one side leaves a message to what is
//! embedded, which has all its languages, there is nothing to translate.

pub mod accept;
pub mod history;

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::BlockHash;
use super::facts::{self, Fact, facts};
use super::lock::{Lock, LockedPair};
use super::state::Locks;
use crate::config::{Config, Lang, Writing};
use crate::diag::{Place, Severity};
use crate::i18n::messages::{Messages, Unit};
use crate::parse::lint::Linter;
use crate::parse::segment::SegmentKind;
use crate::unicode::nfc;

/// Which rules made the text of a message the normalised one. They have nothing to do with those of pages.
pub const NORMALISER: u32 = 1;

/// What a message is to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageState {
    /// It says what its source says.
    Current,
    /// Its source is another than when it was accepted.
    Stale,
    /// It is a translation of a translation that is itself not current.
    PivotStale,
    /// It is in its source's own words.
    Untranslated,
    /// Nobody has accepted it yet.
    Untracked,
    /// There is none.
    Missing,
    /// Its source does not exist.
    Orphan,
}

impl MessageState {
    /// All states, in the order of a summary.
    pub const ALL: [MessageState; 7] = [
        MessageState::Current,
        MessageState::Stale,
        MessageState::PivotStale,
        MessageState::Untranslated,
        MessageState::Untracked,
        MessageState::Missing,
        MessageState::Orphan,
    ];

    /// The name in JSON and for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MessageState::Current => "current",
            MessageState::Stale => "stale",
            MessageState::PivotStale => "pivot-stale",
            MessageState::Untranslated => "untranslated",
            MessageState::Untracked => "untracked",
            MessageState::Missing => "missing",
            MessageState::Orphan => "orphan",
        }
    }
}

/// A message, or an attribute of one, with all that is compared of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What stands there.
    pub unit: Unit,
    /// The hash of its text.
    pub hash: BlockHash,
    /// Facts of what a reader sees of it, sorted.
    pub facts: Vec<Fact>,
}

impl Text {
    /// That of a unit of a language.
    #[must_use]
    pub fn new(unit: Unit, writing: Writing) -> Self {
        Text {
            hash: BlockHash::of(SegmentKind::Message.name(), &nfc(&unit.text)),
            facts: facts(&nfc(&unit.literal), writing),
            unit,
        }
    }
}

/// The state of one message in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageStatus {
    /// `nav-film`, `nav-film.title`, `-brand`.
    pub id: Arc<str>,
    /// The language of the translation.
    pub lang: Lang,
    /// The language from which it is translated.
    pub from: Lang,
    /// What it is to its source.
    pub state: MessageState,
    /// The kinds of facts that changed: `date`, `number`, ….
    pub facts: Vec<&'static str>,
    /// Whether the translation was edited since it was accepted.
    pub is_touched: bool,
    /// The source, unless there is none.
    pub source: Option<Arc<Text>>,
    /// The translation, unless there is none.
    pub translation: Option<Arc<Text>>,
}

impl MessageStatus {
    /// How bad it is, where something is not as it should be.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.state {
            MessageState::Current => None,
            _ if !self.facts.is_empty() => Some(Severity::Error),
            _ => Some(Severity::Warning),
        }
    }

    /// Where there is something to do: at the translation, or at the source where there is none.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let text = self.translation.as_ref().or(self.source.as_ref())?;
        Some(text.unit.place())
    }
}

/// The states of all messages, and the texts that they were told by.
#[derive(Debug, Clone, Default)]
pub struct MessageStates {
    /// By id, then language; those that are current too.
    pub all: Vec<MessageStatus>,
    /// By language, then id.
    texts: BTreeMap<Lang, Arc<[Arc<Text>]>>,
}

impl MessageStates {
    /// Those of one language, by id.
    pub fn of(&self, lang: Lang) -> impl Iterator<Item = &MessageStatus> {
        self.all.iter().filter(move |status| status.lang == lang)
    }

    /// Those of one language of which there is something to say; their numbers are those that `accept --block` takes.
    pub fn told(&self, lang: Lang) -> impl Iterator<Item = &MessageStatus> {
        self.of(lang)
            .filter(|status| status.state != MessageState::Current)
    }

    /// Those of one language as if nothing had been accepted, and translated from another language than they are.
    #[must_use]
    pub fn anew(&self, lang: Lang, from: Lang) -> Vec<MessageStatus> {
        let texts = |lang| self.texts.get(&lang).map_or(&[][..], |texts| &texts[..]);
        let sides = Sides {
            lang,
            from,
            writing: Writing::Other,
            is_foreign: &|_| false,
            source: texts(from),
            translation: texts(lang),
        };
        compare(&sides, None)
    }
}

/// Works out the state of every message in every language but the one in which they are written first.
#[must_use]
pub fn assess(config: &Config, locks: &Locks, messages: &Messages) -> MessageStates {
    let texts: BTreeMap<Lang, Arc<[Arc<Text>]>> = config
        .langs()
        .map(|lang| {
            let writing = config.language(lang).writing();
            let units = messages.units(lang).into_iter();
            let texts = units.map(|unit| Arc::new(Text::new(unit, writing)));
            (lang, texts.collect())
        })
        .collect();
    let linter = OnceCell::new();
    let mut all: Vec<MessageStatus> = Vec::new();
    for (lang, from) in sources(config, locks) {
        let (Some(source), Some(translation)) = (texts.get(&from), texts.get(&lang)) else {
            continue;
        };
        let sides = Sides {
            lang,
            from,
            writing: config.language(from).writing(),
            is_foreign: &|text| {
                let linter = linter.get_or_init(|| Linter::new(config));
                linter.has_foreign_letters(text, lang)
            },
            source,
            translation,
        };
        let code = &config.language(from).code;
        let lock = locks
            .messages(lang)
            .map(|locked| &*locked.lock)
            .filter(|lock| lock.normaliser == NORMALISER && lock.from == *code);
        let mut found = compare(&sides, lock);
        found.retain(|status| match status.state {
            MessageState::Missing | MessageState::Orphan if messages.may_be_unread(&status.id) => {
                false
            }
            MessageState::Missing => !messages.is_embedded(lang, &status.id),
            MessageState::Orphan => !messages.is_embedded(from, &status.id),
            _ => true,
        });
        let bad_pivots: BTreeSet<&Arc<str>> = all
            .iter()
            .filter(|pivot| pivot.lang == from && pivot.state != MessageState::Current)
            .map(|pivot| &pivot.id)
            .collect();
        for status in &mut found {
            if status.state == MessageState::Current && bad_pivots.contains(&status.id) {
                status.state = MessageState::PivotStale;
            }
        }
        all.extend(found);
    }
    all.sort_by(|one, other| (&one.id, one.lang).cmp(&(&other.id, other.lang)));
    MessageStates { all, texts }
}

/// Languages with those that they are translated from, sources first. Where locks lead in a circle, or to no language of
/// the site, the translation is one of the origin.
fn sources(config: &Config, locks: &Locks) -> Vec<(Lang, Lang)> {
    let origin = config.l10n.origin;
    let said = |lang: Lang| {
        locks
            .messages(lang)
            .and_then(|locked| config.lang(&locked.lock.from))
            .filter(|from| *from != lang)
            .unwrap_or(origin)
    };
    let steps = |lang: Lang| {
        let mut at = lang;
        (0..config.languages.len()).find(|_| {
            at = said(at);
            at == origin
        })
    };
    let mut found: Vec<(usize, Lang, Lang)> = config
        .langs()
        .filter(|lang| *lang != origin)
        .map(|lang| match steps(lang) {
            Some(steps) => (steps, lang, said(lang)),
            None => (0, lang, origin),
        })
        .collect();
    found.sort_by_key(|(steps, ..)| *steps);
    found
        .into_iter()
        .map(|(_, lang, from)| (lang, from))
        .collect()
}

/// A source and a translation of it, both by id.
struct Sides<'a> {
    lang: Lang,
    from: Lang,
    /// How the source is written.
    writing: Writing,
    /// Whether the language of the translation is surely not written like a text.
    is_foreign: &'a dyn Fn(&str) -> bool,
    source: &'a [Arc<Text>],
    translation: &'a [Arc<Text>],
}

/// The states of all ids that either side has, in their order.
fn compare(sides: &Sides<'_>, lock: Option<&Lock>) -> Vec<MessageStatus> {
    let mut lines: BTreeMap<&str, Vec<&LockedPair>> = BTreeMap::new();
    for pair in lock.iter().flat_map(|lock| &lock.pairs) {
        if let Some(id) = pair.id() {
            lines.entry(id).or_default().push(pair);
        }
    }
    let (mut source, mut translation) = (
        sides.source.iter().peekable(),
        sides.translation.iter().peekable(),
    );
    let mut found = Vec::new();
    loop {
        let order = match (source.peek(), translation.peek()) {
            (None, None) => return found,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => one.unit.id.cmp(&other.unit.id),
        };
        let one = if order.is_le() { source.next() } else { None };
        let other = if order.is_ge() {
            translation.next()
        } else {
            None
        };
        let Some(id) = one.or(other).map(|text| text.unit.id.clone()) else {
            return found;
        };
        let (state, facts, is_touched) = match (one, other) {
            (Some(one), Some(other)) => {
                let lines = lines.get(&*id).map_or(&[][..], |lines| &lines[..]);
                of_both(one, other, lines, sides)
            }
            (Some(_), None) => (MessageState::Missing, Vec::new(), false),
            (None, _) => (MessageState::Orphan, Vec::new(), false),
        };
        found.push(MessageStatus {
            id,
            lang: sides.lang,
            from: sides.from,
            state,
            facts,
            is_touched,
            source: one.cloned(),
            translation: other.cloned(),
        });
    }
}

/// What a translation is to its source, which facts changed, and whether the translation was edited.
fn of_both(
    source: &Text,
    translation: &Text,
    lines: &[&LockedPair],
    sides: &Sides<'_>,
) -> (MessageState, Vec<&'static str>, bool) {
    let is_of_now = |line: &&&LockedPair| line.source == [source.hash];
    // A merge can leave two lines of one message: that which speaks of the text that is here is the one that counts.
    let line = lines.iter().find(is_of_now).or(lines.first());
    let is_left = source.hash == translation.hash && is_to_be_translated(source, sides);
    let Some(line) = line else {
        let state = match is_left {
            true => MessageState::Untranslated,
            false => MessageState::Untracked,
        };
        return (state, Vec::new(), false);
    };
    let is_touched = line.translation != [translation.hash];
    if !is_of_now(&line) {
        let changed = facts::difference(&line.facts, &source.facts);
        return (MessageState::Stale, changed, is_touched);
    }
    match is_left && !line.is_equal_on_purpose() {
        true => (MessageState::Untranslated, Vec::new(), is_touched),
        false => (MessageState::Current, Vec::new(), is_touched),
    }
}

/// Whether a text cannot be meant to stand in the other language as it is. Between languages that do not share all
/// their letters the letters tell: a name in Latin ones stays in a Chinese text, and 重要 is the same in Japanese and
/// Chinese. Else all that has letters is taken to be left, but for the name that a term is for.
fn is_to_be_translated(source: &Text, sides: &Sides<'_>) -> bool {
    let literal = &source.unit.literal;
    match sides.writing {
        Writing::Japanese | Writing::Chinese | Writing::Korean => (sides.is_foreign)(literal),
        Writing::Other => !source.unit.is_term() && literal.chars().any(char::is_alphabetic),
    }
}

#[cfg(test)]
mod tests;
