//! Which tags stand in SVG and MathML, where `<title>`, `<style>` and `<script>` hold tags like any other.

use html5gum::{DefaultEmitter, State, Token, Tokenizer};

/// An end tag is looked for among so many elements.
const FARTHEST: usize = 32;

/// The tokens of HTML with their places in bytes, read as a browser does in whose pages scripts run.
pub(crate) fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    let mut foreign = Foreign::default();
    std::iter::from_fn(move || {
        let token = match tokenizer.next()? {
            Ok(token) => token,
            Err(never) => match never {},
        };
        match &token {
            Token::StartTag(tag) if foreign.start_tag(&tag.name, tag.self_closing) => {
                tokenizer.set_state(State::Data);
            }
            Token::EndTag(tag) => foreign.end_tag(&tag.name),
            _ => {}
        }
        Some(token)
    })
}

/// Where a reader of tags is, in HTML or not.
#[derive(Debug, Default)]
pub(crate) struct Foreign {
    /// `svg`, `math`, and what holds HTML inside them, of what is open.
    open: Vec<&'static str>,
}

impl Foreign {
    /// Takes note of a start tag, its name in lower case. Whether it is one of SVG or MathML, behind which
    /// tags go on.
    pub(crate) fn start_tag(&mut self, name: &[u8], self_closing: bool) -> bool {
        while self.is_inside() && ends_foreign(name) {
            self.open.pop();
        }
        let is_inside = self.is_inside();
        if !self_closing && let Some(known) = known(name, is_inside) {
            self.open.push(known);
        }
        is_inside
    }

    /// Takes note of an end tag, its name in lower case.
    pub(crate) fn end_tag(&mut self, name: &[u8]) {
        let mut innermost = self.open.iter().rev().take(FARTHEST);
        if let Some(above) = innermost.position(|open| open.as_bytes() == name) {
            self.open.truncate(self.open.len() - above - 1);
        }
    }

    fn is_inside(&self) -> bool {
        matches!(self.open.last(), Some(&("svg" | "math")))
    }
}

/// The name of an element that leads into SVG and MathML, or, inside them, out of them (HTML Living Standard, 13.2.6: HTML
/// integration points).
fn known(name: &[u8], is_inside: bool) -> Option<&'static str> {
    const IN: [&str; 2] = ["svg", "math"];
    const OUT: [&str; 4] = ["foreignobject", "desc", "title", "annotation-xml"];
    let out = OUT.into_iter().filter(|_| is_inside);
    IN.into_iter()
        .chain(out)
        .find(|known| known.as_bytes() == name)
}

/// Whether SVG and MathML end where this begins, closed or not (HTML Living Standard, 13.2.6.5).
fn ends_foreign(name: &[u8]) -> bool {
    const NAMES: [&str; 44] = [
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "i",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "nobr",
        "ol",
        "p",
        "pre",
        "ruby",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
    ];
    NAMES.iter().any(|known| known.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_html_are_others_in_svg() {
        for (html, expected) in [
            ("<title><b></title><i>", "title i"),
            ("<svg><title/><b></svg>", "svg title b"),
            (
                "<svg><title><b></title><style><g></style></svg><style><i></style>",
                "svg title b style g style",
            ),
            ("<svg/><title><b></title>", "svg title"),
            (
                "<math><style/></math><script><i></script>",
                "math style script",
            ),
            // What is never closed ends with the next element of HTML.
            ("<svg><g><p><script>'<a>'</script>", "svg g p script"),
            (
                "<svg><foreignObject><p><style><b></style></p></foreignObject><title/><g></svg>",
                "svg foreignobject p style title g",
            ),
            ("<svg></math><title/><g>", "svg title g"),
        ] {
            let names: Vec<String> = tokens(html)
                .filter_map(|token| match token {
                    Token::StartTag(tag) => Some(String::from_utf8_lossy(&tag.name).into_owned()),
                    _ => None,
                })
                .collect();
            assert_eq!(names.join(" "), expected, "{html}");
        }
    }
}
