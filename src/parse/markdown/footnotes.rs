//! Footnotes: collected while the body is written, numbered in the order in which readers meet them, and set at the
//! end of the body.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::flow::{Assembler, Fillings, Flow, Hole};
use crate::parse::Piece;

/// All notes of a body.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// What looks like references to notes that are not defined: labels, and bytes in the body.
    pub(super) undefined: Vec<(String, Range<usize>)>,
    by_label: HashMap<String, usize>,
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    label: String,
    /// Bytes of its first definition in the file.
    span: Range<usize>,
    flow: Option<Flow>,
    /// References met so far.
    references: u32,
}

impl Footnotes {
    /// The index of the note with this label, defined or not. Labels are compared without regard to case.
    pub(super) fn index(&mut self, label: &str) -> usize {
        let key = label.to_lowercase();
        *self.by_label.entry(key).or_insert_with(|| {
            self.notes.push(Note {
                label: label.to_owned(),
                span: 0..0,
                flow: None,
                references: 0,
            });
            self.notes.len() - 1
        })
    }

    /// Where the note was defined before, if it was.
    pub(super) fn defined(&self, index: usize) -> Option<Range<usize>> {
        self.notes
            .get(index)
            .filter(|note| note.flow.is_some())
            .map(|note| note.span.clone())
    }

    pub(super) fn define(&mut self, index: usize, span: Range<usize>, flow: Flow) {
        if let Some(note) = self.notes.get_mut(index) {
            note.span = span;
            note.flow = Some(flow);
        }
    }

    /// Numbers the notes: those that the text refers to in order, then those that only notes refer to. Every
    /// reference in `main` and in a note that is reached gets its number.
    pub(super) fn number(mut self, main: &mut Flow) -> Numbered {
        if self.notes.is_empty() {
            return Numbered {
                undefined: self.undefined,
                ..Numbered::default()
            };
        }
        let mut numbers: Vec<Option<u32>> = vec![None; self.notes.len()];
        let mut order: Vec<usize> = Vec::new();
        self.number_flow(main, &mut numbers, &mut order);
        let mut flows = Vec::new();
        let mut next = 0;
        while let Some(&index) = order.get(next) {
            next += 1;
            let flow = self.notes.get_mut(index).and_then(|note| note.flow.take());
            let mut flow = flow.unwrap_or_default();
            self.number_flow(&mut flow, &mut numbers, &mut order);
            flows.push((index, flow));
        }
        let notes = flows
            .into_iter()
            .map(|(index, flow)| {
                (
                    self.notes.get(index).map_or(0, |note| note.references),
                    flow,
                )
            })
            .collect();
        let unused = self
            .notes
            .into_iter()
            .filter(|note| note.flow.is_some())
            .map(|note| (note.label, note.span))
            .collect();
        Numbered {
            notes,
            unused,
            undefined: self.undefined,
        }
    }

    fn number_flow(
        &mut self,
        flow: &mut Flow,
        numbers: &mut [Option<u32>],
        order: &mut Vec<usize>,
    ) {
        for (_, hole) in &mut flow.holes {
            let Hole::NoteReference(index) = *hole else {
                continue;
            };
            let (Some(number), Some(note)) = (numbers.get_mut(index), self.notes.get_mut(index))
            else {
                continue;
            };
            let number = *number.get_or_insert_with(|| {
                order.push(index);
                u32::try_from(order.len()).unwrap_or(u32::MAX)
            });
            note.references += 1;
            *hole = Hole::Reference {
                number,
                nth: note.references,
            };
        }
    }
}

/// Notes that have numbers.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// By number: how often it is referred to, and its text.
    notes: Vec<(u32, Flow)>,
    /// Labels, and bytes in the body, of what looks like references to notes that are not defined.
    pub(super) undefined: Vec<(String, Range<usize>)>,
    /// Label and span of definitions that nothing refers to.
    pub(super) unused: Vec<(String, Range<usize>)>,
}

impl Numbered {
    /// Every id that the notes and the references to them define.
    pub(super) fn ids(&self) -> impl Iterator<Item = String> {
        self.notes
            .iter()
            .zip(1u32..)
            .flat_map(|((references, _), number)| {
                let references = (1..=*references).map(move |nth| reference_id(number, nth));
                std::iter::once(format!("fn-{number}")).chain(references)
            })
    }

    /// Sets the notes at the end of the body.
    pub(super) fn append_to(self, assembler: &mut Assembler, fillings: &Fillings<'_>) {
        if self.notes.is_empty() {
            return;
        }
        assembler.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        assembler.piece(Piece::Message {
            key: "footnotes-title",
        });
        assembler.push("\">\n<ol>\n");
        for ((references, mut flow), number) in self.notes.into_iter().zip(1u32..) {
            assembler.push(&format!("<li id=\"fn-{number}\">\n"));
            // The way back stands at the end of the last paragraph, if the note ends with one.
            const PARAGRAPH_END: &str = "</p>\n";
            let inside = flow.html.len().saturating_sub(PARAGRAPH_END.len());
            let in_paragraph = flow.html.ends_with(PARAGRAPH_END)
                && flow
                    .holes
                    .last()
                    .is_none_or(|(offset, _)| *offset <= inside);
            if in_paragraph {
                flow.html.truncate(inside);
            }
            assembler.append(flow, fillings);
            for nth in 1..=references {
                backlink(assembler, number, nth);
            }
            assembler.push(if in_paragraph {
                "</p>\n</li>\n"
            } else {
                "\n</li>\n"
            });
        }
        assembler.push("</ol>\n</section>\n");
    }
}

fn backlink(assembler: &mut Assembler, number: u32, nth: u32) {
    let id = reference_id(number, nth);
    assembler.push(&format!(
        " <a href=\"#{id}\" class=\"footnote-backlink\" role=\"doc-backlink\" aria-label=\""
    ));
    assembler.piece(Piece::Backlink { number, nth });
    // U+FE0E asks for the text form of the arrow, which some systems show as a picture.
    assembler.push("\">↩\u{FE0E}");
    if nth > 1 {
        assembler.push(&format!("<sup>{nth}</sup>"));
    }
    assembler.push("</a>");
}

/// `fnref-1`, and `fnref-1-2` for the second reference to one note.
fn reference_id(number: u32, nth: u32) -> String {
    if nth > 1 {
        format!("fnref-{number}-{nth}")
    } else {
        format!("fnref-{number}")
    }
}

/// The number in the text that leads to a note.
pub(super) fn reference_html(number: u32, nth: u32) -> Box<str> {
    let id = reference_id(number, nth);
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        html,
        "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
    );
    html.into_boxed_str()
}
