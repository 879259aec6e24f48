//! What two snapshots may show otherwise.
//!
//! Most edits change the text of a page and nothing that another page shows of it. Then all routes but its own, and the
//! feeds it is in, are as they were, and whoever has rendered them need not do it again. Any other edit may change any
//! route: a title stands in lists, an order turns, a template is everybody's.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Site;
use crate::source::Sources;

/// What a snapshot may show otherwise than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Everything.
    Everything,
    /// Only the texts of the pages in these files, wherever whole texts are shown, and what is told of them as
    /// translations. The routes are the same.
    Texts(BTreeSet<Arc<str>>),
}

/// The pages that were parsed anew.
#[derive(Debug, Default)]
pub(super) struct ChangedPages {
    /// Paths of files of which nothing has changed that lists show.
    pub(super) bodies: BTreeSet<Arc<str>>,
    /// Others, too; or pages have come or gone.
    pub(super) has_more: bool,
}

impl Difference {
    /// Of a site and its sources from the ones before.
    pub(super) fn between(
        before: Option<(&Site, &Sources)>,
        (site, sources): (&Site, &Sources),
        changed: ChangedPages,
    ) -> Difference {
        let is_same_but_for_texts = |(old_site, old_sources): (&Site, &Sources)| {
            // `site.yaml` is read before the other files, so sources may hold a later one than the site was made by.
            site.config.text == old_site.config.text
                && sources.differ_in_texts_of_pages_alone(old_sources)
                && site.has_same_pages_as(old_site)
        };
        match before {
            Some(before) if !changed.has_more && is_same_but_for_texts(before) => {
                Difference::Texts(changed.bodies)
            }
            _ => Difference::Everything,
        }
    }

    /// The same, with the pages in these files, whose texts are the same and what is told of them is not.
    pub(super) fn with(self, files: BTreeSet<Arc<str>>) -> Difference {
        self.and(&Difference::Texts(files))
    }

    /// The difference of two steps, this one first.
    #[must_use]
    pub fn and(self, next: &Difference) -> Difference {
        match (self, next) {
            (Difference::Texts(mut texts), Difference::Texts(more)) => {
                texts.extend(more.iter().cloned());
                Difference::Texts(texts)
            }
            _ => Difference::Everything,
        }
    }
}
