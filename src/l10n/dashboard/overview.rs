//! What stands above the single pages: languages, the matrix, messages.

use super::html::{Html, attribute};
use super::page::place;
use super::words::{Tone, WORDS, bounded, count, percent};
use super::{Cell, Language, Look, MessageRow, PageRow, state};
use crate::diag::Severity;

impl<'a> Look<'a> {
    pub(super) fn totals(&self, out: &mut Html) {
        out.open("section", "aria-labelledby=\"totals\"");
        out.element("h2", "id=\"totals\"", WORDS.totals);
        out.open("div", "class=\"totals\"");
        for language in &self.dashboard.languages {
            let total = Total::of(&language.code, &self.dashboard.pages);
            if total.pages == 0 {
                continue;
            }
            out.open("div", "class=\"total\"");
            out.element("h3", &attribute("lang", &language.tag), &language.name);
            out.open("p", "class=\"share\"");
            out.element("strong", "", &percent(total.percent()));
            out.close("p");
            out.bar(total.percent(), Tone::of_share(total.percent()).class());
            out.element("p", "", &total.told());
            out.close("div");
        }
        out.close("div");
        out.close("section");
    }

    pub(super) fn matrix(&self, out: &mut Html) {
        out.open("section", "aria-labelledby=\"pages\"");
        out.element("h2", "id=\"pages\"", WORDS.pages);
        let pages = self.dashboard.pages.iter().enumerate();
        let mut waiting = pages.filter(|(_, row)| !is_current(row)).peekable();
        if waiting.peek().is_none() {
            out.element("p", "class=\"good\"", WORDS.all_current);
            out.close("section");
            return;
        }
        out.open(
            "div",
            "class=\"scroll\" role=\"region\" aria-labelledby=\"pages\" tabindex=\"0\"",
        );
        out.open("table", "class=\"matrix\"");
        out.open("thead", "");
        out.open("tr", "");
        out.element("th", "scope=\"col\"", WORDS.page);
        for language in self.columns() {
            let lang = attribute("lang", &language.tag);
            out.element("th", &format!("scope=\"col\" {lang}"), &language.name);
        }
        out.close("tr");
        out.close("thead");
        out.open("tbody", "");
        for (number, row) in waiting {
            self.row(number, row, out);
        }
        out.close("tbody");
        out.close("table");
        out.close("div");
        out.close("section");
    }

    /// The languages that something is translated into: one that is always the original would be an empty column.
    fn columns(&self) -> impl Iterator<Item = &'a Language> {
        let languages = self.dashboard.languages.iter();
        languages.filter(|language| self.translated.contains(&*language.code))
    }

    fn row(&self, number: usize, row: &PageRow, out: &mut Html) {
        out.open("tr", "");
        out.open("th", "scope=\"row\"");
        match row.blocks.is_empty() {
            true => out.element("span", &self.lang(&row.origin), &row.title),
            false => {
                let href = format!("href=\"#page-{number}\" {}", self.lang(&row.origin));
                out.element("a", &href, &row.title);
            }
        }
        out.element("code", "", &row.key);
        out.close("th");
        for language in self.columns() {
            out.open("td", "");
            match row.cells.iter().find(|cell| cell.lang == language.code) {
                Some(cell) => cell_of(cell, out),
                None if language.code == row.origin => {
                    out.element("span", "class=\"quiet\"", WORDS.origin);
                }
                None => {}
            }
            out.close("td");
        }
        out.close("tr");
    }

    pub(super) fn current(&self, out: &mut Html) {
        let current: Vec<&PageRow> = self
            .dashboard
            .pages
            .iter()
            .filter(|row| is_current(row))
            .collect();
        if current.is_empty() {
            return;
        }
        out.open("details", "class=\"current\"");
        let told = format!(
            "{} {}",
            count(current.len(), WORDS.one_page),
            WORDS.are_current
        );
        out.element("summary", "", &told);
        out.open("ul", "");
        for row in current {
            out.open("li", "");
            out.element("span", &self.lang(&row.origin), &row.title);
            out.element("code", "", &row.key);
            out.close("li");
        }
        out.close("ul");
        out.close("details");
    }

    pub(super) fn messages(&self, out: &mut Html) {
        let all = &self.dashboard.messages;
        if all.is_empty() {
            return;
        }
        out.open("section", "aria-labelledby=\"messages\"");
        out.element("h2", "id=\"messages\"", WORDS.messages);
        let waiting: Vec<&MessageRow> = all.iter().filter(|row| !is_settled(&row.state)).collect();
        let current = all.len() - waiting.len();
        let messages = count(all.len(), WORDS.one_message);
        let told = format!("{current} / {messages} {}", WORDS.current_of_them);
        out.element("p", "", &told);
        if !waiting.is_empty() {
            self.waiting_messages(&waiting, out);
        }
        out.close("section");
    }

    fn waiting_messages(&self, waiting: &[&'a MessageRow], out: &mut Html) {
        out.open(
            "div",
            "class=\"scroll\" role=\"region\" aria-labelledby=\"messages\" tabindex=\"0\"",
        );
        out.open("table", "");
        out.open("thead", "");
        out.open("tr", "");
        for heading in [WORDS.message, WORDS.language, WORDS.state, WORDS.place] {
            out.element("th", "scope=\"col\"", heading);
        }
        out.close("tr");
        out.close("thead");
        out.open("tbody", "");
        for row in waiting {
            out.open("tr", "");
            out.open("th", "scope=\"row\"");
            out.element("code", "", &row.id);
            out.close("th");
            out.element("td", &self.lang(&row.lang), self.name(&row.lang));
            out.open("td", "");
            state(&row.state, row.severity, out);
            out.close("td");
            let place = row.place.as_ref().map(place).unwrap_or_default();
            out.open("td", "");
            out.element("code", "", &place);
            out.close("td");
            out.close("tr");
        }
        out.close("tbody");
        out.close("table");
        out.close("div");
    }
}

/// What a language has of all pages.
#[derive(Default)]
struct Total {
    pages: usize,
    current: usize,
    stale: usize,
    characters: f64,
    current_characters: f64,
}

impl Total {
    fn of(code: &str, pages: &[PageRow]) -> Self {
        let cells = pages.iter().flat_map(|row| &row.cells);
        let mut total = Total::default();
        for cell in cells.filter(|cell| cell.lang == code && cell.state != "excluded") {
            let characters = cell.characters.max(1) as f64;
            total.pages += 1;
            total.current += usize::from(is_settled(&cell.state));
            total.stale += cell.stale;
            total.characters += characters;
            total.current_characters += characters * bounded(cell.percent) / 100.0;
        }
        total
    }

    fn percent(&self) -> f64 {
        match self.pages == self.current {
            true => 100.0,
            false => self.current_characters / self.characters.max(1.0) * 100.0,
        }
    }

    fn told(&self) -> String {
        let pages = count(self.pages, WORDS.one_page);
        let mut told = format!("{} / {pages} {}", self.current, WORDS.current_of_them);
        if self.stale > 0 {
            told.push_str(&format!(
                ", {} {}",
                count(self.stale, WORDS.one_block),
                WORDS.to_do
            ));
        }
        told
    }
}

/// Whether nobody has to do anything.
fn is_settled(state: &str) -> bool {
    matches!(state, "current" | "excluded")
}

fn is_current(row: &PageRow) -> bool {
    row.cells.iter().all(|cell| is_settled(&cell.state))
}

fn cell_of(cell: &Cell, out: &mut Html) {
    state(&cell.state, cell.severity, out);
    let has_text = !matches!(&*cell.state, "missing" | "excluded" | "untracked");
    if has_text {
        let tone = match cell.severity {
            Some(Severity::Error) => Tone::Bad,
            _ => Tone::of_state(&cell.state),
        };
        out.element("span", "class=\"share\"", &percent(cell.percent));
        out.bar(cell.percent, tone.class());
    }
    let mut more = Vec::new();
    if cell.stale > 0 {
        more.push(count(cell.stale, WORDS.one_block));
    }
    if let Some(age) = &cell.age {
        more.push(format!("{} {age}", WORDS.for_long));
    }
    if !more.is_empty() {
        out.element("span", "class=\"quiet\"", &more.join(", "));
    }
}
