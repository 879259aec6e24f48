//! What is served now.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use pulldown_cmark_escape::escape_html_body_text;

use super::address::Address;
use crate::assets::AssetBytes;
use crate::diag::print::{Counts, human};
use crate::diag::{Diagnostic, Strictness};
use crate::project::Snapshot;
use crate::render::{Answer, Renderer};

/// How wide frames on an error page may be, in cells.
const WIDTH: usize = 110;

/// The one thing that changes: which site requests are answered from. Whoever answers takes hold of it once.
pub(super) struct Current(RwLock<Arc<Shown>>);

/// A snapshot that is served, with what was rendered of it so far.
pub(super) enum Shown {
    /// The site.
    Site(ShownSite),
    /// There is no site yet: a page that says why.
    Broken(Bytes),
}

/// A site that is served.
pub(super) struct ShownSite {
    snapshot: Arc<Snapshot>,
    /// Whether a build would publish it, as far as is known without rendering all of it.
    is_good: bool,
    /// By route.
    pages: Box<[OnceLock<Page>]>,
}

/// What a route answers. Clones share the bytes.
#[derive(Clone)]
pub(super) enum Page {
    /// What a build would write.
    Bytes(Bytes),
    /// What a build would copy.
    Asset(AssetBytes),
    /// It cannot be rendered: a page that says why.
    Broken(Bytes),
}

/// What came of a new snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is what is served now.
    Shown,
    /// It has errors; a better one is still served.
    Held,
}

impl Current {
    pub(super) fn new(snapshot: &Arc<Snapshot>) -> Current {
        Current(RwLock::new(Arc::new(Shown::of(snapshot))))
    }

    /// What is served at this moment.
    pub(super) fn get(&self) -> Arc<Shown> {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    /// Serves the snapshot from now on, unless it has errors and what is served has none.
    pub(super) fn show(&self, snapshot: &Arc<Snapshot>) -> Change {
        let new = Shown::of(snapshot);
        if self.get().rank() > new.rank() {
            return Change::Held;
        }
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *current, Arc::new(new));
        // It may be large: nobody waits for its end.
        drop(current);
        drop(old);
        Change::Shown
    }

    /// Names of languages and where their pages begin.
    pub(super) fn home_urls(&self, address: &Address) -> Vec<(String, String)> {
        let shown = self.get();
        let Shown::Site(shown) = &*shown else {
            return vec![(String::new(), address.url())];
        };
        let Some(renderer) = shown.renderer() else {
            return vec![(String::new(), address.url())];
        };
        let site = renderer.site();
        site.living_languages()
            .filter_map(|lang| {
                let name = site.config.language(lang).name.clone();
                Some((name, site.absolute(&site.home(lang)?.path)))
            })
            .collect()
    }
}

impl Shown {
    fn of(snapshot: &Arc<Snapshot>) -> Shown {
        match &snapshot.renderer {
            None => Shown::Broken(explanation(&snapshot.diagnostics)),
            Some(renderer) => Shown::Site(ShownSite {
                is_good: Counts::of(&snapshot.diagnostics, Strictness::Lenient).errors == 0,
                pages: renderer
                    .site()
                    .routes
                    .iter()
                    .map(|_| OnceLock::new())
                    .collect(),
                snapshot: snapshot.clone(),
            }),
        }
    }

    /// How good it is to look at.
    fn rank(&self) -> u8 {
        match self {
            Shown::Broken(_) => 0,
            Shown::Site(ShownSite { is_good: false, .. }) => 1,
            Shown::Site(ShownSite { is_good: true, .. }) => 2,
        }
    }
}

impl ShownSite {
    pub(super) fn renderer(&self) -> Option<&Renderer> {
        self.snapshot.renderer.as_ref()
    }

    /// What the route with this index answers; rendered by the first who asks, who hears of the problems.
    pub(super) fn page(&self, route: usize, hear: impl FnOnce(&[Diagnostic])) -> Option<Page> {
        let renderer = self.renderer()?;
        let page = self.pages.get(route)?;
        let page = page.get_or_init(|| {
            let rendered = renderer.render(&renderer.site().routes[route]);
            hear(&rendered.diagnostics);
            if Counts::of(&rendered.diagnostics, Strictness::Lenient).errors > 0 {
                return Page::Broken(explanation(&rendered.diagnostics));
            }
            match rendered.value {
                Answer::Bytes(bytes) => Page::Bytes(bytes.into()),
                Answer::Asset(asset) => Page::Asset(asset),
            }
        });
        Some(page.clone())
    }
}

/// A page of its own that shows problems as the terminal does.
fn explanation(diagnostics: &[Diagnostic]) -> Bytes {
    let text = human(diagnostics, Strictness::Lenient, false, WIDTH);
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Errors</title>\n<h1>This cannot be shown yet</h1>\n<pre>",
    );
    // Writing to a string does not fail.
    let _ = escape_html_body_text(&mut html, &text);
    html.push_str("</pre>\n</html>\n");
    html.into()
}
