//! What texts may hold: each of these takes what the parser of its key takes, as far as a pattern can tell.
//!
//! Patterns are written for ECMA-262, which validators read, and without what only it has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// The code of a language, as it stands in addresses and file names.
pub(super) const CODE: &str = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";

/// Neither a line break nor another control character, nor a space at an end, nor one of these.
macro_rules! name_without {
    ($chars:literal) => {
        concat!(
            r"^[^\s\x00-\x1f\x7f-\x9f",
            $chars,
            r"]([^\x00-\x1f\x7f-\x9f",
            $chars,
            r"]*[^\s\x00-\x1f\x7f-\x9f",
            $chars,
            "])?$"
        )
    };
}

/// One segment of a URL path: a slug, the name of a taxonomy.
pub(super) fn segment() -> Value {
    json!({
        "type": "string",
        "pattern": name_without!(r"/\\?#%"),
        "maxLength": 255,
        "not": {"pattern": r"^\.$|\.\.|^\.yuimaru$"},
    })
}

/// The id of a term.
pub(super) fn term() -> Value {
    json!({
        "type": "string",
        "pattern": name_without!(r"/\\"),
        "maxLength": 255,
        "not": {"pattern": r"^\.\.?$"},
    })
}

/// The name of a folder in `themes/`.
fn folder() -> Value {
    let mut schema = segment();
    schema["not"] = json!({"pattern": r"^[._]|\.\."});
    schema
}

fn alias() -> Value {
    json!({
        "type": "string",
        "pattern": name_without!(r"?#\\"),
        "not": {"pattern": r"://|^//|^/*$|(^|/)\.\.?(/|$)|^/*\.yuimaru(/|$)"},
    })
}

fn base_url() -> Value {
    json!({
        "type": "string",
        "pattern": concat!(
            "^[Hh][Tt][Tt][Pp][Ss]?://",
            r"(\[[0-9A-Fa-f:.]+\]|",
            r#"[^\s/?#@\\:.<>\[\]^|%"`{},][^\s/?#@\\:<>\[\]^|%"`{},]*)"#,
            "(:0*[1-9][0-9]{0,4})?",
            r"(/[^?#\s\\]*)?$",
        ),
        "not": {"pattern": concat!(
            r"^[^/]+//[^/]*\.\.",
            "|^[^/]+//.*//",
            r"|^[^/]+//.*/\.\.?(/|$)",
            "|%([^0-9A-Fa-f]|$|[0-9A-Fa-f]([^0-9A-Fa-f]|$))",
        )},
    })
}

/// An address in a menu: seen from everywhere alike.
fn link() -> Value {
    json!({
        "type": "string",
        "pattern": r"^([A-Za-z][A-Za-z0-9+.-]*:|[/#])[^\s\x00-\x1f\x7f-\x9f]*$",
    })
}

fn menu_key() -> Value {
    json!({
        "type": "string",
        "pattern": r"\S",
        "not": {"pattern": r"://|^/|/$|\.md$"},
    })
}

/// A date that exists (but for 29 February), and a time.
fn moment() -> Value {
    json!({
        "type": "string",
        "pattern": concat!(
            "^[0-9]{4}-",
            "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))",
            "([Tt ] *([01][0-9]|2[0-3]):[0-5][0-9]",
            r"(:[0-5][0-9]([.,][0-9]{1,9})?)?",
            "( *([Zz]|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?))?)?$",
        ),
    })
}

/// The same, but for days that are of another year in some time zone.
fn told_moment() -> Value {
    let mut schema = moment();
    schema["not"] = json!({"pattern": "^(0000-01-01|9999-12-3[01])"});
    schema
}

fn pattern(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

macro_rules! texts {
    ($($name:ident: $schema:expr;)*) => {$(
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
                Schema::try_from($schema).unwrap_or_default()
            }
        }
    )*};
}

texts! {
    // Not blank.
    Text: pattern(r"\S");
    // Not blank, and without what no page can show.
    Shown: json!({
        "type": "string",
        "pattern": r"\S",
        "not": {"pattern": r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"},
    });
    Code: pattern(CODE);
    // A language tag (BCP 47), as far as its form tells.
    Tag: pattern("^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$");
    TimeZone: pattern("^[A-Za-z0-9+_/-]+$");
    Folder: folder();
    File: pattern(name_without!(r"\\"));
    Segment: segment();
    Term: term();
    Alias: alias();
    BaseUrl: base_url();
    Link: link();
    MenuKey: menu_key();
    Moment: moment();
    ToldMoment: told_moment();
}
