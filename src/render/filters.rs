//! Filters of our own, in place of Tera's that know no East Asian text or have no order.

use icu::segmenter::GraphemeClusterSegmenter;
use tera::{Error, Kwargs, Map, State, TeraResult, Value};

use crate::parse::length;

/// `truncate(length=80, end="…")`: at most that many characters as readers count them (UAX #29 grapheme clusters);
/// words of spaced scripts stay whole where the text has room for one.
pub(super) fn truncate(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let length = arguments.must_get::<usize>("length")?;
    let end = arguments.get::<&str>("end")?.unwrap_or("…");
    let Some(cut) = GraphemeClusterSegmenter::new()
        .segment_str(text)
        .nth(length)
        .filter(|cut| *cut < text.len())
    else {
        return Ok(text.to_owned());
    };
    let kept = whole_words(&text[..cut], &text[cut..]);
    Ok(format!("{}{end}", kept.trim_end()))
}

fn whole_words<'a>(kept: &'a str, rest: &str) -> &'a str {
    let spaced = |character: char| {
        character.is_alphanumeric() && !length::is_written_without_spaces(character)
    };
    let inside =
        kept.chars().next_back().is_some_and(spaced) && rest.chars().next().is_some_and(spaced);
    if !inside {
        return kept;
    }
    let whole = kept.trim_end_matches(spaced);
    if whole.trim().is_empty() { kept } else { whole }
}

/// `wordcount`: words of spaced scripts, and each character of scripts written without spaces as one.
pub(super) fn wordcount(text: &str, _: Kwargs, _: &State) -> usize {
    let length = length::measure(text);
    length.cjk_characters as usize + length.words as usize
}

/// `group_by(attribute="kind")`: a map from each value to its entries, in the order of their first appearance.
pub(super) fn group_by(list: &[Value], arguments: Kwargs, _: &State) -> TeraResult<Map> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    let mut index: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (number, entry) in list.iter().enumerate() {
        let Some(value) = entry.get_from_path(attribute) else {
            return Err(Error::message(format!(
                "entry {number} has no `{attribute}`"
            )));
        };
        if value.is_none() {
            continue;
        }
        let key = value.to_string();
        let at = *index.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(entry.clone());
    }
    Ok(groups
        .into_iter()
        .map(|(key, entries)| (key.into(), entries.into()))
        .collect())
}
