//! cjk
