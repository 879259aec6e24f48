//! `serve`: a preview of all languages that follows every edit.
//!
//! One thread waits for changes and makes snapshots; requests are answered from the snapshot that is current when they
//! come, and from no other. What is answered is, byte for byte, what `build --base-url http://HOST:PORT/` would write.

mod address;
mod content_type;
mod current;
mod http;
mod lookup;
mod news;
mod partial;
mod reply;

pub use news::{News, Rebuilt, Say};

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diag::Strictness;
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Project, Snapshot};
pub use crate::source::watch::Method;
use crate::source::watch::{Batch, Watch};
use address::Address;
use current::{Change, Current};
use news::Reporter;

/// What `serve` is asked for.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The project; its `base_url` is not used.
    pub project: project::Options,
    /// The name or address to answer at.
    pub host: String,
    /// The port; 0 for one that is free.
    pub port: u16,
    /// How changes are found.
    pub method: Method,
}

/// What all requests and the thread that makes snapshots share.
struct Shared {
    address: Address,
    current: Current,
    reporter: Reporter,
}

/// Serves the site until the process is interrupted. `say` is called whenever there is news, from several threads.
#[must_use]
pub fn run(options: &ServeOptions, say: Say) -> Outcome {
    serve(options, say).unwrap_or_else(|outcome| *outcome)
}

fn serve(options: &ServeOptions, say: Say) -> Result<Outcome, Box<Outcome>> {
    let failed = |failure: Failure| Box::new(Outcome::failed(failure));
    let (listener, address) = address::bind(&options.host, options.port).map_err(failed)?;
    let mut project = Project::open(project::Options {
        base_url: Some(address.url()),
        ..options.project.clone()
    });
    // Before the site is read: what changes from here on is told.
    let watch = Watch::start(&options.project.root, options.method);
    let snapshot = project.refresh();
    if snapshot.is_misused {
        return Err(Box::new(Outcome {
            is_misused: true,
            ..Outcome::found(snapshot.diagnostics.clone(), Strictness::Lenient)
        }));
    }
    let watch = watch.map_err(|error| failed(cannot_watch(&options.project.root, &error)))?;
    let shared = Arc::new(Shared {
        current: Current::new(&snapshot),
        reporter: Reporter::new(say),
        address,
    });
    shared.reporter.refreshed(&snapshot.diagnostics);
    let until = end_of(&snapshot);
    drop(snapshot);
    let follower = shared.clone();
    std::thread::spawn(move || follow(watch, project, until, &follower));
    let urls = shared.current.home_urls(&shared.address);
    let speaker = shared.clone();
    http::serve(listener, shared, || {
        speaker.reporter.say(&News::Listening { urls: &urls });
    })
    .map_err(|error| failed(Failure::Internal(format!("the server has failed: {error}"))))?;
    Ok(Outcome::done(""))
}

fn cannot_watch(root: &Path, error: &std::io::Error) -> Failure {
    Failure::Internal(format!(
        "the folder {} cannot be watched: {error}",
        root.display()
    ))
}

/// When a snapshot made just now is past its time, because a page is published or expires.
fn end_of(snapshot: &Snapshot) -> Option<Instant> {
    Instant::now().checked_add(snapshot.good_for?)
}

/// Makes a snapshot after each batch of changes and at the time `until`, for as long as the process lives.
fn follow(mut watch: Watch, mut project: Project, mut until: Option<Instant>, shared: &Shared) {
    loop {
        let batch = watch.next(until);
        let start = Instant::now();
        if let Some(reason) = &batch.gave_up {
            shared.reporter.say(&News::Polling { reason });
        }
        let snapshot = project.refresh();
        until = end_of(&snapshot);
        let change = shared.current.show(&snapshot);
        shared.reporter.refreshed(&snapshot.diagnostics);
        if batch.gave_up.is_none() || !batch.paths.is_empty() {
            let time = start.elapsed();
            let rebuilt = rebuilt(&batch, &snapshot.stats, change, time);
            shared.reporter.say(&News::Rebuilt(rebuilt));
        }
    }
}

fn rebuilt<'a>(
    batch: &'a Batch,
    stats: &project::Stats,
    change: Change,
    time: Duration,
) -> Rebuilt<'a> {
    Rebuilt {
        changed: &batch.paths,
        is_partial: batch.is_partial,
        parsed: stats.parsed,
        is_shown: change == Change::Shown,
        time,
    }
}
