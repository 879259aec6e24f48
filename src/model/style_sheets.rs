//! What style sheets ask for, held against the site.

use super::Site;
use crate::diag::Diagnostic;

/// Where a style sheet asks for what is not there.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let base = &site.config.own_base;
    let wanted = site.assets.wanted.iter();
    wanted
        .filter_map(|wanted| {
            if wanted.paths.iter().any(|path| site.route_at(path).is_some()) {
                return None;
            }
            let (message, help) = match wanted.paths.first() {
                Some(path) => (
                    format!("the site has nothing at {path}"),
                    "put the file into `static/`, or write the path of one that is there".to_owned(),
                ),
                None => (
                    format!("the site begins at {base}, and this lies outside"),
                    format!("write the path from this style sheet's folder, or one that begins with {base}"),
                ),
            };
            let problem = match wanted.is_of_site {
                true => Diagnostic::warning("dead-path", message),
                false => Diagnostic::finding("dead-path", message),
            };
            let span = wanted.span.clone();
            Some(problem.at(&wanted.sheet, &wanted.text, span, "").help(help))
        })
        .collect()
}
