//! Normalisation, so that a name typed on one system is the same name on another.

use std::borrow::Cow;

use icu::normalizer::ComposingNormalizerBorrowed;

/// A name as it stands in an address or id: compatibility forms replaced (NFKC, UAX #15: Ａ is A, ㌔ is キロ), lower
/// case, then NFC again, since lower case of a composed letter need not be composed.
#[must_use]
pub fn fold_name(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    nfc(&nfkc(text).to_lowercase()).into_owned()
}

/// The text in Normalization Form C (UAX #15); borrowed where it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    }
}

/// The text in Normalization Form KC (UAX #15): Ａ is A, ㍻ is 平成.
#[must_use]
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfkc().normalize(text)
    }
}
