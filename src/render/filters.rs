//! Filters of our own, in place of Tera's that know no East Asian text or have no order.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer, naive_next_state};
use tera::{Error, Kwargs, Map, State, TeraResult, Value};

use super::ruby;
use crate::parse::elements::is_void;
use crate::parse::length;
use crate::parse::shorten::{Cut, shorten};

/// `truncate(length=80, end="…", at="sentence")`: at most that many characters as readers count them (UAX #29 grapheme
/// clusters); words of spaced scripts stay whole where the text has room for one, and a ruby always. With
/// `at="sentence"` the cut is after the last sentence that fits, without `end`.
pub(super) fn truncate(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let length = arguments.must_get::<usize>("length")?;
    let end = arguments.get::<&str>("end")?.unwrap_or("…");
    let cut = match arguments.get::<&str>("at")? {
        None | Some("character") => Cut::Character,
        Some("sentence") => Cut::Sentence,
        Some(other) => {
            return Err(Error::message(format!(
                "`at` is `character` or `sentence`, not `{other}`"
            )));
        }
    };
    Ok(truncated(text, length, end, cut))
}

fn truncated(text: &str, room: usize, end: &str, cut: Cut) -> String {
    if !ruby::is_in(text) {
        return match shorten(text, room, cut) {
            None => text.to_owned(),
            Some(beginning) if beginning.is_whole => beginning.text.to_owned(),
            Some(beginning) => format!("{}{end}", beginning.text),
        };
    }
    // A stand-in of as many characters as the base has, none of them its own end, takes the place of each ruby.
    let rubies = ruby::spans(text);
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(rubies.len());
    let mut position = 0;
    for ruby in rubies {
        plain.push_str(&text[position..ruby.start]);
        let start = plain.len();
        plain.push_str(&without_tags(&text[ruby.clone()]));
        position = ruby.end;
        places.push((start..plain.len(), ruby));
    }
    plain.push_str(&text[position..]);
    let Some(beginning) = shorten(&plain, room, cut) else {
        return text.to_owned();
    };
    let kept = beginning.text.len();
    // What is cut inside a ruby is cut before it.
    let kept = places
        .iter()
        .find(|(base, _)| base.start < kept && kept < base.end)
        .map_or(kept, |(base, _)| base.start);
    let longer: usize = places
        .iter()
        .take_while(|(base, _)| base.end <= kept)
        .map(|(base, ruby)| ruby.len() - base.len())
        .sum();
    let kept = &text[..kept + longer];
    if beginning.is_whole {
        kept.to_owned()
    } else {
        format!("{kept}{end}")
    }
}

/// `striptags`: HTML as plain text, ruby as its base.
pub(super) fn striptags(html: &str, _: Kwargs, _: &State) -> String {
    without_tags(html).into_owned()
}

pub(super) fn without_tags(html: &str) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let mut text = Vec::with_capacity(html.len());
    let mut silence = Silence::default();
    let mut tokenizer = Tokenizer::new(html);
    while let Some(Ok(token)) = tokenizer.next() {
        match token {
            // In SVG these may be empty.
            Token::StartTag(tag) if is_code(&tag.name) && !tag.self_closing => {
                silence.in_code = true;
                if let Some(state) = naive_next_state(&tag.name) {
                    tokenizer.set_state(state);
                }
            }
            Token::StartTag(tag) => silence.open(&tag.name),
            Token::EndTag(tag) => silence.close(&tag.name),
            Token::String(string) if !silence.reigns() => text.extend_from_slice(&string),
            _ => {}
        }
    }
    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
}

fn is_code(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style")
}

/// Whether what is read is none of the reader's: a reading of ruby, a script or a style sheet.
#[derive(Default)]
struct Silence {
    in_code: bool,
    /// How many elements are open inside the reading. Its end tag may be left out (HTML Living Standard, 13.1.2.4): the
    /// reading ends with the next one, and where an element around it does.
    in_reading: Option<usize>,
}

impl Silence {
    fn reigns(&self) -> bool {
        self.in_code || self.in_reading.is_some()
    }

    fn open(&mut self, name: &[u8]) {
        match name {
            b"rt" | b"rp" => self.in_reading = Some(0),
            b"rb" | b"rtc" => self.in_reading = None,
            name => {
                let is_void = std::str::from_utf8(name).is_ok_and(is_void);
                if let Some(open) = &mut self.in_reading {
                    *open += usize::from(!is_void);
                }
            }
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"rt" | b"rp" | b"ruby" => self.in_reading = None,
            name if is_code(name) => self.in_code = false,
            _ => self.in_reading = self.in_reading.and_then(|open| open.checked_sub(1)),
        }
    }
}

/// `wordcount`: words of spaced scripts, and each character of scripts written without spaces as one. Readings of ruby
/// are not counted.
pub(super) fn wordcount(text: &str, _: Kwargs, _: &State) -> usize {
    let read = if ruby::is_in(text) {
        without_tags(text)
    } else {
        Cow::Borrowed(text)
    };
    let length = length::measure(&read);
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

#[cfg(test)]
mod tests {
    use super::{Cut, truncated, without_tags};

    #[test]
    fn ruby_is_never_cut() {
        const RUBY: &str =
            "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>";
        for (text, room, expected) in [
            ("字と{}", 4, "字と{}"),
            ("字と{}", 3, "字と…"),
            ("字と{}だ", 4, "字と{}…"),
            ("{}と{}と", 4, "{}と…"),
            ("{}と{}と", 1, "…"),
            ("<ruby>字と", 7, "<ruby>字…"),
        ] {
            let html = text.replace("{}", RUBY);
            assert_eq!(
                truncated(&html, room, "…", Cut::Character),
                expected.replace("{}", RUBY),
                "{text} {room}"
            );
        }
        let html = format!("{RUBY}だ。{RUBY}と");
        assert_eq!(
            truncated(&html, 5, "…", Cut::Sentence),
            format!("{RUBY}だ。")
        );
    }

    #[test]
    fn tags() {
        for (html, expected) in [
            ("<p>a &amp; <b>b</b></p>", "a & b"),
            ("<ruby>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>と", "字と"),
            ("字", "字"),
            ("a < b", "a < b"),
            ("</rt>a<rt>b", "a"),
            ("a <ruby>漢<rt>かん</ruby>字", "a 漢字"),
            ("<ruby>漢<rp>(<rt>かん<rp>)</ruby>字", "漢字"),
            ("<ruby>漢<rb>字<rt>か<b>ん</b><br>x</ruby>と", "漢字と"),
            ("<p>漢<ruby>字<rt>じ</p><p>と</p>", "漢字と"),
            ("<script>if(a<b && c='x)</script>b 'c", "b 'c"),
            ("a<noscript><img src=\"x\" alt=\"b\"></noscript>c", "ac"),
            ("<textarea>x <b>y</b></textarea>z", "x yz"),
            ("<svg><script/><title/><path d=\"x\"/></svg>b", "b"),
            ("<style>a::after{content:'</p>'}</style>b", "b"),
        ] {
            assert_eq!(without_tags(html), expected, "{html}");
        }
    }
}
