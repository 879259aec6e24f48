//! Components in the flow of a body.

use std::ops::Range;

use super::{OpenComponent, Writer};
use crate::diag::Diagnostic;
use crate::parse::Component;
use crate::parse::component::{Call, CallKind, Fault, not_alone};
use crate::parse::markdown::flow::Hole;
use crate::parse::markdown::{controls, escape_text};

/// Components with a body in components with a body deeper than this are left out.
const DEEPEST_COMPONENT: usize = 32;

/// How many refused openings are kept in mind.
const MOST_REFUSED: usize = 100;

pub(super) const SYNTAX: &str = "component-syntax";

impl Writer<'_> {
    /// The call that begins where this event does.
    pub(super) fn take_call(&mut self, range: &Range<usize>) -> Option<Call> {
        self.take_call_in(range).filter(|call| call.span == *range)
    }

    /// The first call that begins in these bytes. Calls before it were left out with what they stood in.
    pub(super) fn take_call_in(&mut self, range: &Range<usize>) -> Option<Call> {
        while let Some(call) = self.calls.get(self.next_call) {
            if call.span.start >= range.end {
                return None;
            }
            self.next_call += 1;
            if call.span.start >= range.start {
                return Some(call.clone());
            }
        }
        None
    }

    /// A call inside a paragraph or another line of text.
    pub(super) fn inline_call(&mut self, call: Call) {
        self.pending_break = None;
        self.last_char = None;
        self.paragraph.formula_end = None;
        match call.kind {
            CallKind::Inline(mut component) => {
                component.is_in_line = true;
                self.summary.call(&component);
                self.heading_is_named = true;
                self.flow.hole(Hole::Component(Box::new(component)));
            }
            CallKind::Open(Component { name, .. }) => {
                self.refused_opening(name);
                self.refuse(&not_alone(self.original, &call.span), &call.span);
            }
            CallKind::Close(_) => self.refuse(&not_alone(self.original, &call.span), &call.span),
            CallKind::Broken { fault, opens } => {
                opens
                    .into_iter()
                    .for_each(|name| self.refused_opening(name));
                self.refuse(&fault, &call.span);
            }
        }
    }

    /// A call that is a block of its own.
    pub(super) fn block_call(&mut self, call: Call) {
        self.flow.start_line();
        match call.kind {
            CallKind::Inline(component) => {
                self.flow.hole(Hole::Component(Box::new(component)));
                self.push("\n");
            }
            CallKind::Open(component) => self.open_component(component, call.span),
            CallKind::Close(name) => self.close_component(&name, &call.span),
            CallKind::Broken { fault, opens } => {
                opens
                    .into_iter()
                    .for_each(|name| self.refused_opening(name));
                self.push("<p>");
                self.refuse(&fault, &call.span);
                self.push("</p>\n");
            }
        }
    }

    /// The end of this component will not be reported.
    fn refused_opening(&mut self, name: Box<str>) {
        if self.refused.len() < MOST_REFUSED {
            self.refused.push(name);
        }
    }

    /// Reports a call that cannot be one, and shows it as it was written.
    fn refuse(&mut self, fault: &Fault, span: &Range<usize>) {
        let problem = Diagnostic::error(SYNTAX, fault.message.clone()).help(fault.help.clone());
        self.report.at(fault.at.clone(), "", problem);
        let written = self.original.get(span.clone()).unwrap_or_default();
        escape_text(&mut self.flow.html, &controls::without(written));
    }

    fn open_component(&mut self, component: Component, span: Range<usize>) {
        let dropped = self.components.len() >= DEEPEST_COMPONENT;
        if dropped {
            let problem = Diagnostic::error(
                "component-too-deep",
                format!("components are nested more than {DEEPEST_COMPONENT} deep"),
            )
            .help("remove levels");
            self.report.at(span.clone(), "", problem);
        }
        self.components.push(OpenComponent {
            name: component.name.clone(),
            span,
            depth: self.depth,
            dropped,
        });
        self.raw.enter();
        if !dropped {
            self.flow.hole(Hole::Open(Box::new(component)));
        }
    }

    fn close_component(&mut self, name: &str, span: &Range<usize>) {
        let here = |open: &&OpenComponent| open.depth == self.depth;
        let known = self
            .components
            .iter()
            .rev()
            .take_while(here)
            .take(DEEPEST_COMPONENT)
            .any(|open| *open.name == *name);
        if !known {
            if let Some(refused) = self.refused.iter().rposition(|refused| **refused == *name) {
                self.refused.remove(refused);
                return;
            }
            let innermost = self
                .components
                .last()
                .filter(here)
                .map(|open| open.name.clone());
            if let Some(opened) = innermost
                && crate::nearest::nearest(name, [&*opened]).is_some()
            {
                let message = format!("`{{% </{name}> %}}` does not close `{opened}`");
                let problem =
                    Diagnostic::error(SYNTAX, message).help(format!("write `{{% </{opened}> %}}`"));
                self.report.at(span.clone(), "", problem);
                if let Some(open) = self.components.pop() {
                    self.end_component(&open);
                }
                return;
            }
            let problem = Diagnostic::error(SYNTAX, format!("`{{% </{name}> %}}` closes nothing here")).help(format!(
                "write `{{% <{name}> %}}` on a line before it, in the same list item or quote; in code and raw HTML nothing opens"
            ));
            self.report.at(span.clone(), "", problem);
            return;
        }
        while let Some(open) = self.components.pop() {
            if *open.name == *name {
                self.end_component(&open);
                return;
            }
            self.report_unclosed(&open);
            self.end_component(&open);
        }
    }

    fn end_component(&mut self, open: &OpenComponent) {
        self.raw.leave();
        if !open.dropped {
            self.flow.hole(Hole::Close);
            self.push("\n");
        }
    }

    /// Closes what was opened inside an element that ends, `depth` counting that element.
    pub(super) fn close_components_inside(&mut self, depth: usize) {
        while self
            .components
            .last()
            .is_some_and(|open| open.depth >= depth)
        {
            if let Some(open) = self.components.pop() {
                self.report_unclosed(&open);
                self.end_component(&open);
            }
        }
    }

    fn report_unclosed(&mut self, open: &OpenComponent) {
        let name = &open.name;
        let problem = Diagnostic::error(
            "component-unclosed",
            format!("the component `{name}` is not closed"),
        )
        .help(format!(
            "write `{{% </{name}> %}}` on a line of its own, in the same list item or quote"
        ));
        self.report.at(open.span.clone(), "", problem);
    }
}
