//! What the standard streams are connected to, and what is said when the program breaks.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

use crate::outcome::Exit;

/// Width where there is no terminal to ask, in cells.
const DEFAULT_WIDTH: usize = 100;

/// How a stream is written to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Whether escape sequences for colour are welcome.
    pub(super) colour: bool,
    /// In cells.
    pub(super) width: usize,
}

impl Terminal {
    /// Asks the stream and the environment. <https://no-color.org>: any value of `NO_COLOR` but the empty one.
    pub(super) fn of(stream: &(impl IsTerminal + AsFd)) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        if !stream.is_terminal() {
            return Terminal {
                colour: false,
                width: DEFAULT_WIDTH,
            };
        }
        let width =
            rustix::termios::tcgetwinsize(stream).map_or(0, |size| usize::from(size.ws_col));
        Terminal {
            colour: !set("NO_COLOR") && !is_dumb,
            width: if width == 0 { DEFAULT_WIDTH } else { width },
        }
    }
}

/// What happens inside goes to standard error where `YUIMARU_LOG` names a level: `debug`, `trace`. For those who work
/// on yuimaru; nothing that a site's editor needs is only there.
pub(super) fn start_log() {
    let level = std::env::var("YUIMARU_LOG")
        .ok()
        .and_then(|level| level.parse().ok());
    if let Some(level) = level {
        let level: tracing::Level = level;
        let log = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_writer(io::stderr)
            .finish();
        // Only the first of a process is taken, which is this one.
        let _ = tracing::subscriber::set_global_default(log);
    }
}

/// A panic is a defect of yuimaru: it is reported in one paragraph, and the process ends with [`Exit::Internal`].
pub(super) fn report_panics() {
    let backtrace = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            backtrace(panic);
        }
        let message = panic
            .payload_as_str()
            .unwrap_or("no message")
            .escape_debug();
        let place = panic
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()));
        // A broken standard error is no reason for a second panic.
        let _ = writeln!(
            io::stderr().lock(),
            "internal error: {message}{}\n\
             This is a defect of yuimaru {}, not of your site. \
             Please report it with the line above.",
            place.unwrap_or_default(),
            env!("CARGO_PKG_VERSION"),
        );
        std::process::exit(i32::from(Exit::Internal.code()));
    }));
}
