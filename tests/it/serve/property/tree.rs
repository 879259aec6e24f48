//! What every file of a site holds, as the test knows it; so an edit can be made, told and taken back.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Numbers that a seed makes (SplitMix64).
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Always as long, so that an edit need not change the size of a file.
    pub(super) fn word(&mut self) -> String {
        let number = self.below(10_000);
        format!("w{number:04}")
    }
}

/// YAML by key, each value as it is written.
pub(super) type Yaml = BTreeMap<&'static str, String>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum File {
    /// A page: its front matter and its paragraphs.
    Page(Yaml, Vec<String>),
    /// A facts file, or `site.yaml`.
    Yaml(Yaml),
    Bytes(Vec<u8>),
}

impl File {
    pub(super) fn text(text: impl Into<String>) -> File {
        File::Bytes(text.into().into_bytes())
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let lines = |yaml: &Yaml| {
            let lines = yaml.iter().map(|(key, value)| format!("{key}: {value}\n"));
            lines.collect::<String>()
        };
        match self {
            File::Page(front, paragraphs) => {
                let mut text = format!("---\n{}---\n", lines(front));
                for paragraph in paragraphs {
                    text.push_str(&format!("\n{paragraph}\n"));
                }
                text.into_bytes()
            }
            File::Yaml(yaml) => lines(yaml).into_bytes(),
            File::Bytes(bytes) => bytes.clone(),
        }
    }
}

/// A change of the disk.
#[derive(Debug, Clone)]
pub(super) enum Action {
    Write(String, File),
    Remove(String),
    /// Of a file or a folder.
    Move(String, String),
    /// New times, and nothing else.
    Touch(String),
    /// A file that is gone again at once, as editors write them to see whether they may.
    ComeAndGo(String),
}

impl Action {
    pub(super) fn tell(&self) -> String {
        match self {
            Action::Write(path, file) => {
                let bytes = file.bytes();
                let text: String = String::from_utf8_lossy(&bytes).chars().take(300).collect();
                format!("write {path:?}: {text:?}")
            }
            Action::Remove(path) => format!("remove {path:?}"),
            Action::Move(from, to) => format!("move {from:?} to {to:?}"),
            Action::Touch(path) => format!("touch {path:?}"),
            Action::ComeAndGo(path) => format!("come and go {path:?}"),
        }
    }
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    InPlace,
    /// The first half, then the rest.
    InTwo,
    /// A file of another name takes its place.
    Atomic,
    DeleteAndCreate,
    /// With the time of long ago, as archives are unpacked.
    LongAgo,
}

pub(super) const MANNERS: [Manner; 5] = [
    Manner::InPlace,
    Manner::InTwo,
    Manner::Atomic,
    Manner::DeleteAndCreate,
    Manner::LongAgo,
];

/// All files by the path at which they lie, as the disk spells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tree(pub(super) BTreeMap<String, File>);

impl Tree {
    /// The paths that begin with this one.
    pub(super) fn below(&self, start: &str) -> Vec<&String> {
        self.0
            .keys()
            .filter(|path| path.starts_with(start))
            .collect()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    pub(super) fn apply(&mut self, action: &Action) {
        match action {
            Action::Write(path, file) => {
                self.0.insert(path.clone(), file.clone());
            }
            Action::Remove(path) => {
                self.0.remove(path);
            }
            Action::Move(from, to) => {
                let moved = |path: &String| path_after_move(path, from, to);
                let files = std::mem::take(&mut self.0);
                // What was there before at the new place is gone.
                let (stays, goes): (Vec<_>, Vec<_>) = files
                    .into_iter()
                    .partition(|(path, _)| moved(path).is_none());
                self.0.extend(stays);
                for (path, file) in goes {
                    self.0.insert(moved(&path).unwrap(), file);
                }
            }
            Action::Touch(_) | Action::ComeAndGo(_) => {}
        }
    }

    /// What makes this tree of another.
    pub(super) fn from(&self, other: &Tree) -> Vec<Action> {
        let gone = other.0.keys().filter(|path| !self.has(path));
        let other_bytes = |path: &String| other.0.get(path).map(File::bytes);
        let new = self.0.iter();
        let new = new.filter(|(path, file)| other_bytes(path) != Some(file.bytes()));
        gone.map(|path| Action::Remove(path.clone()))
            .chain(new.map(|(path, file)| Action::Write(path.clone(), file.clone())))
            .collect()
    }
}

/// Where a path is after the move, if it is moved.
pub(super) fn path_after_move(path: &str, from: &str, to: &str) -> Option<String> {
    let rest = path.strip_prefix(from)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
}

/// Does to the disk what was done to the tree.
pub(super) fn change(root: &Path, action: &Action, manner: Manner) {
    let at = |path: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    match action {
        Action::Write(path, file) => write(&at(path), &file.bytes(), manner),
        Action::Remove(path) => std::fs::remove_file(root.join(path)).unwrap(),
        Action::Move(from, to) => {
            let (from, to) = (root.join(from), at(to));
            if to.is_dir() {
                // Nothing is left in there but folders.
                std::fs::remove_dir_all(&to).unwrap();
            }
            std::fs::rename(from, to).unwrap();
        }
        Action::Touch(path) => {
            let file = std::fs::File::options().append(true).open(root.join(path));
            file.unwrap().set_modified(SystemTime::now()).unwrap();
        }
        Action::ComeAndGo(path) => {
            write(&at(path), b"", Manner::InPlace);
            std::fs::remove_file(root.join(path)).unwrap();
        }
    }
}

fn write(path: &Path, bytes: &[u8], manner: Manner) {
    match manner {
        Manner::InPlace => std::fs::write(path, bytes).unwrap(),
        Manner::InTwo => {
            let (first, rest) = bytes.split_at(bytes.len() / 2);
            let mut file = std::fs::File::create(path).unwrap();
            file.write_all(first).unwrap();
            file.write_all(rest).unwrap();
        }
        Manner::Atomic => {
            let name = path.file_name().unwrap().to_str().unwrap();
            let other = path.with_file_name(format!(".{name}.tmp"));
            std::fs::write(&other, bytes).unwrap();
            std::fs::rename(other, path).unwrap();
        }
        Manner::DeleteAndCreate => {
            let _ = std::fs::remove_file(path);
            std::fs::write(path, bytes).unwrap();
        }
        Manner::LongAgo => {
            std::fs::write(path, bytes).unwrap();
            let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(long_ago).unwrap();
        }
    }
}
