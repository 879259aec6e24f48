//! Whether git is writing the files that are watched.
//!
//! A checkout of another branch takes longer than a batch may, and what lies there in the middle of it is no site that
//! anybody wrote. Git keeps `index.lock` in its folder for as long as it writes (gitrepository-layout, git-checkout).

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How long git is waited for, at most.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// A lock that is older was left behind by a git that has died.
const STALE: Duration = Duration::from_secs(60);

/// The lock of the repository that a site is in.
#[derive(Debug, Clone)]
pub(super) struct Git {
    lock: Option<PathBuf>,
}

impl Git {
    /// Looks for the repository of a folder.
    pub(super) fn of(root: &Path) -> Git {
        let lock = root
            .ancestors()
            .find_map(|folder| git_folder(&folder.join(".git")))
            .map(|folder| folder.join("index.lock"));
        Git { lock }
    }

    /// Whether it is writing now.
    pub(super) fn is_writing(&self) -> bool {
        let Some(lock) = &self.lock else {
            return false;
        };
        let Ok(metadata) = lock.symlink_metadata() else {
            return false;
        };
        let age = metadata
            .modified()
            .ok()
            .and_then(|then| SystemTime::now().duration_since(then).ok());
        age.is_none_or(|age| age < STALE)
    }

    /// Waits until it has written, but not for ever; `pause` waits a little.
    pub(super) fn wait(&self, mut pause: impl FnMut()) {
        let end = Instant::now() + PATIENCE;
        while self.is_writing() && Instant::now() < end {
            pause();
        }
    }
}

/// Where git keeps what it knows: `.git` itself, or in a linked work tree or submodule the folder that it names.
fn git_folder(dot_git: &Path) -> Option<PathBuf> {
    if dot_git.is_dir() {
        return Some(dot_git.to_owned());
    }
    let text = std::fs::read_to_string(dot_git).ok()?;
    let folder = text.strip_prefix("gitdir:")?.trim();
    Some(dot_git.parent()?.join(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_writes_while_there_is_a_fresh_lock() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("content")).unwrap();
        assert!(!Git::of(&root).is_writing(), "without a repository");

        std::fs::create_dir(folder.path().join(".git")).unwrap();
        let git = Git::of(&root);
        assert!(!git.is_writing());
        let lock = folder.path().join(".git/index.lock");
        std::fs::write(&lock, "").unwrap();
        assert!(git.is_writing());
        let mut pauses = 0;
        git.wait(|| {
            pauses += 1;
            if pauses == 3 {
                std::fs::remove_file(&lock).unwrap();
            }
        });
        assert_eq!(pauses, 3);

        let lock_file = std::fs::File::create(&lock).unwrap();
        lock_file
            .set_modified(SystemTime::now() - 2 * STALE)
            .unwrap();
        assert!(!git.is_writing(), "left behind");
    }

    #[test]
    fn a_linked_work_tree_has_its_own_lock() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("tree");
        std::fs::create_dir_all(folder.path().join("repository/worktrees/tree")).unwrap();
        std::fs::create_dir(&root).unwrap();
        std::fs::write(root.join(".git"), "gitdir: ../repository/worktrees/tree\n").unwrap();
        let git = Git::of(&root);
        assert!(!git.is_writing());
        let lock = folder.path().join("repository/worktrees/tree/index.lock");
        std::fs::write(lock, "").unwrap();
        assert!(git.is_writing());
    }
}
