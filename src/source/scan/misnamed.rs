//! Files whose names nearly make them pages, facts or data.

use std::sync::Arc;

use crate::diag::Diagnostic;

/// Endings of Markdown that other programs read.
const MARKDOWN: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

const YAML: [&str; 2] = ["yaml", "yml"];

/// What is wrong with the name of the file at `path`, from the site's root.
pub(super) fn check(path: &Arc<str>) -> Option<Diagnostic> {
    // Nearly all files have the right name.
    if path.ends_with(".md") || path.ends_with(".yaml") {
        return None;
    }
    let below = path.strip_prefix("content/")?;
    let (stem, ending) = below.rsplit_once('.')?;
    let is = |known: &[&str]| known.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let (what, right) = if is(&YAML) {
        match below.starts_with("_data/") {
            true => ("data is read from files whose names end", "yaml"),
            false => ("facts are read from files whose names end", "yaml"),
        }
    } else if is(&MARKDOWN) && !below.starts_with("_data/") {
        ("pages are files whose names end", "md")
    } else {
        return None;
    };
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let problem = Diagnostic::warning(
        "misnamed-file",
        format!("{what} with `.{right}`, and this one is called `{name}.{ending}`"),
    );
    Some(problem.in_file(path.clone()).help(format!(
        "name it `{name}.{right}`; what is to be published as it is can stand below static/"
    )))
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
            ("content/photo.JPG", None),
            ("content/README", None),
            ("static/p.yml", None),
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
