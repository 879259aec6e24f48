//! When a batch is complete.

use std::time::{Duration, Instant};

/// A batch ends when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(10);

/// A batch ends so long after it began, whatever still happens.
const TOTAL: Duration = Duration::from_millis(150);

/// The time in which events count as one batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    first: Instant,
    last: Instant,
}

impl Window {
    /// Opens with the first event.
    pub(super) fn open(now: Instant) -> Window {
        Window {
            first: now,
            last: now,
        }
    }

    /// Another event.
    pub(super) fn extend(&mut self, now: Instant) {
        self.last = now;
    }

    /// How long to wait for one more event; zero when the batch is complete.
    pub(super) fn remaining(&self, now: Instant) -> Duration {
        let end = (self.last + QUIET).min(self.first + TOTAL);
        end.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_end_after_quiet_or_in_the_end() {
        // Times of events, the time of the question, and what is left: all in milliseconds.
        let rows: [(&[u64], u64, u64); 8] = [
            (&[0], 0, 10),
            (&[0], 4, 6),
            (&[0], 10, 0),
            (&[0], 400, 0),
            (&[0, 9], 9, 10),
            (&[0, 9, 18], 20, 8),
            (&[0, 50, 100, 145], 145, 5),
            (&[0, 50, 100, 149], 151, 0),
        ];
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        for (events, now, left) in rows {
            let mut window = Window::open(at(events[0]));
            for event in &events[1..] {
                window.extend(at(*event));
            }
            let remaining = window.remaining(at(now));
            assert_eq!(remaining, Duration::from_millis(left), "{events:?} {now}");
        }
    }
}
