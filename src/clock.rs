//! The current time, read once by a command and handed down.

use jiff::Timestamp;

/// What to do about a [`BadEpoch`].
pub const HELP: &str = "write seconds since 1970 as a whole number, or unset it";

/// `SOURCE_DATE_EPOCH` holds no time: what is wrong, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEpoch(pub String);

impl std::fmt::Display for BadEpoch {
    /// What is wrong, and what to do on a second line.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}\n{HELP}", self.0)
    }
}

/// The instant in `SOURCE_DATE_EPOCH` (seconds since 1970, <https://reproducible-builds.org/specs/source-date-epoch/>),
/// else the clock's.
///
/// # Errors
/// The variable holds something else.
pub fn now() -> Result<Timestamp, BadEpoch> {
    match std::env::var_os("SOURCE_DATE_EPOCH") {
        None => Ok(Timestamp::now()),
        Some(value) => value.to_str().and_then(epoch).ok_or_else(|| {
            let value = value.to_string_lossy();
            BadEpoch(format!(
                "the variable SOURCE_DATE_EPOCH is `{value}`, which is no time"
            ))
        }),
    }
}

fn epoch(value: &str) -> Option<Timestamp> {
    Timestamp::from_second(value.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs() {
        let rows = [
            ("0", Some("1970-01-01T00:00:00Z")),
            ("1326931200", Some("2012-01-19T00:00:00Z")),
            ("", None),
            ("1.5", None),
            ("yesterday", None),
            ("99999999999999999999", None),
            ("9223372036854775807", None),
        ];
        for (value, expected) in rows {
            assert_eq!(
                epoch(value).map(|now| now.to_string()).as_deref(),
                expected,
                "{value}"
            );
        }
    }
}
