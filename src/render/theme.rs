//! Templates of three layers into one Tera, and Tera's errors into diagnostics.
//!
//! A file is found under its plain name in the strongest layer that has it: the site's `templates/`, the theme, the
//! embedded default theme. A theme's own file stays reachable as `themes/<name>/X.html`, so that a site can extend it.

mod calls;
mod constants;
mod depth;
mod explain;
mod hints;
mod parts;
mod reach;
mod recursion;

use constants::NAME;
pub(super) use constants::NAME as CONSTANTS;
pub(super) use explain::while_rendering;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tera::{Context, ErrorKind, Tera, TeraResult, Value};

use super::asked::Asked;
use super::functions::{self, Shared};
use super::template_text::{Tag, tags};
use crate::config::{Lang, theme_problems};
use crate::diag::{Diagnosed, Diagnostic};
use crate::source::{Kind, Layer, SourceFile, Sources};
use constants::{Constants, Found};
use parts::Part;

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
    /// What a name may stand behind, the strongest first.
    prefixes: Vec<String>,
    sources: BTreeMap<String, Arc<SourceFile>>,
    calls: Mutex<calls::AllCalls>,
    pub(super) constants: Constants,
    pub(super) asked: Asked,
}

/// Templates by the names under which they are registered: their texts, and the tags in them.
type Read<'a> = BTreeMap<&'a str, (&'a str, Vec<Tag<'a>>)>;

fn read(files: &BTreeMap<String, Arc<SourceFile>>) -> Read<'_> {
    files
        .iter()
        .filter_map(|(name, file)| {
            let text: &str = file.text()?;
            Some((name.as_str(), (text, tags(text))))
        })
        .collect()
}

/// The names of those that are not the binary's.
fn own(files: &BTreeMap<String, Arc<SourceFile>>) -> impl Iterator<Item = &str> {
    let own = files
        .iter()
        .filter(|(_, file)| file.layer != Layer::Embedded);
    own.map(|(name, _)| name.as_str())
}

/// What all templates together may ask for.
fn asked(files: &BTreeMap<String, Arc<SourceFile>>, read: &Read<'_>) -> Asked {
    let tags = |name: &str| Some(&read.get(name)?.1[..]);
    let embedded = files
        .iter()
        .filter(|(_, file)| file.layer == Layer::Embedded);
    Asked::by(
        own(files).filter_map(tags),
        embedded.filter_map(|(name, _)| tags(name)),
    )
}

/// Reads all templates, and what the theme says of itself. `None` where they cannot be used; the problems say why.
pub(super) fn load(
    sources: &Sources,
    name: &str,
    shared: &Arc<Shared>,
) -> Diagnosed<Option<Theme>> {
    let mut loaded = load_templates(sources, name, shared);
    loaded.diagnostics.extend(own_problems(sources));
    loaded
}

fn load_templates(sources: &Sources, name: &str, shared: &Arc<Shared>) -> Diagnosed<Option<Theme>> {
    let files = registered(sources, name);
    let read = read(&files);
    let mut theme = Theme {
        tera: Tera::default(),
        prefixes: prefixes(name),
        sources: files.clone(),
        calls: Mutex::default(),
        constants: Constants::default(),
        asked: asked(&files, &read),
    };
    let mut diagnostics: Vec<Diagnostic> = theme.depth_problems(&read);
    if diagnostics.is_empty()
        && let Err(problem) = theme.add_all(&read, name, shared)
    {
        diagnostics.extend(syntax_errors(&theme, &read, name, shared));
        if diagnostics.is_empty() {
            diagnostics.extend(theme.explain(&problem));
        }
    }
    if !diagnostics.is_empty() {
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

/// What is wrong with the `theme.yaml` of a theme that is not the binary's.
fn own_problems(sources: &Sources) -> Vec<Diagnostic> {
    sources
        .of(Kind::ThemeConfig)
        .filter(|file| file.layer == Layer::Theme)
        .filter_map(|file| Some((file, file.text()?)))
        .flat_map(|(file, text)| theme_problems(&file.path, text, env!("CARGO_PKG_VERSION")))
        .collect()
}

/// An embedded template behind a theme of another name: it extends and includes its own kind, since the theme's
/// `base.html` need not have the same blocks.
fn self_contained(text: &str) -> String {
    let mut own = text.to_owned();
    for tag in ["{% extends \"", "{% include \""] {
        own = own.replace(tag, &format!("{tag}themes/{DEFAULT}/"));
    }
    own
}

fn prefixes(theme: &str) -> Vec<String> {
    let of_default = format!("themes/{DEFAULT}/");
    match theme {
        DEFAULT => vec![of_default],
        theme => vec![format!("themes/{theme}/"), of_default],
    }
}

fn engine(name: &str, shared: &Arc<Shared>) -> Tera {
    let mut tera = Tera::new();
    // It only fails once templates have been added.
    let _ = tera.set_fallback_prefixes(prefixes(name));
    tera.set_escape_fn(escape);
    functions::register(&mut tera, shared);
    tera
}

fn escape(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    const IS_SPECIAL: [bool; 256] = {
        let mut is_special = [false; 256];
        let special = b"&<>\"'";
        let mut at = 0;
        while at < special.len() {
            is_special[special[at] as usize] = true;
            at += 1;
        }
        is_special
    };
    let mut rest = text.as_bytes();
    let mut from = plain_at_start(rest);
    while let Some(at) = rest[from..]
        .iter()
        .position(|byte| IS_SPECIAL[usize::from(*byte)])
    {
        let at = from + at;
        from = 0;
        out.write_all(&rest[..at])?;
        out.write_all(match rest[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest)
}

/// How many bytes at the start of a text are none that is escaped: a multiple of 16, which are looked at together.
fn plain_at_start(text: &[u8]) -> usize {
    const AT_ONCE: usize = 16;
    let (blocks, _) = text.as_chunks::<AT_ONCE>();
    let is_special = |byte: u8| {
        (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'')
    };
    let is_plain = |block: &&[u8; AT_ONCE]| {
        !block
            .iter()
            .fold(false, |found, byte| found | is_special(*byte))
    };
    blocks.iter().take_while(is_plain).count() * AT_ONCE
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
    read: &Read<'_>,
    name: &str,
    shared: &Arc<Shared>,
) -> Vec<Diagnostic> {
    read.iter()
        .filter_map(|(registered, (text, _))| {
            let text = theme.as_registered(registered, Cow::Borrowed(*text));
            match engine(name, shared).add_raw_templates([(*registered, &*text)]) {
                Err(problem) if matches!(problem.kind(), ErrorKind::SyntaxError(_)) => {
                    Some(theme.explain(&problem))
                }
                _ => None,
            }
        })
        .flatten()
        .collect()
}

impl Theme {
    /// Registers all templates, with fields in the place of what is the same on every page of a language: without parts
    /// where something is wrong with any of those, which is best told so.
    fn add_all(&mut self, read: &Read<'_>, name: &str, shared: &Arc<Shared>) -> TeraResult<()> {
        if !constants::may_be_found(read) {
            return self.add(read, Found::default(), name, shared);
        }
        let found = |parts: Vec<Part>| constants::of_templates(read, parts, shared);
        let parts = parts::find(read, self);
        if !parts.is_empty() && self.add(read, found(parts), name, shared).is_ok() {
            return Ok(());
        }
        self.add(read, found(Vec::new()), name, shared)
    }

    /// Registers all templates with fields in the place of what was found.
    fn add(
        &mut self,
        read: &Read<'_>,
        mut found: Found,
        name: &str,
        shared: &Arc<Shared>,
    ) -> TeraResult<()> {
        self.tera = engine(name, shared);
        let mut texts: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for (registered, (text, _)) in read {
            let changed = found.changed.remove(*registered);
            let text = changed.map_or(Cow::Borrowed(*text), Cow::Owned);
            let text = self.as_registered(registered, text);
            texts.push((Cow::Borrowed(*registered), text));
        }
        for (at, part) in &found.parts {
            let text = self.as_registered(&part.template, Cow::Borrowed(&*part.text));
            texts.push((Part::name(*at).into(), text));
        }
        let texts = texts.iter().map(|(name, text)| (&**name, &**text));
        self.tera.add_raw_templates(texts)?;
        // What a part includes may hold fields of parts below it.
        let mut rendered: Vec<Vec<Value>> = Vec::new();
        self.constants = found.constants(&rendered, &shared.site);
        for level in found
            .parts
            .chunk_by(|(_, one), (_, other)| one.height == other.height)
        {
            for (at, _) in level {
                rendered.push(self.rendered(&Part::name(*at), shared)?);
            }
            self.constants = found.constants(&rendered, &shared.site);
        }
        Ok(())
    }

    /// What a part comes to in each language.
    fn rendered(&self, part: &str, shared: &Shared) -> TeraResult<Vec<Value>> {
        let config = &shared.site.config;
        let of = |lang: Lang| {
            let mut context = Context::new();
            context.insert_value("lang", config.language(lang).code.as_str().into());
            context.insert_value("site", shared.views.site(lang));
            if let Some(constants) = self.constants.of(lang) {
                context.insert_value(NAME, constants);
            }
            let html = self.tera.render(part, &context)?;
            // What is to be said of a message is said on every page that shows it.
            match shared.findings.take().is_empty() {
                true => Ok(Value::safe_string(&html)),
                false => Err(tera::Error::message("there is something to say of it")),
            }
        };
        config.langs().map(of).collect()
    }

    /// A template's text as Tera gets it.
    fn as_registered<'t>(&self, registered: &str, text: Cow<'t, str>) -> Cow<'t, str> {
        match self.is_fallback(registered) {
            true => self_contained(&text).into(),
            false => text,
        }
    }

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

    /// Whether a registered template is one of the binary's, behind a theme of another name.
    fn is_fallback(&self, registered: &str) -> bool {
        let file = self.sources.get(registered);
        self.prefixes.len() > 1 && file.is_some_and(|file| file.layer == Layer::Embedded)
    }
}
