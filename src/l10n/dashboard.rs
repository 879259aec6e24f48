//! The state of all translations as one HTML file, for people who do not read terminals.
//!
//! It is opened from a disk, sent by mail, and published beside a site: it asks for nothing from anywhere, needs no
//! script, and holds a text only where somebody has to look at it.

mod html;
mod overview;
mod page;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::diag::Severity;
use html::Html;
use words::{Tone, WORDS};

/// All that the page shows. Nothing is looked up: whoever fills it says what is so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dashboard {
    /// The site's title.
    pub site: String,
    /// The languages, in the order of the columns.
    pub languages: Vec<Language>,
    /// The pages, in the order of the rows.
    pub pages: Vec<PageRow>,
    /// Messages, each once per language; those that are current are only counted.
    pub messages: Vec<MessageRow>,
}

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Language {
    /// As in `languages` of `site.yaml`: `zh`.
    pub code: String,
    /// For browsers and screen readers: `zh-Hans`.
    pub tag: String,
    /// In itself: 简体中文.
    pub name: String,
}

/// A page in all its languages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageRow {
    /// `film/plan`.
    pub key: String,
    /// Its title in the language that it is translated from.
    pub title: String,
    /// The code of that language.
    pub origin: String,
    /// What it is in each language; a language without one is left empty.
    pub cells: Vec<Cell>,
    /// The blocks to look at, in the order of the text, those of a language together. Current ones are left out.
    pub blocks: Vec<BlockRow>,
}

/// A page in one language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The code of the language.
    pub lang: String,
    /// The state, as in JSON: `stale`.
    pub state: String,
    /// The share of characters that are current.
    pub percent: f64,
    /// How many characters that is a share of: what the page counts in the totals of its language.
    pub characters: usize,
    /// How much it matters.
    pub severity: Option<Severity>,
    /// How many blocks are not current.
    pub stale: usize,
    /// For how long, in words.
    pub age: Option<String>,
}

/// A block of a page in one language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BlockRow {
    /// What it is, as in JSON: `paragraph`.
    pub kind: String,
    /// The state, as in JSON: `changed`.
    pub state: String,
    /// How much it matters.
    pub severity: Option<Severity>,
    /// The code of the translation's language.
    pub lang: String,
    /// The code of the language that it was made from.
    pub from: String,
    /// The kinds of facts that changed, as in JSON: `date`.
    pub facts: Vec<String>,
    /// What the source said when the translation was accepted, where that is known.
    pub then: Option<String>,
    /// What the source says now.
    pub now: Option<String>,
    /// What the translation says.
    pub translation: Option<String>,
    /// Where the source is: file and line.
    pub source_place: Option<(String, usize)>,
    /// Where the translation is: file and line.
    pub translation_place: Option<(String, usize)>,
}

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MessageRow {
    /// `nav-film`.
    pub id: String,
    /// The code of the language.
    pub lang: String,
    /// The state, as in JSON.
    pub state: String,
    /// How much it matters.
    pub severity: Option<Severity>,
    /// Where it is: file and line.
    pub place: Option<(String, usize)>,
}

/// The page as HTML.
#[must_use]
pub fn html(dashboard: &Dashboard) -> String {
    let title = format!("{}: {}", WORDS.title, dashboard.site);
    let mut out = Html::document("en", &title, include_str!("dashboard/style.css"));
    let look = Look::new(dashboard);
    out.open("header", "");
    out.element("h1", "", WORDS.title);
    out.element("p", "class=\"site\"", &dashboard.site);
    out.close("header");
    out.open("main", "");
    look.totals(&mut out);
    look.matrix(&mut out);
    look.current(&mut out);
    look.messages(&mut out);
    let mut with_blocks = look.with_blocks().peekable();
    if with_blocks.peek().is_some() {
        out.element("h2", "", WORDS.blocks);
    }
    for (number, row) in with_blocks {
        page::page(&look, number, row, &mut out);
    }
    words::legend(&mut out);
    out.close("main");
    out.finish()
}

/// A dashboard, and what is looked up in it often.
struct Look<'a> {
    dashboard: &'a Dashboard,
    /// By the code of the language.
    tags: HashMap<&'a str, &'a str>,
    /// The codes of languages that pages are translated into.
    translated: HashSet<&'a str>,
}

impl<'a> Look<'a> {
    fn new(dashboard: &'a Dashboard) -> Self {
        let cells = dashboard.pages.iter().flat_map(|row| &row.cells);
        let tags = |language: &'a Language| (&*language.code, &*language.tag);
        Look {
            dashboard,
            tags: dashboard.languages.iter().map(tags).collect(),
            translated: cells.map(|cell| &*cell.lang).collect(),
        }
    }

    /// The attribute for texts of a language; none where nobody said which it is.
    fn lang(&self, code: &str) -> String {
        match self.tags.get(code) {
            Some(tag) => html::attribute("lang", tag),
            None => String::new(),
        }
    }

    fn name(&self, code: &'a str) -> &'a str {
        let language = self
            .dashboard
            .languages
            .iter()
            .find(|each| each.code == code);
        language.map_or(code, |language| &language.name)
    }

    /// Pages with blocks to look at, with the numbers that they are linked by.
    fn with_blocks(&self) -> impl Iterator<Item = (usize, &'a PageRow)> {
        let pages = self.dashboard.pages.iter().enumerate();
        pages.filter(|(_, row)| !row.blocks.is_empty())
    }
}

/// A state in words, in colour, and how much it matters.
fn state(name: &str, severity: Option<Severity>, out: &mut Html) {
    let (tone, word) = match severity {
        Some(Severity::Error) => (Tone::Bad, Some(WORDS.error)),
        Some(Severity::Warning | Severity::Finding) => (Tone::of_state(name), Some(WORDS.warning)),
        None => (Tone::of_state(name), None),
    };
    let class = format!("class=\"state {}\"", tone.class());
    match word {
        Some(word) => out.element("span", &class, &format!("{name}: {word}")),
        None => out.element("span", &class, name),
    }
}
