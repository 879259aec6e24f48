//! What git knows of a site's files. Without git, or outside a repository, it knows nothing, and nobody needs it to.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use jiff::Timestamp;

/// The repository in which a site lies.
#[derive(Debug, Clone)]
pub struct Git {
    root: PathBuf,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// When it was made.
    pub time: Timestamp,
}

impl Git {
    /// The repository around the site in `root`, where there is one and git is installed.
    #[must_use]
    pub fn around(root: &Path) -> Option<Git> {
        let git = Git {
            root: root.to_owned(),
        };
        let answer = git.ask(&["rev-parse", "--is-inside-work-tree"])?;
        (answer.trim() == "true").then_some(git)
    }

    /// The text of a blob, read as the site's own files are: without a BOM, with LF.
    #[must_use]
    pub fn blob(&self, id: &str) -> Option<Arc<str>> {
        let is_id = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then(|| {
            self.ask(&["cat-file", "blob", id])
                .map(|text| as_read(&text))
        })?
    }

    /// The text that a file had at a commit. `file` counts from the site's root.
    #[must_use]
    pub fn at(&self, commit: &str, file: &Path) -> Option<Arc<str>> {
        let file = format!("{commit}:./{}", file.to_str()?);
        self.ask(&["show", "--no-textconv", &file])
            .map(|text| as_read(&text))
    }

    /// The texts that a file had, from the newest commit on, each read when it is asked for; of commits that changed it no
    /// more than `most`.
    pub fn versions(&self, file: &Path, most: usize) -> impl Iterator<Item = Arc<str>> {
        let most = most.to_string();
        let commits = file
            .to_str()
            .and_then(|name| self.ask(&["log", "--format=%H", "--max-count", &most, "--", name]));
        let commits: Vec<String> = commits
            .iter()
            .flat_map(|ids| ids.lines().map(str::to_owned))
            .collect();
        commits
            .into_iter()
            .filter_map(move |commit| self.at(&commit, file))
    }

    /// The last commit that changed a file; none for a file with changes that are not committed.
    #[must_use]
    pub fn last_change(&self, file: &Path) -> Option<Commit> {
        let file = file.to_str()?;
        let changes = self.ask(&["status", "--porcelain", "--", file])?;
        if !changes.is_empty() {
            return None;
        }
        let line = self.ask(&["log", "-1", "--format=%H %ct", "--", file])?;
        let (id, seconds) = line.trim().split_once(' ')?;
        Some(Commit {
            id: id.to_owned(),
            time: Timestamp::from_second(seconds.parse().ok()?).ok()?,
        })
    }

    /// When each of these files last changed, from the newest commits on, until all are found.
    #[must_use]
    pub fn last_changes(&self, files: &BTreeSet<String>) -> BTreeMap<String, Timestamp> {
        let mut found = BTreeMap::new();
        if files.is_empty() {
            return found;
        }
        let mut command = self.command(&[
            "log",
            "--format=%x00%ct",
            "--name-only",
            "--relative",
            "-z",
            "--",
            ".",
        ]);
        let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
            return found;
        };
        if let Some(output) = child.stdout.take() {
            let mut time = None;
            for part in BufReader::new(output).split(0) {
                let Ok(part) = part else {
                    break;
                };
                let part = String::from_utf8_lossy(&part);
                let part = part.trim_matches('\n');
                if let Some(seconds) = part.lines().next().and_then(|line| line.parse().ok()) {
                    time = Timestamp::from_second(seconds).ok();
                }
                let name = part.lines().last().unwrap_or_default();
                if let (Some(time), true) = (time, files.contains(name)) {
                    found.entry(name.to_owned()).or_insert(time);
                }
                if found.len() == files.len() {
                    break;
                }
            }
        }
        let _ = child.kill();
        let _ = child.wait();
        found
    }

    /// The files below the site's root that differ between the commit at which this branch left `reference` and the
    /// present work tree, untracked ones too.
    ///
    /// # Errors
    /// What git says: there is no such reference, or its history is not here.
    pub fn changed_since(&self, reference: &str) -> Result<BTreeSet<String>, String> {
        let base = self.told(&["merge-base", "--", reference, "HEAD"])?;
        let tracked = self.told(&[
            "diff",
            "--name-only",
            "--relative",
            "-z",
            base.trim(),
            "--",
            ".",
        ])?;
        let untracked = self.told(&[
            "ls-files",
            "--others",
            "--exclude-standard",
            "-z",
            "--",
            ".",
        ])?;
        let names = tracked.split('\0').chain(untracked.split('\0'));
        Ok(names
            .filter(|name| !name.is_empty())
            .map(|name| crate::unicode::nfc(name).into_owned())
            .collect())
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.root)
            .args(["-c", "core.quotePath=false"])
            .args(arguments)
            // In a hook these name the repository from another folder.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command(arguments).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn told(&self, arguments: &[&str]) -> Result<String, String> {
        let output = self
            .command(arguments)
            .stderr(Stdio::piped())
            .output()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        Err(match said.is_empty() {
            true => "the two have no history in common here".to_owned(),
            false => said.to_owned(),
        })
    }
}

fn as_read(text: &str) -> Arc<str> {
    text.trim_start_matches('\u{FEFF}')
        .replace("\r\n", "\n")
        .into()
}
