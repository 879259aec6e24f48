//! What of a text is words.

use crate::l10n::block::Block;
use crate::parse::segment::SegmentKind;
use crate::unicode::nfc;

/// The text of a block without code, URLs and e-mail addresses; a space stands in their place, so that words on both
/// sides stay two.
pub(in crate::l10n) fn prose(block: &Block) -> String {
    if block.kind() == SegmentKind::Code {
        return String::new();
    }
    let without_code = without_code(block.text(), &block.segment.code);
    let is_of_address = |char: char| char.is_ascii_graphic();
    let mut prose = String::with_capacity(without_code.len());
    let mut rest = without_code.as_str();
    // Runs of ASCII: an address is one of them, and what stands before and after it is not touched by it.
    while !rest.is_empty() {
        let end = rest
            .find(|char: char| !is_of_address(char))
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let address = run
            .find("://")
            .map(|at| run[..at].rfind(|char: char| !char.is_ascii_alphabetic()))
            .map(|before| before.map_or(0, |before| before + 1));
        match address {
            Some(start) => {
                prose.push_str(&run[..start]);
                prose.push(' ');
            }
            None if run.contains('@') => prose.push(' '),
            None => prose.push_str(run),
        }
        let next = after.chars().next().map_or(0, char::len_utf8);
        prose.push_str(&after[..next]);
        rest = &after[next..];
    }
    prose
}

fn without_code(text: &str, code: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for code in code {
        let code = nfc(code);
        let found = rest.match_indices('`').find_map(|(at, _)| {
            let length = length_of_code(&rest[at + 1..], &code)?;
            Some((at, at + 1 + length))
        });
        let Some((start, end)) = found else { break };
        out.push_str(&rest[..start]);
        out.push(' ');
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The bytes of code and its closing backtick at the start of a text in which white space was folded.
fn length_of_code(text: &str, code: &str) -> Option<usize> {
    let mut wanted = code
        .chars()
        .chain(['`'])
        .filter(|char| !char.is_whitespace());
    for (at, char) in text
        .char_indices()
        .filter(|(_, char)| !char.is_whitespace())
    {
        match wanted.next() {
            Some(next) if next == char => {}
            _ => return None,
        }
        if wanted.clone().next().is_none() {
            return Some(at + char.len_utf8());
        }
    }
    None
}
