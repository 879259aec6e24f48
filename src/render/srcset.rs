//! The addresses in a `srcset` (HTML Living Standard, 4.8.4.2.1).

use std::ops::Range;

/// The bytes of each address in a list such as `small.jpg 1x, large.jpg 2x`.
pub(crate) fn addresses(list: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        rest = rest.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == ',');
        let start = list.len() - rest.len();
        let end = rest
            .find(|char: char| char.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let alone = address.trim_end_matches(',');
        if alone.is_empty() {
            return found;
        }
        found.push(start..start + alone.len());
        // A comma at its end is one between two pictures: no width follows.
        rest = match alone.len() < address.len() {
            true => after,
            false => &after[end_of_descriptors(after)..],
        };
    }
}

fn end_of_descriptors(text: &str) -> usize {
    let mut is_in_parentheses = false;
    for (at, char) in text.char_indices() {
        match char {
            '(' => is_in_parentheses = true,
            ')' => is_in_parentheses = false,
            ',' if !is_in_parentheses => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn lists() {
        for (list, expected) in [
            ("", vec![]),
            (" , ,", vec![]),
            ("a.jpg", vec!["a.jpg"]),
            ("a.jpg 1x, b.jpg 2x", vec!["a.jpg", "b.jpg"]),
            ("a.jpg, b.jpg 2x,", vec!["a.jpg", "b.jpg"]),
            ("a.jpg 100w,\n  b.jpg\t200w", vec!["a.jpg", "b.jpg"]),
            ("a.jpg x(1,2) 1x,b.jpg", vec!["a.jpg", "b.jpg"]),
            (
                "data:image/png;base64,AA== 1x, b,c.jpg",
                vec!["data:image/png;base64,AA==", "b,c.jpg"],
            ),
        ] {
            let found = addresses(list).into_iter().map(|range| &list[range]);
            assert_eq!(found.collect::<Vec<_>>(), expected, "{list:?}");
        }
    }
}
