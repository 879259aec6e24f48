//! Several texts in a row.

use icu::list::ListFormatter;
use icu::list::options::{ListFormatterOptions, ListLength};
use icu::locale::Locale;

/// How a language joins the items of a list.
pub(super) struct Lists {
    /// `None` where there is no data at all.
    and: Option<ListFormatter>,
}

impl Lists {
    pub(super) fn new(locale: &Locale) -> Self {
        let options = ListFormatterOptions::default().with_length(ListLength::Wide);
        Lists {
            and: ListFormatter::try_new_and(locale.into(), options).ok(),
        }
    }

    pub(super) fn join(&self, items: &[String]) -> String {
        match &self.and {
            Some(formatter) => formatter.format_to_string(items.iter()),
            None => items.join(", "),
        }
    }
}
