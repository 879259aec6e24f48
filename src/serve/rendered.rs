//! What has been rendered of one site: by route, when somebody asks or the sweep comes by.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::page::{Page, Text, is_asset, version};
use crate::assets::AssetBytes;
use crate::diag::print::Counts;
use crate::diag::{Diagnostic, Severity, Strictness};
use crate::model::Route;
use crate::project::{Difference, Snapshot, Stats};
use crate::render::{self, Renderer};

/// So many bytes of pages are kept. What is beyond is rendered again when it is asked for again.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// A site, and what its routes are known to answer.
pub(super) struct Rendered {
    snapshot: Arc<Snapshot>,
    /// By route.
    cells: Box<[Cell]>,
    kept_bytes: AtomicUsize,
    rendered: AtomicUsize,
    differing: AtomicUsize,
    /// What was wrong, by route.
    problems: Mutex<BTreeMap<usize, Arc<[Diagnostic]>>>,
}

struct Cell {
    known: Mutex<Known>,
    /// The version of what the route's address answered in the site before, where that was known.
    before: Option<u64>,
}

/// What comes of rendering a route.
enum Answer {
    Bytes(Vec<u8>),
    Asset(AssetBytes),
    Broken(Text),
}

/// What is known of a route.
#[derive(Clone, Default)]
enum Known {
    /// Nothing yet.
    #[default]
    Nothing,
    /// It can be rendered, and this is the version of what comes out.
    Version(u64),
    /// All of it.
    Page(Page),
}

impl Known {
    fn version(&self) -> Option<u64> {
        match self {
            Known::Version(version) => Some(*version),
            Known::Page(Page::Text(text)) => Some(text.version),
            Known::Nothing | Known::Page(_) => None,
        }
    }
}

impl Rendered {
    /// Nothing is rendered yet.
    pub(super) fn new(snapshot: Arc<Snapshot>) -> Rendered {
        let routes = snapshot
            .renderer
            .as_ref()
            .map_or(0, |renderer| renderer.site().routes.len());
        let cells = (0..routes).map(|_| Cell::new(Known::Nothing, None));
        Rendered::with(snapshot, cells.collect())
    }

    /// Takes over from the site before what the new one answers in the same way.
    pub(super) fn after(
        before: &Rendered,
        snapshot: Arc<Snapshot>,
        difference: &Difference,
    ) -> Rendered {
        let (Some(old), Some(new)) = (&before.snapshot.renderer, &snapshot.renderer) else {
            return Rendered::new(snapshot);
        };
        match difference {
            Difference::Texts(files) => {
                let routes = new.site().routes.iter().zip(&before.cells);
                let cells = routes.map(|(route, cell)| {
                    let known = locked(&cell.known).clone();
                    match new.shows_text_of(route, files) {
                        true => Cell::new(Known::Nothing, known.version().or(cell.before)),
                        false => Cell::new(known, cell.before),
                    }
                });
                let cells: Box<[Cell]> = cells.collect();
                // After the cells: what a cell knows the problems of, they are told before (`render`). And never while
                // a cell is held, nor the other way round.
                let mut problems = locked(&before.problems).clone();
                problems.retain(|at, _| cells.get(*at).is_some_and(Cell::is_known));
                let kept_bytes = cells.iter().map(Cell::kept_bytes).sum();
                Rendered {
                    kept_bytes: AtomicUsize::new(kept_bytes),
                    problems: Mutex::new(problems),
                    ..Rendered::with(snapshot, cells)
                }
            }
            Difference::Everything => {
                // Both are in the order of outputs.
                let mut olds = old.site().routes.iter().zip(&before.cells).peekable();
                let cells = new.site().routes.iter().map(|route| {
                    while olds.next_if(|(old, _)| old.output < route.output).is_some() {}
                    let same = olds.next_if(|(old, _)| old.output == route.output);
                    let version =
                        same.and_then(|(_, cell)| locked(&cell.known).version().or(cell.before));
                    Cell::new(Known::Nothing, version)
                });
                let cells = cells.collect();
                Rendered::with(snapshot, cells)
            }
        }
    }

    fn with(snapshot: Arc<Snapshot>, cells: Box<[Cell]>) -> Rendered {
        Rendered {
            snapshot,
            cells,
            kept_bytes: AtomicUsize::new(0),
            rendered: AtomicUsize::new(0),
            differing: AtomicUsize::new(0),
            problems: Mutex::default(),
        }
    }

    pub(super) fn renderer(&self) -> Option<&Renderer> {
        self.snapshot.renderer.as_ref()
    }

    /// How many routes there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// What the refresh and all rendering since had to do.
    pub(super) fn stats(&self) -> Stats {
        Stats {
            rendered: self.rendered.load(Ordering::Relaxed),
            differing: self.differing.load(Ordering::Relaxed),
            ..self.snapshot.stats
        }
    }

    /// What the route with this index answers. `hear` is told what is wrong, when it is rendered.
    pub(super) fn page(&self, at: usize, hear: impl FnOnce(&[Diagnostic])) -> Option<Page> {
        let cell = self.cells.get(at)?;
        let mut known = locked(&cell.known);
        if let Known::Page(page) = &*known {
            return Some(page.clone());
        }
        let (renderer, route) = self.route(at)?;
        let is_new = known.version().is_none();
        let page = match self.render(at, is_new, hear)? {
            Answer::Asset(asset) => return Some(Page::Asset(asset)),
            Answer::Broken(page) => Page::Broken(page),
            Answer::Bytes(bytes) => {
                let text = Text::of(route, bytes, renderer.site());
                let size = text.bytes.len();
                if self.kept_bytes.fetch_add(size, Ordering::Relaxed) + size > KEPT_BYTES {
                    self.kept_bytes.fetch_sub(size, Ordering::Relaxed);
                    *known = Known::Version(text.version);
                    return Some(Page::Text(text));
                }
                Page::Text(text)
            }
        };
        *known = Known::Page(page.clone());
        Some(page)
    }

    /// Renders the route with this index if that was not done, to see whether it can be; its bytes are not kept.
    pub(super) fn look(&self, at: usize, hear: impl FnOnce(&[Diagnostic])) {
        let (Some(cell), Some((_, route))) = (self.cells.get(at), self.route(at)) else {
            return;
        };
        let mut known = locked(&cell.known);
        if is_asset(&route.target) || !matches!(*known, Known::Nothing) {
            return;
        }
        match self.render(at, true, hear) {
            Some(Answer::Bytes(bytes)) => *known = Known::Version(version(&bytes)),
            Some(Answer::Broken(page)) => *known = Known::Page(Page::Broken(page)),
            Some(Answer::Asset(_)) | None => {}
        }
    }

    fn route(&self, at: usize) -> Option<(&Renderer, &Route)> {
        let renderer = self.renderer()?;
        Some((renderer, renderer.site().routes.get(at)?))
    }

    fn render(&self, at: usize, is_new: bool, hear: impl FnOnce(&[Diagnostic])) -> Option<Answer> {
        let (renderer, route) = self.route(at)?;
        let rendered = renderer.render(route);
        let is_broken = Counts::of(&rendered.diagnostics, Strictness::Lenient).errors > 0;
        let answer = match rendered.value {
            render::Answer::Asset(asset) => return Some(Answer::Asset(asset)),
            render::Answer::Bytes(_) if is_broken => {
                Answer::Broken(Text::explaining(&rendered.diagnostics))
            }
            render::Answer::Bytes(bytes) => Answer::Bytes(bytes),
        };
        if is_new {
            self.rendered.fetch_add(1, Ordering::Relaxed);
            let before = self.cells.get(at).and_then(|cell| cell.before);
            let is_as_before = match &answer {
                Answer::Bytes(bytes) => before == Some(version(bytes)),
                Answer::Broken(_) | Answer::Asset(_) => false,
            };
            if !is_as_before {
                self.differing.fetch_add(1, Ordering::Relaxed);
            }
            if !rendered.diagnostics.is_empty() {
                let problems: Arc<[Diagnostic]> = rendered.diagnostics.into();
                locked(&self.problems).insert(at, problems.clone());
                hear(&problems);
            }
        }
        Some(answer)
    }

    /// What was wrong with what has been rendered, in the order of routes.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        let problems = locked(&self.problems);
        problems
            .values()
            .flat_map(|some| some.iter().cloned())
            .collect()
    }

    /// The first errors among them, at most so many.
    pub(super) fn errors(&self, at_most: usize) -> Vec<Diagnostic> {
        let problems = locked(&self.problems);
        let all = problems.values().flat_map(|some| some.iter());
        all.filter(|problem| is_error(problem))
            .take(at_most)
            .cloned()
            .collect()
    }
}

/// The errors among problems, as a build takes them.
pub(super) fn errors(problems: &[Diagnostic]) -> Vec<Diagnostic> {
    let errors = problems.iter().filter(|problem| is_error(problem));
    errors.cloned().collect()
}

fn is_error(problem: &Diagnostic) -> bool {
    problem.severity.resolve(Strictness::Lenient) == Severity::Error
}

impl Cell {
    fn new(known: Known, before: Option<u64>) -> Cell {
        Cell {
            known: Mutex::new(known),
            before,
        }
    }

    fn kept_bytes(&self) -> usize {
        match &*locked(&self.known) {
            Known::Page(page) => page.size(),
            Known::Nothing | Known::Version(_) => 0,
        }
    }

    fn is_known(&self) -> bool {
        !matches!(*locked(&self.known), Known::Nothing)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
