use serde_json::json;

use super::{CallKind, mask, scan};

/// A call in short: its kind, name, arguments; or what is wrong.
fn describe(text: &str) -> Vec<String> {
    scan(text, 0)
        .into_iter()
        .map(|call| match call.kind {
            CallKind::Inline(component) => {
                format!("inline {} {}", component.name, json!(component.arguments))
            }
            CallKind::Open(component) => {
                format!("open {} {}", component.name, json!(component.arguments))
            }
            CallKind::Close(name) => format!("close {name}"),
            CallKind::Broken { fault, .. } => {
                format!("broken {:?} {}", &text[fault.at], fault.message)
            }
        })
        .collect()
}

#[test]
fn control_characters_in_arguments() {
    assert_eq!(
        describe("{{ <a b=\"c\u{1}\" /> }}"),
        ["broken \"\\u{1}\" this text holds an invisible control character (U+0001)"]
    );
}

#[test]
fn calls_and_their_arguments() {
    for (text, expected) in [
        ("{{ <card /> }}", "inline card []"),
        ("{{<card/>}}", "inline card []"),
        (
            "{{- <forms.button label='押す' /> -}}",
            r#"inline forms.button [["label","押す"]]"#,
        ),
        (
            r#"{{ <a b="x\"\\y" c='"' /> }}"#,
            r#"inline a [["b","x\"\\y"],["c","\""]]"#,
        ),
        (
            "{{ <a n={5} f={ -1.5 } t={true} z={none} /> }}",
            r#"inline a [["n",5],["f",-1.5],["t",true],["z",null]]"#,
        ),
        (
            r#"{{ <a l={[1, "a", [2,],]} m={{"k": 1}} /> }}"#,
            r#"inline a [["l",[1,"a",[2]]],["m",{"k":1}]]"#,
        ),
        ("{{ <a\n  b=\"c\"\n/> }}", r#"inline a [["b","c"]]"#),
        (
            "{% <card kind=\"info\"> %}",
            r#"open card [["kind","info"]]"#,
        ),
        ("{% </card> %}", "close card"),
        ("{%- </card > -%}  ", "close card"),
        (
            r#"{{ <a b="{{ <c /> }}" /> }}"#,
            r#"inline a [["b","{{ <c /> }}"]]"#,
        ),
    ] {
        assert_eq!(describe(text), [expected], "{text}");
    }
}

#[test]
fn what_is_no_call_is_left_alone() {
    for text in [
        "{{ x }}",
        "{{ <3 }}",
        "{{ <https://example.org> }}",
        "{% if a %}",
        "{ <card /> }",
        "\\{{ <card /> }}",
        "{{ < card /> }}",
        "{{",
        "{%",
        "{{ <",
        "{{ </card> }}",
    ] {
        assert_eq!(describe(text), [""; 0], "{text}");
    }
}

#[test]
fn faults_say_where_and_what() {
    for (text, expected) in [
        ("{{ <card> }}", r#"broken ">" `card` is not closed by `/>`"#),
        (
            "{% <card /> %}",
            r#"broken "/" `card` is closed by `/>`, but a block has a body"#,
        ),
        (
            "{{ <card",
            r#"broken "card" the call of `card` does not end"#,
        ),
        ("{{ <card / }}", r#"broken "}" `>` is missing here"#),
        ("{{ <card /> }", r#"broken "}" `}}` is missing here"#),
        (
            "{{ <card page /> }}",
            r#"broken "page" the argument `page` has no value, and there are no variables in Markdown"#,
        ),
        (
            "{{ <card page=x /> }}",
            r#"broken "x" the value of `page` stands without quotes or braces"#,
        ),
        (
            "{{ <card n={page.title} /> }}",
            r#"broken "page.title" `page.title` is no literal, and there are no variables in Markdown"#,
        ),
        (
            "{{ <card n={1 + 2} /> }}",
            r#"broken "+" `}` is missing after the value of `n`"#,
        ),
        (
            "{{ <card a=\"x /> }}",
            r#"broken "\"" this text has no closing ""#,
        ),
        (
            r#"{{ <card a="\é" /> }}"#,
            r#"broken "\\é" a backslash in a text has to be followed by one of `" ' / \ n t r`"#,
        ),
        (
            "{{ <card a=\"1\" a=\"2\" /> }}",
            r#"broken "a" the argument `a` is given twice"#,
        ),
        (
            "> - {{ <card\n> page=\"o\" /> }}",
            r#"broken ">" the call of `card` goes on over lines of a quote"#,
        ),
        (
            "> {% <card\n> page=\"o\"> %}",
            r#"broken ">" the call of `card` goes on over lines of a quote"#,
        ),
        (
            "{{ <card {...x} /> }}",
            r#"broken "{" arguments cannot be spread in Markdown"#,
        ),
        (
            "{{ <card 名=\"x\" /> }}",
            r#"broken "名" an argument has to begin with its name"#,
        ),
        (
            "{% <card> %} text",
            r#"broken "{% <card> %}" `{% <card> %}` does not stand alone on its line"#,
        ),
        (
            "{{ <a l={[1 2]} /> }}",
            r#"broken "2" `,` or `]` is missing here"#,
        ),
        (
            "{{ <a\n\nb=\"c\" /> }}",
            r#"broken "\n" an argument has to begin with its name"#,
        ),
    ] {
        assert_eq!(describe(text), [expected], "{text}");
    }
}

#[test]
fn deep_lists_are_refused() {
    let text = format!("{{{{ <a l={{{}}} /> }}}}", "[".repeat(10_000));
    assert_eq!(describe(&text).len(), 1);
    assert!(describe(&text)[0].contains("nested too deep"));
}

#[test]
fn masks_keep_lengths_and_lines() {
    for (text, masked) in [
        (
            "沖縄 {{ <a b=\"縄\" /> }} 島",
            "沖縄 <xxxxxxxxxxxxxxxxx> 島",
        ),
        ("{% <a> %}\nb", "<!--xx-->\nb"),
        ("{{ <a", "<!-->"),
        ("{{ <ab", "<!--->"),
        ("{{ <abc", "<!---->"),
        ("{{ <a\n  b=\"c\" /> }}\n", "<!--x\n  xxxxxxxx-->\n"),
        ("- {{ <a\n  b=\"c\" /> }}\n", "- <!--x\n  xxxxxxxx-->\n"),
        ("a\n{{ <a /> }}\n\nb", "a\n<xxxxxxxxx>\n\nb"),
        ("{{ <a /> }}\r\nb", "<xxxxxxxxx>\r\nb"),
        (
            "a\r\n\r\n {{ <a /> }} \r\n\r\nb",
            "a\r\n\r\n <!--xxxx--> \r\n\r\nb",
        ),
        (
            "{% <a> %}\n{{ <a /> }}\n{% </a> %}",
            "<!--xx-->\n<!--xxxx-->\n<!--xxx-->",
        ),
    ] {
        let calls = scan(text, 0);
        assert_eq!(mask(text, &calls), masked, "{text}");
        assert_eq!(masked.len(), text.len(), "{text}");
    }
}
