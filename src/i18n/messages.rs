//! Fluent bundles and their checks.
