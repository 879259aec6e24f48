//! What lies in a folder that is not a site yet.

use std::io;
use std::path::Path;

/// The names in a folder, sorted, with what is not UTF-8 replaced; none where the folder does not exist.
#[allow(
    clippy::disallowed_methods,
    reason = "one of the three modules that read the disk"
)]
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}
