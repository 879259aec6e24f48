//! The law of the language graph on small random sites, made and rendered through the library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use yuimaru::diag::Severity;
use yuimaru::project::{Changes, Options, Project};
use yuimaru::render::Answer;

use crate::graph_laws::Published;

const CODES: [&str; 3] = ["ja", "zh", "en"];
const TAGS: [&str; 3] = ["ja", "zh-Hans", "en"];
const KEYS: [&str; 10] = [
    "_index",
    "a",
    "b",
    "s/_index",
    "s/a",
    "s/b",
    "s/t/_index",
    "s/t/c",
    "u/d",
    "u/e",
];
const POLICIES: [&str; 3] = ["hide", "link", "copy"];
/// Front matter that holds a page back at any time, and some that does not.
const STATES: [&str; 6] = [
    "",
    "",
    "draft: false",
    "draft: true",
    "publish: 2999-01-01",
    "expires: 2001-01-01",
];

#[derive(Debug, Clone)]
struct File {
    state: &'static str,
    missing: Option<&'static str>,
    has_slug: bool,
    is_bundle: bool,
    date: Option<u8>,
    weight: Option<i8>,
    terms: Vec<u8>,
    /// Links to the keys of these numbers, as far as there are so many.
    links: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Made {
    default: usize,
    origin: usize,
    at_root: bool,
    has_base_path: bool,
    missing: &'static str,
    paginate: usize,
    files: BTreeMap<(&'static str, usize), File>,
}

fn file() -> impl Strategy<Value = File> {
    (
        select(&STATES[..]),
        option::of(select(&POLICIES[..])),
        any::<bool>(),
        any::<bool>(),
        option::of(1_u8..28),
        option::of(-2_i8..2),
        vec(0_u8..3, 0..3),
        vec(0_u8..10, 0..3),
    )
        .prop_map(
            |(state, missing, has_slug, is_bundle, date, weight, terms, links)| File {
                state,
                missing,
                has_slug,
                is_bundle,
                date,
                weight,
                terms,
                links,
            },
        )
}

fn made() -> impl Strategy<Value = Made> {
    (
        0..3_usize,
        0..3_usize,
        any::<bool>(),
        any::<bool>(),
        select(&POLICIES[..]),
        0..3_usize,
        btree_map((select(&KEYS[..]), 0..3_usize), file(), 1..14),
    )
        .prop_map(
            |(default, origin, at_root, has_base_path, missing, paginate, files)| Made {
                default,
                origin,
                at_root,
                has_base_path,
                missing,
                paginate,
                files,
            },
        )
}

fn section_of(key: &str) -> Option<String> {
    let own = match key {
        "_index" => return None,
        key => key.strip_suffix("/_index").unwrap_or(key),
    };
    Some(match own.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/_index"),
        None => "_index".to_owned(),
    })
}

impl File {
    fn is_in(&self) -> bool {
        matches!(self.state, "" | "draft: false")
    }
}

/// What the design says of a site, told in another way than the program does.
impl Made {
    fn base_url(&self) -> &'static str {
        if self.has_base_path {
            "https://example.org/a/b/"
        } else {
            "https://example.org/"
        }
    }

    fn config(&self) -> String {
        let Made {
            default,
            origin,
            at_root,
            missing,
            paginate,
            ..
        } = self;
        let (default, origin, base_url) = (CODES[*default], CODES[*origin], self.base_url());
        format!(
            "title: Site\nbase_url: {base_url}\ndefault_language: {default}\ndefault_language_at_root: {at_root}\n\
             missing: {missing}\nlanguages:\n  ja: {{name: 日本語, tag: ja}}\n  zh: {{name: 简体中文, tag: zh-Hans}}\n  \
             en: {{name: English, tag: en}}\npaginate: {paginate}\nl10n: {{origin: {origin}}}\n"
        )
    }

    /// The languages of a key whose files are in.
    fn own(&self, key: &str) -> BTreeSet<usize> {
        let is_in = |lang: &usize| {
            self.files
                .get(&(key_of(key), *lang))
                .is_some_and(File::is_in)
        };
        (0..3).filter(is_in).collect()
    }

    fn origin_of(&self, own: &BTreeSet<usize>) -> Option<usize> {
        let wanted = [self.origin, self.default].into_iter().chain(0..3);
        wanted.into_iter().find(|lang| own.contains(lang))
    }

    fn policy(&self, key: &str) -> &'static str {
        let own = self.own(key);
        let first = self.origin_of(&own);
        let said = first
            .iter()
            .chain(&own)
            .find_map(|lang| self.files[&(key_of(key), *lang)].missing);
        match (said, section_of(key)) {
            (Some(policy), _) => policy,
            (None, Some(section)) => self.policy(&section),
            (None, None) => self.missing,
        }
    }

    /// The languages in which a key has an address by a file of its own, and those in which a copy has it.
    fn versions(&self, key: &str) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let own = self.own(key);
        let copies = match self.policy(key) {
            "copy" if !own.is_empty() => (0..3).filter(|lang| !own.contains(lang)).collect(),
            _ => BTreeSet::new(),
        };
        (own, copies)
    }

    fn write(&self, root: &Path, is_reversed: bool) {
        let mut files: Vec<_> = self.files.iter().collect();
        if is_reversed {
            files.reverse();
        }
        std::fs::write(root.join("site.yaml"), self.config()).unwrap();
        for ((key, lang), file) in files {
            let code = CODES[*lang];
            let bundle = if file.is_bundle && !key.ends_with("_index") {
                "/index"
            } else {
                ""
            };
            let path = root.join(format!("content/{key}{bundle}.{code}.md"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, self.text(key, *lang, file)).unwrap();
        }
    }

    fn text(&self, key: &str, lang: usize, file: &File) -> String {
        let mut text = format!("---\ntitle: {key} in {lang}\n{}\n", file.state);
        if let Some(missing) = file.missing {
            text.push_str(&format!("missing: {missing}\n"));
        }
        if let Some(day) = file.date {
            text.push_str(&format!("date: 2012-01-{day:02}\n"));
        }
        if let Some(weight) = file.weight {
            text.push_str(&format!("weight: {weight}\n"));
        }
        if file.has_slug && key != "_index" {
            let name = key.replace('/', "-");
            text.push_str(&format!("slug: 沖 縄&{name}\n"));
        }
        if !file.terms.is_empty() {
            let terms: BTreeSet<String> =
                file.terms.iter().map(|term| format!("語 {term}")).collect();
            let terms: Vec<String> = terms.into_iter().collect();
            text.push_str(&format!("tags: [{}]\n", terms.join(", ")));
        }
        text.push_str("---\n\nText.\n\n## H\n\n");
        let keys: BTreeSet<&str> = self.files.keys().map(|(key, _)| *key).collect();
        for number in &file.links {
            if let Some(key) = keys.iter().nth(usize::from(*number)) {
                text.push_str(&format!(
                    "[to {key}](/{key}.md) [its heading](/{key}.md#h)\n\n"
                ));
            }
        }
        text
    }
}

fn key_of(key: &str) -> &'static str {
    KEYS.iter()
        .copied()
        .find(|known| *known == key)
        .unwrap_or("")
}

/// Every output of the site in a folder, and the site.
fn rendered(
    root: &Path,
) -> (
    BTreeMap<String, Vec<u8>>,
    std::sync::Arc<yuimaru::project::Snapshot>,
) {
    let snapshot = Project::open(Options {
        root: root.to_owned(),
        ..Options::default()
    })
    .refresh(Changes::Unknown);
    let errors: Vec<_> = snapshot
        .diagnostics
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let renderer = snapshot.renderer.as_ref().unwrap();
    let mut tree = BTreeMap::new();
    for route in &renderer.site().routes {
        let answer = renderer.render(route);
        assert!(answer.diagnostics.is_empty(), "{:#?}", answer.diagnostics);
        let bytes = match answer.value {
            Answer::Bytes(bytes) => bytes,
            Answer::Asset(_) => Vec::new(),
        };
        let before = tree.insert(route.output.to_string(), bytes);
        assert!(before.is_none(), "{} twice", route.output);
    }
    (tree, snapshot)
}

fn hold(made: &Made) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    made.write(folder.path(), false);
    let (tree, snapshot) = rendered(folder.path());
    let published = Published::read(&tree, made.base_url());
    let broken = published.broken();
    prop_assert!(broken.is_empty(), "{}", broken.join("\n"));
    let site = snapshot.renderer.as_ref().unwrap().site();
    let mut living = BTreeSet::new();
    for key in KEYS {
        let (own, copies) = made.versions(key);
        living.extend(own.iter().chain(&copies).copied());
        let is_section = key.ends_with("_index");
        for lang in site.config.langs() {
            let at = lang.index();
            let version = site.version(key, lang);
            let is_there = own.contains(&at) || copies.contains(&at);
            // Pages below may imply a section that no file makes.
            prop_assert!(
                is_there == version.is_some() || is_section && version.is_some(),
                "{key} {at}"
            );
            if let Some(page) = version {
                let output = format!("{}index.html", page.path.trim_start_matches('/'));
                let read = published.page(&output);
                prop_assert_eq!(&*read.lang, TAGS[at]);
                prop_assert_eq!(read.is_noindex, copies.contains(&at), "{} {}", key, at);
                if !is_section && own.contains(&at) {
                    let mut tags: Vec<&str> = own.iter().map(|lang| TAGS[*lang]).collect();
                    tags.push("x-default");
                    prop_assert_eq!(read.tags(), tags, "{} {}", key, at);
                }
            } else if !own.is_empty() {
                let is_listed = made.policy(key) == "link" && site.home(lang).is_some();
                let origin = is_listed.then(|| made.origin_of(&own)).flatten();
                let listed = site.listed(key, lang).map(|page| page.lang.index());
                prop_assert_eq!(listed, origin, "{} in the lists of {}", key, at);
            }
        }
    }
    let homes: BTreeSet<usize> = site.living_languages().map(|lang| lang.index()).collect();
    prop_assert_eq!(homes, living);
    let other = tempfile::tempdir().unwrap();
    made.write(other.path(), true);
    let (again, _) = rendered(other.path());
    for (path, bytes) in &tree {
        prop_assert!(
            again.get(path) == Some(bytes),
            "{path} differs between two builds"
        );
    }
    prop_assert_eq!(tree.len(), again.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_sites_keep_the_law(made in made()) {
        hold(&made)?;
    }
}
