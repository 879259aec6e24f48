//! What browsers are told while they show the site.
//!
//! A browser hears that there is a new site, which files of it have changed or have other names, what is wrong, and
//! which page to open. It then asks by itself whether its page is still what it shows: that costs one page, where
//! rendering every page to tell who is concerned would cost all.
//!
//! A page knows by which step of the files it was loaded, and each event says from which step to which it leads. Who has
//! missed one, in a lost connection or between the loading of a page and its first word, so finds out.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// The path that tells what the page in its query would be loaded as.
pub(super) const LOOK: &str = "/_yuimaru/page";

/// The path of the script.
pub(super) const SCRIPT: &str = "/_yuimaru/live.js";

/// The script that listens: nothing of it is seen by the scripts of a page.
pub(super) const SCRIPT_TEXT: &str = concat!(
    "// Keeps a page of the preview as the site is. No part of the site: a build does not write it.\n",
    "(() => {\n'use strict';\n\nconst VERSION = '",
    env!("CARGO_PKG_VERSION"),
    "';\n",
    include_str!("live/listen.js"),
    include_str!("live/swap.js"),
    include_str!("live/reload.js"),
    include_str!("live/problems.js"),
    include_str!("live/show.js"),
    "})();\n"
);

/// Those who listen.
pub(super) struct Live {
    tell: Sender<Arc<str>>,
    /// Of this run of the server alone.
    run: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How often files that pages load have changed.
    step: u64,
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
            run: RandomState::new().build_hasher().finish(),
            state: Mutex::default(),
        }
    }

    /// The present state, and all events from here on.
    pub(super) fn listen(&self) -> (Arc<str>, Receiver<Arc<str>>) {
        let state = self.locked();
        let present = self.event(&state, &News::nothing(), state.step);
        (present, self.tell.subscribe())
    }

    /// The present state.
    pub(super) fn present(&self) -> Arc<str> {
        let state = self.locked();
        self.event(&state, &News::nothing(), state.step)
    }

    /// The step of the files that pages load from now on.
    pub(super) fn step(&self) -> String {
        self.name(self.locked().step)
    }

    /// There is a new site.
    pub(super) fn site(&self, news: &News) {
        let mut state = self.locked();
        let before = state.step;
        let is_same =
            news.renamed.is_empty() && news.touched.as_ref().is_some_and(BTreeSet::is_empty);
        state.step += u64::from(!is_same);
        // Nobody may be listening.
        let _ = self.tell.send(self.event(&state, news, before));
    }

    /// These are the errors now. Nobody tells others in between.
    pub(super) fn problems(&self, frames: impl FnOnce() -> String) {
        let mut state = self.locked();
        let problems = frames();
        if state.problems != problems {
            state.problems = problems;
            let _ = self
                .tell
                .send(self.event(&state, &News::nothing(), state.step));
        }
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(&self, step: u64) -> String {
        format!("{:016x}-{step}", self.run)
    }

    fn event(&self, state: &State, news: &News, before: u64) -> Arc<str> {
        json!({
            "step": self.name(state.step),
            "before": self.name(before),
            "problems": state.problems,
            "renamed": news.renamed,
            "touched": news.touched,
            "navigate": news.navigate.as_ref().map(|(path, lang)| json!({"path": path, "lang": lang})),
        })
        .to_string()
        .into()
    }
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
            touched: files.map(|files| {
                // What is gone is other, too.
                let both = [old, Some(new)].into_iter().flatten();
                both.flat_map(|site| touched(site, files)).collect()
            }),
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
