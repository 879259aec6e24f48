//! The law: after any edits, what is served is what a clean build writes, byte for byte.
//!
//! A site is edited at random; after each step every address that it has or ever had is asked for. `YUIMARU_EDITS` says
//! how many steps each seed makes, `YUIMARU_SEED` which seed is the first: what fails, fails again with the same.

mod breaks;
mod edits;
mod expected;
mod start;
mod tree;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use super::preview::{LIMIT, Preview, without_script};
use super::wire::{Kept, Reply};
use crate::harness::Site;
use breaks::Break;
use expected::{Expected, Routes, expected};
use tree::{Action, MANNERS, Manner, Random, Tree, change, path_after_move};

const SEEDS: u64 = 3;

/// So many steps later it is still looked whether an address that is gone answers nothing.
const MEMORY: usize = 8;

/// Every so many steps all that is gone is asked for, and a server is started that knows of no edit.
const OFTEN: usize = 25;

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[test]
fn what_is_served_is_what_a_clean_build_writes_whatever_is_edited() {
    let first = number("YUIMARU_SEED", 1);
    let steps = usize::try_from(number("YUIMARU_EDITS", 40)).unwrap();
    thread::scope(|scope| {
        for seed in first..first + SEEDS {
            scope.spawn(move || {
                let site = Site::empty();
                let mut editor = Editor::new(&site, seed);
                for step in 1..=steps {
                    editor.step(step);
                }
                editor.finish();
            });
        }
    });
}

/// Whoever edits a site, and looks at it.
struct Editor<'site> {
    seed: u64,
    random: Random,
    site: &'site Site,
    preview: Preview<'site>,
    connection: Kept,
    tree: Tree,
    /// The last tree that could be built.
    good: Tree,
    /// What was last to be seen, where that is known: a step of several changes may be seen half-way.
    shown: Option<Routes>,
    /// The step at which each address last answered.
    known: BTreeMap<String, usize>,
    breaks: Vec<Break>,
    /// How many steps something has been wrong, and with how many it will be mended.
    broken: usize,
    patience: usize,
    is_held: bool,
    story: String,
    counts: [usize; 3],
}

impl<'site> Editor<'site> {
    fn new(site: &'site Site, seed: u64) -> Self {
        let mut random = Random(seed);
        let mut tree = start::site(&mut random);
        tree.0.extend(edits::adopted(&tree));
        for (path, file) in &tree.0 {
            site.write_bytes(path, &file.bytes());
        }
        let preview = Preview::start(site, &[]);
        let connection = Kept::new(preview.port());
        let mut editor = Editor {
            seed,
            random,
            site,
            connection,
            preview,
            good: tree.clone(),
            tree,
            shown: None,
            known: BTreeMap::new(),
            breaks: Vec::new(),
            broken: 0,
            patience: 0,
            is_held: false,
            story: String::new(),
            counts: [0; 3],
        };
        editor.look(0, true);
        editor
    }

    fn step(&mut self, step: usize) {
        let before = self.tree.clone();
        let _ = writeln!(self.story, "step {step}");
        self.preview.forget_messages();
        let is_mended = self.broken > self.patience;
        let mistake = match self.random.one_in(10) && !is_mended {
            true => breaks::mistake(&mut self.random, &self.tree),
            false => None,
        };
        let is_at_once = match mistake {
            Some(mistake) => {
                let action = Action::Write(mistake.path.clone(), mistake.bad.clone());
                self.act(&action, Manner::Atomic);
                self.breaks.push(mistake);
                true
            }
            None if is_mended => {
                let actions = self.mending();
                self.all(&actions)
            }
            None => {
                let count = if self.random.one_in(3) {
                    1 + self.random.below(4)
                } else {
                    1
                };
                let mut is_at_once = count == 1;
                for _ in 0..count {
                    let actions = edits::edit(&mut self.random, &self.tree);
                    is_at_once &= self.all(&actions);
                    if self.random.one_in(4) {
                        let pause = u64::try_from(self.random.below(30)).unwrap();
                        thread::sleep(Duration::from_millis(pause));
                    }
                }
                is_at_once
            }
        };
        if self.tree != before || !self.is_held {
            self.look(step, is_at_once);
        }
    }

    /// Whether nobody can have seen a part of the actions.
    fn all(&mut self, actions: &[Action]) -> bool {
        let mut is_at_once = actions.len() < 2;
        for action in actions {
            let manner = *self.random.pick(&MANNERS);
            let is_write = matches!(action, Action::Write(..));
            is_at_once &= !is_write || manner == Manner::Atomic;
            self.act(action, manner);
        }
        is_at_once
    }

    fn act(&mut self, action: &Action, manner: Manner) {
        let _ = writeln!(self.story, "  {} ({manner:?})", action.tell());
        self.tree.apply(action);
        if let Action::Move(from, to) = action {
            for mistake in &mut self.breaks {
                if let Some(path) = path_after_move(&mistake.path, from, to) {
                    mistake.path = path;
                }
            }
        }
        change(self.site.root(), action, manner);
    }

    /// Takes back what was done by mistake; if that was not the reason, everything since the site was good.
    fn mending(&mut self) -> Vec<Action> {
        let is_still_so = |mistake: &Break| self.tree.0.get(&mistake.path) == Some(&mistake.bad);
        let mut breaks = std::mem::take(&mut self.breaks);
        breaks.retain(is_still_so);
        if breaks.is_empty() {
            return self.good.from(&self.tree);
        }
        // The last first: one may have been made of the other.
        let back = breaks.into_iter().rev().map(|mistake| match mistake.good {
            Some(good) => Action::Write(mistake.path, good),
            None => Action::Remove(mistake.path),
        });
        back.collect()
    }

    /// Compares all that is served with what must be.
    fn look(&mut self, step: usize, is_at_once: bool) {
        let was_held = std::mem::take(&mut self.is_held);
        match expected(&self.preview, self.site) {
            Expected::Site(routes) => {
                self.known
                    .extend(routes.keys().map(|path| (path.clone(), step)));
                self.settle(step, &routes);
                let is_good = routes.values().all(Option::is_some);
                if is_good {
                    self.good = self.tree.clone();
                    self.breaks.clear();
                }
                self.count(is_good, if is_good { 0 } else { 1 });
                if step.is_multiple_of(OFTEN) {
                    self.compare_with_another(&routes);
                }
                self.shown = Some(routes);
            }
            Expected::Held => {
                self.is_held = true;
                let is_sure =
                    is_at_once || (was_held && self.breaks.iter().any(|one| self.holds(one)));
                self.preview
                    .wait_for_message("so the site before is still shown");
                match &self.shown {
                    Some(shown) if is_sure => {
                        let shown = shown.clone();
                        let differences = self.differences(step, &shown, is_made);
                        assert!(differences.is_empty(), "{}", self.report(&differences));
                    }
                    _ => self.shown = None,
                }
                self.count(false, 2);
            }
        }
    }

    /// Whether the mistake is still there, and is one that keeps everything from being shown.
    fn holds(&self, mistake: &Break) -> bool {
        let is_global = mistake.path == "site.yaml" || mistake.path.starts_with("templates/base");
        is_global && self.tree.0.get(&mistake.path) == Some(&mistake.bad)
    }

    fn count(&mut self, is_good: bool, kind: usize) {
        self.counts[kind] += 1;
        match is_good {
            true => self.broken = 0,
            false => {
                if self.broken == 0 {
                    self.patience = self.random.below(3);
                }
                self.broken += 1;
            }
        }
    }

    fn settle(&mut self, step: usize, routes: &Routes) {
        let until = Instant::now() + LIMIT;
        loop {
            let differences = self.differences(step, routes, |_| true);
            if differences.is_empty() {
                return;
            }
            assert!(Instant::now() < until, "{}", self.report(&differences));
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Addresses that do not answer as they must; not all, if there are many.
    fn differences(
        &mut self,
        step: usize,
        routes: &Routes,
        counts: fn(&str) -> bool,
    ) -> Vec<String> {
        let mut differences = Vec::new();
        for (path, last) in &self.known {
            let is_remembered = last + MEMORY >= step || step.is_multiple_of(OFTEN);
            if !counts(path) || !(is_remembered || routes.contains_key(path)) {
                continue;
            }
            let reply = self.connection.get(path);
            differences.extend(difference(path, &reply, routes));
            if differences.len() > 4 {
                break;
            }
        }
        differences
    }

    /// A server that has seen no edit answers the same.
    fn compare_with_another(&mut self, routes: &Routes) {
        let other = Preview::start(self.site, &[]);
        let mut connection = Kept::new(other.port());
        let own = |reply: &Reply, preview: &Preview<'_>| {
            let kind = reply.header("content-type").map(str::to_owned);
            let text = reply.text().replace(&preview.host(), "HOST");
            (reply.status, kind, text)
        };
        for path in routes.keys() {
            let warm = own(&self.connection.get(path), &self.preview);
            let cold = own(&connection.get(path), &other);
            let difference = format!("{path} is other where no edit was seen:\n{warm:?}\n{cold:?}");
            assert!(warm == cold, "{}", self.report(&[difference]));
        }
    }

    fn report(&self, differences: &[String]) -> String {
        format!(
            "YUIMARU_SEED={}\n{}\n{}\n--- messages\n{}",
            self.seed,
            self.story,
            differences.join("\n"),
            self.preview.messages()
        )
    }

    fn finish(&self) {
        let [good, partly, held] = self.counts;
        eprintln!(
            "seed {}: {good} good, {partly} with pages that fail, {held} that could not be shown, {} addresses",
            self.seed,
            self.known.len()
        );
    }
}

/// Whether it is made by us: what is copied is read from where it stands, even while the site around it is held.
fn is_made(path: &str) -> bool {
    path.ends_with('/') || path.ends_with(".html") || path.ends_with(".xml")
}

/// How a reply differs from what must be: these bytes, an error, or, where nothing is, the page that says so in the
/// language of the address.
fn difference(path: &str, reply: &Reply, routes: &Routes) -> Option<String> {
    let not_found = || {
        let first = path.split('/').nth(1).unwrap_or_default();
        let pages = [format!("/{first}/404.html"), "/404.html".to_owned()];
        pages.iter().find_map(|page| routes.get(page)).unwrap()
    };
    let (status, bytes) = match routes.get(path) {
        Some(bytes) => (200, bytes),
        None => (404, not_found()),
    };
    let status = if bytes.is_some() { status } else { 500 };
    if reply.status != status {
        return Some(format!("{path}: {} instead of {status}", reply.status));
    }
    let (served, built) = (without_script(reply), bytes.as_ref()?);
    (served != *built).then(|| {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        format!(
            "{path}:\n--- served\n{}\n--- built\n{}",
            shown(&served),
            shown(built)
        )
    })
}
