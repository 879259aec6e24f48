use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> Vec<String> {
    let words = |tag: Tag<'_>| {
        let words = tag.tokens.iter().map(|token| match token.kind {
            Kind::Text => format!("“{}”", token.text),
            Kind::Escaped => format!("escaped “{}”", token.text),
            Kind::Word | Kind::Sign => token.text.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    tags(text).into_iter().map(words).collect()
}

#[test]
fn code_is_told_from_text() {
    for (text, expected) in [
        ("a { b } {c {% if x %}y{% endif -%}", &["if x", "endif"][..]),
        ("{{- a.b | c(d=1) -}}", &["a . b | c ( d = 1 )"]),
        ("{# {{ a }} #}{{ b }}", &["b"]),
        ("{% raw %}{{ a }}{% if %}{% endraw %}{{ b }}", &["b"]),
        ("{%- raw -%}{{ a }}{%- endraw -%}{{ b }}", &["b"]),
        (r#"{{ "}}" ~ '%}' }}{{ b }}"#, &["“}}” ~ “%}”", "b"]),
        (r#"{{ "a\"}}" }}{{ b }}"#, &["escaped “a\\\"}}”", "b"]),
        (
            r#"{{ {"a": {"b": 1}} }}{{ b }}"#,
            &["{ “a” : { “b” : 1 } }", "b"],
        ),
        ("{{ a", &["a"]),
        ("{{ \"a", &["“a”"]),
        ("{# a", &[]),
        ("{% raw %}{{ a }}", &[]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn calls_and_their_arguments() {
    let text = r#"{{ t (key="a", n=f(x, "y"), lang='b') ~ x.t(key="c") ~ t(key="d" ~ e) }}"#;
    let tags = tags(text);
    let calls: Vec<Call<'_, '_>> = tags[0].calls("t").collect();
    let names = |call: &Call<'_, '_>| call.names().collect::<Vec<_>>().join(" ");
    assert_eq!(
        calls.iter().map(names).collect::<Vec<_>>(),
        ["key n lang", "key"]
    );
    let key = calls[0].literal("key").expect("a literal");
    assert_eq!((key.text, key.at), ("a", 11));
    assert_eq!(calls[0].literal("n"), None);
    assert_eq!(calls[1].literal("key"), None);
    assert_eq!(calls[1].argument("key").map(<[_]>::len), Some(3));
    assert_eq!(
        &text[calls[0].span.clone()],
        r#"t (key="a", n=f(x, "y"), lang='b')"#
    );
    assert_eq!(&text[calls[1].span.clone()], r#"t(key="d" ~ e)"#);
    assert!(!calls[0].is_alone && !calls[1].is_alone);
}

#[test]
fn calls_alone() {
    for (text, expected) in [
        ("{{ t(key=\"a\") }}", true),
        ("{{-t ( key = \"a\" , b=c.d )-}}", true),
        ("{{ t(key=\"a\") | b }}", false),
        ("{{ not t(key=\"a\") }}", false),
        ("{{ t(key=\"a\")or b }}", false),
        ("{{ t(key=\"a\",) }}", false),
        ("{{ t(,key=\"a\") }}", false),
        ("{{ t() }}", false),
        ("{{ t(\"a\") }}", false),
        ("{{ t(key=\"a\", ...b) }}", false),
        ("{{ t(key=\"a\" }}", false),
    ] {
        let tags = tags(text);
        let call = tags[0].calls("t").next().expect(text);
        assert_eq!(call.is_alone, expected, "{text}");
    }
}

#[test]
fn what_a_template_names() {
    let text = "{% extends 'a.html' %}{%- include \"b.html\" -%}{% component c(d) %}{{ <e f={g} /> }}{% <h> %}{% </h> %}{{ 1 < i }}{{ x <n }}{{ a[1] <o and < p/> }}{{ <j.k-l m/> }}{% endcomponent c %}";
    let tags = tags(text);
    let templates: Vec<&str> = tags.iter().filter_map(Tag::template).collect();
    assert_eq!(templates, ["a.html", "b.html"]);
    let components: Vec<&str> = tags.iter().filter_map(Tag::component).collect();
    assert_eq!(components, ["c"]);
    let called: Vec<&str> = tags
        .iter()
        .flat_map(Tag::components)
        .map(|name| name.text)
        .collect();
    assert_eq!(called, ["e", "h", "p", "j.k-l"]);
    assert!(tags.last().is_some_and(Tag::ends_component));
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "([{}%#\"'`\\\\a. -]|raw|endraw|t\\(key=|語){0,40}") {
        for tag in tags(&text) {
            for token in &tag.tokens {
                prop_assert_eq!(&text[token.at..token.end()], token.text);
            }
            for call in tag.calls("t") {
                prop_assert!(text[call.span].starts_with('t'));
            }
        }
    }
}
