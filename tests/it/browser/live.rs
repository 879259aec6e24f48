//! A preview as an editor has it open beside the text: pages follow what is saved, and nothing else moves.
//!
//! That a page was not loaded again is told by a mark on its window, which does not outlive it, after something else has
//! shown that the news came.

mod connection;
mod navigate;
mod problems;
mod reload;
mod swap;

use super::chromium::Chromium;
use crate::harness::Site;
use crate::serve::preview::Preview;

/// A site, its preview, and a browser with one tab that shows nothing yet.
struct Live<'site> {
    site: &'site Site,
    preview: Option<Preview<'site>>,
    browser: Chromium,
    port: u16,
}

impl<'site> Live<'site> {
    /// `None` without a browser.
    fn start(site: &'site Site, flags: &[&str]) -> Option<Self> {
        let browser = Chromium::start()?;
        let preview = Preview::start(site, flags);
        Some(Live {
            site,
            port: preview.port(),
            preview: Some(preview),
            browser,
        })
    }

    fn preview(&mut self) -> &mut Preview<'site> {
        self.preview.as_mut().unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Opens a page, marks it, and waits until it hears what is new.
    #[track_caller]
    fn open(&mut self, path: &str) {
        let url = self.url(path);
        self.browser.go(&url);
        self.mark();
        self.listens();
    }

    /// Waits until the page has heard the state that every page is told first, and has asked what it would be now.
    #[track_caller]
    fn listens(&mut self) {
        self.browser.wait(LOOKED);
    }

    #[track_caller]
    fn open_in_new_tab(&mut self, path: &str) -> usize {
        let tab = self.browser.open_tab();
        self.open(path);
        tab
    }

    #[track_caller]
    fn mark(&mut self) {
        self.browser.value("void (window.mark = true)");
    }

    /// Waits for a page with this text that was loaded after the mark, and marks it.
    #[track_caller]
    fn comes_anew(&mut self, text: &str) {
        self.browser
            .wait(&format!("!window.mark && {}", shows(text)));
        self.mark();
        self.listens();
    }

    #[track_caller]
    fn is_marked(&mut self) {
        assert_eq!(self.browser.value("window.mark"), true, "loaded again");
    }

    /// Writes a file in one step, as editors do: nobody sees a half of it.
    fn save(&self, path: &str, text: &str) {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let draft = format!("{folder}/.{name}.swp");
        self.site.write(&draft, text).rename(&draft, path);
    }

    /// How many pages the tab has begun since then.
    fn pages_since(&self, mark: usize) -> usize {
        self.browser.events(mark, "Page.frameNavigated").len()
    }

    /// Ends everything; nobody may have complained but of these.
    #[track_caller]
    fn end(mut self, expected: &[&str]) {
        let complaints = self.browser.complaints();
        let others: Vec<String> = complaints
            .into_iter()
            .filter(|complaint| !expected.iter().any(|part| complaint.contains(part)))
            .collect();
        assert!(others.is_empty(), "{}", others.join("\n"));
    }
}

/// The page has been told something, and has asked.
const LOOKED: &str = "performance.getEntriesByType('resource')
    .some(({name, responseEnd}) => name.includes('/_yuimaru/page?') && responseEnd > 0)";

/// Whether a text is in the page.
fn shows(text: &str) -> String {
    format!("document.readyState === 'complete' && document.body.innerText.includes('{text}')")
}

/// A picture of one colour.
fn picture(width: u32, height: u32, colour: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{colour}\"/></svg>\n"
    )
}
