//! The arguments of a call in a template, by their names.

use tera::{Error, Kwargs, TeraResult, Value};

use crate::nearest::nearest;

/// Refuses arguments that a function does not take, of which one may be misspelt.
pub(super) fn takes_only(
    function: &str,
    arguments: &Kwargs,
    known: &[&'static str],
) -> TeraResult<()> {
    let mut names = arguments.iter().filter_map(|(name, _)| name.as_str());
    let Some(other) = names.find(|name| !known.contains(name)) else {
        return Ok(());
    };
    let help = match nearest(other, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it takes {}", known.join(", ")),
    };
    Err(Error::message(format!(
        "`{function}` has no argument `{other}`; {help}"
    )))
}

/// What [`Kwargs::get`] looks up by a hash: arguments are too few for one to be worth while.
pub(super) fn argument_named<'a>(arguments: &'a Kwargs, name: &str) -> Option<&'a Value> {
    let mut all = arguments.iter();
    all.find(|(known, _)| known.as_str() == Some(name))
        .map(|(_, value)| value)
}
