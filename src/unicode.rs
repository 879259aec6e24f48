//! Normalisation, so that a name typed on one system is the same name on another.

use std::borrow::Cow;

use icu::normalizer::ComposingNormalizerBorrowed;

/// The text in Normalization Form C (UAX #15); borrowed where it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    }
}
