//! Templates of three layers into one Tera, and Tera's errors into diagnostics.
//!
//! A file is found under its plain name in the strongest layer that has it: the site's `templates/`, the theme, the
//! embedded default theme. A theme's own file stays reachable as `themes/<name>/X.html`, so that a site can extend it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::functions::{self, Shared};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::source::{Kind, Layer, SourceFile, Sources};

/// Templates that a site cannot be built without.
const REQUIRED: [&str; 7] = [
    "base.html",
    "page.html",
    "section.html",
    "taxonomy.html",
    "term.html",
    "404.html",
    "chooser.html",
];

/// The embedded theme's name.
const DEFAULT: &str = "default";

/// All templates, ready to render.
pub(super) struct Theme {
    pub(super) tera: Tera,
    sources: BTreeMap<String, Arc<SourceFile>>,
}

/// Reads all templates. `None` where they cannot be used; the problems say why.
pub(super) fn load(
    sources: &Sources,
    name: &str,
    shared: &Arc<Shared>,
) -> Diagnosed<Option<Theme>> {
    let files = registered(sources, name);
    let mut theme = Theme {
        tera: engine(name, shared),
        sources: files,
    };
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let templates: Vec<(&str, &str)> = theme
        .sources
        .iter()
        .filter_map(|(name, file)| Some((name.as_str(), file.text.as_deref()?)))
        .collect();
    if let Err(problem) = theme.tera.add_raw_templates(templates.iter().copied()) {
        diagnostics.extend(syntax_errors(&theme, &templates, name, shared));
        if diagnostics.is_empty() {
            diagnostics.extend(theme.explain(&problem));
        }
        return Diagnosed {
            value: None,
            diagnostics,
        };
    }
    let missing: Vec<&str> = REQUIRED
        .into_iter()
        .filter(|name| !theme.tera.contains_template(name))
        .collect();
    if !missing.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                "missing-template",
                format!("the theme `{name}` has no {}", missing.join(", ")),
            )
            .help(format!("add it below themes/{name}/templates/")),
        );
        return Diagnosed {
            value: None,
            diagnostics,
        };
    }
    Diagnosed {
        value: Some(theme),
        diagnostics,
    }
}

fn engine(name: &str, shared: &Arc<Shared>) -> Tera {
    let mut tera = Tera::new();
    let prefixes = if name == DEFAULT {
        vec![format!("themes/{DEFAULT}/")]
    } else {
        vec![format!("themes/{name}/"), format!("themes/{DEFAULT}/")]
    };
    // It only fails once templates have been added.
    let _ = tera.set_fallback_prefixes(prefixes);
    tera.set_escape_fn(escape);
    functions::register(&mut tera, shared);
    tera
}

fn escape(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let entity: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&bytes[done..at])?;
        out.write_all(entity)?;
        done = at + 1;
    }
    out.write_all(&bytes[done..])
}

/// Every template by the name it is registered under; of a theme's layers the stronger wins file by file.
fn registered(sources: &Sources, theme: &str) -> BTreeMap<String, Arc<SourceFile>> {
    let mut files: BTreeMap<String, Arc<SourceFile>> = BTreeMap::new();
    for file in sources.of(Kind::Template) {
        let name = match file.layer {
            Layer::Site => file.name.to_string(),
            Layer::Theme => format!("themes/{theme}/{}", file.name),
            Layer::Embedded => format!("themes/{DEFAULT}/{}", file.name),
        };
        match files.get(&name) {
            Some(other) if other.layer <= file.layer => {}
            _ => {
                files.insert(name, file.clone());
            }
        }
    }
    files
}

/// Tera stops at the first template it cannot read; each is tried alone so that all are named.
fn syntax_errors(
    theme: &Theme,
    templates: &[(&str, &str)],
    name: &str,
    shared: &Arc<Shared>,
) -> Vec<Diagnostic> {
    templates
        .iter()
        .filter_map(
            |template| match engine(name, shared).add_raw_templates([*template]) {
                Err(problem) if matches!(problem.kind(), ErrorKind::SyntaxError(_)) => {
                    Some(theme.explain(&problem))
                }
                _ => None,
            },
        )
        .flatten()
        .collect()
}

impl Theme {
    /// The template to use: the one that front matter names, else the usual one.
    pub(super) fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Names that front matter may use.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.sources.values().map(|file| &*file.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every template that is in use: its source.
    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.sources.values()
    }

    /// Tera's error as diagnostics, at the template's line.
    pub(super) fn explain(&self, problem: &tera::Error) -> Vec<Diagnostic> {
        match problem.kind() {
            ErrorKind::SyntaxError(report) => {
                vec![self.at(
                    "template-syntax",
                    report.message(),
                    report.filename(),
                    report.span().range.clone(),
                )]
            }
            ErrorKind::RenderingError(report) => {
                vec![self.at(
                    "template",
                    report.message(),
                    report.filename(),
                    report.span().range.clone(),
                )]
            }
            ErrorKind::CircularExtend {
                tpl,
                inheritance_chain,
            } => {
                vec![self.cycle("extends", tpl, inheritance_chain)]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                vec![self.cycle("includes", tpl, include_chain)]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("the template extends `{parent}`, which does not exist");
                let diagnostic = Diagnostic::error("template", message);
                vec![self.in_template(diagnostic, current, parent)]
            }
            other => self.reports(&other.to_string()),
        }
    }

    fn at(
        &self,
        code: &'static str,
        message: &str,
        name: &str,
        span: std::ops::Range<usize>,
    ) -> Diagnostic {
        let message = lower_first(message);
        let diagnostic = match self.source(name) {
            Some(file) => match &file.text {
                Some(text) => Diagnostic::error(code, message).at(&file.path, text, span, ""),
                None => Diagnostic::error(code, message).in_file(file.path.clone()),
            },
            None => Diagnostic::error(code, message),
        };
        match hint(&diagnostic.message) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    fn source(&self, name: &str) -> Option<&Arc<SourceFile>> {
        self.sources
            .get(name)
            .or_else(|| self.sources.values().find(|file| &*file.name == name))
    }

    /// Points at the first mention of `word` in a template.
    fn in_template(&self, diagnostic: Diagnostic, name: &str, word: &str) -> Diagnostic {
        let Some(file) = self.source(name) else {
            return diagnostic;
        };
        let found = file
            .text
            .as_ref()
            .and_then(|text| Some((text, text.find(word)?)));
        match found {
            Some((text, at)) => diagnostic.at(&file.path, text, at..at + word.len(), ""),
            None => diagnostic.in_file(file.path.clone()),
        }
    }

    fn cycle(&self, verb: &str, name: &str, chain: &[String]) -> Diagnostic {
        let mut names: Vec<&str> = chain.iter().map(String::as_str).collect();
        if names.first() != Some(&name) {
            names.insert(0, name);
        }
        if names.last() != Some(&name) {
            names.push(name);
        }
        let message = format!("the template {verb} itself: {}", names.join(" → "));
        let diagnostic = Diagnostic::error("template-cycle", message)
            .help("take one of these out of the circle");
        self.in_template(diagnostic, name, names.get(1).copied().unwrap_or(name))
    }

    /// Some of Tera's errors hold their reports only as text: `error: …`, then ` --> name:line:column`.
    fn reports(&self, text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for report in text.split("\n\n") {
            let mut lines = report.lines();
            let message = lines
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned();
            let place = lines
                .next()
                .and_then(|line| line.trim().strip_prefix("--> "))
                .and_then(|place| {
                    let (rest, column) = place.rsplit_once(':')?;
                    let (name, line) = rest.rsplit_once(':')?;
                    Some((
                        self.source(name)?,
                        line.parse::<usize>().ok()?,
                        column.parse::<usize>().ok()?,
                    ))
                });
            let diagnostic = Diagnostic::error("template", lower_first(&message));
            diagnostics.push(match place {
                Some((file, line, column)) => match &file.text {
                    Some(text) => {
                        let start = offset(text, line, column);
                        let end = text[start..]
                            .find([' ', '(', '}', '\n'])
                            .map_or(text.len(), |at| start + at);
                        diagnostic.at(&file.path, text, start..end, "")
                    }
                    None => diagnostic.in_file(file.path.clone()),
                },
                None => diagnostic,
            });
        }
        diagnostics
    }
}

/// The byte offset of a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(at, _)| start + at)
}

fn lower_first(message: &str) -> String {
    let mut characters = message.trim_end_matches('.').chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn hint(message: &str) -> Option<&'static str> {
    if message.contains("unknown function") {
        Some("the functions are t, url, asset, page, section, image, date, number and data")
    } else if message.contains("unknown component") {
        Some(
            "components stand in themes/<name>/templates/ or templates/ as `{% component name() %}`",
        )
    } else {
        None
    }
}

/// The page that was being rendered, as a second place of a template's error.
pub(super) fn while_rendering(
    diagnostic: Diagnostic,
    page: Option<&Arc<SourceFile>>,
    url: &str,
) -> Diagnostic {
    match page {
        Some(file) => diagnostic.related(Place {
            path: file.path.clone(),
            text: None,
            span: 0..0,
            label: format!("while this page was rendered, for {url}"),
        }),
        None => diagnostic.related(Place {
            path: url.into(),
            text: None,
            span: 0..0,
            label: "while this was rendered".to_owned(),
        }),
    }
}
