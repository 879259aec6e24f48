//! Localisation: Fluent messages with an explicit fallback chain, and dates, numbers and order by ICU4X. Knows no pages.

pub mod format;
pub mod messages;
pub mod tags;
