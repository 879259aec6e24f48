//! Symlinks: followed where they stay inside the site, else named with their target.

use std::path::Path;

use crate::diag::Diagnostic;

/// Whether the symlink `disk`, which diagnostics call `path`, leads to something inside `real_root` (a path without
/// symlinks) that does not hold the link itself.
pub(in crate::source) fn check_link(
    disk: &Path,
    real_root: &Path,
    path: &str,
) -> Result<(), Box<Diagnostic>> {
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
