//! Which links and images of all texts lead nowhere, said where they stand.

use std::ops::Range;
use std::sync::Arc;

use rayon::iter::Either;
use rayon::prelude::*;

use super::suggest::{Suggestions, Wanted};
use super::{Missing, Resolved, decode, keys_named, named_id, resolve, resolve_link};
use crate::assets::image::is_image;
use crate::diag::{Diagnosed, Diagnostic};
use crate::model::{Page, PageId, ParsedFacts, Site, Target, path};
use crate::parse::{Image, Link, Piece};
use crate::unicode::find_invisible;

/// A problem with a reference, and the bytes of the reference.
struct Trouble<'a> {
    page: &'a Page,
    span: Range<usize>,
    problem: Problem,
}

/// What is wrong with a reference.
struct Problem {
    diagnostic: Diagnostic,
    /// What it leads to in vain, and what to say whether or not something is near.
    wanted: Option<(Wanted, &'static str)>,
}

impl Problem {
    fn of(diagnostic: Diagnostic) -> Problem {
        Problem {
            diagnostic,
            wanted: None,
        }
    }

    /// The problem of a page in words, with what may have been meant.
    fn told(self, site: &Site, page: &Page, suggestions: &mut Suggestions) -> Diagnostic {
        let Some((wanted, instead)) = self.wanted else {
            return self.diagnostic;
        };
        let (Wanted::Source(address, _) | Wanted::Path(address)) = &wanted;
        if let Some((character, _)) = find_invisible(address) {
            return self.diagnostic.help(format!(
                "an invisible character (U+{:04X}) stands in the address; delete it",
                character as u32
            ));
        }
        let near = suggestions.near(site, &wanted);
        // Nobody means the page that he writes.
        let near = near.filter(|near| near.strip_suffix(".md") != Some(&*page.key));
        self.diagnostic.help(match (near, wanted) {
            (None, _) => instead.to_owned(),
            (Some(near), Wanted::Path(_)) => format!("did you mean {near}? Or {instead}"),
            (Some(near), Wanted::Source(..)) => {
                format!("did you mean `{}`?", path::relative(&page.folder, &near))
            }
        })
    }
}

/// A fragment that no text defines; the theme may, which only the rendered page tells.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// The page with the link.
    pub from: PageId,
    /// The page it leads to.
    pub to: PageId,
    /// The fragment, decoded, NFC.
    pub fragment: String,
    /// Bytes of the link in the file of `from`.
    pub span: Range<usize>,
}

/// Says which links and images of all texts lead nowhere, and, as it reads them all, which texts call components.
/// Fragments are left to [`suspects`].
pub(in crate::model) fn check(site: &Site) -> Diagnosed<Vec<PageId>> {
    let (troubles, calling): (Vec<_>, _) = site
        .pages
        .par_iter()
        .filter(|page| page.copy_of.is_none())
        .flat_map_iter(|page| {
            let mut troubles = Vec::new();
            each_reference(page, &mut |reference| match reference {
                Reference::Link(link) => troubles.extend(link_trouble(site, page, link)),
                Reference::Image(image) => troubles.extend(image_trouble(site, page, image)),
            });
            let calling = calls_component(page).then_some(Either::Right(page.id));
            troubles
                .into_iter()
                .chain(front_image(site, page))
                .map(Either::Left)
                .chain(calling)
        })
        .partition_map(|one| one);
    let mut suggestions = Suggestions::default();
    let diagnostics = troubles
        .into_iter()
        .map(|trouble| {
            let Trouble {
                page,
                span,
                problem,
            } = trouble;
            place(page, span, problem.told(site, page, &mut suggestions))
        })
        .collect();
    Diagnosed {
        value: calling,
        diagnostics,
    }
}

fn place(page: &Page, span: Range<usize>, diagnostic: Diagnostic) -> Diagnostic {
    match page
        .source
        .as_ref()
        .map(|source| (&source.path, source.text()))
    {
        Some((path, Some(text))) => diagnostic.at(path, text, span, ""),
        Some((path, None)) => diagnostic.in_file(path.clone()),
        None => diagnostic,
    }
}

/// A link or an image of a text.
pub enum Reference<'a> {
    /// A link.
    Link(&'a Link),
    /// An image.
    Image(&'a Image),
}

/// Calls `visit` for every link and image of a page's text, those in components too.
pub fn each_reference<'a>(page: &'a Page, visit: &mut impl FnMut(Reference<'a>)) {
    let Some(document) = &page.document else {
        return;
    };
    let mut pieces = document.body.pieces.iter();
    let mut around: Vec<std::slice::Iter<'a, Piece>> = Vec::new();
    loop {
        match pieces.next() {
            None => match around.pop() {
                Some(rest) => pieces = rest,
                None => return,
            },
            Some(Piece::Link(link)) => visit(Reference::Link(link)),
            Some(Piece::Image(image)) => visit(Reference::Image(image)),
            Some(Piece::Component(component)) => {
                if let Some(body) = &component.body {
                    around.push(std::mem::replace(&mut pieces, body.iter()));
                }
            }
            Some(
                Piece::Html(_)
                | Piece::FootnoteReference(_)
                | Piece::Message { .. }
                | Piece::Backlink { .. },
            ) => {}
        }
    }
}

/// Whether a page's text calls a component of the theme.
fn calls_component(page: &Page) -> bool {
    let pieces = page
        .document
        .iter()
        .flat_map(|document| &document.body.pieces);
    pieces
        .into_iter()
        .any(|piece| matches!(piece, Piece::Component(_)))
}

fn link_trouble<'a>(site: &'a Site, page: &'a Page, link: &'a Link) -> Option<Trouble<'a>> {
    let trouble = |problem| {
        Some(Trouble {
            page,
            span: link.span.clone(),
            problem,
        })
    };
    match resolve_link(site, page, &link.destination) {
        Resolved::Missing(missing) => {
            trouble(missing_file(site, page, "broken-link", "link", &missing)?)
        }
        Resolved::Unpublished if is_unread(site, page, &link.destination) => None,
        Resolved::Unpublished => trouble(Problem::of(
            Diagnostic::finding(
                "link-to-unpublished",
                format!("`{}` is not published now", link.destination),
            )
            .help("the text is shown without a link; publish that page, or take the link out"),
        )),
        Resolved::Path { path, .. } if site.route_at(&path).is_none() => {
            trouble(dead_path(&path, LINK_INSTEAD))
        }
        _ => None,
    }
}

fn image_trouble<'a>(site: &'a Site, page: &'a Page, image: &'a Image) -> Option<Trouble<'a>> {
    let trouble = |problem| {
        Some(Trouble {
            page,
            span: image.span.clone(),
            problem,
        })
    };
    trouble(image_problem(site, page, &image.source)?)
}

/// Why an address shows no image.
fn image_problem(site: &Site, page: &Page, written: &str) -> Option<Problem> {
    let is_a_page = || {
        let message = format!("`{written}` is a page, not an image");
        Some(Problem::of(
            Diagnostic::error("image-is-a-page", message)
                .help("name an image file, with its ending"),
        ))
    };
    match resolve(site, page, written) {
        Resolved::Missing(missing) => missing_file(site, page, "missing-image", "image", &missing),
        Resolved::Unpublished => Some(Problem::of(
            Diagnostic::error(
                "image-not-published",
                format!(
                    "`{written}` lies beside a page that is not published now, or not in this language"
                ),
            )
            .help("put the image beside this page"),
        )),
        Resolved::Page { .. } => is_a_page(),
        Resolved::Path { path, .. } => match site.route_at(&path).map(|route| &route.target) {
            None => Some(dead_path(&path, IMAGE_INSTEAD)),
            Some(Target::ThemeAsset(_) | Target::SiteAsset(_) | Target::ContentAsset(_)) => {
                (!is_image(&path)).then(|| Problem::of(no_picture(written)))
            }
            Some(_) => is_a_page(),
        },
        Resolved::External | Resolved::Fragment => None,
    }
}

/// A file that is there and whose name is that of no image.
fn no_picture(written: &str) -> Diagnostic {
    let message = format!("`{written}` is no picture that browsers show");
    Diagnostic::finding("not-a-picture", message).help(
        "name a file that ends in .jpg, .png, .webp, .avif, .gif or .svg; write `[text](file)` for a link to it",
    )
}

/// The same for an image that other sites are told of: an address elsewhere must be whole.
fn front_image_problem(site: &Site, page: &Page, written: &str) -> Option<Problem> {
    if let Some(problem) = image_problem(site, page, written) {
        return Some(problem);
    }
    let is_elsewhere = matches!(
        resolve(site, page, written),
        Resolved::External | Resolved::Fragment
    );
    let is_whole = ["http://", "https://"].iter().any(|scheme| {
        let start = written.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (is_elsewhere && !is_whole).then(|| {
        let message = format!("`{written}` is no image that other sites could show");
        Problem::of(
            Diagnostic::error("bad-image", message)
                .help("name an image file, or write a whole address, with `https://`"),
        )
    })
}

/// The image that front matter names. One that a facts file names is asked of [`check_facts`].
fn front_image<'a>(site: &Site, page: &'a Page) -> Option<Trouble<'a>> {
    let image = page.document.as_ref()?.front.image.as_ref()?;
    page.source.as_ref()?;
    Some(Trouble {
        page,
        span: image.span.clone(),
        problem: front_image_problem(site, page, &image.value)?,
    })
}

/// Images that facts files name and that some language does not find.
pub(in crate::model) fn check_facts(site: &Site, facts: &[ParsedFacts]) -> Vec<Diagnostic> {
    let mut suggestions = Suggestions::default();
    let problem = |facts: &ParsedFacts| {
        let image = facts.front.image.as_ref()?;
        let entry = site.entries.get(path::facts_key(&facts.source.name))?;
        let mut heirs = entry
            .versions
            .iter()
            .flatten()
            .map(|id| site.page(*id))
            .filter(|page| {
                let document = page.document.as_ref();
                document.is_none_or(|document| document.front.image.is_none())
            });
        let (page, problem) =
            heirs.find_map(|page| Some((page, front_image_problem(site, page, &image.value)?)))?;
        let diagnostic = problem.told(site, page, &mut suggestions);
        let text = facts.source.text()?;
        Some(diagnostic.at(&facts.source.path, text, image.span.clone(), ""))
    };
    facts.iter().filter_map(problem).collect()
}

/// Whether a destination leads to a page whose file could not be read, which has been told.
fn is_unread(site: &Site, page: &Page, destination: &str) -> bool {
    let written = destination.split(['?', '#']).next().unwrap_or_default();
    let folder = if written.starts_with('/') {
        ""
    } else {
        &page.folder
    };
    path::join(folder, &decode(written)).is_some_and(|joined| {
        let stem = joined.strip_suffix(".md").unwrap_or(&joined);
        keys_named(site, stem).any(|(key, _)| site.unread.keys().any(|unread| unread == key))
    })
}

/// `None` where what it leads to exists and could not be read.
fn missing_file(
    site: &Site,
    page: &Page,
    code: &'static str,
    what: &str,
    missing: &Missing,
) -> Option<Problem> {
    let wanted = &missing.wanted;
    let Some(below) = path::join("", wanted) else {
        let message = format!("the {what} leads out of content/");
        let diagnostic = Diagnostic::error(code, message).help(WRITE_PATH);
        return Some(Problem::of(diagnostic));
    };
    let stem = below.strip_suffix(".md").unwrap_or(&below);
    if site.unread.hides(&below) || site.unread.hides(stem) {
        return None;
    }
    let diagnostic = Diagnostic::error(
        code,
        format!("the {what} leads to content/{wanted}, which does not exist"),
    );
    let wanted = Wanted::Source(wanted.clone(), page.lang);
    Some(Problem {
        diagnostic,
        wanted: Some((wanted, WRITE_PATH)),
    })
}

const WRITE_PATH: &str = "write the path of a file, seen from this file's folder";
const LINK_INSTEAD: &str =
    "link to the source file (`../film/plan.md`): it follows the reader's language";
const IMAGE_INSTEAD: &str =
    "put the image beside the page and write its name, or put it into static/";

/// The problem of an address that nothing answers: a URL path, decoded, without base path.
#[must_use]
pub fn nothing_at(path: &str) -> Diagnostic {
    Diagnostic::finding("dead-path", format!("the site has nothing at {path}"))
}

fn dead_path(path: &str, instead: &'static str) -> Problem {
    Problem {
        diagnostic: nothing_at(path),
        wanted: Some((Wanted::Path(path.to_owned()), instead)),
    }
}

/// All links whose fragment no text defines, in the order of pages.
#[must_use]
pub fn suspects(site: &Site) -> Vec<Suspect> {
    site.pages
        .par_iter()
        .filter(|page| page.copy_of.is_none())
        .flat_map_iter(|page| {
            let mut suspects = Vec::new();
            each_reference(page, &mut |reference| {
                if let Reference::Link(link) = reference {
                    suspects.extend(suspect(site, page, link));
                }
            });
            suspects
        })
        .collect()
}

fn suspect(site: &Site, page: &Page, link: &Link) -> Option<Suspect> {
    let (_, fragment) = link.destination.split_once('#')?;
    let fragment = named_id(fragment);
    if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
        return None;
    }
    let to = match resolve(site, page, &link.destination) {
        Resolved::Fragment => page,
        Resolved::Page { page, .. } => page,
        Resolved::Path { path, .. } => site.page(site.route_at(&path)?.target.page()?),
        _ => return None,
    };
    let is_defined = to.document.as_ref().is_some_and(|document| {
        let anchors = &document.body.anchors;
        anchors
            .binary_search_by(|anchor| (**anchor).cmp(&*fragment))
            .is_ok()
    });
    (!is_defined).then(|| Suspect {
        from: page.id,
        to: to.id,
        fragment: fragment.into_owned(),
        span: link.span.clone(),
    })
}

/// Of a page with no more places than this, all are named.
const PLACES_SHOWN: usize = 10;

/// The problem of a fragment that the rendered page does not define either.
#[must_use]
pub fn missing_fragment(site: &Site, suspect: &Suspect) -> Diagnostic {
    let to = site.page(suspect.to);
    let ids = to
        .document
        .iter()
        .flat_map(|document| document.body.anchors.iter().map(|anchor| &**anchor));
    let mut known: Vec<String> = ids.clone().map(|id| format!("`#{id}`")).collect();
    let nearest = crate::nearest::nearest(&suspect.fragment, ids).map(str::to_owned);
    let name: Arc<str> = to
        .source
        .as_ref()
        .map_or_else(|| to.path.clone(), |source| source.path.clone());
    let diagnostic = Diagnostic::finding(
        "missing-fragment",
        format!("{name} has no place called `#{}`", suspect.fragment),
    );
    let diagnostic = match nearest {
        Some(near) => diagnostic.help(format!("did you mean `#{near}`?")),
        None if (1..=PLACES_SHOWN).contains(&known.len()) => {
            known.sort_unstable();
            diagnostic.help(format!("there is: {}", known.join(", ")))
        }
        None => {
            diagnostic.help("a heading's place is its text, or what stands in `{#…}` behind it")
        }
    };
    place(site.page(suspect.from), suspect.span.clone(), diagnostic)
}
