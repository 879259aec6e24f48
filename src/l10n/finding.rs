//! What a check of a translation says, and how loud.

use std::ops::Range;

use crate::config::{L10n, RuleLevel};
use crate::diag::Severity;

/// The rules of the checks of translations, by id, and how much they matter unless `l10n.rules` in `site.yaml` says
/// otherwise.
pub const RULES: [(&str, Severity); 13] = [
    ("heading-levels", Severity::Error),
    ("code-fences", Severity::Error),
    ("images", Severity::Error),
    ("block-sequence", Severity::Warning),
    ("link-targets", Severity::Warning),
    ("inline-code", Severity::Warning),
    ("numbers", Severity::Warning),
    ("weekday", Severity::Warning),
    ("ambiguous-yen", Severity::Warning),
    ("kana-in-chinese", Severity::Warning),
    ("simplified-in-japanese", Severity::Warning),
    ("untranslated-paragraph", Severity::Warning),
    ("glossary", Severity::Warning),
];

/// Something that a translation and its source do not have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, one of [`RULES`].
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Bytes of the file of the source.
    pub source: Option<Range<usize>>,
    /// Bytes of the file of the translation.
    pub translation: Option<Range<usize>>,
}

/// How much each rule matters on a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels([Option<Severity>; RULES.len()]);

impl Default for Levels {
    fn default() -> Self {
        Levels(RULES.map(|(_, severity)| Some(severity)))
    }
}

impl Levels {
    /// As `site.yaml` has them.
    #[must_use]
    pub fn of(config: &L10n) -> Self {
        let mut levels = Levels::default();
        for (rule, level) in &config.rules {
            if let Some(at) = RULES.iter().position(|(id, _)| id == rule) {
                levels.0[at] = match level {
                    RuleLevel::Off => None,
                    RuleLevel::Warning => Some(Severity::Warning),
                    RuleLevel::Error => Some(Severity::Error),
                };
            }
        }
        levels
    }

    /// How much a rule matters; `None` where it is off.
    #[must_use]
    pub fn get(&self, rule: &str) -> Option<Severity> {
        let at = RULES.iter().position(|(id, _)| *id == rule)?;
        self.0[at]
    }
}

/// Findings on their way, of rules that are not off.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    levels: &'a Levels,
    found: Vec<Finding>,
}

/// Where a finding stands in the two files.
#[derive(Debug, Clone, Default)]
pub(super) struct Spans {
    pub(super) source: Option<Range<usize>>,
    pub(super) translation: Option<Range<usize>>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(levels: &'a Levels) -> Self {
        Findings {
            levels,
            found: Vec::new(),
        }
    }

    pub(super) fn is_on(&self, rule: &str) -> bool {
        self.levels.get(rule).is_some()
    }

    pub(super) fn add(
        &mut self,
        rule: &'static str,
        spans: Spans,
        message: String,
        help: impl Into<String>,
    ) {
        self.add_with(rule, None, spans, message, help);
    }

    /// With a severity of its own, unless the rule is off.
    pub(super) fn add_with(
        &mut self,
        rule: &'static str,
        own: Option<Severity>,
        spans: Spans,
        message: String,
        help: impl Into<String>,
    ) {
        if let Some(usual) = self.levels.get(rule) {
            self.found.push(Finding {
                rule,
                severity: own.unwrap_or(usual),
                message,
                help: help.into(),
                source: spans.source,
                translation: spans.translation,
            });
        }
    }

    /// In the order of the translation, then of the source.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let start = |span: &Option<Range<usize>>| span.as_ref().map_or(0, |span| span.start);
        self.found
            .sort_by_key(|found| (start(&found.translation), start(&found.source)));
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::config::RULE_IDS;

    #[test]
    fn the_configuration_knows_all_rules() {
        assert_eq!(RULES.map(|(id, _)| id).as_slice(), RULE_IDS);
    }
}
