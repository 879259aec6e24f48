//! Ruby in text.

use std::ops::Range;

use super::Writer;
use crate::diag::Diagnostic;
use crate::parse::Reading;
use crate::parse::cjk::prepare::Marks;
use crate::parse::cjk::ruby::{self, Part, Ruby};
use crate::parse::markdown::escape_text;

impl Writer<'_> {
    /// Text in which marks of ruby stand.
    pub(super) fn text_with_ruby(&mut self, text: &str, marks: &Marks, range: &Range<usize>) {
        for part in ruby::parts(text, marks) {
            match part {
                Part::Plain(text) => self.plain_text(text),
                Part::Ruby(ruby) => self.ruby(&ruby),
                Part::Misfit(written, ruby) => {
                    let written = marks.restore(written);
                    self.report_misfit(&written, &ruby, range);
                    self.plain_text(&written);
                }
            }
        }
    }

    fn ruby(&mut self, ruby: &Ruby<'_>) {
        self.before_text(ruby.base);
        ruby::write_html(&mut self.flow.html, ruby, self.options.writing, escape_text);
        self.read(ruby.base);
        let reading = Reading {
            base: ruby.base.into(),
            reading: ruby.reading().into_boxed_str(),
        };
        if self.known_readings.insert(reading.clone()) {
            self.readings.push(reading);
        }
    }

    fn report_misfit(&mut self, written: &str, ruby: &Ruby<'_>, range: &Range<usize>) {
        let (readings, characters) = (ruby.readings.len(), ruby.length());
        let around = self.source.get(range.clone()).unwrap_or_default();
        let span = match around.find(written) {
            Some(at) => range.start + at..range.start + at + written.len(),
            None => range.clone(),
        };
        let problem = Diagnostic::warning(
            "ruby-readings",
            format!("`{}` has {characters} characters, but {readings} readings", ruby.base),
        )
        .help(format!(
            "write one reading for the whole, or {characters} with `|` between them, empty where a character needs none"
        ));
        self.report.at(span, "", problem);
    }
}
