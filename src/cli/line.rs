//! A line that says what takes long, on a terminal alone; it is gone before anything else is written.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is over sooner is not worth a line.
const PATIENCE: Duration = Duration::from_millis(300);

/// Back to the beginning of the line, and all of it gone (ECMA-48: CR, EL).
const CLEAR: &str = "\r\u{1b}[K";

/// The status line of standard error.
#[derive(Clone)]
pub(super) struct Status {
    line: Arc<Mutex<Line>>,
    is_terminal: bool,
}

#[derive(Default)]
struct Line {
    /// How many steps there were.
    step: u64,
    /// What is being done.
    text: Option<String>,
    /// Whether the step has taken so long that its line is shown.
    is_shown: bool,
}

impl Status {
    pub(super) fn new() -> Status {
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Status {
            line: Arc::default(),
            is_terminal: io::stderr().is_terminal() && !is_dumb,
        }
    }

    /// A step begins, or has gone on.
    pub(super) fn set(&self, text: String) {
        if !self.is_terminal {
            return;
        }
        let mut line = self.line();
        let is_new = line.text.is_none();
        line.text = Some(text);
        if line.is_shown {
            draw(&line);
        } else if is_new {
            line.step += 1;
            let step = line.step;
            drop(line);
            self.draw_later(step);
        }
    }

    /// The step is over.
    pub(super) fn end(&self) {
        let mut line = self.line();
        erase(&line);
        *line = Line {
            step: line.step,
            ..Line::default()
        };
    }

    /// Writes to standard error, with the status line out of the way.
    pub(super) fn write(&self, text: &str) {
        let line = self.line();
        erase(&line);
        // A preview goes on when nobody listens.
        let _ = io::stderr().lock().write_all(text.as_bytes());
        if line.is_shown {
            draw(&line);
        }
    }

    fn draw_later(&self, step: u64) {
        let status = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            let mut line = status.line();
            if line.step == step && line.text.is_some() {
                line.is_shown = true;
                draw(&line);
            }
        });
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn draw(line: &Line) {
    let text = line.text.as_deref().unwrap_or_default();
    let _ = write!(io::stderr().lock(), "{CLEAR}{text}");
}

fn erase(line: &Line) {
    if line.is_shown {
        let _ = write!(io::stderr().lock(), "{CLEAR}");
    }
}
