//! What git knows of a site's files. Without git, or outside a repository, it knows nothing, and nobody needs it to.

mod batch;
mod history;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;

use batch::Batch;
use history::{FORMAT, History, Part};
use jiff::Timestamp;

/// The repository in which a site lies.
#[derive(Debug, Clone)]
pub struct Git {
    root: PathBuf,
    /// The commits at which the history of a shallow clone begins: what they say of is older.
    beginnings: BTreeSet<String>,
    /// The site's folder from the repository's top, with a slash at its end.
    folder: String,
    /// By commit, of those that were asked for.
    moves: RefCell<HashMap<String, Rc<Moves>>>,
}

/// Moves of one file that are followed.
const MOVES: usize = 20;

/// Which files a commit moved: by the new path, the old one, and whether the file says what it said before. Paths from the
/// repository's top.
type Moves = BTreeMap<String, (String, bool)>;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// When it was made.
    pub time: Timestamp,
}

impl Git {
    fn new(root: &Path) -> Git {
        Git {
            root: root.to_owned(),
            beginnings: BTreeSet::new(),
            folder: String::new(),
            moves: RefCell::default(),
        }
    }

    /// The repository around the site in `root`, where there is one and git is installed.
    #[must_use]
    pub fn around(root: &Path) -> Option<Git> {
        let mut git = Git::new(root);
        let answer = git.ask(&[
            "rev-parse",
            "--is-inside-work-tree",
            "--show-prefix",
            "--git-path",
            "shallow",
        ])?;
        let mut lines = answer.lines();
        let (is_inside, folder, shallow) = (lines.next()?, lines.next()?, lines.next()?);
        folder.clone_into(&mut git.folder);
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
        let said = Git::new(&root)
            .told(&["rev-parse", "--is-inside-work-tree"])
            .err()?;
        said.lines().next().map(str::to_owned)
    }

    /// Whether only the end of the history is here.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        !self.beginnings.is_empty()
    }

    /// The folder of the site as the repository names it, with a slash at its end; empty where it is the repository's own.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
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
        self.blob_at(commit, &self.path_of(file)?)
    }

    /// What files had at a commit, in their order: the text, or an empty one of those that are not read as text. They
    /// count from the site's root.
    pub fn all_at<'f>(
        &self,
        commit: &str,
        files: impl Iterator<Item = &'f str>,
    ) -> Vec<(&'f str, Option<Arc<str>>)> {
        let (mut texts, mut others) = (None, None);
        let was = |file: &'f str| {
            let name = format!("{commit}:{}{file}", self.folder);
            let has_text = super::holds_text(file);
            // A line is a question.
            if name.contains('\n') {
                return (file, self.at(commit, Path::new(file)));
            }
            let batch = match has_text {
                true => &mut texts,
                false => &mut others,
            };
            let batch = batch.get_or_insert_with(|| Batch::start(self, has_text));
            let bytes = batch.as_mut().and_then(|batch| batch.ask(&name));
            (
                file,
                bytes.map(|bytes| as_read(&String::from_utf8_lossy(&bytes))),
            )
        };
        files.map(was).collect()
    }

    fn path_of(&self, file: &Path) -> Option<String> {
        Some(format!("{}{}", self.folder, file.to_str()?))
    }

    fn blob_at(&self, commit: &str, path: &str) -> Option<Arc<str>> {
        self.ask(&["cat-file", "blob", &format!("{commit}:{path}")])
            .map(|text| as_read(&text))
    }

    /// The texts that a file had, from the newest commit on, each read when it is asked for; of commits that changed it no
    /// more than `most`.
    pub fn versions(&self, file: &Path, most: usize) -> impl Iterator<Item = Arc<str>> {
        let most = most.to_string();
        let commits = file.to_str().and_then(|name| {
            let name = format!(":(literal){name}");
            self.ask(&["log", "--format=%H", "--max-count", &most, "--", &name])
        });
        let commits: Vec<String> = commits
            .iter()
            .flat_map(|ids| ids.lines().map(str::to_owned))
            .collect();
        commits
            .into_iter()
            .filter_map(move |commit| self.at(&commit, file))
    }

    /// The last commits that changed what a file says, the likeliest first: that before it was only moved, and that which
    /// moved it. None for a file with changes that are not committed, and where the commit is not in the history that is
    /// here.
    #[must_use]
    pub fn last_changes_of(&self, file: &Path) -> Vec<Commit> {
        let is_clean = |name: &str| {
            self.ask(&["status", "--porcelain", "--", &format!(":(literal){name}")])
                .is_some_and(|said| said.is_empty())
        };
        let last = file
            .to_str()
            .filter(|name| is_clean(name))
            .and_then(|_| self.last(None, &self.path_of(file)?));
        let Some(newest) = last else {
            return Vec::new();
        };
        let mut path = self.path_of(file).unwrap_or_default();
        let mut commit = newest.clone();
        for _ in 0..MOVES {
            let moves = self.moves(&commit.id);
            let Some((old, true)) = moves.get(&path) else {
                break;
            };
            let Some(before) = self.last(Some(&format!("{}^", commit.id)), old) else {
                break;
            };
            path.clone_from(old);
            commit = before;
        }
        let mut commits = vec![commit, newest];
        commits.dedup();
        commits.retain(|commit| !self.beginnings.contains(&commit.id));
        commits
    }

    /// The last commit, up to one or to the present, that changed the file at a path from the top.
    fn last(&self, until: Option<&str>, path: &str) -> Option<Commit> {
        let path = format!(":(top,literal){path}");
        let line = self.ask(&[
            "log",
            "-1",
            "--format=%H %ct",
            until.unwrap_or("HEAD"),
            "--",
            &path,
        ])?;
        history::commit(&line)
    }

    /// The files that a commit moved; none of a merge.
    fn moves(&self, commit: &str) -> Rc<Moves> {
        if let Some(known) = self.moves.borrow().get(commit) {
            return known.clone();
        }
        let asked = [
            "diff-tree",
            "-r",
            "-M",
            "--no-commit-id",
            "--raw",
            "--no-abbrev",
            "-z",
            commit,
        ];
        let told = self.ask(&asked).unwrap_or_default();
        let moves = History::read(told.as_bytes()).filter_map(|part| match part {
            Part::File(file) => Some((file.path, (file.old_path?, file.says_the_same))),
            Part::Commit(_) => None,
        });
        let moves: Rc<Moves> = Rc::new(moves.collect());
        self.moves
            .borrow_mut()
            .insert(commit.to_owned(), moves.clone());
        moves
    }

    /// The text that a file had at a commit, where it may have had another name. `file` counts from the site's root.
    #[must_use]
    pub fn text_at(&self, commit: &str, file: &Path) -> Option<Arc<str>> {
        let mut path = self.path_of(file)?;
        let mut until = "HEAD".to_owned();
        for _ in 0..MOVES {
            if let Some(text) = self.blob_at(commit, &path) {
                return Some(text);
            }
            // The commit after that one in which the file came to have this name.
            let range = format!("{commit}..{until}");
            let named = format!(":(top,literal){path}");
            let asked = [
                "log",
                "-1",
                "--no-renames",
                "--diff-filter=A",
                "--format=%H %ct",
                &range,
                "--",
                &named,
            ];
            let arrival = history::commit(&self.ask(&asked)?)?;
            path = self.moves(&arrival.id).get(&path)?.0.clone();
            until = format!("{}^", arrival.id);
        }
        None
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
            // Changes under names that no file has now: a move that is told of later may have been made before them, on
            // another branch.
            let mut other: HashMap<String, Option<Timestamp>> = HashMap::new();
            for part in History::read(BufReader::new(output)) {
                match part {
                    // What is older than the history here has an age that nobody knows.
                    Part::Commit(commit) => {
                        let is_known = !self.beginnings.contains(&commit.id);
                        time = is_known.then_some(commit.time);
                    }
                    Part::File(file) => {
                        let Some(name) = left.remove(&file.path) else {
                            if file.is_new {
                                other.remove(&file.path);
                            } else {
                                other.entry(file.path).or_insert(time);
                            }
                            continue;
                        };
                        let old = file.old_path.unwrap_or_else(|| file.path.clone());
                        let changed = match file.says_the_same {
                            true => other.remove(&old),
                            false => Some(time),
                        };
                        match changed {
                            None => _ = left.insert(old, name),
                            Some(time) => found.extend(time.map(|time| (name, time))),
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

    /// The commit at which this branch left `reference`, and the files below the site's root that differ between it and
    /// the present work tree: untracked ones too, and of moved ones both names.
    ///
    /// # Errors
    /// What git says: there is no such reference, or its history is not here.
    pub fn changed_since(&self, reference: &str) -> Result<(String, BTreeSet<String>), String> {
        let base = self.told(&["merge-base", "--", reference, "HEAD"])?;
        let base = base.trim().to_owned();
        let tracked = self.told(&[
            "diff",
            "--name-only",
            "--no-renames",
            "--relative",
            "-z",
            &base,
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
        let files = names
            .filter(|name| !name.is_empty())
            .map(|name| crate::unicode::nfc(name).into_owned())
            .collect();
        Ok((base, files))
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.root)
            .args(["-c", "core.quotePath=false"])
            // What these would add is not asked for, or is.
            .args(["-c", "log.showSignature=false", "-c", "log.showRoot=true"])
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
