//! Marks that were set for the parser, taken back from what it says.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::parse::cjk::prepare::{Marks, Prepared};

/// The event as the body alone would have given it, but for the marks of ruby in text, which the writer reads.
/// `range` is that of the event in the marked text.
pub(super) fn taken_back<'a>(
    event: Event<'a>,
    range: &Range<usize>,
    prepared: &Prepared<'_>,
) -> Event<'a> {
    let Some(marks) = &prepared.marks else {
        return event;
    };
    if !prepared.is_marked_in(range) && !refers_elsewhere(&event) {
        return event;
    }
    let whole = |text: CowStr<'a>| restored(text, marks);
    match event {
        Event::Text(text) => Event::Text(replaced(text, |text| marks.without_joins(text))),
        Event::Code(text) => Event::Code(whole(text)),
        Event::InlineMath(text) => Event::InlineMath(whole(text)),
        Event::DisplayMath(text) => Event::DisplayMath(whole(text)),
        Event::Html(text) => Event::Html(whole(text)),
        Event::InlineHtml(text) => Event::InlineHtml(whole(text)),
        Event::FootnoteReference(text) => Event::FootnoteReference(whole(text)),
        Event::Start(tag) => Event::Start(tag_taken_back(tag, marks)),
        event @ (Event::End(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_)) => event,
    }
}

/// Whether what the event says may stand outside its bytes: the destination of a reference link.
fn refers_elsewhere(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))
}

fn tag_taken_back<'a>(tag: Tag<'a>, marks: &Marks) -> Tag<'a> {
    let whole = |text: CowStr<'a>| restored(text, marks);
    match tag {
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } => Tag::Heading {
            level,
            id: id.map(whole),
            classes: classes.into_iter().map(whole).collect(),
            attrs: attrs
                .into_iter()
                .map(|(name, value)| (whole(name), value.map(whole)))
                .collect(),
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(whole(info)))
        }
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(whole(label)),
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: whole(dest_url),
            title: whole(title),
            id: whole(id),
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: whole(dest_url),
            title: whole(title),
            id: whole(id),
        },
        tag => tag,
    }
}

fn restored<'a>(text: CowStr<'a>, marks: &Marks) -> CowStr<'a> {
    replaced(text, |text| marks.restore(text))
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
