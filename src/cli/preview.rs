//! What `serve` says while it runs: addresses on standard output, all else on standard error.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::terminal::Terminal;
use crate::diag::Strictness;
use crate::diag::print::{human, visible_line};
use crate::serve::{News, Rebuilt};

/// How many changed files are named.
const NAMED: usize = 3;

/// Says it. A preview goes on when nobody listens.
pub(super) fn tell(news: &News<'_>) {
    let _ = match news {
        News::Listening { urls } => {
            let mut out = io::stdout().lock();
            out.write_all(addresses(urls).as_bytes())
                .and_then(|()| out.flush())
        }
        other => io::stderr().lock().write_all(message(other).as_bytes()),
    };
}

fn message(news: &News<'_>) -> String {
    match news {
        News::Listening { urls } => addresses(urls),
        News::Rebuilt(rebuilt) => line(rebuilt),
        News::Problems(problems) => {
            let terminal = Terminal::of(&io::stderr());
            human(
                problems,
                Strictness::Lenient,
                terminal.colour,
                terminal.width,
            )
        }
        News::Polling { reason } => format!(
            "{}: all files are looked at twice a second instead\n",
            visible_line(reason)
        ),
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
    let result = match rebuilt.is_shown {
        true => "",
        false => "; has errors, so the site before is still shown",
    };
    format!(
        "{}: {} parsed, {} ms{result}\n",
        what.join(", "),
        rebuilt.parsed,
        rebuilt.time.as_millis(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn lines() {
        let rows: [(&[&str], bool, bool, &str); 6] = [
            (
                &["content/a.md"],
                false,
                true,
                "content/a.md: 2 parsed, 12 ms\n",
            ),
            (
                &["a", "b", "c", "d", "e"],
                false,
                true,
                "a, b, c, 2 more: 2 parsed, 12 ms\n",
            ),
            (
                &["a", "b", "c", "d"],
                true,
                true,
                "a, b, c, more than 1 others: 2 parsed, 12 ms\n",
            ),
            (
                &[],
                false,
                true,
                "the day of a page has come: 2 parsed, 12 ms\n",
            ),
            (&[], true, true, "many files: 2 parsed, 12 ms\n"),
            (
                &["a\u{1b}[2J\nb"],
                false,
                false,
                "a␛[2J␊b: 2 parsed, 12 ms; has errors, so the site before is still shown\n",
            ),
        ];
        for (changed, is_partial, is_shown, expected) in rows {
            let changed: BTreeSet<String> = changed.iter().map(|path| (*path).to_owned()).collect();
            let text = line(&Rebuilt {
                changed: &changed,
                is_partial,
                parsed: 2,
                is_shown,
                time: Duration::from_micros(12_900),
            });
            assert_eq!(text, expected);
        }
    }
}
