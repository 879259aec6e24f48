//! Edits of what is not a page.

use super::places::folder;
use super::{CODES, any_page, parts, value, write};
use crate::serve::png;
use crate::serve::property::start::{SETTINGS, TEMPLATES, messages, style, svg};
use crate::serve::property::tree::{Action, File, Random, Tree, Yaml};

pub(super) fn facts(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, ..) = any_page(random, tree)?;
    let (stem, _) = parts(&path)?;
    let path = format!("{stem}.yaml");
    let mut yaml = match tree.0.get(&path) {
        Some(File::Yaml(_)) if random.one_in(3) => return Some(vec![Action::Remove(path)]),
        Some(File::Yaml(yaml)) => yaml.clone(),
        Some(_) => return None,
        None => Yaml::new(),
    };
    let key = *random.pick(&[
        "date",
        "tags",
        "weight",
        "l10n",
        "missing",
        "params",
        "description",
        "toc",
        "draft",
    ]);
    yaml.insert(key, value(random, key));
    write(path, File::Yaml(yaml))
}

pub(super) fn data(random: &mut Random, _: &Tree) -> Option<Vec<Action>> {
    let text = format!("list: [{}, b]\n", random.word());
    write("content/_data/partners.yaml", File::text(text))
}

pub(super) fn template(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let (path, text) = *random.pick(&TEMPLATES);
    let is_needed = path.contains("special") || path.contains("shelf");
    if tree.has(path) && !is_needed && random.one_in(3) {
        return Some(vec![Action::Remove(path.to_owned())]);
    }
    write(path, File::text(text(&random.word())))
}

pub(super) fn message(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let code = *random.pick(&CODES);
    let word = random.word();
    let (path, text) = match random.one_in(2) {
        true => (
            format!("locales/{code}/site.ftl"),
            format!("feed-link = {word}\nskip-link = 飛ぶ\n"),
        ),
        false => (
            format!("themes/default/locales/{code}/theme.ftl"),
            messages(code, &word),
        ),
    };
    match tree.has(&path) && random.one_in(3) {
        true => Some(vec![Action::Remove(path)]),
        false => write(path, File::text(text)),
    }
}

pub(super) fn static_file(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let names = [
        "static/a.txt",
        "static/robots.txt",
        "static/深い/か\u{3099}.txt",
        "static/.well-known/b",
    ];
    let path = *random.pick(&names);
    match tree.has(path) && random.one_in(3) {
        true => Some(vec![Action::Remove(path.to_owned())]),
        false => write(path, File::text(random.word())),
    }
}

pub(super) fn theme_file(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let word = random.word();
    match random.below(6) {
        0 | 1 => write("themes/default/static/style.css", File::text(style(&word))),
        2 | 3 => write(
            "themes/default/static/img/logo.svg",
            File::text(svg(&word, 10 + random.below(3))),
        ),
        4 if tree.has("themes/default/static/style.css") => Some(vec![Action::Remove(
            "themes/default/static/style.css".to_owned(),
        )]),
        _ => write(
            "themes/default/static/extra.css",
            File::text(format!("@import \"style.css\"; .{word} {{}}\n")),
        ),
    }
}

/// Of another size in pixels, never in bytes; or with the same size in pixels and other bytes.
pub(super) fn image(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let images: Vec<_> = tree
        .below("content/")
        .into_iter()
        .filter(|path| path.ends_with(".png"))
        .collect();
    if images.is_empty() || random.one_in(4) {
        let (path, ..) = any_page(random, tree)?;
        let (folder, _) = path.rsplit_once('/')?;
        return write(format!("{folder}/x.png"), File::Bytes(png(1, 1)));
    }
    let path = random.pick(&images).to_string();
    if images.len() > 2 && random.one_in(4) {
        return Some(vec![Action::Remove(path)]);
    }
    let mut bytes = png(3 + u32::try_from(random.below(3)).unwrap(), 2);
    bytes.extend(random.word().bytes());
    write(path, File::Bytes(bytes))
}

pub(super) fn setting(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let Some(File::Yaml(yaml)) = tree.0.get("site.yaml") else {
        return None;
    };
    let mut yaml = yaml.clone();
    let (key, values) = *random.pick(&SETTINGS);
    match *random.pick(values) {
        "" => yaml.remove(key),
        value => yaml.insert(key, value.to_owned()),
    };
    write("site.yaml", File::Yaml(yaml))
}

/// What changes nothing that a site shows.
pub(super) fn nothing_much(random: &mut Random, tree: &Tree) -> Option<Vec<Action>> {
    let paths: Vec<&String> = tree.0.keys().collect();
    let path = (*random.pick(&paths)).clone();
    let file = tree.0.get(&path)?.clone();
    Some(vec![match random.below(4) {
        0 => Action::Touch(path),
        1 => Action::Write(path, file),
        2 => Action::ComeAndGo(format!("{}/4913", folder(random, tree))),
        _ => Action::ComeAndGo(format!("{}/x.ja.md", folder(random, tree))),
    }])
}
