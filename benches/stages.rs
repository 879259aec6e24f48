//! The stages of a build, each alone, over a site of 100 pages in three languages.
//!
//! `cargo bench --bench stages`, or with a part of a name: `cargo bench --bench stages -- render`. The site is
//! written into the folder for temporary files; `TMPDIR=/dev/shm` leaves the disk out. `benches/peers` measures the program
//! as a whole.

#![allow(clippy::disallowed_methods, reason = "a bench writes its site")]
#![allow(clippy::unwrap_used, reason = "a panic is how a bench fails")]

#[path = "stages/tree.rs"]
mod tree;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput};
use yuimaru::assets::{self, AssetMemo, Assets, Base};
use yuimaru::config::{self, Config};
use yuimaru::diag::{Severity, Strictness};
use yuimaru::i18n::format::Formats;
use yuimaru::i18n::messages::{MessageFile, Messages};
use yuimaru::model::{self, ParsedFile, Site, Target};
use yuimaru::parse::cjk::prepare::{Scope, prepare};
use yuimaru::parse::document;
use yuimaru::parse::highlight::Highlighter;
use yuimaru::project::{Changes, Options, Project, Snapshot};
use yuimaru::render::Renderer;
use yuimaru::source::{self, Kind, ScanOptions, SourceFile, Sources};

/// Pages, each in three languages.
const PAGES: usize = 100;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    tree::write(&root, PAGES).unwrap();
    let stages = Stages::prepare(&root);
    scan(&mut criterion, &root);
    parse(&mut criterion, &stages);
    marks(&mut criterion);
    assemble(&mut criterion, &stages);
    render(&mut criterion, &stages);
    refresh(&mut criterion, &root);
    publish(&mut criterion, &root, folder.path());
    criterion.final_summary();
}

/// What each stage starts from.
struct Stages {
    config: Arc<Config>,
    sources: Sources,
    documents: Vec<ParsedFile>,
    assets: Arc<Assets>,
    formats: Arc<Formats>,
    messages: Arc<Messages>,
    site: Arc<Site>,
}

impl Stages {
    fn prepare(root: &Path) -> Self {
        let file = source::read_config(root).unwrap();
        let text = file.text().unwrap();
        let config = Arc::new(config::load(&file.path, text).unwrap().value);
        let sources = source::scan(root, &theme(&config), None, &|_| {}).value;
        let options = document::Options::by_language(&config);
        let highlighter = Highlighter::new();
        let documents: Vec<ParsedFile> = sources
            .of(Kind::Page)
            .map(|file| parse_one(file, &options, &config, &highlighter))
            .collect();
        let assets = Arc::new(
            assets::load(
                &sources,
                &Base::new(&config.base_url.path, &config.own_base),
                &mut AssetMemo::default(),
            )
            .value,
        );
        let formats = Arc::new(Formats::new(&config.languages));
        let messages = Arc::new(messages(&config, &sources, &formats));
        let input = input(&config, documents.clone(), &assets, &formats, &sources);
        let site = Arc::new(model::assemble(input).value);
        assert!(site.pages.len() > 3 * PAGES, "{} pages", site.pages.len());
        Stages {
            config,
            sources,
            documents,
            assets,
            formats,
            messages,
            site,
        }
    }

    /// A renderer as a build begins with: nothing that templates share is made yet.
    fn renderer(&self) -> Renderer {
        Renderer::new(
            self.site.clone(),
            self.messages.clone(),
            self.formats.clone(),
            Arc::default(),
            &self.sources,
        )
        .value
        .unwrap()
    }
}

fn theme(config: &Config) -> ScanOptions {
    ScanOptions {
        theme: config.theme.clone(),
        lets_go_of_texts: false,
        out: None,
    }
}

fn parse_one(
    file: &Arc<SourceFile>,
    options: &document::Options,
    config: &Config,
    highlighter: &Highlighter,
) -> ParsedFile {
    let parsed = document::parse(
        file,
        options.of(options.lang_of(&file.name, config)),
        highlighter,
    );
    ParsedFile {
        source: file.clone(),
        document: Arc::new(parsed.value),
    }
}

fn messages(config: &Config, sources: &Sources, formats: &Arc<Formats>) -> Messages {
    let files: Vec<MessageFile> = sources
        .of(Kind::Messages)
        .filter_map(|file| {
            Some(MessageFile {
                lang: config.lang(file.name.split('/').next()?)?,
                layer: file.layer,
                path: file.path.clone(),
                text: file.text()?.clone(),
            })
        })
        .collect();
    Messages::load(config, &files, formats.clone()).value
}

fn input<'a>(
    config: &Arc<Config>,
    documents: Vec<ParsedFile>,
    assets: &Arc<Assets>,
    formats: &'a Formats,
    sources: &'a Sources,
) -> model::Input<'a> {
    model::Input {
        config: config.clone(),
        documents,
        facts: Vec::new(),
        data: Default::default(),
        assets: assets.clone(),
        formats,
        unread: &sources.unread,
        now: jiff::Timestamp::UNIX_EPOCH,
        drafts: false,
        future: true,
    }
}

fn scan(criterion: &mut Criterion, root: &Path) {
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: false,
        out: None,
    };
    let first = source::scan(root, &options, None, &|_| {}).value;
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Elements(first.of(Kind::Page).count() as u64));
    group.bench_function("first", |bencher| {
        bencher.iter(|| source::scan(root, &options, None, &|_| {}));
    });
    group.bench_function("again", |bencher| {
        bencher.iter(|| source::scan(root, &options, Some(&first), &|_| {}));
    });
    group.finish();
}

/// On one core: a build parses on all.
fn parse(criterion: &mut Criterion, stages: &Stages) {
    let files: Vec<&Arc<SourceFile>> = stages.sources.of(Kind::Page).collect();
    let options = document::Options::by_language(&stages.config);
    let highlighter = Highlighter::new();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(files.iter().map(|file| file.size).sum()));
    group.bench_function("markdown", |bencher| {
        bencher.iter(|| {
            for file in &files {
                black_box(parse_one(file, &options, &stages.config, &highlighter));
            }
        });
    });
    group.finish();
}

/// What East Asian text costs before it is parsed: at most 0.3 ms for 100 KB of Japanese, nothing for ASCII.
fn marks(criterion: &mut Criterion) {
    const SIZE: usize = 100_000;
    let japanese = "両団体は**「相互交流協定」**に調印した。*島々*と{草原|そう|げん}を行き来する旅行者は、\
                    協定が含む分野を~~（旧）~~新しい表で見る。県北部にはモンゴルのテントと文化を生かした場所を作る計画がある。\n";
    let english = "The two groups signed a **mutual** exchange agreement (2012), *of* {six|6} ~~fields~~ so far.\n";
    let mut group = criterion.benchmark_group("marks");
    for (name, text) in [("japanese", japanese), ("ascii", english)] {
        let text = text.repeat(SIZE / text.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher
                .iter(|| black_box(prepare(black_box(&text), Scope::Extensions, &[]).text.len()));
        });
    }
    group.finish();
}

fn assemble(criterion: &mut Criterion, stages: &Stages) {
    let mut group = criterion.benchmark_group("assemble");
    group.throughput(Throughput::Elements(stages.documents.len() as u64));
    group.bench_function("site", |bencher| {
        bencher.iter_batched(
            || {
                let documents = stages.documents.clone();
                input(
                    &stages.config,
                    documents,
                    &stages.assets,
                    &stages.formats,
                    &stages.sources,
                )
            },
            model::assemble,
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// On one core, from a renderer that has rendered nothing yet.
fn render(criterion: &mut Criterion, stages: &Stages) {
    type IsIn = fn(&Target) -> bool;
    let kinds: [(&str, IsIn); 4] = [
        ("pages", |target| matches!(target, Target::Page(_))),
        ("lists", |target| {
            matches!(
                target,
                Target::Section(..) | Target::Taxonomy(..) | Target::Term(..)
            )
        }),
        ("feeds", |target| matches!(target, Target::Feed(_))),
        ("sitemap", |target| matches!(target, Target::Sitemap(_))),
    ];
    let mut group = criterion.benchmark_group("render");
    group.bench_function("theme", |bencher| bencher.iter(|| stages.renderer()));
    for (name, is_in) in kinds {
        let routes: Vec<_> = stages
            .site
            .routes
            .iter()
            .filter(|route| is_in(&route.target))
            .collect();
        assert!(!routes.is_empty(), "{name}");
        group.throughput(Throughput::Elements(routes.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                || stages.renderer(),
                |renderer| {
                    for route in &routes {
                        black_box(renderer.render(route));
                    }
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn refreshed(project: &mut Project) -> Arc<Snapshot> {
    let snapshot = project.refresh(Changes::Unknown);
    let problem = snapshot
        .diagnostics
        .iter()
        .find(|problem| problem.severity.resolve(Strictness::Strict) == Severity::Error);
    assert!(problem.is_none(), "{problem:?}");
    snapshot
}

fn open(root: &Path) -> Project {
    Project::open(Options {
        root: root.to_owned(),
        ..Options::default()
    })
}

fn refresh(criterion: &mut Criterion, root: &Path) {
    let mut group = criterion.benchmark_group("refresh");
    group.bench_function("first", |bencher| {
        bencher.iter_batched_ref(|| open(root), refreshed, BatchSize::PerIteration);
    });
    let mut project = open(root);
    refreshed(&mut project);
    group.bench_function("again", |bencher| bencher.iter(|| refreshed(&mut project)));
    group.finish();
}

/// Rendered and written: a build without its refresh.
fn publish(criterion: &mut Criterion, root: &Path, folder: &Path) {
    let out = folder.join("public");
    let published = |snapshot: &Arc<Snapshot>| {
        let published = snapshot.publish(&out, root, Strictness::Strict).unwrap();
        assert!(published.summary.is_some(), "{:?}", published.diagnostics);
    };
    let mut group = criterion.benchmark_group("publish");
    group.bench_function("first", |bencher| {
        bencher.iter_batched_ref(
            || {
                if out.exists() {
                    std::fs::remove_dir_all(&out).unwrap();
                }
                refreshed(&mut open(root))
            },
            |snapshot| published(snapshot),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("again", |bencher| {
        bencher.iter_batched_ref(
            || refreshed(&mut open(root)),
            |snapshot| published(snapshot),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}
