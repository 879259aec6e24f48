//! What browsers are told while they show the site.
//!
//! A browser hears that there is a new site, which files of it have changed or have other names, what is wrong, and
//! which page to open. It then asks by itself whether its page is still what it shows: a conditional question costs
//! one page, where rendering every page to tell who is concerned would cost all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tokio::sync::broadcast::{self, Receiver, Sender};

use super::current::{Shown, Since};
use super::rendered::Rendered;
use crate::model::{Site, Target};
use crate::render::Renderer;

/// How many events may wait for a browser that reads slowly. One that missed some is told the present state.
const WAITING: usize = 64;

/// The path of the event stream.
pub(super) const EVENTS: &str = "/_yuimaru/events";

/// The path of the script.
pub(super) const SCRIPT: &str = "/_yuimaru/live.js";

/// The script that listens.
pub(super) const SCRIPT_TEXT: &str = include_str!("live.js");

/// Those who listen.
pub(super) struct Live {
    tell: Sender<Arc<str>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many sites there were.
    site: u64,
    /// Errors as the terminal shows them; empty where there are none.
    problems: String,
}

/// What a new site means for a page that is open.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    /// Files of the theme that have other addresses now: before, and now.
    renamed: BTreeMap<String, String>,
    /// Addresses of other files whose bytes are other; `None` where it is not known which.
    touched: Option<BTreeSet<String>>,
    /// The page to open: its address and the tag of its language.
    navigate: Option<(String, String)>,
}

impl Live {
    pub(super) fn new() -> Live {
        Live {
            tell: broadcast::channel(WAITING).0,
            state: Mutex::default(),
        }
    }

    /// The present state, and all events from here on.
    pub(super) fn listen(&self) -> (Arc<str>, Receiver<Arc<str>>) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (event(&state, &News::nothing()), self.tell.subscribe())
    }

    /// The present state.
    pub(super) fn present(&self) -> Arc<str> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        event(&state, &News::nothing())
    }

    /// There is a new site.
    pub(super) fn site(&self, news: &News) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.site += 1;
        // Nobody may be listening.
        let _ = self.tell.send(event(&state, news));
    }

    /// These are the errors now.
    pub(super) fn problems(&self, problems: String) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.problems != problems {
            state.problems = problems;
            let _ = self.tell.send(event(&state, &News::nothing()));
        }
    }
}

fn event(state: &State, news: &News) -> Arc<str> {
    json!({
        "site": state.site,
        "problems": state.problems,
        "renamed": news.renamed,
        "touched": news.touched,
        "navigate": news.navigate.as_ref().map(|(path, lang)| json!({"path": path, "lang": lang})),
    })
    .to_string()
    .into()
}

impl News {
    fn nothing() -> News {
        News {
            touched: Some(BTreeSet::new()),
            ..News::default()
        }
    }

    /// What is new in a site after what has changed since the one before. `opens` is whether the page just saved is to
    /// be opened.
    pub(super) fn of(old: &Shown, new: &Shown, since: &Since, opens: bool) -> News {
        let Some(new) = site_of(new) else {
            return News::nothing();
        };
        let old = site_of(old);
        let files = since.files.as_ref();
        News {
            renamed: old.map_or_else(BTreeMap::new, |old| renamed(old, new)),
            touched: files.map(|files| touched(new, files)),
            navigate: files.filter(|_| opens).and_then(|files| saved(new, files)),
        }
    }
}

fn site_of(shown: &Shown) -> Option<&Site> {
    shown
        .site()
        .and_then(Rendered::renderer)
        .map(Renderer::site)
}

fn renamed(old: &Site, new: &Site) -> BTreeMap<String, String> {
    let address = |site: &Site, output: &str| site.href(&format!("/{output}"));
    new.assets
        .theme
        .iter()
        .filter_map(|(name, asset)| {
            let before = &old.assets.theme.get(name)?.output;
            (*before != asset.output).then(|| (address(old, before), address(new, &asset.output)))
        })
        .collect()
}

/// Where the files that are copied as they are, under the same name, can be had.
fn touched(site: &Site, files: &BTreeSet<String>) -> BTreeSet<String> {
    let is_touched = |target: &Target| {
        matches!(target, Target::SiteAsset(_) | Target::ContentAsset(_))
            && site
                .asset_of(target)
                .is_some_and(|asset| files.contains(&*asset.path))
    };
    site.routes
        .iter()
        .filter(|route| is_touched(&route.target))
        .map(|route| site.href(&route.path))
        .collect()
}

/// The page that was saved, if it was one alone.
fn saved(site: &Site, files: &BTreeSet<String>) -> Option<(String, String)> {
    let mut saved = site.pages.iter().filter(|page| {
        page.copy_of.is_none()
            && page
                .source
                .as_ref()
                .is_some_and(|source| files.contains(&*source.path))
    });
    let page = saved.next()?;
    let tag = site.config.language(page.lang).tag.to_string();
    saved.next().is_none().then(|| (site.href(&page.path), tag))
}
