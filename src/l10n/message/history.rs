//! Messages as they once were.

use std::sync::Arc;

use super::Text;
use crate::config::{Config, Lang};
use crate::i18n::messages::{MessageFile, units};
use crate::source::Layer;

/// The messages of a text that a file of a language once held.
#[must_use]
pub fn texts(config: &Config, lang: Lang, path: &Arc<str>, text: &Arc<str>) -> Vec<Text> {
    let file = MessageFile {
        lang,
        layer: Layer::Site,
        path: path.clone(),
        text: text.clone(),
    };
    let writing = config.language(lang).writing();
    units(&file)
        .into_iter()
        .map(|unit| Text::new(unit, writing))
        .collect()
}
