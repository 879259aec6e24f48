//! What git knows of a site's files. Without git, or outside a repository, it knows nothing, and nobody needs it to.

mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use history::{FORMAT, FileChange, History, Part};
use jiff::Timestamp;

/// The repository in which a site lies.
#[derive(Debug, Clone)]
pub struct Git {
    root: PathBuf,
    /// The commits at which the history of a shallow clone begins: what they say of is older.
    beginnings: BTreeSet<String>,
}

/// Commits that are asked for when the last one is wanted that changed what a file says: the others moved it.
const MOVES: &str = "20";

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
        let mut git = Git {
            root: root.to_owned(),
            beginnings: BTreeSet::new(),
        };
        let asked = [
            "rev-parse",
            "--is-inside-work-tree",
            "--git-path",
            "shallow",
        ];
        let answer = git.ask(&asked)?;
        let (is_inside, shallow) = answer.trim_end().split_once('\n')?;
        let beginnings = std::fs::read_to_string(root.join(shallow)).unwrap_or_default();
        git.beginnings = beginnings.lines().map(str::to_owned).collect();
        (is_inside == "true").then_some(git)
    }

    /// What git says where it does not want to look into the repository around the site in `root`: that it belongs to
    /// somebody else, for instance. Nothing where there is none.
    #[must_use]
    pub fn refusal(root: &Path) -> Option<String> {
        let is_repository = |folder: &Path| folder.join(".git").exists();
        let root = root.canonicalize().ok()?;
        root.ancestors().find(|folder| is_repository(folder))?;
        let git = Git {
            root: root.clone(),
            beginnings: BTreeSet::new(),
        };
        let said = git.told(&["rev-parse", "--is-inside-work-tree"]).err()?;
        said.lines().next().map(str::to_owned)
    }

    /// Whether only the end of the history is here.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        !self.beginnings.is_empty()
    }

    /// The folder of the site as the repository names it, with a slash at its end; empty where it is the repository's own.
    #[must_use]
    pub fn folder(&self) -> String {
        let prefix = self.ask(&["rev-parse", "--show-prefix"]);
        prefix.unwrap_or_default().trim_end_matches('\n').to_owned()
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

    /// The last commit that changed what a file says; none for a file with changes that are not committed, and where that
    /// commit is not in the history that is here.
    #[must_use]
    pub fn last_change(&self, file: &Path) -> Option<Commit> {
        let file = file.to_str()?;
        let changes = self.ask(&["status", "--porcelain", "--", file])?;
        if !changes.is_empty() {
            return None;
        }
        let changes = self.changes(file)?;
        let (last, _) = changes.into_iter().find(|(_, file)| !file.says_the_same)?;
        (!self.beginnings.contains(&last.id)).then_some(last)
    }

    /// The text that a file had at a commit, where it may have had another name. `file` counts from the site's root.
    #[must_use]
    pub fn text_at(&self, commit: &str, file: &Path) -> Option<Arc<str>> {
        self.at(commit, file).or_else(|| {
            let changes = self.changes(file.to_str()?)?;
            let is_before = |(before, _): &(Commit, FileChange)| {
                let asked = ["merge-base", "--is-ancestor", &before.id, commit];
                self.ask(&asked).is_some()
            };
            let (_, then) = changes.into_iter().find(is_before)?;
            self.at(commit, Path::new(&then.path))
        })
    }

    /// The newest commits that changed or moved a file, with what they did.
    fn changes(&self, file: &str) -> Option<Vec<(Commit, FileChange)>> {
        let log = self.ask(&[
            "log",
            "--follow",
            FORMAT,
            "--raw",
            "--no-abbrev",
            "--relative",
            "-z",
            "--max-count",
            MOVES,
            "--",
            file,
        ])?;
        let mut commit = None;
        let changes = History::read(log.as_bytes()).filter_map(|part| match part {
            Part::Commit(next) => {
                commit = Some(next);
                None
            }
            Part::File(file) => Some((commit.clone()?, file)),
        });
        Some(changes.collect())
    }

    /// When each of these files last said something else, from the newest commits on, until all are found.
    #[must_use]
    pub fn last_changes(&self, files: &BTreeSet<String>) -> BTreeMap<String, Timestamp> {
        let mut found = BTreeMap::new();
        // By the name at the commit that is read: the name now.
        let mut left: BTreeMap<String, String> = files
            .iter()
            .map(|file| (file.clone(), file.clone()))
            .collect();
        if left.is_empty() {
            return found;
        }
        let mut command = self.command(&[
            "log",
            FORMAT,
            "--raw",
            "--no-abbrev",
            "--find-renames",
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
            for part in History::read(BufReader::new(output)) {
                match part {
                    // What is older than the history here has an age that nobody knows.
                    Part::Commit(commit) => {
                        let is_known = !self.beginnings.contains(&commit.id);
                        time = is_known.then_some(commit.time);
                    }
                    Part::File(file) => {
                        let Some(name) = left.remove(&file.path) else {
                            continue;
                        };
                        if file.says_the_same {
                            left.insert(file.old_path.unwrap_or(file.path), name);
                        } else if let Some(time) = time {
                            found.insert(name, time);
                        }
                    }
                }
                if left.is_empty() {
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
