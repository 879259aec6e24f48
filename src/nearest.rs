//! "Did you mean": the name that is spelled almost alike.

/// The candidate that `name` was most likely meant to be, if one is near: for "did you mean".
///
/// Case, `-` and `_` do not count; a start of at least three letters (`desc`) is near too.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let mut folded_name = String::new();
    let name = Folded::new(name, &mut folded_name);
    let most = (name.length / 3).max(1);
    let mut folded = String::new();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = Folded::new(candidate, &mut folded);
            let tolerance = most.min(other.length.saturating_sub(1));
            // There may be thousands, and nearly all are far: counting letters is cheap.
            let distance = (name.least_distance(&other) <= tolerance)
                .then(|| strsim::damerau_levenshtein(name.text, other.text))
                .filter(|distance| *distance <= tolerance);
            match distance {
                Some(distance) => Some((distance, candidate)),
                None => {
                    let is_start = name.length >= 3 && other.text.starts_with(name.text);
                    is_start.then_some((name.length, candidate))
                }
            }
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A name without what does not count.
struct Folded<'a> {
    text: &'a str,
    /// In characters.
    length: usize,
    /// How often each character is in it; characters may share a place.
    counts: [u8; 64],
}

impl<'a> Folded<'a> {
    fn new(name: &str, text: &'a mut String) -> Self {
        text.clear();
        let mut length = 0;
        let mut counts = [0_u8; 64];
        let counted = name
            .chars()
            .filter(|character| !matches!(character, '-' | '_' | ' '));
        for character in counted.flat_map(char::to_lowercase) {
            text.push(character);
            length += 1;
            let place = &mut counts[character as usize % 64];
            *place = place.saturating_add(1);
        }
        Folded {
            text,
            length,
            counts,
        }
    }

    /// The two are at least so many edits apart: an edit takes one character away, or brings one, or both.
    fn least_distance(&self, other: &Folded<'_>) -> usize {
        let (mut more, mut fewer) = (0_usize, 0_usize);
        for (one, other) in self.counts.iter().zip(&other.counts) {
            more += usize::from(one.saturating_sub(*other));
            fewer += usize::from(other.saturating_sub(*one));
        }
        more.max(fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_near() {
        let keys = [
            "title",
            "description",
            "date",
            "updated",
            "draft",
            "base_url",
            "tags",
            "params",
            "toc",
        ];
        let rows = [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("desc", Some("description")),
            ("baseURL", Some("base_url")),
            ("base-url", Some("base_url")),
            ("tag", Some("tags")),
            ("upated", Some("updated")),
            ("param", Some("params")),
            ("author", None),
            ("x", None),
            ("", None),
            ("題", None),
        ];
        for (name, expected) in rows {
            assert_eq!(nearest(name, keys), expected, "{name}");
        }
        assert_eq!(nearest(&"x".repeat(100_000), keys), None);
    }

    proptest::proptest! {
        #[test]
        fn counting_letters_never_says_too_much(one in "[a-c沖縄é/ _-]{0,12}", other in "[a-c沖縄é/ _-]{0,12}") {
            let (mut a, mut b) = (String::new(), String::new());
            let (one, other) = (Folded::new(&one, &mut a), Folded::new(&other, &mut b));
            let distance = strsim::damerau_levenshtein(one.text, other.text);
            proptest::prop_assert!(one.least_distance(&other) <= distance);
        }
    }
}
