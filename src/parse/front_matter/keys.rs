//! The keys of front matter and facts files.

use std::borrow::Cow;
use std::sync::Arc;

use super::addresses::{aliases, slug};
use super::moment::{FIRST, LAST};
use super::split::hidden_fence;
use super::terms::{tags, taxonomies};
use super::{Block, FrontMatter, Moment, PageL10n, Spanned};
use crate::config::{MISSING, nfc};
use crate::diag::{Diagnosed, Diagnostic};
use crate::nearest::nearest;
use crate::parse::cjk::ruby;
use crate::yaml::{Entry, Node, Reader, Value, parse, parse_file, shorten};

/// All keys. The schema is tested against this list.
pub(crate) const KEYS: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "draft",
    "publish",
    "expires",
    "slug",
    "aliases",
    "weight",
    "tags",
    "taxonomies",
    "kind",
    "template",
    "image",
    "reading",
    "toc",
    "search",
    "missing",
    "paginate",
    "l10n",
    "params",
];

/// Keys of other generators that are passed over with a warning: what to write instead.
const FOREIGN: &[(&str, &str)] = &[
    ("type", "write `kind` instead"),
    (
        "layout",
        "write `template` instead, with the template's file name: `template: wide.html`",
    ),
    ("lastmod", "write `updated` instead"),
    ("extra", "write `params` instead"),
];

const WRITE: &str = "write at the very start of the file:\n---\ntitle: …\n---";

/// Reads the front matter of a page, which needs a `title`. `block` comes from [`super::split()`].
pub fn parse_front_matter(
    path: &Arc<str>,
    text: &Arc<str>,
    block: &Block,
) -> Diagnosed<FrontMatter> {
    let range = match block {
        Block::Found(range) => range.clone(),
        Block::Absent => {
            return Diagnosed {
                value: FrontMatter::default(),
                diagnostics: vec![absent(path, text)],
            };
        }
        Block::Unclosed => return Diagnosed::clean(FrontMatter::default()),
    };
    let Diagnosed { value, diagnostics } = parse(path, text, range);
    let Some(root) = value else {
        return Diagnosed {
            value: FrontMatter::default(),
            diagnostics,
        };
    };
    let mut reader = Reader::new(path, text);
    reader.diagnostics = diagnostics;
    let front = keys(&mut reader, &root, "front matter");
    let is_keys = matches!(root.value, Value::Mapping(_) | Value::Null);
    if is_keys && root.get("title").is_none() && !has_misspelled_title(&root) {
        let problem = Diagnostic::error("missing-key", "the front matter has no `title`")
            .at(path, text, 0..3, "in here")
            .help("write `title: …`, the name of the page");
        reader.diagnostics.push(problem);
    }
    Diagnosed {
        value: front,
        diagnostics: reader.diagnostics,
    }
}

/// Whether a key is there that was meant to be `title`: that it is unknown is told already.
fn has_misspelled_title(root: &Node) -> bool {
    root.entries().iter().any(|entry| {
        !KEYS.contains(&&*entry.key) && nearest(&entry.key, KEYS.iter().copied()) == Some("title")
    })
}

/// Reads a facts file: the keys of front matter, none of them required.
pub fn parse_facts(path: &Arc<str>, text: &Arc<str>) -> Diagnosed<FrontMatter> {
    let Diagnosed { value, diagnostics } = parse_file(path, text);
    let mut reader = Reader::new(path, text);
    reader.diagnostics = diagnostics;
    let front = match value {
        Some(root) => keys(&mut reader, &root, "a facts file"),
        None => FrontMatter::default(),
    };
    Diagnosed {
        value: front,
        diagnostics: reader.diagnostics,
    }
}

/// A page without front matter: by what it starts with, the help says how to get one.
fn absent(path: &Arc<str>, text: &Arc<str>) -> Diagnostic {
    let start = text.trim_start();
    let first_line = start.lines().next().unwrap_or_default().trim_end();
    let at = text.len() - start.len();
    if let Some(problem) = hidden_fence(path, text, at..at + first_line.len()) {
        return problem;
    }
    let help = if first_line == "---" {
        "delete the blank lines and spaces before the `---`: front matter starts on the first line"
            .to_owned()
    } else if first_line == "+++" {
        "front matter is YAML here: write `---` instead of `+++`, and `title: …` instead of `title = \"…\"`".to_owned()
    } else {
        WRITE.to_owned()
    };
    Diagnostic::error(
        "missing-front-matter",
        "this page has no title: it does not start with front matter",
    )
    .at(path, text, 0..first_line_length(text), "")
    .help(help)
}

fn first_line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn title(reader: &mut Reader<'_>, front: &mut FrontMatter, node: &Node) {
    let Some(text) = reader.text(node, "title", "title: 沖縄と内モンゴル") else {
        return;
    };
    front.title = Some(match without_ruby(&text) {
        Some(plain) => {
            front.title_with_ruby = Some(text);
            plain
        }
        None => text,
    });
}

/// The text with ruby replaced by its base; none where there is no ruby.
fn without_ruby(text: &str) -> Option<String> {
    match ruby::strip(text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(plain) => Some(plain),
    }
}

fn keys(reader: &mut Reader<'_>, root: &Node, what: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let entries = reader.mapping(root, what, "title: …").unwrap_or_default();
    for entry in entries {
        front.keys.push((entry.key.clone(), entry.key_span.clone()));
        key(reader, &mut front, entry, what);
    }
    if let (Some(tags), Some(_)) = (
        root.get("tags"),
        root.get("taxonomies").and_then(|node| node.get("tags")),
    ) {
        reader.error(
            "tags-twice",
            tags.span.clone(),
            "`tags` is short for `taxonomies.tags`, and this file has both",
            "keep one of the two",
        );
    }
    front
}

/// One arm a key, so that the list of keys can be read here.
fn key(reader: &mut Reader<'_>, front: &mut FrontMatter, entry: &Entry, what: &str) {
    let node = &entry.value;
    match entry.key.as_str() {
        "title" => title(reader, front, node),
        "description" => {
            let text = reader.text(node, "description", "description: one sentence");
            front.description = text.map(|text| without_ruby(&text).unwrap_or(text));
        }
        "date" => front.date = told_moment(reader, node, "date"),
        "updated" => front.updated = told_moment(reader, node, "updated"),
        "draft" => front.draft = reader.boolean(node, "draft"),
        "publish" => front.publish = moment(reader, node, "publish"),
        "expires" => front.expires = moment(reader, node, "expires"),
        "slug" => front.slug = slug(reader, node),
        "aliases" => front.aliases = aliases(reader, node),
        "weight" => front.weight = reader.integer(node, "weight", "weight: 10"),
        "tags" => tags(reader, front, node),
        "taxonomies" => taxonomies(reader, front, node),
        "kind" => front.kind = reader.text(node, "kind", "kind: news"),
        "template" => front.template = file(reader, node, "template", "template: page-wide.html"),
        "image" => front.image = file(reader, node, "image", "image: photo.jpg"),
        "reading" => front.reading = reader.text(node, "reading", "reading: おきなわ"),
        "toc" => front.toc = reader.boolean(node, "toc"),
        "search" => front.search = reader.boolean(node, "search"),
        "missing" => front.missing = reader.choice(node, "missing", MISSING),
        "paginate" => front.paginate = reader.count(node, "paginate", 0, "paginate: 20"),
        "l10n" => match node.value {
            Value::Null => reader.wrong_type(node, "l10n", "settings", "l10n: {…}"),
            _ => front.l10n = Some(PageL10n::read(reader, node)),
        },
        "params" => front.params = reader.params(node, "params").unwrap_or_default(),
        _ => unknown_key(reader, entry, what),
    }
}

fn unknown_key(reader: &mut Reader<'_>, entry: &Entry, what: &str) {
    let span = entry.key_span.clone();
    let key = shorten(&entry.key);
    if let Some((_, help)) = FOREIGN.iter().find(|(foreign, _)| *foreign == entry.key) {
        reader.warning(
            "foreign-key",
            span,
            format!("`{key}` is a key of another program and means nothing here"),
            *help,
        );
        return;
    }
    let help = match nearest(&entry.key, KEYS.iter().copied()) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!(
            "a value of your own stands under `params`: write `params: {{{key}: …}}`; the keys are {}",
            KEYS.join(", ")
        ),
    };
    reader.error(
        "unknown-key",
        span,
        format!("`{key}` is not a key of {what}"),
        help,
    );
}

/// A date that readers and feeds are told. `expires: 9999-12-31` is none: nobody is told of it.
fn told_moment(reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Moment> {
    let moment = moment(reader, node, name)?;
    if moment.can_be_told() {
        return Some(moment);
    }
    let message = format!(
        "`{name}`: {} is another year in some time zone, one that feeds cannot tell",
        moment.date()
    );
    let help = format!("write a day from {FIRST} to {LAST}, or leave `{name}` out");
    reader.error("bad-date", node.span.clone(), message, help);
    None
}

fn moment(reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Moment> {
    let example = format!("{name}: 2012-01-19");
    let written = match &node.value {
        Value::String(text) => text.trim(),
        // A year alone is a number to YAML.
        Value::Int(_) => reader.written(&node.span),
        _ => {
            reader.wrong_type(node, name, "a date", &example);
            return None;
        }
    };
    match Moment::parse(written) {
        Ok(moment) => Some(moment),
        Err(_) if reader.refuse_invisible(node) => None,
        Err(problem) => {
            let message = format!("`{name}`: {}", problem.message);
            reader.error("bad-date", node.span.clone(), message, problem.help);
            None
        }
    }
}

/// A path to a file: a template, an image.
fn file(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    example: &str,
) -> Option<Spanned<String>> {
    let value = nfc(&reader.text(node, name, example)?);
    let problem = if value.contains('\\') {
        Some("holds `\\`")
    } else if value.chars().any(char::is_control) {
        Some("holds a control character")
    } else if value.trim() != value {
        Some("starts or ends with a space")
    } else {
        None
    };
    if let Some(problem) = problem {
        reader.error(
            "bad-path",
            node.span.clone(),
            format!("`{name}` names a file, and this {problem}"),
            format!("write the path with `/`, such as `{example}`"),
        );
        return None;
    }
    Some(Spanned {
        value,
        span: node.span.clone(),
    })
}
