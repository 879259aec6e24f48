//! One page of the site: what its source said, what it says, and what the translation says.

use super::html::Html;
use super::words::{WORDS, count};
use super::{BlockRow, Look, PageRow, state};
use crate::l10n::words::{Change, changes};

/// The blocks of a page that somebody has to look at.
pub(super) fn page(look: &Look<'_>, number: usize, row: &PageRow, out: &mut Html) {
    out.open("section", &format!("class=\"page\" id=\"page-{number}\""));
    out.open("details", "");
    out.open("summary", "");
    out.element(
        "span",
        &format!("class=\"title\" {}", look.lang(&row.origin)),
        &row.title,
    );
    out.element("code", "", &row.key);
    out.element(
        "span",
        "class=\"quiet\"",
        &count(row.blocks.len(), WORDS.one_block),
    );
    out.close("summary");
    let mut rest = row.blocks.as_slice();
    while let Some(first) = rest.first() {
        let same = rest
            .iter()
            .take_while(|block| block.lang == first.lang)
            .count();
        let (of_language, others) = rest.split_at(same);
        out.element("h3", &look.lang(&first.lang), look.name(&first.lang));
        for each in of_language {
            block(look, each, out);
        }
        rest = others;
    }
    out.close("details");
    out.close("section");
}

fn block(look: &Look<'_>, block: &BlockRow, out: &mut Html) {
    out.open("article", "");
    out.open("h4", "");
    out.element("span", "class=\"kind\"", &block.kind);
    state(&block.state, block.severity, out);
    out.close("h4");
    if !block.facts.is_empty() {
        let facts = format!("{} {}", WORDS.facts, block.facts.join(", "));
        out.element("p", "class=\"facts\"", &facts);
    }
    out.open("dl", &format!("class=\"three {}\"", shape(&block.kind)));
    let from = look.lang(&block.from);
    let changed = match (&block.then, &block.now) {
        (Some(then), Some(now)) => changes(then, now),
        _ => Vec::new(),
    };
    column(out, WORDS.then, None, |out| {
        match (&block.then, &block.now) {
            (Some(_), Some(_)) => out.marked("dd", &from, changed.iter().filter_map(before)),
            (Some(then), None) => out.element("dd", &from, then),
            (None, _) => {
                let why = match &*block.state {
                    "added" => WORDS.not_there,
                    _ => WORDS.then_unknown,
                };
                out.element("dd", "class=\"none\"", why);
            }
        }
    });
    column(out, WORDS.now, block.source_place.as_ref(), |out| {
        match (&block.then, &block.now) {
            (Some(_), Some(_)) => out.marked("dd", &from, changed.iter().filter_map(after)),
            (None, Some(now)) => out.element("dd", &from, now),
            (_, None) => out.element("dd", "class=\"none\"", WORDS.not_there),
        }
    });
    column(
        out,
        WORDS.translation,
        block.translation_place.as_ref(),
        |out| match &block.translation {
            Some(text) => out.element("dd", &look.lang(&block.lang), text),
            None => out.element("dd", "class=\"none\"", WORDS.not_there),
        },
    );
    out.close("dl");
    out.close("article");
}

fn column(
    out: &mut Html,
    name: &str,
    place_of: Option<&(String, usize)>,
    text: impl FnOnce(&mut Html),
) {
    out.open("div", "");
    out.open("dt", "");
    out.element("span", "", name);
    if let Some(at) = place_of {
        out.element("code", "", &place(at));
    }
    out.close("dt");
    text(out);
    out.close("div");
}

/// Code keeps its lines.
fn shape(kind: &str) -> &'static str {
    match kind {
        "code" => "lines",
        _ => "",
    }
}

fn before(change: &Change) -> Option<(Option<&str>, &str)> {
    match change {
        Change::Same(text) => Some((None, text)),
        Change::Gone(text) => Some((Some("del"), text)),
        Change::New(_) => None,
    }
}

fn after(change: &Change) -> Option<(Option<&str>, &str)> {
    match change {
        Change::Same(text) => Some((None, text)),
        Change::New(text) => Some((Some("ins"), text)),
        Change::Gone(_) => None,
    }
}

/// `content/film/plan.ja.md:12`.
pub(super) fn place((file, line): &(String, usize)) -> String {
    format!("{file}:{line}")
}
