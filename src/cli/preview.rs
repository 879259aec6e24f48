//! What `serve` says while it runs: addresses on standard output, all else on standard error.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use super::browser;
use super::line::Status;
use super::terminal::Terminal;
use crate::diag::Strictness;
use crate::diag::print::{human, visible_line};
use crate::serve::{News, Rebuilt, Say, Step};

/// How many changed files are named.
const NAMED: usize = 3;

/// Whoever says it; `opens` is whether the site is opened in the browser when it can be looked at.
pub(super) fn speaker(opens: bool) -> Say {
    let status = Status::new();
    Arc::new(move |news| tell(news, &status, opens))
}

/// Says it. A preview goes on when nobody listens.
fn tell(news: &News<'_>, status: &Status, opens: bool) {
    match news {
        News::Listening { urls } => {
            status.end();
            let mut out = io::stdout().lock();
            let _ = out
                .write_all(addresses(urls).as_bytes())
                .and_then(|()| out.flush());
            let first = urls.first().filter(|_| opens);
            if first.is_some_and(|(_, url)| !browser::open(url)) {
                status.write("there is no program here that opens a browser\n");
            }
        }
        News::Step(Step::Making) => status.set("making the site".to_owned()),
        News::Step(Step::Rendering { done, total }) => {
            status.set(format!("looking at all pages: {done} of {total}"));
        }
        News::Step(Step::Done) => status.end(),
        News::Rebuilt(rebuilt) => status.write(&line(rebuilt)),
        News::Problems(problems) => {
            let terminal = Terminal::of(&io::stderr());
            status.write(&human(
                problems,
                Strictness::Lenient,
                terminal.colour,
                terminal.width,
            ));
        }
        News::Polling { reason } => status.write(&format!(
            "{}: all files are looked at twice a second instead\n",
            visible_line(reason)
        )),
    }
}

/// Addresses below each other, then how to end it.
fn addresses(urls: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, url) in urls {
        let name = visible_line(name);
        let gap = if name.is_empty() { "" } else { "  " };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{url}{gap}{name}");
    }
    text.push_str("Ctrl-C ends the preview\n");
    text
}

/// One line for one rebuild.
fn line(rebuilt: &Rebuilt<'_>) -> String {
    let mut what: Vec<String> = rebuilt
        .changed
        .iter()
        .take(NAMED)
        .map(|path| visible_line(path).into_owned())
        .collect();
    match rebuilt.changed.len().saturating_sub(NAMED) {
        0 if what.is_empty() && !rebuilt.is_partial => {
            what.push("the day of a page has come".to_owned());
        }
        0 if rebuilt.is_partial => what.push("many files".to_owned()),
        0 => {}
        more if rebuilt.is_partial => what.push(format!("more than {more} others")),
        more => what.push(format!("{more} more")),
    }
    let mut text = format!("{}: {} parsed", what.join(", "), rebuilt.parsed);
    // Writing to a string does not fail.
    let _ = match rebuilt.is_shown {
        true => write!(
            text,
            ", {} rendered, {} new",
            rebuilt.rendered, rebuilt.differing
        ),
        false => Ok(()),
    };
    let _ = write!(text, ", {} ms", rebuilt.time.as_millis());
    if !rebuilt.is_shown {
        text.push_str("; has errors, so the site before is still shown");
    } else if rebuilt.left > 0 {
        let _ = write!(text, "; {} were left for the next change", rebuilt.left);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn lines() {
        let rows: [(&[&str], bool, bool, usize, &str); 7] = [
            (
                &["content/a.md"],
                false,
                true,
                0,
                "content/a.md: 2 parsed, 5 rendered, 3 new, 12 ms\n",
            ),
            (
                &["a", "b", "c", "d", "e"],
                false,
                true,
                0,
                "a, b, c, 2 more: 2 parsed, 5 rendered, 3 new, 12 ms\n",
            ),
            (
                &["a", "b", "c", "d"],
                true,
                true,
                0,
                "a, b, c, more than 1 others: 2 parsed, 5 rendered, 3 new, 12 ms\n",
            ),
            (
                &[],
                false,
                true,
                0,
                "the day of a page has come: 2 parsed, 5 rendered, 3 new, 12 ms\n",
            ),
            (
                &[],
                true,
                true,
                0,
                "many files: 2 parsed, 5 rendered, 3 new, 12 ms\n",
            ),
            (
                &["a"],
                false,
                true,
                7,
                "a: 2 parsed, 5 rendered, 3 new, 12 ms; 7 were left for the next change\n",
            ),
            (
                &["a\u{1b}[2J\nb"],
                false,
                false,
                7,
                "a␛[2J␊b: 2 parsed, 12 ms; has errors, so the site before is still shown\n",
            ),
        ];
        for (changed, is_partial, is_shown, left, expected) in rows {
            let changed: BTreeSet<String> = changed.iter().map(|path| (*path).to_owned()).collect();
            let text = line(&Rebuilt {
                changed: &changed,
                is_partial,
                parsed: 2,
                rendered: 5,
                differing: 3,
                left,
                is_shown,
                time: Duration::from_micros(12_900),
            });
            assert_eq!(text, expected);
        }
    }
}
