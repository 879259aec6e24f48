//! A list cut into list pages.

use super::PageId;

/// The pages of a section or term in order, and how many of them one list page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paginated<'a> {
    /// All pages.
    pub pages: &'a [PageId],
    /// Entries of a list page; 0: all on one.
    pub size: usize,
}

impl<'a> Paginated<'a> {
    /// How many list pages there are: at least 1.
    #[must_use]
    pub fn total(&self) -> usize {
        if self.size == 0 {
            1
        } else {
            self.pages.len().div_ceil(self.size).max(1)
        }
    }

    /// What the list page of that number, from 1, shows.
    #[must_use]
    pub fn shown(&self, number: usize) -> &'a [PageId] {
        if self.size == 0 {
            return self.pages;
        }
        let mut chunks = self.pages.chunks(self.size);
        number
            .checked_sub(1)
            .and_then(|before| chunks.nth(before))
            .unwrap_or_default()
    }
}
