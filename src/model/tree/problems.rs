//! What is wrong with files as pages, in words.

use crate::config::{Config, Lang};
use crate::diag::{Diagnostic, Place};
use crate::model::path;
use crate::source::SourceFile;

pub(super) fn unknown_language(config: &Config, source: &SourceFile, suffix: &str) -> Diagnostic {
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let nearest = crate::nearest::nearest(suffix, codes.iter().copied());
    let file = path::split_folder(&source.name).1;
    let base = file.strip_suffix(&format!(".{suffix}.md")).unwrap_or(file);
    let same = path::lang_but_for_case(suffix, config).map(|lang| &config.language(lang).code);
    let as_code = suffix.replace('_', "-");
    let default = &config.language(config.default_language).code;
    let of_name = format!("if `{suffix}` belongs to the name, `{base}.{suffix}.{default}.md`");
    let advice = match (same, nearest) {
        (Some(code), _) => format!("name the file `{base}.{code}.md`"),
        (None, Some(code)) => format!(
            "name the file `{base}.{code}.md`, or add `{as_code}` to `languages` in site.yaml; {of_name}"
        ),
        (None, None) => format!(
            "use one of {}, or add `{as_code}` to `languages` in site.yaml; {of_name}",
            codes.join(", ")
        ),
    };
    Diagnostic::error(
        "unknown-language",
        format!("the site has no language `{suffix}`"),
    )
    .in_file(source.path.clone())
    .help(advice)
}

pub(super) fn misnamed(config: &Config, source: &SourceFile, base: &str) -> Diagnostic {
    let code = &config.language(config.default_language).code;
    let name = base.strip_prefix("_index.").unwrap_or(base);
    Diagnostic::error(
        "misnamed-index",
        format!("`{base}` is neither the `_index` of a section nor a page"),
    )
    .in_file(source.path.clone())
    .help(format!(
        "name the file of a section `_index.{code}.md`, and a page without `_` at the beginning: `{name}.{code}.md`"
    ))
}

pub(super) fn index_at_the_top(source: &SourceFile) -> Diagnostic {
    Diagnostic::error(
        "index-at-the-top",
        "`index` makes a page of its folder, and content/ itself is no page",
    )
    .in_file(source.path.clone())
    .help("name the home page `_index`, with the language: `_index.ja.md`")
}

pub(super) fn two_files(
    config: &Config,
    key: &str,
    lang: Lang,
    source: &SourceFile,
    first: &SourceFile,
) -> Diagnostic {
    let code = &config.language(lang).code;
    let other = Place {
        path: first.path.clone(),
        text: None,
        span: 0..0,
        label: "the first".to_owned(),
    };
    Diagnostic::error(
        "two-files",
        format!(
            "two files are the page `{key}` in `{code}`: this one and {}",
            first.path
        ),
    )
    .in_file(source.path.clone())
    .related(other)
    .help("keep one of them, or give one another name")
}

pub(super) fn two_facts(key: &str, source: &SourceFile, first: &SourceFile) -> Diagnostic {
    let first = &first.path;
    Diagnostic::error(
        "two-files",
        format!("two facts files speak of the page `{key}`: this one and {first}"),
    )
    .in_file(source.path.clone())
    .help("move what they say into one of them, and delete the other")
}

pub(super) fn orphan_facts(key: &str, source: &SourceFile, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        "orphan-facts",
        format!("no page `{key}` exists for this facts file"),
    )
    .in_file(source.path.clone());
    match crate::nearest::nearest(key, known.iter().copied()) {
        Some(near) => diagnostic.help(format!(
            "there is a page `{near}`; name the facts file like the page, or remove it"
        )),
        None => diagnostic
            .help("name it like its page, or put data that is no page's below content/_data/"),
    }
}
