//! Writes what changed, removes what vanished, publishes atomically; knows nothing of how bytes were made.
