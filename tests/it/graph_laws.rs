//! The law of the language graph, held against finished files: what does not exist is never announced, what exists
//! always is. It reads what was published and knows nothing of how it was made.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Selector};

use crate::outputs_xml::Element;

/// A published tree, read.
pub(crate) struct Published {
    origin: String,
    base: String,
    files: BTreeSet<String>,
    /// By path in the output folder.
    pub(crate) pages: BTreeMap<String, Page>,
    /// Of all sitemaps: address, and alternates by hreflang.
    pub(crate) sitemap: BTreeMap<String, Vec<(String, String)>>,
    broken: Vec<String>,
}

/// An HTML page, read.
pub(crate) struct Page {
    /// Its own address.
    pub(crate) url: String,
    pub(crate) lang: String,
    pub(crate) canonical: Option<String>,
    pub(crate) is_noindex: bool,
    /// hreflang and address, in order.
    pub(crate) alternates: Vec<(String, String)>,
    /// The address that it sends visitors to.
    pub(crate) redirect: Option<String>,
    /// All that is linked to or loaded.
    links: Vec<String>,
    /// Addresses with the language they claim to be in.
    claims: Vec<(String, String)>,
    /// Languages of the switcher, by tag.
    pub(crate) switcher: Vec<String>,
    headings: usize,
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).collect()
}

fn attributes(html: &Html, selector: &str, name: &str) -> Vec<String> {
    all(html, selector)
        .iter()
        .filter_map(|element| Some(element.value().attr(name)?.to_owned()))
        .collect()
}

impl Page {
    fn read(url: String, bytes: &[u8]) -> Self {
        let html = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        let pairs = |selector: &str| -> Vec<(String, String)> {
            all(&html, selector)
                .iter()
                .map(|element| {
                    let attribute = |name| element.value().attr(name).unwrap().to_owned();
                    (attribute("hreflang"), attribute("href"))
                })
                .collect()
        };
        let refresh = attributes(&html, "meta[http-equiv=refresh]", "content");
        let mut links = attributes(&html, "[href]", "href");
        links.extend(attributes(&html, "[src]", "src"));
        Page {
            url,
            lang: attributes(&html, "html", "lang").concat(),
            canonical: attributes(&html, "link[rel=canonical]", "href").pop(),
            is_noindex: attributes(&html, "meta[name=robots]", "content")
                .iter()
                .any(|content| content == "noindex"),
            alternates: pairs("link[rel=alternate][hreflang]"),
            redirect: refresh
                .first()
                .map(|content| content.split_once("url=").unwrap().1.to_owned()),
            links,
            claims: pairs("a[hreflang]"),
            switcher: attributes(&html, "nav.languages li", "lang"),
            headings: all(&html, "h1").len(),
        }
    }

    /// The languages that it says it exists in.
    pub(crate) fn tags(&self) -> Vec<&str> {
        self.alternates
            .iter()
            .map(|(tag, _)| tag.as_str())
            .collect()
    }
}

impl Published {
    /// Reads a tree that is published at `base_url`, which ends with a slash.
    pub(crate) fn read(tree: &BTreeMap<String, Vec<u8>>, base_url: &str) -> Self {
        let host = base_url.find("://").unwrap() + 3;
        let at = host + base_url[host..].find('/').unwrap();
        let (origin, base) = base_url.split_at(at);
        let mut published = Published {
            origin: origin.to_owned(),
            base: base.to_owned(),
            files: tree.keys().cloned().collect(),
            pages: BTreeMap::new(),
            sitemap: BTreeMap::new(),
            broken: Vec::new(),
        };
        for (path, bytes) in tree {
            if path.ends_with(".html") {
                let page = Page::read(published.url(path), bytes);
                published.pages.insert(path.clone(), page);
            } else if path.starts_with("sitemap") {
                published.read_sitemap(std::str::from_utf8(bytes).unwrap());
            }
        }
        published
    }

    /// The address of a file, percent-encoded as RFC 3986 wants it for what the tests use.
    pub(crate) fn url(&self, path: &str) -> String {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut url = format!("{}{}", self.origin, self.base);
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
                url.push(char::from(byte));
            } else {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
        url
    }

    /// The file at an address inside the site; `None` for other hosts.
    fn file(&self, from: &str, address: &str) -> Option<Result<String, String>> {
        let address = address.split(['#', '?']).next().unwrap();
        let path = if address.is_empty() {
            return None;
        } else if let Some(path) = address.strip_prefix(&self.origin) {
            path
        } else if address.contains("://") || address.starts_with("mailto:") {
            return None;
        } else {
            address
        };
        if !path.is_ascii() || path.contains(' ') {
            return Some(Err(format!("{from}: {address} is not percent-encoded")));
        }
        let Some(below) = path.strip_prefix(&self.base) else {
            return Some(Err(format!(
                "{from}: {address} does not carry the path of base_url"
            )));
        };
        let mut file = percent_decode_str(below)
            .decode_utf8()
            .unwrap()
            .into_owned();
        if file.is_empty() || file.ends_with('/') {
            file.push_str("index.html");
        }
        Some(if self.files.contains(&file) {
            Ok(file)
        } else {
            Err(format!(
                "{from}: {address} leads to {file}, which does not exist"
            ))
        })
    }

    fn read_sitemap(&mut self, xml: &str) {
        let root = Element::parse(xml);
        for url in root.all("url") {
            let location = url.text_of("loc").to_owned();
            let alternates = url.all("xhtml:link").map(|link| {
                assert_eq!(link.attribute("rel"), Some("alternate"));
                let attribute = |name| link.attribute(name).unwrap().to_owned();
                (attribute("hreflang"), attribute("href"))
            });
            let alternates = alternates.collect();
            if self.sitemap.insert(location.clone(), alternates).is_some() {
                self.broken
                    .push(format!("the sitemap names {location} twice"));
            }
        }
    }

    /// The page at an address that is announced.
    fn announced<'a>(
        &'a self,
        from: &str,
        address: &str,
        broken: &mut Vec<String>,
    ) -> Option<&'a Page> {
        if !address.starts_with(&self.origin) {
            broken.push(format!(
                "{from}: {address} is announced and is not absolute"
            ));
            return None;
        }
        match self.file(from, address)? {
            Ok(file) => self.pages.get(&file),
            Err(problem) => {
                broken.push(problem);
                None
            }
        }
    }

    /// Everything that breaks the law.
    pub(crate) fn broken(&self) -> Vec<String> {
        let mut broken = self.broken.clone();
        for (path, page) in &self.pages {
            self.links(path, page, &mut broken);
            if page.redirect.is_some() {
                continue;
            }
            if page.headings != 1 {
                broken.push(format!("{path}: {} first headings", page.headings));
            }
            match &page.canonical {
                None if path.ends_with("404.html") => {}
                None => broken.push(format!("{path}: no canonical address")),
                Some(canonical) => self.canonical(path, page, canonical, &mut broken),
            }
            if page.is_noindex {
                if !page.alternates.is_empty() {
                    broken.push(format!(
                        "{path}: not to be indexed, and announces translations"
                    ));
                }
            } else {
                self.alternates(path, page, &mut broken);
            }
        }
        self.sitemap_is_whole(&mut broken);
        broken
    }

    fn links(&self, path: &str, page: &Page, broken: &mut Vec<String>) {
        for link in page.links.iter().chain(&page.redirect) {
            if let Some(Err(problem)) = self.file(path, link) {
                broken.push(problem);
            }
        }
        for (tag, address) in &page.claims {
            let Some(Ok(file)) = self.file(path, address) else {
                continue;
            };
            // A copy's text is in another language than what stands around it, and it may be called either.
            let target = &self.pages[&file];
            if target.lang != *tag && !target.is_noindex {
                broken.push(format!(
                    "{path}: {address} is said to be in {tag} and is in {}",
                    target.lang
                ));
            }
        }
    }

    fn canonical(&self, path: &str, page: &Page, canonical: &str, broken: &mut Vec<String>) {
        let Some(target) = self.announced(path, canonical, broken) else {
            return;
        };
        if page.is_noindex == (page.url == target.url) {
            broken.push(format!("{path}: the canonical address is {canonical}"));
        }
        if target.is_noindex {
            broken.push(format!(
                "{path}: the canonical page {canonical} is not to be indexed"
            ));
        }
    }

    fn alternates(&self, path: &str, page: &Page, broken: &mut Vec<String>) {
        let tags: BTreeSet<&str> = page.tags().into_iter().collect();
        if tags.len() != page.alternates.len() {
            broken.push(format!(
                "{path}: a language is announced twice: {:?}",
                page.tags()
            ));
        }
        if !tags.contains("x-default") {
            broken.push(format!("{path}: no x-default"));
        }
        if !page.alternates.iter().any(|(_, url)| *url == page.url) {
            broken.push(format!(
                "{path}: does not announce itself: {:?}",
                page.alternates
            ));
        }
        for (tag, address) in &page.alternates {
            let Some(target) = self.announced(path, address, broken) else {
                continue;
            };
            if tag != "x-default" && target.lang != *tag {
                broken.push(format!(
                    "{path}: {address} is announced as {tag} and is in {}",
                    target.lang
                ));
            }
            if target.alternates != page.alternates {
                broken.push(format!("{path}: {address} does not announce the same"));
            }
        }
    }

    fn sitemap_is_whole(&self, broken: &mut Vec<String>) {
        let mut indexable: BTreeMap<&str, &Page> = self
            .pages
            .values()
            .filter(|page| !page.is_noindex && page.redirect.is_none())
            .map(|page| (page.url.as_str(), page))
            .collect();
        for (address, alternates) in &self.sitemap {
            match indexable.remove(address.as_str()) {
                None => broken.push(format!(
                    "the sitemap names {address}, which is no page to be indexed"
                )),
                Some(page) if page.alternates != *alternates => {
                    broken.push(format!(
                        "{address}: sitemap and page announce different translations"
                    ));
                }
                Some(_) => {}
            }
        }
        broken.extend(
            indexable
                .keys()
                .map(|address| format!("the sitemap lacks {address}")),
        );
    }

    /// Fails where the law is broken.
    #[track_caller]
    pub(crate) fn assert_lawful(&self) -> &Self {
        let broken = self.broken();
        assert!(broken.is_empty(), "{}", broken.join("\n"));
        self
    }

    /// The page at a path in the output folder.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> &Page {
        match self.pages.get(path) {
            Some(page) => page,
            None => panic!(
                "no {path} in:\n{}",
                self.pages.keys().cloned().collect::<Vec<_>>().join("\n")
            ),
        }
    }
}
