//! Rendering what nobody has asked for, so that errors on pages that nobody looks at show.
//!
//! One thread works in the background, on one route at a time. It waits while requests are answered, and stops when
//! something has changed: what is left is then swept in the site that comes.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::Shared;
use super::current::Shown;
use super::news::{News, Rebuilt, Step};
use super::rendered::Rendered;

/// How long to wait before looking again whether requests are answered.
const PAUSE: Duration = Duration::from_micros(500);

/// How often to tell how far it is.
const TELL: Duration = Duration::from_millis(100);

/// What keeps the sweep waiting or ends it.
#[derive(Default)]
pub(super) struct Traffic {
    requests: AtomicUsize,
    edits: AtomicU64,
}

/// A request that is being answered, for as long as this lives.
pub(super) struct Answering<'traffic>(&'traffic Traffic);

impl Traffic {
    /// A request is being answered.
    pub(super) fn request(&self) -> Answering<'_> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        Answering(self)
    }

    /// Something has changed: sweeps of earlier sites end. Says the number of the edit.
    pub(super) fn edit(&self) -> u64 {
        self.edits.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn is_past(&self, edit: u64) -> bool {
        self.edits.load(Ordering::Relaxed) != edit
    }

    fn is_busy(&self) -> bool {
        self.requests.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A site to sweep.
pub(super) struct Job {
    /// The number of the edit that it came from.
    pub(super) edit: u64,
    pub(super) shown: Arc<Shown>,
    /// The site that was served before: it may be large, and nobody else waits for its end.
    pub(super) old: Option<Arc<Shown>>,
    /// What is to be told when it is done; nothing of the first site.
    pub(super) rebuild: Option<Rebuild>,
}

/// A site made anew.
pub(super) struct Rebuild {
    pub(super) changed: BTreeSet<String>,
    pub(super) is_partial: bool,
    pub(super) is_shown: bool,
    /// How many files were parsed for what is not shown.
    pub(super) parsed: usize,
    pub(super) time: Duration,
}

/// Sweeps one site after the other, for as long as the process lives.
pub(super) fn sweep(jobs: &Receiver<Job>, shared: &Shared) {
    for job in jobs {
        let Job {
            edit,
            shown,
            old,
            rebuild,
        } = job;
        let left = sweep_one(&shown, edit, shared);
        if let Some(rebuild) = &rebuild {
            report(rebuild, &shown, left, shared);
        }
        drop(old);
    }
}

/// Says how many routes are left, because something has changed.
fn sweep_one(shown: &Shown, edit: u64, shared: &Shared) -> usize {
    let Some(site) = shown.site() else {
        return 0;
    };
    let mut told = Instant::now();
    let mut left = 0;
    for at in 0..site.len() {
        while shared.traffic.is_busy() && !shared.traffic.is_past(edit) {
            std::thread::sleep(PAUSE);
        }
        if shared.traffic.is_past(edit) {
            left = site.len() - at;
            break;
        }
        site.look(at, |problems| shared.heard(problems));
        if told.elapsed() > TELL {
            told = Instant::now();
            let step = Step::Rendering {
                done: at,
                total: site.len(),
            };
            shared.reporter.say(&News::Step(step));
        }
    }
    shared.reporter.say(&News::Step(Step::Done));
    left
}

fn report(rebuild: &Rebuild, shown: &Shown, left: usize, shared: &Shared) {
    let stats = shown.site().map(Rendered::stats).unwrap_or_default();
    let (parsed, rendered, differing) = match rebuild.is_shown {
        true => (stats.parsed, stats.rendered, stats.differing),
        false => (rebuild.parsed, 0, 0),
    };
    shared.reporter.say(&News::Rebuilt(Rebuilt {
        changed: &rebuild.changed,
        is_partial: rebuild.is_partial,
        parsed,
        rendered,
        differing,
        left,
        is_shown: rebuild.is_shown,
        time: rebuild.time,
    }));
}
