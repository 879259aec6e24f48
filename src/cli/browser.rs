//! Opens an address in the browser of whoever sits here.

use std::process::{Command, Stdio};

/// What the system opens addresses with.
#[cfg(target_os = "macos")]
const OPENERS: [&[&str]; 1] = [&["open"]];
#[cfg(windows)]
const OPENERS: [&[&str]; 1] = [&["explorer"]];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENERS: [&[&str]; 3] = [&["xdg-open"], &["gio", "open"], &["wslview"]];

/// Whether there is something that opens it. Nobody waits for it, nor listens to what it says.
pub(super) fn open(url: &str) -> bool {
    OPENERS.iter().any(|opener| {
        let [program, arguments @ ..] = *opener else {
            return false;
        };
        let child = Command::new(program)
            .args(arguments)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match child {
            Ok(mut child) => {
                // So that it does not stay as a zombie.
                std::thread::spawn(move || child.wait());
                true
            }
            Err(_) => false,
        }
    })
}
