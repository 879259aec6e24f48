//! Marks that were set for the parser, taken back from what it says.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::parse::cjk::prepare::{Marks, has_symbol};

/// The event as the body alone would have given it, but for the marks of ruby in text, which the writer reads.
pub(super) fn taken_back<'a>(event: Event<'a>, marks: &Marks) -> Event<'a> {
    if !may_hold_marks(&event) {
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
