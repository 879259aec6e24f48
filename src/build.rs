//! `build`: publish into the output folder, atomically, or not at all.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::assets::AssetBytes;
use crate::diag::{Diagnostic, Severity, Strictness};
use crate::emit::{Class, EmitError, Publication};
use crate::model::Route;
use crate::outcome::{Failure, Outcome};
use crate::project::{self, Project};
use crate::render::{self, Answer, Renderer};

/// What `build` is asked for.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The project.
    pub project: project::Options,
    /// The output folder; `public/` below the root if none is named.
    pub out: Option<PathBuf>,
    /// Findings stop the build.
    pub strictness: Strictness,
    /// Say how long each stage took.
    pub timings: bool,
}

/// Builds the site.
#[must_use]
pub fn run(options: &BuildOptions) -> Outcome {
    let snapshot = Project::open(options.project.clone()).refresh();
    let mut clock = snapshot.stopwatch.clone();
    let mut diagnostics = snapshot.diagnostics.clone();
    let Some(renderer) = &snapshot.renderer else {
        return Outcome::found(diagnostics, options.strictness);
    };
    if blocks(&diagnostics, options.strictness) {
        // Nothing will be published, but an editor wants to hear of everything at once.
        diagnostics.extend(render_all(renderer, |_, _| Ok(())).unwrap_or_default());
        return finished(diagnostics, options.strictness, String::new());
    }
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| options.project.root.join("public"));
    let publication = match Publication::begin(&out, &options.project.root) {
        Ok(publication) => publication,
        Err(problem) => return failed(diagnostics, options.strictness, &problem),
    };
    match render_all(renderer, |route, answer| write(&publication, route, answer)) {
        Ok(problems) => diagnostics.extend(problems),
        Err(problem) => return failed(diagnostics, options.strictness, &problem),
    }
    diagnostics.extend(render::missing_fragments(renderer));
    clock.lap("render and write");
    if blocks(&diagnostics, options.strictness) {
        return finished(diagnostics, options.strictness, String::new());
    }
    let summary = match publication.finish() {
        Ok(summary) => summary,
        Err(problem) => return failed(diagnostics, options.strictness, &problem),
    };
    clock.lap("publish");
    let site = renderer.site();
    let mut report = format!(
        "{} pages in {} languages: {} files in {} ({} new, {} removed)\n",
        site.pages.len(),
        site.living_languages().count(),
        site.routes.len(),
        out.display(),
        summary.written,
        summary.removed,
    );
    if options.timings {
        report.push_str(&clock.report());
    }
    // The process ends here: taking the site apart piece by piece would only cost time.
    std::mem::forget(snapshot);
    finished(diagnostics, options.strictness, report)
}

fn finished(diagnostics: Vec<Diagnostic>, strictness: Strictness, report: String) -> Outcome {
    Outcome {
        report,
        ..Outcome::found(diagnostics, strictness)
    }
}

fn failed(diagnostics: Vec<Diagnostic>, strictness: Strictness, problem: &EmitError) -> Outcome {
    Outcome {
        failure: Some(failure(problem)),
        ..Outcome::found(diagnostics, strictness)
    }
}

fn blocks(diagnostics: &[Diagnostic], strictness: Strictness) -> bool {
    diagnostics
        .iter()
        .any(|problem| problem.severity.resolve(strictness) == Severity::Error)
}

/// Renders every route on all cores and hands each answer over; what was wrong comes in the order of routes.
pub(crate) fn render_all(
    renderer: &Renderer,
    take: impl Fn(&Route, Answer) -> Result<(), EmitError> + Sync,
) -> Result<Vec<Diagnostic>, EmitError> {
    let problems: Vec<Vec<Diagnostic>> = renderer
        .site()
        .routes
        .par_iter()
        .map(|route| {
            let rendered = renderer.render(route);
            take(route, rendered.value)?;
            Ok(rendered.diagnostics)
        })
        .collect::<Result<_, EmitError>>()?;
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

fn failure(problem: &EmitError) -> Failure {
    let text = match problem.help() {
        Some(help) => format!("{problem}\nhelp: {help}"),
        None => problem.to_string(),
    };
    match problem.class() {
        Class::Usage => Failure::Usage(text),
        Class::Io => Failure::Internal(text),
    }
}
