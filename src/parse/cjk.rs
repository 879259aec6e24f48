//! East Asian text in Markdown: emphasis that touches its neighbours, line breaks that are no spaces, ruby.
//!
//! CommonMark was written for scripts with spaces. What it lacks is added around the parser, not inside it:
//! [`prepare`] marks a text before it is parsed, and what was marked is taken back from what the parser says.

pub mod character;
pub mod line_break;
pub mod prepare;
pub mod ruby;
