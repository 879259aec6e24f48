//! Loading assets of made-up sources.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::source::Text;

/// Sources whose static files are in the binary, as far as they can tell.
fn theme(files: &[(&str, &'static str)]) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in files {
        add_file(&mut sources, Layer::Embedded, name, text);
    }
    sources
}

fn add_file(sources: &mut Sources, layer: Layer, name: &str, text: &'static str) {
    add_kind(sources, layer, Kind::ThemeStatic, name, text);
}

fn add_kind(sources: &mut Sources, layer: Layer, kind: Kind, name: &str, text: &'static str) {
    let path: Arc<str> = format!("{layer:?}: static/{name}").into();
    let file = SourceFile {
        path: path.clone(),
        name: name.into(),
        disk: PathBuf::new(),
        kind,
        layer,
        text: Text::none(),
        bytes: Some(text.as_bytes()),
        hash: 0,
        size: text.len() as u64,
        modified: 0,
    };
    sources.files.insert(path, Arc::new(file));
}

fn load_clean(sources: &Sources) -> Assets {
    let loaded = load(sources, &Base::new("/", "/"), &mut AssetMemo::default());
    assert_eq!(loaded.diagnostics, []);
    loaded.value
}

fn text(asset: &Asset) -> String {
    let bytes = match &asset.bytes {
        AssetBytes::Disk(path) => fs::read(path).expect("a file"),
        AssetBytes::Embedded(bytes) => bytes.to_vec(),
        AssetBytes::Memory(bytes) => bytes.to_vec(),
    };
    assert_eq!(asset.size, bytes.len() as u64);
    String::from_utf8(bytes).expect("a text")
}

#[test]
fn names_hold_a_fingerprint() {
    let assets = load_clean(&theme(&[
        ("a.js", "hello"),
        ("fonts/b.min.woff2", ""),
        ("LICENSE", "x"),
    ]));
    let outputs: Vec<&str> = assets.theme.values().map(|asset| &*asset.output).collect();
    // The first eight digits of what `sha256sum` says.
    assert_eq!(
        outputs,
        [
            "assets/LICENSE.2d711642",
            "assets/a.2cf24dba.js",
            "assets/fonts/b.min.e3b0c442.woff2"
        ]
    );
}

#[test]
fn the_strongest_layer_wins_file_by_file() {
    let mut sources = theme(&[("a.js", "weak"), ("b.js", "alone")]);
    add_file(&mut sources, Layer::Theme, "a.js", "strong");
    let assets = load_clean(&sources);
    assert_eq!(text(&assets.theme["a.js"]), "strong");
    assert_eq!(text(&assets.theme["b.js"]), "alone");
}

/// What a site has in its `static/` is published under its own name, and the theme's style sheets show it.
#[test]
fn the_site_wins_over_the_theme() {
    let mut sources = theme(&[
        (
            "css/style.css",
            "@import 'more.css';a{b:url(../img/a\\ b.svg#top) c:url(../img/y.svg) d:url(\"x.svg\")}",
        ),
        ("css/more.css", "a{b:url(nowhere.svg)}"),
        ("img/a b.svg", "<svg/>"),
        ("img/y.svg", "<svg/>"),
        ("css/x.svg", "<svg/>"),
    ]);
    for name in ["css/more.css", "img/a b.svg", "css/x.svg"] {
        add_kind(&mut sources, Layer::Site, Kind::Static, name, "<svg/>");
    }
    let assets = load_clean(&sources);
    let names: Vec<&str> = assets.theme.keys().map(|name| &**name).collect();
    assert_eq!(names, ["css/style.css", "img/y.svg"]);
    let image = assets.theme["img/y.svg"]
        .output
        .rsplit_once('/')
        .expect("a folder")
        .1;
    assert_eq!(
        text(&assets.theme["css/style.css"]),
        format!(
            "@import '../../css/more.css';a{{b:url(../../img/a%20b.svg#top) c:url(../img/{image}) d:url(\"../../css/x.svg\")}}"
        )
    );
}

#[test]
fn escapes_in_style_sheets_are_read() {
    let assets = load_clean(&theme(&[
        (
            "style.css",
            "a{b:url(a\\ b.ttf) c:url(\"q\\27.ttf?v\\'\") d:url(my\\ dir/\\78.ttf) e:url(\\23 top)}",
        ),
        ("a b.ttf", "1"),
        ("q'.ttf", "2"),
        ("my dir/x.ttf", "3"),
    ]));
    let encoded = |name: &str| {
        let output = assets.theme[name]
            .output
            .strip_prefix("assets/")
            .expect("assets");
        output.replace(' ', "%20").replace('\'', "%27")
    };
    assert_eq!(
        text(&assets.theme["style.css"]),
        format!(
            "a{{b:url({}) c:url(\"{}?v%27\") d:url({}) e:url(\\23 top)}}",
            encoded("a b.ttf"),
            encoded("q'.ttf"),
            encoded("my dir/x.ttf")
        )
    );
}

#[test]
fn style_sheets_name_fingerprinted_files() {
    let files = [
        (
            "css/style.css",
            "@import 'more.css';a{b:url(../img/x.svg#top) c:url(\"%E7%B5%90.woff2?v\") d:url(/abs.png) e:url(data:x) f:url(#g)}",
        ),
        ("css/more.css", "a{b:url(../img/x.svg)}"),
        ("css/結.woff2", "font"),
        ("img/x.svg", "<svg/>"),
    ];
    let assets = load_clean(&theme(&files));
    let file = |name: &str| {
        assets.theme[name]
            .output
            .rsplit_once('/')
            .expect("a folder")
            .1
            .to_owned()
    };
    let (more, image) = (file("css/more.css"), file("img/x.svg"));
    let font = file("css/結.woff2").replace('結', "%E7%B5%90");
    assert_eq!(
        text(&assets.theme["css/style.css"]),
        format!(
            "@import '{more}';a{{b:url(../img/{image}#top) c:url(\"{font}?v\") d:url(/abs.png) e:url(data:x) f:url(#g)}}"
        )
    );
    for asset in assets.theme.values() {
        let print = theme::fingerprint(text(asset).as_bytes());
        let print = format!(".{:08x}.", u32::from_be_bytes(print));
        assert!(
            asset.output.contains(&print),
            "{} is of its final bytes",
            asset.output
        );
    }
    assert!(matches!(
        assets.theme["img/x.svg"].bytes,
        AssetBytes::Embedded(_)
    ));
}

#[test]
fn a_change_of_an_image_changes_the_names_of_all_that_show_it() {
    let outputs = |image: &'static str| {
        let sheets = [
            ("a.css", "@import 'b.css'"),
            ("b.css", "a{b:url(x.txt)}"),
            ("c.css", "a{}"),
            ("x.txt", image),
        ];
        load_clean(&theme(&sheets))
            .theme
            .into_values()
            .map(|asset| asset.output)
            .collect::<Vec<_>>()
    };
    let (before, after) = (outputs("1"), outputs("2"));
    let changed: Vec<bool> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| before != after)
        .collect();
    assert_eq!(changed, [true, true, false, true]);
}

#[test]
fn sheets_that_import_each_other_get_names_all_the_same() {
    let load_circle = |end: &'static str| {
        let files = [
            ("a.css", "@import 'b.css';"),
            ("b.css", "@import 'c.css';"),
            ("c.css", end),
            ("outside.css", "@import 'a.css';"),
            ("self.css", "@import 'self.css';"),
            ("x.txt", "x"),
        ];
        load_clean(&theme(&files)).theme
    };
    let (one, other) = (
        load_circle("@import 'a.css';b{c:url(x.txt)}"),
        load_circle("@import 'a.css';"),
    );
    for (name, next) in [
        ("a.css", "b.css"),
        ("b.css", "c.css"),
        ("c.css", "a.css"),
        ("outside.css", "a.css"),
        ("self.css", "self.css"),
    ] {
        let next = one[next].output.rsplit_once('/').expect("a folder").1;
        assert!(
            text(&one[name]).contains(&format!("@import '{next}'")),
            "{name}"
        );
    }
    assert!(
        text(&one["c.css"]).contains(one["x.txt"].output.rsplit_once('/').expect("a folder").1)
    );
    for name in ["a.css", "b.css", "c.css", "outside.css"] {
        assert_ne!(one[name].output, other[name].output, "{name}");
    }
}

#[test]
fn paths_from_the_root_are_those_of_where_the_site_is_published() {
    const SHEET: &str = "a{b:url(/x.png) c:url('/sub/x.png?v') d:url(/%73ub/x.png) e:url(/s\\75 b/x.png) f:url(/new/x.png) g:url(/submarine)}";
    for (published, own, expected) in [
        ("/", "/", SHEET),
        (
            "/sub/",
            "/sub/",
            "a{b:url(/sub/x.png) c:url('/sub/x.png?v') d:url(/%73ub/x.png) e:url(/s\\75 b/x.png) f:url(/sub/new/x.png) g:url(/sub/submarine)}",
        ),
        (
            "/",
            "/sub/",
            "a{b:url(/x.png) c:url('/x.png?v') d:url(/x.png) e:url(/x.png) f:url(/new/x.png) g:url(/submarine)}",
        ),
        (
            "/new/",
            "/sub/",
            "a{b:url(/new/x.png) c:url('/new/x.png?v') d:url(/new/x.png) e:url(/new/x.png) f:url(/new/x.png) g:url(/new/submarine)}",
        ),
        (
            "/%E6%96%B0/",
            "/sub/",
            "a{b:url(/%E6%96%B0/x.png) c:url('/%E6%96%B0/x.png?v') d:url(/%E6%96%B0/x.png) e:url(/%E6%96%B0/x.png) f:url(/%E6%96%B0/new/x.png) g:url(/%E6%96%B0/submarine)}",
        ),
    ] {
        let base = Base::new(published, own);
        let loaded = load(
            &theme(&[("a.css", SHEET)]),
            &base,
            &mut AssetMemo::default(),
        );
        let sheet = text(&loaded.value.theme["a.css"]);
        assert_eq!(sheet, expected, "{published} {own}");
    }
}

#[test]
fn unknown_references_are_shown_where_they_are() {
    let sources = theme(&[(
        "css/style.css",
        "a{}\nb{c:url(missing.png) d:url('../../out.png') e:url(\"a\\62.png\")}",
    )]);
    let loaded = load(&sources, &Base::new("/", "/"), &mut AssetMemo::default());
    let found: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().expect("a place");
            (
                problem.code,
                place.line_column(),
                &place.text.as_ref().expect("a text")[place.span.clone()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("unknown-asset", Some((2, 9)), "missing.png"),
            ("unknown-asset", Some((2, 29)), "../../out.png"),
            ("unknown-asset", Some((2, 52)), "a\\62.png"),
        ]
    );
    assert!(matches!(
        loaded.value.theme["css/style.css"].bytes,
        AssetBytes::Embedded(_)
    ));
}

#[test]
fn site_and_content_assets_keep_their_names_and_have_sizes() {
    let folder = TempDir::new().expect("a folder");
    let svg = r#"<svg viewBox="0 0 3 4"/>"#;
    let files = [
        ("static/img/x.svg", svg),
        ("static/robots.txt", "x"),
        ("content/film/y.svg", svg),
        ("content/film/bad.png", "no image"),
        ("content/_index.md", ""),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let options = crate::source::ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: false,
        out: None,
    };
    let sources = crate::source::scan(folder.path(), &options, None, &|_| {}).value;
    let mut memo = AssetMemo::default();
    for _ in 0..2 {
        let loaded = load(&sources, &Base::new("/", "/"), &mut memo);
        let ours: Vec<_> = loaded
            .diagnostics
            .iter()
            .filter(|problem| problem.code == "image-unreadable")
            .collect();
        assert_eq!(ours.len(), 1);
        assert_eq!(
            &*ours[0].place.as_ref().expect("a place").path,
            "content/film/bad.png"
        );
        let assets = loaded.value;
        assert_eq!(
            assets.site.keys().map(|name| &**name).collect::<Vec<_>>(),
            ["img/x.svg", "robots.txt"]
        );
        assert_eq!(&*assets.site["img/x.svg"].output, "img/x.svg");
        assert_eq!(assets.site["img/x.svg"].dimensions, Some((3, 4)));
        assert_eq!(assets.content["film/y.svg"].dimensions, Some((3, 4)));
        assert_eq!(&*assets.content["film/y.svg"].output, "");
        assert_eq!(assets.content["film/bad.png"].dimensions, None);
        assert_eq!(text(&assets.content["film/y.svg"]), svg);
    }
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let folder = TempDir::new().expect("a folder");
    let disk = folder.path().join("x.svg");
    let mut sources = Sources::default();
    let mut set = |modified: i128, text: &str| {
        fs::write(&disk, text).expect("a file");
        let path: Arc<str> = "content/x.svg".into();
        let file = SourceFile {
            path: path.clone(),
            name: "x.svg".into(),
            disk: disk.clone(),
            kind: Kind::ContentAsset,
            layer: Layer::Site,
            text: Text::none(),
            bytes: None,
            hash: 0,
            size: text.len() as u64,
            modified,
        };
        sources.files.insert(path, Arc::new(file));
        sources.clone()
    };
    let mut memo = AssetMemo::default();
    let one = r#"<svg width="1" height="1"/>"#;
    let two = r#"<svg width="2" height="2"/>"#;
    // Time, text on disk, and the width that is known then.
    let rows = [
        (5, one, 1),
        (5, two, 1),
        (6, two, 2),
        (0, one, 1),
        (0, two, 2),
    ];
    for (modified, text, width) in rows {
        let assets = load(&set(modified, text), &Base::new("/", "/"), &mut memo).value;
        assert_eq!(
            assets.content["x.svg"].dimensions,
            Some((width, width)),
            "{modified} {text}"
        );
    }
}
