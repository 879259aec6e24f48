//! `build`: publish into the output folder, atomically, or not at all.

use std::path::PathBuf;

use crate::diag::Strictness;
use crate::outcome::Outcome;
use crate::project::{self, Project, Published};

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
    let root = &options.project.root;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let mut project = Project::open(project::Options {
        lets_go_of_texts: true,
        out: Some(out.clone()),
        ..options.project.clone()
    });
    let snapshot = project.refresh(project::Changes::Unknown);
    let mut stopwatch = snapshot.stopwatch.clone();
    let outcome = match snapshot.publish(&out, root, options.strictness) {
        Err(problem) => Outcome {
            failure: Some(problem.into()),
            ..Outcome::found(snapshot.diagnostics.clone(), options.strictness)
        },
        Ok(Published {
            diagnostics,
            summary,
            refusal,
        }) => {
            stopwatch.lap("render and publish");
            let mut report = summary.map_or_else(String::new, |summary| {
                let (pages, languages) = snapshot.extent();
                format!(
                    "{pages} pages in {languages} languages: {} files in {} ({} new, {} removed)\n",
                    summary.written + summary.linked,
                    out.display(),
                    summary.written,
                    summary.removed,
                )
            });
            if options.timings {
                report.push_str(&stopwatch.report());
            }
            Outcome {
                report,
                is_misused: snapshot.is_misused,
                failure: refusal.map(Into::into),
                ..Outcome::found(diagnostics, options.strictness)
            }
        }
    };
    // The process ends here: taking the site apart piece by piece would only cost time.
    std::mem::forget((project, snapshot));
    outcome
}
