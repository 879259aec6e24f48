//! How long a translation is, by characters of its source.

use crate::config::Writing;

/// How many pairs say more of a site than the general figures do.
const ENOUGH: usize = 16;
/// Spreads that a site is believed to have: a few pairs that happen to agree would make every other one look wrong.
const SPREADS: (f32, f32) = (0.15, 0.8);
/// Ratios that are no accident of what was counted.
const RATIOS: (f32, f32) = (0.1, 10.0);

/// The characters that a translation has per character of its source, and how far pairs stray from that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LengthRatio {
    /// The natural logarithm of the ratio: half as long and twice as long are equally far off.
    log: f32,
    /// The standard deviation of that.
    spread: f32,
}

impl LengthRatio {
    /// What is usual between two writings: English has 2.2 characters where Japanese has one, Chinese 0.7.
    #[must_use]
    pub fn between(source: Writing, translation: Writing) -> Self {
        let spread = match source == translation {
            true => 0.25,
            false => 0.3,
        };
        LengthRatio {
            log: (characters(translation) / characters(source)).ln(),
            spread,
        }
    }

    /// What the pairs of a site say, each as the characters of its source and of its translation; nothing where they
    /// are few.
    #[must_use]
    pub fn learned(samples: impl Iterator<Item = (usize, usize)>) -> Option<Self> {
        let mut logs: Vec<f32> = samples
            .filter(|(source, translation)| *source > 0 && *translation > 0)
            .map(|(source, translation)| (translation as f32 / source as f32).ln())
            .collect();
        if logs.len() < ENOUGH {
            return None;
        }
        // Median and median deviation: pairs that are wrong should not teach what is right.
        let log = median(&mut logs);
        let mut deviations: Vec<f32> = logs.iter().map(|each| (each - log).abs()).collect();
        let spread = 1.4826 * median(&mut deviations);
        Some(LengthRatio {
            log: log.clamp(RATIOS.0.ln(), RATIOS.1.ln()),
            spread: spread.clamp(SPREADS.0, SPREADS.1),
        })
    }

    /// The characters to expect of the translation of so many.
    #[must_use]
    pub fn expected(self, source: usize) -> f32 {
        source as f32 * self.log.exp()
    }

    /// How many spreads two lengths are apart from what is expected. Few characters say little: a word of two may have
    /// ten elsewhere.
    #[must_use]
    pub fn off(self, source: usize, translation: usize) -> f32 {
        let (source, translation) = (source.max(1) as f32, translation.max(1) as f32);
        let off = (translation / source).ln() - self.log;
        let of_chance = 1.0 / source + 1.0 / translation;
        off.abs() / (self.spread * self.spread + of_chance).sqrt()
    }

    /// That of what is the same in every language, as code.
    pub(super) const SAME: LengthRatio = LengthRatio {
        log: 0.0,
        spread: 0.25,
    };
}

/// The characters of what Japanese writes in one.
fn characters(writing: Writing) -> f32 {
    match writing {
        Writing::Japanese => 1.0,
        Writing::Chinese => 0.7,
        Writing::Korean => 1.0,
        Writing::Other => 2.2,
    }
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
