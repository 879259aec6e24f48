//! Output paths, checked once more before they touch the disk.

use crate::unicode::nfc;
use std::borrow::Cow;

use super::EmitError;
use crate::marker::MARKER;

/// The path in NFC, if it stays inside the output folder: relative, `/` between names, no empty name, `.` or `..`, no
/// NUL, not the marker.
pub(super) fn checked(path: &str) -> Result<Cow<'_, str>, EmitError> {
    let reason = if path.is_empty() {
        Some("it is empty")
    } else if path.contains('\0') {
        Some("it holds a NUL byte")
    } else if cfg!(windows) && path.contains(['\\', ':']) {
        Some("it holds `\\` or `:`")
    } else if path == MARKER {
        Some("the name belongs to yuimaru")
    } else {
        path.split('/').find_map(|name| match name {
            "" => Some("it begins or ends with `/` or holds `//`"),
            "." | ".." => Some("it holds `.` or `..`"),
            _ => None,
        })
    };
    match reason {
        Some(reason) => Err(EmitError::BadPath {
            path: path.to_owned(),
            reason,
        }),
        None => Ok(nfc(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let good = [
            ("index.html", "index.html"),
            ("ja/が/index.html", "ja/が/index.html"),
            ("ja/\u{304B}\u{3099}/index.html", "ja/\u{304C}/index.html"),
            ("a/.yuimaru", "a/.yuimaru"),
            ("..a/b..", "..a/b.."),
        ];
        for (path, expected) in good {
            assert_eq!(checked(path).expect("a path"), expected);
        }
        let bad = [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "a/..",
            ".",
            "a/./b",
            "a\0b",
            ".yuimaru",
        ];
        for path in bad {
            assert!(
                matches!(checked(path), Err(EmitError::BadPath { .. })),
                "{path:?}"
            );
        }
    }
}
