//! Route to bytes.
