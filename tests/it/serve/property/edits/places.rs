//! Edits that change where pages are.

use std::collections::BTreeSet;

use super::{CODES, any_page, parts, value, write};
use crate::serve::property::start::NAMES;
use crate::serve::property::tree::{Action, File, Random, Tree, Yaml};

/// All files of a page: its languages and facts.
fn all_of(tree: &Tree, stem: &str) -> Vec<String> {
    let start = format!("{stem}.");
    let all = tree.below(&start).into_iter();
    all.filter(|path| path.ends_with(".md") || path.ends_with(".yaml"))
        .cloned()
        .collect()
}

pub(super) fn translation_added(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, mut front, mut paragraphs) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    let to = format!("{stem}.{}.md", random.pick(&CODES));
    if tree.has(&to) {
        return None;
    }
    front.insert("title", value(random, "title"));
    paragraphs.push(format!("訳 {}", random.word()));
    write(to, File::Page(front, paragraphs))
}

pub(super) fn translation_removed(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    (all_of(tree, stem).len() > 1).then(|| vec![Action::Remove(path)])
}

/// A folder below `content/` that has pages, or `content` itself.
pub(super) fn folder(random: &mut Random, tree: &Tree) -> String {
    let folders: BTreeSet<&str> = tree
        .below("content/")
        .into_iter()
        .filter(|path| path.ends_with(".md") && !path.contains("/index."))
        .filter_map(|path| Some(path.rsplit_once('/')?.0))
        .collect();
    let folders: Vec<&str> = folders.into_iter().chain(["content"]).collect();
    (*random.pick(&folders)).to_owned()
}

pub(super) fn page_added(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let folder = folder(random, tree);
    let name = *random.pick(&NAMES);
    let mut actions = Vec::new();
    for code in CODES.into_iter().take(1 + random.below(3)) {
        let path = format!("{folder}/{name}.{code}.md");
        let front = Yaml::from([("title", random.word()), ("date", value(random, "date"))]);
        if !tree.has(&path) {
            actions.push(Action::Write(
                path,
                File::Page(front, vec!["新。".to_owned(), "文。".to_owned()]),
            ));
        }
    }
    (!actions.is_empty() && tree.0.len() < 60).then_some(actions)
}

pub(super) fn page_removed(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    let is_needed = stem == "content/_index" || tree.0.len() < 35;
    (!is_needed).then(|| all_of(tree, stem).into_iter().map(Action::Remove).collect())
}

pub(super) fn page_moved(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    if stem.ends_with("/index") || stem.ends_with("/_index") {
        return None;
    }
    let name = match random.one_in(2) {
        true => random.pick(&NAMES),
        false => stem.rsplit_once('/')?.1,
    };
    let to = format!("{}/{name}", folder(random, tree));
    if !all_of(tree, &to).is_empty() {
        // Two pages change places.
        let (one, other) = (
            path.clone(),
            tree.below(&format!("{to}.")).first()?.to_string(),
        );
        return (one != other && !other.ends_with(".yaml")).then(|| swap(&one, &other));
    }
    let moved = |from: String| {
        let rest = from.strip_prefix(stem)?.to_owned();
        Some(Action::Move(from, format!("{to}{rest}")))
    };
    all_of(tree, stem).into_iter().map(moved).collect()
}

fn swap(one: &str, other: &str) -> Vec<Action> {
    let aside = format!("{one}.aside");
    let steps = [(one, &*aside), (other, one), (&*aside, other)];
    let moves = steps.map(|(from, to)| Action::Move(from.to_owned(), to.to_owned()));
    moves.into()
}

pub(super) fn section_moved(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (from, other) = (folder(random, tree), folder(random, tree));
    let is_within = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}/"));
    if from == "content" || is_within(&other, &from) {
        return None;
    }
    if other != "content" && !is_within(&from, &other) && random.one_in(3) {
        return Some(swap(&from, &other));
    }
    let to = format!("{other}/{}", random.pick(&NAMES));
    let is_free =
        tree.below(&format!("{to}/")).is_empty() && tree.below(&format!("{to}.")).is_empty();
    (is_free && to.matches('/').count() < 5).then(|| vec![Action::Move(from, to)])
}

/// `page.ja.md` becomes `page/index.ja.md`, or the other way round.
pub(super) fn bundle(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    let to = match stem.strip_suffix("/index") {
        _ if stem.ends_with("/_index") => return None,
        Some(folder) => folder.to_owned(),
        None => format!("{stem}/index"),
    };
    let moved = |from: String| {
        let rest = from.strip_prefix(stem)?.to_owned();
        Some(Action::Move(from, format!("{to}{rest}")))
    };
    let files = all_of(tree, stem);
    files.into_iter().map(moved).collect()
}
