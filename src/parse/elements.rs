//! What HTML says of its elements by their names, in lower case.

pub(crate) mod foreign;

/// Void elements (HTML Living Standard, 13.1.2), and those of older pages that have no content either (13.3).
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose end tag may be left out (HTML Living Standard, 13.1.2.4).
pub(crate) fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "li"
            | "dt"
            | "dd"
            | "p"
            | "rt"
            | "rp"
            | "optgroup"
            | "option"
            | "colgroup"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
    )
}

/// The name of an element with which a paragraph ends where one is open (HTML Living Standard, 13.2.6.4.7).
pub(crate) fn ends_paragraph(name: &[u8]) -> Option<&'static str> {
    const NAMES: [&str; 33] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
        "center",
    ];
    NAMES.into_iter().find(|known| known.as_bytes() == name)
}

/// Whether an element must have an `alt` (HTML Living Standard, 4.8.3, 4.8.14 and 4.10.5.1.19). `value` gives an attribute's
/// value by its name in lower case; names are in lower case too.
pub(crate) fn wants_alt<'a>(name: &[u8], value: impl Fn(&[u8]) -> Option<&'a [u8]>) -> bool {
    match name {
        b"img" => true,
        b"area" => value(b"href").is_some(),
        b"input" => value(b"type").is_some_and(|kind| kind.eq_ignore_ascii_case(b"image")),
        _ => false,
    }
}
