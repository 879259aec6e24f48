//! What must be served, told by a clean build.

use std::collections::BTreeMap;
use std::io::Read as _;

use yuimaru::diag::{Diagnostic, Severity, Strictness};
use yuimaru::project::{Changes, Options, Project};
use yuimaru::render::Answer;

use crate::harness::Site;
use crate::serve::preview::{Preview, address_of};

/// Bytes by address; `None` where a page cannot be rendered.
pub(super) type Routes = BTreeMap<String, Option<Vec<u8>>>;

pub(super) enum Expected {
    /// This.
    Site(Routes),
    /// What was served before.
    Held,
}

/// Builds the site into a fresh folder. A build publishes nothing where one page has an error; then each route is
/// rendered here, by a project that knows of no edit.
pub(super) fn expected(preview: &Preview<'_>, site: &Site) -> Expected {
    if let Ok(built) = preview.try_to_build() {
        let some = built.into_iter().map(|(path, bytes)| (path, Some(bytes)));
        return Expected::Site(some.collect());
    }
    let snapshot = Project::open(Options {
        root: site.root().to_owned(),
        base_url: Some(format!("http://{}/", preview.host())),
        ..Options::default()
    })
    .refresh(Changes::Unknown);
    let Some(renderer) = &snapshot.renderer else {
        return Expected::Held;
    };
    if has_errors(&snapshot.diagnostics) {
        return Expected::Held;
    }
    let routes = renderer.site().routes.iter();
    let routes: Routes = routes
        .map(|route| {
            let answer = renderer.render(route);
            let bytes = match answer.value {
                _ if has_errors(&answer.diagnostics) => None,
                Answer::Bytes(bytes) => Some(bytes),
                Answer::Asset(asset) => {
                    let mut bytes = Vec::new();
                    asset.open().unwrap().read_to_end(&mut bytes).unwrap();
                    Some(bytes)
                }
            };
            (address_of(&route.output), bytes)
        })
        .collect();
    let fails = routes.values().any(Option::is_none);
    assert!(fails, "a build fails, and no page has an error");
    Expected::Site(routes)
}

fn has_errors(problems: &[Diagnostic]) -> bool {
    let severity = |problem: &Diagnostic| problem.severity.resolve(Strictness::Lenient);
    problems
        .iter()
        .any(|problem| severity(problem) == Severity::Error)
}
