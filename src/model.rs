//! The site: immutable, with every order precomputed.
