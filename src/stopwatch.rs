//! Wall time by stage, for `--timings` and the log.

use std::time::{Duration, Instant};

/// Laps, in the order run.
#[derive(Debug, Clone)]
pub struct Stopwatch {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Default for Stopwatch {
    fn default() -> Self {
        Stopwatch {
            last: Instant::now(),
            laps: Vec::new(),
        }
    }
}

impl Stopwatch {
    /// What has passed since the last lap was `name`.
    pub fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        tracing::debug!(
            stage = name,
            milliseconds = (now - self.last).as_secs_f64() * 1000.0
        );
        self.laps.push((name, now - self.last));
        self.last = now;
    }

    /// A line for each lap.
    #[must_use]
    pub fn report(&self) -> String {
        let line = |(name, time): &(&str, Duration)| {
            format!("{:>8.1} ms  {name}\n", time.as_secs_f64() * 1000.0)
        };
        self.laps.iter().map(line).collect()
    }
}
