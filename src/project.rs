//! The plot on one screen: from a folder to a [`Snapshot`], one stage a line. The only module that knows all stages.

mod publish;

pub use publish::Published;
pub(crate) use publish::render_all;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::assets::{self, AssetMemo};
use crate::clock;
use crate::config::{self, BaseUrl, Config};
use crate::diag::{self, Diagnosed, Diagnostic};
use crate::i18n::format::Formats;
use crate::i18n::messages::{MessageFile, Messages};
use crate::model::{self, ParsedFacts, ParsedFile, Site};
use crate::parse::front_matter;
use crate::parse::highlight::Highlighter;
use crate::parse::{Document, document};
use crate::render::{Renderer, usage};
use crate::source::{self, Kind, Layer, ScanOptions, SourceFile, Sources};
use crate::stopwatch::Stopwatch;
use crate::yaml;

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
}

/// A site as it was at one moment: never changed, shared by whoever asks.
pub struct Snapshot {
    /// Ready to render; `None` where configuration or templates cannot be used.
    pub renderer: Option<Renderer>,
    /// What was wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The messages, for the checks that need no page.
    pub messages: Option<Arc<Messages>>,
    /// Whether the call is to blame (no site there, a flag or variable that cannot be): another exit code.
    pub is_misused: bool,
    /// How long after it was made the next page is published or expires.
    pub good_for: Option<Duration>,
    /// What the refresh had to do.
    pub stats: Stats,
    /// How long each stage took, up to now.
    pub stopwatch: Stopwatch,
}

/// What a refresh had to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Files parsed anew.
    pub parsed: usize,
    /// Files whose parse was still good.
    pub kept: usize,
}

/// An open site folder. Keeps what it read, so that a refresh reads and parses only what is new.
pub struct Project {
    options: Options,
    sources: Option<Sources>,
    documents: HashMap<Arc<str>, Parsed>,
    assets: AssetMemo,
    highlighter: Arc<Highlighter>,
}

/// A parse and the hash of all that went into it.
struct Parsed {
    key: u64,
    document: Arc<Document>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Project {
    /// Opens a folder; nothing is read yet.
    #[must_use]
    pub fn open(options: Options) -> Project {
        Project {
            options,
            sources: None,
            documents: HashMap::new(),
            assets: AssetMemo::default(),
            highlighter: Arc::new(Highlighter::new()),
        }
    }

    /// Reads what is new and makes the site of it.
    pub fn refresh(&mut self) -> Arc<Snapshot> {
        let mut diagnostics = Vec::new();
        let mut stopwatch = Stopwatch::default();
        let Some(config) = self.config(&mut diagnostics) else {
            let is_misused = diagnostics.iter().all(|problem| problem.place.is_none());
            diag::sort(&mut diagnostics);
            return Arc::new(Snapshot {
                renderer: None,
                diagnostics,
                messages: None,
                is_misused,
                good_for: None,
                stats: Stats::default(),
                stopwatch,
            });
        };
        let now = clock::now();
        let is_misused = now.is_err();
        let now = now.unwrap_or_else(|problem| {
            diagnostics.push(Diagnostic::error("source-date-epoch", problem.0).help(clock::HELP));
            Timestamp::UNIX_EPOCH
        });
        let sources = self.scan(&config, &mut diagnostics);
        stopwatch.lap("read");
        let (documents, stats) = self.parse(&config, &sources, &mut diagnostics);
        stopwatch.lap("parse");
        let facts = facts(&sources, &mut diagnostics);
        let data = data(&sources, &mut diagnostics);
        let assets =
            Arc::new(assets::load(&sources, &mut self.assets).drain_into(&mut diagnostics));
        let formats = Arc::new(Formats::new(&config.languages));
        let messages = Arc::new(messages(&config, &sources, &formats, &mut diagnostics));
        let good_for = time_to_next_change(&documents, &facts, &config, now);
        stopwatch.lap("facts, data, assets, messages");
        let site = model::assemble(model::Input {
            config: config.clone(),
            documents,
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
        let renderer =
            Renderer::new(site, messages.clone(), formats, &sources).drain_into(&mut diagnostics);
        stopwatch.lap("theme");
        self.sources = Some(sources);
        diag::sort(&mut diagnostics);
        Arc::new(Snapshot {
            renderer,
            diagnostics,
            messages: Some(messages),
            is_misused,
            good_for,
            stats,
            stopwatch,
        })
    }

    fn config(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Config>> {
        let file = match source::read_config(&self.options.root) {
            Ok(file) => file,
            Err(problem) => {
                diagnostics.push(*problem);
                return None;
            }
        };
        let text = file.text.clone()?;
        let mut config = match config::load(&file.path, &text) {
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

    fn scan(&self, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Sources {
        let options = ScanOptions {
            theme: config.theme.clone(),
        };
        source::scan(&self.options.root, &options, self.sources.as_ref()).drain_into(diagnostics)
    }

    /// Parses the Markdown files that are new or other than before, each language by its own rules.
    fn parse(
        &mut self,
        config: &Config,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<ParsedFile>, Stats) {
        let files: Vec<&Arc<SourceFile>> = sources
            .of(Kind::Page)
            .filter(|file| file.text.is_some())
            .collect();
        let options = document::Options::by_language(config);
        let before = &self.documents;
        let highlighter = &self.highlighter;
        let parse = |file: &Arc<SourceFile>| {
            let options = options.of(&file.name, config);
            let key = file.hash ^ options.fingerprint().rotate_left(17);
            match before.get(&file.path) {
                Some(known) if known.key == key => (known.share(), false),
                _ => (
                    Parsed::new(key, document::parse(file, options, highlighter)),
                    true,
                ),
            }
        };
        let may_wait = |file: &SourceFile| {
            let text = file.text.as_deref();
            text.is_some_and(|text| highlighter.may_wait(text))
        };
        let first: Vec<Option<(Parsed, bool)>> = files
            .par_iter()
            .map(|file| (!may_wait(file)).then(|| parse(file)))
            .collect();
        let parsed: Vec<(Parsed, bool)> = first
            .into_par_iter()
            .zip(&files)
            .map(|(parsed, file)| parsed.unwrap_or_else(|| parse(file)))
            .collect();
        let new = parsed.iter().filter(|(_, is_new)| *is_new).count();
        let stats = Stats {
            parsed: new,
            kept: parsed.len() - new,
        };
        let mut documents = Vec::with_capacity(files.len());
        let mut memo = HashMap::with_capacity(files.len());
        for (file, (parsed, _)) in files.into_iter().zip(parsed) {
            diagnostics.extend(parsed.diagnostics.iter().cloned());
            documents.push(ParsedFile {
                source: file.clone(),
                document: parsed.document.clone(),
            });
            memo.insert(file.path.clone(), parsed);
        }
        self.documents = memo;
        (documents, stats)
    }
}

impl Parsed {
    fn new(key: u64, parsed: Diagnosed<Document>) -> Self {
        Parsed {
            key,
            document: Arc::new(parsed.value),
            diagnostics: parsed.diagnostics.into(),
        }
    }

    fn share(&self) -> Self {
        Parsed {
            key: self.key,
            document: self.document.clone(),
            diagnostics: self.diagnostics.clone(),
        }
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

    /// What is wrong with the messages, seen from the templates that use them.
    #[must_use]
    pub fn message_problems(&self) -> Vec<Diagnostic> {
        let (Some(messages), Some(renderer)) = (&self.messages, &self.renderer) else {
            return Vec::new();
        };
        let usage = usage::of_templates(renderer.templates());
        messages.check(&usage.keys, usage.dynamic)
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

fn facts(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Vec<ParsedFacts> {
    sources
        .of(Kind::Facts)
        .filter_map(|file| {
            let text = file.text.as_ref()?;
            let front = front_matter::parse_facts(&file.path, text).drain_into(diagnostics);
            Some(ParsedFacts {
                source: file.clone(),
                front: Arc::new(front),
            })
        })
        .collect()
}

fn data(
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Arc<str>, serde_json::Value> {
    sources
        .of(Kind::Data)
        .filter_map(|file| {
            let value =
                yaml::parse_data(&file.path, file.text.as_ref()?).drain_into(diagnostics)?;
            let name = file
                .name
                .trim_start_matches("_data/")
                .trim_end_matches(".yaml");
            Some((name.into(), value))
        })
        .collect()
}

fn messages(
    config: &Config,
    sources: &Sources,
    formats: &Arc<Formats>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Messages {
    let mut strangers: BTreeSet<&str> = BTreeSet::new();
    let files: Vec<MessageFile> = sources
        .of(Kind::Messages)
        .filter_map(|file| {
            let code = file.name.split('/').next()?;
            let Some(lang) = config.lang(code) else {
                // A theme may speak more languages than the site.
                if file.layer == Layer::Site {
                    strangers.insert(code);
                }
                return None;
            };
            Some(MessageFile {
                lang,
                layer: file.layer,
                path: file.path.clone(),
                text: file.text.clone()?,
            })
        })
        .collect();
    diagnostics.extend(strangers.into_iter().map(|code| {
        let codes: Vec<&str> = config
            .languages
            .iter()
            .map(|language| language.code.as_str())
            .collect();
        let problem = Diagnostic::warning(
            "unknown-language",
            format!("the site has no language `{code}`"),
        )
        .in_file(format!("locales/{code}"));
        problem.help(match crate::nearest::nearest(code, codes.iter().copied()) {
            Some(near) => format!(
                "name the folder `locales/{near}`, or add `{code}` to `languages` in site.yaml"
            ),
            None => format!(
                "nothing reads these messages; the languages are {}",
                codes.join(", ")
            ),
        })
    }));
    Messages::load(config, &files, formats.clone()).drain_into(diagnostics)
}
