//! Files whose names nearly make them pages, facts, data or messages, and data that is not YAML.

use std::sync::Arc;

use crate::diag::Diagnostic;

/// Endings of Markdown that other programs read.
const MARKDOWN: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

const YAML: [&str; 2] = ["yaml", "yml"];

/// Endings of data that other programs read.
const DATA: [&str; 4] = ["csv", "json", "toml", "tsv"];

/// What is wrong with the name of the file at `path`, from the site's root.
pub(super) fn check(path: &Arc<str>) -> Option<Diagnostic> {
    if let Some(data) = path.strip_prefix("content/_data/") {
        return check_data(path, data);
    }
    // Nearly all files have the right name.
    if path.ends_with(".md") || path.ends_with(".yaml") {
        return None;
    }
    if let Some(messages) = below_locales(path) {
        return check_messages(path, messages);
    }
    let below = path.strip_prefix("content/")?;
    let (stem, ending) = below.rsplit_once('.')?;
    let is = |known: &[&str]| known.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let (what, right) = if is(&YAML) {
        ("facts are read from files whose names end", "yaml")
    } else if is(&MARKDOWN) {
        ("pages are files whose names end", "md")
    } else {
        return None;
    };
    let name = stem.rsplit('/').next().unwrap_or(stem);
    Some(misnamed(
        path,
        &format!("{what} with `.{right}`, and this one is called `{name}.{ending}`"),
        &format!("name it `{name}.{right}`"),
    ))
}

/// The same for a file at `data` below `content/_data/`.
fn check_data(path: &Arc<str>, data: &str) -> Option<Diagnostic> {
    let name = data.rsplit('/').next().unwrap_or(data);
    let (stem, ending) = name.rsplit_once('.')?;
    let is = |known: &[&str]| known.iter().any(|known| ending.eq_ignore_ascii_case(known));
    if !is(&YAML) && !is(&DATA) {
        return None;
    }
    let instead = if name.len() < data.len() {
        let message =
            "data is read from files in content/_data/ itself, and this one is in a folder of it";
        let help = format!("move it to `content/_data/{stem}.yaml`");
        return Some(misnamed(path, message, &help));
    } else if ending == "yaml" {
        return None;
    } else if is(&YAML) {
        format!("name it `{stem}.yaml`")
    } else if ending.eq_ignore_ascii_case("json") {
        format!("name it `{stem}.yaml`: what is JSON is YAML, too")
    } else {
        format!("write the same as YAML, in `{stem}.yaml`")
    };
    let message = format!(
        "data is read from files whose names end with `.yaml`, and this one is called `{name}`"
    );
    Some(misnamed(path, &message, &instead))
}

/// What stands behind `locales/` in the path of a site's file, or of one of its theme.
fn below_locales(path: &str) -> Option<&str> {
    let of_theme = path
        .strip_prefix("themes/")
        .and_then(|path| Some(path.split_once('/')?.1));
    of_theme.unwrap_or(path).strip_prefix("locales/")
}

/// The same for a file at `messages` below `locales/`.
fn check_messages(path: &Arc<str>, messages: &str) -> Option<Diagnostic> {
    let (stem, ending) = messages.rsplit_once('.')?;
    if !ending.eq_ignore_ascii_case("ftl") {
        return None;
    }
    let locales = &path[..path.len() - messages.len()];
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let (message, help) = match messages.split('/').collect::<Vec<_>>()[..] {
        [_, _] if ending == "ftl" => return None,
        [lang, _] => (
            format!("messages are read from files whose names end with `.ftl`, and this one is called `{name}.{ending}`"),
            format!("name it `{locales}{lang}/{name}.ftl`"),
        ),
        [_] => (
            "messages are read from the folders of the languages, and this file is in none".to_owned(),
            format!("move it to the folder of its language, such as `{locales}ja/{name}.ftl`"),
        ),
        _ => (
            "messages are read from the folder of a language itself, and this file is in a folder of it".to_owned(),
            format!(
                "move it to `{locales}{}/{name}.ftl`",
                messages.split('/').next().unwrap_or_default()
            ),
        ),
    };
    let problem = Diagnostic::warning("misnamed-file", message);
    Some(problem.in_file(path.clone()).help(help))
}

fn misnamed(path: &Arc<str>, message: &str, instead: &str) -> Diagnostic {
    let help = format!("{instead}; what is to be published as it is can stand below static/");
    Diagnostic::warning("misnamed-file", message)
        .in_file(path.clone())
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let rows = [
            ("content/p.en.MD", Some("name it `p.en.md`;")),
            ("content/a/q.en.markdown", Some("name it `q.en.md`;")),
            ("content/r.yml", Some("name it `r.yaml`;")),
            ("content/q/index.YAML", Some("name it `index.yaml`;")),
            ("content/_data/d.yml", Some("name it `d.yaml`;")),
            ("content/p.en.md", None),
            ("content/r.yaml", None),
            ("content/_data/d.yaml", None),
            (
                "content/_data/d.JSON",
                Some("name it `d.yaml`: what is JSON is YAML"),
            ),
            (
                "content/_data/d.csv",
                Some("write the same as YAML, in `d.yaml`;"),
            ),
            (
                "content/_data/a/d.yaml",
                Some("move it to `content/_data/d.yaml`;"),
            ),
            (
                "content/_data/a/d.json",
                Some("move it to `content/_data/d.yaml`;"),
            ),
            ("content/_data/README.md", None),
            ("content/_data/LICENSE", None),
            ("content/photo.JPG", None),
            ("content/README", None),
            ("static/p.yml", None),
            ("locales/ja/x.ftl", None),
            ("locales/ja/messages.lock", None),
            ("themes/t/locales/ja/x.ftl", None),
            (
                "locales/x.ftl",
                Some("move it to the folder of its language, such as `locales/ja/x.ftl`"),
            ),
            (
                "locales/ja/sub/x.ftl",
                Some("move it to `locales/ja/x.ftl`"),
            ),
            ("locales/ja/y.FTL", Some("name it `locales/ja/y.ftl`")),
            (
                "themes/t/locales/ja/a/b/y.Ftl",
                Some("move it to `themes/t/locales/ja/y.ftl`"),
            ),
            ("static/locales/x.ftl", None),
            ("themes/t/static/x.MD", None),
        ];
        for (path, expected) in rows {
            let help = check(&path.into()).and_then(|problem| problem.help);
            match (&help, expected) {
                (Some(help), Some(expected)) => assert!(help.starts_with(expected), "{help}"),
                (help, expected) => assert_eq!(help.as_deref(), expected, "{path}"),
            }
        }
    }
}
