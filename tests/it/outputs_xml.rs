//! XML as a tree, for tests that look into feeds and sitemaps. What is not well-formed fails.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The text directly inside, unescaped.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The root element.
    #[track_caller]
    pub(crate) fn parse(xml: &str) -> Element {
        let is_allowed = |one: char| one >= ' ' || matches!(one, '\t' | '\n' | '\r');
        assert!(xml.chars().all(is_allowed), "no XML: {xml:?}");
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Element::start(&start)),
                Event::Empty(start) => open
                    .last_mut()
                    .unwrap()
                    .children
                    .push(Element::start(&start)),
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(closed);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let unescaped = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .unwrap()
                        .into_owned();
                    open.last_mut().unwrap().text.push_str(&unescaped);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "not closed: {xml}");
        let mut roots = open.remove(0).children;
        assert_eq!(roots.len(), 1);
        roots.remove(0)
    }

    fn start(start: &BytesStart<'_>) -> Element {
        Element {
            name: start.name().as_ref().to_owned(),
            attributes: start
                .attributes()
                .map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                    (attribute.key.as_ref().to_owned(), value.into_owned())
                })
                .collect(),
            ..Element::default()
        }
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        Some(attributes.find(|(own, _)| own == name)?.1.as_str())
    }

    /// Its children of one name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of its only child of this name.
    #[track_caller]
    pub(crate) fn text_of(&self, name: &str) -> &str {
        let found: Vec<&Element> = self
            .children
            .iter()
            .filter(|child| child.name == name)
            .collect();
        assert_eq!(found.len(), 1, "{name} in {self:?}");
        &found[0].text
    }
}

/// Offsets had seconds before there was standard time, and RFC 3339 has none.
#[test]
fn feeds_write_old_dates() {
    let site = crate::harness::Site::fixture("small");
    site.edit("content/film/plan.yaml", "date:", "date: 1879-04-04 #");
    site.build().assert_status(0);
    let feed = site.public("ja/atom.xml");
    assert!(
        feed.contains("<published>1879-04-03T14:41:01Z</published>"),
        "{feed}"
    );
}
