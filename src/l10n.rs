//! Translation state: which block of which translation says what its source says.
//!
//! Dates and commits do not tell that (DESIGN §6). A translation has a lock file that pairs its blocks with those of
//! its source as they were when somebody accepted the pair; what is stale is what differs from that.
//! Everything here is a pure function of texts and lock files.

pub mod accept;
pub mod align;
pub mod block;
pub mod compare;
pub mod dashboard;
pub mod facts;
pub mod finding;
pub mod glossary;
pub mod lock;
pub mod message;
pub mod notice;
pub mod parity;
pub mod ratio;
pub mod report;
pub mod select;
pub mod state;
pub mod texts;
pub mod words;

pub use align::{Alignment, Confidence, LengthRatio, Pair, align};
pub use block::{Block, BlockHash, blocks};
pub use facts::{Fact, facts};
pub use finding::{Finding, Levels};
pub use glossary::Glossary;
pub use lock::{Lock, LockedPair};
pub use words::{Change, changes};
