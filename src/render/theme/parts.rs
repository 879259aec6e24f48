//! Parts of templates that are the same on every page of a language: rendered once when the theme is loaded.
//!
//! The head, the menus and the foot of a page are mostly what the site is called and where its pages are: they ask for
//! `site`, for messages and for assets, and for nothing of the page they stand on. What stands side by side of that kind
//! becomes a template of its own, and where it stood the field that holds what it came to, as long as the part was and on
//! as many lines, so that the places in errors are those of the file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{NAME, Read, Theme};
use crate::render::template_text::{Kind, Tag, Token, by_component, is_field, opens_component};

/// A part deeper within `if` and `for` is left to Tera.
const DEEPEST: usize = 32;

/// Functions that answer from the site, the language and their arguments alone.
const FUNCTIONS: [&str; 3] = ["asset", "number", "t"];

/// A part of a template.
pub(super) struct Part {
    /// The name under which the template is registered.
    pub(super) template: String,
    /// Bytes of its text.
    pub(super) span: Range<usize>,
    /// What stands there.
    pub(super) text: String,
    /// How many templates that are such parts as a whole stand one in the other in its own: what they hold comes first.
    pub(super) height: usize,
}

impl Part {
    /// The name under which a part is registered; no file can have it.
    pub(super) fn name(at: usize) -> String {
        format!("\0{at}.html")
    }

    /// The field that stands for a part, filled up to its length; `None` where there is no room.
    pub(super) fn field(&self, at: usize) -> Option<String> {
        let written = self.text.as_bytes();
        let start = match written.get(2) == Some(&b'-') {
            true => format!("{{{{- {NAME}.p{at} "),
            false => format!("{{{{ {NAME}.p{at} "),
        };
        let trims = written.get(written.len().checked_sub(3)?) == Some(&b'-');
        let end = if trims { "-}}" } else { "}}" };
        let last_line = written.rsplit(|byte| *byte == b'\n').next()?;
        let inside = start.len()..written.len().checked_sub(end.len())?;
        // Bytes are filled, columns are characters.
        if !last_line.is_ascii() || inside.start > inside.end {
            return None;
        }
        let (before, after) = (&written[..inside.start], &written[inside.end..]);
        if before.contains(&b'\n') || after.contains(&b'\n') {
            return None;
        }
        let filling = written[inside]
            .iter()
            .map(|byte| if *byte == b'\n' { '\n' } else { ' ' });
        Some(start + &filling.collect::<String>() + end)
    }
}

/// All such parts, by the names of the templates.
pub(super) fn find(read: &Read<'_>, theme: &Theme) -> Vec<Part> {
    let mut files = Files {
        read,
        theme,
        known: BTreeMap::new(),
    };
    let mut parts = Vec::new();
    for (name, (text, tags)) in read {
        let Some((found, height)) = files.parts(name, tags) else {
            continue;
        };
        parts.extend(found.into_iter().map(|span| Part {
            template: (*name).to_owned(),
            text: text[span.clone()].to_owned(),
            span,
            height,
        }));
    }
    parts.sort_by_key(|part| part.height);
    parts
}

struct Files<'r, 'a> {
    read: &'r Read<'a>,
    theme: &'r Theme,
    /// Of templates that are such a part as a whole, their height; while that is looked at they are none.
    known: BTreeMap<&'r str, Option<usize>>,
}

/// What something needs to be the same everywhere: the outermost of the loops around it whose variable it names, as its
/// place among them. `None` where it is not the same.
type Needs = Option<usize>;

/// Needs nothing.
const NOTHING: Needs = Some(usize::MAX);

fn both(one: Needs, other: Needs) -> Needs {
    Some(one?.min(other?))
}

/// A tag, or an `if` or a `for` with all that is in it.
struct Node {
    span: Range<usize>,
    /// How many tags it has.
    tags: usize,
    needs: Needs,
}

/// Tags one after the other, up to one that ends or divides what they are in.
#[derive(Default)]
struct Sequence {
    nodes: Vec<Node>,
    /// Parts within nodes that are none as a whole.
    inner: Vec<Range<usize>>,
}

impl Sequence {
    fn needs(&self) -> Needs {
        self.nodes
            .iter()
            .fold(NOTHING, |needs, node| both(needs, node.needs))
    }

    fn tags(&self) -> usize {
        self.nodes.iter().map(|node| node.tags).sum()
    }

    /// The longest runs that need none of the `depth` loops around, and the parts further in.
    fn parts(self, depth: usize) -> Vec<Range<usize>> {
        let is_free = |node: &Node| node.needs.is_some_and(|needs| needs >= depth);
        let mut parts = self.inner;
        for run in self
            .nodes
            .chunk_by(|one, other| is_free(one) == is_free(other))
        {
            let [first, .., last] = run else {
                // A single call is answered without all this.
                if let [node] = run
                    && is_free(node)
                    && node.tags > 1
                {
                    parts.push(node.span.clone());
                }
                continue;
            };
            if is_free(first) {
                parts.push(first.span.start..last.span.end);
            }
        }
        parts
    }
}

impl<'r, 'a> Files<'r, 'a> {
    /// The parts of a template in the order in which they stand, and its height; `None` where it cannot be read that way.
    fn parts(&mut self, name: &str, tags: &'r [Tag<'a>]) -> Option<(Vec<Range<usize>>, usize)> {
        let (sequence, height) = self.whole(name, tags)?;
        let mut parts = sequence.parts(0);
        parts.sort_unstable_by_key(|part| part.start);
        Some((parts, height))
    }

    /// A template from its first tag to its last, and its height; components, which see nothing of the page, are left to
    /// Tera with what stands beside them.
    fn whole(&mut self, name: &str, tags: &'r [Tag<'a>]) -> Option<(Sequence, usize)> {
        if by_component(tags).any(|(is_inside, _)| is_inside) {
            return None;
        }
        let mut reader = Reader {
            files: self,
            name,
            tags,
            position: 0,
            loops: Vec::new(),
            depth: 0,
            height: 0,
        };
        let sequence = reader.sequence()?;
        (reader.position == tags.len()).then_some((sequence, reader.height))
    }

    /// The height of what is included, where that is the same everywhere.
    fn included(&mut self, from: &str, included: &str) -> Option<usize> {
        let name = self.theme.named_by(from, included)?;
        let (name, (_, tags)) = self.read.get_key_value(name)?;
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        self.known.insert(name, None);
        let whole = self.whole(name, tags);
        let whole = whole.filter(|(sequence, _)| sequence.needs() == NOTHING);
        let height = whole.map(|(_, height)| height);
        self.known.insert(name, height);
        height
    }
}

/// Goes through the tags of one template.
struct Reader<'f, 'r, 'a, 'n> {
    files: &'f mut Files<'r, 'a>,
    name: &'n str,
    tags: &'r [Tag<'a>],
    position: usize,
    /// The variables of the loops around, and whether each runs over what is the same everywhere.
    loops: Vec<(Vec<&'a str>, bool)>,
    depth: usize,
    /// One more than that of the highest that is included so far.
    height: usize,
}

impl<'r, 'a> Reader<'_, 'r, 'a, '_> {
    /// Up to an `elif`, `else`, `endif` or `endfor`, or to the end.
    fn sequence(&mut self) -> Option<Sequence> {
        if self.depth > DEEPEST {
            return None;
        }
        let mut all = Sequence::default();
        while let Some(tag) = self.tags.get(self.position) {
            match tag.first_word() {
                Some("elif" | "else" | "endif" | "endfor") => break,
                Some("if") => self.condition(&mut all)?,
                Some("for") => self.repetition(&mut all)?,
                _ => {
                    self.position += 1;
                    let needs = self.needs_of_tag(tag);
                    all.nodes.push(Node {
                        span: tag.outer.clone(),
                        // An include is worth more than one call.
                        tags: if tag.prints { 1 } else { 2 },
                        needs,
                    });
                }
            }
        }
        Some(all)
    }

    fn needs_of_tag(&mut self, tag: &Tag<'a>) -> Needs {
        match &tag.tokens[..] {
            tokens if tag.prints => self.needs_of(tokens),
            [include, file] if include.is_word("include") && file.kind == Kind::Text => {
                let height = self.files.included(self.name, file.text)?;
                self.height = self.height.max(height + 1);
                NOTHING
            }
            _ => None,
        }
    }

    /// An `if` with all its branches.
    fn condition(&mut self, all: &mut Sequence) -> Option<()> {
        let start = self.tags.get(self.position)?.outer.start;
        let (mut needs, mut count) = (NOTHING, 0);
        let mut branches = Vec::new();
        self.depth += 1;
        loop {
            let tag = self.tags.get(self.position)?;
            self.position += 1;
            count += 1;
            match tag.first_word()? {
                "endif" => {
                    self.depth -= 1;
                    self.close(all, start..tag.outer.end, (needs, count), branches);
                    return Some(());
                }
                "if" | "elif" => {
                    let asked = self.needs_of(tag.tokens.get(1..)?);
                    needs = both(needs, asked);
                }
                "else" => {}
                _ => return None,
            }
            branches.push(self.sequence()?);
        }
    }

    /// A `for`, and what stands for it where there is nothing to go through.
    fn repetition(&mut self, all: &mut Sequence) -> Option<()> {
        let tag = self.tags.get(self.position)?;
        let start = tag.outer.start;
        let divider = tag.tokens.iter().position(|token| token.is_word("in"))?;
        let (names, list) = (&tag.tokens[1..divider], &tag.tokens[divider + 1..]);
        let names = names.iter().filter(|token| token.kind == Kind::Word);
        let of_list = self.needs_of(list);
        self.loops
            .push((names.map(|name| name.text).collect(), of_list.is_some()));
        self.depth += 1;
        self.position += 1;
        let mut branches = vec![self.sequence()?];
        self.loops.pop();
        let mut count = 1;
        loop {
            let tag = self.tags.get(self.position)?;
            self.position += 1;
            count += 1;
            match tag.first_word()? {
                "else" => branches.push(self.sequence()?),
                "endfor" => {
                    self.depth -= 1;
                    self.close(all, start..tag.outer.end, (of_list, count), branches);
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// Takes in what has branches: as one node, and where that is no part, with the parts within.
    fn close(
        &self,
        all: &mut Sequence,
        span: Range<usize>,
        (own, count): (Needs, usize),
        branches: Vec<Sequence>,
    ) {
        let depth = self.loops.len();
        // What a branch needs of the loop that it is in is there.
        let of_branch = |branch: &Sequence| {
            let needs = branch.needs()?;
            Some(if needs >= depth { usize::MAX } else { needs })
        };
        let needs = branches
            .iter()
            .fold(own, |needs, branch| both(needs, of_branch(branch)));
        all.nodes.push(Node {
            span,
            tags: count + branches.iter().map(Sequence::tags).sum::<usize>(),
            needs,
        });
        if needs.is_none_or(|needs| needs < depth) {
            // In a loop that is no part its variable is not known: one level more.
            for branch in branches {
                all.inner.extend(branch.parts(depth + 1));
            }
        }
    }

    /// What the words of an expression need.
    fn needs_of(&self, tokens: &[Token<'a>]) -> Needs {
        let is_sign = |at: Option<usize>, sign: &str| {
            let token = at.and_then(|at| tokens.get(at));
            token.is_some_and(|token| token.is_sign(sign))
        };
        let is_word = |at: Option<usize>, word: &str| {
            let token = at.and_then(|at| tokens.get(at));
            token.is_some_and(|token| token.is_word(word))
        };
        let mut needs = NOTHING;
        for (at, token) in tokens.iter().enumerate() {
            let before = at.checked_sub(1);
            let is_test =
                is_word(before, "is") || is_word(before, "not") && is_word(at.checked_sub(2), "is");
            let is_call = is_sign(Some(at + 1), "(");
            let is_argument = is_sign(Some(at + 1), "=") && !is_sign(Some(at + 2), "=");
            let is_named_elsewhere = is_field(tokens, at) || is_sign(before, "|") || is_test;
            let of_token = match token.kind {
                Kind::Text | Kind::Escaped => NOTHING,
                Kind::Sign if token.text == "@" => None,
                // A component may take from what is around its call whatever it names with an `@`.
                Kind::Sign if opens_component(tokens, at) => None,
                Kind::Sign => NOTHING,
                Kind::Word if is_named_elsewhere || is_argument => NOTHING,
                Kind::Word if is_call => FUNCTIONS.contains(&token.text).then_some(usize::MAX),
                Kind::Word => self.needs_of_word(token.text),
            };
            needs = both(needs, of_token);
        }
        needs
    }

    fn needs_of_word(&self, word: &str) -> Needs {
        const WORDS: [&str; 11] = [
            "and", "else", "false", "if", "in", "is", "none", "None", "not", "or", "true",
        ];
        if word.starts_with(|first: char| first.is_ascii_digit()) || WORDS.contains(&word) {
            return NOTHING;
        }
        let of_loop = match word {
            "loop" => self.loops.len().checked_sub(1),
            _ => self
                .loops
                .iter()
                .rposition(|(names, _)| names.contains(&word)),
        };
        match of_loop {
            Some(at) => self.loops[at].1.then_some(at),
            None => matches!(word, "site" | "lang").then_some(usize::MAX),
        }
    }
}

#[cfg(test)]
mod tests;
