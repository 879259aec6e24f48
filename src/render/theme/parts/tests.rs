//! Parts of made-up templates.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::{Part, find};
use crate::project::{self, Changes, Project};
use crate::render::asked::Asked;
use crate::render::theme::{Constants, Theme, read};
use crate::source::{Kind, Layer, SourceFile, Text};

fn parts(files: &[(&str, &str)]) -> Vec<Part> {
    let file = |(name, text): &(&str, &str)| SourceFile {
        path: format!("templates/{name}").into(),
        name: (*name).into(),
        disk: std::path::PathBuf::new(),
        kind: Kind::Template,
        layer: Layer::Site,
        text: Text::from(*text),
        bytes: None,
        hash: 0,
        size: 0,
        modified: 0,
    };
    let sources: BTreeMap<String, Arc<SourceFile>> = files
        .iter()
        .map(|one| (one.0.to_owned(), Arc::new(file(one))))
        .collect();
    let theme = Theme {
        tera: tera::Tera::default(),
        prefixes: Vec::new(),
        sources: sources.clone(),
        calls: Mutex::default(),
        constants: Constants::default(),
        asked: Asked::ALL,
    };
    find(&read(&sources), &theme)
}

#[test]
fn parts_of_a_template() {
    for (template, expected) in [
        (
            "a {{ site.title }} b {{ site.x | upper }} c",
            &["{{ site.title }} b {{ site.x | upper }}"][..],
        ),
        ("{{ site.title }} {{ page.title }} {{ t(key=\"k\") }}", &[]),
        (
            "{% if site.feed -%} x {%- endif %}{% set a = 1 %}",
            &["{% if site.feed -%} x {%- endif %}"],
        ),
        (
            "{% if page.a %}{{ site.b }}{{ asset(path=\"c\") }}{% else %}{{ number(value=1.5) }},{{ lang }}{% endif %}",
            &[
                "{{ site.b }}{{ asset(path=\"c\") }}",
                "{{ number(value=1.5) }},{{ lang }}",
            ],
        ),
        (
            "{% for a in site.menu %}{{ loop.index }}{{ a.b }}{% endfor %}",
            &["{% for a in site.menu %}{{ loop.index }}{{ a.b }}{% endfor %}"],
        ),
        // The variable of a loop is known in it alone.
        (
            "{% for a in site.menu %}{{ a.b }}{{ a.c }}{{ page.d }}{{ site.e }}{{ site.f }}{% endfor %}",
            &["{{ site.e }}{{ site.f }}"],
        ),
        (
            "{% for a in page.x %}{{ loop.index }}{{ a }}{% for b in site.y %}{{ b }}{% endfor %}{% endfor %}",
            &["{% for b in site.y %}{{ b }}{% endfor %}"],
        ),
        (
            "{% for a in site.x %}{% for b in site.y %}{{ a }}{{ b }}{% endfor %}{{ page.z }}{% endfor %}",
            &[],
        ),
        (
            "{% for a in site.x %}{% for b in a.y %}{{ b }}{{ loop.last }}{% endfor %}{% else %}-{% endfor %}",
            &[
                "{% for a in site.x %}{% for b in a.y %}{{ b }}{{ loop.last }}{% endfor %}{% else %}-{% endfor %}",
            ],
        ),
        (
            "{% for a in page.b %}{% else %}{{ a }}{{ a }}{% endfor %}",
            &[],
        ),
        (
            "{{ site.a }}{% block b %}{{ site.c }}{{ site.d }}{% endblock %}",
            &["{{ site.c }}{{ site.d }}"],
        ),
        ("{{ site.a if x else site.b }}{{ site.c }}", &[]),
        ("{{ t(key=\"k\", n=page.x) }}{{ url(path=\"x\") }}", &[]),
        ("{{ <card page=\"x\" /> }}{{ <card page=\"x\" /> }}", &[]),
        // Components see what is around their calls, whatever they are called.
        (
            "{% for item in site.menu %}{{ <item of={item} /> }}{% endfor %}",
            &[],
        ),
        (
            "{{ <site.nav /> }}{{ <lang/> }}{{ < site /> }}{% if <site/> %}{{ site.a }}{% endif %}",
            &[],
        ),
        (
            "{{ [site.a, <lang/>] | length }}{{ \"a\" ~ <site /> }}",
            &[],
        ),
        (
            "{{ site.a <site.b }}{{ 1 < lang }}",
            &["{{ site.a <site.b }}{{ 1 < lang }}"],
        ),
        (
            "{{ site.a is defined and lang == \"ja\" }}{{ site.a is not odd }}",
            &["{{ site.a is defined and lang == \"ja\" }}{{ site.a is not odd }}"],
        ),
        ("{{ [x for x in site.a] }}{{ loop.index }}", &[]),
        (
            "{% component c(a) %}{{ site.a }}{{ site.b }}{% endcomponent %}",
            &[],
        ),
        ("{{ [...page] }}{{ [...page.a] | length }}", &[]),
        (
            "{{ [...site.a] | length }}{{ site.b }}",
            &["{{ [...site.a] | length }}{{ site.b }}"],
        ),
        ("{% if site.a %}{{ site.b }}", &[]),
        ("{% endif %}{{ site.a }}{{ site.b }}", &[]),
        (
            "{% for %}{{ site.a }}{{ site.b }}{% endfor %}{% elif %}",
            &[],
        ),
        (
            "{% raw %}{{ site.a }}{% endraw %}{{ site.b }}{# {{ site.c }} #}{{ site.d }}",
            &["{{ site.b }}{# {{ site.c }} #}{{ site.d }}"],
        ),
    ] {
        let found = parts(&[("x.html", template)]);
        let found: Vec<&str> = found.iter().map(|part| &*part.text).collect();
        assert_eq!(found, expected, "{template}");
    }
}

#[test]
fn what_is_included_may_be_a_part() {
    let own = |parts: Vec<Part>| {
        let of = parts.into_iter().filter(|part| part.template == "x.html");
        of.map(|part| part.text).collect::<Vec<_>>()
    };
    let x = ("x.html", "{{ site.a }}{% include \"y.html\" %}");
    for (included, is_part) in [
        ("<footer>{{ site.b }}</footer>", true),
        ("no tag at all", true),
        ("{{ page.b }}", false),
        ("{% set b = 1 %}", false),
        ("{% include \"x.html\" %}", false),
        ("{% include \"z.html\" %}", false),
        ("{% component c() %}{% endcomponent %}", false),
    ] {
        let found = own(parts(&[x, ("y.html", included)]));
        assert_eq!(!found.is_empty(), is_part, "{included}");
    }
}

#[test]
fn a_field_is_as_long_as_the_part_and_on_as_many_lines() {
    // Dots for spaces.
    for (part, expected) in [
        ("{{ site.a }}{{ site.b }}", Some("{{._c.p7..............}}")),
        (
            "{{- site.a }}\n<p>{{ site.b -}}",
            Some("{{-._c.p7....\n.............-}}"),
        ),
        ("{%- if site.a %}結\n結{% endif %}", None),
        (
            "{%- if site.a %}結\n{% endif %}",
            Some("{{-._c.p7..........\n.........}}"),
        ),
        ("{{\nsite.a }}{{ site.b }}", None),
        (
            "{{ site.a }}{{ site.b\n}}",
            Some("{{._c.p7.............\n}}"),
        ),
        (
            "{{ site.a }}{{ site.b\n -}}",
            Some("{{._c.p7.............\n.-}}"),
        ),
        ("{{ a }}", None),
    ] {
        let found = Part {
            template: String::new(),
            span: 0..part.len(),
            text: part.to_owned(),
            height: 0,
        };
        let field = found.field(7);
        let shown = field.as_deref().map(|field| field.replace(' ', "."));
        assert_eq!(shown.as_deref(), expected, "{part}");
        assert!(field.is_none_or(|field| field.len() == part.len()));
    }
}

/// Whatever turns them off, the pages are the same: nothing but this would tell.
#[test]
fn the_shipped_site_has_parts_and_answers_in_every_language() {
    let mut project = Project::open(project::Options {
        root: env!("CARGO_MANIFEST_DIR").into(),
        ..project::Options::default()
    });
    let snapshot = project.refresh(Changes::Unknown);
    let renderer = snapshot.renderer.as_ref().expect("templates");
    for lang in renderer.site().config.langs() {
        let held = renderer.theme.constants.of(lang).expect("fields");
        let held = held.as_map().expect("a map");
        let begin_with = |first: char| {
            let names = held.keys().filter_map(|name| name.as_str());
            names.filter(|name| name.starts_with(first)).count()
        };
        assert!(begin_with('p') > 5, "{held:?}");
        assert!(begin_with('k') > 5, "{held:?}");
        // The foot is one as a whole.
        let has_foot = |value: &tera::Value| {
            let text = value.as_str().unwrap_or_default();
            text.starts_with("<footer") || text.contains("<footer class=\"site-footer\"")
        };
        assert!(held.values().any(has_foot), "{held:?}");
    }
}
