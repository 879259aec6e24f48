//! Code coloured at build time: tree-sitter's captures as classes, no inline style, no script.
//!
//! Which languages are known is decided by the cargo features `lang-*`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use pulldown_cmark_escape::escape_html_body_text;
use rapidhash::fast::RapidHasher;
use tree_sitter::Language;
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent};

/// Code longer than this many bytes stays plain. tree-sitter needs quadratic time and more for some code that is not
/// well formed (`a|a|a|…` as Bash: a second or two at this length), and Python's scanner aborts the process when code
/// is indented some 500 levels deep, for which this is too short.
const LONGEST: usize = 16_000;

/// Code whose brackets nest deeper stays plain: brackets that are never closed cost tree-sitter more than quadratic time.
const DEEPEST: usize = 100;

/// YAML with more indicators (`-`, `?`, `:`) stays plain. Its scanner aborts the process when it has more than 253
/// open collections, and each of these opens two at most.
const MOST_YAML_INDICATORS: usize = 120;

/// The memo of a language is emptied when it holds this many snippets, so that a preview that runs for days does not grow.
const MEMO_ENTRIES: usize = 4096;

/// Names of captures that are shown, with their classes. A longer name is matched by its longest prefix here.
const CLASSES: &[(&str, &str)] = &[
    ("attribute", "hl-attribute"),
    ("boolean", "hl-constant hl-constant-builtin"),
    ("comment", "hl-comment"),
    (
        "comment.documentation",
        "hl-comment hl-comment-documentation",
    ),
    ("constant", "hl-constant"),
    ("constant.builtin", "hl-constant hl-constant-builtin"),
    ("constructor", "hl-type hl-type-constructor"),
    ("escape", "hl-string hl-string-escape"),
    ("function", "hl-function"),
    ("function.builtin", "hl-function hl-function-builtin"),
    ("function.macro", "hl-function hl-function-macro"),
    ("function.method", "hl-function hl-function-method"),
    ("keyword", "hl-keyword"),
    ("label", "hl-attribute"),
    ("namespace", "hl-type"),
    ("number", "hl-number"),
    ("operator", "hl-operator"),
    ("property", "hl-property"),
    ("punctuation", "hl-punctuation"),
    ("string", "hl-string"),
    ("string.special", "hl-string hl-string-special"),
    ("string.special.key", "hl-property"),
    ("tag", "hl-tag"),
    ("type", "hl-type"),
    ("type.builtin", "hl-type hl-type-builtin"),
    ("variable", "hl-variable"),
    ("variable.builtin", "hl-variable hl-variable-builtin"),
    ("variable.parameter", "hl-variable hl-variable-parameter"),
];

/// A language whose grammar may be in the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grammar {
    Bash,
    Css,
    Html,
    JavaScript,
    Json,
    Python,
    Rust,
    Toml,
    Yaml,
}

impl Grammar {
    const COUNT: usize = 9;

    /// The language that people mean by this word after the fence; case is ignored.
    fn named(word: &str) -> Option<Grammar> {
        Some(match word.to_ascii_lowercase().as_str() {
            "bash" | "sh" | "shell" | "zsh" | "console" | "shellscript" => Grammar::Bash,
            "css" => Grammar::Css,
            "html" | "htm" | "xhtml" => Grammar::Html,
            "javascript" | "js" | "mjs" | "cjs" | "jsx" | "node" => Grammar::JavaScript,
            "json" | "jsonc" | "json5" | "geojson" => Grammar::Json,
            "python" | "py" | "python3" => Grammar::Python,
            "rust" | "rs" => Grammar::Rust,
            "toml" => Grammar::Toml,
            "yaml" | "yml" => Grammar::Yaml,
            _ => return None,
        })
    }

    /// The grammar and its queries; `None` where the feature is off or the queries do not fit the grammar.
    fn configuration(self) -> Option<HighlightConfiguration> {
        let Queries {
            language,
            highlights,
            injections,
            locals,
        } = self.queries()?;
        let mut configuration =
            HighlightConfiguration::new(language, "", &highlights, injections, locals).ok()?;
        let names: Vec<&str> = CLASSES.iter().map(|(name, _)| *name).collect();
        configuration.configure(&names);
        Some(configuration)
    }

    fn queries(self) -> Option<Queries> {
        match self {
            #[cfg(feature = "lang-bash")]
            Grammar::Bash => Some(Queries::new(
                tree_sitter_bash::LANGUAGE,
                tree_sitter_bash::HIGHLIGHT_QUERY,
            )),
            #[cfg(feature = "lang-css")]
            Grammar::Css => Some(Queries::new(
                tree_sitter_css::LANGUAGE,
                tree_sitter_css::HIGHLIGHTS_QUERY,
            )),
            #[cfg(feature = "lang-html")]
            Grammar::Html => Some(Queries {
                injections: tree_sitter_html::INJECTIONS_QUERY,
                ..Queries::new(
                    tree_sitter_html::LANGUAGE,
                    tree_sitter_html::HIGHLIGHTS_QUERY,
                )
            }),
            #[cfg(feature = "lang-javascript")]
            Grammar::JavaScript => Some(Queries {
                injections: tree_sitter_javascript::INJECTIONS_QUERY,
                locals: tree_sitter_javascript::LOCALS_QUERY,
                ..Queries::new(
                    tree_sitter_javascript::LANGUAGE,
                    tree_sitter_javascript::HIGHLIGHT_QUERY,
                )
            }),
            #[cfg(feature = "lang-json")]
            Grammar::Json => Some(Queries {
                // What stands last wins, and the grammar's own query names strings after keys.
                highlights: format!(
                    "{}\n(pair key: (string) @string.special.key)",
                    tree_sitter_json::HIGHLIGHTS_QUERY
                )
                .into(),
                ..Queries::new(tree_sitter_json::LANGUAGE, "")
            }),
            #[cfg(feature = "lang-python")]
            Grammar::Python => Some(Queries::new(
                tree_sitter_python::LANGUAGE,
                tree_sitter_python::HIGHLIGHTS_QUERY,
            )),
            #[cfg(feature = "lang-rust")]
            Grammar::Rust => {
                // Not its injections: macro bodies parsed again as Rust make nested work on hostile code.
                Some(Queries::new(
                    tree_sitter_rust::LANGUAGE,
                    include_str!("highlight/rust.scm"),
                ))
            }
            #[cfg(feature = "lang-toml")]
            Grammar::Toml => Some(Queries::new(
                tree_sitter_toml_ng::LANGUAGE,
                tree_sitter_toml_ng::HIGHLIGHTS_QUERY,
            )),
            #[cfg(feature = "lang-yaml")]
            Grammar::Yaml => Some(Queries::new(
                tree_sitter_yaml::LANGUAGE,
                tree_sitter_yaml::HIGHLIGHTS_QUERY,
            )),
            // Languages whose feature is off.
            #[allow(unreachable_patterns)]
            _ => None,
        }
    }
}

/// What makes a [`HighlightConfiguration`].
struct Queries {
    language: Language,
    highlights: Cow<'static, str>,
    injections: &'static str,
    locals: &'static str,
}

impl Queries {
    #[allow(dead_code, reason = "all languages may be off")]
    fn new(language: impl Into<Language>, highlights: &'static str) -> Self {
        Queries {
            language: language.into(),
            highlights: highlights.into(),
            injections: "",
            locals: "",
        }
    }
}

type Snippets = HashMap<Box<str>, Arc<str>, BuildHasherDefault<RapidHasher<'static>>>;

/// Colours code. One object serves all threads: grammars are prepared when first needed, and a snippet that stands
/// in three languages of a page is coloured once.
#[derive(Default)]
pub struct Highlighter {
    configurations: [OnceLock<Option<HighlightConfiguration>>; Grammar::COUNT],
    /// By grammar: whether it is being prepared now.
    preparing: [AtomicBool; Grammar::COUNT],
    /// Parsers at rest; a thread takes one and puts it back.
    parsers: Mutex<Vec<tree_sitter_highlight::Highlighter>>,
    /// By grammar: HTML by code.
    memo: [Mutex<Snippets>; Grammar::COUNT],
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Highlighter")
            .finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that has prepared nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// HTML of `code` with classes `hl-…`, or `None` where the language (the first word after the fence, or an alias
    /// of it) is not known or the code is too long.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
        let grammar = Grammar::named(language)?;
        if !is_harmless(grammar, code) {
            return None;
        }
        let memo = &self.memo[grammar as usize];
        if let Some(known) = lock(memo).get(code) {
            return Some(known.clone());
        }
        let html: Arc<str> = self.render(grammar, code)?.into();
        let mut memo = lock(memo);
        if memo.len() >= MEMO_ENTRIES {
            memo.clear();
        }
        memo.insert(code.into(), html.clone());
        Some(html)
    }

    /// Whether a text may have to wait for a grammar that another thread is preparing, which takes as long as parsing
    /// a hundred pages. It is worth while to parse others first.
    #[must_use]
    pub fn may_wait(&self, text: &str) -> bool {
        let mut preparing = self.preparing.iter();
        preparing.any(|is_preparing| is_preparing.load(Ordering::Relaxed))
            && (text.contains("\n```") || text.contains("\n~~~"))
    }

    fn configuration(&self, grammar: Grammar) -> Option<&HighlightConfiguration> {
        let cell = &self.configurations[grammar as usize];
        let is_preparing = &self.preparing[grammar as usize];
        let prepare = || {
            is_preparing.store(true, Ordering::Relaxed);
            let configuration = grammar.configuration();
            is_preparing.store(false, Ordering::Relaxed);
            configuration
        };
        // While another thread prepares it, this one parses other pages.
        while cell.get().is_none() && is_preparing.load(Ordering::Relaxed) {
            if rayon::yield_now() != Some(rayon::Yield::Executed) {
                break;
            }
        }
        cell.get_or_init(prepare).as_ref()
    }

    fn render(&self, grammar: Grammar, code: &str) -> Option<String> {
        let configuration = self.configuration(grammar)?;
        let mut parser = lock(&self.parsers).pop().unwrap_or_default();
        let mut html = String::with_capacity(code.len() * 3);
        let whole = {
            let events = parser.highlight(configuration, code.as_bytes(), None, None, |name| {
                self.configuration(Grammar::named(name)?)
            });
            events.is_ok_and(|mut events| {
                events.all(|event| event.is_ok_and(|event| write(&mut html, code, event).is_some()))
            })
        };
        lock(&self.parsers).push(parser);
        whole.then_some(html)
    }
}

/// Whether the parser can be trusted with this code: hostile code must cost neither minutes nor the process.
fn is_harmless(grammar: Grammar, code: &str) -> bool {
    if code.len() > LONGEST {
        return false;
    }
    let mut depth = 0usize;
    let mut indicators = 0usize;
    for byte in code.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'-' | b'?' | b':' => indicators += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return false;
        }
    }
    grammar != Grammar::Yaml || indicators <= MOST_YAML_INDICATORS
}

/// Writes one event; `None` where its offsets do not fit the code.
fn write(html: &mut String, code: &str, event: HighlightEvent) -> Option<()> {
    match event {
        HighlightEvent::HighlightStart(highlight) => {
            html.push_str("<span class=\"");
            html.push_str(CLASSES.get(highlight.0)?.1);
            html.push_str("\">");
        }
        HighlightEvent::HighlightEnd => html.push_str("</span>"),
        HighlightEvent::Source { start, end } => {
            escape_html_body_text(html, code.get(start..end)?).ok()?;
        }
    }
    Some(())
}

/// A panic of another thread leaves these values whole: they are only ever replaced in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(
    test,
    feature = "lang-bash",
    feature = "lang-css",
    feature = "lang-html",
    feature = "lang-javascript",
    feature = "lang-json",
    feature = "lang-python",
    feature = "lang-rust",
    feature = "lang-toml",
    feature = "lang-yaml",
))]
mod tests;
