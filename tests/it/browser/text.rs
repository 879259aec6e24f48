//! Texts in the default theme, measured character by character: where lines end, how wide and in which font characters
//! are, what emphasis and readings do to lines.

mod emphasis;
mod lines;
mod readings;
mod switches;

use std::io::Write as _;
use std::process::Command;

use super::chromium::Chromium;
use super::server::Server;
use crate::harness::Site;

/// Phones, a tablet, a desk.
const WIDTHS: [u32; 8] = [320, 344, 360, 375, 390, 412, 768, 1280];

const LANGUAGES: [&str; 3] = ["ja", "zh", "en"];

/// A site of one page a language, served, and a browser.
struct Texts {
    browser: Chromium,
    server: Server,
    _site: Site,
}

impl Texts {
    /// `None`, said aloud, where there is no browser or no font to measure.
    fn start(texts: [&str; 3]) -> Option<Self> {
        Self::start_with(texts, "")
    }

    /// The same with more in `site.yaml`.
    fn start_with(texts: [&str; 3], more: &str) -> Option<Self> {
        let browser = Chromium::start()?;
        if !has_font() {
            return None;
        }
        let site = Site::empty();
        site.write(
            "site.yaml",
            &format!(
                "title: {{ja: 見本, zh: 样例, en: Sample}}\nbase_url: https://example.org/\ndefault_language: ja\n\
                 languages:\n  ja: {{name: 日本語, tag: ja}}\n  zh: {{name: 简体中文, tag: zh-Hans}}\n  en: {{name: English, tag: en}}\n{more}"
            ),
        );
        for (language, text) in LANGUAGES.iter().zip(texts) {
            site.write(
                &format!("content/_index.{language}.md"),
                "---\ntitle: Home\n---\n",
            );
            site.write(&format!("content/text.{language}.md"), text);
        }
        site.build().assert_status(0);
        let server = Server::of(site.path("public"));
        Some(Texts {
            browser,
            server,
            _site: site,
        })
    }

    /// Goes to the text in a language.
    #[track_caller]
    fn go(&mut self, language: &str) -> &mut Chromium {
        let url = self.server.url(&format!("/{language}/text/"));
        self.browser.go(&url);
        &mut self.browser
    }
}

/// `tests/run` installs it, and looks for the same.
fn has_font() -> bool {
    let list = Command::new("fc-list")
        .args(["Noto Sans CJK SC", "family"])
        .output();
    let has = match list {
        Ok(list) => !list.stdout.is_empty(),
        // Without fontconfig's own tools, the place where the package puts it.
        Err(_) => std::fs::read_dir("/usr/share/fonts").is_ok_and(|mut folders| {
            folders.any(|folder| {
                folder
                    .is_ok_and(|folder| folder.path().join("noto/NotoSansCJK-Regular.ttc").exists())
            })
        }),
    };
    if !has {
        assert!(
            std::env::var_os("CI").is_none_or(|value| value.is_empty() || value == "false"),
            "no Noto Sans CJK, and CI has to have it: ./tests/run installs it"
        );
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let _ = writeln!(std::io::stderr(), "SKIPPED: {test}: no Noto Sans CJK");
    }
    has
}

/// In the page: `characters(element)`, the boxes of the characters of an element without its readings, in order, and
/// `lines(element)`, the same by line. A line begins where a character stands left of the one before and below its middle.
const MEASURE: &str = "
    const characters = element => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.parentElement.closest('rt, rp')) continue;
            for (let at = 0; at < node.length; at++) {
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                // Where a line breaks before it, a character has an empty box at the end of the line before, too.
                const box = [...range.getClientRects()].filter(box => box.width > 0).at(-1);
                if (box && node.data[at].trim()) found.push({text: node.data[at], left: box.left, right: box.right, top: box.top, bottom: box.bottom, width: box.width});
            }
        }
        return found;
    };
    const lines = element => {
        const all = [];
        for (const character of characters(element)) {
            const before = all.at(-1)?.at(-1);
            if (!before || (character.left < before.left && character.bottom > before.bottom)) all.push([]);
            all.at(-1).push(character);
        }
        return all;
    };
    const size = element => parseFloat(getComputedStyle(element).fontSize);
    const one = selector => document.querySelector(selector);
";

/// An expression with [`MEASURE`] at hand.
fn measure(expression: &str) -> String {
    format!("(() => {{{MEASURE} return {expression}; }})()")
}

/// The value of an expression with [`MEASURE`] at hand.
#[track_caller]
fn number(browser: &mut Chromium, expression: &str) -> f64 {
    let value = browser.value(&measure(expression));
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{expression}: {value}"))
}

#[track_caller]
fn texts(browser: &mut Chromium, expression: &str) -> Vec<String> {
    browser.texts(&measure(expression))
}

/// How far each line of an element is below the one before, and the computed line height first of all.
#[track_caller]
fn pitches(browser: &mut Chromium, selector: &str) -> Vec<f64> {
    let expression = format!(
        "[parseFloat(getComputedStyle(one('{selector}')).lineHeight), ...lines(one('{selector}'))
            // Of the characters that are in the element itself: others may be smaller, or of another font.
            .map(line => line.find(({{text}}) => 'あ的a'.includes(text)).bottom)
            .map((bottom, at, all) => at ? bottom - all[at - 1] : 0).slice(1)]"
    );
    serde_json::from_value(browser.value(&measure(&expression))).unwrap()
}
