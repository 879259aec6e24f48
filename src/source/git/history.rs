//! What `git log --raw -z` says, part by part.

use std::io::{BufRead, Split};

use jiff::Timestamp;

use super::Commit;

/// How commits are asked for: a byte that no raw line begins with, the id and the seconds.
pub(super) const FORMAT: &str = "--format=%x01%H %ct";

/// One part of a log.
pub(super) enum Part {
    /// What follows is of this commit.
    Commit(Commit),
    /// What it did to a file.
    File(FileChange),
}

/// What a commit did to a file.
pub(super) struct FileChange {
    /// The file says what it said before: it was moved, or may be executed now.
    pub(super) says_the_same: bool,
    /// There was none of this name.
    pub(super) is_new: bool,
    /// From the folder in which git was asked.
    pub(super) path: String,
    /// What it was called before, where it was moved.
    pub(super) old_path: Option<String>,
}

/// The parts of the output of `git log` with [`FORMAT`], `--raw`, `--no-abbrev` and `-z`. Names are taken for UTF-8.
pub(super) struct History<R>(Split<R>);

impl<R: BufRead> History<R> {
    pub(super) fn read(output: R) -> Self {
        History(output.split(0))
    }

    fn token(&mut self) -> Option<String> {
        let token = self.0.next()?.ok()?;
        Some(
            String::from_utf8_lossy(&token)
                .trim_start_matches('\n')
                .to_owned(),
        )
    }
}

impl<R: BufRead> Iterator for History<R> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        loop {
            let token = self.token()?;
            if let Some(commit) = token.strip_prefix('\u{1}').and_then(commit) {
                return Some(Part::Commit(commit));
            }
            // `mode mode blob blob status`
            let Some(raw) = token.strip_prefix(':') else {
                continue;
            };
            let mut fields = raw.split(' ').skip(2);
            let says_the_same = fields.next()? == fields.next()?;
            let status = fields.next()?;
            let (is_moved, is_new) = (status.starts_with(['R', 'C']), status.starts_with('A'));
            let old_path = match is_moved {
                true => Some(self.token()?),
                false => None,
            };
            return Some(Part::File(FileChange {
                says_the_same,
                is_new,
                path: self.token()?,
                old_path,
            }));
        }
    }
}

/// `id seconds`
pub(super) fn commit(line: &str) -> Option<Commit> {
    let (id, seconds) = line.trim().split_once(' ')?;
    Some(Commit {
        id: id.to_owned(),
        time: Timestamp::from_second(seconds.parse().ok()?).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let log = "\u{1}aa 10\0\n:100644 100644 1 1 R100\0a.md\0b/a.md\0:100644 100755 2 2 M\0c.md\0\u{1}bb 9\0\u{1}cc 8\0\n:000000 100644 0 1 A\0a.md\0";
        let shown = History::read(log.as_bytes()).map(|part| match part {
            Part::Commit(commit) => format!("{} {}", commit.id, commit.time.as_second()),
            Part::File(file) => {
                let FileChange {
                    says_the_same,
                    is_new,
                    path,
                    old_path,
                } = file;
                format!(
                    "{path} {says_the_same} {is_new} {}",
                    old_path.unwrap_or_default()
                )
            }
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                "aa 10",
                "b/a.md true false a.md",
                "c.md true false ",
                "bb 9",
                "cc 8",
                "a.md false true "
            ]
        );
    }
}
