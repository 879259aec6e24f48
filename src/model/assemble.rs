//! From documents to a [`Site`]: one step a line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{
    HashMap, Site, Unread, declared, links, listing, path, resources, route, style_sheets,
    taxonomy, translate, tree,
};
use crate::assets::Assets;
use crate::config::Config;
use crate::diag::Diagnosed;
use crate::i18n::format::Formats;
use crate::parse::{Document, FrontMatter};
use crate::source::SourceFile;

/// A Markdown file and what was parsed from it.
#[derive(Debug, Clone)]
pub struct ParsedFile {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Its document.
    pub document: Arc<Document>,
}

/// A facts file and what was parsed from it.
#[derive(Debug, Clone)]
pub struct ParsedFacts {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Its front matter.
    pub front: Arc<FrontMatter>,
}

/// All that a site is assembled from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The configuration.
    pub config: Arc<Config>,
    /// All Markdown files, by path.
    pub documents: Vec<ParsedFile>,
    /// All facts files, by path.
    pub facts: Vec<ParsedFacts>,
    /// `content/_data/*.yaml` by name; none of what could not be read.
    pub data: BTreeMap<Arc<str>, Option<serde_json::Value>>,
    /// All assets.
    pub assets: Arc<Assets>,
    /// Collation by language.
    pub formats: &'a Formats,
    /// Paths of what exists and could not be read.
    pub unread: &'a BTreeSet<Arc<str>>,
    /// The instant that `publish` and `expires` are held against.
    pub now: Timestamp,
    /// Keep drafts in.
    pub drafts: bool,
    /// Keep in what `publish` holds back.
    pub future: bool,
}

/// Makes the site. What is wrong with it is said beside it; the site is always the best that could be made.
#[must_use]
pub fn assemble(mut input: Input<'_>) -> Diagnosed<Site> {
    let mut diagnostics = Vec::new();
    let config = input.config.clone();
    let documents = std::mem::take(&mut input.documents);
    let planted = tree::plant(&input, documents).drain_into(&mut diagnostics);
    let whole =
        translate::complete(&config, planted.tree, &planted.sections).drain_into(&mut diagnostics);
    let (pages, entries) = translate::settle(&config, whole, &planted.sections);
    let listing = listing::arrange(&config, input.formats, &pages, &entries);
    let terms = taxonomy::collect(&config, input.formats, &pages, &listing.order);
    let resources = resources::place(
        &config,
        &input.assets,
        &pages,
        &entries,
        &planted.unpublished,
    );
    let unrouted = Site {
        config,
        pages,
        entries,
        sections: listing.sections,
        neighbours: listing.neighbours,
        ancestors: listing.ancestors,
        taxonomies: terms.taxonomies,
        page_terms: terms.page_terms,
        recent: listing.recent,
        feeds: listing.feeds,
        routes: Vec::new(),
        by_path: HashMap::default(),
        calling: Vec::new(),
        assets: input.assets,
        resources,
        unpublished: planted.unpublished,
        held_back: planted.sections.held_back,
        facts: input
            .facts
            .iter()
            .map(|facts| {
                let key = path::facts_key(&facts.source.name);
                (key.into(), facts.source.clone())
            })
            .collect(),
        unread: Unread::new(&input.config, input.unread),
        data: input.data,
    };
    let (routes, by_path) = route::lay(&unrouted).drain_into(&mut diagnostics);
    let routed = Site {
        routes,
        by_path,
        ..unrouted
    };
    let calling = links::check(&routed).drain_into(&mut diagnostics);
    let site = Site { calling, ..routed };
    diagnostics.extend(links::check_facts(&site, &input.facts));
    diagnostics.extend(declared::check(&site));
    diagnostics.extend(style_sheets::check(&site));
    // Why a file could not be read has been told; that it is missing is no news.
    diagnostics.retain(|problem| {
        let place = problem.place.as_ref();
        !place.is_some_and(|place| input.unread.contains(&place.path))
    });
    Diagnosed {
        value: site,
        diagnostics,
    }
}
