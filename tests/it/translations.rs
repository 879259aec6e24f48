//! Translations: what is known of them, and who is told.

mod notice;
