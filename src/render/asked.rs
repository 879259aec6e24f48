//! Which fields of a page templates may ask for. A few cost as much as many others, and most themes ask for them on few
//! pages or on none: what nobody can ask for is not made.

use std::sync::Arc;

use super::template_text::{Kind, Token, tags};
use crate::source::{Layer, SourceFile};

/// The fields that are made on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// `toc` of pages that do not show it.
    pub(super) hidden_toc: bool,
    /// `translations`.
    pub(super) translations: bool,
}

impl Asked {
    const ALL: Asked = Asked {
        hidden_toc: true,
        translations: true,
    };

    /// What the templates may ask for. The binary's own ask for `toc` only where `toc_shown` says so, and never take a page
    /// as a whole.
    pub(super) fn by<'a>(templates: impl Iterator<Item = &'a Arc<SourceFile>>) -> Asked {
        let mut asked = Asked {
            hidden_toc: false,
            translations: false,
        };
        for file in templates {
            let text = match &file.text {
                Some(text) if file.layer != Layer::Embedded => text,
                _ => continue,
            };
            for tag in tags(text) {
                if takes_pages_whole(&tag.tokens) {
                    return Asked::ALL;
                }
                // In texts too: `page | get(key="toc")`.
                let names = |name: &str| tag.tokens.iter().any(|token| token.text.contains(name));
                asked.hidden_toc |= names("toc");
                asked.translations |= names("translations");
            }
        }
        asked
    }
}

/// Whether a tag takes the page of the address, or all that there is, otherwise than by fields that it names.
fn takes_pages_whole(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        if token.kind != Kind::Word {
            // What a text with escapes says is not looked into.
            return token.kind == Kind::Escaped;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let is_field = before.is_some_and(|before| before.is_sign("."));
        let after = |signs: &[&str]| {
            let mut next = tokens[at + 1..].iter();
            signs
                .iter()
                .all(|sign| next.next().is_some_and(|token| token.is_sign(sign)))
        };
        // A field, a call, a named argument. Not a comparison.
        let is_taken_apart = after(&["."]) || after(&["?", "."]) || after(&["("]);
        let is_argument = after(&["="]) && !after(&["=", "="]);
        match token.text {
            "page" | "section" => !is_field && !is_taken_apart && !is_argument,
            "__tera_context" => true,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, Layer, SourceFile};
    use crate::source::Kind;

    #[test]
    fn what_templates_ask_for() {
        let none = (false, false);
        for (template, expected) in [
            (
                "{{ page.title }}{{ section?.title }}{{ page(key=\"a\").title }} toc page translations",
                none,
            ),
            (
                "{{ image(src=\"a\", page=page.key) }}{{ item.page }}{# page #}{% raw %}{{ page }}{% endraw %}",
                none,
            ),
            ("{% for one in page.toc %}{% endfor %}", (true, false)),
            ("{{ page.translations | length }}", (false, true)),
            (
                "{% for p in [page.key] %}{% endfor %}{{ x | get(key=\"toc\") }}",
                (true, false),
            ),
            ("{{ page | json_encode }}", (true, true)),
            ("{{ section[\"title\"] }}", (true, true)),
            ("{{ page?[name] }}", (true, true)),
            ("{% set p = page %}", (true, true)),
            ("{% if page == other %}{% endif %}", (true, true)),
            ("{{ <card page={page} /> }}", (true, true)),
            ("{% for page in pages %}{% endfor %}", (true, true)),
            ("{{ x | get(key=\"\\u0074oc\") }}", (true, true)),
            ("{{ __tera_context }}", (true, true)),
        ] {
            let file = std::sync::Arc::new(SourceFile {
                path: "templates/page.html".into(),
                name: "page.html".into(),
                disk: "templates/page.html".into(),
                kind: Kind::Template,
                layer: Layer::Site,
                text: Some(template.into()),
                bytes: None,
                hash: 0,
                size: 0,
                modified: 0,
            });
            let asked = Asked::by([&file].into_iter());
            assert_eq!(
                (asked.hidden_toc, asked.translations),
                expected,
                "{template}"
            );
        }
    }
}
