//! What the system tells.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use super::git::Git;
use super::relevant::relevant;
use super::window::Window;
use super::{Batch, FOLDERS, time_until};

/// How long to wait for an event before looking again whether git is still writing.
const PAUSE: Duration = Duration::from_millis(5);

/// How often a folder that changes while it is being put under watch is tried again.
const TRIES: usize = 20;

/// The system's watch over one site.
pub(super) struct Events {
    root: PathBuf,
    watcher: RecommendedWatcher,
    told: Receiver<notify::Result<Event>>,
    /// Symbolic links: what is behind them is watched with the name of the link, and goes with it.
    links: BTreeSet<PathBuf>,
    git: Git,
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").field("root", &self.root).finish()
    }
}

/// What a batch is made of while it grows.
#[derive(Default)]
struct Gathered {
    /// By path on disk: whether the first thing that happened was that it came to be.
    paths: BTreeMap<PathBuf, bool>,
    /// Folders came or went.
    has_folders: bool,
    is_partial: bool,
    gave_up: Option<String>,
}

impl Events {
    /// Starts to watch the root, without what is in it, and the site's folders with all that is in them. `Err` says why
    /// the system does not do that.
    pub(super) fn start(root: &Path) -> Result<Events, String> {
        let (tell, told) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| {
            // Whoever listened is gone, and the watch with them.
            let _ = tell.send(event);
        })
        .map_err(|error| explain(&error))?;
        let mut events = Events {
            root: root.to_owned(),
            watcher,
            told,
            links: BTreeSet::new(),
            git: Git::of(root),
        };
        events
            .watcher
            .watch(root, RecursiveMode::NonRecursive)
            .map_err(|error| explain(&error))?;
        events.watch_folders()?;
        Ok(events)
    }

    /// Waits for the next batch that matters.
    pub(super) fn next(&mut self, until: Option<Instant>) -> Batch {
        loop {
            let mut gathered = Gathered::default();
            let wait = time_until(until);
            let Some(mut window) = self.take(wait, &mut gathered) else {
                if time_until(until).is_zero() {
                    return Batch::default();
                }
                continue;
            };
            // It may have written all before half of its events are here.
            let was_writing = self.git.is_writing();
            self.fill(&mut window, &mut gathered);
            if was_writing || self.git.is_writing() {
                self.git.clone().wait(|| {
                    self.take(PAUSE, &mut gathered);
                });
                self.catch_up(&mut gathered);
            }
            let batch = self.finish(gathered);
            if !batch.is_empty() {
                return batch;
            }
        }
    }

    /// Takes all events until the window closes.
    fn fill(&self, window: &mut Window, gathered: &mut Gathered) {
        loop {
            let remaining = window.remaining(Instant::now());
            if remaining.is_zero() {
                return;
            }
            if self.take(remaining, gathered).is_some() {
                window.extend(Instant::now());
            }
        }
    }

    /// Takes the events of all that has happened until now, however many they are.
    fn catch_up(&mut self, gathered: &mut Gathered) {
        // The library passes on all that the system tells in one round, and answers in another: between two answers
        // lies a whole round. What is missed where it does not answer comes with the next batch.
        for _ in 0..2 {
            let _ = self.watcher.watch(&self.root, RecursiveMode::NonRecursive);
        }
        while let Ok(event) = self.told.try_recv() {
            self.hear(event, gathered);
        }
    }

    /// Waits for one event, and opens a window if it matters.
    fn take(&self, wait: Duration, gathered: &mut Gathered) -> Option<Window> {
        let event = match self.told.recv_timeout(wait) {
            Ok(event) => event,
            Err(mpsc::RecvTimeoutError::Timeout) => return None,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                gathered.gave_up = Some("the system has stopped telling of changes".to_owned());
                return Some(Window::open(Instant::now()));
            }
        };
        self.hear(event, gathered)
            .then(|| Window::open(Instant::now()))
    }

    /// Whether what the library says matters.
    fn hear(&self, event: notify::Result<Event>, gathered: &mut Gathered) -> bool {
        match event {
            Ok(event) => self.gather(&event, gathered),
            Err(error) => {
                gathered.gave_up = Some(explain(&error));
                true
            }
        }
    }

    /// Whether the event matters.
    fn gather(&self, event: &Event, gathered: &mut Gathered) -> bool {
        if event.need_rescan() {
            gathered.is_partial = true;
            return true;
        }
        if is_only_a_look(event.kind) {
            return false;
        }
        // The watch goes with the folder, not with its name.
        if takes_away(event.kind) && event.paths.contains(&self.root) {
            gathered.gave_up = Some("the site's folder was moved or deleted".to_owned());
            return true;
        }
        let mut matters = false;
        for path in &event.paths {
            let is_inside = path.strip_prefix(&self.root).ok().and_then(relevant);
            if is_inside.is_none() {
                continue;
            }
            matters = true;
            gathered.has_folders |=
                self.is_behind_link(path) || is_of_entry(event.kind) && self.is_folder(path);
            gathered
                .paths
                .entry(path.clone())
                .or_insert_with(|| is_arrival(event.kind));
        }
        gathered.has_folders |= matters && is_of_folder(event.kind);
        matters
    }

    /// Whether a folder or a link is there now.
    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir() || path.is_symlink()
    }

    /// Whether a link was there. What it leads to may have been exchanged, and the watch with it.
    fn is_behind_link(&self, path: &Path) -> bool {
        self.links.contains(path)
    }

    fn finish(&mut self, gathered: Gathered) -> Batch {
        let mut gave_up = gathered.gave_up;
        if gave_up.is_none() && (gathered.has_folders || gathered.is_partial) {
            gave_up = self.watch_folders().err();
        }
        let mut batch = Batch::default();
        for (path, came) in gathered.paths {
            let Some(name) = path.strip_prefix(&self.root).ok().and_then(relevant) else {
                continue;
            };
            match came && path.symlink_metadata().is_err() {
                true => batch.fleeting.insert(name),
                false => batch.paths.insert(name),
            };
        }
        Batch {
            is_partial: gathered.is_partial,
            gave_up,
            ..batch
        }
    }

    /// Puts the site's folders under watch, those that are already too: the library answers when it has dealt with all
    /// that happened before, and it forgets folders where one changes under its hands.
    fn watch_folders(&mut self) -> Result<(), String> {
        for folder in FOLDERS {
            let folder = self.root.join(folder);
            for last in (0..TRIES).rev() {
                if !folder.is_dir() {
                    break;
                }
                match self.watcher.watch(&folder, RecursiveMode::Recursive) {
                    Ok(()) => break,
                    Err(error) if last == 0 || is_final(&error) => return Err(explain(&error)),
                    Err(_) => {}
                }
            }
        }
        self.links = links(&self.root);
        for link in &self.links {
            // A folder's link is watched with the folder it lies in; one that leads nowhere is told of when it is mended.
            if link.is_file() {
                match self.watcher.watch(link, RecursiveMode::NonRecursive) {
                    Err(error) if is_final(&error) => return Err(explain(&error)),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

fn links(root: &Path) -> BTreeSet<PathBuf> {
    let is_wanted = |path: &Path| path.strip_prefix(root).ok().and_then(relevant).is_some();
    FOLDERS
        .iter()
        .flat_map(|folder| {
            WalkDir::new(root.join(folder))
                .follow_links(true)
                .into_iter()
                .filter_entry(|entry| is_wanted(entry.path()))
        })
        .filter_map(Result::ok)
        .filter(walkdir::DirEntry::path_is_symlink)
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Opened, read, closed after reading: what our own scan does to every file.
fn is_only_a_look(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// A name came, went or was given to something else; in contrast to a change of what it stands for.
fn is_of_entry(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
    )
}

/// What had the name has it no more.
fn takes_away(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

fn is_of_folder(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
    )
}

/// Whether there was nothing of this name before. A rename may have replaced something, and elsewhere than on Linux a
/// creation may be told of again later.
fn is_arrival(kind: EventKind) -> bool {
    cfg!(target_os = "linux") && kind.is_create()
}

/// Whether trying again is of no use.
fn is_final(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => false,
        ErrorKind::Io(error) => error.kind() != std::io::ErrorKind::NotFound,
        _ => true,
    }
}

fn explain(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders (fs.inotify.max_user_watches)".to_owned()
        }
        ErrorKind::Io(error) => format!("the system does not tell of changes: {error}"),
        _ => format!("the system does not tell of changes: {error}"),
    }
}
