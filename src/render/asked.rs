//! Which fields of a page templates may ask for. A few cost as much as many others, and most themes ask for them on few
//! pages or on none: what nobody can ask for is not made.

use super::template_text::{Kind, Tag, Token, is_field};
use crate::model::HashSet;

/// The fields that are made on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// `toc` of pages that do not show it.
    pub(super) hidden_toc: bool,
    /// `translations`.
    pub(super) translations: bool,
    /// The fields of `page`; none where that may be any.
    of_page: Option<HashSet<Box<str>>>,
}

impl Asked {
    /// Whatever there is.
    pub(super) const ALL: Asked = Asked {
        hidden_toc: true,
        translations: true,
        of_page: None,
    };

    /// What templates may ask for: the site's and the theme's `own`, and the `embedded` ones, which ask for `toc` only where
    /// `toc_shown` says so, and never take a page as a whole.
    pub(super) fn by<'t, 'a: 't>(
        own: impl Iterator<Item = &'t [Tag<'a>]>,
        embedded: impl Iterator<Item = &'t [Tag<'a>]>,
    ) -> Asked {
        let mut asked = Asked {
            hidden_toc: false,
            translations: false,
            of_page: None,
        };
        let mut of_page = HashSet::default();
        for tag in own.flatten() {
            if takes_pages_whole(&tag.tokens) {
                return Asked::ALL;
            }
            // In texts too: `page | get(key="toc")`.
            let names = |name: &str| tag.tokens.iter().any(|token| token.text.contains(name));
            asked.hidden_toc |= names("toc");
            asked.translations |= names("translations");
            of_page.extend(fields_of_page(&tag.tokens).map(Into::into));
        }
        let embedded = embedded.flatten();
        of_page.extend(embedded.flat_map(|tag| fields_of_page(&tag.tokens).map(Into::into)));
        asked.of_page = Some(of_page);
        asked
    }

    /// Whether a template may ask for this field of the page of the address.
    pub(super) fn has_of_page(&self, name: &str) -> bool {
        let of_page = self.of_page.as_ref();
        of_page.is_none_or(|of_page| of_page.contains(name))
    }
}

/// The fields that a tag names behind `page`.
fn fields_of_page<'a>(tokens: &[Token<'a>]) -> impl Iterator<Item = &'a str> {
    tokens
        .windows(4)
        .chain(tokens.windows(3))
        .filter_map(|part| match part {
            [page, asks, dot, name]
                if page.is_word("page") && asks.is_sign("?") && dot.is_sign(".") =>
            {
                Some(name.text)
            }
            [page, dot, name] if page.is_word("page") && dot.is_sign(".") => Some(name.text),
            _ => None,
        })
}

/// Whether a tag takes the page of the address, or all that there is, otherwise than by fields that it names.
fn takes_pages_whole(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        if token.kind != Kind::Word {
            // What a text with escapes says is not looked into.
            return token.kind == Kind::Escaped;
        }
        let is_field = is_field(tokens, at);
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
    use super::{Asked, takes_pages_whole};
    use crate::render::template_text::{Tag, tags};

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
            ("{% set x = {...page} %}", (true, true)),
            ("{% set x = [...page.terms] %}", none),
            ("{{ x | get(key=\"\\u0074oc\") }}", (true, true)),
            ("{{ __tera_context }}", (true, true)),
        ] {
            let read = tags(template);
            let asked = Asked::by([&read[..]].into_iter(), [].into_iter());
            assert_eq!(
                (asked.hidden_toc, asked.translations),
                expected,
                "{template}"
            );
        }
    }

    #[test]
    fn fields_that_templates_ask_for() {
        for (own, embedded, expected) in [
            ("{{ page.a.b }}{{ x.page.c }}", "{% if page?.d %}", "a c d"),
            ("{{ page . a }}{{ page(key=\"k\").b }}", "", "a"),
            ("{{ pages.a }}{{ section.b }}{# page.c #} page.d", "", ""),
            (
                "{{ f(x=page.a, y=page?.b) | date(z=[page.c]) }}",
                "",
                "a b c",
            ),
            ("{{ page[\"a\"] }}", "{{ page.b }}", "all"),
            (
                "",
                "{% component card(page: string) %}{{ page }}{% endcomponent %}",
                "",
            ),
            (
                "{% component card(@page) %}{{ page.a }}{% endcomponent %}",
                "",
                "all",
            ),
        ] {
            let (own_tags, embedded_tags) = (tags(own), tags(embedded));
            let asked = Asked::by(
                [&own_tags[..]].into_iter(),
                [&embedded_tags[..]].into_iter(),
            );
            let names = asked.of_page.map_or_else(
                || "all".to_owned(),
                |names| {
                    let mut names: Vec<_> = names.into_iter().collect();
                    names.sort_unstable();
                    names.join(" ")
                },
            );
            assert_eq!(names, expected, "{own} {embedded}");
        }
    }

    /// What the default theme is taken for.
    #[test]
    fn the_default_theme_asks_for_no_more() {
        let theme = include_dir::include_dir!("$CARGO_MANIFEST_DIR/themes/default/templates");
        let mut folders = vec![&theme];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let read = tags(file.contents_utf8().expect("text"));
                let has = |tag: &Tag<'_>, name: &str| {
                    let mut pairs = tag.tokens.windows(2);
                    pairs.any(|pair| pair[0].is_sign(".") && pair[1].is_word(name))
                };
                let page_parameter = read.iter().any(|tag| tag.component().is_some());
                for (at, tag) in read.iter().enumerate() {
                    let place = format!("{:?} {at}", file.path());
                    assert!(!has(tag, "translations"), "{place}");
                    assert!(page_parameter || !takes_pages_whole(&tag.tokens), "{place}");
                    if has(tag, "toc") {
                        let guard = &read[at - 1];
                        let is_guarded =
                            guard.first_word() == Some("if") && has(guard, "toc_shown");
                        assert!(is_guarded, "{place}");
                        seen += 1;
                    }
                }
            }
        }
        assert_eq!(seen, 2);
    }
}
