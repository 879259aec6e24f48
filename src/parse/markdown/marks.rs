//! Marks that were set for the parser, taken back from what it says.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::event_texts;
use crate::parse::cjk::prepare::{Marks, has_symbol};

/// The event as the body alone would have given it, but for the marks of ruby in text, which the writer reads.
pub(super) fn taken_back<'a>(event: Event<'a>, marks: &Marks) -> Event<'a> {
    if !may_hold_marks(&event) {
        return event;
    }
    match event {
        Event::Text(text) => Event::Text(replaced(text, |text| marks.without_joins(text))),
        event => event_texts::changed(event, |text| replaced(text, |text| marks.restore(text))),
    }
}

/// Whether texts of the event may stand elsewhere than the event: where a link or an image names its definition.
pub(super) fn is_from_elsewhere(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))
}

/// Whether any text of the event may hold marks. Few do, and the rest is not to be taken apart.
fn may_hold_marks(event: &Event<'_>) -> bool {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::FootnoteReference(text) => has_symbol(text),
        Event::Start(tag) => match tag {
            Tag::Heading {
                id, classes, attrs, ..
            } => id.is_some() || !classes.is_empty() || !attrs.is_empty(),
            Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text) => {
                has_symbol(text)
            }
            Tag::Link {
                dest_url,
                title,
                id,
                ..
            }
            | Tag::Image {
                dest_url,
                title,
                id,
                ..
            } => has_symbol(dest_url) || has_symbol(title) || has_symbol(id),
            _ => false,
        },
        _ => false,
    }
}

fn replaced<'a>(
    text: CowStr<'a>,
    replace: impl Fn(&str) -> std::borrow::Cow<'_, str>,
) -> CowStr<'a> {
    match replace(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(replaced) => replaced.into(),
    }
}
