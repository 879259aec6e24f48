//! What a tag says for those who do not see its element.

use html5gum::Token;

use crate::parse::elements::foreign;

#[derive(Debug, Default, PartialEq)]
pub(in crate::parse::markdown) struct Name {
    /// The words that stand for a picture.
    pub(in crate::parse::markdown) alt: String,
    /// It has a name that is no `alt`.
    pub(in crate::parse::markdown) is_labelled: bool,
}

/// Reads one tag.
pub(in crate::parse::markdown) fn name_of(tag: &str) -> Name {
    let Some(Token::StartTag(tag)) = foreign::tokens(tag).next() else {
        return Name::default();
    };
    let value = |name: &[u8]| {
        let value = tag.attributes.get(name);
        value.filter(|value| !value.trim_ascii().is_empty())
    };
    Name {
        alt: value(b"alt").map_or_else(String::new, |alt| super::text(alt)),
        is_labelled: value(b"aria-label")
            .or_else(|| value(b"aria-labelledby"))
            .is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (tag, alt, is_labelled) in [
            ("<img src=a alt='b &amp; c'>", "b & c", false),
            ("<IMG ALT=b>", "b", false),
            ("<img alt>", "", false),
            ("<svg aria-label=\"x\">", "", true),
            ("<svg aria-labelledby=x>", "", true),
            ("<svg aria-label=' '>", "", false),
            ("</img alt=b>", "", false),
            ("<!-- <img alt=b> -->", "", false),
        ] {
            let expected = Name {
                alt: alt.to_owned(),
                is_labelled,
            };
            assert_eq!(name_of(tag), expected, "{tag}");
        }
    }
}
