//! What is served now.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use super::address::Address;
use super::page::Text;
use super::rendered::{Rendered, errors};
use crate::diag::Diagnostic;
use crate::project::{Difference, Snapshot};

/// The one thing that changes: which site requests are answered from. Whoever answers takes hold of it once.
pub(super) struct Current(RwLock<Arc<Shown>>);

/// What requests are answered from.
pub(super) enum Shown {
    /// A site that a build would publish, as far as is known without rendering all of it.
    Site(Rendered),
    /// There was no such site yet: a page that says why.
    Broken(Text),
}

/// What has changed since the site that is served was made.
pub(super) struct Since {
    pub(super) difference: Difference,
    /// The files that changed; `None` where not all are known.
    pub(super) files: Option<BTreeSet<String>>,
}

/// What came of a new snapshot.
pub(super) enum Change {
    /// It is served now, in place of this one.
    Shown(Arc<Shown>),
    /// It has errors; an earlier one is still served.
    Held,
}

impl Since {
    /// Nothing.
    pub(super) fn nothing() -> Since {
        Since {
            difference: Difference::Texts(BTreeSet::new()),
            files: Some(BTreeSet::new()),
        }
    }

    /// One more snapshot.
    pub(super) fn and(self, difference: &Difference, files: Option<&BTreeSet<String>>) -> Since {
        Since {
            difference: self.difference.and(difference),
            files: self.files.zip(files).map(|(mut all, files)| {
                all.extend(files.iter().cloned());
                all
            }),
        }
    }
}

impl Current {
    pub(super) fn new(snapshot: &Arc<Snapshot>) -> Current {
        Current(RwLock::new(Arc::new(Shown::of(snapshot, None))))
    }

    /// What is served at this moment.
    pub(super) fn get(&self) -> Arc<Shown> {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    /// Serves the snapshot from now on, unless it has errors and a site without them is served. `difference` is that
    /// from what is served.
    pub(super) fn show(&self, snapshot: &Arc<Snapshot>, difference: &Difference) -> Change {
        let old = self.get();
        let new = Shown::of(snapshot, Some((&old, difference)));
        if matches!((&*old, &new), (Shown::Site(_), Shown::Broken(_))) {
            return Change::Held;
        }
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(new);
        Change::Shown(old)
    }

    /// Names of languages and where their pages begin.
    pub(super) fn home_urls(&self, address: &Address) -> Vec<(String, String)> {
        let shown = self.get();
        let Some(renderer) = shown.site().and_then(Rendered::renderer) else {
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
    fn of(snapshot: &Arc<Snapshot>, before: Option<(&Shown, &Difference)>) -> Shown {
        let errors: Vec<Diagnostic> = errors(&snapshot.diagnostics);
        if snapshot.renderer.is_none() || !errors.is_empty() {
            return Shown::Broken(Text::explaining(&errors));
        }
        Shown::Site(match before {
            Some((Shown::Site(before), difference)) => {
                Rendered::after(before, snapshot.clone(), difference)
            }
            _ => Rendered::new(snapshot.clone()),
        })
    }

    /// The site, if there is one.
    pub(super) fn site(&self) -> Option<&Rendered> {
        match self {
            Shown::Site(site) => Some(site),
            Shown::Broken(_) => None,
        }
    }
}
