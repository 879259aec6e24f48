//! `sitemap.xml` (sitemaps.org protocol) with `xhtml:link` alternates, and `robots.txt` (RFC 9309).

use std::fmt::Write as _;

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::model::{HashMap, Site, Thing, sitemap_routes};

/// The sitemap, or one part of it.
pub(super) fn sitemap(site: &Site, part: Option<usize>) -> Vec<u8> {
    // Versions of one thing share their alternates, which are most of the file: they are written once and copied. So
    // this is put together by hand, indented as the writer does it.
    let mut alternates: HashMap<Thing, String> = HashMap::default();
    document(
        "urlset",
        &[("xmlns:xhtml", "http://www.w3.org/1999/xhtml")],
        |writer| {
            let xml = writer.get_mut();
            for route in sitemap_routes(site, part) {
                let links = match route.target.thing(site) {
                    Some(thing) => alternates
                        .entry(thing)
                        .or_insert_with_key(|thing| links(site, thing)),
                    None => "",
                };
                let url = site.absolute(&route.path);
                for part in [
                    "\n <url>\n  <loc>",
                    &escape(&url),
                    "</loc>",
                    links,
                    "\n </url>",
                ] {
                    xml.extend_from_slice(part.as_bytes());
                }
            }
            Ok(())
        },
    )
}

/// The elements that name all versions of a thing.
fn links(site: &Site, thing: &Thing) -> String {
    let mut links = String::new();
    for alternate in site.alternates(thing) {
        let url = site.absolute(&alternate.path);
        // Writing to a string cannot fail.
        let _ = write!(
            links,
            "\n  <xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
            escape(&*alternate.hreflang),
            escape(&url)
        );
    }
    links
}

/// The list of the parts of a large sitemap.
pub(super) fn index(site: &Site, parts: usize) -> Vec<u8> {
    document("sitemapindex", &[], |writer| {
        for part in 1..=parts {
            let url = site.absolute(&format!("/sitemap-{part}.xml"));
            writer
                .create_element("sitemap")
                .write_inner_content(|writer| {
                    writer
                        .create_element("loc")
                        .write_text_content(BytesText::new(&url))?;
                    Ok(())
                })?;
        }
        Ok(())
    })
}

fn document(
    root: &str,
    more: &[(&str, &str)],
    inner: impl FnOnce(&mut Writer<Vec<u8>>) -> std::io::Result<()>,
) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory cannot fail.
    let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    let _ = writer
        .create_element(root)
        .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
        .with_attributes(more.iter().copied())
        .write_inner_content(inner);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// `robots.txt`: everything may be read, and where the sitemap is.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        site.absolute("/sitemap.xml")
    )
    .into_bytes()
}
