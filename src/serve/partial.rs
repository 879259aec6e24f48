//! Requests for less than the whole: what the browser has already, and pieces of a video.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// Which bytes are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// All of them.
    Whole,
    /// These.
    Range(Range<u64>),
    /// Only some that do not exist.
    None,
}

/// The validator of this version (RFC 9110 §8.8.3).
pub(super) fn etag(version: u64) -> String {
    format!("\"{version:016x}\"")
}

/// Whether the browser has it already (RFC 9110 §13.1.2).
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == etag.trim_start_matches("W/") || one == "*")
}

/// Reads `Range` (RFC 9110 §14.2) for something `total` bytes long. What cannot be read, asks for several pieces or
/// depends on a validator is answered with the whole, as a server may.
pub(super) fn part(headers: &HeaderMap, total: u64) -> Part {
    if headers.contains_key(header::IF_RANGE) {
        return Part::Whole;
    }
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("bytes="))
        .and_then(|range| range.trim().split_once('-'));
    let Some((first, last)) = range else {
        return Part::Whole;
    };
    let range = match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() => first..total,
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(total),
        (None, Some(length)) if first.is_empty() => total.saturating_sub(length)..total,
        _ => return Part::Whole,
    };
    match range.is_empty() {
        true => Part::None,
        false => Part::Range(range),
    }
}

/// Digits alone; more than fit are as good as the largest number.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn ranges() {
        let rows = [
            ("bytes=0-99", Part::Range(0..100)),
            ("bytes=0-0", Part::Range(0..1)),
            ("bytes=90-", Part::Range(90..100)),
            ("bytes=-10", Part::Range(90..100)),
            ("bytes=-1000", Part::Range(0..100)),
            ("bytes=50-1000", Part::Range(50..100)),
            ("bytes=0-18446744073709551615", Part::Range(0..100)),
            ("bytes=0-99999999999999999999999", Part::Range(0..100)),
            ("bytes=100-", Part::None),
            ("bytes=200-300", Part::None),
            ("bytes=-0", Part::None),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=--1", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=", Part::Whole),
            ("lines=1-2", Part::Whole),
        ];
        for (value, expected) in rows {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(value))]);
            assert_eq!(part(&headers, 100), expected, "{value}");
        }
        assert_eq!(part(&HeaderMap::new(), 100), Part::Whole);
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static("bytes=0-"))]);
        assert_eq!(part(&headers, 0), Part::None);
    }

    #[test]
    fn known_bytes() {
        let tag = etag(1);
        let rows = [
            (tag.clone(), true),
            (format!("W/{tag}"), true),
            (format!("\"x\", {tag}"), true),
            ("*".to_owned(), true),
            (etag(2), false),
            (String::new(), false),
        ];
        for (value, expected) in rows {
            let value = HeaderValue::try_from(value).unwrap();
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, value)]);
            assert_eq!(is_known(&headers, &tag), expected, "{headers:?}");
        }
        assert!(!is_known(&HeaderMap::new(), &tag));
    }
}
