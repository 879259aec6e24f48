//! Dates, numbers and collation over ICU4X.
