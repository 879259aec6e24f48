//! What changes in a site's folder while somebody works in it, in batches.
//!
//! A [`Batch`] says that it is time to look again, and names what changed for people to read. It is never a list to
//! update a site by: whoever gets one scans anew, so that nothing depends on the order, number or completeness of what
//! the system tells.
//!
//! What is said to be unchanged is unchanged: folders that come, go, or are replaced are watched before their batch is
//! handed over, so that a scan after it sees everything that no later batch will tell of.

mod events;
mod git;
mod poll;
mod relevant;
#[cfg(test)]
mod tests;
mod window;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use events::Events;
use poll::Poll;

/// The folders in a site's root that are watched with all that is in them.
const FOLDERS: [&str; 6] = [
    "archetypes",
    "content",
    "locales",
    "static",
    "templates",
    "themes",
];

/// How changes are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The system tells (inotify and its like), as long as it can.
    Events,
    /// Every file is looked at again and again: for network drives, containers and other places that tell nothing.
    Poll,
}

/// What happened between two looks. Empty when only the time that was waited for has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// What changed, from the root, with `/`, in NFC; a name that is not UTF-8 is shown as well as it can be. Not complete where `is_partial`.
    pub paths: BTreeSet<String>,
    /// What came and went again, as temporary files do: nobody has seen it but a scan that ran in between.
    pub fleeting: BTreeSet<String>,
    /// More changed than the system could tell.
    pub is_partial: bool,
    /// Why files are looked at again and again from now on: the system cannot tell of all changes any more.
    pub gave_up: Option<String>,
}

impl Batch {
    fn is_empty(&self) -> bool {
        *self == Batch::default()
    }
}

/// A site's folder under watch, from the moment of [`Watch::start`].
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    how: How,
    /// Why the method asked for could not be used, until it has been told.
    gave_up: Option<String>,
}

#[derive(Debug)]
enum How {
    Events(Events),
    Poll(Poll),
}

impl Watch {
    /// Starts to watch. Where the system cannot tell of changes, every file is looked at again and again, and the first
    /// batch says why.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn start(root: &Path, method: Method) -> io::Result<Watch> {
        let root = root.canonicalize()?;
        let mut gave_up = None;
        let how = match method {
            Method::Poll => How::Poll(Poll::new(&root)),
            Method::Events => match Events::start(&root) {
                Ok(events) => How::Events(events),
                Err(reason) => {
                    gave_up = Some(reason);
                    How::Poll(Poll::new(&root))
                }
            },
        };
        Ok(Watch { root, how, gave_up })
    }

    /// Waits for the next batch, at most until `until`.
    pub fn next(&mut self, until: Option<Instant>) -> Batch {
        if let Some(reason) = self.gave_up.take() {
            return Batch {
                gave_up: Some(reason),
                ..Batch::default()
            };
        }
        let batch = match &mut self.how {
            How::Events(events) => events.next(until),
            How::Poll(poll) => poll.next(until),
        };
        if batch.gave_up.is_some() {
            self.how = How::Poll(Poll::new(&self.root));
        }
        batch
    }
}

/// How long until `until`; a year stands for ever.
fn time_until(until: Option<Instant>) -> Duration {
    const FOR_EVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    until.map_or(FOR_EVER, |until| {
        until.saturating_duration_since(Instant::now())
    })
}
