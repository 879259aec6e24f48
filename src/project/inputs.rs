//! What a site is made of besides its pages: facts, data, assets, messages, locks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::assets::{self, AssetMemo, Assets, Base};
use crate::config::{Config, Lang};
use crate::diag::{Diagnosed, Diagnostic};
use crate::i18n::format::Formats;
use crate::i18n::messages::{MessageFile, Messages};
use crate::i18n::tags;
use crate::l10n::Lock;
use crate::l10n::state::{Locked, Locks};
use crate::model::ParsedFacts;
use crate::parse::{FrontMatter, front_matter};
use crate::source::{Kind, Layer, SourceFile, Sources};
use crate::yaml;

/// What was read of all this before.
#[derive(Default)]
pub(super) struct Memo {
    facts: Facts,
    accepted: Accepted,
    assets: AssetMemo,
}

/// What a site is made of besides its pages.
pub(super) struct Inputs {
    pub(super) facts: Vec<ParsedFacts>,
    /// By name; none of what could not be read.
    pub(super) data: BTreeMap<Arc<str>, Option<serde_json::Value>>,
    pub(super) assets: Arc<Assets>,
    pub(super) formats: Arc<Formats>,
    pub(super) messages: Arc<Messages>,
    pub(super) locks: Locks,
}

impl Memo {
    /// All of it as it is now.
    pub(super) fn read(&mut self, config: &Config, sources: &Sources) -> Diagnosed<Inputs> {
        let mut diagnostics = Vec::new();
        let base = Base::new(&config.base_url.path, &config.own_base);
        let assets = assets::load(sources, &base, &mut self.assets).drain_into(&mut diagnostics);
        let formats = Arc::new(Formats::new(&config.languages));
        let messages = messages(config, sources, &formats).drain_into(&mut diagnostics);
        let accepted = self.accepted.parse(config, sources);
        Diagnosed {
            value: Inputs {
                facts: self.facts.parse(sources).drain_into(&mut diagnostics),
                data: data(sources).drain_into(&mut diagnostics),
                assets: Arc::new(assets),
                formats,
                messages: Arc::new(messages),
                locks: accepted.drain_into(&mut diagnostics),
            },
            diagnostics,
        }
    }
}

/// Facts files that were parsed, by path.
#[derive(Default)]
struct Facts(HashMap<Arc<str>, Parsed>);

/// A parse, and the hash of the text it is of.
struct Parsed {
    hash: u64,
    front: Arc<FrontMatter>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Facts {
    /// All facts files, those parsed that are other than before.
    fn parse(&mut self, sources: &Sources) -> Diagnosed<Vec<ParsedFacts>> {
        let mut before = std::mem::take(&mut self.0);
        let mut diagnostics = Vec::new();
        let mut all = Vec::new();
        for file in sources.of(Kind::Facts) {
            let Some(text) = file.text() else {
                continue;
            };
            let known = before.remove(&file.path);
            let parsed = known
                .filter(|known| known.hash == file.hash)
                .unwrap_or_else(|| {
                    let parsed = front_matter::parse_facts(&file.path, text);
                    Parsed {
                        hash: file.hash,
                        front: Arc::new(parsed.value),
                        diagnostics: parsed.diagnostics.into(),
                    }
                });
            diagnostics.extend(parsed.diagnostics.iter().cloned());
            all.push(ParsedFacts {
                source: file.clone(),
                front: parsed.front.clone(),
            });
            self.0.insert(file.path.clone(), parsed);
        }
        Diagnosed {
            value: all,
            diagnostics,
        }
    }
}

/// What `content/_data/*.yaml` hold, by name; none of what could not be read.
fn data(sources: &Sources) -> Diagnosed<BTreeMap<Arc<str>, Option<serde_json::Value>>> {
    let mut diagnostics = Vec::new();
    let value = sources
        .of(Kind::Data)
        .map(|file| {
            let text = file.text();
            let value = text
                .and_then(|text| yaml::parse_data(&file.path, text).drain_into(&mut diagnostics));
            let name = file
                .name
                .trim_start_matches("_data/")
                .trim_end_matches(".yaml");
            (name.into(), value)
        })
        .collect();
    Diagnosed { value, diagnostics }
}

/// Lock files that were parsed, by path.
#[derive(Default)]
struct Accepted(HashMap<Arc<str>, ReadLock>);

/// What a lock file says, and the hash of its text.
#[derive(Clone)]
struct ReadLock {
    hash: u64,
    lock: Result<Arc<Lock>, Box<Diagnostic>>,
}

impl Accepted {
    /// What was accepted of translations. A lock that names a language that the site does not have is left alone.
    fn parse(&mut self, config: &Config, sources: &Sources) -> Diagnosed<Locks> {
        let before = std::mem::take(&mut self.0);
        let files: Vec<_> = sources
            .of(Kind::Lock)
            .filter_map(|file| {
                let (code, inner) = file.name.split_once('/')?;
                let key = inner
                    .strip_prefix("pages/")
                    .and_then(|name| name.strip_suffix(".lock"));
                Some((file, config.lang(code)?, key, file.text()?))
            })
            .collect();
        let parsed: Vec<_> = files
            .par_iter()
            .map(|(file, .., text)| match before.get(&file.path) {
                Some(known) if known.hash == file.hash => known.clone(),
                _ => ReadLock {
                    hash: file.hash,
                    lock: Lock::parse(&file.path, text).map(Arc::new),
                },
            })
            .collect();
        let mut diagnostics = Vec::new();
        let mut locks = Locks::default();
        for ((file, lang, key, _), parsed) in files.into_iter().zip(parsed) {
            let path = file.path.clone();
            let locked = |lock: &Arc<Lock>| Locked {
                path: path.clone(),
                lock: lock.clone(),
            };
            match (&parsed.lock, key) {
                (Ok(lock), Some(key)) => locks.insert(lang, key.into(), locked(lock)),
                (Ok(lock), None) => locks.insert_messages(lang, locked(lock)),
                (Err(problem), _) => diagnostics.push((**problem).clone()),
            }
            self.0.insert(path, parsed);
        }
        Diagnosed {
            value: locks,
            diagnostics,
        }
    }
}

/// The languages that read a folder of a theme's messages: that of its code, and those for whose codes the theme has no
/// folder, where their tag says the same. A theme cannot know how a site calls its languages.
fn readers(config: &Config, folder: &str, has_folder: &dyn Fn(&str) -> bool) -> Vec<Lang> {
    let reads = |lang: &Lang| {
        let language = config.language(*lang);
        language.code == folder
            || (!has_folder(&language.code) && tags::mean_the_same(&language.tag, folder))
    };
    config.langs().filter(reads).collect()
}

/// The messages of site and theme in the languages of the site.
fn messages(config: &Config, sources: &Sources, formats: &Arc<Formats>) -> Diagnosed<Messages> {
    let mut strangers: BTreeSet<&str> = BTreeSet::new();
    let mut files: Vec<MessageFile> = Vec::new();
    let folder = |file: &Arc<SourceFile>| file.name.split('/').next().map(str::to_owned);
    let of_themes = sources
        .of(Kind::Messages)
        .filter(|file| file.layer != Layer::Site);
    let of_themes: BTreeSet<(Layer, String)> = of_themes
        .filter_map(|file| Some((file.layer, folder(file)?)))
        .collect();
    for file in sources.of(Kind::Messages) {
        let code = file.name.split('/').next().unwrap_or_default();
        let langs = match file.layer {
            Layer::Site => config.lang(code).into_iter().collect(),
            layer => readers(config, code, &|code| {
                of_themes.contains(&(layer, code.to_owned()))
            }),
        };
        // A theme may speak more languages than the site.
        if langs.is_empty() && file.layer == Layer::Site {
            strangers.insert(code);
        }
        let Some(text) = file.text() else {
            continue;
        };
        files.extend(langs.into_iter().map(|lang| MessageFile {
            lang,
            layer: file.layer,
            path: file.path.clone(),
            text: text.clone(),
        }));
    }
    let strangers = strangers.into_iter().map(|code| {
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
    });
    let mut loaded = Messages::load(config, &files, formats.clone());
    loaded.diagnostics.extend(strangers);
    let mut all = sources.of(Kind::Messages);
    if all.any(|file| !file.has_text()) {
        loaded.value = loaded.value.with_unread_files();
    }
    loaded
}
