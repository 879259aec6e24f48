//! Image dimensions.
