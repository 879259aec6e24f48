//! Several new files of a site: all of them, or none.

use std::io;
use std::path::{Path, PathBuf};

use super::EmitError;
use super::error::plain;
use super::single::create_new;

/// Which of the paths below `root` are taken: by files, folders and symlinks, also such as lead to nothing.
#[must_use]
pub fn taken<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    paths
        .filter(|path| root.join(path).symlink_metadata().is_ok())
        .collect()
}

/// Makes new files, by their paths below `root`, with the folders above them. Where one cannot be made, those that were
/// are removed again, and so are the folders that were made for them.
///
/// # Errors
/// One of them exists, has no folder to lie in or would lie out of `root`, or the system refuses; nothing was written.
pub fn create_together(root: &Path, files: &[(&str, &[u8])]) -> Result<(), EmitError> {
    let real_root = root
        .canonicalize()
        .map_err(|error| EmitError::io("read", root, error))?;
    for (path, _) in files {
        if !taken(root, std::iter::once(*path)).is_empty() {
            let path = root.join(path);
            return Err(EmitError::Exists { path });
        }
        check_folder(root, &real_root, path)?;
    }
    let mut made = Made::default();
    for (path, bytes) in files {
        let path = root.join(path);
        let folders = path.ancestors().skip(1);
        let new: Vec<PathBuf> = folders
            .take_while(|folder| folder.symlink_metadata().is_err())
            .map(Path::to_owned)
            .collect();
        made.folders.extend(new.into_iter().rev());
        create_new(&path, bytes)?;
        made.files.push(path);
    }
    made.is_whole = true;
    Ok(())
}

/// Whether the folder of a file is one of the site, or can be made.
fn check_folder(root: &Path, real_root: &Path, path: &str) -> Result<(), EmitError> {
    let is_there = |folder: &&Path| root.join(folder).symlink_metadata().is_ok();
    let Some(folder) = Path::new(path).ancestors().skip(1).find(is_there) else {
        return Ok(());
    };
    let refused = |reason: String, help| EmitError::Refused {
        path: root.join(folder),
        reason,
        help,
    };
    let name = folder.display();
    let real = root.join(folder).canonicalize().map_err(|error| {
        refused(
            format!(
                "`{path}` cannot be written, for `{name}` is a symlink that leads nowhere: {}",
                plain(&error)
            ),
            "delete the link, or restore what it points at",
        )
    })?;
    if !real.starts_with(real_root) {
        return Err(refused(
            format!(
                "`{path}` cannot be written, for `{name}` leads out of the site, to `{}`",
                real.display()
            ),
            "copy what the symlink points at into the site, and delete the link",
        ));
    }
    if !real.is_dir() {
        return Err(refused(
            format!("`{path}` cannot be written, for `{name}` is a file, where a folder has to be"),
            "give that file another name, or delete it",
        ));
    }
    Ok(())
}

/// What was made so far; removed when dropped unless it is whole.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    /// From the outermost on.
    folders: Vec<PathBuf>,
    is_whole: bool,
}

impl Drop for Made {
    fn drop(&mut self) {
        if self.is_whole {
            return;
        }
        for file in &self.files {
            let _: io::Result<()> = std::fs::remove_file(file);
        }
        // One that holds something else by now stays.
        for folder in self.folders.iter().rev() {
            let _: io::Result<()> = std::fs::remove_dir(folder);
        }
    }
}
