//! "Did you mean": the name that is spelled almost alike.

/// The candidate that `name` was most likely meant to be, if one is near: for "did you mean".
///
/// Case, `-` and `_` do not count; a start of at least three letters (`desc`) is near too.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LONGEST: usize = 64;
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|character| !matches!(character, '-' | '_' | ' '))
            .flat_map(char::to_lowercase)
            .collect()
    };
    if name.len() > LONGEST {
        return None;
    }
    let name = fold(name);
    let length = name.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let distance = strsim::damerau_levenshtein(&name, &folded);
            let tolerance = (length / 3)
                .max(1)
                .min(folded.chars().count().saturating_sub(1));
            let is_start = length >= 3 && folded.starts_with(&name);
            if distance <= tolerance {
                Some((distance, candidate))
            } else {
                is_start.then_some((length, candidate))
            }
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
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
}
