//! Writes what changed, removes what vanished, publishes atomically; knows nothing of how bytes were made.
//!
//! A [`Publication`] stages a whole new tree beside the published one and exchanges the two in one step, so that a
//! crash, a full disk or an error on the way leaves the old site whole. The promise is against crashes of the process,
//! not of the machine: nothing is flushed to the disk file by file.
//!
//! These names belong to the output folder `public`, all in the folder that holds it:
//!
//! | name | what it is |
//! | --- | --- |
//! | `public/.yuimaru` | marks the folder as one that may be replaced; has the same bytes always |
//! | `.public.yuimaru-new` | the staged tree, and after the exchange the old one, until it is removed |
//! | `.public.yuimaru-old` | the old tree, where the exchange takes two renames |
//! | `.public.yuimaru-left-1` to `-9` | old trees that the system did not let us remove |
//! | `.public.yuimaru-lock` | locked while a publication is under way |
//!
//! The marker is the first file made in a tree and the last one removed, so that what a killed run leaves behind is
//! known as ours by the next one, which clears it.

#![allow(clippy::disallowed_methods, reason = "it is what writes")]

mod error;
mod exchange;
mod leftover;
mod lock;
mod output_path;
mod publication;
mod remove;
mod single;
mod staged;
mod target;
#[cfg(test)]
mod tests;
mod together;

pub use error::{Class, EmitError};
pub use exchange::recover;
pub use leftover::Leftover;
pub use publication::{Publication, Summary, Written};
pub use single::{create_new, create_new_program, remove_file, write_atomically};
pub use together::{create_together, taken};
