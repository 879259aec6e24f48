//! The loop: wait for changes, make a snapshot of them, serve it, tell of it.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use super::current::{Change, Since};
use super::live;
use super::news::{News, Step};
use super::sweep::{Job, Rebuild};
use super::{Navigation, Shared};
use crate::project::{Changes, Project, Snapshot};
use crate::source::watch::{Batch, Watch};

/// Whoever follows the changes of one site.
pub(super) struct Follower {
    watch: Watch,
    project: Project,
    /// When the last snapshot is past its time, because a page is published or expires.
    until: Option<Instant>,
    to_sweep: Sender<Job>,
}

impl Follower {
    /// Goes on from the snapshot that is served first.
    pub(super) fn new(
        watch: Watch,
        project: Project,
        first: &Arc<Snapshot>,
        to_sweep: Sender<Job>,
    ) -> Self {
        Follower {
            watch,
            project,
            until: end_of(first),
            to_sweep,
        }
    }

    /// Makes a snapshot after each batch of changes and when the time of a page has come, for as long as the process
    /// lives.
    pub(super) fn follow(mut self, shared: &Shared) {
        let first = Job {
            edit: shared.traffic.edit(),
            shown: shared.current.get(),
            old: None,
            rebuild: None,
        };
        if self.to_sweep.send(first).is_err() {
            return;
        }
        let mut since = Since::nothing();
        loop {
            let mut batch = self.watch.next(self.until);
            let fleeting = std::mem::take(&mut batch.fleeting);
            let is_nothing = batch == Batch::default() && !fleeting.is_empty();
            let seen = fleeting
                .into_iter()
                .filter(|path| self.project.has_seen(path));
            batch.paths.extend(seen);
            if is_nothing && batch.paths.is_empty() {
                continue;
            }
            let (job, left) = self.take(batch, since, shared);
            since = left;
            if self.to_sweep.send(job).is_err() {
                return;
            }
        }
    }

    /// Makes a snapshot of what has changed, and serves it. `since` is what had changed before and could not be served.
    fn take(&mut self, batch: Batch, since: Since, shared: &Shared) -> (Job, Since) {
        let edit = shared.traffic.edit();
        let start = Instant::now();
        if let Some(reason) = &batch.gave_up {
            shared.reporter.say(&News::Polling { reason });
        }
        let is_complete = !batch.is_partial && batch.gave_up.is_none();
        let files = is_complete.then_some(&batch.paths);
        shared.reporter.say(&News::Step(Step::Making));
        let snapshot = self
            .project
            .refresh(files.map_or(Changes::Unknown, Changes::Only));
        self.until = end_of(&snapshot);
        let since = since.and(&snapshot.difference, files);
        let change = shared.current.show(&snapshot, &since.difference);
        let time = start.elapsed();
        shared.reporter.say(&News::Step(Step::Done));
        let shown = shared.current.get();
        shared.refreshed(&snapshot.diagnostics);
        let (old, left) = match change {
            Change::Held => (None, since),
            Change::Shown(old) => {
                let follows = shared.navigation == Navigation::Follow;
                let news = live::News::of(&old, &shown, &since, follows);
                shared.live.site(&news);
                (Some(old), Since::nothing())
            }
        };
        let has_told = batch.gave_up.is_some() && batch.paths.is_empty();
        let rebuild = (!has_told).then(|| Rebuild {
            changed: batch.paths,
            is_partial: batch.is_partial,
            is_shown: old.is_some(),
            parsed: snapshot.stats.parsed,
            time,
        });
        let job = Job {
            edit,
            shown,
            old,
            rebuild,
        };
        (job, left)
    }
}

fn end_of(snapshot: &Arc<Snapshot>) -> Option<Instant> {
    Instant::now().checked_add(snapshot.good_for?)
}
