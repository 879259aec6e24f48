//! JSON Schemas of `site.yaml`, front matter and facts files, for editors that complete and check while one types.
//!
//! The types here are only described, never read: the parser accepts more forms than a type can say well and reports
//! better errors than a derive could. That both know the same keys, and take the same values, is tested.

#![expect(
    dead_code,
    reason = "the fields exist for their names, types and descriptions"
)]

mod page;
mod site;
#[cfg(test)]
mod tests;
mod texts;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use page::Page;
use site::Site;

/// The schema of `site.yaml` (JSON Schema, draft 2020-12).
#[must_use]
pub fn site() -> Value {
    generate::<Site>()
}

/// The schema of front matter and of facts files (JSON Schema, draft 2020-12). `title` is not required, since a facts file
/// may give it or leave it to each language.
#[must_use]
pub fn page() -> Value {
    generate::<Page>()
}

fn generate<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    refuse_empty_values(&mut schema);
    schema
}

/// Types whose key may be left without a value (`feeds:`), like lists and groups of keys.
const MAY_BE_EMPTY: &[&str] = &[
    "Language", "Taxonomy", "Feeds", "Markdown", "L10n", "Rules", "Exclude",
];

/// Takes `null`, which stands for any optional field, away where the parser refuses a key without a value.
fn refuse_empty_values(schema: &mut Value) {
    let is_null = |schema: &Value| schema["type"] == "null";
    let may_be_empty = |schema: &Value| {
        let name = schema["$ref"]
            .as_str()
            .and_then(|name| name.rsplit('/').next());
        name.is_some_and(|name| MAY_BE_EMPTY.contains(&name))
    };
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type")
                && !types.iter().any(|name| name == "object" || name == "array")
            {
                types.retain(|name| name != "null");
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf")
                && !choices.iter().any(may_be_empty)
            {
                choices.retain(|choice| !is_null(choice));
            }
            object.values_mut().for_each(refuse_empty_values);
        }
        Value::Array(items) => items.iter_mut().for_each(refuse_empty_values),
        _ => {}
    }
}

/// What stands in for a page that is not translated.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Missing {
    /// The page is listed and leads to the language it exists in.
    Link,
    /// The page is not listed.
    Hide,
    /// The original text is shown in place of the translation, with a notice.
    Copy,
}
