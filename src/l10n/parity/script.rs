//! Texts in the wrong language or script, and signs that say two things.

use super::{Pair, ParityInput, prose, simplified};
use crate::config::Writing;
use crate::l10n::block::Block;
use crate::l10n::finding::{Findings, Spans};
use crate::parse::cjk::character::{is_han, is_kana};
use crate::parse::segment::SegmentKind;

/// Letters of a text by script.
#[derive(Debug, Default)]
struct Letters {
    han: usize,
    kana: usize,
    simplified: usize,
    others: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Letters::default();
        for char in text.chars() {
            if is_kana(char) {
                letters.kana += 1;
            } else if is_han(char) {
                letters.han += 1;
                letters.simplified += usize::from(simplified::is_simplified_only(char));
            } else if char.is_alphabetic() {
                letters.others += 1;
            }
        }
        letters
    }

    fn all(&self) -> usize {
        self.han + self.kana + self.others
    }
}

/// Blocks of running text; others may well be names.
fn is_running(block: &Block) -> bool {
    matches!(
        block.kind(),
        SegmentKind::Description
            | SegmentKind::Paragraph
            | SegmentKind::Item
            | SegmentKind::Quote
            | SegmentKind::Definition
            | SegmentKind::Note
    )
}

/// A paragraph in the language of the source. Says whether it is: what else is wrong with it need not be told.
pub(super) fn untranslated(
    input: &ParityInput<'_>,
    pair: Pair<'_>,
    findings: &mut Findings<'_>,
) -> bool {
    let mut found = false;
    for block in pair.translation.iter().filter(|block| is_running(block)) {
        let text = prose(block);
        let is_copy = pair
            .source
            .iter()
            .any(|source| source.text() == block.text() && is_sentence(&text));
        let (source, own) = (input.source_writing, input.translation_writing);
        if is_copy || is_written_as(&text, source, own) {
            let spans = Spans {
                translation: Some(block.segment.span.clone()),
                ..pair.spans()
            };
            findings.add(
                "untranslated-paragraph",
                spans,
                "this paragraph is in the language of the source".to_owned(),
                "translate it",
            );
            found = true;
        }
    }
    found
}

/// Long enough to be no name: names and titles stay as they are.
fn is_sentence(text: &str) -> bool {
    let letters = Letters::of(text);
    letters.han + letters.kana >= 12 || is_sentence_in_alphabet(text, &letters)
}

fn is_sentence_in_alphabet(text: &str, letters: &Letters) -> bool {
    letters.others >= 30 && text.trim_end().ends_with(['.', '!', '?', ':'])
}

/// Whether a text looks like one of the source's writing, and not of its own.
fn is_written_as(text: &str, source: Writing, own: Writing) -> bool {
    // Names of persons and works stay as they are.
    const FEW: usize = 12;
    let letters = Letters::of(text);
    let all = letters.all();
    let east_asian = letters.han + letters.kana;
    match (source, own) {
        (Writing::Japanese | Writing::Chinese, Writing::Other | Writing::Korean) => {
            east_asian >= FEW && east_asian * 2 > all
        }
        (Writing::Japanese, Writing::Chinese) => letters.kana >= FEW && letters.kana * 5 > all,
        (Writing::Chinese, Writing::Japanese) => {
            letters.han >= FEW && letters.kana == 0 && letters.simplified * 10 > letters.han
        }
        (Writing::Other, Writing::Japanese | Writing::Chinese) => {
            is_sentence_in_alphabet(text, &letters) && east_asian * 10 < all
        }
        _ => false,
    }
}

/// A text with what stands in quotes and brackets taken out: names and words of another language.
fn outside_of_quotes(text: &str) -> String {
    const OPEN: &str = "「『（(“‘《〈【[";
    const CLOSE: &str = "」』）)”’》〉】]";
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(text.len());
    for char in text.chars() {
        if OPEN.contains(char) {
            depth += 1;
        } else if CLOSE.contains(char) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            outside.push(char);
        }
    }
    outside
}

/// The first few characters of a sort in a text, each once.
fn some_of(text: &str, is_such: impl Fn(char) -> bool) -> String {
    const SHOWN: usize = 5;
    let mut some = String::new();
    for char in text.chars().filter(|char| is_such(*char)) {
        if !some.contains(char) && some.chars().count() < SHOWN {
            some.push(char);
        }
    }
    some
}

pub(super) fn kana_in_chinese(
    input: &ParityInput<'_>,
    pair: Pair<'_>,
    findings: &mut Findings<'_>,
) {
    const SPEAKS_OF_IT: [&str; 6] = ["日语", "日文", "日語", "假名", "日本語", "日本人名"];
    if input.translation_writing != Writing::Chinese {
        return;
    }
    // Marks that Chinese texts borrow.
    let is_such = |char: char| is_kana(char) && !"・ー".contains(char);
    foreign(pair, findings, &SPEAKS_OF_IT, is_such, |kana| Told {
        rule: "kana-in-chinese",
        message: format!("there is kana in a Chinese text: {kana}"),
        help: "write it in Chinese, or put a Japanese name into quotation marks",
    });
}

pub(super) fn simplified_in_japanese(
    input: &ParityInput<'_>,
    pair: Pair<'_>,
    findings: &mut Findings<'_>,
) {
    const SPEAKS_OF_IT: [&str; 5] = ["中国語", "簡体字", "ピンイン", "中国名", "中文"];
    if input.translation_writing != Writing::Japanese {
        return;
    }
    let is_such = simplified::is_simplified_only;
    foreign(pair, findings, &SPEAKS_OF_IT, is_such, |characters| Told {
        rule: "simplified-in-japanese",
        message: format!("these characters stand in simplified Chinese alone: {characters}"),
        help: "write the Japanese forms, or put a Chinese name into quotation marks",
    });
}

struct Told {
    rule: &'static str,
    message: String,
    help: &'static str,
}

/// Characters that the language of the translation does not have, outside of quotes, in texts that do not speak of the
/// language that does.
fn foreign(
    pair: Pair<'_>,
    findings: &mut Findings<'_>,
    speaks_of_it: &[&str],
    is_such: impl Fn(char) -> bool,
    told: impl Fn(&str) -> Told,
) {
    for block in pair.translation {
        if speaks_of_it.iter().any(|word| block.text().contains(word)) {
            continue;
        }
        let found = some_of(&outside_of_quotes(&prose(block)), &is_such);
        if !found.is_empty() {
            let spans = Spans {
                translation: Some(block.segment.span.clone()),
                ..pair.spans()
            };
            let told = told(&found);
            findings.add(told.rule, spans, told.message, told.help);
        }
    }
}

/// Both currencies are written ¥. A Japanese page speaks of yen, unless it was made from a Chinese one.
pub(super) fn ambiguous_yen(input: &ParityInput<'_>, pair: Pair<'_>, findings: &mut Findings<'_>) {
    const CLEAR: [&str; 12] = [
        "円",
        "元",
        "日圆",
        "日圓",
        "人民币",
        "人民幣",
        "yen",
        "yuan",
        "JPY",
        "CNY",
        "RMB",
        "JP¥",
    ];
    let (source, own) = (input.source_writing, input.translation_writing);
    if own == Writing::Japanese && source != Writing::Chinese {
        return;
    }
    for block in pair.translation {
        let text = prose(block);
        let is_clear = || CLEAR.iter().any(|word| text.contains(word)) || text.contains("CN¥");
        if text.contains(['¥', '￥']) && !is_clear() {
            let spans = Spans {
                translation: Some(block.segment.span.clone()),
                ..pair.spans()
            };
            findings.add(
                "ambiguous-yen",
                spans,
                "¥ may be yen or yuan here".to_owned(),
                "name the currency: 円, 日元, 人民币, yen, yuan",
            );
        }
    }
}
