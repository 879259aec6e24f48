//! Edits of what was accepted of translations.

use crate::harness::Site;
use crate::serve::property::tree::{Action, File, Random, Tree};

fn is_lock(path: &str) -> bool {
    path.starts_with("locales/") && path.ends_with(".lock")
}

/// The locks that `adopt` writes for whatever has none; none while the site has an error that keeps it from that.
pub(in crate::serve::property) fn adopted(tree: &Tree) -> Vec<(String, File)> {
    let site = Site::empty();
    for (path, file) in &tree.0 {
        site.write_bytes(path, &file.bytes());
    }
    site.run(&["adopt"]);
    let files = site.bytes_of_tree("locales").into_iter();
    files
        .map(|(path, bytes)| (format!("locales/{path}"), File::Bytes(bytes)))
        .filter(|(path, _)| is_lock(path) && !tree.has(path))
        .collect()
}

/// A translation more is accepted, or one anew, or not any longer; or a lock is damaged, or another page's.
pub(super) fn accepted(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let locks: Vec<&String> = tree.0.keys().filter(|path| is_lock(path)).collect();
    if locks.is_empty() || random.one_in(3) {
        let mut new = adopted(tree);
        let write = |(path, file)| Action::Write(path, file);
        let count = (1 + random.below(3)).min(new.len());
        let some = (0..count).map(|_| new.swap_remove(random.below(new.len())));
        let some: Vec<Action> = some.map(write).collect();
        return (!some.is_empty()).then_some(some);
    }
    let path = (*random.pick(&locks)).clone();
    let other = (*random.pick(&locks)).clone();
    let file = tree.0.get(&path)?;
    Some(vec![match random.below(6) {
        0 => Action::Remove(path),
        1 if path != other => Action::Move(path, other),
        2 => Action::Write(other, file.clone()),
        3 => Action::Write(path, without_a_line(random, file)?),
        _ => {
            let mut without = tree.clone();
            without.0.remove(&path);
            let anew = adopted(&without);
            let (path, file) = anew.into_iter().find(|(new, _)| *new == path)?;
            Action::Write(path, file)
        }
    }])
}

/// One pair of blocks less.
fn without_a_line(random: &mut Random, lock: &File) -> Option<File> {
    let text = String::from_utf8(lock.bytes()).ok()?;
    let mut lines: Vec<&str> = text.lines().collect();
    // The head is three lines.
    if lines.len() < 4 {
        return None;
    }
    lines.remove(3 + random.below(lines.len() - 3));
    Some(File::text(lines.join("\n") + "\n"))
}
