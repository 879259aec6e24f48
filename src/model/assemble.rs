//! From documents to a [`Site`]: one step a line.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Site, declared, links, listing, resources, route, taxonomy, translate, tree};
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
    /// `content/_data/*.yaml` by name.
    pub data: BTreeMap<Arc<str>, serde_json::Value>,
    /// All assets.
    pub assets: Arc<Assets>,
    /// Collation by language.
    pub formats: &'a Formats,
    /// The instant that `publish` and `expires` are held against.
    pub now: Timestamp,
    /// Keep drafts in.
    pub drafts: bool,
    /// Keep in what `publish` holds back.
    pub future: bool,
}

/// Makes the site. What is wrong with it is said beside it; the site is always the best that could be made.
#[must_use]
pub fn assemble(input: Input<'_>) -> Diagnosed<Site> {
    let mut diagnostics = Vec::new();
    let config = input.config.clone();
    let planted = tree::plant(&input).drain_into(&mut diagnostics);
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
        by_path: std::collections::HashMap::new(),
        assets: input.assets,
        resources,
        unpublished: planted.unpublished,
        data: input.data,
    };
    let (routes, by_path) = route::lay(&unrouted).drain_into(&mut diagnostics);
    let site = Site {
        routes,
        by_path,
        ..unrouted
    };
    diagnostics.extend(links::check(&site));
    diagnostics.extend(declared::check(&site));
    Diagnosed {
        value: site,
        diagnostics,
    }
}
