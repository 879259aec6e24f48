//! `serve`: a preview of all languages that follows every edit.
//!
//! Three kinds of threads share what is served now (`current`). One waits for changes and makes snapshots (`follow`);
//! those of the network answer from the site that is current when a request comes, and from no other (`reply`); one
//! renders in the background what nobody has asked for (`sweep`). Browsers are told of what is new (`live`).
//!
//! What is answered is, byte for byte, what `build --base-url http://HOST:PORT/` would write, but for one script element
//! in HTML pages (`page::SCRIPT`).

mod address;
mod content_type;
mod current;
mod follow;
mod http;
mod live;
mod lookup;
mod news;
mod page;
mod partial;
mod rendered;
mod reply;
mod sweep;

pub use news::{News, Rebuilt, Say, Step};

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use crate::diag::{Diagnostic, Strictness};
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Changes, Project};
pub use crate::source::watch::Method;
use crate::source::watch::Watch;
use address::Address;
use current::Current;
use follow::Follower;
use live::Live;
use news::Reporter;
use rendered::errors;
use sweep::Traffic;

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
    /// What browsers do when a page is saved.
    pub navigation: Navigation,
}

/// What browsers do when a page is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation {
    /// They stay where they are.
    Stay,
    /// One of them opens the page.
    Follow,
}

/// So many errors are told to browsers: one in a template of all pages is found on all of them.
const TOLD_ERRORS: usize = 20;

/// What all threads share.
struct Shared {
    address: Address,
    current: Current,
    reporter: Reporter,
    live: Live,
    traffic: Traffic,
    navigation: Navigation,
    /// The errors of the last snapshot, whether it is served or not; those of rendering come with time.
    errors: Mutex<Vec<Diagnostic>>,
}

impl Shared {
    /// A page of the current site was rendered, and this was wrong.
    fn heard(&self, problems: &[Diagnostic]) {
        self.reporter.rendered(problems);
        if !errors(problems).is_empty() {
            self.tell_errors();
        }
    }

    /// There is a new snapshot, and this is wrong with it.
    fn refreshed(&self, problems: &[Diagnostic]) {
        *self.errors.lock().unwrap_or_else(PoisonError::into_inner) = errors(problems);
        self.reporter.refreshed(problems);
        // What was taken over from the site before is still wrong.
        if let Some(site) = self.current.get().site() {
            self.reporter.rendered(&site.problems());
        }
        self.tell_errors();
    }

    /// Tells browsers what is wrong now.
    fn tell_errors(&self) {
        self.live.problems(|| {
            let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
            let mut some: Vec<Diagnostic> = errors.iter().take(TOLD_ERRORS + 1).cloned().collect();
            drop(errors);
            if some.is_empty() {
                let current = self.current.get();
                let site = current.site();
                some = site.map_or_else(Vec::new, |site| site.errors(TOLD_ERRORS + 1));
            }
            let has_more = some.len() > TOLD_ERRORS;
            some.truncate(TOLD_ERRORS);
            let more = if has_more {
                "\nand more, which the terminal shows\n"
            } else {
                ""
            };
            page::frames(&some) + more
        });
    }
}

/// Serves the site until the process is interrupted. `say` is called whenever there is news, from several threads.
#[must_use]
pub fn run(options: &ServeOptions, say: Say) -> Outcome {
    serve(options, say).unwrap_or_else(|outcome| *outcome)
}

fn serve(options: &ServeOptions, say: Say) -> Result<Outcome, Box<Outcome>> {
    let failed = |failure: Failure| Box::new(Outcome::failed(failure));
    let (listener, address) = address::bind(&options.host, options.port).map_err(failed)?;
    say(&News::Step(Step::Making));
    let mut project = Project::open(project::Options {
        base_url: Some(address.url()),
        ..options.project.clone()
    });
    // Before the site is read: what changes from here on is told.
    let watch = Watch::start(&options.project.root, options.method);
    let snapshot = project.refresh(Changes::Unknown);
    say(&News::Step(Step::Done));
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
        live: Live::new(),
        traffic: Traffic::default(),
        navigation: options.navigation,
        errors: Mutex::default(),
        address,
    });
    shared.refreshed(&snapshot.diagnostics);
    let (to_sweep, jobs) = mpsc::channel();
    let follower = Follower::new(watch, project, &snapshot, to_sweep);
    drop(snapshot);
    let urls = shared.current.home_urls(&shared.address);
    let speaker = shared.clone();
    http::serve(listener, shared.clone(), || {
        speaker.reporter.say(&News::Listening { urls: &urls });
        // Who opens the preview now is not kept waiting by what nobody has asked for.
        let (following, sweeping) = (shared.clone(), shared);
        std::thread::spawn(move || follower.follow(&following));
        std::thread::spawn(move || sweep::sweep(&jobs, &sweeping));
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
