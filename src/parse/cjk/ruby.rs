//! Ruby: `{漢字|かんじ}`, `{漢字|かん|じ}`.
//!
//! One reading stands over the whole base, or there is one for each of its characters; `｜` serves as well as `|`.
//! A base is taken for one where it has a CJK letter, or all its readings are kana, hangul or bopomofo: `{a|b}` is
//! what it says, and so is anything with marks of Markdown inside.

use std::borrow::Cow;
use std::ops::Range;

use icu::properties::props::Script;
use icu::segmenter::GraphemeClusterSegmenter;

use super::character::{is_cjk, is_hangul, is_kana, script};
use super::prepare::Marks;
use crate::config::Writing;

/// A base and what it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruby<'text> {
    /// What is read.
    pub base: &'text str,
    /// One for the base, or one for each of its characters, some of which may be empty.
    pub readings: Vec<&'text str>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'text> {
    /// Text without ruby.
    Plain(&'text str),
    /// A ruby that is well formed.
    Ruby(Ruby<'text>),
    /// A ruby whose readings do not fit its base, with its marks.
    Misfit(&'text str, Ruby<'text>),
}

/// A ruby with more bytes than this is none.
const LONGEST: usize = 1024;

/// The bytes of the ruby that begins at the `{` at byte `at`; none where it is none.
pub(in crate::parse) fn at(text: &str, at: usize) -> Option<Range<usize>> {
    let inside = at + 1;
    let length = text.as_bytes()[inside..]
        .iter()
        .take(LONGEST)
        .position(|byte| matches!(byte, b'{' | b'}' | b'\n' | b'\r'))?;
    let end = inside + length;
    if text.as_bytes()[end] != b'}' {
        return None;
    }
    let written = &text[inside..end];
    let mut parts = written
        .split(['|', '｜'])
        .map(|part| part.strip_suffix('\\').unwrap_or(part));
    let base = parts.next()?;
    let mut readings = parts.clone();
    let has_readings = readings.any(|reading| !reading.trim_matches(' ').is_empty());
    let is_base = |base: &str| {
        base.chars()
            .any(|char| is_cjk(char) && char.is_alphanumeric())
    };
    let is_ruby = has_readings
        && !base.trim_matches(' ').is_empty()
        && parts.clone().chain([base]).all(has_no_markup)
        && (is_base(base) || parts.all(is_phonetic));
    is_ruby.then_some(at..end + 1)
}

fn has_no_markup(part: &str) -> bool {
    !part.contains(['*', '_', '~', '[', ']', '<', '>', '\\', '`', '&', '$'])
        && !part.chars().any(char::is_control)
}

/// Written in signs for sounds alone.
fn is_phonetic(reading: &str) -> bool {
    reading.chars().all(|char| {
        matches!(char, ' ' | '・' | '\u{3000}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙')
            || is_kana(char)
            || is_hangul(char)
            || script(char) == Script::Bopomofo
    })
}

impl<'text> Ruby<'text> {
    /// Reads what stands between the braces.
    fn new(written: &'text str, is_separator: impl Fn(char) -> bool) -> Self {
        let mut parts = written
            .split(is_separator)
            .map(|part| part.strip_suffix('\\').unwrap_or(part));
        Ruby {
            base: parts.next().unwrap_or_default(),
            readings: parts.map(|reading| reading.trim_matches(' ')).collect(),
        }
    }

    /// Each part of the base with its reading; none where they do not fit.
    #[must_use]
    pub fn pairs(&self) -> Option<Vec<(&'text str, &'text str)>> {
        if let [reading] = self.readings[..] {
            return Some(vec![(self.base, reading)]);
        }
        let characters = characters(self.base);
        (characters.len() == self.readings.len()).then(|| {
            characters
                .into_iter()
                .zip(self.readings.iter().copied())
                .collect()
        })
    }

    /// What the whole base reads.
    #[must_use]
    pub fn reading(&self) -> String {
        self.pairs()
            .unwrap_or_default()
            .into_iter()
            .map(|(base, reading)| if reading.is_empty() { base } else { reading })
            .collect()
    }

    /// How many characters the base has as readers count them (UAX #29 grapheme clusters).
    #[must_use]
    pub fn length(&self) -> usize {
        characters(self.base).len()
    }
}

fn characters(text: &str) -> Vec<&str> {
    // Most bases are of characters to which nothing joins: to segment them would take longer than all else.
    let is_whole = |char: char| matches!(char, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}');
    if text.chars().all(is_whole) {
        let ends = text.char_indices();
        return ends
            .filter_map(|(at, char)| text.get(at..at + char.len_utf8()))
            .collect();
    }
    let breaks: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(text).collect();
    breaks
        .windows(2)
        .filter_map(|pair| text.get(*pair.first()?..*pair.last()?))
        .collect()
}

/// A marked text in its parts.
pub fn parts<'text>(text: &'text str, marks: &Marks) -> Vec<Part<'text>> {
    let marks = *marks;
    split(text, move |rest| {
        let start = rest.find(marks.open)?;
        let inside = start + marks.open.len_utf8();
        let end = inside + rest[inside..].find(marks.close)?;
        let ruby = Ruby::new(&rest[inside..end], |char| {
            char == marks.bar || char == marks.escaped_bar || char == '｜'
        });
        Some((start..end + marks.close.len_utf8(), ruby))
    })
}

/// A text as people write it, such as a title in front matter, in its parts.
#[must_use]
pub fn parts_of_source(text: &str) -> Vec<Part<'_>> {
    split(text, |rest| {
        let mut starts = memchr::memchr_iter(b'{', rest.as_bytes());
        let span = starts.find_map(|start| at(rest, start))?;
        let ruby = Ruby::new(&rest[span.start + 1..span.end - 1], |char| {
            matches!(char, '|' | '｜')
        });
        Some((span, ruby))
    })
}

fn split<'text>(
    text: &'text str,
    next: impl Fn(&'text str) -> Option<(Range<usize>, Ruby<'text>)>,
) -> Vec<Part<'text>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((span, ruby)) = next(rest) {
        if span.start > 0 {
            parts.push(Part::Plain(&rest[..span.start]));
        }
        parts.push(if ruby.pairs().is_some() {
            Part::Ruby(ruby)
        } else {
            Part::Misfit(&rest[span.clone()], ruby)
        });
        rest = &rest[span.end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest));
    }
    parts
}

/// A text as people write it with each ruby replaced by its base.
#[must_use]
pub fn strip(text: &str) -> Cow<'_, str> {
    if !text.contains('{') || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let parts = parts_of_source(text);
    if !parts.iter().any(|part| matches!(part, Part::Ruby(_))) {
        return Cow::Borrowed(text);
    }
    let stripped = parts.into_iter().map(|part| match part {
        Part::Plain(plain) | Part::Misfit(plain, _) => plain,
        Part::Ruby(ruby) => ruby.base,
    });
    Cow::Owned(stripped.collect())
}

/// A text as people write it with each ruby replaced by what it reads.
#[must_use]
pub fn read_out(text: &str) -> String {
    let parts = parts_of_source(text).into_iter();
    let read = parts.map(|part| match part {
        Part::Plain(plain) | Part::Misfit(plain, _) => Cow::Borrowed(plain),
        Part::Ruby(ruby) => Cow::Owned(ruby.reading()),
    });
    read.collect()
}

/// A text as people write it as HTML. `escape` writes text between tags.
pub fn html_of_source(text: &str, writing: Writing, escape: impl Fn(&mut String, &str)) -> String {
    let mut html = String::new();
    for part in parts_of_source(text) {
        match part {
            Part::Plain(plain) | Part::Misfit(plain, _) => escape(&mut html, plain),
            Part::Ruby(ruby) => write_html(&mut html, &ruby, writing, &escape),
        }
    }
    html
}

/// Writes a ruby as HTML (HTML Living Standard, 4.5.10), with parentheses where a browser shows none. `escape` writes
/// text between tags.
pub fn write_html(
    html: &mut String,
    ruby: &Ruby<'_>,
    writing: Writing,
    escape: impl Fn(&mut String, &str),
) {
    html.push_str("<ruby>");
    for (base, reading) in ruby.pairs().unwrap_or_default() {
        escape(html, base);
        if reading.is_empty() {
            // Without it the next reading would stand over this character too.
            html.push_str("<rt></rt>");
            continue;
        }
        let (open, close) = if reading.chars().any(is_cjk) {
            ("（", "）")
        } else {
            ("(", ")")
        };
        html.push_str("<rp>");
        html.push_str(open);
        html.push_str("</rp><rt");
        if let Some(tag) = language_of(reading, writing) {
            html.push_str(" lang=\"");
            html.push_str(tag);
            html.push('"');
        }
        html.push('>');
        escape(html, reading);
        html.push_str("</rt><rp>");
        html.push_str(close);
        html.push_str("</rp>");
    }
    html.push_str("</ruby>");
}

/// The tag of a reading that is not in the page's own language: pinyin (any Latin reading in Chinese, elsewhere one
/// with the marks of tones), bopomofo, kana, hangul.
fn language_of(reading: &str, writing: Writing) -> Option<&'static str> {
    const PINYIN: &str = "zh-Latn-pinyin";
    let has = |test: fn(char) -> bool| reading.chars().any(test);
    if has(is_kana) {
        return (writing != Writing::Japanese).then_some("ja");
    }
    if has(is_hangul) {
        return (writing != Writing::Korean).then_some("ko");
    }
    if has(|char| script(char) == Script::Bopomofo) {
        return Some("zh-Bopo");
    }
    if has(is_tone) {
        return Some(PINYIN);
    }
    (writing == Writing::Chinese && has(|char| script(char) == Script::Latin)).then_some(PINYIN)
}

/// A letter with the mark of the second, third or fourth tone. That of the first stands in romanised Japanese too.
fn is_tone(char: char) -> bool {
    matches!(
        char,
        'á' | 'à'
            | 'ǎ'
            | 'é'
            | 'è'
            | 'ě'
            | 'í'
            | 'ì'
            | 'ǐ'
            | 'ó'
            | 'ò'
            | 'ǒ'
            | 'ú'
            | 'ù'
            | 'ǔ'
            | 'ǘ'
            | 'ǚ'
            | 'ǜ'
    ) || matches!(
        char,
        'Á' | 'À' | 'Ǎ' | 'É' | 'È' | 'Ě' | 'Ó' | 'Ò' | 'Ǒ' | '\u{300}' | '\u{301}' | '\u{30C}'
    )
}

#[cfg(test)]
mod tests;
