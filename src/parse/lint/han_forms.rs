//! Chinese characters of another way of writing: traditional ones in a page that is simplified, simplified ones in
//! one that is traditional, Japanese ones in both.
//!
//! The table holds only what one of them has and the others have not; 后, 里 and 台 are in all. `han_forms.py` says
//! how it was made.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Page;
use super::report::{Report, excerpt};
use super::scripts::{Script, tagged, tagged_either};
use super::text::{Kind, Run};
use crate::parse::cjk::character::{is_han, is_kana};

const TABLE: &str = include_str!("han_forms.txt");

/// The way of writing that alone has a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Traditional,
    Simplified,
    Japanese,
}

/// Characters by what the other ways of writing have for them.
#[derive(Debug)]
pub(super) struct HanForms {
    known: HashMap<char, (Form, &'static str)>,
    /// Simplified in Japanese too: 国.
    shared: HashSet<char>,
}

/// So many characters of the other script, and more than of the page's own: the page as a whole is in the other one.
const A_PAGE: usize = 12;

/// So many characters that belong to both may stand between two that do not.
const GAP: usize = 2;

impl HanForms {
    pub(super) fn new() -> Self {
        let mut known = HashMap::new();
        let mut shared = HashSet::new();
        let mut form = Some(Form::Traditional);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            if let Some(section) = line.strip_prefix("= ") {
                form = match section {
                    "traditional" => Some(Form::Traditional),
                    "simplified" => Some(Form::Simplified),
                    "japanese" => Some(Form::Japanese),
                    _ => None,
                };
                continue;
            }
            for entry in line.split(' ') {
                let Some(char) = entry.chars().next() else {
                    continue;
                };
                match form {
                    Some(form) => {
                        known.insert(char, (form, &entry[char.len_utf8()..]));
                    }
                    None => {
                        shared.insert(char);
                    }
                }
            }
        }
        HanForms { known, shared }
    }

    /// The way of writing that alone has it.
    pub(super) fn of(&self, char: char) -> Option<Form> {
        self.known.get(&char).map(|(form, _)| *form)
    }

    /// Whether it is neither traditional nor Japanese.
    pub(super) fn is_surely_simplified(&self, char: char) -> bool {
        self.of(char) == Some(Form::Simplified) && !self.shared.contains(&char)
    }

    /// What is written for it in `script`: several, where its meaning decides.
    fn instead(&self, char: char, script: Script) -> &'static str {
        let Some((form, others)) = self.known.get(&char) else {
            return "";
        };
        let first = others.chars().next().map_or(0, char::len_utf8);
        match (form, script) {
            (Form::Japanese, Script::Simplified) => &others[..first],
            (Form::Japanese, _) => &others[first..],
            _ => others,
        }
    }
}

/// Characters of another way of writing, close to each other.
#[derive(Debug, Clone)]
struct Cluster {
    /// Bytes in the file.
    span: Range<usize>,
    is_japanese: bool,
    kind: Kind,
}

/// Looks at Chinese pages.
pub(super) fn look(page: &Page<'_>, report: &mut Report<'_>) {
    let (own, other) = match page.language.script {
        Script::Simplified => (Form::Simplified, Form::Traditional),
        Script::Traditional => (Form::Traditional, Form::Simplified),
        _ => return,
    };
    let (mut owns, mut others) = (0, 0);
    let mut first: Option<Cluster> = None;
    each_cluster(page, own, |form, cluster| {
        owns += usize::from(form == Some(own));
        others += usize::from(form == Some(other));
        if first.is_none() {
            first = cluster.filter(|cluster| !cluster.is_japanese).cloned();
        }
    });
    let is_other_page = others >= A_PAGE && others > owns;
    if let Some(cluster) = first.filter(|_| is_other_page) {
        tell_page(page, &cluster, report);
    }
    each_cluster(page, own, |_, cluster| {
        if let Some(cluster) = cluster.filter(|cluster| cluster.is_japanese || !is_other_page) {
            tell(page, cluster, report);
        }
    });
}

/// Hands over the form of each Han character, and each cluster when it has ended.
fn each_cluster(page: &Page<'_>, own: Form, mut take: impl FnMut(Option<Form>, Option<&Cluster>)) {
    for run in &page.read.runs {
        let text = page.at(&run.span);
        // A Japanese word with its reading.
        if text.is_ascii() || (run.kind == Kind::Ruby && text.contains(is_kana)) {
            continue;
        }
        let mut open: Option<(Cluster, usize)> = None;
        for (at, char) in text.char_indices() {
            let form = page.forms.of(char);
            let is_other = form.is_some_and(|form| form != own);
            let ends = !is_other
                && open
                    .as_ref()
                    .is_some_and(|(_, gap)| *gap == GAP || !is_han(char));
            let ended = if ends { open.take() } else { None };
            take(form, ended.as_ref().map(|(cluster, _)| cluster));
            if is_other {
                let span = run.span.start + at..run.span.start + at + char.len_utf8();
                open = Some((grown(open, run, span, form), 0));
            } else if let Some((_, gap)) = &mut open {
                *gap += 1;
            }
        }
        take(None, open.as_ref().map(|(cluster, _)| cluster));
    }
}

/// The cluster with one more character, or one of it alone.
fn grown(
    open: Option<(Cluster, usize)>,
    run: &Run,
    span: Range<usize>,
    form: Option<Form>,
) -> Cluster {
    let is_japanese = form == Some(Form::Japanese);
    match open {
        Some((cluster, _)) => Cluster {
            span: cluster.span.start..span.end,
            is_japanese: cluster.is_japanese || is_japanese,
            ..cluster
        },
        None => Cluster {
            span,
            is_japanese,
            kind: run.kind,
        },
    }
}

/// The names of the page's own characters and of the other ones, and the tag of the latter.
fn names(script: Script) -> (&'static str, &'static str, &'static str) {
    match script {
        Script::Traditional => ("traditional", "simplified", "zh-Hans"),
        _ => ("simplified", "traditional", "zh-Hant"),
    }
}

fn tell_page(page: &Page<'_>, first: &Cluster, report: &mut Report<'_>) {
    let (own, other, tag) = names(page.language.script);
    report.add("mixed-han-forms", first.span.clone(), || {
        (
            format!(
                "this page is written in {other} characters, and its language `{}` has {own} ones",
                page.language.tag
            ),
            format!(
                "write the page in {own} characters; if all pages of this language are in {other} ones, write `tag: {tag}` for it in site.yaml"
            ),
        )
    });
}

fn tell(page: &Page<'_>, cluster: &Cluster, report: &mut Report<'_>) {
    let (own, other, other_tag) = names(page.language.script);
    report.add("mixed-han-forms", cluster.span.clone(), || {
        let text = page.at(&cluster.span);
        let what = if cluster.is_japanese {
            "Japanese"
        } else {
            other
        };
        let mut help = instead(page, text);
        if cluster.kind != Kind::Plain {
            let word = word_around(page, &cluster.span);
            help.push_str("; if it is to stay as it is, ");
            help.push_str(&match (cluster.is_japanese, page.language.script) {
                (true, _) => tagged("ja", word),
                (_, Script::Traditional) => tagged(other_tag, word),
                // Japanese has most of the traditional characters.
                _ => tagged_either(&["ja", other_tag], word),
            });
        }
        (
            format!(
                "`{}` has {what} characters, in a page in {own} ones",
                excerpt(text)
            ),
            help,
        )
    });
}

/// The Han characters in a row that a span is part of, where they are few enough for a name.
fn word_around<'a>(page: &Page<'a>, span: &Range<usize>) -> &'a str {
    const LONGEST: usize = 8;
    let length = |chars: &mut dyn Iterator<Item = char>| {
        let han = chars.take_while(|char| is_han(*char)).take(LONGEST + 1);
        han.fold((0, 0), |(count, bytes), char| {
            (count + 1, bytes + char.len_utf8())
        })
    };
    let (before, left) = length(&mut page.text[..span.start].chars().rev());
    let (after, right) = length(&mut page.text[span.end..].chars());
    let text = page.text.get(span.clone()).unwrap_or_default();
    if before + after + text.chars().count() > LONGEST {
        return text;
    }
    page.text
        .get(span.start - left..span.end + right)
        .unwrap_or(text)
}

/// What to write for a text: the whole of it, or for each character apart where its meaning decides.
fn instead(page: &Page<'_>, text: &str) -> String {
    let script = page.language.script;
    let own = |char: char| match (page.forms.of(char), script) {
        (Some(Form::Traditional), Script::Traditional) => "",
        (Some(Form::Simplified), Script::Simplified) => "",
        _ => page.forms.instead(char, script),
    };
    let mut whole = String::new();
    let mut each: Vec<String> = Vec::new();
    let mut is_ambiguous = false;
    for char in text.chars() {
        let forms = own(char);
        match forms.chars().next() {
            Some(form) => whole.push(form),
            None => {
                whole.push(char);
                continue;
            }
        }
        is_ambiguous |= forms.chars().nth(1).is_some();
        let choices: Vec<String> = forms.chars().map(|form| format!("`{form}`")).collect();
        let choice = format!("{} for `{char}`", choices.join(" or "));
        if !each.contains(&choice) && each.len() < 8 {
            each.push(choice);
        }
    }
    if is_ambiguous {
        format!("write {}", each.join(", "))
    } else {
        format!("write `{}`", excerpt(&whole))
    }
}
