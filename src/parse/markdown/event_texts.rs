//! All texts of an event of the Markdown parser.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// The event with each of its texts changed.
pub(super) fn changed<'a>(
    event: Event<'a>,
    change: impl Fn(CowStr<'a>) -> CowStr<'a>,
) -> Event<'a> {
    match event {
        Event::Text(text) => Event::Text(change(text)),
        Event::Code(text) => Event::Code(change(text)),
        Event::InlineMath(text) => Event::InlineMath(change(text)),
        Event::DisplayMath(text) => Event::DisplayMath(change(text)),
        Event::Html(text) => Event::Html(change(text)),
        Event::InlineHtml(text) => Event::InlineHtml(change(text)),
        Event::FootnoteReference(text) => Event::FootnoteReference(change(text)),
        Event::Start(tag) => Event::Start(changed_tag(tag, change)),
        event @ (Event::End(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_)) => event,
    }
}

fn changed_tag<'a>(tag: Tag<'a>, change: impl Fn(CowStr<'a>) -> CowStr<'a>) -> Tag<'a> {
    match tag {
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } => Tag::Heading {
            level,
            id: id.map(&change),
            classes: classes.into_iter().map(&change).collect(),
            attrs: attrs
                .into_iter()
                .map(|(name, value)| (change(name), value.map(&change)))
                .collect(),
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(change(info)))
        }
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(change(label)),
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: change(dest_url),
            title: change(title),
            id: change(id),
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: change(dest_url),
            title: change(title),
            id: change(id),
        },
        tag => tag,
    }
}
