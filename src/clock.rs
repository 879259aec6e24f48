//! The current time, read once by a command and handed down.

use jiff::Timestamp;

/// The instant in `SOURCE_DATE_EPOCH` (seconds since 1970, <https://reproducible-builds.org/specs/source-date-epoch/>),
/// else the clock's. `Err` says what is wrong with the variable.
pub fn now() -> Result<Timestamp, String> {
    match std::env::var_os("SOURCE_DATE_EPOCH") {
        None => Ok(Timestamp::now()),
        Some(value) => value
            .to_str()
            .and_then(epoch)
            .ok_or_else(|| {
                format!("SOURCE_DATE_EPOCH is {value:?}\nwrite seconds since 1970 as a whole number, or unset it")
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
