//! Filters of our own, in place of Tera's that know no East Asian text or have no order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::{Token, Tokenizer, naive_next_state};
use tera::value::Key;
use tera::{ArgFromValue, Error, Kwargs, Map, State, TeraResult, Value};

use super::ruby;
use crate::parse::elements::is_void;
use crate::parse::length;
use crate::parse::shorten::{Cut, shorten};

/// `truncate(length=80, end="…", at="sentence")`: at most that many characters as readers count them (UAX #29 grapheme
/// clusters); words of spaced scripts stay whole where the text has room for one, and a ruby always. With
/// `at="sentence"` the cut is after the last sentence that fits, without `end`. HTML stays HTML, where nothing in it but
/// ruby has tags.
pub(super) fn truncate(value: Value, arguments: Kwargs, state: &State) -> TeraResult<Value> {
    let text = <&str as ArgFromValue>::from_value(&value)?;
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
    if !value.is_safe() {
        return Ok(truncated(text, length, end, cut).into());
    }
    let escaped_end = state.escape(end)?;
    let html = truncated_html(text, length, &escaped_end, cut);
    // What is cut between a tag and its end would leave that open in the page.
    match html == text || !has_other_tags(text) {
        true => Ok(Value::safe_string(&html)),
        false => Ok(html.into()),
    }
}

/// Whether there are tags beside those of ruby.
fn has_other_tags(html: &str) -> bool {
    let mut position = 0;
    let mut between = Vec::new();
    for ruby in ruby::spans(html) {
        between.push(&html[position..ruby.start]);
        position = ruby.end;
    }
    between.push(&html[position..]);
    between.iter().any(|text| text.contains('<'))
}

fn truncated(text: &str, room: usize, end: &str, cut: Cut) -> String {
    if ruby::is_in(text) {
        return truncated_html(text, room, end, cut);
    }
    match shorten(text, room, cut) {
        None => text.to_owned(),
        Some(beginning) if beginning.is_whole => beginning.text.to_owned(),
        Some(beginning) => format!("{}{end}", beginning.text),
    }
}

fn truncated_html(text: &str, room: usize, end: &str, cut: Cut) -> String {
    // The base takes the place of each ruby, and what it stands for that of a character reference.
    let rubies = whole_parts(text);
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
    // What is cut inside one is cut before it.
    let kept = places
        .iter()
        .find(|(base, _)| base.start < kept && kept < base.end)
        .map_or(kept, |(base, _)| base.start);
    // Behind the last one that is kept, both texts go on in the same way.
    let last = places
        .iter()
        .take_while(|(base, _)| base.end <= kept)
        .last();
    let (plain_end, html_end) = last.map_or((0, 0), |(base, ruby)| (base.end, ruby.end));
    let kept = &text[..html_end + (kept - plain_end)];
    if beginning.is_whole {
        kept.to_owned()
    } else {
        format!("{kept}{end}")
    }
}

/// The bytes of what is kept whole in HTML: each ruby, and each character reference outside (`&amp;`, `&#x4eac;`).
fn whole_parts(html: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 40;
    let mut rubies = ruby::spans(html);
    if !html.contains('&') {
        return rubies;
    }
    let mut references = Vec::new();
    let mut inside = rubies.iter().peekable();
    for (start, _) in html.match_indices('&') {
        while inside.next_if(|ruby| ruby.end <= start).is_some() {}
        if inside.peek().is_some_and(|ruby| ruby.start <= start) {
            continue;
        }
        let behind = &html[start + 1..];
        let length = behind
            .bytes()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        if length > 0 && behind.as_bytes().get(length) == Some(&b';') {
            references.push(start..start + length + 2);
        }
    }
    rubies.extend(references);
    rubies.sort_unstable_by_key(|part| part.start);
    rubies
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

/// `group_by(attribute="kind")`: a map from each value to its entries, in the order of their first appearance. Numbers and
/// truth values stay what they are.
pub(super) fn group_by(list: &[Value], arguments: Kwargs, _: &State) -> TeraResult<Map> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    let mut index: BTreeMap<Key<'static>, usize> = BTreeMap::new();
    for (number, entry) in list.iter().enumerate() {
        let Some(value) = entry.get_from_path(attribute) else {
            return Err(Error::message(format!(
                "entry {number} has no `{attribute}`"
            )));
        };
        if value.is_none() {
            continue;
        }
        let key = key_of(value);
        let at = *index.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(entry.clone());
    }
    Ok(groups
        .into_iter()
        .map(|(key, entries)| (key, entries.into()))
        .collect())
}

/// A value as the key of a map; as a text where it cannot be one otherwise.
fn key_of(value: &Value) -> Key<'static> {
    if let Some(flag) = value.as_bool() {
        Key::Bool(flag)
    } else if value.is_string() {
        value.to_string().into()
    } else if let Some(number) = value.as_i64() {
        Key::I64(number)
    } else {
        value.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Kwargs, Map, State, Value};

    use super::{Cut, group_by, truncate, truncated, without_tags};

    fn arguments(named: &[(&'static str, Value)]) -> Kwargs {
        let named = named
            .iter()
            .map(|(name, value)| ((*name).into(), value.clone()));
        Kwargs::new(std::sync::Arc::new(named.collect::<Map>()))
    }

    #[test]
    fn html_stays_html() {
        let context = Context::new();
        let state = State::new(&context);
        for (html, length, expected, is_safe) in [
            (
                "<ruby>漢<rt>かん</rt></ruby>と字",
                2,
                "<ruby>漢<rt>かん</rt></ruby>と…",
                true,
            ),
            ("東京&amp;大阪と京都", 4, "東京&amp;大…", true),
            ("東京&amp;大阪と京都", 3, "東京&amp;…", true),
            ("東京&amp;大阪と京都", 2, "東京…", true),
            ("東京&#x4eac;&lt;大", 5, "東京&#x4eac;&lt;大", true),
            ("&nGt;大阪", 2, "&nGt;大…", true),
            ("R&D; R&x D", 4, "R&D;…", true),
            ("東<b>京</b>", 4, "東<b>…", false),
            ("東<b>京</b>", 20, "東<b>京</b>", true),
        ] {
            let room = arguments(&[("length", length.into())]);
            let found = truncate(Value::safe_string(html), room, &state).expect(html);
            assert_eq!(found.as_str(), Some(expected), "{html} {length}");
            assert_eq!(found.is_safe(), is_safe, "{html} {length}");
        }
        // What is no HTML is counted as it is, and escaped where it is shown.
        let room = arguments(&[("length", 6.into())]);
        let found = truncate("東京&amp;大阪".into(), room, &state).expect("a text");
        assert_eq!(
            (found.as_str(), found.is_safe()),
            (Some("東京&amp…"), false)
        );
        let room = arguments(&[("length", 1.into()), ("end", "<".into())]);
        let found = truncate(Value::safe_string("東京"), room, &state).expect("a text");
        assert_eq!(found.as_str(), Some("東&lt;"));
    }

    #[test]
    fn groups_keep_the_types_of_their_keys() {
        let entry = |kind: Value| -> Value {
            let map: Map = [("kind".into(), kind)].into_iter().collect();
            map.into()
        };
        let kinds: [Value; 7] = [
            2026.into(),
            "2026".into(),
            true.into(),
            2026_u64.into(),
            1.5.into(),
            Value::none(),
            "true".into(),
        ];
        let list = kinds.map(entry);
        let context = Context::new();
        let groups = group_by(
            &list,
            arguments(&[("attribute", "kind".into())]),
            &State::new(&context),
        );
        let groups: Vec<String> = groups
            .expect("groups")
            .iter()
            .map(|(key, of)| format!("{key:?} {}", of.as_array().map_or(0, <[Value]>::len)))
            .collect();
        assert_eq!(
            groups,
            [
                "I64(2026) 2",
                "String(\"2026\") 1",
                "Bool(true) 1",
                "String(\"1.5\") 1",
                "String(\"true\") 1"
            ]
        );
    }

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
