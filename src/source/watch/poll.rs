//! Looking at every file again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;

use super::git::Git;
use super::relevant::relevant;
use super::{Batch, FOLDERS, time_until};
use crate::source::CONFIG;
use crate::source::read::{number, stamp};

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// How long to wait before looking again whether git is still writing.
const SHORT: Duration = Duration::from_millis(20);

/// A look may take one part in so many of the time.
const SHARE: u32 = 10;

/// Finds changes by comparing what lies in the site's folders with what lay there before.
#[derive(Debug)]
pub(super) struct Poll {
    root: PathBuf,
    seen: Seen,
    git: Git,
}

/// What identifies each file's state, by its path from the root.
type Seen = BTreeMap<String, Stamp>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    /// As in `SourceFile::modified`: nothing for two seconds after a change, then its time. So a file that changed is
    /// told of once more when it has come to rest, and no second change within one tick of the clock is missed.
    modified: i128,
    file: u64,
}

impl Poll {
    /// Takes the first look.
    pub(super) fn new(root: &Path) -> Poll {
        Poll {
            root: root.to_owned(),
            seen: look(root),
            git: Git::of(root),
        }
    }

    /// Waits until something is other than before.
    pub(super) fn next(&mut self, until: Option<Instant>) -> Batch {
        let mut pause = PAUSE;
        loop {
            let left = time_until(until);
            std::thread::sleep(pause.min(left));
            self.git.wait(|| std::thread::sleep(SHORT));
            let start = Instant::now();
            let seen = look(&self.root);
            let paths = differences(&self.seen, &seen);
            self.seen = seen;
            if !paths.is_empty() || time_until(until).is_zero() {
                return Batch {
                    paths,
                    ..Batch::default()
                };
            }
            pause = PAUSE.max(start.elapsed() * SHARE);
        }
    }
}

fn look(root: &Path) -> Seen {
    let now = SystemTime::now();
    let mut seen = Seen::new();
    let tops = FOLDERS.iter().chain([&CONFIG]).map(|top| root.join(top));
    for top in tops {
        let is_wanted = |path: &Path| path.strip_prefix(root).ok().and_then(relevant);
        let walk = WalkDir::new(&top)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| is_wanted(entry.path()).is_some());
        // What cannot be looked at is as good as gone: when that changes, the site does.
        for entry in walk.filter_map(Result::ok) {
            let (Some(path), Ok(metadata)) = (is_wanted(entry.path()), entry.metadata()) else {
                continue;
            };
            let stamp = match metadata.is_dir() {
                true => Stamp {
                    size: 0,
                    modified: 0,
                    file: 0,
                },
                false => Stamp {
                    size: metadata.len(),
                    modified: stamp(&metadata, now),
                    file: number(&metadata),
                },
            };
            seen.insert(path, stamp);
        }
    }
    seen
}

fn differences(before: &Seen, after: &Seen) -> BTreeSet<String> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let other = after
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(stamp))
        .map(|(path, _)| path);
    gone.chain(other).cloned().collect()
}
