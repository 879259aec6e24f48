//! URLs and e-mail addresses.

use super::Fact;
use super::letters::Letters;

const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// A URL or address that begins at a place, and where it ends.
pub(super) fn read(text: &Letters, at: usize) -> Option<(Fact, usize)> {
    if !is_of_name(text.at(at)) {
        return None;
    }
    match text.after_any(at, &SCHEMES) {
        Some(start) if text.has(at, "mailto:") => email(text, start),
        Some(start) => url(text, at, start),
        None if is_of_name(text.before(at)) => None,
        None => email(text, at),
    }
}

/// A URL ends where characters begin that a URL writes otherwise (RFC 3986): in Chinese and Japanese no space stands
/// behind it.
fn url(text: &Letters, at: usize, start: usize) -> Option<(Fact, usize)> {
    let is_part = |at: usize| {
        let char = text.at(at);
        text.is_plain(at) && char.is_ascii_graphic() && !"<>\"`\\^{|}".contains(char)
    };
    let mut end = start;
    let (mut round, mut square) = (0_usize, 0_usize);
    while is_part(end) {
        match text.at(end) {
            '(' => round += 1,
            '[' => square += 1,
            ')' if round == 0 => break,
            ']' if square == 0 => break,
            ')' => round -= 1,
            ']' => square -= 1,
            _ => {}
        }
        end += 1;
    }
    while end > start && ".,;:!?'".contains(text.before(end)) {
        end -= 1;
    }
    let host_end = (start..end)
        .find(|at| "/?#".contains(text.at(*at)))
        .unwrap_or(end);
    if !text.at(start).is_ascii_alphanumeric() {
        return None;
    }
    let host = text.string(at..host_end).to_ascii_lowercase();
    let path = text.string(host_end..end);
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some((Fact::Url(format!("{host}{slash}{path}")), end))
}

fn is_of_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || "._%+-".contains(char)
}

fn email(text: &Letters, at: usize) -> Option<(Fact, usize)> {
    let sign = text.while_at(at, is_of_name);
    if sign == at || text.at(sign) != '@' {
        return None;
    }
    let is_of_host = |char: char| char.is_ascii_alphanumeric() || ".-".contains(char);
    let mut end = text.while_at(sign + 1, is_of_host);
    while end > sign && ".-".contains(text.before(end)) {
        end -= 1;
    }
    let host = text.string(sign + 1..end);
    if !host.contains('.') || host.starts_with('.') {
        return None;
    }
    let name = text.string(at..sign);
    Some((
        Fact::Email(format!("{name}@{}", host.to_ascii_lowercase())),
        end,
    ))
}
