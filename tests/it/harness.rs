//! A site in a temporary folder, and the real binary run on it.
//!
//! A test is a chain of edits: build, look, change a file, build again.
//!
//! ```ignore
//! let site = Site::fixture("basic");
//! site.build().assert_status(0);
//! site.write("content/a.ja.md", "---\ntitle: あ\n---\n").build().assert_status(0);
//! assert!(site.public("ja/a/index.html").contains("あ"));
//! ```

#![allow(
    dead_code,
    reason = "a harness offers more than the tests of one day use"
)]
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::{Assert, IntoData, Redactions};
use tempfile::TempDir;

/// The instant at which every run takes place: 2026-01-01T00:00:00Z.
pub(crate) const NOW: &str = "1767225600";

/// A site that is removed with its folder when the test ends.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("yuimaru-")
            .tempdir()
            .unwrap();
        Site { folder }
    }

    /// A copy of `tests/sites/<name>`.
    pub(crate) fn fixture(name: &str) -> Self {
        let site = Site::empty();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/sites")
            .join(name);
        let files = files(&from);
        assert!(!files.is_empty(), "no fixture {name}");
        for path in files {
            site.write_bytes(&path, &std::fs::read(from.join(&path)).unwrap());
        }
        site
    }

    /// What `yuimaru init` writes.
    pub(crate) fn init() -> Self {
        let site = Site::empty();
        site.run(&["init", "."]).assert_status(0);
        site
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where a path from the site's root lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        self.write_bytes(path, text.as_bytes())
    }

    /// Writes a file that need not be text.
    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Replaces a text that is in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, &text.replace(from, to))
    }

    /// Removes a file or a folder with all that is in it.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        let path = self.path(path);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
        self
    }

    /// Moves a file or a folder.
    pub(crate) fn rename(&self, from: &str, to: &str) -> &Self {
        let to = self.path(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(self.path(from), to).unwrap();
        self
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The text of a published file.
    pub(crate) fn public(&self, path: &str) -> String {
        self.read(&format!("public/{path}"))
    }

    /// Whether something exists.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Path and bytes of every file below a folder of the site, none where it does not exist.
    pub(crate) fn bytes_of_tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        bytes_of_tree(&self.path(folder))
    }

    /// `yuimaru build`
    pub(crate) fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// `yuimaru check`
    pub(crate) fn check(&self) -> Run {
        self.run(&["check"])
    }

    /// The binary with these arguments, in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments), self.root())
    }

    /// The binary in the site's folder, for runs that need another environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuimaru"));
        command
            .current_dir(self.root())
            .env("SOURCE_DATE_EPOCH", NOW)
            .env_remove("RUST_LOG")
            .env_remove("RUST_BACKTRACE");
        command
    }
}

impl Site {
    /// The binary in the site's folder as a user who is not root, or `None`, said aloud, where that cannot be.
    #[cfg(unix)]
    pub(crate) fn unprivileged(&self) -> Option<Command> {
        use std::os::unix::fs::MetadataExt;
        // Whoever made the folder runs the tests.
        if self.root().metadata().unwrap().uid() != 0 {
            return Some(self.command());
        }
        let drop = [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--",
        ];
        let works = self.command_by(&drop).arg("--version").output();
        if works.is_ok_and(|output| output.status.success()) {
            return Some(self.command_by(&drop));
        }
        skipped("what only root may; the tests run as root, and `setpriv` cannot drop that here");
        None
    }

    /// The binary in the site's folder, started by another program, whose arguments it follows.
    pub(crate) fn command_by(&self, program: &[&str]) -> Command {
        let mut command = Command::new(program[0]);
        command
            .args(&program[1..])
            .arg(self.command().get_program())
            .current_dir(self.root())
            .env("SOURCE_DATE_EPOCH", NOW)
            .env_remove("RUST_LOG")
            .env_remove("RUST_BACKTRACE");
        command
    }
}

/// Says aloud that something is not tested: past what `cargo test` captures, since nobody reads the output of a test
/// that passes.
pub(crate) fn skipped(what: &str) {
    use std::io::Write as _;
    let note = format!("SKIPPED: {what}\n");
    std::io::stderr().write_all(note.as_bytes()).unwrap();
}

/// What a run of the binary said.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; -1 where a signal ended it.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    root: PathBuf,
}

impl Run {
    /// Runs a command to its end. `root` is shown as `[SITE]` in what is compared.
    pub(crate) fn of(command: &mut Command, root: &Path) -> Self {
        let output = command.output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            root: root.to_owned(),
        }
    }

    /// Fails with all that was said where the exit code is another.
    #[track_caller]
    pub(crate) fn assert_status(&self, status: i32) -> &Self {
        assert_eq!(
            self.status, status,
            "\n--- stdout\n{}\n--- stderr\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// Compares standard error with `str![…]`; `SNAPSHOTS=overwrite` rewrites the expectation in place.
    #[track_caller]
    pub(crate) fn assert_stderr(&self, expected: impl IntoData) -> &Self {
        self.assert_text(&self.stderr, expected)
    }

    /// Compares standard output as [`Run::assert_stderr`] does.
    #[track_caller]
    pub(crate) fn assert_stdout(&self, expected: impl IntoData) -> &Self {
        self.assert_text(&self.stdout, expected)
    }

    #[track_caller]
    fn assert_text(&self, actual: &str, expected: impl IntoData) -> &Self {
        let mut redactions = Redactions::new();
        redactions.insert("[SITE]", self.root.clone()).unwrap();
        redactions
            .insert("[VERSION]", env!("CARGO_PKG_VERSION"))
            .unwrap();
        Assert::new()
            .action_env(DEFAULT_ACTION_ENV)
            .redact_with(redactions)
            .eq(actual, expected);
        self
    }
}

/// Path and bytes of every file below a folder, none where it does not exist.
pub(crate) fn bytes_of_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder)
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(folder.join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

/// Says which files differ, where a comparison of bytes would print them.
#[track_caller]
pub(crate) fn assert_same_tree(
    left: &BTreeMap<String, Vec<u8>>,
    right: &BTreeMap<String, Vec<u8>>,
) {
    let mut differences: Vec<String> = Vec::new();
    for (path, bytes) in left {
        match right.get(path) {
            None => differences.push(format!("only left: {path}")),
            Some(other) if other != bytes => differences.push(format!("differs: {path}")),
            Some(_) => {}
        }
    }
    let only_right = right.keys().filter(|path| !left.contains_key(*path));
    differences.extend(only_right.map(|path| format!("only right: {path}")));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Paths of all files below a folder, relative to it, sorted.
fn files(folder: &Path) -> Vec<String> {
    if !folder.exists() {
        return Vec::new();
    }
    let mut files: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    files.sort();
    files
}
