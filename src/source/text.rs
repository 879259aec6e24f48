//! The text of a file: in memory, or let go and read again if somebody asks after all.

use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::SourceFile;
use super::read::{hash, read_text};

/// The text of a [`SourceFile`], for which [`SourceFile::text`] is asked.
#[derive(Debug, Clone, Default)]
pub struct Text(Kept);

#[derive(Debug, Clone, Default)]
enum Kept {
    #[default]
    None,
    Held(Arc<str>),
    LetGo(OnceLock<Option<Arc<str>>>),
}

impl Text {
    /// Of a file that has none: it is an asset, or could not be read.
    #[must_use]
    pub fn none() -> Self {
        Text(Kept::None)
    }

    /// Of a file that was read and whose text is not kept.
    pub(super) fn let_go() -> Self {
        Text(Kept::LetGo(OnceLock::new()))
    }
}

impl<T: Into<Arc<str>>> From<T> for Text {
    fn from(text: T) -> Self {
        Text(Kept::Held(text.into()))
    }
}

impl SourceFile {
    /// For text kinds: the text as it stands on disk, without a BOM, with CRLF turned into LF. `None` for assets and for
    /// what cannot be read (a diagnostic says why).
    ///
    /// A text that was let go is read again, once. Where it is not what it was by then there is none.
    #[must_use]
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.text.0 {
            Kept::None => None,
            Kept::Held(text) => Some(text),
            Kept::LetGo(again) => again.get_or_init(|| self.read_again()).as_ref(),
        }
    }

    /// Whether there is a text, in memory or not.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !matches!(self.text.0, Kept::None)
    }

    fn read_again(&self) -> Option<Arc<str>> {
        let read = read_text(&self.disk, &self.path, SystemTime::now()).ok()?;
        (hash(&read.text) == self.hash).then_some(read.text)
    }
}
