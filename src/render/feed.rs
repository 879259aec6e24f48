//! Atom feeds (RFC 4287), one a language.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Renderer;
use super::elsewhere;
use crate::config::Lang;
use crate::model::Page;
use crate::parse::front_matter::Moment;

/// The feed of a language; its `updated` is that of the newest entry.
pub(super) fn atom(renderer: &Renderer, lang: Lang) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory cannot fail.
    let _ = write(renderer, lang, &mut writer);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write(renderer: &Renderer, lang: Lang, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
    let site = renderer.site();
    let config = &site.config;
    let pages: Vec<&Page> = site.feeds[lang.index()]
        .iter()
        .map(|id| site.page(*id))
        .collect();
    let home = site.absolute(site.home(lang).map_or("/", |home| &home.path));
    let own = site.absolute(&site.feed_path(lang).unwrap_or_default());
    let tag = config.language(lang).tag.as_str();
    let newest = pages
        .iter()
        .filter_map(|page| changed(page))
        .max_by_key(|moment| moment.instant(&config.timezone));
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", tag)]);
    feed.write_inner_content(|writer| {
        let title = config.text_for(&config.title, lang).unwrap_or_default();
        let views = &renderer.shared.views;
        text_in(
            writer,
            "title",
            title,
            views.other_lang(&config.title, lang),
        )?;
        if let Some(description) = config.text_for(&config.description, lang) {
            let other = views.other_lang(&config.description, lang);
            text_in(writer, "subtitle", description, other)?;
        }
        link(
            writer,
            &[
                ("rel", "self"),
                ("type", "application/atom+xml"),
                ("href", &own),
            ],
        )?;
        link(
            writer,
            &[
                ("rel", "alternate"),
                ("type", "text/html"),
                ("hreflang", tag),
                ("href", &home),
            ],
        )?;
        text(writer, "id", &home)?;
        if let Some(newest) = newest {
            text(writer, "updated", &stamp(newest, &config.timezone))?;
        }
        writer
            .create_element("author")
            .write_inner_content(|writer| {
                text(
                    writer,
                    "name",
                    config.text_for(&config.title, lang).unwrap_or_default(),
                )
            })?;
        for page in &pages {
            entry(renderer, page, tag, writer)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn entry(
    renderer: &Renderer,
    page: &Page,
    tag: &str,
    writer: &mut Writer<Vec<u8>>,
) -> std::io::Result<()> {
    let site = renderer.site();
    let zone = &site.config.timezone;
    let url = site.absolute(&page.path);
    writer
        .create_element("entry")
        .write_inner_content(|writer| {
            text(writer, "title", &page.title)?;
            link(
                writer,
                &[
                    ("rel", "alternate"),
                    ("type", "text/html"),
                    ("hreflang", tag),
                    ("href", &url),
                ],
            )?;
            text(writer, "id", &url)?;
            if let Some(date) = page.front.date {
                text(writer, "published", &stamp(date, zone))?;
            }
            if let Some(changed) = changed(page) {
                text(writer, "updated", &stamp(changed, zone))?;
            }
            if let Some(description) = &page.front.description {
                text(writer, "summary", description)?;
            }
            let html = renderer.absolute_content(page);
            let html = super::ruby::stripped(&html);
            let html = elsewhere::in_feed(&html, &url, &site.config.base_url.origin);
            writer
                .create_element("content")
                .with_attributes([("type", "html"), ("xml:base", url.as_str())])
                .write_text_content(BytesText::new(&allowed(&html)))?;
            for (taxonomy, term) in &site.page_terms[page.id.index()] {
                let of = renderer
                    .shared
                    .views
                    .term_name_lang(*taxonomy, *term, page.lang);
                let of = of.map(|of| ("xml:lang", site.config.language(of).tag.as_str()));
                let term = &site.taxonomies[*taxonomy].terms[*term];
                let label = &term.label[page.lang.index()];
                writer
                    .create_element("category")
                    .with_attributes([("term", &*allowed(&term.id)), ("label", &*allowed(label))])
                    .with_attributes(of)
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn changed(page: &Page) -> Option<Moment> {
    page.front.updated.or(page.front.date)
}

/// RFC 3339, as Atom wants it: a date alone is midnight in the site's zone.
fn stamp(moment: Moment, zone: &jiff::tz::TimeZone) -> String {
    let then = moment.instant(zone).to_zoned_datetime(zone.clone());
    // Before there was standard time, offsets had seconds, which RFC 3339 has not.
    let (then, format) = match then.offset().seconds() % 60 {
        0 => (then, "%Y-%m-%dT%H:%M:%S%:z"),
        _ => (
            then.with_time_zone(jiff::tz::TimeZone::UTC),
            "%Y-%m-%dT%H:%M:%SZ",
        ),
    };
    then.strftime(format).to_string()
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, value: &str) -> std::io::Result<()> {
    text_in(writer, name, value, None)
}

/// A text of another language than that of what it stands in, by the tag.
fn text_in(
    writer: &mut Writer<Vec<u8>>,
    name: &str,
    value: &str,
    other: Option<&str>,
) -> std::io::Result<()> {
    writer
        .create_element(name)
        .with_attributes(other.map(|tag| ("xml:lang", tag)))
        .write_text_content(BytesText::new(&allowed(value)))?;
    Ok(())
}

/// Without the characters that XML cannot hold at all, not even escaped (XML 1.0 §2.2).
fn allowed(value: &str) -> Cow<'_, str> {
    let is_allowed = |character: char| match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        character => character >= ' ',
    };
    if value.chars().all(is_allowed) {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(value.chars().filter(|one| is_allowed(*one)).collect())
    }
}

fn link(writer: &mut Writer<Vec<u8>>, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    writer
        .create_element("link")
        .with_attributes(attributes.iter().copied())
        .write_empty()?;
    Ok(())
}
