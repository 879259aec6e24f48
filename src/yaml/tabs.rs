//! Tabs where nothing follows them but a comment: they indent nothing, and the library takes them for an indent.

use super::slips::opens_block;

/// The text with spaces in place of such tabs, as long as before; none where there are none. Literal blocks (`|`, `>`)
/// keep theirs.
pub(super) fn spaced(text: &str) -> Option<String> {
    memchr::memchr(b'\t', text.as_bytes())?;
    let mut out = String::with_capacity(text.len());
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let after = line.trim_start_matches([' ', '\t']);
        let is_blank = after.trim_end().is_empty();
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if !is_blank && block.is_some_and(|parent| spaces <= parent) {
            block = None;
        }
        let is_free = block.is_none() && (is_blank || after.starts_with('#'));
        if is_free {
            out.extend(std::iter::repeat_n(' ', line.len() - after.len()));
            out.push_str(after);
        } else {
            out.push_str(line);
            if block.is_none() && opens_block(line) {
                block = Some(spaces);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn tabs_before_nothing() {
        let rows = [
            ("a: 1\n\t\nb: 2\n", "a: 1\n \nb: 2\n"),
            ("a: 1\n \t # c\tc\nb: 2\n", "a: 1\n   # c\tc\nb: 2\n"),
            ("a: 1\n\tb: 2\n", "a: 1\n\tb: 2\n"),
            (
                "a: |\n  b\n\t\n  \t# c\n\t\nd: 1\n\t",
                "a: |\n  b\n\t\n  \t# c\n\t\nd: 1\n ",
            ),
            ("a: b\tc\n", "a: b\tc\n"),
        ];
        for (text, expected) in rows {
            assert_eq!(spaced(text).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(spaced("a: 1\n"), None);
    }
}
