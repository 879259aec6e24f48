//! Yuimaru: a static site generator for sites in several languages.
//!
//! Data flows one way: `source` reads, `parse` makes documents, `model` assembles the site, `render` makes bytes of a
//! route, `emit` publishes. `project` is the only module that knows all stages; `cli` and the commands stand on it.

pub mod accept;
pub mod adopt;
pub mod assets;
pub mod build;
pub mod check;
pub mod cli;
pub mod clock;
pub mod config;
pub mod diag;
pub mod diff;
pub mod emit;
pub mod i18n;
pub mod init;
pub mod l10n;
mod marker;
pub mod model;
pub mod nearest;
pub mod new;
pub mod outcome;
pub mod parse;
pub mod project;
pub mod render;
pub mod schema;
pub mod serve;
pub mod source;
pub mod status;
pub mod stopwatch;
pub mod unicode;
pub mod yaml;
