//! The plot on one screen: from a folder to a [`Snapshot`], one stage a line. The only module that knows all stages.

mod difference;
mod documents;
mod inputs;
mod publish;

pub use difference::Difference;
pub use publish::Published;
pub(crate) use publish::render_all;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::clock;
use crate::config::{self, BaseUrl, Config};
use crate::diag::{self, Diagnostic};
use crate::i18n::messages::Messages;
use crate::l10n::notice::Notices;
use crate::l10n::state::{self, Locks, State};
use crate::l10n::texts::Texts;
use crate::model::{self, ParsedFacts, ParsedFile, Site};
use crate::parse::document;
use crate::parse::highlight::Highlighter;
use crate::parse::lint::Linter;
use crate::render::{Renderer, usage};
use crate::source::git::Git;
use crate::source::{self, Kind, ScanOptions, SourceFile, Sources};
use crate::stopwatch::Stopwatch;
use documents::{Documents, EarlyParsed, Parser};
use inputs::Inputs;

/// What a project is opened with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The folder with `site.yaml`.
    pub root: PathBuf,
    /// Stands in for `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Keep drafts in.
    pub drafts: bool,
    /// Keep in what `publish` holds back.
    pub future: bool,
    /// Do not keep the texts of pages once they are parsed: for whoever makes the site once, and seldom asks for one,
    /// which is then read again.
    pub lets_go_of_texts: bool,
    /// The folder that is published; `public` in the root where none is named.
    pub out: Option<PathBuf>,
}

/// A site as it was at one moment: never changed, shared by whoever asks.
pub struct Snapshot {
    /// Ready to render; `None` where configuration or templates cannot be used.
    pub renderer: Option<Renderer>,
    /// What was wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The messages, for the checks that need no page.
    pub messages: Option<Arc<Messages>>,
    /// What was accepted of translations.
    pub locks: Locks,
    /// `locales/glossary.yaml`, where there is one.
    pub glossary: Option<Arc<SourceFile>>,
    /// Whether the call is to blame (no site there, a flag or variable that cannot be): another exit code.
    pub is_misused: bool,
    /// How long after it was made the next page is published or expires.
    pub good_for: Option<Duration>,
    /// What the refresh had to do.
    pub stats: Stats,
    /// What can be shown otherwise than by the snapshot before.
    pub difference: Difference,
    /// How long each stage took, up to now.
    pub stopwatch: Stopwatch,
}

/// What a refresh, and whoever rendered the snapshot after it, had to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Markdown files parsed anew.
    pub parsed: usize,
    /// Markdown files whose parse was still good.
    pub kept: usize,
    /// Routes rendered; none yet when the refresh is done.
    pub rendered: usize,
    /// Routes among them whose bytes are other than before, as far as it is known what they were.
    pub differing: usize,
}

/// What is known of the files that changed since the last refresh.
#[derive(Debug, Clone, Copy)]
pub enum Changes<'a> {
    /// Nothing: everything is looked at.
    Unknown,
    /// None but these changed, came or went: paths from the root, with `/`, in NFC.
    Only(&'a BTreeSet<String>),
}

/// Files by their paths from the site's root: the texts that they are taken to hold, `None` for what is taken not to be
/// there.
pub type Supposed = BTreeMap<Arc<str>, Option<Arc<str>>>;

/// An open site folder. Keeps what it read, so that a refresh reads and parses only what is new.
pub struct Project {
    options: Options,
    /// What files are taken to hold, whatever the disk has.
    supposed: Supposed,
    sources: Option<Sources>,
    documents: Documents,
    inputs: inputs::Memo,
    highlighter: Arc<Highlighter>,
    /// The last site that could be rendered, if that was the last of all.
    site: Option<Arc<Site>>,
    /// What was last known of translations.
    notices: Arc<Notices>,
}

impl Project {
    /// Opens a folder; nothing is read yet.
    #[must_use]
    pub fn open(options: Options) -> Project {
        Project {
            options,
            supposed: Supposed::new(),
            sources: None,
            documents: Documents::default(),
            inputs: inputs::Memo::default(),
            highlighter: Arc::new(Highlighter::new()),
            site: None,
            notices: Arc::default(),
        }
    }

    /// Whether the last refresh has seen a file of this path, or one below it; or may have seen it: where something was
    /// wrong, that may have been a folder that was gone before it could be looked into.
    #[must_use]
    pub fn has_seen(&self, path: &str) -> bool {
        self.sources
            .as_ref()
            .is_none_or(|sources| !sources.is_sound || sources.has(path))
    }

    /// From the next refresh on the site is as if these files were so.
    pub fn suppose(&mut self, files: Supposed) {
        self.supposed = files;
    }

    /// Reads what is new and makes the site of it.
    pub fn refresh(&mut self, changes: Changes<'_>) -> Arc<Snapshot> {
        let mut diagnostics = Vec::new();
        let mut stopwatch = Stopwatch::default();
        let Some(config) = self.config(&mut diagnostics) else {
            return Arc::new(self.without_configuration(diagnostics, stopwatch));
        };
        let (now, is_misused) = told_time(&mut diagnostics);
        let highlighter = self.highlighter.clone();
        let parser = Parser::new(&config, &highlighter);
        let (sources, early) = self.read(&config, changes, &parser, &mut diagnostics);
        stopwatch.lap("read and parse");
        let (parsed, inputs) = rayon::join(
            || self.documents.parse(&parser, &sources, early),
            || self.inputs.read(&config, &sources),
        );
        let parsed = parsed.drain_into(&mut diagnostics);
        let Inputs {
            facts,
            data,
            assets,
            formats,
            messages,
            locks,
        } = inputs.drain_into(&mut diagnostics);
        let glossary = sources.of(Kind::Glossary).next().cloned();
        let good_for = time_to_next_change(&parsed.files, &facts, &config, now);
        stopwatch.lap("facts, data, assets, messages");
        let site = model::assemble(model::Input {
            config: config.clone(),
            documents: parsed.files,
            facts,
            data,
            assets,
            formats: &formats,
            unread: &sources.unread,
            now,
            drafts: self.options.drafts,
            future: self.options.future,
        });
        let site: Arc<Site> = Arc::new(site.drain_into(&mut diagnostics));
        stopwatch.lap("assemble");
        let notices = Arc::new(Notices::of(&site, &locks, Some(&self.notices)));
        stopwatch.lap("translations");
        let renderer = Renderer::new(
            site.clone(),
            messages.clone(),
            formats,
            notices.clone(),
            &sources,
        )
        .drain_into(&mut diagnostics);
        stopwatch.lap("theme");
        let before = self.site.as_deref().zip(self.sources.as_ref());
        let difference = Difference::between(before, (&site, &sources), parsed.changed)
            .with(notices.changed_since(&self.notices, &site));
        self.notices = notices;
        self.site = renderer.is_some().then_some(site);
        self.sources = Some(sources);
        diag::sort(&mut diagnostics);
        stopwatch.lap("difference");
        Arc::new(Snapshot {
            renderer,
            diagnostics,
            messages: Some(messages),
            locks,
            glossary,
            is_misused,
            good_for,
            stats: parsed.stats,
            difference,
            stopwatch,
        })
    }

    /// Nothing can be said of a site without its configuration.
    fn without_configuration(
        &mut self,
        mut diagnostics: Vec<Diagnostic>,
        stopwatch: Stopwatch,
    ) -> Snapshot {
        // What changes while nobody looks is not told again.
        self.site = None;
        if let Some(sources) = &mut self.sources {
            sources.is_sound = false;
        }
        let is_misused = diagnostics.iter().all(|problem| problem.place.is_none());
        diag::sort(&mut diagnostics);
        Snapshot {
            renderer: None,
            diagnostics,
            messages: None,
            locks: Locks::default(),
            glossary: None,
            is_misused,
            good_for: None,
            stats: Stats::default(),
            difference: Difference::Everything,
            stopwatch,
        }
    }

    fn supposed_file(&self, theme: &str, path: &Arc<str>, text: &Arc<str>) -> Option<SourceFile> {
        SourceFile::supposed(&self.options.root, theme, path, text)
    }

    fn config_file(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<SourceFile>> {
        if let Some((path, text)) = self.supposed.get_key_value("site.yaml") {
            return self.supposed_file("", path, text.as_ref()?).map(Arc::new);
        }
        match source::read_config(&self.options.root) {
            Ok(file) => Some(file),
            Err(problem) => {
                diagnostics.push(*problem);
                None
            }
        }
    }

    fn config(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Config>> {
        let file = self.config_file(diagnostics)?;
        let text = file.text()?;
        let mut config = match config::load(&file.path, text) {
            Ok(loaded) => loaded.drain_into(diagnostics),
            Err(problems) => {
                diagnostics.extend(problems);
                return None;
            }
        };
        if let Some(url) = &self.options.base_url {
            match BaseUrl::parse(url) {
                Ok(base_url) => config.base_url = base_url,
                Err(problem) => {
                    diagnostics.push(
                        Diagnostic::error("bad-base-url", format!("`--base-url {url}` {problem}"))
                            .help("write the address of the home page: `--base-url https://example.org/`"),
                    );
                    return None;
                }
            }
        }
        Some(Arc::new(config))
    }

    /// All files, and those of the new pages parsed whose texts were at hand.
    fn read(
        &self,
        config: &Config,
        changes: Changes<'_>,
        parser: &Parser<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Sources, EarlyParsed) {
        if let (Changes::Only(paths), Some(previous)) = (changes, &self.sources)
            && let Some(sources) = source::reread(previous, paths)
        {
            return (sources, EarlyParsed::default());
        }
        let options = ScanOptions {
            theme: config.theme.clone(),
            lets_go_of_texts: self.options.lets_go_of_texts,
            out: self.options.out.clone(),
        };
        let early = self.documents.early(parser);
        let previous = self.sources.as_ref();
        let mut sources = source::scan(&self.options.root, &options, previous, &|pages| {
            early.take(pages);
        })
        .drain_into(diagnostics);
        for (path, text) in &self.supposed {
            sources.files.remove(path);
            let text = text.as_ref();
            let file = text.and_then(|text| self.supposed_file(&config.theme, path, text));
            sources
                .files
                .extend(file.map(|file| (path.clone(), Arc::new(file))));
        }
        (sources, early.finish())
    }
}

impl Snapshot {
    /// How many pages the site has, and in how many languages.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        self.renderer.as_ref().map_or((0, 0), |renderer| {
            let site = renderer.site();
            (site.pages.len(), site.living_languages().count())
        })
    }

    /// The state of every translation, and the blocks it was told by; none without a site.
    #[must_use]
    pub fn translations<T>(&self, take: impl FnOnce(&Site, &State, &Texts<'_>) -> T) -> Option<T> {
        let site = self.renderer.as_ref()?.site();
        let options = document::Options::by_language(&site.config);
        let texts = Texts::new(site, &options);
        let state = state::assess(site, &self.locks, &texts, self.messages.as_deref());
        Some(take(site, &state, &texts))
    }

    /// What is wrong with the messages, seen from the templates that use them; and what is told with that of single
    /// messages, as pages that show them say it.
    #[must_use]
    pub fn message_problems(&self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let (Some(messages), Some(renderer)) = (&self.messages, &self.renderer) else {
            return Default::default();
        };
        let usage = usage::of_templates(renderer.templates().into_iter());
        (
            messages.check(&usage.keys, usage.dynamic),
            messages.within_whole_files(&usage.keys, usage.dynamic),
        )
    }

    /// What is no error in the pages' texts and yet not what their editors meant.
    #[must_use]
    pub fn text_problems(&self) -> Vec<Diagnostic> {
        let Some(renderer) = &self.renderer else {
            return Vec::new();
        };
        let site = renderer.site();
        let linter = Linter::new(&site.config);
        site.pages
            .par_iter()
            // The text of a copy is told of where it stands.
            .filter(|page| page.copy_of.is_none())
            .filter_map(|page| {
                let source = page.source.as_ref()?;
                Some(linter.page(&source.path, source.text()?, page.lang))
            })
            .flatten_iter()
            .collect()
    }
}

/// The folder of a site as the repository around it names it, with a slash at its end; empty where there is none, or the
/// site is all of it.
#[must_use]
pub fn folder_in_repository(root: &Path) -> String {
    Git::around(root)
        .map(|git| git.folder().to_owned())
        .unwrap_or_default()
}

/// The instant that decides which pages are in; and whether the one that was asked for is none.
fn told_time(diagnostics: &mut Vec<Diagnostic>) -> (Timestamp, bool) {
    match clock::now() {
        Ok(now) => (now, false),
        Err(problem) => {
            let problem = Diagnostic::error("source-date-epoch", problem.0);
            diagnostics.push(problem.help(clock::HELP));
            (Timestamp::UNIX_EPOCH, true)
        }
    }
}

/// From `now` to the next instant at which a page may come or go by itself.
fn time_to_next_change(
    documents: &[ParsedFile],
    facts: &[ParsedFacts],
    config: &Config,
    now: Timestamp,
) -> Option<Duration> {
    let of_documents = documents.iter().map(|file| &*file.document.front);
    let of_facts = facts.iter().map(|file| &*file.front);
    of_documents
        .chain(of_facts)
        .flat_map(|front| [front.publish, front.expires])
        .flatten()
        .map(|moment| moment.instant(&config.timezone))
        .filter(|instant| *instant > now)
        .min()
        .map(|next| next.duration_since(now).unsigned_abs())
}
