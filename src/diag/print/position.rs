//! Byte offsets into lines and columns, fast enough for many problems in one large file.

use std::collections::BTreeMap;

use crate::diag::{Place, floor_char_boundary};

/// Bytes between two counted places.
const BLOCK: usize = 4096;

/// Where a place begins and ends. Lines and columns count from one, columns in characters; the end is exclusive: the
/// column after the last character, as in SARIF and the language server protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// Finds regions; every text is indexed once.
#[derive(Default)]
pub(super) struct Positions<'a> {
    /// By address and length: texts are shared, and the diagnostics outlive this.
    indexes: BTreeMap<(*const u8, usize), TextIndex<'a>>,
}

impl<'a> Positions<'a> {
    /// The region of a place, or `None` where only the file is known.
    pub(super) fn region(&mut self, place: &'a Place) -> Option<Region> {
        let text = place.text.as_deref()?;
        let index = self
            .indexes
            .entry((text.as_ptr(), text.len()))
            .or_insert_with(|| TextIndex::new(text));
        let (line, column) = index.line_column(place.span.start);
        let (end_line, end_column) = index.line_column(place.span.end.max(place.span.start));
        Some(Region {
            line,
            column,
            end_line,
            end_column,
        })
    }
}

struct TextIndex<'a> {
    text: &'a str,
    /// Byte offsets at which lines begin.
    line_starts: Vec<usize>,
    /// Characters before the first character boundary at or after each multiple of [`BLOCK`].
    characters_before_block: Vec<usize>,
}

impl<'a> TextIndex<'a> {
    fn new(text: &'a str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter_map(|(at, byte)| (byte == b'\n').then_some(at + 1)),
            )
            .collect();
        let mut characters = 0;
        let characters_before_block = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = characters;
                characters += count_characters(block);
                before
            })
            .collect();
        TextIndex {
            text,
            line_starts,
            characters_before_block,
        }
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(self.text, offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let line_start = self.line_starts[line - 1];
        (
            line,
            self.characters_before(offset) - self.characters_before(line_start) + 1,
        )
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        match self.characters_before_block.get(block) {
            Some(before) => before + count_characters(&self.text.as_bytes()[block * BLOCK..offset]),
            // The offset is the end of a text that fills its last block.
            None => {
                let last = self.characters_before_block.len().saturating_sub(1);
                let before = self.characters_before_block.last().copied().unwrap_or(0);
                before + count_characters(&self.text.as_bytes()[last * BLOCK..offset])
            }
        }
    }
}

/// Characters that begin in these bytes of a UTF-8 text.
fn count_characters(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| !matches!(byte, 0x80..=0xbf))
        .count()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text: Arc<str> = ("あb\n\n漢字かな交じり文 x\r\n".repeat(300) + "終").into();
        for start in (0..=text.len() + 3)
            .step_by(29)
            .chain(text.len() - 5..=text.len() + 1)
        {
            let place = Place {
                path: "a.md".into(),
                text: Some(text.clone()),
                span: start..start,
                label: String::new(),
            };
            let region = Positions::default().region(&place).unwrap();
            assert_eq!(
                Some((region.line, region.column)),
                place.line_column(),
                "{start}"
            );
            assert_eq!(
                (region.end_line, region.end_column),
                (region.line, region.column)
            );
        }
    }

    #[test]
    fn a_text_of_whole_blocks() {
        let text = "x".repeat(BLOCK * 2);
        assert_eq!(
            TextIndex::new(&text).line_column(BLOCK * 2),
            (1, BLOCK * 2 + 1)
        );
        assert_eq!(TextIndex::new("").line_column(0), (1, 1));
    }
}
