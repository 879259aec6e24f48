//! Text in another script than that of its page, with nothing that says in which language it is.
//!
//! A Chinese and a Japanese reader expect other forms of the same Han characters, and a browser knows which by `lang`
//! alone; a screen reader chooses its voice by it.

use icu::locale::{LanguageIdentifier, LocaleExpander};
use icu::normalizer::ComposingNormalizerBorrowed;
use icu::properties::props;

use super::Page;
use super::han_forms::{Form, HanForms};
use super::report::{Report, excerpt};
use super::text::{Kind, Run};
use crate::parse::cjk::character::{
    is_han, is_hangul, is_kana, is_variation_selector, is_wide_punctuation, script,
};

/// The script of a language, as far as the lints tell scripts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Kanji and kana.
    Japanese,
    /// Simplified Chinese characters.
    Simplified,
    /// Traditional Chinese characters.
    Traditional,
    /// Hangul, and hanja.
    Korean,
    /// Traditional Mongolian.
    Mongolian,
    /// Any other.
    Other,
}

impl Script {
    /// That of a BCP 47 tag, by the likely subtags of CLDR (UTS #35, part 1) where it names none.
    pub(super) fn of_tag(tag: &str) -> Self {
        let Ok(locale) = icu::locale::Locale::try_from_str(tag) else {
            return Script::Other;
        };
        let mut id: LanguageIdentifier = locale.id;
        LocaleExpander::new_extended().maximize(&mut id);
        match id
            .script
            .as_ref()
            .map_or("", icu::locale::subtags::Script::as_str)
        {
            "Jpan" | "Hira" | "Kana" | "Hrkt" => Script::Japanese,
            "Hans" => Script::Simplified,
            "Hant" => Script::Traditional,
            "Kore" | "Hang" => Script::Korean,
            "Mong" => Script::Mongolian,
            _ => Script::Other,
        }
    }

    /// Whether text of this class needs no tag here.
    fn has(self, class: Class) -> bool {
        match class {
            Class::Han => !matches!(self, Script::Mongolian | Script::Other),
            Class::Kana => self == Script::Japanese,
            Class::Hangul => self == Script::Korean,
            Class::Mongolian => self == Script::Mongolian,
        }
    }
}

/// A script that is told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Kana,
    Hangul,
    Mongolian,
}

impl Class {
    fn of(char: char) -> Option<Self> {
        if char < '\u{1100}' {
            None
        } else if is_han(char) {
            Some(Class::Han)
        } else if is_kana(char) && !matches!(char, '・' | 'ー' | '･' | 'ｰ') {
            Some(Class::Kana)
        } else if is_hangul(char) {
            Some(Class::Hangul)
        } else {
            (script(char) == props::Script::Mongolian).then_some(Class::Mongolian)
        }
    }

    /// Whether both may stand in one text of one language.
    fn goes_with(self, other: Class) -> bool {
        self == other
            || matches!(
                (self, other),
                (Class::Han, Class::Kana) | (Class::Kana, Class::Han)
            )
    }
}

/// Text of another script.
struct Foreign {
    /// Bytes in the file.
    span: std::ops::Range<usize>,
    class: Class,
    has_kana: bool,
}

/// Looks at all that readers read.
pub(super) fn look(page: &Page<'_>, report: &mut Report<'_>) {
    for run in &page.read.runs {
        let text = page.at(&run.span);
        if text.is_ascii() {
            continue;
        }
        if page.language.script == Script::Japanese {
            half_width_kana(run, text, report);
        }
        if run.kind != Kind::Ruby {
            untagged(page, run, text, report);
        }
    }
}

/// Half-width katakana (the block Halfwidth and Fullwidth Forms, from ｡ to ﾟ), unless it is punctuation alone.
fn half_width_kana(run: &Run, text: &str, report: &mut Report<'_>) {
    let is_half = |char: char| matches!(char, '\u{FF61}'..='\u{FF9F}');
    let mut position = 0;
    while let Some(found) = text[position..].find(is_half) {
        let start = position + found;
        let rest = &text[start..];
        let end = start + rest.find(|char| !is_half(char)).unwrap_or(rest.len());
        position = end;
        let kana = &text[start..end];
        if !kana.contains(|char| matches!(char, '\u{FF66}'..='\u{FF6F}' | '\u{FF71}'..='\u{FF9D}'))
        {
            continue;
        }
        let span = run.span.start + start..run.span.start + end;
        report.add("half-width-kana", span, || {
            let full = ComposingNormalizerBorrowed::new_nfkc().normalize(kana);
            (
                "half-width kana are hard to read, and search does not find them everywhere"
                    .to_owned(),
                format!("write `{}`", excerpt(&full)),
            )
        });
    }
}

fn untagged(page: &Page<'_>, run: &Run, text: &str, report: &mut Report<'_>) {
    let here = page.language.script;
    let mut foreign: Option<Foreign> = None;
    // Simplified characters in a Japanese page: the characters in a row, and whether one of them is such.
    let mut chinese: Option<(usize, bool)> = None;
    for (at, char) in text.char_indices() {
        let at = run.span.start + at;
        if here == Script::Japanese {
            if is_han(char) {
                let (start, found) = chinese.unwrap_or((at, false));
                chinese = Some((start, found || page.forms.is_surely_simplified(char)));
            } else if let Some((start, true)) = chinese.take() {
                tell_chinese(page, run, start..at, report);
            }
        }
        let class = Class::of(char);
        let end = at + char.len_utf8();
        match (class.filter(|class| !here.has(*class)), &mut foreign) {
            (Some(class), Some(open)) if open.class.goes_with(class) => {
                open.span.end = end;
                open.has_kana |= class == Class::Kana;
            }
            (Some(class), _) => {
                let new = Foreign {
                    span: at..end,
                    class,
                    has_kana: class == Class::Kana,
                };
                if let Some(done) = foreign.replace(new) {
                    tell(page, run, done, report);
                }
            }
            (None, Some(open)) if class.is_none() && joins(char, at - open.span.end) => {}
            (None, _) => {
                if let Some(done) = foreign.take() {
                    tell(page, run, done, report);
                }
            }
        }
    }
    if let Some((start, true)) = chinese {
        tell_chinese(page, run, start..run.span.end, report);
    }
    if let Some(done) = foreign {
        tell(page, run, done, report);
    }
}

/// Whether what follows the character may still belong to the text that ended `gap` bytes before it.
fn joins(char: char, gap: usize) -> bool {
    const FEW_CHARACTERS: usize = 8;
    gap <= FEW_CHARACTERS
        && (matches!(
            char,
            ' ' | '\u{3000}' | '\u{202F}' | '\u{200D}' | 'ー' | '・' | '·'
        ) || is_variation_selector(char)
            || is_wide_punctuation(char))
}

/// `の` between Chinese characters is a fashion, not Japanese.
fn is_fashion(page: &Page<'_>, found: &Foreign) -> bool {
    let is_beside = |char: Option<char>| char.is_some_and(is_han);
    page.at(&found.span) == "の"
        && is_beside(page.text[..found.span.start].chars().next_back())
        && is_beside(page.text[found.span.end..].chars().next())
}

fn tell(page: &Page<'_>, run: &Run, found: Foreign, report: &mut Report<'_>) {
    let is_in_chinese = matches!(
        page.language.script,
        Script::Simplified | Script::Traditional
    );
    let is_told = match run.kind {
        Kind::Plain => found.has_kana && is_in_chinese,
        Kind::Prose | Kind::Html | Kind::Ruby => true,
    };
    if !is_told || (is_in_chinese && is_fashion(page, &found)) {
        return;
    }
    report.add("untagged-script", found.span.clone(), || {
        let text = page.at(&found.span);
        let message = format!(
            "`{}` is in another script than this page in `{}`, and nothing says in which language",
            excerpt(text),
            page.language.tag
        );
        if run.kind == Kind::Plain {
            let help = "write it in Chinese: a title, a description and the text of a picture cannot name another language";
            return (message, help.to_owned());
        }
        let help = match (found.class, found.has_kana) {
            (_, true) => tagged("ja", text),
            (Class::Hangul, _) => tagged("ko", text),
            (Class::Mongolian, _) => tagged("mn-Mong", text),
            _ => match language_of(page.forms, text) {
                Some(tag) => tagged(tag, text),
                None => tagged_either(&["ja", "zh-Hans", "zh-Hant"], text),
            },
        };
        (message, help)
    });
}

fn tell_chinese(page: &Page<'_>, run: &Run, span: std::ops::Range<usize>, report: &mut Report<'_>) {
    if run.kind == Kind::Plain {
        return;
    }
    report.add("untagged-script", span.clone(), || {
        let text = page.at(&span);
        let message = format!(
            "`{}` has simplified Chinese characters, and nothing says that it is Chinese",
            excerpt(text)
        );
        (message, tagged("zh-Hans", text))
    });
}

/// The language of Han characters, where one of them is written in it alone.
fn language_of(forms: &HanForms, text: &str) -> Option<&'static str> {
    text.chars().find_map(|char| match forms.of(char)? {
        Form::Japanese => Some("ja"),
        Form::Simplified if forms.is_surely_simplified(char) => Some("zh-Hans"),
        Form::Simplified | Form::Traditional => None,
    })
}

/// What to write so that the language of a text is known.
pub(super) fn tagged(tag: &str, text: &str) -> String {
    format!("write `<span lang=\"{tag}\">{}</span>`", excerpt(text))
}

/// The same, where the text alone does not tell which language it is.
pub(super) fn tagged_either(tags: &[&str], text: &str) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("`{tag}`")).collect();
    let (last, others) = tags
        .split_last()
        .map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    format!(
        "write `<span lang=\"…\">{}</span>` with {} or {last} in place of the dots",
        excerpt(text),
        others.join(", ")
    )
}
