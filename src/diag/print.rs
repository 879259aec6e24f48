//! Diagnostics for people and machines.
