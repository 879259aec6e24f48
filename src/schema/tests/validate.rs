//! As much of JSON Schema (draft 2020-12) as the schemas here use; another word is a panic.

use regex::Regex;
use serde_json::{Map, Value};

/// Words that say nothing of a value.
const NOTES: [&str; 6] = [
    "$schema",
    "$defs",
    "title",
    "description",
    "default",
    "format",
];

/// Whether a schema takes a value. `root` holds the definitions.
pub(super) fn takes(root: &Value, schema: &Value, value: &Value) -> bool {
    let Value::Object(words) = schema else {
        return schema.as_bool().unwrap();
    };
    words.iter().all(|(word, said)| {
        NOTES.contains(&word.as_str()) || holds(root, words, (word, said), value)
    })
}

fn holds(
    root: &Value,
    words: &Map<String, Value>,
    (word, said): (&str, &Value),
    value: &Value,
) -> bool {
    let list = || said.as_array().unwrap();
    let takes = |schema: &Value, value: &Value| takes(root, schema, value);
    match (word, value) {
        ("$ref", _) => {
            let pointer = said.as_str().unwrap().trim_start_matches('#');
            takes(root.pointer(pointer).unwrap(), value)
        }
        ("type", _) => match said {
            Value::Array(types) => types.iter().any(|name| is_a(name, value)),
            name => is_a(name, value),
        },
        ("const", _) => said == value,
        ("enum", _) => list().contains(value),
        ("anyOf", _) => list().iter().any(|schema| takes(schema, value)),
        ("oneOf", _) => list().iter().filter(|schema| takes(schema, value)).count() == 1,
        ("not", _) => !takes(said, value),
        ("pattern", Value::String(text)) => {
            Regex::new(said.as_str().unwrap()).unwrap().is_match(text)
        }
        ("maxLength", Value::String(text)) => text.chars().count() as u64 <= said.as_u64().unwrap(),
        ("minimum", Value::Number(number)) => number.as_f64() >= said.as_f64(),
        ("items", Value::Array(items)) => items.iter().all(|item| takes(said, item)),
        ("required", Value::Object(object)) => list()
            .iter()
            .all(|key| object.contains_key(key.as_str().unwrap())),
        ("properties", Value::Object(object)) => object
            .iter()
            .all(|(key, value)| said.get(key).is_none_or(|schema| takes(schema, value))),
        ("additionalProperties", Value::Object(object)) => {
            let known = |key: &str| {
                let properties = words.get("properties");
                properties.is_some_and(|properties| properties.get(key).is_some())
            };
            object
                .iter()
                .all(|(key, value)| known(key) || takes(said, value))
        }
        ("propertyNames", Value::Object(object)) => object
            .keys()
            .all(|key| takes(said, &Value::String(key.clone()))),
        ("minProperties", Value::Object(object)) => object.len() as u64 >= said.as_u64().unwrap(),
        ("maxProperties", Value::Object(object)) => object.len() as u64 <= said.as_u64().unwrap(),
        (
            "pattern"
            | "maxLength"
            | "minimum"
            | "items"
            | "required"
            | "properties"
            | "additionalProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties",
            _,
        ) => true,
        (word, _) => panic!("{word} is not known here"),
    }
}

fn is_a(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        name => panic!("{name}"),
    }
}
