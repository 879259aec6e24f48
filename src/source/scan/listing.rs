//! The walk through the site's folders: sequential and sorted, so that two runs say the same in the same order on every
//! file system.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::hash::BuildHasherDefault;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rapidhash::fast::RapidHasher;
use walkdir::{DirEntry, WalkDir};

use super::ScanOptions;
use super::link::{self, Grounds, check_link};
use super::listed::Listed;
use super::misnamed;
use super::themes::theme_folder;
use crate::diag::Diagnostic;
use crate::source::place::{classify, is_ignored};
use crate::source::unreadable::{not_a_file, not_a_folder, unreadable, unreadable_folder};
use crate::source::{CONFIG, Kind};
use crate::unicode::nfc;

/// The site's own folders in its root.
const FOLDERS: [&str; 5] = ["archetypes", "content", "locales", "static", "templates"];

/// A theme's folders.
const THEME_FOLDERS: [&str; 3] = ["locales", "static", "templates"];

/// Files that are handed over at a time.
const BATCH: usize = 32;

/// What the walk has found so far.
pub(super) struct Listing<'a> {
    root: &'a Path,
    /// The root with all symlinks resolved; links must not lead out of it.
    grounds: Grounds,
    theme: String,
    /// Whoever takes files, a batch at a time, while the walk goes on.
    take: &'a mut dyn FnMut(Vec<Listed>),
    /// Those that nobody has taken yet.
    files: Vec<Listed>,
    pub(super) has_pages: bool,
    /// NFC paths, of folders too.
    seen: HashSet<Arc<str>, BuildHasherDefault<RapidHasher<'static>>>,
    /// The folders that the walk is in, from the one that it began with.
    inside: Vec<Arc<str>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files that may have been meant to be pages, facts or data.
    pub(super) misnamed: Vec<Diagnostic>,
    pub(super) has_links: bool,
}

impl<'a> Listing<'a> {
    pub(super) fn new(
        root: &'a Path,
        options: &ScanOptions,
        take: &'a mut dyn FnMut(Vec<Listed>),
    ) -> Self {
        Listing {
            root,
            grounds: Grounds::new(root, options.out.as_deref()),
            theme: nfc(&options.theme).into_owned(),
            take,
            files: Vec::new(),
            has_pages: false,
            seen: HashSet::default(),
            inside: Vec::new(),
            diagnostics: Vec::new(),
            misnamed: Vec::new(),
            has_links: false,
        }
    }

    /// Walks all folders of a site.
    pub(super) fn walk(&mut self) {
        self.add_single(CONFIG);
        for folder in FOLDERS {
            self.add_folder(Path::new(folder));
        }
        if let Some(theme) = self.find_theme() {
            self.add_single(&format!("{theme}/theme.yaml"));
            for folder in THEME_FOLDERS {
                self.add_folder(&Path::new(&theme).join(folder));
            }
        }
        self.hand_over();
    }

    fn hand_over(&mut self) {
        (self.take)(std::mem::take(&mut self.files));
    }

    /// The theme's folder on disk, from the root, where there is one.
    fn find_theme(&mut self) -> Option<String> {
        match theme_folder(self.root, &self.grounds, &self.theme) {
            Ok(folder) => {
                let steps = [Some("themes"), folder.as_deref()];
                self.has_links |= steps
                    .into_iter()
                    .flatten()
                    .any(|step| self.root.join(step).is_symlink());
                folder
            }
            Err(problem) => {
                self.diagnostics.push(*problem);
                None
            }
        }
    }

    /// A file that has a fixed place, where it exists.
    fn add_single(&mut self, relative: &str) {
        let disk = self.root.join(relative);
        let path = nfc(relative).into_owned();
        let metadata = match disk.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => {
                self.diagnostics
                    .push(unreadable(&path.into(), &disk, &error));
                return;
            }
        };
        self.has_links |= metadata.is_symlink();
        if metadata.is_symlink()
            && let Err(problem) = check_link(&disk, &self.grounds, &path)
        {
            self.diagnostics.push(*problem);
            return;
        }
        self.push(path.into(), disk);
    }

    fn push(&mut self, path: Arc<str>, disk: PathBuf) {
        self.misnamed.extend(misnamed::check(&path));
        if let Some((kind, layer, name)) = classify(&path, &self.theme) {
            self.has_pages |= kind == Kind::Page;
            self.files.push(Listed {
                name: name.into(),
                path,
                disk,
                kind,
                layer,
            });
            if self.files.len() >= BATCH {
                self.hand_over();
            }
        }
    }

    /// Everything below the folder, where it exists.
    fn add_folder(&mut self, folder: &Path) {
        let top = self.root.join(folder);
        let looked_at = top.symlink_metadata();
        if looked_at.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return;
        }
        let mut walk = WalkDir::new(&top)
            .follow_links(true)
            // Names in one folder: behind the same beginning, and cheaper to compare with it than to cut out.
            .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
            .into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.add_walk_error(&error);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if !self.add_entry(entry) && is_folder {
                walk.skip_current_dir();
            }
        }
    }

    /// Whether the walk goes on below the entry.
    fn add_entry(&mut self, entry: DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        self.inside.truncate(entry.depth());
        let parent = self.inside.last().map_or("", |parent| parent);
        let name = entry.file_name().to_string_lossy();
        if entry.depth() > 0 && is_ignored(parent, &name, is_folder) {
            return false;
        }
        let path = match entry.depth() {
            0 => self.relative(entry.path()),
            _ => entry
                .file_name()
                .to_str()
                .map(|name| join(parent, &nfc(name))),
        };
        let Some(path) = path else {
            self.diagnostics.push(name_not_utf8(parent, &name));
            return false;
        };
        let path: Arc<str> = path.into();
        self.has_links |= entry.path_is_symlink();
        if entry.path_is_symlink()
            && let Err(problem) = check_link(entry.path(), &self.grounds, &path)
        {
            self.diagnostics.push(*problem);
            return false;
        }
        if !self.seen.insert(path.clone()) {
            let first = first_of_same_name(entry.path());
            self.diagnostics
                .push(same_name(&path, &first, entry.path()));
            return false;
        }
        if is_folder {
            self.inside.push(path);
            return true;
        }
        if entry.depth() == 0 {
            self.diagnostics.push(not_a_folder(&path));
            return false;
        }
        if entry.file_type().is_file() {
            self.push(path, entry.into_path());
        } else if classify(&path, &self.theme).is_some() {
            self.add_special(&entry, path);
        }
        false
    }

    fn add_special(&mut self, entry: &DirEntry, path: Arc<str>) {
        self.diagnostics.push(match entry.metadata() {
            Ok(metadata) => not_a_file(&path, &metadata),
            Err(error) => unreadable(&path, entry.path(), &error.into()),
        });
    }

    /// A folder that may not be listed, a symlink that leads nowhere or round in a circle.
    fn add_walk_error(&mut self, error: &walkdir::Error) {
        let disk = error.path().unwrap_or(self.root);
        let (parent, name) = self.lossy_names(disk);
        if error.depth() > 0 && is_ignored(&parent, &name, false) {
            return;
        }
        let path: Arc<str> = join(&parent, &nfc(&name)).into();
        self.diagnostics
            .push(if let Some(ancestor) = error.loop_ancestor() {
                let (above, last) = self.lossy_names(ancestor);
                link::cycle(&path, &join(&above, &last))
            } else if disk.is_symlink() {
                match check_link(disk, &self.grounds, &path) {
                    Err(problem) => *problem,
                    Ok(()) => link::dangling(&path, disk),
                }
            } else {
                match error.io_error() {
                    Some(cause) if disk.is_dir() => unreadable_folder(&path, cause),
                    Some(cause) => unreadable(&path, disk, cause),
                    None => unreadable(&path, disk, &io::Error::other(error.to_string())),
                }
            });
    }

    /// From the root, with `/`, in NFC; `None` for names that are not UTF-8.
    fn relative(&self, disk: &Path) -> Option<String> {
        let mut path = String::new();
        for name in disk.strip_prefix(self.root).unwrap_or(disk) {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(&nfc(name.to_str()?));
        }
        Some(path)
    }

    /// The folder's path from the root and the last name, for the eye.
    fn lossy_names(&self, disk: &Path) -> (String, String) {
        let relative = disk.strip_prefix(self.root).unwrap_or(disk);
        let lossy = |name: &OsStr| name.to_string_lossy().into_owned();
        let parent: Vec<String> = relative.parent().into_iter().flatten().map(lossy).collect();
        let name = relative.file_name().map(lossy).unwrap_or_default();
        (parent.join("/"), name)
    }
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}/{name}")
    }
}

fn name_not_utf8(parent: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "name-not-utf8",
        format!("the name `{name}` is not valid UTF-8"),
    )
    .in_file(join(parent, name))
    .help("rename the file; it may come from an archive in an older encoding")
}

/// The file or folder beside `disk` that the walk met first, with a name that is the same in NFC.
fn first_of_same_name(disk: &Path) -> PathBuf {
    let name_of = |path: &Path| {
        let name = path.file_name().and_then(OsStr::to_str);
        name.map(|name| nfc(name).into_owned())
    };
    let entries = disk.parent().and_then(|folder| folder.read_dir().ok());
    let siblings = entries.into_iter().flatten().flatten();
    let same = siblings
        .map(|entry| entry.path())
        .filter(|path| path != disk && name_of(path) == name_of(disk));
    same.min().unwrap_or_else(|| disk.to_owned())
}

/// Two names that differ only in how the same characters are stored.
fn same_name(path: &str, first: &Path, second: &Path) -> Diagnostic {
    let spelled = |disk: &Path| {
        let name = disk.file_name().map(|name| name.to_string_lossy());
        let name = name.as_deref().unwrap_or_default();
        let points: Vec<String> = name
            .chars()
            .filter(|character| !character.is_ascii())
            .map(|character| format!("U+{:04X}", u32::from(character)))
            .collect();
        format!("`{name}` ({})", points.join(" "))
    };
    Diagnostic::error(
        "same-name",
        format!(
            "two names in one folder look the same and are stored in different ways: {} and {}",
            spelled(first),
            spelled(second)
        ),
    )
    .in_file(path)
    .help("keep one of the two and delete or rename the other")
}
