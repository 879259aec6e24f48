//! Integration tests: one binary, so that it is linked once. Each module is a subject.

mod commands;
mod harness;
mod layers;
