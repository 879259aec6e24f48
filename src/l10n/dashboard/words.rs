//! Every word of the page, in one place.

use super::html::Html;

/// The words that are not states.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) totals: &'static str,
    pub(super) pages: &'static str,
    pub(super) page: &'static str,
    pub(super) all_current: &'static str,
    pub(super) are_current: &'static str,
    pub(super) origin: &'static str,
    pub(super) messages: &'static str,
    pub(super) message: &'static str,
    pub(super) current_of_them: &'static str,
    pub(super) blocks: &'static str,
    pub(super) language: &'static str,
    pub(super) state: &'static str,
    pub(super) place: &'static str,
    pub(super) error: &'static str,
    pub(super) warning: &'static str,
    pub(super) facts: &'static str,
    pub(super) to_do: &'static str,
    pub(super) then: &'static str,
    pub(super) now: &'static str,
    pub(super) translation: &'static str,
    pub(super) then_unknown: &'static str,
    pub(super) not_there: &'static str,
    pub(super) for_long: &'static str,
    pub(super) legend: &'static str,
    /// One and many.
    pub(super) one_page: (&'static str, &'static str),
    pub(super) one_message: (&'static str, &'static str),
    pub(super) one_block: (&'static str, &'static str),
}

pub(super) const WORDS: Words = Words {
    title: "Translations",
    totals: "Languages",
    pages: "Pages that need work",
    page: "Page",
    all_current: "Every translation says what its source says.",
    are_current: "current in every language",
    origin: "original",
    messages: "Messages",
    message: "Message",
    current_of_them: "current",
    blocks: "Page by page",
    language: "Language",
    state: "State",
    place: "Place",
    error: "error",
    warning: "warning",
    facts: "Changed facts:",
    to_do: "to look at",
    then: "Source then",
    now: "Source now",
    translation: "Translation",
    then_unknown: "The old text is not known.",
    not_there: "Not there.",
    for_long: "for",
    legend: "What the states mean",
    one_page: ("page", "pages"),
    one_message: ("message", "messages"),
    one_block: ("block", "blocks"),
};

/// What a state looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Work,
    Bad,
    Absent,
    Quiet,
}

impl Tone {
    /// The class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Work => "work",
            Tone::Bad => "bad",
            Tone::Absent => "absent",
            Tone::Quiet => "quiet",
        }
    }

    pub(super) fn of_share(percent: f64) -> Self {
        match percent >= 100.0 {
            true => Tone::Good,
            false => Tone::Work,
        }
    }

    /// That of a state of a page or block; what nobody foresaw is work.
    pub(super) fn of_state(state: &str) -> Self {
        STATES
            .iter()
            .find(|(name, _, _)| *name == state)
            .map_or(Tone::Work, |(_, tone, _)| *tone)
    }
}

/// The states of pages and blocks as in JSON, how they look, and what they mean.
const STATES: [(&str, Tone, &str); 14] = [
    ("current", Tone::Good, "It says what its source says."),
    (
        "stale",
        Tone::Work,
        "The source has changed since the translation was accepted.",
    ),
    (
        "pivot-stale",
        Tone::Work,
        "Its source is itself a translation that is stale.",
    ),
    ("untracked", Tone::Work, "Nobody has accepted it yet."),
    ("missing", Tone::Absent, "There is no translation."),
    ("orphan", Tone::Work, "There is no source any more."),
    (
        "moved",
        Tone::Work,
        "The source, or the block, stands elsewhere now.",
    ),
    ("ahead", Tone::Work, "It says more than its source."),
    ("excluded", Tone::Quiet, "It is not to be translated."),
    (
        "changed",
        Tone::Work,
        "The source block is another than the one that was translated.",
    ),
    ("added", Tone::Work, "The source block is new."),
    (
        "removed",
        Tone::Work,
        "The source block is gone; its translation is still there.",
    ),
    (
        "untranslated",
        Tone::Work,
        "The translation is the source, word for word.",
    ),
    (
        "error",
        Tone::Bad,
        "A number, a date or an address of the source changed: readers may pay or come by the old one.",
    ),
];

/// What the states mean, for those who wonder.
pub(super) fn legend(out: &mut Html) {
    out.open("details", "class=\"legend\"");
    out.element("summary", "", WORDS.legend);
    out.open("dl", "");
    for (name, tone, meaning) in STATES {
        out.open("div", "");
        out.open("dt", "");
        out.element("span", &format!("class=\"state {}\"", tone.class()), name);
        out.close("dt");
        out.element("dd", "", meaning);
        out.close("div");
    }
    out.close("dl");
    out.close("details");
}

/// A number with its word.
pub(super) fn count(number: usize, (one, many): (&str, &str)) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// A share, never more than it is: 100 % is said of nothing else.
pub(super) fn percent(share: f64) -> String {
    let tenths = (bounded(share) * 10.0).floor() / 10.0;
    format!("{tenths}%")
}

/// A share as it can be, whatever was counted.
pub(super) fn bounded(share: f64) -> f64 {
    match share.is_nan() {
        true => 0.0,
        false => share.clamp(0.0, 100.0),
    }
}
