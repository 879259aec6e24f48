//! What people do by mistake.

use super::edits::any_page;
use super::tree::{File, Random, Tree};

/// A file that is wrong now, and what it held before.
#[derive(Debug, Clone)]
pub(super) struct Break {
    pub(super) path: String,
    pub(super) bad: File,
    /// `None` where there was none.
    pub(super) good: Option<File>,
}

/// One mistake, where it can be made.
pub(super) fn mistake(random: &mut Random, tree: &Tree) -> Option<Break> {
    let word = random.word();
    let template = |path: &str, text: String| (path.to_owned(), File::text(text));
    let (path, bad) = match random.below(14) {
        0 => of_page(random, tree, |text| text.replacen("title: ", "ttle: ", 1))?,
        1 => of_page(random, tree, |text| {
            format!("{text}\n[x](none-{}.md)\n", text.len())
        })?,
        2 => of_page(random, tree, |text| format!("{text}\n{{{{ <none /> }}}}\n"))?,
        // Of this page alone: all others follow.
        3 => of_page(random, tree, |text| {
            format!("{text}\n{{% <note kind=\"bad\"> %}}\nx\n{{% </note> %}}\n")
        })?,
        4 => {
            let (path, ..) = any_page(random, tree)?;
            (path, File::Bytes(b"---\ntitle: \x93\xFA\n---\n".to_vec()))
        }
        5 => template("templates/page.html", format!("{{% if {word} %}}")),
        6 => template("templates/base.html", format!("{{{{ {word} | none }}}}")),
        // Of the pages that use it.
        7 => template(
            "templates/special.html",
            format!("{{{{ page.{word}.none | upper }}}}\n"),
        ),
        8 => template(
            "templates/404.html",
            format!("{{{{ throw(message=\"{word}\") }}}}\n"),
        ),
        9 => template("site.yaml", format!("title: [{word}\n")),
        10 => template("site.yaml", format!("title: x\ncolour: {word}\n")),
        11 => template("locales/ja/broken.ftl", format!("= {word}\n")),
        12 => {
            let locks = tree.below("locales/").into_iter();
            let path = locks.filter(|path| path.ends_with(".lock")).next_back()?;
            (path.clone(), File::text(format!("{word}\n")))
        }
        _ => {
            // The same name in another spelling.
            let (path, ..) = any_page(random, tree)?;
            let other = ["が", "か\u{3099}"].map(|name| format!("content/{name}.ja.md"));
            let name = other.into_iter().find(|name| !tree.has(name))?;
            (name, tree.0.get(&path)?.clone())
        }
    };
    let good = tree.0.get(&path).cloned();
    (good.as_ref() != Some(&bad)).then_some(Break { path, bad, good })
}

fn of_page(
    random: &mut Random,
    tree: &Tree,
    change: fn(String) -> String,
) -> Option<(String, File)> {
    let (path, ..) = any_page(random, tree)?;
    let text = String::from_utf8(tree.0.get(&path)?.bytes()).unwrap();
    Some((path, File::text(change(text))))
}
