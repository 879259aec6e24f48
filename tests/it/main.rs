//! Integration tests: one binary, so that it is linked once. Each module is a subject.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]

mod bad_input;
#[cfg(target_os = "linux")]
mod browser;
mod commands;
mod determinism;
mod east_asian;
mod excerpts;
mod graph;
mod graph_laws;
mod graph_property;
mod harness;
mod languages;
mod layers;
mod outputs;
mod outputs_xml;
mod publishing;
mod serve;
mod stand_ins;
mod themes;
mod translations;
