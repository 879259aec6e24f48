use super::*;

fn read(text: &str) -> (Diagnosed<Option<Node>>, Arc<str>) {
    let text: Arc<str> = text.into();
    (parse_file(&"x.yaml".into(), &text), text)
}

#[test]
fn explore() {
    for text in [
        "a: 1\ntitle：沖縄\nb: 2\n",
        "title：沖縄\ndate: x\n",
        "title：沖縄\n",
        "title:\n  ja：沖縄\n",
        "title: {ja：沖縄, zh: 冲绳}\n",
        "title:沖縄\nb: 1\n",
        "title:　沖縄\nb: 1\n",
        "a:\n\tb: 1\n",
        "a:\n  b: 1\n\tc: 2\n",
        "- a\n\t- b\n",
        "a: Foo: bar\n",
        "a: 1\n  b: 2\n",
        "a\nb: 1\n",
        "日本: \"x\nb: 1\n",
        "a: [1, 2\nb: 1\n",
        "a: {x: 1\nb: 2\n",
        "a:\n  - 1\n  b: 2\n",
        "a: @x\n",
        "a: `x`\n",
        "a: *x\n",
        "a: *強調*\n",
        "a: &\n",
        "a: !x y\n",
        "a: \"\\q\"\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\nb: 2\n",
        "a: \"x\" y\nb: 1\n",
        "a: | x\n  y\n",
        "a: - 1\n",
        "a: %x\n",
        "  a: 1\nb: 2\n",
        "a: b\n c: d\n",
        "? [a]\n: 1\n",
        "<<: {a: 1}\n",
        "a: 1\na: 2\n",
        "a: 'it's'\nb: 1\n",
        "&a [*a]\n",
        "a: &x [*x]\n",
        "a: 1\n　b: 2\n",
        "%YAML 1.1\n---\na: 1\n",
        "a: ,x\n",
        "a: ]\n",
        "a: #x\nb: 1\n",
        "a: \"\\\n",
        "'",
        "\"",
        "a:\n- b\n-c\n",
    ] {
        let (out, _) = read(text);
        println!("=== {text:?} -> {}", out.value.is_some());
        for d in out.diagnostics {
            println!(
                "   {:?} {} | {} | {:?}",
                d.place.as_ref().unwrap().line_column().unwrap(),
                d.code,
                d.message,
                d.help.unwrap()
            );
        }
    }
}
