//! Every number that a text may mean, read as leniently as can be: for asking whether a number is missing.

use std::collections::BTreeSet;

use super::letters::Letters;
use super::{kanji, number};
use crate::config::Writing;

/// Numbers that may be meant in a text.
#[derive(Debug, Default)]
pub struct Mentioned {
    numbers: BTreeSet<String>,
    /// In lower case.
    words: String,
}

impl Mentioned {
    /// Whether a number, written as in [`super::Fact::Number`], may be meant.
    #[must_use]
    pub fn number(&self, number: &str) -> bool {
        self.numbers.contains(number)
    }

    /// Whether the text has a word in lower case, in whatever case there.
    #[must_use]
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

/// Digits of any sort, Chinese numerals whether they are meant as numbers or not, and English numbers in words.
#[must_use]
pub fn mentioned(text: &str, writing: Writing) -> Mentioned {
    let letters = Letters::new(text);
    let mut numbers = BTreeSet::new();
    let mut at = 0;
    while at < letters.len() {
        let char = letters.at(at);
        at = if char.is_ascii_digit() {
            let (value, end) = number::read(&letters, at, writing);
            numbers.extend(value);
            let written = letters.string(at..end);
            numbers.extend(with_suffix(&written));
            digits(&written, &mut numbers);
            end
        } else if kanji::is_numeral(char) {
            let end = kanji::end(&letters, at);
            let value = kanji::value(&letters, at, end);
            numbers.extend(value.map(|value| value.to_string()));
            end
        } else {
            at + 1
        };
    }
    let words = letters.string(0..letters.len()).to_lowercase();
    in_words(&words, &mut numbers);
    Mentioned { numbers, words }
}

/// 7.3K and 12M, written out.
fn with_suffix(written: &str) -> Option<String> {
    let zeros: usize = match written.chars().last()? {
        'k' | 'K' => 3,
        'm' | 'M' => 6,
        'b' | 'B' => 9,
        _ => return None,
    };
    let number = written.get(..written.len() - 1)?.replace(',', "");
    let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
    let missing = zeros.checked_sub(decimals.len())?;
    let all = format!("{whole}{decimals}{}", "0".repeat(missing));
    Some(all.trim_start_matches('0').to_owned())
}

/// Of 1,200 the parts too: it may be a list.
fn digits(text: &str, numbers: &mut BTreeSet<String>) {
    let runs = text.split(|char: char| !char.is_ascii_digit());
    for run in runs.filter(|run| !run.is_empty()) {
        let number = match run.trim_start_matches('0') {
            "" => "0",
            number => number,
        };
        numbers.insert(number.to_owned());
    }
}

/// Numbers in words.
const SMALL: [(&str, u64); 60] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("twenties", 20),
    ("thirties", 30),
    ("dozen", 12),
    ("once", 1),
    ("twice", 2),
];
/// Words that multiply.
const SCALES: [(&str, u64); 5] = [
    ("hundred", 100),
    ("hundredth", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];

enum Word {
    Number(u64),
    Scale(u64),
    And,
}

fn word(word: &str) -> Option<Word> {
    let find = |table: &[(&str, u64)]| {
        table
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, value)| *value)
    };
    if word == "and" {
        return Some(Word::And);
    }
    find(&SMALL)
        .map(Word::Number)
        .or_else(|| find(&SCALES).map(Word::Scale))
}

/// Numbers in English words; `text` is in lower case.
fn in_words(text: &str, numbers: &mut BTreeSet<String>) {
    let (mut total, mut section) = (0_u64, 0_u64);
    let mut is_open = false;
    let words = text.split(|char: char| !char.is_ascii_alphabetic());
    for name in words.filter(|name| !name.is_empty()).chain(["."]) {
        match word(name) {
            // A new number begins where none can follow: "five six".
            Some(Word::Number(value)) => {
                let fits = section % 10 == 0 && (value < 10 || section % 100 == 0);
                if !fits {
                    numbers.insert(total.saturating_add(section).to_string());
                    (total, section) = (0, 0);
                }
                section = section.saturating_add(value);
                is_open = true;
            }
            Some(Word::Scale(100)) => {
                section = section.max(1).saturating_mul(100);
                is_open = true;
            }
            Some(Word::Scale(scale)) => {
                is_open = true;
                total = total.saturating_add(section.max(1).saturating_mul(scale));
                section = 0;
            }
            Some(Word::And) if is_open => {}
            _ => {
                if is_open {
                    numbers.insert(total.saturating_add(section).to_string());
                }
                (total, section, is_open) = (0, 0, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mentioned;
    use crate::config::Writing;

    #[test]
    fn numbers_that_may_be_meant() {
        let rows = [
            ("six fields", "6"),
            ("Twenty-one years", "21"),
            ("forty years", "40"),
            ("three million people", "3000000"),
            ("two hundred and fifty", "250"),
            ("a hundred", "100"),
            ("the fortieth anniversary", "40"),
            ("a dozen", "12"),
            ("FY2012", "2012"),
            ("1,200", "1200"),
            ("1,200", "1"),
            ("四十周年", "40"),
            ("五十嵐", "50"),
            ("３万", "30000"),
            ("five six", "5"),
            ("twelve hundred", "1200"),
            ("7.3K times", "7300"),
            ("12M", "12000000"),
        ];
        for (text, number) in rows {
            assert!(mentioned(text, Writing::Other).number(number), "{text}");
        }
        for (text, number) in [("forty", "4"), ("one", "11"), ("words", "1"), ("", "0")] {
            assert!(!mentioned(text, Writing::Other).number(number), "{text}");
        }
        assert!(mentioned("At Noon", Writing::Other).has_word("noon"));
    }
}
