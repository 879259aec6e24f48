//! Symlinks: followed where they stay inside the site, else named with their target.

use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;
use crate::marker::{MARKER, MARKER_START};

/// Where symlinks may lead. Paths without symlinks.
pub(in crate::source) struct Grounds {
    root: PathBuf,
    /// The folder that is published, wherever it lies.
    out: PathBuf,
}

impl Grounds {
    /// Those of the site in `root`, which is published into `out`: into `public`, if nobody says otherwise.
    pub(in crate::source) fn new(root: &Path, out: Option<&Path>) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let out = out.and_then(|out| out.canonicalize().ok());
        Grounds {
            out: out.unwrap_or_else(|| root.join("public")),
            root,
        }
    }
}

/// Whether the symlink `disk`, which diagnostics call `path`, leads to something inside the site that does not hold the
/// link itself.
pub(in crate::source) fn check_link(
    disk: &Path,
    grounds: &Grounds,
    path: &str,
) -> Result<(), Box<Diagnostic>> {
    let real_root = &*grounds.root;
    let Ok(target) = disk.canonicalize() else {
        return Err(Box::new(dangling(path, disk)));
    };
    if !target.starts_with(real_root) {
        let problem = Diagnostic::error(
            "symlink-out-of-tree",
            format!(
                "the symlink `{path}` leads out of the site, to `{}`",
                target.display()
            ),
        );
        return Err(Box::new(
            problem
                .in_file(path)
                .help("copy what it points at into the site, and delete the link"),
        ));
    }
    if let Some(problem) = leads_to_no_source(path, &target, grounds) {
        return Err(Box::new(problem));
    }
    let folder = disk.parent().and_then(|parent| parent.canonicalize().ok());
    if folder.is_some_and(|folder| folder.starts_with(&target)) {
        let target = target.strip_prefix(real_root).unwrap_or(&target);
        let target = target.to_string_lossy();
        return Err(Box::new(cycle(
            path,
            if target.is_empty() { "." } else { &target },
        )));
    }
    Ok(())
}

/// The error for a link into a published site, which would publish itself, or into a git repository.
fn leads_to_no_source(path: &str, target: &Path, grounds: &Grounds) -> Option<Diagnostic> {
    let real_root = &*grounds.root;
    let inside = target.ancestors().take_while(|above| *above != real_root);
    for folder in inside {
        let shown = folder.strip_prefix(real_root).unwrap_or(folder).display();
        if folder.file_name().is_some_and(|name| name == ".git") {
            let message = format!("the symlink `{path}` leads into the git repository `{shown}`");
            let problem = Diagnostic::error("symlink-to-git", message).in_file(path);
            return Some(problem.help("delete the link: what git keeps is not to be published"));
        }
        // A copy bears the mark, too, and stays as it is.
        if folder == grounds.out && is_published(folder) {
            let message =
                format!("the symlink `{path}` leads into `{shown}`, which yuimaru publishes");
            let problem = Diagnostic::error("symlink-to-output", message).in_file(path);
            return Some(
                problem.help("delete the link: each build would publish what the last one did"),
            );
        }
    }
    None
}

/// Whether the folder bears the mark of one that was published.
fn is_published(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    marker.symlink_metadata().is_ok_and(|found| found.is_file())
        && std::fs::read(marker).is_ok_and(|text| text.starts_with(MARKER_START.as_bytes()))
}

/// A link to a folder that it lies in.
pub(super) fn cycle(path: &str, target: &str) -> Diagnostic {
    Diagnostic::error(
        "symlink-cycle",
        format!("the symlink `{path}` leads back to `{target}`, which holds it"),
    )
    .in_file(path)
    .help("delete the link")
}

/// A link to nothing, or to itself.
pub(super) fn dangling(path: &str, disk: &Path) -> Diagnostic {
    let target = std::fs::read_link(disk).unwrap_or_default();
    Diagnostic::error(
        "symlink-dangling",
        format!(
            "the symlink `{path}` points at `{}`, which cannot be reached",
            target.display()
        ),
    )
    .in_file(path)
    .help("delete the link, or restore what it points at")
}
