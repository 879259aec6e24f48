//! The end of the plot: every route of a snapshot, rendered on all cores and handed on.

use std::path::Path;

use rayon::prelude::*;

use super::Snapshot;
use crate::assets::AssetBytes;
use crate::diag::{Diagnostic, Severity, Strictness};
use crate::emit::{self, Class, EmitError, Publication, Summary};
use crate::model::Route;
use crate::render::{self, Answer, Renderer};

/// What publishing came to.
#[derive(Debug)]
pub struct Published {
    /// What was wrong, from the refresh on; in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// What was written; `None` where an error kept the site from being published.
    pub summary: Option<Summary>,
    /// Why nothing could be published even without these errors.
    pub refusal: Option<EmitError>,
}

impl Snapshot {
    /// Publishes every route into `out`, in one step, or nothing where there is an error. `root` is the site's folder,
    /// which is never replaced.
    ///
    /// # Errors
    /// Where the folder is not ours to replace, or the system does not let us write.
    pub fn publish(
        &self,
        out: &Path,
        root: &Path,
        strictness: Strictness,
    ) -> Result<Published, EmitError> {
        let mut diagnostics = self.diagnostics.clone();
        let Some(renderer) = &self.renderer else {
            // There may be no site at all, and what lies at `out` nobody's business.
            let unpublished = unpublished(diagnostics, out, root);
            return Ok(Published {
                refusal: None,
                ..unpublished
            });
        };
        if blocks(&diagnostics, strictness) {
            // Nothing will be published, but an editor wants to hear of everything at once.
            diagnostics.extend(render_all(renderer, |_, _| Ok(()))?);
            diagnostics.extend(render::missing_fragments(renderer));
            return Ok(unpublished(diagnostics, out, root));
        }
        let publication = Publication::begin(out, root)?;
        diagnostics.extend(render_all(renderer, |route, answer| {
            write(&publication, route, answer)
        })?);
        diagnostics.extend(render::missing_fragments(renderer));
        let summary = match blocks(&diagnostics, strictness) {
            true => None,
            false => Some(publication.finish()?),
        };
        let leftovers = summary.iter().flat_map(|summary| &summary.leftovers);
        diagnostics.extend(leftovers.map(Diagnostic::from));
        Ok(Published {
            diagnostics,
            summary,
            refusal: None,
        })
    }
}

/// Leaves the published site as it is, or restores it where a run was killed that was about to replace it.
fn unpublished(mut diagnostics: Vec<Diagnostic>, out: &Path, root: &Path) -> Published {
    let recovered = emit::recover(out, root);
    let leftovers = recovered.as_ref().into_iter().flatten();
    diagnostics.extend(leftovers.map(Diagnostic::from));
    Published {
        diagnostics,
        summary: None,
        // What the system refuses meanwhile, it tells whoever publishes.
        refusal: recovered
            .err()
            .filter(|error| error.class() == Class::Usage),
    }
}

fn blocks(diagnostics: &[Diagnostic], strictness: Strictness) -> bool {
    diagnostics
        .iter()
        .any(|problem| problem.severity.resolve(strictness) == Severity::Error)
}

/// Routes that a thread takes at a time. The longest lists stand together: a thread that had a quarter of all routes
/// would still be at them when the others are done.
const AT_ONCE: usize = 16;

/// Renders every route on all cores and hands each answer over; what was wrong comes in the order of routes.
///
/// # Errors
/// The first that `take` returns.
pub(crate) fn render_all<E: Send>(
    renderer: &Renderer,
    take: impl Fn(&Route, Answer) -> Result<(), E> + Sync,
) -> Result<Vec<Diagnostic>, E> {
    let problems: Vec<Vec<Diagnostic>> = renderer
        .site()
        .routes
        .par_iter()
        .with_max_len(AT_ONCE)
        .map(|route| {
            let rendered = renderer.render(route);
            take(route, rendered.value)?;
            Ok(rendered.diagnostics)
        })
        .collect::<Result<_, E>>()?;
    Ok(problems.into_iter().flatten().collect())
}

fn write(publication: &Publication, route: &Route, answer: Answer) -> Result<(), EmitError> {
    match answer {
        Answer::Bytes(bytes) => publication.write(&route.output, &bytes)?,
        Answer::Asset(AssetBytes::Disk(path)) => publication.copy(&route.output, &path)?,
        Answer::Asset(AssetBytes::Embedded(bytes)) => publication.write(&route.output, bytes)?,
        Answer::Asset(AssetBytes::Memory(bytes)) => publication.write(&route.output, &bytes)?,
    };
    Ok(())
}
