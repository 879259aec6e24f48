//! What people do to a site.

mod accepted;
mod around;
mod places;

use std::collections::BTreeSet;

use super::tree::{Action, File, Random, Tree, Yaml};
use accepted::accepted;
pub(super) use accepted::adopted;
use around::{
    data, facts, image, message, nothing_much, setting, static_file, template, theme_file,
};
use places::{
    bundle, page_added, page_moved, page_removed, section_moved, translation_added,
    translation_removed,
};

const CODES: [&str; 3] = ["ja", "zh", "en"];

/// An edit, where it can be made.
type Edit = fn(&mut Random, &Tree) -> Option<Vec<Action>>;

/// How often each is made, and the edit.
const EDITS: [(usize, Edit); 20] = [
    (10, later_paragraph),
    (8, first_paragraph),
    (16, front_matter),
    (3, translation_added),
    (3, translation_removed),
    (2, page_added),
    (2, page_removed),
    (4, page_moved),
    (3, section_moved),
    (3, bundle),
    (4, facts),
    (2, data),
    (6, template),
    (3, message),
    (3, static_file),
    (4, theme_file),
    (3, image),
    (10, setting),
    (6, accepted),
    (4, nothing_much),
];

/// One edit more.
pub(super) fn edit(random: &mut Random, tree: &Tree) -> Vec<Action> {
    let total = EDITS.iter().map(|(weight, _)| weight).sum();
    loop {
        let mut at = random.below(total);
        let edit = EDITS.iter().find(|(weight, _)| {
            let is_it = at < *weight;
            at = at.saturating_sub(*weight);
            is_it
        });
        if let Some(actions) = edit.and_then(|(_, edit)| edit(random, tree)) {
            return actions;
        }
    }
}

fn write(path: impl Into<String>, file: File) -> Option<Vec<Action>> {
    Some(vec![Action::Write(path.into(), file)])
}

/// A page: its path, front matter and paragraphs.
pub(super) fn any_page(random: &mut Random, tree: &Tree) -> Option<(String, Yaml, Vec<String>)> {
    let pages: Vec<_> = tree
        .0
        .iter()
        .filter(|(_, file)| matches!(file, File::Page(..)))
        .collect();
    if pages.is_empty() {
        return None;
    }
    let (path, file) = *random.pick(&pages);
    match file {
        File::Page(front, paragraphs) => Some((path.clone(), front.clone(), paragraphs.clone())),
        _ => None,
    }
}

/// The path without language and extension, and the language.
fn parts(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix(".md")?.rsplit_once('.')
}

fn link(random: &mut Random, tree: &Tree) -> Option<String> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    Some(format!("{}.md", stem.strip_prefix("content")?))
}

fn paragraph(random: &mut Random, tree: &Tree, path: &str) -> Option<String> {
    let word = random.word();
    Some(match random.below(14) {
        0 => format!("## 見出し {word}"),
        1 => format!("[{word}]({}) と", link(random, tree)?),
        2 => {
            let link = link(random, tree)?;
            let key = link.strip_suffix(".md")?.trim_start_matches('/');
            format!("{{{{ <card page=\"{key}\" /> }}}} {word}")
        }
        3 => format!("{{{{ <shelf key=\"news/_index\" /> }}}} {word}"),
        4 => format!("{{% <note kind=\"warning\"> %}}\n注意 {word}\n{{% </note> %}}"),
        5 => format!("```rust\nfn {word}() {{}}\n```"),
        6 => format!("文[^1] {word}\n\n[^1]: 注"),
        7 => "<!--more-->".to_owned(),
        8 if path.contains("/index.") => format!("![{word}](x.png)"),
        9 => format!("{word} ").repeat(1 + random.below(500)),
        10 | 11 => format!("期限は2026年{}月1日。", 1 + random.below(12)),
        _ => format!("文 {word}。\n次の行。"),
    })
}

fn later_paragraph(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, front, mut paragraphs) = any_page(random, tree)?;
    let new = paragraph(random, tree, &path)?;
    match paragraphs.len() {
        0 | 1 => paragraphs.push(new),
        count if count > 5 || random.one_in(4) => {
            paragraphs.remove(1 + random.below(count - 1));
        }
        count => {
            let at = 1 + random.below(count - 1);
            match random.one_in(2) {
                true => paragraphs.insert(at, new),
                false => paragraphs[at] = new,
            }
        }
    }
    write(path, File::Page(front, paragraphs))
}

fn first_paragraph(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, front, mut paragraphs) = any_page(random, tree)?;
    let new = paragraph(random, tree, &path)?;
    match paragraphs.first_mut() {
        Some(first) => *first = new,
        None => paragraphs.push(new),
    }
    write(path, File::Page(front, paragraphs))
}

fn value(random: &mut Random, key: &str) -> String {
    let word = random.word();
    let number = random.below(3);
    match key {
        "title" | "description" | "kind" => word,
        "tags" => {
            let all = ["film", "start", "語", &word];
            let some: BTreeSet<&&str> = (0..=number).map(|_| random.pick(&all)).collect();
            let some: Vec<&str> = some.into_iter().copied().collect();
            format!("[{}]", some.join(", "))
        }
        "slug" => random
            .pick(&["が", "か\u{3099}", "a b&c", &word])
            .to_string(),
        "date" | "updated" => format!("20{:02}-0{}-11", 10 + random.below(20), 1 + random.below(9)),
        "publish" | "expires" => random.pick(&["2001-02-03", "2900-01-01"]).to_string(),
        "params" => format!("{{a: {number}}}"),
        "aliases" => random
            .pick(&["[/old/]", "[before]", &format!("[/{word}/, {word}]")])
            .to_string(),
        "missing" => random.pick(&["hide", "link", "copy"]).to_string(),
        // Languages that every setting has.
        "l10n" => random
            .pick(&[
                "{machine: true}",
                "{origin: en}",
                "{origin: ja}",
                "{from: en}",
                "{exclude: true}",
            ])
            .to_string(),
        "template" => "special.html".to_owned(),
        "image" => "x.png".to_owned(),
        "reading" => random.pick(&["あ", "ん", "a"]).to_string(),
        "paginate" => format!("{number}"),
        "weight" => format!("{number}"),
        _ => random.pick(&["true", "false"]).to_string(),
    }
}

const KEYS: [&str; 23] = [
    "title",
    "title",
    "description",
    "tags",
    "tags",
    "slug",
    "date",
    "date",
    "updated",
    "weight",
    "draft",
    "publish",
    "expires",
    "kind",
    "params",
    "aliases",
    "toc",
    "missing",
    "missing",
    "template",
    "l10n",
    "l10n",
    "reading",
];

fn front_matter(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, mut front, paragraphs) = any_page(random, tree)?;
    let is_bundle = path.contains("/index.");
    let key = if is_bundle && random.one_in(8) {
        "image"
    } else {
        random.pick(&KEYS)
    };
    if path.contains("_index.")
        && ["slug", "draft", "publish", "expires"].contains(&key)
        && !random.one_in(4)
    {
        return None;
    }
    if key != "title" && front.remove(key).is_some() && random.one_in(2) {
        return write(path, File::Page(front, paragraphs));
    }
    front.insert(key, value(random, key));
    write(path, File::Page(front, paragraphs))
}
